"""What is typed survives: journaled within a second, brought back after a kill, never saved by showing it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from reviewapp.actions.journaling import keep_draft, kept_drafts
from reviewapp.actions.queries import notes
from reviewapp.domain.errors import EnvironmentFault
from reviewapp.ui.hub import Hub
from reviewapp.ui.journal import DELAY_MS, DraftKeeper
from reviewapp.ui.worker import Worker
from tests.helpers.acts import jot, somebody
from tests.helpers.desk import LONG, PASSPHRASE, at_rest, made_vault, opened, reopened

ROOT = Path(__file__).resolve().parents[2]
WORDS = "Read the table against the ledger, found a column swapped"

# Types a text, says when it did, waits for the journal and kills itself without a chance to tidy up.
CHILD = """
import os, signal, sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from PySide6.QtCore import QEventLoop
from PySide6.QtTest import QTest
from reviewapp.ui.application import make_application
from reviewapp.settings import Settings
app = make_application("light")
from reviewapp.ui.main_window import MainWindow
window = MainWindow(settings=Settings(lock_minutes=0), folder=Path(sys.argv[2]), passphrase=sys.argv[3])
window.show()
def run(until):
    while not until():
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
run(lambda: window.is_unlocked and window.worker.is_idle)
if sys.argv[4] == "capture":
    window.capture(int(sys.argv[5]))
    run(lambda: window.worker.is_idle)
    field = window.capture_panel.form.text
else:
    page = window.go("observation", int(sys.argv[5]))
    run(lambda: window.worker.is_idle)
    field = page.form.fields["consequence"].edit
field.setFocus()
QTest.keyClicks(field, sys.argv[6])
typed_at = time.monotonic()
run(lambda: time.monotonic() - typed_at > 1.0 and window.worker.is_idle)
print("typed", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def desk(qtbot, themed_app, tmp_path):
    """A window on a vault with one person, and that person's id."""
    ids: list[int] = []
    folder = made_vault(tmp_path / "vault", lambda vault: ids.append(somebody(vault)))
    window = opened(qtbot, folder)
    yield window, ids[0]
    window.close()


def killed_while_typing(folder: Path, where: str, number: int) -> None:
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(ROOT), str(folder), PASSPHRASE, where, str(number), WORDS],
        capture_output=True, text=True, timeout=120, env=environment, check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert done.stdout.strip() == "typed", done.stderr


def test_words_in_the_capture_panel_survive_a_kill(qtbot, themed_app, tmp_path) -> None:
    ids: list[int] = []
    folder = made_vault(tmp_path / "vault", lambda vault: ids.append(somebody(vault)))
    killed_while_typing(folder, "capture", ids[0])
    with reopened(folder) as vault:
        body, _moment = kept_drafts(vault)["capture"]
        assert body["text"] == WORDS and body["people"] == ["Tom Hesketh"]
        assert notes(vault) == []
    window = opened(qtbot, folder)
    panel = window.capture_panel
    qtbot.waitUntil(lambda: panel.isVisible() and panel.form.text.text() == WORDS, timeout=LONG)
    assert panel.form.people.people() == (ids[0],)
    assert "when the program stopped" in panel.banner.sentence.text()
    assert [way.text() for way in panel.banner.ways] == ["Keep", "Discard"]
    assert panel.form.text.hasFocus()
    panel.save()
    at_rest(qtbot, window)
    window.close()
    with reopened(folder) as vault:
        assert [item.behaviour for item in notes(vault)] == [WORDS]
        assert "capture" not in kept_drafts(vault)


def test_words_on_the_observation_page_survive_a_kill(qtbot, themed_app, tmp_path) -> None:
    ids: list[int] = []
    folder = made_vault(tmp_path / "vault", lambda vault: ids.append(jot(vault, somebody(vault))))
    killed_while_typing(folder, "observation", ids[0])
    with reopened(folder) as vault:
        assert notes(vault)[0].texts.get("consequence") is None
    window = opened(qtbot, folder)
    qtbot.waitUntil(lambda: window.current_page == "observation" and window.worker.is_idle, timeout=LONG)
    page = window.pages.currentWidget()
    assert page.form.fields["consequence"].text() == WORDS
    assert "when the program stopped" in page.banner.sentence.text()
    page.save()
    at_rest(qtbot, window)
    assert page.banner.isHidden()
    window.close()
    with reopened(folder) as vault:
        assert notes(vault)[0].texts["consequence"] == WORDS
        assert kept_drafts(vault) == {}


def test_who_types_without_a_pause_is_journaled_all_the_same(qtbot, desk) -> None:
    window, person_id = desk
    window.capture(person_id)
    at_rest(qtbot, window)
    panel, moments = window.capture_panel, []
    panel.keeper.kept.connect(lambda: moments.append(time.monotonic()))
    began = time.monotonic()
    while time.monotonic() - began < 2.5:
        qtbot.keyClicks(panel.form.text, "so ")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    qtbot.waitUntil(lambda: len(moments) >= 2, timeout=LONG)
    assert panel.keeper.is_behind or len(moments) >= 2


def test_showing_a_form_neither_saves_nor_journals(qtbot, desk) -> None:
    window, person_id = desk
    ids: list[int] = []
    window.hub.ask(lambda vault: jot(vault, person_id), ids.append)
    at_rest(qtbot, window)
    changes: list[object] = []
    window.hub.changed.connect(lambda found, _who: changes.append(found))
    page = window.go("observation", ids[0])
    at_rest(qtbot, window)
    for folded in page.form.folded.values():
        folded.unfold()
    window.capture(person_id)
    at_rest(qtbot, window)
    window.go("home")
    at_rest(qtbot, window)
    assert changes == [] and not page.keeper.is_behind and not window.capture_panel.keeper.is_behind
    drafts: list[dict[str, object]] = []
    window.hub.ask(kept_drafts, drafts.append)
    at_rest(qtbot, window)
    assert drafts == [{}]


def test_a_draft_saved_just_before_the_program_stopped_is_not_offered_twice(qtbot, themed_app, tmp_path) -> None:
    def fill(vault) -> None:
        jot(vault, somebody(vault), text=WORDS, ago=0)
        body = {"text": WORDS, "people": ["Tom Hesketh"], "day": vault.today.isoformat(), "how": "typing"}
        keep_draft(vault, editor="capture", body=body)

    folder = made_vault(tmp_path / "vault", fill)
    window = opened(qtbot, folder)
    at_rest(qtbot, window)
    assert not window.capture_panel.isVisible()
    window.close()
    with reopened(folder) as vault:
        assert kept_drafts(vault) == {}


def test_locking_keeps_the_words_and_unlocking_brings_them_back(qtbot, themed_app, tmp_path) -> None:
    ids: list[int] = []
    folder = made_vault(tmp_path / "vault", lambda vault: ids.append(somebody(vault)))
    window = opened(qtbot, folder)
    window.capture(ids[0])
    at_rest(qtbot, window)
    qtbot.keyClicks(window.capture_panel.form.text, WORDS)
    window.close()
    with reopened(folder) as vault:
        assert kept_drafts(vault)["capture"][0]["how"] == "locked"
    window = opened(qtbot, folder)
    panel = window.capture_panel
    qtbot.waitUntil(lambda: panel.isVisible() and panel.form.text.text() == WORDS, timeout=LONG)
    assert panel.banner.isHidden(), "nothing stopped, so nothing is said to have stopped"
    window.close()


def test_a_journal_that_cannot_be_written_is_said_where_one_types(qtbot, themed_app) -> None:
    class FullDisk(Hub):
        def ask(self, query, then, failed=None) -> None:
            assert failed is not None
            failed(EnvironmentFault("The disk is full, so this was not saved.", "Free some space and save again."))

    owner = QWidget()
    qtbot.addWidget(owner)
    worker = Worker(owner)
    keeper = DraftKeeper(FullDisk(worker, owner), "capture", lambda: {"text": "x"}, owner)
    failures: list[BaseException] = []
    keeper.failed.connect(failures.append)
    assert DELAY_MS <= 1000
    keeper.touch()
    qtbot.waitUntil(lambda: bool(failures), timeout=LONG)
    assert "disk is full" in str(failures[0])
    worker.stop()


def test_the_journal_holds_plain_json(desk, qtbot) -> None:
    window, person_id = desk
    window.capture(person_id)
    at_rest(qtbot, window)
    panel = window.capture_panel
    panel.form.text.insertPlainText('<img src="file:///etc/passwd"> ¤ 𝄞 \u202e')
    assert json.loads(json.dumps(panel.form.draft("typing").body()))["people"] == ["Tom Hesketh"]
    window.capture_panel.put_aside()
    at_rest(qtbot, window)
    found: list[dict[str, object]] = []
    window.hub.ask(kept_drafts, found.append)
    at_rest(qtbot, window)
    assert found[0]["capture"][0]["text"].startswith("<img src=")
