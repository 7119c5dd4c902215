"""A text field that is checked for what cannot stand as evidence: underlined quietly, explained below it.

It never holds anything up: the check runs when the hand rests, the keyboard stays where it is, and what is
typed can be saved with every hint open. The hints stand in `CheckedTextEdit.hints`, which the form puts
below the field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QTextEdit, QToolTip, QWidget
from shiboken6 import isValid

from reviewapp.domain.answer import Answer
from reviewapp.domain.finding import Finding
from reviewapp.i18n import _, ngettext
from reviewapp.ui import checking, finding_words, theme
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.hint_area import HintArea
from reviewapp.ui.widgets.hint_card import HintCard
from reviewapp.ui.widgets.labels import tooltip_text
from reviewapp.ui.widgets.language_line import LanguageLine, screen_language
from reviewapp.ui.widgets.text_edit import GrowingTextEdit

PAUSE_MS = 300
MOST_HINTS = 3


@dataclass(frozen=True)
class _Run:
    """A finding and where it stands now: the cursor moves along while somebody types before it."""

    finding: Finding
    place: QTextCursor

    def holds(self, position: int) -> bool:
        return self.place.selectionStart() <= position < self.place.selectionEnd()


# The field of each window whose hints are open: at most three hints are ever seen at once.
_speaking: WeakKeyDictionary[QWidget, CheckedTextEdit] = WeakKeyDictionary()


class CheckedTextEdit(GrowingTextEdit):
    """A `GrowingTextEdit` with hints. F8 goes to the next hint, Escape from there back to the text.

    ``finding_answered`` carries label, span, answer and reason. Answers stay in the field, see `answers`, until
    `take_answers` hands them over; answers that stand in the vault already are given with `set_answers`.
    With ``own_words`` the text is somebody else's: the hints only say, ask for nothing and report nothing. So they do
    with ``only_says``, the sentence that tells why. `language` is what the writer said, "" while it is recognised;
    ``language_said`` reports that it was said.
    """

    finding_answered = Signal(str, str, str, str)
    language_said = Signal(str)
    checked = Signal()
    # Qt reports changes while the field is still being made.
    _pause: QTimer | None = None

    def __init__(
        self, name: str, placeholder: str = "", min_lines: int = 3, max_lines: int = 12, *, own_words: bool = False,
        only_says: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(name, placeholder, min_lines, max_lines, parent)
        self._runs: list[_Run] = []
        self._answers: list[Answer] = []
        self._saved_answers: tuple[Answer, ...] = ()
        self._said: set[tuple[str, str]] = set()
        self._is_visited = self._is_composing = self._has_tip = False
        if own_words:
            only_says = _("Only a hint: these are their own words, and nothing is changed or held back.")
        self._only_says = bool(only_says)
        self.language = self._recognised = ""
        self.hints = HintArea(self, only_says=only_says)
        self.hints.language_chosen.connect(self._on_language_chosen)
        self.hints.answered.connect(self._on_answered)
        self.hints.left.connect(self._on_hints_left)
        self.hints.stepped.connect(self._on_stepped)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._on_paused)
        self.textChanged.connect(self._on_text_moved)
        self.cursorPositionChanged.connect(self._on_cursor_moved)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is open in the text, as of the last pause."""
        return tuple(run.finding for run in self._runs)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Answers given here and not handed over yet, as far as their words still stand in the text."""
        text = self.text()
        return tuple(one for one in self._answers if one.span in text)

    def take_answers(self) -> tuple[Answer, ...]:
        """The answers, to be kept with the record; the field goes on as answered."""
        taken = self.answers
        self._saved_answers, self._answers = (*self._saved_answers, *taken), []
        return taken

    def take_back(self, answer: Answer) -> None:
        """An answer could not be kept: its hint is open again."""
        self._answers = [one for one in self._answers if one != answer]
        self._saved_answers = tuple(one for one in self._saved_answers if one != answer)
        self._check_later()

    def set_answers(self, answers: Sequence[Answer]) -> None:
        """What the vault knows of this text."""
        if tuple(answers) != self._saved_answers:
            self._saved_answers = tuple(answers)
            self._check_later()

    def set_language(self, language: str) -> None:
        """What the vault knows of the text's language; "" where its writer said nothing."""
        if language != self.language:
            self.language = language
            self._check_later()

    def forget_answers(self) -> None:
        """Another record comes into the field."""
        self._answers, self._saved_answers, self._said = [], (), set()
        self.language = ""
        self._is_visited = self.hasFocus()

    def set_text(self, text: str) -> None:
        if text != self.text():
            self._recognised = ""
            self._show_runs(())
        super().set_text(text)

    def select_words(self, words: str) -> None:
        """Bring the keyboard here, with these words selected where they stand in the text."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        at = self.text().find(words) if words else -1
        if at >= 0:
            cursor = self.textCursor()
            cursor.setPosition(_units(self.text()[:at]))
            cursor.setPosition(_units(self.text()[: at + len(words)]), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def next_hint(self) -> None:
        """Bring the keyboard to the first hint, or to the one the cursor is in."""
        self._visit()
        here = self.textCursor().position()
        inside = next((run.finding for run in self._runs if run.holds(here)), None)
        self.hints.step(next((card for card in self.hints.cards if card.finding is inside), None))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F8:
            self.next_hint()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if self._is_composing or self._pause_is_due:
            self._check_later()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._visit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._pause is None:
            return
        if event.type() == QEvent.Type.ReadOnlyChange:
            self._check_later()
        elif event.type() == QEvent.Type.PaletteChange:
            self._underline()

    def context_menu(self) -> QMenu:
        """The menu of the field: what every text field has, and the language of the check."""
        menu = self.createStandardContextMenu()
        if not self.isReadOnly():
            choices = menu.addMenu(_("Language of the check"))
            line = LanguageLine(menu)
            line.hide()
            line.show_language(checking.language_of(self.text()), self.language)
            line.chosen.connect(self._on_language_chosen)
            line.fill(choices)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.context_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            run = self._run_under(event.pos())
            if run is not None:
                said = tooltip_text(finding_words.explained(run.finding))
                QToolTip.showText(event.globalPos(), said, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    @property
    def _pause_is_due(self) -> bool:
        return self._pause is not None and self._pause.isActive()

    def _check_later(self) -> None:
        if self._pause is not None:
            self._pause.start()

    def _visit(self) -> None:
        self._is_visited = True
        if (self._runs or self._is_in_another_language) and self.hints.isHidden():
            self._show_hints()

    def _on_text_moved(self) -> None:
        if not self._setting:
            self._is_visited = True
        if self.document().isEmpty() and not self._runs:
            return
        self._check_later()

    def _on_paused(self) -> None:
        if self.isReadOnly() or not self.text().strip():
            self._recognised = ""
            self._show_runs(())
        elif self._is_composing or not checking.is_ready():
            self._check_later()
        else:
            text = self.text()
            self._recognised = checking.language_of(text)
            self._show_runs(checking.findings_in(text, self.language or None))
            self.checked.emit()

    def _show_runs(self, findings: Sequence[Finding]) -> None:
        settled = {(one.label, one.span) for one in (*self._answers, *self._saved_answers)}
        text = self.text()
        self._runs = [
            _Run(one, self._place(text, one)) for one in findings if _key(one) not in settled
        ]
        self._underline()
        if self._is_visited or not self._runs:
            self._show_hints()

    def _place(self, text: str, finding: Finding) -> QTextCursor:
        # The document counts in units of UTF-16; a character outside its first plane is two.
        cursor = self.textCursor()
        cursor.setPosition(_units(text[: finding.start]))
        cursor.setPosition(_units(text[: finding.end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _underline(self) -> None:
        shown = []
        for run in self._runs:
            selection = QTextEdit.ExtraSelection()
            # PySide's stubs hide that the fields of this struct can be set.
            looks = QTextCharFormat()
            looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            looks.setUnderlineColor(QColor(theme.current().muted))
            selection.format, selection.cursor = looks, run.place
            shown.append(selection)
        self.setExtraSelections(shown)

    def _show_hints(self) -> None:
        first = _most_urgent([run.finding for run in self._runs])
        had_keyboard = self.hints.has_keyboard
        made = self.hints.show_findings(first)
        says_language = self._is_visited and self._is_in_another_language
        self.hints.show_language(self._recognised if says_language else "", self.language)
        if had_keyboard and not self.hints.has_keyboard:
            # The hint that had the keyboard is settled: on to the next one, else back to the text.
            if self.hints.cards:
                self.hints.step(self.hints.cards[0])
            else:
                self.setFocus(Qt.FocusReason.OtherFocusReason)
        if first or says_language:
            self._speak_alone()
        said = ngettext("There is a hint below; F8 goes to it.", "There are hints below; F8 goes to them.", len(first))
        self.setAccessibleDescription(said if first else "")
        self._announce(made)

    def _announce(self, made: Sequence[HintCard]) -> None:
        for card in made:
            key = _key(card.finding)
            if key not in self._said:
                self._said.add(key)
                announce(self, card.sentence)

    def _speak_alone(self) -> None:
        """The hints of the field before are put away; its underlines stay, and its hints come back with a visit."""
        before = _speaking.get(self.window())
        if before is not None and before is not self and isValid(before) and not before.hints.has_keyboard:
            before._is_visited = False
            before.hints.show_findings(())
            before.hints.show_language("", "")
        _speaking[self.window()] = self

    @property
    def _is_in_another_language(self) -> bool:
        """True when it is worth saying in which language the text is read."""
        return bool(self._recognised) and (bool(self.language) or self._recognised != screen_language())

    def _on_language_chosen(self, language: str) -> None:
        self.language = language
        self._check_later()
        self.language_said.emit(language)

    def _run_under(self, point: QPoint) -> _Run | None:
        at = self.cursorForPosition(point)
        # Beyond the end of a line the nearest letter is not what is pointed at.
        here = next((run for run in self._runs if run.holds(at.position()) or run.holds(at.position() - 1)), None)
        return here if here is not None and self.cursorRect(at).adjusted(-16, 0, 16, 0).contains(point) else None

    def _on_cursor_moved(self) -> None:
        if self._has_tip:
            self._has_tip = False
            QToolTip.hideText()
        if not self.hasFocus() or self._pause_is_due:
            return
        position = self.textCursor().position()
        run = next((run for run in self._runs if run.holds(position)), None)
        if run is not None:
            self._has_tip = True
            below = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
            QToolTip.showText(below, tooltip_text(finding_words.explained(run.finding)), self.viewport())

    def _on_answered(self, finding: Finding, answer: str, reason: str) -> None:
        given = Answer(finding.label, finding.span, answer, reason)
        if self._only_says:
            self._saved_answers = (*self._saved_answers, given)
        elif checking.holds_figure(reason):
            self.hints.say(finding, _("This reason holds a usage metric itself, and it would be printed."))
            return
        else:
            self._answers.append(given)
        self._runs = [run for run in self._runs if _key(run.finding) != _key(finding)]
        self._underline()
        self._show_hints()
        if not self._only_says:
            self.finding_answered.emit(finding.label, finding.span, answer, reason)

    def _on_hints_left(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_stepped(self, card: HintCard) -> None:
        """The cursor goes along, so that Escape leads to the words the hint is about."""
        run = next((run for run in self._runs if run.finding is card.finding), None)
        if run is not None:
            cursor = self.textCursor()
            cursor.setPosition(run.place.selectionEnd())
            self.setTextCursor(cursor)


def _most_urgent(findings: Sequence[Finding]) -> list[Finding]:
    """At most three, each wording once: first what a review could not be finished with; in the order of the text."""
    once = {_key(one): one for one in reversed(findings)}
    ranked = sorted(once.values(), key=lambda one: (one.label != finding_words.USAGE_METRIC, one.start))
    return sorted(ranked[:MOST_HINTS], key=lambda one: one.start)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.label, finding.span


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
