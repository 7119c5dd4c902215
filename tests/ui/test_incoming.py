"""A file that reaches the window: looked at, taken in or left, in the real window on a real vault."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from reviewapp.actions.contacts import all_contacts
from reviewapp.actions.vaults import begin_vault, exists, unlock_vault
from reviewapp.domain.packet_file import SUFFIX
from reviewapp.keys.identity import new_identity
from reviewapp.settings import Settings
from reviewapp.ui.dialogs.incoming import DIFFERENT, OTHER, SAME, IncomingDialog
from reviewapp.ui.main_window import MainWindow
from reviewapp.ui.pages.packet import PacketPage
from reviewapp.ui.widgets.check_phrase import CheckPhraseCard
from reviewapp.ui.widgets.invitation_card import InvitationCard
from reviewapp.vault import identities, packets
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.exchange.hostile import make
from tests.helpers.packets import RUTH, TOM, body, packet, request_body


@pytest.fixture
def place(tmp_path) -> Path:
    """Tom's vault, closed; sealed to are his fixed keys."""
    folder = tmp_path / "vault"
    vault, _code = begin_vault(folder=folder, name="Tom Hesketh", passphrase=PASSPHRASE, kdf=FAST_KDF)
    with vault.write() as transaction:
        identities.add_identity(transaction, TOM)
    vault.close()
    return folder


@pytest.fixture
def begun(qtbot, qapp):
    """Begins windows; all are closed at the end."""
    from reviewapp.ui.application import make_application

    make_application("light")
    made: list[MainWindow] = []

    def begin(folder: Path, passphrase: str | None = None) -> MainWindow:
        window = MainWindow(settings=Settings(lock_minutes=0, vault=str(folder)), folder=folder, passphrase=passphrase)
        made.append(window)
        window.show()
        return window

    yield begin
    for one in made:
        one.close()


@pytest.fixture
def window(qtbot, begun, place) -> MainWindow:
    made = begun(place, PASSPHRASE)
    qtbot.waitUntil(lambda: made.is_unlocked and made.worker.is_idle, timeout=20_000)
    return made


def file_of(folder: Path, data: bytes, name: str = "from Ruth") -> Path:
    path = folder / f"{name}{SUFFIX}"
    path.write_bytes(data)
    return path


def sealed(kind: str = "card", sender=RUTH, **more) -> bytes:
    return packet(sender, "Ruth Ansell", body(kind), (TOM,), **more)


def dialog_of(qtbot, window: MainWindow) -> IncomingDialog:
    """The dialog once it is there."""
    def shown() -> list[IncomingDialog]:
        return [one for one in window.findChildren(IncomingDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()) and window.worker.is_idle, timeout=20_000)
    return shown()[0]


def text_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def contacts_of(qtbot, window: MainWindow) -> dict[str, str]:
    found: list[dict[str, str]] = []
    window.hub.ask(lambda vault: {one.fingerprint: one.state for one in all_contacts(vault, with_retired=True)}, found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=10_000)
    return found[0]


def test_a_file_is_described_before_anything_is_written_and_then_taken_in(qtbot, window, tmp_path) -> None:
    window.incoming.take(file_of(tmp_path, sealed()))
    dialog = dialog_of(qtbot, window)
    said = text_of(dialog)
    assert "Ruth Ansell gives you their card" in said and f"from Ruth{SUFFIX}" in said
    assert "never seen before" in said and "phone Ruth Ansell on a number you know" in said
    assert len(dialog.findChildren(CheckPhraseCard)) == 1
    assert contacts_of(qtbot, window) == {}
    qtbot.mouseClick(dialog.submit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.current_page == "packet" and window.worker.is_idle, timeout=20_000)
    assert contacts_of(qtbot, window) == {RUTH.card("").fingerprint: "unverified"}
    page = window.pages.currentWidget()
    assert isinstance(page, PacketPage)
    qtbot.waitUntil(lambda: "Taken in on" in text_of(page), timeout=10_000)


def test_words_that_were_compared_are_recorded_and_words_that_differ_stop_it(qtbot, window, tmp_path) -> None:
    window.incoming.take(file_of(tmp_path, sealed()))
    dialog = dialog_of(qtbot, window)
    dialog.compared.setCurrentIndex(dialog.compared.findData(DIFFERENT))
    assert not dialog.submit.isEnabled() and "not from the person you know" in text_of(dialog)
    dialog.compared.setCurrentIndex(dialog.compared.findData(SAME))
    assert dialog.submit.isEnabled() and "not from the person" not in text_of(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.current_page == "packet" and window.worker.is_idle, timeout=20_000)
    assert set(contacts_of(qtbot, window).values()) == {"verified"}


def test_left_alone_it_leaves_no_trace_and_the_next_file_follows(qtbot, window, tmp_path) -> None:
    window.incoming.take(file_of(tmp_path, sealed(), "one"))
    window.incoming.take(file_of(tmp_path, sealed(id="d" * 32), "two"))
    dialog = dialog_of(qtbot, window)
    assert "one.rvpacket" in text_of(dialog)
    qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "two.rvpacket" in text_of(dialog_of(qtbot, window)), timeout=20_000)
    dialog_of(qtbot, window).reject()
    assert contacts_of(qtbot, window) == {} and window.current_page == "home"


def test_the_same_file_again_says_when_and_leads_there(qtbot, window, tmp_path) -> None:
    path = file_of(tmp_path, sealed())
    window.incoming.take(path)
    dialog_of(qtbot, window).submit.click()
    qtbot.waitUntil(lambda: window.current_page == "packet" and window.worker.is_idle, timeout=20_000)
    window.go("home")
    window.incoming.take(path)
    dialog = dialog_of(qtbot, window)
    assert "Already imported on" in text_of(dialog) and dialog.submit.text() == "Show it"
    dialog.submit.click()
    qtbot.waitUntil(lambda: window.current_page == "packet", timeout=10_000)


@pytest.mark.parametrize(("found", "states"), [(SAME, ["retired", "verified"]), (OTHER, ["unverified", "unverified"])])
def test_a_new_key_shows_both_phrases_and_waits_for_a_decision(qtbot, window, tmp_path, found, states) -> None:
    window.incoming.take(file_of(tmp_path, sealed(), "known"))
    dialog_of(qtbot, window).submit.click()
    qtbot.waitUntil(lambda: window.current_page == "packet" and window.worker.is_idle, timeout=20_000)
    window.incoming.take(file_of(tmp_path, sealed(sender=new_identity(), id="d" * 32), "new key"))
    dialog = dialog_of(qtbot, window)
    said = text_of(dialog)
    assert "Ruth Ansell uses a new key." in said and "Phone Ruth Ansell and compare the words." in said
    assert len(dialog.findChildren(CheckPhraseCard)) == 2 and not dialog.submit.isEnabled()
    dialog.compared.setCurrentIndex(dialog.compared.findData(DIFFERENT))
    assert not dialog.submit.isEnabled()
    dialog.compared.setCurrentIndex(dialog.compared.findData(found))
    dialog.submit.click()
    qtbot.waitUntil(lambda: not dialog_is_open(window) and window.worker.is_idle, timeout=20_000)
    assert sorted(contacts_of(qtbot, window).values()) == states


def dialog_is_open(window: MainWindow) -> bool:
    return any(one.isVisible() for one in window.findChildren(IncomingDialog))


def test_every_hostile_file_is_answered_in_the_window_with_its_sentence(qtbot, window, tmp_path) -> None:
    seen = set()
    for folder, cases in make.FOLDERS.items():
        for case in cases:
            if case.error is None:
                continue
            window.incoming.take(file_of(tmp_path, case.make(), f"{folder} {case.name}"))
            dialog = dialog_of(qtbot, window)
            sentence, next_step = make.SENTENCES[case.error]
            said = text_of(dialog)
            assert sentence in said and next_step in said and "Nothing of this file was written" in said, case.name
            assert not dialog.submit.isVisible() and dialog.cancel.text() == "Close"
            dialog.reject()
            seen.add(case.error)
    assert seen == set(make.SENTENCES)
    assert contacts_of(qtbot, window) == {}


def test_a_file_that_is_gone_is_said(qtbot, window, tmp_path) -> None:
    window.incoming.take(tmp_path / "gone.rvpacket")
    assert "There is no file" in text_of(dialog_of(qtbot, window))


def drop(widget: QWidget, *paths: Path) -> bool:
    """Files dragged over a widget and let go, as the window system says it: to the window of the screen, at a place."""
    screen_window = widget.window().windowHandle()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    at = widget.mapTo(widget.window(), QPoint(20, 20))
    enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(screen_window, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(screen_window, event)
    return event.isAccepted()


def test_a_file_dropped_anywhere_is_taken_also_over_a_text_field(qtbot, window, tmp_path) -> None:
    path = file_of(tmp_path, sealed())
    assert drop(window, path)
    dialog_of(qtbot, window).reject()
    window.capture()
    qtbot.waitUntil(lambda: window.capture_panel.isVisible() and window.worker.is_idle, timeout=10_000)
    field = window.capture_panel.form.text
    assert drop(field.viewport(), path)
    dialog_of(qtbot, window).reject()
    assert field.toPlainText() == ""


def test_what_is_no_packet_is_not_taken_from_a_drag(qtbot, window, tmp_path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("x")
    assert not drop(window, other) and not dialog_is_open(window) and window.incoming.waiting == ()


def test_while_locked_a_file_waits_and_opens_after_unlocking(qtbot, begun, place, tmp_path) -> None:
    window = begun(place)
    window.incoming.take(file_of(tmp_path, sealed()))
    form = window.gate.unlock
    assert f"from Ruth{SUFFIX} is opened after unlocking." in text_of(form) and not dialog_is_open(window)
    qtbot.keyClicks(form.secret, PASSPHRASE)
    qtbot.keyClick(form.secret, Qt.Key.Key_Return)
    assert "Ruth Ansell" in text_of(dialog_of(qtbot, window))


def test_locking_takes_the_dialog_away_and_unlocking_brings_it_back(qtbot, window, tmp_path) -> None:
    window.incoming.take(file_of(tmp_path, sealed()))
    dialog_of(qtbot, window)
    window.lock()
    qtbot.waitUntil(lambda: window.worker.is_idle, timeout=20_000)
    assert not dialog_is_open(window) and len(window.incoming.waiting) == 1
    qtbot.keyClicks(window.gate.unlock.secret, PASSPHRASE)
    qtbot.keyClick(window.gate.unlock.secret, Qt.Key.Key_Return)
    assert "Ruth Ansell" in text_of(dialog_of(qtbot, window))


def test_locked_while_it_is_read_nothing_of_it_is_shown(qtbot, window, tmp_path) -> None:
    window.incoming.take(file_of(tmp_path, sealed()))
    window.lock()  # before the answer of the worker was delivered
    qtbot.waitUntil(lambda: window.worker.is_idle, timeout=20_000)
    assert not dialog_is_open(window) and len(window.incoming.waiting) == 1


def test_somebody_without_a_vault_is_told_who_asks_and_asked_for_a_name_and_a_passphrase(qtbot, begun, tmp_path) -> None:
    folder = tmp_path / "new"
    window = begun(folder)
    window.incoming.take(file_of(tmp_path, packet(RUTH, "Ruth Ansell", request_body())))
    form = window.gate.first_run
    qtbot.waitUntil(lambda: any(one.isVisible() for one in form.findChildren(InvitationCard)), timeout=10_000)
    assert "Ruth Ansell asks for your self-assessment" in text_of(form) and not form.sample.isVisible()
    assert form.name.text() == "Tom Hesketh" and form.focusWidget() is form.passphrase and not exists(folder)
    qtbot.keyClicks(form.passphrase, "one two three")
    qtbot.keyClicks(form.again, "one two three")
    qtbot.keyClick(form.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.gate.recovery.isVisible(), timeout=30_000)
    assert not dialog_is_open(window)
    window.gate.recovery.kept.click()
    dialog = dialog_of(qtbot, window)
    assert "Ruth Ansell asks for your self-assessment" in text_of(dialog)
    dialog.submit.click()
    qtbot.waitUntil(lambda: window.current_page == "answer" and window.worker.is_idle, timeout=20_000)
    qtbot.waitUntil(lambda: "Ruth Ansell" in text_of(window.pages.currentWidget()), timeout=10_000)
    window.close()
    with unlock_vault(folder=folder, passphrase="one two three") as vault:
        assert packets.packet_by_uid(vault.connection, "a" * 32).kind == "request"


def test_a_sealed_file_without_a_vault_says_so_and_still_waits(qtbot, begun, tmp_path) -> None:
    window = begun(tmp_path / "new")
    window.incoming.take(file_of(tmp_path, sealed()))
    form = window.gate.first_run
    qtbot.waitUntil(lambda: "sealed for another person" in text_of(form), timeout=10_000)
    assert form.sample.isVisible() and form.findChild(InvitationCard) is None and len(window.incoming.waiting) == 1


def test_home_and_a_key_ask_which_file(qtbot, window, tmp_path, monkeypatch) -> None:
    path = file_of(tmp_path, sealed())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(path), ""))
    home = window.go("home")
    qtbot.waitUntil(lambda: window.worker.is_idle, timeout=10_000)
    opening = next(one for one in home.findChildren(QWidget) if one.accessibleName() == "Open a file …")
    opening.click()
    dialog_of(qtbot, window).reject()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=10_000)
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialog_of(qtbot, window).reject()
