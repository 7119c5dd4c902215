"""A whole session with the real program, through its real entry point: unlock, read, write, search, review, export, lock.

Run as a program (``python tests/helpers/session.py VAULT OUT``, passphrase in SESSION_PASSPHRASE) so that it can be watched
from outside. It visits every page and dialog there is, paints each, shows every tooltip, and prints what it saw as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
PATIENCE_SECONDS = 180


class Session:
    """Drives the window from its own thread of events; ``seen`` is what it found."""

    def __init__(self, out: Path, mark: str) -> None:
        from PySide6.QtWidgets import QApplication

        from reviewapp.ui.main_window import MainWindow

        self.app = QApplication.instance()
        self.out, self.mark = out, mark
        self.seen: dict[str, Any] = {"screens": [], "rich": [], "eaten": [], "titles": [], "labels": 0, "tooltips": 0, "cells": 0}
        self.wait(lambda: any(isinstance(one, MainWindow) for one in QApplication.topLevelWidgets()))
        self.window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))

    def wait(self, condition: Callable[[], bool]) -> None:
        from PySide6.QtCore import QEventLoop
        from PySide6.QtWidgets import QApplication

        until = monotonic() + PATIENCE_SECONDS
        settled = 0
        while settled < 3:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            settled = settled + 1 if condition() else 0
            if monotonic() > until:
                raise TimeoutError("the window did not settle")

    def rest(self) -> None:
        self.wait(lambda: self.window.worker.is_idle)

    def unlock(self) -> None:
        form = self.window.gate.unlock
        self.wait(form.isVisible)
        self.look("unlock", self.window)
        form.secret.setText(os.environ["SESSION_PASSPHRASE"])
        form.submit.click()
        self.wait(lambda: self.window.is_unlocked and self.window.worker.is_idle)

    def ask(self, query: Callable[[Any], Any]) -> Any:
        found: list[Any] = []
        self.window.hub.ask(query, found.append)
        self.wait(lambda: bool(found))
        return found[0]

    def look(self, name: str, widget: Any) -> None:
        """Paint it, show each tooltip in it, and note every place that would not show a text as it is."""
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QKeySequence
        from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QToolTip, QWidget

        self.rest()
        widget.grab()
        self.seen["screens"].append(name)
        title = widget.window().windowTitle()
        if "[*]" in title.replace("[*][*]", ""):
            # Qt takes "[*]" in a title for a sign of its own.
            self.seen["titles"].append(title)
        for one in [widget, *widget.findChildren(QWidget)]:
            where = f"{name}: {type(one).__name__}"
            if one.toolTip() and one.isVisible():
                QToolTip.showText(one.mapToGlobal(one.rect().center()), one.toolTip(), one)
                self._paint_tips()
                self.seen["tooltips"] += 1
            if isinstance(one, QLabel) and one.text() and one.metaObject().className() != "QTipLabel":
                self.seen["labels"] += self.mark in one.text()
                if one.textFormat() != Qt.TextFormat.PlainText:
                    self.seen["rich"].append(f"{where}: {one.text()[:60]}")
                if one.buddy() is not None and self.mark in one.text() and not QKeySequence.mnemonic(one.text()).isEmpty():
                    self.seen["eaten"].append(f"{where}: {one.text()[:60]}")
            if isinstance(one, QAbstractButton) and self.mark in one.text():
                self.seen["labels"] += 1
                if not QKeySequence.mnemonic(one.text()).isEmpty():
                    self.seen["eaten"].append(f"{where}: {one.text()[:60]}")
            if isinstance(one, QAbstractItemView) and one.model() is not None:
                self._cells(where, one)

    def _cells(self, where: str, view: Any) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QToolTip

        model = view.model()
        for row in range(min(model.rowCount(), 40)):
            index = model.index(row, 0)
            self.seen["cells"] += self.mark in str(index.data() or "")
            tip = index.data(Qt.ItemDataRole.ToolTipRole)
            if tip:
                QToolTip.showText(view.mapToGlobal(view.rect().center()), str(tip), view)
                self._paint_tips()
                self.seen["tooltips"] += 1

    def _paint_tips(self) -> None:
        from PySide6.QtWidgets import QApplication

        for one in QApplication.topLevelWidgets():
            if one.metaObject().className() == "QTipLabel":
                one.grab()

    def pages(self) -> None:
        from PySide6.QtWidgets import QListWidget, QTabBar

        from reviewapp.actions.doctor import examine
        from reviewapp.actions.queries import all_people, notes, reviews_with_names
        from reviewapp.ui.forms.section import FoldedSection
        from reviewapp.ui.shortcuts import PAGES

        for name in PAGES:
            self.look(name, self.window.go(name, None))
        library = self.window.go("library")
        for entries in library.findChildren(QListWidget):
            for row in range(entries.count()):
                entries.setCurrentRow(row)
                self.rest()
            self.look("library", library)
        self.people, self.notes = self.ask(all_people), self.ask(notes)
        self.reviews = [record.id for record, *_names in self.ask(reviews_with_names)]
        for row in self.people[:3]:
            page = self.window.go("people", row.id)
            bar = page.findChild(QTabBar)
            for tab in range(bar.count()):
                bar.setCurrentIndex(tab)
                self.look(f"person {tab}", page)
        for item in self.notes[:6]:
            page = self.window.go("observation", item.id)
            self.rest()
            for section in page.findChildren(FoldedSection):
                section.unfold()
            self.look("observation", page)
        for review in self.reviews[:2]:
            self.look("review", self.window.go("review", review))
        self.window.go("settings")
        self.seen["doctor"] = [[one.name, one.ok, one.sentence] for one in self.ask(examine)]

    def dialogs(self) -> None:
        from reviewapp.ui.dialogs.begin_review import BeginReviewDialog
        from reviewapp.ui.dialogs.finish import FinishDialog
        from reviewapp.ui.dialogs.focus import FocusDialog
        from reviewapp.ui.dialogs.help import HelpDialog
        from reviewapp.ui.dialogs.import_wizard import ImportWizard
        from reviewapp.ui.dialogs.notice import NoticeDialog
        from reviewapp.ui.dialogs.person import PersonDialog
        from reviewapp.ui.dialogs.telling import TellingDialog

        hub, window, person = self.window.hub, self.window, self.people[0].id
        today = self.ask(lambda vault: vault.today)
        for make in (
            lambda: HelpDialog("Home", window, page="home"), lambda: PersonDialog(hub, person, window), lambda: FocusDialog(hub, person, window),
            lambda: TellingDialog(hub, window), lambda: NoticeDialog(hub, person, window),
            lambda: BeginReviewDialog(hub, self.people, today, parent=window),
            *(partial(NoticeDialog, hub, row.id, window) for row in self.people if row.notice_on is None),
        ):
            self._open(make())
        page = window.go("review", self.reviews[0])
        self.rest()
        self._open(FinishDialog(hub, page.desk, window))
        notes = self.out / "notes <b>&amp;.csv"
        mark = self.mark or "Nobody"
        notes.write_text(
            f"Date,Who,What happened,Told them?\n03/04/2026,{mark},Read it & wrote <b>so</b>.,y\n2026-05-06,\"{mark}\",Asked.,\n", "utf-8"
        )
        wizard = ImportWizard(hub, window, notes)
        self._open(wizard, keep=True)
        wizard.go_on.click()
        self.wait(lambda: wizard.report.count() >= 2)
        self.look("imported", wizard)
        wizard.reject()

    def _open(self, dialog: Any, *, keep: bool = False) -> None:
        from shiboken6 import isValid

        dialog.open()
        self.rest()
        if not isValid(dialog):
            return  # one that found nothing to ask closes itself
        self.look(type(dialog).__name__, dialog)
        if not keep:
            dialog.reject()

    def search(self, words: str) -> None:
        from reviewapp.ui.dialogs.search import SearchDialog

        dialog = SearchDialog(self.window.hub, self.window)
        dialog.open()
        dialog.field.setText(words)
        dialog.field.textEdited.emit(words)
        self.wait(lambda: words in dialog.hint.text() or dialog.found.count() > 0)
        self.look("search", dialog)
        dialog.reject()

    def capture(self, text: str) -> None:
        """Write one down and save it; write another, lock, unlock, and look at what was kept."""
        window, panel = self.window, self.window.capture_panel
        before = len(self.ask(lambda vault: _notes(vault)))
        window.capture(self.people[0].id)
        self.rest()
        panel.form.text.setPlainText(text)
        panel.form.text.edited.emit()
        self.look("capture", panel)
        panel.save()
        self.wait(lambda: window.worker.is_idle and not panel.form.has_words)
        self.look("home with a toast", window)
        assert len(self.ask(lambda vault: _notes(vault))) == before + 1
        window.capture(self.people[0].id)
        self.rest()
        panel.form.text.setPlainText(text + " kept")
        panel.form.text.edited.emit()
        window.lock()
        self.rest()
        self.unlock()
        self.look("kept draft", window)

    def export(self) -> None:
        """Preview, then save through the file dialog, as a person does."""
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication, QFileDialog

        from reviewapp.ui.dialogs.preview import PreviewDialog

        dialog = PreviewDialog(self.window.hub, self.reviews[0], self.window)
        dialog.open()
        self.wait(lambda: dialog.document is not None and not dialog.view.waits)
        self.look("preview", dialog)
        target = self.out / dialog.document.name

        def choose() -> None:
            chooser = next((one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible()), None)
            if chooser is None:
                QTimer.singleShot(20, choose)
                return
            chooser.grab()
            chooser.selectFile(str(target))
            chooser.accept()

        QTimer.singleShot(20, choose)
        dialog.save.click()
        self.wait(target.exists)
        self.look("saved", dialog)
        self.seen["pdf"] = str(target)
        for act in (dialog.saved_file.open_button, dialog.saved_file.folder_button, dialog.saved_file.copy_button):
            act.click()
        self.look("saved", dialog)
        dialog.reject()

    def signatures(self) -> None:
        """Sign a finished review and check it: nothing that could talk to a network may be loaded for that either."""
        from dataclasses import replace

        from reviewapp.actions.review_content import document_content
        from reviewapp.actions.signing import certified_pages
        from reviewapp.report import render_review
        from reviewapp.ui.dialogs.verify import VerifyDialog

        path = self.out / "signed.pdf"

        def sign(vault: Any) -> None:
            content = replace(document_content(vault, review_id=self.reviews[0]), state="final", version=1)
            path.write_bytes(certified_pages(vault, pages=render_review(content).data, is_finished=True))

        self.ask(sign)
        dialog = VerifyDialog(self.window.hub, (path,), self.window)
        dialog.open()
        self.wait(lambda: bool(dialog.answers) and not dialog.is_running)
        assert dialog.answers[0].findings == ("employee_missing",), dialog.answers
        self.look("signatures", dialog)
        dialog.reject()

    def boxes(self, text: str) -> None:
        """The one door for failures, and a question, both with words from people in them."""
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication, QMessageBox

        from reviewapp.domain.errors import EnvironmentFault
        from reviewapp.ui.messages import confirm, show_failure

        def close() -> None:
            box = next((one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()), None)
            if box is None:
                QTimer.singleShot(20, close)
                return
            self.look("box", box)
            box.reject()

        QTimer.singleShot(20, close)
        show_failure(self.window, EnvironmentFault(text, text))
        QTimer.singleShot(20, close)
        confirm(self.window, text, text, "Go on")


def _notes(vault: Any) -> Any:
    from reviewapp.actions.queries import notes

    return notes(vault)


def drive(out: Path, mark: str, text: str) -> None:
    """Everything, then what was seen as JSON on stdout; the program ends when its window closes."""
    try:
        session = Session(out, mark)
        session.unlock()
        session.pages()
        session.search(mark[:5].strip("<") or "the")
        session.dialogs()
        session.boxes(text)
        session.capture(text)
        session.export()
        session.signatures()
        from reviewapp import offline

        session.seen["enforced"], session.seen["network"] = offline.is_enforced(), offline.network_parts()
        session.seen["libraries"] = sorted(
            {line.split(None, 5)[5].strip() for line in Path("/proc/self/maps").read_text("utf-8").splitlines() if ".so" in line}
        )
        session.seen["modules"] = sorted(sys.modules)
        session.window.lock()
        session.rest()
        session.window.close()
        print(json.dumps(session.seen), flush=True)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(70)


def main() -> None:
    """Begin the program as a user does; a thread waits for its application and hands the session to it."""
    vault, out, mark, text = sys.argv[1:5]
    Path(out).mkdir(parents=True, exist_ok=True)

    def hand_over() -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        tick = threading.Event()
        while (app := QApplication.instance()) is None:
            tick.wait(0.02)
        QTimer.singleShot(0, app, lambda: drive(Path(out), mark, text))

    threading.Thread(target=hand_over, daemon=True).start()
    sys.argv = ["reviewapp", "--vault", vault]
    from reviewapp.__main__ import main as run

    run()


if __name__ == "__main__":
    main()
