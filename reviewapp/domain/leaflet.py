"""A printed paper that is no review: the pack for a works council, the notice, an agenda. Words in order, no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class LeafletRow:
    """What stands beside one word of the margin: paragraphs, labelled texts, points, a remark, lines to write on."""

    margin: str
    texts: tuple[str, ...] = ()
    labelled: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()
    remark: str = ""
    lines: int = 0


@dataclass(frozen=True)
class LeafletPart:
    """Rows under a heading; ``lead`` opens it, ``opens_page`` begins it on a page of its own.

    ``language`` is that of the margins and texts of its rows, where it is known to be another than the leaflet's.
    """

    heading: str
    rows: tuple[LeafletRow, ...]
    lead: str = ""
    opens_page: bool = False
    language: str = ""


@dataclass(frozen=True)
class Leaflet:
    """The whole paper. ``kind`` stands small above the title, ``facts`` are (label, value) pairs below it."""

    kind: str
    title: str
    subtitle: str
    writer: str
    made_on: date
    facts: tuple[tuple[str, str], ...]
    parts: tuple[LeafletPart, ...]
    footer: str
    record_line: str = ""
    language: str = "en"
