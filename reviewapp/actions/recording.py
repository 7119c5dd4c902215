"""Self-assessments that came without the app, by e-mail, on paper or aloud: entered after sealing, marked so.

Whoever typed them has read them, so they are entered only once the own draft is sealed (PRODUCT.md, practical rules).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reviewapp.actions.changes import Changes, changed
from reviewapp.actions.reviews import get_review
from reviewapp.domain.asking import HOW
from reviewapp.domain.errors import NotFound, ReviewAppError, RuleRefused, UsageError
from reviewapp.exchange.answer_file import AnswerFile, read_answer_file
from reviewapp.exchange.people_match import match
from reviewapp.i18n import _
from reviewapp.vault import asking, people, reviews
from reviewapp.vault.connection import Vault

MAX_TEXT = 200_000
_BY_HAND = tuple(one for one in HOW if one != "packet")


@dataclass(frozen=True)
class ProposedAnswer:
    """One file and whose it seems to be. ``names`` are those the sender can mean: one when it is certain.

    ``review_id`` is the sealed review it would be entered beside; None with the ``refusal`` and the way on.
    """

    file_name: str
    sender: str
    names: tuple[str, ...]
    sent_on: date | None
    text: str
    review_id: int | None
    refusal: str = ""
    next_step: str = ""


def record_answer(
    vault: Vault, *, review_id: int, how: str, received_on: date, text: str = "", original: bytes | None = None,
    original_name: str = "", sender_checked: bool = False,
) -> Changes:  # fmt: skip
    """Enter what somebody answered beside a sealed review; the file it came in is kept byte for byte.

    Without ``text`` it is read from the file. ``sender_checked`` says that somebody looked at an e-mail whose sender
    is not plainly the person. Raises NotFound, RuleRefused before sealing and for a sender who is somebody else,
    UsageError for a day that cannot be, no words, or a file that was entered before.
    """
    record = get_review(vault, review_id=review_id)
    _refuse_unsealed(vault, review_id)
    if how not in _BY_HAND:
        raise UsageError(
            _("There is no way of answering called {how}.").format(how=how),
            _("Use one of {choices}.").format(choices=", ".join(_BY_HAND)),
        )
    if not record.period_from <= received_on <= vault.today:
        raise UsageError(
            _("The answer cannot have come before the period or on a day to come."), _("Check the day it came.")
        )
    if original is not None:
        read = read_answer_file(original, saved_on=vault.today)
        text = text.strip() or read.text
        _refuse_again(vault, original)
        if not sender_checked:
            _refuse_somebody_else(vault, record.person_id, read.sender)
    if not text.strip():
        raise UsageError(_("There are no words in it yet."), _("Type what was written or said."))
    if len(text) > MAX_TEXT:
        raise UsageError(_("This answer is too long."), _("Keep it in two parts, each with its own file."))
    with vault.write() as transaction:
        _answer_id, uid = asking.add_answer(
            transaction, person_id=record.person_id, period_from=record.period_from, period_to=record.period_to,
            how=how, received_on=received_on, original=original, original_name=original_name,
        )
        transaction.set_text(uid, asking.WORDS, text.strip())
        done = changed(transaction, "record_answer", "self_assessment", "review", ids=(review_id,))
        # Not part of what an undo takes back: the words were read, whatever becomes of the entry.
        asking.mark_revealed(transaction, review_id)
        return done


def propose_answers(vault: Vault, *, files: Sequence[tuple[str, bytes]]) -> tuple[ProposedAnswer, ...]:
    """Whose each file is, by its sender, and beside which sealed review it belongs; nothing is entered or guessed."""
    return tuple(_propose(vault, name, data) for name, data in files)


def original_file(vault: Vault, *, answer_id: int) -> bytes:
    """The file an answer was entered from; NotFound when it was typed."""
    found = asking.original(vault.connection, answer_id)
    if found is None:
        raise NotFound(_("This answer was typed; there is no file."), _("Its words are all there is."))
    return found


def _propose(vault: Vault, name: str, data: bytes) -> ProposedAnswer:
    try:
        read = read_answer_file(data, saved_on=vault.today)
        _refuse_again(vault, data)
    except ReviewAppError as error:
        return ProposedAnswer(name, "", (), None, "", None, error.sentence, error.next_step)
    meant = _meant(vault, read.sender)
    names = {one.id: one.name for one in people.people(vault.connection)}
    shown = tuple(names[one] for one in meant)
    review_id, refusal, next_step = _beside(vault, meant, shown, read)
    return ProposedAnswer(name, read.sender, shown, read.sent_on, read.text, review_id, refusal, next_step)


def _beside(
    vault: Vault, meant: tuple[int, ...], names: tuple[str, ...], read: AnswerFile
) -> tuple[int | None, str, str]:
    by_hand = _("Choose the review and enter it there.")
    if not meant:
        return None, _("Nobody here is called as its sender."), by_hand
    if len(meant) > 1:
        return None, _("It could be from {names}.").format(names=_(" or ").join(names)), by_hand
    if not read.text or read.sent_on is None:
        return None, _("Its words or its day cannot be read."), by_hand
    fitting = [
        one
        for one in reviews.reviews(vault.connection, meant[0])
        if one.period_from <= read.sent_on and one.state not in ("final", "superseded")
    ]
    if not fitting:
        return None, _("There is no open review of {name} for that time.").format(name=names[0]), _("Begin one first.")
    if len(fitting) > 1:
        return None, _("{name} has several open reviews.").format(name=names[0]), by_hand
    if asking.seal(vault.connection, fitting[0].id) is None:
        return (
            None, _("Your own draft about {name} is not sealed yet.").format(name=names[0]),
            _("Seal it first; what came by e-mail is entered after that."),
        )  # fmt: skip
    return fitting[0].id, "", ""


def _refuse_unsealed(vault: Vault, review_id: int) -> None:
    if asking.seal(vault.connection, review_id) is None:
        raise RuleRefused(
            _("Your own draft comes first: an answer is entered after it is sealed."),
            _("Seal it when it says what you saw. It can still be changed afterwards; the sealed wording is kept."),
        )


def _refuse_again(vault: Vault, original: bytes) -> None:
    known = asking.answer_by_original(vault.connection, hashlib.sha256(original).hexdigest())
    if known is not None:
        raise UsageError(
            _("This file was entered before, for the answer of {day}.").format(day=known.received_on.isoformat()),
            _("Nothing changed."),
        )


def _refuse_somebody_else(vault: Vault, person_id: int, sender: str) -> None:
    if not sender:
        return
    meant = _meant(vault, sender)
    if meant == (person_id,):
        return
    person = people.person(vault.connection, person_id)
    name = person.name if person is not None else ""
    if person_id in meant:
        raise RuleRefused(
            _("“{sender}” could be {name} or somebody else of that name.").format(sender=sender, name=name),
            _("Make sure whose it is, then say that you looked."),
        )
    raise RuleRefused(
        _("This e-mail is from “{sender}”, not from {name}.").format(sender=sender, name=name),
        _("Choose the review of its sender, or say that you looked."),
    )


def _meant(vault: Vault, sender: str) -> tuple[int, ...]:
    """The people a sender's name can mean. Mail programs drop accents, so two who differ by one are both meant."""
    if not sender:
        return ()
    everybody = people.people(vault.connection)
    found = match(sender, everybody)
    return tuple(dict.fromkeys((*found.people_ids, *found.uncertain_ids)))
