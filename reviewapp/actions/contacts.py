"""Own keys, cards of others, and the words two people compare (exchange.md 1.4)."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from reviewapp.actions.changes import NOTHING, Changes, changed
from reviewapp.domain.errors import EnvironmentFault, NotFound, RuleRefused, UsageError
from reviewapp.i18n import _, language
from reviewapp.keys.check_phrase import CheckPhrase, check_phrase
from reviewapp.keys.identity import Card, Identity, new_identity
from reviewapp.keys.sshsig import NAMESPACE
from reviewapp.paths import resource
from reviewapp.vault import identities, people
from reviewapp.vault.connection import Vault
from reviewapp.vault.identities import Contact


def ensure_identity(vault: Vault) -> Changes:
    """Make the writer's keys unless there are any; nothing is asked. Never undone: a card may be out already."""
    if identities.identity(vault.connection) is not None:
        return NOTHING
    with vault.write() as transaction:
        identities.add_identity(transaction, new_identity())
    return Changes(frozenset({"identity"}))


def own_identity(vault: Vault) -> Identity:
    """The writer's secret keys, made now if there were none."""
    ensure_identity(vault)
    found = identities.identity(vault.connection)
    assert found is not None  # the line above made it
    return found


def own_card(vault: Vault) -> Card:
    """The writer's card, under the name printed on reviews; its keys are made now if there were none."""
    return own_identity(vault).card(writer_name(vault))


def writer_name(vault: Vault) -> str:
    """The name of the writer of this vault."""
    me = people.me(vault.connection)
    return me.name if me is not None else _("Somebody without a name")


def phrase_of(card: Card) -> CheckPhrase:
    """The words to compare for a card, in the chosen language where it has a list, and always figures."""
    return check_phrase(card.fingerprint, _word_list(language()))


def write_key_files(vault: Vault, *, folder: Path) -> tuple[Path, Path]:
    """``key.txt`` with the writer's secret age key and ``signers`` with every known card, to open packets by hand.

    Readable by the writer alone; existing files are left as they are (UsageError). EnvironmentFault when the folder
    cannot be written.
    """
    keys = own_identity(vault)
    known = [own_card(vault), *(one.card for one in all_contacts(vault, with_retired=True))]
    lines = [f'{one.fingerprint[:16]} namespaces="{NAMESPACE}" {one.ssh} {one.name}\n' for one in known]
    wanted = {folder / "key.txt": keys.age_secret + b"\n", folder / "signers": "".join(lines).encode("utf-8")}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in wanted.items():
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(data)
    except FileExistsError as error:
        raise UsageError(
            _("{path} is there already.").format(path=error.filename), _("Choose an empty folder.")
        ) from error
    except OSError as error:
        raise EnvironmentFault(
            _("The folder {folder} cannot be written: {reason}.").format(folder=folder, reason=error.strerror),
            _("Choose a folder of your own."),
        ) from error
    key_file, signers = wanted
    return key_file, signers


def all_contacts(vault: Vault, *, with_retired: bool = False) -> list[Contact]:
    """Cards of others by name."""
    return identities.contacts(vault.connection, with_retired=with_retired)


def contact_of(vault: Vault, *, person_id: int) -> Contact | None:
    """The card in use of a person, or None while none was seen."""
    return identities.contact_of_person(vault.connection, person_id)


def verify_contact(vault: Vault, *, contact_id: int) -> Changes:
    """Record that the words were compared and were the same. NotFound, or RuleRefused for a card not in use."""
    found = contact_in_use(vault, contact_id)
    if found.state == "verified":
        return NOTHING
    with vault.write() as transaction:
        identities.mark_verified(transaction, contact_id)
        return changed(transaction, "verify_contact", "contact", ids=(contact_id,))


def stop_using_key(vault: Vault, *, contact_id: int) -> Changes:
    """Take a card out of use: nothing is sealed to it and nothing it signs is taken any more (a manager who left,
    a stolen computer). What came before stays. NotFound, or RuleRefused for one not in use."""
    contact_in_use(vault, contact_id)
    with vault.write() as transaction:
        identities.retire(transaction, contact_id)
        return changed(transaction, "stop_using_key", "contact", ids=(contact_id,))


def contact_in_use(vault: Vault, contact_id: int) -> Contact:
    """One card that may be sealed to. NotFound, or RuleRefused for a retired one."""
    found = identities.contact(vault.connection, contact_id)
    if found is None:
        raise NotFound(_("There is no such card."), _("Open a file from that person first; it brings the card."))
    if found.state == "retired":
        raise RuleRefused(
            _("{name} no longer uses this key.").format(name=found.card.name),
            _("Use the card that took its place, or ask for a new one."),
        )
    return found


@cache
def _word_list(language_code: str) -> tuple[str, ...]:
    path = resource("words", f"{language_code}.txt")
    return tuple(path.read_text("utf-8").split()) if path.is_file() else ()
