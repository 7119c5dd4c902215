"""A self-assessment that came without the app: an e-mail or a text as it was saved, with its sender and day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from reviewapp.domain.errors import N_, UsageError
from reviewapp.exchange.dates import read_date
from reviewapp.exchange.plain import tidy
from reviewapp.exchange.tables import decode, refuse_binary

MAX_ORIGINAL = 16 * 1024 * 1024
_HEADER = re.compile(r"(?P<name>[A-Za-z][A-Za-z-]{1,30}):[ \t]*(?P<value>.*)")
_WANTED = frozenset({"from", "date", "subject", "to"})
_BRACKETS = re.compile(r"\([^()]*\)|<[^<>]*>")
_CLOCK = re.compile(r"\s+\d{1,2}:\d{2}(:\d{2})?.*$")
_WEEKDAY = re.compile(r"^[^\W\d_]{2,10}\.?,?\s+(?=\d)")


@dataclass(frozen=True)
class AnswerFile:
    """What a file says of itself; ``sender`` reads "Tom Hesketh", ``text`` is "" where it holds no plain text."""

    sender: str
    sent_on: date | None
    subject: str
    text: str


def read_answer_file(data: bytes, *, saved_on: date) -> AnswerFile:
    """Read an e-mail or a text; anything else, such as a scanned page, comes back without words, to be typed.

    ``saved_on`` is the latest day it can have been sent. Raises UsageError for a file that is empty or too large.
    """
    if not data.strip():
        raise UsageError(N_("This file is empty."), N_("Save the e-mail again, or type what was said."))
    if len(data) > MAX_ORIGINAL:
        raise UsageError(
            N_("This file is larger than 16 MB."), N_("Save it without its attachments, or type what was said.")
        )
    head = data[:4096].lower()
    if b"mime-version:" in head and b"content-type:" in data[:65536].lower():
        return _mail(data, saved_on)
    try:
        refuse_binary(data)
        text, _encoding = decode(data)
    except UsageError:
        return AnswerFile("", None, "", "")
    return _plain_mail(text, saved_on)


def _plain_mail(text: str, saved_on: date) -> AnswerFile:
    """Header lines as mail programs save them as text, a blank line, the words; without a head it is all words."""
    found: dict[str, str] = {}
    lines = text.splitlines()
    heads = list(takewhile(lambda one: one is not None, (_HEADER.fullmatch(line.strip()) for line in lines)))
    for header in heads:
        if header is not None:
            found.setdefault(header["name"].lower(), header["value"].strip())
    if "from" not in found or not _WANTED & set(found) - {"from"}:
        return AnswerFile("", None, "", text.strip())
    body = "\n".join(lines[len(heads):]).strip()
    return AnswerFile(_name(found["from"]), _day(found.get("date", ""), saved_on), found.get("subject", ""), body)


def _mail(data: bytes, saved_on: date) -> AnswerFile:
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)  # what this policy makes
    body = message.get_body(("plain",))
    text = body.get_content() if body is not None else ""
    sent = message["Date"]
    moment = getattr(sent, "datetime", None)
    day = moment.date() if moment is not None and moment.date() <= saved_on else None
    return AnswerFile(_name(str(message["From"] or "")), day, str(message["Subject"] or ""), str(text).strip())


def _name(sender: str) -> str:
    """The name in reading order, without address, team in brackets and quotation marks."""
    plain = tidy(_BRACKETS.sub(" ", sender).replace('"', " "))
    last, comma, first = plain.partition(",")
    return tidy(f"{first} {last}") if comma else plain


def _day(written: str, saved_on: date) -> date | None:
    """"Mon 16 Nov 2026 08:12" is its day; a day that can be read in two ways is none."""
    plain = _WEEKDAY.sub("", _CLOCK.sub("", written.strip()))
    return read_date(plain, saved_on=saved_on).day
