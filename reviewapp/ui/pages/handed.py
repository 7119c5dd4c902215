"""What another manager gave: whose it is, whether that person knows, and what came, word for word."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewapp.actions.handed import Handed, HandedReview, HandedRow, handed, show_handed, take_over
from reviewapp.i18n import _
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.library_reading import Leaf, pair
from reviewapp.ui.pages.page_of_packet import PageOfPacket
from reviewapp.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.buttons import Button, button
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.empty_state import EmptyState
from reviewapp.ui.widgets.episode_button import EpisodeButton
from reviewapp.ui.widgets.flow_layout import row_of
from reviewapp.ui.widgets.labels import field_label, plain_label
from reviewapp.ui.widgets.reply_list import ReplyList
from reviewapp.ui.words import short_date, written_date


class HandedPage(PageOfPacket):
    """`open` takes the id of a packet: a handover or a contribution."""

    interests = frozenset({"handed", "observation", "person", "notice", "packet", "contact"})

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self.leaf: HandedLeaf | None = None

    def refresh(self) -> None:
        """Read it again: it may have been said whose it is, or that they know."""
        packet_id = self.packet_id
        if packet_id is None:
            empty = EmptyState("users", _("What other managers give you is opened from their file, or from Home."), "")
            self._scroll.setWidget(empty)
            return
        self.hub.ask(lambda vault: handed(vault, packet_id=packet_id), while_alive(self, self._show))

    def _show(self, found: Handed) -> None:
        if found.packet_id != self.packet_id:
            return
        place = self._scroll.verticalScrollBar().value()
        self.leaf = HandedLeaf(self.hub, found)
        self._scroll.setWidget(self.leaf)
        self._scroll.verticalScrollBar().setValue(place)
        if self.isVisible() and not found.opened:
            self.hub.act(lambda vault: show_handed(vault, packet_id=found.packet_id), initiator=self)


class HandedLeaf(Leaf):
    """The page of one file."""

    def __init__(self, hub: Hub, found: Handed) -> None:
        name = found.person or found.about_name
        title = _("Handed over to you: {name}") if found.kind == "handover" else _("Observations about {name}")
        super().__init__(title.format(name=name))
        self._hub, self._found = hub, found
        self.whose: ChoiceBox | None = None
        self.inform: Button | None = None
        self.rows: list[EpisodeButton] = []
        came = _("From {name}, came on {day}.").format(name=found.sender, day=written_date(found.came_on))
        self.say(came, "muted")
        if not found.compared:
            self.say(_("Who wrote it rests on the file alone: the words of the card were not compared yet."), "muted")
        if found.relation:
            self.say(_("How they worked together: {relation}").format(relation=found.relation))
        if found.message:
            self.say(found.message)
        self.column.addSpacing(SPACE_S)
        if found.person_id is None:
            self._ask_whose()
        else:
            self._state()
        self._observations()
        for review in found.reviews:
            self._review(review)
        self.end()

    def _ask_whose(self) -> None:
        """Nothing is guessed: a name may be that of two people."""
        found = self._found
        self.head(_("Who is meant?"))
        self.say(_("“{name}” may be somebody you have already, or somebody new of the same name.").format(
            name=found.about_name
        ))  # fmt: skip
        self.whose = ChoiceBox(self)
        for one in found.namesakes:
            label = _("{name}, {role}").format(name=one.name, role=one.role) if one.role else one.name
            self.whose.addItem(label, one.person_id)
        taken = {one.name.casefold() for one in found.namesakes}
        fresh, number = found.about_name, 2
        while fresh.casefold() in taken:
            fresh, number = f"{found.about_name} ({number})", number + 1
        self.whose.addItem(_("Somebody new: {name}").format(name=fresh), fresh)
        self.whose.setMaximumWidth(self.fontMetrics().averageCharWidth() * 52)
        self.whose.setAccessibleName(_("Person"))
        self.column.addWidget(field_label(_("Person"), self.whose))
        self.column.addWidget(self.whose)
        put = button(_("Put it under this person"), "primary")
        put.clicked.connect(self._on_put)
        self.put = put
        self.column.addWidget(row_of(put))

    def _state(self) -> None:
        found = self._found
        to_person = button(_("Go to {name}").format(name=found.person))
        to_person.clicked.connect(lambda: self._hub.page_asked.emit("people", found.person_id))
        acts = [to_person]
        if found.informed_on is not None:
            self.say(_("{name} knows since {day} that you have it.").format(
                name=found.person, day=written_date(found.informed_on)
            ))  # fmt: skip
        else:
            self.column.addWidget(plain_label(_("Not informed"), "strong"))
            if found.told_by_notice:
                sentence = _("{name} does not know yet that you have it: {sender} made a notice for them, and their "
                             "confirmation has not come. Open it when it comes, or tell them and record the day. Until "
                             "then nothing here can be cited.")  # fmt: skip
            else:
                sentence = _("{name} does not know yet that you have it. Tell them what it says and from whom it "
                             "comes, and record the day. Until then nothing here can be cited.")  # fmt: skip
            self.say(sentence.format(name=found.person, sender=found.sender))
            self.inform = button(_("They were told …"), "primary")
            self.inform.clicked.connect(self._on_inform)
            acts = [self.inform, to_person]
        if found.own_notice_on is None:
            given = _("{sender} gave them the notice on {day}; that was for what {sender} writes.").format(
                sender=found.sender, day=written_date(found.notice_given_on)
            ) if found.notice_given_on is not None else ""  # fmt: skip
            own = _("Give {name} your own notice before you write, share or cite.").format(name=found.person)
            self.say(f"{given} {own}".strip(), "muted")
            notice = button(_("Give the notice …"))
            notice.clicked.connect(self._on_notice)
            acts.append(notice)
        self.column.addWidget(row_of(*acts))

    def _observations(self) -> None:
        rows = self._found.rows
        if not rows:
            return
        self.head(_("Observations"))
        for row in rows:
            if row.observation_id is None:
                self.column.addWidget(pair(row.title, _row_words(row)))
                continue
            self.column.addWidget(self._opening(row))
        if self._found.person_id is not None and any(row.observation_id is None for row in rows):
            self.say(_("What cannot be opened was here already, or lies in the bin."), "small")

    def _opening(self, row: HandedRow) -> QWidget:
        """A line that opens the observation, with what is known of it below."""
        shown, holder = EpisodeButton(row.title), QWidget()
        shown.clicked.connect(partial(self._hub.observation_asked.emit, row.observation_id))
        self.rows.append(shown)
        small = plain_label(_row_words(row), "small")
        small.setContentsMargins(SPACE_XS, 0, SPACE_XS, 0)  # under the words of the line, not under its frame
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, SPACE_XS)
        lines.setSpacing(0)
        lines.addWidget(shown)
        lines.addWidget(small)
        return holder

    def _review(self, review: HandedReview) -> None:
        self.head(review.title)
        self.say(_("{state}, by {name}").format(state=review.state, name=review.reviewer), "muted")
        for label, text in review.lines:
            self.column.addWidget(pair(label, text))
        if review.replies:
            self.column.addSpacing(SPACE_M)
            said = ReplyList(with_names=True)
            said.show_replies(review.replies)
            self.column.addWidget(said)

    def _on_put(self) -> None:
        packet_id, chosen = self._found.packet_id, self.whose.currentData() if self.whose is not None else None
        if isinstance(chosen, int):
            self._hub.act(
                lambda vault: take_over(vault, packet_id=packet_id, person_id=chosen), saying=_("Put under this person")
            )
        elif chosen:
            self._hub.act(
                lambda vault: take_over(vault, packet_id=packet_id, name=str(chosen)), saying=_("Person added")
            )

    def _on_inform(self) -> None:
        from reviewapp.ui.dialogs.inform import InformDialog

        InformDialog(self._hub, self._found.packet_id, self.window()).open()

    def _on_notice(self) -> None:
        from reviewapp.ui.dialogs.notice import NoticeDialog

        if self._found.person_id is not None:
            NoticeDialog(self._hub, self._found.person_id, self.window()).open()


def _row_words(row: HandedRow) -> str:
    parts = [short_date(row.observed_on)] if row.observed_on is not None else [_("Date open")]
    parts += [_("Concern")] if row.concern else []
    parts.append(_("by {name}").format(name=row.written_by))
    told = _("told on {day}").format(day=short_date(row.told_on)) if row.told_on else _("not told yet")
    return " · ".join([*parts, told])
