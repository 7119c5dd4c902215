"""Lock before the computer sleeps and when its screen is locked, as Linux desktops say over D-Bus.

Both buses are local sockets. Where there is none (another system, a container) nothing is heard: then the idle watch
counts the time asleep and locks at the first key. Loaded after the first paint, since QtDBus costs time.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

LOGIN = "org.freedesktop.login1"
SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


class SuspendWatch(QObject):
    """``locking_asked`` when the computer is about to sleep or its screen was locked.

    logind waits for programs that asked it to ("delay inhibitors"), at most five seconds: while watching, this holds
    such a delay and lets it go when the vault is closed, so that the key is not in memory while the computer sleeps.
    """

    locking_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heard: tuple[str, ...] = ()
        self._delay = -1

    def begin(self) -> None:
        """Listen on the buses there are; `heard` names what will be heard."""
        if not sys.platform.startswith("linux"):
            return
        from PySide6.QtDBus import QDBusConnection

        heard: list[str] = []
        system = QDBusConnection.systemBus()
        if system.isConnected():
            manager = f"{LOGIN}.Manager"
            path = "/org/freedesktop/login1"
            if system.connect(LOGIN, path, manager, "PrepareForSleep", self, _slot("_on_sleep(bool)")):
                heard.append("sleep")
            # Of every session of this computer: to lock once too often does no harm.
            if system.connect(LOGIN, "", f"{LOGIN}.Session", "Lock", self, _slot("_on_lock()")):
                heard.append("lock")
            self._take_delay()
        if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            session = QDBusConnection.sessionBus()
            heard.extend(
                name
                for name in (SCREEN_SAVERS if session.isConnected() else ())
                if session.connect(name, "", name, "ActiveChanged", self, _slot("_on_screen_saver(bool)"))
            )
        self.heard = tuple(heard)

    def end(self) -> None:
        """Let the computer sleep without waiting for us."""
        self._let_go()

    @Slot(bool)
    def _on_sleep(self, begins: bool) -> None:
        if begins:
            self.locking_asked.emit()
            self._let_go()
        else:
            self._take_delay()

    @Slot()
    def _on_lock(self) -> None:
        self.locking_asked.emit()

    @Slot(bool)
    def _on_screen_saver(self, active: bool) -> None:
        if active:
            self.locking_asked.emit()

    def _take_delay(self) -> None:
        """Ask logind to wait for us; asked without waiting for the answer, which may never come."""
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        call = QDBusMessage.createMethodCall(LOGIN, "/org/freedesktop/login1", f"{LOGIN}.Manager", "Inhibit")
        call.setArguments(["sleep", "ReviewApp", "Closing the vault", "delay"])
        watcher = QDBusPendingCallWatcher(QDBusConnection.systemBus().asyncCall(call), self)
        watcher.finished.connect(self._on_delay_given)

    def _on_delay_given(self, watcher: object) -> None:
        from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher

        if not isinstance(watcher, QDBusPendingCallWatcher):
            return
        answer = watcher.reply()
        watcher.deleteLater()
        if answer.type() != QDBusMessage.MessageType.ReplyMessage or not answer.arguments():
            return  # no logind behind the bus: it will not wait, and need not
        descriptor = answer.arguments()[0]
        if hasattr(descriptor, "fileDescriptor"):
            self._let_go()
            self._delay = os.dup(descriptor.fileDescriptor())

    def _let_go(self) -> None:
        if self._delay >= 0:
            os.close(self._delay)
            self._delay = -1


def _slot(signature: str) -> Any:
    # The stubs of PySide ask for bytes, the call itself takes what SLOT makes.
    return SLOT(signature)
