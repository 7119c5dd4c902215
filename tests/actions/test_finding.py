"""Search: finds what people remember, and takes anything they type."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewapp.actions.observations import (
    About,
    Details,
    change_observation,
    record_observation,
    remove_observation,
    withdraw_observation,
)
from reviewapp.actions.queries import find, found_observations, notes
from reviewapp.actions.searching import interrupted
from reviewapp.vault import search
from tests.helpers.acts import jot, somebody


def ids(vault, query, **how):
    return [hit.id for hit in find(vault.connection, query=query, **how).hits]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("dos", "Compared the dose with the book."),
        ("DOSE book", "Compared the dose with the book."),
        ("book dose", "Compared the dose with the book."),
        ("sian", "Asked Siân on the ward."),
        ("siân", "Asked Sian on the ward."),
        ("Sia\u0302n", "Asked Siân on the ward."),
        ("e-mail", "Sent an e-mail to the ward."),
        ("mail", "Sent an e-mail to the ward."),
        ("c++", "Rewrote the C++ parser."),
        ("a:b", "Called a:b by mistake."),
        ("ångström reun", "Angstrom at the réunion."),
        ("12.5", "Gave 12.5 mg."),
        ("провер", "Она проверила источник."),
        ("αναφ", "Η αναφορά ήταν λάθος."),
        ("המקור", "בדקה את המקור"),
        ("她检查", "她检查了来源"),
        ("and or not", "Neither and, nor or, nor not."),
        ("near", "Stood near the shelf."),
        ("it's", "It's late."),
    ],
)
def test_finds_by_beginnings_any_case_any_accent(vault, query, text):
    person_id = somebody(vault)
    jot(vault, person_id, text="Nothing of the kind here.")
    wanted = jot(vault, person_id, text=text)
    assert ids(vault, query) == [wanted]


HOSTILE = [
    '"', '""', '"a', "*", "a*", "AND", "OR", "NOT", "NEAR(", "NEAR(a b, 2)", "e-mail", "C++", "a:b", "body:x", "facet:zqp1",
    "-x", "^x", "(", ")", "{a b}:c", "a + b", "\\", "%", "_", "'", ";--", "🦊", "👩🏽‍⚕️", "\x00", "a\x00b", "\ud800", "a\udfffb",
    "\u202eabc", "²", "½", "ﬁ", "ß", "İ", "\u0301", "a\u0301\u0302\u0303", "𞤀𞤁", "𝔞", "…", "\n", "\t\n ", "x" * 10_000,
    "word " * 2_000, '" ' * 5_000, "a" * 9_999 + '"', "('" * 3_000, "é" * 10_000, "\U0010ffff",
]


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query[:20]))
def test_takes_anything_that_can_be_typed(vault, query):
    person_id = somebody(vault)
    kept = jot(vault, person_id, text="Compared the dose with the book.")
    for who in (None, person_id):
        answer = find(vault.connection, query=query, person_id=who)
        assert {hit.id for hit in answer.hits} <= {kept}
    assert {item.id for item in found_observations(vault, query=query, limit=5)} <= {kept}


@given(query=st.text(max_size=60))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_takes_any_text_at_all(vault, query):
    assert isinstance(find(vault.connection, query=query).hits, tuple)


@given(text=st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "M", "S")), min_size=1, max_size=80))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_finds_every_ascii_word_of_what_was_written(vault, text):
    made = jot(vault, somebody_once(vault), text="anchor " + text)
    for word in text.split():
        if word.isascii() and word.isalnum():
            assert made in ids(vault, word, limit=1000)


def somebody_once(vault):
    from reviewapp.actions.queries import all_people

    rows = all_people(vault)
    return rows[0].id if rows else somebody(vault)


def test_a_facet_cannot_be_forged_by_what_somebody_writes(vault):
    tom, sian = somebody(vault), somebody(vault, "Siân Evans")
    forged = jot(vault, tom, text=f"zqp{sian} zqkobservation common")
    real = jot(vault, sian, text="common")
    assert ids(vault, "common", person_id=sian) == [real]
    assert ids(vault, "common", person_id=tom) == [forged]
    assert ids(vault, f"zqp{sian}") == [forged]


def test_person_two_is_not_person_twenty(vault):
    people = [somebody(vault, f"Person {letter}") for letter in "ABCDEFGHIJKLMNOPQRSTU"]
    assert {2, 20} <= set(people)
    made = {person_id: jot(vault, person_id, text="common") for person_id in people}
    for person_id in people:
        assert ids(vault, "common", person_id=person_id) == [made[person_id]]


def test_every_text_is_found_and_follows_changes(vault):
    tom, sian = somebody(vault), somebody(vault, "Siân Evans")
    made = jot(vault, tom, text="First wording.")
    change_observation(
        vault, observation_id=made, details=Details(texts={"situation": "On the ward.", "consequence": "It held."}),
        about={tom: About(person_view="He aimed at calm.")},
    )
    for word in ("first", "ward", "held", "calm"):
        assert ids(vault, word) == [made]
    change_observation(vault, observation_id=made, details=Details(texts={"behaviour": "Second wording.", "situation": ""}))
    assert ids(vault, "first") == ids(vault, "ward") == [] and ids(vault, "second") == [made]
    change_observation(vault, observation_id=made, person_ids=[sian])
    assert ids(vault, "second", person_id=tom) == [] and ids(vault, "second", person_id=sian) == [made]
    withdraw_observation(vault, observation_id=made, reason="Elephants.")
    assert ids(vault, "eleph") == [made]
    remove_observation(vault, observation_id=made)
    assert ids(vault, "second") == ids(vault, "eleph") == []


def test_order_limit_and_more(vault):
    person_id = somebody(vault)
    made = [jot(vault, person_id, text="common " + "filler " * number) for number in range(6)]
    answer = find(vault.connection, query="common", limit=4)
    assert answer.order == "best_match" and answer.more and len(answer.hits) == 4
    assert answer.hits[0].id == made[0]
    everything = find(vault.connection, query="common", limit=6)
    assert not everything.more and {hit.id for hit in everything.hits} == set(made)
    assert find(vault.connection, query=" ").hits == ()


def test_very_many_matches_come_newest_first(vault):
    person_id = somebody(vault)
    with vault.write() as transaction:
        for number in range(search.RANKED_UP_TO + 1):
            transaction.connection.execute(
                "INSERT INTO observation_fts (rowid, body, facet) VALUES (?, 'common word', '')", (100_000 + number,)
            )
    newest = jot(vault, person_id, text="common")
    with vault.write() as transaction:
        transaction.connection.execute("UPDATE observation_fts SET rowid = 900000 WHERE rowid = ?", (newest,))
    hits, order, more = search.search(vault.connection, "common", person_id=None, limit=3)
    assert order == "newest_first" and more
    assert [hit.observation_id for hit in hits] == [900000, 100_000 + search.RANKED_UP_TO, 99_999 + search.RANKED_UP_TO]


def test_a_snippet_is_plain_text_around_the_word(vault):
    text = "before " * 100 + "<b>needle</b> " + "after " * 100
    jot(vault, somebody(vault), text=text)
    snippet = find(vault.connection, query="needle").hits[0].snippet
    assert "<b>needle</b>" in snippet and len(snippet) < 300


def test_a_reader_in_another_thread_sees_what_was_committed(vault):
    made = jot(vault, somebody(vault), text="common")
    seen = []

    def look():
        reader = vault.reader()
        try:
            seen.append([hit.id for hit in find(reader, query="common").hits])
        finally:
            reader.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [[made]]


def test_a_stale_query_is_interrupted_without_being_an_error(vault):
    reader = vault.reader()
    try:
        reader.set_progress_handler(lambda: 1, 100)
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        assert interrupted(lambda: reader.execute(endless).fetchone()) is None
    finally:
        reader.close()


def test_lists_are_newest_first_and_by_period(vault):
    tom, sian = somebody(vault), somebody(vault, "Siân Evans")
    made = {ago: jot(vault, tom, ago=ago) for ago in (40, 10, 25, 0)}
    same_day = jot(vault, sian, ago=10)
    assert [one.id for one in notes(vault)] == [made[0], same_day, made[10], made[25], made[40]]
    from datetime import timedelta

    first, last = vault.today - timedelta(days=25), vault.today - timedelta(days=10)
    assert [one.id for one in notes(vault, person_id=tom, first=first, last=last)] == [made[10], made[25]]


class TestNamesAndMonths:
    @pytest.fixture
    def team(self, vault):
        tom, sian = somebody(vault), somebody(vault, "Siân Davies")
        self.other_sian = somebody(vault, "Sian Davies")
        noted = {}
        for key, person_id, day, text in (
            ("tom march", tom, date(2026, 3, 17), "Compared the dose with the chart."),
            ("tom april", tom, date(2026, 4, 2), "Rang the ward about a dose."),
            ("tom last march", tom, date(2025, 3, 9), "Wrote it by hand."),
            ("siân march", sian, date(2026, 3, 12), "Read the sheet beside it with Tom."),
        ):
            noted[key] = record_observation(vault, person_ids=[person_id], text=text, observed_on=day).id
        return noted

    @pytest.mark.parametrize("query", ["tom mar", "Hesketh March", "tom märz", "tom mar."])
    def test_a_name_and_a_month(self, vault, team, query):
        assert ids(vault, query)[:2] == [team["tom march"], team["tom last march"]]

    def test_with_a_year_and_with_a_word(self, vault, team):
        assert ids(vault, "tom mar 2025") == [team["tom last march"]]
        assert ids(vault, "tom dose mar")[0] == team["tom march"]
        assert ids(vault, "dose mar") == [team["tom march"]]
        assert set(ids(vault, "tom dose")[:2]) == {team["tom march"], team["tom april"]}

    def test_accents_tell_two_people_apart_and_a_name_of_two_is_words(self, vault, team):
        assert ids(vault, "siân mar") == [team["siân march"]]
        assert ids(vault, "davies mar") == []

    def test_what_the_plain_words_find_is_never_hidden(self, vault, team):
        somebody(vault, "Rose May")
        rose = record_observation(
            vault, person_ids=[1], text="A rose may wait until March.", observed_on=date(2026, 6, 1)
        ).id
        assert rose in ids(vault, "rose may") and rose in ids(vault, "rose mar") and ids(vault, "tom") == [team["siân march"]]
