"""What the people in an observation said to it; above its form, read only."""

from __future__ import annotations

from reviewapp.actions.replies import look_at_replies, shown_to_observation
from reviewapp.actions.shared_words import ShownReply
from reviewapp.i18n import _
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.forms.section import Section
from reviewapp.ui.hub import Hub
from reviewapp.ui.widgets.reply_list import ReplyList


class ObservationReplies(Section):
    """Hidden while nobody said anything. Showing them is what ends their waiting on Home."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(_("What they say to it"), _("Their own words; they are never altered."))
        self._hub = hub
        self._shown_for = 0
        self.replies = ReplyList(with_names=True)
        self.column.addWidget(self.replies)
        self.hide()

    def show_for(self, observation_id: int) -> None:
        """Read what was said to one observation."""
        self._shown_for = observation_id
        self._hub.ask(
            lambda vault: shown_to_observation(vault, observation_id=observation_id),
            while_alive(self, lambda found: self._show(observation_id, found)),
        )

    def _show(self, observation_id: int, found: tuple[ShownReply, ...]) -> None:
        if observation_id != self._shown_for:
            return
        self.replies.show_replies(found)
        self.setVisible(bool(found))
        if found and self.isVisible():
            self._hub.act(
                lambda vault: look_at_replies(vault, observation_id=observation_id), initiator=self.window()
            )
