"""Looking at a file from outside writes nothing; taking it in keeps what was looked at."""

from __future__ import annotations

import pytest

from reviewapp.actions.contacts import all_contacts, own_identity, writer_name
from reviewapp.actions.incoming import invitation, kept_packet, look_at, looks_like_packet, take_in
from reviewapp.actions.packet_words import kind_heading, kind_words, trust_words
from reviewapp.actions.packets import open_packet, packet_record
from reviewapp.domain.packet_file import SUFFIX
from reviewapp.exchange.packet_bodies import BODIES
from reviewapp.exchange.packet_errors import KeyChanged, MadeHere, NotAPacket, NotForYou, Replayed
from reviewapp.vault import identities
from tests.helpers.acts import dump
from tests.helpers.packets import RUTH, TOM, body, packet, request_body


@pytest.fixture
def toms(vault):
    """Tom's vault: his fixed keys in it, so that files made in tests are sealed to him."""
    with vault.write() as transaction:
        identities.add_identity(transaction, TOM)
    return vault


def file_of(tmp_path, data: bytes, name: str = "from Ruth"):
    path = tmp_path / f"{name}{SUFFIX}"
    path.write_bytes(data)
    return path


def sealed(kind: str = "share", sender=RUTH, name: str = "Ruth Ansell", **more) -> bytes:
    return packet(sender, name, body(kind), (TOM,), **more)


def test_looking_says_who_and_what_and_writes_nothing(toms, tmp_path) -> None:
    path = file_of(tmp_path, sealed())
    before = dump(toms)
    arrival = look_at(toms, path=path)
    assert arrival.found.sender.name == "Ruth Ansell" and arrival.found.kind == "share"
    assert arrival.found.trust == "new" and arrival.refusal is None and len(arrival.found.phrase.digits) == 4
    assert dump(toms) == before


@pytest.mark.parametrize(("compared", "state"), [(False, "unverified"), (True, "verified")])
def test_taking_in_keeps_the_card_and_whether_the_words_were_compared(toms, tmp_path, compared, state) -> None:
    path = file_of(tmp_path, sealed())
    arrival = look_at(toms, path=path)
    path.write_bytes(b"somebody put another file in its place")
    packet_id = take_in(toms, arrival, compared=compared).id
    assert [one.state for one in all_contacts(toms)] == [state]
    kept = kept_packet(toms, packet_id=packet_id)
    assert kept.found.sender.name == "Ruth Ansell" and not kept.is_made_here and kept.kept_on == toms.today


def test_the_same_file_once_more_leads_to_what_is_here(toms, tmp_path) -> None:
    path = file_of(tmp_path, sealed())
    first = take_in(toms, look_at(toms, path=path)).id
    again = look_at(toms, path=path)
    assert isinstance(again.refusal, Replayed) and again.packet_id == first and not again.has_new_key


def test_a_file_of_ones_own_is_named_so(toms, tmp_path) -> None:
    arrival = look_at(toms, path=file_of(tmp_path, packet(TOM, writer_name(toms), request_body())))
    assert isinstance(arrival.refusal, MadeHere)


def test_another_key_of_a_known_name_shows_both_phrases_and_is_taken_only_when_settled(toms, tmp_path) -> None:
    from reviewapp.keys.identity import new_identity

    open_packet(toms, data=sealed())
    other = new_identity()
    path = file_of(tmp_path, sealed(sender=other, id="d" * 32))
    arrival = look_at(toms, path=path)
    assert isinstance(arrival.refusal, KeyChanged) and arrival.has_new_key and arrival.may_be_other
    assert arrival.known_phrase is not None and arrival.known_phrase != arrival.found.phrase
    packet_id = take_in(toms, arrival, compared=True).id
    states = {one.fingerprint: one.state for one in all_contacts(toms, with_retired=True)}
    assert states[other.card("x").fingerprint] == "verified" and states[RUTH.card("x").fingerprint] == "retired"
    assert packet_record(toms, packet_id=packet_id).kind == "share"


def test_a_namesake_stands_beside_the_one_known(toms, tmp_path) -> None:
    from reviewapp.keys.identity import new_identity

    open_packet(toms, data=sealed())
    take_in(toms, look_at(toms, path=file_of(tmp_path, sealed(sender=new_identity(), id="d" * 32))), is_other=True)
    assert sorted(one.state for one in all_contacts(toms, with_retired=True)) == ["unverified", "unverified"]


def test_without_a_vault_a_request_says_who_asks_whom(tmp_path) -> None:
    found = invitation(path=file_of(tmp_path, packet(RUTH, "Ruth Ansell", request_body())))
    assert found is not None and (found.sender_name, found.asked_name) == ("Ruth Ansell", "Tom Hesketh")


def test_without_a_vault_nothing_sealed_can_be_for_anybody_here(tmp_path) -> None:
    with pytest.raises(NotForYou):
        invitation(path=file_of(tmp_path, sealed()))
    with pytest.raises(NotAPacket):
        invitation(path=file_of(tmp_path, b"%PDF-1.7"))


def test_a_packet_is_known_by_its_name_or_by_how_it_begins(tmp_path) -> None:
    request, closed = packet(RUTH, "Ruth Ansell", request_body()), sealed()
    for name, data, wanted in (
        ("a.RVPACKET", b"", True), ("a.bin", request, True), ("a", closed, True), ("a.csv", b"Date,Who", False), ("a.md", b"", False),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        assert looks_like_packet(path) is wanted, name
    assert not looks_like_packet(tmp_path / "gone.bin") and not looks_like_packet(tmp_path)


def test_every_kind_and_every_trust_has_words() -> None:
    assert all(kind_words(kind) and "Ruth" in kind_heading(kind, "Ruth") for kind in BODIES)
    assert len({trust_words(one) for one in ("mine", "new", "unverified", "verified", "retired")}) == 5


def test_a_file_made_here_shows_for_whom(toms) -> None:
    from reviewapp.actions.packets import seal_packet

    kept = kept_packet(toms, packet_id=seal_packet(toms, body=request_body()).id)
    assert kept.is_made_here and kept.found.trust == "mine" and kept.found.sender.fingerprint == own_identity(toms).card("").fingerprint
