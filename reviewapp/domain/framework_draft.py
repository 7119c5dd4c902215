"""A framework that is being written: plain JSON as an editor keeps it, half done at any moment, and what stops it.

A list is one entry on each line; a crosswalk is ``name: word`` on each line, ``name:`` alone where there is no
counterpart. Pure: draft in, `Framework` or the first `DraftProblem` out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from reviewapp.domain.errors import N_, UsageError, Words
from reviewapp.domain.framework import Competency, Framework
from reviewapp.domain.framework_file import (
    ID_PATTERN,
    KEY_PATTERN,
    LANGUAGE_PATTERN,
    VERSION_PATTERN,
    framework_from,
)
from reviewapp.domain.observation import ANCHORS
from reviewapp.domain.role import FOCUS_MIN

Draft = dict[str, Any]

HEAD, HEAD_TEXTS = -1, ("title", "key", "version", "language", "status", "about")
COMPETENCY_TEXTS = ("id", "name", "definition", "manager_prompt", "self_prompt")
LISTS = ("evidence", "counter_signals", "why", "continues")
# What may be left empty; everything else has to be written.
_OPTIONAL = ("about",)
_NUMBERED = re.compile(r"([A-Z][A-Z_-]*)(\d+)")


class DraftProblem(UsageError):
    """What stops a draft: ``at`` is `HEAD` or the place of a competency, ``field`` the text by its name, or ""."""

    def __init__(self, at: int, field: str, sentence: str, next_step: str, **values: object) -> None:
        super().__init__(sentence, next_step, **values)
        self.at, self.field = at, field


def draft_of(framework: Framework) -> Draft:
    """A framework as a draft; `framework_of` gives it back exactly."""
    return {
        **{name: getattr(framework, name) for name in HEAD_TEXTS},
        "anchor_names": dict(framework.anchor_names),
        "competencies": [_competency_draft(one) for one in framework.competencies],
    }


def empty_competency(competency_id: str) -> Draft:
    """A new competency with nothing but its id."""
    texts = dict.fromkeys((*COMPETENCY_TEXTS, *LISTS, "crosswalk"), "")
    return {**texts, "id": competency_id, "anchors": dict.fromkeys(ANCHORS, "")}


def free_id(draft: Draft, used: Collection[str]) -> str:
    """The next id like those of the draft, one that no version ever had: an id is never given a second meaning."""
    taken = {*used, *(one["id"] for one in draft["competencies"])}
    found = [_NUMBERED.fullmatch(one["id"]) for one in draft["competencies"]]
    letters = next((match[1] for match in reversed(found) if match is not None), "C")
    highest = max(
        (int(match[2]) for match in map(_NUMBERED.fullmatch, taken) if match is not None and match[1] == letters),
        default=0,
    )
    return f"{letters}{highest + 1}"


def framework_of(draft: Draft) -> Framework:
    """The framework a draft is, or the first `DraftProblem` in reading order."""
    _check_head(draft)
    seen: dict[str, int] = {}
    for at, one in enumerate(draft["competencies"]):
        _check_competency(at, one, seen)
    try:
        return framework_from(_table(draft))
    except UsageError as error:
        raise DraftProblem(
            _place(draft, error), "", error.template, error.next_template, **error.values
        ) from None


def _competency_draft(one: Competency) -> Draft:
    crosswalk = [f"{name}: {word}".rstrip() for name, words in one.crosswalk.items() for word in words or ("",)]
    return {
        **{name: getattr(one, name) for name in COMPETENCY_TEXTS},
        **{name: "\n".join(getattr(one, name)) for name in LISTS},
        "crosswalk": "\n".join(crosswalk), "anchors": dict(one.anchors),
    }  # fmt: skip


def _table(draft: Draft) -> dict[str, object]:
    """The draft in the shape of a file."""
    head: dict[str, object] = {name: draft[name] for name in HEAD_TEXTS if name not in _OPTIONAL or draft[name].strip()}
    competencies = [
        {
            **{name: one[name] for name in COMPETENCY_TEXTS},
            "id": one["id"].strip(),
            **{name: _lines(one[name]) for name in LISTS},
            "anchors": dict(one["anchors"]),
            "crosswalk": _beside(one["crosswalk"]),
        }
        for one in draft["competencies"]
    ]
    trimmed = {name: draft[name].strip() for name in ("key", "version", "language")}
    return {**head, **trimmed, "anchor_names": dict(draft["anchor_names"]), "competency": competencies}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _beside(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in _lines(text):
        name, _colon, word = line.partition(":")
        words = found.setdefault(" ".join(name.split()), [])
        if word.strip():
            words.append(word.strip())
    return found


def _check_head(draft: Draft) -> None:
    for name in HEAD_TEXTS:
        if name not in _OPTIONAL and not draft[name].strip():
            raise DraftProblem(
                HEAD, name, N_("Something is still empty: {what}."), N_("Write it before you keep the version."),
                what=_called(name),
            )
    for name, pattern, way_on in (
        ("key", KEY_PATTERN, N_("Use small letters, figures and hyphens, for example care-homes.")),
        ("version", VERSION_PATTERN, N_("Use a short label of letters, figures, dots and hyphens, for example 2.")),
        ("language", LANGUAGE_PATTERN, N_("Use a language code such as en, de or pt-BR.")),
    ):
        if not pattern.fullmatch(draft[name].strip()):
            raise DraftProblem(
                HEAD, name, N_("This cannot be used for the {what}: {value}."), way_on,
                what=_called(name), value=draft[name].strip()[:40],
            )
    for anchor, name in draft["anchor_names"].items():
        if not name.strip():
            raise DraftProblem(
                HEAD, f"anchor_name/{anchor}", N_("One of the anchors has no name."), N_("Name it in words.")
            )
    if len(draft["competencies"]) < FOCUS_MIN:
        raise DraftProblem(
            HEAD, "title", N_("A role is looked at for four to seven competencies, and here are fewer than four."),
            N_("Add some before you keep the version."),
        )


def _check_competency(at: int, one: Draft, seen: dict[str, int]) -> None:
    name = one["id"].strip()
    where = Words(N_("Competency {competency}"), {"competency": name or at + 1})
    if name and not ID_PATTERN.fullmatch(name):
        raise DraftProblem(
            at, "id", N_("This cannot be used for the {what}: {value}."),
            N_("Use one capital letter, then at most seven capitals, figures, hyphens or underscores, as in J1."),
            what=_called("id"), value=name[:40],
        )
    if name in seen and name:
        raise DraftProblem(
            at, "id", N_("{where} stands here twice."), N_("Give one of the two another id."), where=where
        )
    seen[name] = at
    empty = [*(f for f in COMPETENCY_TEXTS if not one[f].strip())]
    empty += [f"anchor/{anchor}" for anchor, text in one["anchors"].items() if not text.strip()]
    if empty:
        raise DraftProblem(
            at, empty[0], N_("{where}: something is still empty: {what}."),
            N_("Write it before you keep the version."), where=where, what=_called(empty[0]),
        )
    if any(":" not in line for line in _lines(one["crosswalk"])):
        raise DraftProblem(
            at, "crosswalk", N_("{where}: a line of what it can be read beside has no colon."),
            N_("Write the name of the other framework, a colon, and the name it has there."), where=where,
        )


def _place(draft: Draft, error: UsageError) -> int:
    """Which competency a sentence of the reader is about, by the id its place names."""
    named = _ids_in(error.values.values())
    return next((at for at, one in enumerate(draft["competencies"]) if one["id"].strip() in named), HEAD)


def _ids_in(values: Iterable[object]) -> set[str]:
    found: set[str] = set()
    for value in values:
        if isinstance(value, Words):
            found |= {str(one) for name, one in value.values.items() if name == "competency"}
            found |= _ids_in(value.values.values())
    return found


def _called(field: str) -> Words:
    part = field.partition("/")[0]
    return Words(
        {
            "title": N_("title"), "key": N_("short name"), "version": N_("version"), "language": N_("language"),
            "status": N_("status"), "id": N_("id"), "name": N_("name"), "definition": N_("definition"),
            "manager_prompt": N_("question for the manager"), "self_prompt": N_("question for the employee"),
            "anchor": N_("an anchor"),
        }[part]
    )  # fmt: skip
