"""docs/signatures.md says what the program answers to every tamper: it is made from the answers, and may not drift."""

from __future__ import annotations

from tests.helpers.tamper_docs import DOCUMENT, document


def test_the_page_is_what_the_program_answers() -> None:
    assert DOCUMENT.read_text("utf-8") == document(), "run: PYTHONPATH=. python tests/helpers/tamper_docs.py"
