"""Words taken out of a copy: found however they are written, nowhere else, and never in the employee's own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewapp.domain.errors import RuleRefused, UsageError
from reviewapp.domain.redaction import without_words
from reviewapp.domain.review import KeptWords
from tests.report import samples
from tests.report.test_pdf import REPLY

MARK = "[left out]"


def cleaned(text: str, *words: str) -> str:
    return without_words(samples.review(texts={"summary": text}), words, MARK).texts["summary"]


@pytest.mark.parametrize(
    ("text", "words", "after"),
    [
        ("Asked Tom Hale twice.", ("Tom Hale",), "Asked [left out] twice."),
        ("Tom\n  Hale's list, TOM HALE, tom hale.", ("Tom Hale",), "[left out] list, [left out], [left out]."),
        ("T\u00adom H\u200bale, To\u0301m Hàle", ("Tom Hale",), "[left out], [left out]"),
        ("Rene\u0301 und René und rene", ("René",), "[left out] und [left out] und [left out]"),
        ("Tomas and atom stay; Tom goes.", ("Tom",), "Tomas and atom stay; [left out] goes."),
        ("Tom Hale and Tom", ("Tom", "Tom Hale"), "[left out] and [left out]"),
        ("The left hand of Hale", ("left", "Hale"), "The [left out] hand of [left out]"),
        ("Called (44) 12+3 back", ("(44) 12+3",), "Called [left out] back"),
        ("张伟说了。", ("张伟",), "[left out]说了。"),
    ],
)
def test_words_go_however_they_are_written(text: str, words: tuple[str, ...], after: str) -> None:
    assert cleaned(text, *words) == after


def test_every_text_of_a_review_is_looked_through() -> None:
    tag = (KeptWords("strength", "12 for Hale", "quoted", "Hale said so"),)
    texts = (
        "behaviour", "situation", "checked_how", "consequence", "what_was_wrong", "how_noticed", "who_was_told",
        "what_it_prevented", "reviewed_by", "rationale", "evidence_ref",
    )
    episode = samples.episode(tags=tag, **dict.fromkeys(texts, "By Hale."))
    judged = replace(
        samples.judgment("J5", (episode,), strength="Hale", concern="Hale", next_step="Hale"), tags=tag
    )
    content = samples.review(
        person_role="Deputy of Hale", judgments=(judged,), episodes=(episode,), tags=tag, protected_work=("Hale",),
        foundational_skills=("Hale",), texts={"summary": "Hale", "goals": "Hale"},
        replies=(replace(REPLY, episode="By Hale.", episode_on=episode.observed_on),),
    )
    assert "Hale" in repr(content) and "Hale" not in repr(without_words(content, ["Hale"], MARK))


def test_the_employees_own_words_are_never_changed() -> None:
    content = samples.review(replies=(replace(REPLY, text="As Tom Hale knows."),), texts={"summary": "Tom Hale"})
    with pytest.raises(RuleRefused, match="own words"):
        without_words(content, ["Tom Hale"], MARK)
    assert without_words(replace(content, replies=(REPLY,)), ["Tom Hale"], MARK).replies == (REPLY,)


def test_what_cannot_be_left_out_is_said() -> None:
    for words, said in (
        ((), "No words"), (("  ",), "No words"), (("Kowalska",), "name of whom"), (("Jonas",), "name of whom"),
        (("Hale",), "nowhere"),
    ):
        with pytest.raises(UsageError, match=said):
            without_words(samples.review(), words, MARK)


def test_another_manager_who_wrote_or_handed_on_is_a_third_party() -> None:
    episode = samples.episode(written_by="Brigid Qvist")
    content = samples.review(episodes=(episode,), replies=(replace(REPLY, handed_by="Brigid Qvist"),))
    copy = without_words(content, ("Brigid Qvist",), MARK)
    assert copy.episodes[0].written_by == MARK and copy.replies[0].handed_by == MARK
    assert copy.replies[0].text == REPLY.text
