"""Who asks for a self-assessment, for which time, and what they say they do with it: read before writing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewapp.actions.answering import ReceivedRequest
from reviewapp.i18n import _
from reviewapp.ui.pages.review_words import framework, period, plain_day
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label


class RequestCard(QFrame):
    """A request in words; the notice is folded away behind a button unless ``unfolded``."""

    def __init__(self, asked: ReceivedRequest, *, unfolded: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_S)
        asks = _("{name} asks for your self-assessment").format(name=asked.sender)
        column.addWidget(plain_label(asks, "section"))
        for line in _facts(asked):
            column.addWidget(plain_label(line, "muted"))
        if asked.message:
            column.addWidget(plain_label(_("“{message}”").format(message=asked.message)))
        column.addSpacing(SPACE_XS)
        column.addWidget(plain_label(_("Is it really them?"), "strong"))
        column.addWidget(plain_label(_trust(asked)))
        if asked.trust != "verified":
            column.addWidget(plain_label(" ".join(asked.phrase.words or asked.phrase.digits), "strong"))
        column.addSpacing(SPACE_XS)
        told = _("What they say they do with it, as given on {day}").format(day=plain_day(asked.notice_on))
        self.notice = plain_label(asked.notice)
        self.notice.setVisible(unfolded)
        self.toggle = button(_("Read the notice"))
        self.toggle.setVisible(not unfolded)
        self.toggle.clicked.connect(self._on_toggle)
        column.addWidget(plain_label(told, "strong"))
        column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.notice)

    def _on_toggle(self) -> None:
        shown = self.notice.isHidden()
        self.notice.setVisible(shown)
        words = _("Fold the notice away") if shown else _("Read the notice")
        self.toggle.setText(words)
        self.toggle.setAccessibleName(words)


def _facts(asked: ReceivedRequest) -> list[str]:
    lines = [_("For {period}.").format(period=period(asked.period_from, asked.period_to))]
    if asked.due_on is not None:
        lines.append(
            _("Wished for by {day}; nothing follows for you if it comes later, or not at all.").format(
                day=plain_day(asked.due_on)
            )
        )
    lines.append(framework(asked.framework, asked.framework_status))
    if asked.protected_work:
        lines.append(_("Agreed as protected work: {work}.").format(work="; ".join(asked.protected_work)))
    return lines


def _trust(asked: ReceivedRequest) -> str:
    if asked.trust == "verified":
        return _("You compared the words with {name}; they were the same.").format(name=asked.sender)
    if asked.trust == "retired":
        return _("{name} no longer uses the key of this request. Phone them before you answer.").format(
            name=asked.sender
        )
    return _("Not compared yet. Phone {name} and read these words to each other:").format(name=asked.sender)
