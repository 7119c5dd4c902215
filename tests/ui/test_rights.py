"""Rights in the window: what is held, a correction, keeping, erasure, jots at once, what is due, the bin, wordings."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from reviewapp.actions.bin import in_bin
from reviewapp.actions.erasing import receipts
from reviewapp.actions.observations import Details, change_observation, get_observation, remove_observation
from reviewapp.actions.queries import all_people, home, notes
from reviewapp.actions.rights import (
    corrections,
    policy,
    set_hold,
    set_person_retention,
    standing_holds,
)
from reviewapp.actions.several import expiring_jots
from reviewapp.ui.dialogs.about import AboutDialog
from reviewapp.ui.dialogs.choosing import BinDialog, DueDialog, JotsDialog
from reviewapp.ui.dialogs.erase import EraseDialog
from reviewapp.ui.dialogs.history import HistoryDialog
from reviewapp.ui.dialogs.rights import CorrectionDialog, KeepingDialog
from reviewapp.ui.pages.keeping_card import KeepingCard
from reviewapp.ui.widgets.buttons import Button
from tests.helpers.acts import jot, somebody, whole
from tests.helpers.desk import at_rest, dialog_of, literal_labels, made_vault, nameless, opened, type_into


@pytest.fixture
def scene(qtbot, themed_app, tmp_path):
    """The window with Tom and Siân: an old jot, an episode of both, one of Siân that names Tom."""
    ids = {}

    def fill(vault) -> None:
        ids["tom"], ids["sian"] = somebody(vault), somebody(vault, "Siân Evans")
        ids["both"] = whole(vault, ids["tom"], ids["sian"], text="Tom and Siân asked the ward.")
        ids["other"] = whole(vault, ids["sian"], text="Took over from Tom Hesketh.")
        ids["old"] = jot(vault, ids["tom"], text="An old thought.", ago=1)
        vault.connection.execute(
            "UPDATE observation SET written_on = ? WHERE id = ?",
            ((vault.today - timedelta(days=25)).isoformat(), ids["old"]),
        )
        change_observation(vault, observation_id=ids["other"], details=Details(texts={"situation": "At noon."}))
        change_observation(vault, observation_id=ids["other"], details=Details(texts={"situation": "At nine."}))

    window = opened(qtbot, made_vault(tmp_path / "vault", fill))
    yield window, ids
    window.close()


def ask(qtbot, window, query):
    found = []
    window.hub.ask(query, found.append)
    at_rest(qtbot, window)
    return found[0]


def on_page_of(qtbot, window, person_id):
    page = window.go("people", person_id)
    at_rest(qtbot, window)
    return page


def press(qtbot, within, text):
    found = next(one for one in within.findChildren(Button) if one.text() == text and one.isVisible())
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def choose_right(qtbot, window, person_id, label, kind):
    page = on_page_of(qtbot, window, person_id)
    menu = page.findChild(Button, "") and next(one for one in page.findChildren(Button) if one.menu() is not None).menu()
    next(action for action in menu.actions() if action.text() == label).trigger()
    return dialog_of(qtbot, window, kind)


def test_everything_held_is_looked_at_and_both_files_are_saved(qtbot, scene, tmp_path, monkeypatch) -> None:
    window, ids = scene
    dialog = choose_right(qtbot, window, ids["tom"], "Everything held about them …", AboutDialog)
    assert dialog.save.isEnabled() and "An old thought." in " ".join(dialog._pages.texts)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(tmp_path / "out"))
    dialog.save.click()
    at_rest(qtbot, window)
    written = {path.suffix: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert written[".pdf"] == dialog.document.data and json.loads(written[".json"])["about"] == "Tom Hesketh"
    assert "Saved as" in dialog.state.text()
    dialog.reject()


def test_a_person_is_erased_after_the_name_was_typed_and_every_page_forgets_them(qtbot, scene) -> None:
    window, ids = scene
    window.hub.act(lambda vault: remove_observation(vault, observation_id=ids["old"]))
    at_rest(qtbot, window)
    page = window.go("observation", ids["both"])
    at_rest(qtbot, window)
    type_into(qtbot, page.form.fields["situation"].edit, "Tom Hesketh was on call.")
    on_page_of(qtbot, window, ids["tom"])
    dialog = choose_right(qtbot, window, ids["tom"], "Erase everything …", EraseDialog)
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    for words in ("cannot be undone", "Tom and Siân asked the ward. (with Siân Evans)", "Took over from Tom Hesketh."):
        assert words in said
    assert not dialog.submit.isEnabled() and literal_labels(dialog) and nameless(dialog) == []
    type_into(qtbot, dialog.typed, "Tom Heskett")
    assert not dialog.submit.isEnabled()
    type_into(qtbot, dialog.typed, "Tom Hesketh")
    dialog.submit.click()
    qtbot.waitUntil(lambda: window.is_unlocked and window.worker.is_idle, timeout=20_000)
    at_rest(qtbot, window)
    assert [row.name for row in ask(qtbot, window, all_people)] == ["Siân Evans"]
    both = ask(qtbot, window, lambda vault: get_observation(vault, observation_id=ids["both"]))
    assert both.behaviour == "[erased] and Siân asked the ward." and both.texts["situation"] == "[erased] was on call."
    assert len(ask(qtbot, window, receipts)) == 1 and window.current_page == "home"
    window.hub.undo()
    at_rest(qtbot, window)
    assert [row.name for row in ask(qtbot, window, all_people)] == ["Siân Evans"]
    assert "Erased" in window.toast.sentence.text() and window.hub.searcher is not None


def test_under_a_legal_hold_nothing_can_be_erased(qtbot, scene) -> None:
    window, ids = scene
    window.hub.act(lambda vault: set_hold(vault, person_id=ids["tom"], reason="Claim", set_by="Legal"))
    at_rest(qtbot, window)
    dialog = choose_right(qtbot, window, ids["tom"], "Erase everything …", EraseDialog)
    assert any("Claim (set by Legal" in label.text() for label in dialog.findChildren(QLabel))
    assert dialog.typed.isHidden() and not dialog.submit.isEnabled()
    dialog.reject()


def test_a_correction_is_written_down_shown_on_home_and_decided(qtbot, scene) -> None:
    window, ids = scene
    dialog = choose_right(qtbot, window, ids["tom"], "Correction asked for …", CorrectionDialog)
    dialog.submit.click()
    at_rest(qtbot, window)
    assert "What is to be corrected?" in dialog.problem.text()
    type_into(qtbot, dialog.words, "It was at nine.")
    dialog.submit.click()
    at_rest(qtbot, window)
    page = window.go("home")
    at_rest(qtbot, window)
    press(qtbot, page, "Tom Hesketh — It was at nine.")
    dialog = dialog_of(qtbot, window, CorrectionDialog)
    assert "It was at nine." in dialog.explanation.text()
    type_into(qtbot, dialog.words, "The mail shows nine.")
    dialog.submit.click()
    at_rest(qtbot, window)
    assert [one.decision for one in ask(qtbot, window, corrections)] == ["corrected"]
    window.hub.undo()
    at_rest(qtbot, window)
    assert [one.decision for one in ask(qtbot, window, corrections)] == ["open"]


def test_keeping_and_a_hold_are_one_act(qtbot, scene) -> None:
    window, ids = scene
    dialog = choose_right(qtbot, window, ids["tom"], "Keeping and legal hold …", KeepingDialog)
    dialog.region.setCurrentIndex(dialog.region.findData("germany"))
    type_into(qtbot, dialog.reason, "Claim before the tribunal")
    dialog.submit.click()
    at_rest(qtbot, window)
    assert "who set it" in dialog.problem.text()
    type_into(qtbot, dialog.set_by, "Legal")
    dialog.submit.click()
    at_rest(qtbot, window)
    assert ask(qtbot, window, lambda vault: standing_holds(vault, person_id=ids["tom"]))[0].hold.set_by == "Legal"
    dialog = choose_right(qtbot, window, ids["tom"], "Keeping and legal hold …", KeepingDialog)
    assert dialog.region.currentData() == "germany" and "Claim before the tribunal" in dialog.held.text()
    dialog.lift.click()
    at_rest(qtbot, window)
    assert ask(qtbot, window, lambda vault: standing_holds(vault, person_id=ids["tom"])) == []


def test_jots_are_told_or_thrown_away_together(qtbot, scene) -> None:
    window, ids = scene
    window.hub.act(lambda vault: _second_old_jot(vault, ids))
    page = window.go("home")
    at_rest(qtbot, window)
    press(qtbot, page, "Several at once …")
    dialog = dialog_of(qtbot, window, JotsDialog)
    assert "Still missing" in dialog.rows.item(0).text() and nameless(dialog) == []
    dialog.submit.click()
    assert "Choose something" in dialog.problem.text()
    dialog.choose_all(True)
    dialog.submit.click()
    at_rest(qtbot, window)
    assert "Still missing" in dialog.problem.text()
    press(qtbot, dialog, "They were told")
    assert "Give the day" in dialog.problem.text()
    dialog.rows.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.day.today_button.click()
    press(qtbot, dialog, "They were told")
    at_rest(qtbot, window)
    assert len(ask(qtbot, window, expiring_jots)) == 1 and dialog.rows.count() == 1
    dialog.choose_all(True)
    press(qtbot, dialog, "Move to bin")
    at_rest(qtbot, window)
    assert ask(qtbot, window, expiring_jots) == [] and "Nothing is left" in dialog.problem.text()
    dialog.reject()
    window.hub.undo()
    at_rest(qtbot, window)
    assert len(ask(qtbot, window, expiring_jots)) == 1


def _second_old_jot(vault, ids):
    from reviewapp.actions.observations import record_observation

    day = vault.today - timedelta(days=24)
    return record_observation(vault, person_ids=[ids["sian"]], text="Another.", observed_on=day, written_on=day)


def test_what_is_due_is_looked_at_and_deleted_and_held_rows_cannot_be_ticked(qtbot, scene, monkeypatch) -> None:
    window, ids = scene

    def leave(vault):
        set_person_retention(vault, person_id=ids["tom"], region="france", left_on=vault.today)
        return set_person_retention(vault, person_id=ids["sian"], region="france", left_on=vault.today)

    window.hub.act(leave)
    window.hub.act(lambda vault: set_hold(vault, person_id=ids["tom"], reason="Claim", set_by="Legal"))
    page = window.go("home")
    at_rest(qtbot, window)
    press(qtbot, page, "Look and delete …")
    dialog = dialog_of(qtbot, window, DueDialog)
    dialog.choose_all(True)
    assert [row.id for row in dialog.chosen()] == [ids["other"]]
    assert any("legal hold" in dialog.rows.item(at).text() for at in range(dialog.rows.count()))
    monkeypatch.setattr("reviewapp.ui.dialogs.choosing.confirm", lambda *_a: True)
    dialog.submit.click()
    at_rest(qtbot, window)
    assert ids["other"] not in {item.id for item in ask(qtbot, window, notes)}
    assert [one.id for one in ask(qtbot, window, home).due_for_deletion] == [ids["both"]]
    dialog.reject()


def test_the_bin_gives_back(qtbot, scene) -> None:
    window, ids = scene
    window.hub.act(lambda vault: remove_observation(vault, observation_id=ids["old"]))
    page = window.go("settings")
    at_rest(qtbot, window)
    press(qtbot, page, "Look into the bin …")
    dialog = dialog_of(qtbot, window, BinDialog)
    assert "An old thought." in dialog.rows.item(0).text()
    dialog.choose_all(True)
    dialog.submit.click()
    at_rest(qtbot, window)
    assert ask(qtbot, window, in_bin) == [] and ask(
        qtbot, window, lambda vault: get_observation(vault, observation_id=ids["old"])
    )
    dialog.reject()


def test_periods_are_put_in_force_or_refused_with_the_reason(qtbot, scene) -> None:
    window, _ids = scene
    page = window.go("settings")
    at_rest(qtbot, window)
    card = page.findChild(KeepingCard)
    card.region.setCurrentIndex(card.region.findData("elsewhere"))
    card.jot_days.setValue(60)
    press(qtbot, card, "Put these periods in force")
    at_rest(qtbot, window)
    assert "Name the rule" in card.told.text()
    type_into(qtbot, card.basis, "Works agreement 12")
    press(qtbot, card, "Put these periods in force")
    at_rest(qtbot, window)
    found = ask(qtbot, window, policy)
    assert (found.region, found.jot_days, found.basis) == ("elsewhere", 60, "Works agreement 12")
    assert nameless(card) == [] and literal_labels(card)


def test_the_policy_file_of_the_organisation_is_put_in_force(qtbot, scene, tmp_path, monkeypatch) -> None:
    window, _ids = scene
    page = window.go("settings")
    at_rest(qtbot, window)
    card = page.findChild(KeepingCard)
    path = tmp_path / "policy.toml"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    path.write_text("concern_days = 3", "utf-8")
    press(qtbot, card, "Take them from a file …")
    at_rest(qtbot, window)
    assert "7 to 90 days" in card.told.text() and ask(qtbot, window, policy).concern_days == 14
    path.write_text("concern_days = 21", "utf-8")
    press(qtbot, card, "Take them from a file …")
    at_rest(qtbot, window)
    assert card.concern_days.value() == 21 and ask(qtbot, window, policy).concern_days == 21 and not card.told.text()
    window.hub.undo()
    at_rest(qtbot, window)
    assert ask(qtbot, window, policy).concern_days == 14


def test_an_earlier_wording_comes_back_from_the_page(qtbot, scene) -> None:
    window, ids = scene
    page = window.go("observation", ids["other"])
    at_rest(qtbot, window)
    page.acts.history.click()
    dialog = dialog_of(qtbot, window, HistoryDialog)
    lines = [dialog.rows.item(at).text() for at in range(dialog.rows.count())]
    assert "in force" in lines[0] and not dialog.submit.isEnabled()
    assert "[−noon−]" in dialog.diff.text() and "[+nine+]" in dialog.diff.text()
    kinds = {(one.format.fontUnderline(), one.format.fontStrikeOut()) for one in dialog.diff.extraSelections()}
    assert kinds == {(True, False), (False, True)}
    dialog.rows.setCurrentRow(next(at for at, one in enumerate(lines) if "Situation" in one and "in force" not in one))
    dialog.submit.click()
    at_rest(qtbot, window)
    found = ask(qtbot, window, lambda vault: get_observation(vault, observation_id=ids["other"]))
    assert found.texts["situation"] == "At noon."
    window.hub.undo()
    at_rest(qtbot, window)
    found = ask(qtbot, window, lambda vault: get_observation(vault, observation_id=ids["other"]))
    assert found.texts["situation"] == "At nine."


def test_opening_the_window_announces_and_a_clock_set_back_is_said(qtbot, scene) -> None:
    window, ids = scene
    window.desk.care.look()
    announced = ask(
        qtbot, window,
        lambda vault: vault.connection.execute("SELECT announced_on FROM observation WHERE id = ?", (ids["old"],)).fetchone()[0],
    )
    assert announced is not None

    def ahead(vault):
        vault.connection.execute("UPDATE policy SET value = '2099-01-01' WHERE name = 'seen_on'")

    ask(qtbot, window, ahead)
    page = window.go("settings")
    page = window.go("home")
    page.refresh()
    at_rest(qtbot, window)
    assert any("nothing expires" in label.text() for label in page.findChildren(QLabel))
    press(qtbot, page, "The clock is right")
    at_rest(qtbot, window)
    assert ask(qtbot, window, home).clock_seen_ahead is None


