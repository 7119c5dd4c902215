"""Faces and shaping: which font draws which character, and which glyphs come out of HarfBuzz.

A face is loaded once for the life of the program; what one document uses of it is kept in `embed`.
Every advance and offset here is in font units (``Face.units`` to the em).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import uharfbuzz as hb

from reviewapp.paths import resource
from reviewapp.report.plain import REPLACEMENT

_CACHE_LIMIT = 20_000
_CLUSTER_LIMIT = 32  # piled-up marks are cut there; the way back to text holds 256 code units
# Drawn by no glyph of their own: joiners and variation selectors are the shaper's business.
_NEEDS_NO_GLYPH = frozenset({0x200B, 0x200C, 0x200D, 0xFE0E, 0xFE0F, 0x034F})


class Glyph(NamedTuple):
    """One glyph, by its number in the font, with the text it stands for.

    The text is U+200B where another glyph of the same cluster carries it.
    """

    number: int
    text: str
    advance: int
    x_offset: int
    y_offset: int


class Shaped(NamedTuple):
    """A shaped run: its glyphs in drawing order and its total advance in font units.

    ``literal`` is False where several glyphs draw one cluster, so that the text is attached as a whole.
    """

    glyphs: tuple[Glyph, ...]
    advance: int
    literal: bool


@dataclass(frozen=True)
class FaceFile:
    """Where a face comes from: file, weight, PostScript name written into the PDF, slant in degrees."""

    file: str
    weight: int
    name: str
    slant: int = 0


class Face:
    """One weight of one font file, ready to shape."""

    def __init__(self, source: FaceFile) -> None:
        self.source = source
        self.face = hb.Face(hb.Blob.from_file_path(str(resource("fonts", source.file))))
        self.font = hb.Font(self.face)
        self.font.set_variations({"wght": source.weight})
        self.units = self.face.upem
        extents = self.font.get_font_extents("ltr")
        self.ascent, self.descent = extents.ascender, extents.descender
        self._shaped: dict[tuple[str, str], Shaped] = {}

    @cached_property
    def covered(self) -> frozenset[int]:
        """Every code point the font has a glyph for; read on first use."""
        return frozenset(self.face.unicodes)

    def covers(self, cluster: str) -> bool:
        """True when every visible character of the cluster has a glyph here, composed if need be."""
        if all(ord(character) in self.covered or ord(character) in _NEEDS_NO_GLYPH for character in cluster):
            return True
        composed = unicodedata.normalize("NFC", cluster)  # the shaper composes a letter and its marks by itself
        return composed != cluster and self.covers(composed)

    def shape(self, text: str, language: str) -> Shaped:
        """The glyphs of a run of one script, written left to right."""
        key = (text, language)
        shaped = self._shaped.get(key)
        if shaped is None:
            if len(self._shaped) >= _CACHE_LIMIT:
                self._shaped.clear()
            shaped = self._shaped[key] = self._shape(text, language)
        return shaped

    def _shape(self, text: str, language: str) -> Shaped:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "ltr"
        buffer.language = language
        hb.shape(self.font, buffer)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        starts = sorted({info.cluster for info in infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        # The widest glyph of a cluster carries its text; the others say nothing twice.
        carrier: dict[int, int] = {}
        for at, (info, position) in enumerate(zip(infos, positions, strict=True)):
            held = carrier.get(info.cluster)
            if held is None or position.x_advance > positions[held].x_advance:
                carrier[info.cluster] = at
        glyphs = tuple(
            Glyph(
                info.codepoint,
                text[info.cluster:ends[info.cluster]] if carrier[info.cluster] == at else "\u200b",
                position.x_advance,
                position.x_offset,
                position.y_offset,
            )
            for at, (info, position) in enumerate(zip(infos, positions, strict=True))
        )
        return Shaped(glyphs, sum(glyph.advance for glyph in glyphs), len(starts) == len(infos))

    def glyph_width(self, index: int) -> int:
        """The advance the font itself gives a glyph, in font units."""
        return int(self.font.get_glyph_h_advance(index))

    @cached_property
    def cap_height(self) -> int:
        """Height of a capital letter, in font units."""
        return int(self.font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT))


class Run(NamedTuple):
    """Text that one face can draw; ``stand_in`` runs show U+FFFD in place of the characters they carry."""

    face: str
    text: str
    stand_in: bool


_SOURCES: dict[str, FaceFile] = {
    "regular": FaceFile("SourceSans3-wght.ttf", 400, "SourceSans3-Regular"),
    "semibold": FaceFile("SourceSans3-wght.ttf", 600, "SourceSans3-Semibold"),
    "bold": FaceFile("SourceSans3-wght.ttf", 700, "SourceSans3-Bold"),
    "italic": FaceFile("SourceSans3-Italic-wght.ttf", 400, "SourceSans3-Italic", slant=-11),
    "more-regular": FaceFile("NotoSans-wght.ttf", 400, "NotoSans-Regular"),
    "more-semibold": FaceFile("NotoSans-wght.ttf", 600, "NotoSans-Semibold"),
    "more-bold": FaceFile("NotoSans-wght.ttf", 700, "NotoSans-Bold"),
}
# Which faces are asked, in order, for a cluster in each style.
_FALLBACK: dict[str, tuple[str, ...]] = {
    "regular": ("regular", "more-regular"),
    "semibold": ("semibold", "more-semibold"),
    "bold": ("bold", "more-bold"),
    "italic": ("italic", "more-regular"),
}


@cache
def face(key: str) -> Face:
    """The face under this key, loaded on first use; KeyError for an unknown one."""
    return Face(_SOURCES[key])


class FontSet:
    """Chooses a face for every cluster of one document and remembers what no face could draw."""

    def __init__(self) -> None:
        self._missing: set[str] = set()

    @property
    def missing(self) -> frozenset[str]:
        """Characters that were asked for and have no glyph in any font."""
        return frozenset(self._missing)

    def runs(self, text: str, style_face: str) -> Iterator[Run]:
        """The text cut into runs of one face each; clusters are never torn apart."""
        if not text:
            return
        first = _FALLBACK[style_face][0]
        if text.isascii() and text.isprintable():
            yield Run(first, text, stand_in=False)
            return
        held: Run | None = None
        for cluster in clusters(text):
            key, stand_in = self._choose(cluster, style_face)
            if held and (held.face, held.stand_in) == (key, stand_in) and not stand_in:
                held = Run(key, held.text + cluster, stand_in)
                continue
            if held:
                yield held
            held = Run(key, cluster, stand_in)
        if held:
            yield held

    def _choose(self, cluster: str, style_face: str) -> tuple[str, bool]:
        candidates = _FALLBACK[style_face]
        for key in candidates:
            if face(key).covers(cluster):
                if cluster == REPLACEMENT:
                    self._missing.add(REPLACEMENT)
                return key, False
        # The last candidate holds U+FFFD: it is drawn, and the text beneath stays what was written.
        for character in cluster:
            if not any(face(key).covers(character) for key in candidates):
                self._missing.add(character)
        return candidates[-1], True


def clusters(text: str) -> list[str]:
    """What a reader takes for one character: a base with its marks, joined emoji, flag pairs."""
    found: list[str] = []
    flags = 0
    for character in text:
        point = ord(character)
        is_flag = 0x1F1E6 <= point <= 0x1F1FF
        follows = (
            unicodedata.category(character) in {"Mn", "Mc", "Me"}
            or point in _NEEDS_NO_GLYPH - {0x200B}
            or 0x1F3FB <= point <= 0x1F3FF
            or (bool(found) and found[-1].endswith("\u200d"))
            or (is_flag and flags % 2 == 1)
        )
        flags = flags + 1 if is_flag else 0
        if found and follows and len(found[-1]) < _CLUSTER_LIMIT:
            found[-1] += character
        else:
            found.append(character)
    return found
