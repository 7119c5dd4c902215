"""Chips that belong together: one answer or several. Tab enters the group once, arrows walk inside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.chip import Chip
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.tab_order import place_in_tab_order


class ChipGroup(QWidget):
    """Offers (id, label) pairs as chips.

    An exclusive group behaves like radio buttons: an arrow moves and picks; with ``optional`` pressing the picked
    chip again takes the answer back. Otherwise arrows only move, and Space picks. ``picked`` is emitted on an act
    of the user and never by `set_value`, `set_values` or `set_choices`.
    """

    picked = Signal()

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]] = (), *, exclusive: bool = True, optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._name, self._exclusive, self._optional = name, exclusive, optional
        self._setting = False
        self._chips: dict[str, Chip] = {}
        self._flow = FlowLayout(self, SPACE_S)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices; what was picked and is still offered stays picked."""
        kept = self.values()
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {value: self._chip(value, label) for value, label in choices}
        place_in_tab_order(self, list(self._chips.values()))
        self.set_values(kept)

    def values(self) -> tuple[str, ...]:
        """The picked ids, in the order in which they are offered."""
        return tuple(value for value, chip in self._chips.items() if chip.isChecked())

    def value(self) -> str | None:
        """The one picked id, or None while nothing is picked."""
        return next(iter(self.values()), None)

    def set_value(self, value: str | None) -> None:
        """Pick one choice, or none; nothing is emitted."""
        self.set_values(() if value is None else (value,))

    def set_values(self, values: Iterable[str]) -> None:
        """Pick exactly these choices; ids that are not offered are left out. Nothing is emitted."""
        wanted = set(values)
        for value, chip in self._chips.items():
            self._check(chip, value in wanted)
        self._rove()

    def chip(self, value: str) -> Chip:
        """The chip of one id; KeyError when it is not offered."""
        return self._chips[value]

    def set_focus(self) -> None:
        """Bring the keyboard here, to the picked chip or the first."""
        entry = self._entry()
        if entry is not None:
            entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._rove()
        return super().eventFilter(watched, event)

    def _chip(self, value: str, label: str) -> Chip:
        chip = Chip(label, self)
        # Announces as radio buttons what behaves like them; exclusiveness itself is kept here.
        chip.setAutoExclusive(self._exclusive)
        chip.setAccessibleDescription(self._name)
        chip.installEventFilter(self)
        chip.arrow_pressed.connect(lambda arrow: self._on_arrow_pressed(value, arrow))
        chip.pressed.connect(lambda: self._on_pressed(chip))
        chip.toggled.connect(lambda on: self._on_toggled(value, on))
        chip.clicked.connect(lambda: self._on_clicked(chip))
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _on_pressed(self, chip: Chip) -> None:
        chip.setProperty("was_picked", chip.isChecked())

    def _on_toggled(self, value: str, on: bool) -> None:
        # Assistive technology toggles without a click, so this and not `clicked` is the user's act.
        if self._setting or (self._exclusive and not on):
            return
        if self._exclusive:
            self._pick_only(value)
        self._rove()
        self.picked.emit()

    def _on_clicked(self, chip: Chip) -> None:
        if self._exclusive and self._optional and chip.property("was_picked"):
            self._pick_only(None)
            self._rove()
            self.picked.emit()

    def _on_arrow_pressed(self, value: str, arrow: str) -> None:
        target = self._neighbour(value, arrow)
        if target is None:
            return
        chip = self._chips[target]
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.setFocus(Qt.FocusReason.TabFocusReason)
        if self._exclusive and not chip.isChecked():
            self._pick_only(target)
            self.picked.emit()

    def _neighbour(self, value: str, arrow: str) -> str | None:
        """The choice an arrow leads to: along the line of reading, round at the ends."""
        order = [one for one, chip in self._chips.items() if chip.isEnabled()]
        if not order:
            return None
        if arrow in {"first", "last"}:
            return order[0 if arrow == "first" else -1]
        forward = arrow == "down" or arrow == ("left" if self.isRightToLeft() else "right")
        return order[(order.index(value) + (1 if forward else -1)) % len(order)]

    def _pick_only(self, value: str | None) -> None:
        for one, chip in self._chips.items():
            self._check(chip, one == value)

    def _check(self, chip: Chip, on: bool) -> None:
        self._setting = True
        # Qt refuses to uncheck the last one of an exclusive set; "nothing picked yet" is a state of ours.
        chip.setAutoExclusive(False)
        chip.setChecked(on)
        chip.setAutoExclusive(self._exclusive)
        self._setting = False

    def _entry(self) -> Chip | None:
        """Where Tab enters: the picked chip, else the first one that can be used."""
        usable = [chip for chip in self._chips.values() if chip.isEnabled()]
        return next((chip for chip in usable if chip.isChecked()), usable[0] if usable else None)

    def _rove(self) -> None:
        """Leave one chip in the Tab order; the others are reached by arrows and by the mouse."""
        focused = next((chip for chip in self._chips.values() if chip.hasFocus()), None)
        entry = focused or self._entry()
        for chip in self._chips.values():
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is entry else Qt.FocusPolicy.ClickFocus)
