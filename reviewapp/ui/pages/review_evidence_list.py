"""The evidence of a period as painted cards, each with a mark and a word when the review cites it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from reviewapp.actions.shapes import TimelineCard
from reviewapp.i18n import _
from reviewapp.ui import fonts, icons, theme, words
from reviewapp.ui.models.card_delegate import CardDelegate
from reviewapp.ui.models.card_layout import RAIL, CardLayout, Mark, Text
from reviewapp.ui.models.timeline_model import TimelineModel
from reviewapp.ui.tokens import ICON_SMALL, SPACE_XS

CITED_ROLE = int(Qt.ItemDataRole.UserRole) + 40

Index = QModelIndex | QPersistentModelIndex


class EvidenceModel(TimelineModel):
    """All cards of a period are at hand; the view takes them page by page, and a filter leaves some out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[TimelineCard, ...] = ()
        self._shown: tuple[TimelineCard, ...] = ()
        self._cited: frozenset[int] = frozenset()
        self._day = date.min
        self._words: tuple[str, ...] = ()
        self._competencies: frozenset[str] = frozenset()
        self.page_wanted.connect(self._on_page_wanted)

    def show_cards(self, cards: Sequence[TimelineCard], cited: Sequence[int], today: date) -> None:
        """Show the evidence; what stands where it stood is updated in place, so selection and scroll stay."""
        self._all, self._cited, self._day = tuple(cards), frozenset(cited), today
        self._filter()

    def set_filter(self, text: str, competencies: Sequence[str]) -> None:
        """Show the cards that hold every word and stand for one of the competencies (any, when none is given)."""
        self._words, self._competencies = tuple(text.casefold().split()), frozenset(competencies)
        self._filter()

    @property
    def has_cards(self) -> bool:
        """True when the period has any evidence at all."""
        return bool(self._all)

    @property
    def is_filtered_empty(self) -> bool:
        """True when the filter leaves nothing."""
        return not self._shown

    def is_cited(self, observation_id: int) -> bool:
        """True when the review cites this observation."""
        return observation_id in self._cited

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        card = self.card_at(index)
        if card is not None and card.id in self._cited:
            if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
                return _("Cited. {card}").format(card=super().data(index, role))
            if role == CITED_ROLE:
                return True
        return super().data(index, role)

    def _filter(self) -> None:
        before = [(card.id, card.observed_on) for card in self._shown]
        self._shown = tuple(card for card in self._all if self._fits(card))
        if before == [(card.id, card.observed_on) for card in self._shown] and self.rowCount():
            for card in self._shown:
                self.update_card(card)
        else:
            self.begin(self._day)

    def _fits(self, card: TimelineCard) -> bool:
        ids = {competency for competency, _name in card.competencies}
        if self._competencies and not ids & self._competencies:
            return False
        names = " ".join(name for _id, name in card.competencies)
        text = f"{card.behaviour} {words.kind(card.kind)} {names} {' '.join(card.people)}".casefold()
        return all(word in text for word in self._words)

    def _on_page_wanted(self, after: int | None, limit: int) -> None:
        ids = [card.id for card in self._shown]
        start = ids.index(after) + 1 if after in ids else 0
        page = self._shown[start : start + limit]
        self.add_page(page, start + limit >= len(self._shown), self.generation)


class EvidenceDelegate(CardDelegate):
    """Cards that say "Cited" where they otherwise say how far they were shared, and carry a check on the rail."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(CITED_ROLE):
            self._paint_check(painter, option, index)

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, layout: CardLayout) -> None:
        model = self._view.model()
        cited = isinstance(model, EvidenceModel) and model.is_cited(layout.card.id)
        super()._paint_card(painter, option, _with_cited_word(layout, option.font) if cited else layout)

    def _paint_check(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = self._view.model()
        card = model.card_at(index) if isinstance(model, EvidenceModel) else None
        if card is None:
            return
        tokens, row = theme.current(), option.rect
        head = self.layout(card, option, row.width()).marks[0].rect
        radius = ICON_SMALL // 2 + 2
        centre = QPoint(row.left() + RAIL // 2, row.top() + head.center().y() + 1)
        disc = QStyle.visualRect(
            option.direction, row, QRect(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(disc)
        ratio = painter.device().devicePixelRatioF()
        mark = QRect(0, 0, ICON_SMALL - 2, ICON_SMALL - 2)
        mark.moveCenter(disc.center())
        painter.drawPixmap(mark, icons.pixmap("check", tokens.on_accent, ICON_SMALL - 2, ratio))
        painter.restore()


def _with_cited_word(layout: CardLayout, font: QFont) -> CardLayout:
    """The status is laid out last; for a card this review cites it says so instead of "In review"."""
    status = layout.texts[-1].rect
    strong = fonts.scaled(font, fonts.SMALL, QFont.Weight.DemiBold)
    word = _("Cited")
    width = min(QFontMetrics(strong).horizontalAdvance(word) + 2, layout.body_rect.width())
    place = QRect(status.right() - width + 1, status.top(), width, status.height())
    mark = QRect(
        place.left() - ICON_SMALL - SPACE_XS, status.center().y() - ICON_SMALL // 2, ICON_SMALL, ICON_SMALL
    )
    return replace(
        layout, texts=[*layout.texts[:-1], Text(place, word, strong, trailing=True)],
        marks=[*layout.marks[:-1], Mark(mark, "check")],
    )  # fmt: skip
