"""Backups as the window shows them: Settings, Home, the unlock page; and faults with words on the screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton

from reviewapp.actions.backups import back_up, backups_for, mark_moved
from reviewapp.actions.erasing import erase_person
from reviewapp.actions.journaling import kept_drafts
from reviewapp.actions.queries import notes
from reviewapp.settings import Settings
from reviewapp.ui.dialogs.restore import RestoreDialog
from reviewapp.ui.main_window import MainWindow
from reviewapp.ui.worker import Worker
from reviewapp.vault import backup_state
from tests.helpers.acts import jot, somebody
from tests.helpers.backups import flip
from tests.helpers.desk import (
    LONG,
    PASSPHRASE,
    at_rest,
    dialog_of,
    literal_labels,
    made_vault,
    nameless,
    opened,
    reached_by_tab,
    reopened,
    type_into,
    visible_text,
)

ROOT = Path(__file__).resolve().parents[2]
PERSON = 2  # the writer of the vault is the first
WORDS = "Read the table against the ledger, found a column swapped"


@pytest.fixture
def folder(qtbot, themed_app, tmp_path) -> Path:
    """A closed vault with one note, backed up once, and one note more."""

    def fill(vault) -> None:
        person_id = somebody(vault)
        jot(vault, person_id, text="In the backup.")
        back_up(vault)
        jot(vault, person_id, text="After the backup.")

    return made_vault(tmp_path / "vault", fill)


@pytest.fixture
def window(qtbot, folder):
    made = opened(qtbot, folder)
    kept_still(qtbot, made)
    yield made
    made.close()


def kept_still(qtbot, window) -> None:
    """Wait until no backup is under way either."""
    qtbot.waitUntil(lambda: window.hub.backups is None or window.hub.backups.is_idle, timeout=LONG)
    at_rest(qtbot, window)


def settings(qtbot, window):
    page = window.go("settings")
    kept_still(qtbot, window)
    return page.backups


def locked_window(qtbot, folder: Path) -> MainWindow:
    window = MainWindow(settings=Settings(lock_minutes=0), folder=folder)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def unlock(qtbot, window, passphrase: str = PASSPHRASE) -> None:
    type_into(qtbot, window.gate.unlock.secret, passphrase)
    qtbot.keyClick(window.gate.unlock.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.worker.is_idle and window.gate.isEnabled(), timeout=LONG)


def texts(folder: Path) -> list[str]:
    with reopened(folder) as vault:
        return sorted(item.behaviour for item in notes(vault))


def accept_boxes(monkeypatch, seen: list[str]) -> None:
    """Press the first button of every message box, and remember what it said."""

    def answer(box: QMessageBox) -> int:
        seen.append(f"{box.text()} {box.informativeText()}")
        chosen = next(one for one in box.buttons() if box.buttonRole(one) == QMessageBox.ButtonRole.AcceptRole)
        monkeypatch.setattr(QMessageBox, "clickedButton", lambda _box: chosen)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)


def test_settings_say_when_where_and_why_and_back_up_at_once(qtbot, window, folder) -> None:
    section = settings(qtbot, window)
    text = visible_text(section)
    assert "made by hand" in text and str(folder / "backups") in text and "same disk as the vault" in text
    assert section.list.count() == 1
    qtbot.mouseClick(section.now, Qt.MouseButton.LeftButton)
    kept_still(qtbot, window)
    assert "Made and checked" in section.told.text() and section.list.count() == 2
    assert section.list.currentRow() == 1, "the one that was chosen stays chosen"
    qtbot.mouseClick(section.check, Qt.MouseButton.LeftButton)
    kept_still(qtbot, window)
    assert "It is sound" in section.told.text()
    flip(Path(section._chosen()), 9000)
    qtbot.mouseClick(section.check, Qt.MouseButton.LeftButton)
    kept_still(qtbot, window)
    assert "damaged or incomplete" in section.told.text()


@pytest.fixture
def left_over(folder) -> Path:
    """The vault of `folder` after somebody was erased while one of two backups was broken; that backup."""
    with reopened(folder) as vault:
        broken = back_up(vault).path
        flip(broken, broken.stat().st_size // 2)
        erase_person(vault, person_id=PERSON)
    return broken


def test_a_copy_that_was_not_reached_is_said_and_thrown_away_after_asking(qtbot, left_over, window, monkeypatch) -> None:
    home = window.go("home")
    kept_still(qtbot, window)
    assert "An erasure is not finished" in visible_text(home)
    section = settings(qtbot, window)
    part = section.unreached
    assert part.isVisible() and [part.list.item(row).text() for row in range(part.list.count())] == [left_over.name]
    assert str(left_over) in part.why.text() and "may hold what was erased" in part.why.text()
    assert nameless(part) == [] and literal_labels(part)
    seen, wanted = reached_by_tab(qtbot, section.list, section)
    assert wanted <= seen and {part.list, part.again, part.away} <= wanted
    qtbot.mouseClick(part.again, Qt.MouseButton.LeftButton)
    kept_still(qtbot, window)
    assert part.isVisible() and left_over.exists(), "trying again changes nothing about a broken file"
    said: list[str] = []
    accept_boxes(monkeypatch, said)
    qtbot.mouseClick(part.away, Qt.MouseButton.LeftButton)
    kept_still(qtbot, window)
    assert str(left_over) in said[0] and "cannot be undone" in said[0]
    assert not left_over.exists() and not part.isVisible()
    home = window.go("home")
    kept_still(qtbot, window)
    assert "An erasure is not finished" not in visible_text(home)


def test_everything_of_it_is_named_plain_and_reached_by_tab(qtbot, window) -> None:
    section = settings(qtbot, window)
    assert nameless(section) == [] and literal_labels(section)
    seen, wanted = reached_by_tab(qtbot, section.list, section)
    assert wanted <= seen and section.now in wanted


def test_a_backup_under_way_can_be_stopped(qtbot, window, folder) -> None:
    section = settings(qtbot, window)
    before = backups_for(folder)
    stop_pressed = threading.Event()

    def job(vault, report):
        def report_once_stopped(progress) -> bool:
            assert stop_pressed.wait(LONG / 1000)
            return report(progress)

        return back_up(vault, report=report_once_stopped)

    section._run(job, section._on_made)
    assert section.stop.isVisible() and section.progress.isVisible() and not section.now.isEnabled()
    qtbot.mouseClick(section.stop, Qt.MouseButton.LeftButton)
    stop_pressed.set()
    kept_still(qtbot, window)
    assert "No backup was made" in section.told.text() and backups_for(folder) == before
    assert not section.stop.isVisible() and section.now.isEnabled()


def test_another_folder_and_back(qtbot, window, folder, tmp_path, monkeypatch) -> None:
    section = settings(qtbot, window)
    (tmp_path / "disk").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(tmp_path / "disk"))
    assert not section.beside.isVisible()
    qtbot.mouseClick(section.choose, Qt.MouseButton.LeftButton)
    kept_still(qtbot, window)
    assert str(tmp_path / "disk") in section.place.text() and "same disk" not in section.place.text()
    qtbot.mouseClick(section.now, Qt.MouseButton.LeftButton)
    kept_still(qtbot, window)
    assert len(list((tmp_path / "disk").iterdir())) == 1 and section.list.count() == 2
    qtbot.mouseClick(section.beside, Qt.MouseButton.LeftButton)
    kept_still(qtbot, window)
    assert str(folder / "backups") in section.place.text()


def test_half_an_hour_of_changes_is_backed_up_beside_the_work(qtbot, window, folder) -> None:
    window.hub.backups.look()
    kept_still(qtbot, window)
    assert len(backups_for(folder)) == 1, "the last one is minutes old"
    for path in (folder / "backups").iterdir():
        path.unlink()
    heard: list[object] = []
    window.hub.changed.connect(lambda changes, _who: heard.append(changes.kinds))
    window.hub.backups.look()
    kept_still(qtbot, window)
    assert [one.reason for one in backups_for(folder)] == ["changed"]
    assert frozenset({"backup"}) in heard
    window.hub.backups.look()
    kept_still(qtbot, window)
    assert len(backups_for(folder)) == 1


def test_closing_backs_up_what_changed_and_nothing_otherwise(qtbot, themed_app, folder) -> None:
    window = opened(qtbot, folder)
    kept_still(qtbot, window)
    window.close()
    assert [one.reason for one in backups_for(folder)] == ["closing", "asked"]
    again = opened(qtbot, folder)
    kept_still(qtbot, again)
    again.close()
    assert len(backups_for(folder)) == 2


def test_locking_does_not_wait_for_a_backup(qtbot, window, folder) -> None:
    window.lock()
    at_rest(qtbot, window)
    assert len(backups_for(folder)) == 1


def test_a_closing_backup_that_fails_is_said_at_the_next_start(qtbot, themed_app, folder) -> None:
    backup_state.change(folder, folder=str(folder.parent / "not connected"))
    window = opened(qtbot, folder)
    kept_still(qtbot, window)
    window.close()
    again = opened(qtbot, folder)
    kept_still(qtbot, again)
    text = visible_text(again.pages.currentWidget())
    assert "The last backup" in text and "not connected" in text and "Connect the disk" in text
    [button] = [one for one in again.pages.currentWidget().findChildren(QPushButton) if one.text() == "See backups"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    kept_still(qtbot, again)
    assert again.current_page == "settings"
    assert "Connect the disk" in settings(qtbot, again).trouble.text()
    again.close()


def test_home_is_quiet_while_all_is_well(qtbot, window) -> None:
    assert "backup" not in visible_text(window.pages.currentWidget()).casefold()


def test_restore_from_settings_goes_through_the_gate_and_keeps_this_moment(qtbot, window, folder) -> None:
    section = settings(qtbot, window)
    section.list.setCurrentRow(0)
    qtbot.mouseClick(section.restore, Qt.MouseButton.LeftButton)
    dialog = dialog_of(qtbot, window, RestoreDialog)
    assert not window.is_unlocked, "the vault is closed while it is replaced"
    assert nameless(dialog) == [] and literal_labels(dialog) and not dialog.submit.isEnabled()
    qtbot.keyClicks(dialog.secret, "not this one")
    qtbot.mouseClick(dialog.submit, Qt.MouseButton.LeftButton)
    at_rest(qtbot, window)
    assert "This does not open the backup" in dialog.problem.text() and dialog.isVisible()
    type_into(qtbot, dialog.secret, PASSPHRASE)
    qtbot.keyClick(dialog.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.is_unlocked and window.worker.is_idle, timeout=LONG)
    kept_still(qtbot, window)
    window.close()
    assert texts(folder) == ["In the backup."]
    assert "before_restore" in [one.reason for one in backups_for(folder)]


def test_without_a_backup_nothing_in_the_dialog_is_pulled_apart(qtbot, themed_app, tmp_path) -> None:
    worker = Worker()
    dialog = RestoreDialog(worker, tmp_path / "nothing", None)
    dialog.open()
    qtbot.waitUntil(lambda: worker.is_idle and dialog.none.isVisible(), timeout=LONG)
    QApplication.processEvents()
    for words in (dialog.none, dialog.caption):
        assert words.height() <= words.heightForWidth(words.width()), "the words of a field stand at the field"
    dialog.close()
    worker.stop()


def test_cancelling_a_restore_leaves_the_vault_as_it_was(qtbot, window, folder) -> None:
    window.hub.restore_asked.emit("")
    dialog = dialog_of(qtbot, window, RestoreDialog)
    dialog.reject()
    at_rest(qtbot, window)
    unlock(qtbot, window)
    qtbot.waitUntil(lambda: window.is_unlocked, timeout=LONG)
    kept_still(qtbot, window)
    window.close()
    assert len(texts(folder)) == 2


@pytest.mark.parametrize("damage", ["emptied", "missing", "first page", "key file"])
def test_a_vault_that_does_not_open_offers_its_newest_whole_backup(qtbot, themed_app, folder, damage) -> None:
    database = folder / "vault.db"
    shutil.copyfile(backups_for(folder)[0].path, folder / "backups" / "reviewapp-29990101-000000.vaultbackup")
    flip(folder / "backups" / "reviewapp-29990101-000000.vaultbackup", 9000)  # newest in name, broken inside
    if damage == "emptied":
        database.write_bytes(b"")
    elif damage == "missing":
        database.unlink()
    elif damage == "first page":
        flip(database, 0)
    else:
        (folder / "vault.keys").write_bytes(b"{}")
    window = locked_window(qtbot, folder)
    unlock(qtbot, window)
    form = window.gate.unlock
    qtbot.waitUntil(lambda: form.offered.isVisible(), timeout=LONG)
    assert form.offered.text().startswith("Restore the backup of ") and form.problem.isVisible()
    qtbot.mouseClick(form.offered, Qt.MouseButton.LeftButton)
    dialog = dialog_of(qtbot, window, RestoreDialog)
    assert Path(dialog.backups.currentItem().data(Qt.ItemDataRole.UserRole)).name != "reviewapp-29990101-000000.vaultbackup"
    qtbot.keyClicks(dialog.secret, PASSPHRASE)
    qtbot.mouseClick(dialog.submit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.is_unlocked and window.worker.is_idle, timeout=LONG)
    kept_still(qtbot, window)
    window.close()
    assert texts(folder) == ["In the backup."]


def test_a_wrong_passphrase_offers_no_restore(qtbot, themed_app, folder) -> None:
    window = locked_window(qtbot, folder)
    unlock(qtbot, window, "not this one")
    at_rest(qtbot, window)
    assert "not the right one" in window.gate.unlock.problem.text() and not window.gate.unlock.offered.isVisible()
    window.close()


def test_damage_met_while_open_is_said_once_and_leads_to_the_backups(qtbot, window, folder, monkeypatch) -> None:
    from reviewapp.domain.errors import VaultUnusable

    seen: list[str] = []
    accept_boxes(monkeypatch, seen)
    window.hub.failed.emit(VaultUnusable("The vault file is damaged.", "Restore the newest backup."))
    dialog = dialog_of(qtbot, window, RestoreDialog)
    assert seen == ["The vault file is damaged. Restore the newest backup."] and not window.is_unlocked
    dialog.reject()


def test_moving_to_another_computer(qtbot, window, folder, tmp_path, monkeypatch) -> None:
    """As the manual says it: take a backup along, restore it on a first page there, mark this vault as moved."""
    stick = tmp_path / "stick" / "mine.vaultbackup"
    stick.parent.mkdir()
    section = settings(qtbot, window)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(stick), ""))
    qtbot.mouseClick(section.take, Qt.MouseButton.LeftButton)
    kept_still(qtbot, window)
    assert stick.exists() and str(stick) in section.told.text()
    seen: list[str] = []
    accept_boxes(monkeypatch, seen)
    qtbot.mouseClick(section.moved, Qt.MouseButton.LeftButton)
    kept_still(qtbot, window)
    assert "Mark this vault as moved?" in seen[0] and section.back.isVisible() and not section.now.isEnabled()
    home = window.go("home")
    kept_still(qtbot, window)
    assert "was moved to another computer" in visible_text(home)
    window.close()

    other = locked_window(qtbot, tmp_path / "other computer")
    assert other.gate.first_run.isVisible()
    [restore] = [one for one in other.gate.first_run.findChildren(QPushButton) if one.text().startswith("Restore")]
    qtbot.mouseClick(restore, Qt.MouseButton.LeftButton)
    dialog = dialog_of(qtbot, other, RestoreDialog)
    assert dialog.none.isVisible()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(stick), ""))
    qtbot.mouseClick(dialog.choose, Qt.MouseButton.LeftButton)
    at_rest(qtbot, other)
    qtbot.keyClicks(dialog.secret, PASSPHRASE)
    qtbot.mouseClick(dialog.submit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: other.is_unlocked and other.worker.is_idle, timeout=LONG)
    kept_still(qtbot, other)
    assert "moved" not in visible_text(other.pages.currentWidget())
    other.close()
    assert texts(tmp_path / "other computer") == ["After the backup.", "In the backup."]


def test_a_moved_vault_can_be_read_not_written_and_taken_back(qtbot, themed_app, folder) -> None:
    with reopened(folder) as vault:
        mark_moved(vault, moved=True)
    window = opened(qtbot, folder)
    kept_still(qtbot, window)
    assert "Here it can only be read" in visible_text(window.pages.currentWidget())
    window.capture(PERSON)
    at_rest(qtbot, window)
    panel = window.capture_panel
    qtbot.keyClicks(panel.form.text, WORDS)
    panel.save()
    at_rest(qtbot, window)
    assert panel.isVisible() and panel.form.text.text() == WORDS
    assert "can only be read" in visible_text(panel)
    section = settings(qtbot, window)
    qtbot.mouseClick(section.back, Qt.MouseButton.LeftButton)
    kept_still(qtbot, window)
    panel.save()
    at_rest(qtbot, window)
    window.close()
    assert WORDS in texts(folder)


# A window of its own process: types a note, saves it where there is no room, makes room, saves again.
NO_ROOM = """
import os, resource, signal, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from PySide6.QtCore import QEventLoop
from PySide6.QtTest import QTest
from reviewapp.ui.application import make_application
from reviewapp.settings import Settings
app = make_application("light")
from reviewapp.ui.main_window import MainWindow
from tests.helpers.desk import visible_text
folder, words, fault = Path(sys.argv[2]), sys.argv[4], sys.argv[5]
window = MainWindow(settings=Settings(lock_minutes=0), folder=folder, passphrase=sys.argv[3])
window.show()
def run(until):
    while not until():
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
run(lambda: window.is_unlocked and window.worker.is_idle and window.hub.backups.is_idle)
window.capture(2)
run(lambda: window.worker.is_idle)
panel = window.capture_panel
panel.form.text.setFocus()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
before = resource.getrlimit(resource.RLIMIT_FSIZE)
ballast = folder.parent / "ballast"
if fault == "full disk":
    with open(ballast, "wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)): pass
        except OSError: pass
else:
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
QTest.keyClicks(panel.form.text, words)
panel.save()
run(lambda: window.worker.is_idle)
print("SEEN", visible_text(panel).replace("\\n", " | "))
print("TEXT", panel.form.text.text(), panel.isVisible(), panel.form.text.isEnabled())
ballast.unlink(missing_ok=True)
resource.setrlimit(resource.RLIMIT_FSIZE, before)
panel.save()
run(lambda: window.worker.is_idle)
window.close()
print("CLOSED")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process")
@pytest.mark.parametrize("fault", ["full disk", "no larger file"])
def test_without_room_the_words_stay_on_the_screen_and_saving_works_later(
    qtbot, themed_app, folder, tmp_path, fault
) -> None:
    """A small disk that is really full (where one may be mounted), and a limit on the size of a file."""
    place = folder
    if fault == "full disk":
        place = small_disk(tmp_path, folder)
    try:
        done = subprocess.run(
            [sys.executable, "-c", NO_ROOM, str(ROOT), str(place), PASSPHRASE, WORDS, fault],
            capture_output=True, text=True, timeout=180, env=dict(os.environ, QT_QPA_PLATFORM="offscreen"), check=False,
        )  # fmt: skip
        said = {
            "full disk": "The disk is full, so this was not saved. Free some space and save again.",
            "no larger file": "The disk reported an error, so this was not saved.",
        }[fault]
        assert said in done.stdout, done.stdout + done.stderr
        assert f"TEXT {WORDS} True True" in done.stdout and "CLOSED" in done.stdout, done.stdout + done.stderr
        assert WORDS in texts(place)
    finally:
        if fault == "full disk":
            subprocess.run(["umount", str(place.parent)], check=True)


def small_disk(tmp_path: Path, folder: Path) -> Path:
    """A disk of three megabytes with a copy of the vault on it; skips where nobody may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("only the administrator may mount a small disk")
    shutil.copytree(folder, disk / "vault")
    (disk / "vault").chmod(0o700)
    return disk / "vault"


def test_with_the_file_unlinked_the_words_stay_and_are_saved_once_it_is_back(qtbot, window, folder) -> None:
    window.capture(PERSON)
    at_rest(qtbot, window)
    panel = window.capture_panel
    (folder / "vault.db").rename(folder / "elsewhere.db")
    qtbot.keyClicks(panel.form.text, WORDS)
    panel.save()
    at_rest(qtbot, window)
    assert panel.isVisible() and panel.form.text.text() == WORDS
    assert "was moved or deleted while it was open" in visible_text(panel)
    (folder / "elsewhere.db").rename(folder / "vault.db")
    qtbot.keyClicks(panel.form.text, " again")
    qtbot.waitUntil(lambda: not panel.keeper.is_behind and window.worker.is_idle, timeout=LONG)
    drafts: list[dict] = []
    window.hub.ask(kept_drafts, drafts.append)
    at_rest(qtbot, window)
    assert drafts[0]["capture"][0]["text"] == f"{WORDS} again", "the journal works after"
    panel.save()
    at_rest(qtbot, window)
    window.close()
    assert f"{WORDS} again" in texts(folder)


def test_a_second_window_says_so_and_changes_nothing(qtbot, window, folder) -> None:
    second = locked_window(qtbot, folder)
    unlock(qtbot, second)
    at_rest(qtbot, second)
    assert "open in another ReviewApp window" in second.gate.unlock.problem.text()
    assert not second.gate.unlock.offered.isVisible()
    second.close()
    QApplication.processEvents()
    window.close()
    assert len(texts(folder)) == 2


def test_a_log_that_lost_its_end_is_said_on_home(qtbot, themed_app, folder, tmp_path) -> None:
    with reopened(folder) as vault:
        jot(vault, PERSON, text="Only in the log.")
        shutil.copytree(folder, tmp_path / "killed")
    (tmp_path / "killed" / "vault.db-wal").unlink()
    window = opened(qtbot, tmp_path / "killed")
    kept_still(qtbot, window)
    assert "what was written last may be gone" in visible_text(window.pages.currentWidget())
    window.close()
