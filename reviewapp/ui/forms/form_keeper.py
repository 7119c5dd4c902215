"""Words typed in a dialog outlive it: journaled while typing, offered when the form is opened again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from reviewapp.actions.journaling import forget_draft, keep_draft, kept_drafts
from reviewapp.actions.vaults import Vault
from reviewapp.i18n import _
from reviewapp.ui.forms.kept_banner import KeptBanner
from reviewapp.ui.hub import Hub
from reviewapp.ui.journal import DraftKeeper

Fields = dict[str, Any]


class FormKeeper(QObject):
    """Journals one form under ``editor`` (such as ``person/3``) as long as it differs from what was loaded.

    The journal remembers how it ended: "typing" (the program stopped), "locked", or "aside" (the user left it). The
    first two are opened again after unlocking (`ui.reopening`); the last waits until the form is opened by hand.
    """

    def __init__(
        self, hub: Hub, editor: str, contents: Callable[[], Fields], fill: Callable[[Fields], None],
        banner: KeptBanner, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.editor = editor
        self._hub, self._contents, self._fill, self._banner = hub, contents, fill, banner
        self._loaded: Fields | None = None
        self.keeper = DraftKeeper(hub, editor, lambda: self._body("typing"), self)

    @property
    def is_changed(self) -> bool:
        """True while the form holds something that is not in the vault."""
        return self._loaded is not None and self._contents() != self._loaded

    def read(self, vault: Vault) -> Fields:
        """What the journal holds for this form; runs in the worker."""
        found = kept_drafts(vault).get(self.editor)
        return found[0] if found else {}

    def show_kept(self, body: Fields) -> None:
        """The form is filled from the vault: put the kept words over it and say so."""
        self._loaded = self._contents()
        fields = body.get("fields")
        if not isinstance(fields, dict):
            return
        self._fill(fields)
        if not self.is_changed:
            self.keeper.forget()
            return
        sentence = _("This was being written when the program stopped.")
        if not body.get("stopped"):
            sentence = _("Kept as a draft.")
        self._banner.say(sentence, ((_("Keep"), lambda: None), (_("Discard"), self._on_discard)))

    def touch(self) -> None:
        """The user changed something."""
        self.keeper.touch()

    def leave(self, how: str) -> None:
        """The form closes: keep what is in it, "aside" or "locked"."""
        self.keeper.pause()
        body, editor = self._body(how), self.editor
        if not body:
            self._hub.ask(lambda vault: forget_draft(vault, editor=editor), lambda _none: None)
            return

        def kept(_none: object) -> None:
            if how == "aside":
                self._hub.said.emit(_("Kept as a draft"), False)

        # Not through the keeper: the form may be gone before the answer comes.
        self._hub.ask(lambda vault: keep_draft(vault, editor=editor, body=body), kept, self._hub.not_kept.emit)

    def saved(self, vault: Vault) -> None:
        """The form was saved: the journal lets go of it. Runs in the worker, after the commit."""
        forget_draft(vault, editor=self.editor)

    def pause(self) -> None:
        """It is being saved."""
        self.keeper.pause()

    def _body(self, how: str) -> Fields:
        return {"fields": self._contents(), "how": how} if self.is_changed else {}

    def _on_discard(self) -> None:
        """Thrown away on purpose, and still one press from coming back."""
        thrown = self._contents()
        if self._loaded is not None:
            self._fill(self._loaded)
        self.keeper.forget()

        def bring_back() -> None:
            self._fill(thrown)
            self.keeper.keep_now()

        self._banner.say(_("Discarded."), ((_("Bring it back"), bring_back),))
