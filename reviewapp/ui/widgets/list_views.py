"""The two painted lists, ready to use: people and the time line."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from reviewapp.i18n import _
from reviewapp.ui.models.card_delegate import CardDelegate
from reviewapp.ui.models.people_model import PeopleModel
from reviewapp.ui.models.person_delegate import PersonDelegate
from reviewapp.ui.models.timeline_model import TimelineModel

_OPENING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class PeopleView(QListView):
    """A list of people. ``person_chosen(id)`` follows the keyboard and the mouse, not `select`."""

    person_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = PeopleModel(self)
        self.setModel(self.people)
        self.setItemDelegate(PersonDelegate(self))
        self.setAccessibleName(_("People"))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._selecting = False

    def select(self, person_id: int) -> None:
        """Show a person as chosen; nothing is emitted."""
        self._selecting = True
        self.setCurrentIndex(self.people.index_of(person_id))
        self._selecting = False

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 24, super().minimumSizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Focus alone makes the first row current; choosing is an act of the user.
        self._selecting = True
        super().focusInEvent(event)
        self._selecting = False

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        person = self.people.person_at(current)
        if person is not None and not self._selecting and self.hasFocus():
            self.person_chosen.emit(person.id)


class WrappingView(QListView):
    """A list of rows that get higher when their lines get shorter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # Qt lays a list out anew for another height only.
            self.scheduleDelayedItemsLayout()
        # Pixel steps would otherwise follow the first row, which may be a low heading.
        self.verticalScrollBar().setSingleStep(self.fontMetrics().lineSpacing() * 2)


class TimelineView(WrappingView):
    """A time line. ``card_opened(id)`` reports Enter, Space or a click on a card."""

    card_opened = Signal(int)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.timeline = TimelineModel(self)
        self.setModel(self.timeline)
        self.setItemDelegate(CardDelegate(self))
        self.setAccessibleName(name or _("Observations"))
        self.clicked.connect(self._on_clicked)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 36, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if Qt.Key(event.key()) in _OPENING and plain and self.timeline.card_at(self.currentIndex()) is not None:
            self._on_clicked(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        card = self.timeline.card_at(index)
        if card is not None:
            self.card_opened.emit(card.id)
