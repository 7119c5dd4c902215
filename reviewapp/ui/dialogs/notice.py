"""The transparency notice for one person: read it, hand it over, record the day (GDPR art. 13)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from reviewapp.actions.exporting import write_whole
from reviewapp.actions.people import give_notice, notice_text
from reviewapp.actions.queries import person as person_by_id
from reviewapp.actions.queries import writer
from reviewapp.actions.sentences import in_one_line
from reviewapp.domain.errors import ReviewAppError
from reviewapp.domain.person import Person
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.text_edit import GrowingTextEdit
from reviewapp.ui.words import written_date


class NoticeDialog(FormDialog):
    """Shows the shipped text with the names and the day filled in; nothing is recorded by looking at it."""

    def __init__(self, hub: Hub, person_id: int, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Give the notice"), _("Record that it was handed over"), parent)
        self._person_id = person_id
        self._today = date.today()
        self._name, self._manager = "", ""
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
        self.text = GrowingTextEdit(_("The notice"), min_lines=14, max_lines=18)
        self.text.setReadOnly(True)
        self.row(_("The notice"), self.text)
        self._acts()
        self.load(lambda vault: (vault.today, person_by_id(vault, person_id=person_id), writer(vault)), self._show)

    def submit_asked(self) -> None:
        """Record the day; from then on jots about the person can be completed."""
        day, person_id = self.day.date(), self._person_id
        if day is None:
            self.say(self.day.problem_sentence() or _("Give the day it was handed over."))
            self.day.setFocus()
            return
        self.run(
            lambda vault: give_notice(vault, person_id=person_id, given_on=day),
            _("The notice for {name} is recorded.").format(name=self._name),
        )

    def _acts(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        copy = button(_("Copy the text"))
        copy.clicked.connect(self._on_copy)
        save = button(_("Save as a text file …"), icon="download")
        save.clicked.connect(self._on_save)
        row.addWidget(copy)
        row.addWidget(save)
        row.addStretch()
        self.column.addLayout(row)
        self.column.addStretch()

    def _show(self, answer: tuple[date, Person | None, Person | None]) -> None:
        self._today, person, me = answer
        if person is None:
            self.reject()
            return
        self._name, self._manager = person.name, me.name if me else ""
        self.heading.setText(_("Notice for {name}").format(name=person.name))
        if person.notice_on is not None:
            self.given.setText(_("Recorded as handed over on {day}.").format(day=written_date(person.notice_on)))
            self.given.show()
        self.day.set_date(self._today)
        self._fill()
        self.day.setFocus()

    def _fill(self) -> None:
        day = self.day.date() or self._today
        self.text.set_text(notice_text(manager=self._manager, name=self._name, given_on=day))

    def _on_day_picked(self) -> None:
        self.say("")
        self._fill()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.text())
        announce(self, _("Copied."))

    def _on_save(self) -> None:
        proposed = _("Notice for {name}").format(name=self._name).replace("/", "-") + ".txt"
        path, _chosen = QFileDialog.getSaveFileName(self, _("Save the notice"), proposed)
        if not path:
            return
        try:
            write_whole(Path(path), self.text.text().encode())
        except ReviewAppError as error:
            self.say(in_one_line(error))
