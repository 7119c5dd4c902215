"""The bidirectional algorithm against Unicode's own tests: every case of BidiTest and BidiCharacterTest 15.0."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewapp.report import bidi

DATA = Path(__file__).resolve().parents[1] / "fixtures" / "unicode"
TRAILING = {"WS", "LRI", "RLI", "FSI", "PDI"}
REMOVED = {"RLE", "LRE", "RLO", "LRO", "PDF", "BN"}


def lines_of(name: str) -> Iterator[str]:
    with lzma.open(DATA / f"{name}-15.0.0.txt.xz", "rt", encoding="utf-8") as lines:
        yield from (line.strip() for line in lines)


def with_line_end(classes: list[str], levels: list[int], base: int) -> list[int]:
    """Rule L1, which needs the line: in print, tabs are spaces and only the space at a line end is left to it."""
    found, at_end = list(levels), True
    for at in range(len(classes) - 1, -1, -1):
        name = classes[at]
        at_end = at_end or name in {"B", "S"}
        if name in {"B", "S"} or (at_end and name in TRAILING | REMOVED):
            found[at] = base
        elif name not in REMOVED:
            at_end = False
    return found


def is_right(levels: list[int], wanted: list[str], order: list[int]) -> bool:
    kept = [at for at, level in enumerate(wanted) if level != "x"]
    drawn = [kept[at] for at in bidi.line_order([levels[at] for at in kept])]
    return all(int(wanted[at]) == levels[at] for at in kept) and drawn == order


def test_every_line_of_characters_comes_out_as_unicode_says() -> None:
    wrong, cases = [], 0
    for line in lines_of("BidiCharacterTest"):
        points, direction, paragraph, wanted, order = line.split(";")
        text = "".join(chr(int(point, 16)) for point in points.split())
        base = bidi.base_level(text, 0) if direction == "2" else int(direction)
        classes = [bidi.class_of(character) for character in text]
        levels = with_line_end(classes, bidi.levels(text, base), base)
        cases += 1
        if base != int(paragraph) or not is_right(levels, wanted.split(), [int(at) for at in order.split()]):
            wrong.append(line)
    assert (cases, wrong) == (91_707, [])


def test_every_sequence_of_classes_comes_out_as_unicode_says() -> None:
    wrong, cases = [], 0
    wanted: list[str] = []
    order: list[int] = []
    for line in lines_of("BidiTest"):
        head, _colon, rest = line.partition(":")
        if head == "@Levels":
            wanted = rest.split()
        elif head == "@Reorder":
            order = [int(at) for at in rest.split()]
        else:
            names, directions = line.split(";")
            classes = names.split()
            for bit, base in ((1, bidi.base_of(classes, 0)), (2, 0), (4, 1)):
                if int(directions) & bit:
                    cases += 1
                    levels = with_line_end(classes, bidi.resolved(classes, base), base)
                    if not is_right(levels, wanted, order):
                        wrong.append((line, base))
    assert (cases, wrong) == (770_241, [])


@pytest.mark.parametrize(
    ("text", "has"), [("plain", False), ("12 – 3", False), ("שלום", True), ("naïve العقد", True), ("\u200f", False)]
)
def test_right_to_left_letters_are_told_from_marks(text: str, has: bool) -> None:
    assert bidi.has_right_to_left_letters(text) is has


def test_nothing_that_turns_a_text_is_taken_for_plain() -> None:
    import sys
    import unicodedata

    turning = {"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDI", "PDF"}
    for point in range(sys.maxunicode + 1):
        if unicodedata.bidirectional(chr(point)) in turning:
            assert bidi.turns(chr(point)), hex(point)


def test_brackets_are_drawn_turned_round() -> None:
    assert bidi.mirrored("(a) [b] «c» <d>") == ")a( ]b[ »c« >d<"
