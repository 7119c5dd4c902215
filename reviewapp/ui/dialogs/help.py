"""F1: a page of the manual that fits where the user is, and the shortcuts."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_L, SPACE_M
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label


def help_text(page: str) -> str:
    """What this page is for, in a few sentences."""
    texts = {
        "home": _(
            "Home shows what waits for you: conversations, concerns the person does not know of yet, questions from an "
            "import, jots about to expire. It counts nothing and compares nobody."
        ),
        "people": _(
            "A person's page is what you wrote about them: a time line, which competencies were seen in which months, "
            "and how AI's output was relied on. An empty month says nothing about the person."
        ),
        "observation": _(
            "One episode: situation, action, effect, check. The closest anchor comes last, after the evidence. "
            "A jot is private until you complete it; completing asks whether it speaks against the person."
        ),
        "review": _(
            "Evidence of the period is on one side, the sections on the other. Enter cites. A judgment rests on cited "
            "episodes, or the competency says “Not enough seen”. Finishing makes a version that never changes."
        ),
        "answer": _(
            "Your self-assessment. Every part is optional and none is a score. It stays in your vault until you hand "
            "it back, and you see everything that leaves before it does. Handing back again makes a new version."
        ),
        "side_by_side": _(
            "What you sealed, beside what they wrote, matter by matter. Where only one of you wrote there is something "
            "to talk about. Neither side can be changed here."
        ),
        "my_side": _(
            "What others wrote about you and gave you as a sealed file, with every version of it. Answer what you "
            "want; nothing goes back before you hand it back. What you gave to whom is listed, and what was handed "
            "to another manager; everything here can be exported as files anybody can read."
        ),
        "handed": _(
            "What another manager gave you: a handover, or observations of theirs. It is only read, and says who wrote "
            "it. Until the person knows that you have it, nothing of it can be cited: their confirmation ends that, or "
            "the day you told them."
        ),
        "team": _(
            "Team: how you work with AI on a workflow, agreed and dated; figures of the work before and after a "
            "change; pilots with volunteers; what was learned about tools. No figure here stands for a person. The "
            "team sheet is made from eight people up and names nobody."
        ),
        "library": _(
            "The frameworks in this vault, side by side; the shipped one was drafted by the authors and is not "
            "validated. Episodes to practise on, with reasoned answers. What the evidence check looks for, in plain "
            "words. The notice. An organisation can add frameworks and word lists of its own."
        ),
        "settings": _(
            "Appearance, language, when the vault locks itself, and the passphrase. Nothing here leaves this computer."
        ),
    }
    locked = _("Type your passphrase to open the vault. The recovery code opens it when it is forgotten.")
    return texts.get(page, locked)


def shortcuts() -> list[tuple[str, str]]:
    """Keys and what they do."""
    return [
        ("Ctrl+N", _("New observation, from anywhere")),
        ("Ctrl+Enter", _("Save")),
        ("Ctrl+K", _("Search people, observations and commands")),
        ("Ctrl+O", _("Open a file somebody gave you")),
        ("Ctrl+Z · Ctrl+Shift+Z", _("Undo · redo")),
        ("Alt+1 … Alt+6", _("Home, People, Review, My side, Library, Settings")),
        ("Enter", _("Cite the chosen evidence in a review")),
        ("Ctrl+L", _("Lock")),
        ("F1", _("This help")),
    ]


class HelpDialog(QDialog):
    """Plain text, selectable, read by screen readers."""

    def __init__(self, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Help"))
        width = self.fontMetrics().averageCharWidth()
        self.resize(width * 76, self.fontMetrics().height() * 24)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(plain_label(_("Help"), "title"))
        body = QPlainTextEdit(self)
        body.setReadOnly(True)
        body.setTabChangesFocus(True)
        body.setAccessibleName(_("Help"))
        keys = "\n".join(f"{key}\n    {what}" for key, what in shortcuts())
        body.setPlainText(f"{help_text(page)}\n\n{_('Keyboard')}\n\n{keys}")
        column.addWidget(body)
        row = QHBoxLayout()
        row.addStretch()
        close = button(_("Close"), kind="primary")
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column.addLayout(row)
