"""The key that signs documents, and the signature itself, read by OpenSSL and by nobody's kindness."""

from __future__ import annotations

import hashlib

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from reviewapp.keys.document_key import document_key, grouped
from reviewapp.keys.document_signature import (
    CertificateChanged,
    ContentChanged,
    SignatureUnusable,
    common_name,
    sign,
    verify,
)

KEY = document_key(b"R" * 32, "Ruth Ansell")
DIGEST = hashlib.sha256(b"what was signed").digest()
SIGNED = sign(KEY, DIGEST)


def test_the_same_seed_and_name_give_the_same_certificate_on_any_computer() -> None:
    """Fingerprints are pinned by others: a library that writes certificates otherwise would break every pin."""
    assert KEY.fingerprint == "17fd13e567eeb8abf4f36f6c0bd469b853f80743d312c96b1eaa696d58bcaa7a"
    document_key.cache_clear()
    assert document_key(b"R" * 32, "Ruth Ansell").certificate == KEY.certificate
    assert document_key(b"S" * 32, "Ruth Ansell").fingerprint != KEY.fingerprint


def test_the_certificate_is_for_signing_documents_on_p256_and_signs_no_other() -> None:
    read = x509.load_der_x509_certificate(KEY.certificate)
    read.verify_directly_issued_by(read)
    assert isinstance(read.public_key(), ec.EllipticCurvePublicKey) and read.public_key().curve.name == "secp256r1"
    assert read.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False
    usage = read.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature and usage.content_commitment and not usage.key_cert_sign


def test_a_new_name_is_a_new_certificate_on_the_same_key() -> None:
    married = document_key(b"R" * 32, "Ruth Miller")
    assert married.fingerprint != KEY.fingerprint
    assert married.secret.public_key().public_numbers() == KEY.secret.public_key().public_numbers()


@pytest.mark.parametrize("name", ["Ruth Ansell", "Ωμέγα", "山田太郎", "x" * 300, "  two   words\n", ""])
def test_any_name_makes_a_certificate_that_reads_back(name) -> None:
    made = document_key(b"R" * 32, name)
    assert common_name(made.certificate) == (" ".join(name.split())[:64] or "?")
    assert verify(sign(made, DIGEST), DIGEST) == made.certificate


def test_the_secret_is_never_printed() -> None:
    number = KEY.secret.private_numbers().private_value
    assert "secret" not in repr(KEY) and str(number) not in repr(KEY)


def test_a_signature_says_whose_it_is_and_for_nothing_else() -> None:
    assert verify(SIGNED + bytes(40), DIGEST) == KEY.certificate
    with pytest.raises(ContentChanged):
        verify(SIGNED, hashlib.sha256(b"something else").digest())
    with pytest.raises(SignatureUnusable):
        verify(SIGNED + b"\x00\x01", DIGEST)
    with pytest.raises(SignatureUnusable):
        verify(SIGNED[:-1], DIGEST)


def test_no_flipped_bit_of_a_signature_is_taken() -> None:
    for at in range(len(SIGNED)):
        for bit in range(8):
            spoilt = bytearray(SIGNED)
            spoilt[at] ^= 1 << bit
            with pytest.raises((SignatureUnusable, CertificateChanged)):
                verify(bytes(spoilt), DIGEST)


@given(st.binary(max_size=900))
def test_whatever_stands_there_is_refused_in_words(data: bytes) -> None:
    with pytest.raises((SignatureUnusable, CertificateChanged)):
        verify(data, DIGEST)
    with pytest.raises(SignatureUnusable):
        common_name(data)


def test_a_fingerprint_is_read_in_groups_of_four() -> None:
    assert grouped("17fd13e5") == "17fd 13e5"
