"""``reviewapp check``: text and JSON lines in, findings out, no vault (ARCHITECTURE.md section 4)."""

from __future__ import annotations

import io
import json
import sys

import pytest

from reviewapp.actions import checking
from reviewapp.actions.checking import check_lines
from reviewapp.domain.errors import UsageError

BAD = "He burned 3 million tokens in March."
GOOD = "Compared the dose with the book and sent back three plans."


def records(outcome):
    return [json.loads(line) for line in outcome.out.splitlines()]


def lines(*values):
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


@pytest.mark.idea("A31", "A38")
def test_plain_text_is_answered_for_people(command, tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(f"\ufeff{GOOD}\n{BAD}\n", "utf-8")
    outcome = command("check", path)
    assert outcome.code == 1 and outcome.err == ""
    assert outcome.out.startswith("2:") and "usage metric" in outcome.out and "3 million tokens" in outcome.out
    assert "What did the result change" in outcome.out


def test_clean_text_leaves_with_zero(command):
    outcome = command("check", stdin=GOOD)
    assert (outcome.code, outcome.out) == (0, "") and "Nothing found" in outcome.err
    assert command("check", "-", "--json", stdin=GOOD).json == {"id": None, "labels": [], "findings": []}
    assert command("check", stdin="").code == 0


def test_plain_text_as_json_has_offsets_that_cut_the_span(command):
    outcome = command("check", "--json", "-", stdin=BAD)
    assert outcome.code == 1 and outcome.json["labels"] == ["usage_metric"]
    for one in outcome.json["findings"]:
        assert list(one) == ["label", "start", "end", "span", "why", "ask"]
        assert BAD[one["start"] : one["end"]] == one["span"] and one["why"] and one["ask"]


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_json_lines_are_answered_line_by_line(command, more):
    given = lines({"id": "a", "text": BAD, "lang": "en"}, {"id": 2, "text": GOOD}) + "\n" + lines(
        {"text": "x\u2028y \U0001f600", "lang": "tlh"}, {"id": {"n": 1}, "text": "", "lang": 7}
    )
    outcome = command("check", *more, stdin=given)
    found = records(outcome)
    assert outcome.code == 1 and [one["id"] for one in found] == ["a", 2, None, {"n": 1}]
    assert [one["labels"] for one in found] == [["usage_metric"], [], [], []]
    assert command("check", *more, stdin=lines({"id": 1, "text": GOOD})).code == 0


@pytest.mark.parametrize(
    "bad", ['{"id": 2, "text": 5}', '{"id": 2}', "{}", "[1]", '"x"', "nonsense", '{"id": 2, "te', "null", "[" * 5000, "NaN"]
)
def test_an_unreadable_line_is_named_and_the_lines_before_it_stand(command, bad):
    outcome = command("check", stdin=lines({"id": 1, "text": BAD}) + bad + "\n" + lines({"id": 3, "text": BAD}))
    assert outcome.code == 2 and [one["id"] for one in records(outcome)] == [1]
    assert outcome.err.startswith("Line 2 ") and outcome.err.count("\n") == 1


def test_a_first_line_without_a_text_is_an_unreadable_line_not_prose(command, tmp_path):
    assert command("check", stdin='{"id": 1}\n').err.startswith("Line 1 ")
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\n\nwords\n")
    outcome = command("check", path)
    assert outcome.code == 2 and outcome.err.startswith("Line 3 ") and outcome.out == ""
    path.write_bytes(b'{"id": 1, "text": "\xff"}\n')
    assert command("check", path).code == 2


def test_prose_that_opens_with_a_brace_is_prose(command):
    assert command("check", stdin="{Note to self} " + BAD).out.startswith("1:")


def test_what_cannot_be_read(command, tmp_path):
    missing = command("check", tmp_path / "nothing.txt")
    assert missing.code == 2 and "no file" in missing.err
    assert command("check", tmp_path).code == 3
    binary = command("check", stdin=b"\xff\xfe\x00text")
    assert binary.code == 2 and "UTF-8" in binary.err and binary.out == ""
    assert command("check", "--lang", "xx", stdin=GOOD).code == 2
    assert command("check", "--lang", "en-GB", stdin=BAD).code == 1


def test_nothing_above_64_mb(monkeypatch):
    monkeypatch.setattr(checking, "MAX_BYTES", 40)
    with pytest.raises(UsageError, match="64 MB"):
        list(check_lines([b"word " * 9]))
    with pytest.raises(UsageError, match="64 MB"):
        list(check_lines([b'{"text": "a"}\n'] * 4))


def test_a_line_without_end_is_not_read_whole(monkeypatch):
    monkeypatch.setattr(checking, "MAX_BYTES", 40)
    endless = io.BytesIO(b"x" * 1000)
    with pytest.raises(UsageError, match="64 MB"):
        list(check_lines(checking.lines_of(endless)))
    assert endless.tell() == 41


def test_each_line_is_answered_before_the_next_is_read():
    read = []

    def incoming():
        for number in range(3):
            read.append(number)
            yield lines({"id": number, "text": BAD}).encode()

    answers = check_lines(incoming())
    for number in range(3):
        assert next(answers).id == number and read == list(range(number + 1))


def test_needs_no_vault_and_makes_none(command, tmp_path, monkeypatch):
    monkeypatch.delenv("REVIEWAPP_PASSPHRASE")
    assert command("check", stdin=BAD, vault=tmp_path / "none").code == 1
    assert not (tmp_path / "none").exists()


def test_words_of_the_organisation(command, tmp_path):
    words = tmp_path / "words.toml"
    words.write_text('language = "en"\n[find]\npraise = "rockstar"\n', "utf-8")
    outcome = command("check", "--words", words, stdin="A rockstar.\n")
    assert outcome.code == 1 and "rockstar" in outcome.out
    words.write_text("not [ toml", "utf-8")
    refused = command("check", "--words", words, stdin=BAD)
    assert refused.code == 2 and "words.toml" in refused.err and refused.out == ""
    assert command("check", "--words", tmp_path / "none.toml", stdin=BAD).code == 2


def test_control_characters_do_not_reach_the_terminal(command):
    outcome = command("check", stdin="He burned 3 million \x1b tokens in March.")
    assert "\x1b" not in outcome.out


def test_an_output_that_takes_no_utf8_gets_whole_json(monkeypatch, command):
    from reviewapp import cli

    out = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "argv", ["reviewapp", "check"])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines({"id": "\U0001f600", "text": BAD}).encode())))
    monkeypatch.setattr(sys, "stdout", out)
    with pytest.raises(SystemExit):
        cli.main()
    out.flush()
    assert json.loads(out.buffer.getvalue().decode("cp1252"))["id"] == "\U0001f600"
