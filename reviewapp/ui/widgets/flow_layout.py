"""A layout that fills lines like text does, from the side where reading begins."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from reviewapp.ui.tokens import SPACE_S

_LIKED = 420


class FlowLayout(QLayout):
    """Puts items side by side at their own size and begins a new line where they no longer fit."""

    def __init__(self, parent: QWidget | None = None, gap: int = SPACE_S) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def sizeHint(self) -> QSize:
        # One line is what it would like, but no pane should grow wide for it.
        line = sum(item.sizeHint().width() + self._gap for item in self._items) - self._gap
        width = max(min(line, _LIKED), self.minimumSize().width())
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        """Walk through the lines, placing items when asked; returns the height they need."""
        margins = self.contentsMargins()
        inner = rect.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())
        y = inner.y()
        for line in self._lines(inner.width()):
            height = max(size.height() for _item, size in line)
            if place:
                self._place(line, QRect(inner.x(), y, inner.width(), height))
            y += height + self._gap
        return max(y - self._gap, inner.y()) - rect.y() + margins.bottom()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The items that stand side by side, each with its size."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            # An item wider than the whole line is squeezed: it elides rather than being cut off.
            size = item.sizeHint().boundedTo(QSize(max(0, width), item.sizeHint().height()))
            if not lines or x + size.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((item, size))
            x += size.width() + self._gap
        return lines

    def _place(self, line: list[tuple[QLayoutItem, QSize]], room: QRect) -> None:
        """Side by side and centred on one height, so that a plain button and a framed one share a line of text."""
        holder = self.parentWidget()
        is_rtl = holder is not None and holder.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = room.x()
        for item, size in line:
            y = room.y() + (room.height() - size.height()) // 2
            left = 2 * room.x() + room.width() - x - size.width() if is_rtl else x
            item.setGeometry(QRect(QPoint(left, y), size))
            x += size.width() + self._gap


def row_of(*widgets: QWidget) -> QWidget:
    """Widgets side by side that wrap where the width does not hold them."""
    holder = QWidget()
    flow = FlowLayout(holder, SPACE_S)
    for one in widgets:
        flow.addWidget(one)
    fitting = holder.sizePolicy()
    fitting.setHeightForWidth(True)
    holder.setSizePolicy(fitting)
    return holder
