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


def test_the_check_of_a_text_uses_the_words_of_a_vault_that_is_named(command, folder, tmp_path):
    text = "Hardly uses Heinzelmann."
    path = tmp_path / "our.toml"
    path.write_text(TOOL, "utf-8")
    command("words", "add", path)
    assert command("check", stdin=text).code == 0
    for outcome in (command("check", vault=folder, stdin=text), command("check", "--vault", folder, "--lang", "en", stdin=text)):
        assert outcome.code == 1 and "Heinzelmann" in outcome.out
    line = command("check", "--vault", folder, stdin=f'{{"id": 1, "text": "{text}"}}\n')
    assert line.code == 1 and line.json["labels"] == ["usage_metric"]


def test_a_file_is_tried_out_beside_the_words_of_the_vault(command, folder, tmp_path):
    path, second = tmp_path / "our.toml", tmp_path / "second.toml"
    path.write_text(TOOL, "utf-8")
    second.write_text(TOOL.replace("heinzelmann", "draftling"), "utf-8")
    command("words", "add", path)
    text = "Hardly uses Heinzelmann. Rarely opens Draftling."
    assert len(command("check", "--vault", folder, "--json", stdin=text).json["findings"]) == 1
    tried = command("check", "--vault", folder, "--words", second, "--json", stdin=text)
    assert len(tried.json["findings"]) == 2
    assert command("words", "list").out.count("\n") == 1


def test_where_no_vault_is_the_shipped_words_are_used_and_that_is_said(command, tmp_path):
    outcome = command("check", "--vault", tmp_path / "nowhere", stdin="Hardly uses ChatGPT.")
    assert outcome.code == 1 and "ChatGPT" in outcome.out and "no vault" in outcome.err


def test_a_vault_that_does_not_open_stops_the_check(command, folder, monkeypatch):
    monkeypatch.setenv("REVIEWAPP_PASSPHRASE", "not the passphrase at all")
    outcome = command("check", "--vault", folder, stdin="Hardly uses ChatGPT.")
    assert outcome.code == 4 and outcome.out == ""
