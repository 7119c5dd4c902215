"""Role profiles in full; goals, plans and support; the writer's own practice note (domain.md A5, A6, A27, A51 …)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reviewapp.actions.about import everything_held
from reviewapp.actions.bin import in_bin, restore
from reviewapp.actions.changes import take_back
from reviewapp.actions.erasing import delete_for_good, erase_person
from reviewapp.actions.evidence_check import answer_finding, open_findings
from reviewapp.actions.exporting import preview_pdf
from reviewapp.actions.growth import (
    agree_growth,
    change_growth,
    record_coaching,
    remove_growth,
    write_practice_note,
)
from reviewapp.actions.growth_views import coaching_talks, growth_item, growth_of, practice_notes
from reviewapp.actions.journaling import keep_draft, kept_drafts
from reviewapp.actions.observations import Details, change_observation, get_observation
from reviewapp.actions.people import agree_role_profile
from reviewapp.actions.queries import profile
from reviewapp.actions.review_content import document_content
from reviewapp.actions.reviews import finish_review
from reviewapp.actions.rights import lift_hold, set_hold
from reviewapp.actions.role_words import suggested_skills
from reviewapp.actions.seat_examples import seat_example
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.growth import CHOICES, TEMPLATES, TEXTS
from reviewapp.report.content import build_review
from tests.helpers.acts import FOCUS, draft, dump, somebody, whole
from tests.report.reading import text_of
from tests.report.test_document import rails, words

GOAL = {"aim": "Letters a patient can answer without ringing.", "if_it_fails_we_learn": "Which sentences confuse."}
PLAN = {
    "from_now": "Reviews single letters", "next_step": "Build ten test letters with the ward",
    "support_owner": "The head of pharmacy", "support_promised": "Two afternoons and a second reader",
}  # fmt: skip


def printed(vault, review_id):
    return text_of(preview_pdf(vault, review_id=review_id).data)


@pytest.mark.idea("A89", "A87")
def test_what_the_role_protects_and_asks_for_is_agreed_in_words_and_printed(vault):
    person_id = somebody(vault)
    agree_role_profile(
        vault, person_id=person_id, focus=FOCUS, seat="lead", agreed_on=vault.today - timedelta(days=9),
        protected_work=("Bad news to a family", "Stock letters", "Coding of forms"),
        protected_modes=("human_only", "augment", "automate_with_review"),
        capacities={"leadership": "supporting", "empathy": "central", "cultural_fluency": "important"},
        context={"capacities": "Most families speak another language.", "access": "One licence on the ward computer",
                 "training": "A morning in May", "permitted_data": "No names", "time": "An hour on Fridays"},
    )  # fmt: skip
    agreed = profile(vault, person_id=person_id)
    assert agreed is not None and agreed.protected_as("automate_with_review") == ("Coding of forms",)
    from reviewapp.actions.reviews import begin_review

    review = begin_review(
        vault, person_id=person_id, period_from=vault.today - timedelta(days=99), period_to=vault.today
    ).id
    said = printed(vault, review)
    assert "Agreed as protected work: Bad news to a family; Stock letters (a person, with AI to help);" in said
    assert "Coding of forms (AI, with a person who reviews)." in said
    assert "Empathy: central; Cultural fluency: important; Leadership: supporting." in said
    for sentence in ("Most families speak another language.", "Access to tools: One licence on the ward computer.",
                     "Training: A morning in May.", "Data that may be used: No names.",
                     "Time to learn and to check: An hour on Fridays."):  # fmt: skip
        assert sentence in said
    # What is not mentioned stays as agreed; a piece of work keeps its mode wherever it stands in the list.
    agree_role_profile(vault, person_id=person_id, focus=FOCUS, protected_work=("Coding of forms", "New work"))
    later = profile(vault, person_id=person_id)
    assert later is not None and later.modes == ("automate_with_review", "human_only")
    assert dict(later.capacities) == dict(agreed.capacities) and dict(later.context) == dict(agreed.context)
    assert later.seat == "lead"


@pytest.mark.parametrize(
    "wrong", [{"protected_modes": ("sometimes",)}, {"capacities": {"charm": "central"}},
              {"capacities": {"empathy": "5"}}, {"context": {"salary": "x"}}]
)  # fmt: skip
def test_a_profile_takes_no_weight_and_no_word_it_does_not_know(vault, wrong):
    with pytest.raises(UsageError, match="role profile has no"):
        agree_role_profile(vault, person_id=somebody(vault), focus=FOCUS, **wrong)


@pytest.mark.idea("A6")
def test_every_seat_has_an_example_for_every_competency_and_the_receiver_may_be_the_source(vault):
    from reviewapp.domain.role import SEATS

    assert SEATS == ("maker", "reviewer", "lead", "receiver")
    said = [seat_example("judgment", f"J{at}", seat) for at in range(1, 12) for seat in SEATS]
    assert all(said) and len(set(said)) == len(said)
    assert seat_example("wards", "J1", "maker") == ""
    made = whole(vault, somebody(vault))
    change_observation(vault, observation_id=made, details=Details(choices={"basis": "told_by_receiver"}))
    assert get_observation(vault, observation_id=made).choice("basis") == "told_by_receiver"


@pytest.mark.idea("A69")
def test_core_human_skills_are_offered_to_begin_the_list_with():
    said = " ".join(suggested_skills()).lower()
    assert "question behind the question" in said and "another way" in said and "across teams" in said


@pytest.mark.idea("A51")
def test_a_goal_says_what_is_learned_if_it_fails_and_has_no_field_for_a_penalty(vault):
    assert set(CHOICES["goal"]) == {"experiment", "learning", "responsible_use", "business_problem"}
    assert TEXTS["goal"] == ("aim", "if_it_fails_we_learn", "what_we_learned")
    columns = {row["name"] for row in vault.connection.execute("PRAGMA table_info(growth_item)")}
    assert columns == {"id", "uid", "person_id", "kind", "choice", "agreed_on", "look_back_on", "given_on", "ended_on",
                       "created_at", "deleted_at"}  # fmt: skip
    person_id = somebody(vault)
    with pytest.raises(UsageError, match="If it fails, we learn"):
        agree_growth(vault, person_id=person_id, kind="goal", choice="experiment", texts={"aim": "Try it."})
    made = agree_growth(vault, person_id=person_id, kind="goal", choice="experiment", texts=GOAL).id
    review = draft(vault, person_id)
    said = printed(vault, review)
    assert f"Experiment: {GOAL['aim']}" in said and "If it fails, we learn: Which sentences confuse." in said
    # A sound try that failed is told as what was learned.
    change_growth(
        vault, item_id=made, choice="experiment", agreed_on=vault.today, days={"ended_on": vault.today},
        texts={**GOAL, "what_we_learned": "Dates in words confuse."},
    )
    assert "Learned so far: Dates in words confuse." in printed(vault, review)


@pytest.mark.parametrize("aim", ["Use the AI tool every day.", "At least 20 prompts a week with the AI tool."])
def test_a_goal_that_is_a_quota_is_refused_with_a_way_to_rewrite_it(vault, aim):
    with pytest.raises(RuleRefused, match="quota") as refused:
        agree_growth(
            vault, person_id=somebody(vault), kind="goal", choice="learning", texts={**GOAL, "aim": aim}
        )
    assert "what shall be better" in str(refused.value.next_step)


@pytest.mark.idea("A52")
def test_templates_lighten_a_task_try_an_idea_and_hold_a_workshop_and_can_be_agreed_as_they_are(vault):
    titles = {one.title for one in TEMPLATES}
    assert {"Lighten a task", "Try an idea from AI", "Hold a workshop"} <= titles
    person_id = somebody(vault)
    for one in TEMPLATES:
        texts = {"aim": one.aim, "if_it_fails_we_learn": one.if_it_fails_we_learn}
        agree_growth(vault, person_id=person_id, kind="goal", choice=one.choice, texts=texts)
    assert {one.choice for one in TEMPLATES} == set(CHOICES["goal"])


@pytest.mark.idea("A5", "A27")
def test_a_plan_leads_somewhere_and_names_what_the_employer_promised_and_gave(vault):
    assert CHOICES["plan"] == ("eval_design", "data_curation", "safety_review", "pipeline_building", "own")
    person_id = somebody(vault)
    review = draft(vault, person_id)
    day = vault.today - timedelta(days=20)
    for missing in ("next_step", "support_owner", "support_promised"):
        with pytest.raises(UsageError, match="still empty"):
            agree_growth(vault, person_id=person_id, kind="plan", choice="eval_design", texts={**PLAN, missing: " "})
    with pytest.raises(UsageError, match="where this plan leads"):
        agree_growth(vault, person_id=person_id, kind="plan", choice="own", texts=PLAN)
    made = agree_growth(
        vault, person_id=person_id, kind="plan", choice="eval_design", texts=PLAN, agreed_on=day
    ).id
    said = printed(vault, review)
    assert "Toward: Designing evaluations." in said and "From: Reviews single letters." in said
    assert "The head of pharmacy supports it. Promised: Two afternoons and a second reader." in said
    assert "Given so far: nothing yet; that is the employer's to mend." in said
    change_growth(
        vault, item_id=made, choice="own", agreed_on=day, days={"given_on": day},
        texts={**PLAN, "toward": "Letters in plain language", "support_given": "One afternoon"},
    )
    said = printed(vault, review)
    assert "Toward: Letters in plain language." in said and "One afternoon." in said and "nothing yet" not in said


@pytest.mark.idea("A58")
def test_support_that_was_offered_is_printed_as_context_with_its_time(vault):
    person_id = somebody(vault)
    review = draft(vault, person_id)
    agree_growth(
        vault, person_id=person_id, kind="support", choice="training", agreed_on=vault.today - timedelta(days=40),
        texts={"topic": "Reading model output critically", "time_given": "A morning, in working time"},
        days={"given_on": vault.today - timedelta(days=30)},
    )
    agree_growth(
        vault, person_id=person_id, kind="support", choice="guidance", agreed_on=vault.today - timedelta(days=400),
        texts={"topic": "From another period"},
    )
    said = printed(vault, review)
    assert "Training: Reading model output critically. Offered on" in said
    assert "Time: A morning, in working time." in said and "another period" not in said


def test_a_usage_figure_in_what_is_agreed_stops_finishing_until_it_is_settled(vault):
    person_id = somebody(vault)
    review = draft(vault, person_id)
    agree_growth(
        vault, person_id=person_id, kind="support", choice="training",
        texts={"topic": "She sent 400 prompts to the assistant last week."},
    )
    with pytest.raises(RuleRefused):
        finish_review(vault, review_id=review, talked_on=vault.today)
    (found,) = [one for one in open_findings(vault, review_id=review) if one.stops]
    assert found.field == "agreed_growth"
    answer_finding(
        vault, record_uid=found.record_uid, field=found.field, label=found.finding.label, span=found.finding.span,
        answer="quoted", reason="The name the course was advertised under",
    )
    finish_review(vault, review_id=review, talked_on=vault.today)
    assert "kept as a quotation" in " ".join(words(build_review(document_content(vault, review_id=review)).blocks))


@pytest.mark.idea("A60")
def test_the_managers_own_note_of_the_cycle_is_read_by_those_who_report_to_them(vault):
    person_id = somebody(vault)
    review = draft(vault, person_id)
    assert "The reviewer's own practice" not in rails(document_content(vault, review_id=review))
    period = {"period_from": vault.today - timedelta(days=90), "period_to": vault.today}
    with pytest.raises(UsageError, match="What I got wrong"):
        write_practice_note(vault, texts={"what_i_checked": "The rota."}, **period)
    made = write_practice_note(
        vault, texts={"what_i_checked": "Every figure in the rota.", "what_i_got_wrong": "I took a summary as read."},
        **period,
    )
    said = printed(vault, review)
    assert "What I checked: Every figure in the rota." in said
    assert "What I got wrong: I took a summary as read." in said
    # The same cycle is written on; the words before stay as revisions, and undo brings them back.
    again = write_practice_note(
        vault, texts={"what_i_checked": "Every figure in the rota.", "what_i_got_wrong": "Two summaries."}, **period
    )
    assert again.ids == made.ids and again.undo is not None
    take_back(vault, undo=again.undo)
    assert practice_notes(vault)[0].texts["what_i_got_wrong"] == "I took a summary as read."
    # From another cycle nothing is printed.
    write_practice_note(
        vault, period_from=vault.today - timedelta(days=900), period_to=vault.today - timedelta(days=800),
        texts={"what_i_checked": "Long ago.", "what_i_got_wrong": "Long ago."},
    )
    assert "Long ago" not in printed(vault, review)
    finish_review(vault, review_id=review, talked_on=vault.today)
    assert "What I got wrong: I took a summary as read." in printed(vault, review)


@pytest.mark.idea("A68")
def test_the_last_coaching_talk_is_a_day_by_name_and_never_a_count(vault):
    later, never = somebody(vault, "Zoe Adams"), somebody(vault, "Abel Young")
    record_coaching(vault, person_id=later, on=vault.today - timedelta(days=3))
    record_coaching(vault, person_id=later, on=vault.today)
    rows = coaching_talks(vault)
    assert [(one.name, one.on) for one in rows] == [("Abel Young", None), ("Zoe Adams", vault.today)]
    assert set(vars(rows[0])) == {"id", "name", "on"} and rows[0].id == never
    with pytest.raises(UsageError, match="still to come"):
        record_coaching(vault, person_id=later, on=vault.today + timedelta(days=1))


def test_everything_agreed_is_handed_over_goes_to_the_bin_comes_back_and_is_erased(vault):
    person_id = somebody(vault, "Vera Quill")
    other = somebody(vault)
    before = dump(vault)
    made = agree_growth(vault, person_id=person_id, kind="goal", choice="learning", texts=GOAL)
    assert made.undo is not None
    take_back(vault, undo=made.undo)
    assert {name: rows for name, rows in dump(vault).items() if name != "current_text"} == {
        name: rows for name, rows in before.items() if name != "current_text"
    }
    kept = agree_growth(vault, person_id=person_id, kind="goal", choice="learning", texts=GOAL).id
    theirs = agree_growth(
        vault, person_id=other, kind="goal", choice="learning", texts={**GOAL, "aim": "Learn from Vera Quill."}
    ).id
    change_growth(
        vault, item_id=kept, choice="learning", agreed_on=vault.today, days={},
        texts={**GOAL, "aim": "Shorter letters."},
    )
    about, tables = everything_held(vault, person_id=person_id)
    section = next(one for one in about.sections if one.heading == "Goals, plans and support")
    assert "Shorter letters." in repr(section) and GOAL["aim"] in repr(section) and len(tables["growth_item"]) == 1
    remove_growth(vault, item_id=kept)
    with pytest.raises(NotFound):
        growth_item(vault, item_id=kept)
    assert [(one.kind, one.title) for one in in_bin(vault)] == [("growth_item", "Goal of Vera Quill")]
    restore(vault, kind="growth_item", row_id=kept)
    assert [one.id for one in growth_of(vault, person_id=person_id)] == [kept]
    remove_growth(vault, item_id=kept)
    erase_person(vault, person_id=person_id)
    rows = vault.connection.execute("SELECT body FROM revision").fetchall()
    assert not [row for row in rows if "Shorter letters" in row["body"]]
    assert in_bin(vault) == [] and "Vera" not in growth_item(vault, item_id=theirs).text("aim")


def test_a_goal_in_the_bin_goes_for_good_with_its_wordings_unless_a_hold_stands(vault):
    person_id = somebody(vault, "Vera Quill")
    kept, thrown = (
        agree_growth(vault, person_id=person_id, kind="goal", choice="learning", texts={**GOAL, "aim": aim}).id
        for aim in ("Shorter letters.", "Fewer adjectives.")
    )
    keep_draft(vault, editor=f"growth-item/{thrown}", body={"aim": "Still typing."})
    remove_growth(vault, item_id=thrown)
    hold = set_hold(vault, person_id=person_id, reason="Claim", set_by="Legal").id
    with pytest.raises(RuleRefused):
        delete_for_good(vault, growth_ids=[thrown])
    assert [one.kind for one in in_bin(vault)] == ["growth_item"]
    lift_hold(vault, hold_id=hold)
    done = delete_for_good(vault, growth_ids=[thrown])
    assert "growth" in done.kinds and in_bin(vault) == [] and kept_drafts(vault) == {}
    wordings = [row["body"] for row in vault.connection.execute("SELECT body FROM revision")]
    assert "Shorter letters." in wordings and "Fewer adjectives." not in wordings
    assert [one.id for one in growth_of(vault, person_id=person_id)] == [kept]
    with pytest.raises(NotFound):
        delete_for_good(vault, growth_ids=[thrown])
