"""A change of manager and a contribution on the command line, with three vaults."""

from __future__ import annotations

import json

import pytest

TEXT = "Rang the ward before sending."


@pytest.fixture
def cards(folder, command, tmp_path):
    """Ruth's vault and those of Tom and Nia; Ruth has both cards: Tom's came with an answer, Nia's by itself."""
    command("person", "add", "Tom Hesketh", "--role", "Pharmacist")
    command("notice", "Tom Hesketh", "--given", "2026-01-04")
    command("focus", "Tom Hesketh", "J1", "J4", "J5", "J6")
    tom, nia = tmp_path / "tom", tmp_path / "nia"
    assert command("init", "--name", "Tom Hesketh", vault=tom).code == 0
    assert command("init", "--name", "Nia Pugh", vault=nia).code == 0
    asked, back = tmp_path / "ask.rvpacket", tmp_path / "back.rvpacket"
    assert command("request", "Tom Hesketh", "--out", asked, "--from", "2025-01-01", "--to", "2025-02-01").code == 0
    assert command("answer", asked, "--needs", "Time.", "--out", back, vault=tom).code == 0
    assert command("open", back).code == 0
    assert command("card", "--out", tmp_path / "card", vault=nia).code == 0
    assert command("open", tmp_path / "card.rvpacket").code == 0
    return {"ruth": folder, "tom": tom, "nia": nia}


def seen(command, vault=None, *more):
    """A complete observation about Tom: its id."""
    made = command(
        "note", "Tom Hesketh", TEXT, "--date", "2026-10-01", "--basis", "saw_it", "--effect", "worked", "--competency", "J5",
        *more, **({"vault": vault} if vault else {}),
    )
    assert made.code == 0, made.err
    return made.out.strip()


def test_from_the_handover_to_the_confirmation(cards, command, tmp_path):
    seen(command, None, "--told-on", "2026-10-05")
    assert command("note", "Tom Hesketh", "A private thought.", "--date", "2026-10-02").code == 0
    shown = command("handover", "Tom Hesketh", "--to", "Nia Pugh")
    assert shown.code == 0 and f"goes: {TEXT}" in shown.err and "to the bin: A private thought." in shown.err
    assert not list(tmp_path.glob("out/*")) and "jot" in command("notes", "--json").out
    refused = command("handover", "Tom Hesketh", "--to", "Omar Said", "--out", tmp_path / "out")
    assert refused.code != 0 and "no card of Omar Said" in refused.err

    made = command("handover", "Tom Hesketh", "--to", "nia pugh", "--out", tmp_path / "out")
    assert made.code == 0 and "cannot be called back" in made.err
    to_nia, to_tom = made.out.split("\n")[:2]
    assert "Nia-Pugh" in to_nia and "Tom-Hesketh" in to_tom and "A private thought." not in command("notes").out
    assert command("open", to_nia, vault=cards["nia"]).code == 0
    listed = command("handed", vault=cards["nia"])
    assert "Tom Hesketh, from Ruth Ansell" in listed.out and "not informed" in listed.out and TEXT in listed.out

    assert command("open", to_tom, vault=cards["tom"]).code == 0
    done = command("confirm", to_tom, "--out", tmp_path / "knows", vault=cards["tom"])
    assert done.code == 0
    for who in ("nia", "ruth"):
        assert command("open", tmp_path / "knows.rvpacket", vault=cards[who]).code == 0
    one = json.loads(command("handed", "--json", vault=cards["nia"]).out)[0]
    assert one["informed_on"] and one["rows"][0]["written_by"] == "Ruth Ansell"


def test_a_contribution_is_put_under_its_person_and_told(cards, command, tmp_path):
    nia = cards["nia"]
    assert command("card", "--out", tmp_path / "ruth", vault=cards["ruth"]).code == 0
    assert command("open", tmp_path / "ruth.rvpacket", vault=nia).code == 0
    command("person", "add", "Tom Hesketh", vault=nia)
    command("notice", "Tom Hesketh", "--given", "2026-01-04", vault=nia)
    one = seen(command, nia)
    out = tmp_path / "give"
    made = command("contribute", "Tom Hesketh", one, "--to", "Ruth Ansell", "--relation", "Led the rota", "--out", out, vault=nia)
    assert made.code == 0 and len(made.out.strip()) == 32 and (tmp_path / "give.rvpacket").exists()
    assert "handed ID --person" in command("open", tmp_path / "give.rvpacket").err
    waiting = json.loads(command("handed", "--json").out)[0]
    assert waiting["person_id"] is None and waiting["relation"] == "Led the rota"
    assert "who is meant?" in command("handed").out and TEXT not in command("notes").out
    number = str(waiting["packet_id"])
    assert command("handed", number, "--person", "Tom Hesketh").code == 0 and TEXT in command("notes").out
    refused = command("handed", number, "--informed-on", "2026-01-05")
    assert refused.code == 2 and "cannot have been told before" in refused.err
    assert command("handed", number, "--informed-on", "today").code == 0
    assert json.loads(command("handed", "--json").out)[0]["informed_on"]


def test_a_restricted_episode_stays_until_it_is_agreed(cards, command, tmp_path):
    one = seen(command, None, "--told-on", "2026-10-05", "--restricted", "protected_disclosure")
    assert "restricted" in command("handover", "Tom Hesketh").err
    refused = command("handover", "Tom Hesketh", "--to", "Nia Pugh", "--out", tmp_path)
    assert refused.code != 0 and not list(tmp_path.glob("For_*"))
    assert command("agree", one, "--how", "paper").code == 0
    assert command("handover", "Tom Hesketh", "--to", "Nia Pugh", "--out", tmp_path).code == 0
    assert command("agree", one, "--no-longer").code == 0 and "restricted" in command("handover", "Tom Hesketh").err
