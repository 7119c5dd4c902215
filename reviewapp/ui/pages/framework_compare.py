"""Two frameworks side by side: which competency goes on as which, and every text that differs, before and after."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from reviewapp.actions.framework_words import field_words, how_it_goes_on, is_unchanged, named, side_words, title_of
from reviewapp.domain.crosswalk import Comparison, Difference
from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.labels import plain_label


class ComparisonView(QWidget):
    """Read only. Texts that are the same in both are not repeated."""

    def __init__(self, comparison: Comparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison = comparison
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_XS)
        if comparison.is_same:
            self._column.addWidget(plain_label(_("No words differ.")))
            return
        self._column.addWidget(
            _pair(
                plain_label(_("Before: {name}").format(name=named(comparison.before)), "strong"),
                plain_label(_("After: {name}").format(name=named(comparison.after)), "strong"),
            )
        )
        for difference in comparison.head:
            self._differ(difference)
        for one in comparison.counterparts:
            if is_unchanged(one):
                continue
            self._column.addSpacing(SPACE_M)
            self._column.addWidget(plain_label(title_of(one), "section"))
            self._column.addWidget(plain_label(how_it_goes_on(one), "muted"))
            for difference in one.differences:
                self._differ(difference)
        same = [title_of(one) for one in comparison.counterparts if is_unchanged(one)]
        if same:
            self._column.addSpacing(SPACE_M)
            self._column.addWidget(plain_label(_("Unchanged"), "section"))
            self._column.addWidget(plain_label(" · ".join(same)))

    def _differ(self, difference: Difference) -> None:
        self._column.addSpacing(SPACE_S)
        name = field_words(difference.field, self._comparison.after)
        self._column.addWidget(plain_label(name, "field"))
        sides = []
        for text, side in ((difference.before, _("before")), (difference.after, _("after"))):
            label = plain_label(side_words(text))
            # Read aloud the two stand after each other: each says what it is.
            label.setAccessibleName(_("{field}, {side}: {words}").format(field=name, side=side, words=side_words(text)))
            sides.append(label)
        self._column.addWidget(_pair(*sides))


def _pair(before: QWidget, after: QWidget) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE_L)
    for at, widget in enumerate((before, after)):
        grid.addWidget(widget, 0, at, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(at, 1)
    return made
