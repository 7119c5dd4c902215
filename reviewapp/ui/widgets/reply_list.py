"""What somebody said to what was written about them: shown word for word, never to be edited here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewapp.actions.shared_words import ShownReply
from reviewapp.ui.tokens import SPACE_M, SPACE_XS
from reviewapp.ui.widgets.labels import plain_label


class ReplyList(QWidget):
    """One reply under the other: where they stand, their words, and in small how it came."""

    def __init__(self, *, with_names: bool = False) -> None:
        super().__init__()
        self._with_names = with_names
        self._shown: tuple[ShownReply, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_M)

    def show_replies(self, replies: Sequence[ShownReply]) -> None:
        """Show these; nothing moves when they are the ones shown already."""
        if tuple(replies) == self._shown:
            return
        self._shown = tuple(replies)
        while (item := self._column.takeAt(0)) is not None:
            one = item.widget()
            if one is not None:
                one.hide()
                one.deleteLater()
        for reply in replies:
            self._column.addWidget(self._block(reply))
        self.setVisible(bool(replies))

    def _block(self, reply: ShownReply) -> QWidget:
        block = QWidget(self)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        head = ": ".join(part for part in (reply.name if self._with_names else "", reply.stand) if part)
        if head:
            column.addWidget(plain_label(head, "strong"))
        if reply.text:
            column.addWidget(plain_label(reply.text))
        for line in (reply.came, *reply.notes):
            column.addWidget(plain_label(line, "small"))
        return block
