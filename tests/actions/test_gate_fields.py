"""Every text a review can print: each is stopped by the gate, refused where it comes in, or left alone for a reason.

The types of `ReviewContent` are walked, so a new text in a review fails here until somebody has decided about it.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from reviewapp.actions.cards import make_card
from reviewapp.actions.evidence_check import PRINTED_FACTS, answer_finding, open_findings, printed_facts
from reviewapp.actions.exporting import preview_pdf
from reviewapp.actions.finding_answers import answer_stop, take_out, what_stops
from reviewapp.actions.frameworks import import_framework
from reviewapp.actions.growth import agree_growth, write_practice_note
from reviewapp.actions.handover import hand_over
from reviewapp.actions.observations import Details, change_observation, tell
from reviewapp.actions.own_words import import_words
from reviewapp.actions.packets import packet_record
from reviewapp.actions.people import agree_role_profile, change_person, give_notice
from reviewapp.actions.queries import all_people, notes
from reviewapp.actions.recording import record_answer
from reviewapp.actions.replies import record_reply
from reviewapp.actions.review_content import document_content, review_content
from reviewapp.actions.reviews import (
    begin_review,
    cite,
    finish_review,
    problems,
    seal_review,
    share_review,
    write_section,
)
from reviewapp.actions.rights import import_policy, policy, set_policy
from reviewapp.actions.vaults import begin_vault
from reviewapp.domain.errors import ReviewAppError, RuleRefused, UsageError
from reviewapp.domain.growth import CHOICES, KINDS, REQUIRED, TEXTS
from reviewapp.domain.policy import Policy
from reviewapp.domain.review import (
    COMPETENCY_SECTIONS,
    GENERAL_SECTIONS,
    PRINTED_TEXTS,
    ReviewContent,
    SectionKey,
)
from reviewapp.domain.role import CONTEXT
from reviewapp.paths import resource
from reviewapp.vault import people, reviews
from reviewapp.vault.connection import Vault
from reviewapp.vault.growth import NOTE_TEXTS
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import FOCUS, draft, somebody, whole
from tests.helpers.two_sides import carry
from tests.report.reading import text_of

METRIC = "He burned 3 million tokens in March."
CLEAN = "Twelve claims had no source and were removed."
OWN_TOOL = 'language = "en"\n[classes]\nAIX = "heinzelmann"\n'
OWN_METRIC = "Hardly uses Heinzelmann."


@dataclass
class Case:
    """A person under review; ``review`` is the one that is to print the text."""

    vault: Vault
    folder: Path
    tom: int
    review: int


@pytest.fixture
def case(vault, tmp_path):
    tom = somebody(vault)
    return Case(vault, tmp_path, tom, draft(vault, tom))


@dataclass(frozen=True)
class Stopped:
    """Put into force by its own act; finishing is then refused. ``ways`` are the acts, by what they are about."""

    ways: dict[str, Callable[[Case, str], object]]


@dataclass(frozen=True)
class Refused:
    """Free words cannot come in at all: the act refuses them."""

    act: Callable[[Case, str], object]


@dataclass(frozen=True)
class LeftAlone:
    """No words of the reviewer and nothing they cite."""

    why: str


def one_way(act: Callable[[Case, str], object]) -> Stopped:
    return Stopped({"": act})


def section(name: str, case: Case, text: str) -> None:
    if "/" in name:
        cite(case.vault, review_id=case.review, observation_id=whole(case.vault, case.tom, concern=True, told_ago=20))
    write_section(case.vault, review_id=case.review, key=SectionKey.from_field(name), text=text)


def episode(field: str, case: Case, text: str) -> None:
    observation_id = whole(case.vault, case.tom)
    details = Details(texts={field: text}, flags={"receiver_words_permitted": True})
    change_observation(case.vault, observation_id=observation_id, details=details)
    cite(case.vault, review_id=case.review, observation_id=observation_id)


def choice(name: str, case: Case, text: str) -> None:
    change_observation(case.vault, observation_id=whole(case.vault, case.tom), details=Details(choices={name: text}))


def ticked(name: str, case: Case, text: str) -> None:
    change_observation(case.vault, observation_id=whole(case.vault, case.tom), details=Details(multi={name: (text,)}))


def profile(case: Case, **what) -> None:
    agree_role_profile(
        case.vault, person_id=case.tom, focus=FOCUS, agreed_on=case.vault.today - timedelta(days=240), **what
    )


def growth(kind: str, field: str, case: Case, text: str) -> None:
    others = dict.fromkeys((*REQUIRED[kind], "toward") if kind == "plan" else REQUIRED[kind], "Reads the source first.")
    agree_growth(
        case.vault, person_id=case.tom, kind=kind, choice=CHOICES[kind][-1], texts={**others, field: text}
    )


def practice(field: str, case: Case, text: str) -> None:
    texts = {**dict.fromkeys(NOTE_TEXTS[:2], "A summary."), field: text}
    today = case.vault.today
    write_practice_note(case.vault, period_from=today, period_to=today, texts=texts)


def own_name(case: Case, text: str) -> None:
    change_person(case.vault, person_id=people.me(case.vault.connection).id, name=text)


def framework(old: str, case: Case, text: str) -> None:
    source = resource("frameworks", "judgment-1.toml").read_text("utf-8").replace('key = "judgment"', 'key = "own"')
    line = next(one for one in source.splitlines() if one.startswith(old))
    path = case.folder / "own.toml"
    path.write_text(source.replace(line, f'{old} = "{text}"', 1), "utf-8")
    import_framework(case.vault, path=path)


def framework_version(case: Case, text: str) -> None:
    framework("version", case, "60-prompts-a-day" if text == METRIC else "2026-b")


def purpose(case: Case, text: str) -> None:
    path = case.folder / "policy.toml"
    path.write_text(f'purpose = "{text}"\n', "utf-8")
    import_policy(case.vault, path=path)


def from_another_manager(case: Case, name: str, text: str = CLEAN) -> None:
    """A handover of somebody with this name; the review is then of the person who came with it."""
    theirs, _code = begin_vault(
        folder=case.folder / "other", name=name, passphrase=PASSPHRASE, kdf=FAST_KDF, clock=case.vault.clock
    )
    with theirs:
        ana = somebody(theirs, "Ana Brook")
        whole(theirs, ana, text=text, ago=20, told_ago=19)
        card = packet_record(theirs, packet_id=carry(case.vault, make_card(case.vault).id, theirs)).contact_id
        made = hand_over(theirs, person_id=ana, contact_id=card, told_on=theirs.today)
        carry(theirs, made.ids[0], case.vault)
    here = next(one.id for one in all_people(case.vault) if one.name == "Ana Brook")
    give_notice(case.vault, person_id=here, given_on=case.vault.today)
    case.review = draft(case.vault, here)
    cite(case.vault, review_id=case.review, observation_id=notes(case.vault, person_id=here)[0].id)


def reply(case: Case, **what) -> None:
    seal_review(case.vault, review_id=case.review)
    share_review(case.vault, review_id=case.review, shared_on=case.vault.today)
    given = {"how": "in_presence", "text": "I agree.", "position": "agree", **what}
    record_reply(case.vault, review_id=case.review, written_on=case.vault.today, **given)


def self_assessment_how(case: Case, text: str) -> None:
    write_section(case.vault, review_id=case.review, key=SectionKey("summary"), text=CLEAN)
    seal_review(case.vault, review_id=case.review)
    record_answer(case.vault, review_id=case.review, how=text, received_on=case.vault.today, text="I trusted it.")


def kept_with_reason(case: Case, text: str, answer: str = "outcome_number") -> None:
    write_section(case.vault, review_id=case.review, key=SectionKey("summary"), text=METRIC)
    one = next(one for one in open_findings(case.vault, review_id=case.review) if one.stops)
    answer_finding(
        case.vault, record_uid=one.record_uid, field=one.field, label=one.finding.label, span=one.finding.span,
        answer=answer, reason=text,
    )


MADE = LeftAlone("made by the program and said of no text; in a file of somebody else it has a fixed shape")
DECIDED: dict[str, Stopped | Refused | LeftAlone] = {
    "ReviewContent.review_uid": MADE,
    "ReviewContent.person_name": one_way(lambda case, text: change_person(case.vault, person_id=case.tom, name=text)),
    "ReviewContent.person_role": one_way(lambda case, text: change_person(case.vault, person_id=case.tom, role=text)),
    "ReviewContent.reviewer_name": one_way(own_name),
    "ReviewContent.framework_title": Refused(partial(framework, "title")),
    "ReviewContent.framework_version": Refused(framework_version),
    "ReviewContent.framework_status": Refused(partial(framework, "status")),
    "ReviewContent.framework_language": Refused(partial(framework, "language")),
    "ReviewContent.state": LeftAlone("one of the states of a review, set by the acts alone"),
    "ReviewContent.texts{name}": Refused(partial(lambda case, text: section(text, case, CLEAN))),
    "ReviewContent.texts{}": Stopped({name: partial(section, name) for name in GENERAL_SECTIONS}),
    "ReviewContent.foundational_skills[]": one_way(lambda case, text: profile(case, foundational_skills=(text,))),
    "ReviewContent.protected_work[]": one_way(lambda case, text: profile(case, protected_work=(text,))),
    "ReviewContent.language": LeftAlone("the language of the document, chosen among those there are"),
    "ReviewContent.left_out": LeftAlone("a fixed mark of the program, in a copy made without some words"),
    "ReviewContent.seat": Refused(lambda case, text: profile(case, seat=text)),
    "ReviewContent.protected_modes[]": Refused(
        lambda case, text: profile(case, protected_work=(CLEAN,), protected_modes=(text,))
    ),
    "ReviewContent.capacities{name}": Refused(lambda case, text: profile(case, capacities={text: "central"})),
    "ReviewContent.capacities{}": Refused(lambda case, text: profile(case, capacities={"empathy": text})),
    "ReviewContent.role_context{name}": Refused(lambda case, text: profile(case, context={text: CLEAN})),
    "ReviewContent.role_context{}": Stopped(
        {name: partial(lambda name, case, text: profile(case, context={name: text}), name) for name in CONTEXT}
    ),
    "ReviewContent.practice_note{name}": Refused(lambda case, text: practice(text, case, CLEAN)),
    "ReviewContent.practice_note{}": Stopped({name: partial(practice, name) for name in NOTE_TEXTS}),
    "ReviewContent.self_assessment": LeftAlone("one of the states of a self-assessment, set by the acts alone"),
    "ReviewContent.self_assessment_how": Refused(self_assessment_how),
    "ReviewContent.purpose": Refused(purpose),
    "CompetencyJudgment.competency_id": Refused(partial(framework, "id")),
    "CompetencyJudgment.name": Refused(partial(framework, "name")),
    "CompetencyJudgment.definition": Refused(partial(framework, "definition")),
    **{f"CompetencyJudgment.{name}": one_way(partial(section, f"{name}/J5")) for name in COMPETENCY_SECTIONS},
    "CitedEpisode.uid": MADE,
    "CitedEpisode.competencies[]": Refused(
        lambda case, text: change_observation(
            case.vault, observation_id=whole(case.vault, case.tom), competencies=(text,)
        )
    ),
    **{
        f"CitedEpisode.{name}": Refused(partial(choice, name))
        for name in ("kind", "ai_part", "response", "soundness", "basis", "kept_human_reason")
    },
    **{f"CitedEpisode.{name}[]": Refused(partial(ticked, name)) for name in ("checked_by", "outcome_test", "conditions")},
    **{f"CitedEpisode.{name}": one_way(partial(episode, name)) for name in (*PRINTED_TEXTS, "receiver_words")},
    "CitedEpisode.said{name}": Refused(lambda case, text: choice(text, case, "low")),
    "CitedEpisode.said{}": Refused(partial(choice, "stakes")),
    "CitedEpisode.ticked{name}": Refused(lambda case, text: ticked(text, case, "other")),
    "CitedEpisode.ticked{}[]": Refused(partial(ticked, "chips")),
    "CitedEpisode.told_how": Refused(
        lambda case, text: tell(
            case.vault, observation_id=whole(case.vault, case.tom), told_on=case.vault.today, how=text
        )
    ),
    "CitedEpisode.written_by": one_way(from_another_manager),
    "KeptWords.field": LeftAlone("the name of the field the words stand in"),
    "KeptWords.span": LeftAlone("the very words that were kept, printed with what they are and why"),
    "KeptWords.tag": Refused(lambda case, text: kept_with_reason(case, "It measures the repair.", text)),
    "KeptWords.reason": Refused(kept_with_reason),
    "EmployeeReply.uid": MADE,
    "EmployeeReply.position": Refused(lambda case, text: reply(case, position=text)),
    "EmployeeReply.text": LeftAlone("the employee's own words: hinted at, never stopped or altered (promise 1)"),
    "EmployeeReply.how": Refused(lambda case, text: reply(case, how=text)),
    "EmployeeReply.episode": LeftAlone("the first words of a cited episode, whose text is stopped itself"),
    "EmployeeReply.handed_by": LeftAlone("the name on the card of the manager who handed over the employee's own words"),
    "AgreedGrowth.kind": Refused(lambda case, text: agree_growth(
        case.vault, person_id=case.tom, kind=text, choice="training", texts={"topic": CLEAN})),
    "AgreedGrowth.choice": Refused(lambda case, text: agree_growth(
        case.vault, person_id=case.tom, kind="support", choice=text, texts={"topic": CLEAN})),
    "AgreedGrowth.texts{name}": Refused(lambda case, text: growth("support", text, case, CLEAN)),
    "AgreedGrowth.texts{}": Stopped(
        {f"{kind} {name}": partial(growth, kind, name) for kind in KINDS for name in TEXTS[kind]}
    ),
    "AgreedGrowth.days{name}": LeftAlone("the name of a day, one of those a kind has; the words of it are a date"),
}  # fmt: skip


def leaves(kind: object, name: str) -> set[str]:
    """The names of all texts in a type; TypeError for a type that could hide one."""
    if kind is str:
        return {name}
    if kind in (int, bool, date, type(None)):
        return set()
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        parts = (leaves(hints[one.name], f"{kind.__name__}.{one.name}") for one in dataclasses.fields(kind))
        return set().union(*parts)
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return set().union(*(leaves(one, name) for one in inside))
    if origin is tuple and len(inside) == 2 and inside[1] is Ellipsis:
        return leaves(inside[0], f"{name}[]")
    if origin is dict:
        return leaves(inside[0], f"{name}{{name}}") | leaves(inside[1], f"{name}{{}}")
    raise TypeError(f"{name} is {kind}: say what texts it can hold")


def texts_in(value: object, name: str = "") -> list[tuple[str, str]]:
    """Every text in a value, with the name `leaves` gives it."""
    if isinstance(value, str):
        return [(name, value)]
    if dataclasses.is_dataclass(value):
        found = ((f"{type(value).__name__}.{one.name}", getattr(value, one.name)) for one in dataclasses.fields(value))
        return [text for inner, part in found for text in texts_in(part, inner)]
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts_in(part, f"{name}{{}}")]
    if isinstance(value, tuple):
        return [text for part in value for text in texts_in(part, f"{name}[]")]
    return []


STOPPED = [
    pytest.param(leaf, act, id=f"{leaf} {way}".strip())
    for leaf, decided in DECIDED.items() if isinstance(decided, Stopped)
    for way, act in decided.ways.items()
]  # fmt: skip
REFUSED = [
    pytest.param(decided.act, id=leaf) for leaf, decided in DECIDED.items() if isinstance(decided, Refused)
]


@pytest.mark.idea("A31")
def test_every_text_a_review_can_hold_was_decided_about():
    found = leaves(ReviewContent, "")
    assert found == set(DECIDED), found ^ set(DECIDED)
    assert all(len(one.why) > 20 for one in DECIDED.values() if isinstance(one, LeftAlone))


def test_a_new_text_or_a_type_that_could_hide_one_is_noticed():
    more = dataclasses.make_dataclass("More", [("note", str), ("days", dict[str, tuple[str | None, ...]])])
    assert leaves(more, "") == {"More.note", "More.days{name}", "More.days{}[]"}
    with pytest.raises(TypeError, match="anything"):
        leaves(dataclasses.make_dataclass("More", [("anything", object)]), "")


@pytest.mark.parametrize(("leaf", "act"), STOPPED)
def test_what_is_written_or_cited_there_stops_finishing(case, leaf, act):
    try:
        act(case, METRIC)
    except RuleRefused as refusal:
        assert leaf == "AgreedGrowth.texts{}" and "quota" in str(refusal)
        return
    printed = review_content(case.vault, review_id=case.review)
    assert (leaf, METRIC) in texts_in(printed), "it is printed, so it matters"
    assert {one.label for one in problems(case.vault, review_id=case.review)} == {"usage_metric"}
    with pytest.raises(RuleRefused, match="3 million tokens"):
        finish_review(case.vault, review_id=case.review, talked_on=case.vault.today)
    assert reviews.versions(case.vault.connection, case.review) == []


@pytest.mark.parametrize(("leaf", "act"), STOPPED)
def test_without_a_figure_the_same_words_are_finished(case, leaf, act):
    """What stops in the test before is the metric, and nothing else about the way in."""
    act(case, CLEAN)
    finish_review(case.vault, review_id=case.review, talked_on=case.vault.today)
    assert (leaf, CLEAN) in texts_in(document_content(case.vault, review_id=case.review))


BESIDE = {one.values[0]: one for one in STOPPED if not one.id.startswith("AgreedGrowth.texts{} goal")}


@pytest.mark.parametrize(("leaf", "act"), BESIDE.values())
def test_what_is_kept_is_printed_beside_the_text_with_its_reason(case, leaf, act):
    """Within a few lines of the words, on the pages themselves."""
    act(case, METRIC)
    for stop in what_stops(case.vault, review_id=case.review):
        answer_stop(case.vault, stop, "domain_term", "Tokens are the coins of our arcade.")
    finish_review(case.vault, review_id=case.review, talked_on=case.vault.today)
    printed = " ".join(text_of(preview_pdf(case.vault, review_id=case.review).data).split())
    words = printed.index("3 million tokens in March")
    reason = printed.index("kept as a term of the trade — Tokens are the coins of our arcade.", words)
    assert reason - words < 500, printed[words:reason]


@pytest.mark.parametrize("act", REFUSED)
def test_what_takes_no_free_words_refuses_them(case, act):
    with pytest.raises(ReviewAppError):
        act(case, METRIC)


@pytest.mark.parametrize(
    "act", [partial(framework, one) for one in ("title", "status", "name", "definition")] + [framework_version, purpose],
)
def test_what_an_organisation_brings_is_refused_for_the_figure_alone(case, act):
    with pytest.raises(UsageError, match="amount of AI use"):
        act(case, METRIC)
    act(case, CLEAN)


def test_every_fact_that_is_printed_is_read_and_named(case):
    facts = printed_facts(case.vault, reviews.review(case.vault.connection, case.review))
    assert tuple(facts) == PRINTED_FACTS
    change_person(case.vault, person_id=case.tom, name=METRIC, role=METRIC)
    own_name(case, f"Ruth. {METRIC}")  # nobody bears the name of somebody else
    profile(case, foundational_skills=(METRIC,), protected_work=(METRIC,), context={"capacities": METRIC})
    growth("support", "topic", case, METRIC)
    practice("what_i_checked", case, METRIC)
    found = [one for one in open_findings(case.vault, review_id=case.review) if one.stops]
    assert {one.field for one in found} == set(PRINTED_FACTS) and all(one.where.title for one in found)


class TestReceiver:
    """Words of who received the work are a quotation of the reviewer's, once they are printed."""

    def test_they_are_kept_as_a_quotation_with_the_reason_printed(self, case):
        episode("receiver_words", case, METRIC)
        one = next(one for one in what_stops(case.vault, review_id=case.review))
        answer_finding(
            case.vault, record_uid=one.record_uid, field=one.field, label=one.finding.label, span=one.finding.span,
            answer="quoted", reason="From the letter of the ward.",
        )
        finish_review(case.vault, review_id=case.review, talked_on=case.vault.today)
        content = document_content(case.vault, review_id=case.review)
        assert [(tag.field, tag.tag) for tag in content.episodes[0].tags] == [("receiver_words", "quoted")]
        printed = text_of(preview_pdf(case.vault, review_id=case.review).data)
        assert "kept as a quotation — From the letter of the ward." in printed

    def test_without_their_leave_nothing_is_printed_and_nothing_stops(self, case):
        episode("receiver_words", case, METRIC)
        observation_id = notes(case.vault, person_id=case.tom)[0].id
        change_observation(
            case.vault, observation_id=observation_id, details=Details(flags={"receiver_words_permitted": False})
        )
        assert [one.stops for one in open_findings(case.vault, review_id=case.review)] == [False]
        finish_review(case.vault, review_id=case.review, talked_on=case.vault.today)
        assert METRIC not in repr(document_content(case.vault, review_id=case.review))


def test_the_name_on_another_managers_file_can_be_kept_or_its_episode_taken_out(case):
    from_another_manager(case, METRIC)
    stop = what_stops(case.vault, review_id=case.review)[0]
    assert stop.field == "written_by" and stop.can_be_taken_out
    answer_finding(
        case.vault, record_uid=stop.record_uid, field=stop.field, label=stop.finding.label, span=stop.finding.span,
        answer="quoted", reason="It is how they signed.",
    )
    assert problems(case.vault, review_id=case.review) == []
    assert review_content(case.vault, review_id=case.review).episodes[0].tags[0].field == "written_by"
    take_out(case.vault, review_id=case.review, stop=stop)
    assert review_content(case.vault, review_id=case.review).episodes == ()


def test_what_another_manager_wrote_cannot_be_reworded_here_and_stops_all_the_same(case):
    """It is cited, so it is the reviewer's to answer for: kept with a printed reason, or left out."""
    from_another_manager(case, "Nia Pugh", METRIC)
    (stop,) = what_stops(case.vault, review_id=case.review)
    assert stop.field == "behaviour" and stop.can_be_taken_out
    with pytest.raises(RuleRefused):
        change_observation(
            case.vault, observation_id=stop.observation_id, details=Details(texts={"behaviour": CLEAN})
        )
    with pytest.raises(RuleRefused, match="3 million tokens"):
        finish_review(case.vault, review_id=case.review, talked_on=case.vault.today)
    answer_stop(case.vault, stop, "quoted", "From the letter of a supplier.")
    finish_review(case.vault, review_id=case.review, talked_on=case.vault.today)


class TestWordsOfAnOrganisation:
    @pytest.fixture
    def words(self, tmp_path):
        path = tmp_path / "our-words.toml"
        path.write_text(OWN_TOOL, "utf-8")
        return path

    def test_a_reason_that_holds_a_figure_by_words_added_since_holds_no_longer(self, case, words):
        kept_with_reason(case, OWN_METRIC)
        assert problems(case.vault, review_id=case.review) == []
        import_words(case.vault, path=words)
        with pytest.raises(RuleRefused, match="3 million tokens"):
            finish_review(case.vault, review_id=case.review, talked_on=case.vault.today)
        assert review_content(case.vault, review_id=case.review).tags == ()
        kept_with_reason(case, "Cut from each request by the fix.")
        finish_review(case.vault, review_id=case.review, talked_on=case.vault.today)
        assert OWN_METRIC not in repr(document_content(case.vault, review_id=case.review))

    @pytest.mark.parametrize("act", [purpose, partial(framework, "title")])
    def test_what_comes_in_by_file_is_read_with_them(self, case, words, act):
        import_words(case.vault, path=words)
        with pytest.raises(UsageError, match="amount of AI use"):
            act(case, OWN_METRIC)


@pytest.mark.parametrize("hidden", ["\u00ad", "\u200b", "\u2060", "\ufeff"])
def test_characters_without_width_hide_nothing_in_what_an_organisation_brings(case, hidden):
    words = f"He burned 3 mil{hidden}lion to{hidden}kens in March."
    with pytest.raises(UsageError, match="amount of AI use"):
        framework("title", case, words)
    with pytest.raises(UsageError, match="amount of AI use"):
        set_policy(case.vault, policy=Policy(purpose=words))


def test_a_purpose_is_refused_by_whichever_act_sets_it(vault):
    with pytest.raises(UsageError, match="amount of AI use"):
        set_policy(vault, policy=Policy(purpose=METRIC))
    set_policy(vault, policy=Policy(purpose="Talking about the work.", jot_days=60))
    assert policy(vault).purpose == "Talking about the work."


def test_a_review_of_somebody_else_is_not_stopped_by_it(case):
    """The facts read are those of this review, not of anybody's."""
    ana = somebody(case.vault, "Ana Brook")
    change_person(case.vault, person_id=case.tom, role=METRIC)
    other = begin_review(
        case.vault, person_id=ana, period_from=case.vault.today - timedelta(days=100), period_to=case.vault.today
    ).id
    assert problems(case.vault, review_id=other) == []
