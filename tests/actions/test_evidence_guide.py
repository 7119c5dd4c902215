"""The plain words about the check fit the check: every label, family and question, with examples that hold."""

from __future__ import annotations

import re
from functools import cache

import pytest

from reviewapp import i18n
from reviewapp.actions.evidence_guide import WORD_LANGUAGES, guide, label_entries, word_groups
from reviewapp.actions.text_check import findings_of
from reviewapp.domain.evidence_guide import parse_guide
from reviewapp.domain.evidence_quality import CHECK_IDS
from reviewapp.domain.finding import LABELS
from reviewapp.paths import resource
from reviewapp.wording import load_checker

FAMILIES = load_checker().families


def test_every_label_family_and_question_is_explained():
    said = guide()
    assert tuple(said.labels) == LABELS
    assert set(said.families) == set(FAMILIES)
    assert set(said.checks) == set(CHECK_IDS)
    shown = [family.name for entry in label_entries() for family, _example in entry.families]
    assert sorted(shown) == sorted(FAMILIES)


@pytest.mark.parametrize("name", FAMILIES)
def test_every_example_is_marked_by_its_family_and_every_look_alike_is_left_alone(name):
    example = guide().families[name]
    assert name in {one.family for one in findings_of(example.marked, "en")}
    assert not findings_of(example.clean, "en")


QUOTED = [
    (label, words, lines is said.marked)
    for label, said in guide().labels.items()
    for lines in (said.marked, said.clear)
    for words in re.findall("“([^”]+)”", " ".join(lines))
]


@pytest.mark.parametrize(("label", "words", "marked"), QUOTED)
def test_what_the_guide_quotes_is_marked_or_left_alone_as_it_says(label, words, marked):
    found = findings_of(words, "en")
    assert label in {one.label for one in found} if marked else not found


def test_the_guide_quotes_words_of_both_sides():
    """Otherwise the test above would have nothing to look at."""
    assert {marked for _label, _words, marked in QUOTED} == {True, False} and len(QUOTED) > 15


def test_the_words_of_every_language_can_be_shown():
    for language in WORD_LANGUAGES:
        groups = word_groups(language)
        assert groups and all(group.about and group.classes for group in groups)
    names = {name for group in word_groups("en") for name, _words in group.classes}
    assert {"AIX", "TOOL"} <= names


def test_screens_show_it_in_english():
    english = guide()
    i18n.use_language("fr")
    assert guide() == english


@cache
def translated(language):
    with i18n.speaking(language):
        return guide()


every_language = pytest.mark.parametrize("language", i18n.TRANSLATED_LANGUAGES)


@every_language
def test_documents_explain_every_label_family_and_question_in_their_language(language):
    english, said = guide(), translated(language)
    assert set(said.labels) == set(english.labels) and set(said.checks) == set(english.checks)
    assert set(said.families) == set(FAMILIES)
    for name, entry in english.labels.items():
        assert said.labels[name].meaning != entry.meaning and said.labels[name].reason != entry.reason


@every_language
@pytest.mark.parametrize("name", FAMILIES)
def test_examples_in_every_language_are_marked_and_left_alone_by_the_check(name, language):
    """Praise and blame are found in English only; the explanation says so, and its example is an English one."""
    example, label = translated(language).families[name], FAMILIES[name].label
    spoken = "en" if label == "vague" else language
    assert label in {one.label for one in findings_of(example.marked, spoken)}
    assert not findings_of(example.clean, spoken)


@every_language
def test_that_praise_is_found_in_english_only_is_said_and_true(language):
    assert {"de": "nur in englischen", "fr": "que dans les textes anglais", "es": "solo se marca en textos ingleses"}[
        language
    ] in translated(language).labels["vague"].meaning
    praise = {"de": "Er ist gut mit KI.", "fr": "Il est bon en IA.", "es": "Es bueno con la IA."}[language]
    assert not findings_of(praise, language), "the check learned it: say so in the guides"


QUOTES = {"de": "„([^“]+)“", "fr": "«\u00a0([^»]+)\u00a0»", "es": "«([^»]+)»"}


@every_language
def test_what_the_guide_quotes_in_another_language_is_marked_or_left_alone_as_it_says(language):
    looked_at = 0
    for label, said in translated(language).labels.items():
        for lines, marked in ((said.marked, True), (said.clear, False)):
            for words in re.findall(QUOTES[language], " ".join(lines)):
                looked_at += 1
                found = findings_of(words, language)
                assert label in {one.label for one in found} if marked else not found, words
    assert looked_at > 12


def test_an_entry_that_is_not_whole_is_refused():
    text = resource("guide", "en", "evidence.toml").read_text("utf-8")
    with pytest.raises(ValueError, match="an entry holds"):
        parse_guide(text.replace("\nreason = ", "\nreasons = ", 1))
