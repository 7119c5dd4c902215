"""SSH signatures with Ed25519 (PROTOCOL.sshsig of OpenSSH), so that ``ssh-keygen -Y verify`` checks what we sign."""

from __future__ import annotations

import base64
import binascii
import struct

NAMESPACE = "reviewapp-packet@1"
KEY_BYTES = 32
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_ALGORITHM = b"ssh-ed25519"
_COLUMNS = 70
_MAX_ARMOR = 4096


class SignatureInvalid(Exception):
    """The signature is malformed, made for another purpose, or does not fit the message."""


def sign(seed: bytes, message: bytes) -> bytes:
    """An armored signature over the message; ``seed`` is the 32-byte Ed25519 seed."""
    from nacl.signing import SigningKey

    key = SigningKey(seed)
    signature = key.sign(_to_be_signed(message)).signature
    blob = b"SSHSIG" + struct.pack(">I", 1) + _string(_public_blob(bytes(key.verify_key)))
    blob += _string(NAMESPACE.encode()) + _string(b"") + _string(b"sha512")
    blob += _string(_string(_ALGORITHM) + _string(signature))
    text = base64.b64encode(blob).decode("ascii")
    lines = [text[start : start + _COLUMNS] for start in range(0, len(text), _COLUMNS)]
    return "\n".join([_BEGIN, *lines, _END, ""]).encode("ascii")


def verify(armor: bytes, message: bytes) -> bytes:
    """The raw public key that signed the message; SignatureInvalid otherwise. Whether to trust it is the caller's."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    public, namespace, reserved, digest, signature = _fields(armor)
    prefix = _string(_ALGORITHM) + struct.pack(">I", 64)
    if namespace != NAMESPACE.encode() or reserved or digest != b"sha512":
        raise SignatureInvalid("made for another purpose")
    if not signature.startswith(prefix) or len(signature) != len(prefix) + 64:
        raise SignatureInvalid("not an Ed25519 signature")
    key = _raw_key(public)
    try:
        VerifyKey(key).verify(_to_be_signed(message), signature[len(prefix) :])
    except BadSignatureError as error:
        raise SignatureInvalid("does not fit the message") from error
    return key


def public_line(key: bytes) -> str:
    """The public key as it stands in an ``authorized_keys`` or ``allowed_signers`` file, without a comment."""
    return f"{_ALGORITHM.decode()} {base64.b64encode(_public_blob(key)).decode('ascii')}"


def public_key(line: str) -> bytes:
    """The inverse of `public_line`; SignatureInvalid when it is not exactly such a line."""
    try:
        key = _raw_key(base64.b64decode(line.removeprefix(f"{_ALGORITHM.decode()} ").encode("ascii"), validate=True))
    except (binascii.Error, UnicodeEncodeError) as error:
        raise SignatureInvalid("not a public key") from error
    if public_line(key) != line:
        raise SignatureInvalid("not the usual spelling of a public key")
    return key


def _fields(armor: bytes) -> list[bytes]:
    """Public key, namespace, reserved, digest name and signature of an armored signature."""
    try:
        lines = armor[:_MAX_ARMOR].decode("ascii").strip().splitlines()
        if len(armor) > _MAX_ARMOR or lines[:1] != [_BEGIN] or lines[-1] != _END:
            raise SignatureInvalid("not an SSH signature")
        blob = base64.b64decode("".join(lines[1:-1]), validate=True)
        if not blob.startswith(b"SSHSIG" + struct.pack(">I", 1)):
            raise SignatureInvalid("not version 1")
        found, place = [], 10
        for _ in range(5):
            (length,) = struct.unpack_from(">I", blob, place)
            found.append(blob[place + 4 : place + 4 + length])
            place += 4 + length
    except (UnicodeDecodeError, binascii.Error, struct.error) as error:
        raise SignatureInvalid("not an SSH signature") from error
    if place != len(blob):
        raise SignatureInvalid("of the wrong length")
    return found


def _raw_key(blob: bytes) -> bytes:
    prefix = _string(_ALGORITHM) + struct.pack(">I", KEY_BYTES)
    if not blob.startswith(prefix) or len(blob) != len(prefix) + KEY_BYTES:
        raise SignatureInvalid("not an Ed25519 key")
    return blob[len(prefix) :]


def _public_blob(key: bytes) -> bytes:
    return _string(_ALGORITHM) + _string(key)


def _to_be_signed(message: bytes) -> bytes:
    import hashlib

    digest = _string(hashlib.sha512(message).digest())
    return b"SSHSIG" + _string(NAMESPACE.encode()) + _string(b"") + _string(b"sha512") + digest


def _string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data
