"""Days as people type them; an ambiguous one is asked about, never guessed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from reviewapp.domain.errors import UsageError
from reviewapp.exchange.dates import read_date
from reviewapp.i18n import _
from reviewapp.vault.connection import Vault

_QUOTED = 40  # characters


def typed_day(text: str, *, today: date) -> date:
    """The one day a typed text means: ``today``, ``yesterday``, ISO, ``12 Oct``, ``9.6.26`` …

    Raises UsageError with the readings when two are possible,
    or when the text is no day.
    """
    plain = text.strip().casefold()
    if plain in {"today", _("today").casefold()}:
        return today
    if plain in {"yesterday", _("yesterday").casefold()}:
        return today - timedelta(days=1)
    try:
        return date.fromisoformat(plain)
    except ValueError:
        reading = read_date(text, saved_on=today)
    if reading.day is not None:
        return reading.day
    if reading.candidates:
        readings = _(" or ").join(day.isoformat() for day in reading.candidates)
        raise UsageError(
            _("“{text}” can be read as {readings}.").format(text=_short(text), readings=readings),
            _("Write the day as in {example}.").format(example=reading.candidates[0].isoformat()),
        )
    raise UsageError(
        _("“{text}” is not a day.").format(text=_short(text)),
        _("Write the day as in {example}.").format(example=today.isoformat()),
    )


def typed_day_ahead(text: str, *, today: date) -> date:
    """The same for a day that may lie ahead, such as the one an answer is wished for."""
    reading = read_date(text, saved_on=today, allow_future=True)
    return reading.day if reading.day is not None else typed_day(text, today=today)


def _short(text: str) -> str:
    """What was typed, fit for a sentence: on one line, and not a page of it."""
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"


def local_day(vault: Vault, moment: str) -> date:
    """The day of a UTC moment on this computer's calendar."""
    return datetime.fromisoformat(moment).astimezone(vault.clock().tzinfo).date()
