"""Files judged by known keys; folders with a list, gone on with; a table of every tamper; cells no spreadsheet obeys."""

from __future__ import annotations

import contextlib
import csv
from pathlib import Path

import pytest

from reviewapp.actions import verifying
from reviewapp.actions.verify_words import FINDINGS, finding_words
from reviewapp.actions.verifying import Pin, check_bytes, check_file, check_files, files_in, pin_lines, read_pins
from reviewapp.domain.errors import NotFound, UsageError
from reviewapp.report import verifying as judging
from tests.helpers.signed import IMPOSTOR, PINS, RUTH_KEY, TAMPERS, TOM_KEY, both, certified, countersigned

KNOWN = {figures: Pin(name) for figures, name in PINS.items()}


def judged(data, tmp_path, **more):
    return check_bytes(data, path=tmp_path / "a.pdf", **{"pins": KNOWN, **more})


def test_whole_and_by_known_keys(tmp_path) -> None:
    assert judged(both(), tmp_path).findings == () and judged(both(), tmp_path).result == "whole"


def test_a_signature_of_nobody_known_does_not_pass(tmp_path) -> None:
    assert judged(both(), tmp_path, pins={}).findings == ("unknown_key",)
    only_ruth = {RUTH_KEY.fingerprint: Pin("Jonas Weiß")}
    assert judged(both(), tmp_path, pins=only_ruth).findings == ("unknown_key",)


def test_a_known_name_with_another_key_is_told_from_an_unknown_one(tmp_path) -> None:
    forged = certified(key=IMPOSTOR)
    assert judged(countersigned(base=forged), tmp_path).findings == ("impostor",)


def test_a_card_that_was_not_compared_is_no_proof(tmp_path) -> None:
    doubtful = {**KNOWN, TOM_KEY.fingerprint: Pin("Anna Kowalska-Lindström", compared=False)}
    assert judged(both(), tmp_path, pins=doubtful).findings == ("not_compared",)


@pytest.mark.parametrize("name", TAMPERS)
def test_every_tamper_has_a_sentence_and_never_passes(name, tmp_path) -> None:
    spoil, finding = TAMPERS[name]
    answer = judged(spoil(), tmp_path)
    assert answer.result == "failed" and finding_words(finding) in answer.sentences


def test_every_finding_has_a_sentence_of_its_own() -> None:
    said = [finding_words(one) for one in FINDINGS]
    assert len({sentence for sentence, _step in said}) == len(FINDINGS) and all(sentence and step for sentence, step in said)
    source = (judging.__file__, verifying.__file__)
    text = "".join(Path(path).read_text("utf-8") for path in source)
    used = {one for one in FINDINGS if f'"{one}"' in text or one.endswith(("_between", "_missing"))}
    assert used == set(FINDINGS)


def test_pins_are_written_and_read_again(tmp_path) -> None:
    (tmp_path / "pins.txt").write_text(pin_lines({**KNOWN, "ab" * 32: Pin("New  One", compared=False)}), "utf-8")
    read = read_pins(tmp_path / "pins.txt")
    assert {figures: pin.name for figures, pin in read.items()} == {**PINS, "ab" * 32: "New One"}
    assert "# not compared yet:" in (tmp_path / "pins.txt").read_text("utf-8")


@pytest.mark.parametrize("line", ["hello", "12ab", f"{'g' * 64} X", "ab" * 32, "\x00"])
def test_a_list_of_keys_that_is_none_is_refused_by_line(tmp_path, line) -> None:
    (tmp_path / "pins.txt").write_text(f"# ours\n{line}\n", "utf-8")
    with pytest.raises(UsageError, match="Line 2"):
        read_pins(tmp_path / "pins.txt")


def test_colons_as_other_programs_show_them_are_taken(tmp_path) -> None:
    figures = ":".join(RUTH_KEY.fingerprint[at : at + 2].upper() for at in range(0, 64, 2))
    (tmp_path / "pins.txt").write_text(f"{figures} Jonas Weiß", "utf-8-sig")
    assert read_pins(tmp_path / "pins.txt") == {RUTH_KEY.fingerprint: Pin("Jonas Weiß")}


@pytest.fixture
def folder(tmp_path):
    """Four files: two whole, one spoilt, one that is no PDF."""
    place = tmp_path / "year" / "team"
    place.mkdir(parents=True)
    for name, data in {"a.pdf": both(), "b.PDF": both() + b"x", "=c.pdf": b"hello", "d.pdf": both()}.items():
        (place / name).write_bytes(data)
    (place / "notes.txt").write_text("no PDF")
    return tmp_path / "year"


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_folder_is_judged_with_a_list(folder, tmp_path) -> None:
    report = tmp_path / "list.csv"
    files = files_in([folder])
    assert [one.name for one in files] == ["=c.pdf", "a.pdf", "b.PDF", "d.pdf"]
    answers = list(check_files(files, pins=KNOWN, report=report))
    assert [one.findings for one in answers] == [("not_pdf",), (), ("after_end",), ()]
    found = rows(report)
    assert [row["result"] for row in found] == ["failed", "whole", "failed", "whole"]
    assert found[1]["employee_states"] == "received" and found[1]["manager_key"] == RUTH_KEY.fingerprint
    assert "behind the end" in found[2]["in_words"]


def test_stopping_keeps_what_was_done_and_going_on_judges_only_the_rest(folder, tmp_path, monkeypatch) -> None:
    report = tmp_path / "list.csv"
    files = files_in([folder])
    run = check_files(files, pins=KNOWN, report=report)
    next(run), next(run)
    run.close()
    assert len(rows(report)) == 2
    seen = []
    real = verifying.check_bytes
    monkeypatch.setattr(verifying, "check_bytes", lambda data, **more: (seen.append(more["path"].name), real(data, **more))[1])
    answers = list(check_files(files, pins=KNOWN, report=report))
    assert seen == ["b.PDF"], "the same bytes were judged under another name before"
    assert [one.findings for one in answers] == [("not_pdf",), (), ("after_end",), ()]
    assert [one.signers for one in answers][1] == real(both(), path=files[1], pins=KNOWN).signers
    assert len(rows(report)) == 4


def test_other_keys_or_changed_bytes_are_judged_anew(folder, tmp_path) -> None:
    report = tmp_path / "list.csv"
    files = files_in([folder])
    list(check_files(files, pins=KNOWN, report=report))
    answers = list(check_files(files, pins={}, report=report))
    assert not any(one.taken_over for one in answers) and answers[1].findings == ("unknown_key",)
    files[1].write_bytes(both()[:-1])
    assert list(check_files(files, pins={}, report=report))[1].findings == ("cut_short",)


def test_no_cell_of_the_list_begins_a_formula(tmp_path) -> None:
    place = tmp_path / "in"
    place.mkdir()
    (place / "@SUM(A1).pdf").write_bytes(b"hello")
    report = tmp_path / "list.csv"
    relative = [place.joinpath("@SUM(A1).pdf").relative_to(tmp_path)]
    with contextlib.chdir(tmp_path):
        list(check_files(relative, pins={}, report=report))
    text = report.read_text("utf-8-sig")
    assert verifying._guarded("@SUM(A1)") == "'@SUM(A1)" and verifying._guarded("  =1+1") == "'  =1+1"
    assert all(verifying._unguarded(verifying._guarded(one)) == one for one in ("=1", "'x", "plain", "-2", "\t=1"))
    for row in csv.reader(text.splitlines()):
        assert not any(cell[:1] in "=+-@\t\r" for cell in row if cell)


def test_a_foreign_list_is_never_overwritten(folder, tmp_path) -> None:
    (tmp_path / "list.csv").write_text("name,salary\nTom,1\n")
    with pytest.raises(UsageError, match="not a list of checked files"):
        list(check_files(files_in([folder]), pins={}, report=tmp_path / "list.csv"))
    assert (tmp_path / "list.csv").read_text() == "name,salary\nTom,1\n"


def test_places_with_nothing_to_check_are_said(tmp_path) -> None:
    with pytest.raises(NotFound):
        files_in([tmp_path / "nowhere"])
    with pytest.raises(UsageError, match="no PDF"):
        files_in([tmp_path])


def test_a_file_that_cannot_be_read_does_not_stop_the_rest(folder, monkeypatch) -> None:
    files = files_in([folder])
    (folder / "team" / "a.pdf").unlink()
    (folder / "team" / "a.pdf").mkdir()
    assert [one.findings for one in check_files(files, pins=KNOWN)][1] == ("unreadable",)
    monkeypatch.setattr(verifying, "_LARGEST", 3)
    assert check_file(files[2], pins=KNOWN).findings == ("too_large",)
