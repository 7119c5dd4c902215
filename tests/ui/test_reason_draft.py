"""A reason in words of one's own survives kill -9 as well, and comes back to the question it was typed for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reviewapp.actions.erasing import erase_person
from reviewapp.actions.journaling import kept_drafts
from reviewapp.ui import checking
from tests.helpers.acts import jot, somebody
from tests.helpers.desk import LONG, PASSPHRASE, at_rest, made_vault, opened, reopened

ROOT = Path(__file__).resolve().parents[2]
USAGE = "She used Copilot 40 times in March."
WORDS = "It is how our crane has been called since the nineties"
CHILD = """
import os, signal, sys, time
from pathlib import Path
from PySide6.QtTest import QTest
from reviewapp.settings import Settings
from reviewapp.ui.application import make_application
make_application("light")
from reviewapp.ui.main_window import MainWindow
from tests.helpers.editors import settle
from tests.ui.test_reason_draft import WORDS, asked_for_a_reason
window = MainWindow(settings=Settings(lock_minutes=0), folder=Path(sys.argv[1]), passphrase=sys.argv[2])
window.show()
window.activateWindow()
settle(window, lambda: window.is_unlocked)
line = asked_for_a_reason(window, int(sys.argv[3]), lambda until: settle(window, until)).reasons.line
line.setFocus()
QTest.keyClicks(line, WORDS)
typed_at = time.monotonic()
settle(window, lambda: time.monotonic() - typed_at > 1.0)
print("typed", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def asked_for_a_reason(window, observation_id, wait):
    """The row of answers of the first hint on the page of an observation, asked for a reason."""
    page = window.go("observation", observation_id)
    wait(lambda: page._view is not None)
    wait(checking.is_ready)
    field = page.form.fields["behaviour"].edit
    field.setFocus()
    wait(lambda: field.hints.isVisible() and not field._pause_is_due)
    row = field.hints.cards[0].answers
    row.buttons["domain_term"].click()
    return row


@pytest.fixture
def place(tmp_path):
    ids: dict[str, int] = {}

    def fill(vault) -> None:
        ids["person"] = somebody(vault)
        ids["hinted"] = jot(vault, ids["person"], text=USAGE)
        ids["other"] = jot(vault, ids["person"], text=USAGE)

    return made_vault(tmp_path / "vault", fill), ids


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal")
def test_the_line_survives_kill_9_and_comes_back_where_it_was_typed_until_it_is_given(qtbot, themed_app, place) -> None:
    folder, ids = place
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(folder), PASSPHRASE, str(ids["hinted"])],
        capture_output=True, text=True, timeout=60, check=False, cwd=ROOT,
        env=dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(ROOT)),
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL and done.stdout.strip() == "typed", done.stderr
    window = opened(qtbot, folder)

    def wait(until) -> None:
        qtbot.waitUntil(until, timeout=LONG)
        at_rest(qtbot, window)

    other = asked_for_a_reason(window, ids["other"], wait)
    at_rest(qtbot, window)
    assert other.reasons.line.text() == "", "the same words in another record are another question"
    row = asked_for_a_reason(window, ids["hinted"], wait)
    qtbot.waitUntil(lambda: row.reasons.line.text() == WORDS, timeout=LONG)
    assert row.reasons.line.isVisible() and row.reasons.give.isEnabled()
    row.reasons.give.click()
    at_rest(qtbot, window)
    window.close()
    with reopened(folder) as vault:
        assert not [editor for editor in kept_drafts(vault) if editor.startswith("reason/")]
        given = vault.connection.execute("SELECT reason FROM finding_answer").fetchall()
        assert [row["reason"] for row in given] == [WORDS]


def test_a_line_for_a_note_goes_with_the_note_and_never_into_the_next(qtbot, themed_app, place) -> None:
    folder, ids = place
    window = opened(qtbot, folder)
    qtbot.waitUntil(checking.is_ready, timeout=LONG)

    def reasons() -> list[str]:
        found: list[dict[str, object]] = []
        window.hub.ask(kept_drafts, found.append)
        at_rest(qtbot, window)
        return [editor for editor in found[0] if editor.startswith("reason/")]

    window.capture(ids["person"])
    at_rest(qtbot, window)
    text = window.capture_panel.form.text
    qtbot.keyClicks(text, USAGE)
    qtbot.waitUntil(lambda: text.hints.isVisible() and not text._pause_is_due, timeout=LONG)
    row = text.hints.cards[0].answers
    row.buttons["domain_term"].click()
    row.reasons.other.click()
    qtbot.keyClicks(row.reasons.line, WORDS)
    qtbot.waitUntil(lambda: reasons() == ["reason/capture"], timeout=LONG)
    window.capture_panel.submit.click()
    at_rest(qtbot, window)
    assert reasons() == []
    window.close()


def test_an_erasure_takes_the_line_along(vault) -> None:
    from reviewapp.actions.journaling import keep_draft

    person_id = somebody(vault)
    one = jot(vault, person_id)
    for editor in (f"reason/observation/{one}", "reason/capture"):
        keep_draft(vault, editor=editor, body={"about": "x", "text": "He said so in March."})
    erase_person(vault, person_id=person_id)
    assert kept_drafts(vault) == {}
