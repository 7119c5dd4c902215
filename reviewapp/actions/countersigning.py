"""The person a review is about signs it on their own computer: what there is to sign, by which key, what was signed.

Nobody has to sign, `received` is not agreement, and what was signed once stays as it was signed. Source: domain.md F,
sign-off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.actions.about_words import read_day
from reviewapp.actions.changes import Changes
from reviewapp.actions.contacts import own_card, phrase_of, writer_name
from reviewapp.actions.days import local_day
from reviewapp.actions.exporting import PreviewedPdf
from reviewapp.actions.my_side import shared_pages, shared_pdf
from reviewapp.actions.packets import packet_content, packet_record
from reviewapp.actions.replying import answer_item, draft_of, review_reply, send_reply, sender_id
from reviewapp.actions.sentences import in_words
from reviewapp.actions.shared_words import reply_text
from reviewapp.actions.signing import (
    REVIEW_PDF,
    certifier,
    judged,
    own_key_words,
    review_in,
    signed_answer,
    signed_name,
)
from reviewapp.actions.verify_words import signer_sentence
from reviewapp.domain.errors import NotFound, RuleRefused
from reviewapp.domain.review import FINISHED_STATES
from reviewapp.i18n import _
from reviewapp.keys.check_phrase import CheckPhrase
from reviewapp.report.dates import read_date
from reviewapp.vault import identities, replies
from reviewapp.vault.connection import Vault

if TYPE_CHECKING:
    from reviewapp.exchange.packet_bodies import SharedReview

DECLINED = "declined_to_sign"


@dataclass(frozen=True)
class SigningStand:
    """Where the signature on one review of mine stands.

    ``state`` is "open" (there is something to sign), "signed" (by me), "unsigned" (its writer did not sign, or it is a
    draft), or "refused"; ``sentence`` and ``next_step`` say why nothing is to be signed. ``packet_id`` is the file the
    pages came in, ``writer`` what its writer's signature says; the last three fields are about my own signature.
    """

    packet_id: int
    state: str
    by: str
    is_finished: bool
    writer: str = ""
    sentence: str = ""
    next_step: str = ""
    position: str = ""
    signed_on: date | None = None
    answer_id: int = 0


@dataclass(frozen=True)
class SigningOffer:
    """What I would sign and with what: ``uid`` is the review's, ``key`` the figures of my key that the page shows.

    ``about`` is the name on the pages where it is another one than mine, "" otherwise; ``compared`` is False while the
    words of the writer's card were never compared. ``position`` and ``text`` are my draft, if I began one.
    """

    stand: SigningStand
    uid: str
    title: str
    own_name: str
    about: str
    key: str
    phrase: CheckPhrase
    position: str
    text: str
    today: date
    compared: bool


def signing_stand(vault: Vault, *, packet_ids: Sequence[int]) -> SigningStand:
    """Where it stands with the newest of these files, or with an earlier one that says the same and is signed.

    ``packet_ids`` are those that brought one review, the newest first. NotFound for none.
    """
    if not packet_ids:
        raise NotFound(_("No pages came with this review."), _("Read its texts here; ask for the PDF if you need it."))
    newest = _stand(vault, packet_ids[0])
    if newest.state != "unsigned":
        return newest
    said = _digest(vault, packet_ids[0])
    same = (_stand(vault, one) for one in packet_ids[1:] if _digest(vault, one) == said)
    return next((one for one in same if one.state in ("open", "signed")), newest)


def signing_offer(vault: Vault, *, packet_id: int) -> SigningOffer:
    """Everything one sees before signing; takes a tenth of a second for the words. RuleRefused for no review in it."""
    uid = review_in(vault, packet_id=packet_id)
    draft = draft_of(vault, packet_id=packet_id, item_uid=uid)
    about, own, review = packet_content(vault, packet_id=packet_id).body, writer_name(vault), _review(vault, packet_id)
    title = _("Review of {first} to {last}").format(
        first=read_day(review.period_from), last=read_day(review.period_to)
    )
    contact = identities.contact(vault.connection, packet_record(vault, packet_id=packet_id).contact_id or 0)
    return SigningOffer(
        stand=_stand(vault, packet_id), uid=uid, title=title, own_name=own,
        about="" if _is_same_name(getattr(about, "about_name", ""), own) else str(getattr(about, "about_name", "")),
        key=own_key_words(vault), phrase=phrase_of(own_card(vault)),
        position=draft.position if draft is not None else "", text=draft.text if draft is not None else "",
        today=vault.today, compared=contact is not None and contact.verified_at is not None,
    )  # fmt: skip


def signing_text(vault: Vault, *, packet_id: int, position: str, text: str) -> str:
    """Exactly what `sign_review` sends, in words (promise 4)."""
    body = review_reply(vault, packet_record(vault, packet_id=packet_id), position=position, statement=text.strip())
    said = reply_text(body, {})
    if position in ("", DECLINED):
        return said
    pages = _("With it go the pages of the review as they came, with your signature behind them.")
    return "\n\n".join(part for part in (said, pages) if part)


def sign_review(
    vault: Vault, *, packet_id: int, position: str, text: str = "", into: Path | None = None, is_me: bool = False
) -> Changes:
    """Sign the pages that came in this packet and hand them back with my answer, in one sealed file; ids: the packet.

    ``position`` is what my signature states; with `DECLINED` the answer says that I do not sign, and no signature is
    made. ``is_me`` says that I am the person on the pages under another name. What I wrote is kept as my draft first,
    so that it is there when the file cannot be made. Raises what `answer_item`, `countersigned` and `send_reply` raise,
    and RuleRefused where a newer version came, or where the pages are about somebody else.
    """
    uid = review_in(vault, packet_id=packet_id)
    if position != DECLINED:
        _refuse_older(vault, packet_id, uid)
        _refuse_somebody_else(vault, packet_id, is_me=is_me)
    draft = answer_item(vault, packet_id=packet_id, item_uid=uid, position=position, text=text)
    return send_reply(vault, own_reply_ids=(draft.id,), into=into, sign=position != DECLINED)


def statement_words(position: str) -> str:
    """The words the page will bear for what my signature states; for `DECLINED` what happens instead, "" for none."""
    from reviewapp.report.signing import POSITIONS, meaning_sentence

    if position == DECLINED:
        return _("No signature is made. Your answer says that you do not sign, and the review stays finished.")
    return meaning_sentence(position) if position in POSITIONS else ""


def signed_pages(vault: Vault, *, packet_id: int) -> PreviewedPdf:
    """The pages of this packet with my signature, as they went back, to be looked at and saved. NotFound before."""
    answer = signed_answer(vault, packet_id=packet_id)
    if answer is None:
        raise NotFound(_("You did not sign these pages."), _("Read them first; nobody has to sign."))
    pages = shared_pages(vault, packet_id=packet_id)
    data = packet_content(vault, packet_id=answer.id).attachments[REVIEW_PDF]
    return replace(pages, data=data, name=signed_name(pages))


def _stand(vault: Vault, packet_id: int) -> SigningStand:
    record, review = packet_record(vault, packet_id=packet_id), _review(vault, packet_id)
    packet = packet_content(vault, packet_id=packet_id)
    stand = SigningStand(
        packet_id, "unsigned", packet.sender.name, review.state in FINISHED_STATES,
        sentence=_("{name} did not sign these pages, so there is nothing to sign.").format(name=packet.sender.name),
        next_step=_("Answer without a signature, or ask for the finished review, signed."),
    )  # fmt: skip
    answer = signed_answer(vault, packet_id=packet_id)
    if answer is not None:
        said, on = packet_content(vault, packet_id=answer.id).body, local_day(vault, answer.kept_at)
        return replace(
            stand, state="signed", position=getattr(said, "position", ""), answer_id=answer.id, signed_on=on,
            sentence=_("You signed these pages on {day}; they stay as you signed them.").format(day=read_date(on)),
            next_step=_("If you see it otherwise now, write another answer: both are kept, with dates."),
        )  # fmt: skip
    if not stand.is_finished:
        return stand
    found = judged(shared_pdf(vault, packet_id=packet_id))
    # Where any signature is in the file, whole or not, what is wrong with it is worth a sentence.
    if "unsigned" in found.findings:
        return stand
    try:
        _refuse_older(vault, record.id, review.uid)
        writer = certifier(vault, packet_id=packet_id, found=found)
    except RuleRefused as refusal:
        sentence, step = in_words(refusal)
        return replace(stand, state="refused", sentence=sentence, next_step=step)
    return replace(stand, state="open", writer=signer_sentence(writer), sentence="", next_step="")


def _review(vault: Vault, packet_id: int) -> SharedReview:
    review: SharedReview | None = getattr(packet_content(vault, packet_id=packet_id).body, "review", None)
    if review is None:
        raise RuleRefused(_("There is no review in this file."), _("Ask for the finished review, signed."))
    return review


def _digest(vault: Vault, packet_id: int) -> str:
    """What the review in a packet says, as a hash."""
    held = replies.items(vault.connection, packet_id=packet_id)
    return next((one.sha256 for one in held if one.what == "review"), "")


def _refuse_older(vault: Vault, packet_id: int, uid: str) -> None:
    """What its writer changed since is what one would sign, not what it said before."""
    said, sender = _digest(vault, packet_id), sender_id(vault, packet_record(vault, packet_id=packet_id))
    for one in replies.items(vault.connection, item_uid=uid, direction="received"):
        record = packet_record(vault, packet_id=one.packet_id)
        if one.packet_id > packet_id and one.sha256 != said and sender_id(vault, record) == sender:
            raise RuleRefused(
                _("This review was changed since: a newer version came on {day}.").format(
                    day=read_date(local_day(vault, record.kept_at))
                ),
                _("Read that one on My side; it is the one to sign."),
            )


def _refuse_somebody_else(vault: Vault, packet_id: int, *, is_me: bool) -> None:
    about, own = getattr(packet_content(vault, packet_id=packet_id).body, "about_name", ""), writer_name(vault)
    if not is_me and not _is_same_name(about, own):
        raise RuleRefused(
            _("These pages are about {about}, and this vault is that of {name}.").format(about=about, name=own),
            _("Sign them only if you are that person under another name, and say so. If not, tell who sent them."),
        )


def _is_same_name(one: str, other: str) -> bool:
    import unicodedata

    first, second = (" ".join(unicodedata.normalize("NFKC", name).casefold().split()) for name in (one, other))
    return first == second
