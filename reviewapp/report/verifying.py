"""Is this file what was signed, all of it, and nothing more? An answer without a vault, a network or another program.

A reader's green tick says that *some* revision was signed by *somebody*. Here everything has to hold: both fields, in
their order, each over all bytes up to its own end, the last one over the whole file; a certification that allows a form
to be filled and nothing else; the attached data whose hash the pages print; and nothing changed in between. Whose keys
these are is judged in `actions.verifying`. Everything that goes wrong on the way is a failure, never a pass. Source:
pdf.md 5.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reviewapp.keys.document_key import fingerprint
from reviewapp.keys.document_signature import (
    CertificateChanged,
    ContentChanged,
    SignatureUnusable,
    common_name,
    verify,
)
from reviewapp.report import revisions
from reviewapp.report.printed import is_printed
from reviewapp.report.sign_fields import EMPLOYEE, FIELDS, MANAGER
from reviewapp.report.signing import CERTIFIED, MEANING_KEY, POSITIONS

if TYPE_CHECKING:
    import pikepdf

ATTACHED = "review.json"
_MOMENT = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)([+-]\d\d)'(\d\d)'?\Z")
_FIRST_YEAR, _LAST_YEAR = 2000, 2999
_END = b"%%EOF\n"
_AFTER = {
    revisions.PAGES: "pages_after", revisions.NOTES: "notes_after", revisions.ATTACHMENT: "attachment_after",
    revisions.FORM: "form_after", revisions.OTHER: "other_after",
}  # fmt: skip


@dataclass(frozen=True)
class Signer:
    """One signature that holds: the name is what its maker calls themself, ``at`` the time they state (ISO)."""

    field: str
    name: str
    fingerprint: str
    meaning: str
    at: str


@dataclass(frozen=True)
class Verdict:
    """``findings`` are ids of what is wrong, none when the file is whole; sentences are in `actions.verify_words`."""

    sha256: str
    findings: tuple[str, ...]
    signers: tuple[Signer, ...] = ()
    attachment: str | None = None  # SHA-256 of review.json, None where there is none


@dataclass(frozen=True)
class _Found:
    """A filled signature field as it stands in the file."""

    field: str
    value: Any
    opening: int
    closing: int
    end: int


def verdict(data: bytes, *, required: tuple[str, ...] = FIELDS) -> Verdict:
    """What can be said about these bytes. ``required`` are the fields that must be signed; no others may be."""
    import pikepdf

    digest = hashlib.sha256(data).hexdigest()
    if b"%PDF-" not in data[:1024]:
        return Verdict(digest, ("not_pdf",))
    try:
        with ExitStack() as opened:

            @cache
            def state(end: int) -> pikepdf.Pdf:
                """The file as it stood when it ended here; most of checking is reading, so each is read once."""
                return opened.enter_context(revisions.read(data[:end]))

            return replace(_judge(data, state, required), sha256=digest)
    except pikepdf.PasswordError:
        return Verdict(digest, ("encrypted",))
    except (pikepdf.PdfError, *_STRANGE):
        return Verdict(digest, (_why_unreadable(data),))


# What files of strangers can make a parser or our own reading of it raise.
_STRANGE = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError, RuntimeError)


def _why_unreadable(data: bytes) -> str:
    """"cut_short" where it ends in the middle, "after_end" where it goes on after its end, else "damaged"."""
    import pikepdf

    last = data.rfind(_END)
    if last < 0:
        return "cut_short" if data.startswith(b"%PDF-") else "damaged"
    whole = data[: last + len(_END)]
    try:
        with revisions.read(whole):
            rest = data[len(whole) :]
            return "cut_short" if re.match(rb"\d+ 0 obj\n", rest) else "after_end" if rest else "damaged"
    except (pikepdf.PdfError, *_STRANGE):
        return "damaged"


def _judge(data: bytes, state: Callable[[int], pikepdf.Pdf], required: tuple[str, ...]) -> Verdict:
    pdf = state(len(data))
    filled = _filled(pdf)
    if not filled:
        return Verdict("", ("unsigned",))
    findings: list[str] = []
    found = []
    for field, value in filled:
        place = _place(data, field, value)
        if place is None:
            return Verdict("", ("saved_anew",))
        if place.end > len(data):
            return Verdict("", ("cut_short",))
        found.append(place)
    found.sort(key=lambda one: one.end)
    names = [one.field for one in found]
    if len(set(names)) != len(names) or set(names) - set(FIELDS):
        findings.append("extra_signature")
    findings += [f"{name}_missing" for name in required if name not in names]
    if names != sorted(names, key=lambda one: FIELDS.index(one) if one in FIELDS else len(FIELDS)):
        findings.append("wrong_order")
    signers = []
    for one in found:
        wrong, signer = _signature(data, one)
        findings += [wrong] if wrong else []
        signers += [signer] if signer is not None else []
    if found[-1].end < len(data):
        findings += _after(state(found[-1].end), pdf)
    findings += _certification(pdf, found)
    findings += _between(data, found, state)
    if len({one.fingerprint for one in signers}) < len(signers):
        findings.append("one_key")
    if len(signers) == len(found):
        findings += _attached(state(found[0].end))
    attached = revisions.embedded(pdf, ATTACHED)
    attachment = hashlib.sha256(attached).hexdigest() if attached is not None else None
    return Verdict("", tuple(dict.fromkeys(findings)), tuple(signers), attachment)


def _filled(pdf: pikepdf.Pdf) -> list[tuple[str, Any]]:
    """Name and value of every signature field that has a value."""
    form: Any = pdf.Root.get("/AcroForm")
    fields: Any = form.get("/Fields", []) if form is not None else ()
    return [(str(one.get("/T", "")), one.V) for one in fields if "/V" in one and str(one.get("/FT", "")) == "/Sig"]


def _place(data: bytes, field: str, value: Any) -> _Found | None:
    """Where a signature stands, or None when its ranges do not fit the file: then somebody wrote it anew."""
    first, opening, closing, length = (int(one) for one in value.ByteRange)
    end = closing + length
    hole = data[opening:closing]
    fits = first == 0 and 0 < opening < closing <= end and hole[:1] == b"<" and hole[-1:] == b">"
    if not fits and end <= len(data):
        return None
    return _Found(field, value, opening, closing, end)


def _signature(data: bytes, one: _Found) -> tuple[str, Signer | None]:
    """What is wrong with one signature, and who made it where that can be said."""
    if str(one.value.get("/SubFilter", "")) != "/ETSI.CAdES.detached":
        return "other_kind", None
    digest = hashlib.sha256(data[: one.opening] + data[one.closing : one.end]).digest()
    hole = data[one.opening : one.closing]
    # As we write it: any other spelling of the same value is a change.
    if hole != b"<%b>" % bytes(one.value.Contents).hex().encode("ascii"):
        return "signature_damaged", None
    try:
        certificate = verify(bytes(one.value.Contents), digest)
        name = common_name(certificate)
    except ContentChanged:
        return "content_changed", None
    except CertificateChanged:
        return "certificate_changed", None
    except SignatureUnusable:
        return "signature_damaged", None
    meaning = str(one.value.get(MEANING_KEY, "")).removeprefix("/")
    if meaning not in ((CERTIFIED,) if one.field == MANAGER else POSITIONS):
        return "no_meaning", None
    at = _MOMENT.match(str(one.value.get("/M", "")))
    if at is None:
        return "no_time", None
    year, month, day, hour, minute, second, east, aside = at.groups()
    stated = f"{year}-{month}-{day}T{hour}:{minute}:{second}{east}:{aside}"
    if not _is_moment(stated):
        return "no_time", None
    return "", Signer(one.field, name, fingerprint(certificate), meaning, stated)


def _is_moment(stated: str) -> bool:
    """True for a time in which something can be signed; no clock of any computer shows others in its own zone."""
    try:
        return _FIRST_YEAR <= datetime.fromisoformat(stated).year <= _LAST_YEAR
    except ValueError:
        return False


def _after(signed: pikepdf.Pdf, now: pikepdf.Pdf) -> list[str]:
    """What was put behind the last signature: a change of the document, or bytes that change nothing."""
    return sorted(_AFTER[kind] for kind in revisions.changes(signed, now)) or ["after_end"]


def _certification(pdf: pikepdf.Pdf, found: list[_Found]) -> list[str]:
    """The manager's signature has to certify, allowing a form to be filled and nothing else; no other one may."""
    managers = [one for one in found if one.field == MANAGER]
    if not managers:
        return []
    permissions: Any = pdf.Root.get("/Perms")
    certified = permissions.get("/DocMDP") if permissions is not None else None
    rules = [str(rule.TransformMethod) for one in found for rule in one.value.get("/Reference", [])]
    if certified is None or certified.objgen != managers[0].value.objgen or rules != ["/DocMDP"]:
        return ["not_certified"]
    allowed = managers[0].value.Reference[0].TransformParams
    return [] if int(allowed.get("/P", 0)) == 2 else ["not_certified"]


def _attached(pdf: pikepdf.Pdf) -> list[str]:
    """Every review carries its data, and its pages print their hash: judged as it was first signed, later changes are
    named by themselves.
    """
    attached = revisions.embedded(pdf, ATTACHED)
    if attached is None:
        return ["attachment_missing"]
    return [] if is_printed(hashlib.sha256(attached).hexdigest(), pdf) else ["attachment_other"]


def _between(data: bytes, found: list[_Found], state: Callable[[int], pikepdf.Pdf]) -> list[str]:
    """Between the first signature and each later one only the employee's field may have been filled."""
    findings: list[str] = []
    for earlier, later in pairwise(found):
        if not data[: earlier.end].endswith(_END) or not data[: later.end].endswith(_END):
            findings.append("saved_anew")
            continue
        before, after = state(earlier.end), state(later.end)
        findings += sorted(f"{kind}_between" for kind in revisions.changes(before, after))
    return findings


__all__ = ["ATTACHED", "EMPLOYEE", "MANAGER", "Signer", "Verdict", "verdict"]
