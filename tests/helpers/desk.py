"""The real window on a real vault, opened for a test of one page, and ways to look at it as people do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView, QPlainTextEdit, QWidget

from reviewapp.actions.vaults import Vault, begin_vault, unlock_vault
from reviewapp.settings import Settings
from reviewapp.ui.main_window import MainWindow
from reviewapp.ui.widgets.chip_group import ChipGroup
from tests.conftest import FAST_KDF, PASSPHRASE

LONG = 20_000


def made_vault(folder: Path, fill: Callable[[Vault], object]) -> Path:
    """A closed vault with what ``fill`` puts into it; its clock is the real one, as the window's will be."""
    vault, _code = begin_vault(folder=folder, name="Ruth Ansell", passphrase=PASSPHRASE, kdf=FAST_KDF)
    fill(vault)
    vault.close()
    return folder


@contextmanager
def reopened(folder: Path) -> Iterator[Vault]:
    """The vault once more, after the window closed it."""
    vault = unlock_vault(folder=folder, passphrase=PASSPHRASE)
    yield vault
    vault.close()


def opened(qtbot, folder: Path) -> MainWindow:
    """The window, unlocked and at rest."""
    window = MainWindow(settings=Settings(lock_minutes=0), folder=folder, passphrase=PASSPHRASE)
    window.show()
    qtbot.waitUntil(lambda: window.is_unlocked and window.worker.is_idle, timeout=LONG)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def at_rest(qtbot, window: MainWindow) -> None:
    """Wait until everything asked for was answered."""
    qtbot.waitUntil(lambda: window.worker.is_idle, timeout=LONG)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: window.worker.is_idle, timeout=LONG)


def dialog_of(qtbot, window: MainWindow, kind: type[QWidget]) -> QWidget:
    """The dialog of this kind that is open, loaded."""
    qtbot.waitUntil(lambda: any(isinstance(one, kind) and one.isVisible() for one in QApplication.topLevelWidgets()))
    at_rest(qtbot, window)
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def visible_text(widget: QWidget) -> str:
    """Everything written on visible labels, buttons and fields, one piece a line."""
    pieces = []
    for one in widget.findChildren(QWidget):
        if not one.isVisible():
            continue
        for reader in ("text", "currentText", "toPlainText"):
            if callable(getattr(one, reader, None)) and not isinstance(one, type):
                pieces.append(str(getattr(one, reader)()))
        if isinstance(one, QListView) and one.model() is not None:
            pieces += [str(one.model().index(row, 0).data()) for row in range(min(one.model().rowCount(), 60))]
    return "\n".join(pieces)


def looks_apart_from_words(group: ChipGroup, values: Iterable[str]) -> set[bytes]:
    """Every pixel of each chip, picked and not picked, with the same words on all: one look of each where none stands out."""
    chips = [group.chip(value) for value in values]
    for chip in chips:
        chip.label = "The same words"
        chip.resize(chips[0].sizeHint())
    found = set()
    for value, chip in zip(values, chips, strict=True):
        for picked in (value, None):
            group.set_value(picked)
            image = chip.grab().toImage().convertToFormat(QImage.Format.Format_ARGB32)
            found.add(bytes(image.constBits()))
    return found


def nameless(widget: QWidget) -> list[str]:
    """Visible controls the keyboard can reach that a screen reader has no name for."""
    found = []
    for one in widget.findChildren(QWidget):
        if not one.isVisible() or not one.focusPolicy() & Qt.FocusPolicy.TabFocus or one.focusProxy() is not None:
            continue
        label = getattr(one, "text", None)
        spoken = one.accessibleName() or (label() if callable(label) and not isinstance(one, QLineEdit) else "")
        if not spoken.strip():
            found.append(f"{type(one).__name__} {one.objectName()}")
    return found


def cut_controls(widget: QWidget) -> list[str]:
    """Visible buttons and fields with less room than they need, or that stand out sideways of something they are in."""
    found = []
    for one in widget.findChildren(QWidget):
        if not one.isVisible() or not isinstance(one, QAbstractButton | QLineEdit):
            continue
        narrow = isinstance(one, QAbstractButton) and one.width() < one.minimumSizeHint().width()
        within, out = one.parentWidget(), not one.parentWidget().rect().contains(one.geometry())
        while within is not widget and not out:
            within = within.parentWidget()
            left = one.mapTo(within, one.rect().topLeft()).x()
            out = left < 0 or left + one.width() > within.width()
        if narrow or out:
            found.append(f"{one.accessibleName()}: {one.geometry()}, {type(within).__name__} {within.size()}")
    return found


def reached_by_tab(qtbot, start: QWidget, within: QWidget) -> tuple[set[QWidget], set[QWidget]]:
    """What Tab reaches from ``start``, and what it should reach inside ``within``."""
    start.setFocus()
    wanted = {
        one
        for one in within.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusProxy() is None
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    seen: set[QWidget] = set()
    for _step in range(200):
        focused = QApplication.focusWidget()
        if focused is None or (focused in seen and wanted <= seen):
            break
        seen.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    return seen, wanted


def says_a_number_of_observations(text: str) -> bool:
    """True when a figure stands beside a word for observations: nobody's episodes are counted."""
    words = r"(observations?|episodes?|notes?|jots?|concerns?|cards?)"
    return bool(re.search(rf"\b\d+[ \u00a0]+{words}\b|\b{words} ?[:(] ?\d+", text, re.IGNORECASE))


def literal_labels(widget: QWidget) -> bool:
    """True when every label shows its text as typed."""
    return all(label.textFormat() == Qt.TextFormat.PlainText for label in widget.findChildren(QLabel) if label.text())


def type_into(qtbot, field: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Replace what is in a field by typing."""
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


__all__ = ["LONG", "PASSPHRASE"]
