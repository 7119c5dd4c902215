"""The parts of a review on screen: a block for each competency, one for each section about the whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStyle, QVBoxLayout, QWidget

from reviewapp.actions.review_views import CitedRow, FocusBlock, ReviewDesk
from reviewapp.domain.review import COMPETENCY_SECTIONS, SectionKey
from reviewapp.i18n import _
from reviewapp.ui.pages import review_words
from reviewapp.ui.pages.review_field import SectionField
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label, plain_tooltip


class OneLine(QLabel):
    """One line of plain text that ends in "…" where there is no more room; the tooltip has all of it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        plain_tooltip(self, text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 12, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        area = self.contentsRect()
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        side = QStyle.visualAlignment(self.layoutDirection(), leading)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        with QPainter(self) as painter:
            painter.drawText(area, side | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine, shown)


class CitedList(QWidget):
    """The cited episodes of one block: day, title, and a way to take each out again."""

    removal_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[CitedRow, ...] | None = None
        self._day_width = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_XS)

    def show_rows(self, rows: tuple[CitedRow, ...]) -> None:
        """Show these episodes; nothing moves when they are the ones shown already."""
        if rows == self._shown:
            return
        self._shown = rows
        while (item := self._column.takeAt(0)) is not None:
            line = item.widget()
            if line is not None:
                line.hide()
                line.deleteLater()
        days = (review_words.plain_day(row.day) for row in rows)
        self._day_width = max((self.fontMetrics().horizontalAdvance(day) for day in days), default=0)
        for row in rows:
            self._column.addWidget(self._line(row))
        self.setVisible(bool(rows))

    def buttons(self) -> list[QPushButton]:
        """The buttons that take an episode out, in order."""
        items = (self._column.itemAt(at) for at in range(self._column.count()))
        lines = (item.widget() for item in items if item is not None)
        return [found for line in lines if line is not None for found in line.findChildren(QPushButton)]

    def _line(self, row: CitedRow) -> QWidget:
        holder = QWidget(self)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_M)
        day = plain_label(review_words.plain_day(row.day), "small")
        day.setWordWrap(False)
        day.setMinimumWidth(self._day_width)
        line.addWidget(day)
        line.addWidget(OneLine(row.title), 1)
        if row.observation_id:
            remove = button(
                "", "ghost", "x", name=_("Take out of the review: {title}").format(title=row.title),
                tip=_("Take out of the review"),
            )
            remove.clicked.connect(lambda: self.removal_asked.emit(row.observation_id))
            line.addWidget(remove)
        return holder


class Block(QFrame):
    """What all blocks share: a title, fields, and being a place one can jump to."""

    removal_asked = Signal(int)

    def __init__(self, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.title = title
        self.fields: list[SectionField] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        self.column.setSpacing(SPACE_S)
        self.column.addWidget(plain_label(title, "section"))
        self.hint = plain_label(hint, "muted")
        self.column.addWidget(self.hint)
        self.hint.setVisible(bool(hint))

    def show_desk(self, desk: ReviewDesk) -> None:
        """Show what is around the fields; the fields themselves are filled by the pane."""
        raise NotImplementedError(type(self).__name__)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in the order of reading; later episodes would otherwise come after every field."""
        found: list[QWidget] = []
        for listed in self.findChildren(CitedList):
            found += listed.buttons()
        for field in self.fields:
            found += [field.offer.action, field.offer.dismiss] if field.offer is not None else []
            found += [field.edit, *field.edit.hints.stops()]
        return found

    def set_cursor(self) -> None:
        """Put the cursor in the first field that takes it."""
        for field in self.fields:
            if not field.isHidden():
                field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Wrapped labels in a scroll area ask for their height at the width they had before.
        self.updateGeometry()


class CompetencyBlock(Block):
    """Definition, question, cited episodes and the three texts of one competency."""

    def __init__(self, shown: FocusBlock, parent: QWidget | None = None) -> None:
        super().__init__(shown.name, shown.definition, parent)
        self.competency = shown.id
        self._asks = shown.prompt
        self.prompt = plain_label(_("To ask yourself: {question}").format(question=shown.prompt), "small")
        self.column.addWidget(self.prompt)
        self.nothing_seen = plain_label(_("Not enough seen"), "strong")
        self.column.addWidget(self.nothing_seen)
        self.episodes = CitedList(self)
        self.episodes.removal_asked.connect(self.removal_asked)
        self.column.addWidget(self.episodes)
        self.column.addSpacing(SPACE_XS)
        self._has_episodes = False
        for section in COMPETENCY_SECTIONS:
            key = SectionKey(section, shown.id)
            field = SectionField(key, review_words.field_name(key, shown.name), review_words.judgment(section))
            field.edited.connect(self._settle)
            self.fields.append(field)
            self.column.addWidget(field)

    def show_desk(self, desk: ReviewDesk) -> None:
        """Show the episodes cited for this competency."""
        rows = next((block.episodes for block in desk.blocks if block.id == self.competency), ())
        self.episodes.show_rows(rows)
        self.prompt.setVisible(bool(self._asks) and not desk.is_finished)
        self._has_episodes = bool(rows)
        self._settle()

    def _settle(self) -> None:
        """Nothing cited and nothing written is "Not enough seen": a statement about the writer, not the person."""
        written = any(field.text.strip() for field in self.fields)
        self.nothing_seen.setVisible(not self._has_episodes and not written)


class GeneralBlock(Block):
    """One section about the review as a whole."""

    def __init__(self, section: str, parent: QWidget | None = None) -> None:
        title, hint = review_words.general(section)
        super().__init__(title, hint, parent)
        field = SectionField(SectionKey(section), title)
        self.fields.append(field)
        self.column.addWidget(field)

    def show_desk(self, desk: ReviewDesk) -> None:
        """A finished review leaves out what nobody wrote."""
        self.setVisible(not (desk.is_finished and not desk.text(self.fields[0].key)))
        self.hint.setVisible(not desk.is_finished)


class OutsideBlock(Block):
    """Cited episodes that belong to none of the competencies in focus: they are printed, but judged nowhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Cited outside the focus"), _("These stand in the review without a judgment of their own."), parent
        )
        self.episodes = CitedList(self)
        self.episodes.removal_asked.connect(self.removal_asked)
        self.column.addWidget(self.episodes)

    def show_desk(self, desk: ReviewDesk) -> None:
        """Show them, or nothing at all."""
        self.episodes.show_rows(desk.outside)
        self.setVisible(bool(desk.outside))
