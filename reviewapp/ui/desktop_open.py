"""Opens a saved file, its folder and a new mail with the desktop's own programs.

On Linux through D-Bus: the desktop portal and the file manager start those programs. A program started from here would
be our child and inherit the filter that refuses every socket but a local one: a mail program could not send.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, QUrlQuery

_PATIENCE_MS = 10_000
_PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop")


def open_file(path: Path, parent: QObject, refused: Callable[[], None]) -> None:
    """Show the file in the program that opens its kind; ``refused`` is called when the desktop does not do it."""
    if not sys.platform.startswith("linux"):
        _hand_over(path, refused)
        return
    from PySide6.QtDBus import QDBusUnixFileDescriptor

    try:
        # The portal takes the opened file, not its name: it then needs no right to look around in our folders.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        refused()
        return
    try:
        _call(
            (*_PORTAL, "org.freedesktop.portal.OpenURI"), "OpenFile", ["", QDBusUnixFileDescriptor(descriptor), {}],
            parent, refused,
        )  # fmt: skip
    finally:
        os.close(descriptor)


def show_in_folder(path: Path, parent: QObject, refused: Callable[[], None]) -> None:
    """Show the file in the file manager; ``refused`` is called when the desktop does not do it."""
    if not sys.platform.startswith("linux"):
        _hand_over(path.parent, refused)
        return
    name = "org.freedesktop.FileManager1"
    address = QUrl.fromLocalFile(str(path.absolute())).toString(QUrl.ComponentFormattingOption.FullyEncoded)
    _call((name, "/org/freedesktop/FileManager1", name), "ShowItems", [[address], ""], parent, refused)


def compose_mail(subject: str, body: str, parent: QObject, refused: Callable[[], None]) -> None:
    """Begin a mail in the program for it; ``refused`` is called when the desktop does not do it.

    The file cannot be put in from here: the portal wants an array of open files (``ah``), which QtDBus cannot make from
    Python, and ``mailto:`` has no attachments. Whoever calls this says so and shows the folder.
    """
    address = QUrl("mailto:")
    query = QUrlQuery()
    query.addQueryItem("subject", _escaped(subject))
    query.addQueryItem("body", _escaped(body))
    address.setQuery(query)
    if not sys.platform.startswith("linux"):
        from PySide6.QtGui import QDesktopServices

        if not QDesktopServices.openUrl(address):
            refused()
        return

    def by_address() -> None:
        written = address.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        _call((*_PORTAL, "org.freedesktop.portal.OpenURI"), "OpenURI", ["", written, {}], parent, refused)

    options = {"subject": subject, "body": body}
    _call((*_PORTAL, "org.freedesktop.portal.Email"), "ComposeEmail", ["", options], parent, by_address)


def _escaped(text: str) -> str:
    """What a person wrote, for one value in a query: nothing in it may begin another."""
    return bytes(QUrl.toPercentEncoding(text).data()).decode("ascii")


def _hand_over(path: Path, refused: Callable[[], None]) -> None:
    from PySide6.QtGui import QDesktopServices

    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute()))):
        refused()


def _call(
    place: tuple[str, str, str], verb: str, arguments: list[Any], parent: QObject, refused: Callable[[], None]
) -> None:
    if not has_bus():
        refused()
        return
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

    message = QDBusMessage.createMethodCall(*place, verb)
    message.setArguments(arguments)
    watcher = QDBusPendingCallWatcher(QDBusConnection.sessionBus().asyncCall(message, _PATIENCE_MS), parent)

    def answered() -> None:
        if watcher.isError():
            refused()
        watcher.deleteLater()

    watcher.finished.connect(answered)


def has_bus() -> bool:
    """True when a session bus is there. Without one the D-Bus library would start its own, as our child."""
    named = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(named) or (bool(runtime) and (Path(runtime) / "bus").exists())
