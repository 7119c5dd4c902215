"""Pages under one another, drawn from pictures that are asked for when they come into view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from reviewapp.i18n import _
from reviewapp.ui import theme
from reviewapp.ui.dialogs.pdf_pages import PdfPages, Spot
from reviewapp.ui.tokens import LIGHT, SPACE_L

SMALLEST, LARGEST, STEP = 0.25, 4.0, 1.2
WIDEST_FIT = 1.6
KEPT_AROUND = 3


class PageView(QAbstractScrollArea):
    """Shows the pages of a document.

    ``image_wanted`` (page, scale in device pixels) asks for a picture, answered with `set_image`;
    ``page_changed`` says which page (from 0) is read now; ``zoom_asked`` passes on Ctrl+wheel.
    """

    image_wanted = Signal(int, float)
    page_changed = Signal(int)
    zoom_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pages"))
        self._pages = PdfPages((), ())
        self._zoom, self._fits = 1.0, True
        self._images: dict[int, tuple[float, QImage]] = {}
        self._asked: dict[int, float] = {}
        self._spots: dict[int, tuple[Spot, ...]] = {}
        self._tops: list[int] = []
        self._current = 0
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def current(self) -> int:
        """The page read now, from 0."""
        return self._current

    @property
    def zoom(self) -> float:
        """1.0 is the size on paper."""
        return self._zoom

    @property
    def waits(self) -> bool:
        """True while a page in view has no sharp picture yet."""
        return any(self._images.get(number, (0.0,))[0] != self._scale() for number in self._in_view())

    def show_pages(self, pages: PdfPages) -> None:
        """Show a document from its first page."""
        self._pages = pages
        self._images.clear()
        self._asked.clear()
        self._arrange()
        self._tell_page()

    def set_image(self, number: int, scale: float, image: QImage) -> None:
        """The picture of a page at the scale it was asked for."""
        if self._asked.get(number) == scale:
            del self._asked[number]
        self._images[number] = (scale, image)
        self.viewport().update()

    def set_zoom(self, zoom: float) -> None:
        """Show at a size; 0 fits the width from now on."""
        self._fits = zoom <= 0
        if not self._fits:
            self._zoom = min(max(zoom, SMALLEST), LARGEST)
        self._arrange()

    def go(self, number: int) -> None:
        """Show the top of a page."""
        if self._tops:
            number = min(max(number, 0), len(self._tops) - 1)
            self.verticalScrollBar().setValue(self._tops[number] - SPACE_L)
            # The end of the document may stop the scroll before the page reaches the top.
            self._set_current(number)

    def mark(self, number: int, spots: tuple[Spot, ...]) -> None:
        """Mark what was found and bring it into view."""
        self._spots = {number: spots}
        if spots:
            rect = self._page_rect(number)
            top = rect.top() + self.verticalScrollBar().value() + round(spots[0].top * rect.height())
            if not 0 < top - self.verticalScrollBar().value() < self.viewport().height() * 0.8:
                self.verticalScrollBar().setValue(top - self.viewport().height() // 3)
                self._set_current(number)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        key = event.key()
        if key == Qt.Key.Key_Home:
            self.go(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key == Qt.Key.Key_Space:
            bar.setValue(bar.value() + bar.pageStep())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_asked.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, scale = theme.current(), self._scale()
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(self.viewport().rect(), QColor(tokens.canvas))
            for number in self._in_view():
                rect = self._page_rect(number)
                made_at, image = self._images.get(number, (0.0, None))
                if image is None:
                    # Paper is white in every look: this is what HR gets.
                    painter.fillRect(rect, QColor(LIGHT.card))
                else:
                    painter.drawImage(rect, image)
                painter.setPen(QColor(tokens.line))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.adjusted(-1, -1, 0, 0))
                self._paint_spots(painter, number, rect)
                if made_at != scale and self._asked.get(number) != scale:
                    self._asked[number] = scale
                    self.image_wanted.emit(number, scale)
            if self.hasFocus():
                painter.setPen(QPen(QColor(tokens.focus), 2))
                painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _paint_spots(self, painter: QPainter, number: int, rect: QRect) -> None:
        painter.setPen(QPen(QColor(LIGHT.accent), 2))
        for spot in self._spots.get(number, ()):
            found = QRectF(
                rect.left() + spot.left * rect.width(), rect.top() + spot.top * rect.height(),
                spot.width * rect.width(), spot.height * rect.height(),
            )
            painter.drawRoundedRect(found.adjusted(-3, -3, 3, 3), 3, 3)

    def _scale(self) -> float:
        return self._zoom * self.viewport().devicePixelRatioF()

    def _arrange(self) -> None:
        sizes = self._pages.sizes
        if not sizes:
            return
        share = self._reading_share()
        if self._fits:
            room = max(self.viewport().width() - 2 * SPACE_L, 100)
            self._zoom = min(room / max(width for width, _height in sizes), WIDEST_FIT)
        top, self._tops = SPACE_L, []
        for _width, height in sizes:
            self._tops.append(top)
            top += round(height * self._zoom) + SPACE_L
        widest = round(max(width for width, _height in sizes) * self._zoom) + 2 * SPACE_L
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(0, top - self.viewport().height()))
        vertical.setPageStep(self.viewport().height() - SPACE_L)
        vertical.setSingleStep(self.fontMetrics().lineSpacing() * 3)
        horizontal.setRange(0, max(0, widest - self.viewport().width()))
        horizontal.setPageStep(self.viewport().width())
        horizontal.setValue(horizontal.maximum() // 2)
        vertical.setValue(self._tops[self._current] + round(share * sizes[self._current][1] * self._zoom))
        self.viewport().update()

    def _reading_share(self) -> float:
        """How far down the current page the view begins, so that a change of size loses nobody's place."""
        if not self._tops:
            return 0.0
        height = self._pages.sizes[self._current][1] * self._zoom
        return (self.verticalScrollBar().value() - self._tops[self._current]) / height

    def _page_rect(self, number: int) -> QRect:
        width, height = self._pages.sizes[number]
        size = QSize(round(width * self._zoom), round(height * self._zoom))
        room = self.viewport().width() - size.width()
        left = room // 2 if room >= 2 * SPACE_L else SPACE_L - self.horizontalScrollBar().value()
        return QRect(left, self._tops[number] - self.verticalScrollBar().value(), size.width(), size.height())

    def _in_view(self) -> Sequence[int]:
        seen = self.viewport().rect()
        return [number for number in range(len(self._tops)) if self._page_rect(number).intersects(seen)]

    def _on_scrolled(self, value: int) -> None:
        middle = value + self.viewport().height() // 3
        self._set_current(max((n for n, top in enumerate(self._tops) if top <= middle), default=0))

    def _set_current(self, number: int) -> None:
        self.viewport().update()
        if number == self._current:
            return
        self._current = number
        for far in [n for n in self._images if abs(n - number) > KEPT_AROUND]:
            del self._images[far]
        self._tell_page()

    def _tell_page(self) -> None:
        if self._pages.sizes:
            self.setAccessibleName(
                _("Page {page} of {pages}").format(page=self._current + 1, pages=len(self._pages.sizes))
            )
            self.setAccessibleDescription(self._pages.texts[self._current])
            self.page_changed.emit(self._current)
