"""The form of an outcome measure: one definition, two windows, and what has to be the same on both sides."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from reviewapp.actions.agreements import all_agreements
from reviewapp.actions.outcomes import get_measure, keep_measure
from reviewapp.actions.team_words import value
from reviewapp.actions.vaults import Vault
from reviewapp.domain.agreement import Agreement
from reviewapp.domain.outcome import (
    DIMENSIONS,
    FEW,
    INCLUDES,
    KINDS,
    ORIGINS,
    SCOPES,
    SHAPES,
    SIDES,
    STATUSES,
    Measure,
    Window,
    baseline,
)
from reviewapp.i18n import _
from reviewapp.ui.dialogs.team_form import TeamForm
from reviewapp.ui.hub import Hub
from reviewapp.ui.widgets.choice_box import ChoiceBox

Loaded = tuple[date, list[Agreement], Measure | None]
_TEXTS = ("name", "what", "unit", "steps_dropped", "steps_reason", "trust_definition", "remarks")
_CHOSEN = ("scope", "kind", "dimension", "status", "shape")


class OutcomeDialog(TeamForm):
    """A measure of a workflow or a team. There is no field for a person."""

    def __init__(self, hub: Hub, measure_id: int | None, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Outcome measure"), _("Keep this measure"), parent)
        self._measure_id = measure_id
        self.lead(_("A figure of work before and after a change. It never stands for a person, and the two figures are "
                    "set side by side only when they were tallied in the same way."))
        self._definition()
        for side, title in zip(SIDES, (_("Before the change"), _("After the change")), strict=True):
            self._side(side, title)
        self._rest()
        self.column.addStretch()
        self.keep_as(f"outcome/{measure_id or 'new'}", self.contents, self.fill)
        self.load(self._query, self._show)

    def submit_asked(self) -> None:
        """Keep it, or say what stops it."""
        measure = self._measure()
        if isinstance(measure, str):
            self.say(measure)
            return
        measure_id = self._measure_id
        self.run(
            lambda vault: keep_measure(vault, measure=measure, measure_id=measure_id), _("The measure is kept.")
        )

    def _definition(self) -> None:
        self.line("name", _("Measure"))
        self.words("what", _("What is counted"), _("Somebody else would count the same by it, on both sides."))
        self.line("unit", _("Unit"), _("For example summaries, patients, minutes."))
        for name, title, choices in (
            ("scope", _("It belongs to"), SCOPES), ("kind", _("Kind"), KINDS),
            ("dimension", _("It is about"), DIMENSIONS), ("shape", _("The figure is"), SHAPES),
            ("status", _("Status"), STATUSES),
        ):  # fmt: skip
            self.choice(name, title, [(one, value(one)) for one in choices])
        self.choice("agreement_id", _("Working agreement"), [(None, _("None"))])
        changed = self.day("change_on", _("Day of the change"), _("The baseline ends before it; two weeks are usual."))
        changed.picked.connect(self._propose_baseline)

    def _side(self, side: str, title: str) -> None:
        self.section(title)
        for name, words in (("first", _("From")), ("last", _("To"))):
            self.day(f"{side}_{name}", _("{side}: {field}").format(side=title, field=words), seen=words)
        for name, words in (("held", _("The figure")), ("out_of", _("Out of how many cases"))):
            self.line(f"{side}_{name}", _("{side}: {field}").format(side=title, field=words), seen=words)
        for name, words, choices in (
            ("origin", _("Made by"), ORIGINS), ("review_time", _("Review time included"), INCLUDES),
            ("downstream", _("Work of those who come after included"), INCLUDES),
        ):  # fmt: skip
            offered = [(one, value(one)) for one in choices]
            self.chips(f"{side}_{name}", _("{side}: {field}").format(side=title, field=words), offered, seen=words)
        for name, words, hint in (
            ("covers", _("Which cases"), _("Only where not all of them were counted.")), ("source", _("Source"), ""),
        ):  # fmt: skip
            self.line(f"{side}_{name}", _("{side}: {field}").format(side=title, field=words), hint, seen=words)

    def _rest(self) -> None:
        self.section(_("Beside the figures"))
        self.words("steps_dropped", _("Steps dropped"), _("Steps that were taken out of the work."))
        self.words("steps_reason", _("Why they could go"))
        self.words("trust_definition", _("When trust is there"),
                   _("For time to trust: the team's own words on when re-checking everything stops."))
        self.line("few_below", _("Fewer cases than this only describe"), _("Twenty unless the team has a reason."))
        self.words("remarks", _("Remarks"))

    def _query(self, vault: Vault) -> Loaded:
        kept = get_measure(vault, measure_id=self._measure_id).measure if self._measure_id is not None else None
        return vault.today, all_agreements(vault), kept

    def _show(self, answer: Loaded) -> None:
        self.today, agreements, measure = answer
        box = self.fields["agreement_id"]
        if isinstance(box, ChoiceBox):
            for one in agreements:
                box.addItem(one.terms.workflow, one.id)
        self.fill(_values(measure) if measure is not None else {"few_below": str(FEW)})
        self.fields["name"].setFocus()

    def _propose_baseline(self) -> None:
        """Two weeks before the change, while nobody has said other days."""
        day = self.date_of("change_on")
        if day is not None and not self.text("before_first") and not self.text("before_last"):
            first, last = baseline(day)
            self.fill({"before_first": first.isoformat(), "before_last": last.isoformat()})

    def _measure(self) -> Measure | str:
        """The measure, or the sentence that says what is missing."""
        wrong = self.wrong_day("change_on", *(f"{side}_{end}" for side in SIDES for end in ("first", "last")))
        few = _number(self.text("few_below"))
        if wrong or few is None:
            return wrong or _("The smallest number of cases is a whole number.")
        windows: list[Window | None] = []
        for side in SIDES:
            window = self._window(side)
            if isinstance(window, str):
                return window
            windows.append(window)
        given: dict[str, Any] = {name: self.text(name) for name in (*_TEXTS, *_CHOSEN)}
        box = self.fields["agreement_id"]
        agreement_id = box.currentData() if isinstance(box, ChoiceBox) else None
        return Measure(
            **given, change_on=self.date_of("change_on"), before=windows[0], after=windows[1], few_below=int(few),
            agreement_id=agreement_id,
        )

    def _window(self, side: str) -> Window | str | None:
        names = ("first", "last", "held", "out_of")
        if not any(self.text(f"{side}_{name}") for name in names[2:]):
            return None
        first, last = self.date_of(f"{side}_first"), self.date_of(f"{side}_last")
        held, out_of = _number(self.text(f"{side}_held")), _number(self.text(f"{side}_out_of"))
        if first is None or last is None:
            return _("A figure needs the days it is from: {side}.").format(side=value(side))
        if held is None or out_of is None or out_of != int(out_of):
            return _("Write figures as numbers, with a point for the part below one: {side}.").format(side=value(side))
        return Window(
            first, last, held, int(out_of), self.text(f"{side}_origin") or None,
            self.text(f"{side}_review_time") or None, self.text(f"{side}_downstream") or None,
            self.text(f"{side}_covers").strip(), self.text(f"{side}_source").strip(),
        )


def _values(measure: Measure) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(measure, name) for name in (*_TEXTS, *_CHOSEN, "agreement_id")}
    values["few_below"] = str(measure.few_below)
    values["change_on"] = measure.change_on.isoformat() if measure.change_on else ""
    for side, window in measure.windows:
        values |= {f"{side}_first": window.first.isoformat(), f"{side}_last": window.last.isoformat()}
        values |= {f"{side}_held": f"{window.held:g}", f"{side}_out_of": str(window.out_of)}
        for name in ("origin", "review_time", "downstream", "covers", "source"):
            values[f"{side}_{name}"] = getattr(window, name)
    return values


def _number(text: str) -> float | None:
    bare = text.strip()
    return float(bare) if bare.replace(".", "", 1).isascii() and bare.replace(".", "", 1).isdigit() else None
