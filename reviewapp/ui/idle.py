"""The idle watch: what locks the vault when nobody is there."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

# What a person at the computer does; the mouse alone moves when somebody walks past the table.
ACTIVITY = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin}
)
_LOOK_MS = 30_000


def seconds_since_boot() -> float:
    """A clock nobody can set, that goes on while the computer sleeps."""
    clock = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.clock_gettime(clock) if clock is not None else time.monotonic()


class IdleWatch(QObject):
    """``ran_out`` when nothing was done for some minutes, counting time the computer slept.

    It listens at the windows of the screen, where each key and click arrives once: a filter of the whole application
    would bring every event of every widget into Python, which costs time with each of them and megabytes of types.
    """

    ran_out = Signal()

    def __init__(self, parent: QObject, now: Callable[[], float] = seconds_since_boot) -> None:
        super().__init__(parent)
        self._now = now
        self._limit = 0.0
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_focus_window)

    @property
    def is_watching(self) -> bool:
        """True while time is counted."""
        return self._limit > 0

    def start(self, minutes: int) -> None:
        """Count from now; 0 minutes is never."""
        self._limit, self._last = minutes * 60.0, self._now()
        if minutes:
            self._timer.start(min(_LOOK_MS, minutes * 60_000))
            self._listen()
        else:
            self._timer.stop()
            for window in QGuiApplication.allWindows():
                window.removeEventFilter(self)

    def stop(self) -> None:
        """Nothing is open any more."""
        self.start(0)

    def touch(self) -> bool:
        """Somebody did something. False when that came too late: then ``ran_out`` was emitted instead."""
        if self._is_over():
            self.look()
            return False
        self._last = self._now()
        return True

    def look(self) -> None:
        """Emit ``ran_out`` when the time is over; else hear windows that never got the focus, such as menus, too."""
        if self._is_over():
            self.stop()
            self.ran_out.emit()
        elif self.is_watching:
            self._listen()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # What comes too late was meant for what is locked now: it goes nowhere.
        return event.type() in ACTIVITY and not self.touch()

    def _listen(self) -> None:
        for window in QGuiApplication.allWindows():
            window.installEventFilter(self)

    def _on_focus_window(self, window: QWindow | None) -> None:
        if window is not None and self.is_watching:
            window.installEventFilter(self)

    def _is_over(self) -> bool:
        return self._limit > 0 and self._now() - self._last >= self._limit
