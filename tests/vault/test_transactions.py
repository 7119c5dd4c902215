"""All of it or none of it, one writer, and drafts that are still there after a crash."""

from __future__ import annotations

import pytest

from reviewapp.actions.journaling import forget_draft, keep_draft, kept_drafts
from reviewapp.actions.people import add_person
from reviewapp.actions.vaults import unlock_vault
from reviewapp.domain.errors import EnvironmentFault, VaultLocked
from reviewapp.vault import people
from reviewapp.vault.driver import IntegrityError
from reviewapp.vault.ids import new_uid
from tests.conftest import PASSPHRASE
from tests.helpers.acts import dump, jot, somebody


class Stop(Exception):
    pass


def test_an_exception_inside_leaves_nothing(vault):
    jot(vault, somebody(vault))
    before, wordings = dump(vault), vault.connection.execute("SELECT count(*) FROM revision").fetchone()[0]
    for trouble in (Stop, KeyboardInterrupt, SystemExit):
        with pytest.raises(trouble), vault.write() as transaction:
            person_id = people.add_person(transaction, name="Half Done")
            people.add_notice(transaction, person_id=person_id, given_on=vault.today, text_version="1", body="b")
            transaction.set_text("some uid", "behaviour", "half a sentence")
            raise trouble
    assert dump(vault) == before
    assert vault.connection.execute("SELECT count(*) FROM revision").fetchone()[0] == wordings
    assert not vault.connection.in_transaction


def test_a_commit_that_fails_leaves_nothing_and_the_vault_usable(vault):
    """A link to nobody, noticed only at the commit."""
    before = dump(vault)
    with pytest.raises(IntegrityError), vault.write() as transaction:
        transaction.connection.execute("PRAGMA defer_foreign_keys = ON")
        people.add_notice(transaction, person_id=4711, given_on=vault.today, text_version="1", body="b")
    assert not vault.connection.in_transaction
    assert dump(vault) == before
    assert add_person(vault, name="Next").id


def test_a_full_disk_is_said_and_loses_nothing_saved(vault):
    """SQLite's own limit on pages gives exactly the error of a full disk."""
    person_id = somebody(vault)
    first = jot(vault, person_id, text="Saved before.")
    pages = vault.connection.execute("PRAGMA page_count").fetchone()[0]
    vault.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(EnvironmentFault, match="disk is full"):
        for number in range(200):
            jot(vault, person_id, text=f"{number} " + "many words " * 2000)
    vault.connection.execute("PRAGMA max_page_count = 1000000")
    jot(vault, person_id, text="Saved afterwards.")
    found = vault.connection.execute("SELECT id FROM observation ORDER BY id").fetchall()
    assert found[0]["id"] == first
    assert vault.connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"


def test_another_program_writing_is_said(vault):
    other = vault.reader()
    try:
        other.execute("PRAGMA query_only = OFF")
        vault.connection.execute("PRAGMA busy_timeout = 50")
        person_id = somebody(vault)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(EnvironmentFault, match="Another program"):
            jot(vault, person_id)
        other.execute("ROLLBACK")
        jot(vault, person_id)
    finally:
        other.close()


def test_one_window_at_a_time(vault):
    with pytest.raises(VaultLocked, match="another ReviewApp window"):
        unlock_vault(folder=vault.folder, passphrase=PASSPHRASE)
    vault.close()
    unlock_vault(folder=vault.folder, passphrase=PASSPHRASE).close()


def test_a_wrong_passphrase_holds_no_lock(vault):
    vault.close()
    for _time in range(3):
        with pytest.raises(VaultLocked, match="passphrase"):
            unlock_vault(folder=vault.folder, passphrase="wrong")
    unlock_vault(folder=vault.folder, passphrase=PASSPHRASE).close()


def test_drafts_are_there_after_a_restart_until_forgotten(vault, clock):
    body = {"text": "half a sentence, Siân \u0000 \ud800 \U0001f9ea", "person": 3, "list": [1, None, True]}
    keep_draft(vault, editor="capture", body={"text": "earlier"})
    clock.forward(minutes=1)
    keep_draft(vault, editor="review/3", body={"summary": "s"})
    clock.forward(minutes=1)
    keep_draft(vault, editor="capture", body=body)
    vault.close()
    with unlock_vault(folder=vault.folder, passphrase=PASSPHRASE) as again:
        drafts = kept_drafts(again)
        assert list(drafts) == ["review/3", "capture"]
        assert drafts["capture"] == (body, "2026-11-20T09:02:00.000Z")
        forget_draft(again, editor="capture")
        forget_draft(again, editor="capture")
        forget_draft(again, editor="never there")
    with unlock_vault(folder=vault.folder, passphrase=PASSPHRASE) as again:
        assert list(kept_drafts(again)) == ["review/3"]


def test_ids_are_unique_and_rise():
    made = [new_uid() for _number in range(5000)]
    assert made == sorted(made) and len(set(made)) == len(made)
    assert all(len(uid) == 36 and uid[14] == "7" and uid[19] in "89ab" for uid in made)
