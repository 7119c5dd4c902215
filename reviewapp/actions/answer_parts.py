"""A self-assessment in words, part by part: the same for whoever hands it back and for whoever receives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewapp.actions.about_words import read_day
from reviewapp.actions.word_tables import choice_words, field_words
from reviewapp.domain.observation import CHOICES, DATES, DEFAULTS, MULTI_CHOICES, TEXTS
from reviewapp.i18n import _, language

if TYPE_CHECKING:
    from reviewapp.exchange.packet_bodies import Episode, ResponseBody, SkillNote


@dataclass(frozen=True)
class AnswerPart:
    """One part as it is read. ``key`` is ``prompt/J4``, ``episode/1``, ``got_wrong`` …, ``words`` for an answer that
    came without the app; ``competencies`` are the ids it speaks of. Equal keys of two versions belong together.
    """

    key: str
    heading: str
    text: str
    competencies: tuple[str, ...] = ()


def parts_of(body: ResponseBody, names: Mapping[str, str]) -> tuple[AnswerPart, ...]:
    """Everything a body says, in the order it is read; ``names`` are competencies by id."""
    return tuple(_parts(body, names))


def part_headings() -> dict[str, str]:
    """The headings of the parts that are one text each."""
    return {
        "got_wrong": _("Something I got wrong"), "kept_human": _("What I kept human"), "needs": _("What I need"),
        "invisible": _("What nobody sees"), "freed_capacity": _("What freed time went into"),
    }  # fmt: skip


def reflections() -> dict[str, str]:
    """The questions beside those of the framework, in the order of `domain.asking.REFLECTIONS`."""
    return {
        "why": _("Why did you turn to AI, or leave it?"), "context": _("In what situation was that, and for whom?"),
        "limits": _("Where did it stop being sound, and how did you know?"),
        "ends": _("What was it to be good for in the end?"),
        "step_questioned": _("Which step of the work did you question?"),
        "workload": _("How has the load of the work shifted for the team?"),
    }  # fmt: skip


def freed_words() -> dict[str, str]:
    """What freed time may have gone into (domain.md A26)."""
    return {
        "reliability": _("Reliability"), "tech_debt": _("Old burdens in the work"), "customers": _("The people served"),
        "documentation": _("Documentation"), "internal_tools": _("Tools for the team"),
        "onboarding": _("Bringing others in"), "learning": _("Learning"), "rest_of_job": _("The rest of the job"),
        "other": _("Something else"),
    }  # fmt: skip


def ai_help_words() -> dict[str, str]:
    """What help AI gave in writing; said without consequence."""
    return {
        "": _("Not said"), "none": _("None"), "wording": _("With the wording"), "drafting": _("With a first draft"),
        "rather_not_say": _("I would rather not say"),
    }  # fmt: skip


def _parts(body: ResponseBody, names: Mapping[str, str]) -> Iterator[AnswerPart]:
    headings = part_headings()
    for at, episode in enumerate(body.episodes, start=1):
        day = read_day(episode.observed_on) or _("No day given")
        yield AnswerPart(
            f"episode/{episode.uid}", _("Episode {place}, {day}").format(place=at, day=day),
            _episode_text(episode, names), episode.competencies,
        )  # fmt: skip
    for prompt in body.prompts:
        name = names.get(prompt.competency_id or "", "")
        heading = _("{name}: {question}").format(name=name, question=prompt.prompt) if name else prompt.prompt
        ids = (prompt.competency_id,) if prompt.competency_id else ()
        yield AnswerPart(f"prompt/{prompt.competency_id or prompt.prompt}", heading, prompt.text, ids)
    skills = "\n".join(_skill_text(one) for one in body.skills)
    for name, heading, text in (
        ("got_wrong", headings["got_wrong"], body.got_wrong), ("kept_human", headings["kept_human"], body.kept_human),
        ("skills", _("Foundational skills"), skills), ("needs", headings["needs"], body.needs),
        ("invisible", headings["invisible"], body.invisible),
    ):  # fmt: skip
        if text:
            yield AnswerPart(name, heading, text)
    freed = [freed_words().get(one, one) for one in body.freed_capacity_used_for]
    text = "\n".join(one for one in (", ".join(freed), body.freed_capacity) if one)
    if text:
        yield AnswerPart("freed_capacity", headings["freed_capacity"], text)
    if body.ai_help_in_writing:
        yield AnswerPart("ai_help", _("Help by AI in writing this"), ai_help_words()[body.ai_help_in_writing])


def _episode_text(episode: Episode, names: Mapping[str, str]) -> str:
    """What happened first, then each field with its label; what was not answered is left out."""
    labels, choices = field_words(language()), choice_words(language())
    lines = [episode.texts.get("behaviour", "")]
    lines += [
        f"{labels.get(name, name).rstrip('?')}: {episode.texts[name]}"
        for name in TEXTS
        if name != "behaviour" and episode.texts.get(name)
    ]
    for name in CHOICES:
        value = episode.choices.get(name, "")
        if value and value != DEFAULTS.get(name):
            lines.append(f"{labels[name].rstrip('?')}: {choices[name][value]}")
    for name in MULTI_CHOICES:
        values = episode.multi.get(name, ())
        if values:
            lines.append(f"{labels[name].rstrip('?')}: {', '.join(choices[name][one] for one in values)}")
    lines += [f"{labels[name].rstrip('?')}: {read_day(episode.dates[name])}" for name in DATES if name in episode.dates]
    if episode.competencies:
        shown = ", ".join(names.get(one, one) for one in episode.competencies)
        lines.append(f"{labels['competencies']}: {shown}")
    return "\n".join(line for line in lines if line)


def _skill_text(note: SkillNote) -> str:
    said = _("would rather not say") if note.rather_not_say else _("not said")
    if note.last_done_unaided:
        said = _("last done unaided in {month}").format(month=note.last_done_unaided)
    line = _("{skill}: {said}").format(skill=note.skill, said=said)
    return f"{line}. {note.note}" if note.note else line
