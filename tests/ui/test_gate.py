"""The gate in the real window: a weak passphrase, and vaults in other folders."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from reviewapp import i18n
from reviewapp.actions.vaults import begin_vault, unlock_vault
from reviewapp.settings import Settings, load_settings
from reviewapp.ui.main_window import MainWindow
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.desk import LONG, cut_controls, made_vault, nameless, visible_text


def gate_of(qtbot, folder):
    window = MainWindow(settings=Settings(lock_minutes=0), folder=folder)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def choosing(monkeypatch, folder) -> None:
    """The system's folder dialog answers with this folder ("" when it is cancelled)."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_rest: str(folder))


def begun(qtbot, form, passphrase: str) -> None:
    for field, text in ((form.name, "Ruth Ansell"), (form.passphrase, passphrase), (form.again, passphrase)):
        field.clear()
        field.setFocus()
        qtbot.keyClicks(field, text)


def test_a_passphrase_too_short_is_refused_beside_the_field_before_anything_is_made(qtbot, themed_app, tmp_path):
    window = gate_of(qtbot, tmp_path / "new")
    form = window.gate.first_run
    begun(qtbot, form, "tiny")
    qtbot.keyClick(form.again, Qt.Key.Key_Return)
    assert "too short" in form.problem.text() and "at least 8 characters" in form.problem.text()
    assert form.problem.isVisible() and form.passphrase.hasFocus() and not (tmp_path / "new").exists()
    window.close()


def test_a_weak_passphrase_is_advised_about_once_the_field_is_left_and_still_taken(qtbot, themed_app, tmp_path):
    window = gate_of(qtbot, tmp_path / "new")
    form = window.gate.first_run
    form.passphrase.setFocus()
    qtbot.keyClicks(form.passphrase, "nine kites")
    assert not form.advice.isVisible(), "nobody is told off in the middle of a word"
    qtbot.keyClick(form.passphrase, Qt.Key.Key_Tab)
    assert form.advice.isVisible() and "short" in form.advice.text() and "Several words" in form.advice.text()
    form.passphrase.setFocus()
    qtbot.keyClicks(form.passphrase, " over the hill")
    assert not form.advice.isVisible()
    begun(qtbot, form, "nine kites")
    assert form.advice.isVisible()
    qtbot.keyClick(form.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.gate.recovery.isVisible(), timeout=LONG)
    window.close()
    unlock_vault(folder=tmp_path / "new", passphrase="nine kites").close()


def test_a_vault_elsewhere_is_opened_from_the_unlock_page(qtbot, themed_app, tmp_path, monkeypatch):
    here = made_vault(tmp_path / "here", lambda _vault: None)
    there, _code = begin_vault(folder=tmp_path / "there", name="Ione", passphrase="another sentence here", kdf=FAST_KDF)
    there.close()
    (tmp_path / "empty").mkdir()
    window = gate_of(qtbot, here)
    form = window.gate.unlock
    choosing(monkeypatch, "")
    qtbot.mouseClick(form.elsewhere, Qt.MouseButton.LeftButton)
    assert window.gate.folder == here and form.isVisible()
    choosing(monkeypatch, tmp_path / "empty")
    qtbot.mouseClick(form.elsewhere, Qt.MouseButton.LeftButton)
    assert "no vault in" in form.problem.text() and window.gate.folder == here and form.isVisible()
    choosing(monkeypatch, tmp_path / "there")
    qtbot.mouseClick(form.elsewhere, Qt.MouseButton.LeftButton)
    assert form.folder_label.text() == str(tmp_path / "there") and form.secret.hasFocus() and not form.problem.isVisible()
    qtbot.keyClicks(form.secret, "another sentence here")
    qtbot.keyClick(form.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.is_unlocked and window.worker.is_idle, timeout=LONG)
    assert load_settings().vault == str(tmp_path / "there"), "the next start opens the same one"
    window.close()


def test_a_new_vault_elsewhere_is_made_from_the_unlock_page(qtbot, themed_app, tmp_path, monkeypatch):
    here = made_vault(tmp_path / "here", lambda _vault: None)
    before = {path.name: path.read_bytes() for path in here.iterdir()}
    (tmp_path / "second").mkdir()
    window = gate_of(qtbot, here)
    form = window.gate.unlock
    choosing(monkeypatch, here)
    qtbot.mouseClick(form.new_elsewhere, Qt.MouseButton.LeftButton)
    assert "already a vault" in form.problem.text() and form.isVisible()
    choosing(monkeypatch, tmp_path / "second")
    qtbot.mouseClick(form.new_elsewhere, Qt.MouseButton.LeftButton)
    first_run = window.gate.first_run
    assert first_run.isVisible() and first_run.folder_label.text() == str(tmp_path / "second")
    qtbot.mouseClick(first_run.back, Qt.MouseButton.LeftButton)
    assert form.isVisible() and form.folder_label.text() == str(here)
    qtbot.mouseClick(form.new_elsewhere, Qt.MouseButton.LeftButton)
    begun(qtbot, first_run, "a second sentence")
    qtbot.keyClick(first_run.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.gate.recovery.isVisible(), timeout=LONG)
    window.close()
    unlock_vault(folder=tmp_path / "second", passphrase="a second sentence").close()
    assert {path.name: path.read_bytes() for path in here.iterdir()} == before


@pytest.mark.parametrize("place", ["vault", "nothing"])
def test_both_forms_are_named_and_an_opened_vault_comes_back_to_its_own_form(qtbot, themed_app, tmp_path, place):
    made_vault(tmp_path / "vault", lambda _vault: None)
    window = gate_of(qtbot, tmp_path / place)
    assert not nameless(window.gate)
    assert ("Create a new vault elsewhere" in visible_text(window.gate)) == (place == "vault")
    assert "Open a vault elsewhere" in visible_text(window.gate) and "Back" not in visible_text(window.gate)
    window.close()


def test_opening_an_older_vault_with_a_short_passphrase_is_never_refused(qtbot, themed_app, tmp_path):
    """The rule is for new passphrases; a vault from before it must open."""
    from reviewapp.keys import slots
    from reviewapp.vault.key_file import read_key_file, write_key_file

    folder = made_vault(tmp_path / "old", lambda _vault: None)
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        short = slots.with_new_passphrase(read_key_file(folder), vault.data_key, "abc", FAST_KDF)
        write_key_file(folder, short)
    window = MainWindow(settings=Settings(lock_minutes=0), folder=folder, passphrase="abc")
    window.show()
    qtbot.waitUntil(lambda: window.is_unlocked and window.worker.is_idle, timeout=LONG)
    window.close()




@pytest.mark.parametrize("language", ["xx-long", "xx-rtl"])
def test_no_button_of_the_gate_is_cut_in_long_words_and_large_type(qtbot, rtl_app, tmp_path, language) -> None:
    right_to_left = language == "xx-rtl"
    rtl_app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
    i18n.use_language(language)
    font = rtl_app.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    rtl_app.setFont(font)
    made_vault(tmp_path / "vault", lambda _vault: None)
    window = gate_of(qtbot, tmp_path / "vault")
    gate = window.gate
    _checked(gate, gate.unlock)
    assert _edge(gate.unlock.elsewhere, right_to_left) == _edge(gate.unlock.new_elsewhere, right_to_left)
    gate._came_from, gate.folder = gate.folder, tmp_path / "nothing"
    gate.begin()
    _checked(gate, gate.first_run)
    gate._code = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23"
    gate.show_code()
    _checked(gate, gate.recovery)
    window.close()


def _checked(gate, form) -> None:
    QApplication.processEvents()
    assert form.isVisible() and cut_controls(gate) == []


def _edge(button, right_to_left: bool) -> int:
    return button.geometry().right() if right_to_left else button.geometry().left()
