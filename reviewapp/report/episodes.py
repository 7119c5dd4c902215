"""Episodes in the document: risks caught, the judgments with their evidence, and what lies outside the focus."""

from __future__ import annotations

from reviewapp.domain.review import CitedEpisode, CompetencyJudgment, ReviewContent
from reviewapp.i18n import _
from reviewapp.report import phrases
from reviewapp.report.dates import read_date
from reviewapp.report.document import (
    Block,
    EpisodeRow,
    EpisodeTable,
    Fact,
    FlowBlock,
    Heading,
    Labelled,
    Paragraph,
    Particulars,
    Railed,
)
from reviewapp.report.evidence import by_date, outside_focus
from reviewapp.report.plain import paragraphs


def risks_caught(content: ReviewContent) -> list[Block]:
    """The first thing after the summary: what was caught and what that prevented (domain.md F, 3)."""
    caught = by_date(episode for episode in content.episodes if episode.kind == "caught_risk")
    if not caught:
        return []
    blocks: list[Block] = [Heading(_("Risks caught"))]
    for number, episode in enumerate(caught):
        blocks.append(
            Railed(
                heading="",
                label=read_date(episode.observed_on),
                notes=_before_notice(episode),
                blocks=_risk(episode),
                opens_with_rule=number > 0,
                stays_together=True,
            )
        )
    return blocks


def judgments(content: ReviewContent) -> list[Block]:
    """One block per focus competency, then cited episodes that belong to none of them."""
    others = outside_focus(content)
    if not content.judgments and not others:
        return []
    blocks: list[Block] = [Heading(_("Judgments"))]
    described: dict[str, str] = {}
    for number, judgment in enumerate(content.judgments):
        blocks.append(
            Railed(
                heading=judgment.name,
                blocks=_judgment(judgment, described),
                opens_with_rule=number > 0,
            )
        )
        for episode in judgment.episodes:
            described.setdefault(episode.uid, judgment.name)
    if others:
        why = _("Cited in this record, about competencies that were not agreed as the focus.")
        blocks.append(
            Railed(
                heading=_("Outside the focus"),
                blocks=(Paragraph(why, "muted"), _table(others, described)),
                opens_with_rule=bool(content.judgments),
            )
        )
    return blocks


def kept_human(content: ReviewContent) -> tuple[FlowBlock, ...]:
    """Dated episodes of work that was kept human, each with its reason."""
    episodes = by_date(episode for episode in content.episodes if episode.kind == "kept_human")
    if not episodes:
        return ()
    return (
        Particulars(
            tuple(
                Fact(
                    read_date(episode.observed_on),
                    _joined(episode.behaviour, phrases.kept_human_reason(episode.kept_human_reason)),
                )
                for episode in episodes
            )
        ),
    )


def _risk(episode: CitedEpisode) -> tuple[FlowBlock, ...]:
    particulars = [
        Fact(label, value.strip())
        for label, value in (
            (_("What was wrong"), episode.what_was_wrong),
            (_("How it was noticed"), episode.how_noticed),
            (_("Who was told"), episode.who_was_told),
            (_("What it prevented"), episode.what_it_prevented),
        )
        if value.strip()
    ]
    blocks: list[FlowBlock] = [Paragraph(text) for text in paragraphs(episode.behaviour)]
    if particulars:
        blocks.append(Particulars(tuple(particulars)))
    return tuple(blocks)


def _judgment(judgment: CompetencyJudgment, described: dict[str, str]) -> tuple[FlowBlock, ...]:
    blocks: list[FlowBlock] = [Paragraph(text, "muted") for text in paragraphs(judgment.definition)]
    for label, text in (
        (_("Strength"), judgment.strength),
        (_("Concern"), judgment.concern),
        (_("Next step"), judgment.next_step),
    ):
        if text.strip():
            blocks.append(Labelled(label, text))
    if judgment.not_enough_seen:
        blocks.append(Paragraph(_("Not enough seen in this period. This says nothing against the person.")))
    else:
        blocks.append(_table(by_date(judgment.episodes), described))
    return tuple(blocks)


def _table(episodes: tuple[CitedEpisode, ...], described: dict[str, str]) -> EpisodeTable:
    return EpisodeTable(
        columns=(_("Date"), _("What happened"), _("AI's part, checking, effect")),
        rows=tuple(_row(episode, described.get(episode.uid, "")) for episode in episodes),
    )


def _row(episode: CitedEpisode, described_under: str) -> EpisodeRow:
    """One row; an episode that was set out under an earlier competency is named again but not repeated whole."""
    kind = phrases.kind_label(episode.kind)
    date_notes = tuple(note for note in (kind, *_before_notice(episode)) if note)
    if described_under:
        again = _("Set out under \"{competency}\".").format(competency=described_under)
        return EpisodeRow(read_date(episode.observed_on), date_notes, episode.behaviour, (), (again,))
    notes = (
        episode.situation.strip(),
        phrases.basis_sentence(episode.basis),
        phrases.told_sentence(episode),
        phrases.written_sentence(episode),
        _("Reference: {pointer}").format(pointer=episode.evidence_ref.strip()) if episode.evidence_ref.strip() else "",
    )
    work = (
        phrases.reliance_sentence(episode),
        phrases.checking_sentence(episode),
        phrases.effect_sentence(episode),
        phrases.conditions_sentence(episode),
    )
    return EpisodeRow(
        date=read_date(episode.observed_on),
        date_notes=date_notes,
        happened=episode.behaviour,
        happened_notes=tuple(note for note in notes if note),
        work_with_ai=tuple(sentence for sentence in work if sentence),
    )


def _before_notice(episode: CitedEpisode) -> tuple[str, ...]:
    return (_("Before the notice"),) if episode.before_notice else ()


def _joined(*parts: str) -> str:
    return " ".join(part.strip() for part in parts if part.strip())
