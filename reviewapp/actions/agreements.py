"""Working agreements: agree, look at the process, read one from a file, hold an episode against a rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reviewapp.actions.changes import NOTHING, Changes, changed
from reviewapp.domain.agreement import (
    RULES,
    Agreement,
    ProcessReview,
    Terms,
    checked_terms,
)
from reviewapp.domain.errors import NotFound, UsageError, unreadable
from reviewapp.exchange.agreement_file import AgreementFile, read_agreement
from reviewapp.i18n import _
from reviewapp.vault import observations, team
from reviewapp.vault.connection import Vault


@dataclass(frozen=True)
class CitedRule:
    """A rule of an agreement that an episode is held against, in the words it had then."""

    id: int
    agreement_id: int
    workflow: str
    part: str
    words: str


def agree(vault: Vault, *, terms: Terms, agreed_on: date, agreement_id: int | None = None) -> Changes:
    """Keep what was agreed on a day; with ``agreement_id`` a new version, and the earlier ones stay.

    Raises UsageError for what `checked_terms` refuses and for a day to come, NotFound for no such agreement.
    """
    terms = checked_terms(terms)
    _refuse_future(vault, agreed_on)
    if agreement_id is not None:
        get_agreement(vault, agreement_id=agreement_id)
    with vault.write() as transaction:
        row = team.add_agreement(transaction) if agreement_id is None else agreement_id
        team.add_version(transaction, row, terms, agreed_on)
        return changed(transaction, "agree", "agreement", ids=(row,))


def review_process(vault: Vault, *, agreement_id: int, review: ProcessReview, reviewed_on: date) -> Changes:
    """Keep a look at the process (A85). UsageError without its steps or for a day to come, NotFound otherwise."""
    get_agreement(vault, agreement_id=agreement_id)
    _refuse_future(vault, reviewed_on)
    if not review.steps.strip():
        raise UsageError(
            _("A process review begins with the steps as they are done."), _("Write them down one after the other.")
        )
    with vault.write() as transaction:
        team.add_process_review(transaction, agreement_id, review, reviewed_on)
        return changed(transaction, "review_process", "agreement", ids=(agreement_id,))


def remove_agreement(vault: Vault, *, agreement_id: int) -> Changes:
    """Move an agreement to the bin; NotFound otherwise."""
    get_agreement(vault, agreement_id=agreement_id)
    with vault.write() as transaction:
        team.put_in_bin(transaction, "agreement", (agreement_id,))
        return changed(transaction, "remove_agreement", "agreement", ids=(agreement_id,))


def all_agreements(vault: Vault) -> list[Agreement]:
    """Every agreement with its versions, by workflow."""
    return team.agreements(vault.connection)


def get_agreement(vault: Vault, *, agreement_id: int) -> Agreement:
    """One agreement; NotFound otherwise."""
    found = team.agreement(vault.connection, agreement_id)
    if found is None:
        raise NotFound(_("There is no such working agreement."), _("See the list with: reviewapp team list."))
    return found


def terms_of_file(vault: Vault, *, path: Path) -> tuple[Terms, date | None]:
    """The terms of a file and the day of this wording, None where it does not say; raises as `read_agreement_file`."""
    read = read_agreement_file(vault, path=path)
    return read.terms, read.agreed_on


def read_agreement_file(vault: Vault, *, path: Path) -> AgreementFile:
    """What a text file says, and where each of its lines goes; nothing is written.

    Raises UsageError for a file that is no agreement, EnvironmentFault when it cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    return read_agreement(data, saved_on=vault.today)


def import_agreement(vault: Vault, *, path: Path, agreed_on: date | None = None) -> Changes:
    """Keep the agreement of a file. The same terms of the same day are not kept twice (then nothing changes).

    An agreement for the same workflow gets a version. UsageError when the file does not say of which day its wording
    is and none is given.
    """
    read = read_agreement_file(vault, path=path)
    day = agreed_on or read.agreed_on
    if day is None:
        raise UsageError(
            _("{name} does not say on which day this wording was agreed.").format(name=path.name),
            _("Give the day, with --on on the command line."),
        )
    terms = checked_terms(read.terms)
    same = [one for one in all_agreements(vault) if one.terms.workflow == terms.workflow]
    if same and any(one.agreed_on == day and one.terms == terms for one in same[0].versions):
        return NOTHING
    return agree(vault, terms=terms, agreed_on=day, agreement_id=same[0].id if same else None)


def hold_against(vault: Vault, *, observation_id: int, agreement_id: int, part: str, words: str) -> Changes:
    """Say which rule of an agreement an episode is about (A35, A79). NotFound or UsageError for what is not there."""
    if not observations.observations(vault.connection, [observation_id]):
        raise NotFound(_("There is no such observation."), _("See the list with: reviewapp notes."))
    rules = get_agreement(vault, agreement_id=agreement_id).terms.rules()
    if part not in RULES or (part, words) not in rules:
        raise UsageError(_("The agreement in force has no such rule."), _("Choose one of the rules it has."))
    with vault.write() as transaction:
        team.cite_rule(transaction, observation_id, agreement_id, part, words)
        return changed(transaction, "hold_against", "observation", ids=(observation_id,))


def let_go(vault: Vault, *, cited_id: int) -> Changes:
    """Take a rule away from an episode; NotFound when it is gone."""
    row = vault.connection.execute("SELECT observation_id FROM observation_rule WHERE id = ?", (cited_id,)).fetchone()
    if row is None:
        raise NotFound(_("One of these is gone already."), _("Look at the list again."))
    with vault.write() as transaction:
        transaction.delete("observation_rule", cited_id)
        return changed(transaction, "let_go", "observation", ids=(row["observation_id"],))


def rules_of(vault: Vault, *, observation_id: int) -> list[CitedRule]:
    """The rules an episode is held against, as they were worded when it was."""
    found = []
    for row, agreement_id, part, words in team.cited_rules(vault.connection, observation_id):
        kept = team.agreement(vault.connection, agreement_id, with_binned=True)
        found.append(CitedRule(row, agreement_id, kept.terms.workflow if kept else "", part, words))
    return found


def _refuse_future(vault: Vault, day: date) -> None:
    if day > vault.today:
        raise UsageError(_("This day is still to come."), _("Record it once it was agreed."))
