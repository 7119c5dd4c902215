"""The Team page in the real window: four parts, their forms, the picture with its words, and the sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from reviewapp.actions.agreements import agree, all_agreements, rules_of
from reviewapp.actions.outcomes import keep_measure, measures
from reviewapp.actions.people import add_person
from reviewapp.actions.team import begin_cycle, get_cycle, tool_notes
from reviewapp.ui.dialogs.agreement import AgreementDialog, ProcessDialog
from reviewapp.ui.dialogs.outcome import OutcomeDialog
from reviewapp.ui.dialogs.team_cycle import CycleDialog, DecisionDialog, LookBackDialog, ToolDialog
from reviewapp.ui.dialogs.team_sheet import TeamSheetDialog
from reviewapp.ui.widgets.before_after import BeforeAfterChart
from tests.actions.test_agreements import TERMS
from tests.actions.test_outcomes import AFTER, MEASURE
from tests.actions.test_team import NAMES
from tests.helpers.acts import jot, with_focus
from tests.helpers.desk import (
    LONG,
    at_rest,
    dialog_of,
    literal_labels,
    made_vault,
    nameless,
    opened,
    reopened,
    visible_text,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def desk(qtbot, themed_app, tmp_path):
    ids: dict[str, int] = {}

    def fill(vault) -> None:
        ids["tom"] = with_focus(vault)
        ids["jot"] = jot(vault, ids["tom"])
        ids["agreement"] = agree(vault, terms=TERMS, agreed_on=vault.today).id
        keep_measure(vault, measure=MEASURE)
        keep_measure(vault, measure=replace(MEASURE, name="Apart", after=replace(AFTER, source="audit tab")))
        ids["cycle"] = begin_cycle(
            vault, name="Summaries", volunteers=[ids["tom"]], starts_on=vault.today - timedelta(days=40)
        ).id

    window = opened(qtbot, made_vault(tmp_path / "vault", fill))
    yield window, ids
    window.close()


def part(qtbot, window, name, row=0):
    page = window.go("team", name)
    at_rest(qtbot, window)
    page.entries.setCurrentRow(row)
    return page


def press(page, words):
    next(one for one in page.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def submit(qtbot, window, dialog):
    dialog.submit.click()
    at_rest(qtbot, window)


def test_the_rail_leads_to_an_empty_page_that_says_what_to_do_first(qtbot, themed_app, tmp_path):
    window = opened(qtbot, made_vault(tmp_path / "vault", lambda _vault: None))
    window.desk.rail._by_name["team"].click()
    at_rest(qtbot, window)
    page = window.pages.currentWidget()
    assert window.current_page == "team" and "No agreement yet." in visible_text(page)
    for at, words in enumerate(("No agreement", "No measure", "Nothing is tried", "Nothing is noted")):
        page.tabs.setCurrentIndex(at)
        assert words in visible_text(page)
        assert not nameless(page)
    assert not page.sheet.isEnabled()
    window.close()


def test_an_agreement_is_read_and_changed_by_keyboard(qtbot, desk):
    window, _ids = desk
    page = part(qtbot, window, "agreements")
    said = visible_text(page)
    for words in ("Anticoagulants", "Why: a wrong line does harm at once", "Chart first, draft second.", "A proposal:"):
        assert words in said, words
    press(page, "Change …")
    dialog = dialog_of(qtbot, window, AgreementDialog)
    assert dialog.fields["must_review"].rows() == [["Anticoagulants", "ward pharmacist", "a wrong line does harm at once"]]
    dialog.fields["must_review"].add.click()
    dialog.fields["must_review"]._rows[-1][1][0].setPlainText("Children")
    submit(qtbot, window, dialog)
    assert "needs its reason" in dialog.problem.text() and dialog.isVisible()
    dialog.fields["must_review"]._rows[-1][1][2].setPlainText("doses go by weight")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at_rest(qtbot, window)
    assert "doses go by weight" in visible_text(page) and "Earlier versions" in visible_text(page)
    window.hub.undo()
    at_rest(qtbot, window)
    assert "doses go by weight" not in visible_text(page)


def test_a_process_review_is_added(qtbot, desk):
    window, _ids = desk
    page = part(qtbot, window, "agreements")
    press(page, "Review the process …")
    dialog = dialog_of(qtbot, window, ProcessDialog)
    dialog.fill({"steps": "Draft, read, sign.", "pseudo_work": "A second overview nobody reads."})
    submit(qtbot, window, dialog)
    assert "A second overview nobody reads." in visible_text(page)


@pytest.mark.idea("A57")
def test_the_picture_is_there_only_for_figures_that_may_stand_together(qtbot, desk):
    window, _ids = desk
    page = part(qtbot, window, "outcomes", 0)
    chart = page.reading.findChild(BeforeAfterChart)
    assert chart.accessibleDescription() == (
        "No correction by the practice: Before 142 of 171 summaries; After 163 of 182 summaries."
    )
    assert chart.accessibleName() == "Before and after" and not chart.grab().isNull()
    page.entries.setCurrentRow(1)
    leaf = page.reading.widget()
    assert leaf.findChild(BeforeAfterChart) is None
    assert "Not comparable: the figures come from different sources." in visible_text(leaf)


def test_the_bars_are_as_long_as_the_figures_say(qtbot, desk):
    window, _ids = desk
    page = part(qtbot, window, "outcomes", 0)
    chart = page.reading.findChild(BeforeAfterChart)
    image = chart.grab().toImage()
    ratio = image.devicePixelRatio()
    accent = "#2f5fd0"
    row = int((chart._row() + chart.fontMetrics().height() + 2 + chart.fontMetrics().height() * 5 // 18) * ratio)
    reached = [x for x in range(image.width()) if image.pixelColor(x, row).name() == accent]
    left, right = min(reached) / ratio, (max(reached) + 1) / ratio
    assert abs((right - left) / (chart.width() - left) - 163 / 182) < 0.02


def test_a_measure_is_added_and_what_stops_it_is_said(qtbot, desk):
    window, _ids = desk
    page = part(qtbot, window, "outcomes")
    page.add.click()
    dialog = dialog_of(qtbot, window, OutcomeDialog)
    dialog.fields["change_on"]._pick(MEASURE.change_on)
    assert dialog.text("before_first") == "2026-04-27" and dialog.text("before_last") == "2026-05-10"
    dialog.fill({"name": "Found at once", "what": "searches", "before_held": "4", "before_out_of": "x"})
    submit(qtbot, window, dialog)
    assert "Write figures as numbers" in dialog.problem.text()
    dialog.fill({"before_out_of": "9"})
    submit(qtbot, window, dialog)
    assert page.entries.item(2).text() == "Found at once"
    page.entries.setCurrentRow(2)
    said = visible_text(page.reading.widget())
    assert "there is no figure from after the change" in said and "Few cases: fewer than 20." in said


def test_a_pilot_from_volunteers_to_a_written_decision(qtbot, desk):
    window, ids = desk
    page = part(qtbot, window, "pilots")
    assert "A month has passed" in visible_text(page) and "Tom Hesketh" in visible_text(page)
    press(page, "Look back …")
    dialog = dialog_of(qtbot, window, LookBackDialog)
    dialog.fill({"text": "Fewer calls."})
    submit(qtbot, window, dialog)
    press(page, "Go or no go …")
    dialog = dialog_of(qtbot, window, DecisionDialog)
    dialog.fill({"decision": "no_go"})
    submit(qtbot, window, dialog)
    assert "written decision" in dialog.problem.text()
    dialog.fill({"reason": "The queue grew."})
    submit(qtbot, window, dialog)
    assert "The queue grew." in visible_text(page)
    page.add.click()
    dialog = dialog_of(qtbot, window, CycleDialog)
    dialog.fill({"name": "Another"})
    submit(qtbot, window, dialog)
    assert "begins with volunteers" in dialog.problem.text()
    dialog.ticks.boxes[ids["tom"]].click()
    submit(qtbot, window, dialog)
    assert page.entries.count() == 2
    window.close()
    with reopened(window.folder) as vault:
        assert get_cycle(vault, cycle_id=ids["cycle"]).decision == "no_go"


def test_a_tool_is_noted_without_a_name(qtbot, desk):
    window, _ids = desk
    page = part(qtbot, window, "tools")
    page.add.click()
    dialog = dialog_of(qtbot, window, ToolDialog)
    dialog.fill({"tool": "The drafter", "fell_short": "Tom Hesketh says it guesses."})
    submit(qtbot, window, dialog)
    assert "names Tom Hesketh" in dialog.problem.text()
    dialog.fill({"fell_short": "It guesses a reason."})
    submit(qtbot, window, dialog)
    assert "It guesses a reason." in visible_text(page)
    press(page, "Move to the bin")
    at_rest(qtbot, window)
    assert "Nothing is noted yet." in visible_text(page)
    window.close()
    with reopened(window.folder) as vault:
        assert tool_notes(vault) == []


def test_hints_stand_in_the_fields_and_stop_nothing(qtbot, desk):
    window, _ids = desk
    from reviewapp.ui import checking

    qtbot.waitUntil(checking.is_ready, timeout=LONG)
    page = part(qtbot, window, "agreements")
    page.add.click()
    dialog = dialog_of(qtbot, window, AgreementDialog)
    field = dialog.fields["guard_rails"]
    field.setFocus()
    QTest.keyClicks(field, "At least 50 prompts a day with the chatbot.")
    qtbot.waitUntil(lambda: bool(field.hints.cards), timeout=LONG)
    dialog.fill({"workflow": "Letters"})
    submit(qtbot, window, dialog)
    assert [page.entries.item(row).text() for row in range(page.entries.count())] == ["Discharge summaries", "Letters"]


def test_the_pharmacys_files_come_in_through_the_page(qtbot, desk, pharmacy, monkeypatch):
    window, _ids = desk
    page = part(qtbot, window, "agreements")
    path = pharmacy / "working-agreement.md"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    page.read.click()
    dialog = dialog_of(qtbot, window, AgreementDialog)
    assert len(dialog.fields["must_review"].rows()) == 5 and dialog.text("agreed_on") == ""
    submit(qtbot, window, dialog)
    assert "Give the day it was agreed." in dialog.problem.text()
    dialog.fill({"agreed_on": "2026-11-18"})
    submit(qtbot, window, dialog)
    window.close()
    with reopened(window.folder) as vault:
        assert "How we use AI for discharge summaries" in [one.terms.workflow for one in all_agreements(vault)]
        assert len(measures(vault)) == 2


def test_the_sheet_waits_for_eight_people_and_saves_the_pages_shown(qtbot, desk, tmp_path, monkeypatch):
    window, _ids = desk
    page = part(qtbot, window, "outcomes")
    assert not page.sheet.isEnabled() and "from eight people up" in visible_text(page)
    for name in NAMES[:7]:
        window.hub.act(lambda vault, name=name: add_person(vault, name=name))
    at_rest(qtbot, window)
    assert page.sheet.isEnabled()
    page.sheet.click()
    dialog = dialog_of(qtbot, window, TeamSheetDialog)
    qtbot.waitUntil(dialog.save.isEnabled, timeout=LONG)
    target = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    dialog.save.click()
    at_rest(qtbot, window)
    assert Path(target).read_bytes() == dialog.document.data
    dialog.reject()


@pytest.mark.idea("A35")
def test_an_episode_is_held_against_a_rule_on_its_page(qtbot, desk):
    window, ids = desk
    page = window.go("observation", ids["jot"])
    at_rest(qtbot, window)
    choice = page.rules.choice
    at = next(row for row in range(choice.count()) if "Anticoagulants" in choice.itemText(row))
    choice.setCurrentIndex(at)
    choice.activated.emit(at)
    at_rest(qtbot, window)
    assert "Anticoagulants" in " ".join(label.text() for label in page.rules.findChildren(QLabel) if label.isVisible())
    window.close()
    with reopened(window.folder) as vault:
        assert [one.words for one in rules_of(vault, observation_id=ids["jot"])] == ["Anticoagulants"]


def test_words_are_shown_literally_and_every_control_has_a_name(qtbot, themed_app, tmp_path):
    nasty = "<b>Draft</b> & <img src=file:///etc/passwd> \u202eevil"

    def fill(vault) -> None:
        agree(vault, terms=replace(TERMS, workflow=nasty, way_back=nasty), agreed_on=vault.today)
        keep_measure(vault, measure=replace(MEASURE, name=nasty, what=nasty))

    window = opened(qtbot, made_vault(tmp_path / "vault", fill))
    for name in ("agreements", "outcomes"):
        page = part(qtbot, window, name)
        assert not nameless(page)
        assert literal_labels(page)
    window.close()
