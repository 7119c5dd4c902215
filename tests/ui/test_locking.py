"""Locking: nothing of the vault stays in the window, nothing typed is lost, and one comes back to the same place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QListView, QPlainTextEdit, QWidget

from reviewapp.actions.journaling import kept_drafts
from reviewapp.actions.queries import find, notes
from reviewapp.domain.errors import EnvironmentFault
from reviewapp.settings import Settings
from reviewapp.ui import messages
from reviewapp.ui.dialogs.focus import FocusDialog
from reviewapp.ui.dialogs.person import PersonDialog
from reviewapp.ui.dialogs.search import SearchDialog
from reviewapp.ui.idle import IdleWatch
from reviewapp.ui.main_window import MainWindow
from tests.helpers.acts import draft, jot, somebody, whole
from tests.helpers.desk import LONG, PASSPHRASE, at_rest, dialog_of, made_vault, opened, reopened, type_into

NAME = "Tom Hesketh"
SECRET = "Xylophonquartett"


@pytest.fixture
def desk(qtbot, themed_app, tmp_path):
    """A window on a vault with a person, a jot and a review, and their ids."""
    ids: dict[str, int] = {}

    def fill(vault) -> None:
        ids["person"] = somebody(vault)
        ids["jot"] = jot(vault, ids["person"], text=f"{SECRET} checked the table against the source.")
        ids["whole"] = whole(vault, ids["person"])
        ids["review"] = draft(vault, ids["person"])

    window = opened(qtbot, made_vault(tmp_path / "vault", fill))
    yield window, ids
    window.close()


def everything_written(wanted: Callable[[QWidget], bool] = lambda _widget: True) -> str:
    """Every text in every widget of the process, shown or not, with names and tips for screen readers."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    pieces: list[str] = []
    for one in filter(wanted, QApplication.allWidgets()):
        pieces += [one.accessibleName(), one.accessibleDescription(), one.toolTip(), one.windowTitle(), one.objectName()]
        if isinstance(one, QLabel | QLineEdit) or callable(getattr(one, "text", None)):
            pieces.append(str(one.text()))
        if isinstance(one, QPlainTextEdit):
            pieces.append(one.toPlainText())
        if isinstance(one, QComboBox):
            pieces += [one.itemText(at) for at in range(one.count())]
        if isinstance(one, QListView) and one.model() is not None:
            pieces += [str(one.model().index(row, 0).data()) for row in range(one.model().rowCount())]
    return "\n".join(pieces)


def unlocked_again(qtbot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.gate.unlock.isVisible() and window.worker.is_idle, timeout=LONG)
    type_into(qtbot, window.gate.unlock.secret, PASSPHRASE)
    qtbot.keyClick(window.gate.unlock.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.is_unlocked and window.worker.is_idle, timeout=LONG)
    at_rest(qtbot, window)


def test_nothing_of_the_vault_stays_in_the_window(qtbot, desk) -> None:
    window, ids = desk
    QGuiApplication.clipboard().setText(f"{NAME} on the clipboard")
    for name, argument in (
        ("home", None), ("people", ids["person"]), ("observation", ids["jot"]), ("review", ids["review"]), ("settings", None),
    ):  # fmt: skip
        window.go(name, argument)
        at_rest(qtbot, window)
    search = SearchDialog(window.hub, window)
    search.show()
    qtbot.keyClicks(search.field, SECRET)
    qtbot.waitUntil(lambda: SECRET in everything_written())
    window.capture(ids["person"])
    at_rest(qtbot, window)
    qtbot.keyClicks(window.capture_panel.form.text, f"{SECRET} again")
    window.hub.said.emit(f"{NAME} was told", False)
    assert NAME in everything_written() and SECRET in everything_written()
    assert PASSPHRASE not in everything_written(), "a hidden field of the gate still holds the passphrase"
    window.lock()
    at_rest(qtbot, window)
    left = everything_written()
    assert NAME not in left and SECRET not in left and "Hesketh" not in left
    assert window.worker._vault is None and window.hub.searcher is None
    assert not (window.folder / "vault.db-wal").exists()
    assert QGuiApplication.clipboard().text() == f"{NAME} on the clipboard", "the clipboard is the user's"


@pytest.mark.parametrize("where", ["capture", "observation", "review", "people"])
def test_one_comes_back_to_the_same_page_text_and_cursor(qtbot, desk, where) -> None:
    window, ids = desk
    window.go("people" if where == "capture" else where, ids[{"observation": "jot", "capture": "person", "people": "person"}.get(where, where)])
    at_rest(qtbot, window)
    page = window.pages.currentWidget()
    find = {
        "capture": lambda: window.capture_panel.form.text,
        "observation": lambda: window.pages.currentWidget().form.fields["consequence"].edit,
        "review": lambda: window.pages.currentWidget().sections.writer._fields["summary"].edit,
        "people": lambda: page.search,
    }[where]
    if where == "capture":
        window.capture(ids["person"])
        at_rest(qtbot, window)
    field = find()
    field.setFocus()
    if where != "people":
        qtbot.keyClicks(field, "Rang the practice first.")
        for _step in range(6):
            qtbot.keyClick(field, Qt.Key.Key_Left)
        cursor = field.textCursor().position()
    qtbot.keyClick(field, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not window.is_unlocked
    unlocked_again(qtbot, window)
    assert window.current_page == ("people" if where == "capture" else where)
    shown = window.pages.currentWidget()
    if where == "people":
        assert shown.person_id == ids["person"]
        qtbot.waitUntil(lambda: QApplication.focusWidget() is shown.search)
        return
    again = find()
    assert again.toPlainText() == "Rang the practice first."
    qtbot.waitUntil(again.hasFocus)
    assert again.textCursor().position() == cursor


def test_an_open_form_comes_back_with_what_was_typed_and_asks_nothing(qtbot, desk, monkeypatch) -> None:
    window, ids = desk
    monkeypatch.setattr(messages, "confirm", lambda *_words: pytest.fail("nobody is there to be asked"))
    page = window.go("people", ids["person"])
    at_rest(qtbot, window)
    FocusDialog(window.hub, ids["person"], page).open()
    dialog = dialog_of(qtbot, window, FocusDialog)
    dialog.boxes["J3"].click()
    qtbot.keyClicks(dialog.skills, "Reading the tables unaided")
    window.lock()
    at_rest(qtbot, window)
    assert "Reading the tables" not in everything_written()
    unlocked_again(qtbot, window)
    dialog = dialog_of(qtbot, window, FocusDialog)
    assert dialog.skills.text() == "Reading the tables unaided" and "J3" in dialog.chosen()
    assert "when the program stopped" not in dialog.banner.sentence.text()
    dialog.reject()


def test_a_wrong_passphrase_brings_nothing_back(qtbot, desk) -> None:
    window, _ids = desk
    window.lock()
    at_rest(qtbot, window)
    type_into(qtbot, window.gate.unlock.secret, "wrong")
    qtbot.keyClick(window.gate.unlock.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.gate.unlock.problem.isVisible() and window.worker.is_idle, timeout=LONG)
    assert not window.is_unlocked
    unlocked_again(qtbot, window)
    assert window.current_page == "home"


def test_it_stays_open_and_says_so_when_words_cannot_be_kept(qtbot, desk, monkeypatch) -> None:
    """The disk is full: better an open window than a lost sentence."""
    window, ids = desk
    window.capture(ids["person"])
    at_rest(qtbot, window)
    qtbot.keyClicks(window.capture_panel.form.text, SECRET)
    limit = window.worker._vault.connection.execute("PRAGMA page_count").fetchone()[0]
    window.worker._vault.connection.execute(f"PRAGMA max_page_count = {limit}")
    window.capture_panel.form.text.insertPlainText("x" * 400_000)
    said: list[BaseException] = []
    monkeypatch.setattr("reviewapp.ui.main_window.show_failure", lambda _window, error: said.append(error))
    assert window.lock() is False
    assert window.is_unlocked and window.capture_panel.isVisible() and window.capture_panel.form.text.text().startswith(SECRET)
    assert isinstance(said[0], EnvironmentFault) and "disk is full" in said[0].sentence
    monkeypatch.setattr("reviewapp.ui.main_window.confirm", lambda *_words: False)
    assert window.close() is False and window.is_unlocked
    window.worker._vault.connection.execute("PRAGMA max_page_count = 1073741823")
    assert window.lock() is True
    at_rest(qtbot, window)
    with reopened(window.folder) as vault:
        assert kept_drafts(vault)["capture"][0]["text"].startswith(SECRET)


def test_words_a_rule_refuses_are_journaled_before_the_lock(qtbot, desk) -> None:
    """An empty behaviour cannot be saved; what else was typed must not go with it."""
    window, ids = desk
    page = window.go("observation", ids["jot"])
    at_rest(qtbot, window)
    page.form.fields["consequence"].edit.setFocus()
    qtbot.keyClicks(page.form.fields["consequence"].edit, "The second page was right.")
    window.lock()
    at_rest(qtbot, window)
    with reopened(window.folder) as vault:
        found = next(item for item in notes(vault) if item.id == ids["jot"])
        kept = kept_drafts(vault).get(f"observation/{ids['jot']}", ({"texts": {}}, ""))[0]["texts"]
        assert "The second page was right." in (found.texts.get("consequence"), kept.get("consequence"))


@pytest.mark.harm("lost-laptop")
def test_the_vault_locks_itself_after_idle_minutes(qtbot, desk) -> None:
    window, _ids = desk
    moment = [0.0]
    window.idle = IdleWatch(window, lambda: moment[0])
    window.idle.ran_out.connect(window.lock)
    window.change_settings(Settings(vault=window.settings.vault, lock_minutes=5))
    assert window.idle.is_watching
    moment[0] = 4 * 60
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    moment[0] = 8 * 60
    window.idle.look()
    assert window.is_unlocked, "a key begins the five minutes anew"
    moment[0] = 9 * 60
    window.idle.look()
    assert not window.is_unlocked and not window.idle.is_watching


def test_a_key_pressed_after_a_long_sleep_locks_and_is_typed_nowhere(qtbot, desk) -> None:
    window, ids = desk
    moment = [0.0]
    window.idle = IdleWatch(window, lambda: moment[0])
    window.idle.ran_out.connect(window.lock)
    window.change_settings(Settings(vault=window.settings.vault, lock_minutes=15))
    window.capture(ids["person"])
    at_rest(qtbot, window)
    field = window.capture_panel.form.text
    field.setFocus()
    moment[0] = 8 * 3600
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_X)
    assert not window.is_unlocked
    at_rest(qtbot, window)
    with reopened(window.folder) as vault:
        assert "capture" not in kept_drafts(vault)


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_a_dialog_and_a_list_over_the_window_are_heard_as_well(qtbot, desk) -> None:
    window, ids = desk
    moment = [0.0]
    window.idle = IdleWatch(window, lambda: moment[0])
    window.idle.ran_out.connect(window.lock)
    window.change_settings(Settings(vault=window.settings.vault, lock_minutes=5))
    page = window.go("people", ids["person"])
    at_rest(qtbot, window)
    PersonDialog(window.hub, None, page).open()
    dialog = dialog_of(qtbot, window, PersonDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    moment[0] = 4 * 60
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_A)
    assert dialog.name.text() == "a"
    moment[0] = 8 * 60
    window.idle.look()
    assert window.is_unlocked, "a key in a dialog begins the five minutes anew"
    choice = QComboBox(dialog)
    choice.addItems(["one", "two"])
    chosen: list[int] = []
    choice.activated.connect(chosen.append)
    choice.show()
    choice.showPopup()
    popup = choice.view().window()
    qtbot.waitUntil(popup.isVisible)
    window.idle.look()
    moment[0] = 8 * 3600
    QTest.mouseClick(popup.windowHandle(), Qt.MouseButton.LeftButton)
    assert not window.is_unlocked and chosen == [], "too late for the list: nothing is chosen"


def test_never_means_never(qtbot, desk) -> None:
    window, _ids = desk
    window.change_settings(Settings(vault=window.settings.vault, lock_minutes=0))
    assert not window.idle.is_watching
    assert Settings().lock_minutes == 15


def test_a_person_form_left_open_is_locked_away_and_comes_back(qtbot, desk) -> None:
    window, ids = desk
    page = window.go("people", ids["person"])
    at_rest(qtbot, window)
    PersonDialog(window.hub, None, page).open()
    dialog = dialog_of(qtbot, window, PersonDialog)
    qtbot.keyClicks(dialog.name, "Amara Okafor")
    qtbot.keyClicks(dialog.away_from.edit, "some time in ma")
    window.hub.lock_asked.emit("")
    at_rest(qtbot, window)
    unlocked_again(qtbot, window)
    dialog = dialog_of(qtbot, window, PersonDialog)
    assert dialog.name.text() == "Amara Okafor" and dialog.away_from.edit.text() == "some time in ma"
    dialog.reject()


def test_a_search_thread_quicker_than_the_lock_does_not_stop_it(qtbot, desk) -> None:
    """The thread was told to end, ended, and the lock then failed on its closed connection: the vault stayed open."""

    class Quick:
        """The searcher's queue, and a thread that is done before whoever told it so goes on."""

        def __init__(self, searcher) -> None:
            self.queue, self.thread = searcher._wanted, searcher._thread

        def put(self, item) -> None:
            self.queue.put(item)
            if item is None:
                self.thread.join()

        def __getattr__(self, name):
            return getattr(self.queue, name)

    window, _ids = desk
    window.hub.searcher.ask(lambda connection: find(connection, query="page"))
    window.hub.searcher._wanted = Quick(window.hub.searcher)
    assert window.lock() is True and not window.is_unlocked
