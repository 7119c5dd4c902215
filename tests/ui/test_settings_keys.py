"""Settings → Passphrase and lock, through the real window on a real vault."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from reviewapp.actions.keys import key_state, keyring_opens
from reviewapp.actions.vaults import unlock_vault
from reviewapp.domain.errors import VaultLocked
from reviewapp.settings import Settings, load_settings
from reviewapp.ui.dialogs.keys import ChangePassphraseDialog, KeyringDialog, LeakedDialog, RecoverySheetDialog
from reviewapp.ui.main_window import MainWindow
from tests.helpers.acts import jot, somebody
from tests.helpers.desk import (
    LONG,
    PASSPHRASE,
    at_rest,
    dialog_of,
    literal_labels,
    made_vault,
    nameless,
    opened,
    type_into,
)
from tests.keys.test_keyring_store import DeskKeyring, keyring

NEW = "quite another sentence"


@pytest.fixture
def desk(qtbot, themed_app, tmp_path):
    window = opened(qtbot, made_vault(tmp_path / "vault", lambda vault: jot(vault, somebody(vault))))
    page = window.go("settings")
    at_rest(qtbot, window)
    yield window, page.keys
    window.close()


def opens(folder, **secret) -> bool:
    try:
        unlock_vault(folder=folder, **secret).close()
    except VaultLocked:
        return False
    return True


def pressed(qtbot, window, button, kind):
    button.click()
    dialog = dialog_of(qtbot, window, kind)
    assert nameless(dialog) == [] and literal_labels(dialog)
    return dialog


def send(qtbot, window, dialog) -> None:
    dialog.submit.click()
    at_rest(qtbot, window)


def test_the_passphrase_is_changed_by_who_knows_the_present_one(qtbot, desk) -> None:
    window, card = desk
    dialog = pressed(qtbot, window, card.change, ChangePassphraseDialog)
    type_into(qtbot, dialog.present, "not it at all")
    type_into(qtbot, dialog.new.first, "short")
    send(qtbot, window, dialog)
    assert "too short" in dialog.problem.text()
    type_into(qtbot, dialog.new.first, "password1")
    dialog.new.again.setFocus()
    assert "guessed first" in dialog.new.advice.text()
    type_into(qtbot, dialog.new.first, NEW)
    type_into(qtbot, dialog.new.again, NEW + "x")
    send(qtbot, window, dialog)
    assert "differ" in dialog.problem.text()
    type_into(qtbot, dialog.new.again, NEW)
    send(qtbot, window, dialog)
    assert "neither the passphrase nor" in dialog.problem.text() and dialog.present.isEnabled()
    type_into(qtbot, dialog.present, PASSPHRASE)
    send(qtbot, window, dialog)
    assert "Changed" in window.toast.sentence.text()
    assert not any(NEW in line.text() for line in window.findChildren(QLineEdit))
    window.close()
    assert opens(window.folder, passphrase=NEW) and not opens(window.folder, passphrase=PASSPHRASE)


def test_a_new_recovery_code_has_to_be_kept_and_leaving_changes_nothing(qtbot, desk, tmp_path, monkeypatch) -> None:
    window, card = desk
    before = (window.folder / "vault.keys").read_bytes()
    dialog = pressed(qtbot, window, card.sheet, RecoverySheetDialog)
    type_into(qtbot, dialog.present, PASSPHRASE)
    send(qtbot, window, dialog)
    left = dialog.code
    assert left and dialog.step.code.text() == left and not dialog.submit.isEnabled()
    dialog.reject()
    at_rest(qtbot, window)
    assert (window.folder / "vault.keys").read_bytes() == before

    dialog = pressed(qtbot, window, card.sheet, RecoverySheetDialog)
    type_into(qtbot, dialog.present, PASSPHRASE)
    send(qtbot, window, dialog)
    code = dialog.code
    assert code != left
    type_into(qtbot, dialog.step.typed_back, "WRNG")
    assert not dialog.submit.isEnabled()
    type_into(qtbot, dialog.step.typed_back, code.split("-")[dialog.step._asked].lower())
    assert dialog.submit.isEnabled()
    dialog.step.typed_back.clear()
    sheet = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(sheet), ""))
    dialog.step.save.click()
    assert sheet.read_bytes().startswith(b"%PDF") and dialog.submit.isEnabled()
    send(qtbot, window, dialog)
    window.close()
    assert opens(window.folder, recovery_code=code) and not opens(window.folder, recovery_code=left)
    assert opens(window.folder, passphrase=PASSPHRASE)


def test_a_known_passphrase_is_answered_with_everything_new_and_a_lock(qtbot, desk) -> None:
    window, card = desk
    dialog = pressed(qtbot, window, card.leaked, LeakedDialog)
    said = "\n".join(label.text() for label in dialog.findChildren(QWidget) if hasattr(label, "text"))
    assert "old copies of the vault and backups" in said and "still open with the old passphrase" in said
    type_into(qtbot, dialog.present, PASSPHRASE)
    type_into(qtbot, dialog.new.first, NEW)
    type_into(qtbot, dialog.new.again, NEW)
    send(qtbot, window, dialog)
    code = dialog.code
    type_into(qtbot, dialog.step.typed_back, code.split("-")[dialog.step._asked])
    dialog.submit.click()
    assert not dialog.cancel.isEnabled()
    dialog.reject()
    assert dialog.isVisible(), "it cannot be left half-way"
    qtbot.waitUntil(lambda: not window.is_unlocked and window.gate.unlock.isVisible(), timeout=LONG)
    at_rest(qtbot, window)
    assert "new key" in window.gate.unlock.problem.text()
    assert not key_state(window.folder).is_changing
    type_into(qtbot, window.gate.unlock.secret, NEW)
    window.gate.unlock.submit.click()
    qtbot.waitUntil(lambda: window.is_unlocked and window.worker.is_idle, timeout=LONG)
    window.close()
    assert opens(window.folder, recovery_code=code) and not opens(window.folder, passphrase=PASSPHRASE)


def test_the_keyring_opens_at_the_start_but_not_after_a_lock(qtbot, desk) -> None:
    window, card = desk
    before = keyring.get_keyring()
    keyring.set_keyring(DeskKeyring())
    try:
        dialog = pressed(qtbot, window, card.keyring, KeyringDialog)
        type_into(qtbot, dialog.present, PASSPHRASE)
        send(qtbot, window, dialog)
        assert card.keyring.text() == "Stop using the keyring" and keyring_opens(window.folder)
        window.lock()
        at_rest(qtbot, window)
        assert not window.is_unlocked and window.gate.unlock.isVisible()
        window.close()
        again = MainWindow(settings=Settings(lock_minutes=0), folder=window.folder)
        again.show()
        qtbot.waitUntil(lambda: again.is_unlocked and again.worker.is_idle, timeout=LONG)
        card = again.go("settings").keys
        at_rest(qtbot, again)
        card.keyring.click()
        at_rest(qtbot, again)
        assert not keyring_opens(window.folder)
        again.close()
    finally:
        keyring.set_keyring(before)


def test_a_keyring_that_lost_its_secret_leaves_the_passphrase(qtbot, desk) -> None:
    window, card = desk
    before, backend = keyring.get_keyring(), DeskKeyring()
    keyring.set_keyring(backend)
    try:
        dialog = pressed(qtbot, window, card.keyring, KeyringDialog)
        type_into(qtbot, dialog.present, PASSPHRASE)
        send(qtbot, window, dialog)
        window.close()
        backend.kept.clear()
        again = MainWindow(settings=Settings(lock_minutes=0), folder=window.folder)
        again.show()
        qtbot.waitUntil(lambda: again.gate.unlock.problem.isVisible() and again.worker.is_idle, timeout=LONG)
        assert "keyring" in again.gate.unlock.problem.text() and again.gate.unlock.secret.isEnabled()
        again.close()
    finally:
        keyring.set_keyring(before)


def test_minutes_are_chosen_from_five_to_never(desk) -> None:
    window, card = desk
    assert [card.lock.itemText(at) for at in range(5)] == [
        "After 5 minutes", "After 15 minutes", "After 30 minutes", "After 60 minutes", "Never",
    ]  # fmt: skip
    card.lock.setCurrentIndex(2)
    card.lock.activated.emit(2)
    assert window.settings.lock_minutes == 30 and load_settings().lock_minutes == 30 and window.idle.is_watching


@pytest.mark.harm("lost-laptop")
def test_a_synced_folder_is_warned_of_at_first_run_and_in_settings(qtbot, themed_app, tmp_path) -> None:
    (tmp_path / "Dropbox").mkdir()
    first = MainWindow(settings=Settings(lock_minutes=0), folder=tmp_path / "Dropbox" / "new")
    first.show()
    assert first.gate.first_run.place.isVisible() and "Dropbox" in first.gate.first_run.place.text()
    first.close()
    window = opened(qtbot, made_vault(tmp_path / "Dropbox" / "vault", somebody))
    card = window.go("settings").keys
    at_rest(qtbot, window)
    assert card.place.isVisible() and "Dropbox" in card.place.text()
    window.close()
