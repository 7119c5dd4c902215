"""Settings: one small file that may be broken, and never stops the program from starting."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest

from reviewapp import i18n
from reviewapp.settings import DOCUMENTS, FILE, Settings, load_settings, save_settings


def test_without_a_file_there_are_defaults(tmp_path):
    assert load_settings(tmp_path) == Settings()
    assert load_settings(tmp_path / "not" / "there") == Settings()
    assert load_settings() == Settings()


def test_what_was_saved_comes_back(tmp_path):
    wanted = Settings(vault="/home/é ☕/\udcff vault", appearance="dark", language="xx-rtl", lock_minutes=0)
    save_settings(wanted, tmp_path / "a" / "b")
    assert load_settings(tmp_path / "a" / "b") == wanted
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == [FILE]
    save_settings(wanted)
    assert load_settings() == wanted


def test_settings_of_a_newer_program_are_read_as_far_as_known(tmp_path):
    (tmp_path / FILE).write_text(json.dumps({"appearance": "light", "telemetry": True}))
    assert load_settings(tmp_path) == Settings(appearance="light")


BROKEN = [
    b"", b"{", b"[]", b"null", b"1", b"\xff\xfe\x00", b"\x00", b"[" * 100_000, b'{"a":' * 100_000, b"1" * 5000,
    b'{"appearance": "pink"}', b'{"appearance": 1}', b'{"lock_minutes": "10"}', b'{"lock_minutes": true}',
    b'{"lock_minutes": -1}', b'{"lock_minutes": 99999999}', b'{"lock_minutes": 1.5}', b'{"vault": null}', b'{"language": []}',
]


@pytest.mark.parametrize("data", BROKEN, ids=lambda data: repr(data[:24]))
def test_a_broken_file_is_moved_aside_and_kept(tmp_path, data):
    (tmp_path / FILE).write_bytes(data)
    assert load_settings(tmp_path) == Settings()
    assert (tmp_path / "settings.broken.json").read_bytes() == data
    assert not (tmp_path / FILE).exists()
    save_settings(Settings(appearance="dark"), tmp_path)
    assert load_settings(tmp_path).appearance == "dark"


def test_nothing_about_people_is_kept_in_settings():
    names = {field.name for field in fields(Settings)}
    assert names == {"vault", "appearance", "language", "lock_minutes", "paper", "documents"}


def test_the_language_of_documents_is_one_of_four(tmp_path) -> None:
    assert ("", *i18n.DOCUMENT_LANGUAGES) == DOCUMENTS
    save_settings(Settings(documents="fr"), tmp_path)
    assert load_settings(tmp_path).documents == "fr"
    (tmp_path / "settings.json").write_text('{"documents": "tlh"}', "utf-8")
    assert load_settings(tmp_path) == Settings()


def test_there_are_two_papers_and_no_third(tmp_path) -> None:
    save_settings(Settings(paper="letter"), tmp_path)
    assert load_settings(tmp_path).paper == "letter"
    (tmp_path / "settings.json").write_text('{"paper": "a3"}', "utf-8")
    assert load_settings(tmp_path) == Settings()
