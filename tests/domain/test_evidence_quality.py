"""The checks of a review's evidence: each asks, none counts (domain.md D)."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from reviewapp.actions.quality import shipped_lists
from reviewapp.domain.evidence_quality import CHECK_IDS, Check, Draft, Episode, checks, quota_wording
from reviewapp.domain.phrases import Phrases, without_sentence
from tests.helpers.hanging import never_hangs

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
LISTS = shipped_lists()


def episode(day=date(2026, 3, 1), uid="a", **changes) -> Episode:
    values = {
        "uid": uid, "observation_id": 1, "title": "Sent it.", "observed_on": day, "competencies": ("J1", "J2"),
        "anchor": None, "concern": False, "known_when": None, "conditions": (), "is_checked": False,
        "texts": {"behaviour": "Sent it."}, "names": frozenset({"Tom Hesketh", "Tom"}),
    }
    return Episode(**{**values, **changes})


SPREAD = tuple(
    episode(date(2026, month, 1), str(month), concern=month == 5, conditions=("none_known",)) for month in (2, 5, 8, 11)
)


def draft(*episodes, **changes) -> Draft:
    values = {
        "period_from": FIRST, "period_to": LAST, "focus": (("J1", "Choosing the work"), ("J2", "Keeping work human")),
        "texts": {}, "episodes": episodes or SPREAD,
    }
    return Draft(**{**values, **changes})


def asked(given: Draft) -> list[str]:
    return [one.id for one in checks(given, LISTS)]


def written(text: str, place: str = "context") -> list[Check]:
    return list(checks(draft(texts={place: text}), LISTS))


def test_a_draft_with_nothing_to_ask_about():
    assert asked(draft()) == []


class TestRecency:
    def test_everything_late(self):
        late = [episode(date(2026, 11, day), str(day), concern=day == 3) for day in (3, 9, 20)]
        found = checks(draft(*(episode(one.observed_on, one.uid, concern=one.concern, conditions=("deadline",)) for one in late)), LISTS)
        assert [one.id for one in found] == ["recency"] and "end of the period" in found[0].sentence

    def test_a_long_gap(self):
        days = (date(2026, 1, 20), date(2026, 2, 20), date(2026, 9, 1), date(2026, 12, 1))
        found = [episode(day, str(day), concern=day.month == 2, conditions=("deadline",)) for day in days]
        assert asked(draft(*found)) == ["recency"]
        assert asked(draft(*found, away_from=date(2026, 3, 1), away_to=date(2026, 8, 1))) == []

    def test_a_short_period_is_left_alone(self):
        assert "recency" not in asked(draft(episode(FIRST), period_to=FIRST + timedelta(days=20)))


def test_coverage_names_what_was_not_seen():
    found = checks(draft(focus=(("J1", "Choosing the work"), ("J9", "Curiosity"))), LISTS)
    assert [one.id for one in found] == ["coverage"] and found[0].values == {"names": "Curiosity"}
    assert "speaks against nobody" in found[0].sentence


@pytest.mark.harm("faults-only")
def test_balance_asks_for_recall_when_all_points_one_way():
    for concern in (True, False):
        found = [episode(one.observed_on, one.uid, concern=concern, conditions=("deadline",)) for one in SPREAD]
        assert asked(draft(*found)) == ["balance"]
    assert "balance" not in asked(draft(episode(date(2026, 6, 1))))


@pytest.mark.harm("hindsight-blame")
def test_hindsight():
    item = episode(date(2026, 6, 1), anchor="missed", known_when="found_later")
    assert "hindsight" in asked(draft(item))
    for other in ({"anchor": "prompted"}, {"known_when": "at_the_time"}):
        assert "hindsight" not in asked(draft(episode(**{"anchor": "missed", "known_when": "found_later", **other})))


@pytest.mark.parametrize("condition", ["no_training", "no_guideline"])
def test_support_first(condition):
    item = episode(date(2026, 6, 1), concern=True, conditions=(condition,))
    assert "support_first" in asked(draft(item))
    assert "support_first" not in asked(draft(item, texts={"context": "Training in May, arranged by the employer."}))
    assert "support_first" not in asked(draft(episode(conditions=(condition,))))
    assert "conditions_open" in asked(draft(episode(concern=True)))


@pytest.mark.idea("A62", "A63")
@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("She turned the letters round twice as fast.", True),
        ("The rota is done faster now.", True),
        ("Der Dienstplan ist schneller fertig.", True),
        ("Le planning est prêt plus vite.", True),
        ("El informe sale más rápido.", True),
        ("The rota is done faster now, and complaints fell.", False),
        ("Faster, and every dose was checked against the book.", False),
        ("Der Plan ist schneller fertig und die Fehler sind weniger.", False),
        ("She writes twice as many reports.", True),
        ("Er schreibt doppelt so viele Berichte.", True),
        ("She writes twice as many reports, and fewer come back for correction.", False),
        ("She fastened the seal.", False),
        ("Slow and right.", False),
    ],
)
def test_a_claim_of_speed_needs_a_statement_of_quality(text, asks):
    assert ("speed_alone" in [one.id for one in written(text)]) is asks


def test_an_episode_that_was_checked_may_speak_of_speed():
    texts = {"behaviour": "Did it faster."}
    assert "speed_alone" in asked(draft(episode(texts=texts)))
    assert "speed_alone" not in asked(draft(episode(texts=texts, is_checked=True)))
    assert "speed_alone" not in asked(draft(episode(texts={**texts, "consequence": "No errors came back."})))


@pytest.mark.idea("A86")
@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("It saved 5 hours a week.", True),
        ("She saves the team about three hours on each file.", True),
        ("Das spart 4 Stunden.", True),
        ("Cela fait gagner 3 heures.", True),
        ("Eso ahorra 3 horas.", True),
        ("It saved 5 hours from start to finish, including review.", False),
        ("She saved the file at 5.", False),
        ("Open 24 hours.", False),
    ],
)
def test_hours_saved_asks_for_the_whole_way(text, asks):
    assert ("saved_time" in [one.id for one in written(text)]) is asks


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Better at this than the others.", "than the others"),
        ("She outperforms most.", "outperforms"),
        ("Besser als die anderen.", "als die anderen"),
        ("Plus soigneuse que ses collègues.", "que ses collègues"),
        ("The output read better than the original.", None),
        ("Better than last year.", None),
    ],
)
def test_comparison(text, span):
    found = [one for one in written(text) if one.id == "comparison"]
    assert [one.span for one in found] == ([span] if span else [])


@pytest.mark.harm("third-party")
def test_somebody_elses_name():
    others = frozenset({"Siân Evans", "Siân", "Will", "Bo"})
    found = checks(draft(texts={"summary": "As careful as Siân's. Will need time. Bodies."}, others=others), LISTS)
    assert [one.span for one in found if one.id == "comparison"] == ["Siân"]
    shared = episode(texts={"behaviour": "Siân read it too."}, names=frozenset({"Siân Evans", "Siân", "Tom"}))
    assert "comparison" not in asked(draft(shared, others=others))


def test_whom_have_i_not_looked_at_gives_names_only():
    found = checks(draft(not_noted=("Ann Bell", "Bo Li")), LISTS)
    assert [(one.id, one.values) for one in found] == [("not_looked_at", {"names": "Ann Bell, Bo Li"})]


@pytest.mark.harm("punishing-use")
def test_parity_is_asked_once_something_is_judged():
    assert asked(draft(texts={"strength/J1": "Careful."})) == ["parity"] == asked(draft(texts={"summary": "Careful."}))
    assert asked(draft(texts={"summary": " "})) == []


@pytest.mark.idea("A42")
@pytest.mark.parametrize(
    ("goal", "refused"),
    [
        ("Send at least 10 prompts a day.", True),
        ("Use the assistant every day.", True),
        ("Write 50% of the reports with AI.", True),
        ("Use Copilot for every ticket.", True),
        ("Nutzt die KI täglich.", True),
        ("Mindestens 5 Prompts pro Tag.", True),
        ("Utiliser l'IA chaque jour.", True),
        ("Usar la IA cada semana.", True),
        ("Use the assistant more often and check less.", True),
        ("Use the assistant every day and review less.", True),
        ("Check at least five AI drafts a week against the file.", False),
        ("Share one lesson about AI in the weekly meeting.", False),
        ("Run at least one experiment with AI and write down what failed.", False),
        ("Use the assistant only where every source was checked.", False),
        ("Bring errors in AI-drafted letters to at most 5%.", False),
        ("Walk the ward every day.", False),
        ("J'ai parlé avec elle chaque jour, et nous utilisons le carnet.", False),
        ("Shorten the wait of patients by 20% with an AI triage.", False),
        ("", False),
    ],
)
def test_a_goal_may_not_be_a_quota(goal, refused):
    assert bool(quota_wording(f"Learn to read charts. {goal}", LISTS)) is refused


def test_no_sentence_holds_a_figure_and_every_id_is_known():
    everything = draft(
        episode(date(2026, 12, 1), anchor="missed", known_when="found_later", concern=True, conditions=("no_training",)),
        episode(date(2026, 12, 2), "b", concern=True, texts={"behaviour": "Did it faster than the others.", "who_was_told": "Dr Noor"}),
        focus=(("J9", "Curiosity"),), texts={"summary": "It saved time. Siân.", "goals": "It saved 5 hours."},
        others=frozenset({"Siân"}), not_noted=("Ann Bell",),
    )
    found = checks(everything, LISTS)
    assert [one.id for one in found] == sorted((one.id for one in found), key=CHECK_IDS.index)
    assert {one.id for one in found} == set(CHECK_IDS)
    assert not any(re.search(r"\d", str(one.sentence) + str(one.question)) for one in found)
    assert all(one.question for one in found)


def test_phrases():
    assert Phrases.of([]).first("anything") == "" and Phrases.of(["sav* … hour*"]).first("It saves us two whole hours") != ""
    assert list(Phrases.of(["# times"]).all("3 times, nine  times, sometimes")) == ["3 times", "nine  times"]


def test_no_text_hangs_a_check():
    with never_hangs():
        for piece in ("saved a ", "than the ", "at least ", "# 1,1.", "faster "):
            written(piece * 12_000)
            quota_wording(piece * 12_000, LISTS)


# Sentences of many jobs; each is asked about, or not, for one reason alone.
ASKED = {
    "comparison": (
        "He checks more carefully than most.", "Better than anyone in the department.", "The strongest of the team.",
        "Compared with other pharmacists she hesitates.", "She is ahead of the team here.", "He lags behind the team.",
        "More careful than other nurses.", "Second only to the lead.", "Er prüft besser als die anderen.",
        "Elle vérifie mieux que ses collègues.", "Es mejor que sus compañeros.",
    ),
    "speed_alone": (
        "She got through the letters twice as fast.", "He now produces three times as many reports.",
        "He delivers more in less time.", "Productivity went up a lot.", "Her output doubled.",
        "She answers more tickets than before.", "Sie erledigt das jetzt doppelt so schnell.", "Il va deux fois plus vite.",
        "Lo hace más rápido.",
    ),
    "saved_time": (
        "It saved 5 hours a week.", "This freed up half a day for the team.", "He won back two days.",
        "Shaved 30 minutes off each report.", "Cut the report from two days to one hour.", "Das spart drei Stunden pro Woche.",
        "Cela fait gagner deux heures.", "Ahorra 4 horas a la semana.",
    ),
}
QUIET = (
    "She compared the draft with the source and found two errors.", "He rang the ward and asked for the second label.",
    "The review took longer, and the numbers held.", "She asked for more time to check.",
    "He told the others that the source was wrong.", "She worked with her colleagues on the template.",
    "The claim was better than the first draft.", "Output of the pump fell.", "She prefers the older form.",
    "Twice as fast, and every figure was checked against the ledger.",
    "Saved 3 hours from request to delivery, including review and rework.",
)


@pytest.mark.idea("A62", "A63", "A86")
@pytest.mark.parametrize(("check_id", "text"), [(one, text) for one, texts in ASKED.items() for text in texts])
def test_a_claim_is_asked_about_in_a_section_and_in_an_episode(check_id, text):
    assert check_id in [one.id for one in written(text)]
    told = episode(uid="x", texts={"behaviour": text})
    assert check_id in asked(draft(*SPREAD, told))


@pytest.mark.parametrize("text", QUIET)
def test_these_sentences_are_left_alone(text):
    assert not {"comparison", "speed_alone", "saved_time"} & {one.id for one in written(text)}


@pytest.mark.idea("A42")
@pytest.mark.parametrize(
    "goal",
    [
        "Use AI every day.", "Use Copilot for at least 5 tasks a week.", "Increase her AI usage.", "Use AI more.",
        "Use the assistant for every email.", "Aim for 80% of code written with AI.", "Double the use of the chatbot.",
        "Adopt AI in all reports.", "Raise adoption of the assistant to 90 %.", "Become a power user of ChatGPT.",
        "Complete three AI courses.", "KI bei jeder Aufgabe verwenden.", "Die KI-Nutzung steigern.",
        "Utiliser l'IA tous les jours.", "Usar la IA cada día.",
    ],
)
def test_an_amount_of_use_is_no_goal(goal):
    assert quota_wording(f"Read charts unaided. {goal}", LISTS) == goal


@pytest.mark.parametrize(
    "goal",
    [
        "Try an AI draft of the shift report and note what had to be corrected.", "Read charts unaided every week.",
        "Check at least three AI summaries against the source.", "Learn when not to use AI.",
        "Run a workshop on AI drafts.", "Write down one case a month where the AI was wrong.",
        "Every AI draft is read by a second person.", "Keep two mornings a week without AI.",
        "Use AI more carefully with names.", "Answer the phone every day.",
    ],
)
def test_a_goal_of_judgment_is_one(goal):
    assert quota_wording(goal, LISTS) == ""


def test_many_people_not_noted_are_some_names_and_others_never_a_figure():
    names = tuple(f"Person {letter}" for letter in "ABCDEFGHIJKL")
    found = next(one for one in checks(draft(not_noted=names), LISTS) if one.id == "not_looked_at")
    assert "and others" in found.sentence and found.values["names"].endswith("Person H")
    assert not re.search(r"\d", found.sentence.format(**found.values))
    few = next(one for one in checks(draft(not_noted=names[:8]), LISTS) if one.id == "not_looked_at")
    assert "others" not in few.sentence


@pytest.mark.parametrize(
    ("text", "span", "rest"),
    [
        ("Read twice. Sent 60 prompts. Told the ward.", "60 prompts", "Read twice. Told the ward."),
        ("Sent 60 prompts.", "60 prompts", ""),
        ("Sent 60 prompts. Told the ward.", "60 prompts", "Told the ward."),
        ("Told the ward.\nSent 60 prompts\n\nRang.", "60 prompts", "Told the ward.\nRang."),
        ("Sent 60. Prompts each day. Rang.", "60. Prompts", "Rang."),
        ("Told the ward.", "60 prompts", "Told the ward."),
        ("", "60 prompts", ""),
    ],
)
def test_a_sentence_is_taken_out_whole(text, span, rest):
    assert without_sentence(text, span) == rest
