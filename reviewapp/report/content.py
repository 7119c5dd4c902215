"""A review as a document: which sentence stands where (domain.md F, "For HR").

The order is fixed: who and when; what this is and is not; summary; risks caught before any judgment;
judgments with their dated episodes; work and context; evidence and its limits; the employee's words and
signing; access and correction; what is in the file. No rating, figure per person or comparison has a place in it.
"""

from __future__ import annotations

from collections.abc import Callable

from reviewapp.domain.review import ReviewContent
from reviewapp.i18n import _
from reviewapp.report import episode_words, growth, phrases
from reviewapp.report.dates import listed, read_date, read_period
from reviewapp.report.document import (
    Block,
    Bullets,
    Document,
    Fact,
    Facts,
    FlowBlock,
    Front,
    Heading,
    Labelled,
    Paragraph,
    Railed,
    SignBlock,
    Signing,
)
from reviewapp.report.embedded import attached_review
from reviewapp.report.episodes import judgments, kept_human, risks_caught
from reviewapp.report.evidence import evidence_note, timeline
from reviewapp.report.framework_words import other_language, status_words
from reviewapp.report.manifest import manifest
from reviewapp.report.plain import one_line, paragraphs, sentences
from reviewapp.report.replies import employee_words
from reviewapp.report.sign_fields import EMPLOYEE, MANAGER


def build_review(content: ReviewContent) -> Document:
    """The whole review as data, every fixed sentence in the language chosen in `i18n`."""
    period = read_period(content.period_from, content.period_to)
    name = one_line(content.person_name)
    title = _("Review of judgment in work with AI: {name}, {period}").format(name=name, period=period)
    places: dict[str, str] = {}  # where each episode is set out, filled from the first page on
    blocks: list[Block] = [
        Front(_("A record of judgment in work with AI, not of its use"), name, one_line(content.person_role)),
        *_kept(content, "person_name", "person_role"),
        _facts(content, period),
        *_kept(content, "reviewer_name"),
        *_about(content),
        *_summary(content),
        *risks_caught(content, places),
        *judgments(content, places),
        *_work_and_context(content, places),
        *_evidence(content),
        *_reply_and_signing(content),
        *_access(content),
    ]
    attached = attached_review(content)
    blocks.extend(manifest(content, blocks, attached))
    return Document(
        uid=one_line(content.review_uid),
        title=_("Draft: {title}").format(title=title) if content.is_draft else title,
        subject=_("Judgment, not usage. Not for ranking."),
        author=one_line(content.reviewer_name),
        language=content.language,
        dated=content.dated.isoformat(),
        header_left=name,
        header_right=period,
        footer=phrases.use_words(),
        record_line=one_line(_("Record {uid}").format(uid=content.review_uid) + " · " + _state(content)),
        page_label=_("Page {page} of {pages}"),
        draft_label=_("Draft") if content.is_draft else "",
        draft_note=_("Not finished; anything here may still change.") if content.is_draft else "",
        continued=_("continued"),
        blocks=tuple(blocks),
        attached=attached,
    )


def _facts(content: ReviewContent, period: str) -> Facts:
    framework = _("{title}, version {version}").format(
        title=content.framework_title, version=content.framework_version
    )
    said = (framework, status_words(content.framework_status), other_language(content.framework_language))
    return Facts(
        (
            Fact(_("Period"), period),
            Fact(_("Reviewer"), one_line(content.reviewer_name)),
            Fact(_("Notice given"), read_date(content.notice_on) if content.notice_on else _("not on record")),
            *_self_assessment(content),
            Fact(_("Shared"), read_date(content.shared_on) if content.shared_on else _("not yet")),
            Fact(_("Talked about"), read_date(content.talked_on) if content.talked_on else _("not yet")),
            Fact(_("State"), _state(content)),
            Fact(_("Framework"), "\n".join(one_line(one) for one in said if one)),
        )
    )


def _self_assessment(content: ReviewContent) -> list[Fact]:
    """Whether one came, plainly and without blame; nothing where none was asked for (PRODUCT.md, practical rules)."""
    day = read_date(content.self_assessment_on) if content.self_assessment_on else ""
    came = {
        "packet": _("received on {day}"), "e-mail": _("received by e-mail on {day}, entered by the reviewer"),
        "paper": _("received on paper on {day}, entered by the reviewer"),
        "aloud": _("given aloud on {day}, entered by the reviewer"),
    }  # fmt: skip
    words = {
        "answered": came.get(content.self_assessment_how, "{day}"), "not_received": _("not received by {day}"),
        "declined": _("declined on {day}"),
        "awaited": _("asked for, wished for by {day}") if day else _("asked for"),
    }.get(content.self_assessment)  # fmt: skip
    return [Fact(_("Self-assessment"), words.format(day=day))] if words is not None else []


def _state(content: ReviewContent) -> str:
    day = read_date(content.dated)
    if content.is_draft:
        return _("Draft of {day}").format(day=day)
    if content.state == "superseded":
        return _("Version {version},\nfinished on {day}; a later version replaces it").format(
            version=content.version, day=day
        )
    return _("Version {version},\nfinished on {day}").format(version=content.version, day=day)


def _about(content: ReviewContent) -> list[Block]:
    lead = _(
        "What is recorded here is judgment in the use of AI: what a person noticed, checked, stopped, kept human "
        "and learned, each time with a date."
    )
    limits = (
        _("It is not a record of usage. No amount of AI activity is part of it, and none may be read into it."),
        _("It is not validated: the framework is its authors' draft, and its words are not measurements."),
        _("It is not for ranking or for comparing people, and it holds no score."),
        _("No AI was used to evaluate anyone. People wrote it and answer for it."),
        _("It is not made for a formula on pay or redundancy."),
    )
    return [
        Railed(
            heading=_("What this is, and what it is not"),
            level=1,
            blocks=(Paragraph(lead, "fine_lead", with_next=True), Bullets(limits)),
            opens_with_rule=False,
        )
    ]


def _summary(content: ReviewContent) -> list[Block]:
    text = paragraphs(content.texts.get("summary", ""))
    if not text:
        return []
    blocks = (*(Paragraph(part, "summary") for part in text), *_kept(content, "summary"))
    return [Railed(heading=_("Summary"), level=1, blocks=blocks)]


def _work_and_context(content: ReviewContent, places: dict[str, str]) -> list[Block]:
    role, chance = growth.the_role(content), growth.opportunity(content)
    goals, plan = growth.goals(content), growth.plan(content)
    words_on_role, words_on_growth = _kept(content, "agreed_role"), _kept(content, "agreed_growth")
    sections: tuple[tuple[str, tuple[FlowBlock, ...]], ...] = (
        (_("What was kept human"), (*_text(content, "kept_human"), *kept_human(content, places))),
        (_("Foundational skills"), (*_text(content, "foundational_skills"), *_agreed_skills(content))),
        (_("Protected work"), _with_kept(content, growth.protected_work(content), "agreed_work")),
        (_("The role"), (*role, *(words_on_role if role else ()))),
        (_("How the work was made trustworthy"), (*_text(content, "trustworthy_work"),
                                                  *_summed(content, episode_words.trustworthy_steps))),
        (_("Invisible work"), (*_text(content, "invisible_work"),
                               *_summed(content, episode_words.invisible_work))),
        (_("Context and conditions"), (*_text(content, "context"), *_conditions(content),
                                       *chance, *(words_on_role if chance and not role else ()))),
        (_("Support"), growth.support(content)),
        (_("Decision quality"), _text(content, "decision_quality")),
        (_("Exchange across teams"), _text(content, "cross_team_exchange")),
        (_("Handling the new"), _text(content, "handling_the_new")),
        (_("Goals"), (*_text(content, "goals"), *goals)),
        (_("Plan and commitments"), plan),
        (_("Kept in goals, plans and support"), words_on_growth),
        (_("Open questions"), _text(content, "open_questions")),
        (_("The reviewer's own practice"), _with_kept(content, growth.practice_note(content), "practice_note")),
    )  # fmt: skip
    return _section(_("Work and context"), sections)


def _evidence(content: ReviewContent) -> list[Block]:
    strip = timeline(content)
    limits = _text(content, "cannot_show") or (
        Paragraph(
            _(
                "It shows what somebody saw, was told or was shown, and wrote down. It cannot show work that nobody "
                "noticed, how often anything happened, or what a person is able to do."
            )
        ),
    )
    sections: tuple[tuple[str, tuple[FlowBlock, ...]], ...] = (
        (_("Evidence note"), tuple(Paragraph(sentence) for sentence in _joined_note(content))),
        (_("What this record cannot show"), limits),
        (_("Evidence over the period"), (strip,) if strip.rows and strip.months else ()),
    )
    return _section(_("Evidence and its limits"), sections)


def _reply_and_signing(content: ReviewContent) -> list[Block]:
    lines = (_("Date"), _("Signature"))
    unsigned = content.is_draft or bool(content.left_out)  # what may change, or is not the record, has no such fields
    manager = SignBlock(
        who=_("Manager"),
        name=one_line(content.reviewer_name),
        statement=_("I shared every concern in this record before this meeting."),
        choices=(),
        lines=lines,
        field="" if unsigned else MANAGER,
    )
    employee = SignBlock(
        who=_("Employee"),
        name=one_line(content.person_name),
        statement="",
        choices=(
            _("received"), _("I agree"), _("I agree in part"), _("I disagree"), _("declined to sign"),
        ),
        lines=lines,
        note=_("Receipt is not agreement. A missing signature is noted and holds nothing up."),
        field="" if unsigned else EMPLOYEE,
    )
    return [
        Heading(_("Reply and signing")),
        *employee_words(content),
        Railed(heading="", blocks=(Signing((manager, employee)),)),
    ]


def _access(content: ReviewContent) -> list[Block]:
    reviewer = one_line(content.reviewer_name)
    notice = (
        _("The notice about this record was given on {day}.").format(day=read_date(content.notice_on))
        if content.notice_on
        else _("No notice about this record is on file.")
    )
    items = (
        _("You may see everything held about you, and receive a copy. Ask {reviewer} or your personnel office.").format(
            reviewer=reviewer
        ),
        _("You may ask at any time for what is wrong to be corrected, and for erasure."),
        _("You may add a reply later. It is dated, never altered, and printed with every later version."),
        _("Your data-protection officer and the supervisory authority are open to you."),
        notice,
    )
    title = _("Access, correction and notices")
    return [Railed(heading=title, level=1, blocks=(Bullets(items),), stays_together=True)]


def _section(title: str, parts: tuple[tuple[str, tuple[FlowBlock, ...]], ...]) -> list[Block]:
    """A section of rail headings; parts with nothing to say are left out, and so is an empty section."""
    filled = [(heading, blocks) for heading, blocks in parts if blocks]
    if not filled:
        return []
    railed = [
        Railed(heading=heading, blocks=blocks, opens_with_rule=number > 0)
        for number, (heading, blocks) in enumerate(filled)
    ]
    return [Heading(title), *railed]


def _text(content: ReviewContent, section: str) -> tuple[FlowBlock, ...]:
    text = paragraphs(content.texts.get(section, ""))
    return (*(Paragraph(part) for part in text), *(_kept(content, section) if text else ()))


def _kept(content: ReviewContent, *fields: str) -> tuple[Paragraph, ...]:
    """What the writer kept in these texts, and why; beside the text, small."""
    return tuple(Paragraph(phrases.kept_sentence(tag), "note") for tag in content.tags if tag.field in fields)


def _agreed_skills(content: ReviewContent) -> tuple[FlowBlock, ...]:
    if not content.foundational_skills:
        return ()
    label = _("Agreed for this role, to be kept in practice without AI:")
    return (Labelled(label, sentences("; ".join(content.foundational_skills))), *_kept(content, "agreed_skills"))


def _summed(content: ReviewContent, of: Callable[[ReviewContent], str]) -> tuple[FlowBlock, ...]:
    sentence = of(content)
    return (Paragraph(sentence),) if sentence else ()


def _with_kept(content: ReviewContent, blocks: tuple[FlowBlock, ...], field: str) -> tuple[FlowBlock, ...]:
    return (*blocks, *_kept(content, field)) if blocks else ()


def _conditions(content: ReviewContent) -> tuple[FlowBlock, ...]:
    """Conditions noted with episodes, as causes in the system of work and, for concerns, as the employer's task.

    Source: domain.md A41 (print as system cause) and D, check "Support first".
    """
    noted = {condition for episode in content.episodes for condition in episode.conditions}
    order = ("no_training", "no_guideline", "deadline", "usage_target", "unclear_ask", "tool_limit")
    names = [phrases.condition_name(condition) for condition in order if condition in noted]
    blocks: list[FlowBlock] = []
    if names:
        cause = _("Noted with the episodes: {names}. These are causes in how work is set up, not in the person.")
        blocks.append(Paragraph(cause.format(names=listed(names))))
    owed = {
        condition
        for episode in content.episodes
        if episode.concern
        for condition in episode.conditions
    }
    actions = {
        "no_training": _("For the employer: offer the training that was missing."),
        "no_guideline": _("For the employer: agree a guideline with those who do the work."),
    }
    blocks.extend(Paragraph(sentence) for condition, sentence in actions.items() if condition in owed)
    return tuple(blocks)


def _joined_note(content: ReviewContent) -> tuple[str, ...]:
    return (" ".join(evidence_note(content)),)
