"""The language of a text, as its writer said it; kept with the text in force and undone like it."""

from __future__ import annotations

from collections.abc import Mapping

from reviewapp.actions.changes import NOTHING, Changes, changed
from reviewapp.actions.evidence_check import refuse_finished
from reviewapp.actions.text_check import offered_languages
from reviewapp.domain.errors import NotFound, UsageError
from reviewapp.i18n import _
from reviewapp.vault import findings
from reviewapp.vault.connection import Vault
from reviewapp.vault.texts import languages


def say_language(vault: Vault, *, record_uid: str, field: str, language: str | None) -> Changes:
    """Say which language a text is in, so that the evidence check reads it so; None lets it be recognised again.

    Raises UsageError for a language the check has no words for, NotFound for no such record, RuleRefused in a
    finished review. A text that was never written has no language: nothing happens.
    """
    if language is not None and language not in offered_languages():
        raise UsageError(
            _("The check does not know the language {language}.").format(language=language),
            _("Use one of {choices}.").format(choices=", ".join(offered_languages())),
        )
    owner = findings.owner_of(vault.connection, record_uid)
    if owner is None:
        raise NotFound(_("There is no such record."), _("See the ids with: reviewapp notes --json."))
    refuse_finished(vault, owner)
    with vault.write() as transaction:
        if not transaction.set_language(record_uid, field, language):
            return NOTHING
        return changed(transaction, "say_language", "finding", owner[0], ids=(owner[1],))


def languages_of(vault: Vault, *, record_uid: str) -> Mapping[str, str]:
    """The languages chosen for the texts of one record, by field."""
    return {field: language for (_uid, field), language in languages(vault.connection, [record_uid]).items()}
