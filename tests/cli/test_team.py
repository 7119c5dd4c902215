"""The commands for a team, through their real entry point."""

from __future__ import annotations

from pathlib import Path


def test_an_agreement_from_its_file(command, folder, pharmacy):
    path = pharmacy / "working-agreement.md"
    dry = command("team", "agreement", path, "--dry-run")
    assert dry.code == 0 and dry.out == "" and "line 44: What receivers can take" in dry.err
    refused = command("team", "agreement", path)
    assert refused.code == 2 and "on which day this wording was agreed" in refused.err
    made = command("team", "agreement", path, "--on", "2026-11-18")
    assert made.code == 0 and made.out.strip() == "1" and "names no receiver" in made.err
    assert "nothing was changed" in command("team", "agreement", path, "--on", "2026-11-18").err
    listed = command("team", "list", "--json").json
    assert listed[0]["agreed_on"] == "2026-11-18" and len(listed[0]["terms"]["must_review"]) == 5
    assert command("team", "list").out.startswith("1  2026-11-18  How we use AI")


def test_outcomes_and_the_sheet(command, folder, pharmacy, tmp_path):
    assert command("import", pharmacy / "outcomes.csv").out.count("row ") >= 6
    shown = command("team", "outcomes", "--json").json
    assert [bool(one["not_comparable"]) for one in shown] == [False, False, True, True, False, False]
    assert {one["scope"] for one in shown} == {"workflow"}
    assert "Not comparable" in command("team", "outcomes").out
    refused = command("team", "sheet", "--out", tmp_path)
    assert refused.code == 2 and "from eight people up" in refused.err
    assert command("import", pharmacy / "people.csv").code == 0
    made = command("team", "sheet", "--out", tmp_path)
    assert made.code == 0 and Path(made.out.strip()).read_bytes().startswith(b"%PDF")
