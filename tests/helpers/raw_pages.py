"""Every byte of an encrypted file in clear, free pages and log included: what a person with the key could dig out."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVE, SALT = 4096, 80, 16
WAL_HEADER, FRAME_HEADER = 32, 24


def clear_bytes(path: Path, data_key: bytes) -> bytes:
    """The pages of a SQLCipher 4 file with a raw key, decrypted one by one without SQLite; holes stay holes."""
    raw = path.read_bytes()
    return b"".join(_page(raw[at : at + PAGE], data_key, first=at == 0) for at in range(0, len(raw), PAGE))


def clear_log(path: Path, data_key: bytes) -> bytes:
    """The pages of a write-ahead log, also those of transactions that are over; nothing when there is none."""
    raw = path.read_bytes() if path.exists() else b""
    step = FRAME_HEADER + PAGE
    out = []
    for at in range(WAL_HEADER, len(raw) - step + 1, step):
        number = int.from_bytes(raw[at : at + 4], "big")
        out.append(_page(raw[at + FRAME_HEADER : at + step], data_key, first=number == 1))
    return b"".join(out)


def _page(page: bytes, key: bytes, *, first: bool) -> bytes:
    body = page[SALT if first else 0 : PAGE - RESERVE]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(page[PAGE - RESERVE : PAGE - RESERVE + 16])).decryptor()
    return decryptor.update(body) + decryptor.finalize()
