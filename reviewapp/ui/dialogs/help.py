"""F1: the manual, open at the place that fits where the user is, and the shortcuts."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reviewapp import i18n
from reviewapp.actions.manual import Block, Run, Section, section_with, sections
from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.contents_list import ContentsList
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.manual_view import ManualView


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
        ("Alt+1 … Alt+7", _("Home, People, Review, Team, My side, Library, Settings")),
        ("Enter", _("Cite the chosen evidence in a review")),
        ("Ctrl+L", _("Lock")),
        ("F1", _("The manual, at the place you are at")),
    ]


class HelpDialog(QDialog):
    """The manual, open at one heading: its table of contents with a search, and the part to read.

    ``place`` is a heading of the manual; ``page`` a page of the window whose few sentences, in the user's language,
    come before it.
    """

    def __init__(self, place: str, parent: QWidget | None = None, *, page: str | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        width = self.fontMetrics().averageCharWidth()
        room = self.screen().availableGeometry().size() * 0.9
        self.resize(QSize(width * 120, self.fontMetrics().height() * 40).boundedTo(room))
        self._sections = (_keyboard(), *sections())
        self._intro = (Block("intro", (Run(help_text(page)),)),) if page is not None else ()
        self._shown, self._place = section_with(place), place
        self.search = QLineEdit(self)
        self.contents = ContentsList(_("Contents"), self)
        self.contents.addItems([section.title for section in self._sections])
        self.contents.setCurrentRow(self._sections.index(self._shown))
        self.view = ManualView(self)
        self._lay_out()
        self._show(self._shown, place, intro=True)
        self.view.setFocus()

    @property
    def shown(self) -> Section:
        """The part that is open."""
        return self._shown

    def _lay_out(self) -> None:
        self.search.setAccessibleName(_("Search the manual"))
        self.search.setPlaceholderText(_("Search the manual"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search_changed)
        self.search.returnPressed.connect(self.view.setFocus)
        self.contents.currentRowChanged.connect(self._on_row_chosen)
        self.nothing = plain_label(_("Nothing in the manual holds these words."), "muted")
        self.nothing.hide()
        side = QVBoxLayout()
        side.setSpacing(SPACE_S)
        for widget in (self.search, self.nothing, self.contents):
            side.addWidget(widget)
        parts = QHBoxLayout()
        parts.setSpacing(SPACE_L)
        parts.addLayout(side, 2)
        parts.addWidget(self.view, 5)
        close = button(_("Close"), kind="primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        language = plain_label("" if i18n.language() == "en" else _("The manual is in English."), "muted")
        foot.addWidget(language, 1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addLayout(parts, 1)
        column.addLayout(foot)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Where a heading lies is known when the text has its width.
        QTimer.singleShot(0, self, lambda: self.view.go_to(self._place))

    def _show(self, section: Section, heading: str, *, intro: bool = False) -> None:
        self._shown = section
        blocks = section.blocks
        if intro and self._intro:
            # What the page says of itself, then the manual: the first is in the user's language.
            blocks = (blocks[0], *self._intro, *blocks[1:])
        ours = section.paper == _KEYBOARD
        self.view.show_blocks(blocks, self.layoutDirection() if ours else Qt.LayoutDirection.LeftToRight)
        self.view.go_to(heading)
        if self.search.text().strip():
            self.view.mark_words(self.search.text())

    def _on_row_chosen(self, row: int) -> None:
        if 0 <= row < len(self._sections):
            self._place = self._sections[row].title
            self._show(self._sections[row], self._sections[row].title)

    def _on_search_changed(self, words: str) -> None:
        """Leave the parts that hold every word, and read on in the open one when it is among them."""
        holding = [section.holds(words) for section in self._sections]
        for row, holds in enumerate(holding):
            self.contents.setRowHidden(row, not holds)
        self.nothing.setVisible(not any(holding))
        at = self.contents.currentRow()
        if any(holding) and not (0 <= at < len(holding) and holding[at]):
            self.contents.setCurrentRow(holding.index(True))
        elif any(holding):
            self._on_row_chosen(at)


_KEYBOARD = "keyboard"


def _keyboard() -> Section:
    """The keys as a part of their own, in the user's language."""
    rows = [Block("item", (Run(key, "strong"), Run(f"  {what}")), "•") for key, what in shortcuts()]
    return Section(_KEYBOARD, (Block("title", (Run(_("Keyboard")),)), *rows))
