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
    for message in _said_by_findings():
        catalogue.add(message, None, [("wording/families.toml", 0)])
    return catalogue


def _said_by_findings() -> list[str]:
    """What findings say stands beside the rules; it is translated where it is shown."""
    families = tomllib.loads((ROOT / "resources" / "wording" / "families.toml").read_text("utf-8"))["families"]
    return [one[part] for one in families.values() for part in ("title", "why", "ask")]


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
