"""What the checker reaches on three sets of examples; the floors are what it honestly reached, less a little."""

from __future__ import annotations

import pytest

from reviewapp.domain.finding import LABELS
from tests.wording.reading import dev, exam, figures, folder

OTHER = [label for label in LABELS if label != "usage_metric"]


@pytest.mark.parametrize("name", ["dev", "kept_aside", "train", "first_contact", "rounds"])
def test_figures_hold(name, capsys):
    found = figures(dev() if name == "dev" else folder(name))
    with capsys.disabled():
        print(f"\n--- {name}\n{found.table()}")
    assert found.precision(("en", "usage_metric")) >= 0.95
    assert found.recall(("en", "usage_metric")) >= 0.90
    for language in ("de", "fr", "es"):
        assert found.f1((language, "usage_metric")) >= 0.85, language
    for label in OTHER:
        if label != "personal_data" or name != "rounds":  # no sentence of those shows any
            assert found.f1(("en", label)) >= 0.80, label
    for language, clean in found.clean.items():
        assert found.left_clean[language] >= 0.9 * clean, language
    assert found.left_clean["en"] >= 0.95 * found.clean["en"]


@pytest.mark.parametrize("name", ["exam", "blind", "exam2"])
def test_what_the_exams_reached_is_kept(name, capsys):
    """The third of the exam that stayed aside for long counts with the rest; what it gave alone is in docs/benchmarks.md."""
    found = figures(exam(name=name))
    with capsys.disabled():
        print(f"\n--- {name}\n{found.table()}")
    assert found.precision(("en", "usage_metric")) >= 0.95
    assert found.recall(("en", "usage_metric")) >= 0.90
    for language in set(found.clean) - {"en"}:
        assert found.f1((language, "usage_metric")) >= 0.85, language
    for label in OTHER:
        assert found.f1(("en", label)) >= 0.80, label
    for language, clean in found.clean.items():
        assert found.left_clean[language] >= 0.95 * clean, language


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_what_the_second_exam_taught_is_kept(language):
    """Studied since; what it gave at first contact is in docs/benchmarks.md."""
    found = figures(one for one in exam(name="exam2") if one.language == language)
    assert found.f1((language, "usage_metric")) >= 0.95
    assert found.precision((language, "usage_metric")) >= 0.95
    assert found.left_clean[language] >= 0.95 * found.clean[language]


def test_plain_phrasing_that_no_rule_was_written_for_is_found():
    """Below the aim of 0.90 recall when it was new, as docs/benchmarks.md says."""
    found = figures(folder("fresh_aside"))
    assert found.precision(("en", "usage_metric")) >= 0.95
    assert found.recall(("en", "usage_metric")) >= 0.85
    assert found.left_clean["en"] >= 0.95 * found.clean["en"]


def test_what_the_sets_of_other_hands_taught_is_kept(capsys):
    """Studied since; what each gave at its first contact is in docs/benchmarks.md."""
    found = figures(exam(name="strangers"))
    with capsys.disabled():
        print(f"\n--- strangers\n{found.table()}")
    assert found.precision(("en", "usage_metric")) >= 0.96
    assert found.recall(("en", "usage_metric")) >= 0.90
    for label in OTHER:
        assert found.f1(("en", label)) >= 0.90, label
    assert found.left_clean["en"] >= 0.95 * found.clean["en"]


def test_what_nobody_reads_is_found_too():
    """Sets by other hands that only counting has met; recall in English stands below the aim of 0.90."""
    unread = list(exam(name="aside_by_others"))
    found = figures(unread)
    assert len(unread) == 1000
    for language in ("de", "fr", "es"):
        assert found.f1((language, "usage_metric")) >= 0.85, language
        assert found.left_clean[language] >= 0.90 * found.clean[language], language
    assert found.precision(("en", "usage_metric")) >= 0.95
    assert found.recall(("en", "usage_metric")) >= 0.80
    for label in OTHER:
        assert found.f1(("en", label)) >= 0.80, label
    assert found.left_clean["en"] >= 0.95 * found.clean["en"]


def test_unread_sets_of_equal_kinds_are_found_less_often():
    """Each of the eight kinds of the guideline weighs the same, inventively said; below the aims in English and Spanish."""
    unread = list(exam(name="aside_of_equal_kinds"))
    found = figures(unread)
    assert len(unread) == 540
    for language, at_least in (("en", 0.85), ("de", 0.85), ("fr", 0.85), ("es", 0.75)):
        assert found.f1((language, "usage_metric")) >= at_least, language
        assert found.left_clean[language] >= 0.85 * found.clean[language], language


def test_there_are_enough_examples_and_a_third_is_kept_aside():
    train, aside = list(folder("train")), list(folder("kept_aside"))
    assert len(train) + len(aside) > 1000
    assert len(aside) * 3 > len(train)
    assert not {one.text for one in train} & {one.text for one in aside}


@pytest.mark.parametrize("name", ["dev", "kept_aside"])
def test_most_spans_overlap_by_half(name):
    found = figures(dev() if name == "dev" else folder(name))
    assert sum(found.overlapping.values()) >= 0.80 * sum(found.right.values())
