"""Library: the frameworks in this vault, readable in full, and the notice people are given."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from reviewapp.actions.frameworks import import_framework
from reviewapp.actions.people import notice_text
from reviewapp.actions.queries import all_frameworks, writer
from reviewapp.domain.framework import Competency, Framework
from reviewapp.domain.person import Person
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.page import Page
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label


class LibraryPage(Page):
    """A list of competencies at the leading side, the chosen one in full beside it."""

    interests = frozenset({"framework"})

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self._entries: list[tuple[Framework, Competency] | None] = []
        self._me: Person | None = None
        split = QSplitter(self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)
        side = QFrame()
        side.setProperty("kind", "side-start")
        column = QVBoxLayout(side)
        column.setContentsMargins(SPACE_M, SPACE_L, SPACE_M, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(plain_label(_("Library"), "title"))
        self.entries = QListWidget()
        self.entries.setAccessibleName(_("Competencies and notices"))
        self.entries.setWordWrap(True)
        self.entries.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.entries.setSpacing(SPACE_XS)
        self.entries.currentRowChanged.connect(self._on_chosen)
        column.addWidget(self.entries, 1)
        add = button(_("Add a framework …"), icon="plus")
        add.clicked.connect(self._on_add)
        column.addWidget(add)
        split.addWidget(side)
        self.reading = QScrollArea()
        self.reading.setWidgetResizable(True)
        self.reading.setAccessibleName(_("Text"))
        split.addWidget(self.reading)
        side.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30)
        split.setStretchFactor(1, 1)

    def refresh(self) -> None:
        """Read the frameworks again."""
        self.hub.ask(lambda vault: (all_frameworks(vault), writer(vault)), self._show)

    def _show(self, answer: tuple[list[tuple[int, Framework]], Person | None]) -> None:
        found, self._me = answer
        chosen = max(0, self.entries.currentRow())
        self.entries.blockSignals(True)
        self.entries.clear()
        self._entries = []
        for _id, framework in found:
            for competency in framework.competencies:
                which = f" · {framework.title} {framework.version}" if len(found) > 1 else ""
                self.entries.addItem(f"{competency.id}  {competency.name}{which}")
                self._entries.append((framework, competency))
        self.entries.addItem(_("The notice people are given"))
        self._entries.append(None)
        self.entries.blockSignals(False)
        self.entries.setCurrentRow(min(chosen, len(self._entries) - 1))

    def _on_chosen(self, row: int) -> None:
        if not 0 <= row < len(self._entries):
            return
        entry = self._entries[row]
        self.reading.setWidget(self._notice() if entry is None else self._competency(*entry))

    def _column(self) -> tuple[QWidget, QVBoxLayout]:
        page = QWidget()
        page.setProperty("kind", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_S)
        return page, column

    def _competency(self, framework: Framework, competency: Competency) -> QWidget:
        page, column = self._column()
        version = _("{title}, version {version}: {status}").format(
            title=framework.title, version=framework.version, status=framework.status
        )
        column.addWidget(plain_label(version, "small"))
        column.addWidget(plain_label(f"{competency.id}  {competency.name}", "title"))
        column.addWidget(plain_label(_sentence(competency.definition)))
        column.addSpacing(SPACE_M)
        column.addWidget(plain_label(_("Anchors are words, not a scale"), "section"))
        for anchor_id, text in competency.anchors.items():
            column.addWidget(_pair(framework.anchor_names.get(anchor_id, anchor_id), _sentence(text)))
        column.addSpacing(SPACE_M)
        column.addWidget(plain_label(_("Questions"), "section"))
        column.addWidget(_pair(_("Manager"), competency.manager_prompt))
        column.addWidget(_pair(_("Employee"), competency.self_prompt))
        for title, lines in (
            (_("What counts as evidence"), competency.evidence), (_("Counter-signals"), competency.counter_signals),
            (_("Why"), competency.why),
        ):
            if lines:
                column.addSpacing(SPACE_M)
                column.addWidget(plain_label(title, "section"))
                for line in lines:
                    column.addWidget(plain_label(f"·  {_sentence(line)}"))
        column.addStretch()
        return _narrow(page)

    def _notice(self) -> QWidget:
        page, column = self._column()
        column.addWidget(plain_label(_("The notice people are given"), "title"))
        column.addWidget(plain_label(_shipped_notice(self._me)))
        column.addStretch()
        return _narrow(page)

    def _on_add(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, _("Choose a framework file"), "", _("Frameworks (*.toml)"))
        if path:
            self.hub.act(
                lambda vault: import_framework(vault, path=Path(path)), initiator=None, saying=_("Framework added")
            )


def _shipped_notice(me: Person | None) -> str:
    text = notice_text(manager=me.name if me else "", name=_("[name]"), given_on=date(2000, 1, 1))
    return text.replace("2000-01-01", _("[date]"))


def _sentence(text: str) -> str:
    """Framework files write fragments in lower case; standing alone they begin with a capital."""
    return text[:1].upper() + text[1:]


def _pair(name: str, text: str) -> QWidget:
    pair = QWidget()
    column = QVBoxLayout(pair)
    column.setContentsMargins(0, SPACE_XS, 0, SPACE_XS)
    column.setSpacing(2)
    column.addWidget(plain_label(name, "strong"))
    column.addWidget(plain_label(text))
    return pair


def _narrow(page: QWidget) -> QWidget:
    """A readable measure: text lines no longer than about ninety characters."""
    holder = QWidget()
    holder.setProperty("kind", "page")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    page.setMaximumWidth(page.fontMetrics().averageCharWidth() * 92)
    row.addWidget(page, 20)
    row.addStretch(1)
    return holder
