"""What the Team page shows beside its lists: an agreement, a measure with its picture, a pilot, a tool."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from reviewapp.actions.outcomes import MeasureView
from reviewapp.actions.team import CycleView, bars
from reviewapp.actions.team_words import facts, label, value
from reviewapp.domain.agreement import REVIEW_TEXTS, Agreement, Terms
from reviewapp.domain.team import TOOL_TEXTS, ToolFeedback
from reviewapp.i18n import _
from reviewapp.ui.pages.library_reading import Leaf, bullet, pair
from reviewapp.ui.tokens import SPACE_M, SPACE_S
from reviewapp.ui.widgets.banner import Banner
from reviewapp.ui.widgets.before_after import BeforeAfterChart
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.words import written_date

Act = tuple[str, str, Callable[[], object]]
_LISTED = frozenset({"definition_of_done", "guard_rails", "check_before_release", "automated_checks"})


def _acts(leaf: Leaf, acts: Sequence[Act]) -> None:
    """Buttons under the heading; they wrap where words are long."""
    row = QWidget()
    row.setProperty("kind", "page")
    flow = FlowLayout(row, SPACE_S)
    policy = row.sizePolicy()
    policy.setHeightForWidth(True)
    row.setSizePolicy(policy)
    for words, icon, slot in acts:
        its_button = button(words, icon=icon)
        its_button.clicked.connect(slot)
        flow.addWidget(its_button)
    leaf.column.addWidget(row)
    leaf.column.addSpacing(SPACE_S)


def agreement_leaf(agreement: Agreement, acts: Sequence[Act]) -> Leaf:
    """The terms in force in the order one needs them, then the process reviews and the earlier versions."""
    terms = agreement.terms
    leaf = Leaf(terms.workflow, _("Agreed on {day}").format(day=written_date(agreement.versions[0].agreed_on)))
    _acts(leaf, acts)
    small = [
        _("{label}: {text}").format(label=label(name), text=getattr(terms, name))
        for name in ("agreed_with", "owner", "next_look") if getattr(terms, name)
    ]  # fmt: skip
    for line in small:
        leaf.say(line, "muted")
    for name in ("purpose", "worth_doing_if", "definition_of_done"):
        _text(leaf, name, getattr(terms, name))
    if terms.must_review:
        leaf.head(label("must_review"))
        for one in terms.must_review:
            who = [_("Who looks: {who}").format(who=one.who)] if one.who else []
            leaf.column.addWidget(pair(one.what, *who, _("Why: {why}").format(why=one.why)))
    for name in ("check_before_release", "automated_checks", "guard_rails", "way_back"):
        _text(leaf, name, getattr(terms, name))
    if terms.absorption_limits:
        leaf.head(label("absorption_limit"))
        for limit in terms.absorption_limits:
            leaf.column.addWidget(pair(limit.receiver or _("Receiver not named yet"), limit.limit))
    for name in ("upstream", "downstream"):
        _text(leaf, name, getattr(terms, name))
    if terms.upstream or terms.downstream or terms.tested_at_speed:
        tested = value(terms.tested_at_speed) if terms.tested_at_speed else _("Nobody has said yet")
        leaf.say(_("{label}: {text}").format(label=label("tested_at_speed"), text=tested), "muted")
    _good_enough(leaf, terms)
    _text(leaf, "open_questions", terms.open_questions)
    _text(leaf, "other_notes", terms.other_notes)
    _reviews(leaf, agreement)
    earlier = [
        _("{day}: {workflow}").format(day=written_date(one.agreed_on), workflow=one.terms.workflow)
        for one in agreement.versions[1:]
    ]
    leaf.listed(_("Earlier versions"), earlier)
    return leaf.end()


def _text(leaf: Leaf, name: str, text: str) -> None:
    if not text:
        return
    leaf.head(label(name))
    for line in text.splitlines():
        if line.strip() and name in _LISTED:
            leaf.column.addWidget(bullet(line))
        elif line.strip():
            leaf.say(line)


def _good_enough(leaf: Leaf, terms: Terms) -> None:
    if not terms.good_enough:
        return
    _text(leaf, "good_enough", terms.good_enough)
    if terms.good_enough_stands and terms.good_enough_on:
        sentence = _("Agreed by {makers} and {receivers} on {day}.").format(
            makers=terms.good_enough_makers, receivers=terms.good_enough_receivers,
            day=written_date(terms.good_enough_on),
        )
    else:
        sentence = _("A proposal: makers and receivers have not both agreed to it yet.")
    leaf.say(sentence, "muted")


def _reviews(leaf: Leaf, agreement: Agreement) -> None:
    for one in agreement.reviews:
        leaf.head(_("Process review, {day}").format(day=written_date(one.reviewed_on)))
        for name in REVIEW_TEXTS:
            text = getattr(one.review, name)
            if text:
                leaf.column.addWidget(pair(label(name), *text.splitlines()))


def outcome_leaf(view: MeasureView, acts: Sequence[Act]) -> Leaf:
    """The definition, the picture where the figures may stand together, and each figure in full."""
    measure = view.measure
    leaf = Leaf(measure.name, facts(measure))
    _acts(leaf, acts)
    leaf.say(measure.what)
    for sentence in (view.apart, view.few):
        if sentence:
            banner = Banner("info", can_dismiss=False)
            banner.say(sentence)
            leaf.column.addWidget(banner)
    picture = bars(view)
    if picture:
        leaf.column.addSpacing(SPACE_M)
        leaf.column.addWidget(BeforeAfterChart(picture, view.alternative))
    for sentence in view.sides:
        leaf.say(sentence)
    if measure.steps_dropped:
        leaf.head(_("Steps dropped"))
        leaf.say(measure.steps_dropped)
        leaf.say(_("Why: {why}").format(why=measure.steps_reason), "muted")
    if measure.trust_definition:
        leaf.head(_("When trust is there"))
        leaf.say(measure.trust_definition)
    leaf.listed(label("definition_of_done"), view.done)
    if measure.remarks:
        leaf.head(_("Remarks"))
        leaf.say(measure.remarks)
    leaf.column.addSpacing(SPACE_M)
    leaf.say(_("A figure of work. It says nothing about any one person, and no review is made from it."), "small")
    return leaf.end()


def cycle_leaf(view: CycleView, acts: Sequence[Act]) -> Leaf:
    """Who volunteered, what the month has shown, and the decision."""
    cycle = view.cycle
    leaf = Leaf(cycle.name, " · ".join(part for part in (value(cycle.mode), view.workflow) if part))
    _acts(leaf, acts)
    leaf.say(_("Begins on {day}").format(day=written_date(cycle.starts_on)))
    if cycle.mode == "pilot":
        waiting = {
            "wait": _("Look back from {day} on, when a month has passed.").format(
                day=written_date(cycle.look_back_from)
            ),
            "look_back": _("A month has passed: write down what it has shown."),
            "decide": _("The look back is written. Decide together: go or no go, and why."),
            "volunteers": _("Nobody takes part at present. Ask who wants to."),
        }
        if view.next:
            leaf.say(waiting[view.next], "muted")
    if cycle.volunteers:
        leaf.listed(_("Volunteers"), [one.name for one in cycle.volunteers])
    if cycle.looked_back_on:
        leaf.head(_("Look back, {day}").format(day=written_date(cycle.looked_back_on)))
        leaf.say(cycle.look_back)
    if cycle.decision and cycle.decided_on:
        leaf.head(
            _("{decision}, decided on {day}").format(
                decision=value(cycle.decision), day=written_date(cycle.decided_on)
            )
        )
        leaf.say(cycle.decision_reason)
    return leaf.end()


def tool_leaf(one: ToolFeedback, acts: Sequence[Act]) -> Leaf:
    """What was learned about a tool."""
    leaf = Leaf(one.tool, _("Noted on {day}").format(day=written_date(one.noted_on)))
    _acts(leaf, acts)
    for name in TOOL_TEXTS:
        if getattr(one, name):
            leaf.column.addWidget(pair(label(name), *getattr(one, name).splitlines()))
    return leaf.end()


def empty_leaf(sentence: str, act: Act | None) -> QWidget:
    """What an empty part says: one sentence and the first thing to do."""
    from reviewapp.ui.widgets.empty_state import EmptyState

    empty = EmptyState("users-round", "")
    empty.set_texts(sentence, act[0] if act else "")
    if act:
        empty.action_asked.connect(act[2])
    return empty
