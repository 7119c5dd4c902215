"""Several reviews into one folder: ticked from the start where they are finished, with progress and a way to stop."""

from __future__ import annotations

import threading
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFileDialog,
    QListView,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from reviewapp.actions.bulk_export import BulkExport, export_many
from reviewapp.actions.review_views import ReviewRow, all_reviews
from reviewapp.actions.sentences import in_one_line
from reviewapp.domain.backup import Progress
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.counted_bar import CountedBar
from reviewapp.ui.widgets.flow_layout import row_of
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.words import short_date

LINES = 5  # the list never gets lower; higher as far as the screen goes
REASONS = 4  # shown beside the buttons; the index has all of them
FINISHED = frozenset({"final", "superseded"})
_ROW = int(Qt.ItemDataRole.UserRole)


class _Steps(QObject):
    """Carries progress from the worker's thread to the window's."""

    went_on = Signal(object)


class ExportSeveralDialog(FormDialog):
    """What is ticked is written as PDFs with predictable names, and an index that compares nobody."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        title = _("Export several reviews")
        super().__init__(hub, title, _("Choose a folder …"), parent)
        self._stop = threading.Event()
        self._is_running = False
        self.steps = _Steps(self)
        self.steps.went_on.connect(self._on_went_on)
        self.column.addWidget(plain_label(title, "title"))
        self.column.addSpacing(SPACE_S)
        explanation = _(
            "A PDF each into one folder, with an index of names and files. Finished ones are ticked; a draft says so "
            "on every page. Whoever gets the folder should be entitled to every document in it."
        )
        self.column.addWidget(plain_label(explanation, "muted"))
        self.column.addSpacing(SPACE_S)
        self.rows = QListWidget(self)
        self.rows.setAccessibleName(_("Reviews"))
        self.rows.setWordWrap(True)
        self.rows.setResizeMode(QListView.ResizeMode.Adjust)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
        self.rows.setMinimumHeight(self.fontMetrics().height() * LINES)
        self.column.addWidget(self.rows, 1)
        self.every, self.none = button(_("Choose all")), button(_("Choose none"))
        self.every.clicked.connect(lambda: self._tick(True))
        self.none.clicked.connect(lambda: self._tick(False))
        self.column.addWidget(row_of(self.every, self.none))
        self.progress = CountedBar(_("Documents written"), self)
        self.progress.hide()
        self._foot.insertWidget(0, self.progress)  # never scrolled out of sight
        self.load(all_reviews, self._show)

    def submit_asked(self) -> None:
        """Ask for the folder and write what is ticked."""
        if self._is_running:
            return
        if not self.chosen():
            self.say(_("Choose something first."))
            self.rows.setFocus()
            return
        # Where the last document went, else where documents are kept; never wherever the program was started.
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(self.hub.saved_in or documents)
        folder = QFileDialog.getExistingDirectory(self, _("Folder for the PDFs"), start)
        if folder:
            self.write_to(Path(folder))

    def write_to(self, folder: Path) -> None:
        """Write what is ticked into this folder."""
        chosen = self.chosen()
        self.say("")
        self._stop.clear()
        self.progress.begin(len(chosen))
        self._set_running(True)
        steps, stop = self.steps, self._stop

        def report(progress: Progress) -> bool:
            steps.went_on.emit(progress)
            return not stop.is_set()

        self.hub.ask(
            lambda vault: export_many(vault, review_ids=chosen, folder=folder, report=report),
            self._on_done, self._on_refused,
        )  # fmt: skip

    def chosen(self) -> list[int]:
        """Ids of the ticked reviews."""
        items = [self.rows.item(at) for at in range(self.rows.count())]
        return [item.data(_ROW).id for item in items if item.checkState() == Qt.CheckState.Checked]

    def reject(self) -> None:
        """Stop after the document that is being written, and stay to say so; else close."""
        if self._is_running:
            self._stop.set()
            self.cancel.setEnabled(False)
            return
        super().reject()

    def put_away(self) -> None:
        """The vault is being locked: nothing more is written."""
        self._stop.set()
        super().put_away()

    def _show(self, rows: list[ReviewRow]) -> None:
        for row in rows:
            state = _("finished") if row.state in FINISHED else _("draft")
            period = _("{first} to {last}").format(first=short_date(row.period_from), last=short_date(row.period_to))
            item = QListWidgetItem(f"{row.person} · {state} — {period}")
            item.setData(_ROW, row)
            is_last = row.state == "final"
            item.setCheckState(Qt.CheckState.Checked if is_last else Qt.CheckState.Unchecked)
            self.rows.addItem(item)
        self.rows.setCurrentRow(0)
        self.submit.setEnabled(bool(rows))
        (self.submit if self.chosen() else self.rows).setFocus()

    def _tick(self, ticked: bool) -> None:
        for at in range(self.rows.count()):
            self.rows.item(at).setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _set_running(self, running: bool) -> None:
        self._is_running = running
        for control in (self.submit, self.rows, self.every, self.none):
            control.setEnabled(not running)
        self.cancel.setEnabled(True)
        self.cancel.setText(_("Stop") if running else _("Close"))
        self.cancel.setAccessibleName(self.cancel.text())
        self.progress.setVisible(running)
        (self.cancel if running else self.submit).setFocus()
        self._fit_height()

    def _on_went_on(self, progress: Progress) -> None:
        self.progress.show_done(round(progress.share * self.progress.number))

    def _on_done(self, done: BulkExport) -> None:
        if not shiboken6.isValid(self):
            return
        self._set_running(False)
        if done.is_whole and not done.left_out:
            self.accept()
            sentence = _("The reviews and their index are in the folder “{folder}”.").format(folder=done.folder.name)
            self.hub.said.emit(sentence, False)
            return
        lines = [f"{one.row.person}: {one.why}" for one in done.left_out[:REASONS]]
        if len(done.left_out) > REASONS:
            lines.append(_("The index names the others that were not written, each with its reason."))
        if not done.is_whole:
            stopped = _("Stopped. What was written is whole; the index says that it is not everything.")
            lines.insert(0, done.stopped_by or stopped)
        else:
            lines.insert(0, _("All others are in the folder “{folder}”.").format(folder=done.folder.name))
        self.say("\n".join(lines))
        self._fit_height()

    def _on_refused(self, error: BaseException) -> None:
        if not shiboken6.isValid(self):
            return
        self._set_running(False)
        if isinstance(error, ReviewAppError):
            self.say(in_one_line(error))
        else:
            self.hub.failed.emit(error)
