"""``make catalogue``: collect every sentence of the program into ``resources/locale/reviewapp.pot`` for translators."""

from __future__ import annotations

import io
import sys
import tomllib
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
POT = ROOT / "resources" / "locale" / "reviewapp.pot"


def collected() -> Catalog:
    """The catalogue as the source stands now."""
    catalogue = Catalog(project="ReviewApp", charset="utf-8")
    found = extract_from_dir(
        ROOT / "reviewapp", [("**.py", "python")], keywords={"_": None, "N_": None, "ngettext": (1, 2)}, comment_tags=("#:",)
    )
    for name, _line, message, comments, _context in sorted(found, key=lambda one: (one[0], one[1])):
        catalogue.add(message, None, [(name, 0)], auto_comments=comments)
    for message in sentences_of_the_evidence_check():
        catalogue.add(message, None, [("resources/wording/families.toml", 0)])
    return catalogue


def sentences_of_the_evidence_check() -> list[str]:
    """Why each family of findings cannot stand and what to ask instead; the program translates them when shown."""
    families = tomllib.loads((ROOT / "resources" / "wording" / "families.toml").read_text("utf-8"))["families"]
    return [family[key] for family in families.values() for key in ("why", "ask")]


def kept() -> Catalog:
    """The catalogue as it is in the repository."""
    return read_po(io.BytesIO(POT.read_bytes()))


def main() -> int:
    """Write the file, without dates and line numbers, so that it only changes when a sentence does."""
    out = io.BytesIO()
    write_po(out, collected(), omit_header=False, sort_output=True, no_location=True, width=110)
    lines = [line for line in out.getvalue().splitlines() if not line.startswith((b'"POT-Creation', b'"PO-Revision'))]
    POT.write_bytes(b"\n".join(lines) + b"\n")
    sys.stdout.write(f"{POT}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
