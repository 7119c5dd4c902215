"""``python tests/helpers/other_reader.py FILE …``: what pyHanko, a program that is none of ours, says of signed files, as JSON.

In a process of its own: it loads an HTTP client and ssl, which no process of ours may hold.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any


def others_say(*paths: Path) -> list[list[dict[str, Any]] | str]:
    """For each file its signatures, or the name of the error it ended with."""
    command = [sys.executable, str(Path(__file__).resolve()), *map(str, paths)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _read(path: Path) -> list[dict[str, Any]] | str:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    found = []
    try:
        with path.open("rb") as stream:
            for one in PdfFileReader(stream).embedded_signatures:
                trust = ValidationContext(trust_roots=[one.signer_cert], allow_fetching=False)
                status = validate_pdf_signature(one, signer_validation_context=trust)
                found.append({
                    "field": one.field_name, "whole": bool(status.intact and status.valid and status.trusted),
                    "covers": status.coverage.name, "allowed": bool(status.docmdp_ok), "all": bool(status.bottom_line),
                })
    except Exception as error:  # the answer of another program, whatever it is
        return type(error).__name__
    return found


if __name__ == "__main__":
    logging.disable()
    print(json.dumps([_read(Path(name)) for name in sys.argv[1:]]))
