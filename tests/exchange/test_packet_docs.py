"""docs/packet-errors.md says what the program answers: it is made from the answers, and may not drift."""

from __future__ import annotations

from reviewapp.exchange import packet_errors
from reviewapp.exchange.packet_errors import PacketRefused
from tests.helpers.packet_docs import DOCUMENT, document


def test_the_page_is_what_the_program_answers() -> None:
    assert DOCUMENT.read_text("utf-8") == document(), "run: PYTHONPATH=. python tests/helpers/packet_docs.py"


def test_every_refusal_there_is_stands_on_the_page() -> None:
    """A refusal nobody can meet would be a sentence without a test."""
    page = DOCUMENT.read_text("utf-8")
    kinds = [one for one in vars(packet_errors).values() if isinstance(one, type) and issubclass(one, PacketRefused) and one is not PacketRefused]
    assert len(kinds) > 10
    for one in kinds:
        assert one.said.split("{")[0].strip() in page and one.said.rsplit("}")[-1].strip() in page, one.__name__
