"""Sign a finished review: bytes are appended, not one is changed, so what was previewed is what is signed.

The manager certifies: afterwards a form may be filled and nothing else (DocMDP, permission 2; ISO 32000-1, 12.8.2.2).
The form is the employee's field. No time stamp service is asked, so the time is the one the signer states.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reviewapp.i18n import _, speaking
from reviewapp.keys.document_key import DocumentKey, grouped
from reviewapp.keys.document_signature import common_name, sign
from reviewapp.report.dates import short_date
from reviewapp.report.increment import appended
from reviewapp.report.sign_fields import EMPLOYEE, MANAGER

if TYPE_CHECKING:
    import pikepdf

# What a signature can mean. There is no "declined to sign": that is the absence of a signature.
CERTIFIED = "certified"
POSITIONS = ("received", "agree", "agree_in_part", "disagree")
MEANING_KEY = "/RVAP_Meaning"
ROOM = 4096  # bytes kept for the signature; ours take about 750, and certificates of strangers do not stand here
_SHOWN_KEY = 19  # characters of the grouped fingerprint on the page: four groups
_RANGE = b"[0 %b %b %b]" % ((b"0".ljust(10),) * 3)


class NotSignable(Exception):
    """The file has no such field to sign in, or it is signed already, or not in the order in which it is signed."""


@dataclass(frozen=True)
class Signing:
    """One act of signing: the field, what it means (CERTIFIED or one of `POSITIONS`), when, by the signer's clock."""

    field: str
    meaning: str
    at: datetime


def signed(base: bytes, key: DocumentKey, act: Signing) -> bytes:
    """The file with one signature more, after every byte of ``base``. NotSignable where it does not fit.

    What stands in the place of the signature is in the language of the pages.
    """
    import pikepdf

    with pikepdf.open(BytesIO(base)) as pdf:
        field = _open_field(pdf, act)
        left, low, right, high = (float(value) for value in field.Rect)
        language = str(pdf.Root.get("/Lang", "en"))
        with speaking(language):
            lines = stamp_lines(key, act)
        from reviewapp.report.stamp import stamp

        picture = stamp(pdf, lines, right - left, high - low, language)
        value = pdf.make_indirect(pikepdf.Dictionary())
        field.AP, field.V = pikepdf.Dictionary(N=picture), value
        changed = [field.objgen[0]]
        if act.field == MANAGER:
            form = pdf.Root.AcroForm
            form.SigFlags = 3  # signatures exist, and only appending keeps them
            pdf.Root.Perms = pikepdf.Dictionary(DocMDP=value)
            changed += [form.objgen[0], pdf.Root.objgen[0]]
        body = _value(common_name(key.certificate), act, lines)
        whole = appended(base, pdf, changed, {value.objgen[0]: body})
    return _filled(whole, len(base), key)


def stamp_lines(key: DocumentKey, act: Signing) -> Sequence[str]:
    """What the page says where it was signed: who, what it means, when and with which key."""
    zone = act.at.strftime("%z")
    when = _("{day}, {time} (UTC{zone}), time stated by the signer").format(
        day=short_date(act.at.date()), time=act.at.strftime("%H:%M"), zone=f"{zone[:3]}:{zone[3:5]}"
    )
    who = _("Signed digitally by {name}").format(name=common_name(key.certificate))
    return who, meaning_sentence(act.meaning), f"{when} · {shown_key(key)}"


def shown_key(key: DocumentKey) -> str:
    """The first figures of a key, as the page shows them: "key 12ab 34cd 56ef 7890 …"."""
    return _("key {groups} …").format(groups=grouped(key.fingerprint)[:_SHOWN_KEY])


def meaning_sentence(meaning: str) -> str:
    """What a signature states, as printed in its place and read out by `verify`."""
    return {
        CERTIFIED: _("Finished this record and answers for it."),
        "received": _("Received this record. Receipt is not agreement."),
        "agree": _("Received this record and agrees with it."),
        "agree_in_part": _("Received this record and agrees with it in part."),
        "disagree": _("Received this record and disagrees with it."),
    }[meaning]


def _open_field(pdf: pikepdf.Pdf, act: Signing) -> Any:
    form: Any = pdf.Root.get("/AcroForm")
    fields: dict[str, Any] = {str(one.get("/T", "")): one for one in form.Fields} if form is not None else {}
    field = fields.get(act.field)
    if field is None or "/V" in field:
        raise NotSignable(act.field)
    certified = "/V" in fields.get(MANAGER, {})
    if (act.field == EMPLOYEE) != certified or (act.meaning == CERTIFIED) != (act.field == MANAGER):
        raise NotSignable(act.field)
    return field


def _value(name: str, act: Signing, lines: Sequence[str]) -> bytes:
    """The signature dictionary, with room for the ranges it covers and for itself."""
    import pikepdf

    zone = act.at.strftime("%z")
    moment = act.at.strftime("D:%Y%m%d%H%M%S") + f"{zone[:3]}'{zone[3:5]}'"
    parts = [
        b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached",
        b"/ByteRange " + _RANGE,
        b"/Contents <" + b"0" * 2 * ROOM + b">",
        b"/M " + pikepdf.String(moment).unparse(),
        b"/Name " + pikepdf.String(name).unparse(),
        b"/Reason " + pikepdf.String(lines[1]).unparse(),
        MEANING_KEY.encode() + b" /" + act.meaning.encode("ascii"),
    ]
    if act.field == MANAGER:
        parts.append(
            b"/Reference [ << /Type /SigRef /TransformMethod /DocMDP"
            b" /TransformParams << /Type /TransformParams /P 2 /V /1.2 >> >> ]"
        )
    return b"\n".join([*parts, b">>"])


def _filled(whole: bytes, start: int, key: DocumentKey) -> bytes:
    """The same file with the ranges and the signature written into the room kept for them."""
    import hashlib

    out = bytearray(whole)
    range_at = out.index(b"/ByteRange " + _RANGE, start) + len(b"/ByteRange ")
    opening = out.index(b"/Contents <" + b"0" * 2 * ROOM, start) + len(b"/Contents ")
    closing = opening + 2 * ROOM + 2
    ranges = f"[0 {opening:<10d} {closing:<10d} {len(out) - closing:<10d}]".encode("ascii")
    out[range_at : range_at + len(ranges)] = ranges
    digest = hashlib.sha256(bytes(out[:opening]) + bytes(out[closing:])).digest()
    signature = sign(key, digest).hex().encode("ascii")
    out[opening + 1 : opening + 1 + len(signature)] = signature
    return bytes(out)
