"""Every wording stays, shows what changed, and comes back as a new one."""

from __future__ import annotations

import pytest

from reviewapp.actions.changes import take_back
from reviewapp.actions.history import (
    observation_wordings,
    restore_in_observation,
    restore_in_review,
    review_wordings,
)
from reviewapp.actions.observations import About, Details, change_observation, get_observation
from reviewapp.actions.reviews import finish_review, get_review, write_section
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.review import SectionKey
from reviewapp.domain.word_diff import ADDED, REMOVED
from tests.helpers.acts import draft, jot, somebody, whole


def test_a_shared_text_keeps_every_wording_and_says_what_changed(vault):
    tom = somebody(vault)
    one = whole(vault, tom, text="He sent it at noon.", told_ago=20)
    change_observation(vault, observation_id=one, details=Details(texts={"behaviour": "He sent it at nine."}))
    newest, oldest = (one for one in observation_wordings(vault, observation_id=one) if one.field == "behaviour")
    assert newest.in_force and not oldest.in_force and oldest.body == "He sent it at noon."
    assert [piece.text for piece in newest.pieces if piece.kind == REMOVED] == ["noon"]
    assert [piece.text for piece in newest.pieces if piece.kind == ADDED] == ["nine"]


def test_an_earlier_wording_comes_back_as_a_new_one_and_can_be_undone(vault):
    one = whole(vault, somebody(vault), text="First.")
    change_observation(vault, observation_id=one, details=Details(texts={"behaviour": "Second."}))
    first = next(w for w in observation_wordings(vault, observation_id=one) if w.body == "First.")
    done = restore_in_observation(vault, observation_id=one, wording_uid=first.uid)
    assert get_observation(vault, observation_id=one).behaviour == "First."
    bodies = [w.body for w in observation_wordings(vault, observation_id=one) if w.field == "behaviour"]
    assert bodies == ["First.", "Second.", "First."]
    take_back(vault, undo=done.undo)
    assert get_observation(vault, observation_id=one).behaviour == "Second."
    with pytest.raises(NotFound):
        restore_in_observation(vault, observation_id=one, wording_uid="nothing")


def test_what_the_person_says_of_it_has_its_own_wordings(vault):
    tom = somebody(vault)
    one = jot(vault, tom)
    for words in ("It was late.", "It was very late."):
        change_observation(vault, observation_id=one, about={tom: About(concern=False, person_view=words)})
    first = next(w for w in observation_wordings(vault, observation_id=one) if w.body == "It was late.")
    restore_in_observation(vault, observation_id=one, wording_uid=first.uid)
    subject = get_observation(vault, observation_id=one).subjects[0]
    assert (subject.person_view, subject.concern) == ("It was late.", False)


def test_restoring_nothing_where_something_must_stand_is_refused(vault):
    one = jot(vault, somebody(vault))
    change_observation(vault, observation_id=one, details=Details(texts={"situation": "On the ward."}))
    change_observation(vault, observation_id=one, details=Details(texts={"situation": ""}))
    empty = next(w for w in observation_wordings(vault, observation_id=one) if not w.body)
    restore_in_observation(vault, observation_id=one, wording_uid=empty.uid)
    assert "situation" not in get_observation(vault, observation_id=one).texts
    with pytest.raises(UsageError):
        change_observation(vault, observation_id=one, details=Details(texts={"behaviour": " "}))


def test_sections_of_a_review_come_back_until_it_is_finished(vault):
    review = draft(vault, somebody(vault))
    for words in ("Checks the source.", "Checks every source."):
        write_section(vault, review_id=review, key=SectionKey("summary"), text=words)
    first = next(w for w in review_wordings(vault, review_id=review) if w.body == "Checks the source.")
    restore_in_review(vault, review_id=review, wording_uid=first.uid)
    assert get_review(vault, review_id=review).texts["summary"] == "Checks the source."
    finish_review(vault, review_id=review, talked_on=vault.today)
    with pytest.raises(RuleRefused):
        restore_in_review(vault, review_id=review, wording_uid=first.uid)
    assert [w.body for w in review_wordings(vault, review_id=review)] == [
        "Checks the source.", "Checks every source.", "Checks the source.",
    ]
