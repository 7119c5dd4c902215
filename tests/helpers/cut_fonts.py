"""Cut the fallback fonts of ``resources/fonts`` from Noto fonts as they are published.

    python tests/helpers/cut_fonts.py FOLDER    a folder with the files of the PyPI package ``manimgx-fonts``
                                                and ``NotoSansSymbols2-Regular.ttf`` of Debian's fonts-noto-core

Every character, glyph and layout feature stays; the weight is limited to what is printed, hinting goes. Of
Symbols 2 only arrows, technical signs and shapes (U+2190 to U+2BFF) are kept.
"""

from __future__ import annotations

import sys
from pathlib import Path

import uharfbuzz as hb

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
RANGED = (
    "Arabic", "Armenian", "Bengali", "Devanagari", "Georgian", "Gujarati", "Gurmukhi", "Hebrew", "Kannada",
    "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Tamil", "Telugu", "Thai",
)


SINGLE = ("NotoSansEthiopic", "NotoSansSymbols", "NotoEmoji")


def cut(source: Path, *, ranged: bool) -> bytes:
    """The font with weights 400 to 700, or with the weight 400 alone."""
    face = hb.Face(hb.Blob.from_file_path(str(source)))
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in ("DSIG", "MVAR", "gasp", "meta"))
    wanted.flags = hb.SubsetFlags.NO_HINTING
    if ranged:
        wanted.set_axis_range(face, "wght", 400.0, 700.0, 400.0)
    else:
        wanted.pin_axis_location(face, "wght", 400.0)
    return bytes(wanted.subset(face).blob.data)


def shapes(source: Path) -> bytes:
    """The part of Symbols 2 that is kept."""
    face = hb.Face(hb.Blob.from_file_path(str(source)))
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(point for point in face.unicodes if point == 0x20 or 0x2190 <= point <= 0x2BFF)
    wanted.flags = hb.SubsetFlags.NO_HINTING
    return bytes(wanted.subset(face).blob.data)


def main() -> None:
    """Write every file and print what it weighs."""
    folder = Path(sys.argv[1])
    for script in RANGED:
        data = cut(folder / f"NotoSans{script}[wght].ttf", ranged=True)
        (FONTS / f"NotoSans{script}-wght.ttf").write_bytes(data)
        print(script, len(data))
    for name in SINGLE:
        data = cut(folder / f"{name}[wght].ttf", ranged=False)
        (FONTS / f"{name}-Regular.ttf").write_bytes(data)
        print(name, len(data))
    data = shapes(folder / "NotoSansSymbols2-Regular.ttf")
    (FONTS / "NotoSansSymbols2-Regular.ttf").write_bytes(data)
    print("NotoSansSymbols2", len(data))


if __name__ == "__main__":
    main()
