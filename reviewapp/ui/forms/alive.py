"""Answers of the worker may arrive after the desk was taken down; they are then for nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject


def while_alive(owner: QObject, call: Callable[..., object]) -> Callable[..., None]:
    """``call``, but only as long as ``owner`` exists."""

    def guarded(*arguments: Any) -> None:
        if shiboken6.isValid(owner):
            call(*arguments)

    return guarded
