"""Programs that do what ReviewApp must not: each is caught by the watchers, or the watchers prove nothing.

``python tests/network/probes.py NAME [seal]``: with ``seal`` behind our filter. Prints "refused" or "went through".
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading

from reviewapp import offline

CLOSED_PORT = 9  # discard; nobody listens, and nothing has to


def urllib_probe() -> bool:
    import urllib.error
    import urllib.request

    try:
        urllib.request.urlopen(f"http://127.0.0.1:{CLOSED_PORT}/", timeout=5)
    except PermissionError:
        return False
    except urllib.error.URLError as error:
        return not isinstance(error.reason, PermissionError)
    return True


def qt_probe() -> bool:
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtNetwork import QAbstractSocket, QTcpSocket

    app = QCoreApplication([])
    socket = QTcpSocket()
    socket.connectToHost("127.0.0.1", CLOSED_PORT)
    socket.waitForConnected(5_000)
    app.processEvents()
    # A closed port answers; only a socket that was never made is an access or resource error.
    return socket.error() == QAbstractSocket.SocketError.ConnectionRefusedError


def udp_probe() -> bool:
    import _socket  # below Python's own guard, which sees the class but not what C does

    try:
        _socket.socket(_socket.AF_INET6, _socket.SOCK_DGRAM, 0)
    except PermissionError:
        return False
    return True


def child_probe() -> bool:
    import subprocess

    code = "import socket; socket.create_connection(('127.0.0.1', 9), 5)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return "PermissionError" not in done.stderr


def call(number: int, *arguments: int) -> int:
    """A bare system call: 0 or the error's number."""
    libc = ctypes.CDLL(None, use_errno=True)
    ctypes.set_errno(0)
    made = libc.syscall(ctypes.c_long(number), *(ctypes.c_long(one) for one in arguments))
    return ctypes.get_errno() if made == -1 else 0


def ring_probe() -> bool:
    room = ctypes.create_string_buffer(256)
    return call(425, 8, ctypes.addressof(room)) != 13


def native_probe() -> bool:
    number = {"x86_64": 41, "aarch64": 198}[os.uname().machine]
    return call(number, 2, 1, 0) != 13


def x32_probe() -> bool:
    return call(41 | 0x40000000, 1, 1, 0) != 13


def thread_probe() -> bool:
    """A thread that began before the filter is held to it as well."""
    begin, found = threading.Event(), []

    def later() -> None:
        begin.wait()
        found.append(native_probe())

    thread = threading.Thread(target=later)
    thread.start()
    if "seal" in sys.argv:
        assert offline.seal()
    begin.set()
    thread.join()
    return found[0]


PROBES = {
    "urllib": urllib_probe, "qt": qt_probe, "udp": udp_probe, "child": child_probe, "ring": ring_probe, "native": native_probe,
    "x32": x32_probe, "thread": thread_probe,
}


if __name__ == "__main__":
    name = sys.argv[1]
    if "seal" in sys.argv and name != "thread":
        assert offline.seal()
    print("went through" if PROBES[name]() else "refused")
