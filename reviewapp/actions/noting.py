"""Recording from the command line: one call that records, tells and completes as far as it honestly can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from reviewapp.actions.observations import (
    About,
    Details,
    change_observation,
    complete_observation,
    get_observation,
    record_observation,
    why_not_complete,
)
from reviewapp.domain.observation import missing_for_completion
from reviewapp.i18n import _
from reviewapp.vault.connection import Vault


@dataclass(frozen=True)
class Noted:
    """The id of the recorded observation, and remarks for the person at the terminal."""

    id: int
    remarks: tuple[str, ...]


def note_from_command(
    vault: Vault,
    *,
    person_ids: Sequence[int],
    text: str,
    observed_on: date,
    told_on: date | None,
    concern: bool,
    competencies: Sequence[str],
    details: Details,
) -> Noted:
    """Record one observation; with a basis and a competency it is completed as well.

    What the command line did not say is recorded as unknown (how it was checked) or too early to say
    (what followed), and remarked on. Raises what `record_observation` raises.
    """
    wants_evidence = bool(competencies) and "basis" in details.choices
    remarks = []
    if wants_evidence:
        multi = dict(details.multi)
        if not multi.get("outcome_test") and "consequence" not in details.texts:
            multi["outcome_test"] = ("too_early",)
            remarks.append(_("What followed is recorded as “too early to say”; add it with --consequence or --effect."))
        if not multi.get("checked_by") and "checked_how" not in details.texts:
            multi["checked_by"] = ("unknown",)
        details = replace(details, multi=multi)
    about = About(
        concern=True if concern else (False if wants_evidence else None), told_on=told_on,
        told_how="conversation" if told_on else None, told_confirmed=told_on is not None,
    )
    recorded = record_observation(
        vault, person_ids=person_ids, text=text, observed_on=observed_on, details=details,
        competencies=competencies, about=dict.fromkeys(person_ids, about),
    )
    found = get_observation(vault, observation_id=recorded.id)
    missing = missing_for_completion(found)
    if wants_evidence and not missing:
        complete_observation(vault, observation_id=recorded.id)
        if not any(subject.concern for subject in get_observation(vault, observation_id=recorded.id).subjects):
            remarks.append(
                _("Recorded as not speaking against the person; if it does: reviewapp amend {id} --concern").format(
                    id=recorded.id
                )
            )
    elif wants_evidence or "notice" in missing:
        remarks.append(_("Kept as a private jot. {why}").format(why=why_not_complete(found, missing)))
    return Noted(recorded.id, tuple(remarks))


def amend_from_command(
    vault: Vault,
    *,
    observation_id: int,
    text: str | None,
    observed_on: date | None,
    concern: bool | None,
    person_ids: Sequence[int],
    competencies: Sequence[str],
    details: Details,
) -> None:
    """Change what was given; a concern is answered for everybody in the observation."""
    if text is not None:
        details = replace(details, texts={**details.texts, "behaviour": text})
    change_observation(
        vault, observation_id=observation_id, details=details, person_ids=person_ids or None,
        competencies=competencies or None, observed_on=observed_on,
    )
    if concern is not None:
        subjects = get_observation(vault, observation_id=observation_id).subjects
        about = {
            subject.person_id: About(
                concern=concern, closest_anchor=subject.closest_anchor, person_view=subject.person_view
            )
            for subject in subjects
        }
        change_observation(vault, observation_id=observation_id, about=about)
