"""Days of conversations for several episodes at once: notes often say "told them" without saying when."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from reviewapp.actions.telling import ToldRow, confirm_told, told_without_day
from reviewapp.actions.vaults import Vault
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.words import written_date

Answer = tuple[list[ToldRow], date]
_ROW = int(Qt.ItemDataRole.UserRole)
LINES = 16


class TellingDialog(FormDialog):
    """Nothing is chosen at first and no day proposed: the user says for which episodes a day holds.

    Stays open with the rest after each act.
    """

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Confirm when they were told"), _("Confirm for the chosen"), parent)
        self._today = date.today()
        self._rows: list[ToldRow] = []
        self.column.addWidget(plain_label(_("Confirm when they were told"), "title"))
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(
            plain_label(
                _("Your notes say that you told them, but not when. Choose episodes and give the day that holds for "
                  "them. What you are unsure of can stay open."),
                "muted",
            )
        )  # fmt: skip
        self.column.addSpacing(SPACE_S)
        self.person = ChoiceBox(self)
        self.person.setAccessibleName(_("Person"))
        self.person.activated.connect(self._fill)
        self.row(_("Person"), self.person)
        self._list()
        self.when = ChipGroup(
            _("They were told"), [("day", _("On one day")), ("same", _("Each on the day it happened"))]
        )
        self.when.set_value("day")
        self.when.picked.connect(self._on_when_picked)
        self.row(_("They were told"), self.when)
        self.day = DateField(lambda: self._today, _("Told on"))
        self.day.picked.connect(lambda: self.say(""))
        self.column.addWidget(self.day)
        self.column.addStretch()
        self.cancel.setText(_("Close"))
        self.cancel.setAccessibleName(_("Close"))
        self.load(_read, self._show)

    def submit_asked(self) -> None:
        """Record the day for what is chosen; the rest stays open."""
        chosen, day = self.chosen(), self.day.date()
        if not chosen:
            self.say(_("Choose the episodes first."))
            self.rows.setFocus()
            return
        if self.when.value() == "same":
            days = {row.observation_id: row.observed_on for row in chosen if row.observed_on is not None}
            if len(days) < len(chosen):
                self.say(_("An episode whose own day is open cannot take it. Leave it out, or give one day."))
                return
        elif day is None:
            self.say(self.day.problem_sentence() or _("Give the day on which they were told."))
            self._outer.activate()  # the sentence takes room from the fields
            self._scroll.ensureWidgetVisible(self.day)
            self.day.setFocus()
            return
        else:
            days = {row.observation_id: day for row in chosen}
        self.run(
            lambda vault: confirm_told(vault, days=days), _("Recorded that they were told"),
            then=lambda _changes: self.load(_read, self._show), stay=True,
        )  # fmt: skip

    def chosen(self) -> list[ToldRow]:
        """The ticked rows in sight."""
        items = [self.rows.item(at) for at in range(self.rows.count())]
        return [item.data(_ROW) for item in items if item.checkState() == Qt.CheckState.Checked]

    def choose_all(self, choose: bool) -> None:
        """Tick every row in sight that can take a day, or none."""
        state = Qt.CheckState.Checked if choose else Qt.CheckState.Unchecked
        for at in range(self.rows.count()):
            item = self.rows.item(at)
            if item.flags() & Qt.ItemFlag.ItemIsEnabled:
                item.setCheckState(state)

    def _list(self) -> None:
        self.rows = QListWidget(self)
        self.rows.setAccessibleName(_("Episodes"))
        self.rows.setWordWrap(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setMinimumHeight(self.fontMetrics().height() * LINES)
        self.row(_("Episodes"), self.rows)
        line = QHBoxLayout()
        line.setSpacing(SPACE_S)
        for text, choose in ((_("Choose all"), True), (_("Choose none"), False)):
            act = button(text)
            act.clicked.connect(lambda _checked=False, choose=choose: self.choose_all(choose))
            line.addWidget(act)
        line.addStretch()
        self.column.addLayout(line)
        self.column.addSpacing(SPACE_S)

    def _show(self, answer: Answer) -> None:
        self._rows, self._today = answer
        if not self._rows:
            self.accept()
            return
        before = self.person.currentText()
        self.person.clear()
        self.person.addItem(_("Everybody"), None)
        for name in sorted({name for row in self._rows for name in row.names}):
            self.person.addItem(name, name)
        self.person.setCurrentIndex(max(0, self.person.findText(before)))
        self._fill()
        self.rows.setFocus()

    def _fill(self) -> None:
        wanted = self.person.currentData()
        self.rows.clear()
        for row in self._rows:
            if wanted is None or wanted in row.names:
                self.rows.addItem(self._item(row))
        self.rows.setCurrentRow(0)

    def _item(self, row: ToldRow) -> QListWidgetItem:
        day = written_date(row.observed_on) if row.observed_on is not None else _("Date open")
        text = _("{day} · {names} — {title}").format(day=day, names=", ".join(row.names), title=row.title)
        item = QListWidgetItem(text if row.noticed else _("{text} (after the notice)").format(text=text))
        item.setData(_ROW, row)
        item.setCheckState(Qt.CheckState.Unchecked)
        if not row.noticed:
            # Before the notice nothing counts as shared.
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        return item

    def _on_when_picked(self) -> None:
        self.say("")
        self.day.setVisible(self.when.value() == "day")


def _read(vault: Vault) -> Answer:
    return told_without_day(vault), vault.today
