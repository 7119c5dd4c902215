"""Export: files leave the vault only here, and only when a person asks (promise 4)."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reviewapp.actions.files import write_whole
from reviewapp.actions.review_content import document_content
from reviewapp.actions.reviews import get_review, refused_citations
from reviewapp.domain.errors import N_, RuleRefused
from reviewapp.domain.missing import MissingCharacter
from reviewapp.domain.redaction import without_words
from reviewapp.domain.review import ReviewContent
from reviewapp.i18n import _, speaking
from reviewapp.vault import observations, rights
from reviewapp.vault.connection import Vault

_NAME_BYTES = 120  # of the 255 a file system allows; the words around it need their part


@dataclass(frozen=True)
class PreviewedPdf:
    """The bytes an export writes, the name it proposes, and the characters no font could draw with their places.

    ``kind`` is set for papers that are no review, and for a copy that words were left out of.
    """

    data: bytes
    name: str
    is_draft: bool
    missing: frozenset[str]
    person_id: int = 0
    kind: str = ""
    missing_places: tuple[MissingCharacter, ...] = ()
    language: str = ""
    review_uid: str = ""


@dataclass(frozen=True)
class Exported:
    """One written file; ``missing_places`` are characters no font could draw, and where they stand.

    ``language`` is the one it is written in: a finished version keeps that it was made in.
    """

    path: Path
    is_draft: bool
    missing: frozenset[str]
    missing_places: tuple[MissingCharacter, ...] = ()
    language: str = ""


def export_review(vault: Vault, *, review_id: int, folder: Path, leave_out: Sequence[str] = ()) -> Exported:
    """Write one review as a PDF into a folder, whole or not at all; an earlier file of the same draft is replaced.

    Nothing else ever gives way: a second review of the same period, or of somebody whose name comes to the same, gets
    a number behind its name. ``leave_out``: words about third parties that this copy is made
    without (`domain.redaction`, which raises what it refuses). Raises NotFound for an unknown review, RuleRefused for a
    draft with a concern not shared in time, UsageError when the folder is a file, EnvironmentFault when it cannot be
    written or the disk is full.
    """
    document = preview_pdf(vault, review_id=review_id, leave_out=leave_out)
    path = free_path(folder, document)
    save_previewed(vault, document=document, path=path)
    return Exported(path, document.is_draft, document.missing, document.missing_places, document.language)


def save_previewed(vault: Vault, *, document: PreviewedPdf, path: Path) -> None:
    """Write the bytes that were previewed, and record that they left: the person can ask who received what."""
    kind = document.kind or ("draft" if document.is_draft else "review")
    hand_over(vault, person_id=document.person_id, files={path: document.data}, kind=kind)


def hand_over(vault: Vault, *, person_id: int, files: Mapping[Path, bytes], kind: str) -> None:
    """Write files about a person and record their names and SHA-256; nothing is recorded that was not written.

    Raises UsageError when the folder is a file, EnvironmentFault when it cannot be written or the disk is full.
    """
    import hashlib

    with vault.write() as transaction:
        for path, data in files.items():
            digest = hashlib.sha256(data).hexdigest()
            rights.add_handed_file(
                transaction, person_id=person_id, kind=kind, file_name=path.name, sha256=digest
            )
        for path, data in files.items():
            write_whole(path, data)


def preview_pdf(vault: Vault, *, review_id: int, leave_out: Sequence[str] = ()) -> PreviewedPdf:
    """The exact bytes an export writes, with what is worth knowing before they leave (promise 4).

    With ``leave_out`` it is a copy made without these words (`domain.redaction`, which raises what it refuses). Raises
    NotFound for an unknown review, RuleRefused for a draft with a concern not shared in time, and where an episode in
    it is restricted and nobody agreed.
    """
    from reviewapp.report import render_review

    content = exportable_content(vault, review_id)
    if leave_out:
        with speaking(content.language):
            mark = _("[left out]")
        content = without_words(content, leave_out, mark)
    rendered = render_review(content)
    person_id = get_review(vault, review_id=review_id).person_id
    kind = "words_left_out" if leave_out else ""
    return PreviewedPdf(
        rendered.data, file_name(content), content.is_draft, rendered.missing, person_id, kind,
        rendered.missing_places, content.language, content.review_uid,
    )  # fmt: skip


def exportable_content(vault: Vault, review_id: int) -> ReviewContent:
    """The document's content; RuleRefused when it cites what may not stand in it (any more).

    A citation is checked when it is made, and again here: what the person was told may have been taken
    back since, and no path may carry an unshared concern into a file (PRODUCT.md, promise 3).
    """
    content = document_content(vault, review_id=review_id)
    if content.is_draft:
        for refusal in refused_citations(vault, review_id=review_id, on=vault.today):
            raise refusal
    else:
        _refuse_restricted_since(vault, content)
    return content


def _refuse_restricted_since(vault: Vault, content: ReviewContent) -> None:
    """A finished version stays as it is, but does not leave with an episode that was marked as restricted since."""
    for episode in content.episodes:
        found = observations.observation_by_uid(vault.connection, episode.uid)
        if found is not None and not found.may_leave:
            title = episode.behaviour.splitlines()[0][:80]
            raise RuleRefused(
                N_("“{title}” was marked as restricted since, so this document does not leave the vault."),
                N_("Ask the person; with their agreement on record it may. Or begin the review anew without it."),
                title=title,
            )


def free_path(folder: Path, document: PreviewedPdf) -> Path:
    """Where a document goes: its proposed name, or the first with a number behind it under which no other lies.

    Names are compared as file systems do that do not tell apart large and small letters, or ways to write an accent:
    a folder is copied to one sooner or later, and there one file would take the place of the other.
    """
    try:
        there = {_folded(one.name): one for one in folder.iterdir()}
    except OSError:
        there = {}  # not there yet, or no folder that can be read: writing to it says so
    proposed = folder / document.name
    path, number = proposed, 1
    while (found := there.get(_folded(path.name))) is not None:
        if _may_be_replaced(found, document):
            return found
        number += 1
        path = proposed.with_name(f"{proposed.stem}_{number}{proposed.suffix}")
    return path


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _may_be_replaced(path: Path, document: PreviewedPdf) -> bool:
    """True for the same bytes, and for an earlier file of the same draft."""
    try:
        data = path.read_bytes() if path.is_file() else b""
    except OSError:
        return False  # what cannot be read is somebody else's
    if data == document.data or not document.is_draft:
        return data == document.data
    from reviewapp.report.archive import is_of_record

    return is_of_record(data, document.review_uid)


def write_recovery_sheet(*, path: Path, code: str, name: str, folder: Path, made_on: date) -> None:
    """Write the recovery code as a one-page PDF to print. EnvironmentFault when it cannot be written."""
    from reviewapp.report import render_recovery_sheet
    from reviewapp.report.recovery_sheet import RecoverySheet

    write_whole(path, render_recovery_sheet(RecoverySheet(code, name, str(folder), made_on)).data)


def file_name(content: ReviewContent) -> str:
    """A predictable name that every file system takes: ``Review_Tom-Hesketh_2026-03-01_2026-11-20.pdf``."""
    ending = "_draft" if content.is_draft else f"_v{content.version}"
    copy = "_words-left-out" if content.left_out else ""
    return f"Review_{name_part(content.person_name)}_{content.period_from}_{content.period_to}{ending}{copy}.pdf"


def name_part(name: str) -> str:
    """Somebody's name as a part of a file name: letters, figures, hyphens, at most 120 bytes; "person" if none is left.

    No path can be in it, and no system refuses it: put words of ours before it, so that ``CON`` or ``-rf`` never
    stands alone.
    """
    known = sys.getfilesystemencoding()  # on an old system it has fewer letters than names have
    letters = unicodedata.normalize("NFC", name).encode(known, "ignore").decode(known)
    kept = re.sub(r"[^\w]+", "-", letters).strip("-_")
    # File systems count bytes; a cut may not fall into a letter.
    return kept.encode("utf-8", "replace")[:_NAME_BYTES].decode("utf-8", "ignore").strip("-_") or "person"
