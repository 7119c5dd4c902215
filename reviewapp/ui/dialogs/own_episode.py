"""Episodes of one's own for a self-assessment: write one, or choose from the log."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QWidget

from reviewapp.actions.answering import (
    OwnEpisode,
    add_own_episode,
    answer_desk,
    choose_episodes,
    note_own_episode,
    own_episodes,
)
from reviewapp.actions.changes import Changes
from reviewapp.actions.vaults import Vault
from reviewapp.domain.asking import MAX_EPISODES
from reviewapp.i18n import _
from reviewapp.ui import words
from reviewapp.ui.dialogs.choosing import ChoosingDialog
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.forms.form_keeper import Fields
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.review_words import plain_day
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label

_ROW = int(Qt.ItemDataRole.UserRole)
LOG = "log"  # stands in the journal where the number of a self-assessment would


class OwnEpisodeDialog(FormDialog):
    """The same record as any other episode, about oneself: for the own log alone, or for a self-assessment as well.

    ``self_assessment_id`` is None for the log alone.
    """

    def __init__(self, hub: Hub, self_assessment_id: int | None, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Write an episode"), _("Write it down"), parent)
        self._id, self._today = self_assessment_id, date.today()
        self.column.addWidget(plain_label(_("Write an episode"), "title"))
        self.column.addSpacing(SPACE_S)
        hint = _("One thing that happened: what you noticed, did or decided, and what came of it.")
        self.column.addWidget(plain_label(hint, "muted"))
        self.column.addSpacing(SPACE_S)
        if self_assessment_id is None:
            alone = _("It stays in your own log. It leaves only with a self-assessment that you hand back.")
            self.column.addWidget(plain_label(alone, "muted"))
            self.column.addSpacing(SPACE_S)
        says = _("Only a hint: your words are handed back as you wrote them.")
        self.text = CheckedTextEdit(_("What happened"), min_lines=4, only_says=says)
        self.text.edited.connect(self.touch)
        self.row(_("What happened"), self.text)
        self.column.insertWidget(self.column.indexOf(self.text) + 1, self.text.hints)
        self.day = DateField(lambda: self._today, _("Date"))
        self.day.picked.connect(self.touch)
        self.day.edit.textEdited.connect(self.touch)
        self.row(_("Date"), self.day, _("May be empty."))
        self.ai_part = ChipGroup(words.field("ai_part"), words.choices("ai_part"))
        self.response = ChipGroup(words.field("response"), words.choices("response"))
        for group, value in ((self.ai_part, "unknown"), (self.response, "unknown")):
            group.set_value(value)
            group.picked.connect(self.touch)
        self.row(words.field("ai_part"), self.ai_part)
        self.row(words.field("response"), self.response)
        self.column.addStretch()
        self.keep_as(f"own-episode/{self_assessment_id or LOG}", self._contents, self._fill)
        self.load(lambda vault: vault.today, self._show)

    def submit_asked(self) -> None:
        """Write it down, or say why not."""
        if self.day.problem_sentence():
            self.say(self.day.problem_sentence())
            return
        which, text, day = self._id, self.text.text(), self.day.date()
        ai_part, response = self.ai_part.value() or "unknown", self.response.value() or "unknown"

        def write(vault: Vault) -> Changes:
            if which is None:
                return note_own_episode(vault, text=text, observed_on=day, ai_part=ai_part, response=response)
            return add_own_episode(
                vault, self_assessment_id=which, text=text, observed_on=day, ai_part=ai_part, response=response
            )

        self.run(write, _("Written into your log"))

    def _show(self, today: date) -> None:
        self._today = today
        self.text.setFocus()

    def _contents(self) -> Fields:
        return {
            "text": self.text.text(), "day": self.day.typed(), "ai_part": self.ai_part.value() or "",
            "response": self.response.value() or "",
        }  # fmt: skip

    def _fill(self, kept: Fields) -> None:
        self.text.set_text(str(kept.get("text", "")))
        self.day.set_typed(str(kept.get("day", "")))
        self.ai_part.set_value(str(kept.get("ai_part", "")) or "unknown")
        self.response.set_value(str(kept.get("response", "")) or "unknown")


class ChooseEpisodesDialog(ChoosingDialog):
    """Tick up to three of one's own episodes; those that go along already are ticked."""

    def __init__(self, hub: Hub, self_assessment_id: int, parent: QWidget | None = None) -> None:
        super().__init__(
            hub, _("Choose from my log"), _("Up to three go with the self-assessment. The others stay with you."),
            _("These go along"), parent,
        )  # fmt: skip
        self._id = self_assessment_id

        def read(vault: Vault) -> tuple[tuple[OwnEpisode, ...], tuple[int, ...]]:
            chosen = answer_desk(vault, self_assessment_id=self_assessment_id).episodes
            return own_episodes(vault), tuple(one.id for one in chosen)

        self.load(read, self._show_episodes)

    def submit_asked(self) -> None:
        """Put the ticked ones in, or say that they are too many."""
        which, ids = self._id, self.chosen()
        if len(ids) > MAX_EPISODES:
            self.say(_("A self-assessment takes up to three episodes."))
            return
        self.run(
            lambda vault: choose_episodes(vault, self_assessment_id=which, observation_ids=ids),
            _("The episodes are chosen"),
        )

    def _show_episodes(self, found: tuple[tuple[OwnEpisode, ...], tuple[int, ...]]) -> None:
        episodes, chosen = found
        self.rows.clear()
        for one in episodes:
            day = plain_day(one.observed_on) if one.observed_on is not None else _("No day given")
            text = _("{day}: {title}").format(day=day, title=one.title)
            item = QListWidgetItem(f"{text}\n{one.refusal}" if one.refusal else text)
            item.setData(_ROW, one.id)
            item.setCheckState(Qt.CheckState.Checked if one.id in chosen else Qt.CheckState.Unchecked)
            if one.refusal:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.rows.addItem(item)
        if not episodes:
            self.say(_("Your log is empty so far. Write an episode first."))
        self.rows.setFocus()
