"""The sample team keeps the product's own rules, and is as uneven as real notes are."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from reviewapp.domain.framework_file import parse_framework
from reviewapp.domain.observation import (
    ANCHOR_CHOICES,
    CHOICES,
    DATES,
    FLAGS,
    MULTI_CHOICES,
    TEXTS,
    TOLD_HOW,
    CompetencyTag,
    Observation,
    Subject,
    implied_concern,
    missing_for_completion,
    ordered,
)
from reviewapp.domain.review import COMPETENCY_SECTIONS, CONCERN_SHARED_DAYS, SectionKey, refuse_citation
from reviewapp.domain.role import SEATS, checked_focus
from reviewapp.paths import resource

Row = dict[str, Any]

TODAY = date(2031, 6, 15)
SOURCE = resource("sample", "team.toml").read_text("utf-8")
SAMPLE: Row = tomllib.loads(SOURCE)
PEOPLE: dict[str, Row] = {row["key"]: row for row in SAMPLE["person"]}
OBSERVATIONS: dict[str, Row] = {row["ref"]: row for row in SAMPLE["observation"]}
REVIEW: Row = SAMPLE["review"]
FRAMEWORK = parse_framework(resource("frameworks", "judgment-1.toml").read_text("utf-8"))

JOT_DAYS = 30
SHARE_DAYS = 7
FLAGGED = {"shows-usage-figure", "shows-vague-praise"}
PERSON_FIELDS = {
    "key", "name", "role", "team", "seat", "started_day", "notice_day", "away_from_day", "away_to_day", "focus",
    "foundational_skills", "protected_work", "protected_modes", "capacities", "context", "aliases",
}
ABOUT_FIELDS = {"concern", "closest_anchor", "told_day", "told_how", "person_view"}
OBSERVATION_FIELDS = {
    "ref", "people", "day", "written_day", "date_as_written", "complete", "competencies", "about",
    *CHOICES, *MULTI_CHOICES, *TEXTS, *DATES, *FLAGS,
}

USAGE_FIGURE = re.compile(
    r"\b(\d[\d.,]*|dozens?|hundreds?|thousands?|two|three|four|five|ten|twenty|forty)\s+"
    r"(prompts?|tokens?|sessions?|log-?ins?|messages?|quer(y|ies)|chats?|credits?|licen[cs]es?|seats?|suggestions?|drafts?)\b"
    r"|\b(heavy|power|top) user\b|\d\s*%|\bpercent\b|\b(barely|hardly) (uses?|opens?)\b",
    re.IGNORECASE,
)
TRAIT = re.compile(
    r"\b(lazy|clever|smart|talented|gifted|brilliant|tech-savvy|natural|attitude|personality|diligent|careless)\b",
    re.IGNORECASE,
)
ABSOLUTE = re.compile(r"\b(always|never|constantly|every time|all the time|without exception)\b", re.IGNORECASE)
SENSITIVE = re.compile(
    r"\b(sick|ill|illness|migraines?|doctor|hospital|pregnan\w+|maternity|disab\w+|religio\w+|union|accent|retire\w*"
    r"|burnout|depress\w+|anxi\w+|autis\w+|gay|lesbian)\b",
    re.IGNORECASE,
)
HEARSAY = re.compile(r"\b(apparently|i've heard|i hear|people say|word has it|rumou?r)\b", re.IGNORECASE)
CALENDAR = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Easter|Christmas)\b"
    r"|\b\d{1,4}[-/.]\d{1,2}([-/.]\d{2,4})?\b|\b(19|20)\d\d\b",
)


def back(days: int | None) -> date | None:
    return None if days is None else TODAY - timedelta(days=days)


def as_observation(row: Row) -> Observation:
    about: dict[str, Row] = row.get("about", {})
    numbers = {key: place for place, key in enumerate(PEOPLE, start=1)}
    subjects = tuple(
        Subject(
            person_id=numbers[key], name=PEOPLE[key]["name"], concern=facts.get("concern"),
            closest_anchor=facts.get("closest_anchor"), told_on=back(facts.get("told_day")),
            told_how=facts.get("told_how"), told_confirmed="told_day" in facts,
            noticed="notice_day" in PEOPLE[key], person_view=facts.get("person_view", ""),
        )
        for key in row["people"]
        for facts in [about.get(key, {})]
    )
    return Observation(
        id=1, uid=row["ref"], observed_on=back(row.get("day")), written_on=TODAY - timedelta(days=row["written_day"]),
        subjects=subjects, choices={name: row[name] for name in CHOICES if name in row},
        multi={name: tuple(row[name]) for name in MULTI_CHOICES if name in row},
        texts={name: row[name] for name in TEXTS if name in row},
        competency_tags=tuple(CompetencyTag("judgment", "1", one) for one in row.get("competencies", ())),
        date_as_written=row.get("date_as_written", ""), completed=row["complete"],
    )


def texts_of(row: Row) -> Iterator[str]:
    for name in TEXTS:
        if name in row:
            yield row[name]
    yield row.get("date_as_written", "")
    for facts in row.get("about", {}).values():
        yield facts.get("person_view", "")


def everything_written() -> Iterator[tuple[str, str]]:
    for ref, row in OBSERVATIONS.items():
        if ref not in FLAGGED:
            yield from ((ref, text) for text in texts_of(row))
    yield from REVIEW["sections"].items()


def noted(key: str) -> list[Row]:
    return [row for row in OBSERVATIONS.values() if key in row["people"]]


def test_references_are_unique_and_resolve() -> None:
    assert len(OBSERVATIONS) == len(SAMPLE["observation"])
    assert len(PEOPLE) == len(SAMPLE["person"])
    for row in OBSERVATIONS.values():
        assert row["people"]
        assert len(set(row["people"])) == len(row["people"])
        assert set(row["people"]) <= set(PEOPLE)
        assert set(row.get("about", {})) <= set(row["people"])
    assert REVIEW["person"] in PEOPLE
    assert len(set(REVIEW["cites"])) == len(REVIEW["cites"])
    assert set(REVIEW["cites"]) <= set(OBSERVATIONS)


def test_only_known_fields_are_used() -> None:
    assert set(SAMPLE) == {"team", "person", "observation", "review", "growth", "practice_note"}
    assert set(SAMPLE["team"]) == {"manager", "name"}
    for person in PEOPLE.values():
        assert set(person) <= PERSON_FIELDS
    for row in OBSERVATIONS.values():
        assert set(row) <= OBSERVATION_FIELDS, row["ref"]
        for facts in row.get("about", {}).values():
            assert set(facts) <= ABOUT_FIELDS, row["ref"]
    assert set(REVIEW) == {"person", "from_day", "to_day", "cites", "sections"}


@pytest.mark.parametrize("key", list(PEOPLE))
def test_each_person_has_a_notice_a_seat_and_a_focus(key: str) -> None:
    person = PEOPLE[key]
    assert person["seat"] in SEATS
    assert checked_focus(tuple(person["focus"]), FRAMEWORK.ids) == tuple(person["focus"])
    assert 0 < person["notice_day"] < person["started_day"]
    assert person["foundational_skills"]
    assert person["protected_work"]
    assert person["team"] == PEOPLE["ione"]["team"]


@pytest.mark.parametrize("ref", list(OBSERVATIONS))
def test_values_exist(ref: str) -> None:
    row = OBSERVATIONS[ref]
    for name, allowed in CHOICES.items():
        assert row.get(name, allowed[0]) in allowed
    for name in MULTI_CHOICES:
        values = row.get(name, [])
        assert len(ordered(name, values)) == len(values)
    assert set(row.get("competencies", ())) <= FRAMEWORK.ids
    for facts in row.get("about", {}).values():
        assert facts.get("closest_anchor", "none") in ANCHOR_CHOICES
        assert facts.get("told_how", "paper") in TOLD_HOW
        assert ("told_day" in facts) == ("told_how" in facts)
    for name in DATES:
        assert isinstance(row.get(name, 0), int)


@pytest.mark.parametrize("ref", list(OBSERVATIONS))
def test_days_run_in_order(ref: str) -> None:
    row = OBSERVATIONS[ref]
    happened: int = row["day"] if "day" in row else row["written_day"]
    assert 0 <= row["written_day"] <= happened <= 270
    for facts in row.get("about", {}).values():
        assert 0 <= facts.get("told_day", 0) <= happened
    for key in row["people"]:
        person = PEOPLE[key]
        assert happened <= person["started_day"]
        if "away_from_day" in person:
            assert not person["away_to_day"] <= happened <= person["away_from_day"]


@pytest.mark.parametrize("ref", [ref for ref, row in OBSERVATIONS.items() if row["complete"]])
def test_what_is_called_complete_is_complete(ref: str) -> None:
    row = OBSERVATIONS[ref]
    assert missing_for_completion(as_observation(row)) == []
    assert set(row["about"]) == set(row["people"])
    if row["kind"] == "caught_risk":
        assert all(row.get(name) for name in ("what_was_wrong", "how_noticed", "who_was_told", "what_it_prevented"))
    if row["kind"] == "escalation":
        assert row.get("who_was_told")
        assert "when_told" in row
    if row["kind"] == "kept_human":
        assert row.get("kept_human_reason")
    if row["kind"] == "decision_point":
        assert row.get("reviewed_by")
        assert row.get("rationale")
        assert row.get("ambiguity")
    if row.get("soundness") == "no_output":
        assert row["response"] == "did_without_ai"


@pytest.mark.parametrize("ref", [ref for ref, row in OBSERVATIONS.items() if not row["complete"]])
def test_what_is_not_complete_would_still_be_there(ref: str) -> None:
    row = OBSERVATIONS[ref]
    assert row["written_day"] < JOT_DAYS
    assert missing_for_completion(as_observation(row))
    assert "about" not in row


def test_the_team_is_a_team_of_eight_with_names_of_all_kinds() -> None:
    assert len(PEOPLE) == 8
    names = [person["name"] for person in PEOPLE.values()]
    assert any(len(name) > 40 for name in names)
    assert sum(not name.isascii() for name in names) >= 3
    assert SAMPLE["team"]["manager"] not in names


def test_the_notes_cover_nine_months() -> None:
    days = [row["day"] for row in OBSERVATIONS.values() if "day" in row]
    assert 55 <= len(OBSERVATIONS) <= 70
    assert max(days) - min(days) >= 258
    gaps = [late - early for early, late in zip(sorted(days), sorted(days)[1:], strict=False)]
    assert max(gaps) <= 14


def test_the_notes_are_uneven() -> None:
    spread = Counter(key for row in OBSERVATIONS.values() for key in row["people"])
    assert min(spread.values()) == 1
    assert max(spread.values()) >= 15
    assert [key for key in PEOPLE if min(row.get("day", 0) for row in noted(key)) > 152] == ["suresh"]
    away = [person for person in PEOPLE.values() if "away_from_day" in person]
    assert [person["away_from_day"] - person["away_to_day"] for person in away] == [61]
    assert any(person["started_day"] < 150 for person in PEOPLE.values())


def test_several_episodes_are_shared_by_two_or_three() -> None:
    sizes = Counter(len(row["people"]) for row in OBSERVATIONS.values())
    assert sizes[2] >= 4
    assert sizes[3] >= 1
    assert set(sizes) == {1, 2, 3}


def test_every_kind_and_most_cells_of_the_reliance_map_occur() -> None:
    complete = [row for row in OBSERVATIONS.values() if row["complete"]]
    assert {row["kind"] for row in complete} == set(CHOICES["kind"])
    cells = {(row["soundness"], row["response"]) for row in complete}
    assert {
        ("sound", "accepted"), ("sound", "rejected"), ("sound", "revised"), ("sound", "escalated"),
        ("flawed", "accepted"), ("flawed", "revised"), ("flawed", "rejected"), ("flawed", "escalated"),
        ("unclear", "escalated"), ("no_output", "did_without_ai"),
    } <= cells
    assert {row["basis"] for row in complete} >= {"saw_it", "saw_the_work", "told_by_receiver", "self_reported"}


def test_an_admitted_over_reliance_is_no_missed_anchor() -> None:
    admitted = [row for row in OBSERVATIONS.values() if row.get("basis") == "self_reported"]
    assert admitted
    for row in admitted:
        assert (row["soundness"], row["response"]) == ("flawed", "accepted")
        assert all(facts.get("closest_anchor") != "missed" for facts in row["about"].values())


def test_concerns_are_told_told_late_and_still_to_be_told() -> None:
    told_in_time: list[str] = []
    told_late: list[str] = []
    due: list[str] = []
    overdue: list[str] = []
    for row in OBSERVATIONS.values():
        if not row["complete"]:
            continue
        for subject in as_observation(row).subjects:
            if not implied_concern(as_observation(row), subject):
                continue
            key = next(key for key, person in PEOPLE.items() if person["name"] == subject.name)
            told = row["about"][key].get("told_day")
            if told is None:
                (due if row["written_day"] <= SHARE_DAYS else overdue).append(row["ref"])
            else:
                (told_in_time if row["written_day"] - told <= SHARE_DAYS else told_late).append(row["ref"])
                assert row["about"][key]["person_view"], row["ref"]
                assert row.get("conditions"), row["ref"]
    assert len(told_in_time) >= 4
    assert set(told_late) == {"late-report", "long-worksheets"}
    assert due == ["easy-read"]
    assert overdue == ["courier-brief"]


def test_one_jot_is_about_to_expire_and_one_has_an_open_date() -> None:
    jots = [row for row in OBSERVATIONS.values() if not row["complete"]]
    assert [row["ref"] for row in jots if row["written_day"] >= 26] == ["ink-gone"]
    undated = [row for row in OBSERVATIONS.values() if "day" not in row]
    assert [row["ref"] for row in undated] == ["some-afternoon"]
    assert undated[0]["date_as_written"]
    assert any(not row["behaviour"].endswith((".", "'", "?")) for row in jots)


def test_one_episode_is_older_than_the_notice() -> None:
    before = [
        row["ref"] for row in OBSERVATIONS.values()
        if any(row.get("day", 0) > PEOPLE[key]["notice_day"] for key in row["people"])
    ]
    assert before == ["pallet-route"]


def test_sentences_differ_in_length() -> None:
    lengths = [len(row["behaviour"].split()) for row in OBSERVATIONS.values()]
    assert min(lengths) >= 8
    assert min(lengths) <= 10
    assert 75 <= max(lengths) <= 95
    openings = Counter(" ".join(row["behaviour"].split()[:3]) for row in OBSERVATIONS.values())
    assert max(openings.values()) == 1


@pytest.mark.parametrize(
    "pattern", [USAGE_FIGURE, TRAIT, ABSOLUTE, SENSITIVE, HEARSAY],
    ids=["usage", "trait", "absolute", "sensitive", "hearsay"],
)
def test_no_usage_trait_absolute_or_private_matter(pattern: re.Pattern[str]) -> None:
    for ref, text in everything_written():
        assert not pattern.search(text), f"{ref}: {text}"


def test_no_text_names_a_month_a_weekday_or_a_date() -> None:
    written = [text for row in OBSERVATIONS.values() for text in texts_of(row)]
    for text in [*written, *REVIEW["sections"].values()]:
        assert not CALENDAR.search(text), text


def test_the_two_flagged_jots_stay_private_and_are_marked_in_the_file() -> None:
    assert USAGE_FIGURE.search(OBSERVATIONS["shows-usage-figure"]["behaviour"])
    assert TRAIT.search(OBSERVATIONS["shows-vague-praise"]["behaviour"])
    for ref in FLAGGED:
        assert not OBSERVATIONS[ref]["complete"]
        assert re.search(rf"# Flagged: .*\n\[\[observation\]\]\nref = \"{ref}\"", SOURCE)
    assert SOURCE.count("# Flagged: ") == len(FLAGGED)


def test_the_draft_review_rests_on_evidence_that_may_be_cited() -> None:
    number = list(PEOPLE).index(REVIEW["person"]) + 1
    for ref in REVIEW["cites"]:
        row = OBSERVATIONS[ref]
        assert REVIEW["person"] in row["people"]
        assert REVIEW["to_day"] <= row["day"] <= REVIEW["from_day"]
        assert "told_day" in row["about"][REVIEW["person"]], ref
        refuse_citation(as_observation(row), number, TODAY, CONCERN_SHARED_DAYS)


def test_the_draft_review_speaks_to_what_it_cites() -> None:
    keys = [SectionKey.from_field(name) for name in REVIEW["sections"]]
    focus = PEOPLE[REVIEW["person"]]["focus"]
    cited = {item for ref in REVIEW["cites"] for item in OBSERVATIONS[ref]["competencies"]}
    seen = [item for item in focus if item in cited]
    assert [item for item in focus if item not in cited] == ["J9"]
    judged = [(key.section, key.competency) for key in keys if key.competency]
    assert judged == [(section, item) for item in seen for section in COMPETENCY_SECTIONS]
    general = {key.section for key in keys if not key.competency}
    assert {"summary", "kept_human", "invisible_work", "context", "open_questions", "cannot_show"} <= general
    assert all(text.strip() for text in REVIEW["sections"].values())
    others = [person["name"] for key, person in PEOPLE.items() if key != REVIEW["person"]]
    assert not any(name.split()[0] in text for name in others for text in REVIEW["sections"].values())
