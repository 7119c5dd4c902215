"""Reading a finished PDF back, as a person would who selects and copies its text."""

from __future__ import annotations

import re

import pikepdf
import pypdfium2

_REPEATED = r"^(?:[^.()]{1,60} \(continued\) )?(?:Date What (?:happened|was caught, and what that prevented) )?"
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


def body_of(data: bytes) -> str:
    """All pages without headers, footers and what is repeated overleaf, so that a sentence may run over a page end."""
    bodies = (re.sub(r"Judgment, not usage\. Not validated, not for ranking.*$", "", page) for page in pages_of(data))
    bare = (re.sub(r"^\S+ \S+ \d+ \w+ \d+ – \d+ \w+ \d+ ", "", body) for body in bodies)
    return " ".join(re.sub(_REPEATED, "", body) for body in bare).replace("  ", " ")


def text_of(data: bytes) -> str:
    """All pages one after the other."""
    return " ".join(pages_of(data))


def fonts_of(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Every font dictionary in the file."""
    return [
        thing for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
    ]


def furthest(data: bytes, words: str) -> tuple[float, float]:
    """The left and right edge of these words where they first stand on the first page, in points."""
    document = pypdfium2.PdfDocument(data)
    try:
        text = document[0].get_textpage()
        found = text.search(words).get_next()
        assert found is not None, words
        start, count = found
        boxes = [text.get_charbox(at) for at in range(start, start + count)]
        return min(box[0] for box in boxes), max(box[2] for box in boxes)
    finally:
        document.close()


def furthest_right(data: bytes) -> float:
    """The right edge of the rightmost character on any page, in points."""

    document = pypdfium2.PdfDocument(data)
    try:
        edge = 0.0
        for page in document:
            text = page.get_textpage()
            for at in range(text.count_chars()):
                if text.get_text_range(at, 1).strip():
                    edge = max(edge, text.get_charbox(at)[2])
        return edge
    finally:
        document.close()
