"""Signed reviews for tests, and every way to spoil one: technique of the tamper table (pdf.md 5)."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from functools import cache

import pikepdf
import pytest

from reviewapp.keys.document_key import DocumentKey, document_key
from reviewapp.report import render_review, verifying
from reviewapp.report.increment import appended
from reviewapp.report.sign_fields import EMPLOYEE, FIELDS, MANAGER
from reviewapp.report.signing import CERTIFIED, ROOM, Signing, signed
from reviewapp.report.verifying import verdict
from tests.report import samples

RUTH_KEY = document_key(b"R" * 32, "Jonas Weiß")
TOM_KEY = document_key(b"T" * 32, "Anna Kowalska-Lindström")
IMPOSTOR = document_key(b"I" * 32, "Jonas Weiß")
AT = datetime(2026, 12, 2, 10, 0, tzinfo=timezone(timedelta(hours=1)))
PINS = {RUTH_KEY.fingerprint: "Jonas Weiß", TOM_KEY.fingerprint: "Anna Kowalska-Lindström"}


def counted_verdicts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by one hash for each time the signatures of a file are really verified from now on."""
    seen: list[str] = []

    def counting(data: bytes, *, required: tuple[str, ...] = FIELDS) -> verifying.Verdict:
        found = verdict(data, required=required)
        seen.append(found.sha256)
        return found

    monkeypatch.setattr(verifying, "verdict", counting)
    return seen


@cache
def unsigned() -> bytes:
    """A finished review nobody signed."""
    return render_review(samples.review()).data


def _without(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The same review altered before anybody signed it, then signed by both."""
    with pikepdf.open(io.BytesIO(unsigned())) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return countersigned(base=certified(out.getvalue()))


def _detach(pdf: pikepdf.Pdf) -> None:
    del pdf.attachments["review.json"]


def _attach_other(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF[0].EF.F.write(b'{"format": "reviewapp-review@1", "state": "other"}')


@cache
def certified(base: bytes | None = None, key: DocumentKey = RUTH_KEY) -> bytes:
    """Signed by the manager."""
    return signed(base or unsigned(), key, Signing(MANAGER, CERTIFIED, AT))


def countersigned(meaning: str = "received", base: bytes | None = None, key: DocumentKey = TOM_KEY) -> bytes:
    """Signed by both."""
    return signed(base or certified(), key, Signing(EMPLOYEE, meaning, AT + timedelta(days=1)))


@cache
def both() -> bytes:
    """The file that is spoilt below."""
    return countersigned()


def _update(change: Callable[[pikepdf.Pdf], list[int]], data: bytes | None = None) -> bytes:
    """What another program appends that may alter what it likes; ``change`` returns the numbers of what it altered."""
    base = data or both()
    with pikepdf.open(io.BytesIO(base)) as pdf:
        return appended(base, pdf, change(pdf), {})


def _other_page(pdf: pikepdf.Pdf) -> list[int]:
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(b"BT ET")
    return [page.objgen[0]]


def _same_page_other_words(pdf: pikepdf.Pdf) -> list[int]:
    """The stream itself is replaced: no dictionary of a page is touched."""
    contents = pdf.pages[0].obj.Contents
    contents.write(b"BT ET")
    return [contents.objgen[0]]


def _note(pdf: pikepdf.Pdf) -> list[int]:
    page = pdf.pages[0].obj
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[60, 700, 300, 740], Contents="Rating 1", DA="/Helv 20 Tf"
    )
    page.Annots = pikepdf.Array([*page.get("/Annots", []), pdf.make_indirect(note)])
    return [page.objgen[0]]


def _other_data(pdf: pikepdf.Pdf) -> list[int]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/EF" in item:
            new = pdf.make_stream(b'{"rating": 5}', Type=pikepdf.Name.EmbeddedFile)
            item.EF = pikepdf.Dictionary(F=new, UF=new)
            return [item.objgen[0]]
    raise LookupError("no attachment")


def _moved_field(pdf: pikepdf.Pdf) -> list[int]:
    field = pdf.Root.AcroForm.Fields[1]
    field.Rect = [0, 0, 10, 10]
    return [field.objgen[0]]


def _other_picture(pdf: pikepdf.Pdf) -> list[int]:
    """The stamp of the manager says something else; the signature behind it is the same."""
    field = pdf.Root.AcroForm.Fields[0]
    field.AP = pikepdf.Dictionary(N=pdf.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9]))
    return [field.objgen[0]]


def _other_language(pdf: pikepdf.Pdf) -> list[int]:
    pdf.Root.Lang = "xx"
    return [pdf.Root.objgen[0]]


def _flip(data: bytes, at: int) -> bytes:
    spoilt = bytearray(data)
    spoilt[at] ^= 1
    return bytes(spoilt)


def _hex_flip(data: bytes, back: int) -> bytes:
    """One figure of the last signature changed, ``back`` bytes into it."""
    at = data.rfind(b"/Contents <") + len(b"/Contents <") + 2 * back
    spoilt = bytearray(data)
    spoilt[at] = ord("0") if spoilt[at] != ord("0") else ord("1")
    return bytes(spoilt)


def _first_signature_flipped() -> bytes:
    at = both().index(b"/Contents <", len(unsigned())) + len(b"/Contents <") + 2 * 700
    spoilt = bytearray(both())
    spoilt[at] = ord("0") if spoilt[at] != ord("0") else ord("1")
    return bytes(spoilt)


def _saved_anew() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(both())) as pdf:
        pdf.save(out)
    return out.getvalue()


def _in_certificate() -> int:
    """A byte of the last signature that lies in its certificate."""
    start = both().rfind(b"/Contents <") + len(b"/Contents <")
    container = bytes.fromhex(both()[start : start + 2 * ROOM].decode("ascii"))
    return container.index(TOM_KEY.certificate) + 60


def _between() -> bytes:
    """The page is exchanged after the manager signed and before the employee does, who does not look."""
    return countersigned(base=_update(_other_page, certified()))


def _prepared_gap() -> bytes:
    """A page that names an object which is not there; it is put in after the manager signed. Nothing old is touched."""
    with pikepdf.open(io.BytesIO(unsigned())) as pdf:
        page = pdf.pages[0].obj
        number, shown = page.objgen[0], page.Contents.objgen[0]
        body = page.unparse(resolved=True).replace(b"/Contents %d 0 R" % shown, b"/Contents [ %d 0 R 900 0 R ]" % shown)
        assert b"900 0 R" in body
        prepared = certified(appended(unsigned(), pdf, [], {number: body}))
    with pikepdf.open(io.BytesIO(prepared)) as pdf:
        later = {900: b"<< /Length 5 >>\nstream\nBT ET\nendstream"}
        return countersigned(base=appended(prepared, pdf, [], later))


def _certification_that_allows_all() -> bytes:
    """A manager's signature that is a plain one: whatever is appended afterwards is nobody's business."""
    import reviewapp.report.signing as module

    plain = certified().replace(b"/TransformMethod /DocMDP", b"/TransformMethod /DocMDX")
    return module._filled(_with_empty_signature(plain), len(unsigned()), RUTH_KEY)


def _with_empty_signature(data: bytes) -> bytes:
    """The last signature taken out, the room for it as before anybody signed."""
    from reviewapp.report.signing import _RANGE

    start = data.rfind(b"/Contents <") + len(b"/Contents <")
    ranges = data.rfind(b"/ByteRange [") + len(b"/ByteRange ")
    out = bytearray(data)
    out[start : start + 2 * ROOM] = b"0" * 2 * ROOM
    out[ranges : ranges + len(_RANGE)] = _RANGE
    return bytes(out)


def _signed_in(year: int) -> bytes:
    return signed(certified(), TOM_KEY, Signing(EMPLOYEE, "received", AT.replace(year=year)))


def _at_no_time() -> bytes:
    """Both signatures are whole; the 45th of a 13th month is under the second one."""
    import reviewapp.report.signing as module

    odd = countersigned().replace(b"D:20261203", b"D:20261345")
    return module._filled(_with_empty_signature(odd), len(certified()), TOM_KEY)


# name -> (how to spoil it, the finding that names it)
TAMPERS: dict[str, tuple[Callable[[], bytes], str]] = {
    "one byte of the pages is changed": (lambda: _flip(both(), len(unsigned()) // 3), "content_changed"),
    "one byte of the manager's signature is changed": (_first_signature_flipped, "signature_damaged"),
    "one byte of the employee's signature is changed": (lambda: _hex_flip(both(), 700), "signature_damaged"),
    "one byte of the certificate in the last signature is changed": (lambda: _hex_flip(both(), _in_certificate()), "certificate_changed"),
    "one byte of the room behind the last signature is changed": (lambda: _hex_flip(both(), ROOM - 8), "signature_damaged"),
    "an update exchanges the content of page 1": (lambda: _update(_other_page), "pages_after"),
    "an update exchanges the words of a page in their place": (lambda: _update(_same_page_other_words), "pages_after"),
    "an update puts a note on page 1": (lambda: _update(_note), "notes_after"),
    "an update exchanges review.json": (lambda: _update(_other_data), "attachment_after"),
    "an update moves the place of a signature": (lambda: _update(_moved_field), "form_after"),
    "an update puts another picture in the place of a signature": (lambda: _update(_other_picture), "form_after"),
    "an update changes something else": (lambda: _update(_other_language), "other_after"),
    "the page is exchanged between the two signatures": (_between, "pages_between"),
    "a gap the manager left is filled between the two signatures": (_prepared_gap, "pages_between"),
    "bytes are added after the end": (lambda: both() + b"\n%garbage appended\n", "after_end"),
    "thousands of bytes are added after the end": (lambda: both() + b"\n%garbage appended\n" * 500, "after_end"),
    "another program saves it anew": (_saved_anew, "saved_anew"),
    "cut back to what the manager signed": (lambda: certified(), "employee_missing"),
    "cut back to what nobody signed": (unsigned, "unsigned"),
    "cut off in the middle of the last signature": (lambda: both()[:-9_000], "cut_short"),
    "cut off by one byte": (lambda: both()[:-1], "cut_short"),
    "the manager's signature does not certify": (_certification_that_allows_all, "not_certified"),
    "both signed a file whose review.json was taken out": (lambda: _without(_detach), "attachment_missing"),
    "both signed a file with another review.json": (lambda: _without(_attach_other), "attachment_other"),
    "the employee signs with a time that is none": (_at_no_time, "no_time"),
    "the employee signs with a year nobody signs in": (lambda: _signed_in(1900), "no_time"),
    "one key signs both fields": (lambda: countersigned(key=RUTH_KEY), "one_key"),
}
