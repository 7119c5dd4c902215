"""A file that was double-clicked while the window is open goes to that window, over the desktop's own bus.

One vault has one writer, so a second window could only say that the vault is in use. The window that has it answers
under a name made from the vault's folder to ``Open`` of ``org.freedesktop.Application``, as desktop programs do
(freedesktop.org, Desktop Entry Specification, D-Bus activation). Both ends are local sockets of the same user. All that
can be asked for is to look at a file: what it is stands in a dialog, and nothing is taken in without a person. Without
a bus (another system, a container) the second window opens and says that the vault is in use.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QObject, QUrl

from reviewapp.ui.desktop_open import has_bus

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

INTERFACE = "org.freedesktop.Application"
_PATH = "/org/reviewapp/ReviewApp"
_PATIENCE_MS = 3_000


def service_name(folder: Path) -> str:
    """The name on the bus of the window that has the vault of this folder."""
    # Qt's own: Python's would load another copy of OpenSSL at every start.
    digest = QCryptographicHash.hash(bytes(folder.resolve()), QCryptographicHash.Algorithm.Sha256).toHex().toStdString()
    return f"org.reviewapp.ReviewApp.v{digest[:24]}"


def hand_over(folder: Path, file: Path) -> bool:
    """Give a file to the window that has this vault; False when there is none. Needs an application object."""
    if not _has_bus():
        return False
    from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage

    call = QDBusMessage.createMethodCall(service_name(folder), _PATH, INTERFACE, "Open")
    call.setArguments([[QUrl.fromLocalFile(str(file.absolute())).toString(QUrl.ComponentFormattingOption.FullyEncoded)]])
    call.setAutoStartService(False)
    answer = QDBusConnection.sessionBus().call(call, QDBus.CallMode.Block, _PATIENCE_MS)
    return answer.type() == QDBusMessage.MessageType.ReplyMessage


class FileListener:
    """Hears of files for the vault this window has; ``asked`` is called with each."""

    def __init__(self, asked: Callable[[Path], None], parent: QObject) -> None:
        self._asked = asked
        self._parent = parent
        self._name = ""
        self._object: QObject | None = None

    def listen(self, folder: Path) -> None:
        """Answer for the vault in this folder from now on, and for no other."""
        name = service_name(folder)
        if name == self._name or not _has_bus():
            return
        from PySide6.QtDBus import QDBusConnection

        bus = QDBusConnection.sessionBus()
        if self._object is None:
            self._object = _door(self._asked, self._parent)
            bus.registerVirtualObject(_PATH, self._object)  # type: ignore[arg-type]
        self.stop()
        self._name = name if bus.registerService(name) else ""

    def stop(self) -> None:
        """Answer no more."""
        if self._name:
            from PySide6.QtDBus import QDBusConnection

            QDBusConnection.sessionBus().unregisterService(self._name)
            self._name = ""


def _door(asked: Callable[[Path], None], parent: QObject) -> QObject:
    """The object on the bus; its class is made here, since QtDBus is loaded after the first paint."""
    from PySide6.QtDBus import QDBusVirtualObject

    class Door(QDBusVirtualObject):
        def introspect(self, _path: str) -> str:
            return ""

        def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
            if message.member() != "Open" or message.interface() not in {"", INTERFACE}:
                return False
            given = message.arguments()
            addresses = given[0] if given and isinstance(given[0], list) else []
            files = [QUrl(one) for one in addresses if isinstance(one, str)]
            connection.send(message.createReply())
            for url in files:
                if url.isLocalFile():
                    asked(Path(url.toLocalFile()))
            return True

    return Door(parent)


def _has_bus() -> bool:
    return sys.platform.startswith("linux") and has_bus()
