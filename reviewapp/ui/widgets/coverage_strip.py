"""The coverage strip: what was seen of each focus competency, month by month. A mark says that, never how much."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from reviewapp.actions.shapes import Coverage
from reviewapp.i18n import _
from reviewapp.ui import fonts, theme
from reviewapp.ui.models.coverage_model import AWAY_ROLE, CELL_ROLE, CoverageModel
from reviewapp.ui.models.row_paint import paint_focus_ring
from reviewapp.ui.tokens import RADIUS_CONTROL, SPACE_M, SPACE_S, SPACE_XS

_MARK = 10
_OPENING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class CoverageStrip(QTableView):
    """Arrow keys walk from cell to cell; Enter, Space or a click on a mark emits ``cell_opened(ids)``.

    Nothing is added up and nothing is shaded by amount (PRODUCT.md, promise 2).
    """

    cell_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.coverage = CoverageModel(self)
        self.setModel(self.coverage)
        self.setItemDelegate(_CellDelegate(self))
        self.setHorizontalHeader(_MonthHeader(self.coverage, self))
        self.setVerticalHeader(_CompetencyHeader(self))
        self.setAccessibleName(_("Coverage by month"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_cell_chosen)

    def set_coverage(self, coverage: Coverage) -> None:
        """Show a person's coverage; nothing is emitted."""
        self.coverage.set_coverage(coverage)
        self._measure()

    def sizeHint(self) -> QSize:
        rows = self.verticalHeader().length()
        width = self.verticalHeader().width() + self.horizontalHeader().length()
        height = self.horizontalHeader().sizeHint().height() + rows + self.horizontalScrollBar().sizeHint().height()
        return QSize(width + 2, height + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 30, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _OPENING and self.coverage.cell_at(self.currentIndex()) is not None:
            self._on_cell_chosen(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _measure(self) -> None:
        metrics = QFontMetrics(fonts.scaled(self.font(), fonts.SMALL))
        lines = [line for column in range(self.coverage.columnCount()) for line in self.coverage.month_lines(column)]
        widest = max((metrics.horizontalAdvance(line) for line in lines), default=0)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setDefaultSectionSize(max(widest + 2 * SPACE_S, 2 * _MARK + SPACE_M))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + SPACE_M)
        self.updateGeometry()

    def _on_cell_chosen(self, index: QModelIndex) -> None:
        cell = self.coverage.cell_at(index)
        if cell is not None:
            self.cell_opened.emit(cell.observation_ids)


class _CellDelegate(QStyledItemDelegate):
    """A mark where something was seen, a hatch where the person was away."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = QRectF(option.rect).adjusted(1, 1, -1, -1)
        seen = index.data(CELL_ROLE) is not None
        pointed = seen and bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.hover if pointed else tokens.card))
        painter.drawRoundedRect(cell, RADIUS_CONTROL - 2, RADIUS_CONTROL - 2)
        if index.data(AWAY_ROLE):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(QColor(tokens.hatch), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(cell, RADIUS_CONTROL - 2, RADIUS_CONTROL - 2)
        if seen:
            painter.setPen(QPen(QColor(tokens.card), 2))
            painter.setBrush(QColor(tokens.muted))
            painter.drawEllipse(cell.center(), _MARK / 2, _MARK / 2)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, cell, RADIUS_CONTROL - 2)
        painter.restore()


class _MonthHeader(QHeaderView):
    """Two lines over a column: the month; the year where it changes, or "Away"."""

    def __init__(self, coverage: CoverageModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._coverage = coverage
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        font = fonts.scaled(self.font(), fonts.SMALL)
        return QSize(super().sizeHint().width(), 2 * fonts.line_height(font) + SPACE_S)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        month, under = self._coverage.month_lines(section)
        font = fonts.scaled(self.font(), fonts.SMALL)
        painter.save()
        painter.setFont(font)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setPen(QColor(theme.current().muted))
        half = fonts.line_height(font)
        top = QRect(rect.left(), rect.top() + SPACE_XS, rect.width(), half)
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, month)
        painter.drawText(top.translated(0, half), Qt.AlignmentFlag.AlignCenter, under)
        painter.restore()


class _CompetencyHeader(QHeaderView):
    """The names of the competencies, beginning where reading begins."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        names = [self._name(row) for row in range(self.count())]
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        return QSize(min(widest, metrics.averageCharWidth() * 32) + SPACE_M, super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        direction = self.layoutDirection()
        text = QStyle.visualRect(direction, rect, rect.adjusted(0, 0, -SPACE_S, 0))
        side = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        shown = self.fontMetrics().elidedText(self._name(section), Qt.TextElideMode.ElideRight, text.width())
        painter.save()
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setPen(QColor(theme.current().text))
        painter.drawText(text, side | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine, shown)
        painter.restore()

    def _name(self, row: int) -> str:
        return str(self.model().headerData(row, Qt.Orientation.Vertical))
