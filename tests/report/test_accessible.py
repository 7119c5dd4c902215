"""PDF/UA-1 and PDF/A-3a, which every file claims of itself, on every kind of document that is printed.

Our own assertions first (pdf.md 4), then whatever validators there are: pdfua and pikepdf's PDF/A validator, which are
Python, and qpdf and poppler where they are installed (.ci/run installs them).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reviewapp.report.content import build_review
from reviewapp.report.document import Bullets, Heading, Labelled, Paragraph, Railed
from reviewapp.report.pages import render_document
from reviewapp.report.plain import plain
from reviewapp.report.structure import Node
from reviewapp.report.tagging import tag
from tests.report import samples
from tests.report.papers import PAPERS
from tests.report.reading import fonts_of
from tests.report.scripts import MIXED, SAMPLES
from tests.report.tagged import Element, pieces, tree

# Papers without a writer: their figures and sentences belong to the work.
ABOUT_NOBODY = ("team sheet", "retranslation worksheet")
every_paper = pytest.mark.parametrize("name", PAPERS)
LANGUAGES = {"mirrored": "he", "in German": "de", "in French": "fr", "in Spanish": "es"}
DC, AID, UAID = (
    f"{{http://{one}}}" for one in ("purl.org/dc/elements/1.1/", "www.aiim.org/pdfa/ns/id/", "www.aiim.org/pdfua/ns/id/")
)


@cache
def paper(name: str) -> bytes:
    return PAPERS[name]().data


def opened(name: str) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(paper(name)))


@every_paper
def test_everything_drawn_is_content_of_an_element_or_decoration(name: str) -> None:
    with opened(name) as pdf:
        drawn = pieces(pdf)
        assert drawn
        for piece in drawn:
            assert (piece.mcid is not None) != piece.artifact, piece
        for number, page in enumerate(pdf.pages):
            mcids = {piece.mcid for piece in drawn if piece.page == number and piece.mcid is not None}
            elements = _parents(pdf)[int(page.obj.StructParents)]
            assert mcids == set(range(len(elements)))
            for mcid, element in enumerate(elements):
                assert _holds(element, page.obj, mcid), f"{mcid} of page {number + 1}"
            assert page.obj.Tabs == "/S"


def _parents(pdf: pikepdf.Pdf) -> dict[int, Any]:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return {int(number): thing for number, thing in zip(numbers[::2], numbers[1::2], strict=True)}


def _holds(element: Any, page: Any, mcid: int) -> bool:
    held = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    for kid in held:
        if isinstance(kid, int) and kid == mcid and element.Pg.objgen == page.objgen:
            return True
        elsewhere = isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR"
        if elsewhere and int(kid.MCID) == mcid and kid.Pg.objgen == page.objgen:
            return True
    return False


@every_paper
def test_headings_begin_with_one_name_and_leave_no_level_out(name: str) -> None:
    root = tree(paper(name))
    assert root.tag == "Document"
    headings = root.all("H1", "H2", "H3")
    assert headings[0].tag == "H1" and sum(one.tag == "H1" for one in headings) == 1
    assert all(one.text for one in headings)
    levels = [int(one.tag[1]) for one in headings]
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_paper
def test_tables_are_regular_and_every_cell_has_its_headers(name: str) -> None:
    root = tree(paper(name))
    assert not [one for one in root.all("Table") if len(one.kids) < 2]
    for table in root.all("Table"):
        head, *rows = table.kids
        assert {row.tag for row in table.kids} == {"TR"}
        columns = len(head.kids)
        assert columns == 2 or (name == "retranslation worksheet" and columns in (3, 4, 5))
        assert [(cell.tag, cell.attributes["/Scope"]) for cell in head.kids] == [("TH", "/Column")] * columns
        assert all(cell.text for cell in head.kids)
        for row in rows:
            assert [cell.tag for cell in row.kids] == ["TH", *["TD"] * (columns - 1)]
            assert row.kids[0].attributes == {"/O": "/Table", "/Scope": "/Row"} and row.kids[0].text


@every_paper
def test_lists_hold_items_and_pictures_say_what_they_show(name: str) -> None:
    root = tree(paper(name))
    for held in root.all("L"):
        assert held.kids and {item.tag for item in held.kids} == {"LI"}
        assert all([kid.tag for kid in item.kids][-1] == "LBody" for item in held.kids)
        for label in held.all("Lbl"):
            assert label.text or label.spoken
    for picture in root.all("Figure"):
        left, low, right, high = picture.attributes["/BBox"]
        assert picture.alt and left < right and 0 < low < high < 842


def test_a_review_has_pictures_tables_lists_and_boxes_to_tick() -> None:
    root = tree(paper("review"))
    assert len(root.all("Figure")) == 1 and len(root.all("Table")) == 7
    boxes = [one for one in root.all("Lbl") if one.spoken]
    assert {one.spoken for one in boxes} == {"☐"} and len(boxes) == 6
    assert not tree(paper("recovery sheet")).all("Table", "Figure")


def _said(content: Any) -> list[str]:
    """What a document says in order, of the blocks that are printed word for word."""
    found: list[str] = []
    for block in build_review(content).blocks:
        if isinstance(block, Heading):
            found.append(block.text)
        for part in (block.blocks if isinstance(block, Railed) else ()):
            found += [block.heading] if part is block.blocks[0] and block.heading else []
            found += part.items if isinstance(part, Bullets) else ()
            found += [part.text] if isinstance(part, Paragraph) else ()
            found += [part.label, part.text] if isinstance(part, Labelled) else ()
    return found


@pytest.mark.parametrize("content", [samples.review(), samples.full(), samples.crowded(40)], ids=["review", "full", "crowded"])
def test_the_tree_reads_as_the_document_was_written(content: Any) -> None:
    data = render_document(build_review(content))[0]
    text, at = re.sub(r"\s+", "", tree(data).text), 0
    for words in _said(content):
        flat = re.sub(r"\s+", "", words)
        assert flat in text[at:], words
        at = text.index(flat, at) + len(flat)
    for episode in content.episodes:
        assert re.sub(r"\s+", "", episode.behaviour) in text


def test_what_is_repeated_on_every_page_is_read_on_none() -> None:
    text = tree(paper("crowded review")).text
    with opened("crowded review") as pdf:
        repeated = " ".join(piece.text for piece in pieces(pdf) if piece.artifact)
        assert len(pdf.pages) > 4
    assert "Page 3 of" in repeated and "(continued)" in repeated
    assert "Page 3 of" not in text and "(continued)" not in text and "Record rev-" not in text


def test_letters_outside_of_unicode_carry_their_text() -> None:
    name = "review in Greek letters, with letters no font has"
    with opened(name) as pdf:
        spoken = [piece.text for piece in pieces(pdf) if piece.operator == "ActualText"]
    assert "\ue000" in spoken
    assert "a\ue000b 漢 x\u0302\u0331" in tree(paper(name)).text


@pytest.mark.parametrize("name", ["draft review in all scripts on mirrored pages", "review in English with texts in all scripts"])
def test_any_script_is_read_as_it_was_written(name: str) -> None:
    """Lines that run from right to left stand in the file as they are seen; their element says them in order."""
    said = {" ".join(one.own.split()) for one in _walk(tree(paper(name)))}
    for sample in (*SAMPLES, *MIXED):
        assert " ".join(plain(sample.text).split()) in said, sample.script


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("review in English with texts in all scripts", {
            "Latin, English": "", "Latin, German": "de", "Greek": "el", "Cyrillic": "und-Cyrl", "Arabic": "und-Arab",
            "Hebrew": "he", "Thai": "th", "Hebrew with figures and Latin": "he", "English with a Hebrew quotation": "",
        }),
        ("draft review in all scripts on mirrored pages", {
            "Latin, English": "und-Latn", "Hebrew": "", "Arabic": "und-Arab", "Hebrew with figures and Latin": "",
        }),
    ],
)  # fmt: skip
def test_every_paragraph_names_its_language_where_it_is_another(name: str, expected: dict[str, str]) -> None:
    found = {" ".join(one.own.split()): one.language for one in _walk(tree(paper(name)))}
    texts = {sample.script: " ".join(plain(sample.text).split()) for sample in (*SAMPLES, *MIXED)}
    assert {script: found[texts[script]] for script in expected} == expected


def test_words_of_another_script_name_their_language_inside_a_paragraph() -> None:
    with opened("review in English with texts in all scripts") as pdf:
        drawn = [piece for piece in pieces(pdf) if not piece.artifact and piece.operator == "TJ"]
    quoted = [piece for piece in drawn if "\u05d4" in piece.text]
    assert quoted and {piece.language for piece in quoted} == {"he"}
    around = next(piece for piece in drawn if "The team said" in piece.text)
    assert around.language == "en"
    assert {piece.language for piece in drawn if piece.text.isascii() and "Manager" in piece.text} == {""}


@every_paper
def test_the_file_says_what_it_is_in_both_places(name: str) -> None:
    with opened(name) as pdf:
        info = pdf.docinfo
        packet = pdf.Root.Metadata.read_bytes().decode("utf-8")
        assert packet.count("<rdf:Description ") == packet.count('<rdf:Description rdf:about="" ') == 2, "as it was written"
        with pdf.open_metadata() as said:
            assert (said[AID + "part"], said[AID + "conformance"], said[UAID + "part"]) == ("3", "A", "1")
            assert said[DC + "title"] == str(info.Title) != ""
            assert said.get(DC + "creator", []) == ([] if name in ABOUT_NOBODY else [str(info.Author)])
            assert said["xmp:CreateDate"].replace("-", "").replace(":", "").replace("T", "") == str(info.CreationDate)[2:]
        assert pdf.Root.MarkInfo.Marked and pdf.Root.ViewerPreferences.DisplayDocTitle
        spoken = next((code for words, code in LANGUAGES.items() if words in name), "en")
        assert str(pdf.Root.Lang) == spoken
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1" and intent.DestOutputProfile.N == 3
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


@every_paper
def test_every_font_is_inside_and_every_code_has_a_text(name: str) -> None:
    with opened(name) as pdf:
        fonts = fonts_of(pdf)
        assert fonts and not any("Helvetica" in str(font.BaseFont) for font in fonts)
        for font in fonts:
            if font.Subtype == "/Type0":
                assert b"beginbfchar" in font.ToUnicode.read_bytes()
                assert font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()


@every_paper
def test_no_finding_of_the_accessibility_checker(name: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper(name))
    done = subprocess.run([sys.executable, "-m", "pdfua", "check", str(file)], capture_output=True, text=True)
    assert done.returncode == 0 and "PASS (no findings)" in done.stdout, done.stdout
    assert "not evaluated" not in done.stdout


# The validator knows conformance B only, and no extension schema: all it has to say against ours is that.
_MORE_THAN_B = re.compile(
    r"pdfaid:conformance is 'A', expected 'B'|XMP namespace pdfa(Extension|Schema|Property)=\S+ is not permitted"
    r"|XMP property (pdfuaid:part|pdfaExtension:schemas) is not permitted"
)
# It does not look at these; the tests of fields and of the attached file do.
_NOT_LOOKED_AT = re.compile(r"^\[unsupported\] .*(\(/AcroForm\)|\(/Perms\)|embedded files) are not supported$")


def archive_findings(data: bytes) -> list[str]:
    """What the validator has against a file, in words; it is called only once it is sure that it did look."""
    from pikepdf import pdfa

    found = [str(one) for one in pdfa.validate_written(BytesIO(data), "3b").findings]
    assert found  # it did look: level A alone is a finding
    return [one for one in found if not (_MORE_THAN_B.search(one) or _NOT_LOOKED_AT.search(one))]


@every_paper
def test_no_finding_of_the_archive_validator(name: str) -> None:
    assert archive_findings(paper(name)) == []


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
@every_paper
def test_no_finding_of_qpdf(name: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper(name))
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True)
    assert done.returncode == 0 and "WARNING" not in done.stdout + done.stderr


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="poppler is not installed")
@every_paper
def test_poppler_finds_the_same_tree_and_no_font_outside(name: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper(name))
    struct = _run("pdfinfo", "-struct", file)
    assert [one.split()[0] for one in re.findall(r"^ *(?:H[123]|Table|Figure)\b", struct, re.MULTILINE)] == [
        one.tag for one in _walk(tree(paper(name))) if one.tag in ("H1", "H2", "H3", "Table", "Figure")
    ]
    rows = _run("pdffonts", file).splitlines()[2:]
    assert rows and all(row[-26:].split()[:3] == ["yes", "yes", "yes"] for row in rows), rows


def _run(*words: str | Path) -> str:
    done = subprocess.run([str(word) for word in words], check=True, capture_output=True)
    assert done.stderr == b""
    return done.stdout.decode("utf-8", "replace")


def _walk(element: Element) -> list[Element]:
    return [element, *(one for kid in element.kids for one in _walk(kid))]


def test_fields_to_sign_in_stand_in_the_tree_where_they_are_signed() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        fields = [_field(pdf, page, name) for name in ("Manager", "Employee", "Somebody else")]
        page.Annots = pikepdf.Array(fields)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields))
        root = Node("Document")
        for _part in range(2):
            root.add("Sect").add("Form")
        root.add("Sect")
        tag(pdf, root, "en")
        parents = _parents(pdf)
        for field in fields:
            assert parents[int(field.StructParent)].K.Obj.objgen == field.objgen
        out = BytesIO()
        pdf.save(out)
    assert [(one.tag, one.text) for one in tree(out.getvalue()).kids] == [
        ("Sect", "[Manager]"), ("Sect", "[Employee]"), ("Form", "[Somebody else]"),
    ]


def _field(pdf: pikepdf.Pdf, page: Any, label: str) -> Any:
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, T=pikepdf.String(label),
            TU=pikepdf.String(label), Rect=[0, 0, 10, 10], P=page,
        )
    )


SIGNABLE = [name for name in PAPERS if "review" in name and "draft" not in name and name != "empty review"]


@every_paper
def test_fields_to_sign_in_are_elements_with_a_name_and_stay_empty(name: str) -> None:
    with opened(name) as pdf:
        form = pdf.Root.get("/AcroForm")
        forms = tree(paper(name)).all("Form")
        if name not in SIGNABLE:
            assert form is None and forms == []
            return
        assert [str(field.T) for field in form.Fields] == ["manager", "employee"]
        assert int(form.SigFlags) == 0 and not {"/NeedAppearances", "/XFA", "/DR", "/DA"} & set(form.keys())
        assert [one.text for one in forms] == [" ".join(f"[{field.TU}]".split()) for field in form.Fields]
        parents = _parents(pdf)
        for field in form.Fields:
            element = parents[int(field.StructParent)]
            assert element.S == "/Form" and element.K.Type == "/OBJR" and element.K.Obj.objgen == field.objgen
            assert element.P.S == "/Sect" and element.K.Pg.objgen == field.P.objgen
            assert "/V" not in field and not {"/A", "/AA"} & set(field.keys())
            # ISO 19005-3, 6.3: printed, neither hidden nor invisible, one appearance; and nothing is drawn in it
            assert int(field.F) == 4 and list(field.AP.keys()) == ["/N"] and field.AP.N.read_bytes() == b""
            assert str(field.FT) == "/Sig" and len(str(field.TU)) > 9


@pytest.mark.parametrize("name", SIGNABLE)
def test_places_to_sign_in_lie_over_the_drawn_lines(name: str) -> None:
    """On Letter and on mirrored pages too: the field begins at the line that is signed on, on its own half."""
    with opened(name) as pdf:
        boxes = [[float(edge) for edge in field.Rect] for field in pdf.Root.AcroForm.Fields]
        (manager, employee), sheet = boxes, [float(edge) for edge in pdf.pages[0].MediaBox]
    mirrored = "mirrored" in name
    assert (manager[0] > employee[2]) if mirrored else (manager[2] < employee[0])
    assert manager[1] == employee[1] and manager[3] - manager[1] == pytest.approx(26, abs=0.1)
    left, right = min(manager[0], employee[0]), max(manager[2], employee[2])
    assert left == pytest.approx(sheet[2] - right, abs=0.1)


def test_a_signed_file_stays_accessible_and_archivable(tmp_path: Path) -> None:
    from tests.helpers.signed import both, unsigned

    file = tmp_path / "signed.pdf"
    file.write_bytes(both())
    done = subprocess.run([sys.executable, "-m", "pdfua", "check", str(file)], capture_output=True, text=True)
    assert done.returncode == 0 and "PASS (no findings)" in done.stdout, done.stdout
    assert archive_findings(both()) == []
    assert both().startswith(unsigned()) and unsigned() == paper("review")
    assert tree(both()).text == tree(unsigned()).text
    with pikepdf.open(BytesIO(both())) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            assert "/V" in field and field.AP.N.read_bytes().strip() and int(field.StructParent) in _parents(pdf)
