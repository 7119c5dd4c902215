"""What the tables of cards and packets refuse by themselves."""

from __future__ import annotations

import pytest

from reviewapp.keys.identity import Card
from reviewapp.vault import identities, packets
from reviewapp.vault.driver import DatabaseError, IntegrityError
from tests.helpers.acts import somebody
from tests.helpers.packets import RUTH, TOM

NOW = "2026-11-20T09:00:00.000Z"
PACKET = {"uid": "a" * 32, "direction": "made", "kind": "share", "sha256": "b" * 64, "created": NOW, "from_fingerprint": "c" * 64, "to": ("age1x",), "data": b"\x00\xff"}


@pytest.fixture
def toms(vault):
    person_id = somebody(vault)
    with vault.write() as transaction:
        return identities.add_contact(transaction, TOM.card("Tom Hesketh"), person_id=person_id)


def test_one_card_in_use_for_a_person(vault, toms):
    person_id = identities.contact(vault.connection, toms).person_id
    with pytest.raises(IntegrityError), vault.write() as transaction:
        identities.add_contact(transaction, RUTH.card("Tom again"), person_id=person_id)
    with vault.write() as transaction:
        identities.retire(transaction, toms)
        newer = identities.add_contact(transaction, RUTH.card("Tom again"), person_id=person_id)
        identities.name_successor(transaction, toms, newer)
    assert identities.contact_of_person(vault.connection, person_id).id == newer
    assert [one.id for one in identities.contacts(vault.connection)] == [newer]
    assert {one.id for one in identities.contacts(vault.connection, with_retired=True)} == {toms, newer}


@pytest.mark.parametrize("wrong", ["state = 'trusted'", "state = 'verified'", "state = 'retired'", "retired_at = 'x'", "name = ' '", "person_id = 999"])
def test_states_that_contradict_themselves(vault, toms, wrong):
    with pytest.raises(IntegrityError):
        vault.connection.execute(f"UPDATE contact SET {wrong}")


@pytest.mark.parametrize("column", ["age_recipient", "ssh_key", "fingerprint", "first_seen_at"])
def test_a_card_is_never_rewritten(vault, toms, column):
    with pytest.raises(DatabaseError, match="never rewritten"):
        vault.connection.execute(f"UPDATE contact SET {column} = 'x'")


def test_one_row_for_one_key(vault, toms):
    with pytest.raises(IntegrityError), vault.write() as transaction:
        identities.add_contact(transaction, Card("Somebody else", TOM.card("").age, TOM.card("").ssh))
    assert identities.contact_by_fingerprint(vault.connection, TOM.card("").fingerprint).card.name == "Tom Hesketh"


def test_bytes_come_out_as_they_went_in(vault, toms):
    data = bytes(range(256)) * 5000
    with vault.write() as transaction:
        first = packets.add_packet(transaction, **PACKET | {"data": data}, contact_id=toms, goes_with="f" * 32)
    assert packets.packet_bytes(vault.connection, first) == data
    assert packets.packet_by_uid(vault.connection, "a" * 32) == packets.packet(vault.connection, first)
    assert packets.packet(vault.connection, first).to == ("age1x",) and packets.packet(vault.connection, 99) is None
    assert packets.companion_of(vault.connection, "f" * 32).id == first
    assert packets.companion_of(vault.connection, "a" * 32) is None
    with pytest.raises(KeyError):
        packets.packet_bytes(vault.connection, 99)


def test_packets_are_found_by_what_they_are(vault, toms):
    person_id = identities.contact(vault.connection, toms).person_id
    with vault.write() as transaction:
        made = packets.add_packet(transaction, **PACKET, person_id=person_id)
        answer = packets.add_packet(transaction, **PACKET | {"uid": "d" * 32, "direction": "received", "kind": "reply"}, contact_id=toms, in_reply_to="a" * 32)
    found = packets.packets
    assert [one.id for one in found(vault.connection)] == [made, answer]
    assert [one.id for one in found(vault.connection, person_id=person_id)] == [made]
    assert [one.id for one in found(vault.connection, contact_id=toms, kind="reply", direction="received")] == [answer]
    assert found(vault.connection, kind="share", direction="received") == []
    assert [one.id for one in packets.replies(vault.connection, "a" * 32)] == [answer]


@pytest.mark.parametrize("wrong", [{"uid": "a" * 32}, {"uid": "e" * 32, "direction": "lost"}, {"uid": "e" * 32, "data": None}, {"uid": "e" * 32, "contact_id": 99}], ids=str)
def test_rows_that_are_none(vault, wrong):
    with vault.write() as transaction:
        packets.add_packet(transaction, **PACKET)
    with pytest.raises(IntegrityError), vault.write() as transaction:
        packets.add_packet(transaction, **PACKET | wrong)
