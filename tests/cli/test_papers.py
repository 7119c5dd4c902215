"""Papers from the command line: the works-council pack, the notice, the agenda of a talk."""

from __future__ import annotations

from pathlib import Path

from reviewapp.settings import Settings, save_settings
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


def test_each_document_is_written_in_the_language_that_is_asked_for(command, folder, tmp_path):
    command("person", "add", "Tom Hesketh")
    notice = command("notice", "Tom Hesketh", "--out", tmp_path, "--language", "de")
    assert "Über die Notizen, die ich darüber führe" in text_of(Path(notice.out.strip()).read_bytes())
    agenda = command("agenda", "Tom", "--out", tmp_path, "--language", "fr")
    assert "Ce que l’autre apporte" in text_of(Path(agenda.out.strip()).read_bytes())
    pack = command("works-council", "--shipped", "--out", tmp_path, "--language", "es")
    assert "Las reglas que el programa hace cumplir" in text_of(Path(pack.out.strip()).read_bytes())
    about = command("about", "Tom Hesketh", "--out", tmp_path, "--language", "de")
    assert "Alles über eine Person Gespeicherte" in text_of(Path(about.out.splitlines()[0]).read_bytes())
    wrong = command("agenda", "Tom", "--out", tmp_path, "--language", "tlh")
    assert wrong.code == 2 and "'tlh' is not one of" in wrong.err


def test_a_finished_review_is_written_in_its_own_language_and_that_is_said(command, folder, tmp_path):
    command("person", "add", "Tom Hesketh")
    command("notice", "Tom Hesketh")
    command("focus", "Tom Hesketh", "J1", "J4", "J5", "J6")
    review = command("review", "new", "Tom Hesketh", "--from", "2026-01-01", "--to", "2026-06-30").out.strip()
    drafted = command("export", review, "--out", tmp_path, "--language", "de")
    assert drafted.err == "" and "Entwurf" in text_of(Path(drafted.out.strip()).read_bytes())
    command("review", "share", review, "--on", "today")
    finished = command("review", "finish", review, "--talked-on", "today", "--language", "fr")
    assert finished.code == 0, finished
    written = command("export", review, "--out", tmp_path, "--language", "de")
    assert "Réponse et signatures" in text_of(Path(written.out.strip()).read_bytes())
    assert written.err.strip() == "A finished version stays in the language it was made in: fr."


def test_without_an_option_the_language_is_that_of_the_settings_else_of_the_system(command, folder, tmp_path, monkeypatch):
    command("person", "add", "Tom Hesketh")
    monkeypatch.setenv("LANG", "es_MX.UTF-8")
    agenda = command("agenda", "Tom", "--out", tmp_path)
    assert "Lo que acordamos" in text_of(Path(agenda.out.strip()).read_bytes())
    save_settings(Settings(documents="fr"))
    agenda = command("agenda", "Tom", "--out", tmp_path)
    assert "Ce que nous avons convenu" in text_of(Path(agenda.out.strip()).read_bytes())
