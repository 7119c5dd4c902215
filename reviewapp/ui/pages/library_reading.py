"""What the Library shows beside its lists: pages of text in a readable measure; frameworks and the notice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewapp.actions.framework_words import crosswalk_words, opening_capital
from reviewapp.actions.people import notice_text
from reviewapp.domain.framework import Competency, Framework
from reviewapp.domain.person import Person
from reviewapp.i18n import _
from reviewapp.ui.pages.reading_page import ReadingPage
from reviewapp.ui.tokens import SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from reviewapp.ui.widgets.labels import plain_label

_MEASURE = 92


class Leaf(ReadingPage):
    """A page of text; `column` takes its parts. Lines are no longer than about ninety characters."""

    def __init__(self, title: str, small: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        page = QWidget()
        page.setProperty("kind", "page")
        page.setMaximumWidth(page.fontMetrics().averageCharWidth() * _MEASURE)
        row.addWidget(page, 20)
        row.addStretch(1)
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        self.column.setSpacing(SPACE_S)
        if small:
            self.column.addWidget(plain_label(small, "small"))
        self.column.addWidget(plain_label(title, "title"))

    def say(self, text: str, role: str = "") -> None:
        """Add a paragraph."""
        self.column.addWidget(plain_label(text, role))

    def head(self, title: str) -> None:
        """Begin a part."""
        self.column.addSpacing(SPACE_M)
        self.column.addWidget(plain_label(title, "section"))

    def listed(self, title: str, lines: Sequence[str]) -> None:
        """A part with one line for each thing; nothing when there is none."""
        if lines:
            self.head(title)
            for line in lines:
                self.column.addWidget(bullet(line))

    def end(self) -> Leaf:
        """Nothing follows; returns itself."""
        self.column.addStretch()
        return self


def competency_leaf(framework: Framework, competency: Competency) -> Leaf:
    """One competency in full, with the label of the framework it belongs to."""
    version = _("{title}, version {version}: {status}").format(
        title=framework.title, version=framework.version, status=framework.status
    )
    leaf = Leaf(f"{competency.id}  {competency.name}", version)
    leaf.say(opening_capital(competency.definition))
    leaf.head(_("Anchors are words, not a scale"))
    for anchor_id, text in competency.anchors.items():
        leaf.column.addWidget(pair(framework.anchor_names.get(anchor_id, anchor_id), opening_capital(text)))
    leaf.head(_("Questions"))
    leaf.column.addWidget(pair(_("Manager"), competency.manager_prompt))
    leaf.column.addWidget(pair(_("Employee"), competency.self_prompt))
    leaf.listed(_("What counts as evidence"), [opening_capital(one) for one in competency.evidence])
    leaf.listed(_("Counter-signals"), [opening_capital(one) for one in competency.counter_signals])
    leaf.listed(_("Why"), [opening_capital(one) for one in competency.why])
    leaf.listed(_("Continues, from other frameworks or versions"), list(competency.continues))
    if competency.crosswalk:
        leaf.head(_("Can be read beside"))
        leaf.say(_("Names of other frameworks, for reading only: nothing is counted by them."), "small")
        for name, beside in competency.crosswalk.items():
            leaf.column.addWidget(pair(crosswalk_words(name), ", ".join(beside) or _("no counterpart")))
    return leaf.end()


def notice_leaf(me: Person | None) -> Leaf:
    """The notice people are given, as shipped."""
    leaf = Leaf(_("The notice people are given"))
    leaf.say(notice_text(manager=me.name if me else ""))
    return leaf.end()


def pair(name: str, *texts: str) -> QWidget:
    """A name with what it stands for under it."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, SPACE_XS, 0, SPACE_XS)
    column.setSpacing(2)
    column.addWidget(plain_label(name, "strong"))
    for text in texts:
        column.addWidget(plain_label(text))
    return made


def bullet(text: str) -> QWidget:
    """One line of a list; what does not fit stands under the words, not under the mark."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_S)
    mark = plain_label("•", "muted")
    mark.setWordWrap(False)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(plain_label(text), 1)
    return made
