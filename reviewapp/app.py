"""Composition root of the desktop: paths, settings, vault, worker, window. Only here are they put together."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from reviewapp import offline, paths
from reviewapp.actions.sentences import in_one_line, terminal_text
from reviewapp.domain.errors import EnvironmentFault, ReviewAppError, UsageError
from reviewapp.domain.packet_file import SUFFIX
from reviewapp.i18n import _
from reviewapp.settings import load_settings

_LIBRARIES = (
    "libglib2.0-0 libgl1 libegl1 libdbus-1-3 libfontconfig1 libxkbcommon0 libxcb-cursor0 libxcb-icccm4 "
    "libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
)


def run_desktop(file: Path | None = None) -> int:
    """Open the desktop and return the exit code; a failure is one sentence on stderr, never a traceback."""
    try:
        return open_desktop(file)
    except ReviewAppError as error:
        sys.stderr.write(f"{terminal_text(in_one_line(error))}\n")
        return error.exit_code


def open_desktop(file: Path | None = None) -> int:
    """Open the window and run until it is closed; the exit code.

    ``file`` is looked at in the window. Raises EnvironmentFault without a screen or a system library, where Qt itself
    would abort, and UsageError for a file that is no packet.
    """
    refuse_no_screen()
    if file is not None:
        _refuse_foreign(file)
    # Before Qt, which looks into every module imported after it.
    settings = load_settings()
    from reviewapp.ui.application import drop_source_lines, make_application
    from reviewapp.ui.main_window import MainWindow

    app = make_application()
    drop_source_lines()
    folder = Path(os.environ.get("REVIEWAPP_VAULT") or settings.vault or paths.data_dir())
    if file is not None:
        from reviewapp.ui.second_start import hand_over

        if hand_over(folder, file):
            return 0
    window = MainWindow(settings=settings, folder=folder, passphrase=os.environ.get("REVIEWAPP_PASSPHRASE"))
    if file is not None:
        window.incoming.take(file)
    window.show()
    code = app.exec()
    window.stop()
    return code


def _refuse_foreign(file: Path) -> None:
    if file.suffix.casefold() == SUFFIX:
        return  # whatever is in it, a window says so: nobody sees this program's terminal after a double-click
    from reviewapp.actions.incoming import looks_like_packet

    if not looks_like_packet(file):
        raise UsageError(
            _("{name} is not a file ReviewApp opens.").format(name=file.name),
            _("Import notes with: reviewapp import FILE."),
        )


def refuse_no_screen() -> None:
    """Raise EnvironmentFault when Qt could not open a window; it would abort the process instead."""
    if not sys.platform.startswith("linux"):
        return
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if not platform:
        platform = "wayland" if os.environ.get("WAYLAND_DISPLAY") else "xcb"
        if platform == "xcb" and not os.environ.get("DISPLAY"):
            raise EnvironmentFault(
                _("There is no screen here, so the desktop cannot open."),
                _("Try the main job without one: reviewapp demo DIR. All commands: reviewapp --help."),
            )
    _refuse_missing_library(platform)
    if platform == "xcb":
        _refuse_dead_display()


def _refuse_missing_library(platform: str) -> None:
    import ctypes
    from importlib.util import find_spec

    spec = find_spec("PySide6")
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places:
        return  # a frozen build carries its libraries
    plugin = Path(places[0]) / "Qt" / "plugins" / "platforms" / f"libq{platform}.so"
    if not plugin.exists():
        raise EnvironmentFault(
            _("Qt has no platform called {platform}.").format(platform=platform),
            _("Unset QT_QPA_PLATFORM."),
        )
    try:
        ctypes.CDLL(str(plugin), mode=os.RTLD_LAZY)
    except OSError as error:
        missing = str(error).split(":", maxsplit=1)[0]
        raise EnvironmentFault(
            _("A system library is missing: {missing}.").format(missing=missing),
            _("Install what a window needs: sudo apt install {libraries}").format(libraries=_LIBRARIES),
        ) from error


def _refuse_dead_display() -> None:
    import ctypes

    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return  # loaded by the platform plugin under another name; Qt says what is wrong
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = x11.XOpenDisplay(None)
    if not display:
        named = os.environ.get("DISPLAY", "")
        if offline.is_enforced() and not named.startswith((":", "unix:", "/")):
            # A forwarded screen (ssh -X) is an internet connection, though a borrowed one.
            said = _("The screen {display} is reached over the network, and ReviewApp opens no internet connection.")
            raise EnvironmentFault(
                said.format(display=named),
                _("Start it at the computer itself, or use the commands instead."),
            )
        raise EnvironmentFault(
            _("The screen {display} does not answer.").format(display=named),
            _("Check DISPLAY, or use the commands instead."),
        )
    x11.XCloseDisplay(ctypes.c_void_p(display))


def render_gallery(folder: Path, only: tuple[Path, str, int, str] | None = None) -> Iterator[Path]:
    """Pictures of every screen from the sample vault; yields each file written.

    Runs itself anew for each scale, since Qt takes the scale once at start: then ``only`` says of which vault, look,
    scale (percent) and language.
    """
    from reviewapp.ui.gallery import picture_files, take

    return iter(take(folder, *only)) if only else picture_files(folder)


