"""Pilots with volunteers, feedback about tools, and the sheet that is made from eight people up."""

from __future__ import annotations

import inspect
from dataclasses import replace

import pytest

from reviewapp.actions.about import about_files
from reviewapp.actions.bin import in_bin, restore
from reviewapp.actions.changes import take_back
from reviewapp.actions.erasing import delete_for_good, erase_person
from reviewapp.actions.importing import import_file
from reviewapp.actions.journaling import keep_draft, kept_drafts
from reviewapp.actions.outcomes import keep_measure, measures
from reviewapp.actions.people import add_person, agree_role_profile
from reviewapp.actions.queries import profile
from reviewapp.actions.team import (
    begin_cycle,
    cycles,
    decide,
    get_cycle,
    look_back,
    note_tool,
    preview_team_sheet,
    remove_cycle,
    remove_tool_note,
    sheet_refusal,
    take_part,
    team_sheet,
    tool_notes,
    write_team_sheet,
)
from reviewapp.domain.errors import RuleRefused, UsageError
from reviewapp.domain.team import SMALLEST_GROUP, month_later
from reviewapp.vault.driver import IntegrityError
from tests.actions.test_outcomes import AFTER, MEASURE
from tests.helpers.acts import FOCUS, dump, somebody, with_focus
from tests.report.reading import text_of

NAMES = ("Ada Quill", "Ben Orrell", "Cyd Marsh", "Dee Lomax", "Eli Thorne", "Fay Rudd", "Gus Wynne", "Hal Yorke")


@pytest.mark.idea("A33")
def test_a_pilot_needs_volunteers_a_month_and_a_written_decision(vault, clock):
    with pytest.raises(RuleRefused, match="volunteers"):
        begin_cycle(vault, name="Summaries", mode="pilot")
    tom = with_focus(vault)
    cycle_id = begin_cycle(vault, name="Summaries", volunteers=[tom]).id
    assert [one.name for one in get_cycle(vault, cycle_id=cycle_id).volunteers] == ["Tom Hesketh"]
    assert [one.next for one in cycles(vault)] == ["wait"]
    with pytest.raises(RuleRefused, match="after a month"):
        look_back(vault, cycle_id=cycle_id, text="It went well.")
    with pytest.raises(RuleRefused, match="after the look back"):
        decide(vault, cycle_id=cycle_id, decision="go", reason="Because.")
    clock.forward(days=31)
    assert [one.next for one in cycles(vault)] == ["look_back"]
    with pytest.raises(UsageError, match="written down"):
        look_back(vault, cycle_id=cycle_id, text="  ")
    look_back(vault, cycle_id=cycle_id, text="Fewer calls; the second reader had to stay.")
    with pytest.raises(UsageError, match="written decision"):
        decide(vault, cycle_id=cycle_id, decision="no_go", reason=" ")
    with pytest.raises(UsageError):
        decide(vault, cycle_id=cycle_id, decision="perhaps", reason="x")
    decide(vault, cycle_id=cycle_id, decision="no_go", reason="The queue grew downstream.")
    kept = get_cycle(vault, cycle_id=cycle_id)
    assert (kept.decision, kept.decision_reason, kept.decided_on) == ("no_go", "The queue grew downstream.", vault.today)
    assert [one.next for one in cycles(vault)] == [""]
    with pytest.raises(IntegrityError, match="CHECK"), vault.write() as transaction:
        transaction.update("cycle", cycle_id, {"looked_back_on": None})


def test_a_standard_cycle_needs_no_volunteers_and_has_no_decision(vault):
    cycle_id = begin_cycle(vault, name="Summaries", mode="standard").id
    with pytest.raises(UsageError, match="Only a pilot"):
        decide(vault, cycle_id=cycle_id, decision="go", reason="x")
    with pytest.raises(UsageError, match="mode"):
        begin_cycle(vault, name="Summaries", mode="forced", volunteers=[somebody(vault)])


@pytest.mark.idea("A50")
def test_no_cycle_opens_before_something_is_agreed_for_each_role(vault):
    tom, ione = with_focus(vault), somebody(vault, "Ione Karavasili")
    before = dump(vault)
    for mode, who in (("pilot", [tom, ione]), ("standard", [ione]), ("standard", [])):
        with pytest.raises(RuleRefused, match="Nothing is agreed for the role of Ione Karavasili yet") as refused:
            begin_cycle(vault, name="Summaries", mode=mode, volunteers=who)
        assert "Tom Hesketh" not in refused.value.sentence and "Agree the focus" in refused.value.next_step
    assert dump(vault) == before
    cycle_id = begin_cycle(vault, name="Summaries", volunteers=[tom]).id
    with pytest.raises(RuleRefused, match="Ione Karavasili"):
        take_part(vault, cycle_id=cycle_id, volunteers=[tom, ione])
    # Expectations of her own, not Tom's: another focus, and the cycle opens.
    agree_role_profile(vault, person_id=ione, focus=("J2", "J7", "J8", "J10"), seat="receiver")
    take_part(vault, cycle_id=cycle_id, volunteers=[tom, ione])
    begin_cycle(vault, name="For all", mode="standard")
    assert profile(vault, person_id=tom).focus == FOCUS != profile(vault, person_id=ione).focus


def test_a_month_ends_with_its_last_day():
    from datetime import date

    assert month_later(date(2026, 1, 31)) == date(2026, 2, 28) and month_later(date(2026, 12, 5)) == date(2027, 1, 5)


def test_volunteers_leave_as_easily_as_they_join(vault):
    tom, ione = with_focus(vault), with_focus(vault, "Ione Karavasili")
    cycle_id = begin_cycle(vault, name="Summaries", volunteers=[tom, ione, tom]).id
    change = take_part(vault, cycle_id=cycle_id, volunteers=[ione])
    assert [one.person_id for one in get_cycle(vault, cycle_id=cycle_id).volunteers] == [ione]
    take_back(vault, undo=change.undo)
    assert len(get_cycle(vault, cycle_id=cycle_id).volunteers) == 2
    with pytest.raises(RuleRefused):
        take_part(vault, cycle_id=cycle_id, volunteers=[])


def test_who_volunteered_is_handed_over_and_erased(vault):
    tom = with_focus(vault)
    cycle_id = begin_cycle(vault, name="Summaries on 6A", volunteers=[tom]).id
    said = about_files(vault, person_id=tom)
    assert "Volunteered for: Summaries on 6A" in text_of(said.pdf)
    erase_person(vault, person_id=tom)
    assert get_cycle(vault, cycle_id=cycle_id).volunteers == ()
    assert [one.next for one in cycles(vault)] == ["volunteers"]
    remove_cycle(vault, cycle_id=cycle_id)
    assert cycles(vault) == [] and [one.kind for one in in_bin(vault)] == ["cycle"]


def test_what_is_being_typed_of_a_pilot_goes_with_it(vault):
    cycle_id = begin_cycle(vault, name="Discharge summaries", volunteers=[with_focus(vault)]).id
    for form in ("cycle", "look-back", "decide"):
        keep_draft(vault, editor=f"{form}/{cycle_id}", body={"reason": "Half a sentence"})
    keep_draft(vault, editor=f"outcome/{cycle_id}", body={"name": "Of something else"})
    remove_cycle(vault, cycle_id=cycle_id)
    delete_for_good(vault, team_rows=[("cycle", cycle_id)])
    assert list(kept_drafts(vault)) == [f"outcome/{cycle_id}"]


@pytest.mark.idea("A47")
def test_tool_feedback_is_about_the_tool_and_names_nobody(vault):
    somebody(vault, "Tom Hesketh")
    columns = {row["name"] for row in vault.connection.execute("PRAGMA table_info(tool_feedback)")}
    assert columns == {
        "id", "uid", "tool", "noted_on", "task", "helped", "fell_short", "wanted", "created_at", "deleted_at"
    }
    assert not {"person_id", "author", "who"} & set(inspect.signature(note_tool).parameters)
    with pytest.raises(RuleRefused, match="names Tom Hesketh"):
        note_tool(vault, tool="The drafter", texts={"fell_short": "Tom Hesketh found three lines wrong."})
    with pytest.raises(UsageError, match="nothing to keep"):
        note_tool(vault, tool="The drafter", texts={})
    made = note_tool(vault, tool="The drafter", texts={"task": "Summaries", "fell_short": "Guesses a reason."})
    assert [(one.tool, one.fell_short) for one in tool_notes(vault)] == [("The drafter", "Guesses a reason.")]
    remove_tool_note(vault, note_id=made.id)
    assert tool_notes(vault) == []
    restore(vault, kind="tool_feedback", row_id=made.id)
    assert len(tool_notes(vault)) == 1


@pytest.mark.idea("A34")
@pytest.mark.harm("small-group")
def test_seven_people_produce_no_sheet_and_eight_do_without_a_name(vault, tmp_path):
    keep_measure(vault, measure=MEASURE)
    for name in NAMES[: SMALLEST_GROUP - 1]:
        add_person(vault, name=name)
    for make in (lambda: team_sheet(vault), lambda: preview_team_sheet(vault), lambda: write_team_sheet(vault, folder=tmp_path)):
        with pytest.raises(RuleRefused, match="from eight people up"):
            make()
    assert list(tmp_path.glob("*.pdf")) == [] and sheet_refusal(vault, found=measures(vault)) is not None
    add_person(vault, name=NAMES[-1])
    path = write_team_sheet(vault, folder=tmp_path)
    said = text_of(path.read_bytes())
    assert "142 of 171 summaries" in said and "Figures of work, not of people." in said
    for name in (*NAMES, "Ruth Ansell"):
        assert not [part for part in name.split() if part in said], name


def test_the_writer_is_not_counted_and_a_measure_that_names_somebody_later_stops_the_sheet(vault):
    keep_measure(vault, measure=replace(MEASURE, remarks="Kept by Hal Yorke."))
    for name in NAMES[:-1]:
        add_person(vault, name=name)
    assert isinstance(sheet_refusal(vault, found=measures(vault)), RuleRefused)
    add_person(vault, name=NAMES[-1])
    with pytest.raises(RuleRefused, match="names Hal Yorke"):
        team_sheet(vault)


def test_figures_that_stand_apart_have_no_bars_in_the_sheet(vault):
    for name in NAMES:
        add_person(vault, name=name)
    keep_measure(vault, measure=MEASURE)
    keep_measure(vault, measure=replace(MEASURE, name="Other source", after=replace(AFTER, source="audit tab")))
    first, second = team_sheet(vault).measures
    assert [round(bar.reach, 3) for bar in first.bars] == [0.83, 0.896] and second.bars == ()
    assert second.cautions == ("Not comparable: the figures come from different sources.",)
    said = text_of(preview_team_sheet(vault).data)
    assert first.alternative == (
        "No correction by the practice: Before 142 of 171 summaries; After 163 of 182 summaries."
    )
    assert "Before, 27 Apr 2026 – 10 May 2026: 142 of 171 summaries." in said
    assert "Not comparable: the figures come from different sources." in said


def test_the_pharmacys_sheet_from_its_own_files(vault, pharmacy):
    import_file(vault, path=pharmacy / "people.csv")
    import_file(vault, path=pharmacy / "outcomes.csv")
    said = text_of(preview_team_sheet(vault).data)
    for words in (
        "First-pass dispensing accuracy", "1842 of 1903 items", "Not comparable: different cases were counted.",
        "Few cases: fewer than 20. Describe, do not generalise.",
    ):  # fmt: skip
        assert words in said, words
    for name in ("Hesketh", "Davies", "Olumide", "Lefèvre", "Mensah", "Blackledge", "Whitby", "Carvalho", "Ansell"):
        assert name not in said


def test_the_same_sheet_has_the_same_bytes(vault):
    for name in NAMES:
        add_person(vault, name=name)
    keep_measure(vault, measure=MEASURE)
    assert preview_team_sheet(vault).data == preview_team_sheet(vault).data
