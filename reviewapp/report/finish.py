"""The last pass over a finished file: its dates, its version, and bytes that depend on nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf

from reviewapp.report.sign_fields import SignPlace, add_fields

PRODUCER = "ReviewApp"


def finished(raw: bytes, dated: str, places: Sequence[SignPlace] = ()) -> bytes:
    """The file with the date of the record in place of the time of printing, compressed, as PDF 1.7.

    ``places`` become empty fields to sign in.

    ``dated`` is an ISO date. The same input gives the same bytes: no clock, no random identifier.
    """
    stamp = f"D:{dated.replace('-', '')}000000Z"
    with pikepdf.open(BytesIO(raw)) as pdf:
        info = pdf.docinfo
        kept = {name: str(info[name]) for name in ("/Title", "/Author", "/Subject") if name in info}
        for name in list(info.keys()):
            del info[name]
        for name, value in {
            **kept, "/Creator": PRODUCER, "/Producer": PRODUCER, "/CreationDate": stamp, "/ModDate": stamp,
        }.items():
            info[name] = pikepdf.String(value)
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        for page in pdf.pages:
            if "/Trans" in page.obj:
                del page.obj["/Trans"]
        add_fields(pdf, places)
        out = BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            force_version="1.7",
        )
        return out.getvalue()
