"""People: the list at the leading side, the page of the one chosen beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reviewapp.actions.people import remove_person
from reviewapp.actions.queries import all_people
from reviewapp.actions.shapes import PersonRow
from reviewapp.i18n import _
from reviewapp.ui.dialogs.person import PersonDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.asking import Asker
from reviewapp.ui.pages.page import Page
from reviewapp.ui.pages.person import PersonView
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.empty_state import EmptyState
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.list_views import PeopleView

SIDE_CHARACTERS = 30


class PeoplePage(Page):
    """`person_id` is the person shown, or None; the capture panel takes it as its preset."""

    interests = frozenset({"growth", "person", "observation", "notice", "role_profile", "review"})

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self.person_id: int | None = None
        self._rows: list[PersonRow] = []
        self._today = date.today()
        self._asker = Asker(hub, self)
        self._wants_focus = False
        self._is_back = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget(self)
        outer.addWidget(self._stack)
        self._split = QSplitter(self)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self.person = PersonView(hub, self)
        self.person.edit_asked.connect(self._on_edit)
        self.person.bin_asked.connect(self._on_bin)
        side = self._side()
        for part in (side, self.person):
            self._split.addWidget(part)
        self._split.setStretchFactor(1, 1)
        # A splitter is announced in the order its children are stacked: the list first, then the person.
        side.raise_()
        self.person.raise_()
        self._split.handle(1).raise_()
        self._empty = self._nobody()
        self._stack.addWidget(self._split)
        self._stack.addWidget(self._empty)

    def open(self, argument: Any) -> None:
        """Show this person, or stay with the one shown (the first at the beginning)."""
        self._is_back = isinstance(argument, int) and argument == self.person_id
        if isinstance(argument, int) and not self._is_back:
            self.person_id = argument
            self.search.clear()
        self._wants_focus = True
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def refresh(self) -> None:
        """Read the list and the person shown again; selection and scroll positions stay."""
        self._asker.ask(lambda vault: (all_people(vault), vault.today), self._show)

    def _side(self) -> QFrame:
        side = QFrame()
        side.setProperty("kind", "side-start")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, SPACE_L, 0, SPACE_M)
        column.setSpacing(SPACE_M)
        top = QVBoxLayout()
        top.setContentsMargins(SPACE_L, 0, SPACE_L, 0)
        top.setSpacing(SPACE_M)
        top.addWidget(plain_label(_("People"), "title"))
        self.search = QLineEdit(side)
        self.search.setAccessibleName(_("Search people"))
        self.search.setPlaceholderText(_("Search people"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search_changed)
        self.search.returnPressed.connect(self._on_search_return)
        top.addWidget(self.search)
        column.addLayout(top)
        column.addWidget(self._list(side), 1)
        self.nothing = plain_label(_("Nobody of this name."), "muted")
        self.nothing.setContentsMargins(SPACE_L, 0, SPACE_L, 0)
        self.nothing.hide()
        column.addWidget(self.nothing)
        column.addWidget(self._foot(side))
        side.setMinimumWidth(self.fontMetrics().averageCharWidth() * SIDE_CHARACTERS)
        return side

    def _list(self, side: QWidget) -> PeopleView:
        self.list = PeopleView(side)
        self.list.setResizeMode(PeopleView.ResizeMode.Adjust)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu_asked)
        self.list.person_chosen.connect(self._on_person_chosen)
        for keys, slot in (
            ("Delete", self._on_bin), ("F2", self._on_edit), ("Return", self.person.focus_first),
            ("Enter", self.person.focus_first),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self.list, slot)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape = QShortcut(QKeySequence("Escape"), self.search, self.search.clear)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        return self.list

    def _foot(self, side: QWidget) -> QWidget:
        foot = QWidget(side)
        flow = FlowLayout(foot, SPACE_S)
        flow.setContentsMargins(SPACE_M, 0, SPACE_M, 0)
        add = button(_("Add person"), icon="plus")
        add.clicked.connect(self._on_add)
        bring = button(_("Import …"), kind="ghost", icon="upload")
        bring.clicked.connect(self._on_import)
        flow.addWidget(add)
        flow.addWidget(bring)
        policy = foot.sizePolicy()
        policy.setHeightForWidth(True)
        foot.setSizePolicy(policy)
        return foot

    def _nobody(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        empty = EmptyState("users", "")
        empty.set_texts(
            _("Nobody here yet. Add the people whose work you review, or bring a list you have."), _("Add person")
        )
        empty.action_asked.connect(self._on_add)
        self._first_act = empty.action
        column.addWidget(empty)
        bring = button(_("Import …"), kind="ghost", icon="upload")
        bring.clicked.connect(self._on_import)
        column.addWidget(bring, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(_centred(_("A spreadsheet of names and notes will do. Nothing leaves this computer.")))
        column.addStretch(2)
        return page

    def _show(self, answer: tuple[list[PersonRow], date]) -> None:
        self._rows, self._today = answer
        self._stack.setCurrentWidget(self._split if self._rows else self._empty)
        self._fill()
        if self._wants_focus and self._rows:
            if self._is_back and self.person.has_chosen_card:
                self.person.focus_first()
            else:
                self.list.setFocus()
        elif self._wants_focus:
            self._first_act.setFocus()
        self._wants_focus = False

    def _fill(self) -> None:
        """Put the people who fit the typed words into the list and keep the one shown current."""
        wanted = self.search.text().strip().casefold()
        kept = [row for row in self._rows if all(part in _searched(row) for part in wanted.split())]
        before = [row.id for row in self._rows]
        if self.person_id not in before:
            self.person_id = kept[0].id if kept else (before[0] if before else None)
        where = self.list.verticalScrollBar().value()
        self.list.people.set_people(kept, self._today)
        if self.person_id is not None:
            self.list.select(self.person_id)
        self.list.verticalScrollBar().setValue(where)
        if self.list.currentIndex().isValid():
            self.list.scrollTo(self.list.currentIndex())
        self.nothing.setVisible(bool(self._rows) and not kept)
        self._show_person()

    def _show_person(self) -> None:
        if self.person_id is not None:
            self.person.show_person(self.person_id)

    def _on_search_changed(self) -> None:
        self._fill()

    def _on_search_return(self) -> None:
        first = self.list.people.person_at(self.list.people.index(0))
        if first is None:
            return
        if not self.list.currentIndex().isValid():
            self.list.select(first.id)
            self._on_person_chosen(first.id)
        self.list.setFocus()

    def _on_person_chosen(self, person_id: int) -> None:
        if person_id != self.person_id:
            self.person_id = person_id
            self._show_person()

    def _on_menu_asked(self, where: QPoint) -> None:
        index = self.list.indexAt(where)
        if index.isValid():
            self.list.setCurrentIndex(index)
        if not self.list.currentIndex().isValid():
            return
        menu = QMenu(self.list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("New observation"), lambda: self.hub.capture_asked.emit(self.person_id))
        menu.addAction(_("Edit person …"), self._on_edit)
        menu.addSeparator()
        menu.addAction(_("Move to bin"), self._on_bin)
        menu.popup(self.list.viewport().mapToGlobal(where))

    def _on_add(self) -> None:
        PersonDialog(self.hub, None, self, saved=self._on_added).open()

    def _on_added(self, person_id: int) -> None:
        self.open(person_id)

    def _on_edit(self) -> None:
        if self.person_id is not None:
            PersonDialog(self.hub, self.person_id, self).open()

    def _on_bin(self) -> None:
        person_id = self.person_id
        row = next((one for one in self._rows if one.id == person_id), None)
        if person_id is None or row is None:
            return
        at = self._rows.index(row)
        neighbour = self._rows[at + 1] if at + 1 < len(self._rows) else (self._rows[at - 1] if at else None)
        self.person_id = neighbour.id if neighbour is not None else None
        self.hub.act(
            lambda vault: remove_person(vault, person_id=person_id),
            saying=_("{name} was moved to the bin.").format(name=row.name),
        )

    def _on_import(self) -> None:
        from reviewapp.ui.dialogs.import_wizard import ImportWizard

        ImportWizard(self.hub, self).open()


def _searched(row: PersonRow) -> str:
    return f"{row.name} {row.role} {row.team}".casefold()


def _centred(text: str) -> QWidget:
    label = plain_label(text, "small")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
