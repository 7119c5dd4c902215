"""The words around a finding: how it can be answered, and the reasons that take one tap."""

from __future__ import annotations

from collections.abc import Sequence

from reviewapp.domain.finding import Finding
from reviewapp.i18n import _

TAGS = ("outcome_number", "domain_term", "quoted")
DISMISSED = "dismissed"
USAGE_METRIC = "usage_metric"
_LONGEST = 120


def quoted(span: str) -> str:
    """A run of text in quotation marks, on one line; the direction of its letters stays inside them."""
    line = " ".join(span.split())
    shown = line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
    return _("“{words}”").format(words=f"\u2068{shown}\u2069")


def why(finding: Finding) -> str:
    """Why the words cannot stand as evidence, in the language of the screen."""
    return _(finding.why) if finding.why else ""


def ask(finding: Finding) -> str:
    """The question to ask instead, in the language of the screen."""
    return _(finding.ask) if finding.ask else ""


def explained(finding: Finding) -> str:
    """Why, and the question to ask instead: what is said where the words are pointed at."""
    return " ".join(filter(None, (why(finding), ask(finding))))


def answer(answer_id: str) -> str:
    """What is pressed to answer a finding; KeyError for an unknown answer."""
    return {
        "outcome_number": _("Keep as outcome number"), "domain_term": _("Domain term"), "quoted": _("Quoted"),
        DISMISSED: _("Dismiss …"),
    }[answer_id]  # fmt: skip


def question(answer_id: str) -> str:
    """What is asked before an answer is taken; KeyError for an unknown answer."""
    return {
        "outcome_number": _("Why is it an outcome, and not use?"), "domain_term": _("Why is it no use of AI?"),
        "quoted": _("Whose words are they?"), DISMISSED: _("Why can it stay?"),
    }[answer_id]  # fmt: skip


def reasons(answer_id: str) -> Sequence[str]:
    """Reasons that can be given with one tap; KeyError for an unknown answer."""
    return {
        "outcome_number": (_("It measures the result of the work"), _("It measures a defect or its repair")),
        "domain_term": (_("A word of this trade"), _("The name of a system that is not AI")),
        "quoted": (_("Said by a customer or partner"), _("Taken from a document")),
        DISMISSED: (_("It is right as it stands"), _("Already rewritten elsewhere")),
    }[answer_id]  # fmt: skip


def answers_to(label: str, resolve: Sequence[str]) -> tuple[str, ...]:
    """How a finding can be answered without rewriting: a usage metric is tagged or rewritten, never dismissed."""
    tags = tuple(tag for tag in TAGS if tag in resolve)
    return tags if label == USAGE_METRIC else (*tags, DISMISSED)
