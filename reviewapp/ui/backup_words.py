"""How a backup is spoken of: when it was made, and why."""

from __future__ import annotations

from datetime import datetime

from reviewapp.domain.errors import N_
from reviewapp.i18n import _
from reviewapp.ui.words import written_date

REASONS = {
    "asked": N_("made by hand"),
    "closing": N_("when ReviewApp was closed"),
    "changed": N_("after changes"),
    "moving": N_("to move to another computer"),
    "before_migration": N_("before an upgrade"),
    "before_restore": N_("before a restore"),
    "before_erasing": N_("before erasing"),
    "before_new_key": N_("before a new key"),
}


def moment_words(moment: datetime) -> str:
    """Day and time in the chosen language: "Tue 17 Nov 2026, 09:30"."""
    return _("{day}, {time}").format(day=written_date(moment.date()), time=moment.strftime("%H:%M"))


def backup_words(made_at: datetime, reason: str) -> str:
    """One line of a list: when, and why. A reason of a newer version is left out."""
    moment = moment_words(made_at)
    if reason not in REASONS:
        return moment
    return _("{moment} – {reason}").format(moment=moment, reason=_(REASONS[reason]))
