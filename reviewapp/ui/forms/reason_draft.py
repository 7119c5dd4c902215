"""A reason in words of one's own is journaled like any other text, by the page or panel the question stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub

if TYPE_CHECKING:
    from reviewapp.actions.vaults import Vault


@runtime_checkable
class KeepsReasons(Protocol):
    """A page or panel with questions on it. ``reason_editor`` names its place in the journal; "" keeps nothing."""

    hub: Hub

    def reason_editor(self) -> str: ...


class ReasonDraft(QObject):
    """Keeps one line for one question, and brings back what was typed for the same question before.

    Nothing is kept where no page around it keeps reasons. ``forget`` when the reason was given.
    """

    def __init__(self, line: QLineEdit, about: str) -> None:
        super().__init__(line)
        self._line, self._about = line, about
        self._keeper: Any = None
        around: QWidget | None = line.parentWidget()
        while around is not None and not isinstance(around, KeepsReasons):
            around = around.parentWidget()
        if around is None or not around.reason_editor():
            return
        from reviewapp.ui.journal import DraftKeeper

        self._keeper = DraftKeeper(around.hub, around.reason_editor(), self._contents, self)
        line.textEdited.connect(lambda _text: self._keeper.touch())
        around.hub.ask(self._kept, while_alive(self, self._bring_back))

    def forget(self) -> None:
        """The reason was given: it stands with the answer now."""
        if self._keeper is not None:
            self._keeper.forget()

    def _contents(self) -> dict[str, Any]:
        text = self._line.text()
        return {"about": self._about, "text": text} if text.strip() else {}

    def _kept(self, vault: Vault) -> str:
        from reviewapp.actions.journaling import kept_drafts

        body, _moment = kept_drafts(vault).get(self._keeper.editor, ({}, ""))
        return str(body.get("text", "")) if body.get("about") == self._about else ""

    def _bring_back(self, text: str) -> None:
        if text and not self._line.text():
            self._line.setText(text)
