"""What goes into the folder an installer carries, and what stays out; used by `reviewapp.spec`.

Two rules. Nothing that opens internet connections is in it, not even unused: a promise that can be checked by looking
at the folder. And nothing the operating system keeps up to date itself: the package depends on those libraries instead.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path, PurePosixPath

from reviewapp.domain.packet_file import MIME_TYPE, SUFFIX

ROOT = Path(__file__).resolve().parents[1]
LICENCES = ROOT / "packaging" / "licences"

# Python modules that open connections. `_hashlib` stays, for scrypt: it asks libcrypto only, not libssl.
NETWORK = (
    "ssl", "_ssl", "asyncio", "_asyncio", "http", "urllib.request", "urllib.robotparser", "ftplib",
    "smtplib", "smtpd", "poplib", "imaplib", "nntplib", "telnetlib", "xmlrpc", "socketserver", "wsgiref", "webbrowser",
    "aiohttp", "requests", "urllib3", "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets",
)  # fmt: skip
# Parts of libraries nobody here calls.
UNUSED = (
    "tkinter", "unittest", "doctest", "pydoc", "pdb", "lib2to3", "distutils", "setuptools", "pkg_resources", "pip",
    "curses", "readline", "numpy", "pycparser", "multiprocessing", "tzdata", "IPython",
    "PIL._avif", "PIL._webp", "PIL._imagingft", "PIL._imagingcms", "PIL._imagingtk", "PIL.ImageQt", "PIL.ImageTk",
    "lxml.isoschematron", "lxml.objectify", "lxml.html", "reportlab.graphics", "uharfbuzz._harfbuzz_test", "docutils",
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtPdf", "PySide6.QtPrintSupport", "PySide6.QtSql", "PySide6.QtTest",
    "PySide6.QtOpenGL", "PySide6.QtXml", "PySide6.QtDesigner", "PySide6.QtHelp", "PySide6.QtUiTools",
)  # fmt: skip

# Qt without what is named here: each library and plugin was added for a reason, and a new Qt brings no others along.
QT_LIBRARIES = frozenset({"Core", "Gui", "Widgets", "DBus", "Svg", "XcbQpa", "WaylandClient"})
QT_PLUGINS = {
    "linux": frozenset({
        "platforms/qxcb", "platforms/qwayland", "platforms/qoffscreen",
        "platforminputcontexts/composeplatforminputcontextplugin",
        "platforminputcontexts/ibusplatforminputcontextplugin",
        "platformthemes/qxdgdesktopportal", "wayland-shell-integration/xdg-shell", "wayland-shell-integration/qt-shell",
        "wayland-decoration-client/adwaita", "wayland-decoration-client/bradient", "imageformats/qsvg",
        "iconengines/qsvgicon",
    }),
    "win32": frozenset({"platforms/qwindows", "platforms/qoffscreen", "imageformats/qsvg", "iconengines/qsvgicon"}),
    "darwin": frozenset({"platforms/qcocoa", "platforms/qoffscreen", "imageformats/qsvg", "iconengines/qsvgicon"}),
}
# Of the host's libraries this alone comes along (Linux), with the modules that belong to it: the interpreter.
_INTERPRETER = "libpython"
# What a wheel leaves out, or what is inside a library under other terms: texts of `packaging/licences`.
_QT_TEXTS = ["Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"]
_FILLED_IN = {
    "PySide6_Essentials": _QT_TEXTS, "shiboken6": _QT_TEXTS,
    "sqlcipher3": ["SQLCipher.txt"], "uharfbuzz": ["HarfBuzz.txt"],
}
_NETWORK_LIBRARY = re.compile(r"(lib)?(Qt6?(Network|Web|Multimedia)|ssl|curl|gnutls|soup|nghttp2|cups|ssh)")
_LANGUAGE = re.compile(r"(root|[a-z]{2})\.dat")


def carried(place: str, source: str, *, system: str = sys.platform, prefix: str = sys.prefix) -> bool:
    """True when the file of the collection (``place`` inside the folder, ``source`` on this machine) is to be in it."""
    path = PurePosixPath(place.replace("\\", "/"))
    parts = path.parts
    if _NETWORK_LIBRARY.match(path.name):
        return False
    if parts[0] == "PySide6":
        return _qt_carried(path, system)
    if parts[0].endswith(".dist-info"):
        return path.name in {"METADATA", "entry_points.txt"}  # the rest says where and how it was installed here
    if parts[0] == "reportlab" and "fonts" in parts:
        return False  # ours are in the resources; these have other licences
    if parts[:2] == ("babel", "locale-data"):
        return _LANGUAGE.fullmatch(path.name) is not None  # the program never asks for a language of a region
    if system == "linux" and ".so" in path.name and not Path(source).is_relative_to(prefix):
        return "lib-dynload" in source or path.name.startswith(_INTERPRETER)
    return not parts[0].startswith("tcl")


def _qt_carried(path: PurePosixPath, system: str) -> bool:
    stem = path.name.split(".")[0].removeprefix("lib")
    if "translations" in path.parts or "qml" in path.parts or stem == "opengl32sw":
        return False
    if "plugins" in path.parts:
        return f"{path.parent.name}/{stem}" in QT_PLUGINS[system]
    # A library is a file, or on a Mac a folder with files of any name.
    names = [stem, *(part.removesuffix(".framework") for part in path.parts if part.endswith(".framework"))]
    libraries = [found.group(1) for name in names if (found := re.fullmatch(r"Qt6?([A-Z]\w*)", name))]
    return all(library in QT_LIBRARIES for library in libraries)


def resources() -> list[tuple[str, str]]:
    """Every file of `resources/` and its folder in the collection: where `reviewapp.paths` looks, as in the wheel."""
    source, inside = ROOT / "resources", PurePosixPath("reviewapp/_resources")
    files = (path for path in sorted(source.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    return [(str(path), str(inside / path.relative_to(source).parent.as_posix())) for path in files]


def licences(names: Iterable[str], overview: Path) -> list[tuple[str, str]]:
    """The licence texts of the distributions behind these top-level modules, with their places in the collection.

    Writes an overview of them to ``overview``, which is one of the texts. Raises FileNotFoundError when a distribution
    brings no text and none of ours fills in.
    """
    owners = packages_distributions()
    bundled = sorted({owner for module in names for owner in owners.get(module, ())} - {"reviewapp"})
    found = [(path, f"licences/{path.name}") for path in sorted(LICENCES.iterdir())]
    found += [(ROOT / "LICENSE", "licences/LICENSE"), (overview, "licences/OVERVIEW.txt")]
    lines = ["What ReviewApp is made of, and where its terms are. ReviewApp itself: LICENSE (Apache-2.0).", ""]
    for name in bundled:
        one = distribution(name)
        folder = f"{one.metadata['Name']}-{one.version}"
        texts = _texts(one)
        if not texts and name not in _FILLED_IN:
            raise FileNotFoundError(f"{name} brings no licence text; put one into {LICENCES}")
        found += [(text, f"licences/{folder}/{below.as_posix()}") for text, below in texts]
        where = ([f"{folder}/"] if texts else []) + _FILLED_IN.get(name, [])
        lines.append(f"{one.metadata['Name']} {one.version}: {', '.join(where)}")
    lines += ["", f"Python {sys.version.split()[0]}: Python.txt"]
    lines.append("Fonts and icons: beside their files, in reviewapp/_resources")
    overview.parent.mkdir(parents=True, exist_ok=True)
    overview.write_text("\n".join([*lines, ""]), "utf-8")
    return [(str(path), place) for path, place in found]


def _texts(one: Distribution) -> list[tuple[Path, Path]]:
    """The files of licences and bills of materials, and their paths below the metadata."""
    texts = []
    for file in one.files or ():
        folder = file.parts[0]
        if not folder.endswith(".dist-info"):
            continue
        below = Path(*file.parts[1:])
        named = below.name.startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE"))
        if named or below.parts[0] in {"licenses", "sboms"}:
            shown = below.relative_to("licenses") if below.parts[0] == "licenses" else below
            texts.append((Path(str(one.locate_file(file))), shown))
    return sorted(texts)


def draw_icon(path: Path, size: int = 256) -> None:
    """Paint the program's icon as a PNG, ``size`` pixels wide; what other systems want is made from it."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(ROOT / "packaging" / "linux" / "reviewapp.svg")).render(painter)
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(path)):
        raise OSError(f"{path} could not be written")


def mac_file_types() -> dict[str, object]:
    """What Finder is told about packets (Info.plist). UNTESTED."""
    identifier = "app.reviewapp.packet"
    return {
        "CFBundleDocumentTypes": [{
            "CFBundleTypeName": "ReviewApp packet", "CFBundleTypeRole": "Editor", "LSHandlerRank": "Owner",
            "LSItemContentTypes": [identifier],
        }],
        "UTExportedTypeDeclarations": [{
            "UTTypeIdentifier": identifier, "UTTypeDescription": "ReviewApp packet",
            "UTTypeConformsTo": ["public.data"],
            "UTTypeTagSpecification": {
                "public.filename-extension": [SUFFIX.removeprefix(".")], "public.mime-type": [MIME_TYPE],
            },
        }],
        "NSHighResolutionCapable": True,
    }
