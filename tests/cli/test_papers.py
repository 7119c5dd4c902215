"""Papers from the command line: the works-council pack, the notice, the agenda of a talk."""

from __future__ import annotations

from pathlib import Path

from tests.report.reading import text_of


def test_the_works_council_pack_needs_no_vault(command, tmp_path):
    done = command("works-council", "--shipped", "--out", tmp_path / "out")
    assert done.code == 0
    assert "Rules the program enforces" in text_of(Path(done.out.strip()).read_bytes())


def test_with_a_vault_the_pack_has_what_is_in_force_and_nobody(command, folder, tmp_path):
    command("person", "add", "Tom Hesketh")
    done = command("works-council", "--out", tmp_path)
    assert done.code == 0 and "Hesketh" not in text_of(Path(done.out.strip()).read_bytes())


def test_the_notice_and_the_agenda_are_written_as_pdf(command, folder, tmp_path):
    command("person", "add", "Tom Hesketh")
    done = command("notice", "Tom Hesketh", "--out", tmp_path)
    assert done.code == 0 and "About the notes I keep" in text_of(Path(done.out.strip()).read_bytes())
    command("note", "Tom Hesketh", "Passed it on unread.", "--concern")
    done = command("agenda", "Tom", "--out", tmp_path)
    assert done.code == 0 and "What they bring" in text_of(Path(done.out.strip()).read_bytes())
    assert command("agenda", "Nobody", "--out", tmp_path).code == 2


def test_a_copy_is_exported_without_words(command, folder, tmp_path):
    command("person", "add", "Tom Hesketh")
    command("notice", "Tom Hesketh")
    command("focus", "Tom Hesketh", "J1", "J4", "J5", "J6")
    review = command("review", "new", "Tom Hesketh", "--from", "2026-01-01", "--to", "2026-06-30").out.strip()
    command("review", "write", review, "summary", "Olu Finch saw it first.")
    done = command("export", review, "--out", tmp_path, "--leave-out", "Olu Finch")
    text = text_of(Path(done.out.strip()).read_bytes())
    assert done.code == 0 and "[left out] saw it first." in text and "Finch" not in text
    both = command("export", review, "--out", tmp_path, "--leave-out", "Olu Finch", "--sign")
    assert both.code == 2 and "is not signed: the record is" in both.err
    refused = command("export", review, "--out", tmp_path, "--leave-out", "Somebody")
    assert refused.code == 2 and "nowhere in this review" in refused.err
