"""Which rule of a working agreement an episode is held against: shown, chosen, taken away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from reviewapp.actions.agreements import CitedRule, all_agreements, hold_against, let_go, rules_of
from reviewapp.actions.team_words import label
from reviewapp.actions.vaults import Vault
from reviewapp.domain.agreement import Agreement
from reviewapp.i18n import _
from reviewapp.ui.forms.section import Section
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.asking import Asker
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.labels import plain_label

_LONGEST = 90

Known = tuple[list[CitedRule], list[Agreement]]


class RulesCard(Section):
    """Hidden while there is no agreement. A rule keeps the words it had when it was chosen."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(
            _("Rules of the team"),
            _("Which rule of a working agreement is this about? It says nothing yet about keeping it or not."),
        )
        self._hub, self._asker = hub, Asker(hub, self)
        self._observation_id: int | None = None
        self._offered: list[tuple[int, str, str]] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE_S)
        self.column.addLayout(self._rows)
        self.choice = ChoiceBox(self)
        self.choice.setAccessibleName(_("Rule of a working agreement"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(24)
        self.choice.activated.connect(self._on_chosen)
        self.column.addWidget(self.choice)
        self.hide()

    def show_for(self, observation_id: int) -> None:
        """Ask what is known about this episode, and show it."""
        self._observation_id = observation_id

        def query(vault: Vault) -> Known:
            return rules_of(vault, observation_id=observation_id), all_agreements(vault)

        self._asker.ask(query, self._show)

    def _show(self, known: Known) -> None:
        cited, agreements = known
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in cited:
            self._rows.addWidget(self._row(one))
        held = {(one.agreement_id, one.part, one.words) for one in cited}
        self._offered = [
            (one.id, part, words)
            for one in agreements for part, words in one.terms.rules() if (one.id, part, words) not in held
        ]  # fmt: skip
        workflows = {one.id: one.terms.workflow for one in agreements}
        self.choice.clear()
        self.choice.addItem(_("Choose a rule …"))
        for agreement_id, part, words in self._offered:
            line = _("{part}: {words}").format(part=label(part), words=words)
            self.choice.addItem(line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…")
            tip = f"{workflows[agreement_id]} — {words}"
            self.choice.setItemData(self.choice.count() - 1, tip, Qt.ItemDataRole.AccessibleDescriptionRole)
        self.choice.setVisible(bool(self._offered))
        self.setVisible(bool(cited or self._offered))

    def _row(self, one: CitedRule) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_S)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(plain_label(one.words))
        texts.addWidget(plain_label(" · ".join((label(one.part), one.workflow)), "small"))
        line.addLayout(texts, 1)
        away = button("", "ghost", "x", name=_("Take away: {words}").format(words=one.words))
        away.clicked.connect(partial(self._on_taken_away, one.id))
        line.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _on_chosen(self, at: int) -> None:
        observation_id = self._observation_id
        if at < 1 or observation_id is None:
            return
        agreement_id, part, words = self._offered[at - 1]
        self._hub.act(
            lambda vault: hold_against(
                vault, observation_id=observation_id, agreement_id=agreement_id, part=part, words=words
            ),
            saying=_("Noted which rule this is about"),
        )

    def _on_taken_away(self, cited_id: int) -> None:
        self._hub.act(lambda vault: let_go(vault, cited_id=cited_id), saying=_("Taken away"))
