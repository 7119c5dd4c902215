"""The document as data: what is printed, in which order, without a word on how it looks.

`content.build_review` makes a `Document`; `pages.render_document` draws it. Everything here is frozen
and holds plain text only, so that a test, a preview or another renderer can read it as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

TextRole: TypeAlias = Literal["body", "muted", "note", "quote", "fine", "fine_lead", "summary"]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of plain text; a line feed inside it is kept as a line break.

    ``with_next``: no page ends between it and what follows. ``language`` is set where it is known to be another than
    that of the document.
    """

    text: str
    role: TextRole = "body"
    with_next: bool = False
    language: str = ""


@dataclass(frozen=True)
class Bullets:
    """Short sentences of equal weight, set small and close."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Labelled:
    """A label that opens the text it names, such as "Strength:" and the judgment."""

    label: str
    text: str


@dataclass(frozen=True)
class Fact:
    """One named value of the front page."""

    label: str
    value: str


@dataclass(frozen=True)
class Facts:
    """Named values set in a grid, read row by row."""

    items: tuple[Fact, ...]


@dataclass(frozen=True)
class Front:
    """The head of the first page: what this is, whom it is about, in which role."""

    kicker: str
    name: str
    role: str


@dataclass(frozen=True)
class Heading:
    """The heading of a section: level 1 gets a bookmark; the next block stays with it.

    ``opens_page``: it begins a page of its own, unless all of its section fits on the one before.
    """

    text: str
    level: Literal[1, 2] = 1
    opens_page: bool = False


@dataclass(frozen=True)
class EpisodeRow:
    """One dated episode: when and of which kind it was, and what happened.

    ``points`` are labelled sentences of their own; ``details`` is one small paragraph on how it is known,
    AI's part, checking and effect. Where ``elsewhere`` names the place the episode is set out in,
    ``happened`` holds its first words only and the rest is empty.
    """

    date: str
    kind: str
    happened: str
    points: tuple[Labelled, ...] = ()
    details: str = ""
    elsewhere: str = ""


@dataclass(frozen=True)
class EpisodeTable:
    """Dated episodes under column titles; the titles are repeated when the table goes on overleaf."""

    columns: tuple[str, str]
    rows: tuple[EpisodeRow, ...]


@dataclass(frozen=True)
class PlainTable:
    """Rows under column titles over the full width; the first cell names its row, an empty one is to write in.

    ``shares`` are the widths of the columns, one in all; the titles are repeated overleaf.
    """

    columns: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class TimelineRow:
    """Marks of one competency; each is a position in months from the start of the strip (0.5: mid-month)."""

    label: str
    marks: tuple[float, ...]


@dataclass(frozen=True)
class TimelineStrip:
    """Months by focus competencies with one neutral mark per episode.

    ``months`` are short names, ``years`` stands beside the month that opens a year (else empty);
    ``away`` are spans in months from the start. ``alternative`` says the same in sentences, printed below it;
    ``picture`` says what kind of picture it is, to whoever does not see it.
    """

    months: tuple[str, ...]
    years: tuple[str, ...]
    rows: tuple[TimelineRow, ...]
    away: tuple[tuple[float, float], ...]
    away_label: str
    legend: str
    alternative: tuple[str, ...]
    picture: str


@dataclass(frozen=True)
class PictureBar:
    """One bar: its word, how far it reaches from 0 to 1, and the figure it stands for, in words."""

    label: str
    reach: float
    words: str


@dataclass(frozen=True)
class BeforeAfter:
    """Figures of a workflow on one scale. ``alternative`` says the same in words, for those who do not see it; the
    words beside the bars are text, and the sentences that follow give each figure in full."""

    bars: tuple[PictureBar, ...]
    alternative: str


@dataclass(frozen=True)
class WriteIn:
    """Empty ruled lines to write on by hand, under what is said so far and a label."""

    so_far: str
    label: str
    lines: int


@dataclass(frozen=True)
class SignBlock:
    """Signing: what the person signing states or chooses, and the lines to sign on.

    ``choices`` are printed as empty boxes; nothing is ever ticked by the program. ``field`` names the place for a
    digital signature, "" where none is offered.
    """

    who: str
    name: str
    statement: str
    choices: tuple[str, ...]
    lines: tuple[str, ...]
    note: str = ""
    field: str = ""


@dataclass(frozen=True)
class Signing:
    """Those who sign, side by side over the full width; never torn."""

    parts: tuple[SignBlock, ...]


FlowBlock: TypeAlias = (
    "Paragraph | Bullets | Labelled | EpisodeTable | PlainTable | TimelineStrip | BeforeAfter | WriteIn | Signing"
)


@dataclass(frozen=True)
class Railed:
    """Blocks in the text column beside the left rail.

    ``heading`` in the rail has a bookmark: under its section, or as a section of its own (``level`` 1).
    With ``stays_together`` no page ends between its blocks, unless they are taller than a page. ``language`` is that of
    the heading, where it is known to be another than that of the document.
    """

    heading: str
    blocks: tuple[FlowBlock, ...]
    level: Literal[1, 2] = 2
    opens_with_rule: bool = True
    stays_together: bool = False
    language: str = ""


Block: TypeAlias = "Front | Facts | Heading | Railed | FlowBlock"


@dataclass(frozen=True)
class Attached:
    """A file inside the PDF that it was made from: machines read there what people read on the pages."""

    name: str
    kind: str
    description: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Document:
    """A whole document with what stands around the pages.

    ``dated`` is the ISO date written into the file as its date; ``uid`` names the record; ``footer`` and,
    below it, ``record_line`` stand at the foot of every page; ``draft_label`` is empty unless the document is a draft.
    """

    uid: str
    title: str
    subject: str
    author: str
    language: str
    dated: str
    header_left: str
    header_right: str
    footer: str
    record_line: str
    page_label: str
    draft_label: str
    draft_note: str
    continued: str
    blocks: tuple[Block, ...]
    attached: Attached | None = None
