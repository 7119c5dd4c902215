"""Reviews of invented people for `compare`, each in its own words, so that no program lives on what it remembers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from reviewapp.domain.review import CitedEpisode, ReviewContent
from tests.report import samples

_FIRST = (
    "Anna", "Jonas", "Zoë", "Tomáš", "Nia", "Łukasz", "Ioana", "Mehmet", "Ana", "Søren", "Chiara", "Győző", "Ruth", "Émile",
    "Ngọc", "Ayşe", "Oisín", "Marta", "Kwame", "Ingrid",
)
_LAST = (
    "Kowalska", "Ødegård", "Ruiz", "Hesketh", "Novák", "Yılmaz", "Pugh", "Szabó", "Ionescu", "Nguyễn", "Lindström", "Mensah",
    "Conti", "O'Brien", "Dubois", "Weiß", "Carvalho", "Haraldsson", "Petrov", "Ansell", "Berg", "Marchetti", "Jansen",
    "Králová", "Moreau",
)
_DID = (
    "Compared", "Rewrote", "Checked", "Stopped", "Handed back", "Explained", "Read", "Traced", "Questioned", "Tried", "Put aside",
    "Kept", "Corrected", "Listed", "Measured", "Withdrew", "Rebuilt", "Marked", "Sorted", "Opened", "Closed", "Timed",
)
_THING = (
    "the drafted refund rules", "a summary of the audit meeting", "the generated migration", "the forecast for the northern region",
    "three answers to complaints", "the letter to the landlord", "the translated leaflet", "the list of open invoices",
    "a proposal for the ward plan", "the dosage table", "the release note", "the mapping of old account numbers",
    "an outline of the training", "the minutes nobody had read", "the plan for the move", "the risk register",
    "a chart made for the board", "the transcript of the interview", "the first page of the tender", "a test of the export tool",
    "the wording of the consent form", "the rota for August", "the text of the job advertisement", "a query over five years",
)
_HOW = (
    "with the signed contract", "by a second way of counting", "against the source nobody could argue with", "on a copy",
    "together with the two people who receive it", "line by line", "before it left the house", "with the pharmacist on duty",
    "by asking what it had left out", "on one closed case first", "while the old version still ran", "with the handbook open",
    "and wrote down what would change the answer", "although it looked finished", "and named what was only guessed",
)
_SO_THAT = (
    "Two decisions could be taken on the same day", "A customer was told the truth in time", "The night shift had nothing to repair",
    "The step that could not be undone waited", "The next person found the reason beside the figure", "Nobody had to ask again",
    "The wrong column was found before the report", "The team keeps the rule since", "The clerk could answer for every line",
    "An old mistake came to light as well", "The deadline held", "The supplier changed the form",
)  # fmt: skip


def review(number: int) -> ReviewContent:
    """The review of this number: the same every time, three to six pages, no two with the same sentences."""
    chance = Random(number)
    name = f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST) % len(_LAST)]}"
    base = samples.review(review_uid=f"rev-{number:08x}", person_name=name)
    cited = tuple(_episode(chance, at, one) for at, one in enumerate(base.episodes * (1 + number % 3)))
    of = {
        one.competency_id: tuple(item for item in cited if one.competency_id in item.competencies) for one in base.judgments
    }
    judged = tuple(
        replace(
            one, episodes=of[one.competency_id], strength=_words(chance, 2), next_step=_words(chance, 1),
            concern=_words(chance, 1) if one.concern else "",
        ) if of[one.competency_id] else one
        for one in base.judgments
    )  # fmt: skip
    texts = {section: _words(chance, 1 + (number + at) % 4) for at, section in enumerate(base.texts)}
    return replace(base, episodes=cited, judgments=judged, texts=texts)


def _episode(chance: Random, at: int, one: CitedEpisode) -> CitedEpisode:
    day = date(2026, 3, 2) + timedelta(days=chance.randrange(250))
    told = day + timedelta(days=2) if one.told_on else None
    named = ("behaviour", "situation", "consequence", "what_was_wrong", "how_noticed", "what_it_prevented", "checked_how")
    said = {name: _words(chance, 1) for name in named if getattr(one, name)}
    return replace(one, uid=f"{one.uid}-{at}", observed_on=day, written_on=day, told_on=told, **said)


def _words(chance: Random, sentences: int) -> str:
    return " ".join(_sentence(chance) for _one in range(sentences))


def _sentence(chance: Random) -> str:
    said = f"{chance.choice(_DID)} {chance.choice(_THING)} {chance.choice(_HOW)}"
    return f"{said}. {chance.choice(_SO_THAT)}." if chance.random() < 0.4 else f"{said}."
