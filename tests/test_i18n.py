"""Sentences can be translated: the catalogue is complete, and pseudo-languages show what is not."""

from __future__ import annotations

from reviewapp import i18n
from tests.helpers import catalogue


def test_the_catalogue_holds_every_sentence_of_the_program() -> None:
    now = {str(message.id) for message in catalogue.collected() if message.id}
    kept = {str(message.id) for message in catalogue.kept() if message.id}
    assert not now - kept, "run: make catalogue"
    assert not kept - now, "run: make catalogue"


def test_pseudo_languages_lengthen_and_mark_but_keep_places() -> None:
    i18n.use_language("xx-long")
    assert i18n._("Saved {name}").startswith("[Sävéd {name}")
    assert len(i18n._("Observation")) >= 1.4 * len("Observation")
    assert not i18n.is_rtl()
    i18n.use_language("xx-rtl")
    assert i18n.is_rtl() and i18n._("Save").startswith("\u200f[")


def test_an_unknown_language_falls_back_to_english() -> None:
    i18n.use_language("tlh")
    assert i18n._("Save") == "Save"
    assert i18n.ngettext("one", "many", 1) == "one" and i18n.ngettext("one", "many", 3) == "many"


def test_the_system_language_is_read_from_the_environment(monkeypatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert i18n.system_language() == "de"
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert i18n.system_language() == "en"
