"""Keeping what is typed: an editor's contents reach the vault's journal at most a second after a key (promise 5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from reviewapp.actions.journaling import forget_draft, keep_draft
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub

DELAY_MS = 700


class DraftKeeper(QObject):
    """Journals one editor under its name, such as ``capture`` or ``observation/3``.

    ``contents`` returns what to keep, or an empty dictionary when there is nothing worth keeping. `kept`
    is emitted after the commit, `failed` (exception) when the journal could not be written: the editor
    says so where one types, since a box for every key stroke would keep people from typing.
    """

    kept = Signal()
    failed = Signal(object)

    def __init__(self, hub: Hub, editor: str, contents: Callable[[], dict[str, Any]], parent: QObject) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hub, self._contents = hub, contents
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.keep_now)

    @property
    def is_behind(self) -> bool:
        """True while something typed waits to be journaled."""
        return self._timer.isActive()

    def touch(self) -> None:
        """The user changed something. A running clock is left alone: who types on and on is journaled each second."""
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self, then: Callable[[], object] | None = None) -> None:
        """Journal at once what is there; ``then`` is called after the commit."""
        self._timer.stop()
        contents = self._contents()
        if not contents:
            self.forget(then)
            return
        editor = self.editor
        self._do(lambda vault: keep_draft(vault, editor=editor, body=contents), then)

    def forget(self, then: Callable[[], object] | None = None, *, editor: str = "") -> None:
        """The contents were saved, or thrown away on purpose; ``editor`` names one that is no longer shown."""
        if not editor:
            self._timer.stop()
        editor = editor or self.editor
        self._do(lambda vault: forget_draft(vault, editor=editor), then)

    def pause(self) -> None:
        """Stop the clock: another way of keeping the contents is already under way."""
        self._timer.stop()

    def _do(self, job: Callable[[Any], None], then: Callable[[], object] | None) -> None:
        def done(_none: object) -> None:
            self.kept.emit()
            if then is not None:
                then()

        def failed(error: BaseException) -> None:
            self._hub.not_kept.emit(error)
            self.failed.emit(error)

        self._hub.ask(job, while_alive(self, done), while_alive(self, failed))
