"""What a verification found, in words: every finding has one sentence of its own, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reviewapp.actions.about_words import read_moment
from reviewapp.i18n import _
from reviewapp.keys.document_key import grouped

if TYPE_CHECKING:
    from reviewapp.report.verifying import Signer

# id of the finding -> (sentence, what to do); called when read, in the language chosen then.
_SENTENCES: dict[str, Callable[[], tuple[str, str]]] = {
    "not_pdf": lambda: (_("This is not a PDF."), _("Choose the signed review.")),
    "unreadable": lambda: (
        _("The file cannot be read from its place."), _("Check that you may read it, and try again."),
    ),
    "too_large": lambda: (
        _("The file is far larger than any review."), _("Ask whoever sent it for the signed review."),
    ),
    "damaged": lambda: (_("The file is damaged: it cannot be read whole."), _("Ask for the file again.")),
    "encrypted": lambda: (
        _("The file is protected with a password. A signed review never is."), _("Ask for the file as it was signed."),
    ),
    "cut_short": lambda: (_("The end of the file is missing."), _("Ask for the file again; it was not copied whole.")),
    "unsigned": lambda: (
        _("Nobody signed this file, or the signatures were cut off."), _("Ask for the signed review."),
    ),
    "manager_missing": lambda: (_("The manager's signature is missing."), _("Ask for the signed review.")),
    "employee_missing": lambda: (
        _("The employee's signature is missing: they did not sign, or the file was cut back to before they did."),
        _("If they declined or are away, check it as signed by the manager alone. If not, ask for the later file."),
    ),
    "extra_signature": lambda: (
        _("There is a signature that a review has no place for."), _("Ask for the file as the two of them signed it."),
    ),
    "wrong_order": lambda: (
        _("The signatures are not in their order: the manager signs first."), _("Do not rely on this file."),
    ),
    "saved_anew": lambda: (
        _("Another program saved the file anew, which breaks its signatures."),
        _("Ask for the file itself; printing, joining or compressing a signed file makes another one of it."),
    ),
    "content_changed": lambda: (
        _("The pages or their data were changed after they were signed."), _("Do not rely on this file."),
    ),
    "signature_damaged": lambda: (_("A signature itself was changed or damaged."), _("Do not rely on this file.")),
    "certificate_changed": lambda: (
        _("The certificate in a signature is not the one that signed."), _("Do not rely on this file."),
    ),
    "other_kind": lambda: (
        _("A signature was not made by ReviewApp, so this check cannot judge it."),
        _("Check it with the program that made it."),
    ),
    "no_meaning": lambda: (_("A signature does not say what it means."), _("Do not rely on this file.")),
    "no_time": lambda: (_("A signature does not say when it was made."), _("Do not rely on this file.")),
    "not_certified": lambda: (
        _("The manager's signature does not rule out later changes, as that of a review does."),
        _("Do not rely on this file."),
    ),
    "one_key": lambda: (
        _("Both signatures were made with one key, so one person signed for both."), _("Do not rely on this file."),
    ),
    "pages_after": lambda: (
        _("Pages were changed after the last signature."), _("What you see is not what was signed. Do not rely on it."),
    ),
    "notes_after": lambda: (
        _("Something was put on a page after the last signature, such as a note."),
        _("What you see is not what was signed. Do not rely on it."),
    ),
    "attachment_after": lambda: (
        _("The attached data were exchanged after the last signature."), _("Do not feed this file to any system."),
    ),
    "attachment_missing": lambda: (
        _("The data that every review carries are missing: this file was not made as one."),
        _("Do not rely on this file."),
    ),
    "attachment_other": lambda: (
        _("The attached data are not those whose fingerprint the pages print."),
        _("Do not feed this file to any system; the pages are what was signed."),
    ),
    "form_after": lambda: (
        _("A place of a signature was changed after the last signature."), _("Do not rely on this file."),
    ),
    "other_after": lambda: (
        _("The document was changed after the last signature."), _("Do not rely on this file."),
    ),
    "after_end": lambda: (
        _("Something was added behind the end of the signed file."),
        _("The signed part is whole; ask for the file without the rest."),
    ),
    "pages_between": lambda: (
        _("Pages were changed between the two signatures."), _("They signed different things. Do not rely on it."),
    ),
    "notes_between": lambda: (
        _("Something was put on a page between the two signatures."),
        _("They signed different things. Do not rely on it."),
    ),
    "attachment_between": lambda: (
        _("The attached data were exchanged between the two signatures."),
        _("They signed different things. Do not rely on it."),
    ),
    "form_between": lambda: (
        _("A place of a signature was changed between the two signatures."), _("Do not rely on this file."),
    ),
    "other_between": lambda: (
        _("The document was changed between the two signatures."),
        _("They signed different things. Do not rely on it."),
    ),
    "impostor": lambda: (
        _("A signature bears a name you know and was made with another key: it is a new key, or somebody else."),
        _("Ask the person on a number you know, and compare the figures of the key."),
    ),
    "unknown_key": lambda: (
        _("A signature is whole, but it is not known whose key made it."),
        _("Compare the figures of the key with the person once, and put them into the list of keys."),
    ),
    "not_compared": lambda: (
        _("A key is that of a card nobody compared yet."),
        _("Phone the person on a number you know, and compare the words of the card."),
    ),
}  # fmt: skip
FINDINGS = tuple(_SENTENCES)


def finding_words(finding: str) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    return _SENTENCES[finding]()


def signer_sentence(signer: Signer) -> str:
    """Who signed, what they state and when, as they say: ``Tom Hesketh, 2 Dec 2026, 10:00 by their own clock: …``.

    The moment they state is said in the time of this computer; `stated_moment` has it as it stands in the file.
    """
    from reviewapp.report.signing import meaning_sentence

    said = _("{name}, {when} by their own clock: {meaning}")
    return said.format(
        name=signer.name, when=read_moment(signer.at, None), meaning=meaning_sentence(signer.meaning)
    )


def stated_moment(signer: Signer) -> str:
    """The time of a signature to the second and with its zone, as its file states it."""
    return _("In the file: {moment}").format(moment=signer.at)


def key_words(fingerprint: str) -> str:
    """The figures of a key to compare, in groups of four."""
    return _("key {figures}").format(figures=grouped(fingerprint))
