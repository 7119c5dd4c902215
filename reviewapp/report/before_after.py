"""Bars of a workflow's figures before and after a change: one under the other, on one scale, in one colour."""

from __future__ import annotations

from reviewapp.report import theme
from reviewapp.report.document import BeforeAfter
from reviewapp.report.surface import Surface
from reviewapp.report.text import TextSetter

_ROW, _BAR, _HEAD, _FOOT = 17.0, 9.0, 2.0, 4.0
_LABEL_WIDTH, _WORDS_WIDTH, _GAP = 46.0, 132.0, 8.0


class BeforeAfterBars:
    """Before is drawn hollow and after filled: told apart by form and word, not by colour. Neither is praised."""

    def __init__(self, picture: BeforeAfter, setter: TextSetter) -> None:
        self._rows = [
            (
                setter.line(bar.label, theme.LABEL, _LABEL_WIDTH), bar.reach,
                setter.line(bar.words, theme.NOTE.tinted(theme.INK), _WORDS_WIDTH), at == 0,
            )
            for at, bar in enumerate(picture.bars)
        ]  # fmt: skip
        self.height = _HEAD + len(self._rows) * _ROW + _FOOT

    def draw(self, surface: Surface, top: float) -> None:
        """Draw it with its top edge at this height."""
        left = theme.COLUMN + _LABEL_WIDTH + _GAP
        width = theme.RIGHT - _WORDS_WIDTH - _GAP - left
        for number, (label, reach, words, hollow) in enumerate(self._rows):
            upper = top - _HEAD - number * _ROW
            lower = upper - (_ROW + _BAR) / 2
            surface.text(label, theme.COLUMN, lower + 1.5)
            surface.box(left, lower, width, _BAR, fill=theme.TINT)
            fill = None if hollow else theme.ACCENT
            surface.box(left, lower, max(width * reach, 0.8), _BAR, stroke=theme.ACCENT, fill=fill, thickness=0.9)
            surface.text(words, theme.RIGHT - _WORDS_WIDTH, lower + 1.5)
