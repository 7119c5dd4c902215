"""All reviews, newest period first, and the way to begin one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reviewapp.actions.review_views import ReviewRow
from reviewapp.i18n import _
from reviewapp.ui.pages.review_rows import ReviewDelegate, ReviewsModel
from reviewapp.ui.tokens import SPACE_L, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.empty_state import EmptyState
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.list_views import WrappingView

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
WIDTH_CHARACTERS = 110


class RowsView(WrappingView):
    """A list whose rows are opened with Enter or a double click, in every style of Qt."""

    row_opened = Signal(QModelIndex)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self.row_opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier and index.isValid():
            self.row_opened.emit(index)
        else:
            super().keyPressEvent(event)


class ReviewList(QWidget):
    """``review_opened`` carries an id; ``begin_asked``, ``export_asked``, ``people_asked`` what the buttons offer."""

    review_opened = Signal(int)
    begin_asked = Signal()
    export_asked = Signal()
    people_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_people = True
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_L)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(plain_label(_("Reviews"), "title"), 1)
        self.begin = button(_("Begin review"), "plain", "plus")
        self.begin.clicked.connect(self.begin_asked)
        self.export = button(_("Export several …"), "plain", "download")
        self.export.clicked.connect(self.export_asked)
        head.addWidget(self.export, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.rows = RowsView(_("Reviews"), self)
        self.rows.setMaximumWidth(self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS)
        self.rows.setSpacing(1)
        self._model = ReviewsModel(self)
        self.rows.setModel(self._model)
        self.rows.setItemDelegate(ReviewDelegate(self.rows))
        self.rows.row_opened.connect(self._on_row_opened)
        self.empty = EmptyState("file-text", _("No review yet."))
        self.empty.action_asked.connect(self._on_empty_action)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)

    def show_reviews(self, rows: Sequence[ReviewRow], *, has_people: bool) -> None:
        """Show all reviews, or what to do first."""
        self._has_people = has_people
        self._model.set_reviews(rows)
        self.begin.setVisible(has_people and bool(rows))
        self.export.setVisible(bool(rows))
        if has_people:
            self.empty.set_texts(
                _("No review yet. A review gathers the episodes of a period; you choose which of them it rests on."),
                _("Begin review"),
            )
        else:
            self.empty.set_texts(
                _("A review is about a person. Add the people you review first."), _("Go to People")
            )
        self._stack.setCurrentWidget(self.rows if rows else self.empty)
        if rows and not self.rows.currentIndex().isValid():
            self.rows.setCurrentIndex(self._model.index(0))

    def set_cursor(self) -> None:
        """Put the keyboard on the list, or on what to do first."""
        (self.rows if self._stack.currentWidget() is self.rows else self.empty.action).setFocus()

    def _on_row_opened(self, index: QModelIndex) -> None:
        row = self._model.review_at(index)
        if row is not None:
            self.review_opened.emit(row.id)

    def _on_empty_action(self) -> None:
        (self.begin_asked if self._has_people else self.people_asked).emit()
