"""Fonts derived from the one the system (or the user) chose; nothing here names a family or a pixel size."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics

TITLE, SECTION, BASE, SMALL = 1.5, 1.15, 1.0, 0.92


def scaled(base: QFont, factor: float, weight: QFont.Weight | None = None) -> QFont:
    """A copy of ``base`` at ``factor`` times its size, at least 8 points (or 10 pixels) high."""
    font = QFont(base)
    if base.pointSizeF() > 0:
        font.setPointSizeF(max(8.0, base.pointSizeF() * factor))
    else:
        # A font set in pixels has no point size (-1); scaling it as points would make it vanish.
        font.setPixelSize(max(10, round(base.pixelSize() * factor)))
    if weight is not None:
        font.setWeight(weight)
    return font


def icon_size(font: QFont, at_least: int) -> int:
    """The size of an icon in a line of this font: it grows with large type."""
    return max(at_least, round(QFontMetrics(font).ascent() * at_least / 14))


def line_height(font: QFont) -> int:
    """The height of one line in pixels."""
    return QFontMetrics(font).lineSpacing()
