"""The import assistant: choose a file, answer what it cannot tell, watch it come in, read the report."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import shorten

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reviewapp.actions.importing import (
    OUTCOMES,
    Answer,
    ImportReport,
    Plan,
    RowReport,
    carry_out,
    changes_of,
    plan_import,
)
from reviewapp.actions.vaults import Vault
from reviewapp.domain.person import Person
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.messages import explain
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.labels import field_label, plain_label
from reviewapp.ui.widgets.problem_label import ProblemLabel
from reviewapp.ui.words import written_date

SHOWN_LETTERS = 240


class ImportWizard(QDialog):
    """Four steps in one window. Stopping keeps the rows done; the same file adds only the rest later."""

    row_done = Signal(object)

    def __init__(self, hub: Hub, parent: QWidget | None = None, path: Path | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self.plan: Plan | None = None
        self._stop = threading.Event()
        self.setWindowTitle(_("Import"))
        self.resize(self.fontMetrics().averageCharWidth() * 104, self.fontMetrics().height() * 34)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        self.title = plain_label(_("Import"), "title")
        self.explanation = plain_label("", "muted")
        self.steps = QStackedWidget(self)
        self.problem = ProblemLabel(self, "strong")
        self.questions = QuestionList(self)
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName(_("Progress"))
        self.progress.setTextVisible(False)
        self.report = QListWidget(self)
        self.report.setAccessibleName(_("Report, row by row"))
        self.report.setWordWrap(True)
        self.report.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for step in (QWidget(self), self.questions, self.report):
            self.steps.addWidget(step)
        for widget in (self.title, self.explanation, self.problem):
            column.addWidget(widget)
        column.addWidget(self.steps, 1)
        column.addWidget(self.progress)
        self.progress.hide()
        row = QHBoxLayout()
        self.choose = button(_("Choose a file …"), icon="upload")
        self.go_on = button(_("Import"), kind="primary")
        self.close_button = button(_("Cancel"))
        row.addWidget(self.choose)
        row.addStretch()
        row.addWidget(self.close_button)
        row.addWidget(self.go_on)
        column.addLayout(row)
        self.choose.clicked.connect(self._on_choose)
        self.go_on.clicked.connect(self._on_go_on)
        self.close_button.clicked.connect(self.reject)
        self.row_done.connect(self._on_row_done)
        self._show_choose()
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file and show what has to be asked about; nothing is written yet."""
        self.problem.hide()
        self.hub.ask(lambda vault: plan_import(vault, path=path), self._on_read, self._on_failed)

    def reject(self) -> None:
        self._stop.set()
        super().reject()

    def _show_choose(self) -> None:
        self.explanation.setText(
            _("People first, then notes: a CSV file as your spreadsheet saves it, or a notes file in Markdown or plain "
              "text. Nothing is guessed: what could mean two things is asked, or left open. Importing a file again "
              "adds nothing twice.")
        )
        self.go_on.setEnabled(False)
        self.choose.setFocus()

    def _on_choose(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(
            self, _("Choose people or notes"), "", _("People and notes (*.csv *.md *.txt *.tsv);;All files (*)")
        )
        if path:
            self.read(Path(path))

    def _on_read(self, plan: Plan) -> None:
        self.plan = plan
        self.title.setText(_("Import {name}").format(name=plan.name))
        self.steps.setCurrentWidget(self.questions)
        self.questions.show_plan(plan)
        open_rows = plan.open_rows()
        stands = (
            _("These rows leave something open. Answer now, or leave them: they wait on Home.") if open_rows
            else _("Everything in this file can be read.")
        )
        self.explanation.setText(" ".join((*plan.remarks(), stands)))
        # After a first file the button says "Close"; with a second one read it imports again.
        self.go_on.setText(_("Import"))
        self.go_on.setEnabled(True)
        self.go_on.setFocus()
        self.close_button.setText(_("Cancel"))
        self.close_button.show()

    def _on_go_on(self) -> None:
        if self.plan is None:
            self.accept()
            return
        plan = replace(self.plan, answers=self.questions.answers())
        self._stop.clear()
        self.go_on.setEnabled(False)
        self.choose.setEnabled(False)
        self.close_button.setText(_("Stop"))
        self.report.clear()
        self.steps.setCurrentWidget(self.report)
        self.explanation.setText(_("Coming in. Stopping keeps what is in; the same file adds the rest later."))
        source = plan.people or plan.notes or plan.outcomes
        self.progress.setRange(0, len(source.rows) + len(source.blank_rows) if source else 0)
        self.progress.setValue(0)
        self.progress.show()

        def work(vault: Vault) -> ImportReport:
            def done(report: RowReport) -> bool:
                self.row_done.emit(report)
                return not self._stop.is_set()

            return carry_out(vault, plan=plan, progress=done)

        self.hub.ask(work, self._on_finished, self._on_failed)

    def _on_row_done(self, report: RowReport) -> None:
        self.progress.setValue(self.progress.value() + 1)
        if report.outcome == "blank":
            return
        parts = (_("Row {n}").format(n=report.row), _(OUTCOMES[report.outcome]), report.about,
                 written_date(report.day) if report.day else "")
        text = shorten(report.text, 140, placeholder=" …")
        lines = [" · ".join(part for part in parts if part), text, *report.remarks]
        self.report.addItem("\n".join(line for line in lines if line))

    def _on_finished(self, report: ImportReport) -> None:
        self.progress.hide()
        self.plan = None
        stopped = _("Stopped. What is listed is in; the same file adds the rest later.")
        done = _("Done. Every row is listed with what became of it.")
        self.explanation.setText(stopped if report.cancelled else done)
        self.choose.setEnabled(True)
        self.close_button.hide()
        self.go_on.setText(_("Close"))
        self.go_on.setEnabled(True)
        self.go_on.setFocus()
        self.hub.changed.emit(changes_of(report), self)

    def _on_failed(self, error: BaseException) -> None:
        self.problem.say(" ".join(explain(error)))
        self.progress.hide()
        self.choose.setEnabled(True)
        self.close_button.setText(_("Cancel"))
        self.go_on.setEnabled(self.plan is not None)


class QuestionList(QScrollArea):
    """One card for each row that leaves something open, with a choice that starts at "leave open"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self._days: dict[int, ChoiceBox] = {}
        self._people: dict[int, ChoiceBox] = {}
        self._certain: dict[int, tuple[int, ...]] = {}

    def show_plan(self, plan: Plan) -> None:
        """Show the open rows of a plan; nothing for a people list."""
        self._days.clear()
        self._people.clear()
        page = QWidget()
        page.setProperty("kind", "page")
        column = QVBoxLayout(page)
        column.setSpacing(SPACE_S)
        for row in plan.open_rows():
            card = QFrame()
            card.setProperty("kind", "card")
            inside = QVBoxLayout(card)
            inside.setSpacing(SPACE_S)
            who, written = row.who_as_written or "–", row.date_as_written or "–"
            where = _("Row {n}: {who}, {date}").format(n=row.row, who=who, date=written)
            inside.addWidget(plain_label(where, "strong"))
            inside.addWidget(plain_label(shorten(row.text, SHOWN_LETTERS, placeholder=" …")))
            self._ask_day(inside, row.row, row.reading.day, row.reading.candidates)
            if not row.match.is_certain:
                ids = row.match.uncertain_ids or tuple(person.id for person in plan.roster)
                names = {person.id: _described(person) for person in plan.roster}
                self._certain[row.row] = row.match.people_ids
                self._people[row.row] = self._choice(
                    inside, _("Who is meant?"), _("Person of row {n}").format(n=row.row),
                    [(names[one], one) for one in ids],
                )  # fmt: skip
            column.addWidget(card)
        column.addStretch()
        self.setWidget(page)

    def answers(self) -> dict[int, Answer]:
        """What was chosen, by row."""
        found: dict[int, Answer] = {}
        for row in {*self._days, *self._people}:
            day = self._days[row].currentData() if row in self._days else None
            person = self._people[row].currentData() if row in self._people else None
            if isinstance(day, date) or person is not None:
                people = None if person is None else (*self._certain[row], person)
                found[row] = Answer(person_ids=people, observed_on=day)
        return found

    def _ask_day(self, column: QVBoxLayout, row: int, day: date | None, candidates: Sequence[date]) -> None:
        if day is not None:
            return
        if not candidates:
            column.addWidget(plain_label(_("This names no single day. It comes in with its day open."), "small"))
            return
        self._days[row] = self._choice(
            column, _("Which day is meant?"), _("Day of row {n}").format(n=row),
            [(written_date(one), one) for one in candidates],
        )  # fmt: skip

    def _choice(
        self, column: QVBoxLayout, question: str, name: str, choices: Sequence[tuple[str, object]]
    ) -> ChoiceBox:
        box = ChoiceBox()
        column.addWidget(field_label(question, box))
        box.setAccessibleName(name)
        box.addItem(_("Leave open"), None)
        for words, value in choices:
            box.addItem(words, value)
        box.setMaximumWidth(self.fontMetrics().averageCharWidth() * 60)
        column.addWidget(box, 0, Qt.AlignmentFlag.AlignLeading)
        return box


def _described(person: Person) -> str:
    what = person.role or person.team
    return f"{person.name} ({what})" if what else person.name
