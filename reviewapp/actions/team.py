"""What a team tries, what it says of its tools, and the sheet of its measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reviewapp.actions import team_words
from reviewapp.actions.agreements import get_agreement
from reviewapp.actions.changes import Changes, changed
from reviewapp.actions.exporting import PreviewedPdf
from reviewapp.actions.files import write_whole
from reviewapp.actions.outcomes import MeasureView, measures, refuse_names
from reviewapp.actions.people import get_people
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.outcome import lengths
from reviewapp.domain.team import (
    MODES,
    TOOL_TEXTS,
    Cycle,
    ToolFeedback,
    refuse_decision,
    refuse_early_look,
    refuse_small_group,
)
from reviewapp.domain.team_sheet import Bar, SheetMeasure, TeamSheet
from reviewapp.i18n import _, document_language, speaking
from reviewapp.vault import people, team
from reviewapp.vault.connection import Vault


@dataclass(frozen=True)
class CycleView:
    """A cycle and what is to be done next: volunteers, wait, look_back, decide, or nothing ("")."""

    cycle: Cycle
    workflow: str
    next: str


def begin_cycle(
    vault: Vault, *, name: str, mode: str = "pilot", starts_on: date | None = None, volunteers: Sequence[int] = (),
    agreement_id: int | None = None,
) -> Changes:  # fmt: skip
    """Begin a pilot with people who volunteered, or a standard cycle (A33).

    Raises UsageError without a name or an unknown mode, RuleRefused for a pilot nobody volunteered for and while
    nothing is agreed for somebody's role (A50), NotFound for somebody who is not here or no such agreement.
    """
    if not name.strip():
        raise UsageError(_("A cycle needs a name."), _("Name what is tried, for example the workflow."))
    if mode not in MODES:
        raise UsageError(
            _("There is no mode {mode}.").format(mode=mode),
            _("Use one of {choices}.").format(choices=", ".join(MODES)),
        )
    if mode == "pilot" and not volunteers:
        raise RuleRefused(
            _("A pilot begins with volunteers, and nobody is named."),
            _("Ask who wants to take part; saying no has no consequence and is not recorded."),
        )
    if agreement_id is not None:
        get_agreement(vault, agreement_id=agreement_id)
    get_people(vault, person_ids=volunteers)
    # Without volunteers a standard cycle is for everybody.
    _refuse_blanket(vault, volunteers or [one.id for one in people.people(vault.connection)])
    with vault.write() as transaction:
        cycle_id = team.add_cycle(
            transaction, name=name.strip(), mode=mode, starts_on=starts_on or vault.today, agreement_id=agreement_id
        )
        for person_id in dict.fromkeys(volunteers):
            team.add_volunteer(transaction, cycle_id, person_id, vault.today)
        return changed(transaction, "begin_cycle", "cycle", "person", ids=(cycle_id,))


def take_part(vault: Vault, *, cycle_id: int, volunteers: Sequence[int]) -> Changes:
    """Make exactly these people the volunteers; leaving is as easy as joining.

    RuleRefused when nobody is left, and for somebody for whose role nothing is agreed.
    """
    cycle = get_cycle(vault, cycle_id=cycle_id)
    get_people(vault, person_ids=volunteers)
    _refuse_blanket(vault, volunteers)
    if cycle.mode == "pilot" and not volunteers:
        raise RuleRefused(
            _("A pilot needs at least one volunteer."), _("End it with a decision, or move it to the bin.")
        )
    rows = vault.connection.execute(
        "SELECT id, person_id FROM cycle_volunteer WHERE cycle_id = ?", (cycle_id,)
    ).fetchall()
    with vault.write() as transaction:
        for row in rows:
            if row["person_id"] not in volunteers:
                transaction.delete("cycle_volunteer", row["id"])
        for person_id in dict.fromkeys(volunteers):
            team.add_volunteer(transaction, cycle_id, person_id, vault.today)
        return changed(transaction, "take_part", "cycle", "person", ids=(cycle_id,))


def look_back(vault: Vault, *, cycle_id: int, text: str, on: date | None = None) -> Changes:
    """Write what the month has shown; RuleRefused before a month has passed, UsageError without words."""
    day = on or vault.today
    cycle = get_cycle(vault, cycle_id=cycle_id)
    if day > vault.today:
        raise UsageError(_("This day is still to come."), _("Look back once it has passed."))
    refuse_early_look(cycle, day)
    if not text.strip():
        raise UsageError(
            _("A look back is written down."), _("Say what held, what did not, and what it asked of others.")
        )
    with vault.write() as transaction:
        transaction.update("cycle", cycle_id, {"looked_back_on": day.isoformat(), "look_back": text.strip()})
        return changed(transaction, "look_back", "cycle", ids=(cycle_id,))


def decide(vault: Vault, *, cycle_id: int, decision: str, reason: str) -> Changes:
    """End a pilot with go or no go, in writing and after the look back (A33); raises what `refuse_decision` does."""
    refuse_decision(get_cycle(vault, cycle_id=cycle_id), decision, reason)
    with vault.write() as transaction:
        values = {"decision": decision, "decided_on": vault.today.isoformat(), "decision_reason": reason.strip()}
        transaction.update("cycle", cycle_id, values)
        return changed(transaction, "decide", "cycle", ids=(cycle_id,))


def remove_cycle(vault: Vault, *, cycle_id: int) -> Changes:
    """Move a cycle to the bin; NotFound otherwise."""
    get_cycle(vault, cycle_id=cycle_id)
    with vault.write() as transaction:
        team.put_in_bin(transaction, "cycle", (cycle_id,))
        return changed(transaction, "remove_cycle", "cycle", ids=(cycle_id,))


def get_cycle(vault: Vault, *, cycle_id: int) -> Cycle:
    """One cycle; NotFound otherwise."""
    found = team.cycle(vault.connection, cycle_id)
    if found is None:
        raise NotFound(_("There is no such cycle."), _("Look at the list again."))
    return found


def cycles(vault: Vault) -> list[CycleView]:
    """Every cycle with what is next, the newest first."""
    found = []
    for one in team.cycles(vault.connection):
        agreement = team.agreement(vault.connection, one.agreement_id) if one.agreement_id else None
        found.append(CycleView(one, agreement.terms.workflow if agreement else "", _next(one, vault.today)))
    return found


def _next(cycle: Cycle, today: date) -> str:
    if cycle.mode != "pilot" or cycle.decision:
        return ""
    if not cycle.volunteers:
        return "volunteers"
    if cycle.looked_back_on:
        return "decide"
    return "look_back" if today >= cycle.look_back_from else "wait"


def note_tool(vault: Vault, *, tool: str, texts: Mapping[str, str]) -> Changes:
    """Keep what was learned about a tool (A47). UsageError without a tool or words, RuleRefused for a person's name."""
    given = {name: texts.get(name, "").strip() for name in TOOL_TEXTS}
    if not tool.strip():
        raise UsageError(_("Which tool is it about?"), _("Give its name as people use it."))
    if not any(given.values()):
        raise UsageError(_("There is nothing to keep yet."), _("Say where it helped or where it fell short."))
    refuse_names(vault, (tool, *given.values()))
    with vault.write() as transaction:
        row = team.add_tool_feedback(transaction, tool=tool.strip(), noted_on=vault.today, texts=given)
        return changed(transaction, "note_tool", "tool", ids=(row,))


def remove_tool_note(vault: Vault, *, note_id: int) -> Changes:
    """Move what was said of a tool to the bin; NotFound otherwise."""
    if note_id not in {one.id for one in team.tool_feedback(vault.connection)}:
        raise NotFound(_("This is not here any more."), _("Look at the list again."))
    with vault.write() as transaction:
        team.put_in_bin(transaction, "tool_feedback", (note_id,))
        return changed(transaction, "remove_tool_note", "tool", ids=(note_id,))


def tool_notes(vault: Vault) -> list[ToolFeedback]:
    """What was learned about tools, newest first."""
    return team.tool_feedback(vault.connection)


def sheet_refusal(vault: Vault, *, found: Sequence[MeasureView]) -> RuleRefused | UsageError | None:
    """Why no team sheet is made of these measures, which are all there are, or None."""
    try:
        _refuse_sheet(vault, [_sheet_measure(one) for one in found])
    except (RuleRefused, UsageError) as refused:
        return refused
    return None


def team_sheet(vault: Vault) -> TeamSheet:
    """The measures of all workflows in words and bars, without a name (A34).

    Raises RuleRefused below eight people (domain.md G) or when a measure names somebody, UsageError when there is none.
    """
    with speaking(document_language()):
        made = tuple(_sheet_measure(one) for one in measures(vault))
    _refuse_sheet(vault, made)
    return TeamSheet(vault.today, document_language(), made)


def preview_team_sheet(vault: Vault) -> PreviewedPdf:
    """The exact bytes of the sheet as a PDF; raises what `team_sheet` does."""
    from reviewapp.report import render_team_sheet

    rendered = render_team_sheet(team_sheet(vault))
    return PreviewedPdf(rendered.data, f"Team_sheet_{vault.today}.pdf", is_draft=False, missing=rendered.missing)


def write_team_sheet(vault: Vault, *, folder: Path) -> Path:
    """Write the sheet into a folder and return where; raises what `team_sheet` and writing files do."""
    document = preview_team_sheet(vault)
    path = folder / document.name
    save_team_sheet(document=document, path=path)
    return path


def save_team_sheet(*, document: PreviewedPdf, path: Path) -> None:
    """Write the bytes that were previewed; UsageError or EnvironmentFault when that cannot be."""
    write_whole(path, document.data)


def bars(view: MeasureView) -> tuple[Bar, ...]:
    """The picture of a measure; empty where its figures are not set side by side."""
    reach = dict(lengths(view.measure))
    return tuple(
        Bar(team_words.value(side), reach[side], team_words.figure(view.measure, window))
        for side, window in view.measure.windows
        if side in reach
    )


def _refuse_sheet(vault: Vault, made: Sequence[SheetMeasure]) -> None:
    refuse_small_group(len(people.people(vault.connection)))
    if not made:
        raise UsageError(_("There is no outcome measure yet."), _("Add one under Team, or import a table of them."))
    for one in made:
        # Somebody may have been added to the vault since.
        refuse_names(
            vault, (one.name, one.what, *one.sides, *(text for _name, text in one.notes), one.alternative)
        )


def _sheet_measure(view: MeasureView) -> SheetMeasure:
    measure = view.measure
    notes = [
        (_("Dropped"), _("{steps} Why: {reason}").format(steps=measure.steps_dropped, reason=measure.steps_reason)
         if measure.steps_dropped else ""),
        (_("When trust is there"), measure.trust_definition), (_("Definition of done"), "; ".join(view.done)),
        (_("Remarks"), measure.remarks),
    ]  # fmt: skip
    return SheetMeasure(
        measure.name, measure.what, team_words.facts(measure), bars(view), view.alternative,
        tuple(one for one in (view.apart, view.few) if one), view.sides, tuple(one for one in notes if one[1]),
    )


def _refuse_blanket(vault: Vault, person_ids: Sequence[int]) -> None:
    """Expectations belong to a role and are agreed before a cycle opens; there are none for everybody (A50)."""
    missing = [one for one in dict.fromkeys(person_ids) if people.role_profile(vault.connection, one) is None]
    if missing:
        found = [people.person(vault.connection, one) for one in missing]
        raise RuleRefused(
            _("Nothing is agreed for the role of {names} yet, and a cycle has no expectations that are the same for "
              "everybody.").format(names=", ".join(one.name for one in found if one is not None)),
            _("Agree the focus of the role with the person first; People has it under Role profile."),
        )  # fmt: skip
