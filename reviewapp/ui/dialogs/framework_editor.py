"""The framework editor: a version or a copy is written, kept as a draft while typing, and published as a version."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewapp.actions.framework_editing import Beginning, begin_copy, begin_version, publish_framework
from reviewapp.actions.framework_words import named
from reviewapp.actions.sentences import in_one_line
from reviewapp.domain.crosswalk import compared
from reviewapp.domain.framework_draft import HEAD, DraftProblem, empty_competency, framework_of, free_id
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import WIDTH_CHARACTERS, FormDialog
from reviewapp.ui.dialogs.framework_fields import CompetencyPage, FieldsPage, HeadPage
from reviewapp.ui.forms.form_keeper import Fields
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.framework_compare import ComparisonView
from reviewapp.ui.tokens import SPACE_M, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.buttons import Button, button
from reviewapp.ui.widgets.contents_list import ContentsList
from reviewapp.ui.widgets.labels import plain_label

_SIDE_CHARACTERS = 34


class FrameworkEditor(FormDialog):
    """The parts at the leading side, the chosen one beside them: the whole, each competency, and what differs."""

    def __init__(self, hub: Hub, framework_id: int, copies: bool, parent: QWidget | None = None) -> None:
        title = _("Copy as my own") if copies else _("New version")
        super().__init__(hub, title, _("Keep this version"), parent)
        self._begin = begin_copy if copies else begin_version
        self._start: Beginning | None = None
        self._draft: dict[str, Any] = {}
        self._at = HEAD
        self.head, self.one = HeadPage(keeps_key=not copies), CompetencyPage()
        self.difference = FieldsPage()
        self._pages: tuple[FieldsPage, ...] = (self.head, self.one, self.difference)
        self._compared: QWidget | None = None
        self._lay_out()
        self.keep_as(f"framework-{'copy' if copies else 'version'}/{framework_id}", self._contents, self._fill)
        self.load(lambda vault: self._begin(vault, framework_id=framework_id), self._show)

    def submit_asked(self) -> None:
        """Publish it, or lead to what stops it."""
        draft = deepcopy(self._draft)
        try:
            framework = framework_of(draft)
        except DraftProblem as problem:
            self._lead_to(problem)
            return
        self.run(
            lambda vault: publish_framework(vault, draft=draft),
            _("{name} is kept.").format(name=named(framework)),
        )

    def _lay_out(self) -> None:
        for page in self._pages:
            self.column.addWidget(page)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._outer.removeWidget(self._scroll)
        split = QHBoxLayout()
        split.setSpacing(0)
        split.addSpacing(SPACE_XL)  # a margin would stay on the left in a language written from right to left
        split.addWidget(self._side())
        split.addWidget(self._scroll, 1)
        self._outer.insertLayout(1, split, 1)
        for page in self._pages:
            page.edited.connect(self._on_edited)
        self.difference.column.addStretch()

    def _side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        self.entries = ContentsList(_("Parts of the framework"))
        self.entries.currentRowChanged.connect(self._on_chosen)
        column.addWidget(self.entries, 1)
        self.add = self._act(_("Add"), "plus", self._on_add, _("Add a competency"))
        self.up = self._act("", "chevron-up", lambda: self._move(-1), _("Move up"))
        self.down = self._act("", "chevron-down", lambda: self._move(1), _("Move down"))
        self.remove = self._act("", "trash-2", self._on_remove, _("Take out of this version"))
        acts = QHBoxLayout()
        acts.setSpacing(0)
        for one in (self.up, self.down, self.remove):
            acts.addWidget(one)
        acts.addStretch()
        column.addLayout(acts)
        column.addWidget(self.add)
        room = self.screen().availableGeometry().width() * 9 // 10
        character = self.fontMetrics().averageCharWidth()
        self.resize(min(character * (WIDTH_CHARACTERS + _SIDE_CHARACTERS), room), self.height())
        side.setFixedWidth(min(character * _SIDE_CHARACTERS, self.width() * 2 // 5))
        return side

    def _act(self, text: str, icon: str, on_asked: Callable[[], object], name: str = "") -> Button:
        made = button(text, "plain" if text else "ghost", icon, name=name)
        made.clicked.connect(on_asked)
        return made

    def _show(self, start: Beginning) -> None:
        self._start, self._draft = start, deepcopy(start.draft)
        self._list(0)
        self.head.fields["title"].setFocus()

    def _contents(self) -> Fields:
        return deepcopy(self._draft)

    def _fill(self, kept: Fields) -> None:
        self._draft = deepcopy(kept)
        # Back to where it was typed last.
        self._list(max(0, min(int(kept.get("at", HEAD)) + 1, len(self._draft["competencies"]))))

    def _list(self, row: int) -> None:
        """Name all parts anew and go to one of them."""
        self.entries.blockSignals(True)
        self.entries.clear()
        self.entries.addItem(_("The framework as a whole"))
        self.entries.addItems([self._line(one) for one in self._draft["competencies"]])
        self.entries.addItem(_("What differs"))
        self.entries.setCurrentRow(row)
        self.entries.blockSignals(False)
        self._on_chosen(row)

    def _line(self, one: dict[str, Any]) -> str:
        return f"{one['id']}  {one['name']}".strip() or _("Without a name")

    def _on_chosen(self, row: int) -> None:
        competencies = self._draft.get("competencies", [])
        if row < 0 or not self._draft:
            return
        self._at = row - 1
        is_competency = 0 <= self._at < len(competencies)
        self.head.setVisible(row == 0)
        self.one.setVisible(is_competency)
        self.difference.setVisible(row > len(competencies))
        self.up.setEnabled(is_competency and self._at > 0)
        self.down.setEnabled(is_competency and self._at < len(competencies) - 1)
        self.remove.setEnabled(is_competency)
        if row == 0:
            self.head.fill(self._draft)
        elif is_competency:
            self.one.fill(competencies[self._at])
            self._say_how_it_goes_on()
        else:
            self._compare()
        self._scroll.verticalScrollBar().setValue(0)

    def _on_edited(self) -> None:
        if self._at == HEAD:
            self.head.read(self._draft)
        elif self._at < len(self._draft["competencies"]):
            one = self._draft["competencies"][self._at]
            self.one.read(one)
            item = self.entries.item(self._at + 1)
            if item is not None and item.text() != self._line(one):
                item.setText(self._line(one))
            self._say_how_it_goes_on()
        self._draft["at"] = self._at
        self.touch()

    def _say_how_it_goes_on(self) -> None:
        """What its id means for episodes that are there already."""
        one, start = self._draft["competencies"][self._at], self._start
        if start is None:
            return
        known = {item.id: item.name for item in start.base.competencies}
        if start.base.key != self._draft["key"].strip():
            said = _("A framework of its own: earlier episodes count only for what stands under Continues.")
        elif one["id"].strip() in known:
            said = _(
                "The same id as {name} in version {version}: it means the same, and earlier episodes count for it. "
                "Give it a new id when it means something else."
            ).format(name=known[one["id"].strip()], version=start.base.version)
        elif one["id"].strip() in start.used_ids:
            said = _("An earlier version had this id: take it only when it means the same as there.")
        else:
            said = _("A new id: earlier episodes count only for what stands under Continues.")
        self.one.goes_on.setText(said)

    def _on_add(self) -> None:
        used = self._start.used_ids if self._start is not None else frozenset()
        competencies = self._draft["competencies"]
        place = self._at + 1 if 0 <= self._at < len(competencies) else len(competencies)
        competencies.insert(place, empty_competency(free_id(self._draft, used)))
        self.touch()
        self._list(place + 1)
        self.one.fields["name"].setFocus()

    def _move(self, by: int) -> None:
        competencies, at = self._draft["competencies"], self._at
        competencies.insert(at + by, competencies.pop(at))
        self.touch()
        self._list(at + by + 1)

    def _on_remove(self) -> None:
        at, gone = self._at, self._draft["competencies"].pop(self._at)
        self.touch()
        self._list(min(at + 1, len(self._draft["competencies"])))

        def bring_back() -> None:
            self._draft["competencies"].insert(min(at, len(self._draft["competencies"])), gone)
            self.touch()
            self._list(min(at, len(self._draft["competencies"]) - 1) + 1)

        said = _("{name} is taken out of this version.").format(name=self._line(gone))
        self.banner.say(said, ((_("Bring it back"), bring_back),))

    def _compare(self) -> None:
        """What differs so far from the version this one is made from."""
        if self._compared is not None:
            self.difference.column.removeWidget(self._compared)
            self._compared.hide()
            self._compared.deleteLater()
        self._compared = shown = self._comparison()
        self.difference.column.insertWidget(0, shown)
        shown.show()

    def _comparison(self) -> QWidget:
        if self._start is None:
            return plain_label("")
        try:
            return ComparisonView(compared(self._start.base, framework_of(self._draft)))
        except DraftProblem as problem:
            said = plain_label(_("It can be compared once nothing is missing. {problem}").format(
                problem=in_one_line(problem)
            ))  # fmt: skip
            said.setContentsMargins(0, SPACE_M, 0, 0)
            return said

    def _lead_to(self, problem: DraftProblem) -> None:
        """Say it, and put the cursor where it can be mended."""
        self.entries.setCurrentRow(problem.at + 1)
        page = self.head if problem.at == HEAD else self.one
        field = page.fields.get(problem.field)
        if field is not None:
            field.setFocus()
            QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(field))
        self.say(in_one_line(problem))

