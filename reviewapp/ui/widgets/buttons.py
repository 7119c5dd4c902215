"""Buttons: one primary act on a screen, plain ones beside it, ghosts where a frame would be noise."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from reviewapp.ui import fonts, icons, theme
from reviewapp.ui.tokens import ICON, SPACE_S, SPACE_XS, Tokens
from reviewapp.ui.widgets.labels import plain_tooltip

_RING = 3
_LEAST_CHARACTERS = 16
KINDS = frozenset({"plain", "primary", "ghost"})


class Button(QPushButton):
    """A push button that knows its icon by name, so that it follows the theme and the reading direction."""

    def __init__(self, text: str, kind: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon_name = icon_name
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Enter belongs to the form the button stands in, unless a dialog names its default button.
        self.setAutoDefault(False)
        self._draw_icon()

    def set_icon_name(self, icon_name: str) -> None:
        """Show another icon; "" shows none."""
        self._icon_name = icon_name
        self._draw_icon()

    def set_kind(self, kind: str) -> None:
        """Look like another of `KINDS` from now on."""
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.LayoutDirectionChange, QEvent.Type.FontChange}:
            self._draw_icon()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.property("kind") == "primary":
            # On the accent a border of any other colour is hard to see; a line inside it is not.
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(QColor(theme.current().on_accent), 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), _RING, _RING)

    def _draw_icon(self) -> None:
        size = fonts.icon_size(self.font(), ICON)
        gap = SPACE_XS if self.text() else 0
        # Room for the gap is part of the picture, see `icons.icon`.
        self.setIconSize(QSize(size + gap, size))
        colour = self._colour(theme.current())
        self.setIcon(icons.icon(self._icon_name, colour, size, gap) if self._icon_name else icons.none())

    def _colour(self, tokens: Tokens) -> str:
        return tokens.on_accent if self.property("kind") == "primary" else tokens.muted


class ElidingButton(Button):
    """A ghost for a line of somebody's words: it shows as much as there is room for, and never widens the page."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__("", "ghost", "", parent)
        self.setProperty("role", "line")
        self._full = text
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._elide()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self._around() + self.fontMetrics().horizontalAdvance(self._full), hint.height())

    def minimumSizeHint(self) -> QSize:
        least = self._around() + self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        return QSize(min(least, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _around(self) -> int:
        return 2 * (SPACE_S + SPACE_XS)

    def _elide(self) -> None:
        room = max(0, self.width() - self._around()) + 1
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room).replace("&", "&&")
        if shown != self.text():
            self.setText(shown)


def button(text: str, kind: str = "plain", icon: str = "", name: str = "", tip: str = "") -> Button:
    """A button. ``kind`` is plain, primary or ghost; ``name`` is what a screen reader says instead of ``text``.

    A button without text needs a ``name``; it then also shows it as its tooltip.
    """
    if kind not in KINDS:
        raise ValueError(f"no such button kind: {kind}")
    made = Button(text, kind, icon)
    made.setAccessibleName(name or text.replace("&&", "&"))
    if tip or (name and not text):
        plain_tooltip(made, tip or name)
    return made
