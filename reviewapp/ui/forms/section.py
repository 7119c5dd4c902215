"""Parts of a long form: a card with a heading, and one that stays folded until somebody wants it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_XL, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label


class Section(QFrame):
    """A card; `column` takes its fields."""

    def __init__(self, title: str, hint: str = "", fields: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(title)
        self.title = plain_label(title, "section")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        self.column.setSpacing(SPACE_M)
        if title:
            self.column.addWidget(self.title)
        if hint:
            self.column.addWidget(plain_label(hint, "muted"))
        for field in fields:
            self.column.addWidget(field)


class FoldedSection(QFrame):
    """A card that shows only its heading and what is filled in; the fields are made when it is opened first."""

    def __init__(self, title: str, make: Callable[[], Sequence[QWidget]]) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._title, self._make = title, make
        self.body: QWidget | None = None
        self.toggle = button(title, "ghost", "chevron-right")
        self.toggle.setAccessibleDescription(_("Folded; opens more questions"))
        self.toggle.clicked.connect(self._on_toggled)
        self.filled = plain_label("", "small")
        self.filled.hide()
        # Under the words of the heading, not under its arrow.
        self.filled.setIndent(SPACE_XL + SPACE_XS)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_M, SPACE_M // 2, SPACE_L, SPACE_M // 2)
        self.column.setSpacing(SPACE_M // 2)
        self.column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addWidget(self.filled)

    @property
    def is_open(self) -> bool:
        """True while its fields can be seen."""
        return self.body is not None and not self.body.isHidden()

    def show_filled(self, labels: Sequence[str]) -> None:
        """Name what is filled in, so that nothing hides behind the fold."""
        self.filled.setText(_("Filled in: {fields}").format(fields=", ".join(labels)) if labels else "")
        self.filled.setVisible(bool(labels) and not self.is_open)

    def unfold(self) -> None:
        """Show the fields."""
        if not self.is_open:
            self._on_toggled()

    def _on_toggled(self) -> None:
        if self.body is None:
            self.body = QWidget(self)
            column = QVBoxLayout(self.body)
            column.setContentsMargins(SPACE_M // 2, 0, 0, SPACE_M)
            column.setSpacing(SPACE_M)
            self.body.hide()
            self.column.addWidget(self.body)
            for field in self._make():
                column.addWidget(field)
        opening = self.body.isHidden()
        self.body.setVisible(opening)
        self.filled.setVisible(not opening and bool(self.filled.text()))
        self.toggle.set_icon_name("chevron-down" if opening else "chevron-right")
        self.toggle.setAccessibleDescription(_("Unfolded") if opening else _("Folded; opens more questions"))
