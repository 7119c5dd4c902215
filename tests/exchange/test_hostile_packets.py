"""Every hostile packet gets its own sentence, and opening one writes nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewapp.exchange.packet import read_packet
from reviewapp.exchange.packet_errors import PacketRefused
from tests.exchange.hostile import make
from tests.helpers.packets import RUTH, TOM, body, members_of, packet, zipped

ALL = [(folder, case) for folder, cases in make.FOLDERS.items() for case in cases]
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("folder", "case"), ALL, ids=[f"{folder}/{case.name}" for folder, case in ALL])
def test_each_file_is_answered_with_its_sentence(folder, case):
    data = case.make()
    if case.error is None:
        assert read_packet(data, TOM).sender.name == "Ruth Ansell"
        return
    with pytest.raises(PacketRefused) as refused:
        read_packet(data, TOM)
    assert type(refused.value) is case.error
    assert (refused.value.sentence, refused.value.next_step) == make.SENTENCES[case.error]
    assert refused.value.exit_code == (1 if case.error.__name__ in ("BadSignature", "WrongRecipient") else 5)


def test_opening_writes_no_file_and_starts_nothing(tmp_path):
    """A process of its own that would hear every file opened for writing, made, renamed or removed."""
    files = [str(path) for path in make.write_all(tmp_path / "hostile")]
    (tmp_path / "work").mkdir()
    code = f"""
import os, sys, json
sys.path.insert(0, {str(ROOT)!r})
from reviewapp.exchange.packet import read_packet, read_packet_file
from reviewapp.exchange.packet_errors import PacketRefused
from pathlib import Path
from tests.helpers.packets import TOM
files, heard, answers = {files!r}, [], []
read_packet(Path(files[0]).read_bytes(), TOM)  # what is imported on the way is imported now
def hear(event, arguments):
    if event == "open" and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        heard.append(repr(arguments))
    if event.startswith(("os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink", "tempfile", "subprocess", "shutil", "socket", "os.system")):
        heard.append(event)
sys.addaudithook(hear)
for file in files:
    try:
        read_packet(read_packet_file(Path(file)), TOM)
        answers.append("opens")
    except PacketRefused as error:
        answers.append(type(error).__name__)
done = list(heard)
open("control", "w").close()
print(json.dumps([answers, done, len(heard)]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path / "work", env=dict(os.environ), check=False)
    assert done.returncode == 0, done.stderr
    answers, heard, with_control = json.loads(done.stdout)
    assert heard == [] and with_control == 1, "the control shows that the hook hears"
    assert answers == [case.error.__name__ if case.error else "opens" for _folder, case in ALL]
    assert [path.name for path in (tmp_path / "work").iterdir()] == ["control"]


def outcome(data: bytes):
    """The packet, or the class of the refusal; anything else that is raised fails the test."""
    try:
        return read_packet(data, TOM)
    except PacketRefused as error:
        assert error.sentence and error.next_step
        return type(error)


SEALED = packet(RUTH, "Ruth Ansell", body("ack"), (TOM,))
REQUEST = packet(RUTH, "Ruth Ansell", body("request"))


def test_no_flipped_bit_of_a_sealed_packet_is_taken():
    original = read_packet(SEALED, TOM)
    for place in range(len(SEALED)):
        for bit in (1, 128):
            changed = bytearray(SEALED)
            changed[place] ^= bit
            found = outcome(bytes(changed))
            assert isinstance(found, type), f"byte {place} of {len(SEALED)} was taken"
    assert outcome(SEALED) == original


def test_a_flipped_byte_of_an_unsealed_packet_never_changes_what_is_read():
    original = read_packet(REQUEST, None)
    taken = []
    for place in range(len(REQUEST)):
        changed = bytearray(REQUEST)
        changed[place] ^= 1
        found = outcome(bytes(changed))
        if not isinstance(found, type):
            assert found == original, f"byte {place} changed what is read"
            taken.append(place)
    # Fields of the ZIP that mean nothing to anybody: days, versions, attributes; less than fifty bytes a member.
    assert len(taken) < 50 * len(members_of(REQUEST))


@settings(max_examples=400)
@given(st.data())
def test_mutations_end_in_a_sentence(data):
    start = data.draw(st.sampled_from([SEALED, REQUEST]))
    changed = bytearray(start)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, max(len(changed) - 1, 0)))
        act = data.draw(st.sampled_from(["set", "cut", "insert", "double", "zero"]))
        if act == "set" and changed:
            changed[place] = data.draw(st.integers(0, 255))
        elif act == "cut":
            del changed[place : place + data.draw(st.integers(1, 400))]
        elif act == "insert":
            changed[place:place] = data.draw(st.binary(max_size=50))
        elif act == "double":
            changed[place:place] = changed[place : place + 200]
        elif changed:
            changed[place : place + 8] = bytes(len(changed[place : place + 8]))
    found = outcome(bytes(changed))
    if not isinstance(found, type):
        assert found == outcome(start)


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(["manifest.json", "manifest.json.sig", "body.json", "attachments/a", "../x", "b:c"]), st.binary(max_size=60)))
def test_any_zip_ends_in_a_sentence(members):
    assert isinstance(outcome(zipped(members)), type)


@settings(max_examples=150)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["format", "kind", "id", "from", "to", "members", "created"]) | st.text(), inner)))
def test_any_json_as_a_manifest_ends_in_a_sentence(value):
    members = members_of(REQUEST)
    members["manifest.json"] = json.dumps(value).encode()
    members["manifest.json.sig"] = RUTH.sign(members["manifest.json"])
    assert isinstance(outcome(zipped(members)), type)
