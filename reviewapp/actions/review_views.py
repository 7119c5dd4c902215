"""Reviews shaped for the screen: the list of all, one with its sections and cited episodes, and its exact PDF.

None of the shapes holds a number about a person (PRODUCT.md, promise 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from textwrap import shorten

from reviewapp.actions.finding_answers import answers_of
from reviewapp.actions.replies import shown_to_review
from reviewapp.actions.review_content import document_content, review_content
from reviewapp.actions.review_focus import focus_of
from reviewapp.actions.reviews import get_review
from reviewapp.actions.shared_words import ShownReply
from reviewapp.actions.standing import standing_for
from reviewapp.actions.text_language import languages_of
from reviewapp.domain.answer import Answer
from reviewapp.domain.asking import Standing
from reviewapp.domain.framework import Framework
from reviewapp.domain.review import COMPETENCY_SECTIONS, FINISHED_STATES, CompetencyJudgment, ReviewContent, SectionKey
from reviewapp.vault import asking, frameworks, journal, observations, people, reviews
from reviewapp.vault.connection import Vault
from reviewapp.vault.reviews import ReviewRecord


@dataclass(frozen=True)
class ReviewRow:
    """One line of the list of reviews."""

    id: int
    person: str
    period_from: date
    period_to: date
    state: str
    shared_on: date | None
    talked_on: date | None


@dataclass(frozen=True)
class CitedRow:
    """One cited episode as the sections show it; ``observation_id`` is 0 in a finished version."""

    observation_id: int
    day: date
    title: str


@dataclass(frozen=True)
class FocusBlock:
    """One competency of a review: what it means, what to ask, its episodes, its three texts by section id."""

    id: str
    name: str
    definition: str
    prompt: str
    texts: dict[str, str]
    episodes: tuple[CitedRow, ...]


@dataclass(frozen=True)
class ReviewDesk:
    """One review as its page shows it.

    ``version`` is empty until a version was finished; texts and episodes are then those frozen in it.
    ``outside`` are cited episodes that belong to none of the competencies shown. ``kept`` are unsaved
    words found in the journal, ``answers`` those to findings, ``languages`` those said, by section field name.
    ``other_side`` is where the self-assessment stands, ``is_sealed`` that the draft was frozen once, ``replies`` are
    what the person said to it.
    """

    id: int
    person_id: int
    person: str
    role: str
    period_from: date
    period_to: date
    state: str
    shared_on: date | None
    talked_on: date | None
    framework: str
    framework_status: str
    version: str
    blocks: tuple[FocusBlock, ...]
    texts: dict[str, str]
    outside: tuple[CitedRow, ...]
    kept: dict[str, str]
    today: date
    answers: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    other_side: Standing = field(default_factory=lambda: Standing("not_asked"))
    is_sealed: bool = False
    replies: tuple[ShownReply, ...] = ()

    @property
    def is_finished(self) -> bool:
        """A finished version is read, never written."""
        return self.state in FINISHED_STATES

    @property
    def is_empty(self) -> bool:
        """Nothing was written and no episode is cited; it may be finished all the same."""
        written = (*self.texts.values(), *(text for block in self.blocks for text in block.texts.values()))
        return not any(written) and not self.outside and not any(block.episodes for block in self.blocks)

    def text(self, key: SectionKey) -> str:
        """The text in force at one place, "" where nothing was written."""
        if key.competency is None:
            return self.texts.get(key.section, "")
        return next((block.texts.get(key.section, "") for block in self.blocks if block.id == key.competency), "")


def all_reviews(vault: Vault) -> list[ReviewRow]:
    """Every review, the newest period first and names in order within one."""
    names = {person.id: person.name for person in people.people(vault.connection)}
    rows = [
        ReviewRow(
            record.id, names[record.person_id], record.period_from, record.period_to, record.state, record.shared_on,
            record.talked_on,
        )
        for record in reviews.reviews(vault.connection)
        if record.person_id in names
    ]
    rows.sort(key=lambda row: row.person.casefold())
    return sorted(rows, key=lambda row: (row.period_to, row.period_from), reverse=True)


def review_desk(vault: Vault, *, review_id: int) -> ReviewDesk:
    """One review with everything its page shows. Raises NotFound for an unknown one."""
    record = get_review(vault, review_id=review_id)
    finished = record.state in FINISHED_STATES
    content = document_content(vault, review_id=review_id) if finished else review_content(vault, review_id=review_id)
    framework = frameworks.framework(vault.connection, record.framework_id)
    # A finished version is frozen: its episodes are words, no longer rows one could take out.
    ids = {} if finished else _ids(vault, record)
    kept = {} if finished else _kept(vault, review_id)
    kept_for = [field.partition("/")[2] for field in kept if "/" in field]
    blocks = _blocks(vault, record, content, framework, ids, kept_for)
    shown = {block.id for block in blocks}
    outside = [episode for episode in content.episodes if not shown & set(episode.competencies)]
    return ReviewDesk(
        id=record.id, person_id=record.person_id, person=content.person_name, role=content.person_role,
        period_from=record.period_from, period_to=record.period_to, state=record.state, shared_on=record.shared_on,
        talked_on=record.talked_on, framework=f"{content.framework_title} {content.framework_version}",
        framework_status=content.framework_status, version=str(content.version) if content.version else "",
        blocks=blocks, texts=content.texts,
        outside=tuple(_row(one.uid, one.observed_on, one.behaviour, ids) for one in outside),
        kept=kept, today=vault.today, answers={} if finished else answers_of(vault, record_uid=record.uid),
        languages=languages_of(vault, record_uid=record.uid), other_side=standing_for(vault, record),
        is_sealed=asking.seal(vault.connection, review_id) is not None,
        replies=shown_to_review(vault, review_id=review_id),
    )


def draft_name(review_id: int, field: str) -> str:
    """The name under which the journal keeps what is typed at one place of a review."""
    return f"review/{review_id}/{field}"


def _ids(vault: Vault, record: ReviewRecord) -> dict[str, int]:
    return {item.uid: item.id for item in observations.observations(vault.connection, record.cites)}


def _blocks(
    vault: Vault, record: ReviewRecord, content: ReviewContent, framework: Framework, ids: dict[str, int],
    kept_for: list[str],
) -> tuple[FocusBlock, ...]:
    """The judgments of the document; without an agreed focus every competency, so that there is a place to write."""
    judged = {judgment.competency_id: judgment for judgment in content.judgments}
    if record.state not in FINISHED_STATES and not focus_of(vault, record, framework):
        for competency in framework.competencies:
            judged.setdefault(
                competency.id, CompetencyJudgment(competency.id, competency.name, competency.definition)
            )
        judged = {item.id: judged[item.id] for item in framework.competencies}
    for kept in kept_for:
        # Words of a crash need the place they were typed in, also when the focus was agreed anew since.
        if kept in framework.ids and kept not in judged:
            found = framework.competency(kept)
            judged[kept] = CompetencyJudgment(found.id, found.name, found.definition)
    prompts = {competency.id: competency.manager_prompt for competency in framework.competencies}
    return tuple(
        FocusBlock(
            judgment.competency_id, judgment.name, judgment.definition, prompts.get(judgment.competency_id, ""),
            {section: getattr(judgment, section) for section in COMPETENCY_SECTIONS},
            tuple(_row(one.uid, one.observed_on, one.behaviour, ids) for one in judgment.episodes),
        )
        for judgment in judged.values()
    )


def _row(uid: str, day: date, behaviour: str, ids: dict[str, int]) -> CitedRow:
    first = behaviour.strip().partition("\n")[0]
    return CitedRow(ids.get(uid, 0), day, shorten(first, 160, placeholder=" …"))


def _kept(vault: Vault, review_id: int) -> dict[str, str]:
    start = draft_name(review_id, "")
    return {
        # "earlier" are words of an older crash that were still on offer when typing went on.
        editor.removeprefix(start): "\n\n".join(body[part] for part in ("earlier", "text") if body.get(part))
        for editor, (body, _typed_at) in journal.kept(vault.connection).items()
        if editor.startswith(start)
    }
