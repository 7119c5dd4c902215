"""A correction that was asked for and what became of it; how long things about a person are kept, and legal holds."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from reviewapp.actions.about_words import decision_words, region_words
from reviewapp.actions.rights import (
    DECISIONS,
    Correction,
    KeptHold,
    ask_correction,
    corrections,
    decide_correction,
    lift_hold,
    person_retention,
    region_ids,
    set_keeping,
    standing_holds,
)
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.forms.form_keeper import Fields
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.text_edit import GrowingTextEdit
from reviewapp.ui.words import written_date


class CorrectionDialog(FormDialog):
    """The request that is open is decided here; where none is, a new one is written down."""

    def __init__(self, hub: Hub, person_id: int, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Correction asked for"), _("Record"), parent)
        self._person_id, self._today = person_id, date.today()
        self._open: Correction | None = None
        self.column.addWidget(plain_label(_("Correction asked for"), "title"))
        self.column.addSpacing(SPACE_S)
        self.explanation = plain_label("", "muted")
        self.column.addWidget(self.explanation)
        self.column.addSpacing(SPACE_S)
        self.words = GrowingTextEdit(_("What is to be corrected, in their words"))
        self.words.edited.connect(self.touch)
        self.decision = ChoiceBox(self)
        self.decision.setAccessibleName(_("Decision"))
        for one in DECISIONS:
            self.decision.addItem(decision_words(one), one)
        self.day = DateField(lambda: self._today, _("On"))
        self.keep_as(f"correction/{person_id}", self._contents, self._fill)
        self.load(lambda vault: (corrections(vault, person_id=person_id), vault.today), self._show)

    def _contents(self) -> Fields:
        return {"words": self.words.text()}

    def _fill(self, kept: Fields) -> None:
        self.words.set_text(str(kept.get("words", "")))

    def submit_asked(self) -> None:
        """Record the request, or the decision about it."""
        day, words, person_id, found = self.day.date(), self.words.text(), self._person_id, self._open
        if day is None:
            self.say(self.day.problem_sentence() or _("Give the day."))
            return
        if found is None:
            self.run(
                lambda vault: ask_correction(vault, person_id=person_id, asked_on=day, asked=words),
                _("Recorded that a correction was asked for"),
            )
            return
        decision = str(self.decision.currentData())
        self.run(
            lambda vault: decide_correction(
                vault, correction_id=found.id, decision=decision, reason=words, decided_on=day
            ),
            _("The decision is recorded"),
        )

    def _show(self, answer: tuple[list[Correction], date]) -> None:
        found, self._today = answer
        self._open = next((one for one in found if one.decision == "open"), None)
        self.day.set_date(self._today)
        if self._open is None:
            self.explanation.setText(
                _("Write down what the person says is wrong. Correcting a text makes a new wording; the earlier one "
                  "stays, and both are printed when the person asks what is held.")
            )  # fmt: skip
            self.row(_("What is to be corrected, in their words"), self.words)
            self.decision.hide()
        else:
            asked = _("Asked on {day}: {words}").format(day=written_date(self._open.asked_on), words=self._open.asked)
            self.explanation.setText(asked)
            self.row(_("Decision"), self.decision)
            self.words.setAccessibleName(_("Reason"))
            self.row(_("Reason"), self.words, _("One sentence is enough; the person can read it."))
        self.row(_("On"), self.day)
        self.column.addStretch()
        self.words.setFocus()


class KeepingDialog(FormDialog):
    """Region, the day they left, and the hold that stands or is to be set."""

    def __init__(self, hub: Hub, person_id: int, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Keeping and legal hold"), _("Keep this"), parent)
        self._person_id, self._today = person_id, date.today()
        self._holds: list[KeptHold] = []
        self.column.addWidget(plain_label(_("Keeping and legal hold"), "title"))
        self.column.addSpacing(SPACE_S)
        self.region = ChoiceBox(self)
        self.region.setAccessibleName(_("Periods of"))
        self.region.addItem(_("As for the whole vault"), "")
        for one in region_ids():
            self.region.addItem(region_words(one), one)
        self.row(_("Periods of"), self.region, _("What is due is announced on Home; only you delete it."))
        self.left = DateField(lambda: self._today, _("Left on"))
        self.row(_("Left on"), self.left, _("Empty while the person works here. Some places count from this day."))
        self.held = plain_label("", "strong")
        self.column.addWidget(self.held)
        self.lift = button(_("Lift the hold"))
        self.lift.clicked.connect(self._on_lift)
        self.column.addWidget(self.lift)
        self.reason, self.set_by = QLineEdit(self), QLineEdit(self)
        for line, name in ((self.reason, _("Reason for a legal hold")), (self.set_by, _("Set by"))):
            line.setAccessibleName(name)
            line.textEdited.connect(self.touch)
            self.row(name, line)
        self.until = DateField(lambda: self._today, _("Until"), past_only=False)
        self.row(_("Until"), self.until, _("Empty for open. While it stands nothing about the person is deleted."))
        self.column.addStretch()
        self.keep_as(f"keeping/{person_id}", self._contents, self._fill)
        self.load(
            lambda vault: (
                person_retention(vault, person_id=person_id), standing_holds(vault, person_id=person_id), vault.today,
            ),
            self._show,
        )  # fmt: skip

    def _contents(self) -> Fields:
        return {"reason": self.reason.text(), "set_by": self.set_by.text()}

    def _fill(self, kept: Fields) -> None:
        self.reason.setText(str(kept.get("reason", "")))
        self.set_by.setText(str(kept.get("set_by", "")))

    def submit_asked(self) -> None:
        """Keep the choice, and set a hold when one was written."""
        person_id, region, left_on = self._person_id, str(self.region.currentData()), self.left.date()
        reason, set_by, until = self.reason.text(), self.set_by.text(), self.until.date()
        self.run(
            lambda vault: set_keeping(
                vault, person_id=person_id, region=region, left_on=left_on, reason=reason, set_by=set_by, until=until
            ),
            _("Kept"),
        )

    def _show(self, answer: tuple[tuple[str, date | None], list[KeptHold], date]) -> None:
        (region, left_on), self._holds, self._today = answer
        self.region.setCurrentIndex(max(0, self.region.findData(region)))
        self.left.set_date(left_on)
        for part in (self.held, self.lift):
            part.setVisible(bool(self._holds))
        if self._holds:
            hold = self._holds[0].hold
            self.held.setText(
                _("A legal hold stands since {day}, set by {who}: {reason}").format(
                    day=written_date(hold.since), who=hold.set_by, reason=hold.reason
                )
            )
        self.region.setFocus()

    def _on_lift(self) -> None:
        hold = self._holds[0]
        self.run(lambda vault: lift_hold(vault, hold_id=hold.id), _("The hold is lifted"))
