"""What the person said to the review: the last block of its page, and the way to type in what came on paper."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewapp.actions.replies import look_at_replies
from reviewapp.actions.review_views import ReviewDesk
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.review_blocks import Block
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.reply_list import ReplyList


class ReplyBlock(Block):
    """Read only. A reply can be typed in once the review was shared: nobody answers what nobody saw."""

    def __init__(self, hub: Hub, review_id: int, parent: QWidget | None = None) -> None:
        super().__init__(_("What they say to it"), "", parent)
        self._hub, self._review_id = hub, review_id
        self.replies = ReplyList()
        self.column.addWidget(self.replies)
        self.record = button(_("Record their reply …"), tip=_("What they said aloud, or gave you on paper."))
        self.record.clicked.connect(self._on_record)
        row = QHBoxLayout()
        row.addWidget(self.record)
        row.addStretch()
        self.column.addLayout(row)

    def show_desk(self, desk: ReviewDesk) -> None:
        """Show the replies, or what stands in for them."""
        self.replies.show_replies(desk.replies)
        hint = _("Their own words, printed in every later PDF and never altered.")
        if desk.shared_on is None:
            hint = _("Once it was shared, their reply stands here: handed back as a file, or typed in by you.")
        elif not desk.replies:
            hint = _("No reply so far. That holds nothing up.")
        self.hint.setText(hint)
        self.hint.show()
        self.record.setVisible(desk.shared_on is not None)
        if desk.replies and self.window().isVisible():
            self._hub.act(
                lambda vault: look_at_replies(vault, review_id=self._review_id), initiator=self.window()
            )

    def stops(self) -> list[QWidget]:
        """Nothing here is typed in place."""
        return [self.record]

    def set_cursor(self) -> None:
        """Go to the one act of this block."""
        self.record.setFocus()

    def _on_record(self) -> None:
        from reviewapp.ui.dialogs.record_reply import RecordReplyDialog

        RecordReplyDialog(self._hub, self._review_id, self.window()).open()
