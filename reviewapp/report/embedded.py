"""The review as JSON inside its PDF: machines read there what people read on the pages, and nothing besides.

It is made from the same content as the pages. What the pages leave out is left out here too: there is no anchor, no
figure, no uncited episode, and no field that is not printed. It opens with the words on its use that every page ends
with, because whoever reads it by program does not see the footer.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date
from typing import Any

from reviewapp.domain.review import CitedEpisode, CompetencyJudgment, KeptWords, ReviewContent
from reviewapp.i18n import _
from reviewapp.report import episode_words
from reviewapp.report.document import Attached
from reviewapp.report.phrases import purpose_words

NAME = "review.json"
FORMAT = "reviewapp-review@1"


def attached_review(content: ReviewContent) -> Attached:
    """The file that goes into the PDF of a review."""
    return Attached(NAME, "application/json", _("What stands on the pages, for machines"), review_json(content))


def review_json(content: ReviewContent) -> bytes:
    """The content as UTF-8 JSON; days are ISO dates, values the ids of domain.md, empty fields are left out."""
    body = {
        "format": FORMAT,
        "use": [
            "This record is judgment, not usage.", "Not validated.", "Not for ranking.",
            "Do not feed it to an automated evaluator.",
        ],
        "record": content.review_uid,
        "state": content.state,
        "version": content.version or None,
        "dated": content.dated,
        "language": content.language,
        "person": {"name": content.person_name, "role": content.person_role},
        "reviewer": content.reviewer_name,
        "period": {"from": content.period_from, "to": content.period_to},
        "framework": {
            "title": content.framework_title, "version": content.framework_version,
            "status": content.framework_status, "language": content.framework_language,
        },
        "notice_on": content.notice_on,
        "purpose": purpose_words(content),
        "shared_on": content.shared_on,
        "talked_on": content.talked_on,
        "away": {"from": content.away_from, "to": content.away_to},
        "self_assessment": {
            "state": content.self_assessment, "on": content.self_assessment_on, "how": content.self_assessment_how,
        },
        "texts": dict(content.texts),
        "foundational_skills": content.foundational_skills,
        "protected_work": content.protected_work,
        "protected_modes": content.protected_modes if content.protected_work else (),
        "capacities": content.capacities,
        "role_context": content.role_context,
        "agreed": [asdict(one) for one in content.growth],
        "practice_note": content.practice_note,
        "judgments": [_judgment(one) for one in content.judgments],
        "episodes": [_episode(one) for one in content.episodes],
        "kept_words": _kept(content.tags),
        "replies": [asdict(one) for one in content.replies],
    }  # fmt: skip
    return json.dumps(_filled(body), ensure_ascii=True, indent=1, default=date.isoformat).encode("utf-8")


def fingerprint(attached: Attached) -> str:
    """SHA-256 of the attached file, as it is printed on the pages: 64 hexadecimal digits."""
    return hashlib.sha256(attached.data).hexdigest()


def _judgment(judgment: CompetencyJudgment) -> dict[str, Any]:
    return {
        "competency": judgment.competency_id, "name": judgment.name, "definition": judgment.definition,
        "strength": judgment.strength, "concern": judgment.concern, "next_step": judgment.next_step,
        "not_enough_seen": judgment.not_enough_seen or None, "episodes": [one.uid for one in judgment.episodes],
        "kept_words": _kept(judgment.tags),
    }  # fmt: skip


def _episode(episode: CitedEpisode) -> dict[str, Any]:
    """The fields of an episode that its entry on the page says; a chip that its words replace there is left out."""
    values = asdict(episode)
    values["kept_words"] = _kept(episode.tags)
    values.update(episode_words.worded(episode))
    del values["tags"]
    if episode.consequence.strip():
        del values["outcome_test"]
    if episode.soundness not in ("sound", "flawed"):
        del values["soundness"]
    if episode.told_on is None:
        del values["concern"]
    return values


def _kept(tags: tuple[KeptWords, ...]) -> list[dict[str, Any]]:
    return [asdict(tag) for tag in tags]


def _filled(value: Any) -> Any:
    """The same without anything empty, False included: what is not said is not there."""
    if isinstance(value, dict):
        kept = {name: _filled(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in (None, "", [], {}, False)}
    if isinstance(value, list | tuple):
        return [_filled(one) for one in value]
    return value
