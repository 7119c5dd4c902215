"""Hand my answers back to who wrote about me, or confirm that their file arrived."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from reviewapp.actions.changes import Changes
from reviewapp.actions.exporting import name_part
from reviewapp.actions.my_side import MySide, Written, my_side
from reviewapp.actions.replying import reply_body, send_ack, send_reply
from reviewapp.actions.shared_words import reply_text
from reviewapp.actions.vaults import Vault
from reviewapp.domain.packet_file import SUFFIX
from reviewapp.i18n import _
from reviewapp.ui.dialogs.hand_over import HandOverDialog, give_it_to
from reviewapp.ui.hub import Hub
from reviewapp.ui.words import written_date


class HandBackDialog(HandOverDialog):
    """Drafts to one person, each ticked from the start; at most one of them is about a review."""

    def __init__(self, hub: Hub, contact_id: int, parent: QWidget | None = None) -> None:
        super().__init__(
            hub, _("Hand back your answers"),
            _("From then on they stay as you sent them, on both sides. You can always add another answer later."),
            parent,
        )
        self._contact_id = contact_id
        self._waiting: dict[int, Written] = {}
        self._by, self._day = "", ""
        self.load(my_side, self._show)

    def text_for(self, chosen: Sequence[Any]) -> Callable[[Vault], str]:
        """My words, as they will stand."""
        titles = {one.uid: one.title for one in self._waiting.values()}
        return lambda vault: reply_text(reply_body(vault, own_reply_ids=chosen)[1], titles)

    def make(self, chosen: Sequence[Any], into: Path) -> Callable[[Vault], Changes]:
        """Seal them for who wrote to me."""
        return partial(send_reply, own_reply_ids=chosen, into=into)

    def file_name(self) -> str:
        """Such as ``Answer-to_Ruth-Ansell_2026-11-20.rvpacket``."""
        return f"{_('Answer-to')}_{name_part(self._by)}_{self._day}{SUFFIX}"

    def next_step(self) -> str:
        """How it gets to them."""
        return give_it_to(self._by)

    def _show(self, side: MySide) -> None:
        self._day = side.today.isoformat()
        mine = [one for one in side.waiting if one.contact_id == self._contact_id]
        has_review = False
        for one in mine:
            draft = one.draft
            assert draft is not None  # it waits because of it
            self._waiting[draft.id] = one
            self._by = one.by
            self.add_row(one.title, draft.id, ticked=one.what == "observation" or not has_review)
            has_review = has_review or one.what == "review"
        self.to.setText(_("For {name}.").format(name=self._by) if mine else "")
        self.offer(_("Answers"))
        if not mine:
            self.say(_("No answer waits to be handed back."))
        self.submit.setEnabled(bool(mine))
        self.rows.setCurrentRow(0)
        self.rows.setFocus()
        self.show_content()


class ConfirmDialog(HandOverDialog):
    """Say that a file arrived, and nothing else."""

    def __init__(self, hub: Hub, item: Written, parent: QWidget | None = None) -> None:
        super().__init__(
            hub, _("Confirm that it arrived"),
            _("It says that exactly this file reached you, and when. It is no agreement and no answer."), parent,
        )
        self._item = item
        self._day = ""
        self.load(lambda vault: vault.today.isoformat(), self._show)

    def text_for(self, chosen: Sequence[Any]) -> Callable[[Vault], str]:
        """One sentence."""
        sentence = _("“{title}” arrived on {day}.").format(
            title=self._item.title, day=written_date(self._item.newest.came_on)
        )
        return lambda _vault: sentence

    def make(self, chosen: Sequence[Any], into: Path) -> Callable[[Vault], Changes]:
        """Seal the confirmation for who wrote to me."""
        return partial(send_ack, packet_id=self._item.newest.packet_id, into=into)

    def file_name(self) -> str:
        """Such as ``Received_Ruth-Ansell_2026-11-20.rvpacket``."""
        return f"{_('Received')}_{name_part(self._item.by)}_{self._day}{SUFFIX}"

    def next_step(self) -> str:
        """How it gets to them."""
        return give_it_to(self._item.by)

    def _show(self, day: str) -> None:
        self._day = day
        self.to.setText(_("For {name}.").format(name=self._item.by))
        self.offer("")
        self.show_content()

