"""One practice vignette: read the episode, think, then look at the reasoned answer. Nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewapp.actions.framework_words import named
from reviewapp.actions.own_words import check_of
from reviewapp.actions.vignettes import read_beside
from reviewapp.domain.finding import Finding
from reviewapp.domain.framework import Framework
from reviewapp.domain.vignette import Vignette
from reviewapp.i18n import _
from reviewapp.ui.finding_words import ask, quoted, why
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.asking import Asker
from reviewapp.ui.pages.library_reading import Leaf, bullet, pair
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label


class VignetteLeaf(Leaf):
    """The episode and its question; the answer is made when it is asked for.

    ``frameworks`` are those of the vault: the one it is weighed by, and others that may go on with its competencies.
    """

    def __init__(self, hub: Hub, vignette: Vignette, frameworks: Sequence[Framework]) -> None:
        super().__init__(vignette.title, vignette.place)
        self.vignette = vignette
        self._framework = next(one for one in frameworks if (one.key, one.version) == vignette.framework)
        self._others = [one for one in frameworks if one is not self._framework]
        self._asker = Asker(hub, self)
        for paragraph in vignette.episode.splitlines():
            self.say(paragraph)
        self.head(_("What was written down"))
        self.column.addWidget(_card(plain_label(_whole_quote(vignette.note))))
        self.head(_("The question"))
        self.say(vignette.question)
        self.listed(_("It can be read like this"), [one.reading for one in vignette.readings])
        self.column.addSpacing(SPACE_M)
        self.toggle = button(_("Show the reasoned answer"), kind="primary")
        self.toggle.clicked.connect(self._on_toggled)
        self.column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeading)
        self.say(_("Take your time. Nothing you think is asked for or kept, and nobody is scored."), "small")
        self.answer: QWidget | None = None
        self.end()

    def _on_toggled(self) -> None:
        if self.answer is None:
            self.answer = self._made_answer()
            # Before the stretch that ends the page.
            self.column.insertWidget(self.column.count() - 1, self.answer)
            self.answer.hide()
        opening = self.answer.isHidden()
        self.answer.setVisible(opening)
        self.toggle.setText(_("Hide the reasoned answer") if opening else _("Show the reasoned answer"))
        self.toggle.setAccessibleName(self.toggle.text())
        announce(self.toggle, _("The reasoned answer is shown below.") if opening else _("The answer is hidden."))

    def _made_answer(self) -> QWidget:
        answer = self.vignette.answer
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, SPACE_M, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(plain_label(_("A reasoned answer"), "section"))
        names = [self._framework.competency(one).name for one in answer.competencies]
        column.addWidget(pair(_("It speaks to"), ", ".join(names), _("in {name}").format(name=named(self._framework))))
        for other in self._others:
            if beside := read_beside(self.vignette, self._framework, other):
                column.addWidget(pair(_("In {name}").format(name=named(other)), ", ".join(beside)))
        column.addWidget(pair(_("Closest anchor"), self._anchor(answer.anchor)))
        column.addWidget(pair(_("Why"), answer.why))
        column.addSpacing(SPACE_M)
        column.addWidget(plain_label(_("The readings, weighed"), "section"))
        for one in self.vignette.readings:
            column.addWidget(pair(one.reading, one.weighed))
        for title, lines in (
            (_("What is missing"), answer.missing), (_("What to ask"), answer.ask),
            (_("What would change this"), answer.changes),
        ):  # fmt: skip
            column.addSpacing(SPACE_M)
            column.addWidget(plain_label(title, "section"))
            for line in lines:
                column.addWidget(bullet(line))
        column.addSpacing(SPACE_M)
        column.addWidget(plain_label(_("What the evidence check says of the note"), "section"))
        note = self.vignette.note
        self._asker.ask(lambda vault: check_of(vault).check(note), lambda found: _say_findings(column, found))
        return made

    def _anchor(self, anchor: str) -> str:
        return self._framework.anchor_names.get(anchor, _("None: it is two observations, or none"))


def _whole_quote(text: str) -> str:
    """In quotation marks and uncut; the direction of its letters stays inside them."""
    return _("“{words}”").format(words=f"\u2068{text}\u2069")


def _say_findings(column: QVBoxLayout, found: tuple[Finding, ...]) -> None:
    for one in found:
        column.addWidget(pair(quoted(one.span), why(one), _("Ask instead: {question}").format(question=ask(one))))
    if not found:
        column.addWidget(
            plain_label(_("Nothing. It reads words, not sense: the rest is for people to weigh."))
        )


def _card(content: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
    column.addWidget(content)
    return card
