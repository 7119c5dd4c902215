"""Ctrl+K: people, observations and commands in one field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from reviewapp.actions import queries
from reviewapp.actions.shapes import PersonRow, SearchAnswer
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.words import written_date

DEBOUNCE_MS = 40
LIMIT = 30
_ACT = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Found:
    """One line of the list: what it says and what Enter does."""

    text: str
    act: Callable[[], object]


class SearchDialog(QDialog):
    """A field and a list; arrows move in the list while the cursor stays in the field."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self.setWindowTitle(_("Search"))
        self.resize(self.fontMetrics().averageCharWidth() * 84, self.fontMetrics().height() * 26)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_S)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(_("Search"))
        self.field.setPlaceholderText(_("A person, a word from an observation, or a command"))
        self.field.installEventFilter(self)
        self.found = QListWidget(self)
        self.found.setAccessibleName(_("Found"))
        self.found.setWordWrap(True)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setSpacing(SPACE_XS)
        self.found.itemActivated.connect(self._on_activated)
        self.hint = plain_label("", "small")
        for widget in (self.field, self.found, self.hint):
            column.addWidget(widget)
        self._people: list[PersonRow] = []
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(self._ask)
        self.field.textEdited.connect(lambda _text: self._timer.start())
        self.field.returnPressed.connect(self._on_return)
        if hub.searcher is not None:
            hub.searcher.answered.connect(self._on_answered)
        hub.ask(queries.all_people, self._on_people)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moves = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in moves
        ):
            step = 1 if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -1
            self.found.setCurrentRow(max(0, min(self.found.count() - 1, self.found.currentRow() + step)))
            return True
        return super().eventFilter(watched, event)

    def _on_people(self, rows: list[PersonRow]) -> None:
        self._people = rows
        self._show(self._named(""), None)

    def _ask(self) -> None:
        text = self.field.text()
        if self.hub.searcher is not None and text.strip():
            self.hub.searcher.ask(lambda connection: (text, queries.find(connection, query=text, limit=LIMIT)))
        else:
            self._show(self._named(text), None)

    def _on_answered(self, answer: Any) -> None:
        if not isinstance(answer, tuple) or answer[0] != self.field.text():
            return
        self._show(self._named(answer[0]), answer[1])

    def _named(self, text: str) -> list[Found]:
        wanted = text.strip().casefold()
        people = [row for row in self._people if wanted and wanted in row.name.casefold()][:8]
        found = [
            Found(f"{row.name} · {row.role}".rstrip(" ·"), partial(self.hub.page_asked.emit, "people", row.id))
            for row in people
        ]
        return found + [one for one in self._commands() if not wanted or wanted in one.text.casefold()]

    def _commands(self) -> list[Found]:
        go = self.hub.page_asked.emit
        return [
            Found(_("New observation"), lambda: self.hub.capture_asked.emit(None)),
            Found(_("Open a file somebody gave you"), lambda: self.hub.file_asked.emit(None)),
            Found(_("Check signatures"), lambda: self.hub.check_asked.emit(())),
            Found(_("Go to Home"), lambda: go("home", None)),
            Found(_("Go to People"), lambda: go("people", None)),
            Found(_("Go to Review"), lambda: go("review", None)),
            Found(_("My self-assessments"), lambda: go("answer", None)),
            Found(_("Go to Library"), lambda: go("library", None)),
            Found(_("Go to Settings"), lambda: go("settings", None)),
        ]

    def _show(self, named: list[Found], answer: SearchAnswer | None) -> None:
        self.found.clear()
        for one in named:
            self._add(one)
        hits = answer.hits if answer else ()
        for hit in hits:
            day = written_date(hit.observed_on) if hit.observed_on else _("date open")
            who = ", ".join(hit.people)
            text = "\n".join((f"{who} · {day}".strip(" ·"), " ".join(hit.snippet.split())))
            self._add(Found(text, partial(self.hub.observation_asked.emit, hit.id)))
        self.found.setCurrentRow(0)
        self.hint.setText(self._order(answer, bool(named)))

    def _order(self, answer: SearchAnswer | None, named: bool) -> str:
        if answer is None:
            return ""
        if not answer.hits:
            return "" if named else _("Nothing found. Every word must occur; the last one may be unfinished.")
        order = _("Best match first.") if answer.order == "best_match" else _("Very many fit: newest first.")
        return f"{order} {_('There is more; add a word.')}" if answer.more else order

    def _add(self, one: Found) -> None:
        item = QListWidgetItem(one.text)
        item.setData(_ACT, one)
        self.found.addItem(item)

    def _on_return(self) -> None:
        item = self.found.currentItem()
        if item is not None:
            self._on_activated(item)

    def _on_activated(self, item: QListWidgetItem) -> None:
        found: Found = item.data(_ACT)
        self.accept()
        found.act()
