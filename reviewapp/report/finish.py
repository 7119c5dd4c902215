"""The last pass over a finished file: tags, what it says of itself, its source; bytes that depend on nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf

from reviewapp.report.archive import attach, describe, name_colours, pdf_day
from reviewapp.report.document import Document
from reviewapp.report.sign_fields import SignPlace, add_fields
from reviewapp.report.structure import Node
from reviewapp.report.tagging import tag


def finished(raw: bytes, document: Document, structure: Node, places: Sequence[SignPlace] = ()) -> bytes:
    """The file as it is kept: tagged, archivable, compressed, PDF 1.7, with its source attached.

    ``places`` become empty fields to sign in, in the tree where they stand. Its date is that of the record in place of
    the time of printing. The same input gives the same bytes: no clock, no random identifier.
    """
    with pikepdf.open(BytesIO(raw)) as pdf:
        describe(pdf, document, raw)
        name_colours(pdf)
        if document.attached:
            attach(pdf, document.attached, pdf_day(document))
        for page in pdf.pages:
            if "/Trans" in page.obj:
                del page.obj["/Trans"]
        add_fields(pdf, places)
        tag(pdf, structure, document.language)
        out = BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            force_version="1.7",
            fix_metadata_version=False,  # our XMP names none; looking for one costs a parser
        )
        return out.getvalue()
