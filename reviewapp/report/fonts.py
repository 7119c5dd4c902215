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
from reviewapp.report import bidi
from reviewapp.report.installed import installed_faces
from reviewapp.report.itemise import NEEDS_NO_GLYPH, clusters, script_of
from reviewapp.report.plain import REPLACEMENT

_CACHE_LIMIT = 20_000
_WIDEST_SPACE = 3  # parts of an em; that of an emoji font is wider than an em


class Glyph(NamedTuple):
    """One glyph, by its number in the font, with the text it stands for.

    The text is U+200B where another glyph of the same cluster carries it; ``cluster`` is where the text of
    its cluster begins in the run.
    """

    number: int
    text: str
    advance: int
    x_offset: int
    y_offset: int
    cluster: int = 0


class Mark(NamedTuple):
    """A dot or accent over another glyph, at its place from the start of the run."""

    number: int
    x: int
    y: int


class Shaped(NamedTuple):
    """A shaped run: its glyphs in drawing order and its total advance in font units.

    ``literal`` is False where several glyphs draw one cluster, so that the text is attached as a whole.
    ``marks`` are drawn as shapes: as text, each would be read as a character of its own.
    """

    glyphs: tuple[Glyph, ...]
    advance: int
    literal: bool
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class FaceFile:
    """Where a face comes from: file, weight, PostScript name written into the PDF, slant in degrees.

    A file without a folder is one of ours; of a collection of faces the first is taken.
    """

    file: str
    weight: int
    name: str
    slant: int = 0


class Face:
    """One weight of one font file, ready to shape."""

    def __init__(self, source: FaceFile) -> None:
        self.source = source
        self.face = hb.Face(hb.Blob.from_file_path(str(resource("fonts") / source.file)), 0)
        self.font = hb.Font(self.face)
        self.font.set_variations({"wght": source.weight})
        self.units = self.face.upem
        extents = self.font.get_font_extents("ltr")
        self.ascent, self.descent = extents.ascender, extents.descender
        self._shaped: dict[tuple[str, str, bool], Shaped] = {}
        self._widths: dict[int, int] = {}

    @cached_property
    def covered(self) -> frozenset[int]:
        """Every code point the font has a glyph for; read on first use."""
        return frozenset(self.face.unicodes)

    @cached_property
    def space(self) -> int | None:
        """The glyph of the space; None where the font has none."""
        glyph: int | None = self.font.get_nominal_glyph(0x20)
        return glyph

    def covers(self, cluster: str) -> bool:
        """True when every visible character of the cluster has a glyph here, composed if need be."""
        if all(ord(character) in self.covered or ord(character) in NEEDS_NO_GLYPH for character in cluster):
            return True
        composed = unicodedata.normalize("NFC", cluster)  # the shaper composes a letter and its marks by itself
        return composed != cluster and self.covers(composed)

    def shape(self, text: str, language: str, *, rtl: bool = False) -> Shaped:
        """The glyphs of a run of one script and direction, from left to right."""
        key = (text, language, rtl)
        shaped = self._shaped.get(key)
        if shaped is None:
            if len(self._shaped) >= _CACHE_LIMIT:
                self._shaped.clear()
            shaped = self._shaped[key] = self._shape(text, language, "rtl" if rtl else "ltr")
        return shaped

    def _shape(self, text: str, language: str, direction: str) -> Shaped:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = direction
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
        glyphs: list[Glyph] = []
        marks: list[Mark] = []
        pen = 0
        for at, (info, position) in enumerate(zip(infos, positions, strict=True)):
            carries = carrier[info.cluster] == at
            if not carries and not position.x_advance:
                marks.append(Mark(info.codepoint, pen + position.x_offset, position.y_offset))
                continue
            said = text[info.cluster:ends[info.cluster]] if carries else "\u200b"
            if direction == "rtl":
                said = _as_it_looks(said)
            advance = position.x_advance
            if info.codepoint == self.space:
                advance = min(advance, self.units // _WIDEST_SPACE)
            glyphs.append(Glyph(info.codepoint, said, advance, position.x_offset, position.y_offset, info.cluster))
            pen += advance
        return Shaped(tuple(glyphs), pen, len(starts) == len(glyphs), tuple(marks))

    def glyph_width(self, index: int) -> int:
        """The advance the font itself gives a glyph, in font units."""
        width = self._widths.get(index)
        if width is None:
            width = self._widths[index] = int(self.font.get_glyph_h_advance(index))
        return width

    @cached_property
    def cap_height(self) -> int:
        """Height of a capital letter, in font units."""
        return int(self.font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT))


def _as_it_looks(text: str) -> str:
    """The text of a glyph that runs from right to left, in the order and with the brackets that are seen.

    Readers of a PDF turn such a line round letter by letter, with its marks and brackets, to get what was written.
    """
    letters = text.rstrip("".join(character for character in text if unicodedata.combining(character)))
    return text[len(letters):] + bidi.mirrored(letters[::-1])


class Run(NamedTuple):
    """Text that one face can draw; ``stand_in`` runs show U+FFFD in place of the characters they carry."""

    face: str
    text: str
    stand_in: bool


_WEIGHTS = {"regular": 400, "semibold": 600, "bold": 700}
# The scripts with a font of their own, by ISO 15924 code: the files hold the weights 400 to 700.
_SCRIPTS = {
    "Arab": "Arabic", "Armn": "Armenian", "Beng": "Bengali", "Deva": "Devanagari", "Geor": "Georgian",
    "Gujr": "Gujarati", "Guru": "Gurmukhi", "Hebr": "Hebrew", "Khmr": "Khmer", "Knda": "Kannada", "Laoo": "Lao",
    "Mlym": "Malayalam", "Mymr": "Myanmar", "Orya": "Oriya", "Sinh": "Sinhala", "Taml": "Tamil", "Telu": "Telugu",
    "Thai": "Thai",
}
_SOURCES: dict[str, FaceFile] = {
    **{
        weight: FaceFile("SourceSans3-wght.ttf", number, f"SourceSans3-{weight.title()}")
        for weight, number in _WEIGHTS.items()
    },
    "italic": FaceFile("SourceSans3-Italic-wght.ttf", 400, "SourceSans3-Italic", slant=-11),
    **{
        f"more-{weight}": FaceFile("NotoSans-wght.ttf", number, f"NotoSans-{weight.title()}")
        for weight, number in _WEIGHTS.items()
    },
    **{
        f"{script}-{weight}": FaceFile(f"NotoSans{name}-wght.ttf", number, f"NotoSans{name}-{weight.title()}")
        for script, name in _SCRIPTS.items()
        for weight, number in _WEIGHTS.items()
    },
    "Ethi": FaceFile("NotoSansEthiopic-Regular.ttf", 400, "NotoSansEthiopic-Regular"),
    "symbols": FaceFile("NotoSansSymbols-Regular.ttf", 400, "NotoSansSymbols-Regular"),
    "shapes": FaceFile("NotoSansSymbols2-Regular.ttf", 400, "NotoSansSymbols2-Regular"),
    "emoji": FaceFile("NotoEmoji-Regular.ttf", 400, "NotoEmoji-Regular"),
}
_ONE_WEIGHT = ("Ethi", "symbols", "shapes", "emoji")
_EAST_ASIAN = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"})


@cache
def face(key: str) -> Face:
    """The face under this key, loaded on first use; KeyError for an unknown one."""
    if key in _SOURCES:
        return Face(_SOURCES[key])
    found = installed_faces()[key]
    return Face(FaceFile(str(found.file), 400, found.name))


class FontSet:
    """Chooses a face for every cluster of one document and remembers what no face could draw.

    ``language`` decides whose shapes Chinese characters take.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._missing: set[str] = set()
        self._chosen: dict[tuple[str, str, str], tuple[str, bool]] = {}

    @property
    def missing(self) -> frozenset[str]:
        """Characters that were asked for and have no glyph in any font."""
        return frozenset(self._missing)

    def runs(self, text: str, style_face: str, before: str = "") -> Iterator[Run]:
        """The text cut into runs of one face and one script each; clusters are never torn apart.

        A space comes from the face of what stands ``before`` it: readers lose one that has a font to itself.
        """
        if not text:
            return
        if text.isascii() and text.isprintable():
            alone = before if before and not text.strip(" ") and face(before).space is not None else style_face
            yield Run(alone, text, stand_in=False)
            return
        held: Run | None = None
        script = ""
        for cluster in clusters(text):
            own = script_of(cluster[0])
            if held and not held.stand_in and _goes_with(cluster, held.face):
                held = held._replace(text=held.text + cluster)
                continue
            key, stand_in = self._choose(cluster, style_face, own or script)
            # Shared signs go with the script before them; the first of a text with the one after.
            same_script = not own or not script or own == script
            script = own or script
            if held and held.face == key and same_script and not (held.stand_in or stand_in):
                held = Run(key, held.text + cluster, stand_in)
                continue
            if held:
                yield held
            held = Run(key, cluster, stand_in)
        if held:
            yield held

    def _choose(self, cluster: str, style_face: str, script: str) -> tuple[str, bool]:
        asked = (cluster, style_face, script)
        chosen = self._chosen.get(asked)
        if chosen is None:
            chosen = self._chosen[asked] = self._found(cluster, style_face, script)
        return chosen

    def _found(self, cluster: str, style_face: str, script: str) -> tuple[str, bool]:
        if REPLACEMENT in cluster:
            self._missing.add(REPLACEMENT)
        for key in _candidates(style_face, script, self._language):  # one by one: most fonts are never opened
            if face(key).covers(cluster):
                return key, False
        # The fallback for letters holds U+FFFD: it is drawn, and the text beneath stays what was written.
        for character in cluster:
            if not any(face(key).covers(character) for key in _candidates(style_face, script, self._language)):
                self._missing.add(character)
        return f"more-{_weight(style_face)}", True


def _goes_with(cluster: str, before: str) -> bool:
    """True for a space, and after a script with a font of its own for its marks, that this font has; figures stay."""
    if cluster == " ":
        return face(before).space is not None
    if before.partition("-")[0] not in _SCRIPTS or cluster.isdigit() or script_of(cluster[0]):
        return False
    return face(before).covers(cluster)


def _weight(style_face: str) -> str:
    return style_face if style_face in _WEIGHTS else "regular"


def _candidates(style_face: str, script: str, language: str) -> Iterator[str]:
    """Which faces are asked, in order: the style's own, the script's, then every other."""
    weight = _weight(style_face)
    own = script if script in _ONE_WEIGHT else f"{script}-{weight}" if script in _SCRIPTS else ""
    yield style_face
    if own:  # before the wider Latin font, which has some of these letters but not the rules that join them
        yield own
    yield f"more-{weight}"
    if script not in _EAST_ASIAN:
        yield from _ONE_WEIGHT
        yield from (f"{other}-{weight}" for other in _SCRIPTS if other != script)
    yield from _east_asian(language)


def _east_asian(language: str) -> Iterator[str]:
    """Faces with Chinese, Japanese or Korean characters, those made for the language first."""
    found = installed_faces()
    wanted = language.lower()
    made_for = {"ja": "JP", "ko": "KR", "zh-tw": "TC", "zh-hant": "TC", "zh-hk": "TC"}.get(
        wanted if wanted.startswith("zh") else wanted[:2], "SC"
    )
    yield from sorted(found, key=lambda key: (found[key].region != made_for, key))
