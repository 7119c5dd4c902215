"""The head of the observation page: the way back, who it is about, where it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reviewapp.domain.observation import Observation
from reviewapp.i18n import _
from reviewapp.ui import icons, theme, words
from reviewapp.ui.tokens import ICON, SPACE_L, SPACE_S, SPACE_XL, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label


class ObservationHead(QWidget):
    """``back_asked`` when the user wants to return to the page before."""

    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kind = "observation"
        self.back = button(_("Back"), "ghost", "arrow-left", tip=_("Alt+Left"))
        self.back.clicked.connect(self.back_asked)
        self.people = plain_label("", "title")
        self._mark = QLabel()
        self.facts = plain_label("", "muted")
        line = QHBoxLayout()
        line.setSpacing(SPACE_S)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.facts, 1)
        words_under = QVBoxLayout()
        # A ghost button has its own margin; its arrow then stands above the first letter of the name.
        words_under.setContentsMargins(SPACE_S, 0, 0, 0)
        words_under.setSpacing(SPACE_XS)
        words_under.addWidget(self.people)
        words_under.addLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL - SPACE_S, SPACE_L, SPACE_XL, SPACE_S)
        column.setSpacing(SPACE_XS)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        column.addLayout(words_under)
        theme.notifier.changed.connect(self._draw_mark)

    def show_observation(self, found: Observation) -> None:
        """Names, kind, status and date in words; no part of it is told by a colour."""
        names = ", ".join(subject.name for subject in found.subjects)
        self.people.setText(names or _("Nobody named yet"))
        self._kind = found.kind
        self._draw_mark()
        facts = [words.kind(found.kind), status_words(found), _day_words(found)]
        self.facts.setText(" · ".join(facts))

    def _draw_mark(self) -> None:
        picture = icons.pixmap(words.kind_icon(self._kind), theme.current().muted, ICON, self.devicePixelRatioF())
        self._mark.setPixmap(picture)


def status_words(found: Observation) -> str:
    """Where it stands; a jot that waits for a notice says so."""
    if found.waits_for_notice and found.subjects:
        return _("Private jot, waiting for the notice")
    return words.status(found.status)


def _day_words(found: Observation) -> str:
    if found.observed_on is not None:
        return words.written_date(found.observed_on)
    if found.date_as_written:
        return _("Date open: {words}").format(words=found.date_as_written)
    return _("Date open")
