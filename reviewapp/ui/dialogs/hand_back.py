"""Hand back a self-assessment: everything that leaves, word for word, and only then the file."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from reviewapp.actions.changes import Changes
from reviewapp.actions.handing_back import HandBack, hand_back, preview_hand_back
from reviewapp.actions.sentences import in_one_line
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.dialogs.made_file import MadeFileDialog
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_M, SPACE_S
from reviewapp.ui.widgets.labels import plain_label


class HandBackDialog(FormDialog):
    """What is shown is what is sealed: when it changed since, it is not handed back unseen."""

    def __init__(self, hub: Hub, self_assessment_id: int, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Hand back"), _("Hand back"), parent)
        self._id = self_assessment_id
        self._seen: HandBack | None = None
        self.heading = plain_label(_("This is all that leaves"), "title")
        self.column.addWidget(self.heading)
        self.column.addSpacing(SPACE_S)
        self.explanation = plain_label("", "muted")
        self.column.addWidget(self.explanation)
        self.column.addSpacing(SPACE_M)
        self.submit.setEnabled(False)
        hub.ask(
            lambda vault: preview_hand_back(vault, self_assessment_id=self_assessment_id),
            while_alive(self, self._show), while_alive(self, self._on_refused),
        )

    def submit_asked(self) -> None:
        """Seal exactly what is shown, then offer the file."""
        seen, which = self._seen, self._id
        if seen is not None:
            self.run(
                lambda vault: hand_back(vault, self_assessment_id=which, previewed=seen.sha256), "", self._offer
            )

    def _offer(self, changes: Changes) -> None:
        name = self._seen.to if self._seen is not None else ""
        parent = self.parentWidget()
        MadeFileDialog(
            self.hub, changes.id, _("For {name}").format(name=name),
            _("Sealed to {name}: nobody else can read it. A later version never takes this one away.").format(
                name=name
            ),
            parent.window() if parent is not None else None,
        ).ask_at_once()  # fmt: skip

    def _show(self, seen: HandBack) -> None:
        self._seen = seen
        self.explanation.setText(
            _("Sealed to {name}, who can open it after sealing their own draft. It takes the place of the version "
              "before; they see what you changed.").format(name=seen.to)
            if seen.is_again
            else _("Sealed to {name}, who can open it after sealing their own draft. Nothing else leaves.").format(
                name=seen.to
            )
        )  # fmt: skip
        for part in seen.parts:
            self.column.addWidget(plain_label(part.heading, "strong"))
            self.column.addWidget(plain_label(part.text))
            self.column.addSpacing(SPACE_S)
        self.column.addStretch()
        self.submit.setEnabled(bool(seen.to))
        if not seen.to:
            self.say(_("It is for nobody yet. Choose for whom on its page; a file of your manager brings the card."))
        # What was put in just now has its size only once it was shown and dressed.
        QTimer.singleShot(0, self, self._fit_height)
        self.submit.setFocus()

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, ReviewAppError):
            self.say(in_one_line(error))
        else:
            self.hub.failed.emit(error)
