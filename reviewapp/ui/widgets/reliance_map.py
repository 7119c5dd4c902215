"""The reliance map: episodes by what AI's output was worth and what the person did with it.

A map of episodes to talk about: no totals, no shading, no trend (domain.md C).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from reviewapp.actions.shapes import RelianceCell
from reviewapp.i18n import _
from reviewapp.ui import words
from reviewapp.ui.tokens import SPACE_L, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.episode_button import EpisodeButton
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.tab_order import place_in_tab_order

ROWS = ("sound", "flawed", "unclear", "no_output")
COLUMNS = ("accepted", "revised", "rejected", "escalated", "did_without_ai")
# Below this many characters for each column the titles would be cut to pieces: a list reads better.
_COLUMN_CHARACTERS = 17


class RelianceMap(QWidget):
    """``episode_opened(id)`` reports the press on a title. Wide it is a grid, narrow a list of the same cells."""

    episode_opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Reliance map"))
        self._cells: dict[tuple[str, str], RelianceCell] = {}
        self._rest: list[RelianceCell] = []
        self._titles: list[EpisodeButton] = []
        self._as_grid: bool | None = None
        self._content: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def set_cells(self, cells: Sequence[RelianceCell]) -> None:
        """Show these cells; what has no place on the map (response not known) is listed under it."""
        self._cells = {(cell.soundness, cell.response): cell for cell in cells if self._on_map(cell)}
        self._rest = [cell for cell in cells if not self._on_map(cell) and cell.titles]
        self._build(self._fits_grid(self.width()))

    def titles(self) -> list[EpisodeButton]:
        """The titles in reading order."""
        return list(self._titles)

    def is_grid(self) -> bool:
        """True while there is room for the grid."""
        return bool(self._as_grid)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 24, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        grid = self._fits_grid(event.size().width())
        if self._as_grid is not None and grid != self._as_grid:
            self._build(grid)

    @staticmethod
    def _on_map(cell: RelianceCell) -> bool:
        # Without any output there was nothing to accept or reject; only the last column applies.
        without = cell.soundness == "no_output" and cell.response != "did_without_ai"
        return cell.soundness in ROWS and cell.response in COLUMNS and not without

    def _fits_grid(self, width: int) -> bool:
        return width >= self.fontMetrics().averageCharWidth() * _COLUMN_CHARACTERS * (len(COLUMNS) + 1)

    def _build(self, grid: bool) -> None:
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._as_grid, self._titles = grid, []
        self._content = QWidget(self)
        (self._fill_grid if grid else self._fill_list)(self._content)
        self._column.addWidget(self._content)
        place_in_tab_order(self, self._titles)

    def _fill_grid(self, content: QWidget) -> None:
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE_XS)
        for column, response in enumerate(COLUMNS, 1):
            grid.addWidget(plain_label(words.response(response), "strong"), 0, column)
            grid.setColumnStretch(column, 1)
            # Equal columns, whatever stands in them: width must not look like weight.
            grid.setColumnMinimumWidth(column, 1)
        for row, soundness in enumerate(ROWS, 1):
            heading = plain_label(self._output(soundness), "strong")
            heading.setMinimumWidth(heading.fontMetrics().averageCharWidth() * 9)
            grid.addWidget(heading, row, 0, Qt.AlignmentFlag.AlignTop)
            for column, response in enumerate(COLUMNS, 1):
                if soundness != "no_output" or response == "did_without_ai":
                    grid.addWidget(self._cell_frame(soundness, response), row, column)
        if self._rest:
            grid.addWidget(self._rest_part(), len(ROWS) + 1, 0, 1, len(COLUMNS) + 1)

    def _fill_list(self, content: QWidget) -> None:
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_L)
        for soundness in ROWS:
            for response in COLUMNS:
                cell = self._cells.get((soundness, response))
                if cell is not None and cell.titles:
                    column.addWidget(self._part(self._place(cell), [cell]))
        if self._rest:
            column.addWidget(self._rest_part())
        column.addStretch()

    def _rest_part(self) -> QWidget:
        return self._part(_("Not placed on the map: the response is not known"), self._rest)

    def _part(self, heading: str, cells: Sequence[RelianceCell]) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(plain_label(heading, "strong"))
        for cell in cells:
            self._add_titles(column, cell)
        return part

    def _cell_frame(self, soundness: str, response: str) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(SPACE_XS, SPACE_XS, SPACE_XS, SPACE_S)
        column.setSpacing(0)
        cell = self._cells.get((soundness, response))
        if cell is not None and cell.titles:
            self._add_titles(column, cell)
        column.addStretch()
        return frame

    def _add_titles(self, column: QVBoxLayout, cell: RelianceCell) -> None:
        for title, observation_id in zip(cell.titles, cell.observation_ids, strict=True):
            column.addWidget(self._title(title, observation_id, cell))
        if cell.reading:
            reading = plain_label(cell.reading, "small")
            reading.setContentsMargins(SPACE_XS, SPACE_XS, SPACE_XS, 0)
            column.addWidget(reading)

    def _title(self, title: str, observation_id: int, cell: RelianceCell) -> EpisodeButton:
        made = EpisodeButton(title)
        # Where it stands on the map is told by position, which a screen reader does not see.
        made.setAccessibleDescription(self._place(cell))
        made.clicked.connect(lambda: self.episode_opened.emit(observation_id))
        made.walked.connect(lambda step: self._on_walked(made, step))
        self._titles.append(made)
        return made

    def _on_walked(self, title: EpisodeButton, step: int) -> None:
        at = self._titles.index(title) + step
        if 0 <= at < len(self._titles):
            self._titles[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _place(self, cell: RelianceCell) -> str:
        return f"{self._output(cell.soundness)} · {words.response(cell.response)}"

    @staticmethod
    def _output(soundness: str) -> str:
        return {
            "sound": _("Output sound"), "flawed": _("Output flawed"), "unclear": _("Output unclear"),
            "no_output": _("No output"),
        }[soundness]  # fmt: skip
