"""Self-assessments in the answer to "what do you hold about me" (GDPR art. 15).

One that was not opened yet is handed over sealed, as it travelled: the person has its words, and the reviewer, who
makes the file, must not read them in it before their own draft is sealed (PRODUCT.md, promise 7).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from reviewapp.actions.about_words import read_day
from reviewapp.actions.blind import answer_parts
from reviewapp.domain.about import Entry
from reviewapp.i18n import _
from reviewapp.vault import asking
from reviewapp.vault.connection import Vault


def self_assessments_held(
    vault: Vault, person_id: int, tables: dict[str, list[dict[str, Any]]], hide: Callable[[str], str]
) -> Iterator[Entry]:
    """What was asked and what came, oldest first; the words of what was opened."""
    for row in tables["asked"]:
        lines = [(_("For"), _span(row["period_from"], row["period_to"]))]
        lines += [(_("Wished for by"), read_day(row["due_on"]))] if row["due_on"] else []
        if row["ended_on"]:
            lines.append((ended_words(row["ended_how"]), read_day(row["ended_on"])))
        yield Entry(read_day(row["asked_on"]), _("Asked for a self-assessment"), tuple(lines))
    for answer in asking.answers(vault.connection, person_id):
        lines = [(_("For"), _span(answer.period_from.isoformat(), answer.period_to.isoformat()))]
        remark = _("It came {how}.").format(how=how_words(answer.how))
        if answer.is_closed:
            remark = _("Not opened yet. Its words stand sealed in the file that came, which is part of the JSON.")
        else:
            lines += [(hide(part.heading), hide(part.text)) for part in answer_parts(vault, answer=answer)]
        yield Entry(read_day(answer.received_on), _("Self-assessment received"), tuple(lines), (remark,))


def how_words(how: str) -> str:
    """The way an answer came, as the end of "it came …"."""
    return {
        "packet": _("in a sealed file"), "e-mail": _("by e-mail"), "paper": _("on paper"), "aloud": _("aloud"),
    }[how]  # fmt: skip


def ended_words(how: str) -> str:
    """Why a request is over without an answer; no blame in any of them."""
    return {
        "not_received": _("Not received"), "declined": _("Declined"), "replaced": _("Replaced by a later request"),
    }[how]  # fmt: skip


def _span(first: str, last: str) -> str:
    return _("{first} – {last}").format(first=read_day(first), last=read_day(last))
