"""Check signed reviews: drop or choose them, and read in words what holds, whose keys they are, and what to do if not.

Files are judged one by one in the worker, so the window stays alive and stopping is at once. Nothing is written but the
list one asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from reviewapp.actions.sentences import in_one_line
from reviewapp.actions.vaults import Vault
from reviewapp.actions.verify_words import key_words, signer_sentence, stated_moment
from reviewapp.actions.verifying import Checked, Pin, check_files, files_in, pins_of, read_pins
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.contents_list import ContentsList
from reviewapp.ui.widgets.counted_bar import CountedBar
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import breakable, plain_label, tooltip_text, window_title

_WIDTH, _HEIGHT = 900, 720
_PATTERN = "(*.pdf *.PDF)"


class VerifyDialog(QDialog):
    """Results of checking some files; ``paths`` may be empty, then the person chooses first."""

    def __init__(self, hub: Hub, paths: Sequence[Path] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self.answers: list[Checked] = []
        self.files: tuple[Path, ...] = ()
        self._paths: tuple[Path, ...] = tuple(paths)
        self._pins_file: Path | None = None
        self._report: Path | None = None
        self._run: Iterator[Checked] | None = None
        self._failed = 0
        self._turn = 0  # answers of a run that was given up are told by it
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(window_title(_("Check signatures")))
        self.resize(min(_WIDTH, self.screen().availableSize().width() - SPACE_XL), _HEIGHT)
        self._build()
        if self._paths:
            self.begin()
        else:
            self._say(_("Choose a signed review, or a folder that holds some."))

    @property
    def is_running(self) -> bool:
        """True until every file is judged or the run was stopped."""
        return self._run is not None

    def begin(self) -> None:
        """Judge what was chosen, from the beginning or going on with a list."""
        self.stop()
        self._turn += 1
        turn, paths, pins_file, report = self._turn, self._paths, self._pins_file, self._report
        required = ("manager",) if self.manager_only.isChecked() else ("manager", "employee")
        self.answers, self._failed = [], 0
        self.entries.clear()

        def prepare(vault: Vault) -> tuple[tuple[Path, ...], Iterator[Checked]]:
            pins: dict[str, Pin] = pins_of(vault) | (read_pins(pins_file) if pins_file is not None else {})
            files = files_in(paths)
            return files, check_files(files, pins=pins, required=required, report=report)

        def ready(made: tuple[tuple[Path, ...], Iterator[Checked]]) -> None:
            if isValid(self) and turn == self._turn:
                self.files, self._run = made
                self.progress.begin(len(self.files))
                self.progress.setVisible(len(self.files) > 1)
                self.stop_button.setVisible(len(self.files) > 1)
                self.entries.setVisible(len(self.files) > 1)
                self._settle()
                self._say(_("Checking …"))
                self._next(turn)

        self.hub.ask(prepare, ready, self._on_failed)

    def stop(self) -> None:
        """Judge no more; what was judged stays, also in a list."""
        self._turn += 1
        if self._run is not None:
            self._run = None
            self._say(_("Stopped. What was checked so far stands below; going on with the same list spares it."))
        self._settle()

    def reject(self) -> None:
        self._run = None
        self._turn += 1
        super().reject()

    def _next(self, turn: int) -> None:
        run = self._run
        if run is None:
            return
        self.hub.ask(lambda _vault: next(run, None), lambda answer: self._take(turn, answer), self._on_failed)

    def _take(self, turn: int, answer: Checked | None) -> None:
        if not isValid(self) or turn != self._turn:
            return
        if answer is None:
            self._run = None
            self._finish()
            return
        self.answers.append(answer)
        self._add(answer)
        self.progress.show_done(len(self.answers))
        self._next(turn)

    def _add(self, answer: Checked) -> None:
        mark = _("Holds") if not answer.findings else _("Does not hold")
        why = "" if not answer.findings else " " + answer.sentences[0][0]
        item = QListWidgetItem(f"{answer.path.name} · {mark}.{why}")
        item.setData(Qt.ItemDataRole.UserRole, answer)
        # What fails stands first: in a folder of thousands nobody reads the rest.
        self.entries.insertItem(self._failed if answer.findings else self.entries.count(), item)
        self._failed += bool(answer.findings)
        if len(self.files) == 1:
            self._show(answer)

    def _finish(self) -> None:
        failed = self._failed
        if len(self.answers) == 1:
            self._say(_("This file holds.") if not failed else _("This file does not hold."))
        else:
            all_hold = _("All {all} files hold.").format(all=len(self.answers))
            some = _("{failed} of {all} do not hold; they stand first.")
            self._say(some.format(failed=failed, all=len(self.answers)) if failed else all_hold)
            self.entries.setCurrentRow(0)
        self._settle()

    def _settle(self) -> None:
        self.stop_button.setEnabled(self.is_running)
        self.list_button.setEnabled(bool(self._paths) and not self.is_running)
        if not self.is_running:
            self.progress.hide()
            self.stop_button.hide()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(plain_label(_("Check signatures"), "title"))
        column.addWidget(plain_label(_(
            "Known are your own key, those your cards name, and a list of keys you choose. Nothing is looked up "
            "anywhere else."
        ), "muted"))  # fmt: skip
        column.addWidget(self._choices())
        self.state = plain_label("", "section")
        column.addWidget(self.state)
        going = QHBoxLayout()
        going.setSpacing(SPACE_M)
        self.progress = CountedBar(_("Files checked"), self)
        self.stop_button = button(_("Stop"))
        self.stop_button.clicked.connect(self.stop)
        going.addWidget(self.progress, 1)
        going.addWidget(self.stop_button)
        column.addLayout(going)
        self.entries = ContentsList(_("Files"), self)
        self.entries.currentItemChanged.connect(self._on_chosen)
        self.entries.hide()
        column.addWidget(self.entries, 1)
        self.reading = QScrollArea(self)
        self.reading.setWidgetResizable(True)
        self.reading.setAccessibleName(_("Result"))
        column.addWidget(self.reading, 2)
        column.addLayout(self._foot())
        self._settle()

    def _choices(self) -> QWidget:
        row = QWidget(self)
        flow = FlowLayout(row, SPACE_S)
        policy = row.sizePolicy()
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        self.choose = button(_("Choose files …"), icon="upload")
        self.choose.clicked.connect(self._on_choose)
        self.choose_folder = button(_("Choose a folder …"))
        self.choose_folder.clicked.connect(self._on_choose_folder)
        self.choose_pins = button(_("List of keys …"), "ghost")
        self.choose_pins.clicked.connect(self._on_choose_pins)
        self.manager_only = QCheckBox(_("The employee did not sign"))
        self.manager_only.setToolTip(_("Then the manager's signature is enough."))
        self.manager_only.clicked.connect(lambda: self.begin() if self._paths else None)
        for part in (self.choose, self.choose_folder, self.choose_pins, self.manager_only):
            flow.addWidget(part)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addStretch(1)
        self.list_button = button(_("Write a list …"), icon="download")
        self.list_button.setToolTip(_("A CSV with a line for each file; an earlier one is gone on with."))
        self.list_button.clicked.connect(self._on_list_asked)
        close = button(_("Close"))
        close.clicked.connect(self.reject)
        row.addWidget(self.list_button)
        row.addWidget(close)
        return row

    def _show(self, answer: Checked) -> None:
        """One file in full."""
        page = QFrame()
        page.setProperty("kind", "panel")
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(plain_label(breakable(answer.path.name), "section"))
        for sentence, step in answer.sentences:
            column.addWidget(plain_label(sentence, "strong"))
            column.addWidget(plain_label(step))
            column.addSpacing(SPACE_S)
        if not answer.findings:
            column.addWidget(plain_label(_("Whole as it was signed, by keys that are known."), "strong"))
            column.addSpacing(SPACE_S)
        for one in answer.signers:
            said_by = plain_label(signer_sentence(one))
            said_by.setToolTip(tooltip_text(stated_moment(one)))
            said_by.setAccessibleDescription(stated_moment(one))
            column.addWidget(said_by)
            column.addWidget(plain_label(key_words(one.fingerprint), "muted"))
            column.addSpacing(SPACE_S)
        if answer.attachment is not None:
            said = _("Attached data, SHA-256 {figures}").format(figures=breakable(answer.attachment))
            column.addWidget(plain_label(said, "muted"))
        column.addStretch(1)
        self.reading.setWidget(page)

    def _on_chosen(self, item: QListWidgetItem | None, _before: object = None) -> None:
        if item is not None:
            self._show(item.data(Qt.ItemDataRole.UserRole))

    def _on_choose(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileNames(
            self, _("Signed reviews"), "", f"{_('PDF files')} {_PATTERN}"
        )
        self._choose(chosen)

    def _on_choose_folder(self) -> None:
        self._choose([QFileDialog.getExistingDirectory(self, _("Folder of signed reviews"))])

    def _choose(self, chosen: Sequence[str]) -> None:
        paths = tuple(Path(one) for one in chosen if one)
        if paths:
            self.check(paths)

    def check(self, paths: Sequence[Path]) -> None:
        """Judge these files and folders, and write no list."""
        self._paths, self._report = tuple(paths), None
        self.begin()

    def _on_choose_pins(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(self, _("List of keys"))
        if chosen:
            self._pins_file = Path(chosen)
            if self._paths:
                self.begin()

    def _on_list_asked(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("List of checked files"), "signatures.csv", _("Lists (*.csv)"),
            options=QFileDialog.Option.DontConfirmOverwrite,  # an earlier list is gone on with, never overwritten
        )
        if chosen:
            self._report = Path(chosen)
            self.begin()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, ReviewAppError) and isValid(self):
            self._run = None
            self._say(in_one_line(error))
            self._settle()
        else:
            self.hub.failed.emit(error)

    def _say(self, sentence: str) -> None:
        self.state.setText(sentence)
        announce(self, sentence)
