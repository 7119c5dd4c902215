"""Who is meant by "Tom", "TH", "Sian D" or "Siân & Olu": certain, to be asked, or nobody we know.

A short form counts only if it leads to one person. Accents distinguish people, but only for a writer
who typed them: an unaccented spelling that fits an accented and an unaccented person is asked about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewapp.domain.person import Person
from reviewapp.exchange.plain import folded, has_accent, same_case, tidy, word_set

MAX_LENGTH = 300
MIN_PREFIX = 3

_SEPARATOR = re.compile(r"\s*(?:[&/,;+\n]|\b(?:and|und|et|y)\b)\s*(?![^()]*\))", re.IGNORECASE)
_HINT = re.compile(r"(?P<name>[^()]*?)\s*\((?P<hint>[^()]*)\)?")
_INITIALS = re.compile(r"[^\W\d_](?:[. ]{0,2}[^\W\d_]){1,3}\.?")
_TITLES = word_set("dr prof mr mrs ms miss mx herr frau hr fr m mme mlle sr sra srta don dona")
_EVERYBODY = word_set(
    "team all everyone everybody us we alle team-notiz wir equipe tous tout nous equipo todos todas nosotros"
)
_ME = word_set("me myself i self ich selbst moi yo")


@dataclass(frozen=True)
class Part:
    """One name out of a "who" cell. ``ids``: one person when certain, several to ask about, none when unknown."""

    written: str
    ids: tuple[int, ...]
    reason: str


@dataclass(frozen=True)
class Match:
    """The people of one row. ``reason`` is that of the only part, "several" for more, "team" for nobody named."""

    people_ids: tuple[int, ...]
    uncertain_ids: tuple[int, ...]
    unknown: tuple[str, ...]
    reason: str
    parts: tuple[Part, ...] = ()

    @property
    def is_certain(self) -> bool:
        """True when everybody named was found and nobody has to be asked about."""
        return not self.uncertain_ids and not self.unknown


TEAM = Match((), (), (), "team")
NOBODY_NAMED = Match((), (), (), "nobody_named")


def match(who: str, people: Sequence[Person], hints: Sequence[str] = ()) -> Match:
    """Match one cell. For many cells build a `Roster` once and use its `match`."""
    return Roster(people).match(who, hints)


class Roster:
    """The people of a vault, indexed by every short form their names allow."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people: dict[int, Person] = {person.id: person for person in people}
        self._full: _Index = defaultdict(list)
        self._short: _Index = defaultdict(list)
        self._initials: _Index = defaultdict(list)
        self._known: dict[tuple[str, tuple[str, ...]], Match] = {}
        for person in people:
            self._add(person)

    def _add(self, person: Person) -> None:
        words = tidy(person.name).split()
        full = {" ".join(words), f"{words[-1]}, {' '.join(words[:-1])}", f"{words[0]} {words[-1]}"} if words else set()
        short = set(person.aliases)
        for alias in person.aliases:
            full.update(f"{alias} {' '.join(words[at:])}" for at in range(1, len(words)))
        for cut in range(1, len(words)):
            short.update((" ".join(words[:cut]), " ".join(words[cut:])))
        if len(words) > 1:
            short.update(piece for piece in words[-1].split("-") if len(piece) >= MIN_PREFIX)
        pieces = [piece for word in words for piece in word.split("-") if piece]
        letters = {"".join(piece[0] for piece in pieces), "".join(word[0] for word in words)}
        letters.update(word[0] + words[-1][0] for word in words[:1])
        for index, forms in ((self._full, full), (self._short, short), (self._initials, letters)):
            for form in forms:
                index[folded(form)].append((same_case(form), person.id))

    def match(self, who: str, hints: Sequence[str] = ()) -> Match:
        """Everybody named in ``who``; ``hints`` are further words of role or team that may choose."""
        key = (who, tuple(hints))
        if key not in self._known:
            self._known[key] = self._match(who, tuple(hints))
        return self._known[key]

    def _match(self, who: str, hints: tuple[str, ...]) -> Match:
        text = tidy(who)
        if not text or folded(text) in _EVERYBODY:
            return TEAM
        if len(text) > MAX_LENGTH:
            return Match((), (), (text,), "unknown", (Part(text, (), "unknown"),))
        whole = _choose(self._full.get(folded(text), []), text, "full_name")
        names = [part for part in (tidy(piece) for piece in _SEPARATOR.split(text)) if part]
        if whole is not None or len(names) < 2:
            parts: tuple[Part, ...] = (whole or self._part(text, hints),)
        else:
            parts = tuple(self._part(name, hints) for name in names)
        certain = dict.fromkeys(part.ids[0] for part in parts if len(part.ids) == 1)
        asked = dict.fromkeys(person_id for part in parts if len(part.ids) > 1 for person_id in part.ids)
        return Match(
            tuple(certain),
            tuple(person_id for person_id in asked if person_id not in certain),
            tuple(part.written for part in parts if not part.ids),
            parts[0].reason if len(parts) == 1 else "several",
            parts,
        )

    def _part(self, written: str, hints: tuple[str, ...]) -> Part:
        found = _HINT.fullmatch(written)
        name = tidy(found.group("name")) if found else written
        words = (*re.findall(r"[^\W_]+", folded(found.group("hint"))), *hints) if found else hints
        name = _without_title(name)
        part = self._named(name, written)
        if part.ids and words:
            return self._hinted(part, name, words)
        if part.ids or found or " " not in name:
            return part
        # "Sian disp": the last word is no name, but may be the start of a place of work.
        first, _, last = name.rpartition(" ")
        shorter = self._named(first, written)
        if shorter.ids and len(folded(last)) >= MIN_PREFIX and self._fitting(shorter.ids, (last,)):
            return self._hinted(shorter, first, (last,))
        return part

    def _named(self, name: str, written: str) -> Part:
        key = folded(name)
        if key in _ME:
            mine = [person.id for person in self.people.values() if person.is_me]
            if len(mine) == 1:
                return Part(written, (mine[0],), "me")
        levels = (
            (self._full.get(key, []), "full_name"),
            (self._short.get(key, []), "first_name"),
            (self._surname_started(name), "surname_initial"),
            (self._initials.get(re.sub(r"[. ]", "", key), []) if _INITIALS.fullmatch(name) else [], "initials"),
            (self._begun(name), "nickname"),
        )
        for entries, reason in levels:
            part = _choose(entries, name, reason)
            if part is not None:
                return Part(written, part.ids, part.reason)
        return Part(written, (), "unknown")

    def _surname_started(self, name: str) -> list[_Entry]:
        """``Sian D``, ``Tom H.``, ``Tom Hes``, ``T. Hesketh``: one word whole, the other begun."""
        words = tidy(name.replace(".", " ")).split()
        if len(words) != 2:
            return []
        given, family = words
        out: list[_Entry] = []
        for person in self.people.values():
            parts = tidy(person.name).split()
            if len(parts) < 2:
                continue
            for first in (parts[0], *person.aliases):
                pieces = (parts[-1], *parts[-1].split("-"), " ".join(parts[1:]))
                started = any(folded(piece).startswith(folded(family)) for piece in pieces)
                initial = len(given) == 1 and folded(first).startswith(folded(given))
                if folded(first) == folded(given) and started:
                    out.append((same_case(f"{first} {family}"), person.id))
                elif initial and folded(family) in {folded(piece) for piece in pieces}:
                    out.append((same_case(f"{given} {parts[-1]}"), person.id))
        return out

    def _begun(self, name: str) -> list[_Entry]:
        """``Olu`` for Olumide: at least three letters of a first name or alias."""
        key = folded(name)
        if len(key) < MIN_PREFIX or " " in key:
            return []
        return [
            (same_case(first[: len(name)]), person.id)
            for person in self.people.values()
            for first in (tidy(person.name).partition(" ")[0], *person.aliases)
            if folded(first).startswith(key)
        ]

    def _hinted(self, part: Part, name: str, words: Sequence[str]) -> Part:
        # An unaccented spelling fits both; the hint may choose among all who share the letters.
        fitting = self._fitting(part.ids, words)
        everybody = tuple(dict.fromkeys(person_id for _, person_id in self._short.get(folded(name), [])))
        if len(part.ids) > 1:
            return Part(part.written, fitting, "hint") if len(fitting) == 1 else part
        contradicting = [item for item in self._fitting(everybody, words) if item not in part.ids]
        if not fitting and contradicting:
            return Part(part.written, tuple(dict.fromkeys((*part.ids, *contradicting))), "hint_contradicts")
        return part

    def _fitting(self, ids: Iterable[int], words: Sequence[str]) -> tuple[int, ...]:
        """Those whose role, team or surname has, for every word of the hint, a word that begins with it."""
        out = []
        for person_id in ids:
            person = self.people[person_id]
            known = re.findall(r"[^\W_]+", folded(f"{person.role} {person.team} {person.name}"))
            if words and all(any(word.startswith(folded(hint)) for word in known) for hint in words):
                out.append(person_id)
        return tuple(out)


_Entry = tuple[str, int]
_Index = dict[str, list[_Entry]]


def _without_title(name: str) -> str:
    words = name.split()
    while len(words) > 1 and folded(words[0]).strip(".") in _TITLES:
        words = words[1:]
    return " ".join(words)


def _choose(entries: Sequence[_Entry], name: str, reason: str) -> Part | None:
    """One person, or the exact accented spelling among several; None when nobody fits."""
    ids = tuple(dict.fromkeys(person_id for _, person_id in entries))
    if not ids:
        return None
    if len(ids) > 1 and has_accent(name):
        exact = tuple(dict.fromkeys(person_id for form, person_id in entries if form == same_case(name)))
        if len(exact) == 1:
            return Part(name, exact, "accent")
    return Part(name, ids, reason)
