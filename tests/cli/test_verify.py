"""Signing and checking on the command line: two vaults, then HR without any."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.test_answers import asked, ruth, tom  # noqa: F401  # fixtures
from tests.helpers.signed import PINS, both

HOLDS, FAILS = 0, 1


@pytest.fixture
def handed(asked, ruth, tom, command, tmp_path) -> Path:  # noqa: F811
    """Tom's card is known, the review is finished, and the signed file is on its way to him."""
    command("answer", asked, "--needs", "An hour with the ward.", "--out", tmp_path / "back", vault=tom)
    command("open", tmp_path / "back.rvpacket")
    command("review", "write", "1", "strength", "--competency", "J4", "")
    command("review", "write", "1", "summary", "A careful half year.")
    for act in (("seal", "1"), ("reveal", "1"), ("share", "1", "--on", "2026-11-19")):
        assert command("review", *act).code == 0
    done = command("review", "finish", "1", "--talked-on", "2026-11-20")
    assert done.code == 0, done.err
    made = command("review", "hand-over", "1", "--sign", "--out", tmp_path / "for-tom.rvpacket")
    assert made.code == 0, made.err
    return tmp_path / "for-tom.rvpacket"


def test_from_the_managers_signature_to_hr_without_a_vault(handed, ruth, tom, command, tmp_path, monkeypatch):  # noqa: F811
    given = ("--text", "See you in June.", "--out", tmp_path / "answer.rvpacket", "--copy", tmp_path / "mine.pdf")
    signed = command("countersign", handed, "--position", "received", *given, vault=tom)
    assert signed.code == 0, signed.err
    assert command("open", tmp_path / "answer.rvpacket").code == 0
    written = command("export", "1", "--sign", "--out", tmp_path / "hr")
    assert written.code == 0 and written.out.endswith("_v1_signed.pdf\n")
    both_signed = command("review", "signed", "1", "--out", tmp_path / "hr" / "both.pdf")
    assert both_signed.code == 0, both_signed.err
    assert (tmp_path / "mine.pdf").read_bytes() == (tmp_path / "hr" / "both.pdf").read_bytes()
    twice = command("countersign", handed, "--position", "agree", "--out", tmp_path / "again.rvpacket", vault=tom)
    assert twice.code == 2 and "You signed these pages on" in twice.err and not (tmp_path / "again.rvpacket").exists()
    assert command("pins", "--out", tmp_path / "pins.txt").code == 0
    lines = [line for line in (tmp_path / "pins.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert sorted(line.split("  ")[1] for line in lines) == ["Ruth Ansell", "Tom Hesketh"]
    monkeypatch.delenv("REVIEWAPP_PASSPHRASE")
    seen = command("verify", tmp_path / "hr" / "both.pdf", "--pins", tmp_path / "pins.txt", vault=tmp_path / "no-vault")
    assert seen.code == HOLDS, seen.out + seen.err
    assert "Tom Hesketh" in seen.out and "Receipt is not agreement." in seen.out and "holds" in seen.out
    assert not (tmp_path / "no-vault").exists()
    alone = command("verify", written.out.strip(), "--pins", tmp_path / "pins.txt", "--json")
    assert alone.code == FAILS and alone.json[0]["findings"] == ["employee_missing"]
    assert command("verify", written.out.strip(), "--pins", tmp_path / "pins.txt", "--manager-only").code == HOLDS


def test_a_key_that_is_not_known_does_not_pass(command, tmp_path):
    (tmp_path / "a.pdf").write_bytes(both())
    seen = command("verify", tmp_path / "a.pdf")
    assert seen.code == FAILS and "it is not known whose key made it" in seen.out and "Traceback" not in seen.err


def test_a_folder_is_checked_with_a_list_and_gone_on_with(command, tmp_path):
    place = tmp_path / "in"
    place.mkdir()
    for name, data in {"a.pdf": both(), "b.pdf": both()[:-5], "c.pdf": both() + b"x"}.items():
        (place / name).write_bytes(data)
    (tmp_path / "pins").write_text("".join(f"{figures}  {name}\n" for figures, name in PINS.items()), "utf-8")
    for _again in (1, 2):
        seen = command("verify", place, "--pins", tmp_path / "pins", "--csv", tmp_path / "list.csv")
        assert seen.code == FAILS and "1 of 3 files hold." in seen.err
        assert "a.pdf" not in seen.out and "The end of the file is missing." in seen.out
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["findings"] for row in csv.DictReader(stream)] == ["", "cut_short", "after_end"]


def test_what_is_not_there_is_said(command, tmp_path):
    missing = command("verify", tmp_path / "nowhere.pdf")
    assert missing.code == 2 and "There is no file" in missing.err
    assert command("verify", tmp_path, "--pins", tmp_path / "none").code == 2


def test_a_draft_is_not_signed(ruth, command, tmp_path):  # noqa: F811
    refused = command("export", "1", "--sign", "--out", tmp_path / "out")
    assert refused.code == 2 and "A draft is not signed" in refused.err and not (tmp_path / "out").exists()
    none = command("review", "signed", "1", "--out", tmp_path / "x.pdf")
    assert none.code == 2 and "Nobody sent this review back signed." in none.err
