"""Import of people's own spreadsheets and notes: row by row, nothing guessed, nothing twice.

A row whose day or person cannot be told for certain is kept as a jot with the question open; the
report says so. Cancelling keeps the rows done so far: importing the file again adds only the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from reviewapp.actions import outcomes as outcome_measures
from reviewapp.actions.changes import Changes
from reviewapp.actions.observations import About, Details, record_observation
from reviewapp.actions.people import add_person, change_person, checked_name
from reviewapp.actions.sentences import in_one_line, said
from reviewapp.domain.errors import N_, UsageError, unreadable
from reviewapp.domain.person import Person
from reviewapp.exchange.note_rows import NoteRow, NotesFile
from reviewapp.exchange.outcomes_file import OutcomesFile, read_outcomes
from reviewapp.exchange.people_file import PeopleFile, PersonRow
from reviewapp.exchange.plain import Caution, tidy
from reviewapp.exchange.reading import read_notes, read_people, what_is
from reviewapp.i18n import _
from reviewapp.vault import observations, people
from reviewapp.vault.connection import Vault

MAX_BYTES = 64 * 1024 * 1024
_NAMED, _QUOTED = 8, 40  # columns that stay out: how many are named, and how many characters of each

# With fewer than one in so many paragraphs like a note, a text is probably something else.
FEW = 4
FEW_NOTES = N_("Most of this file has no day and names nobody. Look whether it is notes before you import it.")

ADDED, ADDED_OPEN, ALREADY_HERE, COMPLETED, BLANK, LEFT_OUT = (
    "added", "added_open", "already_here", "filled_in", "blank", "left_out",
)


@dataclass(frozen=True)
class Answer:
    """What the writer said about a row that was open; None leaves a question open."""

    person_ids: tuple[int, ...] | None = None
    observed_on: date | None = None
    leave_out: bool = False


@dataclass(frozen=True)
class RowReport:
    """What became of one row. ``row`` counts records after the header from 1, as a spreadsheet reader does."""

    row: int
    outcome: str
    id: int | None = None
    about: str = ""
    day: date | None = None
    text: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportReport:
    """Every row of a file, in order, and remarks about the file as a whole."""

    kind: str
    name: str
    rows: tuple[RowReport, ...]
    remarks: tuple[str, ...] = ()
    cancelled: bool = False

    def lines(self) -> list[str]:
        """The report as text: one line a row, with its remarks below."""
        out = [f"{self.name}: {remark}" for remark in self.remarks]
        for row in self.rows:
            parts = (_("row {n}").format(n=row.row), _(OUTCOMES[row.outcome]), f"#{row.id}" if row.id else "",
                     row.day.isoformat() if row.day else "", row.about, row.text[:60].replace("\n", " "))
            out.append("  ".join(part for part in parts if part))
            out += [f"    {remark}" for remark in row.remarks]
        return out

    def as_data(self) -> dict[str, Any]:
        """The report for JSON."""
        return {
            "file": self.name, "kind": self.kind, "remarks": list(self.remarks), "cancelled": self.cancelled,
            "rows": [
                {"row": r.row, "outcome": r.outcome, "id": r.id, "about": r.about, "date": r.day, "text": r.text,
                 "remarks": list(r.remarks)}
                for r in self.rows
            ],
        }


OUTCOMES = {
    ADDED: N_("added"), ADDED_OPEN: N_("added, question open"), ALREADY_HERE: N_("already here"),
    COMPLETED: N_("filled in"), BLANK: N_("blank"), LEFT_OUT: N_("left out"),
}


@dataclass(frozen=True)
class Plan:
    """A file as read, before anything is written; ``answers`` by row number."""

    name: str
    kind: str
    people: PeopleFile | None = None
    notes: NotesFile | None = None
    outcomes: OutcomesFile | None = None
    roster: tuple[Person, ...] = ()
    answers: Mapping[int, Answer] = field(default_factory=dict)

    def remarks(self) -> tuple[str, ...]:
        """What is to be said of the file as a whole, in the chosen language."""
        table, source = self.people or self.notes or self.outcomes, self.people or self.notes
        sentences = _sentences(source.cautions) if source is not None else ()
        return (*sentences, *_columns_left_out(table.unknown_columns if table is not None else ()))

    def open_rows(self) -> list[NoteRow]:
        """Rows of notes whose day or person has to be asked about and was not answered."""
        return [row for row in self.notes.rows if _is_open(row) and row.row not in self.answers] if self.notes else []


Progress = Callable[[RowReport], bool]


def import_file(
    vault: Vault,
    *,
    path: Path,
    dry_run: bool = False,
    saved_on: date | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Read a file and import it; with ``dry_run`` only say what would happen.

    ``progress`` gets each row's report and returns False to stop. Raises UsageError for a file that is
    neither people nor notes (also for a text without a day or a name), EnvironmentFault when it cannot be read.
    """
    return carry_out(vault, plan=plan_import(vault, path=path, saved_on=saved_on), dry_run=dry_run, progress=progress)


def plan_import(vault: Vault, *, path: Path, saved_on: date | None = None) -> Plan:
    """Read a file without writing anything. ``saved_on`` is its own date unless given, at most today."""
    try:
        if path.is_dir():
            raise UsageError(_("{path} is a folder.").format(path=path), _("Choose one file at a time."))
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(
                _("{name} is larger than 64 MB.").format(name=path.name),
                _("Split it into smaller files."),
            )
        data = path.read_bytes()
        changed_on = datetime.fromtimestamp(path.stat().st_mtime).date()
    except OSError as error:
        raise unreadable(path, error) from error
    day = min(saved_on or changed_on, vault.today)
    if outcome_measures.is_outcomes(data, path.name):
        return Plan(path.name, "outcomes", outcomes=read_outcomes(data, saved_on=day))
    kind = what_is(data, path.name)
    if kind == "people":
        return Plan(path.name, kind, people=read_people(data, saved_on=day))
    roster = tuple(people.people(vault.connection, with_me=True))
    notes = read_notes(data, name=path.name, people=roster, saved_on=day)
    if not notes.delimiter:
        notes = _refuse_other_texts(notes, path.name, {person.id for person in roster if person.is_me})
    return Plan(path.name, kind, notes=notes, roster=roster)


def carry_out(vault: Vault, *, plan: Plan, dry_run: bool = False, progress: Progress | None = None) -> ImportReport:
    """Import what a plan holds. Each row is on disk when its report comes."""
    rows: list[RowReport] = []
    cancelled = False
    for report in _reports(vault, plan, dry_run):
        rows.append(report)
        if progress is not None and not progress(report):
            cancelled = True
            break
    rows.sort(key=lambda row: row.row)
    return ImportReport(plan.kind, plan.name, tuple(rows), plan.remarks(), cancelled)


def _reports(vault: Vault, plan: Plan, dry_run: bool) -> Iterator[RowReport]:
    if plan.outcomes is not None:
        return outcome_measures.import_rows(vault, plan.outcomes, dry_run)
    return _people(vault, plan, dry_run) if plan.people else _notes(vault, plan, dry_run)


def changes_of(report: ImportReport) -> Changes:
    """What an import changed, for the broadcast."""
    ids = tuple(row.id for row in report.rows if row.id is not None)
    return Changes(frozenset({"person", "observation", "outcome"}) if ids else frozenset(), ids)


def _refuse_other_texts(notes: NotesFile, name: str, me: set[int]) -> NotesFile:
    """The notes of a text file; UsageError for a text that is something else, such as a working agreement.

    Notes are about somebody and of some day. A text in which hardly a paragraph is either gets a caution; one in
    which none is would become jots about nobody.
    """
    like_notes = [row for row in notes.rows if row.date_as_written or row.reading.day or _names_somebody(row, me)]
    if notes.rows and not like_notes:
        raise UsageError(
            _("{name} holds no notes: nothing in it has a day or names somebody you review.").format(name=name),
            _("If these are notes, add the people first, or write a day before each note."),
        )
    if len(like_notes) * FEW < len(notes.rows):
        return replace(notes, cautions=(*notes.cautions, Caution("few_notes", FEW_NOTES)))
    return notes


def _names_somebody(row: NoteRow, me: set[int]) -> bool:
    return bool({*row.match.people_ids, *row.match.uncertain_ids} - me)


def _people(vault: Vault, plan: Plan, dry_run: bool) -> Iterator[RowReport]:
    assert plan.people is not None
    yield from (RowReport(number, BLANK) for number in plan.people.blank_rows)
    yield from (
        RowReport(number, LEFT_OUT, remarks=(_("This row has no name."),)) for number in plan.people.nameless_rows
    )
    known = {person.name: person for person in people.people(vault.connection, with_me=True)}
    for written in plan.people.rows:
        try:
            # The name as it is kept: otherwise the same file would not find its own people again.
            row = replace(written, name=checked_name(written.name))
        except UsageError as refused:
            yield RowReport(written.row, LEFT_OUT, None, tidy(written.name), remarks=(in_one_line(refused),))
            continue
        report = _one_person(vault, row, known.get(row.name), dry_run)
        if report.outcome == ADDED:
            known[row.name] = replace(row.person(report.id or 0, ""), id=report.id or 0)
        yield report


def _one_person(vault: Vault, row: PersonRow, known: Person | None, dry_run: bool) -> RowReport:
    remarks = _sentences(row.cautions)
    report = RowReport(row.row, ALREADY_HERE, known.id if known else None, row.name, remarks=remarks)
    me = people.me(vault.connection)
    if known is None and row.is_me and me is not None:
        return replace(report, outcome=LEFT_OUT, remarks=(*remarks, _("This row is taken to be you; nobody is added.")))
    if known is None:
        if dry_run:
            return replace(report, outcome=ADDED)
        added = add_person(
            vault, name=row.name, role=row.role, team=row.team, started_on=row.started.day, away_from=row.away_from,
            away_to=row.away_to, aliases=row.aliases,
        )
        return replace(report, outcome=ADDED, id=added.id)
    given: dict[str, str | date | None] = {
        "role": row.role, "team": row.team, "started_on": row.started.day, "away_from": row.away_from,
        "away_to": row.away_to,
    }
    missing = {name: value for name, value in given.items() if value and not getattr(known, name)}
    if not missing or known.is_me:
        return report
    if not dry_run:
        change_person(vault, person_id=known.id, **missing)
    return replace(report, outcome=COMPLETED)


def _notes(vault: Vault, plan: Plan, dry_run: bool) -> Iterator[RowReport]:
    assert plan.notes is not None
    yield from (RowReport(number, BLANK) for number in plan.notes.blank_rows)
    names = {person.id: person.name for person in plan.roster}
    seen: dict[str, int] = {}
    for row in plan.notes.rows:
        yield _one_note(vault, row, plan, names, seen, dry_run)


def _one_note(
    vault: Vault, row: NoteRow, plan: Plan, names: dict[int, str], seen: dict[str, int], dry_run: bool
) -> RowReport:
    answer = plan.answers.get(row.row, Answer())
    person_ids = answer.person_ids if answer.person_ids is not None else row.match.people_ids
    day = answer.observed_on or row.reading.day
    about = ", ".join(names[person_id] for person_id in person_ids) or row.who_as_written
    report = RowReport(row.row, ADDED, None, about, day, row.text, _remarks(row, names, answer))
    if not row.text.strip():
        return replace(report, outcome=LEFT_OUT)
    if answer.leave_out:
        return replace(report, outcome=LEFT_OUT, remarks=(_("Left out, as you chose."),))
    earlier = observations.id_by_import(vault.connection, row.import_key, row.source_key)
    if earlier is not None or row.import_key in seen:
        same = seen.get(row.import_key)
        remark = _("The same as row {row}.").format(row=same) if same else _("Imported before; nothing was changed.")
        return replace(report, outcome=ALREADY_HERE, id=earlier, remarks=(remark,))
    seen[row.import_key] = row.row
    unsure_who = answer.person_ids is None and not row.match.is_certain
    is_open = day is None or unsure_who
    report = replace(report, outcome=ADDED_OPEN if is_open else ADDED)
    if dry_run:
        return report
    # Nobody to tell it of yet: what the sheet says about telling is kept with the follow-up.
    unplaced = _("Told them: yes") if row.told == "yes" and not person_ids else ""
    texts = {
        "follow_up": "\n".join(part for part in (row.follow_up, unplaced) if part),
        "who_as_written": row.who_as_written if unsure_who else "",
    }
    told = About(told_how="conversation") if row.told == "yes" else About()
    recorded = record_observation(
        vault, person_ids=person_ids, text=row.text, observed_on=day, about=dict.fromkeys(person_ids, told),
        details=Details(texts={name: text for name, text in texts.items() if text}),
        date_as_written=row.date_as_written if day is None else "",
        date_candidates=row.reading.candidates if day is None else (), import_key=row.import_key,
        source_key=row.source_key, source_name=plan.name,
    )
    return replace(report, id=recorded.id)


def _remarks(row: NoteRow, names: dict[int, str], answer: Answer) -> tuple[str, ...]:
    remarks = list(_sentences(row.cautions))
    if row.told == "yes" and (row.match.people_ids or answer.person_ids):
        remarks.append(_("Told in conversation; the date is to be confirmed."))
    if answer.observed_on is None and row.reading.day is None:
        if row.reading.candidates:
            readings = _(" or ").join(day.isoformat() for day in row.reading.candidates)
            sentence = _("“{date}” can be read as {readings}: left open.")
            remarks.append(sentence.format(date=row.date_as_written, readings=readings))
        elif not row.date_as_written.strip():
            remarks.append(_("No date is written: left open."))
        else:
            remarks.append(_("“{date}” names no one day: left open.").format(date=row.date_as_written))
    if answer.person_ids is None and row.match.uncertain_ids:
        choices = _(" or ").join(names[person_id] for person_id in row.match.uncertain_ids)
        remarks.append(_("“{who}” could be {names}: left open.").format(who=row.who_as_written, names=choices))
    unknown = row.match.unknown if answer.person_ids is None else ()
    remarks += [_("Nobody here is called “{who}”: left open.").format(who=name) for name in unknown]
    return tuple(remarks)


def _columns_left_out(names: Sequence[str]) -> tuple[str, ...]:
    """What a file holds beside what can be kept, so that nobody takes it for kept."""
    if not names:
        return ()
    shown = [one if len(one) <= _QUOTED else f"{one[:_QUOTED]}…" for one in names[:_NAMED]]
    columns = ", ".join([*(_("“{name}”").format(name=one) for one in shown), *["…"] * (len(names) > _NAMED)])
    return (_("These columns have no place here and stay out: {columns}.").format(columns=columns),)


def _sentences(cautions: Sequence[Caution]) -> tuple[str, ...]:
    """The cautions of the reading room in the chosen language."""
    return tuple(said(caution.template, dict(caution.values)) for caution in cautions)


def _is_open(row: NoteRow) -> bool:
    return row.reading.day is None or not row.match.is_certain
