"""The evidence of a period on its days: months across, focus competencies down, a mark where something was noted."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QSizePolicy, QStyle, QWidget

from reviewapp.actions.shapes import DayMark, EvidenceDays
from reviewapp.domain.review import absence_in_months, mark_in_months
from reviewapp.i18n import _
from reviewapp.ui import fonts, theme, words
from reviewapp.ui.models.row_paint import paint_focus_ring
from reviewapp.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.labels import plain_label, plain_tooltip
from reviewapp.ui.widgets.tab_order import place_in_tab_order

_SIDES = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})
_WALKING = _SIDES | {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}
# The names take at most this part of the width; the months have the rest.
_NAMES_PART = 0.4
_DOT = 5.0


class EvidenceLine(QWidget):
    """``episode_opened(id)`` reports the press on a mark; where marks cover each other, a menu asks which is meant.

    Tab enters once; Left and Right walk along a row in the direction of reading, Up and Down from row to row. One
    mark stands for a day, however much was noted on it (PRODUCT.md, promise 2). In a review a cited day is filled and
    the others are hollow: told apart by form and by word.
    """

    episode_opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Evidence by day"))
        self._days, self._says_cited = EvidenceDays(), False
        self._names: list[QLabel] = []
        self._rows: list[list[DayDot]] = []
        self._rects: list[QRect] = []
        # Where the line of months begins, and how wide one of them is; both in pixels.
        self._start, self._month = 0, 1.0
        self._menu: QMenu | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_days(self, days: EvidenceDays, cited: Collection[int] | None = None) -> None:
        """Show a period; with ``cited`` (observation ids) the marks of a review are told apart. Nothing is emitted."""
        if days == self._days and self._says_cited == (cited is not None):
            # Only what is cited may have changed: the marks stay, and the keyboard on them.
            for dot in self.dots():
                dot.set_cited(cited)
            return
        self._says_cited = cited is not None
        for widget in (*self._names, *(dot for row in self._rows for dot in row)):
            widget.hide()
            widget.deleteLater()
        self._days = days
        self.setAccessibleDescription("\n".join(days.alternative))
        self._names, self._rows = [], []
        for row in days.rows:
            name = plain_label(row.name)
            name.setParent(self)
            self._names.append(name)
            self._rows.append([DayDot(row.name, mark, cited, self) for mark in row.marks])
        self.rove(None)
        place_in_tab_order(self, self.dots())
        self._place()
        self.updateGeometry()
        self.update()
        for widget in (*self._names, *self.dots()):
            widget.show()

    def at(self, dot: DayDot) -> float:
        """Where a mark stands on the line of months, in months from its start."""
        return mark_in_months(dot.mark.day, list(self._days.months))

    def dots(self) -> list[DayDot]:
        """The marks in reading order."""
        return [dot for row in self._rows for dot in row]

    def place_of(self, at: float) -> int:
        """The pixel across at which a place on the line of months is painted; mirrored where reading is."""
        x = round(self._start + at * self._month)
        return self.width() - x if self.isRightToLeft() else x

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().averageCharWidth() * 70
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 30, self.heightForWidth(max(self.width(), 1)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        foot = self._small_line() + SPACE_XS if self._away() else 0
        return self._head() + sum(self._heights(self._names_width(width))) + foot + 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._days.months:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
            self._paint_away(painter)
            self._paint_grid(painter)
            self._paint_months(painter)

    def press(self, dot: DayDot) -> None:
        """A mark was pressed: open its episode, or ask which of those it covers is meant."""
        row = next(row for row in self._rows if dot in row)
        covering = [one for one in row if abs(one.geometry().center().x() - dot.geometry().center().x()) < 2 * _DOT]
        episodes = [
            (one.mark, title, observation_id)
            for one in covering
            for title, observation_id in zip(one.mark.titles, one.mark.observation_ids, strict=True)
        ]
        if len(episodes) == 1:
            self.episode_opened.emit(episodes[0][2])
            return
        menu = self._menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for mark, title, observation_id in episodes:
            told = _("{day}: {title}").format(day=words.written_date(mark.day), title=title)
            act = menu.addAction(told.replace("&", "&&"))
            act.triggered.connect(lambda _on=False, one=observation_id: self.episode_opened.emit(one))
        menu.popup(dot.mapToGlobal(QPoint(0, dot.height())))

    def walk(self, dot: DayDot, key: Qt.Key) -> None:
        """Bring the keyboard from a mark to the one an arrow, Home or End leads to."""
        at = next(number for number, row in enumerate(self._rows) if dot in row)
        row = self._rows[at]
        target: DayDot | None = None
        if key in _SIDES:
            later = (key == Qt.Key.Key_Right) != self.isRightToLeft()
            place = row.index(dot) + (1 if later else -1)
            target = row[place] if 0 <= place < len(row) else None
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            target = row[0 if key == Qt.Key.Key_Home else -1]
        else:
            rows = self._rows[at + 1 :] if key == Qt.Key.Key_Down else self._rows[:at][::-1]
            filled = next((one for one in rows if one), [])
            target = min(filled, key=lambda one: abs((one.mark.day - dot.mark.day).days), default=None)
        if target is not None:
            target.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def rove(self, entered: DayDot | None) -> None:
        """Leave one mark in the Tab order; the others are reached by arrows and by the mouse."""
        entry = entered or next(iter(self.dots()), None)
        for dot in self.dots():
            policy = Qt.FocusPolicy.StrongFocus if dot is entry else Qt.FocusPolicy.ClickFocus
            if dot.focusPolicy() != policy:
                dot.setFocusPolicy(policy)

    def _place(self) -> None:
        width, y = self._names_width(self.width()), self._head()
        self._start = width + SPACE_S
        self._month = max(1.0, (self.width() - self._start - 1) / max(1, len(self._days.months)))
        self._rects = []
        for name, row, height in zip(self._names, self._rows, self._heights(width), strict=True):
            whole = QRect(0, y, self.width(), height)
            self._rects.append(whole)
            label = QRect(0, y, width, height)
            name.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), label))
            for dot in row:
                dot.resize(dot.sizeHint())
                dot.move(self.place_of(self.at(dot)) - dot.width() // 2, whole.center().y() - dot.height() // 2)
            y += height

    def _heights(self, width: int) -> list[int]:
        least = round(2 * _DOT) + 2 * SPACE_S
        return [max(name.heightForWidth(width) + SPACE_S, least) for name in self._names]

    def _names_width(self, width: int) -> int:
        widest = max((name.fontMetrics().horizontalAdvance(name.text()) for name in self._names), default=0)
        return min(widest + SPACE_S, round(width * _NAMES_PART))

    def _small_line(self) -> int:
        return fonts.line_height(fonts.scaled(self.font(), fonts.SMALL))

    def _head(self) -> int:
        return 2 * self._small_line() + SPACE_S

    def _away(self) -> tuple[float, float] | None:
        return absence_in_months(self._days.away_from, self._days.away_to, list(self._days.months))

    def _across(self, start: float, end: float) -> tuple[int, int]:
        """Left and right pixel of a stretch of the line, whichever way one reads."""
        edges = self.place_of(start), self.place_of(end)
        return min(edges), max(edges)

    def _foot(self) -> int:
        return self._rects[-1].bottom() + 1 if self._rects else self._head()

    def _paint_away(self, painter: QPainter) -> None:
        away = self._away()
        if away is None:
            return
        tokens = theme.current()
        left, right = self._across(*away)
        shaded = QRect(left, self._head(), right - left, self._foot() - self._head())
        painter.fillRect(shaded, QBrush(QColor(tokens.hatch), Qt.BrushStyle.BDiagPattern))
        painter.setFont(fonts.scaled(self.font(), fonts.SMALL))
        painter.setPen(QColor(tokens.muted))
        said = _("Away")
        width = painter.fontMetrics().horizontalAdvance(said) + SPACE_XS
        start, end = self._across(0, len(self._days.months))
        x = min(max((left + right - width) // 2, start), max(start, end - width))
        painter.drawText(QRect(x, self._foot() + SPACE_XS // 2, width, self._small_line()), _MIDDLE, said)

    def _paint_grid(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(theme.current().line), 1))
        for month in range(len(self._days.months) + 1):
            x = self.place_of(month)
            painter.drawLine(x, self._head(), x, self._foot())
        for y in (self._head(), *(rect.bottom() + 1 for rect in self._rects)):
            painter.drawLine(0, y, self.width(), y)

    def _paint_months(self, painter: QPainter) -> None:
        """The month over its stretch, the year over its first month; in narrow rooms not every month is named."""
        painter.setFont(fonts.scaled(self.font(), fonts.SMALL))
        painter.setPen(QColor(theme.current().muted))
        named = [words.short_month(month) for month in self._days.months]
        widest = max(painter.fontMetrics().horizontalAdvance(name) for name in named) + SPACE_S
        step = max(1, -(-widest // max(1, int(self._month))))
        for at, (month, name) in enumerate(zip(self._days.months, named, strict=True)):
            left, right = self._across(at, at + 1)
            spare = max(0, widest - (right - left))
            line = QRect(left - spare // 2, 0, right - left + spare, self._small_line())
            if at == 0 or (month.month == 1 and at >= step):
                painter.drawText(line.adjusted(-SPACE_M, 0, SPACE_M, 0), _MIDDLE, str(month.year))
            if at % step == 0:
                painter.drawText(line.translated(0, self._small_line()), _MIDDLE, name)


_MIDDLE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine


class DayDot(QAbstractButton):
    """One mark; it tells its line what was done to it. A signal each would cost more than all of the painting."""

    def __init__(self, row: str, mark: DayMark, cited: Collection[int] | None, line: EvidenceLine) -> None:
        super().__init__(line)
        self.mark, self.filled, self._line = mark, True, line
        self._told = _("{competency}, {day}: {titles}").format(
            competency=row, day=words.written_date(mark.day), titles="; ".join(mark.titles)
        )
        plain_tooltip(self, self._told)
        self.set_cited(cited)
        self.clicked.connect(self._on_clicked)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_cited(self, cited: Collection[int] | None) -> None:
        """Filled and said where the review cites an episode of it; without a review filled, and nothing said."""
        is_cited = cited is not None and any(one in cited for one in self.mark.observation_ids)
        self.filled = cited is None or is_cited
        self.setAccessibleName(_("Cited. {card}").format(card=self._told) if is_cited else self._told)
        self.update()

    def sizeHint(self) -> QSize:
        side = round(2 * _DOT) + SPACE_S
        return QSize(side, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _WALKING:
            self._line.walk(self, key)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._line.rove(self)

    def _on_clicked(self) -> None:
        self._line.press(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            room = QRectF(self.rect())
            colour = QColor(tokens.text if self.underMouse() else tokens.muted)
            painter.setPen(QPen(colour if not self.filled else QColor(tokens.card), 1.5))
            painter.setBrush(colour if self.filled else QColor(tokens.card))
            painter.drawEllipse(room.center(), _DOT, _DOT)
            if self.hasFocus():
                paint_focus_ring(painter, room, room.width() / 2)
