"""Initials in a quiet disc: helps to find a person in a list, and says nothing about them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewapp.ui import fonts, theme
from reviewapp.ui.tokens import Tokens


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name: "Fatima Zahra Benali" -> "FB"."""
    letters = [next((sign for sign in word if sign.isalnum()), "") for word in name.split()]
    letters = [letter for letter in letters if letter]
    if not letters:
        return "?"
    return (letters[0] if len(letters) == 1 else letters[0] + letters[-1]).upper()


def avatar_colours(name: str, tokens: Tokens) -> tuple[QColor, QColor]:
    """Disc and letters for a name: the hue follows from the name alone, so it stays the same everywhere."""
    hue = sum(map(ord, name)) * 37 % 360
    return _soft(hue, tokens.avatar_back), _soft(hue, tokens.avatar_text)


def paint_initials(painter: QPainter, disc: QRect, name: str, font: QFont) -> None:
    """Paint the disc with initials; the painter's state is kept."""
    back, text = avatar_colours(name, theme.current())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(back)
    painter.drawEllipse(disc)
    painter.setPen(text)
    painter.setFont(fonts.scaled(font, fonts.SMALL, QFont.Weight.DemiBold))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.restore()


def disc_size(font: QFont) -> int:
    """The diameter that fits two letters and two lines of text beside it."""
    return max(28, round(fonts.line_height(font) * 1.9))


class Avatar(QWidget):
    """The disc of one person as a widget; decoration, the name stands beside it."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str) -> None:
        """Show another person."""
        self._name = name
        self.update()

    def sizeHint(self) -> QSize:
        size = disc_size(self.font())
        return QSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_initials(painter, self.rect(), self._name, self.font())


def _soft(hue: int, look: tuple[int, int]) -> QColor:
    saturation, lightness = look
    return QColor.fromHsl(hue, saturation, lightness)
