"""The transparency notice for one person: read it, hand it over, record the day (GDPR art. 13)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from reviewapp.actions.exporting import name_part
from reviewapp.actions.files import write_whole
from reviewapp.actions.people import give_notice, notice_text
from reviewapp.actions.queries import all_people, writer
from reviewapp.actions.queries import person as person_by_id
from reviewapp.actions.rights import policy
from reviewapp.actions.sentences import in_one_line
from reviewapp.actions.shapes import PersonRow
from reviewapp.domain.errors import ReviewAppError
from reviewapp.domain.person import Person
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S, SPACE_XS
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import field_label, plain_label
from reviewapp.ui.widgets.text_edit import GrowingTextEdit
from reviewapp.ui.words import written_date

OTHERS_LINES = 8


class NoticeDialog(FormDialog):
    """Shows the shipped text with the names and the day filled in; nothing is recorded by looking at it."""

    def __init__(self, hub: Hub, person_id: int, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Give the notice"), _("Record that it was handed over"), parent)
        self._person_id = person_id
        self._today = date.today()
        self._name, self._manager, self._purpose = "", "", ""
        self.heading = plain_label(_("Give the notice"), "title")
        self.column.addWidget(self.heading)
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(
            plain_label(
                _("People are told before notes about them are used. Hand it over on paper or by mail, talk about it, "
                  "then record the day. Until then, text about them stays a private jot."),
                "muted",
            )
        )  # fmt: skip
        self.given = plain_label("", "strong")
        self.given.hide()
        self.column.addWidget(self.given)
        self.column.addSpacing(SPACE_S)
        self.day = DateField(lambda: self._today, _("Handed over on"))
        self.day.picked.connect(self._on_day_picked)
        self.row(_("Handed over on"), self.day)
        self.text = GrowingTextEdit(_("The notice"), min_lines=10, max_lines=14)
        self.text.setReadOnly(True)
        self.row(_("The notice"), self.text)
        self._acts()
        self._others()
        self.load(
            lambda vault: (
                vault.today, person_by_id(vault, person_id=person_id), writer(vault), all_people(vault),
                policy(vault).purpose,
            ),
            self._show,
        )  # fmt: skip

    def submit_asked(self) -> None:
        """Record the day; from then on jots about the person can be completed."""
        day, person_id = self.day.date(), self._person_id
        if day is None:
            self.say(self.day.problem_sentence() or _("Give the day it was handed over."))
            self.day.setFocus()
            return
        also = self._also()
        saying = _("The notice for {name} is recorded.").format(name=self._name)
        if also:
            saying = _("The notices are recorded.")
        self.run(lambda vault: give_notice(vault, person_id=person_id, given_on=day, also=also), saying)

    def _acts(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        copy = button(_("Copy the text"))
        copy.clicked.connect(self._on_copy)
        save = button(_("Save as a text file …"), icon="download")
        save.clicked.connect(self._on_save)
        pages = button(_("Pages to print …"), icon="printer")
        pages.clicked.connect(self._on_pages_asked)
        row.addWidget(copy)
        row.addWidget(save)
        row.addWidget(pages)
        row.addStretch()
        self.column.addLayout(row)
        self.column.addSpacing(SPACE_S)

    def _others(self) -> None:
        """Whoever else waits for a notice: often a whole team is told in one meeting."""
        self.others = QListWidget(self)
        self.others.setAccessibleName(_("Handed over on the same day also to"))
        self.others_label = field_label(_("Handed over on the same day also to"), self.others)
        for part in (self.others_label, self.others):
            part.hide()
            self.column.addWidget(part)
        self.column.addStretch()

    def _also(self) -> tuple[int, ...]:
        items = [self.others.item(at) for at in range(self.others.count())]
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def _show_others(self, rows: Sequence[PersonRow]) -> None:
        waiting = [row for row in rows if row.notice_on is None and row.id != self._person_id]
        for row in waiting:
            item = QListWidgetItem(f"{row.name} · {row.role}" if row.role else row.name)
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.others.addItem(item)
        self.others.setCurrentRow(0)
        self.others.setFixedHeight(self.others.sizeHintForRow(0) * min(len(waiting), OTHERS_LINES) + 2 * SPACE_XS)
        for part in (self.others_label, self.others):
            part.setVisible(bool(waiting))

    def _show(self, answer: tuple[date, Person | None, Person | None, list[PersonRow], str]) -> None:
        self._today, person, me, rows, self._purpose = answer
        if person is None:
            self.reject()
            return
        self._name, self._manager = person.name, me.name if me else ""
        self.heading.setText(_("Notice for {name}").format(name=person.name))
        if person.notice_on is not None:
            self.given.setText(_("Recorded as handed over on {day}.").format(day=written_date(person.notice_on)))
            self.given.show()
        elif not self.others.count():
            self._show_others(rows)
        self.day.set_date(self._today)
        self._fill()
        self.day.setFocus()
        self.day.edit.selectAll()

    def _fill(self) -> None:
        day = self.day.date() or self._today
        self.text.set_text(notice_text(
            manager=self._manager, name=self._name, given_on=day, purpose=self._purpose
        ))

    def _on_day_picked(self) -> None:
        self.say("")
        self._fill()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.text())
        announce(self, _("Copied."))

    def _on_pages_asked(self) -> None:
        from reviewapp.ui.dialogs.leaflet import notice_pages

        notice_pages(self.hub, self._person_id, self.day.date() or self._today, self).open()

    def _on_save(self) -> None:
        proposed = _("Notice for {name}").format(name=name_part(self._name)) + ".txt"
        path, _chosen = QFileDialog.getSaveFileName(self, _("Save the notice"), proposed)
        if not path:
            return
        try:
            write_whole(Path(path), self.text.text().encode())
        except ReviewAppError as error:
            self.say(in_one_line(error))
