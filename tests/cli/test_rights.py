"""Rights from the command line: about, erase, receipts, correction, hold, retention, due, bin."""

from __future__ import annotations

import json
from pathlib import Path

from tests.helpers.backups import flip
from tests.report.reading import text_of


def add(command, name: str = "Tom Hesketh") -> None:
    assert command("person", "add", name).code == 0
    assert command("notice", name).code == 0


def test_about_writes_one_pdf_and_one_json(command, folder, tmp_path):
    add(command)
    command("note", "Tom Hesketh", "Compared the dose with the book.")
    done = command("about", "Tom", "--out", tmp_path / "out")
    assert done.code == 0
    pdf, data = (tmp_path / "out" / line.rsplit("/", 1)[1] for line in done.out.splitlines())
    assert "Compared the dose with the book." in text_of(pdf.read_bytes())
    body = json.loads(data.read_text("utf-8"))
    assert body["format"] == "reviewapp-about@1" and body["tables"]["revision"][0]["body"].startswith("Compared")
    assert command("about", "Nobody", "--out", tmp_path).code == 2


def test_about_names_what_no_font_draws(command, folder, tmp_path):
    add(command)
    command("note", "Tom Hesketh", "Drew \U00013000 on the board.")
    done = command("about", "Tom", "--out", tmp_path / "out")
    assert done.code == 0 and "U+13000" in done.err and len(done.out.splitlines()) == 2


def test_erase_shows_first_refuses_unconfirmed_and_leaves_a_receipt(command, folder, tmp_path):
    add(command)
    add(command, "Siân Evans")
    command("note", "Tom Hesketh", "Tom asked Siân first.", "--with", "Siân Evans")
    command("about", "Tom Hesketh", "--out", tmp_path / "out")
    asked = command("erase", "Tom Hesketh")
    assert asked.code == 2 and "Tom asked Siân first. (with Siân Evans)" in asked.err and "Nothing was erased" in asked.err
    assert "Tom Hesketh" in command("people").out
    done = command("erase", "Tom Hesketh", "--yes", "--json")
    assert done.code == 0 and done.json["ground"] == "asked"
    assert [one["kind"] for one in done.json["sent_elsewhere"]] == ["about", "about"]
    assert "Hesketh" not in done.out and "Hesketh" not in command("receipts").out
    assert command("receipts", "--json").json[0]["receipt"] == done.json["receipt"]
    assert "Hesketh" not in command("people").out + command("notes").out
    assert "[erased] asked Siân first." in command("notes").out
    assert command("erase", "Tom Hesketh", "--yes").code == 2


def test_a_hold_refuses_until_it_is_lifted(command, folder):
    add(command)
    hold = command("hold", "set", "Tom", "--reason", "Claim", "--by", "Legal").out.strip()
    refused = command("erase", "Tom", "--yes")
    assert refused.code == 2 and "Claim" in refused.err and "Legal" in refused.err
    assert command("hold", "lift", hold).code == 0
    assert command("erase", "Tom", "--yes").code == 0


def test_a_correction_is_asked_and_decided(command, folder, tmp_path):
    add(command)
    number = command("correction", "Tom", "The date is wrong.").out.strip()
    assert command("decide", number, "corrected", "--reason", "The mail shows nine.").code == 0
    command("about", "Tom", "--out", tmp_path)
    assert "The mail shows nine." in text_of(next(tmp_path.glob("*.pdf")).read_bytes())
    assert command("decide", "99", "declined", "--reason", "x").code == 2


def test_due_and_bin_and_retention(command, folder):
    add(command)
    note = command("note", "Tom", "A thought.").out.strip()
    assert command("due", "--json").json == [] and command("retention", "Tom", "--region", "germany").code == 0
    assert command("retention", "Tom", "--left-on", "yesterday").code == 0
    assert command("bin", "--json").json == []
    assert command("bin", "--restore", "observation", note).code == 2
    assert command("due").code == 0


def test_somebody_in_the_bin_is_found_by_full_name(command, folder, tmp_path):
    from reviewapp.actions.people import find_person, remove_person
    from reviewapp.actions.vaults import unlock_vault
    from tests.conftest import PASSPHRASE

    add(command)
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        remove_person(vault, person_id=find_person(vault, name="Tom").id)
    assert "Tom Hesketh" in command("bin").out
    assert command("about", "Tom Hesketh", "--out", tmp_path).code == 0
    assert command("erase", "Tom Hesketh", "--yes").code == 0
    assert command("bin").out == ""


def test_a_policy_comes_from_its_file_or_not_at_all(command, folder, tmp_path):
    assert command("people").code == 0
    shipped = command("policy", "show").out
    path = tmp_path / "policy.toml"
    path.write_text(shipped.replace("concern_days = 14", "concern_days = 21"), "utf-8")
    assert command("policy", "import", path).code == 0
    assert command("policy", "show", "--json").json["concern_days"] == 21
    for text in ("concern_days = 0", "concern_day = 30", "concern_days ="):
        path.write_text(text, "utf-8")
        refused = command("policy", "import", path)
        assert refused.code == 2 and len(refused.err.splitlines()) == 1
    assert command("policy", "import", tmp_path / "none.toml").code == 2
    assert command("policy", "show", "--json").json["concern_days"] == 21


def test_an_unreadable_backup_is_named_until_it_is_thrown_away(command, folder, monkeypatch):
    add(command)
    assert command("backup").code == 0
    broken = command("backup").out.strip()
    flip(Path(broken), Path(broken).stat().st_size // 2)
    done = command("erase", "Tom", "--yes")
    assert done.code == 0 and broken in done.err and "reviewapp unreached" in done.err
    assert [one["path"] for one in command("unreached", "--json").json] == [broken]
    assert broken in command("unreached").out and "may hold what was erased" in command("unreached").out
    assert command("doctor").code == 1
    asked = command("unreached", "--throw-away", broken)
    assert asked.code == 2 and "Nothing was thrown away" in asked.err and Path(broken).exists()
    assert command("unreached", "--throw-away", folder / "vault.db", "--yes").code == 2
    assert command("unreached", "--throw-away", broken, "--yes").code == 0 and not Path(broken).exists()
    assert command("unreached").out == "" and command("doctor").code == 0
