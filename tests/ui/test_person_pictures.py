from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget

from reviewapp.actions.shapes import Coverage, CoverageCell, RelianceCell
from reviewapp.ui.widgets.coverage_strip import CoverageStrip
from reviewapp.ui.widgets.reliance_map import RelianceMap
from tests.helpers.keyboard import accessible_nodes, press, tab

HOSTILE = '<img src="file:///x">'
MONTHS = (date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1))
COVERAGE = Coverage(
    months=MONTHS,
    away_months=frozenset({MONTHS[2]}),
    competencies=(("J1", "Discernment"), ("J5", "Verification")),
    cells=(CoverageCell(MONTHS[1], "J1", ("Read the table", HOSTILE), (4, 9)),),
)


def test_the_coverage_strip_is_walked_cell_by_cell_and_opens_what_was_seen(shown) -> None:
    strip = CoverageStrip()
    window = shown(strip)
    opened: list[object] = []
    strip.cell_opened.connect(opened.append)
    strip.set_coverage(COVERAGE)
    assert tab(window) == "Coverage by month"
    press(window, Qt.Key.Key_Return)
    assert opened == [], "an empty cell has nothing to open"
    press(window, Qt.Key.Key_Right)
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Space)
    assert opened == [(4, 9), (4, 9)]
    assert tab(window) == "after", "Tab leaves, arrows walk"


def test_every_cell_of_the_coverage_strip_reads_as_a_sentence(shown) -> None:
    strip = CoverageStrip()
    shown(strip)
    strip.set_coverage(COVERAGE)
    heard = {node.text(QAccessible.Text.Name) for node in accessible_nodes(strip)}
    assert f"Discernment, May 2026: Read the table; {HOSTILE}" in heard
    assert "Verification, May 2026: nothing noted" in heard
    assert "Verification, June 2026: away" in heard
    assert {"April 2026", "June 2026, away"} <= heard
    assert "<img" not in strip.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole)


def test_the_coverage_strip_marks_much_and_little_alike(shown) -> None:
    strip = CoverageStrip()
    shown(strip)

    def picture(titles: int) -> object:
        cell = CoverageCell(MONTHS[0], "J1", ("seen",) * titles, tuple(range(titles)))
        strip.set_coverage(Coverage(MONTHS, frozenset(), COVERAGE.competencies, (cell,)))
        return strip.grab().toImage()

    assert picture(1) == picture(9)
    assert picture(1) != picture(0)


def test_away_is_hatched_and_named(shown, qtbot) -> None:
    strip = CoverageStrip()
    shown(strip, width=800)
    strip.set_coverage(COVERAGE)
    assert strip.coverage.month_lines(2) == ("Jun", "Away")
    cells = [strip.visualRect(strip.model().index(1, column)).adjusted(5, 5, -5, -5) for column in range(3)]
    qtbot.waitUntil(lambda: strip.viewport().rect().contains(cells[2]))
    picture = strip.viewport().grab().toImage()
    april, may, june = (picture.copy(cell) for cell in cells)
    assert april == may
    assert may != june


UNITS = "Swapped units found in the table"
RELIANCE = [
    RelianceCell("flawed", "revised", "Was anyone told?", (UNITS, HOSTILE), (3, 5)),
    RelianceCell("sound", "did_without_ai", "Kept human for a reason?", ("Condolence letter",), (8,)),
    RelianceCell("unclear", "unknown", "", ("Old note",), (9,)),
]


@pytest.mark.parametrize("width", [1100, 380])
def test_the_reliance_map_lists_every_episode_wide_and_narrow(shown, qtbot, width: int) -> None:
    chart = RelianceMap()
    chart.set_cells(RELIANCE)
    window = shown(chart, width=width)
    qtbot.waitUntil(lambda: chart.is_grid() == (width > 800))
    assert [one.title for one in chart.titles()] == ["Condolence letter", UNITS, HOSTILE, "Old note"]
    assert chart.titles()[1].accessibleDescription() == "Output flawed · Revised"
    said = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert "Was anyone told?" in said
    assert not any(character.isdigit() for text in said for character in text), "no totals"
    opened: list[int] = []
    chart.episode_opened.connect(opened.append)
    assert [tab(window), press(window, Qt.Key.Key_Down)] == ["Condolence letter", UNITS]
    press(window, Qt.Key.Key_Return)
    qtbot.mouseClick(chart.titles()[2], Qt.MouseButton.LeftButton)
    assert opened == [3, 5]
    assert all(one.height() >= one.heightForWidth(one.width()) for one in chart.titles()), "nothing is cut off"


def test_the_columns_of_the_reliance_map_are_equally_wide(shown, qtbot) -> None:
    chart = RelianceMap()
    chart.set_cells([RelianceCell("sound", "accepted", "", ("word " * 30,), (1,))])
    window = shown(chart, width=1100)
    qtbot.waitUntil(chart.is_grid)
    frames = [one for one in window.findChildren(QWidget) if one.property("kind") == "card" and one.isVisible()]
    widths = {one.width() for one in frames}
    assert max(widths) - min(widths) <= 1


def test_every_part_that_takes_the_focus_has_a_name(shown) -> None:
    strip, chart = CoverageStrip(), RelianceMap()
    window = shown(strip, chart, width=1100)
    strip.set_coverage(COVERAGE)
    chart.set_cells(RELIANCE)
    nodes = [node for node in accessible_nodes(window) if node.state().focusable and not node.state().invisible]
    assert len(nodes) > len(RELIANCE)
    assert [node.object() for node in nodes if not node.text(QAccessible.Text.Name)] == []
