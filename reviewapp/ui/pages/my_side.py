"""My side: what others wrote about me, my log, and what I gave to whom. The same for everybody: there is no role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewapp.actions.countersigning import SigningStand, signing_stand
from reviewapp.actions.handed_notices import HandedNotice
from reviewapp.actions.my_side import LogRow, MySide, Written, my_side, show_written
from reviewapp.actions.packets import mark_opened
from reviewapp.actions.replying import discard_answer
from reviewapp.i18n import _
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.library_reading import Leaf
from reviewapp.ui.pages.my_side_leaves import HandedNoticeLeaf, LogLeaf, WrittenLeaf, nothing_leaf, released_leaf
from reviewapp.ui.pages.page import Page
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.contents_list import ContentsList
from reviewapp.ui.widgets.parts import contents_and_text, contents_side, part_tabs, titled_panel
from reviewapp.ui.words import written_date

TABS = ("written", "log", "released", "handed")


@dataclass
class _Entry:
    """One line of a list, and what it opens; ``key`` finds it again after a refresh."""

    text: str
    key: object
    leaf: Callable[[], Leaf]


@dataclass
class _Tab:
    title: str
    entries: list[_Entry] = field(default_factory=list)
    chosen: object = None


class MySidePage(Page):
    """Lists at the leading side, the chosen line in full beside them; ``packet_id`` brought it."""

    interests = frozenset({"share", "own_reply", "packet", "contact", "observation", "person"})

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self._tabs = {
            "written": _Tab(_("Written about me")), "log": _Tab(_("My log")),
            "released": _Tab(_("What I gave to whom")), "handed": _Tab(_("Handed to others")),
        }  # fmt: skip
        self.side: MySide | None = None
        self._wanted_packet: int | None = None
        self._lay_out()

    @property
    def packet_id(self) -> int | None:
        """The packet that brought what is shown, or None."""
        chosen, notice = self._chosen_item(), self._tabs["handed"].chosen
        if self._front is self._tabs["handed"]:
            return notice if isinstance(notice, int) else None
        return chosen.newest.packet_id if chosen is not None else None

    def open(self, argument: Any) -> None:
        """Bring what a packet brought to the front (by its id), or one of `TABS` by its name."""
        if argument in TABS:
            self.tabs.setCurrentIndex(TABS.index(argument))
        elif isinstance(argument, tuple) and argument[0] == "handed":
            self._tabs["handed"].chosen = argument[1]
            self.tabs.setCurrentIndex(TABS.index("handed"))
            if not self._stale:
                self.refresh()
        elif isinstance(argument, int):
            self._wanted_packet = argument
            self.tabs.setCurrentIndex(0)
            if not self._stale:
                self.refresh()

    def refresh(self) -> None:
        """Read again what the vault holds."""
        self.hub.ask(my_side, while_alive(self, self._show))

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._head())
        self.entries = ContentsList(_("Contents"))
        self.entries.currentRowChanged.connect(self._on_chosen)
        split, self.reading = contents_and_text(contents_side(self.entries), 34, self)
        outer.addWidget(split, 1)

    def _head(self) -> QFrame:
        self.export = button(_("Export all …"), icon="download", tip=_("Everything here as files anybody can read."))
        self.export.clicked.connect(self._on_export)
        self.write = button(_("Write an episode …"), icon="plus", tip=_("Into your own log; nobody else sees it."))
        self.write.clicked.connect(self._on_write)
        tip = _("What was asked of you, what you wrote, and beginning unasked.")
        self.answers = button(_("Self-assessments …"), icon="pencil", tip=tip)
        self.answers.clicked.connect(lambda: self.hub.page_asked.emit("answer", None))
        head, heading = titled_panel(_("My side"), self.write, self.answers, self.export)
        self.tabs = part_tabs((self._tabs[name].title for name in TABS), _("Parts of this page"), self)
        self.tabs.currentChanged.connect(self._show_tab)
        heading.addWidget(self.tabs)
        return head

    @property
    def _front(self) -> _Tab:
        return self._tabs[TABS[max(0, self.tabs.currentIndex())]]

    def _show(self, side: MySide) -> None:
        self.side = side
        self._tabs["written"].entries = [
            _Entry(_line(one), (one.contact_id, one.uid), partial(self._written_leaf, one)) for one in side.written
        ]
        self._tabs["log"].entries = [
            _Entry(_log_line(row), row.observation_id, partial(self._log_leaf, row)) for row in side.log
        ]
        self._tabs["released"].entries = [
            _Entry(
                _("{day} — to {name}").format(day=written_date(row.made_on), name=row.to), row.packet_id,
                partial(released_leaf, row),
            )
            for row in side.released
        ]  # fmt: skip
        self._tabs["handed"].entries = [
            _Entry(_handed_line(one), one.packet_id, partial(self._handed_leaf, one)) for one in side.handed
        ]
        wanted, self._wanted_packet = self._wanted_packet, None
        brought = [one for one in side.written if any(version.packet_id == wanted for version in one.versions)]
        if brought:
            self._tabs["written"].chosen = (brought[0].contact_id, brought[0].uid)
        self._show_tab()

    def _show_tab(self) -> None:
        tab = self._front
        keys = [one.key for one in tab.entries]
        self.entries.blockSignals(True)
        self.entries.clear()
        self.entries.addItems([one.text for one in tab.entries])
        row = keys.index(tab.chosen) if tab.chosen in keys else 0
        self.entries.setCurrentRow(row if keys else -1)
        self.entries.blockSignals(False)
        if self.side is not None:
            self._on_chosen(row if keys else -1)

    def _on_chosen(self, row: int) -> None:
        tab = self._front
        place = self.reading.verticalScrollBar().value()
        same = False
        if 0 <= row < len(tab.entries):
            same = tab.chosen == tab.entries[row].key
            tab.chosen = tab.entries[row].key
            self.reading.setWidget(tab.entries[row].leaf())
        else:
            self.reading.setWidget(nothing_leaf(TABS[max(0, self.tabs.currentIndex())]))
        self.reading.verticalScrollBar().setValue(place if same else 0)

    def _chosen_item(self) -> Written | None:
        tab = self._tabs["written"]
        written = self.side.written if self.side is not None and self._front is tab else ()
        return next((one for one in written if (one.contact_id, one.uid) == tab.chosen), None)

    def _written_leaf(self, item: Written) -> Leaf:
        leaf = WrittenLeaf(item)
        leaf.act_asked.connect(lambda act: self._on_act_asked(item, act))
        with_pages = tuple(version.packet_id for version in reversed(item.versions) if version.has_pdf)
        if with_pages:
            leaf.signing.act_asked.connect(self._on_signing_asked)
            # Checking a signature takes longer than reading words: the page stands before.
            self.hub.ask(
                lambda vault: signing_stand(vault, packet_ids=with_pages), while_alive(leaf, leaf.show_signing)
            )
        if self.isVisible() and not all(version.opened for version in item.versions):
            self.hub.act(
                lambda vault: show_written(vault, uid=item.uid, contact_id=item.contact_id), initiator=self
            )
        return leaf

    def _log_leaf(self, row: LogRow) -> Leaf:
        leaf = LogLeaf(row)
        leaf.open_asked.connect(self.hub.observation_asked)
        return leaf

    def _handed_leaf(self, notice: HandedNotice) -> Leaf:
        leaf = HandedNoticeLeaf(notice)
        leaf.confirm_asked.connect(self._on_notice_confirmed)
        if self.isVisible() and not notice.opened:
            self.hub.act(lambda vault: mark_opened(vault, packet_id=notice.packet_id), initiator=self)
        return leaf

    def _on_notice_confirmed(self, notice: HandedNotice) -> None:
        from reviewapp.ui.dialogs.confirm_notice import ConfirmNoticeDialog

        ConfirmNoticeDialog(self.hub, notice, self).open()

    def _on_act_asked(self, item: Written, act: str) -> None:
        draft, packet_id = item.draft, item.newest.packet_id
        if act == "answer":
            from reviewapp.ui.dialogs.my_answer import AnswerDialog

            AnswerDialog(self.hub, packet_id, item.uid, self).open()
        elif act == "hand_back":
            from reviewapp.ui.dialogs.hand_back_answers import HandBackDialog

            HandBackDialog(self.hub, item.contact_id, self).open()
        elif act == "confirm":
            from reviewapp.ui.dialogs.hand_back_answers import ConfirmDialog

            ConfirmDialog(self.hub, item, self).open()
        elif act == "pages":
            from reviewapp.ui.dialogs.shared_pages import SharedPagesDialog

            SharedPagesDialog(self.hub, packet_id, self).open()
        elif act == "discard" and draft is not None:
            self.hub.act(
                lambda vault: discard_answer(vault, own_reply_id=draft.id), saying=_("The draft is thrown away")
            )

    def _on_signing_asked(self, act: str, stand: SigningStand) -> None:
        if act == "save_again":
            from reviewapp.ui.dialogs.made_file import MadeFileDialog

            said = _("The same file as you made it on {day}, in case it got lost.")
            day = written_date(stand.signed_on) if stand.signed_on is not None else ""
            MadeFileDialog(self.hub, stand.answer_id, _("Your signed answer"), said.format(day=day), self).open()
            return
        from reviewapp.ui.dialogs.sign import ReadAndSignDialog, SignedPagesDialog

        kind = ReadAndSignDialog if act == "sign" else SignedPagesDialog
        kind(self.hub, stand.packet_id, self).open()

    def _on_write(self) -> None:
        from reviewapp.ui.dialogs.own_episode import OwnEpisodeDialog

        dialog = OwnEpisodeDialog(self.hub, None, self)
        dialog.accepted.connect(lambda: self.tabs.setCurrentIndex(TABS.index("log")))
        dialog.open()

    def _on_export(self) -> None:
        from reviewapp.ui.dialogs.export_my_side import ExportMySideDialog

        ExportMySideDialog(self.hub, self).open()


def _line(one: Written) -> str:
    """Title, day and who wrote it; what is new and what waits is said in words."""
    facts = [written_date(one.day)] if one.day is not None and one.what == "observation" else []
    facts.append(_("by {name}").format(name=one.by))
    if not all(version.opened for version in one.versions):
        facts.append(_("new"))
    if one.draft is not None:
        facts.append(_("your answer is a draft"))
    elif one.answers:
        facts.append(_("answered"))
    return f"{one.title}\n{' · '.join(facts)}"


def _handed_line(one: HandedNotice) -> str:
    facts = [written_date(one.handed_on), _("by {name}").format(name=one.by)]
    facts += [] if one.confirmed else [_("not confirmed yet")]
    return f"{_('To {name}').format(name=one.to)}\n{' · '.join(facts)}"


def _log_line(row: LogRow) -> str:
    day = written_date(row.day) if row.day is not None else _("Date open")
    return f"{row.title}\n{day}"
