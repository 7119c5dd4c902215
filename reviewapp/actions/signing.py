"""Signing documents: the writer of a review certifies it, its person signs receipt, each on their own computer.

The key is made from the signing seed in the vault and never leaves memory. Every signature is an act of its own:
nothing is signed because it is exported or sent. Source: domain.md F, sign-off; pdf.md 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.actions.contacts import own_identity, writer_name
from reviewapp.actions.exporting import Exported, PreviewedPdf, free_path, preview_pdf, save_previewed
from reviewapp.actions.packets import packet_content, packet_record
from reviewapp.domain.errors import RuleRefused
from reviewapp.i18n import _, language
from reviewapp.vault import identities, packets, replies, reviews
from reviewapp.vault.connection import Vault
from reviewapp.vault.packets import PacketRecord

if TYPE_CHECKING:
    from reviewapp.keys.document_key import DocumentKey
    from reviewapp.report.verifying import Signer

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
    return Exported(path, document.is_draft, document.missing)


def save_returned(vault: Vault, *, review_id: int, path: Path) -> None:
    """Write the file that both signed, as it came back, and record that it left. RuleRefused while there is none."""
    back = returned(vault, review_id=review_id)
    record = reviews.review(vault.connection, review_id)
    if back is None or record is None:
        raise RuleRefused(
            _("Nobody sent this review back signed."), _("A missing signature holds nothing up: export it without.")
        )
    whole = PreviewedPdf(back.data, path.name, False, frozenset(), record.person_id)
    save_previewed(vault, document=whole, path=path)


def returned(vault: Vault, *, review_id: int) -> Returned | None:
    """The newest file of this review that came back with both signatures whole, or None.

    It has to begin with exactly the bytes that were sent, and to be signed with the certificate that the sender's card
    names: somebody else's signature is not theirs.
    """
    from reviewapp.report.sign_fields import EMPLOYEE, MANAGER
    from reviewapp.report.verifying import verdict

    record = reviews.review(vault.connection, review_id)
    came = packets.packets(vault.connection, kind="reply", direction="received") if record is not None else []
    for reply in reversed(came):
        sent = packets.packet_by_uid(vault.connection, reply.in_reply_to or "")
        if record is None or sent is None or not _holds(vault, sent, record.uid):
            continue
        data = packet_content(vault, packet_id=reply.id).attachments.get(REVIEW_PDF)
        pages = packet_content(vault, packet_id=sent.id).attachments.get(REVIEW_PDF)
        if data is None or pages is None or not data.startswith(pages):
            continue
        found = verdict(data)
        signers = {one.field: one for one in found.signers}
        theirs = _document_key_of(vault, reply.contact_id)
        own = own_document_key(vault).fingerprint
        if not found.findings and signers[MANAGER].fingerprint == own and signers[EMPLOYEE].fingerprint == theirs:
            return Returned(data, signers[EMPLOYEE].meaning, signers[EMPLOYEE], reply.id)
    return None


def certified_pages(vault: Vault, *, pages: bytes, is_finished: bool) -> bytes:
    """The pages of a review that is handed over, certified. RuleRefused for a draft."""
    return sign_previewed(vault, document=PreviewedPdf(pages, "", not is_finished, frozenset())).data


def countersigned(vault: Vault, *, packet_id: int, position: str) -> Mapping[str, bytes]:
    """The pages that came in a packet with my signature behind them, to go back with my answer.

    RuleRefused where nothing is there to sign, where it is not whole, where its writer's card names another
    certificate, or where I did not say what I sign.
    """
    from reviewapp.report.sign_fields import EMPLOYEE, MANAGER
    from reviewapp.report.signing import POSITIONS, NotSignable, Signing, signed
    from reviewapp.report.verifying import verdict

    if position not in POSITIONS:
        raise RuleRefused(
            _("Say what you sign: that you received it, or where you stand."),
            _("Received is enough, and it is not agreement. You may also send your answer without a signature."),
        )
    data = packet_content(vault, packet_id=packet_id).attachments.get(REVIEW_PDF, b"")
    found = verdict(data, required=(MANAGER,))
    theirs = _document_key_of(vault, packet_record(vault, packet_id=packet_id).contact_id)
    writers = {one.fingerprint for one in found.signers if one.field == MANAGER}
    if found.findings or (theirs and writers != {theirs}):
        raise RuleRefused(
            _("These pages are not signed by who sent them, or not whole, so they are not signed here."),
            _("Send your answer without a signature, and ask for the finished review, signed."),
        )
    try:
        made = signed(data, own_document_key(vault), Signing(EMPLOYEE, position, vault.clock()), language())
    except NotSignable as error:
        raise RuleRefused(
            _("These pages are signed by you already."), _("Send your answer without a signature.")
        ) from error
    return {REVIEW_PDF: made}


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

    return signed(pages, own_document_key(vault), Signing(MANAGER, CERTIFIED, vault.clock()), language())


def _holds(vault: Vault, sent: PacketRecord, review_uid: str) -> bool:
    held = replies.items(vault.connection, packet_id=sent.id)
    return any(one.what == "review" and one.item_uid == review_uid for one in held)


def _document_key_of(vault: Vault, contact_id: int | None) -> str:
    """The certificate the card of this contact names, "" while it names none."""
    found = identities.contact(vault.connection, contact_id or 0)
    return found.card.document if found is not None else ""
