"""Two people, two vaults, two real processes at a time: from the request to the final PDF with the reply inside."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest

from tests.conftest import PASSPHRASE

TODAY = date.today()
FIRST, LAST = (TODAY - timedelta(days=200)).isoformat(), TODAY.isoformat()
EPISODE = "Compared the generated dose table with the formulary and stopped the second page."
OTHER = "Asked what the tool had left out before the list went up."
STRENGTH = "Compares with the source before anything goes out."
OWN = "I sent the first summary on unread, and rang the ward back myself."
SAID = "It was the second page; the first had gone out before my shift."
STATEMENT = "I was away for most of May, so spring says little. The rest I recognise."
LATE = "The goal for spring was agreed without me."


class Side:
    """One person at a computer of their own: a vault, a passphrase, and a home nobody else uses."""

    def __init__(self, home: Path, vault: Path, passphrase: str) -> None:
        home.mkdir()
        self.vault = vault
        self.environment = {
            **os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data"),
            "XDG_STATE_HOME": str(home / "state"), "XDG_CACHE_HOME": str(home / "cache"),
            "REVIEWAPP_VAULT": str(vault), "REVIEWAPP_PASSPHRASE": passphrase, "PYTHONWARNINGS": "error",
        }  # fmt: skip

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "reviewapp", *map(str, arguments)], env=self.environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *arguments: object, code: int = 0) -> str:
        """What the command said, on stdout and stderr; it must exit with ``code``."""
        with self.start(*arguments) as process:
            out, err = process.communicate(timeout=120)
        assert process.returncode == code, (arguments, process.returncode, out, err)
        assert "Traceback" not in err
        return out + err

    def bare(self, *arguments: object) -> str:
        """Stdout alone, stripped: an id or a path."""
        with self.start(*arguments) as process:
            out, err = process.communicate(timeout=120)
        assert process.returncode == 0, (arguments, out, err)
        return out.strip()


@pytest.fixture
def ruth(folder, tmp_path):
    return Side(tmp_path / "home-of-ruth", folder, PASSPHRASE)


@pytest.fixture
def tom(tmp_path):
    return Side(tmp_path / "home-of-tom", tmp_path / "tom", "words only Tom knows")


def pages_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(text.split())


def statuses(side: Side) -> dict[str, str]:
    return {str(one["id"]): one["status"] for one in json.loads(side.bare("notes", "--json"))}


def drafted(ruth: Side) -> tuple[str, str]:
    """Tom with notice and focus, one complete observation, and a draft that cites it: (observation, review)."""
    ruth.run("person", "add", "Tom Hesketh")
    ruth.run("notice", "Tom Hesketh", "--given", FIRST)
    ruth.run("focus", "Tom Hesketh", "J1", "J4", "J5", "J6", "--on", FIRST)
    seen = (TODAY - timedelta(days=30)).isoformat()
    observation = ruth.bare(
        "note", "Tom Hesketh", EPISODE, "--date", seen, "--competency", "J4", "--basis", "saw_the_work", "--response", "revised",
        "--soundness", "flawed",
    )
    review = ruth.bare("review", "new", "Tom Hesketh", "--from", FIRST, "--to", LAST)
    ruth.run("review", "cite", review, observation)
    ruth.run("review", "write", review, "strength", "--competency", "J4", STRENGTH)
    ruth.run("review", "write", review, "summary", "A careful half year.")
    return observation, review


def test_from_the_request_to_the_final_pdf_with_the_reply_inside(ruth, tom, tmp_path) -> None:
    _observation, review = drafted(ruth)
    between = tmp_path / "between"  # the stick they pass to each other
    between.mkdir()

    # Ruth asks; the file is read without any vault, and says nothing of what she wrote.
    ruth.run("request", "Tom Hesketh", "--out", between / "ask", "--message", "Take your time.")
    ask = between / "ask.rvpacket"
    assert STRENGTH.encode() not in ask.read_bytes()
    assert "Kind: request" in tom.run("inspect", ask)

    # Tom has never used the program: a vault, an answer, a file.
    tom.run("init", "--name", "Tom Hesketh")
    assert "Ruth Ansell asks for your self-assessment" in tom.run("answer", ask)
    assert "Nothing has left" in tom.run("answer", ask, "--got-wrong", OWN)
    handed = tom.run("answer", ask, "--prompt", "J4=I look at the source first.", "--out", between / "answer")
    assert OWN in handed and "sealed to Ruth Ansell" in handed
    answer = between / "answer.rvpacket"
    assert OWN.encode() not in answer.read_bytes()

    # It comes, and stays closed on every way a command offers until Ruth's own draft is sealed.
    assert "response" in ruth.run("inspect", answer)
    assert "stays closed" in ruth.run("open", answer)
    assert "Already imported" in ruth.run("open", answer, code=1)
    told = [
        ruth.run("review", "reveal", review, code=2), ruth.run("review", "checks", review, code=1), ruth.run("search", "unread"),
        ruth.run("notes", "--json"), ruth.run("inspect", answer, "--json"),
    ]  # fmt: skip
    assert "Your own draft comes first" in told[0]
    draft = Path(ruth.bare("export", review, "--out", tmp_path / "draft"))
    assert not any(OWN in said for said in (*told, pages_of(draft)))
    ruth.run("review", "seal", review)
    both = ruth.run("review", "reveal", review)
    assert STRENGTH in both and OWN in both and "I look at the source first." in both
    order = json.loads(ruth.bare("review", "reveal", review, "--json"))
    assert order["sealed_first"] is True and order["sealed_at"] < order["opened_at"]

    # The draft goes to Tom with its episode and its pages; both work at the same time.
    ruth.run("review", "hand-over", review, "--out", between / "draft", "--message", "Tell me what is missing.")
    shared = between / "draft.rvpacket"
    reading, listing = tom.start("reply", shared), ruth.start("notes")
    said, _err = reading.communicate(timeout=120)
    listing.communicate(timeout=120)
    assert (reading.returncode, listing.returncode) == (0, 0) and EPISODE in said and STRENGTH in said
    assert said.startswith("1  Review: ") and "2  Observation: " in said
    tom.run("reply", shared, "--position", "agree_in_part", "--text", STATEMENT)
    tom.run("reply", shared, "--item", 2, "--position", "disagree", "--text", SAID)
    back = tom.run("reply", shared, "--out", between / "reply")
    assert STATEMENT in back and SAID in back and "sealed to Ruth Ansell" in back

    # The review is finished after a conversation, and not without its day.
    assert "reply from Tom Hesketh" in ruth.run("open", between / "reply.rvpacket")
    assert "--talked-on" in ruth.run("review", "finish", review, code=2)
    ruth.run("review", "finish", review, "--talked-on", TODAY)
    final = Path(ruth.bare("export", review, "--out", tmp_path / "final"))
    text = pages_of(final)
    assert STATEMENT in text and SAID in text and STRENGTH in text
    assert "agrees in part" in text.casefold() or "agree in part" in text.casefold()
    assert "Draft" not in text

    # What Tom says afterwards is an addendum in every later copy; the finished words stay.
    ruth.run("review", "hand-over", review, "--out", between / "final")
    tom.run("reply", between / "final.rvpacket", "--position", "disagree", "--text", LATE)
    tom.run("reply", between / "final.rvpacket", "--out", between / "late")
    ruth.run("open", between / "late.rvpacket")
    later = pages_of(Path(ruth.bare("export", review, "--out", tmp_path / "later")))
    assert LATE in later and STATEMENT in later and STRENGTH in later and "addendum" in later.casefold()

    # Everything of his own, in files anybody can read, with the packets as they travelled.
    mine = Path(tom.bare("my-side", "--out", tmp_path / "mine"))
    kept = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (mine / "packets").iterdir()}
    travelled = {hashlib.sha256(path.read_bytes()).hexdigest() for path in between.iterdir()}
    assert travelled <= kept and LATE in (mine / "my-side.md").read_text("utf-8")
    assert len(list((mine / "reviews").glob("*.pdf"))) == 2


def test_an_observation_is_shared_answered_and_confirmed(ruth, tom, tmp_path) -> None:
    _cited, review = drafted(ruth)
    observation = ruth.bare("note", "Tom Hesketh", OTHER, "--competency", "J5", "--basis", "saw_the_work")
    ask, answer, share, ack, said = (tmp_path / f"{name}.rvpacket" for name in ("ask", "answer", "share", "ack", "said"))
    assert "no card of Tom Hesketh" in ruth.run("share", "Tom Hesketh", observation, "--out", share, code=2)
    ruth.run("request", "Tom Hesketh", "--out", ask)
    early = ruth.run("review", "hand-over", review, "--out", share, code=2)
    assert "no card" in early and not share.exists()
    tom.run("init", "--name", "Tom Hesketh")
    tom.run("answer", ask, "--needs", "Time.", "--out", answer)
    ruth.run("open", answer)
    assert OTHER in ruth.run("share", "Tom Hesketh", observation, "--out", share, "--message", "From Tuesday.")
    assert statuses(ruth)[observation] == "shared"
    assert "reviewapp reply FILE" in tom.run("open", share)
    tom.run("confirm", share, "--out", ack)
    ruth.run("open", ack)
    tom.run("reply", share, "--position", "disagree", "--text", SAID)
    found = json.loads(tom.bare("reply", share, "--json"))
    assert [one["item"] for one in found] == [1] and found[0]["answers"][0]["sent_on"] is None
    assert "There is no 7." in tom.run("reply", share, "--item", 7, "--text", "x", code=2)
    assert "shares nothing with you" in tom.run("reply", ask, code=2)
    tom.run("reply", share, "--out", said)
    assert "Nothing is chosen" in tom.run("reply", share, "--out", said, code=2)
    ruth.run("open", said)
    assert statuses(ruth)[observation] == "answered"
    ruth.run("review", "cite", review, observation)
    ruth.run("review", "hand-over", review, "--out", tmp_path / "draft")
    ruth.run("review", "record-reply", review, "--how", "in_presence", "--position", "received", "--text", "Understood.", "--on", TODAY)
    text = pages_of(Path(ruth.bare("export", review, "--out", tmp_path / "pdf")))
    assert SAID in text and "Understood." in text and "presence" in text
