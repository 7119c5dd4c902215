"""The key that signs documents: ECDSA P-256 and a certificate of one's own, made from the signing seed in the vault.

Nothing is stored beside the seed, so there is no second secret to keep, to lose or to back up: the same seed and name
give the same certificate, byte for byte, on any computer (HKDF, RFC 5869; deterministic ECDSA, RFC 6979). A new name is
a new certificate on the same key. PDF readers validate ECDSA, not the Ed25519 of packets (pdf.md 5).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.x509 import Certificate

_PURPOSE = b"reviewapp-document-key@1"
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256 (FIPS 186-4 D.1.2.3)
# A certificate that only says "this key, under this name" has no day on which it stops being true (RFC 5280, 4.1.2.5).
_BEGINS, _ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
_MAX_NAME = 64  # characters of a common name (RFC 5280, ub-common-name)


@dataclass(frozen=True)
class DocumentKey:
    """What signs documents: the secret key, never printed, and the certificate (DER) that travels in each signature."""

    certificate: bytes
    secret: EllipticCurvePrivateKey = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, hex: what others pin."""
        return fingerprint(self.certificate)


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of a certificate, hex, as PDF readers show it."""
    import hashlib

    return hashlib.sha256(certificate).hexdigest()


def grouped(digest: str) -> str:
    """A fingerprint in groups of four, to be read aloud and compared."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


@lru_cache(maxsize=4)
def document_key(signing_seed: bytes, name: str) -> DocumentKey:
    """The key and the certificate of whoever has this seed, under this name."""
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    # 48 bytes for a number below 2**256: what the modulo favours is beyond measuring (FIPS 186-4, B.4.1).
    raw = HKDF(algorithm=hashes.SHA256(), length=48, salt=None, info=_PURPOSE).derive(signing_seed)
    secret = ec.derive_private_key(int.from_bytes(raw, "big") % (_ORDER - 1) + 1, ec.SECP256R1())
    certificate = _certificate(secret, name)
    return DocumentKey(certificate.public_bytes(serialization.Encoding.DER), secret)


def _certificate(secret: EllipticCurvePrivateKey, name: str) -> Certificate:
    import hashlib

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    shown = " ".join(name.split())[:_MAX_NAME].strip() or "?"
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, shown)])
    serial = int.from_bytes(hashlib.sha256(_PURPOSE + shown.encode("utf-8")).digest()[:8], "big") | 1
    document_signing = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
    public = secret.public_key()
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(called).issuer_name(called).public_key(public).serial_number(serial)
        .not_valid_before(_BEGINS).not_valid_after(_ENDS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION, document_signing]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(secret, hashes.SHA256(), ecdsa_deterministic=True)
    )  # fmt: skip
