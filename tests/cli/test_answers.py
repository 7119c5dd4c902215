"""From request to both sides beside each other on the command line, with two vaults."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

MAILS = Path(__file__).parents[1] / "fixtures" / "answers"
FOCUS = ("J1", "J4", "J5", "J6")


@pytest.fixture
def ruth(folder, command):
    """Ruth's vault with Tom agreed and a draft of his review with words in it."""
    command("person", "add", "Tom Hesketh")
    command("notice", "Tom Hesketh", "--given", "2026-01-04")
    command("focus", "Tom Hesketh", *FOCUS)
    assert command("review", "new", "Tom Hesketh", "--from", "2026-03-01", "--to", "2026-11-20").out == "1\n"
    command("review", "write", "1", "strength", "--competency", "J4", "Compares with the source.")
    return folder


@pytest.fixture
def tom(tmp_path, command):
    where = tmp_path / "tom"
    assert command("init", "--name", "Tom Hesketh", vault=where).code == 0
    return where


@pytest.fixture
def asked(ruth, command, tmp_path):
    made = command("request", "Tom Hesketh", "--out", tmp_path / "ask", "--message", "Take your time.")
    assert made.code == 0 and len(made.out.strip()) == 32 and "not sealed" in made.err
    return tmp_path / "ask.rvpacket"


def test_a_request_is_answered_and_both_sides_are_printed(ruth, tom, asked, command, tmp_path):
    shown = command("answer", asked, vault=tom)
    assert shown.code == 0 and shown.out.startswith("Ruth Ansell asks for your self-assessment, 2026-03-01 to 2026-11-20.")
    assert "Take your time." in shown.out and "Nothing has left" in shown.err
    assert command("answer", asked, "--write-episode", "The pen was the wrong colour.", vault=tom).code == 0
    command("answer", asked, "--prompt", "j4=I looked at the source.", "--skill", "Sums=2026-10", "--skill", "Latin=-", vault=tom)
    done = command(
        "answer", asked, "--got-wrong", "I sent it too quickly.", "--ai-help", "wording", "--out", tmp_path / "back", vault=tom
    )
    assert done.code == 0 and "I looked at the source." in done.out and "sealed to Ruth Ansell" in done.err
    assert "The pen was the wrong colour." in done.out and "Episode 1, No day given" in done.out
    assert "Sums: last done unaided in 2026-10" in done.out and "Latin: would rather not say" in done.out

    taken = command("open", tmp_path / "back.rvpacket")
    assert taken.code == 0 and taken.out.startswith("response from Tom Hesketh") and "stays closed" in taken.err
    assert "too quickly" not in taken.out + taken.err
    refused = command("review", "reveal", "1")
    assert refused.code == 2 and "Your own draft comes first" in refused.err and refused.out == ""
    assert command("review", "checks", "1").code == 1
    command("review", "seal", "1")
    both = command("review", "reveal", "1")
    assert both.code == 0 and "You · Strength: Compares with the source." in both.out
    assert "I looked at the source." in both.out and "I sent it too quickly." in both.out
    data = command("review", "reveal", "1", "--json").json
    assert data["sealed_first"] is True and data["card"] == "unverified" and data["same_request"] is True


def test_what_is_given_is_kept_between_runs_and_the_json_says_what_leaves(ruth, tom, asked, command, tmp_path):
    command("answer", asked, "--needs", "Somebody senior.", vault=tom)
    kept = command("answer", asked, "--json", vault=tom).json
    assert kept["texts"] == {"needs": "Somebody senior."} and kept["request"]["sender"] == "Ruth Ansell"
    left = command("answer", asked, "--out", tmp_path / "back.rvpacket", "--json", vault=tom).json
    assert [(part["key"], part["text"]) for part in left["parts"]] == [("needs", "Somebody senior.")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--prompt", "J4"), None), (("--skill", "Sums=last week"), "is not a month"), (("--freed-for", "hours"), "freed time"),
        (("--episode", "99"), "about you alone"),
    ],
)  # fmt: skip
def test_what_cannot_be_part_of_an_answer_is_said(ruth, tom, asked, command, arguments, said):
    done = command("answer", asked, *arguments, vault=tom)
    assert (done.code, said is None or said in done.err) == (0 if said is None else 2, True)


def test_files_that_are_no_request_are_refused_with_the_codes_of_the_contract(ruth, tom, asked, command, tmp_path):
    (tmp_path / "noise").write_bytes(b"nothing of ours")
    assert command("open", tmp_path / "noise", vault=tom).code == 5
    assert command("open", tmp_path / "missing", vault=tom).code == 2
    assert command("open", asked, vault=tom).code == 0
    again = command("open", asked, vault=tom)
    assert again.code == 1 and "Already imported" in again.err
    assert "You made this file yourself" in command("open", asked).err
    command("answer", asked, "--needs", "Time.", "--out", tmp_path / "back.rvpacket", vault=tom)
    assert "does not ask for" in command("answer", tmp_path / "back.rvpacket").err


def test_asking_needs_to_know_for_which_time(folder, command, tmp_path):
    command("person", "add", "Nia Pugh")
    command("notice", "Nia Pugh", "--given", "2026-01-04")
    command("focus", "Nia Pugh", *FOCUS)
    out = tmp_path / "ask.rvpacket"
    assert "--from and --to" in command("request", "Nia Pugh", "--out", out).err and not out.exists()
    days = ("--from", "2026-03-01", "--to", "2026-11-20")
    assert command("request", "Nia Pugh", "--out", out, *days, "--due", "2020-01-01").code == 2
    assert command("request", "Nia Pugh", "--out", out, *days).code == 0 and out.is_file()


def test_going_on_without_an_answer(ruth, asked, command):
    assert "has not answered yet" in command("review", "checks", "1").out
    assert command("review", "not-received", "1", "--declined").code == 0
    assert "has not answered yet" not in command("review", "checks", "1").out
    assert command("review", "not-received", "1").code == 2


def test_e_mails_are_entered_by_their_senders(folder, command, tmp_path):
    for name in ("Tom Hesketh", "Siân Davies", "Sian Davies"):
        command("person", "add", name)
    for number, name in enumerate(("Tom Hesketh", "Sian Davies"), start=1):
        command("review", "new", name, "--from", "2026-03-01", "--to", "2026-11-20")
        command("review", "write", number, "summary", "A careful half year.")
        command("review", "seal", number)
    for path in MAILS.glob("*.txt"):
        shutil.copy(path, tmp_path)
    files = sorted(tmp_path.glob("*.txt"))
    dry = command("record-answers", *files, "--dry-run")
    assert dry.code == 1 and "Tom Hesketh: would be entered" in dry.out and "could be from" in dry.out
    done = command("record-answers", *files, "--json")
    assert {one["file_name"]: one["entered"] for one in done.json} == {
        "TomH self assessment FINAL v2.txt": True, "jonathan_wc.txt": False, "olu-adebayo-finch.txt": False, "sian.txt": False,
    }
    assert "3.4 million tokens" in command("review", "reveal", "1").out
    sian = tmp_path / "sian.txt"
    assert "somebody else of that name" in command("review", "record-answer", "2", sian).err
    assert command("review", "record-answer", "2", sian, "--sender-checked").code == 0
    assert "I check bags." in command("review", "reveal", "2").out
    assert command("review", "record-answer", "2", "--how", "aloud", "--text", "It stands.", "--on", "2026-11-19").code == 0
