"""Outcome measures: of work, never of a person; side by side only when they were tallied in the same way."""

from __future__ import annotations

import inspect
import json
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from datetime import date, timedelta

import pytest

from reviewapp.actions.agreements import agree
from reviewapp.actions.bin import in_bin, restore
from reviewapp.actions.changes import take_back
from reviewapp.actions.erasing import delete_for_good, erase_person
from reviewapp.actions.importing import import_file
from reviewapp.actions.observations import Details, change_observation, get_observation, record_observation
from reviewapp.actions.outcomes import get_measure, keep_measure, measures, remove_measure
from reviewapp.domain.agreement import Terms
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.outcome import (
    DIMENSIONS,
    FEW,
    KINDS,
    Measure,
    Window,
    baseline,
    describes_only,
    lengths,
    not_comparable,
)
from reviewapp.vault.driver import IntegrityError
from tests.helpers.acts import somebody, whole

CHANGE = date(2026, 5, 11)
BEFORE = Window(date(2026, 4, 27), date(2026, 5, 10), 142, 171, "mixed", "yes", "yes", "", "call log")
AFTER = replace(BEFORE, first=date(2026, 9, 7), last=date(2026, 9, 20), held=163, out_of=182)
MEASURE = Measure(
    name="No correction by the practice", what="pages not queried within 14 days", unit="summaries",
    change_on=CHANGE, before=BEFORE, after=AFTER,
)  # fmt: skip


def view(vault, measure=MEASURE):
    measure_id = keep_measure(vault, measure=measure).id
    return next(one for one in measures(vault) if one.id == measure_id)


@pytest.mark.idea("A13", "A21")
def test_a_plain_tally_with_a_before_and_an_after(vault):
    shown = view(vault)
    assert shown.measure == MEASURE
    assert shown.sides[0].startswith("Before, 27 Apr 2026 – 10 May 2026: 142 of 171 summaries.")
    assert "Source: call log." in shown.sides[1]
    assert shown.apart == "" and [side for side, _reach in lengths(shown.measure)] == ["before", "after"]
    # One definition stands for both sides: there is no second one to differ.
    assert "what" not in {one.name for one in dataclass_fields(Window)}


@pytest.mark.idea("A13")
def test_no_measure_is_about_a_person(vault):
    """Neither the table, the fields nor the words have a place for one."""
    columns = {row["name"] for row in vault.connection.execute("PRAGMA table_info(outcome_measure)")}
    assert not [name for name in columns if "person" in name or "who" in name]
    assert "person" not in inspect.signature(keep_measure).parameters
    with pytest.raises(UsageError):
        keep_measure(vault, measure=replace(MEASURE, scope="person"))
    measure_id = keep_measure(vault, measure=MEASURE).id
    with pytest.raises(IntegrityError, match="CHECK"), vault.write() as transaction:
        transaction.update("outcome_measure", measure_id, {"scope": "person"})
    somebody(vault, "Tom Hesketh")
    for changed in (
        {"name": "Summaries of Tom Hesketh"}, {"what": "pages by Tom  Hesketh"}, {"remarks": "TOM HESKETH only"},
        {"before": replace(BEFORE, covers="those Tom Hesketh drafted")},
    ):  # fmt: skip
        with pytest.raises(RuleRefused, match="names Tom Hesketh"):
            keep_measure(vault, measure=replace(MEASURE, **changed))


@pytest.mark.idea("A57")
@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"origin": "ai"}, "who made the work differs"), ({"origin": None}, "not said for both sides"),
        ({"review_time": "no"}, "time for review is in one"), ({"review_time": None}, "review time is included is not said"),
        ({"downstream": "no"}, "come after is in one"), ({"downstream": None}, "come after is included is not said"),
        ({"covers": "red and amber only"}, "different cases"), ({"source": "audit tab"}, "different sources"),
    ],
)  # fmt: skip
def test_figures_tallied_differently_are_not_comparable(vault, changed, reason):
    shown = view(vault, replace(MEASURE, after=replace(AFTER, **changed)))
    assert shown.apart.startswith("Not comparable: ") and reason in shown.apart
    # The figures are still told; the picture that would compare them is not made.
    assert len(shown.sides) == 2 and lengths(shown.measure) == ()


def test_incidents_need_windows_of_one_length(vault):
    longer = replace(AFTER, last=date(2026, 10, 20))
    assert not_comparable(replace(MEASURE, after=longer)) == ()
    assert not_comparable(replace(MEASURE, after=longer, kind="incidents")) == ("length",)
    assert not_comparable(replace(MEASURE, after=None)) == ("no_after",)


@pytest.mark.idea("A19")
def test_the_baseline_is_two_weeks_and_ends_before_the_change(vault):
    first, last = baseline(CHANGE)
    assert (last - first).days + 1 == 14 and last == CHANGE - timedelta(days=1)
    for window in (replace(BEFORE, last=CHANGE), replace(BEFORE, last=CHANGE + timedelta(days=3))):
        with pytest.raises(UsageError, match="baseline must end before"):
            keep_measure(vault, measure=replace(MEASURE, before=window))
    with pytest.raises(UsageError, match="begins before the day"):
        keep_measure(vault, measure=replace(MEASURE, after=replace(AFTER, first=CHANGE - timedelta(days=1))))
    with pytest.raises(UsageError, match="day of the change"):
        keep_measure(vault, measure=replace(MEASURE, change_on=None))


@pytest.mark.idea("A14")
def test_few_cases_describe_and_the_limit_can_be_changed(vault):
    few = replace(MEASURE, before=replace(BEFORE, held=7, out_of=611))
    assert view(vault, few).few == "Few cases: fewer than 20. Describe, do not generalise."
    assert view(vault, replace(MEASURE, after=replace(AFTER, held=FEW - 1, out_of=FEW))).few
    assert not view(vault, replace(MEASURE, after=replace(AFTER, held=FEW, out_of=FEW))).few
    assert not view(vault, replace(few, few_below=5)).few
    assert "fewer than 150" in view(vault, replace(MEASURE, few_below=150)).few
    amount = replace(MEASURE, shape="amount", before=replace(BEFORE, held=3.5), after=replace(AFTER, held=2))
    assert not describes_only(amount) and describes_only(replace(amount, after=replace(AFTER, held=2, out_of=19)))


@pytest.mark.idea("A23")
def test_time_to_trust_needs_the_teams_own_definition(vault):
    kind = replace(MEASURE, kind="time_to_trust", shape="amount")
    with pytest.raises(UsageError, match="own definition"):
        keep_measure(vault, measure=kind)
    words = "Until nobody re-checks every line: ten sound summaries in a row."
    assert view(vault, replace(kind, trust_definition=words)).measure.trust_definition == words


@pytest.mark.idea("A22")
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_outcome_can_be_kept(vault, kind):
    assert view(vault, replace(MEASURE, kind=kind, trust_definition="x")).measure.kind == kind


@pytest.mark.idea("A9", "A10", "A11", "A12")
def test_consistency_correctness_reversibility_of_work_and_of_an_episode(vault):
    done = Terms(workflow="Summaries", definition_of_done="Each change has a reason.")
    agreement_id = agree(vault, terms=done, agreed_on=vault.today).id
    for dimension in ("consistency", "correctness", "reversibility"):
        shown = view(vault, replace(MEASURE, dimension=dimension, agreement_id=agreement_id))
        assert shown.measure.dimension == dimension and shown.done == ("Each change has a reason.",)
    assert set(DIMENSIONS) == {"consistency", "correctness", "reversibility"}
    person_id = somebody(vault)
    for held_up, way_back in (("yes", "planned"), ("partly", "used"), ("no", "none"), ("unknown", "not_needed")):
        details = Details(choices={"held_up": held_up, "way_back": way_back})
        made = record_observation(vault, person_ids=[person_id], text="x", observed_on=None, details=details)
        kept = get_observation(vault, observation_id=made.id).choices
        assert (kept["held_up"], kept["way_back"]) == (held_up, way_back)
    with pytest.raises(UsageError):
        keep_measure(vault, measure=replace(MEASURE, dimension="speed"))


@pytest.mark.idea("A15")
def test_a_measure_may_be_imperfect_and_says_so(vault):
    assert view(vault).measure.status == "exploratory"
    assert view(vault, replace(MEASURE, status="settled")).measure.status == "settled"
    person_id = somebody(vault)
    made = whole(vault, person_id)
    change_observation(vault, observation_id=made, details=Details(choices={"confidence": "unsure"}))
    assert get_observation(vault, observation_id=made).choice("confidence") == "unsure"


@pytest.mark.idea("A20")
def test_a_dropped_step_is_kept_with_its_reason(vault):
    with pytest.raises(UsageError, match="reason"):
        keep_measure(vault, measure=replace(MEASURE, steps_dropped="The second overview"))
    shown = view(vault, replace(MEASURE, steps_dropped="The second overview", steps_reason="Nobody read it."))
    assert (shown.measure.steps_dropped, shown.measure.steps_reason) == ("The second overview", "Nobody read it.")
    made = whole(vault, somebody(vault))
    change_observation(vault, observation_id=made, details=Details(multi={"chips": ("stopped_doing",)}))
    assert get_observation(vault, observation_id=made).multi["chips"] == ("stopped_doing",)


@pytest.mark.parametrize(
    "changed",
    [
        {"before": replace(BEFORE, held=172)}, {"before": replace(BEFORE, out_of=0)}, {"few_below": 0}, {"what": " "},
        {"before": replace(BEFORE, first=BEFORE.last + timedelta(days=1))}, {"before": replace(BEFORE, origin="robot")},
        {"name": ""}, {"kind": "speed"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(vault, changed):
    with pytest.raises(UsageError):
        keep_measure(vault, measure=replace(MEASURE, **changed))


def test_change_undo_bin_and_for_good(vault):
    measure_id = keep_measure(vault, measure=MEASURE).id
    change = keep_measure(vault, measure=replace(MEASURE, after=None), measure_id=measure_id)
    assert get_measure(vault, measure_id=measure_id).measure.after is None
    take_back(vault, undo=change.undo)
    assert get_measure(vault, measure_id=measure_id).measure == MEASURE
    remove_measure(vault, measure_id=measure_id)
    assert [(one.kind, one.people, one.title) for one in in_bin(vault)] == [("outcome_measure", (), MEASURE.name)]
    restore(vault, kind="outcome_measure", row_id=measure_id)
    remove_measure(vault, measure_id=measure_id)
    delete_for_good(vault, team_rows=[("outcome_measure", measure_id)])
    assert vault.connection.execute("SELECT * FROM outcome_window").fetchall() == []
    with pytest.raises(NotFound):
        get_measure(vault, measure_id=measure_id)


def test_a_part_of_a_name_goes_with_the_person(vault):
    person_id = somebody(vault, "Tom Hesketh")
    measure_id = keep_measure(vault, measure=replace(MEASURE, remarks="Hesketh kept the sheet.")).id
    erase_person(vault, person_id=person_id)
    assert get_measure(vault, measure_id=measure_id).measure.remarks == "[erased] kept the sheet."


@pytest.mark.idea("A57")
def test_the_pharmacys_table_comes_in_as_a_careful_reader_would_read_it(vault, pharmacy):
    expected = json.loads((pharmacy / "expectations.json").read_text("utf-8"))["outcomes"]
    dry = import_file(vault, path=pharmacy / "outcomes.csv", dry_run=True)
    assert measures(vault) == []
    report = import_file(vault, path=pharmacy / "outcomes.csv")
    assert [row.row for row in report.rows] == [1, 2, 3, 4, 5, 6]
    assert [row.outcome for row in report.rows] == ["added", "added", "added_open", "added", "added", "added"]
    assert [row.remarks for row in dry.rows] == [row.remarks for row in report.rows]
    kept = {one.measure.name: one for one in measures(vault)}
    assert {name: not one.apart for name, one in kept.items()} == {
        item["measure"]: item["like_for_like"] for item in expected
    }
    time = kept["Drafting time per summary"]
    assert "time for review is in one figure" in time.apart and "different sources" in time.apart
    # "drafter" is none of the answers: it is asked about, not taken for AI.
    assert time.measure.before.origin == "human" and time.measure.after.origin is None
    assert any("“drafter”" in remark for remark in report.rows[2].remarks)
    assert "different cases" in kept["Drug history done within 24 h"].apart
    assert kept["High-risk drug incidents after discharge"].few and not kept["First-pass dispensing accuracy"].few
    again = import_file(vault, path=pharmacy / "outcomes.csv")
    assert {row.outcome for row in again.rows} == {"already_here"} and len(measures(vault)) == 6


def test_cells_that_cannot_be_read_leave_questions_open(vault, tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text(
        "Measure,What we count,Change date,Before from,Before to,Before value,Before out of,After from,After to,"
        "After value,After out of,Made by\n"
        "A,right ones,2026-05-11,2026-04-20,2026-05-03,\"1,842\",1903,2026-09-07,2026-09-20,1951,1996,mixed\n"
        "B,right ones,2026-05-11,03/04/2026,2026-05-03,1,2,2026-09-07,2026-09-20,1,2,\n"
        ",,,,,,,,,,,\n"
        "C,right ones,2026-05-01,2026-04-20,2026-05-03,1,2,2026-09-07,2026-09-20,1,2,human\n"
        "D,right ones,2026-05-11,2026-04-20,2026-05-03,9,2,2026-09-07,2026-09-20,1,2,human\n", "utf-8",
    )
    report = import_file(vault, path=path)
    assert [(row.row, row.outcome) for row in report.rows] == [
        (1, "added_open"), (2, "added_open"), (3, "blank"), (4, "left_out"), (5, "left_out"),
    ]
    assert "“1,842” is no figure: the before side is left open." in report.rows[0].remarks
    assert any("names no one day" in remark for remark in report.rows[1].remarks)
    assert any("baseline must end before" in remark for remark in report.rows[3].remarks)
    assert any("More were counted" in remark for remark in report.rows[4].remarks)
    assert [one.measure.before for one in measures(vault)] == [None, None]
