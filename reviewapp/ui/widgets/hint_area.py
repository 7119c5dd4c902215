"""The place below a field where the evidence check speaks: calm, at most a few hints, gone when settled."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from reviewapp.domain.finding import Finding
from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_XS
from reviewapp.ui.widgets.hint_card import HintCard
from reviewapp.ui.widgets.language_line import LanguageLine

_OURS = {Qt.Key.Key_Escape, Qt.Key.Key_F8}


class HintArea(QWidget):
    """Stands in a layout below the field it belongs to, and takes no room while it has nothing to say.

    ``answered`` carries the finding, the answer and the reason; ``left`` that the keyboard wants back to the text;
    ``language_chosen`` a language, "" for the one recognised; ``changed`` that others are shown.
    """

    answered = Signal(object, str, str)
    left = Signal()
    stepped = Signal(object)
    language_chosen = Signal(str)
    changed = Signal()

    def __init__(self, field: QWidget, *, only_says: str = "") -> None:
        super().__init__()
        self._field, self._only_says = field, only_says
        self.cards: list[HintCard] = []
        self.language: LanguageLine | None = None
        self.setAccessibleName(_("Hints"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_XS)
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> list[HintCard]:
        """Show these and no others; the cards that are new. A card that stays keeps what is open in it."""
        kept = {_same(card.finding): card for card in self.cards}
        wanted = [_same(one) for one in findings]
        for key, card in kept.items():
            if key not in wanted:
                self._column.removeWidget(card)
                card.hide()
                card.deleteLater()
        made: list[HintCard] = []
        self.cards = []
        for at, finding in enumerate(findings):
            found = kept.get(_same(finding))
            card = found if found is not None else self._card(finding)
            if found is None:
                made.append(card)
            card.finding = finding
            self._column.insertWidget(at, card)
            self.cards.append(card)
        self._settle(is_new=bool(made))
        return made

    def show_language(self, recognised: str, said: str) -> None:
        """Say under the hints in which language the text is read; "" for ``recognised`` says nothing."""
        if recognised and self.language is None:
            # Made when it is needed: most texts are in the language of the screen.
            self.language = LanguageLine(self)
            self.language.chosen.connect(self.language_chosen)
            self._column.addWidget(self.language)
        if self.language is not None:
            if recognised:
                self.language.show_language(recognised, said)
            self.language.setVisible(bool(recognised))
            self._settle(is_new=True)

    def _settle(self, *, is_new: bool) -> None:
        for before, after in pairwise([self._field, *self.stops()] if is_new else ()):
            QWidget.setTabOrder(before, after)
        says = bool(self.cards) or (self.language is not None and not self.language.isHidden())
        # Without a place of its own it would open as a window.
        self.setVisible(says and self.parentWidget() is not None)
        self.changed.emit()

    def say(self, finding: Finding, sentence: str) -> None:
        """Say at the hint about ``finding`` why an answer cannot be kept."""
        for card in self.cards:
            if _same(card.finding) == _same(finding) and card.answers is not None:
                card.answers.say(sentence)

    def stops(self) -> list[QWidget]:
        """Where the keyboard stops, in the order of reading."""
        found = [stop for card in self.cards for stop in card.stops()]
        if self.language is not None and not self.language.isHidden():
            found.append(self.language.button)
        return found

    @property
    def has_keyboard(self) -> bool:
        """True while one of its controls has the focus."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def step(self, first: HintCard | None = None) -> None:
        """Bring the keyboard to ``first``, or to the hint after the one it is at; round at the end."""
        if not self.cards or self.isHidden():
            return
        focused = QApplication.focusWidget()
        here = [at for at, card in enumerate(self.cards) if card is focused or card.isAncestorOf(focused or self)]
        target = first or self.cards[(here[0] + 1) % len(self.cards) if here else 0]
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.stepped.emit(target)

    def event(self, event: QEvent) -> bool:
        # A window or panel around may have given Escape and F8 a meaning of its own.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _OURS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_F8:
            self.step()
        else:
            super().keyPressEvent(event)

    def _card(self, finding: Finding) -> HintCard:
        card = HintCard(finding, only_says=self._only_says, parent=self)
        card.answered.connect(lambda answer, reason: self.answered.emit(card.finding, answer, reason))
        return card


def _same(finding: Finding) -> tuple[str, str, str]:
    return finding.label, finding.span, finding.why
