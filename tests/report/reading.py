"""Reading a finished PDF back, as a person would who selects and copies its text."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2

LINE_END_HYPHEN = "\ufffe"  # how PDFium gives back a soft hyphen at the end of a line


def pages_of(data: bytes) -> list[str]:
    """The text of each page, words parted at a line end made whole, white space flattened."""
    document = pypdfium2.PdfDocument(data)
    try:
        found = []
        for page in document:
            text = page.get_textpage().get_text_range()
            found.append(" ".join(text.replace(LINE_END_HYPHEN, "").split()))
        return found
    finally:
        document.close()


def text_of(data: bytes) -> str:
    """All pages one after the other."""
    return " ".join(pages_of(data))


def fonts_of(data: bytes) -> list[pikepdf.Object]:
    """Every font dictionary that any page can use, read from a copy in memory."""
    pdf = pikepdf.open(BytesIO(data))
    return [
        thing for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
    ]
