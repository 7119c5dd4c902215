"""Jots expire after an announced notice; what expired lies in the bin for two weeks (PRODUCT.md, promise 3)."""

from __future__ import annotations

from datetime import date, timedelta

from reviewapp.actions.changes import NOTHING, Changes, changed
from reviewapp.actions.copies import Rewriter, rewrite_copies
from reviewapp.actions.erasing import delete_for_good
from reviewapp.actions.keeping import clock_was_set_back
from reviewapp.domain.retention import BIN_DAYS, JOT_NOTICE_DAYS, jot_expires
from reviewapp.vault import observation_lists, observations, rights
from reviewapp.vault.connection import Vault


def look_after_jots(vault: Vault, *, rewrite: Rewriter = rewrite_copies) -> Changes:
    """Every day the desktop is open: announce, move what was announced to the bin, let go what lay in it long enough.

    Only what was announced ten days before moves, and only what lay fourteen days in the bin goes. While the clock
    stands before a day the vault has seen, nothing happens at all. A legal hold keeps everything where it is.
    """
    today = vault.today
    if clock_was_set_back(vault) is not None:
        return NOTHING
    with vault.write() as transaction:
        moved = _expire(vault, today)
        for one in moved:
            row = {"deleted_at": transaction.now, "bin_until": today + timedelta(days=BIN_DAYS)}
            observations.update_observation(transaction, one, row)
        for one in observation_lists.announced_in_vain(vault.connection):
            observations.update_observation(transaction, one, {"announced_on": None})
        for one in _to_announce(vault, today):
            observations.update_observation(transaction, one, {"announced_on": today})
        if rights.seen_on(vault.connection) != today:
            rights.set_seen_on(transaction, today)
    held = rights.held_now(vault.connection, today)
    over = [one for one in observation_lists.expired_by(vault.connection, today) if not _is_held(vault, one, held)]
    gone = delete_for_good(vault, observation_ids=over, rewrite=rewrite)
    # Nobody acted, so there is nothing for Ctrl+Z to take back: what moved is restored from the bin.
    return Changes((frozenset({"observation"}) if moved else frozenset()) | gone.kinds, tuple(moved))


def trust_clock(vault: Vault) -> Changes:
    """The clock is right after all: days go on from today, and jots are announced anew before they expire."""
    with vault.write() as transaction:
        rights.set_seen_on(transaction, vault.today)
        for one in observation_lists.jots_written_by(vault.connection, date.max):
            if one.announced_on is not None and one.announced_on > vault.today:
                observations.update_observation(transaction, one.id, {"announced_on": None})
        return changed(transaction, "trust_clock", "observation")


def _expire(vault: Vault, today: date) -> list[int]:
    jot_days = rights.policy(vault.connection).jot_days
    held = rights.held_now(vault.connection, today)
    return [
        one.id
        for one in observation_lists.jots_written_by(vault.connection, today - timedelta(days=jot_days))
        if jot_expires(one.entered_on, one.announced_on, today, jot_days) and not _is_held(vault, one.id, held)
    ]


def _to_announce(vault: Vault, today: date) -> list[int]:
    jot_days = rights.policy(vault.connection).jot_days
    first = today - timedelta(days=jot_days - JOT_NOTICE_DAYS)
    return [one.id for one in observation_lists.jots_written_by(vault.connection, first) if one.announced_on is None]


def _is_held(vault: Vault, observation_id: int, held: frozenset[int]) -> bool:
    found = observations.observation(vault.connection, observation_id)
    return found is not None and bool(held & {subject.person_id for subject in found.subjects})
