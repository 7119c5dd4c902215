"""The review as data: order of sections, what is left out, and that no sentence of ours counts."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from reviewapp.domain.reply import EmployeeReply
from reviewapp.i18n import use_language
from reviewapp.report.content import build_review
from reviewapp.report.dates import listed, month_names, read_period
from reviewapp.report.document import (
    EpisodeRow,
    EpisodeTable,
    Heading,
    Labelled,
    Paragraph,
    Railed,
    Signing,
    TimelineStrip,
)
from reviewapp.report.phrases import checking_sentence, effect_sentence, reliance_sentence, told_sentence
from tests.report import samples


def words(thing: Any) -> list[str]:
    """Every text in a document, in reading order."""
    if isinstance(thing, str):
        return [thing] if thing.strip() else []
    if isinstance(thing, tuple):
        return [word for part in thing for word in words(part)]
    if is_dataclass(thing):
        return [word for field in fields(thing) for word in words(getattr(thing, field.name))]
    return []


def headings(content: Any) -> list[str]:
    return [
        block.text if isinstance(block, Heading) else block.heading for block in build_review(content).blocks
        if isinstance(block, Heading | Railed) and block.level == 1
    ]


def rails(content: Any) -> list[str]:
    return [block.heading for block in build_review(content).blocks if isinstance(block, Railed) and block.heading]


def parts(content: Any) -> list[Any]:
    """Every block beside the rail, in reading order."""
    return [part for block in build_review(content).blocks if isinstance(block, Railed) for part in block.blocks]


def rows(content: Any) -> list[EpisodeRow]:
    """Every row of every episode table, in reading order."""
    return [row for part in parts(content) if isinstance(part, EpisodeTable) for row in part.rows]


def strip_of(content: Any) -> TimelineStrip:
    return next(part for part in parts(content) if isinstance(part, TimelineStrip))


@pytest.mark.idea("A32")
@pytest.mark.harm("faults-only")
def test_sections_stand_in_their_order_and_risks_come_before_judgments() -> None:
    assert headings(samples.review()) == [
        "What this is, and what it is not", "Summary", "Risks caught", "Judgments", "Work and context",
        "Evidence and its limits", "Reply and signing", "Access, correction and notices", "What is in this file",
    ]


@pytest.mark.idea("A43", "A88")
def test_sections_with_nothing_to_say_are_left_out_but_not_the_limits() -> None:
    document = build_review(samples.empty())
    assert headings(samples.empty()) == [
        "What this is, and what it is not", "Judgments", "Evidence and its limits", "Reply and signing",
        "Access, correction and notices", "What is in this file",
    ]
    assert "What this record cannot show" in rails(samples.empty())
    assert any("It cannot show work that nobody noticed" in word for word in words(document.blocks))
    assert rails(samples.empty(texts={"goals": "  \n "})) == rails(samples.empty())


def test_the_writers_own_limits_replace_the_standard_ones() -> None:
    said = " ".join(words(build_review(samples.review()).blocks))
    assert "Most of the on-call work happens at night" in said
    assert "It cannot show work that nobody noticed" not in said


@pytest.mark.idea("A55")
def test_the_first_line_says_that_judgment_is_recorded() -> None:
    first = words(build_review(samples.review()).blocks)[0]
    assert first == "A record of judgment in work with AI, not of its use"


def test_nothing_cited_is_said_plainly_and_neutrally() -> None:
    blocks = [
        block for block in build_review(samples.empty()).blocks
        if isinstance(block, Railed) and block.heading == "Discernment"
    ]
    assert Paragraph("Not enough seen in this period. This says nothing against the person.") in blocks[0].blocks


def test_a_cited_episode_outside_the_focus_is_not_lost() -> None:
    document = build_review(samples.review(judgments=(samples.judgment("J1"),)))
    table = next(
        part for block in document.blocks if isinstance(block, Railed) and block.heading == "Outside the focus"
        for part in block.blocks if isinstance(part, EpisodeTable)
    )
    assert [row.date for row in table.rows if not row.elsewhere] == [
        "3 Mar 2026", "12 Mar 2026", "21 Apr 2026", "15 Sep 2026",
    ]
    assert [(row.date, row.elsewhere) for row in table.rows if row.elsewhere] == [
        ("6 May 2026", "Set out under “Risks caught”."),
    ]


def test_an_episode_is_set_out_once_and_named_again_with_its_place() -> None:
    found = [row for row in rows(samples.review()) if row.date == "6 May 2026"]
    assert len(found) == 3
    assert "AI carried out a step." in found[0].details
    assert [point.label for point in found[0].points] == [
        "What was wrong:", "How it was noticed:", "Who was told:", "What it prevented:",
    ]
    for again in found[1:]:
        assert again.elsewhere == "Set out under “Risks caught”."
        assert found[0].happened.startswith(again.happened.rstrip("…"))
        assert (again.points, again.details) == ((), "")
    letters = [row for row in rows(samples.review()) if row.date == "21 Apr 2026"]
    assert [row.elsewhere for row in letters] == ["", "Set out under “Keeping work and skill human”."]
    assert "Kept human for the sake of a relationship." in letters[0].details


def test_every_cited_episode_is_set_out_exactly_once() -> None:
    for content in (samples.review(), samples.full(), samples.crowded(60), samples.review(judgments=())):
        whole = sorted(row.happened for row in rows(content) if not row.elsewhere)
        assert whole == sorted(episode.behaviour for episode in content.episodes)


def test_a_long_episode_is_named_again_by_its_first_dozen_words() -> None:
    risk = samples.caught_risk(behaviour="one two three four five six seven eight nine ten eleven twelve thirteen.")
    again = rows(samples.review(judgments=(samples.judgment("J4", (risk,)),), episodes=(risk,)))[1]
    assert again.happened == "one two three four five six seven eight nine ten eleven twelve…"


def test_a_definition_that_stands_by_itself_opens_with_a_capital() -> None:
    judgment = replace(samples.judgment("J5"), definition="checking sources by independent means")
    said = parts(samples.review(judgments=(judgment,)))
    assert any(isinstance(part, Paragraph) and part.text == "Checking sources by independent means" for part in said)


def test_no_sentence_of_ours_puts_a_figure_beside_evidence_or_a_person() -> None:
    figure = r"(\d+|one|two|three|four|five|six|sixty)"
    thing = r"(episodes?|observations?|risks?|concerns?|entries|times|judgments?)"
    for content in (samples.review(), samples.empty(), samples.crowded(60), samples.crowded(1)):
        document = build_review(content)
        ours = [word for word in words(document) if word not in {*content.texts.values()}]
        for word in ours:
            if word in content.texts.values() or any(word in text for text in content.texts.values()):
                continue
            assert not re.search(rf"\b{figure}\s+(\w+\s+)?{thing}\b", word, re.IGNORECASE), word
            assert not re.search(rf"\b{thing}\s*:?\s*\(?\d", word, re.IGNORECASE), word
            assert "%" not in word


def test_the_evidence_note_names_months_and_ways_of_knowing_without_figures() -> None:
    note = next(
        block.blocks[0] for block in build_review(samples.review()).blocks
        if isinstance(block, Railed) and block.heading == "Evidence note"
    )
    assert isinstance(note, Paragraph)
    assert "are from March to May and September 2026." in note.text
    assert "Nothing is cited from June, July, October and November 2026; that says nothing about the work" in note.text
    assert "Away: 3 Aug 2026 – 30 Aug 2026." in note.text
    assert "by what the reviewer saw, by the work itself" in note.text
    assert not re.search(r"\d", re.sub(r"\d{1,2} \w{3} 20\d\d|20\d\d", "", note.text))


def test_the_strip_of_months_marks_days_and_says_the_same_in_words() -> None:
    strip = strip_of(samples.review())
    assert strip.months == ("Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov")
    discernment = next(row for row in strip.rows if row.label == "Discernment")
    assert len(discernment.marks) == 1 and 2.15 < discernment.marks[0] < 2.21  # 6 May
    assert strip.away == ((pytest.approx(5 + 2 / 31), pytest.approx(5 + 30 / 31)),)
    assert "Discernment: May 2026." in strip.alternative
    assert "Choosing the work: nothing noted in this period." in strip.alternative
    assert "Away: 3 Aug 2026 – 30 Aug 2026." in strip.alternative


def test_an_absence_without_end_reaches_to_the_end_of_the_strip() -> None:
    content = samples.review(away_from=date(2026, 11, 2), away_to=None)
    strip = strip_of(content)
    assert strip.away == ((pytest.approx(8 + 1 / 30), 9.0),)
    later = samples.review(away_from=date(2027, 1, 2), away_to=None)
    assert strip_of(later).away == ()


def reply(text: str, **more: object) -> EmployeeReply:
    given: dict[str, object] = {
        "uid": "r", "position": "", "text": text, "written_on": date(2026, 11, 26), "how": "packet", "kept_on": date(2026, 11, 27),
    }
    return EmployeeReply(**{**given, **more})  # type: ignore[arg-type]


def test_a_reply_is_printed_whole_with_its_days_and_how_it_came() -> None:
    content = samples.review(replies=(reply("I see it differently.\n\nI checked twice as often.", position="disagree"),))
    said = words(build_review(content).blocks)
    assert "I see it differently." in said and "I checked twice as often." in said
    assert "Disagrees" in said and "Written on 26 Nov 2026, came as a signed file on 27 Nov 2026." in said
    assert "No reply recorded so far." not in said and not any("not evidence" in one for one in said)
    assert "No reply recorded so far." in words(build_review(samples.review()).blocks)


def test_figures_in_a_reply_are_marked_as_no_evidence_and_nothing_is_left_out() -> None:
    content = samples.review(replies=(reply("I sent 400 prompts a day.", has_figures=True),))
    said = words(build_review(content).blocks)
    assert "I sent 400 prompts a day." in said and "Figures in the employee's own words are not evidence." in said


def test_who_typed_a_reply_in_and_from_what_is_printed() -> None:
    for how, sentence in (
        ("in_presence", "Said on 26 Nov 2026; recorded by Jonas Weiß on 27 Nov 2026 in the person's presence."),
        ("from_document", "Written on 26 Nov 2026; recorded by Jonas Weiß on 27 Nov 2026 from a document."),
    ):
        said = words(build_review(samples.review(replies=(reply("So.", how=how),))).blocks)
        assert sentence in said


def test_a_card_that_was_never_compared_is_called_unverified() -> None:
    said = words(build_review(samples.review(replies=(reply("So.", compared=False),))).blocks)
    assert any(one.startswith("Unverified:") and "Anna Kowalska-Lindström" in one for one in said)


def test_a_late_dissent_is_an_addendum_with_its_day() -> None:
    content = samples.review(replies=(reply("First."), reply("Later.", uid="l", late=True, kept_on=date(2026, 12, 9))))
    said = words(build_review(content).blocks)
    assert said.index("First.") < said.index("Addendum of 9 Dec 2026") < said.index("Later.")
    assert any("Added after the review was finished." in one for one in said)
    only = words(build_review(samples.review(replies=(reply("Later.", late=True, kept_on=date(2026, 12, 9)),))).blocks)
    assert "No reply recorded so far." not in only


def test_an_answer_to_one_episode_names_it_and_leaves_room_for_the_whole() -> None:
    one = reply("It was the second table.", episode_on=date(2026, 5, 3), episode="Sent the table unread")
    said = words(build_review(samples.review(replies=(one,))).blocks)
    assert "To single episodes" in said and "No reply recorded so far." in said
    assert "On “Sent the table unread”, 3 May 2026" in said


def test_what_was_said_to_the_review_before_says_so() -> None:
    said = words(build_review(samples.review(replies=(reply("So.", earlier_on=date(2026, 11, 20)),))).blocks)
    assert "Said to the review of the same period that was finished on 20 Nov 2026." in said


def test_signing_offers_every_choice_and_ticks_none() -> None:
    manager, employee = next(part for part in parts(samples.review()) if isinstance(part, Signing)).parts
    assert manager.statement == "I shared every concern in this record before this meeting."
    assert employee.choices == ("received", "I agree", "I agree in part", "I disagree", "declined to sign")
    assert "Receipt is not agreement." in employee.note


@pytest.mark.idea("A41")
@pytest.mark.harm("system-faults")
def test_conditions_print_as_causes_and_as_the_employers_task() -> None:
    said = " ".join(words(build_review(samples.review()).blocks))
    assert "These are causes in how work is set up, not in the person." in said
    assert "For the employer: agree a guideline with those who do the work." in said
    assert "offer the training" not in said


@pytest.mark.parametrize("response", ["unknown", "did_without_ai"])
@pytest.mark.harm("punishing-use")
def test_non_use_and_not_recorded_are_said_without_judgment(response: str) -> None:
    sentence = reliance_sentence(samples.episode(ai_part="none", response=response, soundness="no_output"))
    assert sentence.startswith("AI had no part.")
    assert not re.search(r"\b(not|fail|missing|only|refus|without reason)", sentence)
    recorded = reliance_sentence(samples.episode(ai_part="not_recorded", response="unknown", soundness="unclear"))
    assert recorded == "AI's part was not recorded."


def test_how_it_was_checked_what_came_of_it_and_who_was_told() -> None:
    both = samples.episode(checked_by=("source", "second_person"), checked_how="page by page")
    assert checking_sentence(both) == "Checked against a source and by a second person: page by page"
    assert checking_sentence(samples.episode(checked_by=("none",))) == "Not checked."
    assert checking_sentence(samples.episode(checked_by=())) == ""
    assert effect_sentence(samples.episode(outcome_test=("too_early",))) == "Too early to tell the effect."
    told = samples.episode(concern=True, told_how="packet", told_on=date(2026, 9, 18))
    assert told_sentence(told) == "Concern, handed over as a file on 18 Sep 2026."
    assert told_sentence(samples.episode(told_on=None, told_how=None)) == "Shared with this review."


def test_late_notes_and_episodes_before_the_notice_say_so() -> None:
    details = {row.date: row.details for row in rows(samples.review()) if not row.elsewhere}
    assert "Written down on 4 May 2026." in details["21 Apr 2026"]
    assert "Written down" not in details["12 Mar 2026"]
    assert details["3 Mar 2026"].endswith("Shared with this review. Before the notice.")
    assert "Before the notice" not in details["12 Mar 2026"]


def test_the_small_paragraph_says_how_it_is_known_and_what_came_of_it() -> None:
    one = samples.episode(checked_how="page by page", evidence_ref="Note 7", conditions=("deadline",))
    said = rows(samples.review(judgments=(samples.judgment("J5", (one,)),), episodes=(one,)))[0].details
    assert said == (
        "Rewrite of the refund rules, two days before a release. Known from the work itself. AI wrote a draft. "
        "The output was flawed and was revised. Checked against a source: page by page. Effect: it worked and it "
        "lasted. Conditions: a deadline pressed. Told in a conversation on 14 Mar 2026. Reference: Note 7."
    )


def test_agreed_skills_and_protected_work_are_all_named() -> None:
    said = {part.label: part.text for part in parts(samples.review()) if isinstance(part, Labelled)}
    assert said["Agreed for this role, to be kept in practice without AI:"] == (
        "Reading a query plan without help; Writing a rollback by hand."
    )
    assert said["Agreed to stay with people:"] == "Conversations with customers after an outage."


def test_state_and_title_tell_a_draft_from_a_finished_version() -> None:
    assert build_review(samples.draft()).title.startswith("Draft: Review of judgment")
    assert build_review(samples.draft()).draft_label == "Draft"
    done = build_review(samples.review(version=2))
    assert done.draft_label == "" and not done.title.startswith("Draft")
    assert "Version 2, finished on 2 Dec 2026" in done.record_line
    replaced = build_review(samples.review(state="superseded"))
    assert "a later version replaces it" in replaced.record_line


def test_dates_are_written_as_people_read_them() -> None:
    assert read_period(date(2026, 3, 1), date(2026, 11, 20)) == "1 Mar 2026 – 20 Nov 2026"
    assert listed(["a"]) == "a" and listed(["a", "b", "c"]) == "a, b and c" and listed([]) == ""
    months = [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1), date(2026, 6, 1)]
    assert month_names(months) == "December 2025; January to March and June 2026"
    use_language("de")
    assert read_period(date(2026, 3, 1), date(2026, 5, 20)) == "1. März 2026 – 20. Mai 2026"
