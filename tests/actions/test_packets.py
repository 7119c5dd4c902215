"""Two vaults exchange packets: who is believed, what is refused, and that a refusal leaves no trace."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from reviewapp.actions.cards import card_phrase, cards, make_card
from reviewapp.actions.changes import take_back
from reviewapp.actions.contacts import (
    all_contacts,
    contact_of,
    ensure_identity,
    own_card,
    own_identity,
    phrase_of,
    stop_using_key,
    verify_contact,
)
from reviewapp.actions.packets import (
    accept_new_key,
    inspect,
    mark_opened,
    open_packet,
    packet_content,
    packet_file,
    packet_record,
    seal_packet,
)
from reviewapp.actions.people import change_person
from reviewapp.actions.vaults import begin_vault, unlock_vault
from reviewapp.domain.errors import NotFound, RuleRefused
from reviewapp.exchange import packet_bodies as bodies
from reviewapp.exchange.packet import new_packet_id
from reviewapp.exchange.packet_errors import (
    CannotBeSent,
    Forked,
    KeyChanged,
    KeyRetired,
    MadeHere,
    NoSuchRequest,
    NotForYou,
    PacketRefused,
    Replayed,
    Unsafe,
    WrongRecipient,
)
from reviewapp.keys.identity import new_identity, seal, unseal
from reviewapp.vault import identities, packets
from reviewapp.vault.driver import DatabaseError, IntegrityError
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import dump, somebody
from tests.helpers.packets import body, request_body
from tests.helpers.packets import packet as made_packet


@pytest.fixture
def people_with_vaults(tmp_path, clock):
    """Ways to open a vault for anybody; all are closed at the end."""
    opened = []

    def begin(name: str):
        made, _code = begin_vault(folder=tmp_path / f"v{len(opened)}", name=name, passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock)
        opened.append(made)
        return made

    yield begin
    for one in opened:
        one.close()


@pytest.fixture
def ruth(vault):
    return vault


@pytest.fixture
def tom(people_with_vaults):
    return people_with_vaults("Tom Hesketh")


def asked(ruth, person_id):
    """The row of a request for a person, and its file."""
    packet_id = seal_packet(ruth, body=request_body(), person_id=person_id).id
    return packet_record(ruth, packet_id=packet_id), packet_file(ruth, packet_id=packet_id)


def answer_to(vault, data, *, text="", **more):
    """What somebody who opened a request sends back, as a file."""
    packet_id = open_packet(vault, data=data).id
    row = packet_record(vault, packet_id=packet_id)
    response = bodies.ResponseBody(period_from=date(2026, 1, 1), period_to=date(2026, 6, 30), request_sha256=row.sha256, needs=text)
    made = seal_packet(vault, body=response, to=(row.contact_id,), in_reply_to=row.uid, **more)
    return packet_file(vault, packet_id=made.id)


@pytest.fixture
def exchanged(ruth, tom):
    """Ruth asked, Tom answered, Ruth has it: the id of the person, of the request's row, of the answer's row."""
    person_id = somebody(ruth)
    request, data = asked(ruth, person_id)
    return person_id, request, open_packet(ruth, data=answer_to(tom, data)).id


def refused(vault, data, error, sentence, next_step):
    """Opening is refused with these words and code 1, and the vault is as it was."""
    own_identity(vault)
    before = dump(vault)
    with pytest.raises(PacketRefused) as raised:
        open_packet(vault, data=data)
    assert type(raised.value) is error and raised.value.exit_code == 1
    assert (raised.value.sentence, raised.value.next_step) == (sentence, next_step)
    assert dump(vault) == before


def test_keys_are_made_once_and_survive_closing(tmp_path, clock, people_with_vaults):
    vault = people_with_vaults("Ann Lee")
    assert ensure_identity(vault).kinds == {"identity"} and ensure_identity(vault).kinds == frozenset()
    card, folder = own_card(vault), vault.folder
    assert card.name == "Ann Lee" and card.age.startswith("age1")
    vault.close()
    with unlock_vault(folder=folder, passphrase=PASSPHRASE, clock=clock) as again:
        assert own_card(again) == card
    raw = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    assert b"AGE-SECRET" not in raw and card.age.encode() not in raw


def test_the_keys_table_holds_one_row_that_stays(vault):
    ensure_identity(vault)
    for statement in ("UPDATE identity SET signing_seed = x'00'", "INSERT INTO identity SELECT 2, age_secret, signing_seed, created_at FROM identity"):
        with pytest.raises(IntegrityError):
            vault.connection.execute(statement)


def test_a_request_and_its_answer_make_both_sides_known(ruth, tom, exchanged):
    person_id, request, answer_id = exchanged
    answer = packet_record(ruth, packet_id=answer_id)
    assert (answer.direction, answer.kind, answer.person_id, answer.in_reply_to) == ("received", "response", person_id, request.uid)
    contact = contact_of(ruth, person_id=person_id)
    assert contact is not None and contact.state == "unverified" and contact.card == own_card(tom) and contact.id == answer.contact_id
    [manager] = all_contacts(tom)
    assert manager.card == own_card(ruth) and manager.state == "unverified" and manager.person_id is None
    assert packet_content(ruth, packet_id=answer_id).body.request_sha256 == request.sha256
    # The one who sent can read it again as well.
    [sent] = packets.packets(tom.connection, kind="response", direction="made")
    assert packet_content(tom, packet_id=sent.id).body == packet_content(ruth, packet_id=answer_id).body


def test_a_packet_is_kept_unopened_until_it_is_shown(ruth, exchanged, clock):
    _person, _request, answer_id = exchanged
    assert packet_record(ruth, packet_id=answer_id).opened_at is None
    packet_content(ruth, packet_id=answer_id)
    assert packet_record(ruth, packet_id=answer_id).opened_at is None, "reading it for a check is not showing it"
    clock.forward(minutes=5)
    assert mark_opened(ruth, packet_id=answer_id).ids == (answer_id,)
    first = packet_record(ruth, packet_id=answer_id).opened_at
    clock.forward(days=1)
    assert mark_opened(ruth, packet_id=answer_id).ids == () and packet_record(ruth, packet_id=answer_id).opened_at == first
    with pytest.raises(DatabaseError, match="once"):
        ruth.connection.execute("UPDATE packet SET opened_at = '2020-01-01T00:00:00.000Z'")


@pytest.mark.parametrize("change", ["data = x'00'", "sha256 = 'x'", "uid = 'x'", "created = 'x'", "kept_at = 'x'", "kind = 'ack'", "direction = 'made'", "in_reply_to = NULL"])
def test_the_table_refuses_to_rewrite_a_packet(ruth, exchanged, change):
    with pytest.raises(DatabaseError, match="never rewritten"):
        ruth.connection.execute(f"UPDATE packet SET {change}")
    with pytest.raises(DatabaseError, match="never deleted"):
        ruth.connection.execute("DELETE FROM packet")


def test_nothing_about_packets_is_undone(ruth, tom):
    person_id = somebody(ruth)
    made = seal_packet(ruth, body=request_body(), person_id=person_id)
    taken = open_packet(tom, data=packet_file(ruth, packet_id=made.id))
    assert made.undo is None and taken.undo is None and mark_opened(tom, packet_id=taken.id).undo is None


def test_every_kind_finds_its_way(ruth, tom, exchanged, people_with_vaults):
    """No kind needs a table of its own to travel."""
    person_id, _request, answer_id = exchanged
    toms = packet_record(ruth, packet_id=answer_id).contact_id
    [ruths] = all_contacts(tom)
    share = seal_packet(ruth, body=body("share"), to=(toms,), person_id=person_id, attachments={"review.pdf": b"%PDF"})
    taken = open_packet(tom, data=packet_file(ruth, packet_id=share.id))
    row = packet_record(tom, packet_id=taken.id)
    assert packet_content(tom, packet_id=taken.id).attachments == {"review.pdf": b"%PDF"}
    for kind in ("ack", "reply"):
        said = {"packet_id": row.uid, "packet_sha256": row.sha256}
        said |= {"received_on": tom.today} if kind == "ack" else {"written_on": tom.today, "position": "agree"}
        sent = seal_packet(tom, body=bodies.BODIES[kind](**said), to=(ruths.id,), in_reply_to=row.uid)
        back = open_packet(ruth, data=packet_file(tom, packet_id=sent.id))
        assert packet_record(ruth, packet_id=back.id).person_id == person_id
    assert [one.kind for one in packets.replies(ruth.connection, row.uid)] == ["ack", "reply"]
    nia = people_with_vaults("Nia Pugh")
    # Nia's card reaches Ruth with observations Nia has to offer.
    hello = made_packet(own_identity(nia), "Nia Pugh", body("contribution"), (own_identity(ruth),), id=new_packet_id())
    nias = packet_record(ruth, packet_id=open_packet(ruth, data=hello).id).contact_id
    handover_id, notice_id = new_packet_id(), new_packet_id()
    toms_card = bodies.CardData(**vars(own_identity(tom).card("Tom Hesketh")))
    handover = msgspec.structs.replace(body("handover"), about_card=toms_card)
    handed = seal_packet(ruth, body=handover, to=(nias,), person_id=person_id, uid=handover_id, goes_with=notice_id)
    told = seal_packet(ruth, body=body("notice"), to=(toms,), person_id=person_id, uid=notice_id, goes_with=handover_id)
    open_packet(nia, data=packet_file(ruth, packet_id=handed.id))
    notice = packet_record(tom, packet_id=open_packet(tom, data=packet_file(ruth, packet_id=told.id)).id)
    informed = bodies.AckBody(packet_id=notice.uid, packet_sha256=notice.sha256, received_on=tom.today)
    greeting = made_packet(own_identity(tom), "Tom Hesketh", informed, (own_identity(nia),), id=new_packet_id(), in_reply_to=notice.uid)
    assert packet_record(nia, packet_id=open_packet(nia, data=greeting).id).kind == "ack"
    assert packets.packets(ruth.connection, kind="handover")[0].goes_with == notice_id


def test_the_same_file_twice(ruth, tom, clock):
    _row, data = asked(ruth, somebody(ruth))
    open_packet(tom, data=data)
    clock.forward(days=3)
    refused(tom, data, Replayed, "Already imported on 2026-11-20.", "Nothing changed.")


def test_the_same_packet_sealed_again(ruth, tom, exchanged):
    data = packet_file(ruth, packet_id=exchanged[2])
    again = seal(unseal(data, own_identity(ruth)), [own_card(ruth).age])
    assert again != data
    refused(ruth, again, Replayed, "Already imported on 2026-11-20.", "Nothing changed.")


def test_the_day_of_an_import_is_that_of_the_calendar_on_the_wall(ruth, tom, clock):
    """23:30 UTC is the next day an hour further east."""
    clock.forward(minutes=13 * 60 + 30 + 60)
    _row, data = asked(ruth, somebody(ruth))
    open_packet(tom, data=data)
    refused(tom, data, Replayed, "Already imported on 2026-11-21.", "Nothing changed.")


def test_two_files_with_one_id(ruth, tom):
    keys = own_identity(ruth)
    first, second = (made_packet(keys, "Ruth Ansell", request_body(message=text)) for text in ("one", "two"))
    open_packet(tom, data=first)
    refused(
        tom, second, Forked, "Two different files claim to be the same.",
        "Ask Ruth Ansell which one is right; this one was not imported.",
    )


def test_own_files(ruth):
    _row, data = asked(ruth, somebody(ruth))
    next_step = "Give it to the person it is for; there is nothing to import."
    refused(ruth, data, MadeHere, "You made this file yourself on 2026-11-20.", next_step)
    elsewhere = made_packet(own_identity(ruth), "Ruth Ansell", request_body(), created="2026-10-01T09:00:00.000Z")
    refused(ruth, elsewhere, MadeHere, "You made this file yourself on 2026-10-01.", next_step)


def test_an_answer_nobody_asked_for(ruth, tom, people_with_vaults):
    next_step = "Ask Tom Hesketh what it answers; it was not imported."
    for more in ({"in_reply_to": "9" * 32}, {}):
        data = made_packet(own_identity(tom), "Tom Hesketh", body("response"), (own_identity(ruth),), **more)
        refused(ruth, data, NoSuchRequest, "You did not ask for this.", next_step)
    for kind in ("ack", "reply"):
        data = made_packet(own_identity(tom), "Tom Hesketh", body(kind), (own_identity(ruth),), in_reply_to="c" * 32)
        refused(ruth, data, NoSuchRequest, "You did not ask for this.", next_step)


def test_an_answer_that_names_two_things(ruth, tom):
    data = made_packet(own_identity(tom), "Tom Hesketh", body("ack"), (own_identity(ruth),), in_reply_to="9" * 32)
    with pytest.raises(Unsafe):
        open_packet(ruth, data=data)


def test_an_unasked_self_assessment_is_welcome_from_somebody_known(ruth, tom, exchanged):
    person_id, _request, _answer = exchanged
    [manager] = all_contacts(tom)
    unasked = bodies.ResponseBody(period_from=date(2026, 7, 1), period_to=date(2026, 11, 1), invisible="The rota.")
    made = seal_packet(tom, body=unasked, to=(manager.id,))
    row = packet_record(ruth, packet_id=open_packet(ruth, data=packet_file(tom, packet_id=made.id)).id)
    assert row.person_id == person_id and row.in_reply_to is None


def test_a_later_version_names_the_earlier_one(ruth, tom, exchanged):
    _person_id, request, answer_id = exchanged
    first = packet_record(ruth, packet_id=answer_id)
    [manager] = all_contacts(tom)
    second = bodies.ResponseBody(period_from=date(2026, 1, 1), period_to=date(2026, 6, 30), request_sha256=request.sha256, needs="More time.")
    made = seal_packet(tom, body=second, to=(manager.id,), in_reply_to=request.uid, revises=first.uid)
    row = packet_record(ruth, packet_id=open_packet(ruth, data=packet_file(tom, packet_id=made.id)).id)
    assert row.revises == first.uid and [one.id for one in packets.replies(ruth.connection, request.uid)] == [answer_id, row.id]


def test_passed_on_and_for_others(ruth, tom, exchanged, people_with_vaults):
    hr = people_with_vaults("Human Resources")
    data = packet_file(ruth, packet_id=exchanged[2])
    own_identity(hr)
    with pytest.raises(NotForYou):
        open_packet(hr, data=data)
    passed_on = seal(unseal(data, own_identity(ruth)), [own_card(hr).age])
    refused(
        hr, passed_on, WrongRecipient, "Written for someone else and passed on.",
        "It was not imported; tell Tom Hesketh, who wrote it.",
    )


def test_somebody_elses_answer_to_toms_request(ruth, tom, exchanged, people_with_vaults):
    """Somebody whose card is known answers a request that went to Tom."""
    sian_id = somebody(ruth, "Siân Evans")
    sian = people_with_vaults("Siân Evans")
    _row, to_sian = asked(ruth, sian_id)
    open_packet(ruth, data=answer_to(sian, to_sian))
    _row, to_tom = asked(ruth, exchanged[0])
    refused(ruth, answer_to(sian, to_tom), NoSuchRequest, "You did not ask for this.", "Ask Siân Evans what it answers; it was not imported.")


def test_a_new_key_of_a_known_person_is_never_taken_by_itself(ruth, tom, exchanged, people_with_vaults):
    person_id, _request, _answer = exchanged
    verify_contact(ruth, contact_id=contact_of(ruth, person_id=person_id).id)
    stranger = people_with_vaults("Somebody who says Tom")
    _row, data = asked(ruth, person_id)
    forged = answer_to(stranger, data)
    refused(ruth, forged, KeyChanged, "Tom Hesketh uses a new key.", "Phone Tom Hesketh and compare the words.")
    # The same by name alone, where the packet answers nothing.
    namesake = made_packet(new_identity(), "  tom HESKETH", body("contribution"), (own_identity(ruth),), id=new_packet_id())
    refused(ruth, namesake, KeyChanged, "Tom Hesketh uses a new key.", "Phone Tom Hesketh and compare the words.")


def test_after_comparing_a_new_key_takes_the_place_of_the_old_one(ruth, tom, exchanged, people_with_vaults):
    person_id, _request, _answer = exchanged
    old = contact_of(ruth, person_id=person_id)
    verify_contact(ruth, contact_id=old.id)
    new_computer = people_with_vaults("Tom Hesketh")
    _row, data = asked(ruth, person_id)
    answer = answer_to(new_computer, data)
    with pytest.raises(RuleRefused):  # it answers what was sent to Tom, so nobody else can have written it
        accept_new_key(ruth, data=answer, replaces=None)
    taken = accept_new_key(ruth, data=answer, replaces=old.id)
    now = contact_of(ruth, person_id=person_id)
    assert now.card == own_card(new_computer) and now.state == "unverified" and taken.undo is None
    kept = identities.contact(ruth.connection, old.id)
    assert kept.state == "retired" and kept.replaced_by == now.id and kept.card == own_card(tom)
    assert packet_record(ruth, packet_id=taken.id).contact_id == now.id
    # What the old key signs from now on is not taken, and nothing is sealed to it.
    [manager] = all_contacts(tom)
    late = seal_packet(tom, body=body("contribution"), to=(manager.id,))
    refused(ruth, packet_file(tom, packet_id=late.id), KeyRetired, "Tom Hesketh no longer uses this key.", "Phone Tom Hesketh and ask for the file again.")
    with pytest.raises(RuleRefused):
        seal_packet(ruth, body=body("share"), to=(old.id,), person_id=person_id)


@pytest.mark.parametrize(("name", "state"), [("Nia Pugh", "unverified"), ("Tom  hesketh", "verified")])
def test_a_card_compared_with_one_person_is_not_compared_with_another(ruth, people_with_vaults, name, state):
    """Whose words were compared as Nia's must not become Tom's compared card by answering Tom's request."""
    other = people_with_vaults(name)
    hello = made_packet(own_identity(other), name, body("contribution"), (own_identity(ruth),), id=new_packet_id())
    contact_id = packet_record(ruth, packet_id=open_packet(ruth, data=hello).id).contact_id
    verify_contact(ruth, contact_id=contact_id)
    person_id = somebody(ruth)
    _row, data = asked(ruth, person_id)
    open_packet(ruth, data=answer_to(other, data))
    found = contact_of(ruth, person_id=person_id)
    assert (found.id, found.state) == (contact_id, state)


def test_two_people_of_one_name(ruth, tom, exchanged, people_with_vaults):
    other = made_packet(new_identity(), "Tom Hesketh", body("contribution"), (own_identity(ruth),), id=new_packet_id())
    accept_new_key(ruth, data=other, replaces=None)
    assert [one.card.name for one in all_contacts(ruth)] == ["Tom Hesketh"] * 2
    assert contact_of(ruth, person_id=exchanged[0]).card == own_card(tom)


def test_accepting_a_key_that_is_not_new_is_opening(ruth, tom):
    _row, data = asked(ruth, somebody(ruth))
    assert packet_record(tom, packet_id=accept_new_key(tom, data=data, replaces=None).id).kind == "request"
    with pytest.raises(Replayed):
        accept_new_key(tom, data=data, replaces=None)


def test_comparing_and_stopping_can_be_undone(ruth, exchanged):
    contact = contact_of(ruth, person_id=exchanged[0])
    before = dump(ruth)
    for act, state in ((verify_contact, "verified"), (stop_using_key, "retired")):
        done = act(ruth, contact_id=contact.id)
        assert identities.contact(ruth.connection, contact.id).state == state
        take_back(ruth, undo=done.undo)
        assert dump(ruth) == before
    verify_contact(ruth, contact_id=contact.id)
    assert verify_contact(ruth, contact_id=contact.id).undo is None
    stop_using_key(ruth, contact_id=contact.id)
    for act in (verify_contact, stop_using_key):
        with pytest.raises(RuleRefused):
            act(ruth, contact_id=contact.id)
        with pytest.raises(NotFound):
            act(ruth, contact_id=999)


def test_a_key_keeps_the_name_it_was_first_seen_with(ruth, tom, exchanged):
    """Nothing is trusted because of a name in a packet."""
    me = tom.connection.execute("SELECT id FROM person WHERE is_me").fetchone()[0]
    change_person(tom, person_id=me, name="The Chief Executive")
    [manager] = all_contacts(tom)
    sent = seal_packet(tom, body=body("contribution"), to=(manager.id,))
    open_packet(ruth, data=packet_file(tom, packet_id=sent.id))
    assert [one.card.name for one in all_contacts(ruth)] == ["Tom Hesketh"]


def test_what_is_in_a_file_without_importing_it(ruth, tom, exchanged):
    _row, data = asked(ruth, exchanged[0])
    alone = inspect(data)
    assert (alone.kind, alone.sender, alone.to, alone.is_sealed, alone.trust) == ("request", own_card(ruth), (), False, "")
    assert alone.phrase == phrase_of(own_card(ruth)) and len(alone.phrase.words) == 5
    before = dump(tom)
    assert inspect(data, vault=tom).trust == "unverified" and dump(tom) == before
    assert inspect(data, vault=ruth).trust == "mine"
    answer = inspect(packet_file(ruth, packet_id=exchanged[2]), vault=ruth)
    assert answer.to == ("Ruth Ansell", "Tom Hesketh") and answer.kept_at is not None and answer.trust == "unverified"
    with pytest.raises(NotForYou):
        inspect(packet_file(ruth, packet_id=exchanged[2]))


def test_what_cannot_be_made_leaves_no_row(ruth, exchanged):
    before = dump(ruth)
    with pytest.raises(CannotBeSent):
        seal_packet(ruth, body=body("share"), person_id=exchanged[0])
    with pytest.raises(NotFound):
        seal_packet(ruth, body=body("share"), to=(999,))
    for act in (packet_file, packet_record, packet_content):
        with pytest.raises(NotFound):
            act(ruth, packet_id=999)
    assert dump(ruth) == before


def test_a_forged_first_answer_is_unverified_and_its_words_differ(ruth, tom, people_with_vaults):
    """Who has seen the unsealed request can answer in Tom's name; comparing the words shows it."""
    person_id = somebody(ruth)
    _row, data = asked(ruth, person_id)
    forger = people_with_vaults("Tom Hesketh")
    open_packet(ruth, data=answer_to(forger, data))
    contact = contact_of(ruth, person_id=person_id)
    assert contact.state == "unverified" and phrase_of(contact.card) != phrase_of(own_card(tom))
    refused(ruth, answer_to(tom, data), KeyChanged, "Tom Hesketh uses a new key.", "Phone Tom Hesketh and compare the words.")


def test_an_answer_repeats_the_hash_of_the_text_it_answers(ruth, tom):
    """Who answers another text than was asked cannot repeat its hash."""
    person_id = somebody(ruth)
    (row, data), (other, _data) = asked(ruth, person_id), asked(ruth, person_id)
    answer = packet_content(ruth, packet_id=open_packet(ruth, data=answer_to(tom, data)).id)
    assert answer.body.request_sha256 == row.sha256 != other.sha256


def test_a_card_on_its_own_lets_two_managers_seal_for_each_other(ruth, people_with_vaults):
    nia = people_with_vaults("Nia Pugh")
    data = packet_file(nia, packet_id=make_card(nia, role=" Ward manager ", message="I lead the dispensary from August.").id)
    assert inspect(data).kind == "card" and not inspect(data).is_sealed
    row = packet_record(ruth, packet_id=open_packet(ruth, data=data).id)
    [contact] = all_contacts(ruth)
    assert contact.id == row.contact_id and contact.card == own_card(nia) and contact.state == "unverified"
    said = packet_content(ruth, packet_id=row.id).body
    assert (said.role, said.message) == ("Ward manager", "I lead the dispensary from August.")
    assert [(one.name, one.trust) for one in cards(ruth)] == [("Ruth Ansell", "mine"), ("Nia Pugh", "unverified")]
    assert card_phrase(ruth, contact_id=contact.id) == card_phrase(nia, contact_id=None)
    with pytest.raises(NotFound):
        card_phrase(ruth, contact_id=99)
    with pytest.raises(CannotBeSent):
        make_card(nia, role="x" * 301)
    # Somebody else under that name is never taken for her.
    stranger = people_with_vaults("Nia Pugh")
    refused(ruth, packet_file(stranger, packet_id=make_card(stranger).id), KeyChanged, "Nia Pugh uses a new key.", "Phone Nia Pugh and compare the words.")
    stop_using_key(ruth, contact_id=contact.id)
    assert [one.trust for one in cards(ruth)] == ["mine", "retired"]
