"""Forms of a working agreement: its terms as a dated version, and a look at the process."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from reviewapp.actions.agreements import agree, get_agreement, review_process
from reviewapp.actions.team_words import label, value
from reviewapp.actions.vaults import Vault
from reviewapp.domain.agreement import (
    REVIEW_TEXTS,
    TESTED,
    TEXTS,
    AbsorptionLimit,
    MustReview,
    ProcessReview,
    Terms,
    terms_as_data,
)
from reviewapp.i18n import _
from reviewapp.ui.dialogs.team_form import TeamForm
from reviewapp.ui.hub import Hub
from reviewapp.ui.widgets.rows_field import RowsField

_LINES = ("workflow", "owner", "agreed_with", "next_look")


class AgreementDialog(TeamForm):
    """Everything that is agreed for one workflow. Saving adds a version; ``read`` fills it from a file first."""

    def __init__(
        self, hub: Hub, agreement_id: int | None, parent: QWidget | None = None, *, read: Terms | None = None,
        read_on: date | None = None,
    ) -> None:  # fmt: skip
        super().__init__(hub, _("Working agreement"), _("Agree from this day on"), parent)
        self._agreement_id, self._read, self._read_on = agreement_id, read, read_on
        self.lead(_("How the team works with AI on one workflow. Agree it with those who make the work and those who "
                    "receive it. Leave out what is not agreed yet."))
        self._head()
        self._work()
        self._others()
        self.day("agreed_on", _("Agreed on"), _("Earlier versions stay; a new one is never applied backwards."))
        self.column.addStretch()
        self.keep_as(f"agreement/{agreement_id or 'new'}", self.contents, self.fill)
        self.load(self._query, self._show)

    def submit_asked(self) -> None:
        """Add the version, or say what stops it."""
        day = self.date_of("agreed_on")
        wrong = self.wrong_day("agreed_on", "good_enough_on")
        if day is None or wrong:
            self.say(wrong or _("Give the day it was agreed."))
            return
        terms, agreement_id = self._terms(), self._agreement_id
        self.run(
            lambda vault: agree(vault, terms=terms, agreed_on=day, agreement_id=agreement_id),
            _("The agreement is kept."),
        )

    def _head(self) -> None:
        self.line("workflow", label("workflow"), _("The work, not the people who do it."))
        self.line("agreed_with", label("agreed_with"), _("Roles or groups: makers and receivers."))
        self.line("owner", label("owner"), _("Who keeps it up to date."))
        self.line("next_look", label("next_look"))
        self.words("purpose", label("purpose"))
        self.words("worth_doing_if", label("worth_doing_if"), _("And when by hand, or not at all, is better."))
        self.words("definition_of_done", label("definition_of_done"), _("One point on each line."), 3)

    def _work(self) -> None:
        self.rows(
            "must_review", label("must_review"), (_("What"), _("Who looks"), _("Why")), _("Add a point"),
            _("Each point needs its reason: without it, it is signed and not read."),
        )
        self.words("check_before_release", label("check_before_release"))
        self.words("automated_checks", label("automated_checks"))
        self.words("guard_rails", label("guard_rails"), _("One on each line."))
        self.words("way_back", label("way_back"), _("How to go back to the old way, and who may."))

    def _others(self) -> None:
        self.rows(
            "absorption_limits", label("absorption_limit"), (_("Receiver"), _("How much, until when")),
            _("Add a receiver"), _("What those who come next can take in without losing time or care."),
        )
        self.words("upstream", label("upstream"))
        self.words("downstream", label("downstream"))
        self.chips("tested_at_speed", label("tested_at_speed"), [(one, value(one)) for one in TESTED])
        self.words("good_enough", label("good_enough"), _("A proposal until both sides agreed to it on a day."))
        self.line("good_enough_makers", _("Agreed by makers"), _("A role or a group."))
        self.line("good_enough_receivers", _("Agreed by receivers"), _("A role or a group."))
        self.day("good_enough_on", _("Both agreed on"))
        self.words("open_questions", label("open_questions"), _("These may stay open."))
        self.words("other_notes", label("other_notes"))

    def _query(self, vault: Vault) -> tuple[date, Terms | None]:
        if self._agreement_id is None:
            return vault.today, None
        return vault.today, get_agreement(vault, agreement_id=self._agreement_id).terms

    def _show(self, answer: tuple[date, Terms | None]) -> None:
        self.today, terms = answer
        shown = self._read or terms
        if shown is not None:
            data = terms_as_data(shown)
            data["must_review"] = [[one.what, one.who, one.why] for one in shown.must_review]
            data["absorption_limits"] = [[one.receiver, one.limit] for one in shown.absorption_limits]
            self.fill(data)
        # A file that does not say its day leaves it open: nobody guesses.
        day = self._read_on if self._read is not None else self.today
        self.fill({"agreed_on": day.isoformat() if day else ""})
        self.fields["workflow"].setFocus()

    def _terms(self) -> Terms:
        texts = {name: self.text(name) for name in (*_LINES, *TEXTS, "good_enough_makers", "good_enough_receivers")}
        return Terms(
            **texts, tested_at_speed=self.text("tested_at_speed"), good_enough_on=self.date_of("good_enough_on"),
            must_review=tuple(MustReview(*row) for row in self._rows("must_review")),
            absorption_limits=tuple(AbsorptionLimit(*row) for row in self._rows("absorption_limits")),
        )

    def _rows(self, name: str) -> list[list[str]]:
        field = self.fields[name]
        return field.rows() if isinstance(field, RowsField) else []


class ProcessDialog(TeamForm):
    """A process taken apart: steps, the norm behind them, where it waits, what is done only because a tool can."""

    def __init__(self, hub: Hub, agreement_id: int, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Process review"), _("Keep this"), parent)
        self._agreement_id = agreement_id
        self.lead(_("Look at the work, not at those who do it. Together is better than alone."))
        hints = {
            "steps": _("One on each line, as they are done and not as they are meant."),
            "norm_questioned": _("Which “we have always done it so” was asked about?"),
            "bottleneck": _("Where does work wait, and for whom?"),
            "pseudo_work": _("What is made, read or passed on only because a tool makes it easy?"),
            "change_tried": _("What was left out or done differently?"), "result": _("What came of it, for whom?"),
        }  # fmt: skip
        for name in REVIEW_TEXTS:
            self.words(name, label(name), hints[name])
        self.day("reviewed_on", _("Looked at on"))
        self.column.addStretch()
        self.keep_as(f"process/{agreement_id}", self.contents, self.fill)
        self.load(lambda vault: vault.today, self._show)

    def submit_asked(self) -> None:
        """Keep it, or say what stops it."""
        day = self.date_of("reviewed_on")
        if day is None:
            self.say(self.wrong_day("reviewed_on") or _("Give the day."))
            return
        review, agreement_id = ProcessReview(**{name: self.text(name) for name in REVIEW_TEXTS}), self._agreement_id
        self.run(
            lambda vault: review_process(vault, agreement_id=agreement_id, review=review, reviewed_on=day),
            _("The process review is kept."),
        )

    def _show(self, today: date) -> None:
        self.today = today
        self.fill({"reviewed_on": today.isoformat()})
        self.fields["steps"].setFocus()
