"""Frameworks at the command line: look first, add, list, save, compare."""

from __future__ import annotations

import pytest

from tests.helpers.own_framework import framework_text


@pytest.fixture
def second(tmp_path):
    path = tmp_path / "second.toml"
    text = framework_text(key="judgment", version="2", called="Second {id}", without="J6")
    path.write_text(text.replace('id = "J5"', 'id = "J12"\ncontinues = ["judgment/J5"]', 1), "utf-8")
    return path


def test_a_file_is_looked_at_added_listed_saved_and_compared(command, folder, second, tmp_path):
    looked = command("framework", second, "--dry-run")
    assert looked.code == 0 and "Would be added." in looked.err and "Continues J5 Critical assessment" in looked.out
    assert [one["key"] for one in command("frameworks", "list", "--json").json] == ["judgment"]
    assert command("framework", second).out == "2\n"
    again = command("framework", second, "--dry-run")
    assert again.code == 0 and "here already" in again.err
    listed = command("frameworks", "list").out.splitlines()
    assert listed[0].startswith("1  judgment 1  ") and listed[1].startswith("2  judgment 2  ")
    compared = command("frameworks", "compare", 1, 2).out
    assert "    - Critical assessment" in compared and "    + Second J5" in compared
    saved = tmp_path / "out" / "saved.toml"
    assert command("frameworks", "save", 2, "--out", saved).code == 0
    assert saved.read_bytes() == second.read_bytes()
    assert command("frameworks", "save", 9, "--out", saved).code == 2
    assert command("frameworks", "compare", 1, 9).code == 2
    refused = command("frameworks", "add", "nothing")
    assert refused.code == 2 and "No such framework comes with the program: nothing 1." in refused.err


def test_a_bad_file_is_refused_in_a_sentence_and_adds_nothing(command, folder, second):
    second.write_text(second.read_text("utf-8").replace("enabling = ", "score = 4\nenabling = ", 2), "utf-8")
    for more in ((), ("--dry-run",)):
        refused = command("framework", second, *more)
        assert refused.code == 2 and "would turn words into figures: score." in refused.err
    assert len(command("frameworks", "list", "--json").json) == 1


def test_a_worksheet_is_written(command, folder, tmp_path):
    made = command("frameworks", "worksheet", 1, "--out", tmp_path / "papers")
    assert made.code == 0 and made.out.strip() == str(tmp_path / "papers" / "Worksheet_judgment_1.pdf")
    assert (tmp_path / "papers" / "Worksheet_judgment_1.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert command("frameworks", "worksheet", 9, "--out", tmp_path).code == 2
