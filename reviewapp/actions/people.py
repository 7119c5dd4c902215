"""People: add, change, give the notice, agree a role profile, move to the bin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from reviewapp.actions.changes import Changes, changed
from reviewapp.actions.role_rules import modes_of, refuse_unknown_words
from reviewapp.domain.errors import NotFound, UsageError
from reviewapp.domain.person import Person
from reviewapp.domain.role import SEATS, RoleProfile, checked_focus
from reviewapp.i18n import _, document_language, speaking
from reviewapp.paths import resource
from reviewapp.vault import frameworks, people, rights
from reviewapp.vault.connection import Vault

NOTICE_VERSION = "1"
MAX_NAME = 200
# Zero-width joiner and non-joiner: invisible, but Persian, Hindi and emoji are spelt with them.
_JOINERS = "\u200c\u200d"


def add_person(
    vault: Vault,
    *,
    name: str,
    role: str = "",
    team: str = "",
    started_on: date | None = None,
    away_from: date | None = None,
    away_to: date | None = None,
    aliases: Sequence[str] = (),
) -> Changes:
    """Add somebody I review. UsageError for an empty or over-long name, or one that is here already."""
    name = checked_name(name)
    _refuse_second(vault, name)
    with vault.write() as transaction:
        person_id = people.add_person(
            transaction, name=name, role=role.strip(), team=team.strip(), started_on=started_on,
            away_from=away_from, away_to=away_to, aliases=tuple(aliases),
        )
        return changed(transaction, "add_person", "person", ids=(person_id,))


def change_person(vault: Vault, *, person_id: int, **changes: str | date | None) -> Changes:
    """Change name, role, team, started_on, away_from or away_to of a person.

    Raises NotFound, or UsageError for a name that is none or somebody else's.
    """
    get_person(vault, person_id=person_id)
    if "name" in changes:
        name = checked_name(str(changes["name"] or ""))
        _refuse_second(vault, name, person_id)
        changes["name"] = name
    with vault.write() as transaction:
        people.update_person(transaction, person_id, changes)
        return changed(transaction, "change_person", "person", ids=(person_id,))


def remove_person(vault: Vault, *, person_id: int) -> Changes:
    """Move a person to the bin; nothing about them is deleted, undo brings everything back. NotFound otherwise."""
    get_person(vault, person_id=person_id)
    with vault.write() as transaction:
        transaction.update("person", person_id, {"deleted_at": transaction.now})
        return changed(transaction, "remove_person", "person", "observation", ids=(person_id,))


def notice_text(*, manager: str, name: str = "", given_on: date | None = None, purpose: str = "") -> str:
    """The shipped transparency notice in the language of documents, with the names and the date filled in.

    ``purpose`` is the organisation's own, "" for the shipped one. Without a name or a date it says where they will
    stand.
    """
    from reviewapp.report.dates import read_date  # inside: the start of the program does without what prints

    text = resource("notices", document_language(), f"notice-{NOTICE_VERSION}.txt").read_text("utf-8")
    with speaking(document_language()):
        filled = {
            "manager": manager, "name": name or _("[name]"), "date": read_date(given_on) if given_on else _("[date]"),
            "purpose": purpose or _("Talking about your work, and a written review that rests on dated episodes."),
        }  # fmt: skip
    return re.sub(r"\{(manager|name|date|purpose)\}", lambda place: filled[place[1]], text)


def give_notice(vault: Vault, *, person_id: int, given_on: date, also: Sequence[int] = ()) -> Changes:
    """Record that the notice was handed to a person, and ``also`` to others, on a day (GDPR art. 13).

    From then on observations about them can be completed. UsageError for a day to come.
    """
    if given_on > vault.today:
        raise UsageError(
            _("The notice cannot have been given on a day to come."), _("Record it when you hand it over.")
        )
    given_to = get_people(vault, person_ids=(person_id, *also))
    writer = people.me(vault.connection)
    manager, purpose = writer.name if writer else "", rights.policy(vault.connection).purpose
    with vault.write() as transaction:
        for person in given_to:
            body = notice_text(manager=manager, name=person.name, given_on=given_on, purpose=purpose)
            people.add_notice(
                transaction, person_id=person.id, given_on=given_on, text_version=NOTICE_VERSION, body=body,
                purpose=purpose,
            )
        ids = tuple(person.id for person in given_to)
        return changed(transaction, "give_notice", "notice", "person", "observation", ids=ids)


def agree_role_profile(
    vault: Vault,
    *,
    person_id: int,
    focus: Sequence[str],
    seat: str | None = None,
    foundational_skills: Sequence[str] | None = None,
    protected_work: Sequence[str] | None = None,
    protected_modes: Sequence[str] | None = None,
    capacities: Mapping[str, str] | None = None,
    context: Mapping[str, str] | None = None,
    agreed_on: date | None = None,
    framework_id: int | None = None,
) -> Changes:
    """Agree four to seven competencies (and skills, protected work) with a person, from a day on.

    What is not given (None) stays as agreed before that day; an empty list clears. Without a framework it is the
    one agreed before, else the one that came with the program. ``protected_modes`` says of each piece of protected
    work what AI may do in it; ``capacities`` and ``context`` are maps of `domain.role`.
    Raises NotFound for nobody or no such framework, or UsageError when the focus does not fit the
    framework, a seat, mode or capacity is unknown, or the day is still to come.
    """
    get_person(vault, person_id=person_id)
    if agreed_on is not None and agreed_on > vault.today:
        raise UsageError(
            _("A role profile cannot have been agreed on a day to come."), _("Record it once it is agreed.")
        )
    if seat is not None and seat not in SEATS:
        raise UsageError(
            _("There is no seat {seat}.").format(seat=seat),
            _("Use one of {choices}.").format(choices=", ".join(SEATS)),
        )
    refuse_unknown_words(protected_modes or (), capacities or {}, context or {})
    chosen = framework_id if framework_id is not None else _agreed_framework(vault, person_id)
    if chosen not in {known for known, _framework in frameworks.frameworks(vault.connection)}:
        raise NotFound(_("There is no such framework here."), _("Add it first with: reviewapp framework FILE."))
    framework = frameworks.framework(vault.connection, chosen)
    day = agreed_on or vault.today
    found = people.role_profile(vault.connection, person_id, day)
    before = found[1] if found is not None and found[1].agreed_on <= day else None
    work = _kept(protected_work, before.protected_work if before else ())
    modes = modes_of(work, protected_work, protected_modes, before)
    profile = RoleProfile(
        person_id=person_id, framework_key=framework.key, framework_version=framework.version, agreed_on=day,
        focus=checked_focus(tuple(focus), framework.ids),
        seat=seat or (before.seat if before else SEATS[0]),
        foundational_skills=_kept(foundational_skills, before.foundational_skills if before else ()),
        protected_work=work, protected_modes=modes,
        capacities=dict(before.capacities if before else {}) if capacities is None else dict(capacities),
        context=_stripped(before.context if before else {}) if context is None else _stripped(context),
    )
    with vault.write() as transaction:
        people.add_role_profile(transaction, profile, chosen)
        return changed(transaction, "agree_role_profile", "role_profile", "person", ids=(person_id,))


def find_person(vault: Vault, *, name: str) -> Person:
    """The one person a typed name means: the full name, another name they go by, or part of one.

    Raises NotFound when nobody fits and UsageError when several do; it never guesses between two.
    """
    wanted = _tidy(name)
    everybody = people.people(vault.connection)
    exact = [person for person in everybody if wanted in (person.name, *person.aliases)]
    tests = (
        exact,
        [p for p in everybody if wanted.casefold() in {n.casefold() for n in (p.name, *p.aliases)}],
        [p for p in everybody if _folded(wanted) in {_folded(n) for n in (p.name, *p.aliases)}],
        [p for p in everybody if wanted and _folded(wanted) in _folded(p.name).split()],
    )
    for found in tests:
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(
                _("{name} could be {names}.").format(name=name, names=_(" or ").join(person.name for person in found)),
                _("Give the full name."),
            )
    raise NotFound(
        _("There is nobody called {name} here.").format(name=name),
        _('Add them with: reviewapp person add "{name}".').format(name=name),
    )


def checked_name(name: str) -> str:
    """The name with single spaces; UsageError when it is empty or longer than 200 characters."""
    tidy = _tidy(name)
    if not tidy.strip(_JOINERS):
        raise UsageError(_("A person needs a name."), _("Type the name as you would write it in a letter."))
    if len(tidy) > MAX_NAME:
        raise UsageError(_("This name is too long."), _("Use at most {limit} characters.").format(limit=MAX_NAME))
    return tidy


def _tidy(name: str) -> str:
    """Composed, with single spaces, without characters that cannot be seen; joiners are part of a spelling."""
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace() or c in _JOINERS).split())


def get_person(vault: Vault, *, person_id: int) -> Person:
    """One person who is not in the bin; NotFound otherwise."""
    found = people.person(vault.connection, person_id)
    if found is None:
        raise NotFound(_("There is no such person."), _("See the list with: reviewapp people."))
    return found


def get_people(vault: Vault, *, person_ids: Iterable[int]) -> list[Person]:
    """Each of these people once, in this order; NotFound when one of them is not here."""
    return [get_person(vault, person_id=one) for one in dict.fromkeys(person_ids)]


def _agreed_framework(vault: Vault, person_id: int) -> int:
    agreed = people.role_profile(vault.connection, person_id)
    key, version = (agreed[1].framework_key, agreed[1].framework_version) if agreed else ("", "")
    return frameworks.find(vault.connection, key, version) or frameworks.frameworks(vault.connection)[0][0]


def _refuse_second(vault: Vault, name: str, person_id: int | None = None) -> None:
    if any(p.name == name and p.id != person_id for p in people.people(vault.connection, with_me=True)):
        raise UsageError(
            _("There is already somebody called {name}.").format(name=name),
            _("Add what tells them apart, for example the team in brackets."),
        )


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _kept(given: Sequence[str] | None, before: tuple[str, ...]) -> tuple[str, ...]:
    return before if given is None else _lines(given)


def _stripped(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: text.strip() for name, text in texts.items() if text.strip()}


def _lines(items: Sequence[str]) -> tuple[str, ...]:
    return tuple(item.strip() for item in items if item.strip())
