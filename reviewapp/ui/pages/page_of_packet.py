"""A page about one file that was taken in or made here: a column to read, and the packet it was opened with."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.page import Page
from reviewapp.ui.widgets.scrolling import scroll_area


class PageOfPacket(Page):
    """`open` takes the id of a packet; subclasses read it in `refresh` and put what they show into ``_scroll``."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self.packet_id: int | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = scroll_area(self)
        self._scroll.setAccessibleName(_("Text"))
        outer.addWidget(self._scroll)

    def open(self, argument: Any) -> None:
        """Show the packet with this id."""
        if isinstance(argument, int):
            self.packet_id = argument
            self.refresh()
