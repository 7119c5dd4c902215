"""A framework as a whole in the Library: what it says of itself, what can be done with it, how it differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QVBoxLayout

from reviewapp.actions.framework_words import named, opening_capital
from reviewapp.actions.frameworks import add_shipped_framework, export_framework
from reviewapp.domain.crosswalk import compared
from reviewapp.domain.framework import Framework
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.framework_compare import ComparisonView
from reviewapp.ui.pages.library_reading import Leaf, pair
from reviewapp.ui.tokens import SPACE_M, SPACE_S
from reviewapp.ui.widgets.buttons import Button, button
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import field_label


class FrameworkLeaf(Leaf):
    """One version. ``others`` are those of the vault it can be set beside, this one left out."""

    def __init__(
        self, hub: Hub, framework_id: int, framework: Framework, others: Sequence[tuple[int, Framework]]
    ) -> None:
        super().__init__(framework.title, _version_line(framework))
        self._hub, self.framework_id, self.framework = hub, framework_id, framework
        self._others = list(others)
        if framework.about:
            self.say(framework.about)
        self.acts = acts = FlowLayout(gap=SPACE_S)
        self.version = self.act(_("New version …"), "pencil", lambda: self._edit(copies=False))
        self.copy = self.act(_("Copy as my own …"), "plus", lambda: self._edit(copies=True))
        self.save = self.act(_("Save as a file …"), "download", self._on_save)
        self.worksheet = self.act(_("Worksheet …"), "printer", self._on_worksheet)
        self.column.addSpacing(SPACE_M)
        self.column.addLayout(acts)
        self.say(
            _("The worksheet tests the wording: people who know the work sort its sentences back without their names."),
            "small",
        )
        self.head(_("Competencies"))
        for one in framework.competencies:
            self.column.addWidget(pair(f"{one.id}  {one.name}", opening_capital(one.definition)))
        self.choice = ChoiceBox()
        self.comparison: ComparisonView | None = None
        self._place = QVBoxLayout()
        if self._others:
            self._offer_comparison()
        self.column.addLayout(self._place)
        self.end()

    def act(self, text: str, icon: str, on_asked: Callable[[], object]) -> Button:
        """Put a button into the row of acts."""
        made = button(text, icon=icon)
        made.clicked.connect(on_asked)
        self.acts.addWidget(made)
        return made

    def _offer_comparison(self) -> None:
        self.head(_("Set beside another"))
        self.choice.setAccessibleName(_("Framework to set this one beside"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.addItem(_("None"))
        for _id, one in self._others:
            self.choice.addItem(named(one))
        self.choice.activated.connect(self._on_compare)
        self.column.addWidget(field_label(_("What changed since"), self.choice))
        self.column.addWidget(self.choice)

    def _on_compare(self, row: int) -> None:
        if self.comparison is not None:
            self._place.removeWidget(self.comparison)
            self.comparison.hide()
            self.comparison.deleteLater()
            self.comparison = None
        if row > 0:
            self.comparison = ComparisonView(compared(self._others[row - 1][1], self.framework))
            self._place.addSpacing(SPACE_S)
            self._place.addWidget(self.comparison)
            self.comparison.show()

    def _edit(self, *, copies: bool) -> None:
        from reviewapp.ui.dialogs.framework_editor import FrameworkEditor

        FrameworkEditor(self._hub, self.framework_id, copies, self.window()).open()

    def _on_worksheet(self) -> None:
        from reviewapp.ui.dialogs.leaflet import worksheet_dialog

        worksheet_dialog(self._hub, self.framework_id, self.window()).open()

    def _on_save(self) -> None:
        proposed = f"{self.framework.key}-{self.framework.version}.toml"
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the framework"), proposed, _("Frameworks (*.toml)"))
        if name:
            framework_id = self.framework_id
            self._hub.ask(
                lambda vault: export_framework(vault, framework_id=framework_id, path=Path(name)),
                lambda _none: self._hub.said.emit(_("Framework saved"), False),
            )


def offered_leaf(hub: Hub, framework: Framework) -> Leaf:
    """One that comes with the program and is not in the vault: read it, and add it."""
    leaf = Leaf(framework.title, _version_line(framework))
    leaf.say(framework.about)
    leaf.say(_("It comes with the program and is not in your vault."), "muted")
    leaf.column.addSpacing(SPACE_M)
    row = FlowLayout(gap=SPACE_S)
    add = button(_("Add to my vault"), kind="primary", icon="plus")
    add.clicked.connect(partial(_add, hub, framework))
    row.addWidget(add)
    leaf.column.addLayout(row)
    leaf.head(_("Competencies"))
    for one in framework.competencies:
        leaf.column.addWidget(pair(f"{one.id}  {one.name}", opening_capital(one.definition)))
    return leaf.end()


def _add(hub: Hub, framework: Framework) -> None:
    key, version = framework.key, framework.version
    hub.act(lambda vault: add_shipped_framework(vault, key=key, version=version), saying=_("Framework added"))


def _version_line(framework: Framework) -> str:
    return _("Version {version} · {key} · {status}").format(
        version=framework.version, key=framework.key, status=framework.status
    )
