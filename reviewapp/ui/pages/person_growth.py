"""The tab of goals, plans and support: what was agreed, what the employer owes, what was given."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewapp.actions.growth_words import choice_words, day_words, kind_words, text_words
from reviewapp.domain.growth import DAYS, KINDS, TEXTS, GrowthItem
from reviewapp.i18n import _
from reviewapp.ui.pages.person_role import ScrollingTab
from reviewapp.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.words import written_date


class GrowthTab(ScrollingTab):
    """Goals, then plans, then support; each opens in its form. Nothing here is ticked off, counted or rated."""

    add_asked = Signal(str)
    open_asked = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Goals and support"), parent)

    def show_items(self, items: Sequence[GrowthItem]) -> None:
        """Newest first within each kind."""
        column = self.rewrite()
        column.addWidget(self._acts())
        if not items:
            inside = self.card(column)
            inside.addWidget(plain_label(_("Nothing is agreed yet."), "section"))
            inside.addWidget(
                plain_label(
                    _("A goal is a try with a question. A plan says how a skill grows and what the employer gives for "
                      "it. Support is what was offered; a review prints it before it says what is missing."),
                    "muted",
                )
            )  # fmt: skip
        for kind in KINDS:
            for item in items:
                if item.kind == kind:
                    self._item(column, item)
        column.addStretch()

    def _acts(self) -> QWidget:
        acts = QWidget()
        flow = FlowLayout(acts, SPACE_S)
        for kind, label in (
            ("goal", _("Agree a goal …")), ("plan", _("Agree a skill plan …")), ("support", _("Record support …")),
        ):  # fmt: skip
            act = button(label, icon="plus")
            act.clicked.connect(lambda _checked=False, kind=kind: self.add_asked.emit(kind))
            flow.addWidget(act)
        policy = acts.sizePolicy()
        policy.setHeightForWidth(True)
        acts.setSizePolicy(policy)
        return acts

    def _item(self, column: QVBoxLayout, item: GrowthItem) -> None:
        inside = self.card(column)
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        title = f"{kind_words(item.kind)} · {choice_words(item.choice)}"
        if "ended_on" in item.days:
            title = f"{title} · {_('closed')}"
        head.addWidget(plain_label(title, "section"), 1)
        text = next((item.text(name) for name in TEXTS[item.kind] if item.text(name)), "")
        go = button(_("Open"), name=_("Open: {title}").format(title=f"{title}, {text}"))
        go.clicked.connect(lambda: self.open_asked.emit(item.kind, item.id))
        head.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(head)
        for name in TEXTS[item.kind]:
            if item.text(name):
                inside.addSpacing(SPACE_XS)
                inside.addWidget(plain_label(text_words(name), "small"))
                inside.addWidget(plain_label(item.text(name)))
        days = [f"{day_words('agreed_on', item.kind)} {written_date(item.agreed_on)}"]
        days += [f"{day_words(name)} {written_date(item.days[name])}" for name in DAYS[item.kind] if name in item.days]
        if item.kind != "goal" and "given_on" not in item.days:
            days.append(_("not given yet"))
        inside.addSpacing(SPACE_XS)
        inside.addWidget(plain_label(" · ".join(days), "muted"))
