"""Printed in grey nothing is lost: no colour says what a form, a place or a word does not say as well.

Pages are turned to grey by PDFium, which the preview shows them with, and by Poppler, which prints them on Linux.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw

from tests.report.papers import PAPERS

SCALE = 3  # picture elements for each point
MARK = 14.0  # points; what is larger is a rule, a bar or a ground
DARK, LIGHT = 110, 225  # of 255; ink on paper is below and above
every_paper = pytest.mark.parametrize("name", PAPERS)


@dataclass(frozen=True)
class Drawn:
    """A filled or outlined path of a page, in points from the lower left; colours are None where it has none."""

    page: int
    left: float
    lower: float
    right: float
    upper: float
    fill: tuple[int, ...] | None
    stroke: tuple[int, ...] | None

    @property
    def form(self) -> tuple[object, ...]:
        """How it looks apart from its colours."""
        size = round(self.right - self.left, 1), round(self.upper - self.lower, 1)
        return *size, self.fill is None, self.stroke is None

    @property
    def is_mark(self) -> bool:
        """Small in both directions."""
        return max(self.right - self.left, self.upper - self.lower) < MARK


@cache
def paper(name: str) -> bytes:
    return PAPERS[name]().data


def objects(data: bytes, kind: int) -> Iterator[tuple[int, pypdfium2.PdfObject]]:
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document):
            yield from ((number, one) for one in page.get_objects() if one.type == kind)


def colour(one: pypdfium2.PdfObject, read: Callable[..., int]) -> tuple[int, ...]:
    parts = [ctypes.c_uint() for _part in range(4)]
    assert read(one.raw, *map(ctypes.byref, parts))
    return tuple(part.value for part in parts[:3])


def drawn(data: bytes) -> list[Drawn]:
    found = []
    for page, one in objects(data, raw.FPDF_PAGEOBJ_PATH):
        fills, strokes = ctypes.c_int(), ctypes.c_int()
        assert raw.FPDFPath_GetDrawMode(one.raw, ctypes.byref(fills), ctypes.byref(strokes))
        found.append(
            Drawn(
                page, *one.get_bounds(), colour(one, raw.FPDFPageObj_GetFillColor) if fills.value else None,
                colour(one, raw.FPDFPageObj_GetStrokeColor) if strokes.value else None,
            )
        )
    return found


def by_pdfium(data: bytes, page: int, _folder: Path) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        return document[page].render(scale=SCALE, grayscale=True).to_pil().convert("L")


def by_poppler(data: bytes, page: int, folder: Path) -> Image.Image:
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm is not installed")
    (folder / "paper.pdf").write_bytes(data)
    number = str(page + 1)
    subprocess.run(
        ["pdftoppm", "-gray", "-r", str(72 * SCALE), "-f", number, "-l", number, "-singlefile", folder / "paper.pdf", folder / "page"],
        check=True,
    )
    picture = Image.open(folder / "page.pgm")
    assert picture.mode == "L"
    return picture


in_grey = pytest.mark.parametrize("turned", [by_pdfium, by_poppler])


def at(picture: Image.Image, x: float, y: float) -> int:
    """The grey of a place in points."""
    return picture.getpixel((round(x * SCALE), picture.height - 1 - round(y * SCALE)))


def part(picture: Image.Image, left: float, lower: float, right: float, upper: float) -> list[int]:
    """Every grey of a rectangle in points."""
    box = round(left * SCALE), picture.height - round(upper * SCALE), round(right * SCALE), picture.height - round(lower * SCALE)
    return list(picture.crop(box).tobytes())


def grey(parts: tuple[int, ...]) -> int:
    red, green, blue = parts
    return round(0.299 * red + 0.587 * green + 0.114 * blue)


def contrast(level: int) -> float:
    """Of a grey on white paper (WCAG 2.2, 1.4.3)."""
    part = level / 255
    return 1.05 / (0.05 + (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4))


@every_paper
def test_marks_of_one_form_have_one_colour(name: str) -> None:
    """Where all dots of a size have one colour, what a dot says is said by where it stands and the words beside it."""
    colours = defaultdict(set)
    for one in drawn(paper(name)):
        if one.is_mark:
            colours[one.form].add((one.fill, one.stroke))
    assert {form: found for form, found in colours.items() if len(found) > 1} == {}


@every_paper
def test_all_text_is_read_in_grey(name: str) -> None:
    found = {colour(one, raw.FPDFPageObj_GetFillColor) for _page, one in objects(paper(name), raw.FPDF_PAGEOBJ_TEXT)}
    assert found and all(contrast(grey(one)) >= 4.5 for one in found), found


@in_grey
def test_the_dots_of_episodes_and_the_hatch_of_an_absence_are_told_apart_in_grey(turned, tmp_path) -> None:
    data = paper("full review")
    dots = [one for one in drawn(data) if one.is_mark and 5 < one.right - one.left < 6]
    assert len(dots) > 20 and len({one.page for one in dots}) == 1
    picture = turned(data, dots[0].page, tmp_path)
    for one in dots:
        x, y, radius = (one.left + one.right) / 2, (one.lower + one.upper) / 2, (one.right - one.left) / 2
        assert at(picture, x, y) < DARK
        around = part(picture, x - 2 * radius, y - 2 * radius, x + 2 * radius, y + 2 * radius)
        assert sum(level > 180 for level in around) > len(around) / 2, "a dot, not a ground"
    lowest = min(one.lower for one in dots)
    [away] = [
        one for one in drawn(data)
        if one.page == dots[0].page and one.fill is not None and not one.is_mark and one.lower < lowest and one.upper > lowest
    ]  # fmt: skip
    # The last row has no dot: what is dark in it is the hatch, in the month beside it nothing is.
    width = away.right - away.left
    hatched = part(picture, away.left + 2, away.lower + 2, away.right - 2, away.lower + 8)
    plain = part(picture, away.right + 2, away.lower + 2, away.right + width - 2, away.lower + 8)
    assert min(hatched) < LIGHT < max(hatched) and min(plain) > 250
    with pypdfium2.PdfDocument(data) as document:
        text = document[away.page].get_textpage()
        below = text.get_text_bounded(left=away.left - width, right=away.right + width, bottom=away.lower - 14, top=away.lower)
    assert "away" in below.lower()


@in_grey
def test_bars_before_and_after_are_told_apart_in_grey_by_form_and_words(turned, tmp_path) -> None:
    data = paper("team sheet")
    before, after = sorted(
        (one for one in drawn(data) if one.stroke is not None and not one.is_mark and one.upper - one.lower > 8), key=lambda one: -one.lower
    )
    picture = turned(data, before.page, tmp_path)
    inside = [at(picture, (one.left + one.right) / 2, (one.lower + one.upper) / 2) for one in (before, after)]
    assert inside[0] > LIGHT and inside[1] < DARK, "hollow before, filled after"
    assert min(part(picture, before.right - 2, before.lower + 3, before.right + 2, before.upper - 3)) < DARK, "its end is drawn"
    with pypdfium2.PdfDocument(data) as document:
        text = document[before.page].get_textpage()
        rows = [text.get_text_bounded(bottom=one.lower - 3, top=one.upper + 3) for one in (before, after)]
    assert "Before" in rows[0] and "8 of 40" in rows[0] and "After" in rows[1] and "3 of 41" in rows[1]


@in_grey
def test_boxes_to_tick_are_seen_in_grey(turned, tmp_path) -> None:
    data = paper("full review")
    boxes = [one for one in drawn(data) if one.is_mark and one.fill is None]
    assert len(boxes) >= 6
    picture = turned(data, boxes[0].page, tmp_path)
    for one in boxes:
        middle = (one.lower + one.upper) / 2
        assert at(picture, (one.left + one.right) / 2, middle) > 250
        assert min(part(picture, one.left - 1, middle - 1, one.left + 2, middle + 1)) < 190, "its edge: 3:1 on paper and more"
