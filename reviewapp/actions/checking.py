"""The evidence check of text, without a vault: one text, or many as JSON lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from reviewapp.domain.errors import UsageError
from reviewapp.domain.finding import LABELS, Finding
from reviewapp.i18n import _
from reviewapp.wording import LANGUAGES, Checker, WordsFileError, load_checker

MAX_BYTES = 64 * 1024 * 1024
_OPENS_OBJECT = re.compile(r'\s*\{\s*["}]')
_LINE_FILES = (".jsonl", ".ndjson")


class Check(Protocol):
    """What checks a text: the shipped words, or these with an organisation's own (`own_words.WordCheck`)."""

    def check(self, text: str, language: str | None = None) -> tuple[Finding, ...]:
        """All findings in the order of the text."""


@dataclass(frozen=True)
class CheckedText:
    """One text with what the check says about it.

    ``id`` is the caller's own. ``is_line`` tells a line of JSON lines from a whole text.
    """

    id: Any
    text: str
    findings: tuple[Finding, ...]
    is_line: bool

    def as_data(self) -> dict[str, Any]:
        """For JSON: ``labels`` in the order they are explained, each once; offsets count characters."""
        present = {finding.label for finding in self.findings}
        return {
            "id": self.id,
            "labels": [label for label in LABELS if label in present],
            "findings": [
                {
                    "label": one.label, "start": one.start, "end": one.end, "span": one.span, "why": _(one.why),
                    "ask": _(one.ask),
                }
                for one in self.findings
            ],
        }

    def lines(self) -> Iterator[str]:
        """For people: where each finding is (line and column from 1), its words, why, and what to ask instead."""
        for one in self.findings:
            before = self.text[: one.start]
            line, column = before.count("\n") + 1, one.start - (before.rfind("\n") + 1) + 1
            yield _("{line}:{column} {label}: “{span}”").format(
                line=line, column=column, label=label_name(one.label), span=" ".join(one.span.split())
            )
            yield f"    {_(one.why)} {_(one.ask)}"


def label_name(label: str) -> str:
    """A label of the check in words."""
    return {
        "usage_metric": _("usage metric"), "vague": _("vague"), "personality": _("about the person, not the deed"),
        "absolute": _("absolute"), "hearsay": _("hearsay"), "protected": _("protected characteristic"),
        "health": _("health"), "personal_data": _("personal data"),
    }[label]


def checker_with(words: Path | None) -> Checker:
    """The checker with the shipped words and, when given, one file of the organisation's own.

    Raises UsageError naming what is wrong with that file.
    """
    checker = load_checker()
    if words is None:
        return checker
    try:
        return checker.with_words(words)
    except WordsFileError as error:
        raise UsageError(
            _("The file of words cannot be used: {reason}.").format(reason=str(error).rstrip(".")),
            _("Correct it; its form is that of the words that came with the program."),
        ) from error


def spoken_language(given: object) -> str | None:
    """The language of the check a tag such as ``de-AT`` stands for; None when it knows no such language."""
    if not isinstance(given, str):
        return None
    first = re.split(r"[-_]", given.strip().casefold())[0]
    return first if first in LANGUAGES else None


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a file opened for bytes; one without end is cut where no more is read anyway."""
    return iter(lambda: stream.readline(MAX_BYTES + 1), b"")


def check_lines(
    lines: Iterable[bytes], *, name: str = "", language: str | None = None, checker: Check | None = None
) -> Iterator[CheckedText]:
    r"""Check a whole text, or each line of JSON lines (``{"id", "text", "lang"}``) as soon as it was read.

    ``lines`` are those of a file opened for bytes, each with its line feed; ``name`` is the file's. It is JSON
    lines when the name says so or the first line with something on it opens an object. ``language`` overrules
    that of a line. Raises UsageError naming the line that is no such object, for a language the check does not
    know, for text that is not UTF-8, and above 64 MB.
    """
    if language is not None and spoken_language(language) is None:
        raise UsageError(
            _("The check does not know the language {language}.").format(language=language),
            _("Use one of {choices}.").format(choices=", ".join(LANGUAGES)),
        )
    using = checker or load_checker()
    overruling = spoken_language(language)
    start: list[bytes] = []
    incoming = _limited(lines)
    as_lines = name.casefold().endswith(_LINE_FILES)
    for raw in incoming:
        start.append(raw)
        if raw.strip(b"\xef\xbb\xbf \t\r\n"):
            as_lines = as_lines or _OPENS_OBJECT.match(raw.decode("utf-8-sig", "replace")) is not None
            break
    if not as_lines:
        text = _decoded(b"".join([*start, *incoming]))
        yield CheckedText(None, text, using.check(text, overruling), is_line=False)
        return
    for number, raw in enumerate(chain(start, incoming), 1):
        if raw.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _checked_line(raw, number, overruling, using)


def _checked_line(raw: bytes, number: int, overruling: str | None, checker: Check) -> CheckedText:
    try:
        value = json.loads(raw.decode("utf-8-sig"))
        text = value["text"]
        if not isinstance(text, str):
            raise TypeError("text")
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise UsageError(
            _("Line {number} is not a JSON object with a text.").format(number=number),
            _("Every line needs {example}; the lines before it were checked.").format(example='{"id": 1, "text": "…"}'),
        ) from error
    language = overruling or spoken_language(value.get("lang"))
    return CheckedText(value.get("id"), text, checker.check(text, language), is_line=True)


def _limited(lines: Iterable[bytes]) -> Iterator[bytes]:
    held = 0
    for line in lines:
        held += len(line)
        if held > MAX_BYTES:
            raise UsageError(_("This is more than 64 MB of text."), _("Split it into smaller files."))
        yield line


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(_("This is not UTF-8 text."), _("Convert it first, for example with iconv.")) from error
