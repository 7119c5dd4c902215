"""Pages of a PDF as pictures and as text. PDFium is not thread-safe: all of this runs in the worker, one job at a time.

Every job opens the bytes anew, which takes about a millisecond: nothing stays open behind a locked vault.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QImage

POINTS_PER_INCH, PIXELS_PER_INCH = 72.0, 96.0


@dataclass(frozen=True)
class PdfPages:
    """Width and height of each page in pixels at 100 %, and what each says."""

    sizes: tuple[tuple[float, float], ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Spot:
    """A rectangle on a page, as fractions of its width and height from the top left corner."""

    left: float
    top: float
    width: float
    height: float


def read_pages(data: bytes) -> PdfPages:
    """Sizes and texts of all pages."""
    scale = PIXELS_PER_INCH / POINTS_PER_INCH
    sizes, texts = [], []
    with _opened(data) as document:
        for page in document:
            width, height = page.get_size()
            sizes.append((width * scale, height * scale))
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range().replace("\r\n", "\n"))
            text_page.close()
            page.close()
    return PdfPages(tuple(sizes), tuple(texts))


def page_image(data: bytes, number: int, scale: float) -> QImage:
    """One page (from 0) as a picture; ``scale`` is device pixels per pixel at 100 %."""
    with _opened(data) as document:
        page = document[number]
        bitmap = page.render(scale=scale * PIXELS_PER_INCH / POINTS_PER_INCH, prefer_bgrx=True)
        # A copy, because the pixels belong to the bitmap and go with it.
        image = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        ).copy()
        bitmap.close()
        page.close()
    return image


def spots_of(data: bytes, number: int, words: str) -> tuple[Spot, ...]:
    """Where the words stand on a page the first time; nothing when a line end cuts through them."""
    with _opened(data) as document:
        page = document[number]
        width, height = page.get_size()
        text_page = page.get_textpage()
        found = text_page.search(words).get_next()
        spots = []
        for at in range(text_page.count_rects(*found) if found else 0):
            left, bottom, right, top = text_page.get_rect(at)
            spots.append(Spot(left / width, 1 - top / height, (right - left) / width, (top - bottom) / height))
        text_page.close()
        page.close()
    return tuple(spots)


def page_with(texts: tuple[str, ...], words: str, after: int) -> int | None:
    """The next page after one, wrapping round, that holds the words whatever their case and line ends."""
    wanted = " ".join(words.split()).casefold()
    order = [(after + step) % len(texts) for step in range(1, len(texts) + 1)] if texts and wanted else []
    return next((number for number in order if wanted in " ".join(texts[number].split()).casefold()), None)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()
