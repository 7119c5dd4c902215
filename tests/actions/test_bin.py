"""A person in the bin: what was written about nobody else is there with them, and comes back with them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reviewapp.actions.changes import take_back
from reviewapp.actions.observations import About, Details, record_observation
from reviewapp.actions.people import remove_person
from reviewapp.actions.queries import find, found_observations, home, notes
from reviewapp.actions.telling import told_without_day
from tests.helpers.acts import jot, somebody, told_without_a_day, whole


@pytest.fixture
def scene(vault):
    """Tom and Ada with one of each: about Tom alone, about both, about the team; and everything Home asks for."""
    tom, ada = somebody(vault), somebody(vault, "Ada Quill")
    ids = {
        "alone": jot(vault, tom, text="Compared the dose with the book."),
        "both": jot(vault, tom, ada, text="Compared the dose together."),
        "team": jot(vault, text="Compared the dose on the board."),
        "concern": whole(vault, tom, text="Sent the dose unread.", concern=True),
        "told": told_without_a_day(vault, tom, ago=9, text="Told of the dose."),
        "open": record_observation(
            vault, person_ids=(tom,), text="The dose again.", observed_on=None, date_as_written="3/4",
            details=Details(texts={"who_as_written": "Tom?"}), about={tom: About(concern=False)},
            written_on=vault.today - timedelta(days=25),
        ).id,
    }
    return vault, tom, ada, ids


def seen(vault) -> dict[str, set[int]]:
    """The ids of what every list of observations shows."""
    found = home(vault)
    return {
        "notes": {item.id for item in notes(vault)},
        "search command": {item.id for item in found_observations(vault, query="dose", limit=50)},
        "search window": {hit.id for hit in find(vault.connection, query="dose").hits},
        "concerns": {one.observation_id for one in found.concerns_to_share},
        "jots": {one.observation_id for one in found.jots_about_to_expire},
        "questions": {one.observation_id for one in found.open_questions},
        "told": {one.observation_id for one in found.told_to_confirm},
    }


def test_what_is_only_about_somebody_in_the_bin_is_shown_nowhere_and_comes_back(scene) -> None:
    vault, tom, ada, ids = scene
    before = seen(vault)
    assert before["notes"] == before["search command"] == before["search window"] == set(ids.values())
    assert before["concerns"] == {ids["concern"]} and before["questions"] == before["jots"] == {ids["open"]}
    assert before["told"] == {ids["told"]}
    removed = remove_person(vault, person_id=tom)
    after = seen(vault)
    assert after["notes"] == after["search command"] == after["search window"] == {ids["both"], ids["team"]}
    assert not (after["concerns"] | after["jots"] | after["questions"] | after["told"])
    assert told_without_day(vault) == []
    last = remove_person(vault, person_id=ada)
    assert seen(vault)["notes"] == {ids["team"]}, "and a shared one when everybody in it is in the bin"
    take_back(vault, undo=last.undo)
    take_back(vault, undo=removed.undo)
    assert seen(vault) == before


def test_a_limited_search_is_filled_from_what_may_be_shown(scene) -> None:
    """The rows hidden do not use up the places."""
    vault, tom, _ada, ids = scene
    for number in range(30):
        jot(vault, tom, text=f"The dose, looked at {number}.")
    remove_person(vault, person_id=tom)
    answer = find(vault.connection, query="dose", limit=2)
    assert {hit.id for hit in answer.hits} == {ids["both"], ids["team"]} and not answer.more
