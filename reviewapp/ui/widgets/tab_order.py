"""Keeping the Tab order in reading order when a widget makes its contents anew."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def place_in_tab_order(holder: QWidget, contents: Sequence[QWidget]) -> None:
    """Put new contents where their holder stands; Qt appends them behind everything else in the window."""
    if not contents:
        return
    before: QWidget | None = holder.previousInFocusChain()
    while before is not None and before is not holder and _stands_aside(before, holder):
        before = before.previousInFocusChain()
    chain = list(contents) if before is None or before is holder else [before, *contents]
    for first, second in pairwise(chain):
        QWidget.setTabOrder(first, second)


def _stands_aside(one: QWidget, holder: QWidget) -> bool:
    return one.focusPolicy() == Qt.FocusPolicy.NoFocus or holder.isAncestorOf(one)
