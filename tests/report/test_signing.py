"""Signing appends, other programs agree, and whatever is done to the file afterwards has a name."""

from __future__ import annotations

import io
import random
import shutil
import subprocess

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from reviewapp.i18n import DOCUMENT_LANGUAGES, RTL, speaking, use_paper
from reviewapp.report import render_review
from reviewapp.report.sign_fields import EMPLOYEE, FIELDS, MANAGER
from reviewapp.report.signing import (
    CERTIFIED,
    POSITIONS,
    NotSignable,
    Signing,
    meaning_sentence,
    signed,
    stamp_lines,
)
from reviewapp.report.stamp import STAMPED
from reviewapp.report.text import TextSetter
from reviewapp.report.verifying import verdict
from tests.helpers.other_reader import others_say
from tests.helpers.signed import AT, RUTH_KEY, TAMPERS, TOM_KEY, both, certified, countersigned, unsigned
from tests.report import samples
from tests.report.reading import text_of


def pixels(data: bytes, page: int) -> bytes:
    """A page as a reader shows it, with what is filled in."""
    document = pypdfium2.PdfDocument(data)
    try:
        document.init_forms()
        return bytes(document[page].render(scale=1).buffer)
    finally:
        document.close()


def pictured(data: bytes, page: int) -> Image.Image:
    """The same as a picture, one point an element."""
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        return document[page].render(scale=1).to_pil().convert("L")


def stamped(data: bytes) -> list[str]:
    """The text in the place of each signature, as it is copied out of it."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            alone = pikepdf.new()
            page = alone.add_blank_page(page_size=(600, 60))
            form = alone.copy_foreign(field.AP.N)
            page.obj.Resources = form.Resources
            page.obj.Contents = alone.make_stream(form.read_bytes())
            out = io.BytesIO()
            alone.save(out)
            found.append(text_of(out.getvalue()))
    return found


def test_signing_only_appends() -> None:
    assert certified()[: len(unsigned())] == unsigned()
    assert both()[: len(certified())] == certified()


def test_another_program_finds_both_signatures_whole_and_the_second_one_allowed(tmp_path) -> None:
    (tmp_path / "one.pdf").write_bytes(certified())
    (tmp_path / "two.pdf").write_bytes(both())
    one, two = others_say(tmp_path / "one.pdf", tmp_path / "two.pdf")
    whole = {"whole": True, "allowed": True, "all": True}
    assert one == [{"field": "manager", "covers": "ENTIRE_FILE", **whole}]
    assert two == [{"field": "manager", "covers": "ENTIRE_REVISION", **whole}, {"field": "employee", "covers": "ENTIRE_FILE", **whole}]


def test_poppler_and_qpdf_agree(tmp_path) -> None:
    for tool in ("pdfsig", "qpdf"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    (tmp_path / "signed.pdf").write_bytes(both())
    said = subprocess.run(["pdfsig", "-nocert", tmp_path / "signed.pdf"], capture_output=True, text=True, check=True).stdout
    assert said.count("Signature is Valid.") == 2 and said.count("Total document signed") == 1
    checked = subprocess.run(["qpdf", "--check", tmp_path / "signed.pdf"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


SHEETS = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}


@pytest.mark.parametrize(("paper", "language"), [("letter", "en"), ("letter", "he"), ("a4", "ar"), ("letter", "de")])
def test_signatures_on_letter_and_on_mirrored_pages_hold_and_stand_where_they_are_signed(paper, language, tmp_path) -> None:
    use_paper(paper)
    try:
        pages = render_review(samples.full(language=language)).data
    finally:
        use_paper("a4")
    one = certified(pages)
    data = countersigned("agree_in_part", base=one)
    assert data.startswith(one) and one.startswith(pages)
    found = verdict(data)
    assert found.findings == () and [signer.meaning for signer in found.signers] == [CERTIFIED, "agree_in_part"]
    assert found.attachment is not None
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [float(edge) for edge in pdf.pages[0].MediaBox[2:]] == pytest.approx(SHEETS[paper], abs=0.01)
        manager, employee = ([float(edge) for edge in field.Rect] for field in pdf.Root.AcroForm.Fields)
        # The manager signs on the side where reading begins, on the sheet and nowhere beside it.
        assert (manager[0] > employee[2]) == (language in RTL)
        assert min(manager[0], employee[0]) > 0 and max(manager[2], employee[2]) < SHEETS[paper][0]
        sheet = next(number for number, page in enumerate(pdf.pages) if page.obj.objgen == pdf.Root.AcroForm.Fields[0].P.objgen)
    # What each signs with is seen in their own half of the page, and only there.
    before, after, last = (pictured(one, sheet) for one in (pages, certified(pages), data))
    for unsigned_half, signed_half, field in ((before, after, manager), (after, last, employee)):
        box = ImageChops.difference(unsigned_half, signed_half).getbbox()
        assert box is not None and field[0] - 1 <= box[0] and box[2] <= field[2] + 1
        assert SHEETS[paper][1] - field[3] - 1 <= box[1] and box[3] <= SHEETS[paper][1] - field[1] + 1
    assert [("Jonas Weiß" in text, "Anna Kowalska-Lindström" in text) for text in stamped(data)] == [(True, False), (False, True)]
    (tmp_path / "signed.pdf").write_bytes(data)
    [(first, second)] = others_say(tmp_path / "signed.pdf")
    assert first["whole"] and first["allowed"] and second["whole"] and second["covers"] == "ENTIRE_FILE"
    spoilt = bytearray(data)
    spoilt[len(pages) // 2] ^= 1
    assert verdict(bytes(spoilt)).findings


def test_both_signatures_hold_and_say_what_they_mean() -> None:
    found = verdict(both())
    assert found.findings == ()
    assert [(one.field, one.name, one.meaning, one.fingerprint) for one in found.signers] == [
        (MANAGER, "Jonas Weiß", CERTIFIED, RUTH_KEY.fingerprint),
        (EMPLOYEE, "Anna Kowalska-Lindström", "received", TOM_KEY.fingerprint),
    ]
    assert [one.at for one in found.signers] == ["2026-12-02T10:00:00+01:00", "2026-12-03T10:00:00+01:00"]
    assert found.attachment is not None


@pytest.mark.parametrize("position", POSITIONS)
def test_the_page_says_in_words_what_the_employee_signed(position) -> None:
    """Receipt is not agreement (domain.md F, sign-off): the words differ, and nothing is ticked for anybody."""
    data = countersigned(position)
    text = stamped(data)[1]
    agrees = {"received": "Receipt is not agreement.", "agree": "agrees with it.", "agree_in_part": "in part.", "disagree": "disagrees with it."}
    assert "Signed digitally by Anna Kowalska-Lindström" in text and "Received this record" in text
    with pikepdf.open(io.BytesIO(data)) as pdf:
        reason = str(pdf.Root.AcroForm.Fields[1].V.Reason)
    assert reason in text and reason.endswith(agrees[position]) and verdict(data).signers[1].meaning == position


def test_every_font_of_a_stamp_is_embedded_and_its_text_can_be_copied() -> None:
    text = stamped(both())[0]
    assert "Signed digitally by Jonas Weiß" in text and "Finished this record and answers for it." in text
    assert "time stated by the signer" in text
    with pikepdf.open(io.BytesIO(both())) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            for font in field.AP.N.Resources.Font.values():
                assert "/ToUnicode" in font and "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_nothing_but_the_place_of_the_signature_looks_different() -> None:
    pages = len(pypdfium2.PdfDocument(unsigned()))
    changed = [page for page in range(pages) if pixels(unsigned(), page) != pixels(both(), page)]
    with pikepdf.open(io.BytesIO(both())) as pdf:
        where = {pdf.pages.index(pikepdf.Page(one.P)) for one in pdf.Root.AcroForm.Fields}
    assert set(changed) == where


def test_a_draft_has_no_place_to_sign() -> None:
    draft = render_review(samples.draft()).data
    with pikepdf.open(io.BytesIO(draft)) as pdf:
        assert "/AcroForm" not in pdf.Root
    with pytest.raises(NotSignable):
        signed(draft, RUTH_KEY, Signing(MANAGER, CERTIFIED, AT))


@pytest.mark.parametrize(
    ("base", "act"),
    [
        (unsigned, Signing(EMPLOYEE, "received", AT)), (certified, Signing(MANAGER, CERTIFIED, AT)),
        (both, Signing(EMPLOYEE, "agree", AT)), (certified, Signing(EMPLOYEE, CERTIFIED, AT)),
        (unsigned, Signing(MANAGER, "received", AT)), (unsigned, Signing("somebody", CERTIFIED, AT)),
    ],
    ids=["employee first", "manager twice", "employee twice", "employee certifies", "manager receives", "another field"],
)  # fmt: skip
def test_signing_out_of_turn_is_refused(base, act) -> None:
    with pytest.raises(NotSignable):
        signed(base(), RUTH_KEY, act)


@pytest.mark.parametrize("name", TAMPERS)
def test_every_tamper_is_caught_by_its_own_name(name) -> None:
    spoil, finding = TAMPERS[name]
    assert finding in verdict(spoil()).findings


def test_no_flipped_bit_anywhere_in_the_file_is_taken() -> None:
    """A sample of the half a million; those that matter most lie in the two signatures and around them."""
    chosen = random.Random(6)
    data = both()
    edges = [data.find(b"/ByteRange") + n for n in range(0, 60, 3)] + [data.rfind(b"/ByteRange") + n for n in range(0, 60, 3)]
    for at in [*edges, *range(len(data) - 900, len(data), 7), *(chosen.randrange(len(data)) for _ in range(400))]:
        spoilt = bytearray(data)
        spoilt[at] ^= 1 << chosen.randrange(8)
        assert verdict(bytes(spoilt)).findings, at


def test_a_file_cut_anywhere_is_never_whole() -> None:
    data = both()
    for length in range(0, len(data), 331):
        assert verdict(data[:length]).findings, length


def test_only_what_is_required_has_to_be_signed() -> None:
    assert verdict(certified(), required=(MANAGER,)).findings == ()
    assert verdict(certified(), required=FIELDS).findings == ("employee_missing",)


def test_an_encrypted_file_and_one_of_another_kind_are_named() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(both())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user="y"))
    assert verdict(out.getvalue()).findings == ("encrypted",)
    assert verdict(b"hello").findings == ("not_pdf",) and verdict(b"").findings == ("not_pdf",)
    assert verdict(b"%PDF-1.7\n" + bytes(4000)).findings in (("damaged",), ("cut_short",))


@pytest.mark.parametrize("language", DOCUMENT_LANGUAGES)
def test_what_stands_in_the_place_of_a_signature_is_in_the_language_of_the_pages_and_has_room(language: str) -> None:
    pages = render_review(samples.review(language=language)).data
    late = AT.replace(month=9, day=30)
    data = signed(pages, RUTH_KEY, Signing(MANAGER, CERTIFIED, late))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        [field] = [one for one in pdf.Root.AcroForm.Fields if "/V" in one]
        left, _low, right, _high = (float(edge) for edge in field.Rect)
        said = str(field.V.Reason)
    with speaking(language):
        lines = stamp_lines(RUTH_KEY, Signing(MANAGER, CERTIFIED, late))
        assert said == lines[1] == meaning_sentence(CERTIFIED)
    assert all(TextSetter(language).line(line, STAMPED).width <= right - left for line in lines), lines
