"""The key file: two ways to one data key, and no way for a changed file to open or to crash."""

from __future__ import annotations

import base64
import copy
import json

import pytest
from cryptography.hazmat.primitives.kdf import argon2

from reviewapp.domain.errors import ReviewAppError, VaultLocked, VaultUnusable
from reviewapp.keys import slots
from tests.conftest import FAST_KDF, PASSPHRASE


@pytest.fixture(scope="module")
def made():
    return slots.create(PASSPHRASE, FAST_KDF)


@pytest.fixture
def body(made):
    return json.loads(made[0].to_bytes())


def try_both(body, code):
    """What each slot gives for a key file with this body: the data key, or the refusal."""
    found = []
    data = body if isinstance(body, bytes) else json.dumps(body).encode("utf-8", "surrogatepass")
    for unlock, secret in ((slots.unlock, PASSPHRASE), (slots.unlock_with_recovery, code)):
        try:
            found.append(unlock(slots.KeyFile.from_bytes(data), secret))
        except ReviewAppError as refused:
            assert refused.sentence.endswith(".") and refused.next_step.endswith("."), refused
            found.append(refused)
    return found


def test_both_slots_open_the_same_random_key(made, body):
    key_file, data_key, code = made
    assert len(data_key) == 32
    assert try_both(body, code) == [data_key, data_key]
    assert slots.create(PASSPHRASE, FAST_KDF)[1] != data_key
    assert [slot.kind for slot in key_file.slots] == ["passphrase", "recovery"]


def test_no_secret_stands_in_the_key_file(made):
    key_file, data_key, code = made
    text = key_file.to_bytes()
    for secret in (data_key, PASSPHRASE.encode()):
        for form in (secret, base64.b64encode(secret), secret.hex().encode()):
            assert form not in text
    assert code.encode() not in text and code.replace("-", "").encode() not in text
    assert len(text) < 1200


@pytest.mark.parametrize("wrong", ["", "a sentence for test", "a sentence for tests ", "A sentence for tests", "x" * 100_000, "\ud800"])
def test_a_wrong_passphrase_is_refused(made, wrong):
    with pytest.raises(VaultLocked, match="passphrase"):
        slots.unlock(made[0], wrong)


def test_one_passphrase_typed_on_two_keyboards_is_one():
    composed, decomposed, wide = "Caf\u00e9 \ufb01n 1", "Cafe\u0301 fin 1", "Cafe\u0301 \uff46\uff49\uff4e 1"
    key_file, data_key, _code = slots.create(composed, FAST_KDF)
    assert slots.unlock(key_file, decomposed) == data_key
    assert slots.unlock(key_file, wide) == data_key
    with pytest.raises(VaultLocked):
        slots.unlock(key_file, "Cafe fin 1")


def test_the_code_of_another_vault_is_refused_as_such(made):
    other = slots.create(PASSPHRASE, FAST_KDF)
    with pytest.raises(VaultLocked, match="another vault"):
        slots.unlock_with_recovery(made[0], other[2])


def test_a_new_passphrase_replaces_one_slot_and_keeps_the_code(made):
    key_file, data_key, code = made
    changed = slots.with_new_passphrase(key_file, data_key, "another sentence", FAST_KDF)
    assert slots.unlock(changed, "another sentence") == data_key
    assert slots.unlock_with_recovery(changed, code) == data_key
    with pytest.raises(VaultLocked):
        slots.unlock(changed, PASSPHRASE)
    assert len(changed.slots) == 2


def _flipped(text):
    raw = bytearray(base64.b64decode(text))
    raw[len(raw) // 2] ^= 1
    return base64.b64encode(bytes(raw)).decode()



def _kind_swapped(slot):
    slot["kind"] = "passphrase" if slot["kind"] == "recovery" else "recovery"


TAMPERED = {
    "more passes": lambda slot: slot["kdf"].update(t=2),
    "more memory": lambda slot: slot["kdf"].update(m=8 * 1024 + 64),
    "other lanes": lambda slot: slot["kdf"].update(p=2),
    "an added parameter": lambda slot: slot["kdf"].update(note="x"),
    "a lost parameter": lambda slot: slot["kdf"].pop("salt"),
    "salt flipped": lambda slot: slot["kdf"].update(salt=_flipped(slot["kdf"]["salt"])),
    "salt empty": lambda slot: slot["kdf"].update(salt=""),
    "salt short": lambda slot: slot["kdf"].update(salt="AAAA"),
    "salt no text": lambda slot: slot["kdf"].update(salt=None),
    "salt not base64": lambda slot: slot["kdf"].update(salt="%%%%"),
    "nonce flipped": lambda slot: slot.update(nonce=_flipped(slot["nonce"])),
    "nonce empty": lambda slot: slot.update(nonce=""),
    "nonce short": lambda slot: slot.update(nonce="AAAA"),
    "nonce long": lambda slot: slot.update(nonce=base64.b64encode(bytes(400)).decode()),
    "nonce no text": lambda slot: slot.update(nonce=12),
    "wrapped flipped": lambda slot: slot.update(wrapped=_flipped(slot["wrapped"])),
    "wrapped empty": lambda slot: slot.update(wrapped=""),
    "wrapped short": lambda slot: slot.update(wrapped="AAAA"),
    "wrapped a list": lambda slot: slot.update(wrapped=[]),
    "other id": lambda slot: slot.update(id="00"),
    "id a list": lambda slot: slot.update(id=[1]),
    "kind swapped": _kind_swapped,
    "kind unknown": lambda slot: slot.update(kind="keyring"),
    "derivation unknown": lambda slot: slot["kdf"].update(name="md5"),
    "derivation a list": lambda slot: slot["kdf"].update(name=[]),
    "derivation a text": lambda slot: slot.update(kdf="argon2id"),
    "derivation none": lambda slot: slot.update(kdf=None),
    "a deep parameter": lambda slot: slot["kdf"].update(note=_deep(400)),
    "an unpaired surrogate": lambda slot: slot.update(id="\ud800"),
}


def _deep(levels):
    value = []
    for _level in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize("how", TAMPERED)
def test_a_tampered_slot_never_opens_and_never_crashes(body, made, how):
    for place in (0, 1):
        changed = copy.deepcopy(body)
        TAMPERED[how](changed["slots"][place])
        found = try_both(changed, made[2])
        assert made[1] not in [found[place]], f"slot {place} opened after: {how}"


def test_each_slot_is_bound_to_its_vault(body, made):
    body["vault_id"] = "0" * 32
    assert all(isinstance(one, VaultLocked) for one in try_both(body, made[2]))
    body["vault_id"] = "\ud800"
    assert made[1] not in try_both(body, made[2])
    body["vault_id"] = {"a": 1}
    assert made[1] not in try_both(body, made[2])


def test_a_slot_of_another_vault_put_in_does_not_open(body, made):
    other = json.loads(slots.create(PASSPHRASE, FAST_KDF)[0].to_bytes())
    body["slots"] = other["slots"]
    assert all(isinstance(one, VaultLocked) for one in try_both(body, made[2]))


@pytest.mark.parametrize(
    "changes",
    [
        {"m": 8 * 1024 - 1}, {"m": 1}, {"m": 0}, {"m": -1}, {"m": 2**31}, {"m": 2048 * 1024 + 1}, {"m": True}, {"m": "8192"},
        {"m": 8192.0}, {"m": None}, {"m": []}, {"t": 0}, {"t": 21}, {"t": 10**18}, {"t": -3}, {"p": 0}, {"p": 17}, {"p": 2**32},
    ],
    ids=str,
)
def test_parameters_out_of_bounds_are_refused_before_any_work(body, changes, monkeypatch):
    def derive(**_parameters):
        raise AssertionError("the work began")

    monkeypatch.setattr(argon2, "Argon2id", derive)
    body["slots"][0]["kdf"].update(changes)
    key_file = slots.KeyFile.from_bytes(json.dumps(body).encode())
    with pytest.raises(VaultUnusable):
        slots.unlock(key_file, PASSPHRASE)


def test_too_little_memory_is_said_and_not_thrown(body, monkeypatch):
    """A file may ask for 2 GiB within bounds; a machine that has less says so."""
    from cryptography.hazmat.primitives.kdf import argon2

    class Starved:
        def __init__(self, **_parameters):
            pass

        def derive(self, _secret):
            raise MemoryError("Not enough memory to derive key. 2048MB of memory is required.")

    monkeypatch.setattr(argon2, "Argon2id", Starved)
    with pytest.raises(ReviewAppError, match="memory") as refused:
        slots.unlock(slots.KeyFile.from_bytes(json.dumps(body).encode()), PASSPHRASE)
    assert refused.value.exit_code == 3


def test_a_newer_key_file_is_named_as_newer(body):
    body["version"] = slots.VERSION + 1
    with pytest.raises(VaultUnusable, match="newer version"):
        slots.KeyFile.from_bytes(json.dumps(body).encode())


GARBAGE = [
    b"", b"\x00", b"null", b"[]", b"{}", b"1", b'"vault-keys"', b"{", b"\xff\xfe", b"\xef\xbb\xbf{}", bytes(range(256)),
    b"[" * 100_000, b'{"a":' * 100_000, b"%PDF-1.7\n", b"1" * 5000,
    b'{"format":"vault-keys"}', b'{"format":"vault-keys","version":"1","vault_id":"x","slots":[]}',
    b'{"format":"vault-keys","version":1,"vault_id":"x","slots":{"a":1}}',
    b'{"format":"vault-keys","version":1,"vault_id":"x","slots":[1]}',
    b'{"format":"vault-keys","version":1,"vault_id":"x","slots":[{}]}',
    b'{"format":"vault-keys","version":NaN,"vault_id":"x"}',
    b'{"format":"other","version":1,"vault_id":"x","slots":[]}',
    b'{"format":["vault-keys"],"version":1,"vault_id":"x","slots":[]}',
]


@pytest.mark.parametrize("data", GARBAGE, ids=lambda data: repr(data[:24]))
def test_what_is_no_key_file_is_refused(data):
    with pytest.raises(VaultUnusable) as refused:
        slots.KeyFile.from_bytes(data)
    assert "vault.keys" in refused.value.sentence


@pytest.mark.parametrize("levels", [300, 900, 990, 1500, 5000])
def test_deep_nesting_inside_a_slot_is_refused(body, made, levels):
    text = json.dumps(body).replace('"argon2id"', '"argon2id", "note": ' + "[" * levels + "]" * levels)
    assert isinstance(try_both(text.encode(), made[2])[0], ReviewAppError)


def test_a_key_file_without_slots_opens_for_nobody(body, made):
    body["slots"] = []
    assert all(isinstance(one, VaultLocked) for one in try_both(body, made[2]))
