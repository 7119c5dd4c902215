"""Every place of the window where words are typed: how to get there, where one types, where the words come back.

Run as a program it is a child that types and kills itself without a chance to tidy up:
``python tests/helpers/editors.py EDITOR FOLDER PASSPHRASE IDS``.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

WORDS = "Read the table against the ledger, found a column swapped"


@dataclass(frozen=True)
class Editor:
    """``go(window, ids)`` gets there, ``field(window)`` is where one types; ``page`` is shown after a restart.

    ``offered(window)`` is what the user sees of the words then: in the field, or quoted in a message beside it.
    """

    page: str
    go: Callable[[Any, dict[str, int]], object]
    field: Callable[[Any], QWidget]
    offered: Callable[[Any], str]


def _dialog(kind: str) -> Any:
    shown = [one for one in QApplication.topLevelWidgets() if type(one).__name__ == kind and one.isVisible()]
    return shown[0] if shown else None


def _in_dialog(kind: str, field: str) -> Callable[[Any], str]:
    def read(_window: Any) -> str:
        dialog = _dialog(kind)
        if dialog is None or dialog.banner.isHidden():
            return ""
        line = getattr(dialog, field)
        return line.text()

    return read


def _open_dialog(window: Any, ids: dict[str, int], module: str, name: str, which: str | None) -> None:
    import importlib

    page = window.go("people", ids["person"])
    kind = getattr(importlib.import_module(f"reviewapp.ui.dialogs.{module}"), name)
    kind(window.hub, ids[which] if which else None, page).open()


def _section(window: Any, name: str) -> Any:
    return window.pages.currentWidget().sections.writer._fields[name]


def _offer(window: Any, name: str) -> str:
    writer = getattr(getattr(window.pages.currentWidget(), "sections", None), "writer", None)
    if writer is None or name not in writer._fields:
        return ""
    field = writer._fields[name]
    return field.offer.sentence.text() if field.offer is not None and field.offer.isVisible() else ""


def _withdraw(window: Any, ids: dict[str, int]) -> None:
    page = window.go("observation", ids["whole"])
    settle(window)
    page.acts.withdraw.click()


def _of_observation(window: Any, read: Callable[[Any], str]) -> str:
    page = window.pages.currentWidget()
    return read(page) if window.current_page == "observation" and page._view is not None else ""


def _growth(window: Any, ids: dict[str, int], kind: str, item_id: int | None = None) -> None:
    from reviewapp.ui.dialogs.growth import GrowthDialog

    page = window.go("people", ids["person"])
    GrowthDialog(window.hub, ids["person"], kind, page, item_id=item_id).open()


def _practice_note(window: Any) -> None:
    from reviewapp.ui.dialogs.practice_note import PracticeNoteDialog

    PracticeNoteDialog(window.hub, window.go("home")).open()


def _in_edits(kind: str, name: str) -> str:
    dialog = _dialog(kind)
    return "" if dialog is None or dialog.banner.isHidden() else dialog.edits[name].text()


def _of_answer(window: Any, name: str) -> str:
    page = window.pages.currentWidget()
    return page.form.texts[name].text() if window.current_page == "answer" and page.form is not None else ""


def _open_own_episode(window: Any, ids: dict[str, int]) -> None:
    from reviewapp.ui.dialogs.own_episode import OwnEpisodeDialog

    OwnEpisodeDialog(window.hub, ids["answer"], window.go("answer", ids["answer"])).open()


def _open_ask(window: Any, ids: dict[str, int]) -> None:
    from reviewapp.ui.dialogs.ask import open_ask

    open_ask(window.hub, ids["person"], window.go("people", ids["person"]))


def _open_record_answer(window: Any, ids: dict[str, int]) -> None:
    from reviewapp.actions.review_views import review_desk
    from reviewapp.ui.dialogs.record_answer import RecordAnswerDialog

    page = window.go("review", ids["review"])
    window.hub.ask(
        lambda vault: review_desk(vault, review_id=ids["review"]),
        lambda desk: RecordAnswerDialog(window.hub, desk, page).open(),
    )


def _answer(window: Any, ids: dict[str, int]) -> None:
    page = window.go("my_side", ids["shared"])
    settle(window)
    page.reading.widget().buttons["answer"].click()


def _sign(window: Any, ids: dict[str, int]) -> None:
    from reviewapp.ui.dialogs.sign import SignDialog

    SignDialog(window.hub, ids["signing"], window.go("my_side", ids["signing"])).open()


def _record_reply(window: Any, ids: dict[str, int]) -> None:
    from reviewapp.ui.dialogs.record_reply import RecordReplyDialog

    RecordReplyDialog(window.hub, ids["review"], window.go("review", ids["review"])).open()


def _open_team(window: Any, ids: dict[str, int], module: str, name: str, which: str | None) -> None:
    import importlib

    page = window.go("team", None)
    kind = getattr(importlib.import_module(f"reviewapp.ui.dialogs.{module}"), name)
    arguments = () if name == "ToolDialog" else (ids[which] if which else None,)
    kind(window.hub, *arguments, page).open()


def _team(module: str, name: str, field: str, which: str | None = None) -> Editor:
    """A form of the Team page; its fields are known by their names."""

    def offered(_window: Any) -> str:
        dialog = _dialog(name)
        return dialog.text(field) if dialog is not None and not dialog.banner.isHidden() else ""

    return Editor(
        "team", lambda window, ids: _open_team(window, ids, module, name, which),
        lambda _window: _dialog(name).fields[field], offered,
    )  # fmt: skip


def _open_framework(window: Any, copies: bool, row: int) -> None:
    from reviewapp.ui.dialogs.framework_editor import FrameworkEditor

    dialog = FrameworkEditor(window.hub, 1, copies, window.go("library", "frameworks"))
    dialog.open()
    settle(window)
    dialog.entries.setCurrentRow(row)


def _framework(copies: bool, row: int, field: str) -> Editor:
    """The framework editor, as a new version or a copy, at one of its parts."""

    def fields() -> dict[str, QWidget]:
        dialog = _dialog("FrameworkEditor")
        return (dialog.one if row else dialog.head).fields

    def offered(_window: Any) -> str:
        dialog = _dialog("FrameworkEditor")
        return "" if dialog is None or dialog.banner.isHidden() or not fields()[field].isVisible() else (
            fields()[field].text()
        )

    return Editor(
        "library", lambda window, _ids: _open_framework(window, copies, row), lambda _window: fields()[field], offered
    )


EDITORS: dict[str, Editor] = {
    "framework, new version": _framework(False, 4, "anchor/prompted"),
    "framework, copy": _framework(True, 0, "about"),
    "answer to what was shared": Editor(
        "my_side", _answer, lambda _window: _dialog("AnswerDialog").words, _in_dialog("AnswerDialog", "words"),
    ),
    "words with a signature": Editor(
        "my_side", _sign, lambda _window: _dialog("SignDialog").words, _in_dialog("SignDialog", "words"),
    ),
    "reply typed in": Editor(
        "review", _record_reply, lambda _window: _dialog("RecordReplyDialog").words,
        _in_dialog("RecordReplyDialog", "words"),
    ),
    "capture": Editor(
        "home", lambda window, ids: window.capture(ids["person"]), lambda window: window.capture_panel.form.text,
        lambda window: window.capture_panel.form.text.text() if window.capture_panel.isVisible() else "",
    ),
    "observation detail": Editor(
        "observation", lambda window, ids: window.go("observation", ids["jot"]),
        lambda window: window.pages.currentWidget().form.fields["situation"].edit,
        lambda window: _of_observation(window, lambda page: page.form.fields["situation"].text()),
    ),
    "observation sentence": Editor(
        "observation", lambda window, ids: window.go("observation", ids["jot"]),
        lambda window: window.pages.currentWidget().form.fields["behaviour"].edit,
        lambda window: _of_observation(window, lambda page: page.form.fields["behaviour"].text()),
    ),
    "reason for withdrawing": Editor(
        "observation", _withdraw, lambda window: window.pages.currentWidget().acts.reason,
        lambda window: _of_observation(
            window, lambda page: page.acts.reason.text() if page.acts.reason.isVisible() else ""
        ),
    ),
    "review summary": Editor(
        "review", lambda window, ids: window.go("review", ids["review"]),
        lambda window: _section(window, "summary").edit, lambda window: _offer(window, "summary"),
    ),
    "review judgment": Editor(
        "review", lambda window, ids: window.go("review", ids["review"]),
        lambda window: _section(window, "strength/J5").edit, lambda window: _offer(window, "strength/J5"),
    ),
    "person form, new": Editor(
        "people", lambda window, ids: _open_dialog(window, ids, "person", "PersonDialog", None),
        lambda _window: _dialog("PersonDialog").role, _in_dialog("PersonDialog", "role"),
    ),
    "person form": Editor(
        "people", lambda window, ids: _open_dialog(window, ids, "person", "PersonDialog", "person"),
        lambda _window: _dialog("PersonDialog").other_names, _in_dialog("PersonDialog", "other_names"),
    ),
    "how they worked together": Editor(
        "people", lambda window, ids: _open_dialog(window, ids, "contribute", "ContributeDialog", "person"),
        lambda _window: _dialog("ContributeDialog").relation, _in_dialog("ContributeDialog", "relation"),
    ),
    "correction": Editor(
        "people", lambda window, ids: _open_dialog(window, ids, "rights", "CorrectionDialog", "person"),
        lambda _window: _dialog("CorrectionDialog").words, _in_dialog("CorrectionDialog", "words"),
    ),
    "legal hold": Editor(
        "people", lambda window, ids: _open_dialog(window, ids, "rights", "KeepingDialog", "person"),
        lambda _window: _dialog("KeepingDialog").reason, _in_dialog("KeepingDialog", "reason"),
    ),
    "self-assessment": Editor(
        "answer", lambda window, ids: window.go("answer", ids["answer"]),
        lambda window: window.pages.currentWidget().form.texts["got_wrong"],
        lambda window: _of_answer(window, "got_wrong"),
    ),
    "own episode": Editor(
        "answer", lambda window, ids: _open_own_episode(window, ids),
        lambda _window: _dialog("OwnEpisodeDialog").text, _in_dialog("OwnEpisodeDialog", "text"),
    ),
    "request": Editor(
        "people", lambda window, ids: _open_ask(window, ids),
        lambda _window: _dialog("AskDialog").message, _in_dialog("AskDialog", "message"),
    ),
    "answer by hand": Editor(
        "review", lambda window, ids: _open_record_answer(window, ids),
        lambda _window: _dialog("RecordAnswerDialog").words, _in_dialog("RecordAnswerDialog", "words"),
    ),
    "role profile": Editor(
        "people", lambda window, ids: _open_dialog(window, ids, "focus", "FocusDialog", "person"),
        lambda _window: _dialog("FocusDialog").skills, _in_dialog("FocusDialog", "skills"),
    ),
    "goal": Editor(
        "people", lambda window, ids: _growth(window, ids, "goal"),
        lambda _window: _dialog("GrowthDialog").edits["aim"],
        lambda _window: _in_edits("GrowthDialog", "aim"),
    ),
    "skill plan as it stands": Editor(
        "people", lambda window, ids: _growth(window, ids, "plan", ids["plan"]),
        lambda _window: _dialog("GrowthDialog").edits["support_given"],
        lambda _window: _in_edits("GrowthDialog", "support_given"),
    ),
    "role profile, what they have": Editor(
        "people", lambda window, ids: _open_dialog(window, ids, "focus", "FocusDialog", "person"),
        lambda _window: _dialog("FocusDialog").role_fields.words["access"],
        lambda _window: (
            _dialog("FocusDialog").role_fields.words["access"].text() if _dialog("FocusDialog") is not None else ""
        ),
    ),
    "practice note": Editor(
        "home", lambda window, _ids: _practice_note(window),
        lambda _window: _dialog("PracticeNoteDialog").edits["what_i_got_wrong"],
        lambda _window: _in_edits("PracticeNoteDialog", "what_i_got_wrong"),
    ),
    "working agreement, new": _team("agreement", "AgreementDialog", "guard_rails"),
    "working agreement": _team("agreement", "AgreementDialog", "open_questions", "agreement"),
    "process review": _team("agreement", "ProcessDialog", "bottleneck", "agreement"),
    "outcome measure": _team("outcome", "OutcomeDialog", "what"),
    "pilot": _team("team_cycle", "CycleDialog", "name"),
    "look back": _team("team_cycle", "LookBackDialog", "text", "cycle"),
    "go or no go": _team("team_cycle", "DecisionDialog", "reason", "cycle"),
    "tool feedback": _team("team_cycle", "ToolDialog", "fell_short"),
}  # fmt: skip


def settle(window: Any, until: Callable[[], bool] = lambda: True) -> None:
    """Let the window work until nothing is left to do and a condition holds."""
    calm = 0
    while calm < 3:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        calm = calm + 1 if window.worker.is_idle and until() else 0


def child(name: str, folder: Path, passphrase: str, ids: dict[str, int]) -> None:
    """Type, wait a second as a user would pause, and die."""
    from reviewapp.settings import Settings
    from reviewapp.ui.application import make_application

    make_application("light")
    from reviewapp.ui.main_window import MainWindow

    window = MainWindow(settings=Settings(lock_minutes=0), folder=folder, passphrase=passphrase)
    window.show()
    settle(window, lambda: window.is_unlocked)
    EDITORS[name].go(window, ids)
    settle(window)
    field = EDITORS[name].field(window)
    field.setFocus()
    QTest.keyClicks(field, WORDS)
    typed_at = time.monotonic()
    # A commit under way after that second is waited for: the machine may be busy, the promise is about the typing.
    settle(window, lambda: time.monotonic() - typed_at > 1.0)
    print("typed", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    child(sys.argv[1], Path(sys.argv[2]), sys.argv[3], json.loads(sys.argv[4]))
