"""Every released schema opens in this version; an upgrade is backed up first and all or nothing."""

from __future__ import annotations

import json

import pytest

from reviewapp.actions.backups import backups_for
from reviewapp.actions.doctor import examine
from reviewapp.actions.queries import find
from reviewapp.domain.errors import EnvironmentFault, ReviewAppError, VaultTooNew, VaultUnusable
from reviewapp.vault import backup_check, backup_state, doctor, migrations, schema
from reviewapp.vault.connection import open_vault
from tests.helpers import golden_vault
from tests.helpers.backups import restored
from tests.helpers.golden_vault import FOLDER, MADE, PASSPHRASE, clock
from tests.helpers.released_schema import released

GOLDEN = sorted(FOLDER.glob("*.vaultbackup"))
REMEDY = (
    "the golden vault is of another m001. Until the first release the schema may still change: write it anew with"
    " `python tests/helpers/golden_vault.py`. After a release never do; add a step m002 instead"
)
LATER = (
    "ALTER TABLE person ADD COLUMN pronouns TEXT NOT NULL DEFAULT ''",
    "CREATE TABLE later (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id)) STRICT",
    "INSERT INTO later (person_id) SELECT id FROM person",
)


def golden(path, folder):
    """A golden vault, put in place as a user's would be."""
    try:
        restored(folder, path, MADE, passphrase=PASSPHRASE)
    except ReviewAppError as error:
        pytest.fail(f"{path.name}: {error} ({REMEDY})")
    return folder


def with_steps(monkeypatch, *steps):
    """A later version of the program: the steps of this one, and these."""
    all_steps = (*schema.STEPS, *steps)
    for module in (migrations, backup_check, doctor):
        monkeypatch.setattr(module, "NAMES", tuple(name for name, _statements in all_steps))
    for module in (migrations, backup_check):
        monkeypatch.setattr(module, "STEPS", all_steps)


def test_there_is_a_golden_vault_of_every_step():
    assert {path.stem for path in GOLDEN} == set(schema.NAMES), "python tests/helpers/golden_vault.py"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_vault_of_every_released_schema_opens_whole(path, tmp_path, vault):
    folder = golden(path, tmp_path / "golden")
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    with open_vault(folder, PASSPHRASE, clock=clock) as opened:
        assert golden_vault.content(opened) == expected, REMEDY
        assert released(opened.connection) == released(vault.connection), REMEDY
        assert doctor.integrity(opened) == []
        assert {one.name: one.ok for one in examine(opened)}["schema"]
        hits = find(opened.connection, query="source", limit=5)
        assert hits, "search finds what it found before"
        reasons = [one.reason for one in backups_for(folder)]
        assert ("before_migration" in reasons) == (path.stem != schema.NAMES[-1])


@pytest.mark.parametrize("path", GOLDEN[-1:], ids=lambda path: path.stem)
def test_an_upgrade_is_backed_up_first_and_the_backup_leads_back(path, tmp_path, monkeypatch):
    folder = golden(path, tmp_path / "golden")
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    with monkeypatch.context() as later:
        with_steps(later, ("m002_later", LATER))
        with open_vault(folder, PASSPHRASE, clock=clock) as upgraded:
            assert golden_vault.content(upgraded) == expected
            assert upgraded.connection.execute("SELECT count(*) FROM later").fetchone()[0] == 3
            assert doctor.schema_version(upgraded) == (2, 2) and doctor.integrity(upgraded) == []
        [before] = backups_for(folder)
        assert before.reason == "before_migration"
        with open_vault(folder, PASSPHRASE, clock=clock):
            pass
        assert len(backups_for(folder)) == 1, "nothing is left to upgrade"
        # The later version restores the earlier backup and upgrades it again.
        restored(tmp_path / "again", before.path, MADE, passphrase=PASSPHRASE)
        with open_vault(tmp_path / "again", PASSPHRASE, clock=clock) as again:
            assert golden_vault.content(again) == expected and doctor.schema_version(again) == (2, 2)
    with pytest.raises(VaultTooNew, match="newer version"):
        open_vault(folder, PASSPHRASE, clock=clock)
    restored(tmp_path / "back", before.path, MADE, passphrase=PASSPHRASE)
    with open_vault(tmp_path / "back", PASSPHRASE, clock=clock) as back:
        assert golden_vault.content(back) == expected and doctor.schema_version(back) == (1, 1)


@pytest.mark.parametrize("path", GOLDEN[-1:], ids=lambda path: path.stem)
def test_a_step_that_fails_halfway_leaves_the_vault_as_it_was(path, tmp_path, monkeypatch):
    folder = golden(path, tmp_path / "golden")
    with monkeypatch.context() as later:
        with_steps(later, ("m002_later", (*LATER, "INSERT INTO nowhere VALUES (1)")))
        with pytest.raises(Exception, match="nowhere"):
            open_vault(folder, PASSPHRASE, clock=clock)
    with open_vault(folder, PASSPHRASE, clock=clock) as opened:
        assert doctor.schema_version(opened) == (1, 1) and doctor.integrity(opened) == []
        assert opened.connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'later'").fetchone() is None
    assert [one.reason for one in backups_for(folder)] == ["before_migration"]


@pytest.mark.parametrize("path", GOLDEN[-1:], ids=lambda path: path.stem)
def test_a_step_that_leaves_the_index_wrong_is_noticed_and_leads_to_the_backup(path, tmp_path, monkeypatch):
    folder = golden(path, tmp_path / "golden")
    with monkeypatch.context() as later:
        with_steps(later, ("m002_later", ("UPDATE observation_fts_content SET c0 = 'other'",)))
        with pytest.raises(VaultUnusable, match="did not come out right"):
            open_vault(folder, PASSPHRASE, clock=clock)
    [before] = backups_for(folder)
    restored(tmp_path / "back", before.path, MADE, passphrase=PASSPHRASE)
    with open_vault(tmp_path / "back", PASSPHRASE, clock=clock) as back:
        assert doctor.integrity(back) == []


@pytest.mark.parametrize("path", GOLDEN[-1:], ids=lambda path: path.stem)
def test_a_step_that_breaks_links_never_commits(path, tmp_path, monkeypatch):
    folder = golden(path, tmp_path / "golden")
    with monkeypatch.context() as later:
        with_steps(later, ("m002_later", ("PRAGMA defer_foreign_keys = ON", "DELETE FROM framework")))
        with pytest.raises(Exception, match="FOREIGN KEY"):
            open_vault(folder, PASSPHRASE, clock=clock)
    with open_vault(folder, PASSPHRASE, clock=clock) as opened:
        assert doctor.schema_version(opened) == (1, 1) and doctor.integrity(opened) == []


@pytest.mark.parametrize("path", GOLDEN[-1:], ids=lambda path: path.stem)
def test_without_a_backup_there_is_no_upgrade(path, tmp_path, monkeypatch):
    folder = golden(path, tmp_path / "golden")
    backup_state.change(folder, folder=str(tmp_path / "not connected"))
    with monkeypatch.context() as later:
        with_steps(later, ("m002_later", LATER))
        with pytest.raises(EnvironmentFault, match="backup folder"):
            open_vault(folder, PASSPHRASE, clock=clock)
    with open_vault(folder, PASSPHRASE, clock=clock) as opened:
        assert doctor.schema_version(opened) == (1, 1)
