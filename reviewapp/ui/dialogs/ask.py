"""Ask for a self-assessment: for which time, by when, with which words; what goes along is read before."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from reviewapp.actions.asking import DUE_DAYS, BeforeAsking, ask_for_self_assessment, before_asking
from reviewapp.actions.changes import Changes
from reviewapp.actions.person_records import person_reviews
from reviewapp.actions.vaults import Vault
from reviewapp.domain.review import FINISHED_STATES
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.dialogs.made_file import MadeFileDialog
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.forms.form_keeper import Fields
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.person_period import proposed_period
from reviewapp.ui.pages.review_words import plain_day
from reviewapp.ui.tokens import SPACE_M, SPACE_S
from reviewapp.ui.widgets.banner import Banner
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.text_edit import GrowingTextEdit


class AskDialog(FormDialog):
    """``first`` and ``last`` propose the period. The request is made once, then offered as a file."""

    def __init__(
        self, hub: Hub, person_id: int, first: date, last: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(hub, _("Ask for self-assessment"), _("Make the request"), parent)
        self._person_id, self._period = person_id, (first, last)
        self._name, self._today = "", last
        self.heading = plain_label(_("Ask for self-assessment"), "title")
        self.column.addWidget(self.heading)
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(
            plain_label(
                _("They write blind and so do you: what comes back stays closed until your own draft for the period "
                  "is sealed."),
                "muted",
            )
        )  # fmt: skip
        self.stops = Banner("info", can_dismiss=False)
        self.column.addWidget(self.stops)
        self.column.addSpacing(SPACE_M)
        self.first = DateField(lambda: self._today, _("Period from"))
        self.last = DateField(lambda: self._today, _("Period to"), past_only=False)
        self.due = DateField(lambda: self._today, _("Wished for by"), past_only=False)
        for field in (self.first, self.last, self.due):
            field.picked.connect(self.touch)
            field.edit.textEdited.connect(self.touch)
        self.row(_("Period from"), self.first)
        self.row(_("Period to"), self.last)
        self.row(
            _("Wished for by"), self.due,
            _("A wish, without consequence: after this day the review goes on and says “not received”. May be empty."),
        )
        self.message = GrowingTextEdit(_("A few words of your own"), min_lines=2, max_lines=8)
        self.message.edited.connect(self.touch)
        self.row(_("A few words of your own"), self.message)
        self.carries = plain_label("")
        self.column.addWidget(plain_label(_("What goes along"), "field"))
        self.column.addWidget(self.carries)
        self.column.addStretch()
        self.keep_as(f"ask/{person_id}", self._contents, self._fill)
        self.load(
            lambda vault: before_asking(vault, person_id=person_id, period_from=first, period_to=last), self._show
        )

    def submit_asked(self) -> None:
        """Make the request, or say which day is missing."""
        first, last = self.first.date(), self.last.date()
        if first is None or last is None:
            self.say(
                self.first.problem_sentence() or self.last.problem_sentence()
                or _("A period has a first and a last day.")
            )
            return
        if self.due.problem_sentence():
            self.say(self.due.problem_sentence())
            return
        person_id, due, message = self._person_id, self.due.date(), self.message.text()

        def act(vault: Vault) -> Changes:
            return ask_for_self_assessment(
                vault, person_id=person_id, period_from=first, period_to=last, due_on=due, message=message
            )

        self.run(act, "", self._offer)

    def _offer(self, changes: Changes) -> None:
        parent = self.parentWidget()
        MadeFileDialog(
            self.hub, changes.id, _("Request to {name}").format(name=self._name),
            _("It carries the notice, the questions and your card, and no assessment. Give it to {name}.").format(
                name=self._name
            ),
            parent.window() if parent is not None else None,
        ).open()  # fmt: skip

    def _contents(self) -> Fields:
        return {
            "first": self.first.typed(), "last": self.last.typed(), "due": self.due.typed(),
            "message": self.message.text(),
        }  # fmt: skip

    def _fill(self, kept: Fields) -> None:
        for field, name in ((self.first, "first"), (self.last, "last"), (self.due, "due")):
            field.set_typed(str(kept.get(name, "")))
        self.message.set_text(str(kept.get("message", "")))

    def _show(self, found: BeforeAsking) -> None:
        self._name, self._today = found.name, found.today
        self.heading.setText(_("Ask {name} for a self-assessment").format(name=found.name))
        self.first.set_date(self._period[0])
        self.last.set_date(self._period[1])
        self.due.set_date(found.today + timedelta(days=DUE_DAYS))
        if found.refusal:
            self.stops.say(f"{_(found.refusal)} {_(found.next_step)}")
            self.submit.setEnabled(False)
        elif found.standing.state == "awaited":
            self.stops.say(_("They were asked for this time already. The new request takes the place of that one."))
        elif found.standing.state == "answered":
            self.stops.say(_("They answered for this time already. Asking again is asking for a new version."))
        self.carries.setText("\n".join(_carried(found)))
        self.message.setFocus()


def _carried(found: BeforeAsking) -> list[str]:
    lines = []
    if found.notice_on is not None:
        lines.append(_("The notice as given on {day}.").format(day=plain_day(found.notice_on)))
    if found.focus:
        lines.append(_("The questions of the focus: {names}.").format(names=", ".join(found.focus)))
    lines.append(_("The foundational skills and the protected work of the role profile."))
    if found.is_sealed:
        lines.append(_("Sealed to the card of {name}: nobody else can read it.").format(name=found.name))
    else:
        lines.append(
            _("Not sealed, since their card is not known before the first answer: whoever has the file can read it.")
        )
    return lines


def open_ask(hub: Hub, person_id: int, parent: QWidget) -> None:
    """Open the form for somebody, with the period of the review in hand, else the one that would be proposed."""

    def show(period: tuple[date, date]) -> None:
        AskDialog(hub, person_id, *period, parent).open()

    hub.ask(lambda vault: _proposed(vault, person_id), while_alive(parent, show))


def _proposed(vault: Vault, person_id: int) -> tuple[date, date]:
    found = person_reviews(vault, person_id=person_id)
    in_hand = next((one for one in found if one.state not in FINISHED_STATES), None)
    return (in_hand.period_from, in_hand.period_to) if in_hand is not None else proposed_period(found, vault.today)
