"""``reviewapp words``: the organisation's own words from the command line."""

from __future__ import annotations

TOOL = 'language = "en"\nabout = "Our drafting tool"\n[classes]\nAIX = "heinzelmann"\n'


def test_add_list_use_and_remove(command, folder, tmp_path):
    path = tmp_path / "our.toml"
    path.write_text(TOOL, "utf-8")
    command("person", "add", "Tom Hesketh")
    command("notice", "Tom Hesketh", "--given", "2026-01-02")
    review = command("review", "new", "Tom Hesketh", "--from", "2026-03-01", "--to", "2026-11-01").out.strip()
    command("review", "write", review, "summary", "Hardly uses Heinzelmann.")
    assert "Heinzelmann" not in command("review", "checks", review).out
    added = command("words", "add", path)
    assert (added.code, added.out) == (0, "1\n")
    assert command("words", "list").out == "1  our.toml  en  Our drafting tool\n"
    listed = command("words", "list", "--json").json
    assert [(one["id"], one["name"], one["words"]) for one in listed] == [(1, "our.toml", [["AIX", ["heinzelmann"]]])]
    checked = command("review", "checks", review)
    assert checked.code == 1 and "Hardly uses Heinzelmann" in checked.out
    assert command("words", "remove", 1).code == 0
    assert "Heinzelmann" not in command("review", "checks", review).out
    assert command("words", "list").out == ""
    assert command("words", "remove", 1).code == 2


def test_a_bad_file_is_one_sentence(command, folder, tmp_path):
    path = tmp_path / "our.toml"
    path.write_text('[find]\nprompts = "[NUM (a"', "utf-8")
    refused = command("words", "add", path)
    assert refused.code == 2 and refused.out == "" and "our.toml" in refused.err and "Traceback" not in refused.err
    assert len(refused.err.strip().splitlines()) == 1
