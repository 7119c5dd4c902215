"""Erasure in one act: everything about a person, after a preview, or records whose time is over (GDPR art. 17).

Cannot be undone. A legal hold refuses. What was begun is finished at the next start.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reviewapp.actions.changes import Changes
from reviewapp.actions.copies import Rewriter, rewrite_copies
from reviewapp.actions.shapes import title
from reviewapp.actions.team_words import TEAM_KINDS
from reviewapp.domain.backup import Missed
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.naming import ERASED, Naming
from reviewapp.domain.retention import GROUNDS, Hold, refuse_held
from reviewapp.i18n import _
from reviewapp.vault import backup_state, erasure, observation_lists, observations, people, reviews, rights, swap, team
from reviewapp.vault.connection import Vault
from reviewapp.vault.erasure import Wanted
from reviewapp.vault.rights import HandedFile, Receipt

_AROUND = 60


@dataclass(frozen=True)
class Mention:
    """A text about somebody else that names the person: whose, and the words around the name.

    ``sure`` is false where only a part of the name stands that somebody else bears as well: it is left as it is.
    """

    whose: str
    words: str
    sure: bool


@dataclass(frozen=True)
class ErasePreview:
    """What an erasure would do: what goes, what stays for others without the name, what was handed on before.

    ``set_aside`` are files of a damaged vault beside this one: they cannot be rewritten, so they go whole.
    ``elsewhere`` are copies of the vault written where somebody chose: nothing here changes those.
    """

    person_id: int
    name: str
    parts: tuple[str, ...]
    alone: tuple[str, ...]
    shared: tuple[str, ...]
    mentions: tuple[Mention, ...]
    sent: tuple[HandedFile, ...]
    holds: tuple[Hold, ...]
    set_aside: tuple[Path, ...]
    elsewhere: tuple[Path, ...]


def erase_preview(vault: Vault, *, person_id: int) -> ErasePreview:
    """Everything one should see before erasing; NotFound for nobody. Takes somebody in the bin as well."""
    _uid, name, _is_me = _whom(vault, person_id)
    connection = vault.connection
    linked = erasure.shared_with(connection, person_id)
    found = {item.id: item for item in observations.observations(connection, list(linked))}
    shared = [
        _("{title} (with {names})").format(
            title=title(found[one]),
            names=", ".join(subject.name for subject in found[one].subjects if subject.person_id != person_id),
        )
        for one, is_shared in linked.items()
        if is_shared
    ]
    return ErasePreview(
        person_id, name, _parts(vault, person_id), tuple(title(found[one]) for one, both in linked.items() if not both),
        tuple(shared), _mentions(vault, person_id, set(linked)), tuple(rights.handed_files(connection, person_id)),
        tuple(one.hold for one in rights.holds(connection, person_id) if one.hold.stands(vault.today)),
        tuple(swap.set_aside(vault.folder)), tuple(backup_state.still_elsewhere(vault.folder)),
    )  # fmt: skip


def erase_person(
    vault: Vault, *, person_id: int, ground: str = "asked", rewrite: Rewriter = rewrite_copies
) -> Changes:
    """Erase everything about a person here and in every kept copy; the one id returned is that of the receipt.

    Raises NotFound for nobody, UsageError for the writer or an unknown ground, RuleRefused under a legal hold.
    """
    uid, _name, is_me = _whom(vault, person_id)
    if is_me:
        raise UsageError(
            _("This vault is yours, so you cannot be erased from it."), _("Delete its folder to erase everything.")
        )
    if ground not in GROUNDS:
        raise UsageError(
            _("There is no ground {ground}.").format(ground=ground),
            _("Use one of {choices}.").format(choices=", ".join(GROUNDS)),
        )
    refuse_held((one.hold for one in rights.holds(vault.connection, person_id)), vault.today)
    with vault.write() as transaction:
        naming = erasure.naming_of(vault.connection, person_id)
        sent = [_nameless(one, naming) for one in (*rights.handed_files(vault.connection, person_id), *_copies(vault))]
        went = _parts(vault, person_id) + (("set_aside",) if swap.set_aside(vault.folder) else ())
        receipt_id = rights.add_receipt(transaction, erased_on=vault.today, ground=ground, went=went, sent=sent)
        wanted = Wanted(uid, naming.names)
        erasure.remember(transaction.connection, wanted, transaction.now)
        erasure.erase_rows(vault.connection, wanted)
    finish_erasures(vault, rewrite=rewrite)
    return Changes(frozenset({"person", "observation", "review", "notice", "finding", "erased"}), (receipt_id,))


def delete_for_good(
    vault: Vault, *, observation_ids: Sequence[int] = (), review_ids: Sequence[int] = (),
    growth_ids: Sequence[int] = (), team_rows: Sequence[tuple[str, int]] = (),
    rewrite: Rewriter = rewrite_copies,
) -> Changes:  # fmt: skip
    """Delete records whose time is over, or that lie in the bin, all of them or none; cannot be undone.

    ``growth_ids`` are of goals, plans and support, ``team_rows`` (table, id) of what a team agreed, measured or tried.
    Raises NotFound for one that is gone, RuleRefused when a hold stands for anybody in one of them.
    """
    rows = [("observation", one) for one in observation_ids] + [("review", one) for one in review_ids]
    rows += [("growth_item", one) for one in growth_ids]
    rows += [(table, one) for table, one in team_rows if table in team.TABLES]
    uids = []
    for table, row_id in rows:
        row = vault.connection.execute(f"SELECT uid FROM {table} WHERE id = ?", (row_id,)).fetchone()
        if row is None:
            raise NotFound(_("One of these is gone already."), _("Look at the list again."))
        uids.append(row["uid"])
    for person_id in _people_of(vault, observation_ids, review_ids, growth_ids):
        refuse_held((one.hold for one in rights.holds(vault.connection, person_id)), vault.today)
    if not uids:
        return Changes(frozenset())
    with vault.write() as transaction:
        wanted = Wanted(record_uids=tuple(uids))
        erasure.remember(transaction.connection, wanted, transaction.now)
        erasure.erase_rows(vault.connection, wanted)
    finish_erasures(vault, rewrite=rewrite)
    kinds = {"observation", "review", "finding", "erased", "growth", *TEAM_KINDS}
    return Changes(frozenset(kinds), tuple(observation_ids))


def finish_erasures(vault: Vault, *, rewrite: Rewriter = rewrite_copies) -> tuple[Missed, ...]:
    """Leave no byte of what was erased, here and in the copies; the copies that could not be reached, and why.

    What cannot be finished now is remembered and finished at the next start; nothing is wanted most of the time.
    A person takes the files along that a restore set aside: damaged, they cannot be rewritten. Single records do not.
    """
    pending = erasure.unfinished(vault.connection)
    if not pending:
        vault.missed_erasing = ()
        return ()
    emptied = erasure.leave_no_byte(vault.connection)
    wanted = [one for _id, one in pending]
    unreached = rewrite(vault, lambda connection: erasure.erase_in_copy(connection, wanted))
    if any(one.person_uid for one in wanted):
        unreached += tuple(swap.forget_set_aside(vault.folder))
    vault.missed_erasing = unreached
    if emptied and not unreached:
        with vault.write() as transaction:
            erasure.forget(transaction, [one for one, _wanted in pending])
        # What the log still holds are pages in which the row is overwritten; it goes all the same.
        vault.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return unreached


def erasures_unfinished(vault: Vault) -> bool:
    """True while traces may still lie in a copy that could not be reached."""
    return bool(erasure.unfinished(vault.connection))


def receipts(vault: Vault) -> list[Receipt]:
    """The receipts of all erasures, newest first."""
    return rights.receipts(vault.connection)


def _whom(vault: Vault, person_id: int) -> tuple[str, str, bool]:
    row = vault.connection.execute("SELECT uid, name, is_me FROM person WHERE id = ?", (person_id,)).fetchone()
    if row is None:
        raise NotFound(_("There is no such person."), _("See the list with: reviewapp people."))
    return row["uid"], row["name"], bool(row["is_me"])


def _copies(vault: Vault) -> list[HandedFile]:
    """Copies of the vault written where somebody chose, as the receipt lists them: they still hold the person."""
    return [HandedFile("copy", str(path), "", "") for path in backup_state.still_elsewhere(vault.folder)]


def _people_of(
    vault: Vault, observation_ids: Sequence[int], review_ids: Sequence[int], growth_ids: Sequence[int]
) -> set[int]:
    found = {
        subject.person_id
        for item in observations.observations(vault.connection, list(observation_ids))
        for subject in item.subjects
    }
    for table, ids in (("review", review_ids), ("growth_item", growth_ids)):
        for one in ids:
            row = vault.connection.execute(f"SELECT person_id FROM {table} WHERE id = ?", (one,)).fetchone()
            found.add(row["person_id"])
    return found


def _parts(vault: Vault, person_id: int) -> tuple[str, ...]:
    """Ids of what is held of a person, as the preview and the receipt name it; nothing is counted."""
    connection = vault.connection
    tables = {
        "notices": "notice", "role_profiles": "role_profile", "growth": "growth_item",
        "reviews": "review", "corrections": "correction_request",
        "files": "handed_file", "self_assessments": "asked", "answers": "answer", "pilots": "cycle_volunteer",
    }  # fmt: skip
    shared = erasure.shared_with(connection, person_id).values()
    found = ["profile"]
    found += [
        name for name, table in tables.items()
        if connection.execute(f"SELECT 1 FROM {table} WHERE person_id = ? LIMIT 1", (person_id,)).fetchone()
    ]  # fmt: skip
    found += ["observations"] if not all(shared) else []
    found += ["shared_observations"] if any(shared) else []
    return tuple(found)


def _mentions(vault: Vault, person_id: int, linked: set[int]) -> tuple[Mention, ...]:
    """Texts in force about others that name the person, and those where a shared part of the name leaves a doubt."""
    connection = vault.connection
    naming = erasure.naming_of(connection, person_id)
    doubtful = Naming(tuple(naming.shared))
    own_reviews = {record.uid for record in reviews.reviews(connection, person_id)}
    own = {item.uid for item in observations.observations(connection, list(linked))} | own_reviews
    own |= {
        row["uid"] for row in connection.execute("SELECT uid FROM growth_item WHERE person_id = ?", (person_id,))
    }
    rows = connection.execute(
        "SELECT current_text.record_uid, body, observation.id AS observation_id, review.person_id AS reviewed"
        " FROM current_text JOIN revision ON revision.id = revision_id"
        " LEFT JOIN observation ON observation.uid = current_text.record_uid"
        " LEFT JOIN review ON review.uid = current_text.record_uid WHERE body <> '' ORDER BY revision_id"
    )
    found = []
    for row in rows:
        if row["record_uid"] in own:
            continue
        spans, sure = naming.spans(row["body"]), True
        if not spans and doubtful.names:
            spans, sure = _capitalised(doubtful, row["body"]), False
        if spans:
            whose = _whose(vault, row["observation_id"], row["reviewed"])
            found.append(Mention(whose, _around(row["body"], *spans[0]), sure))
    return tuple(found)


def _capitalised(naming: Naming, text: str) -> list[tuple[int, int]]:
    # The shared parts are kept folded, in small letters: in a text they begin with a capital.
    return [span for span in naming.spans(text) if not text[span[0]].islower()]


def _whose(vault: Vault, observation_id: int | None, person_id: int | None) -> str:
    if observation_id is not None:
        found = observation_lists.headlines(vault.connection, [observation_id])
        names = ", ".join(found[observation_id][2]) if observation_id in found else ""
        return names or _("about nobody yet")
    person = people.person(vault.connection, person_id) if person_id is not None else None
    return _("Review of {name}").format(name=person.name) if person is not None else ""


def _around(text: str, start: int, end: int) -> str:
    """The name with some words before and after, on one line."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    words = " ".join(text[first:last].split())
    return f"{'…' if first else ''}{words}{'…' if last < len(text) else ''}"


def _nameless(sent: HandedFile, naming: Naming) -> HandedFile:
    """What was handed on, with the name taken out of the file name; its fingerprint still tells which file it was."""
    apart = re.sub(r"[_\-]+", " ", sent.file_name)
    if not naming.spans(apart):
        return sent
    stem, dot, ending = apart.rpartition(".")
    return replace(sent, file_name=naming.without(stem, ERASED) + dot + ending)


__all__ = ["ErasePreview", "HandedFile", "Mention", "Receipt", "RuleRefused"]
