"""The evidence on its days: places and titles, one mark for a day, the same in words, and nothing to add up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reviewapp.actions.evidence_days import evidence_days, review_days
from reviewapp.actions.frameworks import import_framework
from reviewapp.actions.observations import record_observation, withdraw_observation
from reviewapp.actions.people import agree_role_profile, change_person
from reviewapp.actions.reviews import begin_review
from reviewapp.domain.errors import NotFound
from reviewapp.domain.review import absence_in_months, mark_in_months, months_between
from reviewapp.paths import resource
from tests.helpers.acts import FOCUS, somebody

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def noted(vault, person_id: int, text: str, day: date | None, *competencies: str) -> int:
    return record_observation(vault, person_ids=[person_id], text=text, observed_on=day, competencies=competencies).id


def row(days, competency_id: str):
    return next(one for one in days.rows if one.competency_id == competency_id)


def test_a_mark_stands_on_its_day_under_its_competencies(vault) -> None:
    tom, sian = somebody(vault), somebody(vault, "Siân Evans")
    agree_role_profile(vault, person_id=tom, focus=FOCUS)
    first = noted(vault, tom, "Read it twice.\nSecond line.", date(2026, 2, 15), "J5", "J6")
    loose = noted(vault, tom, "Said something.", date(2026, 3, 1))
    noted(vault, tom, "Day open.", None, "J5")
    noted(vault, sian, "Hers.", date(2026, 3, 1), "J5")
    gone = noted(vault, tom, "Wrong.", date(2026, 3, 2), "J5")
    withdraw_observation(vault, observation_id=gone, reason="Somebody else.")
    days = evidence_days(vault, person_id=tom, first=YEAR[0], last=YEAR[1])
    assert [one.competency_id for one in days.rows] == [*FOCUS, ""] and len(days.months) == 12
    (mark,) = row(days, "J5").marks
    assert mark.day == date(2026, 2, 15) and mark.titles == ("Read it twice.",) and mark.observation_ids == (first,)
    assert mark_in_months(mark.day, list(days.months)) == pytest.approx(1 + 14.5 / 28, abs=0.05), "mid-February"
    assert row(days, "J6").marks == (mark,)
    assert [one.observation_ids for one in row(days, "").marks] == [(loose,)]
    assert days.away_from is None


def test_one_mark_for_a_day_however_much_was_noted(vault) -> None:
    tom = somebody(vault)
    agree_role_profile(vault, person_id=tom, focus=FOCUS)
    noted(vault, tom, "One.", date(2026, 5, 4), "J5")
    (single,) = row(evidence_days(vault, person_id=tom, first=YEAR[0], last=YEAR[1]), "J5").marks
    noted(vault, tom, "Two.", date(2026, 5, 4), "J5")
    (both,) = row(evidence_days(vault, person_id=tom, first=YEAR[0], last=YEAR[1]), "J5").marks
    assert both.day == single.day and both.titles == ("One.", "Two.")


def test_the_words_name_months_and_hold_no_figure_but_a_year(vault) -> None:
    tom = somebody(vault)
    agree_role_profile(vault, person_id=tom, focus=FOCUS)
    for day in (3, 9, 21):
        noted(vault, tom, "Asked.", date(2026, 3, day), "J5")
    change_person(vault, person_id=tom, away_from=date(2026, 6, 20), away_to=date(2026, 7, 31))
    days = evidence_days(vault, person_id=tom, first=YEAR[0], last=YEAR[1])
    said = "\n".join(days.alternative)
    assert "Critical assessment" in said
    assert "March 2026." in said and "nothing noted in this period" in said
    assert "Away: June and July 2026." in said
    assert not any(figure.isdigit() for figure in said.replace("2026", ""))


def test_an_absence_lies_where_it_was_and_an_open_one_runs_to_the_end() -> None:
    months = months_between(date(2026, 1, 1), date(2026, 4, 30))
    assert absence_in_months(date(2026, 2, 1), date(2026, 2, 28), months) == (1.0, 2.0)
    assert absence_in_months(date(2026, 3, 16), None, months) == (pytest.approx(2 + 15 / 31), 4.0)
    assert absence_in_months(date(2026, 6, 1), None, months) is None
    assert absence_in_months(date(2025, 6, 1), date(2025, 7, 1), months) is None
    assert absence_in_months(None, None, months) is None
    assert 0 < mark_in_months(date(2026, 1, 1), months) < mark_in_months(date(2026, 1, 2), months) < 1


def test_a_review_shows_its_own_period_and_focus(vault) -> None:
    tom = somebody(vault)
    agree_role_profile(vault, person_id=tom, focus=FOCUS)
    inside, outside = vault.today.replace(day=1), date(2019, 1, 1)
    noted(vault, tom, "Inside.", inside, FOCUS[0])
    noted(vault, tom, "Outside.", outside, FOCUS[0])
    review_id = begin_review(vault, person_id=tom, period_from=inside, period_to=vault.today).id
    days = review_days(vault, review_id=review_id)
    assert [mark.day for mark in row(days, FOCUS[0]).marks] == [inside] and days.months == (inside,)
    with pytest.raises(NotFound):
        review_days(vault, review_id=999)


def test_a_focus_agreed_later_on_another_framework_does_not_move_the_picture_of_a_review(vault, tmp_path) -> None:
    person_id = somebody(vault)
    agree_role_profile(vault, person_id=person_id, focus=FOCUS)
    review_id = begin_review(
        vault, person_id=person_id, period_from=vault.today - timedelta(days=90), period_to=vault.today
    ).id
    before = [one.competency_id for one in review_days(vault, review_id=review_id).rows]
    own = tmp_path / "own.toml"
    text = resource("frameworks", "judgment-1.toml").read_text("utf-8")
    own.write_text(text.replace('key = "judgment"', 'key = "own"', 1), "utf-8")
    other = import_framework(vault, path=own).id
    agree_role_profile(vault, person_id=person_id, focus=("J1", "J2", "J3", "J9"), framework_id=other)
    assert [one.competency_id for one in review_days(vault, review_id=review_id).rows] == before == list(FOCUS)
