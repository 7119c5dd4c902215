"""People: names as the world writes them, a notice before evidence, a focus of four to seven."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reviewapp.actions.observations import complete_observation, get_observation, tell
from reviewapp.actions.people import (
    add_person,
    agree_role_profile,
    change_person,
    find_person,
    give_notice,
    notice_text,
    remove_person,
)
from reviewapp.actions.queries import all_people, home, notes, person, profile
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.vault import people
from tests.helpers.acts import EVIDENCE, FOCUS, draft, jot, somebody, whole

NOBODY = 4711


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Tom   Hesketh\n", "Tom Hesketh"),
        ("Sia\u0302n Evans", "Siân Evans"),
        ("Tom\x00 Hesk\x1beth", "Tom Hesketh"),
        ("Tom \x00 Hesketh", "Tom Hesketh"),
        ("Tom\u202e Hesketh", "Tom Hesketh"),
        ("דנה כהן", "דנה כהן"),
        ("نرگس\u200cخاتون", "نرگس\u200cخاتون"),
        ("王小明", "王小明"),
        ("Zoë 🦊", "Zoë 🦊"),
        ("O’Neill-D'Arcy, Jr.", "O’Neill-D'Arcy, Jr."),
        ("<img src=file:///etc/passwd>", "<img src=file:///etc/passwd>"),
        ("Robert'); DROP TABLE person;--", "Robert'); DROP TABLE person;--"),
        ("x" * 200, "x" * 200),
        ("Tom \ud800", "Tom ?"),
    ],
)
def test_a_name_is_kept_as_a_letter_would_have_it(vault, typed, kept):
    person_id = add_person(vault, name=typed).id
    assert person(vault, person_id=person_id).name == kept
    assert find_person(vault, name=typed).id == person_id
    assert find_person(vault, name=kept).id == person_id


@pytest.mark.parametrize("name", ["", "   ", "\n\t", "\x00", "\u200b", "\u200d", "x" * 201, "\u202e\u202d"])
def test_what_is_no_name_is_refused(vault, name):
    with pytest.raises(UsageError, match="name"):
        add_person(vault, name=name)
    assert all_people(vault) == []


@pytest.mark.parametrize("field", ["role", "team"])
def test_other_words_about_a_person_may_be_anything(vault, field):
    person_id = add_person(vault, name="Tom", **{field: " caf\ud800é\x00 \u202e🦊 "}).id
    assert "é" in getattr(person(vault, person_id=person_id), field)
    change_person(vault, person_id=person_id, **{field: "x\udfff"})
    assert getattr(person(vault, person_id=person_id), field) == "x?"


def test_nobody_is_there_twice_under_one_name(vault):
    first = somebody(vault, "Siân Evans")
    with pytest.raises(UsageError, match="already"):
        add_person(vault, name="Sia\u0302n  Evans")
    other = somebody(vault, "Sian Evans")
    with pytest.raises(UsageError, match="already"):
        change_person(vault, person_id=other, name="Siân Evans")
    change_person(vault, person_id=first, name="Siân Evans", role="Pharmacist")
    with pytest.raises(UsageError, match="already"):
        add_person(vault, name="Ruth Ansell")
    assert [row.name for row in all_people(vault)] == ["Sian Evans", "Siân Evans"]


def test_two_people_a_typed_name_could_mean_are_asked_about(vault):
    evans, evans_plain = somebody(vault, "Siân Evans"), somebody(vault, "Sian Evans")
    somebody(vault, "Tom Hesketh")
    tom_b = add_person(vault, name="Tom Barr", aliases=("TB", "Big Tom")).id
    assert find_person(vault, name="Siân Evans").id == evans
    assert find_person(vault, name="sian evans").id == evans_plain
    assert find_person(vault, name="SIÂN EVANS").id == evans
    assert find_person(vault, name="TB").id == find_person(vault, name="big  tom").id == tom_b
    assert find_person(vault, name="heskeTH").name == "Tom Hesketh"
    for typed, names in (("sian", "Siân Evans"), ("Tom", "Tom Barr"), ("evans", "Sian Evans")):
        with pytest.raises(UsageError, match="could be") as refused:
            find_person(vault, name=typed)
        assert names in refused.value.sentence and not isinstance(refused.value, NotFound)


@pytest.mark.parametrize("typed", ["", " ", "Nobody", "To", "\ud800", "x" * 10_000, "%", "_", "*", "'", "\x00"])
def test_nobody_of_that_name(vault, typed):
    somebody(vault)
    with pytest.raises(NotFound):
        find_person(vault, name=typed)


def test_the_writer_is_not_one_of_the_reviewed(vault):
    assert all_people(vault) == []
    with pytest.raises(NotFound):
        find_person(vault, name="Ruth Ansell")


def test_acts_on_people_who_are_not_here(vault):
    for act in (
        lambda: change_person(vault, person_id=NOBODY, role="x"),
        lambda: remove_person(vault, person_id=NOBODY),
        lambda: give_notice(vault, person_id=NOBODY, given_on=vault.today),
        lambda: agree_role_profile(vault, person_id=NOBODY, focus=FOCUS),
        lambda: jot(vault, NOBODY),
        lambda: draft(vault, NOBODY),
    ):
        with pytest.raises(NotFound):
            act()
    binned = somebody(vault)
    remove_person(vault, person_id=binned)
    for act in (lambda: remove_person(vault, person_id=binned), lambda: jot(vault, binned)):
        with pytest.raises(NotFound):
            act()


@pytest.mark.idea("A59")
def test_nothing_is_completed_before_a_dated_notice(vault):
    person_id = somebody(vault, notice=False)
    observation_id = jot(vault, person_id)
    from reviewapp.actions.observations import About, change_observation

    change_observation(
        vault, observation_id=observation_id, details=EVIDENCE, competencies=("J5",), about={person_id: About(concern=False)}
    )
    with pytest.raises(RuleRefused, match="notice"):
        complete_observation(vault, observation_id=observation_id)
    with pytest.raises(RuleRefused, match="notice"):
        tell(vault, observation_id=observation_id, told_on=vault.today)
    assert home(vault).without_notice[0].name == "Tom Hesketh"
    give_notice(vault, person_id=person_id, given_on=vault.today)
    complete_observation(vault, observation_id=observation_id)
    kept = people.notices(vault.connection, person_id)[0]
    assert kept.given_on == vault.today and kept.text_version == "1"


def test_the_notice_names_both_and_the_day_and_is_kept_as_given(vault):
    person_id = somebody(vault, "Siân Evans", notice=False)
    give_notice(vault, person_id=person_id, given_on=date(2026, 3, 4))
    body = people.notices(vault.connection, person_id)[0].body
    assert "For Siân Evans, from Ruth Ansell, handed over on 4 Mar 2026" in body
    assert "{" not in body and "}" not in body
    assert body == notice_text(manager="Ruth Ansell", name="Siân Evans", given_on=date(2026, 3, 4))
    change_person(vault, person_id=person_id, name="Siân Price")
    assert people.notices(vault.connection, person_id)[0].body == body


def test_a_name_is_never_read_as_a_placeholder(vault):
    assert "from {name}, handed" in notice_text(manager="{name}", name="Tom", given_on=vault.today)


def test_a_notice_of_tomorrow_is_refused(vault):
    person_id = somebody(vault, notice=False)
    with pytest.raises(UsageError, match="to come"):
        give_notice(vault, person_id=person_id, given_on=vault.today + timedelta(days=1))
    assert person(vault, person_id=person_id).notice_on is None


@pytest.mark.parametrize(
    "focus",
    [(), ("J1",), ("J1", "J2", "J3"), ("J1", "J1", "J2", "J2", "J3"), tuple(f"J{n}" for n in range(1, 9)),
     ("J1", "J2", "J3", "J99"), ("j1", "j2", "j3", "j4")],
    ids=len,
)
def test_a_focus_that_is_not_four_to_seven_known_ones(vault, focus):
    person_id = somebody(vault)
    with pytest.raises(UsageError):
        agree_role_profile(vault, person_id=person_id, focus=focus)
    assert profile(vault, person_id=person_id) is None


@pytest.mark.idea("A53")
def test_profiles_are_dated_and_never_applied_backwards(vault):
    person_id = somebody(vault)
    with pytest.raises(UsageError, match="to come"):
        agree_role_profile(vault, person_id=person_id, focus=FOCUS, agreed_on=vault.today + timedelta(days=1))
    with pytest.raises(UsageError, match="seat"):
        agree_role_profile(vault, person_id=person_id, focus=FOCUS, seat="throne")
    agree_role_profile(vault, person_id=person_id, focus=("J1", "J2", "J3", "J4"), agreed_on=date(2026, 1, 1))
    agree_role_profile(vault, person_id=person_id, focus=tuple(f"J{n}" for n in range(1, 8)), agreed_on=date(2026, 6, 1))
    at = {day: people.role_profile(vault.connection, person_id, day)[1].focus
          for day in (date(2025, 1, 1), date(2026, 1, 1), date(2026, 5, 31), date(2026, 6, 1))}
    assert [len(focus) for focus in at.values()] == [4, 4, 4, 7]


def test_the_same_focus_twice_counts_once(vault):
    person_id = somebody(vault)
    agree_role_profile(vault, person_id=person_id, focus=("J4", "J1", "J4", "J5", "J6", "J1"))
    assert profile(vault, person_id=person_id).focus == ("J4", "J1", "J5", "J6")


@pytest.mark.idea("A49")
def test_foundational_skills_are_agreed_dated_and_reach_the_review(vault):
    """Agreed with the person, by name, and printed; with words that any keyboard can type."""
    from reviewapp.actions.review_content import document_content

    person_id = somebody(vault)
    agree_role_profile(
        vault, person_id=person_id, focus=FOCUS, foundational_skills=("Dose by hand ", "", "Écriture \ud800"),
        protected_work=("First talk with a patient",), agreed_on=vault.today - timedelta(days=100),
    )
    found = profile(vault, person_id=person_id)
    assert found.foundational_skills == ("Dose by hand", "Écriture ?")
    from reviewapp.actions.reviews import begin_review

    review_id = begin_review(
        vault, person_id=person_id, period_from=vault.today - timedelta(days=90), period_to=vault.today
    ).id
    content = document_content(vault, review_id=review_id)
    assert content.foundational_skills == found.foundational_skills
    assert content.protected_work == ("First talk with a patient",)


def test_somebody_in_the_bin_is_in_no_list(vault):
    person_id = somebody(vault)
    review_id = draft(vault, person_id)
    written = whole(vault, person_id, concern=True)
    remove_person(vault, person_id=person_id)
    assert all_people(vault) == []
    shown = home(vault)
    assert [record.id for record, _name in (*shown.drafts, *shown.conversations_due)] == [] and review_id
    assert shown.without_notice == () and shown.not_noted_lately == ()
    assert notes(vault) == []
    assert get_observation(vault, observation_id=written).completed, "kept until it is erased, and found by its id"
