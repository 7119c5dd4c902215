"""What locking needs beside the vault: where one was, and dialogs put away without a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)

# Kinds of widgets a cursor may be in. Looked for by kind: asking for all widgets would make Python hold on to the inner
# parts of Qt's own ones, which Qt deletes without telling it.
KINDS: tuple[type[QWidget], ...] = (QPlainTextEdit, QLineEdit, QComboBox, QAbstractItemView, QAbstractButton)
# What a page shows, by its name: `open` takes it again on the way back.
SHOWN_BY = {
    "people": "person_id", "review": "review_id", "observation": "observation_id", "packet": "packet_id",
    "answer": "answer_id", "side_by_side": "review_id", "my_side": "packet_id", "handed": "packet_id",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where one was when the vault was locked: names, ids and positions, never a word of what was there.

    ``field`` is (container, index in `KINDS`, its number among those); ``cursor`` is (anchor, position).
    """

    page: str
    argument: Any
    tabs: tuple[int, ...] = ()
    field: tuple[str, int, int] | None = None
    cursor: tuple[int, int] = (0, 0)


def place_of(page_name: str, containers: dict[str, QWidget], focused: QWidget | None) -> Place:
    """The place: which page with which id, and which field has the cursor. ``containers`` has at least "page"."""
    page = containers["page"]
    argument = getattr(page, SHOWN_BY.get(page_name, ""), None)
    tabs = tuple(bar.currentIndex() for bar in page.findChildren(QTabBar))
    for name, container in containers.items():
        if focused is None or not container.isAncestorOf(focused):
            continue
        for kind, wanted in enumerate(KINDS):
            if isinstance(focused, wanted):
                number = container.findChildren(wanted).index(focused)
                return Place(page_name, argument, tabs, (name, kind, number), _cursor(focused))
    return Place(page_name, argument, tabs)


def go_back(place: Place, containers: dict[str, QWidget]) -> None:
    """Give the keyboard back to the field it was in, once the page shows what it showed."""
    if place.field is None:
        return
    container, kind, number = place.field
    there: list[QWidget] = list(containers[container].findChildren(KINDS[kind])) if container in containers else []
    if number >= len(there) or not there[number].isVisible():
        return
    field = there[number]
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    anchor, position = place.cursor
    if isinstance(field, QPlainTextEdit):
        cursor = field.textCursor()
        end = len(field.toPlainText())
        cursor.setPosition(min(anchor, end))
        cursor.setPosition(min(position, end), cursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)
    elif isinstance(field, QLineEdit):
        field.setCursorPosition(min(position, len(field.text())))
    around = field.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is not None:
        around.ensureWidgetVisible(field)


def show_tabs(place: Place, page: QWidget) -> None:
    """The tabs of a page as they were."""
    for bar, at in zip(page.findChildren(QTabBar), place.tabs, strict=False):
        bar.setCurrentIndex(at)


def put_dialogs_away(window: QWidget) -> None:
    """Close every dialog and menu over a window without asking anything; forms journal what is typed in them.

    Also those that were closed before and wait to be deleted: they still hold what they showed.
    """
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    for dialog in window.findChildren(QDialog):
        put_away = getattr(dialog, "put_away", None)
        if put_away is not None:
            put_away()
        elif dialog.isVisible():
            dialog.reject()
        if not isinstance(dialog, QFileDialog):  # Qt's own functions that ask for a file delete theirs
            dialog.deleteLater()


def _cursor(field: QWidget) -> tuple[int, int]:
    if isinstance(field, QPlainTextEdit):
        return field.textCursor().anchor(), field.textCursor().position()
    if isinstance(field, QLineEdit):
        return field.cursorPosition(), field.cursorPosition()
    return 0, 0
