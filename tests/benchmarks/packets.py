"""Packets: sealing and opening, beside a copy of the same bytes through a file. Prints "what: figure" lines."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

ROUNDS = 200


def main() -> None:
    """Every kind with an ordinary content, one with a PDF of 60 KB, one with 10 MB beside it."""
    from reviewapp.exchange.packet import read_packet
    from reviewapp.keys.check_phrase import check_phrase
    from tests.helpers.packets import RUTH, TOM, body, packet

    pdf, large = os.urandom(60_000), os.urandom(10_000_000)
    for name, made in (
        ("a request, not sealed", lambda: packet(RUTH, "Ruth Ansell", body("request"))),
        ("a self-assessment", lambda: packet(RUTH, "Ruth Ansell", body("response"), (TOM, RUTH))),
        ("a review with its PDF of 60 KB", lambda: packet(RUTH, "Ruth Ansell", body("share"), (TOM, RUTH), attachments={"review.pdf": pdf})),
    ):
        data = made()
        seal, open_ = milliseconds(made), milliseconds(lambda data=data: read_packet(data, TOM))
        print(f"{name}: made {seal:.2f} ms, read and checked {open_:.2f} ms, {len(data) / 1000:.1f} KB")
    def with_large() -> bytes:
        return packet(RUTH, "Ruth Ansell", body("share"), (TOM, RUTH), attachments={"large.bin": large})

    whole = with_large()
    seal, open_ = milliseconds(with_large, 10), milliseconds(lambda: read_packet(whole, TOM), 10)
    with tempfile.TemporaryDirectory() as place:
        copy = milliseconds(lambda: flushed_copy(Path(place) / "copy", whole), 10)
        print(f"10 MB beside it: made {seal:.0f} ms, read and checked {open_:.0f} ms; writing and reading the same bytes once, flushed, {copy:.0f} ms")
        vaults(Path(place))
    print(f"the words of a card: {milliseconds(lambda: check_phrase(RUTH.card('x').fingerprint), 10):.0f} ms (scrypt, on purpose)")


def vaults(place: Path) -> None:
    """The same with a vault behind it: looked at, taken in (committed and flushed), made and kept."""
    from reviewapp.actions.incoming import look_at
    from reviewapp.actions.packets import open_packet, packet_content, seal_packet
    from reviewapp.actions.vaults import begin_vault
    from reviewapp.vault import identities
    from tests.helpers.packets import RUTH, TOM, body, packet

    vault, _code = begin_vault(folder=place / "vault", name="Tom Hesketh", passphrase="measured on a shared machine")
    with vault:
        with vault.write() as transaction:
            identities.add_identity(transaction, TOM)
        files = [packet(RUTH, "Ruth Ansell", body("contribution"), (TOM,), id=os.urandom(16).hex()) for _round in range(ROUNDS)]
        path = place / "one.rvpacket"
        path.write_bytes(files[0])
        print(f"looked at from a file, nothing written: {milliseconds(lambda: look_at(vault, path=path), 10):.0f} ms, nearly all of it the words of the card")
        waiting = iter(files)
        taken = [open_packet(vault, data=next(waiting)).id for _round in range(5)]
        print(f"taken in, committed and flushed: {milliseconds(lambda: taken.append(open_packet(vault, data=next(waiting)).id), 150):.1f} ms")
        contact_id = 1
        print(f"made and kept, committed and flushed: {milliseconds(lambda: seal_packet(vault, body=body('response'), to=(contact_id,)), 100):.1f} ms")
        print(f"read again from the vault: {milliseconds(lambda: packet_content(vault, packet_id=taken[0]), 100):.2f} ms")


def flushed_copy(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    assert path.read_bytes() == data


def milliseconds(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median time of one call."""
    act()
    spent = []
    for _round in range(rounds):
        start = time.perf_counter()
        act()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent) * 1000


if __name__ == "__main__":
    main()
