"""What the small forms have in common: filled without saving, one act at the end, the reason beside it when refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from reviewapp.actions.changes import Changes
from reviewapp.actions.sentences import in_one_line
from reviewapp.actions.vaults import Vault
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.forms.form_keeper import Fields, FormKeeper
from reviewapp.ui.forms.kept_banner import KeptBanner
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.reading_page import ReadingPage
from reviewapp.ui.tokens import SPACE_L, SPACE_S, SPACE_XL, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import field_label, plain_label, window_title
from reviewapp.ui.widgets.problem_label import ProblemLabel
from reviewapp.ui.widgets.scrolling import scroll_area

WIDTH_CHARACTERS = 92


class FormDialog(QDialog):
    """A scrolling column, a sentence for what stops it, and two buttons.

    Subclasses put their fields into `column` with `row`, set `touched` when the user changed something,
    and answer `submit_asked`. Nothing is written before the primary button is pressed. Those with words in them call
    `keep_as`: what is typed is then journaled, and leaving asks nothing, since it comes back.
    """

    def __init__(self, hub: Hub, title: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self.touched = False
        self.kept: FormKeeper | None = None
        self.setWindowTitle(window_title(title))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, SPACE_L, 0, SPACE_L)
        outer.setSpacing(SPACE_L)
        self.banner = KeptBanner(self)
        above = QVBoxLayout()
        above.setContentsMargins(SPACE_XL, 0, SPACE_XL, 0)
        above.addWidget(self.banner)
        outer.addLayout(above)
        self.column = self._scrolling_column(outer)
        self.problem = ProblemLabel(self, "strong")
        self.submit = button(act, kind="primary")
        self.submit.clicked.connect(self.submit_asked)
        self.cancel = button(_("Cancel"))
        self.cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.submit)
        self._outer = outer
        foot = self._foot = QVBoxLayout()
        foot.setContentsMargins(SPACE_XL, 0, SPACE_XL, 0)
        foot.setSpacing(SPACE_S)
        foot.addWidget(self.problem)
        foot.addLayout(buttons)
        outer.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.submit.click)
        wanted = self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS
        room = self.screen().availableGeometry().width()
        self.resize(min(wanted, room * 9 // 10), self.sizeHint().height())

    def submit_asked(self) -> None:
        """The user wants the form to take effect."""
        raise NotImplementedError(type(self).__name__)

    def row(self, label: str, control: QWidget, hint: str = "") -> None:
        """Put a labelled control under the others, with a muted line that explains it."""
        self.column.addWidget(field_label(label, control))
        self.column.addWidget(control)
        if hint:
            self.column.addWidget(plain_label(hint, "small"))
        self.column.addSpacing(SPACE_S)

    def say(self, sentence: str) -> None:
        """Say beside the buttons what stops the form; "" takes it away."""
        self.problem.say(sentence)

    def keep_as(self, editor: str, contents: Callable[[], Fields], fill: Callable[[Fields], None]) -> None:
        """Journal what is typed under a name such as ``person/3``; call it before `load`.

        ``contents`` is what to keep, as plain JSON; ``fill`` puts it back into the fields.
        """
        self.kept = FormKeeper(self.hub, editor, contents, fill, self.banner, self)

    def load(self, query: Callable[[Vault], Any], then: Callable[[Any], None]) -> None:
        """Ask the vault for what the form shows; the answer is dropped when the form was closed before."""
        self.submit.setEnabled(False)
        keeper = self.kept

        def show(answers: tuple[Any, Fields]) -> None:
            if shiboken6.isValid(self):
                self.submit.setEnabled(True)
                then(answers[0])
                if keeper is not None:
                    keeper.show_kept(answers[1])
                    self.touched = keeper.is_changed
                # What was put in just now has its size only once it was shown and dressed.
                QTimer.singleShot(0, self, self._fit_height)

        self.hub.ask(lambda vault: (query(vault), keeper.read(vault) if keeper is not None else {}), show)

    def run(
        self, action: Callable[[Vault], Changes], saying: str, then: Callable[[Changes], None] | None = None,
        *, stay: bool = False,
    ) -> None:  # fmt: skip
        """Do it once; a refusal is shown in the form, which stays open with everything in it (with ``stay`` always)."""
        self.say("")
        self.submit.setEnabled(False)
        keeper = self.kept
        if keeper is not None:
            keeper.pause()

        def act(vault: Vault) -> Changes:
            changes = action(vault)
            if keeper is not None:
                keeper.saved(vault)
            return changes

        def done(changes: Changes) -> None:
            if shiboken6.isValid(self):
                self.touched = False
                if stay:
                    self.submit.setEnabled(True)
                else:
                    self.accept()
            if then is not None:
                then(changes)

        def failed(error: BaseException) -> None:
            open_still = shiboken6.isValid(self)
            if open_still:
                self.submit.setEnabled(True)
                if keeper is not None:
                    keeper.touch()
            if open_still and isinstance(error, ReviewAppError):
                self.say(in_one_line(error))
            else:
                self.hub.failed.emit(error)

        self.hub.act(act, initiator=self, saying=saying, then=done, failed=failed)

    def touch(self) -> None:
        """The user changed something."""
        self.touched = True
        self.say("")
        if self.kept is not None:
            self.kept.touch()

    def reject(self) -> None:
        """Close without saving; what was typed waits in the journal until the form is opened again."""
        if self.touched and self.kept is not None:
            self.kept.leave("aside")
        super().reject()

    def put_away(self) -> None:
        """The vault is being locked: close at once; the form comes back after unlocking."""
        if self.isVisible() and self.touched and self.kept is not None:
            self.kept.leave("locked")
        self.done(QDialog.DialogCode.Rejected)

    def _scrolling_column(self, outer: QVBoxLayout) -> QVBoxLayout:
        self._scroll = scroll_area(self)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = ReadingPage()
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE_XL, SPACE_XS, SPACE_XL, SPACE_XS)
        column.setSpacing(SPACE_XS)
        self._page = page
        self._scroll.setWidget(page)
        outer.addWidget(self._scroll, 1)
        return column

    def _fit_height(self) -> None:
        """As high as its fields need, as far as the screen goes; the rest scrolls."""
        layout = self._page.layout()
        if layout is None:
            return
        layout.activate()
        inner = layout.totalHeightForWidth(self._scroll.viewport().width())
        margins = self._outer.contentsMargins()
        around = margins.top() + margins.bottom() + self._outer.spacing() + self._foot.sizeHint().height()
        room = self.screen().availableGeometry().height() * 9 // 10
        self.resize(self.width(), min(inner + around + SPACE_S, room))
