"""The plain words about the check fit the check: every label, family and question, with examples that hold."""

from __future__ import annotations

import re

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


def test_without_a_translation_it_stands_in_english():
    english = guide()
    i18n.use_language("fr")
    assert guide() == english


def test_an_entry_that_is_not_whole_is_refused():
    text = resource("guide", "en", "evidence.toml").read_text("utf-8")
    with pytest.raises(ValueError, match="an entry holds"):
        parse_guide(text.replace("\nreason = ", "\nreasons = ", 1))
