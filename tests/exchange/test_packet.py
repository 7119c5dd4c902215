"""Packets of every kind: there and back, bounded, without a figure about a person, and what they load."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from reviewapp.domain.errors import NotFound, RuleRefused
from reviewapp.domain.observation import CHOICES, MULTI_CHOICES, CompetencyTag, Observation, Subject
from reviewapp.exchange import packet_bodies as bodies
from reviewapp.exchange.packet import UNSEALED_KINDS, read_packet, read_packet_file
from reviewapp.exchange.packet_bodies import BODIES
from reviewapp.exchange.packet_body_json import decode_body, encode_body, episode_of, shared_episode_of
from reviewapp.exchange.packet_errors import CannotBeSent, TooLarge
from tests.helpers.packets import RUTH, RUTH_ID, TOM, WHEN, body, members_of, packet, request_body

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "fixtures" / "packets" / "format1"


@pytest.mark.parametrize("kind", BODIES)
def test_every_kind_travels_and_comes_out_as_it_was(kind):
    data = packet(RUTH, "Ruth Ansell", body(kind), (TOM, RUTH), in_reply_to="1" * 32, revises="2" * 32, goes_with="3" * 32)
    for reader in (TOM, RUTH):
        found = read_packet(data, reader)
        assert found.body == body(kind) and found.kind == kind and found.id == RUTH_ID and found.created == WHEN
        assert (found.in_reply_to, found.revises, found.goes_with) == ("1" * 32, "2" * 32, "3" * 32)
        assert found.sender == RUTH.card("Ruth Ansell") and found.is_sealed and found.app == "0.1"


@pytest.mark.parametrize("kind", BODIES)
def test_packets_of_format_1_stay_readable(kind):
    """Golden files: a later version that cannot read them has lost somebody's evidence."""
    found = read_packet((GOLDEN / f"{kind}.rvpacket").read_bytes(), TOM)
    assert found.body == body(kind) and found.sender == RUTH.card("Ruth Ansell") and found.created == WHEN


def test_sealing_again_keeps_the_hash_of_what_was_signed():
    first, second = (packet(RUTH, "Ruth Ansell", body("ack"), (TOM,)) for _ in range(2))
    assert first != second and read_packet(first, TOM).sha256 == read_packet(second, TOM).sha256


def test_attachments_travel_under_plain_names_only():
    data = packet(RUTH, "Ruth Ansell", body("share"), (TOM,), attachments={"review.pdf": b"%PDF"})
    assert read_packet(data, TOM).attachments == {"review.pdf": b"%PDF"}
    for name in ("../x", "prüfung.pdf", "a b.pdf", "", "x" * 90, "a/b", ".hidden"):
        with pytest.raises(CannotBeSent):
            packet(RUTH, "Ruth Ansell", body("share"), (TOM,), attachments={name: b"x"})


def test_only_a_request_and_a_card_leave_unsealed():
    members = members_of(packet(RUTH, "Ruth Ansell", body("request")))
    assert list(members) == ["manifest.json", "manifest.json.sig", "body.json"]
    for kind in set(BODIES) - UNSEALED_KINDS:
        with pytest.raises(CannotBeSent):
            packet(RUTH, "Ruth Ansell", body(kind))


def test_what_a_receiver_would_refuse_does_not_leave():
    for wrong in (request_body(message="x" * 20_001), request_body(foundational_skills=("x",) * 41)):
        with pytest.raises(CannotBeSent, match="longer than a packet takes"):
            encode_body(wrong)
    for name in ("", " ", "a\nb", "x" * 201, "a\u202eb"):
        with pytest.raises(CannotBeSent):
            packet(RUTH, name, body("request"))
    with pytest.raises(CannotBeSent, match="32 MB"):
        packet(RUTH, "Ruth Ansell", body("share"), (TOM,), attachments={"a": bytes(33 << 20)})
    big = bodies.ShareBody(about_name="T", observations=tuple(msgspec.structs.replace(o, texts={"behaviour": "x" * 15_000}) for o in body("share").observations * 300))
    with pytest.raises(CannotBeSent, match="two parts"):
        encode_body(big)


def names_in(body_type):
    """Every field of a type and of those inside it, with the kinds of value it may hold."""
    seen, waiting, found = set(), [msgspec.inspect.type_info(body_type)], []
    while waiting:
        one = waiting.pop()
        if isinstance(one, msgspec.inspect.StructType) and one.cls not in seen:
            seen.add(one.cls)
            found += [(one.cls.__name__, field.name, field.type) for field in one.fields]
            waiting += [field.type for field in one.fields]
        for name in ("types", "item_type", "value_type", "key_type", "item_types"):
            inner = getattr(one, name, None)
            waiting += list(inner) if isinstance(inner, tuple) else [inner] if inner is not None else []
    return found, seen


def leaves(one):
    inner = [getattr(one, name, None) for name in ("item_type", "value_type", "key_type")]
    more = [*inner, *getattr(one, "types", ()), *(getattr(one, "item_types", ()))]
    return [one] + [leaf for part in more if part is not None for leaf in leaves(part)]


@pytest.mark.parametrize("kind", BODIES)
def test_no_body_has_a_place_for_a_number(kind):
    """Promise 2: no figure about a person travels; and every text has an end."""
    fields, seen = names_in(BODIES[kind])
    assert len(fields) >= 2 and BODIES[kind] in seen
    for owner, name, one in fields:
        for leaf in leaves(one):
            numeric = isinstance(leaf, (msgspec.inspect.IntType, msgspec.inspect.FloatType, msgspec.inspect.DecimalType, msgspec.inspect.AnyType))
            assert not numeric, f"{owner}.{name}"
            if isinstance(leaf, msgspec.inspect.StrType):
                assert leaf.max_length or leaf.pattern, f"{owner}.{name} has no end"
            if isinstance(leaf, (msgspec.inspect.VarTupleType, msgspec.inspect.DictType)):
                assert leaf.max_length, f"{owner}.{name} has no end"


def test_a_self_assessment_has_no_anchor_and_no_score():
    fields, seen = names_in(bodies.ResponseBody)
    assert bodies.Episode in seen and bodies.SharedEpisode not in seen
    assert not [name for _owner, name, _type in fields if "anchor" in name or "score" in name or "concern" in name or "rating" in name]


def observation(**more) -> Observation:
    subjects = (Subject(1, "Tom Hesketh", concern=False, told_on=date(2026, 5, 10), told_how="conversation", told_confirmed=True), Subject(2, "Siân Evans", concern=True))
    given = {
        "id": 1, "uid": "01900000-0000-7000-8000-000000000001", "observed_on": date(2026, 5, 3), "written_on": date(2026, 5, 4),
        "subjects": subjects, "choices": {"ai_part": "drafted", "restricted": "none"}, "multi": {"checked_by": ("source",)},
        "texts": {"behaviour": "Rang the ward.", "receiver_words": "Thank you.", "who_as_written": "Tom H"}, "competency_tags": (CompetencyTag("judgment", "1", "J4"),), "completed": True,
    }
    return Observation(**given | more)


def test_an_observation_travels_to_one_person_without_the_others():
    found = shared_episode_of(observation(), person_id=1, written_by="Ruth Ansell")
    assert found.texts == {"behaviour": "Rang the ward."} and found.concern is False and found.told_on == date(2026, 5, 10)
    assert b"Evans" not in msgspec.json.encode(found) and b"Tom H" not in msgspec.json.encode(found)
    assert decode_body("share", encode_body(bodies.ShareBody(about_name="Tom", observations=(found,)))).observations == (found,)
    permitted = observation(flags={"receiver_words_permitted": True})
    assert shared_episode_of(permitted, person_id=1, written_by="R").texts["receiver_words"] == "Thank you."
    assert shared_episode_of(observation(), person_id=2, written_by="R").told_on is None
    with pytest.raises(KeyError):
        shared_episode_of(observation(), person_id=3, written_by="R")


@pytest.mark.parametrize("restricted", [value for value in CHOICES["restricted"] if value != "none"])
def test_restricted_episodes_do_not_leave(restricted):
    """Whistleblowing 2019/1937 art. 19; domain.md G, messenger exposed."""
    item = observation(choices={"restricted": restricted})
    for refused in (lambda: episode_of(item), lambda: shared_episode_of(item, person_id=1, written_by="R")):
        with pytest.raises(RuleRefused, match="restricted"):
            refused()


@pytest.mark.parametrize("state", [{"completed": False}, {"withdrawn": True}, {"deleted": True}], ids=str)
def test_jots_and_what_was_taken_back_do_not_leave(state):
    with pytest.raises(RuleRefused):
        shared_episode_of(replace(observation(), **state), person_id=1, written_by="R")


def test_every_value_of_the_record_can_travel():
    for name, values in CHOICES.items():
        for value in values if name != "restricted" else ():
            found = episode_of(observation(choices={name: value}))
            sent = bodies.ResponseBody(period_from=date(2026, 1, 1), period_to=date(2026, 2, 1), episodes=(found,))
            assert decode_body("response", encode_body(sent)) == sent
    every = episode_of(observation(multi=dict(MULTI_CHOICES)))
    sent = bodies.ResponseBody(period_from=date(2026, 1, 1), period_to=date(2026, 2, 1), episodes=(every,))
    assert decode_body("response", encode_body(sent)) == sent


def test_files_are_read_up_to_the_limit(tmp_path):
    path = tmp_path / "x.rvpacket"
    with path.open("wb") as file:
        file.truncate((32 << 20) + 1)
    with pytest.raises(TooLarge):
        read_packet_file(path)
    with pytest.raises(NotFound):
        read_packet_file(tmp_path / "none")
    path.write_bytes(b"abc")
    assert read_packet_file(path) == b"abc"


def test_the_heavy_libraries_wait_until_a_packet_is_there():
    code = (
        "import sys, reviewapp.cli, reviewapp.cli_packets, reviewapp.exchange.packet, reviewapp.keys.identity, reviewapp.keys.check_phrase\n"
        "import reviewapp.actions.packets, reviewapp.actions.contacts\n"
        "print([m for m in ('pyrage', 'nacl', 'msgspec', 'zipfile', 'hashlib', 'socket') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
