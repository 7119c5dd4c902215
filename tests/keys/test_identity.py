"""Keys, cards and signatures; nothing secret is printed; OpenSSH and age agree with us."""

from __future__ import annotations

import logging
import pickle
import shutil
import subprocess
from dataclasses import replace

import pytest

from reviewapp.keys import sshsig
from reviewapp.keys.identity import (
    Card,
    KeyUnusable,
    SealBroken,
    SealedForOthers,
    SealUnsafe,
    checked_card,
    is_sealed,
    new_identity,
    seal,
    unseal,
)
from tests.helpers.packets import RUTH, TOM

age = pytest.mark.skipif(shutil.which("age") is None, reason="the program age is not installed (apt-get install age)")
ssh_keygen = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed (openssh-client)")


def test_what_is_sealed_is_opened_by_each_receiver_and_nobody_else():
    data = seal(b"words", [RUTH.card("").age, TOM.card("").age, TOM.card("").age])
    assert is_sealed(data) and unseal(data, RUTH) == unseal(data, TOM) == b"words"
    with pytest.raises(SealedForOthers):
        unseal(data, new_identity())
    for wrong in (data[:-1], data + b"x", data[:30], b"", b"words"):
        with pytest.raises(SealBroken):
            unseal(wrong, TOM)
    with pytest.raises(KeyUnusable):
        seal(b"x", ["age1nobody"])


def test_a_header_made_to_cost_time_is_refused_before_it_does():
    with pytest.raises(SealUnsafe):
        unseal(b"age-encryption.org/v1\n" + b"-> x\n" * 20_000, TOM)
    with pytest.raises(SealUnsafe):
        unseal(b"age-encryption.org/v1" + b"\n-> X25519 a\nb" * 65 + b"\n--- x\n", TOM)


def test_secrets_are_bytes_and_never_shown(caplog):
    keys = new_identity()
    assert isinstance(keys.age_secret, bytes) and isinstance(keys.signing_seed, bytes) and len(keys.signing_seed) == 32
    logging.getLogger("test").warning("%s %r", keys, keys)
    shown = f"{keys} {keys!r} {[keys]} {caplog.text} {vars(RUTH.card('x'))}"
    caplog.clear()
    for secret in (keys.age_secret.decode(), repr(keys.signing_seed), keys.signing_seed.hex(), "AGE-SECRET"):
        assert secret not in shown
    assert pickle.loads(pickle.dumps(keys)) == keys and keys != new_identity()


def test_the_fingerprint_is_of_the_keys_and_not_of_the_name():
    card = RUTH.card("Ruth Ansell")
    assert card.fingerprint == RUTH.card("Somebody else").fingerprint != TOM.card("Ruth Ansell").fingerprint
    assert card.fingerprint != replace(card, age=TOM.card("").age).fingerprint
    assert card.fingerprint != replace(card, ssh=TOM.card("").ssh).fingerprint


@pytest.mark.parametrize(
    "wrong",
    [{"age": "age1" + "q" * 58}, {"age": ""}, {"ssh": "ssh-ed25519 AAAA"}, {"ssh": "ssh-rsa " + "A" * 68}, {"ssh": ""}, {"ssh": "ssh-ed25519 " + "é" * 68},
     {"age": RUTH.card("").age.upper()}, {"ssh": RUTH.card("").ssh + " a comment"}, {"ssh": RUTH.card("").ssh + "\n"}],
    ids=str,
)  # fmt: skip
def test_a_card_with_a_key_that_is_none(wrong):
    with pytest.raises(KeyUnusable):
        checked_card(Card(**vars(RUTH.card("Ruth")) | wrong))
    assert checked_card(RUTH.card("Ruth")) == RUTH.card("Ruth")


def test_signatures_hold_for_one_text_and_one_key():
    armor = RUTH.sign(b"text")
    assert sshsig.public_line(sshsig.verify(armor, b"text")) == RUTH.card("").ssh
    assert sshsig.public_key(RUTH.card("").ssh) == sshsig.verify(armor, b"text")
    for wrong, text in ((armor, b"other"), (TOM.sign(b"other"), b"text"), (b"", b"text"), (armor[:-40], b"text"), (armor * 20, b"text"), (b"\xff" * 300, b"text"), (armor.replace(b"SSH", b"PGP"), b"text")):
        with pytest.raises(sshsig.SignatureInvalid):
            sshsig.verify(wrong, text)


def test_no_flipped_bit_of_a_signature_is_taken_for_another():
    armor = RUTH.sign(b"text")
    for place in range(len(armor)):
        changed = bytearray(armor)
        changed[place] ^= 1
        try:
            found = sshsig.verify(bytes(changed), b"text")
        except sshsig.SignatureInvalid:
            continue
        # A line break may be another sign that breaks lines; what it says is the same.
        assert found == sshsig.public_key(RUTH.card("").ssh) and armor[place : place + 1] == b"\n"


def test_a_signature_for_another_purpose_is_refused(monkeypatch):
    monkeypatch.setattr(sshsig, "NAMESPACE", "git")
    armor = RUTH.sign(b"text")
    monkeypatch.undo()
    with pytest.raises(sshsig.SignatureInvalid, match="purpose"):
        sshsig.verify(armor, b"text")


@ssh_keygen
def test_openssh_accepts_our_signature_and_refuses_a_changed_text(tmp_path):
    (tmp_path / "signers").write_text(f"ruth {RUTH.card('').ssh}\n")
    (tmp_path / "sig").write_bytes(RUTH.sign(b"what was written"))
    command = ["ssh-keygen", "-Y", "verify", "-f", str(tmp_path / "signers"), "-I", "ruth", "-n", sshsig.NAMESPACE, "-s", str(tmp_path / "sig")]
    good = subprocess.run(command, input=b"what was written", capture_output=True, check=False)
    assert good.returncode == 0 and b"Good" in good.stdout, good
    assert subprocess.run(command, input=b"what was Written", capture_output=True, check=False).returncode != 0
    (tmp_path / "signers").write_text(f"ruth {TOM.card('').ssh}\n")
    assert subprocess.run(command, input=b"what was written", capture_output=True, check=False).returncode != 0


@ssh_keygen
def test_we_accept_what_openssh_signs(tmp_path):
    key, text = tmp_path / "key", tmp_path / "text"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)], check=True, capture_output=True)
    text.write_bytes(b"signed elsewhere")
    subprocess.run(["ssh-keygen", "-Y", "sign", "-f", str(key), "-n", sshsig.NAMESPACE, str(text)], check=True, capture_output=True)
    found = sshsig.verify((tmp_path / "text.sig").read_bytes(), b"signed elsewhere")
    assert sshsig.public_line(found) == (tmp_path / "key.pub").read_text().strip()
    with pytest.raises(sshsig.SignatureInvalid):
        sshsig.verify((tmp_path / "text.sig").read_bytes(), b"signed Elsewhere")
    subprocess.run(["ssh-keygen", "-Y", "sign", "-f", str(key), "-n", "git", str(text)], check=True, capture_output=True, input=b"y\n")
    with pytest.raises(sshsig.SignatureInvalid):
        sshsig.verify((tmp_path / "text.sig").read_bytes(), b"signed elsewhere")


@age
def test_age_opens_what_we_seal_and_we_open_what_age_seals(tmp_path):
    (tmp_path / "key.txt").write_bytes(TOM.age_secret + b"\n")
    (tmp_path / "sealed").write_bytes(seal("Wörter".encode(), [RUTH.card("").age, TOM.card("").age]))
    opened = subprocess.run(["age", "-d", "-i", str(tmp_path / "key.txt"), str(tmp_path / "sealed")], capture_output=True, check=True)
    assert opened.stdout.decode() == "Wörter"
    sealed = subprocess.run(["age", "-r", TOM.card("").age], input=b"from age", capture_output=True, check=True)
    assert unseal(sealed.stdout, TOM) == b"from age"
    shown = subprocess.run(["age-keygen", "-y", str(tmp_path / "key.txt")], capture_output=True, check=True)
    assert shown.stdout.decode().strip() == TOM.card("").age
