"""``PYTHONPATH=. python tests/helpers/packet_docs.py``: write ``docs/packet-errors.md`` by giving every hostile file to a real vault.

Each row is what `open_packet` answered; the vault is compared before and after. A test holds the page to it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from reviewapp.actions.contacts import stop_using_key
from reviewapp.actions.packets import open_packet, packet_file, packet_record, seal_packet
from reviewapp.actions.sentences import in_words
from reviewapp.actions.vaults import begin_vault
from reviewapp.exchange.packet_errors import PacketRefused
from reviewapp.keys.identity import seal, unseal
from reviewapp.keys.slots import KdfParameters
from reviewapp.vault import identities
from reviewapp.vault.connection import Vault
from tests.exchange.hostile import make
from tests.helpers.acts import dump
from tests.helpers.packets import RUTH, TOM, body, new_identity, packet, request_body

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "packet-errors.md"
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
FAST_KDF = KdfParameters(memory_kib=8 * 1024, passes=1, lanes=1)
TITLES = {
    "tampered": "Altered, foreign, or built to do harm", "truncated": "Incomplete",
    "oversized": "Too large", "from-the-future": "Made by a newer version",
}
HEAD = """# What every bad packet is answered with

Written by `PYTHONPATH=. python tests/helpers/packet_docs.py`: every file below is made anew and given to a real vault, as a double-click,
a drop and `reviewapp open` give it. `tests/exchange/test_packet_docs.py` fails when an answer changes. After each of them the vault held
exactly what it held before; `tests/exchange/test_hostile_packets.py` shows beside it that no file was opened for writing, and
that no flipped bit of a sealed packet is taken. The window shows the same sentences (`tests/ui/test_incoming.py`).

Exit code 5: the file cannot be used at all. 1: it was read, and something in it does not hold.
"""


def answer(vault: Vault, data: bytes) -> tuple[str, str]:
    """(sentence and next step, exit code) for a file; ("taken in", "0") for one that opens."""
    before = dump(vault)
    try:
        open_packet(vault, data=data)
    except PacketRefused as error:
        assert dump(vault) == before, "a refused file left something in the vault"
        return " ".join(in_words(error)), str(error.exit_code)
    return "taken in", "0"


def _begin(folder: Path, name: str, keys) -> Vault:
    vault, _code = begin_vault(folder=folder, name=name, passphrase="a sentence for tests", kdf=FAST_KDF, clock=lambda: NOW)
    with vault.write() as transaction:
        identities.add_identity(transaction, keys)
    return vault


def _met(vault: Vault) -> Iterator[tuple[str, bytes]]:
    """Files that are whole and well signed, and still not to be believed: what counts is what the vault knows."""
    share = packet(RUTH, "Ruth Ansell", body("share"), (TOM,), id="c" * 32)
    open_packet(vault, data=share)
    yield "the same file again", share
    yield "the same packet, sealed anew", seal(unseal(share, TOM), [TOM.card("").age])
    yield "another content under the same id", packet(RUTH, "Ruth Ansell", request_body(message="Other words."), (TOM,), id="c" * 32)
    own = seal_packet(vault, body=request_body())
    yield "a file made here", packet_file(vault, packet_id=own.id)
    stranger = new_identity()
    yield "a known name with another key", packet(stranger, "Ruth Ansell", body("share"), (TOM,), id="d" * 32)
    yield "the same in other letters", packet(stranger, "RUTH  ANSELL", body("share"), (TOM,), id="d" * 32)
    yield "an answer to a request of somebody else", packet(stranger, "Nia Pugh", body("response"), (TOM,), id="d" * 32, in_reply_to="e" * 32)
    yield "a self-assessment of a stranger, unasked", packet(stranger, "Nia Pugh", body("response"), (TOM,), id="d" * 32)
    yield "a receipt for something never sent", packet(RUTH, "Ruth Ansell", body("ack"), (TOM,), id="d" * 32, in_reply_to="c" * 32)
    yield "a reply that names two packets", packet(RUTH, "Ruth Ansell", body("reply"), (TOM,), id="d" * 32, in_reply_to="f" * 32)
    contact_id = packet_record(vault, packet_id=1).contact_id
    assert contact_id is not None
    stop_using_key(vault, contact_id=contact_id)
    yield "a key that was taken out of use", packet(RUTH, "Ruth Ansell", body("contribution"), (TOM,), id="d" * 32)


def document() -> str:
    """The page as the code of today answers."""
    parts = [HEAD]
    with tempfile.TemporaryDirectory() as place, _begin(Path(place) / "tom", "Tom Hesketh", TOM) as vault:
        for folder, cases in make.FOLDERS.items():
            if folder == "valid":
                continue
            parts.append(_table(TITLES[folder], [(case.name, *answer(vault, case.make())) for case in cases]))
        met = [(name, *answer(vault, data)) for name, data in _met(vault)]
    parts.append(_table("Whole and well signed, and still not to be believed", met))
    return "\n".join(parts)


def _table(title: str, rows: list[tuple[str, str, str]]) -> str:
    """Rows with one answer stand together, in the order in which the answers first come."""
    together: dict[tuple[str, str], list[str]] = {}
    for name, said, code in rows:
        together.setdefault((said, code), []).append(name)
    lines = [f"## {title}", "", "| given | answer | exit code |", "|---|---|---|"]
    lines += [f"| {'; '.join(names)} | {said} | {code} |" for (said, code), names in together.items()]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    DOCUMENT.write_text(document(), "utf-8")
    print(DOCUMENT)
