"""Goals, plans and support on a person's page, the role in full, and the writer's own note: through the window."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from reviewapp.actions.growth import agree_growth
from reviewapp.actions.growth_views import coaching_talks, growth_of, practice_notes
from reviewapp.actions.observations import Details, record_observation
from reviewapp.actions.people import agree_role_profile
from reviewapp.actions.queries import profile
from reviewapp.ui.dialogs.focus import FocusDialog
from reviewapp.ui.dialogs.growth import GrowthDialog
from reviewapp.ui.dialogs.practice_note import PracticeNoteDialog
from reviewapp.ui.widgets.buttons import Button
from tests.helpers.acts import FOCUS, somebody
from tests.helpers.desk import at_rest, dialog_of, made_vault, opened


@pytest.fixture
def window(qtbot, themed_app, tmp_path):
    def fill(vault) -> None:
        person_id = somebody(vault)
        agree_role_profile(vault, person_id=person_id, focus=FOCUS, seat="lead")
        agree_growth(
            vault, person_id=person_id, kind="plan", choice="safety_review", agreed_on=vault.today - timedelta(days=9),
            days={"look_back_on": vault.today},
            texts={"next_step": "Read ten cases", "support_owner": "The lead", "support_promised": "A second reader"},
        )
        record_observation(
            vault, person_ids=[person_id], text="Changed the form.", observed_on=vault.today,
            details=Details(dates={"recheck_on": vault.today}),
        )

    made = opened(qtbot, made_vault(tmp_path / "vault", fill))
    yield made
    made.close()


def said(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def ask(qtbot, window, query):
    found: list[object] = []
    window.hub.ask(query, found.append)
    at_rest(qtbot, window)
    return found[0]


def press(widget, text: str) -> None:
    next(one for one in widget.findChildren(Button) if one.text() == text).click()


def person_view(qtbot, window):
    people = ask(qtbot, window, lambda vault: coaching_talks(vault))
    page = window.go("people", people[0].id)
    at_rest(qtbot, window)
    return page.person, people[0].id


@pytest.mark.idea("A51", "A52")
def test_a_template_begins_a_goal_and_what_it_fails_to_say_is_asked_for(qtbot, window) -> None:
    view, person_id = person_view(qtbot, window)
    view.tabs.setCurrentIndex(5)
    press(view.growth, "Agree a goal …")
    at_rest(qtbot, window)
    dialog = dialog_of(qtbot, window, GrowthDialog)
    dialog.submit.click()
    at_rest(qtbot, window)
    assert "is still empty" in dialog.problem.text() and dialog.isVisible()
    dialog.templates.chip("0").click()
    assert dialog.choice.value() == "business_problem" and "lighten it with AI" in dialog.edits["aim"].text()
    dialog.edits["aim"].setPlainText("Use the AI tool every day.")
    dialog.touch()
    dialog.submit.click()
    at_rest(qtbot, window)
    assert "quota" in dialog.problem.text() and "what shall be better" in dialog.problem.text()
    dialog.edits["aim"].setPlainText("Letters a family can answer.")
    # Another template leaves alone what somebody wrote.
    dialog.templates.chip("2").click()
    assert dialog.edits["aim"].text() == "Letters a family can answer."
    dialog.submit.click()
    at_rest(qtbot, window)
    goal = next(one for one in ask(qtbot, window, lambda v: growth_of(v, person_id=person_id)) if one.kind == "goal")
    assert goal.text("aim") == "Letters a family can answer." and goal.choice == "learning"
    assert "Letters a family can answer." in said(view.growth)


@pytest.mark.idea("A5")
def test_what_was_given_is_entered_in_the_plan_and_a_plan_can_go_to_the_bin_and_come_back(qtbot, window) -> None:
    view, person_id = person_view(qtbot, window)
    view.tabs.setCurrentIndex(5)
    assert "A second reader" in said(view.growth) and "not given yet" in said(view.growth)
    press(view.growth, "Open")
    at_rest(qtbot, window)
    dialog = dialog_of(qtbot, window, GrowthDialog)
    dialog.edits["support_given"].setPlainText("Two afternoons")
    dialog.days["given_on"].today_button.click()
    dialog.submit.click()
    at_rest(qtbot, window)
    assert "Two afternoons" in said(view.growth) and "not given yet" not in said(view.growth)
    press(view.growth, "Open")
    at_rest(qtbot, window)
    dialog_of(qtbot, window, GrowthDialog).remove.click()
    at_rest(qtbot, window)
    assert ask(qtbot, window, lambda vault: growth_of(vault, person_id=person_id)) == ()
    assert "Nothing is agreed yet." in said(view.growth)
    window.hub.undo()
    at_rest(qtbot, window)
    assert "Two afternoons" in said(view.growth)


@pytest.mark.idea("A6", "A69", "A87", "A89")
def test_the_role_in_full_is_agreed_in_the_form_and_read_in_the_tab(qtbot, window) -> None:
    view, person_id = person_view(qtbot, window)
    view.header.focus.click()
    at_rest(qtbot, window)
    dialog = dialog_of(qtbot, window, FocusDialog)
    dialog.skills.setPlainText("Sums by hand")
    dialog.suggest.click()
    dialog.suggest.click()
    fields = dialog.role_fields
    fields.work["augment"].setPlainText("Stock letters\n\nMinutes")
    fields.work["human_only"].setPlainText("Bad news")
    fields.importance["empathy"].chip("central").click()
    fields.words["permitted_data"].setPlainText("No names")
    dialog.submit.click()
    at_rest(qtbot, window)
    agreed = ask(qtbot, window, lambda vault: profile(vault, person_id=person_id))
    assert agreed.foundational_skills == (
        "Sums by hand", "Asking the question behind the question", "Seeing a problem another way",
        "Making sense of it across teams",
    )  # fmt: skip
    assert agreed.protected_work == ("Bad news", "Stock letters", "Minutes")
    assert agreed.modes == ("human_only", "augment", "augment")
    assert dict(agreed.capacities) == {"empathy": "central"} and dict(agreed.context) == {"permitted_data": "No names"}
    view.tabs.setCurrentIndex(3)
    read = said(view.role)
    for sentence in ("Minutes (a person, with AI to help)", "Empathy: central", "Data that may be used: No names",
                     "From this seat, for example: Drops a planned automation"):  # fmt: skip
        assert sentence in read


@pytest.mark.parametrize("width", [1000, 1240, 1600])
def test_no_line_of_the_role_lies_over_another(qtbot, window, width) -> None:
    view, _person_id = person_view(qtbot, window)
    view.tabs.setCurrentIndex(3)
    window.resize(width, 800)
    at_rest(qtbot, window)
    labels = [label for label in view.role.findChildren(QLabel) if label.isVisibleTo(view.role) and label.text()]
    assert len(labels) > 20
    short = [label.text() for label in labels if label.height() < label.heightForWidth(label.width())]
    assert short == []


@pytest.mark.idea("A60", "A68")
def test_the_own_note_is_written_from_home_with_the_days_of_talks(qtbot, window) -> None:
    page = window.go("home")
    at_rest(qtbot, window)
    press(page, "My practice note …")
    at_rest(qtbot, window)
    dialog = dialog_of(qtbot, window, PracticeNoteDialog)
    dialog.edits["what_i_checked"].setPlainText("The rota.")
    dialog.submit.click()
    at_rest(qtbot, window)
    assert "What I got wrong" in dialog.problem.text()
    dialog.edits["what_i_got_wrong"].setPlainText("I took a summary as read.")
    next(iter(dialog.talks.values())).today_button.click()
    dialog.submit.click()
    at_rest(qtbot, window)
    (note,) = ask(qtbot, window, lambda vault: practice_notes(vault))
    assert note.texts["what_i_got_wrong"] == "I took a summary as read."
    (row,) = ask(qtbot, window, lambda vault: coaching_talks(vault))
    assert row.on is not None


@pytest.mark.idea("A29")
def test_home_leads_to_what_is_to_be_looked_at_again(qtbot, window) -> None:
    page = window.go("home")
    at_rest(qtbot, window)
    read = said(page)
    assert "Look again" in read and "Look back together" in read
    rows = [one for one in page.findChildren(Button) if one.text().startswith("Tom Hesketh — ")]
    assert [one.text() for one in rows if "Read ten cases" in one.text()]
    next(one for one in rows if "Changed the form" in one.text() and "since" in one.accessibleName()).click()
    at_rest(qtbot, window)
    assert window.current_page == "observation"
