"""The head of a review: whose, which period, where it stands, and the acts that move it on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewapp.actions.review_views import ReviewDesk
from reviewapp.actions.signature_state import SignatureState, signature_sentence
from reviewapp.i18n import _
from reviewapp.ui.pages import review_words
from reviewapp.ui.pages.review_other_side import OtherSide
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from reviewapp.ui.widgets.banner import Banner
from reviewapp.ui.widgets.buttons import Button, button
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label


class ReviewHeader(QFrame):
    """`act_asked` says what to do: the name of one of `buttons`, back, signed_file, or an act of OtherSide."""

    act_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_XL, SPACE_M)
        column.setSpacing(SPACE_XS)
        top = QHBoxLayout()
        top.setSpacing(SPACE_S)
        self.back = self._button("back", "", "ghost", "arrow-left", _("All reviews"))
        self.name = plain_label("", "title")
        self.state = plain_label("", "strong")
        self.state.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.name, 1)
        top.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(top)
        self.facts = plain_label("", "muted")
        column.addWidget(self.facts)
        column.addSpacing(SPACE_XS)
        holder = QWidget(self)
        acts = FlowLayout(holder, SPACE_S)
        self.buttons = {
            name: self._button(name, label, kind, icon, "", tip)
            for name, label, kind, icon, tip in (
                ("preview", _("Preview"), "plain", "eye", _("The pages exactly as they would be saved.")),
                ("export", _("Export PDF"), "plain", "download", _("Shows the pages first, then asks where to.")),
                ("copy_out", _("Copy out …"), "plain", "file-text",
                 _("Part by part, for a system that has boxes instead of files.")),
                ("history", _("Earlier wordings …"), "plain", "clock", _("Every version of every section.")),
                ("seal", _("Seal"), "plain", "lock", _("Your own draft stands before any answer is looked at.")),
                ("hand_over", _("Hand over …"), "plain", "upload",
                 _("Make a sealed file of it for the person, who can answer.")),
                ("share", _("Shared on …"), "plain", "calendar", _("Record the day you handed the draft over.")),
                ("finish", _("Finish …"), "primary", "flag",
                 _("What still stops it, and the day you talked about it.")),
                ("again", _("Begin a new review"), "plain", "plus", _("For a correction, or for the next period.")),
            )
        }  # fmt: skip
        for act in self.buttons.values():
            acts.addWidget(act)
        column.addWidget(holder)
        column.addSpacing(SPACE_XS)
        self.other_side = OtherSide(self)
        self.other_side.act_asked.connect(self.act_asked)
        column.addWidget(self.other_side)
        self.signatures = Banner("pencil", can_dismiss=False)
        self.signatures.action_asked.connect(lambda: self.act_asked.emit("signed_file"))
        column.addWidget(self.signatures)

    def show_desk(self, desk: ReviewDesk) -> None:
        """Show where the review stands."""
        self.name.setText(desk.person)
        self.state.setText(review_words.state(desk.state, desk.shared_on))
        facts = [
            review_words.period(desk.period_from, desk.period_to),
            review_words.framework(desk.framework, desk.framework_status),
        ]
        if desk.version:
            facts.insert(0, review_words.version(desk.version, desk.talked_on))
        self.facts.setText(" · ".join(facts))
        for name in ("seal", "share", "finish"):
            self.buttons[name].setVisible(not desk.is_finished)
        self.buttons["seal"].setEnabled(desk.state == "draft")
        self.buttons["again"].setVisible(desk.is_finished)
        hand_over = _("Sign and hand over …") if desk.is_finished else _("Hand over …")
        self.buttons["hand_over"].setText(hand_over)
        self.buttons["hand_over"].setAccessibleName(hand_over)
        self.other_side.show_desk(desk)
        if not desk.is_finished:
            self.signatures.hide()

    def show_signatures(self, state: SignatureState) -> None:
        """Say where the two signatures stand; nothing while there is none."""
        sentence = signature_sentence(state)
        act = _("Look at it …") if state.kind == "both" else ""
        if not sentence:
            self.signatures.hide()
        elif self.signatures.isHidden() or self.signatures.sentence.text() != sentence:
            self.signatures.say(sentence, act)

    def _button(self, act: str, label: str, kind: str, icon: str, name: str = "", tip: str = "") -> Button:
        made = button(label, kind, icon, name=name, tip=tip)
        made.clicked.connect(lambda: self.act_asked.emit(act))
        return made
