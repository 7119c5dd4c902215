"""The head of a person's page: who it is, how things stand in words, and what can be done next."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from reviewapp.domain.person import Person
from reviewapp.i18n import _
from reviewapp.ui.pages.person_words import absence
from reviewapp.ui.tokens import SPACE_S, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.words import written_date


class PersonHeader(QWidget):
    """Says; the page does what the signals ask for."""

    capture_asked = Signal()
    review_asked = Signal()
    focus_asked = Signal()
    notice_asked = Signal()
    edit_asked = Signal()
    bin_asked = Signal()
    right_asked = Signal(str)
    self_assessment_asked = Signal()
    share_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        self.name = plain_label("", "title")
        self.work = plain_label("", "muted")
        self.state = plain_label("", "muted")
        column.addWidget(self.name)
        column.addWidget(self.work)
        column.addLayout(self._state_line())
        column.addSpacing(SPACE_S)
        column.addWidget(self._acts())

    def show_person(self, person: Person, today: date) -> None:
        """Put a person into words."""
        self.name.setText(person.name)
        work = " · ".join(part for part in (person.role, person.team) if part)
        self.work.setText(work)
        self.work.setVisible(bool(work))
        noticed = person.notice_on
        if noticed is None:
            notice = _("No notice yet: notes wait as jots.")
        else:
            notice = _("Notice given on {day}.").format(day=written_date(noticed))
        away = absence(person, today)
        self.state.setText(f"{notice} {away}." if away else notice)
        self.give_notice.setVisible(noticed is None)
        self.notice_action.setVisible(noticed is not None)

    def _state_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.state, 1)
        self.give_notice = button(_("Give the notice …"))
        self.give_notice.clicked.connect(self.notice_asked)
        self.give_notice.hide()
        row.addWidget(self.give_notice)
        return row

    def _acts(self) -> QWidget:
        acts = QWidget(self)
        flow = FlowLayout(acts, SPACE_S)
        self.new = button(_("New observation"), icon="plus")
        self.new.clicked.connect(self.capture_asked)
        self.review = button(_("Begin review"))
        self.review.clicked.connect(self.review_asked)
        self.focus = button(_("Focus …"))
        self.focus.clicked.connect(self.focus_asked)
        self.ask = button(_("Ask for self-assessment"))
        self.ask.clicked.connect(self.self_assessment_asked)
        self.share = button(_("Hand over …"), tip=_("Make a sealed file of observations for this person."))
        self.share.clicked.connect(self.share_asked)
        self.more = button(_("More …"))
        # The dots already say that there is a menu.
        self.more.setStyleSheet("QPushButton::menu-indicator { image: none; width: 0; }")
        menu = QMenu(self.more)
        menu.addAction(_("Edit person …"), self.edit_asked.emit)
        self.notice_action = menu.addAction(_("The notice …"), self.notice_asked.emit)
        menu.addSeparator()
        for handing, label in (
            ("handover", _("Hand over to the next manager …")),
            ("contribute", _("Give observations to their manager …")),
        ):  # fmt: skip
            menu.addAction(label, partial(self.right_asked.emit, handing))
        menu.addSeparator()
        for right, label in (
            ("about", _("Everything held about them …")), ("correction", _("Correction asked for …")),
            ("keeping", _("Keeping and legal hold …")),
        ):  # fmt: skip
            menu.addAction(label, partial(self.right_asked.emit, right))
        menu.addSeparator()
        menu.addAction(_("Move to bin"), self.bin_asked.emit)
        menu.addAction(_("Erase everything …"), lambda: self.right_asked.emit("erase"))
        self.more.setMenu(menu)
        controls = (self.new, self.review, self.focus, self.share, self.ask, self.more)
        for control in controls:
            control.ensurePolished()
        height = max(control.sizeHint().height() for control in controls)
        for control in controls:
            # A button with an icon is a little higher than one without: side by side that looks careless.
            control.setMinimumHeight(height)
            flow.addWidget(control)
        policy = acts.sizePolicy()
        policy.setHeightForWidth(True)
        acts.setSizePolicy(policy)
        return acts
