"""My side in open formats: everything that was written, answered and given, readable without this program."""

from __future__ import annotations

import hashlib
import json

import pytest

from reviewapp.actions.my_side import my_side
from reviewapp.actions.my_side_export import export_my_side, my_side_files
from reviewapp.actions.observations import record_observation
from reviewapp.actions.packets import packet_file
from reviewapp.actions.replying import answer_item, send_reply
from reviewapp.actions.reviews import write_section
from reviewapp.actions.sharing import hand_over_review, share_observations
from reviewapp.actions.vaults import begin_vault
from reviewapp.domain.errors import EnvironmentFault
from reviewapp.domain.review import SectionKey
from reviewapp.exchange.packet import read_packet
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import draft, dump, whole
from tests.helpers.two_sides import acquaint, carry

HOSTILE = "![x](http://example.org/x.png) <img src=file:///etc/passwd> # not a heading\n> not ours"


@pytest.fixture
def sides(vault, tmp_path, clock):
    tom, _code = begin_vault(folder=tmp_path / "tom", name="Tom Hesketh", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock)
    yield acquaint(vault, tom)
    tom.close()


@pytest.fixture
def lived(sides):
    """Tom has been shared an observation and a draft, answered one, and keeps a log of his own."""
    one = whole(sides.ruth, sides.tom_id, text=HOSTILE, concern=True)
    came = carry(sides.ruth, share_observations(sides.ruth, person_id=sides.tom_id, observation_ids=(one,)).id, sides.tom)
    review_id = draft(sides.ruth, sides.tom_id)
    write_section(sides.ruth, review_id=review_id, key=SectionKey("summary"), text="A careful half year.")
    carry(sides.ruth, hand_over_review(sides.ruth, review_id=review_id).id, sides.tom)
    uid = next(item.uid for item in my_side(sides.tom).written if item.what == "observation")
    own = answer_item(sides.tom, packet_id=came, item_uid=uid, position="disagree", text="It was *not* so.")
    send_reply(sides.tom, own_reply_ids=(own.id,))
    me = my_side(sides.tom).me_id
    record_observation(sides.tom, person_ids=(me,), text="Kept the call with the family.", observed_on=sides.tom.today)
    return sides


def test_my_side_has_my_log_and_what_i_gave(lived):
    side = my_side(lived.tom)
    assert [row.title for row in side.log] == ["Kept the call with the family."]
    assert [(one.kind, one.to, one.what) for one in side.released] == [
        ("reply", "Ruth Ansell", ("Answers to observations",)),
    ]
    [answered] = [one for one in side.written if one.answers]
    assert answered.draft is None and answered.answers[0].sent_on == lived.tom.today


def test_everything_is_written_in_formats_anybody_can_read(lived, tmp_path):
    place = export_my_side(lived.tom, folder=tmp_path / "out")
    data = json.loads((place / "my-side.json").read_text("utf-8"))
    assert data["format"] == "reviewapp-my-side@1" and data["name"] == "Tom Hesketh"
    assert {one["what"] for one in data["written_about_me"]} == {"observation", "review"}
    assert data["my_log"][0]["texts"]["behaviour"] == "Kept the call with the family."
    bodies = {one["kind"]: one["body"] for one in data["packets"]}
    assert bodies["reply"]["answers"][0]["text"] == "It was *not* so." and bodies["share"]["about_name"] == "Tom Hesketh"
    packets = sorted((place / "packets").iterdir())
    kept = {hashlib.sha256(packet_file(lived.tom, packet_id=row["id"])).hexdigest() for row in lived.tom.connection.execute("SELECT id FROM packet WHERE kind <> 'card'")}
    assert {hashlib.sha256(path.read_bytes()).hexdigest() for path in packets} == kept, "byte for byte as they travelled"
    assert [path.read_bytes()[:4] for path in (place / "reviews").iterdir()] == [b"%PDF"]
    text = (place / "my-side.md").read_text("utf-8")
    assert "A careful half year." in text and "It was \\*not\\* so." in text and "I disagree" in text and "Kept the call" in text
    from reviewapp.actions.contacts import own_identity

    assert read_packet(packets[0].read_bytes(), own_identity(lived.tom)).kind == packets[0].name.partition("-")[0]


def test_words_of_others_stay_words_in_the_markdown(lived):
    text = my_side_files(lived.tom).text
    assert "\\!\\[x\\](http://example.org/x.png) \\<img src=file:///etc/passwd\\>" in text
    for line in text.splitlines():
        assert not line.startswith("<") and "![" not in line.replace("\\!\\[", "")


def test_what_was_looked_at_is_what_is_written_and_that_it_was_is_recorded(lived, tmp_path):
    files = my_side_files(lived.tom)
    assert files == my_side_files(lived.tom)
    place = export_my_side(lived.tom, folder=tmp_path / "out", files=files)
    assert {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()} == dict(files.files)
    kinds = {row["kind"] for row in lived.tom.connection.execute("SELECT kind FROM handed_file")}
    assert kinds == {"my_side"}


def test_a_folder_that_cannot_be_written_leaves_no_record(lived, tmp_path):
    before = dump(lived.tom)
    (tmp_path / "out").write_text("a file")
    with pytest.raises(EnvironmentFault):
        export_my_side(lived.tom, folder=tmp_path / "out")
    assert dump(lived.tom) == before


def test_a_share_whose_file_cannot_be_written_told_nobody(sides, tmp_path):
    """Nothing counts as handed over that is not on disk."""
    one = whole(sides.ruth, sides.tom_id, text="Rang the ward.")
    before = dump(sides.ruth)
    (tmp_path / "file").write_text("a file")
    with pytest.raises(EnvironmentFault):
        share_observations(sides.ruth, person_id=sides.tom_id, observation_ids=(one,), into=tmp_path / "file" / "x" / "for Tom.rvpacket")
    assert dump(sides.ruth) == before
    target = tmp_path / "out" / "for Tom.rvpacket"
    made = share_observations(sides.ruth, person_id=sides.tom_id, observation_ids=(one,), into=target)
    assert target.read_bytes() == packet_file(sides.ruth, packet_id=made.id)


def test_nothing_of_mine_as_a_manager_is_on_my_side(lived):
    """What I hand to others about them is not mine to show here."""
    side = my_side(lived.ruth)
    assert side.written == () and side.released == () and side.waiting == ()
    assert not [name for name in my_side_files(lived.ruth).files if name.startswith("packets/share")]
