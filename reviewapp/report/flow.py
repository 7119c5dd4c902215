"""From a row of strips to pages: what stays together, what may split, what is repeated overleaf."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from itertools import islice, takewhile
from typing import NamedTuple

from reviewapp.report import theme
from reviewapp.report.strips import RuleStrip, Strip

_ROUNDING = 1e-6


class Placed(NamedTuple):
    """A strip and the height of its top edge on the page, in points from the bottom."""

    strip: Strip
    top: float


class _Page:
    """A page being filled from the top; ``bottom`` is the lower edge of the text."""

    def __init__(self, bottom: float) -> None:
        self.bottom = bottom
        self.placed: list[Placed] = []
        self.y = theme.TOP
        self.rail_end = theme.TOP

    @property
    def empty(self) -> bool:
        return not self.placed

    def start_of(self, strip: Strip) -> float:
        """Where the top edge of the strip would be."""
        y = min(self.y, self.rail_end) if strip.clears_rail else self.y
        return y if self.empty else y - strip.gap

    def place(self, strip: Strip) -> None:
        if self.empty and isinstance(strip, RuleStrip):
            return  # a rule parts what is above it from what is below; here nothing is above
        top = self.start_of(strip)
        self.placed.append(Placed(strip, top))
        self.y = top - strip.height
        if strip.rail_height:
            self.rail_end = top - strip.rail_height

    def holds(self, part: list[Strip]) -> bool:
        """True when all these strips fit here, so that a part that is short needs no page of its own."""
        trial = self._trial()
        for strip in part:
            trial.place(strip)
        return min(trial.y, trial.rail_end) >= self.bottom - _ROUNDING

    def takes(self, chain: list[Strip]) -> bool:
        """True when these strips, kept together, can begin here; the last may go on overleaf."""
        trial = self._trial()
        for strip in chain[:-1]:
            trial.place(strip)
        last = chain[-1]
        lowest = min(trial.start_of(last) - last.least, trial.rail_end)
        return lowest >= self.bottom - _ROUNDING

    def _trial(self) -> _Page:
        trial = _Page(self.bottom)
        trial.placed, trial.y, trial.rail_end = list(self.placed), self.y, self.rail_end
        return trial


def _part(waiting: deque[Strip]) -> list[Strip]:
    """The strips at the front up to the next that opens a page."""
    return [waiting[0], *takewhile(lambda strip: not strip.opens_page, islice(waiting, 1, None))]


def paginate(strips: Iterable[Strip], bottom: float = theme.BOTTOM) -> list[list[Placed]]:
    """Pages with the strips on them, in order, each down to this height at most.

    A chain taller than a page is broken where it must be.
    """
    waiting = deque(strips)
    pages: list[list[Placed]] = []
    page = _Page(bottom)

    def turn() -> None:
        nonlocal page
        pages.append(page.placed)
        page = _Page(bottom)
        for head in waiting[0].heads if waiting else ():
            page.place(head)

    while waiting:
        chain = _chain(waiting)
        fresh = all(any(placed.strip is head for head in waiting[0].heads) for placed in page.placed)
        if waiting[0].opens_page and not page.empty and not page.holds(_part(waiting)):
            turn()
            continue
        if not page.takes(chain):
            if not fresh:
                turn()
                continue
            chain = chain[:1]  # taller than a whole page: give up on keeping it together
        for strip in chain:
            waiting.popleft()
            room = page.start_of(strip) - bottom
            if strip.height <= room + _ROUNDING:
                page.place(strip)
                continue
            halves = strip.split(room)
            if halves is None:  # nothing helps: it is taller than a page and stands over the edge
                page.place(strip)
                continue
            page.place(halves[0])
            waiting.appendleft(halves[1])
            turn()
    pages.append(page.placed)
    return pages


def _chain(waiting: deque[Strip]) -> list[Strip]:
    """The strips at the front that must begin on one page: up to the first that does not keep the next."""
    chain: list[Strip] = []
    for strip in waiting:
        chain.append(strip)
        if not strip.keep:
            break
    return chain
