"""Backups: one file, checked before it counts, opened by hand, and never removed by a failure."""

from __future__ import annotations

import stat
import sys
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from reviewapp.actions.observations import Details, change_observation
from reviewapp.domain.backup import REASONS
from reviewapp.domain.errors import EnvironmentFault, NotFound, UsageError, VaultLocked, VaultTooNew, VaultUnusable
from reviewapp.keys import slots
from reviewapp.vault import backup, backup_check, backup_file, backup_state, driver
from reviewapp.vault.connection import open_vault
from tests.conftest import PASSPHRASE
from tests.helpers.acts import dump, jot, somebody
from tests.helpers.backups import described, flip, made, members, packed, restored


def test_a_backup_is_one_private_file_with_a_date_in_its_name(vault, clock):
    jot(vault, somebody(vault))
    one = made(vault)
    assert one.path == vault.folder / "backups" / "reviewapp-20261120-100000.vaultbackup"
    if sys.platform != "win32":
        assert stat.S_IMODE(one.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(one.path.parent.stat().st_mode) == 0o700
    assert [path.name for path in one.path.parent.iterdir()] == [one.path.name], "nothing is left from making it"
    assert one.moment == clock() and one.manifest.reason == "asked" and one.manifest.schema == 1
    assert backup.listed(vault.folder) == [one]


def test_two_backups_in_one_second_are_two_files(vault):
    assert made(vault).path != made(vault).path


def test_it_opens_by_hand_with_unzip_and_any_sqlcipher(vault, tmp_path):
    """Without a line of ours but the key: lock-in is not the price of a backup."""
    person_id = somebody(vault)
    jot(vault, person_id, text="Rang the practice first.")
    contents = members(made(vault).path)
    assert list(contents) == ["manifest.json", "vault.db", "vault.keys"]
    (tmp_path / "by-hand.db").write_bytes(contents["vault.db"])
    key = slots.unlock(slots.KeyFile.from_bytes(contents["vault.keys"]), PASSPHRASE)
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(tmp_path / "by-hand.db"))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    assert connection.execute("SELECT body FROM revision").fetchall() == [("Rang the practice first.",)]
    connection.close()


@pytest.mark.harm("lost-laptop")
def test_nothing_in_it_can_be_read_without_the_key(vault):
    mark = "Xylophonquartett"
    jot(vault, somebody(vault, mark), text=f"Saw {mark} clearly. " * 50)
    data = made(vault).path.read_bytes()
    assert mark.encode() not in data and b"SQLite format 3" not in data
    assert b'"format": "reviewapp-backup"' in data


def test_what_is_written_while_it_is_made_is_not_stopped_and_not_torn(vault):
    """It runs beside the writing connection; the copy is of one moment."""
    person_id = somebody(vault)
    for _number in range(50):
        jot(vault, person_id)
    work = backup.make(vault, "changed")
    for progress in work:
        assert 0 <= progress.share <= 1
        jot(vault, person_id)
    assert not vault.is_backed_up, "what came in meanwhile is not in it"
    one = backup.listed(vault.folder)[0]
    for _progress in backup.check(one, vault.data_key, vault.folder):
        pass


def test_stopped_at_any_step_it_leaves_no_file(vault):
    jot(vault, somebody(vault))
    steps = 0
    for _progress in backup.make(vault, "asked"):
        steps += 1
    assert steps >= 5
    for stop_at in range(steps):
        work = backup.make(vault, "asked")
        for _step in range(stop_at + 1):
            next(work)
        work.close()
    assert len(list((vault.folder / "backups").iterdir())) == 1


def test_stopped_by_its_reader_it_writes_no_file(vault):
    assert backup.carried_out(backup.make(vault, "asked"), lambda _progress: False) is None
    assert list((vault.folder / "backups").iterdir()) == [] and not vault.is_backed_up


def test_only_changes_make_a_backup_due(vault, clock):
    person_id = somebody(vault)
    assert backup.is_due(vault)
    made(vault)
    assert vault.is_backed_up and not backup.is_due(vault)
    jot(vault, person_id)
    assert not vault.is_backed_up and not backup.is_due(vault), "the last one is not half an hour old"
    clock.forward(minutes=31)
    assert backup.is_due(vault)
    made(vault)
    clock.forward(days=9)
    assert not backup.is_due(vault)
    jot(vault, person_id)
    clock.forward(days=-20)
    assert backup.is_due(vault), "with the clock set back a backup is never put off until it catches up"


def test_the_next_session_knows_whether_there_is_anything_new(vault, clock):
    def again():
        return open_vault(vault.folder, PASSPHRASE, clock=clock)

    jot(vault, somebody(vault))
    vault.close()
    with again() as second:
        assert not second.is_backed_up
        made(second)
    with again() as third:
        assert third.is_backed_up
    with again() as fourth:
        assert fourth.is_backed_up, "a session without a change leaves it so"
        jot(fourth, 2)
    with again() as fifth:
        assert not fifth.is_backed_up


def test_a_killed_session_is_backed_up_by_the_next(vault, clock, tmp_path):
    import shutil

    made(vault)
    jot(vault, somebody(vault))
    # As the power leaves it: the log beside the file, nothing closed.
    shutil.copytree(vault.folder, tmp_path / "left")
    with open_vault(tmp_path / "left", PASSPHRASE, clock=clock) as again:
        assert not again.is_backed_up


def test_every_reason_is_taken_and_no_other(vault, clock):
    for reason in REASONS:
        clock.forward(minutes=1)
        assert made(vault, reason).manifest.reason == reason
    with pytest.raises(ValueError, match="no such reason"):
        made(vault, "because")


def test_old_ones_go_after_a_new_one_was_made_and_only_then(vault, clock):
    jot(vault, somebody(vault))
    for _day in range(40):
        made(vault)
        clock.forward(days=1)
    days = sorted((clock() - one.moment).days for one in backup.listed(vault.folder))
    assert days[:8] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert 8 < len(days) <= 16 and days[-1] > 25


def test_other_files_and_other_peoples_backups_are_left_alone(vault, clock, tmp_path):
    from reviewapp.actions.vaults import begin_vault
    from tests.conftest import FAST_KDF

    other, _code = begin_vault(folder=tmp_path / "other", name="O", passphrase="of somebody else", kdf=FAST_KDF, clock=clock)
    with other:
        theirs = made(other).path
    shared = vault.folder / "backups"
    shared.mkdir()
    foreign = theirs.rename(shared / "reviewapp-20200101-000000.vaultbackup")
    (shared / "cut.vaultbackup").write_bytes(foreign.read_bytes()[:500])
    (shared / "letter.txt").write_text("x")
    for _day in range(30):
        made(vault)
        clock.forward(days=1)
    assert {"letter.txt", "cut.vaultbackup", foreign.name} <= {path.name for path in shared.iterdir()}
    assert foreign not in [one.path for one in backup.listed(vault.folder)]


def damaged_in_the_middle(vault):
    """Flip bytes in the second half of the database, as a failing disk does."""
    vault.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = vault.folder / "vault.db"
    size = path.stat().st_size
    flip(path, size * 3 // 4)
    flip(path, size // 2)


def test_damage_stops_the_backup_and_the_rotation_and_is_remembered(vault, clock):
    person_id = somebody(vault)
    for _number in range(40):
        jot(vault, person_id, text="Read it against the source. " * 40)
    for _day in range(20):
        made(vault)
        clock.forward(days=1)
    before = {path.name: path.read_bytes() for path in (vault.folder / "backups").iterdir()}
    damaged_in_the_middle(vault)
    clock.forward(days=400)
    with pytest.raises(VaultUnusable, match="found damage in the vault"):
        made(vault)
    assert {path.name: path.read_bytes() for path in (vault.folder / "backups").iterdir()} == before
    failure = backup_state.load(vault.folder).failed
    assert failure is not None and "found damage" in failure.as_error().sentence
    assert datetime.fromisoformat(failure.at) == clock().astimezone(UTC)
    assert backup.newest_whole(vault.folder) is not None


def test_a_success_clears_the_failure(vault, clock):
    place = vault.folder / "elsewhere"
    place.mkdir()
    backup.use_folder(vault.folder, place)
    place.rmdir()
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        made(vault)
    assert backup_state.load(vault.folder).failed is not None
    place.mkdir()
    made(vault)
    assert backup_state.load(vault.folder).failed is None


def test_a_disk_that_is_not_connected_gets_no_folder_made_in_its_place(vault, tmp_path):
    """Otherwise the backups would quietly land on the disk the vault is on."""
    disk = tmp_path / "media" / "disk"
    disk.mkdir(parents=True)
    backup.use_folder(vault.folder, disk)
    made(vault)
    for path in disk.iterdir():
        path.unlink()
    disk.rmdir()
    with pytest.raises(EnvironmentFault, match="Connect the disk"):
        made(vault)
    assert not disk.exists()


def test_another_folder_is_used_from_then_on_and_the_old_ones_stay_known(vault, tmp_path):
    first = made(vault)
    (tmp_path / "usb").mkdir()
    backup.use_folder(vault.folder, tmp_path / "usb")
    second = made(vault)
    assert second.path.parent == tmp_path / "usb"
    assert {one.path for one in backup.listed(vault.folder)} == {first.path, second.path}
    backup.use_folder(vault.folder, None)
    assert made(vault).path.parent == vault.folder / "backups"
    assert len(backup.listed(vault.folder)) == 3
    with pytest.raises(UsageError):
        backup.use_folder(vault.folder, vault.folder)
    with pytest.raises(EnvironmentFault):
        backup.use_folder(vault.folder, tmp_path / "nowhere")


def test_a_copy_to_a_chosen_place_is_remembered_and_not_rotated(vault, clock, tmp_path):
    target = tmp_path / "to-keep.vaultbackup"
    assert made(vault, to=target).path == target
    for _day in range(20):
        clock.forward(days=1)
        made(vault)
    assert target.exists()
    assert backup_state.load(vault.folder).elsewhere == (str(target),)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"folder": 3}', b'{"earlier": [3]}', b'{"failed": {}}', b"[" * 100_000])
def test_a_broken_note_about_backups_costs_nothing(vault, content):
    (vault.folder / "vault.backups").write_bytes(content)
    one = made(vault)
    assert one.path.parent == vault.folder / "backups" and backup.listed(vault.folder) == [one]


def test_a_backup_without_a_key_file_is_refused(vault):
    keys = (vault.folder / "vault.keys").read_bytes()
    (vault.folder / "vault.keys").unlink()
    with pytest.raises(VaultUnusable, match="key file"):
        made(vault)
    (vault.folder / "vault.keys").write_bytes(keys)
    made(vault)


def test_a_closed_vault_has_no_key_to_back_up_with(vault):
    vault.close()
    with pytest.raises(VaultUnusable, match="closed"):
        backup_check.opens(vault.folder / "vault.db", vault.data_key)


def refused(folder, path, clock, kind=VaultUnusable, **secret):
    """Restore refuses this file with this kind of error and leaves the vault as it is."""
    before = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file() and one.name != "vault.lock"}
    with pytest.raises(kind) as raised:
        restored(folder, path, clock(), **(secret or {"passphrase": PASSPHRASE}))
    after = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file() and one.name != "vault.lock"}
    assert after == before
    assert not (folder / "restoring").exists()
    return raised.value


@pytest.fixture
def kept(vault, tmp_path):
    """A closed vault, the members of its backup, and where to put made-up files."""
    jot(vault, somebody(vault))
    contents = members(made(vault).path)
    vault.close()
    return vault.folder, contents, tmp_path / "file.vaultbackup"


def test_files_that_are_no_backups(kept, clock, tmp_path):
    folder, contents, path = kept
    assert "no file" in refused(folder, path, clock, NotFound).sentence
    for data in (b"", b"%PDF-1.7 and so on", contents["vault.db"], b"PK\x05\x06" + bytes(18)):
        path.write_bytes(data)
        refused(folder, path, clock)
    (tmp_path / "x.zip").write_bytes(b"nothing")
    assert "not a backup" in refused(folder, tmp_path / "x.zip", clock).sentence
    packed(path, {"manifest.json": b"{}", "../vault.db": b"x", "vault.keys": b"x"})
    assert "not a backup" in refused(folder, path, clock).sentence
    for names in (["vault.db", "vault.keys", "manifest.json"], ["manifest.json", "vault.db"], ["manifest.json", "VAULT.DB", "vault.keys"]):
        packed(path, {name: contents.get(name, b"x") for name in names})
        refused(folder, path, clock)
    packed(path, {**contents, "more.txt": b"x"})
    refused(folder, path, clock)
    packed(path, contents, compression=zipfile.ZIP_DEFLATED)
    assert "not a backup" in refused(folder, path, clock).sentence


def test_a_bomb_is_not_unpacked(kept, clock):
    folder, contents, path = kept
    packed(path, described({**contents, "vault.db": bytes(64_000_000)}), compression=zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < 200_000
    refused(folder, path, clock)


def test_a_cut_backup_at_any_place_is_damaged(kept, clock):
    folder, contents, path = kept
    whole = packed(path, contents).read_bytes()
    for share in (0.01, 0.3, 0.5, 0.9, 0.999):
        path.write_bytes(whole[: int(len(whole) * share)])
        assert "damaged or incomplete" in refused(folder, path, clock).sentence


def test_a_changed_byte_anywhere_is_noticed_or_changes_nothing(kept, clock):
    _folder, contents, path = kept
    whole = packed(path, contents).read_bytes()
    step = len(whole) // 60
    for place in range(0, len(whole), step):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            found = backup_file.look_at(path)
            backup.carried_out(backup_file.read_members(found))
        except VaultUnusable:
            continue
        assert members(path) == contents


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"}, {"version": "1"}, {"vault_id": 3}, {"created": "yesterday"}, {"created": None}, {"schema": "1"},
        {"members": {}}, {"members": []}, {"reason": []}, {"rewritten": 3}, {"vault_id": "of somebody else"},
    ],
)  # fmt: skip
def test_a_manifest_that_says_something_else(kept, clock, change):
    folder, contents, path = kept
    body = described(contents, **change) if "members" not in change else None
    if body is None:
        import json

        body = {**contents, "manifest.json": json.dumps({**json.loads(contents["manifest.json"]), **change}).encode()}
    refused(folder, packed(path, body), clock, (VaultUnusable, UsageError))


@pytest.mark.parametrize("text", [b"", b"[" * 60_000, b"NaN", b'{"format": "reviewapp-backup", "format": 1}', b"\xff\xfe", b"3"])
def test_a_manifest_that_is_no_manifest(kept, clock, text):
    folder, contents, path = kept
    refused(folder, packed(path, {**contents, "manifest.json": text}), clock)


def test_a_newer_backup_is_not_called_damaged(kept, clock):
    folder, contents, path = kept
    error = refused(folder, packed(path, described(contents, version=2)), clock, VaultTooNew)
    assert "newer version" in error.sentence and "Update" in error.next_step


def test_a_database_somebody_added_to_is_refused(kept, clock, tmp_path):
    """With the key one can put a trigger into a file; it must not come in by way of a restore."""
    folder, contents, path = kept
    key = slots.unlock(slots.KeyFile.from_bytes(contents["vault.keys"]), PASSPHRASE)
    for statement in (
        "CREATE TRIGGER helpful AFTER INSERT ON person BEGIN DELETE FROM notice; END",
        "CREATE VIEW everybody AS SELECT * FROM person",
        "DROP TRIGGER revision_is_kept",
        "ALTER TABLE person ADD COLUMN score INTEGER",
        "PRAGMA application_id = 1",
        "DELETE FROM _sqlite_migrations",
    ):
        hostile = tmp_path / "hostile.db"
        hostile.write_bytes(contents["vault.db"])
        with backup_check.opened(hostile, key) as connection:
            connection.execute(statement)
        packed(path, described({**contents, "vault.db": hostile.read_bytes()}))
        assert "not one that ReviewApp made" in refused(folder, path, clock).sentence


def test_a_database_of_a_newer_schema_says_so(kept, clock, tmp_path):
    folder, contents, path = kept
    key = slots.unlock(slots.KeyFile.from_bytes(contents["vault.keys"]), PASSPHRASE)
    newer = tmp_path / "newer.db"
    newer.write_bytes(contents["vault.db"])
    with backup_check.opened(newer, key) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('reviewapp', 'm999_later', 'now')"
        )
    packed(path, described({**contents, "vault.db": newer.read_bytes()}))
    refused(folder, path, clock, VaultTooNew)


def test_a_sum_that_fits_does_not_hide_a_broken_page(kept, clock, tmp_path):
    folder, contents, path = kept
    broken = tmp_path / "broken.db"
    broken.write_bytes(contents["vault.db"])
    flip(broken, broken.stat().st_size * 3 // 4)
    packed(path, described({**contents, "vault.db": broken.read_bytes()}))
    assert "damaged" in refused(folder, path, clock).sentence


def test_wrong_secrets_say_what_to_try(kept, clock):
    folder, contents, path = kept
    packed(path, contents)
    error = refused(folder, path, clock, VaultLocked, passphrase="another")
    assert "2026-11-20" in error.sentence and "recovery code" in error.next_step
    refused(folder, path, clock, VaultLocked, recovery_code="AAAA")


def test_a_copy_made_with_the_vaults_key_under_another_header_is_not_taken(vault):
    assert not backup_check.opens(vault.folder / "vault.db", bytes(32))
    with pytest.raises(driver.DatabaseError), backup_check.opened(vault.folder / "vault.db", bytes(32)):
        pass


def test_restoring_brings_back_that_moment_and_keeps_this_one(vault, clock):
    person_id = somebody(vault)
    observation_id = jot(vault, person_id, text="As it was.")
    then = dump(vault)
    one = made(vault)
    clock.forward(minutes=90)
    change_observation(vault, observation_id=observation_id, details=Details(texts={"behaviour": "As it became."}))
    now = dump(vault)
    vault.close()
    done = restored(vault.folder, one.path, clock(), passphrase=PASSPHRASE)
    assert done.set_aside == () and done.present.manifest.reason == "before_restore"
    with open_vault(vault.folder, PASSPHRASE, clock=clock) as again:
        assert dump(again) == then
        assert again.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    clock.forward(minutes=5)
    restored(vault.folder, done.present.path, clock(), passphrase=PASSPHRASE)
    with open_vault(vault.folder, PASSPHRASE, clock=clock) as back:
        assert dump(back) == now


def test_after_a_change_of_passphrase_the_present_one_opens_old_backups_and_the_old_one_too(vault, clock, tmp_path):
    from reviewapp.vault.key_changes import change_passphrase
    from tests.conftest import FAST_KDF
    from tests.helpers.backups import copied

    somebody(vault)
    one = made(vault)
    change_passphrase(vault, proof=PASSPHRASE, passphrase="the new sentence", kdf=FAST_KDF)
    vault.close()
    other = copied(vault.folder, tmp_path / "other")
    restored(vault.folder, one.path, clock(), passphrase="the new sentence")
    open_vault(vault.folder, "the new sentence", clock=clock).close()
    restored(other, one.path, clock(), passphrase=PASSPHRASE)
    open_vault(other, PASSPHRASE, clock=clock).close()


def test_another_vault_is_never_replaced(vault, clock, tmp_path):
    from reviewapp.actions.vaults import begin_vault
    from tests.conftest import FAST_KDF

    one = made(vault)
    other, _code = begin_vault(folder=tmp_path / "other", name="O", passphrase="of somebody else", kdf=FAST_KDF, clock=clock)
    other.close()
    assert "holds another vault" in refused(tmp_path / "other", one.path, clock, UsageError).sentence


def test_an_open_vault_is_not_replaced_underneath(vault, clock):
    one = made(vault)
    refused(vault.folder, one.path, clock, VaultLocked)


@pytest.mark.parametrize("state", ["emptied", "cut", "first page", "no database", "no keys", "broken keys", "nothing"])
def test_restoring_over_any_damage_keeps_what_was_there(vault, clock, state):
    person_id = somebody(vault)
    for _number in range(40):
        jot(vault, person_id, text="Read it against the source. " * 40)
    then = dump(vault)
    one = made(vault)
    vault.close()
    database, keys = vault.folder / "vault.db", vault.folder / "vault.keys"
    if state == "emptied":
        database.write_bytes(b"")
    elif state == "cut":
        database.write_bytes(database.read_bytes()[: 4096 * 9])
    elif state == "first page":
        flip(database, 0)
    if state in ("no database", "nothing"):
        database.unlink()
    if state in ("no keys", "nothing"):
        keys.unlink()
    if state == "broken keys":
        keys.write_bytes(b"{}")
    there = {path.name: path.read_bytes() for path in (database, keys) if path.exists()}
    done = restored(vault.folder, one.path, clock(), passphrase=PASSPHRASE)
    stamp = "20261120-100000"
    for name, data in there.items():
        aside = vault.folder / f"{name}.damaged-{stamp}"
        if aside in done.set_aside:
            assert aside.read_bytes() == data
        else:
            assert state in ("no keys", "broken keys") and done.present is not None, "sound, and so in a backup"
    with open_vault(vault.folder, PASSPHRASE, clock=clock) as again:
        assert dump(again) == then


def test_the_log_of_a_damaged_vault_never_meets_the_restored_one(vault, clock, tmp_path):
    """-wal and -shm go aside with their file: replayed over another they would ruin it."""
    import shutil

    person_id = somebody(vault)
    one = made(vault)
    then = dump(vault)
    jot(vault, person_id, text="Only in the log. " * 200)
    shutil.copytree(vault.folder, tmp_path / "left")
    for name in ("vault.db", "vault.db-wal"):
        flip(tmp_path / "left" / name, 0)
    log = (tmp_path / "left" / "vault.db-wal").read_bytes()
    done = restored(tmp_path / "left", one.path, clock(), passphrase=PASSPHRASE)
    assert {path.name.split(".damaged")[0] for path in done.set_aside} >= {"vault.db", "vault.db-wal", "vault.keys"}
    assert next(path for path in done.set_aside if "-wal" in path.name).read_bytes() == log
    with open_vault(tmp_path / "left", PASSPHRASE, clock=clock) as again:
        assert dump(again) == then


def test_the_half_hour_is_half_an_hour():
    assert timedelta(minutes=30) == backup.EVERY
