"""The program opens no internet connection: watched from outside, without any network, and enforced by the kernel.

Five steps, none of them enough alone: what the kernel is asked for (strace), a run where there is no network at all,
Python's own guard, probes that must be caught, and the libraries that are there after a session.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from reviewapp import offline
from tests.conftest import PASSPHRASE
from tests.helpers.installers import left_out, packaging_module
from tests.helpers.watching import ROOT, SESSION, environment, families, needs, run, traced
from tests.network.probes import PROBES

STRACE = ("strace", "-f", "-o", "/dev/null")
WITHOUT_NETWORK = ("unshare", "--net")
PROBE = str(ROOT / "tests" / "network" / "probes.py")
# What Qt and Python may bring along, by name. A new library here is looked at before it is added.
QT = re.compile(
    r"libQt6(Core|DBus|Gui|Svg|Widgets|XcbQpa|OpenGL|WaylandClient)\.so|libicu(data|i18n|uc)\.so|libq(svgicon|svg|offscreen|xcb|minimal)\.so"
    r"|libq(gif|ico|jpeg|xdgdesktopportal|gtk3|composeplatforminputcontext|ibusplatforminputcontext)\w*\.so|libqwayland|libqxcb-"
    r"|Qt(Core|DBus|Gui|Svg|Widgets)\.abi3\.so|libpyside6\.abi3\.so|libwayland|libxcb"
)
PACKAGES = {
    "PySide6", "shiboken6", "PIL", "pillow.libs", "cryptography", "_cffi_backend", "msgspec", "pikepdf", "pikepdf.libs", "lxml",
    "pypdfium2_raw", "sqlcipher3", "sqlcipher3.libs", "uharfbuzz", "uharfbuzz.libs", "reportlab", "_hypothesis_ftz_detector",
    "pyrage",  # age: making the writer's keys before the first signature; it seals in memory and has no network code
}


def session(place: Path, *, mark: str = "") -> list[str]:
    return [sys.executable, str(SESSION), str(place), str(place.parent / "out"), mark, "Read it against the source first."]


def on_a_screen(command: list[str]) -> list[str]:
    """The same with an X server and a session bus of its own, as on somebody's desk."""
    for tool in ("dbus-run-session", "Xvfb", "xvfb-run"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    return ["xvfb-run", "-a", "dbus-run-session", "--", *command]


def what_it_saw(done) -> dict:
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


class TestWatched:
    """Step 1: whatever the whole process tree asks of the kernel."""

    def test_a_whole_session_at_the_desk_without_a_screen_asks_only_for_the_system_bus(self, place, tmp_path) -> None:
        needs(*STRACE)
        env = environment(tmp_path / "home", SESSION_PASSPHRASE=PASSPHRASE)
        done, lines = traced(session(place), env, tmp_path / "log")
        seen = what_it_saw(done)
        assert {"unlock", "home", "review", "search", "saved", "settings", "imported"} <= set(seen["screens"])
        assert seen["enforced"] is True and Path(seen["pdf"]).read_bytes().startswith(b"%PDF")
        # To hear that the computer goes to sleep. Nothing else is asked for, and nobody else is called.
        assert set(families(lines)) <= {"AF_UNIX"}, lines
        assert all("dbus" in line for line in lines if "connect(" in line), lines

    def test_a_whole_session_on_a_screen_talks_to_the_screen_and_the_desktop_only(self, place, tmp_path) -> None:
        needs(*STRACE)
        env = environment(tmp_path / "home", SESSION_PASSPHRASE=PASSPHRASE, QT_QPA_PLATFORM="xcb")
        log = tmp_path / "log"
        inner = ["strace", "-f", "-qq", "-o", str(log), "-e", "trace=socket,connect,bind,sendto,sendmsg,io_uring_setup"]
        done = run(on_a_screen([*inner, *session(place)]), env)
        seen = what_it_saw(done)
        found = families(log.read_text("utf-8", "replace").splitlines())
        assert seen["enforced"] is True
        # The screen is a local socket, so nothing seen at all would mean that nothing was watched.
        assert found["AF_UNIX"] > 0 and set(found) == {"AF_UNIX"}

    def test_the_main_job_on_the_command_line_opens_no_socket_at_all(self, tmp_path) -> None:
        needs(*STRACE)
        env = environment(tmp_path / "home")
        done, lines = traced([sys.executable, "-m", "reviewapp", "demo", str(tmp_path / "demo")], env, tmp_path / "log")
        assert done.returncode == 0, done.stderr
        assert list((tmp_path / "demo").glob("*.pdf")) and lines == []


class TestWithoutNetwork:
    """Step 2: in a network namespace with nothing in it, everything works as before."""

    def test_a_whole_session(self, place, tmp_path) -> None:
        needs(*WITHOUT_NETWORK)
        env = environment(tmp_path / "home", SESSION_PASSPHRASE=PASSPHRASE)
        seen = what_it_saw(run([*WITHOUT_NETWORK, *session(place)], env))
        assert "saved" in seen["screens"] and Path(seen["pdf"]).exists()

    def test_the_main_job_on_the_command_line(self, tmp_path) -> None:
        needs(*WITHOUT_NETWORK)
        command = [*WITHOUT_NETWORK, sys.executable, "-m", "reviewapp", "demo", str(tmp_path / "demo")]
        done = run(command, environment(tmp_path / "home"))
        assert done.returncode == 0 and list((tmp_path / "demo").glob("*.pdf"))


class TestPythonsGuard:
    """Step 3: Python's audit hook, on every system. It cannot see Qt, so it is no proof; it names a slip of ours."""

    @pytest.mark.parametrize(
        "code",
        [
            "import socket; socket.socket()",
            "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
            "import socket; socket.create_connection(('127.0.0.1', 9))",
            "import socket; socket.getaddrinfo('localhost', 80)",
            "import socket; socket.gethostbyname('localhost')",
            "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        ],
    )
    def test_it_stops_python_and_says_so(self, tmp_path, code) -> None:
        # Only the guard: the filter is left out as on a system that has none.
        only_the_guard = "import sys; sys.platform = 'elsewhere'\nfrom reviewapp import offline\nassert not offline.seal()\n"
        done = run([sys.executable, "-c", only_the_guard + code], environment(tmp_path / "home"))
        assert done.returncode == 1 and "PermissionError" in done.stderr
        assert "ReviewApp opens no internet connection" in done.stderr

    def test_local_sockets_and_files_pass(self, tmp_path) -> None:
        code = (
            "from reviewapp import offline; offline.seal()\n"
            "import socket; one, two = socket.socketpair(); one.send(b'x'); assert two.recv(1) == b'x'\n"
            f"socket.socket(socket.AF_UNIX).bind({str(tmp_path / 's')!r}); print('fine')\n"
        )
        done = run([sys.executable, "-c", code], environment(tmp_path / "home"))
        assert done.stdout == "fine\n", done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the filter is Linux's")
class TestProbes:
    """Step 4: what is forbidden is seen by the watcher, and refused behind the filter."""

    @pytest.mark.parametrize("name", ["urllib", "qt", "udp", "child", "native", "thread"])
    def test_the_watcher_sees_it_and_the_filter_refuses_it(self, tmp_path, name) -> None:
        needs(*STRACE)
        env = environment(tmp_path / "home")
        done, lines = traced([sys.executable, PROBE, name], env, tmp_path / "open")
        assert done.stdout == "went through\n", done.stderr
        assert set(families(lines)) & {"AF_INET", "AF_INET6"}
        done, lines = traced([sys.executable, PROBE, name, "seal"], env, tmp_path / "sealed")
        assert done.stdout == "refused\n", done.stderr
        refused = [line for line in lines if "AF_INET" in line]
        # Python's guard is quicker than the kernel for two of them; every attempt that reached the kernel was refused there.
        assert all("EACCES" in line for line in refused) and (refused or name in {"urllib", "udp"})

    @pytest.mark.parametrize("name", sorted(set(PROBES) - {"qt"}))
    def test_behind_the_filter_each_way_round_is_closed(self, tmp_path, name) -> None:
        if name == "x32" and "x86_64" not in run(["uname", "-m"], {"PATH": "/bin:/usr/bin"}).stdout:
            pytest.skip("this ABI is that of x86-64")
        done = run([sys.executable, PROBE, name, "seal"], environment(tmp_path / "home"))
        assert done.stdout == "refused\n", done.stderr

    def test_the_old_door_of_32_bit_programs_is_closed(self, tmp_path) -> None:
        """``int 0x80`` in a 64-bit process takes the numbers of another ABI: an unguarded filter lets it through."""
        needs("gcc", "--version")
        if "x86_64" not in run(["uname", "-m"], {"PATH": "/bin:/usr/bin"}).stdout:
            pytest.skip("this door is that of x86-64")
        source = tmp_path / "door.c"
        source.write_text(
            "long door(void) { long made; __asm__ volatile (\"int $0x80\" : \"=a\"(made)"
            " : \"a\"(359L), \"b\"(2L), \"c\"(1L), \"d\"(0L) : \"memory\"); return (int) made; }\n"
        )
        library = tmp_path / "door.so"
        built = run(["gcc", "-shared", "-fPIC", "-o", str(library), str(source)], {"PATH": "/usr/bin:/bin"})
        assert built.returncode == 0, built.stderr
        code = f"import ctypes; door = ctypes.CDLL({str(library)!r}).door; door.restype = ctypes.c_long; "
        plain = run([sys.executable, "-c", code + "print(door())"], environment(tmp_path / "home"))
        if plain.returncode != 0 or int(plain.stdout) < 0:
            pytest.skip("this kernel has no 32-bit calls")
        sealed = run(
            [sys.executable, "-c", code + "from reviewapp import offline; assert offline.seal(); print(door())"],
            environment(tmp_path / "home"),
        )
        assert sealed.stdout == "-13\n", sealed.stderr


class TestWhatIsLoaded:
    """Step 5: after a whole session nothing is loaded that could talk to a network."""

    def test_libraries_and_modules_after_a_session(self, place, tmp_path) -> None:
        if not sys.platform.startswith("linux"):
            pytest.skip("the kernel lists what is mapped on Linux only")
        env = environment(tmp_path / "home", SESSION_PASSPHRASE=PASSPHRASE)
        seen = what_it_saw(run(session(place), env))
        assert seen["network"] == []
        assert not {"ssl", "_ssl", "http.client", "urllib.request", "asyncio", "PySide6.QtNetwork"} & set(seen["modules"])
        ours = [path.split("site-packages/", 1)[1] for path in seen["libraries"] if "site-packages/" in path]
        assert {path.split("/")[0].split(".cpython")[0] for path in ours} <= PACKAGES
        unknown = [path for path in ours if path.startswith("PySide6/") and not QT.match(path.rsplit("/", 1)[1])]
        assert ours and unknown == []
        # And an installed folder, which leaves much out, has all of it; the formats of pictures are looked at by Qt, not used.
        bundle = packaging_module("bundle.py")
        assert [name for name in seen["modules"] if left_out(name, (*bundle.NETWORK, *bundle.UNUSED))] == []
        needed = [path for path in ours if "/imageformats/" not in path]
        assert [path for path in needed if not bundle.carried(path, f"{sys.prefix}/{path}", prefix=sys.prefix)] == []

    def test_a_network_library_would_be_named(self, tmp_path) -> None:
        code = "import PySide6.QtNetwork, ssl; from reviewapp import offline; print(offline.network_parts())"
        done = run([sys.executable, "-c", code], environment(tmp_path / "home"))
        assert all(name in done.stdout for name in ("PySide6.QtNetwork", "'ssl'", "libQt6Network"))


class TestWhatItSays:
    def test_the_doctor_reads_the_filter_back_from_the_kernel(self, place, tmp_path) -> None:
        env = environment(tmp_path / "home", REVIEWAPP_PASSPHRASE=PASSPHRASE)
        done = run([sys.executable, "-m", "reviewapp", "--vault", str(place), "doctor"], env)
        assert done.returncode == 0, done.stdout
        if sys.platform.startswith("linux"):
            assert "The program opens no internet connection. Enforced by the kernel on this computer: yes." in done.stdout
        assert "nothing that opens internet connections is loaded" in done.stdout

    @pytest.mark.parametrize("refused", ["prctl", "seccomp,prctl:when=2+"])
    def test_a_kernel_that_takes_no_filter_is_said_and_the_program_runs_on(self, place, tmp_path, refused) -> None:
        needs(*STRACE)
        env = environment(tmp_path / "home", REVIEWAPP_PASSPHRASE=PASSPHRASE)
        calls, _colon, when = refused.partition(":")
        inject = [f"inject={call}:error=EINVAL" + (f":{when}" if when and call == "prctl" else "") for call in calls.split(",")]
        command = ["strace", "-qq", "-o", "/dev/null", *(part for one in inject for part in ("-e", one))]
        done = run([*command, sys.executable, "-m", "reviewapp", "--vault", str(place), "doctor"], env)
        assert done.returncode == 0, done.stderr
        assert "Enforced by the kernel on this computer: no. Not enforced here" in done.stdout

    def test_an_old_kernel_gets_the_filter_by_the_older_call(self, place, tmp_path) -> None:
        needs(*STRACE)
        env = environment(tmp_path / "home", REVIEWAPP_PASSPHRASE=PASSPHRASE)
        command = ["strace", "-qq", "-o", "/dev/null", "-e", "inject=seccomp:error=ENOSYS"]
        done = run([*command, sys.executable, "-m", "reviewapp", "--vault", str(place), "doctor"], env)
        assert "Enforced by the kernel on this computer: yes." in done.stdout, done.stderr

    def test_a_screen_over_the_network_is_refused_in_a_sentence(self, tmp_path) -> None:
        if not sys.platform.startswith("linux") or not offline.kernel_mode():
            pytest.skip("only where the filter is in force")
        if shutil.which("xvfb-run") is None:
            pytest.skip("without the X libraries another sentence comes first")
        env = environment(tmp_path / "home", QT_QPA_PLATFORM="xcb", DISPLAY="localhost:10.0")
        done = run([sys.executable, "-m", "reviewapp"], env)
        assert done.returncode == 3 and "reached over the network" in done.stderr and "Traceback" not in done.stderr
