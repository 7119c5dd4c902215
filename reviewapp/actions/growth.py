"""Goals, plans and support: agree, change, put in the bin; and the writer's own practice note (domain.md A51, A60)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reviewapp.actions.changes import NOTHING, Changes, changed
from reviewapp.actions.finding_answers import in_one_step
from reviewapp.actions.growth_views import coaching_talks, growth_item, practice_notes
from reviewapp.actions.growth_words import text_words
from reviewapp.actions.people import get_person
from reviewapp.actions.quality import quota_in
from reviewapp.domain.errors import RuleRefused, UsageError
from reviewapp.domain.growth import CHOICES, DAYS, KINDS, NOTE_TEXTS, REQUIRED, TEXTS
from reviewapp.i18n import _
from reviewapp.vault import growth, people
from reviewapp.vault.connection import Vault

MAX_TEXT = 20_000


def agree_growth(
    vault: Vault, *, person_id: int, kind: str, choice: str, texts: Mapping[str, str], agreed_on: date | None = None,
    days: Mapping[str, date | None] | None = None,
) -> Changes:  # fmt: skip
    """Record a goal, a plan or an offer of support as agreed with a person; ids: the new one.

    Raises NotFound for nobody, UsageError for an unknown kind or choice, a text that is missing or too long, or a day
    to come, and RuleRefused for a goal that sets an amount of AI use (domain.md A42).
    """
    get_person(vault, person_id=person_id)
    kept, dates = _checked(vault, kind, choice, texts, agreed_on, days or {})
    with vault.write() as transaction:
        item_id = growth.add_item(
            transaction, person_id=person_id, kind=kind, choice=choice, agreed_on=agreed_on or vault.today, days=dates,
            texts=kept,
        )
        return changed(transaction, "agree_growth", "growth", ids=(item_id,))


def change_growth(
    vault: Vault, *, item_id: int, choice: str, texts: Mapping[str, str], agreed_on: date,
    days: Mapping[str, date | None],
) -> Changes:  # fmt: skip
    """Put other words and days of one in force; every earlier wording is kept. Raises what `agree_growth` raises."""
    item = growth_item(vault, item_id=item_id)
    kept, dates = _checked(vault, item.kind, choice, texts, agreed_on, days)
    before = {name: item.days.get(name) for name in DAYS[item.kind]}
    if (kept, choice, agreed_on, dates) == (dict(item.texts), item.choice, item.agreed_on, before):
        return NOTHING
    with vault.write() as transaction:
        growth.update_item(transaction, item, choice=choice, agreed_on=agreed_on, days=dates, texts=kept)
        return changed(transaction, "change_growth", "growth", ids=(item_id,))


def remove_growth(vault: Vault, *, item_id: int) -> Changes:
    """Move one to the bin; undo and the bin bring it back. NotFound when there is none."""
    growth_item(vault, item_id=item_id)
    with vault.write() as transaction:
        transaction.update("growth_item", item_id, {"deleted_at": transaction.now})
        return changed(transaction, "remove_growth", "growth", ids=(item_id,))


def keep_practice(
    vault: Vault, *, period_from: date, period_to: date, texts: Mapping[str, str], talks: Mapping[int, date | None]
) -> Changes:
    """The note of a cycle and the days of coaching talks, as the form holds them: one act, undone as one.

    Without a word in the note only the days are kept. Raises what `write_practice_note` and `record_coaching` raise.
    """
    known = {one.id: one.on for one in coaching_talks(vault)}
    others = {one: day for one, day in talks.items() if known.get(one) != day}
    steps = []
    if any(text.strip() for text in texts.values()) or not others:
        steps.append(write_practice_note(vault, period_from=period_from, period_to=period_to, texts=texts))
    steps += [record_coaching(vault, person_id=one, on=day) for one, day in others.items()]
    return in_one_step(steps)


def write_practice_note(
    vault: Vault, *, period_from: date, period_to: date, texts: Mapping[str, str]
) -> Changes:
    """Write the note of a cycle, or write on it where one of exactly these days is there; ids: the note.

    Raises UsageError for a period that ends before it begins, for an unknown or over-long text, and without both "what
    I checked" and "what I got wrong": it is a note of both (domain.md A60).
    """
    if period_to < period_from:
        raise UsageError(_("The period ends before it begins."), _("Swap the two days."))
    kept = {name: str(texts.get(name, "")).strip() for name in NOTE_TEXTS}
    _refuse_texts(texts, NOTE_TEXTS, NOTE_TEXTS[:2], kept)
    known = next((one for one in practice_notes(vault) if (one.period_from, one.period_to) == (period_from, period_to)),
                 None)  # fmt: skip
    if known is not None and dict(known.texts) == kept:
        return NOTHING
    with vault.write() as transaction:
        if known is None:
            note_id = growth.add_note(
                transaction, period_from=period_from, period_to=period_to, written_on=vault.today, texts=kept
            )
        else:
            note_id = known.id
            transaction.update("practice_note", note_id, {"written_on": vault.today.isoformat()})
            for name, text in kept.items():
                transaction.set_text(known.uid, name, text)
        return changed(transaction, "write_practice_note", "practice_note", ids=(note_id,))


def record_coaching(vault: Vault, *, person_id: int, on: date | None) -> Changes:
    """Note the day of the last coaching talk with a person, or forget it: a day, never a count (domain.md A68).

    Raises NotFound for nobody and UsageError for a day to come.
    """
    get_person(vault, person_id=person_id)
    if on is not None and on > vault.today:
        raise UsageError(_("This day is still to come."), _("Record the talk when you have had it."))
    with vault.write() as transaction:
        people.update_person(transaction, person_id, {"coached_on": on})
        return changed(transaction, "record_coaching", "person", ids=(person_id,))


def _checked(
    vault: Vault, kind: str, choice: str, texts: Mapping[str, str], agreed_on: date | None,
    days: Mapping[str, date | None],
) -> tuple[dict[str, str], dict[str, date | None]]:  # fmt: skip
    if kind not in KINDS or choice not in CHOICES[kind]:
        known = CHOICES.get(kind, KINDS)
        raise UsageError(
            _("There is no {choice} here.").format(choice=choice if kind in KINDS else kind),
            _("Use one of {choices}.").format(choices=", ".join(known)),
        )
    kept = {name: str(texts.get(name, "")).strip() for name in TEXTS[kind]}
    _refuse_texts(texts, TEXTS[kind], REQUIRED[kind], kept)
    if kind == "plan" and choice == "own" and not kept["toward"]:
        raise UsageError(_("Say in words where this plan leads."), _("Or choose one of the paths."))
    dates = {name: days.get(name) for name in DAYS[kind]}
    for day in (agreed_on, dates.get("given_on"), dates.get("ended_on")):
        if day is not None and day > vault.today:
            raise UsageError(_("This day is still to come."), _("Record it once it is so."))
    quota = quota_in(vault, "\n".join(kept.values())) if kind == "goal" else ""
    if quota:
        raise RuleRefused(
            _("“{span}” sets an amount of AI use; that is a quota, not a goal.").format(span=quota),
            _("Say what shall be better, for whom, and how you will notice."),
        )
    return kept, dates


def _refuse_texts(
    given: Mapping[str, str], known: tuple[str, ...], required: tuple[str, ...], kept: Mapping[str, str]
) -> None:
    for name in given:
        if name not in known:
            raise UsageError(
                _("There is no {choice} here.").format(choice=name),
                _("Use one of {choices}.").format(choices=", ".join(known)),
            )
    for name in required:
        if not kept[name]:
            raise UsageError(
                _("“{label}” is still empty.").format(label=text_words(name)), _("One sentence is enough.")
            )
    if any(len(text) > MAX_TEXT for text in kept.values()):
        raise UsageError(_("This text is too long."), _("A page is enough."))
