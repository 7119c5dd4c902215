"""The role, the plan with the employer's commitments, and the reviewer's own note, as a review prints them.

Sources: domain.md A5, A27, A51, A58, A60, A87, A89 and F, 7 and 8.
"""

from __future__ import annotations

from reviewapp.domain.growth import NOTE_TEXTS
from reviewapp.domain.review import AgreedGrowth, ReviewContent
from reviewapp.domain.role import CONTEXT, MODES
from reviewapp.i18n import _
from reviewapp.report.dates import read_date
from reviewapp.report.document import FlowBlock, Labelled, Paragraph
from reviewapp.report.growth_words import choice_words, text_words
from reviewapp.report.labels import labelled
from reviewapp.report.plain import opening_capital, paragraphs, sentences
from reviewapp.report.role_words import capacities_line, context_words, protected_lines


def the_role(content: ReviewContent) -> tuple[FlowBlock, ...]:
    """What the role asks for beyond its tasks, in words of importance; never weights."""
    blocks: list[FlowBlock] = []
    if content.capacities:
        blocks.append(Labelled(_("What this role asks for:"), sentences(capacities_line(content.capacities))))
    if text := content.role_context.get("capacities"):
        blocks.extend(Paragraph(part) for part in paragraphs(text))
    return tuple(blocks)


def opportunity(content: ReviewContent) -> tuple[FlowBlock, ...]:
    """What the person was given to work with: access, training, data, time."""
    return tuple(
        Labelled(labelled(context_words(name)), sentences(content.role_context[name]))
        for name in CONTEXT[1:]
        if content.role_context.get(name)
    )


def protected_work(content: ReviewContent) -> tuple[FlowBlock, ...]:
    """The protected work of the role, each piece with what AI may do in it."""
    if not content.protected_work:
        return ()
    missing = len(content.protected_work) - len(content.protected_modes)
    modes = (*content.protected_modes, *(MODES[0],) * missing)
    label = _("Agreed to stay with people:")
    if any(mode != MODES[0] for mode in modes):
        label = _("Agreed as protected work:")
    return (Labelled(label, sentences("; ".join(protected_lines(content.protected_work, modes)))),)


def goals(content: ReviewContent) -> tuple[FlowBlock, ...]:
    """Each goal with what is learned if it fails; a try that failed is written as what was learned."""
    blocks: list[FlowBlock] = []
    for one in _of(content, "goal"):
        blocks.append(Labelled(labelled(choice_words(one.choice)), one.texts["aim"]))
        blocks.append(Labelled(_("If it fails, we learn:"), sentences(one.texts["if_it_fails_we_learn"])))
        if learned := one.texts.get("what_we_learned"):
            blocks.append(Labelled(_("Learned so far:"), sentences(learned)))
        blocks.extend(_days(one))
    return tuple(blocks)


def plan(content: ReviewContent) -> tuple[FlowBlock, ...]:
    """Where skill is to grow, and what the employer owes for it: promised by whom, given when."""
    blocks: list[FlowBlock] = []
    for one in _of(content, "plan"):
        path = one.texts.get("toward", "") if one.choice == "own" else choice_words(one.choice)
        also = one.texts.get("toward", "") if one.choice != "own" else ""
        blocks.append(Labelled(_("Toward:"), sentences(path, also)))
        if one.texts.get("from_now"):
            blocks.append(Labelled(_("From:"), sentences(one.texts["from_now"])))
        blocks.append(Labelled(_("Next step:"), sentences(one.texts["next_step"])))
        promised = _("{owner} supports it. Promised: {promise}")
        blocks.append(
            Labelled(
                _("The employer's commitment:"),
                sentences(promised.format(owner=one.texts["support_owner"], promise=one.texts["support_promised"])),
            )
        )
        blocks.append(_given(one))
        blocks.extend(_days(one))
    return tuple(blocks)


def support(content: ReviewContent) -> tuple[FlowBlock, ...]:
    """What the employer offered in the period; where nothing was, nothing is said here."""
    blocks: list[FlowBlock] = []
    for one in _of(content, "support"):
        said = _("offered on {day}").format(day=read_date(one.agreed_on))
        given = one.days.get("given_on")
        then = _("given on {day}").format(day=read_date(given)) if given else _("not given yet")
        time = one.texts.get("time_given", "")
        blocks.append(
            Labelled(
                labelled(choice_words(one.choice)),
                sentences(one.texts["topic"], opening_capital(f"{said}; {then}"),
                          _("Time: {words}").format(words=time) if time else ""),
            )
        )  # fmt: skip
    return tuple(blocks)


def practice_note(content: ReviewContent) -> tuple[FlowBlock, ...]:
    """What the reviewer checked and got wrong in this cycle: leaders model it (domain.md A60)."""
    return tuple(
        Labelled(labelled(text_words(name)), content.practice_note[name])
        for name in NOTE_TEXTS
        if content.practice_note.get(name)
    )


def _of(content: ReviewContent, kind: str) -> tuple[AgreedGrowth, ...]:
    return tuple(one for one in content.growth if one.kind == kind)


def _given(one: AgreedGrowth) -> FlowBlock:
    given, words = one.days.get("given_on"), one.texts.get("support_given", "")
    if given is None and not words:
        return Labelled(_("Given so far:"), _("nothing yet; that is the employer's to mend."))
    day = _("On {day}").format(day=read_date(given)) if given else ""
    return Labelled(_("Given so far:"), sentences(day, words))


def _days(one: AgreedGrowth) -> tuple[Paragraph, ...]:
    """When it was agreed, is looked at again, and was closed."""
    said = [_("Agreed on {day}.").format(day=read_date(one.agreed_on))]
    if "look_back_on" in one.days:
        said.append(_("Look back on {day}.").format(day=read_date(one.days["look_back_on"])))
    if "ended_on" in one.days:
        said.append(_("Closed on {day}.").format(day=read_date(one.days["ended_on"])))
    return (Paragraph(" ".join(said), "note"),)
