"""``make catalogue``: collect every sentence of the program into ``resources/locale/reviewapp.pot`` for translators.

What documents print is kept apart in ``resources/locale/LANGUAGE/LC_MESSAGES/documents.po``, beside the compiled
``documents.mo`` that the program reads. A sentence that is new has an empty translation there until somebody writes
one; a test fails until then.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from reviewapp.i18n import TRANSLATED_LANGUAGES
from tests.helpers.spoken import ROOT, document_sentences, said_by_findings

LOCALE = ROOT / "resources" / "locale"
POT = LOCALE / "reviewapp.pot"
_HEADER = "# What documents of ReviewApp say ({}). Written by the authors; awaits review by a native speaker and by counsel."
_LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)  # a compiled file names a day: one that never changes


def collected() -> Catalog:
    """The catalogue as the source stands now."""
    catalogue = Catalog(project="ReviewApp", charset="utf-8")
    found = extract_from_dir(
        ROOT / "reviewapp", [("**.py", "python")], keywords={"_": None, "N_": None, "ngettext": (1, 2)}, comment_tags=("#:",)
    )
    for name, _line, message, comments, _context in sorted(found, key=lambda one: (one[0], one[1])):
        catalogue.add(message, None, [(name, 0)], auto_comments=comments)
    for message in said_by_findings():
        catalogue.add(message, None, [("wording/families.toml", 0)])
    return catalogue


def kept() -> Catalog:
    """The catalogue as it is in the repository."""
    return read_po(io.BytesIO(POT.read_bytes()))


def translation(language: str) -> Catalog:
    """What documents say in a language, as it is in the repository."""
    path = po_file(language)
    return read_po(io.BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)


def po_file(language: str) -> Path:
    """The translations of one language, for people."""
    return LOCALE / language / "LC_MESSAGES" / "documents.po"


def brought_up_to_date(before: Catalog, language: str) -> Catalog:
    """The same translations for the sentences of today; a new one has none yet, and one that is not said goes."""
    now = Catalog(
        project="ReviewApp", charset="utf-8", locale=language, fuzzy=False, header_comment=_HEADER.format(language),
        last_translator="the authors of ReviewApp", language_team="none",
    )  # fmt: skip
    for sentence in sorted(document_sentences()):
        known = before.get(sentence)
        now.add(sentence, known.string if known else None)
    return now


def as_po(catalogue: Catalog) -> bytes:
    """The text of a file for people, without dates and places, so that it only changes when a sentence does."""
    out = io.BytesIO()
    write_po(out, catalogue, sort_output=True, no_location=True, width=110)
    lines = [line for line in out.getvalue().splitlines() if not line.startswith((b'"POT-Creation', b'"PO-Revision'))]
    return b"\n".join(lines) + b"\n"


def compiled(po: bytes, language: str) -> bytes:
    """The same for the program; the same text gives the same bytes."""
    catalogue = read_po(io.BytesIO(po), locale=language)
    catalogue.creation_date = catalogue.revision_date = _LONG_AGO
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> int:
    """Write the files; those of documents keep the translations they have."""
    POT.write_bytes(as_po(collected()))
    for language in TRANSLATED_LANGUAGES:
        path = po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(brought_up_to_date(translation(language), language)))
        path.with_suffix(".mo").write_bytes(compiled(path.read_bytes(), language))
        sys.stdout.write(f"{path}\n")
    sys.stdout.write(f"{POT}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
