"""The forms around a person: add and edit, the notice, the focus. Filled without saving; refused with a reason."""

from __future__ import annotations

import shutil
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel

from reviewapp.actions.people import add_person, agree_role_profile
from reviewapp.actions.person_records import agreed_profiles, person_reviews
from reviewapp.actions.queries import all_people, person
from reviewapp.report.dates import read_date
from reviewapp.ui.dialogs.begin_review import BeginReviewDialog
from reviewapp.ui.dialogs.focus import FocusDialog
from reviewapp.ui.dialogs.notice import NoticeDialog
from reviewapp.ui.dialogs.person import PersonDialog
from tests.helpers.acts import FOCUS, dump
from tests.helpers.desk import (
    at_rest,
    dialog_of,
    literal_labels,
    made_vault,
    nameless,
    opened,
    reached_by_tab,
    type_into,
    visible_text,
)

HOSTILE = "<img src=file:///etc/passwd>"


def one_person(vault) -> None:
    add_person(vault, name="Amara Okafor", role="Staff engineer", team="Platform", aliases=["Amara", "AO"])


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return made_vault(tmp_path_factory.mktemp("one") / "vault", one_person)


@pytest.fixture
def page(qtbot, themed_app, tmp_path, filled):
    shutil.copytree(filled, tmp_path / "vault")
    window = opened(qtbot, tmp_path / "vault")
    made = window.go("people")
    at_rest(qtbot, window)
    yield made
    window.close()
    window.deleteLater()


def ask(qtbot, page, query):
    """The answer of a query, from the vault behind the window."""
    answers = []
    page.hub.ask(query, answers.append)
    at_rest(qtbot, page.window())
    return answers[0]


def edit(qtbot, page) -> PersonDialog:
    page._on_edit()
    return dialog_of(qtbot, page.window(), PersonDialog)


def notice(qtbot, page) -> NoticeDialog:
    page.person.header.give_notice.click()
    return dialog_of(qtbot, page.window(), NoticeDialog)


def focus(qtbot, page) -> FocusDialog:
    page.person.header.focus.click()
    return dialog_of(qtbot, page.window(), FocusDialog)


def test_adding_somebody_by_keyboard_shows_them(qtbot, page) -> None:
    page._on_add()
    dialog = dialog_of(qtbot, page.window(), PersonDialog)
    assert dialog.name.hasFocus()
    qtbot.keyClicks(dialog.name, f"Bruno {HOSTILE}")
    type_into(qtbot, dialog.role, "Support lead")
    type_into(qtbot, dialog.started.edit, "2026-01-12")
    type_into(qtbot, dialog.other_names, "Bruno C., BC")
    qtbot.keyClick(dialog.other_names, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at_rest(qtbot, page.window())
    qtbot.waitUntil(lambda: page.person.header.name.text() == f"Bruno {HOSTILE}")
    found = ask(qtbot, page, lambda vault: person(vault, person_id=page.person_id))
    assert (found.role, found.started_on, found.aliases) == ("Support lead", date(2026, 1, 12), ("Bruno C.", "BC"))
    assert page.window().toast.sentence.text() == f"Bruno {HOSTILE} was added." and literal_labels(page.window())


def test_a_form_that_cannot_be_saved_says_why_and_stays(qtbot, page) -> None:
    page._on_add()
    dialog = dialog_of(qtbot, page.window(), PersonDialog)
    dialog.submit.click()
    assert dialog.problem.isVisible() and "needs a name" in dialog.problem.text()
    type_into(qtbot, dialog.name, "Amara Okafor")
    type_into(qtbot, dialog.away_to.edit, "2026-11-02")
    dialog.submit.click()
    assert "first day" in dialog.problem.text()
    type_into(qtbot, dialog.away_from.edit, "some day")
    dialog.submit.click()
    assert "not a date" in dialog.problem.text()
    type_into(qtbot, dialog.away_from.edit, "2026-11-01")
    dialog.submit.click()
    at_rest(qtbot, page.window())
    assert "already somebody" in dialog.problem.text() and dialog.isVisible() and dialog.submit.isEnabled()
    dialog.touched = False
    dialog.reject()


def test_editing_changes_everything_as_one_act(qtbot, page) -> None:
    dialog = edit(qtbot, page)
    assert dialog.name.text() == "Amara Okafor" and dialog.other_names.text() == "Amara, AO"
    type_into(qtbot, dialog.name, "Amara Okafor-Lind")
    type_into(qtbot, dialog.other_names, "AO, Mara")
    type_into(qtbot, dialog.away_from.edit, "2026-11-01")
    dialog.submit.click()
    at_rest(qtbot, page.window())
    found = ask(qtbot, page, lambda vault: person(vault, person_id=page.person_id))
    assert (found.name, set(found.aliases), found.away_from) == ("Amara Okafor-Lind", {"AO", "Mara"}, date(2026, 11, 1))
    page.window().toast.action.click()
    at_rest(qtbot, page.window())
    found = ask(qtbot, page, lambda vault: person(vault, person_id=page.person_id))
    assert (found.name, set(found.aliases), found.away_from) == ("Amara Okafor", {"Amara", "AO"}, None)


def test_what_is_typed_in_a_form_waits_when_it_is_left_and_discarding_can_be_taken_back(qtbot, page) -> None:
    dialog = edit(qtbot, page)
    qtbot.keyClick(dialog.name, Qt.Key.Key_End)
    qtbot.keyClicks(dialog.name, "x")
    dialog.cancel.click()
    at_rest(qtbot, page.window())
    assert ask(qtbot, page, all_people)[0].name == "Amara Okafor"
    assert "Kept as a draft" in page.window().toast.sentence.text()
    dialog = edit(qtbot, page)
    assert dialog.name.text() == "Amara Okaforx" and "draft" in dialog.banner.sentence.text()
    dialog.banner.ways[1].click()
    qtbot.waitUntil(lambda: dialog.name.text() == "Amara Okafor")
    dialog.banner.ways[0].click()
    qtbot.waitUntil(lambda: dialog.name.text() == "Amara Okaforx")
    at_rest(qtbot, page.window())
    dialog.submit.click()
    at_rest(qtbot, page.window())
    assert ask(qtbot, page, all_people)[0].name == "Amara Okaforx"
    dialog = edit(qtbot, page)
    assert dialog.banner.isHidden(), "what was saved is not offered again"
    dialog.reject()


def test_the_notice_is_read_copied_saved_and_recorded(qtbot, page, tmp_path, monkeypatch) -> None:
    dialog = notice(qtbot, page)
    today = date.today()
    text = dialog.text.text()
    assert "For Amara Okafor, from Ruth Ansell" in text and f"handed over on {read_date(today)}" in text and "{" not in text
    type_into(qtbot, dialog.day.edit, "2026-11-03")
    assert "handed over on 3 Nov 2026" in dialog.text.text()
    names = {one.text(): one for one in dialog.findChildren(type(dialog.submit))}
    names["Copy the text"].click()
    assert QGuiApplication.clipboard().text() == dialog.text.text()
    target = tmp_path / "notice.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    names["Save as a text file …"].click()
    assert target.read_text("utf-8") == dialog.text.text()
    assert ask(qtbot, page, all_people)[0].notice_on is None
    dialog.submit.click()
    at_rest(qtbot, page.window())
    assert ask(qtbot, page, all_people)[0].notice_on == date(2026, 11, 3)
    assert "Notice given on Tue 3 Nov 2026." in page.person.header.state.text()
    assert not page.person.header.give_notice.isVisible()


def test_the_notice_needs_a_day_and_a_file_that_can_be_written(qtbot, page, tmp_path, monkeypatch) -> None:
    dialog = notice(qtbot, page)
    type_into(qtbot, dialog.day.edit, " ")
    dialog.submit.click()
    assert "Give the day" in dialog.problem.text()
    (tmp_path / "file").write_text("x")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(tmp_path / "file" / "n.txt"), ""))
    names = {one.text(): one for one in dialog.findChildren(type(dialog.submit))}
    names["Save as a text file …"].click()
    assert "is a file, not a folder" in dialog.problem.text()
    dialog.reject()


def test_the_focus_is_four_to_seven_and_says_where_it_comes_from(qtbot, page) -> None:
    dialog = focus(qtbot, page)
    assert "drafted by the authors, not validated" in dialog.source.text() and dialog.source.isVisible()
    assert dialog.boxes["J6"].text() == "Escalation and push-back"
    definitions = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("until it is closed · J6" in text for text in definitions)
    boxes = dialog.findChildren(QCheckBox)
    assert boxes[0].hasFocus()
    dialog.submit.click()
    assert "at least four" in dialog.problem.text() and dialog.isVisible()
    for box in boxes[:8]:
        qtbot.keyClick(box, Qt.Key.Key_Space)
    assert "at most seven" in dialog.advice.text()
    dialog.submit.click()
    assert "at most seven" in dialog.problem.text()
    for box in boxes[4:8]:
        box.click()
    dialog.seat.chip("reviewer").click()
    type_into(qtbot, dialog.skills, "Reading a trace unaided")
    dialog.role_fields.work["human_only"].setPlainText("On-call decisions\n\nHiring")
    type_into(qtbot, dialog.agreed_on.edit, "2026-10-01")
    dialog.submit.click()
    at_rest(qtbot, page.window())
    agreed = ask(qtbot, page, lambda vault: agreed_profiles(vault, person_id=page.person_id))
    profile = agreed[0].profile
    assert (profile.focus, profile.seat, profile.agreed_on) == (("J1", "J2", "J3", "J4"), "reviewer", date(2026, 10, 1))
    assert profile.foundational_skills == ("Reading a trace unaided",)
    assert profile.protected_work == ("On-call decisions", "Hiring")


def test_a_second_focus_begins_with_the_first(qtbot, page) -> None:
    person_id = page.person_id
    page.hub.act(lambda vault: agree_role_profile(
        vault, person_id=person_id, focus=FOCUS, seat="lead", protected_work=["Hiring"],
        agreed_on=vault.today - timedelta(days=90),
    ))  # fmt: skip
    at_rest(qtbot, page.window())
    dialog = focus(qtbot, page)
    assert dialog.chosen() == FOCUS and dialog.seat.value() == "lead" and dialog.role_fields.work["human_only"].text() == "Hiring"
    dialog.boxes["J2"].click()
    dialog.submit.click()
    at_rest(qtbot, page.window())
    agreed = ask(qtbot, page, lambda vault: agreed_profiles(vault, person_id=person_id))
    assert [len(one.profile.focus) for one in agreed] == [5, 4]


def test_looking_at_the_forms_saves_nothing(qtbot, page) -> None:
    before = ask(qtbot, page, dump)
    heard = []
    page.hub.changed.connect(lambda *what: heard.append(what))
    for opener in (edit, notice, focus):
        dialog = opener(qtbot, page)
        assert not dialog.touched
        dialog.reject()
        at_rest(qtbot, page.window())
    assert ask(qtbot, page, dump) == before and not heard


@pytest.mark.parametrize("opener", [edit, notice, focus])
def test_every_control_is_named_literal_and_reached_by_tab(qtbot, page, opener) -> None:
    dialog = opener(qtbot, page)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert not nameless(dialog) and literal_labels(dialog)
    seen, wanted = reached_by_tab(qtbot, dialog.cancel, dialog)
    assert not [f"{type(one).__name__} {one.accessibleName()}" for one in wanted - seen]
    assert not visible_text(dialog).count("<b>")
    dialog.reject()


def test_beginning_a_review_proposes_nine_months_then_what_follows_the_last(qtbot, page) -> None:
    window, person_id = page.window(), page.person_id
    opened_at = []
    window.hub.page_asked.disconnect(window.desk.go)
    window.hub.page_asked.connect(lambda *where: opened_at.append(where))
    page.person.header.review.click()
    dialog = dialog_of(qtbot, window, BeginReviewDialog)
    first, last = dialog.first.date(), dialog.last.date()
    assert last == date.today() and 270 <= (last - first).days <= 277
    ended = last - timedelta(days=30)
    dialog.last.set_date(ended)
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(opened_at))
    rows = ask(qtbot, page, lambda vault: person_reviews(vault, person_id=person_id))
    assert opened_at == [("review", rows[0].id)] and rows[0].period_to == ended
    page.person.header.review.click()
    dialog = dialog_of(qtbot, window, BeginReviewDialog)
    assert dialog.first.date() == ended + timedelta(days=1)
    dialog.reject()
    window.hub.page_asked.connect(window.desk.go)
