"""Text on screens. Always plain: people's words may look like markup and must then be shown as typed."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from reviewapp.ui.tokens import SPACE_S, SPACE_XS

ROLES = frozenset({"", "title", "section", "field", "strong", "muted", "small"})
# Only markup is wrapped: longer plain tooltips would run across the whole screen.
_LONG = 80
_BREAKS = re.compile(r"[_-]|[0-9A-Fa-f]{8}")


class PlainLabel(QLabel):
    """A label whose text begins at the leading edge of the page, also when the text runs the other way.

    Qt alone would put a Latin name at the left edge of an Arabic page, far from everything it belongs to.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(text)
        self._align()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)


def plain_label(text: str, role: str = "") -> QLabel:
    """A label that wraps and shows its text literally; ``role`` is one of `ROLES` and decides the type."""
    label = PlainLabel(text)
    take_role(label, role)
    return label


def breakable(text: str) -> str:
    """A name of a file, or figures, with places where a narrow window may begin a new line; nothing is seen of them."""
    return _BREAKS.sub("\\g<0>\u200b", text)


def take_role(label: QLabel, role: str) -> None:
    """Give a label the type of one of `ROLES`; ValueError for another."""
    if role not in ROLES:
        raise ValueError(f"no such label role: {role}")
    label.setProperty("role", role)
    # Wrapped labels otherwise take any height they are offered and tear columns apart.
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)


def field_label(text: str, buddy: QWidget) -> QLabel:
    """The label of one control; screen readers read it with the control."""
    # With a buddy Qt takes "&" for the sign of a shortcut, and a name such as "R & D" would lose it.
    label = plain_label(text.replace("&", "&&"), "field")
    label.setBuddy(buddy)
    return label


def window_title(text: str) -> str:
    """The text in the form in which Qt shows it literally: "[*]" alone is its sign of unsaved changes."""
    return text.replace("[*]", "[*][*]")


def plain_tooltip(widget: QWidget, text: str) -> None:
    """Set a tooltip that is shown literally; it also becomes the description for screen readers."""
    shown = tooltip_text(text)
    widget.setToolTip(shown)
    if shown != text and not widget.accessibleDescription():
        # A widget without a description is described by its tooltip, which is markup here.
        widget.setAccessibleDescription(text)


def tooltip_text(text: str) -> str:
    """The text in the form in which Qt shows it literally: what looks like markup it would take for markup."""
    if len(text) > _LONG or Qt.mightBeRichText(text):
        from html import escape  # with the table of every HTML entity, which few windows ever need

        return f"<span>{escape(text)}</span>"
    return text


class SectionHeader(QWidget):
    """The heading of a part of a page: a title, perhaps a muted line under it and controls at the end."""

    def __init__(self, title: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        texts = QVBoxLayout()
        texts.setSpacing(SPACE_XS)
        self._title = plain_label(title, "section")
        self._hint = plain_label(hint, "muted")
        if not hint:
            # Only ever hidden here: showing a widget without a parent would open a window of its own.
            self._hint.hide()
        texts.addWidget(self._title)
        texts.addWidget(self._hint)
        row.addLayout(texts, 1)
        self._row = row

    def set_texts(self, title: str, hint: str = "") -> None:
        """Show another title and hint."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def add_control(self, control: QWidget) -> None:
        """Put a control at the end of the heading."""
        self._row.addWidget(control, 0, Qt.AlignmentFlag.AlignTop)
