"""Observations: what a jot takes, what completion asks for, and what a complete one never loses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reviewapp.actions.observations import (
    MAX_TEXT,
    About,
    Details,
    change_observation,
    complete_observation,
    get_observation,
    record_observation,
    remove_observation,
    tell,
    withdraw_observation,
)
from reviewapp.actions.queries import home, notes, timeline_page
from reviewapp.actions.reviews import cite
from reviewapp.domain import observation as fields
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.observation import missing_for_completion
from tests.helpers.acts import EVIDENCE, draft, jot, somebody, whole


def get(vault, observation_id):
    return get_observation(vault, observation_id=observation_id)


def evidence_but(**left_out):
    """The evidence of a complete observation with some fields changed; None takes one out."""
    choices, multi = dict(EVIDENCE.choices), dict(EVIDENCE.multi)
    for name, value in left_out.items():
        target = choices if name in fields.CHOICES else multi
        target.pop(name, None)
        if value is not None:
            target[name] = value
    return Details(choices=choices, multi=multi)


def test_every_field_of_the_record_comes_back(vault):
    person_id = somebody(vault)
    for last in (0, -1):
        details = Details(
            texts={name: f"{name} ☕ {last}" for name in fields.TEXTS if name != "behaviour"},
            choices={name: values[last] for name, values in fields.CHOICES.items()},
            multi={name: values[::-1] if last else values[:1] for name, values in fields.MULTI_CHOICES.items()},
            dates={"when_told": vault.today, "recheck_on": vault.today + timedelta(days=90)},
            flags={"receiver_words_permitted": bool(last)},
        )
        about = {person_id: About(concern=bool(last), closest_anchor="prompted", person_view="I aimed at … ")}
        made = record_observation(
            vault, person_ids=[person_id], text=" What they did.\n", observed_on=date(2026, 3, 4), details=details,
            competencies=("J6", "J1"), about=about,
        )
        found = get(vault, made.id)
        assert found.texts == {**details.texts, "behaviour": "What they did."}
        assert found.choices == details.choices and found.dates == details.dates and found.flags == details.flags
        assert found.multi == {name: fields.ordered(name, values) for name, values in details.multi.items()}
        assert found.competencies == ("J6", "J1")
        assert (found.observed_on, found.written_on) == (date(2026, 3, 4), vault.today)
        subject = found.subjects[0]
        assert (subject.concern, subject.closest_anchor, subject.person_view) == (bool(last), "prompted", "I aimed at …")


TEXTS = {
    "quotes": "She said \"no\" — and 'why' it mattered; `rm -rf`; 100 %",
    "lines": "first\n\n\tsecond\r\nthird\u2028fourth",
    "emoji": "👩🏽‍⚕️ stopped it 🧪",
    "right to left": "אבדוק את המקור \u202eabc\u202c لا",
    "cjk": "她检查了来源",
    "combining": "Sia\u0302n a\u0323\u0302",
    "sql": "'); DROP TABLE observation;--",
    "html": "<img src=file:///etc/passwd><b>&amp;",
    "control": "a\x01\x1b[31mred\x07\x85b",
    "long": "word " * 39_999,
    "one character": ".",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_comes_back_as_it_was_written(vault, name):
    observation_id = jot(vault, somebody(vault), text=TEXTS[name])
    assert get(vault, observation_id).behaviour == TEXTS[name].strip()


def test_what_cannot_be_stored_is_stored_visibly(vault):
    observation_id = jot(vault, somebody(vault), text="half a \ud83d pair, a \x00 nothing")
    assert get(vault, observation_id).behaviour == "half a ? pair, a  nothing"


@pytest.mark.parametrize("text", ["", " ", "\n\t\r", "\x00", " \x00\x00 ", "\u2003\u00a0"])
def test_nothing_written_is_refused(vault, text):
    person_id = somebody(vault)
    with pytest.raises(UsageError, match="nothing written"):
        jot(vault, person_id, text=text)
    observation_id = jot(vault, person_id)
    with pytest.raises(UsageError, match="nothing written"):
        change_observation(vault, observation_id=observation_id, details=Details(texts={"behaviour": text}))
    made = record_observation(
        vault, person_ids=[person_id], text="Something.", observed_on=None, details=Details(texts={"behaviour": text})
    )
    assert get(vault, made.id).behaviour == "Something."


def test_too_long_is_refused(vault):
    person_id = somebody(vault)
    with pytest.raises(UsageError, match="too long"):
        jot(vault, person_id, text="x" * (MAX_TEXT + 1))
    with pytest.raises(UsageError, match="too long"):
        change_observation(
            vault, observation_id=jot(vault, person_id), details=Details(texts={"consequence": "x" * (MAX_TEXT + 1)})
        )


@pytest.mark.parametrize(
    "details",
    [
        Details(choices={"kind": "rating"}), Details(choices={"score": "5"}), Details(choices={"behaviour": "x"}),
        Details(choices={"kind; DROP TABLE observation": "observation"}), Details(multi={"checked_by": ["vibes"]}),
        Details(multi={"kind": ["observation"]}), Details(texts={"tokens_used": "5"}), Details(texts={"kind": "x"}),
        Details(dates={"observed_on": date(2026, 1, 1)}), Details(flags={"good": True}),
        Details(dates={"when_told": date(2026, 11, 21)}),
    ],
    ids=lambda details: str(details)[8:90],
)
def test_fields_and_values_nobody_knows(vault, details):
    person_id = somebody(vault)
    with pytest.raises(UsageError):
        record_observation(vault, person_ids=[person_id], text="x", observed_on=vault.today, details=details)
    observation_id = jot(vault, person_id)
    before = get(vault, observation_id)
    with pytest.raises(UsageError):
        change_observation(vault, observation_id=observation_id, details=details)
    assert get(vault, observation_id) == before


def test_days_to_come_and_days_that_cannot_be_meant(vault):
    person_id = somebody(vault)
    for day in (vault.today + timedelta(days=1), date(2206, 1, 1), date(206, 1, 1), date(1, 1, 1)):
        with pytest.raises(UsageError, match="day"):
            record_observation(vault, person_ids=[person_id], text="x", observed_on=day)
        with pytest.raises(UsageError, match="day"):
            change_observation(vault, observation_id=jot(vault, person_id), observed_on=day)
        if day > vault.today:
            with pytest.raises(UsageError, match="day"):
                tell(vault, observation_id=jot(vault, person_id), told_on=day)


def test_told_before_it_happened_is_refused_from_both_sides(vault):
    person_id = somebody(vault)
    observation_id = jot(vault, person_id, ago=10)
    early = vault.today - timedelta(days=11)
    with pytest.raises(UsageError, match="before the episode"):
        tell(vault, observation_id=observation_id, told_on=early)
    about = {person_id: About(told_on=early, told_how="conversation", told_confirmed=True)}
    with pytest.raises(UsageError, match="before the episode"):
        change_observation(vault, observation_id=observation_id, about=about)
    with pytest.raises(UsageError, match="before the episode"):
        record_observation(
            vault, person_ids=[person_id], text="x", observed_on=vault.today - timedelta(days=10), about=about
        )
    tell(vault, observation_id=observation_id, told_on=vault.today - timedelta(days=10))
    with pytest.raises(UsageError, match="before the episode"):
        change_observation(vault, observation_id=observation_id, observed_on=vault.today)
    assert get(vault, observation_id).observed_on == vault.today - timedelta(days=10)


def test_people_who_are_not_in_it(vault):
    person_id, other = somebody(vault), somebody(vault, "Siân Evans")
    observation_id = jot(vault, person_id)
    with pytest.raises(UsageError, match="not about this person"):
        change_observation(vault, observation_id=observation_id, about={other: About(concern=True)})
    with pytest.raises(UsageError, match="not about this person"):
        record_observation(
            vault, person_ids=[person_id], text="x", observed_on=None, about={other: About(concern=True)}
        )
    with pytest.raises(NotFound):
        change_observation(vault, observation_id=observation_id, person_ids=[person_id, 4711])
    with pytest.raises(UsageError, match="nobody"):
        tell(vault, observation_id=observation_id, told_on=vault.today, person_ids=[other])
    with pytest.raises(UsageError, match="way of telling"):
        tell(vault, observation_id=observation_id, told_on=vault.today, how="rumour")
    assert [subject.person_id for subject in get(vault, observation_id).subjects] == [person_id]


def test_one_episode_several_people_each_with_their_own_answer(vault):
    tom, sian = somebody(vault), somebody(vault, "Siân Evans")
    observation_id = whole(vault, tom, sian)
    change_observation(vault, observation_id=observation_id, about={sian: About(concern=True)})
    found = get(vault, observation_id)
    assert {one.name: one.concern for one in found.subjects} == {"Tom Hesketh": False, "Siân Evans": True}
    tell(vault, observation_id=observation_id, told_on=vault.today, person_ids=[tom])
    assert get(vault, observation_id).status == "complete"
    tell(vault, observation_id=observation_id, told_on=vault.today, person_ids=[sian])
    assert get(vault, observation_id).status == "shared"
    assert [card.id for who in (tom, sian) for card in timeline_page(vault, person_id=who)[0]] == [observation_id] * 2
    twice = jot(vault, tom, tom, sian, tom)
    assert [one.name for one in get(vault, twice).subjects] == ["Tom Hesketh", "Siân Evans"]


MISSING = {
    "basis": evidence_but(basis=None),
    "effect": evidence_but(outcome_test=None),
    "checked": evidence_but(checked_by=None),
}


@pytest.mark.parametrize("item", MISSING)
def test_each_thing_completion_needs(vault, item):
    person_id = somebody(vault)
    made = record_observation(
        vault, person_ids=[person_id], text="x", observed_on=vault.today, details=MISSING[item], competencies=("J5",),
        about={person_id: About(concern=False)},
    )
    assert missing_for_completion(get(vault, made.id)) == [item]
    with pytest.raises(RuleRefused, match="missing"):
        complete_observation(vault, observation_id=made.id)
    assert get(vault, made.id).status == "jot"
    change_observation(vault, observation_id=made.id, details=EVIDENCE)
    complete_observation(vault, observation_id=made.id)
    assert get(vault, made.id).status == "complete"


def test_a_bare_sentence_lacks_all_of_it_in_the_order_of_the_form(vault):
    made = record_observation(vault, person_ids=[], text="x", observed_on=None)
    assert missing_for_completion(get(vault, made.id)) == ["person", "date", "effect", "basis", "competencies"]
    with pytest.raises(RuleRefused, match="who it is about, the day, what followed"):
        complete_observation(vault, observation_id=made.id)
    person_id = somebody(vault, notice=False)
    change_observation(vault, observation_id=made.id, person_ids=[person_id])
    assert missing_for_completion(get(vault, made.id))[0] == "notice"
    assert missing_for_completion(get(vault, made.id))[-1] == "concern"


@pytest.mark.parametrize("part", fields.CHOICES["ai_part"])
def test_how_it_was_checked_is_asked_only_where_ai_took_part(vault, part):
    person_id = somebody(vault)
    made = record_observation(
        vault, person_ids=[person_id], text="x", observed_on=vault.today, competencies=("J5",),
        details=evidence_but(checked_by=None, ai_part=part), about={person_id: About(concern=False)},
    )
    asked = part in ("suggested", "drafted", "analysed", "acted")
    assert missing_for_completion(get(vault, made.id)) == (["checked"] if asked else [])


@pytest.mark.idea("A2")
@pytest.mark.parametrize("effect", ["worked", "too_early", None, "text"])
def test_an_effect_or_too_early_to_say_is_required(vault, effect):
    """Value over volume: what followed is asked for, an amount has no place (test_architecture checks columns)."""
    person_id = somebody(vault)
    details = evidence_but(outcome_test=None)
    if effect == "text":
        details = Details(choices=details.choices, multi=details.multi, texts={"consequence": "The ward got it right."})
    elif effect:
        details = evidence_but(outcome_test=(effect,))
    made = record_observation(
        vault, person_ids=[person_id], text="x", observed_on=vault.today, details=details, competencies=("J5",),
        about={person_id: About(concern=False)},
    )
    if effect is None:
        with pytest.raises(RuleRefused, match="too early to say"):
            complete_observation(vault, observation_id=made.id)
    else:
        complete_observation(vault, observation_id=made.id)
    quantity = ("amount", "volume", "count", "number", "quantity", "tokens", "prompts")
    names = {*fields.CHOICES, *fields.MULTI_CHOICES, *fields.TEXTS, *fields.DATES, *fields.FLAGS}
    assert not {part for name in names for part in name.split("_")} & set(quantity)
    with pytest.raises(UsageError, match="no field"):
        change_observation(vault, observation_id=made.id, details=Details(texts={"output_quantity": "40 pages"}))


def test_one_to_three_competencies_that_exist(vault):
    person_id = somebody(vault)
    for wrong in (("J1", "J2", "J3", "J4"), ("J99",), ("j1",), ("",)):
        with pytest.raises(UsageError, match="competenc"):
            record_observation(vault, person_ids=[person_id], text="x", observed_on=None, competencies=wrong)
    made = record_observation(vault, person_ids=[person_id], text="x", observed_on=None, competencies=("J2", "J1", "J2"))
    assert get(vault, made.id).competencies == ("J2", "J1")


def test_whether_it_speaks_against_the_person_is_asked(vault):
    person_id = somebody(vault)
    made = record_observation(
        vault, person_ids=[person_id], text="x", observed_on=vault.today, details=EVIDENCE, competencies=("J5",)
    )
    with pytest.raises(RuleRefused, match="speaks against"):
        complete_observation(vault, observation_id=made.id)
    change_observation(vault, observation_id=made.id, about={person_id: About(concern=False)})
    complete_observation(vault, observation_id=made.id)
    assert get(vault, made.id).subjects[0].concern is False


@pytest.mark.parametrize("said", [None, False, True])
@pytest.mark.parametrize("how", ["missed", *fields.MULTI_CHOICES["counter_signal"]])
def test_missed_and_counter_signals_make_it_a_concern(vault, said, how):
    person_id = somebody(vault)
    anchor = "missed" if how == "missed" else None
    details = EVIDENCE if anchor else evidence_but(counter_signal=(how,))
    made = record_observation(
        vault, person_ids=[person_id], text="x", observed_on=vault.today, details=details, competencies=("J5",),
        about={person_id: About(concern=said, closest_anchor=anchor)},
    )
    complete_observation(vault, observation_id=made.id)
    assert get(vault, made.id).subjects[0].concern is True
    assert [one.observation_id for one in home(vault).concerns_to_share] == [made.id]
    with pytest.raises(RuleRefused, match="not shared"):
        cite(vault, review_id=draft(vault, person_id), observation_id=made.id)


@pytest.mark.idea("A40")
def test_workslop_is_a_concern_with_its_variant_and_who_absorbed_it(vault):
    person_id = somebody(vault)
    details = Details(
        choices={**EVIDENCE.choices, "workslop_variant": "undigested"}, texts={"who_absorbed_it": "The night team."},
        multi={**EVIDENCE.multi, "counter_signal": ("workslop",)},
    )
    made = record_observation(
        vault, person_ids=[person_id], text="x", observed_on=vault.today, details=details, competencies=("J5",)
    )
    complete_observation(vault, observation_id=made.id)
    found = get(vault, made.id)
    assert found.subjects[0].concern is True
    assert found.choices["workslop_variant"] == "undigested" and found.texts["who_absorbed_it"] == "The night team."
    assert set(fields.CHOICES["workslop_variant"]) == {"inaccurate", "unneeded", "undigested", "wrong_context"}


@pytest.mark.parametrize(
    "change",
    [
        {"competencies": ()},
        {"person_ids": ()},
        {"details": Details(multi={"outcome_test": ()})},
        {"details": Details(multi={"checked_by": ()})},
    ],
    ids=str,
)
def test_a_complete_observation_stays_whole(vault, change):
    observation_id = whole(vault, somebody(vault))
    before = get(vault, observation_id)
    with pytest.raises(RuleRefused, match="stays whole"):
        change_observation(vault, observation_id=observation_id, **change)
    assert get(vault, observation_id) == before


def test_nobody_without_a_notice_slips_into_a_complete_one(vault):
    tom, new = somebody(vault), somebody(vault, "New Person", notice=False)
    observation_id = whole(vault, tom)
    with pytest.raises(RuleRefused, match="notice"):
        change_observation(
            vault, observation_id=observation_id, person_ids=[tom, new], about={new: About(concern=False)}
        )
    assert [one.person_id for one in get(vault, observation_id).subjects] == [tom]


def test_somebody_who_was_told_stays_in_it(vault):
    tom, sian = somebody(vault), somebody(vault, "Siân Evans")
    observation_id = whole(vault, tom, sian, told_ago=3)
    with pytest.raises(RuleRefused, match="told of this"):
        change_observation(vault, observation_id=observation_id, person_ids=[tom])


def test_withdrawing_needs_a_reason_and_stays_readable(vault):
    person_id = somebody(vault)
    observation_id = whole(vault, person_id, told_ago=20)
    for reason in ("", " \n"):
        with pytest.raises(UsageError, match="reason"):
            withdraw_observation(vault, observation_id=observation_id, reason=reason)
    withdraw_observation(vault, observation_id=observation_id, reason="It was somebody else.")
    found = get(vault, observation_id)
    assert found.status == "withdrawn" and found.texts["withdrawn_reason"] == "It was somebody else."
    assert found.behaviour and [one.id for one in notes(vault)] == [observation_id]


def test_the_bin_takes_what_no_review_cites(vault):
    person_id = somebody(vault)
    observation_id, kept = whole(vault, person_id), whole(vault, person_id)
    cite(vault, review_id=draft(vault, person_id), observation_id=kept)
    with pytest.raises(RuleRefused, match="review cites"):
        remove_observation(vault, observation_id=kept)
    remove_observation(vault, observation_id=observation_id)
    for act in (
        lambda: get(vault, observation_id),
        lambda: remove_observation(vault, observation_id=observation_id),
        lambda: complete_observation(vault, observation_id=observation_id),
        lambda: change_observation(vault, observation_id=observation_id),
        lambda: tell(vault, observation_id=observation_id, told_on=vault.today),
        lambda: withdraw_observation(vault, observation_id=observation_id, reason="x"),
    ):
        with pytest.raises(NotFound):
            act()
    assert [one.id for one in notes(vault)] == [kept]


@pytest.mark.idea("A16")
def test_who_noticed_is_kept_and_seniority_has_no_place(vault):
    person_id = somebody(vault)
    details = Details(choices={"kind": "caught_risk"}, multi={"noticed_by": ("system", "the_person")})
    made = record_observation(vault, person_ids=[person_id], text="x", observed_on=None, details=details)
    assert get(vault, made.id).multi["noticed_by"] == ("the_person", "system")
    words = ("senior", "grade", "rank", "level", "tenure", "experience")
    columns = {
        column["name"] for table in ("observation", "observation_person", "person")
        for column in vault.connection.execute(f"PRAGMA table_info({table})")
    }
    assert not [name for name in columns | set(fields.TEXTS) if any(word in name for word in words)]


@pytest.mark.idea("A28")
def test_worked_lasted_helped_adopted_are_each_sayable(vault):
    person_id = somebody(vault)
    for effect in ("worked", "lasted", "helped", "adopted", "too_early", "none"):
        made = record_observation(
            vault, person_ids=[person_id], text=effect, observed_on=vault.today, competencies=("J5",),
            details=evidence_but(outcome_test=(effect,)), about={person_id: About(concern=False)},
        )
        complete_observation(vault, observation_id=made.id)
        assert get(vault, made.id).multi["outcome_test"] == (effect,)
    both = record_observation(
        vault, person_ids=[person_id], text="x", observed_on=None,
        details=Details(multi={"outcome_test": ("adopted", "worked", "adopted")}),
    )
    assert get(vault, both.id).multi["outcome_test"] == ("worked", "adopted")


@pytest.mark.idea("A39")
def test_parts_are_told_in_words_and_unclear_is_an_answer(vault):
    person_id = somebody(vault)
    details = Details(
        texts={"human_part": "chose the cases", "ai_part_text": "first wording", "others_part": "Ruth read it"},
        choices={"soundness": "unclear", "ai_part": "unknown"}, multi={"outcome_test": ("too_early",)},
    )
    made = record_observation(vault, person_ids=[person_id], text="x", observed_on=vault.today, details=details)
    assert get(vault, made.id).texts == {**details.texts, "behaviour": "x"}
    change_observation(
        vault, observation_id=made.id, competencies=("J5",), details=Details(choices={"basis": "saw_it"}),
        about={person_id: About(concern=False)},
    )
    complete_observation(vault, observation_id=made.id)
    shares = {"share", "percent", "percentage", "ratio", "proportion"}
    assert not shares & {part for name in (*fields.TEXTS, *fields.CHOICES) for part in name.split("_")}


@pytest.mark.idea("A45", "A90")
@pytest.mark.parametrize("reason", fields.CHOICES["kept_human_reason"])
def test_doing_without_ai_is_a_complete_answer_with_its_reason(vault, reason):
    person_id = somebody(vault)
    details = Details(
        choices={
            "kind": "kept_human", "response": "did_without_ai", "ai_part": "none", "soundness": "no_output",
            "kept_human_reason": reason, "basis": "saw_it",
        },
        multi={"outcome_test": ("helped",), "chips": ("stopped_doing",)},
    )
    made = record_observation(
        vault, person_ids=[person_id], text="Told the family herself.", observed_on=vault.today - timedelta(days=3),
        details=details, competencies=("J2",), about={person_id: About(concern=False)},
    )
    complete_observation(vault, observation_id=made.id)
    review_id = draft(vault, person_id)
    cite(vault, review_id=review_id, observation_id=made.id)
    from reviewapp.actions.review_content import document_content

    episode = document_content(vault, review_id=review_id).episodes[0]
    assert (episode.kind, episode.response, episode.kept_human_reason) == ("kept_human", "did_without_ai", reason)
    assert episode.concern is False and get(vault, made.id).multi["chips"] == ("stopped_doing",)


def test_jots_are_announced_by_the_day_of_entry_never_of_the_event(vault, clock):
    person_id = somebody(vault)
    old_event = jot(vault, person_id, ago=200)
    assert home(vault).jots_about_to_expire == ()
    clock.forward(days=19)
    assert home(vault).jots_about_to_expire == ()
    clock.forward(days=1)
    waiting = home(vault).jots_about_to_expire
    assert [one.observation_id for one in waiting] == [old_event]
    assert waiting[0].day == vault.today + timedelta(days=10)
    assert [one.title for one in waiting] == ["Checked the table against the source."]


def test_people_not_noted_lately_are_named_unless_away(vault, clock):
    from reviewapp.actions.people import change_person

    tom, sian = somebody(vault), somebody(vault, "Siân Evans")
    jot(vault, tom, ago=42)
    jot(vault, sian, ago=43)
    assert [one.name for one in home(vault).not_noted_lately] == ["Siân Evans"]
    change_person(vault, person_id=sian, away_from=vault.today - timedelta(days=50))
    assert home(vault).not_noted_lately == ()


def test_a_choice_answered_by_a_slip_can_be_unanswered(vault):
    tom = somebody(vault)
    recorded = record_observation(
        vault, person_ids=[tom], text="Struck out a date.", observed_on=vault.today,
        details=Details(choices={"flaw_type": "fact", "response": "revised"}),
    )
    change_observation(vault, observation_id=recorded.id, details=Details(choices={"flaw_type": None}))
    found = get_observation(vault, observation_id=recorded.id)
    assert found.choice("flaw_type") is None and found.choice("response") == "revised"
    with pytest.raises(UsageError):
        change_observation(vault, observation_id=recorded.id, details=Details(choices={"response": None}))
