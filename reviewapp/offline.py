"""The program opens no internet connection, and on Linux the kernel holds it to that.

`seal` puts a seccomp filter over the whole process before anything else runs: from then on a socket of any family
but AF_UNIX (the screen, the desktop's own services) is refused with EACCES, for Qt and C libraries as for Python,
and for every program started from here. Nobody can take the filter off again, this program included.

The audit hook is a second, smaller guard on every system. It sees Python only, never Qt, and is no proof of anything;
it turns a slip of ours into an error that says what it was.

Source: Linux `seccomp(2)`, `filter.h`, `audit.h`; numbers of calls from the tables of x86-64 and aarch64.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

_AF_UNIX = 1
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 38, 22
_MODE_FILTER, _SET_MODE_FILTER, _ALL_THREADS = 2, 1, 1
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
# Load a word, jump if equal, jump if greater or equal, return.
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
# Where the words lie in struct seccomp_data; the low half of the first argument on a little-endian machine.
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16
# machine -> (AUDIT_ARCH, number of socket, number of seccomp). Both have io_uring_setup at 425.
_MACHINES = {"x86_64": (0xC000003E, 41, 317), "aarch64": (0xC00000B7, 198, 277)}
_IO_URING_SETUP = 425
_OTHER_ABI = 0x40000000  # x32: the same machine, the same calls under other numbers

# Python raises these before it does something with a network; the names are those of its audit table.
_LOOKS_UP = frozenset(
    {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request"}
)
_TALKS = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
_WATCHED = _LOOKS_UP | _TALKS | {"socket.__new__"}
_NATIVE = (
    "libQt6Network", "libQt6WebEngine", "libQt6WebSockets", "libQt6Qml", "libQt6Pdf", "libQt6Multimedia", "libcurl",
    "libssl", "libgnutls", "libsoup", "libnghttp2", "libcups", "libssh",
)  # fmt: skip
# Modules of Python and Qt that open internet connections; none of them is needed here.
_MODULES = frozenset(
    {"ssl", "_ssl", "http.client", "urllib.request", "ftplib", "smtplib", "asyncio", "PySide6.QtNetwork",
     "PySide6.QtWebEngineCore"}
)

_sealed = False


def seal() -> bool:
    """Let the kernel refuse every socket but a local one from now on; False when it does not do that here.

    Call it once, first of all: it costs a fraction of a millisecond (and a command the loading of ctypes, which the
    desktop needs anyway). A machine whose kernel refuses the filter runs on without it, and `is_enforced` says so.
    """
    global _sealed
    sys.addaudithook(_refuse_in_python)
    known = _MACHINES.get(os.uname().machine) if sys.platform == "linux" else None
    # A 32-bit Python on a 64-bit kernel makes calls under other numbers, all of which the filter would refuse.
    if known is not None and sys.maxsize > 2**32 and not _sealed:
        _sealed = _install(*known)
    return _sealed


def is_enforced() -> bool:
    """True when our filter is in force: it was accepted, and the kernel says so of this process."""
    return _sealed and kernel_mode() == str(_MODE_FILTER)


def kernel_mode() -> str:
    """What ``/proc/self/status`` says of seccomp: "2" is a filter, "" where there is no such file."""
    try:
        status = Path("/proc/self/status").read_text("ascii", "replace")
    except OSError:
        return ""
    return next((line.split()[1] for line in status.splitlines() if line.startswith("Seccomp:")), "")


def network_parts() -> list[str]:
    """Names of loaded modules and libraries that can talk to a network; none is ever needed here.

    Libraries are looked up in the kernel's list of what is mapped (Linux); elsewhere only Python's are known.
    """
    try:
        mapped = Path("/proc/self/maps").read_text("utf-8", "replace")
    except OSError:
        mapped = ""
    files = {line.rsplit("/", 1)[-1] for line in mapped.splitlines() if ".so" in line}
    return sorted(_MODULES & set(sys.modules)) + sorted(name for name in files if name.startswith(_NATIVE))


def _refuse_in_python(event: str, arguments: tuple[Any, ...]) -> None:
    # Every import and every opened file passes here: the first test has to be the cheap one.
    if event not in _WATCHED:
        return
    # The address of a local socket is a path; that of any other family is a tuple. -1 wraps a socket that is there.
    is_internet = (
        event in _LOOKS_UP
        or (event == "socket.__new__" and arguments[1] not in (_AF_UNIX, -1))
        or (event in _TALKS and isinstance(arguments[1], tuple))
    )
    if is_internet:
        raise PermissionError(errno.EACCES, f"ReviewApp opens no internet connection ({event})")


def _program(audit_arch: int, socket: int) -> list[tuple[int, int, int, int]]:
    """The filter: (code, jump if true, jump if false, value), jumps counted from the next line."""
    return [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 0, 8, audit_arch),  # another ABI of this machine has other numbers: refused whole
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 6, 0, _OTHER_ABI),
        (_EQUAL, 5, 0, _IO_URING_SETUP),  # its ring opens sockets that no filter sees
        (_EQUAL, 1, 0, socket),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 0, 1, _AF_UNIX),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE | errno.EACCES),
    ]


def _install(audit_arch: int, socket: int, seccomp: int) -> bool:
    import ctypes
    import struct

    program = _program(audit_arch, socket)
    lines = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in program))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(program), ctypes.addressof(lines)))
    libc = ctypes.CDLL(None)
    where, nothing = ctypes.c_void_p(ctypes.addressof(header)), ctypes.c_ulong(0)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), nothing, nothing, nothing) != 0:
        return False
    if libc.syscall(ctypes.c_long(seccomp), ctypes.c_long(_SET_MODE_FILTER), ctypes.c_long(_ALL_THREADS), where) == 0:
        return True
    # A kernel before 3.17: this thread and all it starts, and there is no other yet.
    return bool(libc.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_MODE_FILTER), where, nothing, nothing) == 0)
