"""Where in a document the characters stand that no font could draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from reviewapp.domain.missing import MissingCharacter
from reviewapp.i18n import _
from reviewapp.report.document import Document, Heading, Railed
from reviewapp.report.plain import one_line, plain


def missing_places(document: Document, missing: frozenset[str]) -> tuple[MissingCharacter, ...]:
    """Each missing character with the headings it is found under, in the order of the document."""
    if not missing:
        return ()
    found: dict[str, list[str]] = {}
    for place, text in _texts(document):
        for character in dict.fromkeys(plain(text)):
            if character in missing and place not in found.setdefault(character, []):
                found[character].append(place)
    return tuple(MissingCharacter(character, tuple(places)) for character, places in found.items())


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    front = _("Front page")
    section = part = front
    for block in document.blocks:
        if isinstance(block, Heading):
            section = part = one_line(block.text)
        elif isinstance(block, Railed):
            part = one_line(block.heading) or section
        for text in _strings(block):
            yield part, text
    for text in (document.header_left, document.header_right, document.footer, document.record_line):
        yield _("Head and foot of the page"), text


def _strings(thing: object) -> Iterator[str]:
    """Every text inside a block, however deep."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _strings(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _strings(getattr(thing, field.name))
