"""The other side on the review page: whether a self-assessment was asked for, came, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewapp.actions.review_views import ReviewDesk
from reviewapp.domain.asking import Standing
from reviewapp.i18n import _
from reviewapp.ui.pages.review_words import plain_day
from reviewapp.ui.tokens import SPACE_M, SPACE_S
from reviewapp.ui.widgets.buttons import Button, button
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label


class OtherSide(QFrame):
    """``act_asked`` carries ask, without, record, reveal or beside."""

    act_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        row.setSpacing(SPACE_M)
        self.sentence = plain_label("")
        row.addWidget(self.sentence, 1)
        holder = QWidget(self)
        acts = FlowLayout(holder, SPACE_S)
        self.buttons: dict[str, Button] = {}
        for name, label, kind in (
            ("ask", _("Ask for self-assessment"), "plain"), ("without", _("Go on without …"), "plain"),
            ("record", _("Enter an answer …"), "plain"), ("reveal", _("Reveal both sides"), "primary"),
            ("beside", _("Side by side"), "primary"),
        ):  # fmt: skip
            made = button(label, kind)
            made.clicked.connect(lambda _checked=False, act=name: self.act_asked.emit(act))
            self.buttons[name] = made
            acts.addWidget(made)
        column = QVBoxLayout()
        column.addWidget(holder)
        row.addLayout(column, 1)

    def show_desk(self, desk: ReviewDesk) -> None:
        """Say where it stands and offer what can be done."""
        found, is_open = desk.other_side, not desk.is_finished
        self.sentence.setText(sentence(found, desk.person, is_sealed=desk.is_sealed))
        answered, closed = found.state == "answered", found.closed
        shown = {
            "ask": is_open and not answered,
            "without": is_open and found.state == "awaited",
            "record": is_open and desk.is_sealed,
            "reveal": answered and closed and desk.is_sealed,
            "beside": answered and not closed and desk.is_sealed,
        }
        for name, its_button in self.buttons.items():
            its_button.setVisible(shown[name])
        self.buttons["ask"].setText(_("Ask for self-assessment") if found.state == "not_asked" else _("Ask again …"))
        self.setVisible(is_open or found.state != "not_asked")


def sentence(found: Standing, name: str, *, is_sealed: bool) -> str:
    """Where a self-assessment stands, in one or two short sentences without blame."""
    day = plain_day(found.on) if found.on is not None else ""
    if found.state == "awaited":
        said = _("{name} was asked for a self-assessment.").format(name=name)
        return _("{said} Wished for by {day}.").format(said=said, day=day) if day else said
    if found.state == "not_received":
        return _("The self-assessment was not received by {day}; the review goes on.").format(day=day)
    if found.state == "declined":
        return _("{name} would rather not, said on {day}; the review goes on.").format(name=name, day=day)
    if found.state == "answered":
        came = _("The self-assessment of {name} came on {day}.").format(name=name, day=day)
        if not found.closed:
            return came
        if is_sealed:
            return _("{came} Your draft is sealed: both can be revealed.").format(came=came)
        return _("{came} It stays closed until your own draft is sealed.").format(came=came)
    return _("No self-assessment was asked for.")
