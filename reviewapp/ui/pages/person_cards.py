"""Cards of one person in a list, and what can be done with the one chosen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from reviewapp.actions.changes import Changes
from reviewapp.actions.observations import complete_observation, remove_observation, tell
from reviewapp.actions.sentences import in_one_line
from reviewapp.actions.shapes import TimelineCard
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.dialogs.notice import NoticeDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.person_words import card_hint
from reviewapp.ui.tokens import SPACE_S, SPACE_XS
from reviewapp.ui.widgets.banner import Banner
from reviewapp.ui.widgets.buttons import Button, button
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.list_views import TimelineView


class CardList(TimelineView):
    """A time line where a click chooses and a double click or Enter opens, so that one can act on a card."""

    card_chosen = Signal()
    menu_asked = Signal(QPoint)
    bin_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.clicked.disconnect()
        self.doubleClicked.connect(self._on_double_clicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_wanted)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.card_chosen.emit())
        self.timeline.modelReset.connect(self.card_chosen)
        delete = QShortcut(QKeySequence("Delete"), self, self.bin_asked.emit)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)

    def chosen(self) -> TimelineCard | None:
        """The card the keyboard or the mouse is on."""
        return self.timeline.card_at(self.currentIndex())

    def choose(self, observation_id: int | None) -> None:
        """Make a card current when it is loaded."""
        index = self.timeline.index_of(observation_id) if observation_id is not None else QModelIndex()
        if index.isValid():
            self.setCurrentIndex(index)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        card = self.timeline.card_at(index)
        if card is not None:
            self.card_opened.emit(card.id)

    def _on_menu_wanted(self, where: QPoint) -> None:
        index = self.indexAt(where)
        if self.timeline.card_at(index) is not None:
            self.setCurrentIndex(index)
        if self.chosen() is not None:
            self.menu_asked.emit(self.viewport().mapToGlobal(where))


class CardActs(QWidget):
    """Open, told today, complete, move to bin: for the chosen card, as buttons, menu and keys.

    A rule that refuses is explained in a banner above the list, with the way on; nothing is lost by trying.
    """

    def __init__(self, hub: Hub, cards: CardList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub, self.cards = hub, cards
        self.today = date.today()
        self.person_id: int | None = None
        self.notice_missing = False
        self._refused_id: int | None = None
        self.banner = Banner(can_dismiss=False)
        self.banner.dismiss.show()  # part of the banner by now: shown alone it would be a window
        self.banner.action_asked.connect(self._on_way_on)
        self.hint = plain_label("", "small")
        self._buttons = self._make_buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_XS, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(self.hint)
        holder = QWidget(self)
        flow = FlowLayout(holder, SPACE_S)
        for control in self._buttons.values():
            flow.addWidget(control)
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        column.addWidget(holder)
        cards.card_opened.connect(self._on_card_opened)
        cards.card_chosen.connect(self.follow)
        cards.menu_asked.connect(self._on_menu_asked)
        cards.bin_asked.connect(self._on_bin)
        self.follow()

    def follow(self) -> None:
        """Offer what fits the chosen card."""
        card = self.cards.chosen()
        self.setVisible(card is not None)
        if card is None:
            return
        self.hint.setText(card_hint(card))
        self.hint.setVisible(bool(self.hint.text()))
        self._offer("told", offered=_can_be_told(card))
        self._offer("complete", offered=card.status == "jot")

    def menu(self) -> QMenu:
        """The same acts as a menu, for the chosen card; it goes when it is closed."""
        menu, card = QMenu(self), self.cards.chosen()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if card is None:
            return menu
        menu.addAction(_("Open"), self._on_open)
        if _can_be_told(card):
            menu.addAction(_("Told today"), self._on_told)
        if card.status == "jot":
            menu.addAction(_("Complete"), self._on_complete)
        menu.addSeparator()
        menu.addAction(_("Move to bin"), self._on_bin)
        return menu

    def forget(self) -> None:
        """Another person: what was refused is of no interest any more."""
        self._refused_id = None
        self.banner.hide()

    def _offer(self, act: str, *, offered: bool) -> None:
        """Show or hide an act. The keyboard stays with the card: it must not slip to whatever act comes next."""
        if not offered and self._buttons[act].hasFocus():
            self.cards.setFocus(Qt.FocusReason.OtherFocusReason)
        self._buttons[act].setVisible(offered)

    def _make_buttons(self) -> dict[str, Button]:
        made = {
            "open": button(_("Open"), kind="ghost", icon="pencil"),
            "told": button(_("Told today"), kind="ghost", icon="message-circle"),
            "complete": button(_("Complete"), kind="ghost", icon="check"),
            "bin": button(_("Move to bin"), kind="ghost", icon="trash-2"),
        }
        made["open"].clicked.connect(self._on_open)
        made["told"].clicked.connect(self._on_told)
        made["complete"].clicked.connect(self._on_complete)
        made["bin"].clicked.connect(self._on_bin)
        return made

    def _on_menu_asked(self, where: QPoint) -> None:
        self.menu().popup(where)

    def _on_card_opened(self, observation_id: int) -> None:
        self.hub.observation_asked.emit(observation_id)

    def _on_open(self) -> None:
        card = self.cards.chosen()
        if card is not None:
            self.hub.observation_asked.emit(card.id)

    def _on_told(self) -> None:
        # Only this person was talked to; others in the episode keep their own date.
        people = (self.person_id,) if self.person_id is not None else ()
        self._act(partial(tell, told_on=self.today, person_ids=people), _("Recorded: told today."))

    def _on_complete(self) -> None:
        self._act(complete_observation, _("Complete."))

    def _on_bin(self) -> None:
        self._act(remove_observation, _("Moved to the bin."))

    def _act(self, verb: Callable[..., Changes], saying: str) -> None:
        """Do it with the chosen card."""
        card = self.cards.chosen()
        if card is None:
            return
        observation_id = card.id
        self.hub.act(
            lambda vault: verb(vault, observation_id=observation_id), saying=saying,
            failed=lambda error: self._on_refused(error, observation_id),
        )  # fmt: skip

    def _on_refused(self, error: BaseException, observation_id: int) -> None:
        if not isinstance(error, ReviewAppError):
            self.hub.failed.emit(error)
            return
        self._refused_id = observation_id
        way_on = _("Give the notice …") if self.notice_missing else _("Open it")
        self.banner.say(in_one_line(error), way_on)

    def _on_way_on(self) -> None:
        self.banner.hide()
        if self.notice_missing and self.person_id is not None:
            NoticeDialog(self.hub, self.person_id, self.window()).open()
        elif self._refused_id is not None:
            self.hub.observation_asked.emit(self._refused_id)


def _can_be_told(card: TimelineCard) -> bool:
    """Before the notice nothing can be shared; what was told already is not told again."""
    known = card.told_on is not None and card.told_confirmed
    return card.status != "withdrawn" and not card.waits_for_notice and not known
