"""The coverage strip and the reliance map: titles and months, nothing to add up, nothing that looks worse."""

from __future__ import annotations

from datetime import date, timedelta

from reviewapp.actions.observations import Details, change_observation, record_observation, withdraw_observation
from reviewapp.actions.people import agree_role_profile, change_person
from reviewapp.actions.person_views import coverage, reliance_map
from reviewapp.domain.reliance import COLUMNS, ROWS
from tests.helpers.acts import FOCUS, jot, somebody, whole


def filled(strip):
    return {(cell.month.isoformat()[:7], cell.competency_id): cell.titles for cell in strip.cells if cell.titles}


def test_the_strip_holds_titles_by_month_and_focus(vault):
    tom, sian = somebody(vault), somebody(vault, "Siân Evans")
    agree_role_profile(vault, person_id=tom, focus=FOCUS)
    first = record_observation(
        vault, person_ids=[tom], text="Read it twice.\nSecond line.", observed_on=date(2026, 2, 28), competencies=("J5", "J9")
    ).id
    record_observation(vault, person_ids=[tom], text="Asked first.", observed_on=date(2026, 3, 1), competencies=("J5",))
    record_observation(vault, person_ids=[tom], text="Day open.", observed_on=None, competencies=("J5",))
    record_observation(vault, person_ids=[sian], text="Hers.", observed_on=date(2026, 3, 1), competencies=("J5",))
    gone = record_observation(
        vault, person_ids=[tom], text="Wrong.", observed_on=date(2026, 3, 2), competencies=("J5",)
    ).id
    withdraw_observation(vault, observation_id=gone, reason="Somebody else.")
    strip = coverage(vault, person_id=tom, first=date(2026, 1, 15), last=date(2026, 4, 2))
    assert [month.month for month in strip.months] == [1, 2, 3, 4]
    assert [one for one, _name in strip.competencies] == list(FOCUS)
    assert filled(strip) == {("2026-02", "J5"): ("Read it twice.",), ("2026-03", "J5"): ("Asked first.",)}
    assert next(cell for cell in strip.cells if cell.titles).observation_ids == (first,)
    assert len(strip.cells) == 4 * len(FOCUS)


def test_an_empty_month_of_somebody_away_is_marked_as_away(vault):
    tom = somebody(vault)
    change_person(
        vault, person_id=tom, started_on=date(2026, 2, 1), away_from=date(2026, 4, 15), away_to=date(2026, 6, 10)
    )
    strip = coverage(vault, person_id=tom, first=date(2026, 1, 1), last=date(2026, 7, 1))
    assert [month.month for month in strip.away_months] == [5]


def test_the_map_puts_each_answered_episode_in_one_cell(vault):
    tom = somebody(vault)
    where = {}
    for row in ROWS:
        for column in COLUMNS:
            made = jot(vault, tom, text=f"{row} {column}")
            change_observation(
                vault, observation_id=made, details=Details(choices={"soundness": row, "response": column})
            )
            where[made] = (row, column)
    unanswered = jot(vault, tom, text="Nobody asked.")
    cells = reliance_map(vault, person_id=tom, first=vault.today - timedelta(days=99), last=vault.today)
    placed = {one: (cell.soundness, cell.response) for cell in cells for one in cell.observation_ids}
    impossible = {one for one, cell in where.items() if cell[0] == "no_output" and cell[1] != "did_without_ai"}
    assert placed == {one: cell for one, cell in where.items() if one not in impossible}
    assert unanswered not in placed
    assert all(len(cell.titles) == len(cell.observation_ids) for cell in cells)


def test_doing_without_ai_has_a_reading_as_neutral_as_the_others(vault):
    cells = reliance_map(vault, person_id=somebody(vault), first=vault.today, last=vault.today)
    readings = {(cell.soundness, cell.response): cell.reading for cell in cells}
    for row in ROWS:
        assert readings[(row, "did_without_ai")]
    assert all(cell.titles == () for cell in cells)


def test_a_complete_one_shows_in_both(vault):
    tom = somebody(vault)
    whole(vault, tom, ago=0)
    strip = coverage(vault, person_id=tom, first=vault.today, last=vault.today)
    assert list(filled(strip).values()) == [("Checked the table against the source.",)]
    assert len(strip.competencies) == 11
