"""Episodes in the document: risks caught, the judgments with their evidence, and what lies outside the focus.

Each episode is set out in full in the first place it comes up in; every later place names its day, its first
words and where it is set out. The place is remembered by uid in ``places``, filled in reading order.
"""

from __future__ import annotations

from reviewapp.domain.review import CitedEpisode, CompetencyJudgment, ReviewContent
from reviewapp.i18n import _
from reviewapp.report import episode_words, phrases
from reviewapp.report.dates import read_date
from reviewapp.report.document import (
    Block,
    EpisodeRow,
    EpisodeTable,
    FlowBlock,
    Heading,
    Labelled,
    Paragraph,
    Railed,
)
from reviewapp.report.evidence import by_date, outside_focus
from reviewapp.report.plain import first_words, opening_capital, paragraphs, sentences


def risks_caught(content: ReviewContent, places: dict[str, str]) -> list[Block]:
    """The first thing after the summary: what was caught and what that prevented (domain.md F, 3)."""
    caught = by_date(episode for episode in content.episodes if episode.kind == "caught_risk")
    if not caught:
        return []
    title = _("Risks caught")
    columns = (_("Date"), _("What was caught, and what that prevented"))
    return [Heading(title), Railed("", (_table(caught, title, places, columns),), opens_with_rule=False)]


def judgments(content: ReviewContent, places: dict[str, str]) -> list[Block]:
    """One block per focus competency, then cited episodes that belong to none of them."""
    others = outside_focus(content)
    if not content.judgments and not others:
        return []
    blocks: list[Block] = [Heading(_("Judgments"))]
    for number, judgment in enumerate(content.judgments):
        blocks.append(
            Railed(
                heading=judgment.name, blocks=_judgment(judgment, places, content.framework_language),
                opens_with_rule=number > 0, language=content.framework_language,
            )
        )
    if others:
        title = _("Outside the focus")
        why = _("Cited in this record, about competencies that were not agreed as the focus.")
        blocks.append(
            Railed(
                heading=title,
                blocks=(Paragraph(why, "muted", with_next=True), _table(others, title, places)),
                opens_with_rule=bool(content.judgments),
            )
        )
    return blocks


def kept_human(content: ReviewContent, places: dict[str, str]) -> tuple[FlowBlock, ...]:
    """Dated episodes of work that was kept human; where they are set out they give the reason."""
    episodes = by_date(episode for episode in content.episodes if episode.kind == "kept_human")
    return (_table(episodes, _("What was kept human"), places),) if episodes else ()


def _judgment(judgment: CompetencyJudgment, places: dict[str, str], written_in: str) -> tuple[FlowBlock, ...]:
    blocks: list[FlowBlock] = [
        Paragraph(text, "muted", with_next=True, language=written_in)
        for text in paragraphs(opening_capital(judgment.definition))
    ]
    for section, label, text in (
        ("strength", _("Strength:"), judgment.strength),
        ("concern", _("Concern:"), judgment.concern),
        ("next_step", _("Next step:"), judgment.next_step),
    ):
        if text.strip():
            blocks.append(Labelled(label, text))
            blocks.extend(
                Paragraph(phrases.kept_sentence(tag), "note") for tag in judgment.tags if tag.field == section
            )
    if judgment.not_enough_seen:
        blocks.append(Paragraph(_("Not enough seen in this period. This says nothing against the person.")))
    else:
        blocks.append(_table(by_date(judgment.episodes), judgment.name, places))
    return tuple(blocks)


def _table(
    episodes: tuple[CitedEpisode, ...], here: str, places: dict[str, str], columns: tuple[str, str] | None = None
) -> EpisodeTable:
    """Episodes of one place: first those set out here, then those that were set out before, each by date."""
    full, again = [], []
    for episode in episodes:
        if episode.uid in places:
            again.append(_again(episode, places[episode.uid]))
        else:
            full.append(_in_full(episode))
    for episode in episodes:
        places.setdefault(episode.uid, here)
    return EpisodeTable(columns=columns or (_("Date"), _("What happened")), rows=(*full, *again))


def _again(episode: CitedEpisode, place: str) -> EpisodeRow:
    return EpisodeRow(
        date=read_date(episode.observed_on),
        kind="",
        happened=first_words(episode.behaviour),
        elsewhere=_("Set out under “{place}”.").format(place=place),
    )


def _in_full(episode: CitedEpisode) -> EpisodeRow:
    points = tuple(
        Labelled(label, value.strip())
        for label, value in (
            (_("What it was for:"), episode.purpose),
            (_("What was caught:"), episode.caught),
            (_("What was wrong:"), episode.what_was_wrong),
            (_("How it was noticed:"), episode.how_noticed),
            (_("Who was told:"), episode.who_was_told),
            (_("What it prevented:"), episode.what_it_prevented),
            (_("Reviewed by:"), episode.reviewed_by),
            (_("Reason:"), episode.rationale),
            (_("Also considered:"), episode.alternative_considered),
            (_("What was weighed:"), episode.trade_off),
            (_("The person's part:"), episode.human_part),
            (_("AI's part:"), episode.ai_part_text),
            (_("The part of others:"), episode.others_part),
            (_("Who absorbed the extra work:"), episode.who_absorbed_it),
            (_("What became of it:"), episode_words.escalation_end(episode.said.get("escalation_end", ""))),
            (_("Words of who received it:"), _quoted(episode.receiver_words)),
        )
        if value.strip()
    )
    return EpisodeRow(
        date=read_date(episode.observed_on),
        kind=phrases.kind_label(episode.kind),
        happened=episode.behaviour,
        points=points,
        details=_details(episode),
    )


def _quoted(words: str) -> str:
    return _("“{words}”").format(words=words.strip()) if words.strip() else ""


def _details(episode: CitedEpisode) -> str:
    """One small paragraph: how it is known, AI's part and the response, checking, effect, and who was told."""
    pointer = episode.evidence_ref.strip()
    return sentences(
        episode.situation,
        phrases.basis_sentence(episode.basis),
        phrases.reliance_sentence(episode),
        phrases.checking_sentence(episode),
        phrases.effect_sentence(episode),
        phrases.kept_human_reason(episode.kept_human_reason),
        *episode_words.around(episode),
        phrases.conditions_sentence(episode),
        phrases.told_sentence(episode),
        _("Before the notice.") if episode.before_notice else "",
        phrases.written_sentence(episode),
        _("Reference: {pointer}").format(pointer=pointer) if pointer else "",
        *(phrases.kept_sentence(tag) for tag in episode.tags),
    )
