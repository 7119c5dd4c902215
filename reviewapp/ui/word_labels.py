"""Labels of texts that any record can have."""

from __future__ import annotations

from reviewapp.domain.observation import TEXTS
from reviewapp.i18n import _
from reviewapp.ui import words


def text_label(field: str) -> str:
    """The label of a text of an observation; "" for a field of something else."""
    if field.startswith("person_view/"):
        return _("The person says")
    return words.field(field) if field in TEXTS else ""
