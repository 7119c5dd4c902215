"""Words from the vault may not drive the terminal they are printed on; JSON says exactly what is kept."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from reviewapp.actions.queries import notes
from reviewapp.actions.vaults import unlock_vault
from tests.conftest import PASSPHRASE
from tests.helpers.hostile import ESCAPES, fill_hostile, hostile_text, make_canary

DRIVES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
PACKAGE = Path(__file__).resolve().parents[2] / "reviewapp"


@pytest.fixture
def hostile(folder, tmp_path) -> tuple[int, Path]:
    """A vault full of hostile texts behind REVIEWAPP_VAULT; the id of a draft in it, and the picture its texts name."""
    canary = make_canary(tmp_path)
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        review = fill_hostile(vault, canary)
        # A line break in a role must not begin a row of its own.
        vault.connection.execute("UPDATE person SET role = ? WHERE is_me = 0", ("x\n7  Forged Person  Director",))
    return review, canary


def test_no_command_lets_words_drive_the_terminal(command, hostile, tmp_path):
    review, _canary = hostile
    said = [
        command(*arguments)
        for arguments in (
            ("people",), ("notes",), ("search", "second"), ("notice", "two", "--print"), ("review", "checks", review), ("doctor",),
            ("export", review, "--out", tmp_path / "out"), ("notes", "--person", "img"), ("note", "one", "again \x1b[2J"),
            ("person", "add", f"Nobody {ESCAPES}"), ("note", f"Who {ESCAPES}", "x"), ("import", tmp_path / "none\x1b[2J.csv"),
        )
    ]
    for outcome in said:
        assert not DRIVES.search(outcome.out + outcome.err)
    assert "<img src" in said[0].out and "second &line <" in said[1].out and "[31m" in said[1].out
    assert not any(line.startswith("7  Forged") for line in said[0].out.splitlines())


def test_an_import_report_does_not_either(command, folder, tmp_path):
    path = tmp_path / "notes.csv"
    path.write_text(f'Date,Who,What happened\n2026-03-03,"Nobody{ESCAPES}","Did it {ESCAPES}"\n', "utf-8")
    outcome = command("import", path)
    assert outcome.code == 0 and outcome.out and not DRIVES.search(outcome.out + outcome.err)


def test_json_keeps_every_character_and_prints_none_that_a_terminal_obeys(command, hostile, folder):
    for arguments in (("notes", "--json"), ("search", "second", "--json"), ("people", "--json"), ("review", "checks", hostile[0], "--json")):
        outcome = command(*arguments)
        assert not DRIVES.search(outcome.out), arguments
        json.loads(outcome.out)
    texts = {item["text"] for item in command("notes", "--json").json}
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        assert texts == {item.behaviour for item in notes(vault)}
    assert hostile_text(hostile[1]) in texts


def test_the_check_of_a_text_does_not_either(command):
    line = json.dumps({"id": "1", "text": f"Used the tool 12 times {ESCAPES} \u202ea day."})
    outcome = command("check", "-", stdin=line + "\n")
    assert outcome.code in (0, 1) and not DRIVES.search(outcome.out)
    outcome = command("check", "-", stdin=f"Used the tool 12 times{ESCAPES} a day, \u202ealways.")
    assert not DRIVES.search(outcome.out + outcome.err)


def test_there_is_one_way_to_the_terminal():
    """Commands print through ``print_text``, ``print_json`` and ``say``, never past them."""
    for path in sorted(PACKAGE.glob("cli*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"echo", "secho"}:
                inner = node.args[0]
                safe = isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id in {"terminal_text", "json_text"}
                assert safe, f"{path.name}:{node.lineno} prints past print_text"
            bare = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
            assert not bare, f"{path.name}:{node.lineno}"
