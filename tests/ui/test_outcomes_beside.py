"""Outcomes of the team's work lie beside a review while it is written, and go into no part of it (domain.md A61)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from reviewapp.actions.exporting import export_review
from reviewapp.actions.outcomes import keep_measure, measures_beside
from reviewapp.actions.review_content import document_content
from reviewapp.actions.reviews import cite, finish_review, write_section
from reviewapp.domain.review import SectionKey
from reviewapp.ui.dialogs.outcomes_beside import OutcomesBesideDialog
from reviewapp.ui.widgets.before_after import BeforeAfterChart
from tests.actions.test_outcomes import MEASURE
from tests.helpers.acts import draft, somebody, whole
from tests.helpers.desk import at_rest, literal_labels, made_vault, nameless, opened, visible_text
from tests.report.reading import text_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def within(vault, name, *, ago):
    """A measure with both sides tallied so many days ago."""
    change = vault.today - timedelta(days=ago)
    before = replace(MEASURE.before, first=change - timedelta(days=14), last=change - timedelta(days=1))
    after = replace(MEASURE.after, first=change + timedelta(days=1), last=change + timedelta(days=14))
    return replace(MEASURE, name=name, change_on=change, before=before, after=after)


@pytest.mark.idea("A61")
def test_what_is_measured_changes_nothing_in_a_review(vault, tmp_path):
    tom = somebody(vault)
    review_id = draft(vault, tom)
    cite(vault, review_id=review_id, observation_id=whole(vault, tom))
    write_section(vault, review_id=review_id, key=SectionKey("strength", "J5"), text="Reads it against the source.")
    before = document_content(vault, review_id=review_id)
    pages = export_review(vault, review_id=review_id, folder=tmp_path / "before").path.read_bytes()
    keep_measure(vault, measure=within(vault, "Letters that held", ago=40))
    assert [one.measure.name for one in measures_beside(vault, first=before.period_from, last=before.period_to)]
    assert document_content(vault, review_id=review_id) == before
    assert export_review(vault, review_id=review_id, folder=tmp_path / "after").path.read_bytes() == pages
    finish_review(vault, review_id=review_id, talked_on=vault.today)
    done = text_of(export_review(vault, review_id=review_id, folder=tmp_path / "done").path.read_bytes())
    assert "Letters that held" not in done and "of 171" not in done


def test_only_what_was_tallied_in_the_period_lies_beside_it(vault):
    for name, ago in (("Long ago", 300), ("Within", 40)):
        keep_measure(vault, measure=within(vault, name, ago=ago))
    first, last = vault.today - timedelta(days=90), vault.today

    def names(start, end):
        return [one.measure.name for one in measures_beside(vault, first=start, last=end)]

    assert names(first, last) == ["Within"] and names(vault.today, vault.today) == []
    # One day in common is enough, on either side.
    edge = vault.today - timedelta(days=40 + 14)
    assert names(edge, edge) == ["Within"] and names(edge - timedelta(days=1), edge - timedelta(days=1)) == []


@pytest.mark.idea("A61")
def test_they_are_shown_beside_the_review_while_it_is_written(qtbot, themed_app, tmp_path):
    ids: dict[str, int] = {}

    def fill(vault) -> None:
        ids["review"] = draft(vault, somebody(vault))
        keep_measure(vault, measure=within(vault, "Letters that <b>held</b>", ago=20))

    window = opened(qtbot, made_vault(tmp_path / "vault", fill))
    page = window.go("review", ids["review"])
    at_rest(qtbot, window)
    page.evidence.outcomes.click()
    at_rest(qtbot, window)
    (dialog,) = window.findChildren(OutcomesBesideDialog)
    text = visible_text(dialog)
    assert "Letters that <b>held</b>" in text and "go into no part of it" in text and "Tom" not in text
    (chart,) = dialog.findChildren(BeforeAfterChart)
    assert chart.accessibleDescription() and not nameless(dialog) and literal_labels(dialog)
    # The review stays open to write in, and nothing of the dialog can be put into it.
    assert not dialog.isModal() and page.isEnabled()
    window.lock()
    at_rest(qtbot, window)
    assert not any(one.isVisible() for one in window.findChildren(OutcomesBesideDialog))
    window.close()
