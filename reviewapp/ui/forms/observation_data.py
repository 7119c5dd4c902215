"""What the form of an observation reads and writes, as functions that run in the worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from reviewapp.actions.changes import Changes
from reviewapp.actions.finding_answers import answers_of
from reviewapp.actions.journaling import forget_draft, kept_drafts
from reviewapp.actions.observations import About, Details, change_observation, get_observation
from reviewapp.actions.queries import all_people, earlier_wordings
from reviewapp.actions.shapes import PersonRow
from reviewapp.actions.text_language import languages_of
from reviewapp.actions.vaults import Vault
from reviewapp.domain.answer import Answer
from reviewapp.domain.errors import NotFound
from reviewapp.domain.framework import Competency
from reviewapp.domain.observation import Observation
from reviewapp.ui.forms.tag_choices import TagChoices, tag_choices

EDITOR = "observation/"


@dataclass(frozen=True)
class ObservationView:
    """An observation with what its form offers.

    ``tags`` are the competencies on offer. ``kept`` is what the journal holds, ``earlier`` what the behaviour said
    before as (UTC moment, wording), ``answers`` those to findings and ``languages`` those said by the writer, by field,
    ``reason`` a reason for withdrawing that was typed and not given yet.
    """

    observation: Observation
    people: tuple[PersonRow, ...]
    today: date
    tags: TagChoices
    kept: Mapping[str, Any]
    earlier: tuple[tuple[str, str], ...] = ()
    answers: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The competencies chosen, written as in ``tags``."""
        return tuple(tag.written(self.tags.home) for tag in self.observation.competency_tags)

    def judged(self, person_id: int) -> Competency | None:
        """The competency whose anchors are asked for one person: the first chosen of their framework, else of any."""
        chosen = self.observation.competency_tags
        own = [tag for tag in chosen if tag.framework_key == self.tags.keys.get(person_id)]
        first = next(iter((*own, *chosen)), None)
        return self.tags.known.get((person_id, first.written(self.tags.home))) if first is not None else None


def editor_of(observation_id: int) -> str:
    """The name under which the page's words are journaled."""
    return f"{EDITOR}{observation_id}"


def reason_editor_of(observation_id: int) -> str:
    """The name under which the reason for withdrawing it is journaled."""
    return f"withdraw/{observation_id}"


def read_view(vault: Vault, observation_id: int) -> ObservationView | None:
    """Everything the page shows, or None when the observation is in the bin or was never there."""
    try:
        found = get_observation(vault, observation_id=observation_id)
    except NotFound:
        return None
    drafts = kept_drafts(vault)
    kept, reason = drafts.get(editor_of(observation_id)), drafts.get(reason_editor_of(observation_id))
    return ObservationView(
        observation=found, people=tuple(all_people(vault)), today=vault.today, tags=tag_choices(vault, found),
        kept=kept[0] if kept else {},
        earlier=tuple(earlier_wordings(vault, observation_id=observation_id, field="behaviour")),
        answers=answers_of(vault, record_uid=found.uid), languages=languages_of(vault, record_uid=found.uid),
        reason=str(reason[0].get("text", "")) if reason else "",
    )  # fmt: skip


def words_in(kept: Mapping[str, Any]) -> tuple[dict[str, str], dict[int, str]]:
    """What the journal holds of an observation: texts by field, the people's own words by person."""
    texts = {str(name): str(text) for name, text in kept.get("texts", {}).items()}
    return texts, {int(one): str(text) for one, text in kept.get("views", {}).items()}


def unsaved_words(view: ObservationView) -> tuple[dict[str, str], dict[int, str]]:
    """What the journal holds and the record does not."""
    texts, views = words_in(view.kept)
    return differing(view.observation, texts, views)


def differing(
    found: Observation, texts: Mapping[str, str], views: Mapping[int, str]
) -> tuple[dict[str, str], dict[int, str]]:
    """Those of the words that are not in the record already; words of people who are no longer in it are let go."""
    saved = {subject.person_id: subject.person_view for subject in found.subjects}
    return (
        {name: text for name, text in texts.items() if text.strip() != found.texts.get(name, "").strip()},
        {one: text for one, text in views.items() if one in saved and text.strip() != saved[one].strip()},
    )


def last_unsaved(vault: Vault) -> int | None:
    """The observation whose words were typed last and never saved; journals that hold nothing new are let go."""
    found = None
    for editor in kept_drafts(vault):
        number = editor.removeprefix(EDITOR)
        if number == editor or not number.isdecimal():
            continue
        view = read_view(vault, int(number))
        if view is not None and any(unsaved_words(view)):
            found = int(number)
        else:
            forget_draft(vault, editor=editor)
    return found


def change_subject(vault: Vault, observation_id: int, person_id: int, changes: Mapping[str, Any]) -> Changes:
    """Change what is said of one person and leave the rest; ``changes`` are fields of `About`."""
    about = {person_id: replace(_about(vault, observation_id, person_id), **changes)}
    return change_observation(vault, observation_id=observation_id, about=about)


def save_words(vault: Vault, observation_id: int, texts: Mapping[str, str], views: Mapping[int, str]) -> Changes:
    """Put wordings in force; ``views`` are the people's own words by person."""
    present = {subject.person_id for subject in get_observation(vault, observation_id=observation_id).subjects}
    about = {
        person_id: replace(_about(vault, observation_id, person_id), person_view=text)
        for person_id, text in views.items()
        if person_id in present
    }
    return change_observation(vault, observation_id=observation_id, details=Details(texts=texts), about=about)


def _about(vault: Vault, observation_id: int, person_id: int) -> About:
    """What the vault holds now: several changes may be on their way, and none may undo another."""
    for subject in get_observation(vault, observation_id=observation_id).subjects:
        if subject.person_id == person_id:
            return About(
                concern=subject.concern, closest_anchor=subject.closest_anchor, person_view=subject.person_view
            )
    return About()
