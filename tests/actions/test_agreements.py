"""Working agreements: dated versions, points with reasons, limits, process reviews, and rules that episodes cite."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reviewapp.actions.about import about_files
from reviewapp.actions.agreements import (
    agree,
    all_agreements,
    get_agreement,
    hold_against,
    import_agreement,
    let_go,
    read_agreement_file,
    remove_agreement,
    review_process,
    rules_of,
)
from reviewapp.actions.bin import in_bin, restore
from reviewapp.actions.changes import take_back
from reviewapp.actions.erasing import delete_for_good, erase_person
from reviewapp.actions.observations import Details, change_observation, get_observation, record_observation
from reviewapp.domain import observation as fields
from reviewapp.domain.agreement import AbsorptionLimit, MustReview, ProcessReview, Terms
from reviewapp.domain.errors import NotFound, UsageError
from tests.helpers.acts import jot, somebody, whole
from tests.report.reading import text_of

TERMS = Terms(
    workflow="Discharge summaries", purpose="So that the practice sees what changed.",
    worth_doing_if="More than four medicines changed.", definition_of_done="Each change has a reason.\nDoses are checked.",
    must_review=(MustReview("Anticoagulants", "ward pharmacist", "a wrong line does harm at once"),),
    check_before_release="Two readers in the first fortnight.", automated_checks="Doses against the limits table.",
    guard_rails="Chart first, draft second.", way_back="The paper template in the second drawer.",
    absorption_limits=(AbsorptionLimit("Dispensary", "eight in the queue"),), upstream="Ward round",
    downstream="Practices", tested_at_speed="no", good_enough="A practice can act on it without ringing.",
)  # fmt: skip


def agreed(vault, terms=TERMS, ago=0):
    return agree(vault, terms=terms, agreed_on=vault.today - timedelta(days=ago)).id


def test_a_change_is_a_version_and_the_earlier_one_stays(vault):
    first = agreed(vault, ago=30)
    later = agree(vault, terms=replace(TERMS, way_back="Switch it off."), agreed_on=vault.today, agreement_id=first)
    kept = get_agreement(vault, agreement_id=first)
    assert [one.terms.way_back for one in kept.versions] == ["Switch it off.", TERMS.way_back]
    assert kept.versions[1].terms == TERMS and kept.versions[1].agreed_on == vault.today - timedelta(days=30)
    take_back(vault, undo=later.undo)
    assert get_agreement(vault, agreement_id=first).terms == TERMS


@pytest.mark.idea("A35")
def test_what_a_person_must_review_has_its_reason_and_an_episode_may_cite_the_rule(vault):
    for point in (MustReview("Doses", "pharmacist", ""), MustReview("", "", "because"), MustReview("Doses", "", "  ")):
        with pytest.raises(UsageError, match="reason"):
            agreed(vault, replace(TERMS, must_review=(point,)))
    agreement_id = agreed(vault)
    kept = get_agreement(vault, agreement_id=agreement_id).terms
    assert (kept.must_review, kept.check_before_release, kept.automated_checks) == (
        TERMS.must_review, TERMS.check_before_release, TERMS.automated_checks
    )
    observation_id = jot(vault, somebody(vault))
    held = hold_against(
        vault, observation_id=observation_id, agreement_id=agreement_id, part="must_review", words="Anticoagulants"
    )
    assert [(one.part, one.words, one.workflow) for one in rules_of(vault, observation_id=observation_id)] == [
        ("must_review", "Anticoagulants", "Discharge summaries")
    ]
    with pytest.raises(UsageError, match="no such rule"):
        hold_against(vault, observation_id=observation_id, agreement_id=agreement_id, part="way_back", words="Else")
    # The words of that day stay, whatever is agreed later.
    agree(vault, terms=replace(TERMS, must_review=()), agreed_on=vault.today, agreement_id=agreement_id)
    assert rules_of(vault, observation_id=observation_id)[0].words == "Anticoagulants"
    take_back(vault, undo=held.undo)
    assert rules_of(vault, observation_id=observation_id) == []


@pytest.mark.idea("A79", "A80", "A82")
@pytest.mark.parametrize(
    ("part", "words", "field", "value"),
    [
        ("definition_of_done", "Doses are checked.", "met_done", "partly"),
        ("worth_doing_if", "More than four medicines changed.", "chips", "declined_as_not_worth_doing"),
        ("absorption_limit", "Dispensary: eight in the queue", "chips", "matched_receiver_pace"),
    ],
)
def test_done_worth_doing_and_pace_stand_in_the_agreement_and_are_seen_in_an_episode(vault, part, words, field, value):
    agreement_id, person_id = agreed(vault), somebody(vault)
    details = (
        Details(choices={field: value}) if field in fields.CHOICES else Details(multi={field: (value,)})
    )
    made = record_observation(vault, person_ids=[person_id], text="x", observed_on=None, details=details)
    hold_against(vault, observation_id=made.id, agreement_id=agreement_id, part=part, words=words)
    assert rules_of(vault, observation_id=made.id)[0].part == part
    seen = get_observation(vault, observation_id=made.id)
    assert value in (seen.choice(field) if field in fields.CHOICES else seen.multi[field])
    kept = get_agreement(vault, agreement_id=agreement_id).terms
    assert (part, words) in kept.rules()


@pytest.mark.idea("A83")
def test_where_work_comes_from_and_goes_is_agreed_with_whether_it_was_tested(vault):
    kept = get_agreement(vault, agreement_id=agreed(vault)).terms
    assert (kept.upstream, kept.downstream, kept.tested_at_speed) == ("Ward round", "Practices", "no")
    for answer in ("yes", "no", ""):
        agreed(vault, replace(TERMS, tested_at_speed=answer))
    with pytest.raises(UsageError):
        agreed(vault, replace(TERMS, tested_at_speed="nearly"))


@pytest.mark.idea("A78", "A85")
def test_a_process_is_taken_apart_and_pseudo_work_is_asked_for(vault):
    agreement_id = agreed(vault)
    review = ProcessReview(
        steps="Draft, read, sign.", norm_questioned="Every summary is drafted.", bottleneck="The second reader",
        pseudo_work="A second overview nobody reads.", change_tried="Left it out.", result="Nobody missed it.",
    )
    review_process(vault, agreement_id=agreement_id, review=review, reviewed_on=vault.today)
    assert get_agreement(vault, agreement_id=agreement_id).reviews[0].review == review
    made = whole(vault, somebody(vault), concern=True)
    change_observation(vault, observation_id=made, details=Details(multi={"counter_signal": ("pseudo_work",)}))
    assert get_observation(vault, observation_id=made).multi["counter_signal"] == ("pseudo_work",)
    with pytest.raises(UsageError, match="steps"):
        review_process(vault, agreement_id=agreement_id, review=ProcessReview(result="x"), reviewed_on=vault.today)


@pytest.mark.idea("A91")
def test_good_enough_stands_when_makers_and_receivers_agreed_on_a_day(vault):
    proposal = get_agreement(vault, agreement_id=agreed(vault)).terms
    assert proposal.good_enough and not proposal.good_enough_stands
    one_side = replace(TERMS, good_enough_makers="ward pharmacists", good_enough_on=vault.today)
    for terms in (one_side, replace(one_side, good_enough_receivers="practices", good_enough_on=None)):
        with pytest.raises(UsageError, match="makers and receivers"):
            agreed(vault, terms)
    both = agreed(vault, replace(one_side, good_enough_receivers="two practices"))
    assert get_agreement(vault, agreement_id=both).terms.good_enough_stands


def test_a_day_to_come_and_a_workflow_without_a_name_are_refused(vault):
    with pytest.raises(UsageError, match="still to come"):
        agreed(vault, ago=-1)
    with pytest.raises(UsageError, match="workflow"):
        agreed(vault, replace(TERMS, workflow="  "))


def test_an_agreement_goes_through_the_bin_and_for_good(vault):
    agreement_id = agreed(vault)
    observation_id = jot(vault, somebody(vault))
    hold_against(vault, observation_id=observation_id, agreement_id=agreement_id, part="guard_rails", words="Chart first, draft second.")
    removed = remove_agreement(vault, agreement_id=agreement_id)
    assert all_agreements(vault) == []
    assert [(one.kind, one.title) for one in in_bin(vault)] == [("agreement", "Discharge summaries")]
    restore(vault, kind="agreement", row_id=agreement_id)
    assert [one.id for one in all_agreements(vault)] == [agreement_id]
    remove_agreement(vault, agreement_id=agreement_id)
    delete_for_good(vault, team_rows=[("agreement", agreement_id)])
    assert in_bin(vault) == [] and rules_of(vault, observation_id=observation_id) == []
    assert removed.undo is not None
    with pytest.raises(NotFound):
        get_agreement(vault, agreement_id=agreement_id)


def test_a_name_in_it_goes_with_the_person(vault):
    person_id = somebody(vault, "Tom Hesketh")
    agreement_id = agreed(vault, replace(TERMS, owner="Tom Hesketh", way_back="Ask Hesketh."))
    review_process(vault, agreement_id=agreement_id, review=ProcessReview(steps="Tom drafts."), reviewed_on=vault.today)
    observation_id = jot(vault, person_id)
    hold_against(vault, observation_id=observation_id, agreement_id=agreement_id, part="way_back", words="Ask Hesketh.")
    said = about_files(vault, person_id=person_id)
    assert "Rule of the team" in text_of(said.pdf) and "Ask Hesketh." in text_of(said.pdf)
    erase_person(vault, person_id=person_id)
    kept = get_agreement(vault, agreement_id=agreement_id)
    assert (kept.terms.owner, kept.terms.way_back) == ("[erased]", "Ask [erased].")
    assert kept.reviews[0].review.steps == "[erased] drafts."
    assert vault.connection.execute("SELECT * FROM observation_rule").fetchall() == []


def test_a_rule_can_be_taken_from_an_episode(vault):
    agreement_id, observation_id = agreed(vault), jot(vault, somebody(vault))
    hold_against(vault, observation_id=observation_id, agreement_id=agreement_id, part="guard_rails", words=TERMS.guard_rails)
    let_go(vault, cited_id=rules_of(vault, observation_id=observation_id)[0].id)
    assert rules_of(vault, observation_id=observation_id) == []


def test_the_pharmacys_agreement_is_read_line_by_line(vault, pharmacy):
    path = pharmacy / "working-agreement.md"
    read = read_agreement_file(vault, path=path)
    written = {number for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1) if line.strip()}
    assert {one.line for one in read.placed} == written
    terms = read.terms
    assert terms.workflow == "How we use AI for discharge summaries" and terms.owner == "Ruth Ansell"
    assert len(terms.definition_of_done.splitlines()) == 6
    assert [one.what for one in terms.must_review][::4] == [
        "Anticoagulants, insulin, opioids, methotrexate, lithium, clozapine", "Children"
    ]
    assert all(one.why for one in terms.must_review)
    assert [one.receiver for one in terms.absorption_limits] == ["Dispensary", "GP practices", "Community pharmacies", ""]
    assert terms.worth_doing_if.startswith("Worth using when the stay") and "Worth" not in terms.purpose
    assert terms.good_enough == "" and terms.tested_at_speed == ""
    assert terms.other_notes.endswith("First fortnight on a new ward: two readers for each draft, then the ward decides.")
    # "Agreed 24 March 2026, changed 26 May …": of which day this wording is, nobody guesses.
    assert read.agreed_on is None
    with pytest.raises(UsageError, match="does not say on which day"):
        import_agreement(vault, path=path)
    made = import_agreement(vault, path=path, agreed_on=date(2026, 11, 18))
    assert get_agreement(vault, agreement_id=made.id).terms == terms
    assert import_agreement(vault, path=path, agreed_on=date(2026, 11, 18)).ids == ()
    assert len(get_agreement(vault, agreement_id=made.id).versions) == 1


def test_a_file_with_a_day_and_an_unknown_heading(vault, tmp_path):
    path = tmp_path / "agreement.md"
    path.write_text(
        "# Rotas\n\nAgreed 3 March 2026.\n\n## Way back\nPaper.\n\n## Coffee\nIn the kitchen.\n\n"
        "## Must be reviewed\n| What | Who | Why |\n|---|---|---|\n| Nights | lead | |\n", "utf-8",
    )
    read = read_agreement_file(vault, path=path)
    assert read.agreed_on == date(2026, 3, 3) and read.terms.way_back == "Paper." and read.terms.must_review == ()
    assert "Coffee:\nIn the kitchen." in read.terms.other_notes and "| Nights | lead | |" in read.terms.other_notes
    assert [one.text for one in read.placed if one.remark] == ["Coffee", "In the kitchen.", "| Nights | lead | |"]
    (tmp_path / "letter.md").write_text("# Dear all\nHello.\n", "utf-8")
    with pytest.raises(UsageError, match="No heading"):
        read_agreement_file(vault, path=tmp_path / "letter.md")
