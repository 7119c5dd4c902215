"""A logind of a test's own bus: gives out a delay as the real one does, and says over the bus what it reads on stdin.

``python tests/helpers/fake_logind.py`` with DBUS_SYSTEM_BUS_ADDRESS set. Lines: ``sleep``, ``wake``, ``lock``; it prints
``ready``, ``delayed`` when somebody asked for a delay, ``released`` when that delay was let go.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QCoreApplication, QSocketNotifier, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor, QDBusVirtualObject

NAME, PATH = "org.freedesktop.login1", "/org/freedesktop/login1"


class Logind(QDBusVirtualObject):
    def introspect(self, _path):
        return ""

    def handleMessage(self, message, connection):
        if message.member() != "Inhibit":
            return False
        ours, theirs = os.pipe()
        connection.send(message.createReply([QDBusUnixFileDescriptor(theirs)]))
        os.close(theirs)
        self.notifier = QSocketNotifier(ours, QSocketNotifier.Type.Read, self)
        self.notifier.activated.connect(self.let_go)
        print("delayed", flush=True)
        return True

    def let_go(self):
        self.notifier.setEnabled(False)
        print("released", flush=True)


def main() -> None:
    app = QCoreApplication([])
    bus = QDBusConnection.systemBus()
    assert bus.isConnected(), bus.lastError().message()
    logind = Logind()
    assert bus.registerVirtualObject(PATH, logind)
    assert bus.registerService(NAME)

    def on_line(*_what):
        line = sys.stdin.readline().strip()
        if not line:
            app.quit()
        elif line == "lock":
            bus.send(QDBusMessage.createSignal(f"{PATH}/session/_31", f"{NAME}.Session", "Lock"))
        else:
            signal = QDBusMessage.createSignal(PATH, f"{NAME}.Manager", "PrepareForSleep")
            signal.setArguments([line == "sleep"])
            bus.send(signal)

    reading = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    reading.activated.connect(on_line)
    QTimer.singleShot(0, lambda: print("ready", flush=True))
    app.exec()


if __name__ == "__main__":
    main()
