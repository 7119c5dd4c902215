"""Tell both managers that I know what was handed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from reviewapp.actions.changes import Changes
from reviewapp.actions.exporting import name_part
from reviewapp.actions.handed_notices import HandedNotice
from reviewapp.actions.replying import send_ack
from reviewapp.actions.vaults import Vault
from reviewapp.domain.packet_file import SUFFIX
from reviewapp.i18n import _
from reviewapp.ui.dialogs.hand_over import HandOverDialog, give_it_to
from reviewapp.ui.hub import Hub
from reviewapp.ui.words import written_date


class ConfirmNoticeDialog(HandOverDialog):
    """One file for both, where the new manager's card is known; it is no agreement."""

    def __init__(self, hub: Hub, notice: HandedNotice, parent: QWidget | None = None) -> None:
        super().__init__(
            hub, _("Confirm that you know"),
            _("It says that you know what was handed over, and since when. It is no agreement and no answer."), parent,
        )  # fmt: skip
        self._notice, self._day = notice, ""
        self.load(lambda vault: vault.today.isoformat(), self._show)

    def text_for(self, chosen: Sequence[Any]) -> Callable[[Vault], str]:
        """One sentence."""
        sentence = _("The notice of {day}, that {name} handed over to {other}, arrived on {came}.").format(
            day=written_date(self._notice.handed_on), name=self._notice.by, other=self._notice.to,
            came=written_date(self._notice.came_on),
        )
        return lambda _vault: sentence

    def make(self, chosen: Sequence[Any], into: Path) -> Callable[[Vault], Changes]:
        """Seal the confirmation for both managers."""
        return partial(send_ack, packet_id=self._notice.packet_id, into=into)

    def file_name(self) -> str:
        """Such as ``Received_Ruth-Ansell_2026-11-20.rvpacket``."""
        return f"{_('Received')}_{name_part(self._notice.by)}_{self._day}{SUFFIX}"

    def next_step(self) -> str:
        """How it gets to them."""
        if not self._notice.also_to:
            return give_it_to(self._notice.by)
        return _("The file is made. Give the same file to {name} and to {other}: only you three can open it.").format(
            name=self._notice.by, other=self._notice.also_to
        )

    def _show(self, day: str) -> None:
        self._day = day
        to = _("For {name} and {other}.") if self._notice.also_to else _("For {name}.")
        self.to.setText(to.format(name=self._notice.by, other=self._notice.also_to))
        if not self._notice.also_to:
            self.say(
                _("{name} is known here by another card. Tell them yourself, or take their card in first.").format(
                    name=self._notice.to
                )
            )
        self.offer("")
        self.show_content()
