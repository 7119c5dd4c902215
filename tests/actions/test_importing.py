"""The pharmacy case: every row accounted for, nothing guessed, nothing twice."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from reviewapp.actions.importing import (
    ADDED,
    ADDED_OPEN,
    ALREADY_HERE,
    BLANK,
    LEFT_OUT,
    Answer,
    carry_out,
    import_file,
    plan_import,
)
from reviewapp.actions.people import add_person
from reviewapp.actions.queries import home, notes
from reviewapp.domain.errors import NotFound, UsageError

SAVED_ON = date(2026, 11, 20)


@pytest.fixture
def imported(vault, pharmacy):
    import_file(vault, path=pharmacy / "people.csv", saved_on=SAVED_ON)
    return vault, import_file(vault, path=pharmacy / "notes.csv", saved_on=SAVED_ON)


def test_every_row_is_accounted_for(imported, pharmacy) -> None:
    _vault, report = imported
    records = list(csv.reader(io.StringIO((pharmacy / "notes.csv").read_bytes().decode("utf-8"), newline="")))[1:]
    assert [row.row for row in report.rows] == list(range(1, len(records) + 1))
    assert {row.outcome for row in report.rows} <= {ADDED, ADDED_OPEN, ALREADY_HERE, BLANK}
    for row, record in zip(report.rows, records, strict=True):
        assert (row.outcome == BLANK) == (not any(record)), row
        assert row.outcome in (ADDED, BLANK) or row.remarks, row


def test_person_and_date_match_what_a_careful_reader_expects(imported, pharmacy) -> None:
    vault, report = imported
    expected = json.loads((pharmacy / "expectations.json").read_text("utf-8"))["notes"]
    by_row = {row.row: row for row in report.rows}
    found = {item.id: item for item in notes(vault)}
    right, guessed = 0, []
    for want in expected:
        row = by_row[want["row"]]
        item = found[row.id]
        people = sorted(subject.name for subject in item.subjects)
        day = item.observed_on.isoformat() if item.observed_on else None
        right += people == sorted(want["people"]) and day == want["event_date"]
        if want.get("date_candidates") and day is not None:
            guessed.append(want["id"])
    assert not guessed, "an ambiguous date was guessed"
    assert right >= 0.95 * len(expected), f"{right} of {len(expected)}"


def test_repeating_the_import_adds_nothing(imported, pharmacy) -> None:
    vault, _report = imported
    before = [item.id for item in notes(vault)]
    again = import_file(vault, path=pharmacy / "notes.csv", saved_on=SAVED_ON)
    assert {row.outcome for row in again.rows} == {ALREADY_HERE, BLANK}
    assert [item.id for item in notes(vault)] == before
    people = import_file(vault, path=pharmacy / "people.csv", saved_on=SAVED_ON)
    assert {row.outcome for row in people.rows} == {ALREADY_HERE, BLANK}


def test_repeating_after_people_were_added_adds_nothing(vault, pharmacy) -> None:
    import_file(vault, path=pharmacy / "notes.csv", saved_on=SAVED_ON)
    before = [item.id for item in notes(vault)]
    import_file(vault, path=pharmacy / "people.csv", saved_on=SAVED_ON)
    import_file(vault, path=pharmacy / "notes.csv", saved_on=SAVED_ON)
    assert [item.id for item in notes(vault)] == before


def test_told_becomes_told_in_conversation_with_the_date_to_be_confirmed(imported) -> None:
    vault, _report = imported
    item = next(item for item in notes(vault) if item.behaviour.startswith("4B. Drafter had apixaban"))
    subject = item.subjects[0]
    assert subject.told_how == "conversation" and subject.told_on is None and not subject.is_told
    assert any(one.observation_id == item.id for one in home(vault).told_to_confirm)


def test_open_dates_keep_their_readings_and_are_asked_about(imported) -> None:
    vault, _report = imported
    item = next(item for item in notes(vault) if item.date_as_written == "03/11/2026")
    assert item.observed_on is None
    assert set(item.date_candidates) == {date(2026, 3, 11), date(2026, 11, 3)}
    assert any(one.observation_id == item.id for one in home(vault).open_questions)


def test_an_unsure_name_is_asked_about(imported) -> None:
    vault, report = imported
    row = next(row for row in report.rows if row.row == 65)
    assert row.outcome == ADDED_OPEN and "could be" in row.remarks[0]
    assert next(item for item in notes(vault) if item.id == row.id).subjects == ()


def test_answers_settle_open_rows(vault, pharmacy) -> None:
    import_file(vault, path=pharmacy / "people.csv", saved_on=SAVED_ON)
    plan = plan_import(vault, path=pharmacy / "notes.csv", saved_on=SAVED_ON)
    open_rows = {row.row: row for row in plan.open_rows()}
    assert set(open_rows) >= {21, 62, 63, 64, 65}
    sian = next(person for person in plan.roster if person.name == "Sian Davies")
    answers = {62: Answer(observed_on=date(2026, 11, 3)), 65: Answer(person_ids=(sian.id,)), 97: Answer(leave_out=True)}
    report = carry_out(vault, plan=replace(plan, answers=answers))
    rows = {row.row: row for row in report.rows}
    assert rows[62].outcome == ADDED and rows[62].day == date(2026, 11, 3)
    assert rows[65].about == "Sian Davies"
    assert rows[97].outcome == LEFT_OUT


def test_a_row_without_text_is_left_out_with_one_reason(vault, tmp_path) -> None:
    (tmp_path / "notes.csv").write_text("Date,Who,What happened\n2026-03-01,Tom,\n2026-03-02,Tom,Checked it.\n", "utf-8")
    report = import_file(vault, path=tmp_path / "notes.csv", saved_on=SAVED_ON)
    first = next(row for row in report.rows if row.row == 1)
    assert first.outcome == LEFT_OUT and [one for one in first.remarks if "text" in one] == ["This row has no text."]


def test_a_dry_run_writes_nothing(vault, pharmacy) -> None:
    import_file(vault, path=pharmacy / "people.csv", saved_on=SAVED_ON, dry_run=True)
    report = import_file(vault, path=pharmacy / "notes.csv", saved_on=SAVED_ON, dry_run=True)
    assert notes(vault) == [] and any(row.outcome == ADDED for row in report.rows)


def test_cancelling_keeps_what_was_done_and_the_rest_follows(vault, pharmacy) -> None:
    import_file(vault, path=pharmacy / "people.csv", saved_on=SAVED_ON)
    part = import_file(vault, path=pharmacy / "notes.csv", saved_on=SAVED_ON, progress=lambda row: row.row != 20)
    assert part.cancelled
    done = len(notes(vault))
    assert 0 < done < 30
    rest = import_file(vault, path=pharmacy / "notes.csv", saved_on=SAVED_ON)
    assert not rest.cancelled and len(notes(vault)) == 95


def test_german_spreadsheet(vault, tmp_path) -> None:
    people = "Name;Funktion;Eintrittsdatum\r\nJürgen Weiß;Sachbearbeiter;01.04.2019\r\n"
    (tmp_path / "people.csv").write_bytes(people.encode("cp1252"))
    rows = 'Datum;Wer;Was ist passiert;Besprochen\r\n3. März 2026;Jürgen;"Hat die Quelle\r\ngeprüft; sie fehlte.";ja\r\n'
    (tmp_path / "notes.csv").write_bytes(rows.encode("cp1252"))
    import_file(vault, path=tmp_path / "people.csv", saved_on=SAVED_ON)
    import_file(vault, path=tmp_path / "notes.csv", saved_on=SAVED_ON)
    (item,) = notes(vault)
    assert item.subjects[0].name == "Jürgen Weiß"
    assert item.observed_on == date(2026, 3, 3)
    assert item.behaviour == "Hat die Quelle\ngeprüft; sie fehlte."


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"%PDF-1.7", b"a,b,c\n1,2,3\n"])
def test_what_is_neither_is_refused_in_one_sentence(vault, tmp_path, content) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError) as refused:
        import_file(vault, path=path)
    assert refused.value.sentence.endswith(".") and refused.value.next_step


def test_a_missing_file_is_said(vault, tmp_path) -> None:
    with pytest.raises(NotFound):
        import_file(vault, path=tmp_path / "nowhere.csv")
    with pytest.raises(UsageError):
        import_file(vault, path=tmp_path)


AGREEMENT = """# How we use AI for letters

Northern team. Agreed 24 March 2026. Owner: Ruth Ansell.

## What it is for
So that the receiver sees what changed, on the day.

## Must be reviewed by a person, and why
| Point | Who | Why |
| --- | --- | --- |
| Doses | whoever signs | a wrong line does harm |

## Guard-rails
- Nobody's log-ins are used to judge anyone.
- The reader opens the source first.

## Way back
Each team can switch it off.
"""


def test_a_text_that_is_not_notes_is_refused_and_leaves_nothing_behind(vault, tmp_path) -> None:
    add_person(vault, name="Tom Hesketh")
    path = tmp_path / "working-agreement.md"
    path.write_text(AGREEMENT, "utf-8")
    for dry_run in (True, False):
        with pytest.raises(UsageError) as refused:
            import_file(vault, path=path, saved_on=SAVED_ON, dry_run=dry_run)
        assert "working-agreement.md holds no notes" in refused.value.sentence and refused.value.next_step
    assert notes(vault) == []


def test_the_case_s_agreement_and_essays_are_refused_and_its_notes_page_is_not(vault, pharmacy) -> None:
    import_file(vault, path=pharmacy / "people.csv", saved_on=SAVED_ON)
    for path in (pharmacy / "working-agreement.md", *sorted((pharmacy / "self-assessments").iterdir())):
        with pytest.raises(UsageError, match="holds no notes"):
            import_file(vault, path=path, saved_on=SAVED_ON)
    assert notes(vault) == []
    report = import_file(vault, path=pharmacy / "onenote-export.md", saved_on=SAVED_ON)
    assert report.remarks == () and len(notes(vault)) == len(report.rows) == 16


@pytest.mark.parametrize(
    "text", ["## Tom\n- rang first\n- asked for the source\n", "- 3 March 2026 - somebody new rang first\n", "Tom: rang\n"]
)
def test_one_day_or_one_known_name_makes_a_text_notes(vault, tmp_path, text) -> None:
    add_person(vault, name="Tom Hesketh")
    path = tmp_path / "notes.md"
    path.write_text(text, "utf-8")
    report = import_file(vault, path=path, saved_on=SAVED_ON)
    assert report.remarks == () and {row.outcome for row in report.rows} <= {ADDED, ADDED_OPEN}


def test_a_text_with_hardly_a_note_in_it_comes_with_a_caution(vault, tmp_path) -> None:
    add_person(vault, name="Tom Hesketh")
    path = tmp_path / "mixed.md"
    path.write_text(AGREEMENT + "\n## Tom\n- 3 March 2026 - rang first\n", "utf-8")
    report = import_file(vault, path=path, saved_on=SAVED_ON, dry_run=True)
    [remark] = report.remarks
    assert "no day and names nobody" in remark and any(remark in line for line in report.lines())


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Name,Role,Licences,Mood", "Tom Hesketh,Pharmacist,2,good"),
        ("Date,Who,What happened,Licences,Mood", "2026-03-03,Tom Hesketh,Rang the ward first.,2,good"),
        (
            "Measure,What we count,Change date,Before from,Before to,Before value,Before out of,After from,After to,After value,After out of,Licences,Mood",
            "Queries,Queries answered,2026-04-01,2026-01-01,2026-03-31,3,90,2026-04-01,2026-06-30,2,90,2,good",
        ),
    ],
    ids=["people", "notes", "outcomes"],
)  # fmt: skip
def test_columns_that_have_no_place_here_are_named(vault, tmp_path, header, row) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"{header}\n{row}\n", "utf-8")
    report = import_file(vault, path=path, saved_on=SAVED_ON)
    [remark] = report.remarks
    assert remark == "These columns have no place here and stay out: “Licences”, “Mood”."
    assert [one.outcome for one in report.rows] != [LEFT_OUT] and f"table.csv: {remark}" in report.lines()


def test_a_hundred_columns_without_a_place_are_not_a_page(vault, tmp_path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(",".join(["Name", "Role", *(f"{number} {'x' * 500}" for number in range(100))]) + "\nTom Hesketh,Pharmacist\n", "utf-8")
    [remark] = import_file(vault, path=path, saved_on=SAVED_ON, dry_run=True).remarks
    assert remark.endswith("…”, ….") and len(remark) < 500
