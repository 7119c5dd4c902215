"""The coverage strip as a table: focus competencies by months. A cell says what was seen, never how much."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewapp.actions.shapes import Coverage, CoverageCell
from reviewapp.i18n import _
from reviewapp.ui import words
from reviewapp.ui.widgets.labels import tooltip_text

CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 1
AWAY_ROLE = CELL_ROLE + 1

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_EMPTY = Coverage(months=(), away_months=frozenset(), competencies=(), cells=())


class CoverageModel(QAbstractTableModel):
    """One person's `Coverage`. Every cell reads as a sentence: "Discernment, May 2026: title; title"."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._coverage = _EMPTY
        self._cells: dict[tuple[int, int], CoverageCell] = {}

    def set_coverage(self, coverage: Coverage) -> None:
        """Show another person's or period's coverage."""
        self.beginResetModel()
        self._coverage = coverage
        rows = {competency: row for row, (competency, _name) in enumerate(coverage.competencies)}
        columns = {month: column for column, month in enumerate(coverage.months)}
        self._cells = {
            (rows[cell.competency_id], columns[cell.month]): cell
            for cell in coverage.cells
            if cell.competency_id in rows and cell.month in columns and cell.observation_ids
        }
        self.endResetModel()

    def cell_at(self, index: Index) -> CoverageCell | None:
        """What was seen in a cell; None when nothing was noted."""
        return self._cells.get((index.row(), index.column())) if index.isValid() else None

    def is_away(self, column: int) -> bool:
        """True for a month in which the person was away."""
        return self._coverage.months[column] in self._coverage.away_months

    def sentence(self, row: int, column: int) -> str:
        """A cell in words."""
        competency = self._coverage.competencies[row][1]
        month = words.written_month(self._coverage.months[column])
        cell = self._cells.get((row, column))
        if cell is not None:
            seen = "; ".join(cell.titles)
        else:
            seen = _("away") if self.is_away(column) else _("nothing noted")
        return _("{competency}, {month}: {seen}").format(competency=competency, month=month, seen=seen)

    def month_lines(self, column: int) -> tuple[str, str]:
        """The heading of a column: the month, and under it "Away" or, where it changes, the year."""
        month = self._coverage.months[column]
        if self.is_away(column):
            return words.short_month(month), _("Away")
        return words.short_month(month), str(month.year) if column == 0 or month.month == 1 else ""

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._coverage.competencies)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._coverage.months)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(self.sentence(index.row(), index.column()))
        if role == CELL_ROLE:
            return self.cell_at(index)
        return self.is_away(index.column()) if role == AWAY_ROLE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        inside = section < (self.columnCount() if orientation == Qt.Orientation.Horizontal else self.rowCount())
        if not inside or role not in {
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole
        }:  # fmt: skip
            return None
        if orientation == Qt.Orientation.Vertical:
            name = self._coverage.competencies[section][1]
            return tooltip_text(name) if role == Qt.ItemDataRole.ToolTipRole else name
        month = words.written_month(self._coverage.months[section])
        return _("{month}, away").format(month=month) if self.is_away(section) else month
