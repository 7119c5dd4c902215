"""The parts of a self-assessment to write in. Every one is optional, none is a figure, none an anchor."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reviewapp.actions.answer_parts import ai_help_words, freed_words, part_headings, reflections
from reviewapp.actions.answering import AnswerDesk, OwnEpisode, Question
from reviewapp.domain.asking import AI_HELP, FREED_FOR, MAX_EPISODES, SkillRow
from reviewapp.i18n import _
from reviewapp.ui.forms.form_keeper import Fields
from reviewapp.ui.pages.review_words import plain_day
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.labels import field_label, plain_label

MAX_LINES = 24


class Card(QFrame):
    """A part of the form: a heading, a line that helps, and what to write in."""

    def __init__(self, title: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        self.column.setSpacing(SPACE_S)
        self.column.addWidget(plain_label(title, "section"))
        if hint:
            self.column.addWidget(plain_label(hint, "muted"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Wrapped labels in a scroll area ask for their height at the width they had before.
        self.updateGeometry()


class AnswerForm(QWidget):
    """``edited`` is emitted when the user changed something, never by `fill`; ``write_asked``, ``choose_asked`` and
    ``leave_out`` (id) are about the episodes."""

    edited = Signal()
    write_asked = Signal()
    choose_asked = Signal()
    leave_out = Signal(int)

    def __init__(self, desk: AnswerDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts: dict[str, CheckedTextEdit] = {}
        self.skills: list[SkillLine] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self._episode_card())
        for question in desk.request.questions if desk.request is not None else ():
            column.addWidget(self._question_card(question))
        column.addWidget(self._reflection_card())
        headings = part_headings()
        hints = _hints()
        for name in ("got_wrong", "kept_human"):
            column.addWidget(self._text_card(name, headings[name], hints[name]))
        if desk.skills:
            column.addWidget(self._skill_card(desk.skills))
        for name in ("needs", "invisible"):
            column.addWidget(self._text_card(name, headings[name], hints[name]))
        column.addWidget(self._freed_card(headings["freed_capacity"], hints["freed_capacity"]))
        column.addWidget(self._help_card())

    def show_episodes(self, episodes: Sequence[OwnEpisode]) -> None:
        """Show what goes along; the buttons follow from how many there are."""
        while (item := self._episodes.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for episode in episodes:
            self._episodes.addWidget(self._episode_line(episode))
        for act in (self.write_episode, self.choose_episode):
            act.setEnabled(len(episodes) < MAX_EPISODES)

    def contents(self) -> Fields:
        """Everything that can be written, as plain JSON."""
        return {
            "texts": {name: edit.text() for name, edit in self.texts.items()},
            "skills": [line.contents() for line in self.skills],
            "freed": list(self.freed.values()), "ai_help": self.ai_help.value() or "",
        }  # fmt: skip

    def fill(self, fields: Fields) -> None:
        """Show what `contents` gave; nothing is emitted."""
        for name, edit in self.texts.items():
            edit.set_text(str(fields["texts"].get(name, "")))
        for line, kept in zip(self.skills, fields["skills"], strict=False):
            line.fill(kept)
        self.freed.set_values(fields["freed"])
        self.ai_help.set_value(fields["ai_help"] or None)

    def set_cursor(self) -> None:
        """Where writing begins: the episodes."""
        self.write_episode.setFocus()

    def _edit(self, name: str, label: str, min_lines: int = 2) -> CheckedTextEdit:
        says = _("Only a hint: your words are handed back as you wrote them.")
        edit = CheckedTextEdit(label, min_lines=min_lines, max_lines=MAX_LINES, only_says=says)
        edit.edited.connect(self.edited)
        self.texts[name] = edit
        return edit

    def _text_card(self, name: str, title: str, hint: str) -> Card:
        card = Card(title, hint)
        edit = self._edit(name, title)
        card.column.addWidget(edit)
        card.column.addWidget(edit.hints)
        return card

    def _question_card(self, question: Question) -> Card:
        card = Card(question.name, question.definition)
        card.column.addWidget(plain_label(question.prompt, "strong"))
        edit = self._edit(f"prompt/{question.competency_id}", question.prompt or question.name)
        card.column.addWidget(edit)
        card.column.addWidget(edit.hints)
        return card

    def _reflection_card(self) -> Card:
        """Questions that belong to no competency; the last one is for a talk with the team."""
        card = Card(
            _("Looking back"),
            _("Answer what you like. The load of the work is for a talk with the whole team, never about health."),
        )
        for name, question in reflections().items():
            edit = self._edit(f"prompt/{name}", question, min_lines=1)
            card.column.addWidget(field_label(question, edit))
            card.column.addWidget(edit)
            card.column.addWidget(edit.hints)
        return card

    def _episode_card(self) -> Card:
        card = Card(
            _("One to three episodes"),
            _("What you saw, did or decided, on a day you remember. They come from your own log and stay in it."),
        )
        self._episodes = QVBoxLayout()
        self._episodes.setSpacing(SPACE_XS)
        card.column.addLayout(self._episodes)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        self.write_episode = button(_("Write an episode …"), icon="plus")
        self.write_episode.clicked.connect(self.write_asked)
        self.choose_episode = button(_("Choose from my log …"))
        self.choose_episode.clicked.connect(self.choose_asked)
        row.addWidget(self.write_episode)
        row.addWidget(self.choose_episode)
        row.addStretch(1)
        card.column.addLayout(row)
        return card

    def _episode_line(self, episode: OwnEpisode) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        day = plain_day(episode.observed_on) if episode.observed_on is not None else _("No day given")
        texts.addWidget(plain_label(day, "small"))
        texts.addWidget(plain_label(episode.text))
        row.addLayout(texts, 1)
        out = button("", "ghost", "x", name=_("Leave out: {title}").format(title=episode.title), tip=_("Leave out"))
        out.clicked.connect(lambda: self.leave_out.emit(episode.id))
        row.addWidget(out)
        return holder

    def _skill_card(self, skills: Sequence[SkillRow]) -> Card:
        card = Card(
            _("Foundational skills"),
            _("When did you last do this without AI? A month is enough, and you may leave it or rather not say."),
        )
        for at, skill in enumerate(skills):
            line = SkillLine(skill.skill)
            line.edited.connect(self.edited)
            self.skills.append(line)
            card.column.addWidget(line)
            note = self._edit(f"skill/{at}", _("{skill}: a note").format(skill=skill.skill), min_lines=1)
            note.setPlaceholderText(_("A note, if you like"))
            card.column.addWidget(note)
            card.column.addWidget(note.hints)
        return card

    def _freed_card(self, title: str, hint: str) -> Card:
        card = Card(title, hint)
        words = freed_words()
        self.freed = ChipGroup(title, [(one, words[one]) for one in FREED_FOR], exclusive=False)
        self.freed.picked.connect(self.edited)
        card.column.addWidget(self.freed)
        edit = self._edit("freed_capacity", _("{title}, in words").format(title=title))
        card.column.addWidget(edit)
        card.column.addWidget(edit.hints)
        return card

    def _help_card(self) -> Card:
        title = _("Help by AI in writing this")
        card = Card(title, _("Said for openness; nothing follows from it, and you need not say."))
        words = ai_help_words()
        self.ai_help = ChipGroup(title, [(one, words[one]) for one in AI_HELP if one], optional=True)
        self.ai_help.picked.connect(self.edited)
        card.column.addWidget(self.ai_help)
        return card


class SkillLine(QWidget):
    """One foundational skill: the month it was last done unaided, or rather not say."""

    edited = Signal()

    def __init__(self, skill: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.skill = skill
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        self.month = QLineEdit(self)
        self.month.setPlaceholderText(_("2026-11"))
        self.month.setAccessibleName(_("{skill}: last done unaided, as year and month").format(skill=skill))
        self.month.setMaximumWidth(self.fontMetrics().averageCharWidth() * 16)
        self.month.textEdited.connect(self.edited)
        self.rather_not = QCheckBox(_("I would rather not say").replace("&", "&&"), self)
        self.rather_not.setAccessibleName(_("{skill}: I would rather not say").format(skill=skill))
        self.rather_not.clicked.connect(self.edited)
        column.addWidget(field_label(skill, self.month))
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(self.month)
        row.addWidget(self.rather_not)
        row.addStretch(1)
        column.addLayout(row)

    def contents(self) -> list[str]:
        """Skill, month as typed, and "rather not" or ""."""
        return [self.skill, self.month.text(), "rather not" if self.rather_not.isChecked() else ""]

    def fill(self, kept: Sequence[str]) -> None:
        """The inverse of `contents`; nothing is emitted."""
        self.month.setText(kept[1])
        self.rather_not.setChecked(bool(kept[2]))


def fields_of(desk: AnswerDesk) -> Fields:
    """What the form shows of a self-assessment, in the shape of `AnswerForm.contents`."""
    return {
        "texts": dict(desk.texts),
        "skills": [[one.skill, one.month, "rather not" if one.rather_not_say else ""] for one in desk.skills],
        "freed": list(desk.freed_for), "ai_help": desk.ai_help,
    }  # fmt: skip


def skills_in(fields: Fields) -> tuple[SkillRow, ...]:
    """The skills in what `AnswerForm.contents` gave."""
    return tuple(SkillRow(skill, month.strip(), bool(rather)) for skill, month, rather in fields["skills"])


def _hints() -> dict[str, str]:
    return {
        "got_wrong": _("If you like. What it was, what you noticed, what you do now. It is for learning."),
        "kept_human": _("What you did without AI on purpose, and why."),
        "needs": _("Training, guidance, time, a second pair of eyes, a tool that works."),
        "invisible": _("Work others rely on that leaves no trace of its own."),
        "freed_capacity": _("If something took less time: where did that go? No hours, no figures."),
    }  # fmt: skip
