"""Fonts for Chinese, Japanese and Korean: too large to ship, so an extra package or an installed font is asked.

The extra ``cjk`` brings Noto Sans of every region. Without it the usual font folders are looked through for
fonts known by name. Only TrueType outlines that may be embedded are taken.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

_EXTRA = "justmytype_intl_cjk"
_RESTRICTED = 0x0002  # fsType of OS/2: may not be embedded at all
# How files of such fonts are called, in lower case, and the region whose shapes they hold. Better ones stand first.
_KNOWN = (
    ("notosansjp", "JP"), ("notosanskr", "KR"), ("notosanssc", "SC"), ("notosanstc", "TC"),
    ("notosanscjkjp", "JP"), ("notosanscjkkr", "KR"), ("notosanscjksc", "SC"), ("notosanscjktc", "TC"),
    ("yugothm", "JP"), ("meiryo", "JP"), ("msgothic", "JP"), ("ipag", "JP"), ("vl-gothic", "JP"), ("takao", "JP"),
    ("malgun", "KR"), ("nanumgothic", "KR"), ("applegothic", "KR"),
    ("msyh", "SC"), ("simhei", "SC"), ("wqy-microhei", "SC"), ("droidsansfallback", "SC"),
    ("msjh", "TC"), ("arial unicode", "SC"), ("arialuni", "SC"),
)


class Installed(NamedTuple):
    """A font file, the region it is made for, and its PostScript name."""

    file: Path
    region: str
    name: str


@cache
def installed_faces() -> dict[str, Installed]:
    """The faces found, at most one of a region and family, by key; looked for once."""
    found: dict[str, Installed] = {}
    for file in _files():
        stem = file.stem.lower()
        for rank, (name, region) in enumerate(_KNOWN):
            key = f"cjk-{rank:02}-{region}"
            if stem.startswith(name) and key not in found:
                face = _taken(file, region)
                if face is not None:
                    found[key] = face
                break
    return found


def font_folders() -> list[Path]:
    """Where fonts lie on this system, the user's own first."""
    home = Path.home()
    if sys.platform == "win32":
        local, windows = os.environ.get("LOCALAPPDATA"), os.environ.get("WINDIR", r"C:\Windows")
        own = [Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else []
        return [*own, Path(windows) / "Fonts"]
    if sys.platform == "darwin":
        return [home / "Library" / "Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return [data / "fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]


def _files() -> Iterator[Path]:
    extra = find_spec(_EXTRA)
    folders = [Path(place) for place in extra.submodule_search_locations or ()] if extra else []
    for folder in (*folders, *font_folders()):
        for parent, inside, names in os.walk(folder):
            inside.sort()
            for name in sorted(names):
                if name.lower().endswith((".ttf", ".ttc")):
                    yield Path(parent) / name


def _taken(file: Path, region: str) -> Installed | None:
    """The first face of the file, or None when it cannot be put into a PDF."""
    import uharfbuzz as hb

    try:
        face = hb.Face(hb.Blob.from_file_path(str(file)), 0)
    except (OSError, hb.HarfBuzzError):
        return None  # unreadable, or gone since it was listed
    rights = bytes(face.reference_table("OS/2").data[8:10])
    if not face.reference_table("glyf").data or int.from_bytes(rights, "big") & _RESTRICTED:
        return None
    name = face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or file.stem
    if face.axis_infos:  # the name is that of its lightest weight, 400 is printed
        name = f"{name.partition('-')[0]}-Regular"
    return Installed(file, region, "".join(part for part in name if part.isalnum() or part in "-."))
