"""The part of Settings, Backups about copies that an erasure or a new key did not reach; hidden without any."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewapp.actions.changes import Changes
from reviewapp.actions.unreached import Unreached, reach_again, throw_away, unreached, unreached_words
from reviewapp.actions.vaults import Vault
from reviewapp.i18n import _
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub
from reviewapp.ui.messages import confirm, explain
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.row_list import RowList

ROWS = 4


class UnreachedPart(QWidget):
    """Names them with the reason, tries again, and ends it for good; the page reads anew after each act."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self._found: tuple[Unreached, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(plain_label(_("Not reached yet"), "strong"))
        column.addWidget(plain_label(_(
            "These are tried again each time the vault is opened: connect the disk they lie on. What can never be "
            "read again can be thrown away."
        ), "muted"))  # fmt: skip
        self.list = RowList(_("Copies not reached yet"), ROWS, self)
        self.list.currentRowChanged.connect(self._on_chosen)
        column.addWidget(self.list)
        self.why = plain_label("")
        column.addWidget(self.why)
        acts = QWidget(self)
        flow = FlowLayout(acts, SPACE_S)
        self.again = button(_("Try again now"))
        self.again.clicked.connect(self._on_again)
        self.away = button(_("Throw it away …"))
        self.away.clicked.connect(self._on_away)
        for one in (self.again, self.away):
            flow.addWidget(one)
        column.addWidget(acts)
        self.hide()

    def refresh(self) -> None:
        """Read again what is left to reach."""
        self.hub.ask(unreached, while_alive(self, self._show))

    def _show(self, found: tuple[Unreached, ...]) -> None:
        self._found = found
        self.list.clear()
        self.list.addItems([one.path.name for one in found])
        self.list.fit()
        self.setVisible(bool(found))
        if found:
            self.list.setCurrentRow(0)

    def _chosen(self) -> Unreached | None:
        at = self.list.currentRow()
        return self._found[at] if 0 <= at < len(self._found) else None

    def _on_chosen(self, _row: int) -> None:
        one = self._chosen()
        if one is not None:
            self.why.setText(unreached_words(one))
            self.away.setText(_("Forget this folder …") if one.is_folder else _("Throw it away …"))
            self.away.setAccessibleName(self.away.text())

    def _on_again(self) -> None:
        self._act(reach_again)

    def _on_away(self) -> None:
        one = self._chosen()
        if one is None:
            return
        if one.is_folder:
            agreed = confirm(
                self, _("Forget the folder {path}?").format(path=one.path),
                _("Backups in it are not changed any more. If it turns up again, they still hold what they held."),
                _("Forget it"),
            )  # fmt: skip
        else:
            agreed = confirm(
                self, _("Throw away {path}?").format(path=one.path),
                _("The file is deleted from the disk. This cannot be undone."), _("Throw it away"),
            )
        if agreed:
            self._act(partial(throw_away, path=one.path))

    def _act(self, act: Callable[[Vault], Changes]) -> None:
        self.again.setEnabled(False)
        self.away.setEnabled(False)
        self.hub.act(act, then=while_alive(self, self._on_done), failed=while_alive(self, self._on_failed))

    def _on_done(self, _changes: Changes) -> None:
        self._rest()

    def _on_failed(self, error: BaseException) -> None:
        self._rest()
        sentence = " ".join(explain(error))
        self.why.setText(sentence)
        announce(self, sentence)

    def _rest(self) -> None:
        self.again.setEnabled(True)
        self.away.setEnabled(True)
