"""The signature inside a PDF: a CMS of one signer, one certificate, three signed attributes (PAdES B-B, EN 319 142-1).

There is exactly one way we write it, and a signature is read back only if writing its parts again gives the same bytes:
nothing in it can be changed, added or left out unseen, whatever a parser would forgive. Arithmetic and certificates are
`cryptography`'s; what is written here is the shape around them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewapp.keys.document_key import DocumentKey


class SignatureUnusable(Exception):
    """The signature is broken, not of our kind, or was changed itself."""


class ContentChanged(Exception):
    """The signature is whole, but what it was made over is not what is here."""


class CertificateChanged(Exception):
    """The certificate in the signature is not the one that was signed with."""


def sign(key: DocumentKey, digest: bytes) -> bytes:
    """A CMS (DER) over a SHA-256 digest of the signed bytes; no time, which the document states itself."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    attributes = _attributes(key.certificate, digest)
    signature = key.secret.sign(attributes, ec.ECDSA(hashes.SHA256()))
    return _written(key.certificate, attributes, signature)


def verify(container: bytes, digest: bytes) -> bytes:
    """The certificate (DER) that signed this SHA-256 digest. Whether to trust it is the caller's.

    ``container`` is what stands in the document, with the zeros behind it. Raises SignatureUnusable, CertificateChanged
    or ContentChanged.
    """
    import hashlib

    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    certificate, attributes, signature = _parts(container)
    named, claimed = _said(attributes)
    if named != hashlib.sha256(certificate).digest():
        raise CertificateChanged
    written = _written(certificate, attributes, signature)
    if _attributes(certificate, claimed) != attributes or container.rstrip(b"\0") != written.rstrip(b"\0"):
        raise SignatureUnusable("not written as we write it")
    public = x509.load_der_x509_certificate(certificate).public_key()
    if not isinstance(public, ec.EllipticCurvePublicKey) or not isinstance(public.curve, ec.SECP256R1):
        raise SignatureUnusable("not a key on P-256")
    try:
        public.verify(signature, attributes, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise SignatureUnusable("does not fit its own key") from error
    if digest != claimed:
        raise ContentChanged
    return certificate


def common_name(certificate: bytes) -> str:
    """Under which name a certificate was made: what its owner calls themself. SignatureUnusable for none."""
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    try:
        (name,) = x509.load_der_x509_certificate(certificate).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    except ValueError as error:
        raise SignatureUnusable(str(error)) from error
    return str(name.value)


def _attributes(certificate: bytes, digest: bytes) -> bytes:
    """What is signed: that it is data, its digest, and which certificate was used (RFC 5035). In the order of DER."""
    import hashlib

    named = _sequence(_sequence(_sequence(_octets(hashlib.sha256(certificate).digest()))))
    return _set(
        _sequence(_CONTENT_TYPE, _set(_DATA)), _sequence(_MESSAGE_DIGEST, _set(_octets(digest))),
        _sequence(_SIGNING_CERTIFICATE, _set(named)),
    )


def _written(certificate: bytes, attributes: bytes, signature: bytes) -> bytes:
    """The one way we write it (RFC 5652, 5.1 and 5.3)."""
    from cryptography import x509

    try:
        read = x509.load_der_x509_certificate(certificate)
    except ValueError as error:
        raise SignatureUnusable(str(error)) from error
    serial = read.serial_number.to_bytes(read.serial_number.bit_length() // 8 + 1, "big")
    signer = _sequence(
        _ONE, _sequence(read.issuer.public_bytes(), _value(0x02, serial)), _SHA256,
        b"\xa0" + attributes[1:], _ECDSA, _octets(signature),
    )  # fmt: skip
    content = _sequence(_ONE, _set(_SHA256), _sequence(_DATA), _value(0xA0, certificate), _set(signer))
    return _sequence(_SIGNED_DATA, _value(0xA0, content))


def _parts(container: bytes) -> tuple[bytes, bytes, bytes]:
    """Certificate, signed attributes (as a SET) and signature; SignatureUnusable where they are not found."""
    _kind, content = _inside(container, 2)
    (content,) = _inside(content, 1)
    _version, _digests, _what, certificates, signers = _inside(content, 5)
    (certificate,), (signer,) = _inside(certificates, 1), _inside(signers, 1)
    _version, _who, _digest, attributes, _algorithm, signature = _inside(signer, 6)
    return certificate, b"\x31" + attributes[1:], signature[len(signature) - _head(signature)[1] :]


def _said(attributes: bytes) -> tuple[bytes, bytes]:
    """The hash of the certificate that was used, and the digest of what was signed."""
    _type, digest, named = _inside(attributes, 3)
    _oid, digest_values = _inside(digest, 2)
    (claimed,) = _inside(digest_values, 1)
    _oid, values = _inside(named, 2)
    for _level in range(4):
        (values,) = _inside(values, 1)
    return values[2:], claimed[2:]


def _inside(data: bytes, wanted: int) -> list[bytes]:
    """The values inside a constructed one, as many as there have to be; what follows it is not looked at."""
    start, length = _head(data)
    rest, found = data[start : start + length], []
    while rest:
        own = sum(_head(rest))
        found.append(rest[:own])
        rest = rest[own:]
    if len(found) != wanted:
        raise SignatureUnusable("of another shape")
    return found


def _head(data: bytes) -> tuple[int, int]:
    """How long the head of a DER value is, and how long its content; SignatureUnusable when it is cut off."""
    start, length = 2, data[1] if len(data) > 1 else 0
    if length & 0x80:
        start += length & 0x7F
        length = int.from_bytes(data[2:start], "big")
    if len(data) < start + length or start > 4:
        raise SignatureUnusable("cut off")
    return start, length


def _value(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < 0x80:
        return bytes([tag, length]) + content
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + content


def _sequence(*parts: bytes) -> bytes:
    return _value(0x30, b"".join(parts))


def _set(*parts: bytes) -> bytes:
    return _value(0x31, b"".join(sorted(parts)))


def _octets(content: bytes) -> bytes:
    return _value(0x04, content)


# Object identifiers as DER, and the two algorithms that are ever used (RFC 5652, 5754, 5758, 5035).
_DATA = bytes.fromhex("06092a864886f70d010701")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_SIGNING_CERTIFICATE = bytes.fromhex("060b2a864886f70d010910022f")
_SHA256 = bytes.fromhex("300b0609608648016503040201")
_ECDSA = bytes.fromhex("300a06082a8648ce3d040302")
_ONE = bytes.fromhex("020101")
