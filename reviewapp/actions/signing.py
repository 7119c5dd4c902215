"""Signing documents: the writer of a review certifies it, its person signs receipt, each on their own computer.

The key is made from the signing seed in the vault and never leaves memory. Every signature is an act of its own:
nothing is signed because it is exported or sent. Source: domain.md F, sign-off; pdf.md 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.actions.contacts import own_identity, writer_name
from reviewapp.actions.days import local_day
from reviewapp.actions.exporting import Exported, PreviewedPdf, free_path, preview_pdf, save_previewed
from reviewapp.actions.packets import packet_content, packet_record
from reviewapp.actions.reviews import get_review
from reviewapp.domain.errors import RuleRefused
from reviewapp.i18n import _
from reviewapp.vault import packets, replies, reviews
from reviewapp.vault.connection import Vault
from reviewapp.vault.packets import PacketRecord

if TYPE_CHECKING:
    from reviewapp.exchange.packet import Packet
    from reviewapp.keys.document_key import DocumentKey
    from reviewapp.report.verifying import Signer, Verdict

REVIEW_PDF = "review.pdf"  # the pages of a review, as they travel in a packet


@dataclass(frozen=True)
class Returned:
    """A review that came back signed by its person; ``position`` is what they signed, which received is not agree."""

    data: bytes = field(repr=False)
    position: str
    signer: Signer
    packet_id: int


def own_document_key(vault: Vault) -> DocumentKey:
    """What this vault signs documents with, under the name printed on reviews."""
    return own_identity(vault).document_key(writer_name(vault))


def own_key_words(vault: Vault) -> str:
    """The first figures of what this vault signs with, as the page shows them: "key 12ab 34cd 56ef 7890 …"."""
    from reviewapp.report.signing import shown_key

    return shown_key(own_document_key(vault))


def sign_previewed(vault: Vault, *, document: PreviewedPdf) -> PreviewedPdf:
    """The pages that were looked at, with the writer's signature behind them: not a byte of them is changed.

    RuleRefused for a draft: what may still change is not certified.
    """
    if document.is_draft:
        raise RuleRefused(
            _("A draft is not signed: it may still change."), _("Finish the review first, then sign it.")
        )
    if document.kind:
        raise RuleRefused(
            _("A copy with words left out is not signed: the record is."), _("Sign the whole review instead.")
        )
    return replace(document, data=_certified(vault, document.data), name=signed_name(document))


def signed_name(document: PreviewedPdf) -> str:
    """The file name of the same document with a signature: ``Review_Tom-Hesketh_…_v1_signed.pdf``."""
    return document.name.removesuffix(".pdf") + "_signed.pdf"


def export_signed(vault: Vault, *, review_id: int, folder: Path) -> Exported:
    """Write a finished review with the writer's signature into a folder; raises what `export_review` raises.

    Where its person signed exactly these pages, the file holds both signatures.
    """
    document = preview_pdf(vault, review_id=review_id)
    back = returned(vault, review_id=review_id)
    if back is not None and back.data.startswith(document.data):
        document = replace(document, data=back.data, name=signed_name(document))
    else:
        document = sign_previewed(vault, document=document)
    path = free_path(folder, document)
    save_previewed(vault, document=document, path=path)
    return Exported(path, document.is_draft, document.missing, language=document.language)


def save_returned(vault: Vault, *, review_id: int, path: Path) -> None:
    """Write the file that both signed, as it came back, and record that it left. RuleRefused while there is none."""
    back, record = both_signed(vault, review_id=review_id), get_review(vault, review_id=review_id)
    whole = PreviewedPdf(back.data, path.name, False, frozenset(), record.person_id)
    save_previewed(vault, document=whole, path=path)


def both_signed(vault: Vault, *, review_id: int) -> Returned:
    """What `returned` finds; RuleRefused while there is none."""
    back = returned(vault, review_id=review_id)
    if back is None:
        raise RuleRefused(
            _("Nobody sent this review back signed."), _("A missing signature holds nothing up: export it without.")
        )
    return back


def returned(vault: Vault, *, review_id: int) -> Returned | None:
    """The newest file of this review that came back with both signatures whole, or None.

    It has to begin with exactly the bytes that were sent, and to be signed with the certificate that the sender's card
    named in that very file: somebody else's signature is not theirs.
    """
    for _reply, found in came_back(vault, review_id=review_id):
        if isinstance(found, Returned):
            return found
    return None


def came_back(vault: Vault, *, review_id: int) -> Iterator[tuple[PacketRecord, Returned | str]]:
    """Each file with pages that answered this review, the newest first, and what is wrong with it where it does not
    count: "other_pages", "other_key", or a finding of `verify_words`.
    """
    record = reviews.review(vault.connection, review_id)
    came = packets.packets(vault.connection, kind="reply", direction="received") if record is not None else []
    for reply in reversed(came):
        sent = packets.packet_by_uid(vault.connection, reply.in_reply_to or "")
        if record is None or sent is None or not holds_review(vault, sent, record.uid):
            continue
        answer = packet_content(vault, packet_id=reply.id)
        if REVIEW_PDF in answer.attachments:
            yield reply, _judged(answer, packet_content(vault, packet_id=sent.id), reply.id)


def _judged(answer: Packet, sent: Packet, packet_id: int) -> Returned | str:
    """The keys are those that the two cards named when each file was made: a new name later is a new certificate."""
    from reviewapp.report.sign_fields import EMPLOYEE, MANAGER
    from reviewapp.report.verifying import verdict

    data, pages = answer.attachments[REVIEW_PDF], sent.attachments.get(REVIEW_PDF)
    if pages is None or not data.startswith(pages):
        return "other_pages"
    found = verdict(data)
    if found.findings:
        return found.findings[0]
    signers = {one.field: one for one in found.signers}
    wanted = {MANAGER: sent.sender.document, EMPLOYEE: answer.sender.document}
    if any(signers[field].fingerprint != key for field, key in wanted.items()):
        return "other_key"
    return Returned(data, signers[EMPLOYEE].meaning, signers[EMPLOYEE], packet_id)


def certified_pages(vault: Vault, *, pages: bytes, is_finished: bool) -> bytes:
    """The pages of a review that is handed over, certified. RuleRefused for a draft."""
    return sign_previewed(vault, document=PreviewedPdf(pages, "", not is_finished, frozenset())).data


def countersigned(vault: Vault, *, packet_id: int, position: str) -> Mapping[str, bytes]:
    """The pages that came in a packet with my signature behind them, to go back with my answer.

    RuleRefused where nothing is there to sign, where it is not whole, where its writer's card names another
    certificate, where I did not say what I sign, and where I signed these pages before: what was said stays.
    """
    from reviewapp.report.sign_fields import EMPLOYEE
    from reviewapp.report.signing import POSITIONS, NotSignable, Signing, signed

    if position not in POSITIONS:
        raise RuleRefused(
            _("Say what you sign: that you received it, or where you stand."),
            _("Received is enough, and it is not agreement. You may also send your answer without a signature."),
        )
    _refuse_signing_twice(vault, packet_id)
    data = packet_content(vault, packet_id=packet_id).attachments.get(REVIEW_PDF, b"")
    certifier(vault, packet_id=packet_id, found=judged(data))
    try:
        made = signed(data, own_document_key(vault), Signing(EMPLOYEE, position, vault.clock()))
    except NotSignable as error:
        raise RuleRefused(
            _("These pages are signed by you already."), _("Send your answer without a signature.")
        ) from error
    return {REVIEW_PDF: made}


def judged(pages: bytes) -> Verdict:
    """What is to be said of pages their writer certifies; "unsigned" is among the findings where nobody signed."""
    from reviewapp.report.sign_fields import MANAGER
    from reviewapp.report.verifying import verdict

    return verdict(pages, required=(MANAGER,))


def certifier(vault: Vault, *, packet_id: int, found: Verdict) -> Signer:
    """The writer's signature on the pages that came in a packet, ``found`` being what `judged` says of them.
    RuleRefused where they are not signed by whoever sent them, or not whole."""
    from reviewapp.report.sign_fields import MANAGER

    theirs = packet_content(vault, packet_id=packet_id).sender.document
    writers = [one for one in found.signers if one.field == MANAGER]
    if found.findings or len(writers) != 1 or theirs not in ("", writers[0].fingerprint):
        raise RuleRefused(
            _("These pages are not signed by who sent them, or not whole, so they are not signed here."),
            _("Send your answer without a signature, and ask for the finished review, signed."),
        )
    return writers[0]


def signed_answer(vault: Vault, *, packet_id: int) -> PacketRecord | None:
    """The file of mine that went back with my signature on the pages of this packet, or None."""
    answered = packet_record(vault, packet_id=packet_id)
    for one in packets.replies(vault.connection, answered.uid):
        if one.direction == "made" and REVIEW_PDF in packet_content(vault, packet_id=one.id).attachments:
            return one
    return None


def _refuse_signing_twice(vault: Vault, packet_id: int) -> None:
    from reviewapp.report.dates import read_date

    before = signed_answer(vault, packet_id=packet_id)
    if before is not None:
        raise RuleRefused(
            _("You signed these pages on {day}; they stay as you signed them.").format(
                day=read_date(local_day(vault, before.kept_at))
            ),
            _("If you see it otherwise now, write another answer: both are kept, with dates."),
        )


def review_in(vault: Vault, *, packet_id: int) -> str:
    """The uid of the review a packet holds; RuleRefused for one without."""
    held = replies.items(vault.connection, packet_id=packet_id)
    uid = next((one.item_uid for one in held if one.what == "review"), None)
    if uid is None:
        raise RuleRefused(_("There is no review in this file."), _("Ask for the finished review, signed."))
    return uid


def _certified(vault: Vault, pages: bytes) -> bytes:
    from reviewapp.report.sign_fields import MANAGER
    from reviewapp.report.signing import CERTIFIED, Signing, signed

    return signed(pages, own_document_key(vault), Signing(MANAGER, CERTIFIED, vault.clock()))


def holds_review(vault: Vault, sent: PacketRecord, review_uid: str) -> bool:
    """True when a packet brought or brings this review."""
    held = replies.items(vault.connection, packet_id=sent.id)
    return any(one.what == "review" and one.item_uid == review_uid for one in held)
