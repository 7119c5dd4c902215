"""Rows to look at and tick, with acts below that hold for all ticked ones: jots, what is due, the bin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from reviewapp.actions.bin import Binned, in_bin, restore_several
from reviewapp.actions.changes import Changes
from reviewapp.actions.erasing import delete_for_good
from reviewapp.actions.keeping import due_soon
from reviewapp.actions.several import JotRow, complete_several, expiring_jots, remove_several, tell_several
from reviewapp.actions.shapes import Due
from reviewapp.actions.vaults import Vault
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.messages import confirm
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.words import written_date

LINES = 16
_ROW = int(Qt.ItemDataRole.UserRole)


class ChoosingDialog(FormDialog):
    """Nothing is ticked at first; stays open with the rest after each act and closes when nothing is left."""

    def __init__(self, hub: Hub, title: str, explanation: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(hub, title, act, parent)
        self._today = date.today()
        self.column.addWidget(plain_label(title, "title"))
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(plain_label(explanation, "muted"))
        self.column.addSpacing(SPACE_S)
        self.rows = QListWidget(self)
        self.rows.setAccessibleName(title)
        self.rows.setWordWrap(True)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setMinimumHeight(self.fontMetrics().height() * LINES)
        self.column.addWidget(self.rows)
        acts = QWidget(self)
        self._acts = FlowLayout(acts, SPACE_S)
        fitting = acts.sizePolicy()
        fitting.setHeightForWidth(True)
        acts.setSizePolicy(fitting)
        for text, choose in ((_("Choose all"), True), (_("Choose none"), False)):
            self.add_act(text, partial(self.choose_all, choose))
        self.column.addWidget(acts)
        self.column.addSpacing(SPACE_S)
        self.cancel.setText(_("Close"))
        self.cancel.setAccessibleName(_("Close"))

    def add_act(self, text: str, act: Callable[[], object]) -> None:
        """A further act below the rows."""
        made = button(text)
        made.clicked.connect(lambda _checked=False: act())
        self._acts.addWidget(made)

    def chosen(self) -> list[Any]:
        """The ticked rows."""
        items = [self.rows.item(at) for at in range(self.rows.count())]
        return [item.data(_ROW) for item in items if item.checkState() == Qt.CheckState.Checked]

    def choose_all(self, choose: bool) -> None:
        """Tick every row that can be chosen, or none."""
        for at in range(self.rows.count()):
            item = self.rows.item(at)
            if item.flags() & Qt.ItemFlag.ItemIsEnabled:
                item.setCheckState(Qt.CheckState.Checked if choose else Qt.CheckState.Unchecked)

    def read(self, query: Callable[[Vault], Sequence[Any]]) -> None:
        """Show the rows the query gives, now and after each act."""
        self._query = query
        self.load(lambda vault: (query(vault), vault.today), self._show)

    def act_on(self, action: Callable[[Vault, list[Any]], Changes], saying: str) -> None:
        """Do it with the ticked rows, all or none."""
        chosen = self.chosen()
        if not chosen:
            self.say(_("Choose something first."))
            self.rows.setFocus()
            return
        self.run(lambda vault: action(vault, chosen), saying, then=lambda _changes: self.read(self._query), stay=True)

    def line(self, row: Any) -> str:
        """What a row says."""
        raise NotImplementedError(type(self).__name__)

    def can_choose(self, _row: Any) -> bool:
        """False for a row that is only to be seen."""
        return True

    def _show(self, answer: tuple[Sequence[Any], date]) -> None:
        found, self._today = answer
        self.rows.clear()
        for row in found:
            item = QListWidgetItem(self.line(row))
            item.setData(_ROW, row)
            item.setCheckState(Qt.CheckState.Unchecked)
            if not self.can_choose(row):
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.rows.addItem(item)
        self.rows.setCurrentRow(0)
        self.rows.setFocus()
        self.submit.setEnabled(bool(found))
        if not found:
            self.say(_("Nothing is left here."))


class JotsDialog(ChoosingDialog):
    """Jots about to expire: complete several, record that their people were told, or throw them away."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        explanation = _(
            "A jot moves to the bin on its day unless it is completed or the person knows of it. Tick several and "
            "choose one act for all of them; what a jot still lacks stands below it."
        )
        super().__init__(hub, _("Jots about to expire"), explanation, _("Complete the chosen"), parent)
        self.day = DateField(lambda: self._today, _("Told on"))
        self.row(_("Told on"), self.day, _("For “They were told”: the day of the conversation."))
        self.add_act(_("They were told"), self._on_told)
        self.add_act(_("Move to bin"), self._on_bin)
        self.column.addStretch()
        self.read(expiring_jots)

    def submit_asked(self) -> None:
        """Complete the ticked ones."""
        self.act_on(
            lambda vault, rows: complete_several(vault, observation_ids=[row.observation_id for row in rows]),
            _("Complete: they can be shared now"),
        )

    def line(self, row: JotRow) -> str:
        """The jot, its day, and what it lacks."""
        text = _("Until {day} · {names} — {title}").format(
            day=written_date(row.due), names=", ".join(row.names) or _("nobody named"), title=row.title
        )
        return f"{text}\n{row.lacks}" if row.lacks else text

    def _on_told(self) -> None:
        day = self.day.date()
        if day is None:
            self.say(self.day.problem_sentence() or _("Give the day on which they were told."))
            self.day.setFocus()
            return
        self.act_on(
            lambda vault, rows: tell_several(
                vault, observation_ids=[row.observation_id for row in rows], told_on=day
            ),
            _("Recorded that they were told"),
        )

    def _on_bin(self) -> None:
        self.act_on(
            lambda vault, rows: remove_several(vault, observation_ids=[row.observation_id for row in rows]),
            _("Moved to the bin"),
        )


class DueDialog(ChoosingDialog):
    """What is due to be deleted; a legal hold is shown and cannot be ticked. Asks once."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        explanation = _(
            "The time for keeping these is over, or will be within a month. Nothing goes by itself: look at them, tick "
            "those that can go, and delete them for good, here and in every backup the program keeps."
        )
        super().__init__(hub, _("Due to be deleted"), explanation, _("Delete for good …"), parent)
        self.column.addStretch()
        self.read(due_soon)

    def submit_asked(self) -> None:
        """Ask once, then delete the ticked ones."""
        if not self.chosen() or confirm(
            self, _("Delete the chosen for good?"), _("This cannot be undone."), _("Delete for good")
        ):
            self.act_on(_delete_due, _("Deleted for good"))

    def line(self, row: Due) -> str:
        """The record and its day."""
        text = _("{day} · {names} — {title}").format(
            day=written_date(row.due_on), names=", ".join(row.people), title=row.title
        )
        return _("{text} (legal hold)").format(text=text) if row.held else text

    def can_choose(self, row: Due) -> bool:
        """A hold stops every deletion."""
        return not row.held


class BinDialog(ChoosingDialog):
    """What was thrown away or expired: back again, or gone for good."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        explanation = _(
            "An expired jot goes for good on its day; it comes back once, for ten days in which to complete or share "
            "it. Everything else stays here until you delete it. A person is erased from their page or here by "
            "restoring first."
        )
        super().__init__(hub, _("Bin"), explanation, _("Restore"), parent)
        self.add_act(_("Delete for good …"), self._on_delete)
        self.column.addStretch()
        self.read(in_bin)

    def submit_asked(self) -> None:
        """Restore the ticked ones."""
        self.act_on(
            lambda vault, rows: restore_several(vault, rows=[(row.kind, row.id) for row in rows]), _("Restored")
        )

    def line(self, row: Binned) -> str:
        """What it is, whose, since when it lies here, and until when."""
        names = ", ".join(row.people)
        of_nobody = row.kind == "person" or not row.people
        text = row.title if of_nobody else _("{names} — {title}").format(names=names, title=row.title)
        since = _("{text} · in the bin since {day}").format(text=text, day=written_date(row.thrown_on))
        if row.until is None:
            return since
        ends = _("{text} · goes for good on {day}").format(text=since, day=written_date(row.until))
        return ends if row.comes_back else _("{text} · came back once already").format(text=ends)

    def _on_delete(self) -> None:
        if any(row.kind == "person" for row in self.chosen()):
            self.say(_("A person is erased from their page: restore them, then choose “Erase everything …” there."))
            return
        if not self.chosen() or confirm(
            self, _("Delete the chosen for good?"), _("This cannot be undone."), _("Delete for good")
        ):
            self.act_on(_delete_binned, _("Deleted for good"))


def _delete_due(vault: Vault, rows: list[Due]) -> Changes:
    return _delete(vault, [(row.kind, row.id) for row in rows])


def _delete_binned(vault: Vault, rows: list[Binned]) -> Changes:
    return _delete(vault, [(row.kind, row.id) for row in rows])


def _delete(vault: Vault, rows: list[tuple[str, int]]) -> Changes:
    return delete_for_good(
        vault, observation_ids=[row_id for kind, row_id in rows if kind == "observation"],
        review_ids=[row_id for kind, row_id in rows if kind == "review"],
        growth_ids=[row_id for kind, row_id in rows if kind == "growth_item"],
        team_rows=[(kind, row_id) for kind, row_id in rows if kind not in {"observation", "review", "growth_item"}],
    )  # fmt: skip
