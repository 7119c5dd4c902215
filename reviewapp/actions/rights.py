"""What people written about can ask for, and what an organisation decides: corrections, holds, how long things stay."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reviewapp.actions.changes import Changes, changed
from reviewapp.actions.own_files import text_of
from reviewapp.actions.people import get_person
from reviewapp.domain.errors import NotFound, UsageError
from reviewapp.domain.policy import Policy, parse_policy
from reviewapp.domain.retention import REGION_IDS, Hold
from reviewapp.i18n import _
from reviewapp.vault import observations, rights
from reviewapp.vault.connection import Vault
from reviewapp.vault.rights import Correction, KeptHold

__all__ = [
    "DECISIONS", "Correction", "KeptHold", "ask_correction", "corrections", "decide_correction", "import_policy",
    "lift_hold", "person_retention", "policy", "region_ids", "set_hold", "set_keeping", "set_person_retention",
    "set_policy", "standing_holds",
]  # fmt: skip

DECISIONS: tuple[str, ...] = ("corrected", "added", "declined")


def ask_correction(
    vault: Vault, *, person_id: int, asked_on: date, asked: str, observation_id: int | None = None
) -> Changes:
    """Record that a person asked to have something corrected (GDPR art. 16), perhaps in one observation.

    Raises NotFound for nobody or no such observation of theirs, UsageError for no words or a day to come.
    """
    get_person(vault, person_id=person_id)
    _refuse_day_to_come(vault, asked_on)
    if not asked.strip():
        raise UsageError(_("What is to be corrected?"), _("Write it down as the person says it."))
    if observation_id is not None:
        found = observations.observation(vault.connection, observation_id)
        if found is None or person_id not in {subject.person_id for subject in found.subjects}:
            raise NotFound(_("The observation is not about this person."), _("Choose one from their page."))
    with vault.write() as transaction:
        made = rights.add_correction(
            transaction, person_id=person_id, observation_id=observation_id, asked_on=asked_on, asked=asked.strip()
        )
        return changed(transaction, "ask_correction", "correction", "person", ids=(made,))


def decide_correction(
    vault: Vault, *, correction_id: int, decision: str, reason: str, decided_on: date | None = None
) -> Changes:
    """Record what became of a request: corrected, added (their words beside mine) or declined, and why.

    The corrected text itself is a new wording of the observation; the earlier one stays (promise 6).
    Raises NotFound, or UsageError for an unknown decision, no reason, or a day before it was asked.
    """
    found = next((one for one in rights.corrections(vault.connection) if one.id == correction_id), None)
    if found is None:
        raise NotFound(_("There is no such request."), _("See the list with: reviewapp corrections."))
    if decision not in DECISIONS:
        raise UsageError(
            _("There is no decision {decision}.").format(decision=decision),
            _("Use one of {choices}.").format(choices=", ".join(DECISIONS)),
        )
    if not reason.strip():
        raise UsageError(_("A decision needs a reason."), _("One sentence is enough; the person can read it."))
    day = decided_on or vault.today
    _refuse_day_to_come(vault, day)
    if day < found.asked_on:
        raise UsageError(_("It cannot have been decided before it was asked."), _("Check both days."))
    with vault.write() as transaction:
        values = {"decision": decision, "decided_on": day.isoformat(), "reason": reason.strip()}
        transaction.update("correction_request", correction_id, values)
        return changed(transaction, "decide_correction", "correction", "person", ids=(correction_id,))


def corrections(vault: Vault, *, person_id: int | None = None) -> list[Correction]:
    """What was asked to be corrected, oldest first."""
    return rights.corrections(vault.connection, person_id)


def set_hold(
    vault: Vault, *, person_id: int, reason: str, set_by: str, since: date | None = None, until: date | None = None
) -> Changes:
    """Stop every deletion about a person from a day on. UsageError without a reason, a name, or with days swapped."""
    get_person(vault, person_id=person_id)
    checked = _checked_hold(vault, reason, set_by, since, until)
    with vault.write() as transaction:
        made = rights.add_hold(transaction, person_id, checked)
        return changed(transaction, "set_hold", "hold", "person", ids=(made,))


def lift_hold(vault: Vault, *, hold_id: int) -> Changes:
    """End a legal hold today; the record of it stays. NotFound for none."""
    if not any(one.id == hold_id for one in rights.holds(vault.connection)):
        raise NotFound(_("There is no such hold."), _("See them on the person's page."))
    with vault.write() as transaction:
        transaction.update("legal_hold", hold_id, {"lifted_on": vault.today.isoformat()})
        return changed(transaction, "lift_hold", "hold", "person", ids=(hold_id,))


def standing_holds(vault: Vault, *, person_id: int) -> list[KeptHold]:
    """The holds that stand for a person today."""
    return [one for one in rights.holds(vault.connection, person_id) if one.hold.stands(vault.today)]


def set_person_retention(vault: Vault, *, person_id: int, region: str = "", left_on: date | None = None) -> Changes:
    """Choose the region whose periods hold for a person ("" for the vault's), and the day they left."""
    get_person(vault, person_id=person_id)
    if region:
        Policy(region=region, basis="chosen for one person").checked()
    with vault.write() as transaction:
        rights.set_retention(transaction, person_id=person_id, region=region, left_on=left_on)
        return changed(transaction, "set_person_retention", "retention", "person", ids=(person_id,))


def set_keeping(
    vault: Vault, *, person_id: int, region: str, left_on: date | None, reason: str = "", set_by: str = "",
    until: date | None = None,
) -> Changes:  # fmt: skip
    """Both at once, as a form asks for them: the periods of a person, and a hold when a reason or a name is given."""
    get_person(vault, person_id=person_id)
    hold = _checked_hold(vault, reason, set_by, None, until) if reason.strip() or set_by.strip() else None
    with vault.write() as transaction:
        if hold is not None:
            rights.add_hold(transaction, person_id, hold)
        rights.set_retention(transaction, person_id=person_id, region=region, left_on=left_on)
        return changed(transaction, "set_keeping", "retention", "hold", "person", ids=(person_id,))


def person_retention(vault: Vault, *, person_id: int) -> tuple[str, date | None]:
    """The region chosen for a person ("" for the vault's) and the day they left."""
    return rights.retention_of(vault.connection).get(person_id, ("", None))


def set_policy(vault: Vault, *, policy: Policy) -> Changes:
    """Put the organisation's region, periods and purpose in force.

    UsageError for what nobody can mean, and for a new purpose that holds a usage metric: reviews print it.
    """
    policy.checked()
    if policy.purpose != rights.policy(vault.connection).purpose:
        from reviewapp.actions.own_words import check_of
        from reviewapp.actions.text_check import refuse_usage_metric

        refuse_usage_metric((policy.purpose,), check_of(vault).check)
    with vault.write() as transaction:
        rights.set_policy(transaction, policy)
        return changed(transaction, "set_policy", "retention", "observation")


def import_policy(vault: Vault, *, path: Path) -> Changes:
    """Put in force what the organisation's file says; what it leaves out is as shipped. UsageError names the fault."""
    return set_policy(vault, policy=parse_policy(text_of(path)))


def policy(vault: Vault) -> Policy:
    """The region and periods in force in this vault."""
    return rights.policy(vault.connection)


def region_ids() -> tuple[str, ...]:
    """The regions there are periods for."""
    return REGION_IDS


def _checked_hold(vault: Vault, reason: str, set_by: str, since: date | None, until: date | None) -> Hold:
    if not reason.strip() or not set_by.strip():
        raise UsageError(
            _("A legal hold needs its reason and who set it."), _("Both are printed when the person asks what is held.")
        )
    first = since or vault.today
    if until is not None and until < first:
        raise UsageError(_("The hold ends before it begins."), _("Swap the two days."))
    return Hold(reason.strip(), set_by.strip(), first, until)


def _refuse_day_to_come(vault: Vault, day: date) -> None:
    if day > vault.today:
        raise UsageError(_("This day has not come yet."), _("Record it once it has happened."))
