"""The practice vignettes: whole, on the shipped framework, and diverse in what they teach."""

from __future__ import annotations

import pytest

from reviewapp import i18n
from reviewapp.actions.frameworks import shipped_framework
from reviewapp.actions.text_check import findings_of
from reviewapp.actions.vignettes import shipped_vignettes
from reviewapp.domain.vignette import parse_vignette
from reviewapp.paths import resource

FILES = sorted(resource("vignettes", "en").glob("*.toml"))
GOOD = FILES[0].read_text("utf-8")


def test_there_are_twelve_of_different_places_and_answers():
    found = shipped_vignettes()
    assert len(found) == 12
    assert len({one.title for one in found}) == len({one.place for one in found}) == 12
    assert {one.answer.anchor for one in found} >= {"independent", "missed", "not_enough_seen", "none"}
    assert len({competency for one in found for competency in one.answer.competencies}) >= 7


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_offers_readings_and_reasons(path):
    one = parse_vignette(path.read_text("utf-8"))
    assert len(one.readings) >= 3 and all(reading.weighed for reading in one.readings)
    assert set(one.answer.competencies) <= shipped_framework(*one.framework).ids
    assert one.question.endswith("?") and all(ask.endswith("?") for ask in one.answer.ask)
    assert len(one.answer.changes) >= 2 and one.answer.missing


@pytest.mark.parametrize(
    ("stem", "labels"),
    [
        ("01-plant-labels", {"usage_metric", "vague"}), ("03-night-desk", {"hearsay"}), ("06-bus-roster", {"protected"}),
        ("07-council-minutes", {"usage_metric", "vague"}), ("10-dental-crowns", set()),
    ],
)
def test_the_check_says_of_the_notes_what_the_answers_say(stem, labels):
    note = parse_vignette(resource("vignettes", "en", f"{stem}.toml").read_text("utf-8")).note
    assert {one.label for one in findings_of(note, "en")} == labels


def test_no_usage_metric_stands_in_an_answer():
    for one in shipped_vignettes():
        texts = (one.answer.why, *one.answer.missing, *one.answer.ask, *one.answer.changes)
        assert not [found for text in texts for found in findings_of(text, "en") if found.label == "usage_metric"]


def test_what_is_not_translated_stands_in_english():
    english = shipped_vignettes()
    i18n.use_language("de")
    assert shipped_vignettes() == english


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('anchor = "independent"', 'anchor = "3"'), ("\n[answer]", "\n[reply]"), ('title = "', 'title = 1 # "'),
        ('question = "', 'colour = "red"\nquestion = "'), ('place = "A garden centre that also sells online"', 'place = " "'),
        ('competencies = ["J5", "J6"]', "competencies = []"), ('missing = ["', 'missing = [3, "'),
        ('framework = "judgment/1"', 'framework = "judgment"'), ('weighed = "It says', 'weight = "It says'), ('note = "', 'note = "" # '),
    ],
)
def test_a_file_that_is_not_whole_is_refused(old, new):
    assert old in GOOD
    with pytest.raises(ValueError):
        parse_vignette(GOOD.replace(old, new, 1))
