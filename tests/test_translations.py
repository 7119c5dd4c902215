"""Every sentence a document can print has a translation into each language documents are made in, and it fits."""

from __future__ import annotations

import gettext
import re
from collections import Counter

import pytest

from reviewapp import i18n
from reviewapp.paths import resource
from tests.helpers import catalogue
from tests.helpers.spoken import document_sentences

every_language = pytest.mark.parametrize("language", i18n.TRANSLATED_LANGUAGES)


def translated(language: str) -> dict[str, str]:
    """What stands in the file for people, by the English sentence."""
    return {str(one.id): str(one.string) for one in catalogue.translation(language) if one.id}


def test_documents_are_made_in_english_and_the_languages_there_are_translations_for() -> None:
    there = {path.parents[1].name for path in catalogue.LOCALE.glob("*/LC_MESSAGES/documents.mo")}
    assert there == set(i18n.TRANSLATED_LANGUAGES) and there | {"en"} == set(i18n.DOCUMENT_LANGUAGES)


def test_the_list_of_sentences_finds_what_documents_print_by_every_way_there_is() -> None:
    """A method, a table of the module, a branch, a template for findings, a refusal in the index; no refusal else."""
    found = document_sentences()
    for sentence in (
        "Strength:", "None was agreed.", "Task success", "Too early to tell the effect.", "Prompts, questions and messages sent",
        "This observation was withdrawn.", "Signed digitally by {name}", "Agenda", "continued", "With a first draft",
    ):
        assert (sentence in found) == (sentence != "Agenda"), sentence
    assert "There is no such person." not in found and "Finish the review first, then sign it." not in found


@every_language
def test_every_sentence_of_a_document_is_translated_and_no_other(language: str) -> None:
    kept = translated(language)
    assert not document_sentences() - set(kept), "run: make catalogue"
    assert not set(kept) - document_sentences(), "run: make catalogue"
    assert [english for english, said in kept.items() if not said.strip()] == []
    assert not [one.id for one in catalogue.translation(language) if one.fuzzy]


@every_language
def test_places_for_values_breaks_and_edges_are_those_of_the_english_sentence(language: str) -> None:
    for english, said in translated(language).items():
        assert Counter(re.findall(r"{\w*}", said)) == Counter(re.findall(r"{\w*}", english)), english
        assert said.count("\n") == english.count("\n"), english
        assert said == said.strip() and "  " not in said, english
        for mark in (".", ":", "?"):
            assert said.endswith(mark) == english.endswith(mark), english


@every_language
def test_no_sentence_was_left_in_english(language: str) -> None:
    """Single words may be the same in two languages; a sentence is not."""
    same = [english for english, said in translated(language).items() if english == said]
    assert not [english for english in same if len(re.findall("[A-Za-z]+", re.sub(r"{\w*}", "", english))) > 2]


@every_language
def test_quotation_marks_and_spaces_are_those_of_the_language(language: str) -> None:
    opening, closing, foreign = {
        "de": ("„", "“", "”«»\""), "fr": ("«\u00a0", "\u00a0»", "„“”\""), "es": ("«", "»", "„“”\""),
    }[language]  # fmt: skip
    for english, said in translated(language).items():
        assert not set(said) & set(foreign), english
        assert said.count(opening) == said.count(closing), english
        if language == "fr":
            assert not re.search(r"[^\u00a0][:;?!»]|«[^\u00a0]|'", said), english
        if language == "es":
            assert said.count("?") == said.count("¿") and said.count("!") == 0, english


@every_language
def test_people_are_addressed_formally(language: str) -> None:
    familiar = {"de": r"\b([Dd]u|[Dd]ich|[Dd]ir|[Dd]eine?[rnms]?)\b", "fr": r"\b(tu|toi|ton|ta|tes|te)\b", "es": r"\b(tú|tu|tus|ti|te)\b"}
    for english, said in translated(language).items():
        found = re.findall(familiar[language], said)
        assert not [one for one in found if (language, one) != ("fr", "ton")], english  # "ton" is also the tone


@every_language
def test_the_terms_are_kept(language: str) -> None:
    """The list of docs/decisions.md: one word for one thing, in every sentence."""
    terms = {
        "de": {r"\bnotice\b": "Mitteilung", r"\bjots?\b": "otiz", r"\bvault\b": "Tresor", r"\bself-assessment": "Selbsteinschätzung",
               r"\bframework\b": "ompetenzrahmen", r"\bsupervisory authority": "Aufsichtsbehörde", r"\bworks councils\b": "Betriebsrat"},
        "fr": {r"\bnotice\b": "otice", r"\bjots?\b": "note", r"\bvault\b": "coffre", r"\bself-assessment": "uto-évaluation",
               r"\bframework\b": "éférentiel", r"\bsupervisory authority": "autorité de contrôle",
               r"\bworks councils\b": "comité social et économique"},
        "es": {r"\bnotice\b": "nota informativa", r"\bjots?\b": "punte", r"\bvault\b": "caja fuerte", r"\bself-assessment": "utoevaluaci",
               r"\bframework\b": "marco", r"\bsupervisory authority": "autoridad de control", r"\bworks councils\b": "comité de empresa"},
    }[language]  # fmt: skip
    assert [
        f"{english!r}: {said!r} does not say {term!r}"
        for english, said in translated(language).items()
        for word, term in terms.items()
        if re.search(word, re.sub(r"{\w*}", "", english), re.IGNORECASE) and term.lower() not in said.lower()
    ] == []


@every_language
def test_the_compiled_file_says_what_the_file_for_people_says(language: str) -> None:
    path = resource("locale", language, "LC_MESSAGES", "documents.mo")
    with path.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for english, said in translated(language).items():
        assert compiled.gettext(english) == said, "run: make catalogue"


def test_screens_are_not_half_translated() -> None:
    """What documents share with screens must not turn one sentence of a screen into another language."""
    assert "Observation" in document_sentences()
    for language in i18n.TRANSLATED_LANGUAGES:
        i18n.use_language(language)
        assert i18n._("Share this observation") == "Share this observation" and i18n._("Kept human") == "Kept human"
        with i18n.speaking(language):
            assert i18n._("Kept human") != "Kept human"
