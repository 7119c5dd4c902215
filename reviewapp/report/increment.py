"""Append to a PDF, touching no byte of it: changed and new objects, and where they stand (ISO 32000-1, 7.5.6)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

_TAIL = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")


def appended(base: bytes, pdf: pikepdf.Pdf, changed: list[int], written: dict[int, bytes]) -> bytes:
    """The base and behind it one update: every object of ``pdf`` that is new, and the ``changed`` ones by number.

    ``pdf`` was opened from ``base`` and then altered. ``written`` gives the exact bytes of some objects, which are put
    last. ValueError for a base without a cross-reference stream.
    """
    found = _TAIL.search(base[-64:])
    if found is None or base[int(found[1]) : int(found[1]) + 4] == b"xref":
        raise ValueError("not a file of ours: no cross-reference stream at its end")
    first_new = int(_size(base))
    numbers = [one.objgen[0] for one in pdf.objects if one.objgen[0] >= first_new]
    out = bytearray(base if base.endswith(b"\n") else base + b"\n")
    places: dict[int, int] = {}
    for number in (*sorted({*changed, *numbers} - set(written)), *written):
        places[number] = len(out)
        body = written[number] if number in written else _body(pdf.get_object(number, 0))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    own = max(*places, first_new - 1) + 1
    places[own] = len(out)
    index, rows = [], bytearray()
    for number in sorted(places):
        index.append(f"{number} 1")
        rows += b"\x01" + places[number].to_bytes(4, "big") + b"\x00"
    trailer = pdf.trailer
    kept = b"".join(
        b"/%b %b " % (name, trailer["/" + name.decode()].unparse())
        for name in (b"Root", b"Info", b"ID") if "/" + name.decode() in trailer
    )  # fmt: skip
    out += b"%d 0 obj\n<< /Type /XRef /Size %d /Prev %d /W [1 4 1] /Index [%b] %b/Length %d >>\nstream\n" % (
        own, own + 1, int(found[1]), " ".join(index).encode("ascii"), kept, len(rows),
    )  # fmt: skip
    out += rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % places[own]
    return bytes(out)


def _size(base: bytes) -> int:
    """One more than the highest number of an object; asked of the unaltered file."""
    from io import BytesIO

    import pikepdf

    with pikepdf.open(BytesIO(base)) as pdf:
        return int(pdf.trailer["/Size"])


def _body(item: pikepdf.Object) -> bytes:
    import pikepdf

    if isinstance(item, pikepdf.Stream):
        raw = item.read_raw_bytes()
        item.stream_dict["/Length"] = len(raw)
        return item.stream_dict.unparse(resolved=True) + b"\nstream\n" + raw + b"\nendstream"
    return bytes(item.unparse(resolved=True))
