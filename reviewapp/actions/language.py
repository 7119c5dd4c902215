"""The language, the paper and the language of documents: those of the settings, else those of the system."""

from __future__ import annotations

from reviewapp.i18n import (
    system_document_language,
    system_language,
    system_paper,
    use_documents_in,
    use_language,
    use_paper,
)
from reviewapp.settings import load_settings


def use_chosen_language() -> None:
    """Say everything from now on in the language of the settings; the desktop does the same when it starts."""
    settings = load_settings()
    use_language(settings.language or system_language())
    use_paper(settings.paper or system_paper())
    use_documents_in(settings.documents or system_document_language())
