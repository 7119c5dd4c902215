"""The seal on a reviewer's own draft, and what it waits for (PRODUCT.md, promise 7)."""

from __future__ import annotations

from reviewapp.actions.review_content import review_content
from reviewapp.actions.standing import standing_for
from reviewapp.domain.errors import RuleRefused
from reviewapp.exchange.review_json import digest, encode_review
from reviewapp.i18n import _
from reviewapp.vault import asking, people
from reviewapp.vault.connection import Vault
from reviewapp.vault.reviews import ReviewRecord
from reviewapp.vault.transaction import Transaction


def freeze(transaction: Transaction, vault: Vault, review_id: int) -> None:
    """Keep the draft as it stands now, with its SHA-256, unless that was done before."""
    if asking.seal(transaction.connection, review_id) is None:
        text = encode_review(review_content(vault, review_id=review_id))
        asking.add_seal(transaction, review_id, text, digest(text))


def refuse_sealing_nothing(vault: Vault, record: ReviewRecord) -> None:
    """Raise RuleRefused when the other side was asked or answered, and the draft says nothing yet."""
    if not any(record.texts.values()) and standing_for(vault, record).state in ("awaited", "answered"):
        raise RuleRefused(
            _("There is nothing of your own in this draft yet, so there is nothing to seal."),
            _("Write what you saw first: the two sides are worth comparing only when each was written blind."),
        )


def awaiting_words(vault: Vault, record: ReviewRecord) -> tuple[str, str] | None:
    """Why a review waits for a self-assessment, and the way on; None when it does not."""
    found = standing_for(vault, record)
    if found.state != "awaited":
        return None
    name = _name(vault, record)
    sentence = _("{name} was asked for a self-assessment and has not answered yet.").format(name=name)
    if found.on is not None:
        sentence = _("{name} was asked for a self-assessment by {day} and has not answered yet.").format(
            name=name, day=found.on.isoformat()
        )
    return sentence, _("Wait for it, or record that it will not come; both sides write blind until then.")


def closed_words(vault: Vault, record: ReviewRecord) -> tuple[str, str] | None:
    """Why an answer that came has to be opened first, and the way on; None when there is none."""
    if not standing_for(vault, record).closed:
        return None
    return (
        _("The self-assessment of {name} came and was not opened yet.").format(name=_name(vault, record)),
        _("Seal your own draft, then reveal both sides together."),
    )


def _name(vault: Vault, record: ReviewRecord) -> str:
    person = people.person(vault.connection, record.person_id)
    return person.name if person is not None else ""
