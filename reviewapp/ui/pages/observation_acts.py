"""What can be done with a whole observation: complete it, withdraw it with a reason, move it to the bin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewapp.domain.observation import Observation
from reviewapp.i18n import _
from reviewapp.ui.forms.section import Section
from reviewapp.ui.tokens import SPACE_M, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import Button, button
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import field_label, plain_label
from reviewapp.ui.widgets.problem_label import ProblemLabel


class ObservationFoot(QFrame):
    """Stays at the bottom of the page: whether the words are saved, and the next act."""

    save_asked = Signal()
    complete_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.state = plain_label("", "muted")
        self.save = button(_("Save changes"), tip=_("Ctrl+Enter"))
        self.save.clicked.connect(self.save_asked)
        self.complete = button(_("Complete"), kind="primary")
        self.complete.clicked.connect(self.complete_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, SPACE_M)
        row.setSpacing(SPACE_S)
        row.addWidget(self.state, 1)
        row.addWidget(self.save)
        row.addWidget(self.complete)

    def show_state(self, sentence: str) -> None:
        """Say where the words are."""
        if self.state.text() != sentence:
            self.state.setText(sentence)


class MissingList(QFrame):
    """What completion still needs, as links to the fields. ``chosen`` carries the id of one."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.links: dict[str, Button] = {}
        self._row = QWidget(self)
        self._flow = FlowLayout(self._row, SPACE_S)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        column.setSpacing(SPACE_S)
        self.sentence = plain_label(_("It stays a private jot until this is there:"))
        column.addWidget(self.sentence)
        column.addWidget(self._row)
        self.hide()

    def show_missing(self, missing: Sequence[str]) -> None:
        """Show these, or nothing."""
        if tuple(missing) != tuple(self.links):
            for link in self.links.values():
                self._flow.removeWidget(link)
                link.hide()
                link.deleteLater()
            self.links = {what: self._link(what) for what in missing}
        self.setVisible(bool(missing))
        if missing:
            announce(self, f"{self.sentence.text()} {', '.join(link.text() for link in self.links.values())}")

    def _link(self, what: str) -> Button:
        link = button(missing_words()[what])
        link.clicked.connect(lambda: self.chosen.emit(what), Qt.ConnectionType.QueuedConnection)
        self._flow.addWidget(link)
        link.show()
        return link


class ClosingActs(Section):
    """Withdraw with a reason, or move to the bin; both said in words before they are done."""

    withdraw_asked = Signal(str)
    bin_asked = Signal()
    history_asked = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self.withdrawn = plain_label("")
        self.reason = CheckedTextEdit(
            _("Reason for withdrawing"), min_lines=2, max_lines=8, only_says=_("Only a hint: the person can read this.")
        )
        self.problem = ProblemLabel(self)
        self.withdraw_now = button(_("Withdraw it"))
        self.withdraw_now.clicked.connect(lambda: self.withdraw_asked.emit(self.reason.text()))
        self.keep = button(_("Cancel"), kind="ghost")
        self.keep.clicked.connect(lambda: self._ask_reason(False))
        self.withdraw = button(_("Withdraw …"))
        self.withdraw.clicked.connect(lambda: self._ask_reason(True))
        self.bin = button(_("Move to bin"), "plain", "trash-2")
        self.bin.clicked.connect(self.bin_asked)
        self.history = button(_("Earlier wordings …"), "plain", "clock")
        self.history.clicked.connect(self.history_asked)
        self._asking = QWidget()
        inside = QVBoxLayout(self._asking)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(SPACE_S)
        inside.addWidget(field_label(_("Reason for withdrawing"), self.reason))
        hint = _("One sentence is enough; the person can read it. It stays readable and can never be cited.")
        inside.addWidget(plain_label(hint, "small"))
        for part in (self.reason, self.reason.hints, self.problem, _row(self.withdraw_now, self.keep)):
            inside.addWidget(part)
        self.column.addWidget(self.withdrawn)
        self._first = _row(self.history, self.withdraw, self.bin)
        self.column.addWidget(self._first)
        self.column.addWidget(self._asking)
        self._asking.hide()

    def show_observation(self, found: Observation) -> None:
        """A withdrawn one shows its reason; one that a review cites cannot go to the bin."""
        sentence = _("Withdrawn: {reason}").format(reason=found.texts.get("withdrawn_reason", ""))
        self.withdrawn.setText(sentence)
        self.withdrawn.setVisible(found.withdrawn)
        self.withdraw.setVisible(found.completed and not found.withdrawn and not found.written_by)
        if found.withdrawn:
            self._ask_reason(False)

    def forget(self) -> None:
        """Another observation comes."""
        self.reason.set_text("")
        self.say("")
        self._ask_reason(False)

    def offer(self, reason: str) -> None:
        """Bring back a reason that was being typed."""
        if reason and not self.withdraw.isHidden():
            self.reason.set_text(reason)
            self._ask_reason(True)

    def say(self, sentence: str) -> None:
        """Say what stops withdrawing."""
        self.problem.say(sentence)

    def _ask_reason(self, asking: bool) -> None:
        self._asking.setVisible(asking)
        self._first.setVisible(not asking)
        if asking:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)


def missing_words() -> dict[str, str]:
    """What completion needs, by the ids of `missing_for_completion`."""
    return {
        "person": _("Who it is about"), "notice": _("The notice, handed over"), "behaviour": _("What happened"),
        "date": _("The day"), "checked": _("How it was checked"), "effect": _("What followed, or too early to say"),
        "basis": _("How you know"), "competencies": _("One to three competencies"),
        "concern": _("Whether it speaks against the person"), "rationale": _("The reason of the decision"),
    }  # fmt: skip


def _row(*parts: QWidget) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, SPACE_S)
    for part in parts:
        flow.addWidget(part)
    return holder


