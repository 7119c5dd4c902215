"""The real window on a real vault: first run, unlock, pages, search, lock, settings, import."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from reviewapp.actions.frameworks import import_framework
from reviewapp.actions.people import add_person, give_notice
from reviewapp.actions.queries import notes
from reviewapp.actions.sample import load_sample_team
from reviewapp.actions.vaults import begin_vault, unlock_vault
from reviewapp.paths import resource
from reviewapp.settings import Settings, load_settings
from reviewapp.ui.main_window import MainWindow
from reviewapp.ui.shortcuts import PAGES
from tests.conftest import FAST_KDF, PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    """A closed vault with the sample team, made once."""
    folder = tmp_path_factory.mktemp("sample") / "vault"
    vault, _code = begin_vault(folder=folder, name="Ruth Ansell", passphrase=PASSPHRASE, kdf=FAST_KDF)
    load_sample_team(vault)
    vault.close()
    return folder


@pytest.fixture
def place(tmp_path, sample) -> Path:
    """A copy of it for one test."""
    shutil.copytree(sample, tmp_path / "vault")
    return tmp_path / "vault"


@pytest.fixture
def window(qtbot, qapp, place):
    from reviewapp.ui.application import make_application

    make_application("light")
    made = MainWindow(settings=Settings(lock_minutes=0, vault=str(place)), folder=place, passphrase=PASSPHRASE)
    made.show()
    qtbot.waitUntil(lambda: made.is_unlocked and made.worker.is_idle, timeout=20_000)
    yield made
    made.close()


def settled(qtbot, window) -> None:
    qtbot.waitUntil(lambda: window.worker.is_idle, timeout=20_000)


def visible_text(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_first_run_makes_a_vault_shows_the_code_once_and_opens(qtbot, qapp, tmp_path) -> None:
    from reviewapp.ui.application import make_application

    make_application("light")
    folder = tmp_path / "new"
    window = MainWindow(settings=Settings(lock_minutes=0), folder=folder)
    window.show()
    form = window.gate.first_run
    assert form.isVisible() and not window.is_unlocked
    qtbot.keyClicks(form.name, "Ruth Ansell")
    qtbot.keyClicks(form.passphrase, "one two three")
    qtbot.keyClicks(form.again, "one two thre")
    qtbot.keyClick(form.again, Qt.Key.Key_Return)
    assert "differ" in form.problem.text() and not folder.exists()
    qtbot.keyClicks(form.again, "e")
    qtbot.keyClick(form.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.gate.recovery.isVisible(), timeout=30_000)
    code = window.gate.recovery.code.text()
    assert not window.is_unlocked and len(code.split("-")) == 9
    qtbot.mouseClick(window.gate.recovery.kept, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.is_unlocked, timeout=20_000)
    assert load_settings().vault == str(folder)
    window.close()
    unlock_vault(folder=folder, recovery_code=code).close()


def test_a_wrong_passphrase_is_told_beside_the_field_and_the_right_one_opens(qtbot, qapp, place) -> None:
    from reviewapp.ui.application import make_application

    make_application("light")
    window = MainWindow(settings=Settings(lock_minutes=0), folder=place)
    window.show()
    form = window.gate.unlock
    qtbot.keyClicks(form.secret, "wrong")
    qtbot.mouseClick(form.submit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "not the right one" in form.problem.text(), timeout=20_000)
    assert form.problem.isVisible() and form.secret.isEnabled()
    qtbot.mouseClick(form.other_way, Qt.MouseButton.LeftButton)
    assert form.captions[form.secret].text() == form.secret.accessibleName() == "Recovery code"
    qtbot.mouseClick(form.other_way, Qt.MouseButton.LeftButton)
    assert form.captions[form.secret].text() == "Passphrase"
    qtbot.keyClicks(form.secret, PASSPHRASE)
    qtbot.keyClick(form.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.is_unlocked, timeout=20_000)
    window.close()


@pytest.mark.idea("A8")
def test_home_shows_conversations_and_open_ends_and_no_figure_beside_a_name(qtbot, window) -> None:
    settled(qtbot, window)
    page = window.go("home")
    qtbot.waitUntil(lambda: "Conversations" in visible_text(page), timeout=10_000)
    text = visible_text(page)
    assert "Concerns to share" in text and "Jots about to expire" in text
    people = [label for label in page.findChildren(QLabel) if label.text().strip().isdigit()]
    assert not people


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_and_every_control_on_it_has_a_name(qtbot, window, name) -> None:
    page = window.go(name, None)
    settled(qtbot, window)
    assert window.current_page == name
    unnamed = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            interface = QAccessible.queryAccessibleInterface(widget)
            if interface is not None and not interface.text(QAccessible.Text.Name).strip():
                unnamed.append((type(widget).__name__, widget.objectName(), type(widget.parent()).__name__))
    assert not unnamed, page


def test_fixed_names_of_the_desktop_contract_are_there(qtbot, window) -> None:
    window.go("people", None)
    window.capture(None)
    settled(qtbot, window)
    found = set()
    for widget in window.findChildren(QWidget):
        found.add(widget.accessibleName())
    for name in ("New observation", "Person", "What happened", "AI's part", "Response", "Date", "Save observation",
                 "Search", "People", "Review", "Lock"):
        assert name in found, name


@pytest.mark.parametrize("name", PAGES)
def test_tab_reaches_every_control(qtbot, window, name) -> None:
    window.go(name, None)
    settled(qtbot, window)
    window.activateWindow()
    window.desk.rail.setFocus()
    start = next(w for w in window.findChildren(QWidget) if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus)
    start.setFocus()
    seen: set[QWidget] = set()
    for _step in range(400):
        focused = QApplication.focusWidget()
        if focused is not None:
            seen.add(focused)
        qtbot.keyClick(focused or window, Qt.Key.Key_Tab)
    wanted = [
        widget for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None and widget.window() is window
    ]
    missed = [(type(w).__name__, w.accessibleName()) for w in wanted if w not in seen]
    # One stop for a group of radio buttons or chips is right: arrows move inside.
    missed = [one for one in missed if one[0] not in {"Chip", "QRadioButton", "EpisodeButton"}]
    assert not missed


def test_lock_closes_the_vault_and_unlocking_brings_everything_back(qtbot, window, place) -> None:
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not window.is_unlocked
    settled(qtbot, window)
    vault = unlock_vault(folder=place, passphrase=PASSPHRASE)
    vault.close()
    qtbot.waitUntil(lambda: window.gate.unlock.isVisible())
    qtbot.keyClicks(window.gate.unlock.secret, PASSPHRASE)
    qtbot.keyClick(window.gate.unlock.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.is_unlocked, timeout=20_000)
    assert window.current_page == "home"


def test_search_finds_people_observations_and_commands(qtbot, window) -> None:
    from reviewapp.ui.dialogs.search import SearchDialog

    dialog = SearchDialog(window.hub, window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.found.count() >= 6)

    def lines() -> str:
        return "\n".join(dialog.found.item(row).text() for row in range(dialog.found.count()))

    qtbot.keyClicks(dialog.field, "Karava")
    qtbot.waitUntil(lambda: "Ione Karavasili" in lines())
    dialog.field.clear()
    qtbot.keyClicks(dialog.field, "ledger")
    qtbot.waitUntil(lambda: "tithe ledger" in lines(), timeout=5000)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.current_page == "observation")


def test_hostile_search_text_never_fails(qtbot, window) -> None:
    from reviewapp.ui.dialogs.search import SearchDialog

    failed = []
    window.hub.searcher.failed.connect(failed.append)
    dialog = SearchDialog(window.hub, window)
    qtbot.addWidget(dialog)
    dialog.show()
    for text in ('"', "a:b", "C++", "NEAR(", "* OR *", "🙂", "e-mail", "\u202e"):
        dialog.field.setText(text)
        dialog.field.textEdited.emit(text)
        qtbot.waitUntil(lambda: not dialog._timer.isActive())
    qtbot.keyClicks(dialog.field, "x")
    settled(qtbot, window)
    assert not failed


def test_settings_take_effect_and_are_kept(qtbot, window) -> None:
    from reviewapp.ui import theme

    page = window.go("settings")
    page._set(appearance="dark")
    assert theme.current().dark and load_settings().appearance == "dark"
    page._set(appearance="light")
    assert not theme.current().dark


def test_the_library_shows_the_framework_in_full_with_its_label(qtbot, window) -> None:
    page = window.go("library")
    settled(qtbot, window)
    text = visible_text(page)
    assert "drafted by the authors, not validated" in text and "J1  Choosing the work" in text
    page.entries.setCurrentRow(1)
    text = visible_text(page)
    assert "drafted by the authors, not validated" in text
    assert "J1  Choosing the work" in text and "Prompted" in text and "Manager" in text
    window.go("library", "notices")
    assert "Version 1" in visible_text(page)


def test_the_library_tells_versions_of_a_framework_apart(qtbot, window, tmp_path) -> None:
    page = window.go("library")
    settled(qtbot, window)
    text = resource("frameworks", "judgment-1.toml").read_text("utf-8")
    (tmp_path / "own.toml").write_text(text.replace('version = "1"', 'version = "2"', 1), "utf-8")
    window.hub.act(lambda vault: import_framework(vault, path=tmp_path / "own.toml"))
    qtbot.waitUntil(lambda: page.entries.count() == 25)
    names = [page.entries.item(row).text() for row in range(page.entries.count())]
    assert len(set(names)) == len(names) and names[13].endswith("Judgment framework 2")


def test_the_import_assistant_brings_a_file_in_and_reports_each_row(qtbot, window, tmp_path) -> None:
    from reviewapp.ui.dialogs.import_wizard import ImportWizard

    path = tmp_path / "notes.csv"
    path.write_text(
        "Date,Who,What happened,Told them?\n2026-03-03,Ione,Rang the donor.,y\n"
        "03/04/2026,Ione,Read it against the page.,\n2026-03-05,Nobody Known,Said no.,\n",
        "utf-8",
    )
    wizard = ImportWizard(window.hub, window)
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.read(path)
    qtbot.waitUntil(lambda: wizard.go_on.isEnabled())
    assert len(wizard.questions._days) == 1 and len(wizard.questions._people) == 1
    wizard.questions._days[2].setCurrentIndex(1)
    qtbot.mouseClick(wizard.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.go_on.text() == "Close", timeout=10_000)
    lines = [wizard.report.item(row).text() for row in range(wizard.report.count())]
    assert len(lines) == 3 and "question open" in lines[2]
    answered: list[object] = []
    window.hub.ask(notes, answered.append)
    qtbot.waitUntil(lambda: bool(answered))
    found = {item.behaviour: item for item in answered[0]}
    assert found["Read it against the page."].observed_on is not None
    assert found["Said no."].subjects == ()
    # A second file in the same window: the button says again what it does, and one can step back.
    wizard.read(path)
    qtbot.waitUntil(lambda: wizard.go_on.text() == "Import")
    assert wizard.close_button.isVisible() and wizard.close_button.text() == "Cancel"


def test_the_import_assistant_says_why_a_file_cannot_be_read(qtbot, window, tmp_path) -> None:
    from reviewapp.ui.dialogs.import_wizard import ImportWizard

    path = tmp_path / "notes.csv"
    path.write_bytes(b"PK\x03\x04 a spreadsheet")
    wizard = ImportWizard(window.hub, window, path)
    qtbot.addWidget(wizard)
    wizard.show()
    qtbot.waitUntil(lambda: wizard.problem.isVisible())
    assert not wizard.go_on.isEnabled()


def test_the_import_assistant_names_columns_that_stay_out_before_anything_comes_in(qtbot, window, tmp_path) -> None:
    from reviewapp.ui.dialogs.import_wizard import ImportWizard

    path = tmp_path / "people.csv"
    path.write_text("Name,Role,Shoe size\nTom Hesketh,Pharmacist,9\n", "utf-8")
    wizard = ImportWizard(window.hub, window, path)
    qtbot.addWidget(wizard)
    wizard.show()
    qtbot.waitUntil(lambda: wizard.go_on.isEnabled())
    assert "stay out: “Shoe size”." in wizard.explanation.text()


def test_the_import_assistant_refuses_a_text_that_is_not_notes_and_doubts_one_that_hardly_is(
    qtbot, window, tmp_path
) -> None:  # fmt: skip
    from reviewapp.ui.dialogs.import_wizard import ImportWizard

    path = tmp_path / "agreement.md"
    points = "".join(f"## Point {number}\n- Somebody reads it.\n" for number in range(9))
    path.write_text(f"# How we work\n\n{points}", "utf-8")
    wizard = ImportWizard(window.hub, window, path)
    qtbot.addWidget(wizard)
    wizard.show()
    qtbot.waitUntil(lambda: wizard.problem.isVisible())
    assert "agreement.md holds no notes" in wizard.problem.text() and not wizard.go_on.isEnabled()
    path.write_text(path.read_text("utf-8") + "## Ione\n- 3 March 2026 - read it against the page\n", "utf-8")
    wizard.read(path)
    qtbot.waitUntil(lambda: wizard.go_on.isEnabled())
    assert "Look whether it is notes" in wizard.explanation.text() and not wizard.problem.isVisible()


def test_a_name_that_looks_like_markup_is_shown_as_typed(qtbot, qapp, tmp_path) -> None:
    from reviewapp.ui.application import make_application

    hostile = '<img src="file:///etc/passwd">'
    make_application("light")
    folder = tmp_path / "vault"
    vault, _code = begin_vault(folder=folder, name=hostile, passphrase=PASSPHRASE, kdf=FAST_KDF)
    person_id = add_person(vault, name=hostile + " b").id
    give_notice(vault, person_id=person_id, given_on=vault.today)
    vault.close()
    window = MainWindow(settings=Settings(lock_minutes=0), folder=folder, passphrase=PASSPHRASE)
    window.show()
    qtbot.waitUntil(lambda: window.is_unlocked and window.worker.is_idle, timeout=20_000)
    for name in PAGES:
        window.go(name, person_id if name == "people" else None)
        settled(qtbot, window)
    for label in window.findChildren(QLabel):
        if "<img" in label.text():
            assert label.textFormat() == Qt.TextFormat.PlainText
    window.close()


NOT_AT_THE_START = (
    # Opens connections.
    "socket", "ssl", "http.client", "urllib.request", "asyncio", "PySide6.QtNetwork",
    # Takes long to load, or much memory, for what nobody asked for yet.
    "reportlab", "pikepdf", "uharfbuzz", "babel", "numpy", "sqlite_utils", "hypothesis", "msgspec", "tomllib", "click",
    "reviewapp.wording", "reviewapp.report", "reviewapp.exchange", "reviewapp.actions.erasing", "reviewapp.actions.expiry",
    "reviewapp.ui.locking", "reviewapp.ui.journal", "reviewapp.ui.pages.gate_new_vault", "reviewapp.ui.pages.capture",
    "reviewapp.ui.pages.people", "reviewapp.ui.pages.review", "reviewapp.ui.pages.observation", "reviewapp.ui.dialogs",
)  # fmt: skip


def test_what_is_loaded_after_the_first_paint(place) -> None:
    """The start stays fast and small, and nothing that opens connections is loaded.

    When a widget made by Qt itself, or a filter of the whole application, hands PySide a widget of unknown kind, it builds
    a Python type of every widget there is. A wizard is one nobody here has: its type tells.
    """
    code = f"""
import sys
from pathlib import Path
from reviewapp.ui.application import make_application
app = make_application("light")
from reviewapp.settings import Settings
from reviewapp.ui.main_window import MainWindow
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog
w = MainWindow(settings=Settings(lock_minutes=15, vault={str(place)!r}), folder=Path({str(place)!r}), passphrase={PASSPHRASE!r})
w.show()
shown = 0
def look():
    global shown
    shown += w.is_unlocked and w.worker.is_idle
    if shown == 3:
        print([m for m in {NOT_AT_THE_START!r} if m in sys.modules], [t.__name__ for t in QDialog.__subclasses__() if t.__name__ == "QWizard"])
        w.close(); app.quit()
    else:
        QTimer.singleShot(20, look)
look()
app.exec()
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=environment, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[] []"


def test_without_a_screen_it_says_so_and_points_to_the_demo(tmp_path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run([sys.executable, "-m", "reviewapp"], capture_output=True, text=True, cwd=ROOT, env=environment, timeout=60)
    assert done.returncode == 3
    assert "no screen" in done.stderr and "reviewapp demo" in done.stderr and "Traceback" not in done.stderr
    for named in (["--vault", str(tmp_path)], [f"--vault={tmp_path}"]):
        again = subprocess.run([sys.executable, "-m", "reviewapp", *named], capture_output=True, text=True, cwd=ROOT, env=environment, timeout=60)
        assert again.returncode == 3 and "no screen" in again.stderr
    environment["DISPLAY"] = ":4711"
    done = subprocess.run([sys.executable, "-m", "reviewapp"], capture_output=True, text=True, cwd=ROOT, env=environment, timeout=60)
    assert done.returncode == 3 and "does not answer" in done.stderr


def test_the_window_says_when_the_disk_fault_is_the_worlds(qtbot, window, monkeypatch) -> None:
    """A failure goes through the one door, as a sentence, and nothing is lost."""
    from reviewapp.domain.errors import EnvironmentFault
    from reviewapp.ui import main_window

    shown: list[BaseException] = []
    monkeypatch.setattr(main_window, "show_failure", lambda _parent, error: shown.append(error))

    def full(_vault) -> None:
        raise EnvironmentFault("The disk is full, so this was not saved.", "Free some space and save again.")

    window.hub.act(full)
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert "disk is full" in str(shown[0])


def test_the_person_field_of_the_gate_is_a_line(window) -> None:
    assert isinstance(window.gate.unlock.secret, QLineEdit)
    assert window.gate.unlock.secret.echoMode() == QLineEdit.EchoMode.Password


def test_the_rail_says_which_page_is_shown_and_is_no_list_of_check_boxes(qtbot, window) -> None:
    for name in PAGES:
        window.go(name)
        marked = [page for page, button in window.desk.rail._by_name.items() if button.accessibleDescription()]
        assert marked == [name]
    home = QAccessible.queryAccessibleInterface(window.desk.rail._by_name["home"])
    assert home.role() == QAccessible.Role.PushButton


def test_the_window_fits_on_a_small_screen(window) -> None:
    room = window.screen().availableSize()
    assert window.width() <= room.width() and window.height() <= room.height()
