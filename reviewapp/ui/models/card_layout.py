"""Where everything on a card lies, for a width and a font; reading from left to right, mirrored when painted."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from reviewapp.actions.shapes import TimelineCard
from reviewapp.i18n import _
from reviewapp.ui import fonts, words
from reviewapp.ui.tokens import ICON, ICON_SMALL, SPACE_L, SPACE_M, SPACE_S, SPACE_XS

RAIL = 34
MAX_LINES = 8
# Characters on a line before reading tires; wider windows leave the rest of the row empty.
_MEASURE = 96
# More than eight lines are never shown, so a very long text need not be measured to its end.
_MEASURED = 4000


@dataclass(frozen=True)
class Text:
    """One line of text, elided to its rectangle; ``trailing`` puts it at the far edge."""

    rect: QRect
    text: str
    font: QFont
    muted: bool = False
    trailing: bool = False


@dataclass(frozen=True)
class Mark:
    """An icon."""

    rect: QRect
    icon: str


@dataclass(frozen=True)
class Pill:
    """A word in a rounded frame: filled for a competency, outlined for the concern mark and the day it was told."""

    rect: QRect
    text: str
    font: QFont
    outlined: bool = False


@dataclass
class CardLayout:
    """The measured card. ``height`` includes the gap to the next row; ``body`` holds the wrapped lines."""

    card: TimelineCard
    frame: QRect = field(default_factory=QRect)
    body_rect: QRect = field(default_factory=QRect)
    body: QTextLayout = field(default_factory=QTextLayout)
    texts: list[Text] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    pills: list[Pill] = field(default_factory=list)
    height: int = 0


def lay_out(card: TimelineCard, width: int, font: QFont, direction: Qt.LayoutDirection) -> CardLayout:
    """Measure a card for a row ``width`` pixels wide."""
    made = CardLayout(card)
    left, right = RAIL + SPACE_L, width - SPACE_M - SPACE_L
    character = QFontMetrics(font).averageCharWidth()
    inner = min(max(right - left, character * 8), character * _MEASURE)
    y = _head(made, QRect(left, SPACE_L, inner, 0), font) + SPACE_S
    made.body = body_text(card.behaviour, inner, font, direction)
    body_height = round(made.body.boundingRect().height())
    made.body_rect = QRect(left, y, inner, body_height)
    y += body_height + SPACE_M
    if len(card.people) > 1:
        y = _people(made, QRect(left, y, inner, 0), font) + SPACE_S
    y = _foot(made, QRect(left, y, inner, 0), font)
    made.frame = QRect(RAIL, 0, inner + 2 * SPACE_L, y + SPACE_L)
    made.height = made.frame.height() + SPACE_M
    return made


def body_text(
    text: str, width: int, font: QFont, direction: Qt.LayoutDirection, max_lines: int = MAX_LINES
) -> QTextLayout:
    """The wrapped text, at most ``max_lines`` lines; what is left out is marked with "…"."""
    # Line separators keep the writer's own line ends inside one layout.
    plain = text[:_MEASURED].strip().replace("\n", "\u2028")
    layout, starts = _wrapped(plain, width, font, direction, max_lines)
    if len(starts) > max_lines:
        last = starts[max_lines - 1]
        rest = plain[last:].replace("\u2028", " ")
        # The ellipsis must show even when the cut falls on a line end.
        shown = QFontMetrics(font).elidedText(rest + " …", Qt.TextElideMode.ElideRight, width)
        layout, _starts = _wrapped(plain[:last] + shown, width, font, direction, max_lines)
    return layout


def heading_height(font: QFont) -> int:
    """The height of a heading row."""
    return fonts.line_height(fonts.scaled(font, fonts.SMALL)) + SPACE_M + SPACE_S


def _wrapped(
    text: str, width: int, font: QFont, direction: Qt.LayoutDirection, max_lines: int
) -> tuple[QTextLayout, list[int]]:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    rtl = direction == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    starts: list[int] = []
    y = 0.0
    step = float(fonts.line_height(font)) + 1
    layout.beginLayout()
    # One line more than is shown tells whether anything is left out.
    while len(starts) <= max_lines and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += step
        starts.append(line.textStart())
    layout.endLayout()
    return layout, starts


def _head(made: CardLayout, at: QRect, font: QFont) -> int:
    """Kind, concern and date: on one line, or on as many as a narrow card needs."""
    card = made.card
    strong = fonts.scaled(font, fonts.SMALL, QFont.Weight.DemiBold)
    small = fonts.scaled(font, fonts.SMALL)
    size = fonts.icon_size(font, ICON)
    line = max(fonts.line_height(font), size, _pill_height(small) if card.concern else 0)
    word, when = words.kind(card.kind), words.card_date(card)
    y = at.top()
    x = at.left() + size + SPACE_XS + SPACE_XS // 2
    made.marks.append(Mark(_centred(at.left(), y, line, size), words.kind_icon(card.kind)))
    word_width = min(QFontMetrics(strong).horizontalAdvance(word) + 1, at.right() - x)
    made.texts.append(Text(QRect(x, y, word_width, line), word, strong))
    x += word_width + SPACE_S
    if card.concern:
        pill = _pill(_("Concern"), x, y, small, at.width(), outlined=True)
        if x + pill.rect.width() > at.right():
            x, y = at.left(), y + line
        pill.rect.moveTo(x, y + (line - pill.rect.height()) // 2)
        made.pills.append(pill)
        x += pill.rect.width() + SPACE_S
    when_width = QFontMetrics(small).horizontalAdvance(when) + 1
    if x + when_width <= at.right():
        rect = QRect(at.right() - when_width, y, when_width, line)
        made.texts.append(Text(rect, when, small, muted=True, trailing=True))
        return y + line
    made.texts.append(Text(QRect(at.left(), y + line, at.width(), line), when, small, muted=True))
    return y + 2 * line


def _people(made: CardLayout, at: QRect, font: QFont) -> int:
    small = fonts.scaled(font, fonts.SMALL)
    line, size = fonts.line_height(small), fonts.icon_size(small, ICON_SMALL)
    made.marks.append(Mark(_centred(at.left(), at.top(), line, size), "users"))
    left = at.left() + size + SPACE_S
    names = ", ".join(made.card.people)
    made.texts.append(Text(QRect(left, at.top(), at.right() - left, line), names, small, muted=True))
    return at.top() + line


def _foot(made: CardLayout, at: QRect, font: QFont) -> int:
    """Competencies and the day it was told, then where the card stands: beside the last, or below without room."""
    small = fonts.scaled(font, fonts.SMALL)
    x, y = at.left(), at.top()
    height = _pill_height(small)
    told = words.card_told(made.card)
    shown = [(name, False) for _id, name in made.card.competencies] + ([(told, True)] if told else [])
    for name, outlined in shown:
        pill = _pill(name, x, y, small, at.width(), outlined=outlined)
        if x > at.left() and pill.rect.right() > at.right():
            x, y = at.left(), y + height + SPACE_XS
            pill = _pill(name, x, y, small, at.width(), outlined=outlined)
        made.pills.append(pill)
        x = pill.rect.right() + SPACE_S
    status = words.card_status(made.card)
    width = QFontMetrics(small).horizontalAdvance(status) + 1
    size = fonts.icon_size(small, ICON_SMALL)
    whole = width + size + SPACE_XS + SPACE_XS // 2
    if x > at.left() and x + whole > at.right():
        y += height + SPACE_XS
    left = max(at.left(), at.right() - whole)
    made.marks.append(Mark(_centred(left, y, height, size), words.card_status_icon(made.card)))
    text_left = left + whole - width
    rect = QRect(text_left, y, min(width, at.right() - text_left), height)
    made.texts.append(Text(rect, status, small, muted=True, trailing=True))
    return y + height


def _pill(text: str, x: int, y: int, font: QFont, room: int, *, outlined: bool = False) -> Pill:
    width = min(QFontMetrics(font).horizontalAdvance(text) + 2 * SPACE_S, room)
    return Pill(QRect(x, y, width, _pill_height(font)), text, font, outlined)


def _pill_height(font: QFont) -> int:
    return fonts.line_height(font) + SPACE_XS


def _centred(x: int, y: int, line: int, size: int) -> QRect:
    return QRect(x, y + (line - size) // 2, size, size)
