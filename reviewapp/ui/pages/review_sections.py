"""The right pane of a review: the sections to write in, and the way from one to the next."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from reviewapp.actions.review_views import ReviewDesk
from reviewapp.domain.review import GENERAL_SECTIONS
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.review_blocks import Block, CompetencyBlock, GeneralBlock, OutsideBlock
from reviewapp.ui.pages.review_field import SectionField
from reviewapp.ui.pages.review_replies import ReplyBlock
from reviewapp.ui.pages.review_writer import SectionWriter
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.scrolling import scroll_area

MEASURE = 96


class SectionsPane(QWidget):
    """Builds the blocks of one review once and then only fills them: cursor, scroll and typing stay where they are."""

    removal_asked = Signal(int)
    reading_needed = Signal()
    text_written = Signal()

    def __init__(self, hub: Hub, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub, self._page = hub, page
        self._built_for: tuple[object, ...] = ()
        self._last: SectionField | None = None
        self.blocks: list[Block] = []
        self._places: list[Block] = []
        self.writer: SectionWriter | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self._scroll = scroll_area(self)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        column.addWidget(self._scroll, 1)

    def show_desk(self, desk: ReviewDesk) -> None:
        """Show a review: its blocks anew when they are others, else what changed in them."""
        shape = (desk.id, desk.is_finished, tuple(block.id for block in desk.blocks))
        is_new = shape != self._built_for
        if is_new and self._built_for[:1] == (desk.id,) and self.writer is not None and self.writer.is_busy:
            # New blocks mean new fields: first write what is in the old ones, then read everything again.
            self.writer.save_all()
            self.reading_needed.emit()
            return
        if is_new:
            self._build(desk)
            self._built_for = shape
        for field in self._fields():
            name = field.key.field_name
            if is_new or self.writer is None or self.writer.can_show(name):
                field.show_text(desk.text(field.key))
                field.edit.set_answers(desk.answers.get(name, ()))
                field.edit.set_language(desk.languages.get(name, ""))
                field.set_read_only(desk.is_finished)
            if is_new and name in desk.kept:
                field.show_offer(desk.kept[name])
        for block in self.blocks:
            block.show_desk(desk)
        stops: list[QWidget] = [self.jump, *(stop for block in self.blocks for stop in block.stops())]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        if is_new:
            self._fill_jump()

    def forget(self) -> None:
        """Another review is shown next: write what is typed and let go of this one."""
        if self.writer is not None:
            self.writer.save_all()
        self._built_for = ()

    def set_cursor(self, name: str = "") -> None:
        """Go to a section by its field name, else to where the cursor was last, else to the first field."""
        wanted = next((field for field in self._fields() if field.key.field_name == name), None)
        field = wanted or self._last
        if field is not None and not field.isHidden():
            field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.blocks:
            self.blocks[0].set_cursor()

    def show_words(self, name: str, span: str) -> None:
        """Go to some words of one section."""
        field = next((field for field in self._fields() if field.key.field_name == name), None)
        if field is not None and not field.isHidden():
            field.edit.select_words(span)

    def show_last(self) -> None:
        """Scroll to what the person said to the review."""
        self._scroll.ensureWidgetVisible(self.blocks[-1])

    def step(self, by: int) -> None:
        """Go to the next or the previous block."""
        shown = [block for block in self.blocks if not block.isHidden()]
        if not shown:
            return
        here = self._block_with_cursor()
        at = shown.index(here) + by if here in shown else 0
        self._go(shown[min(max(at, 0), len(shown) - 1)])

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, SPACE_M)
        row.setSpacing(SPACE_S)
        self.jump = ChoiceBox(self)
        self.jump.setAccessibleName(_("Go to section"))
        self.jump.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.jump.setMinimumContentsLength(16)
        self.jump.activated.connect(self._on_jump_asked)
        self.state = plain_label("", "small")
        self.state.setWordWrap(False)
        row.addWidget(plain_label(_("Sections"), "section"))
        row.addSpacing(SPACE_M)
        row.addWidget(self.jump)
        row.addStretch(1)
        row.addWidget(self.state)
        return row

    def _build(self, desk: ReviewDesk) -> None:
        if self.writer is not None:
            self.writer.deleteLater()
        self.writer = SectionWriter(self._hub, desk.id, self._page)
        self.writer.said.connect(self.state.setText)
        self.writer.written.connect(self.text_written)
        self.state.clear()
        self._last = None
        # The old blocks go with their sheet, which scrolls once more on its way out.
        self._places = []
        sheet = QWidget()
        sheet.setProperty("kind", "page")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(SPACE_XL, 0, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_L)
        first, *others = GENERAL_SECTIONS
        self.blocks = [
            GeneralBlock(first), *(CompetencyBlock(block) for block in desk.blocks), OutsideBlock(),
            *(GeneralBlock(section) for section in others), ReplyBlock(self._hub, desk.id),
        ]
        widest = self.fontMetrics().averageCharWidth() * MEASURE
        for block in self.blocks:
            block.setMaximumWidth(widest)
            block.removal_asked.connect(self.removal_asked)
            column.addWidget(block)
        column.addStretch(1)
        for field in self._fields():
            self.writer.look_after(field)
            field.edit.hints.changed.connect(self._hub.hints_changed)
            field.edit.cursorPositionChanged.connect(lambda field=field: self._on_cursor_moved(field))
        self._scroll.setWidget(sheet)

    def _fields(self) -> list[SectionField]:
        return [field for block in self.blocks for field in block.fields]

    def _fill_jump(self) -> None:
        self._places = [block for block in self.blocks if block.fields and not block.isHidden()]
        self.jump.clear()
        self.jump.addItems([block.title for block in self._places])

    def _go(self, block: Block) -> None:
        block.set_cursor()
        # After the cursor, which scrolls no further than its own field needs.
        QTimer.singleShot(0, block, lambda: self._scroll.verticalScrollBar().setValue(block.y() - SPACE_S))

    def _block_with_cursor(self) -> Block | None:
        focused = QApplication.focusWidget()
        return next((block for block in self.blocks if focused is not None and block.isAncestorOf(focused)), None)

    def _on_jump_asked(self, index: int) -> None:
        self._go(self._places[index])

    def _on_cursor_moved(self, field: SectionField) -> None:
        if field.edit.hasFocus():
            self._last = field
            sheet, cursor = self._scroll.widget(), field.edit.cursorRect()
            if sheet is not None:
                place = field.edit.viewport().mapTo(sheet, cursor.center())
                self._scroll.ensureVisible(place.x(), place.y(), 0, cursor.height() * 2)

    def _on_scrolled(self, value: int) -> None:
        here = next((at for at, block in enumerate(self._places) if block.geometry().bottom() > value + SPACE_XL), None)
        if here is not None:
            self.jump.setCurrentIndex(here)


