"""Every kind of episode to its end, and all that is said around it, in the document (domain.md A)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reviewapp.actions.exporting import preview_pdf
from reviewapp.actions.growth import agree_growth
from reviewapp.actions.observations import (
    About,
    Details,
    change_observation,
    complete_observation,
    record_observation,
)
from reviewapp.actions.people import notice_text
from reviewapp.actions.queries import home
from reviewapp.actions.reviews import cite
from reviewapp.domain.observation import CHOICES
from reviewapp.ui.pages.review_words import general
from tests.helpers.acts import EVIDENCE, draft, somebody
from tests.helpers.desk import says_a_number_of_observations
from tests.report.reading import text_of


@pytest.fixture
def printed(vault):
    """Record an episode, complete and cite it; what the document says then."""
    person_id = somebody(vault)
    review_id = draft(vault, person_id)

    def print_it(*, concern=False, choices=None, multi=None, texts=None, flags=None) -> str:
        day = vault.today - timedelta(days=60)
        about = About(concern=concern, told_on=day, told_how="conversation", told_confirmed=True)
        made = record_observation(
            vault, person_ids=[person_id], text="Read the letter twice.", observed_on=day, competencies=("J5",),
            details=Details(
                choices={**EVIDENCE.choices, **(choices or {})}, multi={**EVIDENCE.multi, **(multi or {})},
                texts=texts or {}, flags=flags or {},
            ),
            about={person_id: about},
        ).id
        complete_observation(vault, observation_id=made)
        cite(vault, review_id=review_id, observation_id=made)
        return " ".join(text_of(preview_pdf(vault, review_id=review_id).data).split())

    return print_it


@pytest.mark.idea("A46", "A25")
@pytest.mark.parametrize(
    ("end", "sentence"),
    [("open", "What became of it: Still open."), ("mended", "What became of it: It was put right."),
     ("false_alarm", "What became of it: A false alarm, and fair to raise: the matter was unclear"),
     ("nothing_done", "What became of it: Nobody acted on it; that is for those who could have.")],
)  # fmt: skip
def test_an_escalation_is_followed_to_its_end_and_a_false_alarm_is_a_fair_one(printed, end, sentence):
    assert CHOICES["escalation_end"] == ("open", "mended", "false_alarm", "nothing_done")
    said = printed(
        choices={"kind": "escalation", "escalation_end": end, "response": "escalated", "soundness": "sound"},
        texts={"who_was_told": "The duty manager", "how_noticed": "Two totals did not agree."},
    )
    assert sentence in said and "Who was told: The duty manager" in said and "How it was noticed: Two totals" in said
    assert "Concern" not in said


@pytest.mark.idea("A40")
@pytest.mark.parametrize(
    ("variant", "sentence"),
    [("inaccurate", "it was inaccurate"), ("unneeded", "nobody needed it"), ("undigested", "it was not digested"),
     ("wrong_context", "it was wrong for the context")],
)  # fmt: skip
def test_workslop_is_printed_with_its_variant_and_who_absorbed_it(printed, variant, sentence):
    said = printed(
        concern=True, choices={"workslop_variant": variant},
        multi={"counter_signal": ("workslop",), "conditions": ("deadline",)},
        texts={"who_absorbed_it": "The evening shift of the ward"},
    )
    assert f"Workslop was passed on: {sentence}." in said
    assert "Who absorbed the extra work: The evening shift of the ward" in said
    assert "causes in how work is set up, not in the person" in said


@pytest.mark.idea("A72")
def test_the_receivers_words_are_printed_with_their_permission_and_not_without(printed):
    words = {"receiver_words": "I could act on it at once."}
    assert "I could act on it" not in printed(texts=words)
    assert "Words of who received it: “I could act on it at once.”" in printed(
        texts=words, flags={"receiver_words_permitted": True}
    )


@pytest.mark.idea("A39")
def test_the_parts_are_printed_in_words_without_a_share(printed):
    said = printed(
        texts={"human_part": "Chose the cases.", "ai_part_text": "Wrote the table.", "others_part": "The ward read it."}
    )
    assert "The person's part: Chose the cases." in said and "AI's part: Wrote the table." in said
    assert "The part of others: The ward read it." in said and "%" not in said


@pytest.mark.idea("A65", "A81", "A70", "A18")
def test_work_for_others_and_checking_are_summed_up_in_words_and_never_counted(printed):
    for _again in range(2):
        said = printed(
            choices={"checking_effort": "heavy"}, multi={"downstream": ("review", "triage"),
                                                         "workflow_steps": ("scoped", "guardrail")},
        )
    assert "The episodes speak of checking that took effort, more review and more triage." in said and "Invisible work" in said
    assert "Set up in the episodes: a tight scope and a guard-rail." in said
    assert "It caused others more review and more triage." in said and "Checking took much effort." in said
    assert not says_a_number_of_observations(said)


@pytest.mark.idea("A29")
def test_on_the_day_set_home_asks_whether_it_held_up_until_somebody_says_so(vault, clock):
    person_id = somebody(vault)
    made = record_observation(
        vault, person_ids=[person_id], text="Changed the form.", observed_on=vault.today,
        details=Details(dates={"recheck_on": vault.today + timedelta(days=20)}),
    ).id
    assert home(vault).look_again == ()
    clock.forward(days=20)
    (row,) = home(vault).look_again
    assert row.observation_id == made and row.people == ("Tom Hesketh",) and row.day == vault.today
    change_observation(vault, observation_id=made, details=Details(choices={"held_up": "partly"}))
    assert home(vault).look_again == ()


def test_held_up_is_printed(printed):
    assert "Looked at again, it held up in part." in printed(choices={"held_up": "partly"})


def test_a_goal_is_looked_back_on_until_it_is_closed(vault, clock):
    person_id = somebody(vault)
    agree_growth(
        vault, person_id=person_id, kind="goal", choice="learning", days={"look_back_on": vault.today + timedelta(days=9)},
        texts={"aim": "Shorter letters.", "if_it_fails_we_learn": "What is missed."},
    )
    assert home(vault).goals_to_look_back_on == ()
    clock.forward(days=9)
    ((who, text, day),) = home(vault).goals_to_look_back_on
    assert (who.name, text, day) == ("Tom Hesketh", "Shorter letters.", vault.today)


@pytest.mark.idea("A1", "A67")
def test_what_it_was_for_is_printed_and_a_review_asks_for_it_and_for_the_judgment_behind_the_polish(printed):
    said = printed(
        concern=True, texts={"purpose": "So that a family can decide."},
        multi={"counter_signal": ("polish_over_reasoning",), "conditions": ("none_known",)},
    )
    assert "What it was for: So that a family can decide." in said
    assert "Polish stood in place of reasoning." in said
    assert "What the work was for" in general("summary")[1]
    assert "What judgment is visible behind the result?" in general("decision_quality")[1]


@pytest.mark.idea("A93")
def test_what_good_work_with_ai_means_is_said_in_the_notice_and_in_the_list_of_words(vault):
    from pathlib import Path

    said = notice_text(manager="Ruth", name="Tom", given_on=vault.today)
    assert "to good effect and with a critical eye" in said and "It does not mean using it much." in said
    manual = (Path(__file__).resolve().parents[2] / "docs" / "manual.md").read_text("utf-8")
    assert "**Good work with AI**" in manual and "to good effect and with a critical eye" in manual
