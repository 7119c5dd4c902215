"""How the sample team works with AI: an agreement, measures, a pilot and a note about a tool."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from reviewapp.actions.agreements import agree
from reviewapp.actions.outcomes import keep_measure
from reviewapp.actions.team import begin_cycle, note_tool
from reviewapp.domain.agreement import AbsorptionLimit, MustReview, Terms
from reviewapp.domain.outcome import Measure, Window
from reviewapp.paths import resource
from reviewapp.vault.connection import Vault

_SAME = {"origin": "mixed", "review_time": "yes", "downstream": "yes", "source": "reading room book"}


def load_sample_work(vault: Vault, people: Mapping[str, int]) -> None:
    """Add ``resources/sample/work.toml``; ``people`` are the ids of the sample team by key."""
    body, today = tomllib.loads(resource("sample", "work.toml").read_text("utf-8")), vault.today
    row = body["agreement"]
    agreed_on, both_on = (_back(today, row.pop(name)) for name in ("day", "good_enough_day"))
    points, limits = row.pop("must_review"), row.pop("absorption_limits")
    terms = Terms(
        **row, must_review=tuple(MustReview(*one) for one in points),
        absorption_limits=tuple(AbsorptionLimit(*one) for one in limits), good_enough_on=both_on,
    )
    agreement_id = agree(vault, terms=terms, agreed_on=agreed_on).id
    for one in body["measure"]:
        before, after = (_window(one.pop(side), today) for side in ("before", "after"))
        change_on = _back(today, one.pop("change_day"))
        measure = Measure(**one, before=before, after=after, change_on=change_on, agreement_id=agreement_id)
        keep_measure(vault, measure=measure)
    pilot = body["pilot"]
    begin_cycle(
        vault, name=pilot["name"], starts_on=_back(today, pilot["day"]), agreement_id=agreement_id,
        volunteers=[people[key] for key in pilot["volunteers"]],
    )
    note_tool(vault, tool=body["tool"].pop("tool"), texts=body["tool"])


def _window(row: dict[str, Any], today: date) -> Window:
    first, last = _back(today, row.pop("from_day")), _back(today, row.pop("to_day"))
    return Window(first, last, **{**_SAME, **row})


def _back(today: date, days: int) -> date:
    return today - timedelta(days=days)
