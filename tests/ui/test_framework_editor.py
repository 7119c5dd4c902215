"""The framework editor: a version is written, checked in plain sentences, and kept; what was used never changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from reviewapp.actions.exporting import export_review
from reviewapp.actions.people import agree_role_profile
from reviewapp.actions.queries import all_frameworks, profile
from reviewapp.actions.reviews import begin_review, cite, finish_review, write_section
from reviewapp.domain.review import SectionKey
from reviewapp.ui.dialogs.framework_editor import FrameworkEditor
from tests.helpers.acts import FOCUS, somebody, whole
from tests.helpers.desk import LONG, at_rest, literal_labels, made_vault, nameless, opened, reopened, visible_text
from tests.report.reading import text_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def desk(qtbot, themed_app, tmp_path):
    ids: dict[str, int] = {}

    def fill(vault) -> None:
        ids["tom"] = tom = somebody(vault)
        agree_role_profile(vault, person_id=tom, focus=FOCUS, agreed_on=vault.today - timedelta(days=90))
        ids["review"] = review_id = begin_review(
            vault, person_id=tom, period_from=vault.today - timedelta(days=80), period_to=vault.today
        ).id
        cite(vault, review_id=review_id, observation_id=whole(vault, tom))
        write_section(vault, review_id=review_id, key=SectionKey("strength", "J5"), text="Reads it at the source.")
        finish_review(vault, review_id=review_id, talked_on=vault.today)

    window = opened(qtbot, made_vault(tmp_path / "vault", fill))
    yield window, ids
    window.close()


def editor(qtbot, window, *, copies=False, framework_id=1):
    page = window.go("library", "frameworks")
    at_rest(qtbot, window)
    leaf = page.reading.widget()
    (leaf.copy if copies else leaf.version).click()
    at_rest(qtbot, window)
    found = [one for one in window.findChildren(FrameworkEditor) if one.isVisible()]
    qtbot.waitUntil(lambda: found[-1].entries.count() > 2, timeout=LONG)
    return found[-1]


def part(dialog, row):
    dialog.entries.setCurrentRow(row)
    return dialog.one


def write(qtbot, edit, text):
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def held(qtbot, window):
    found: list[object] = []
    window.hub.ask(all_frameworks, found.append)
    at_rest(qtbot, window)
    return {(one.key, one.version): one for _id, one in found[0]}


def test_a_new_version_is_written_compared_and_kept(qtbot, desk, tmp_path):
    window, ids = desk
    dialog = editor(qtbot, window)
    assert not nameless(dialog) and literal_labels(dialog)
    assert dialog.head.fields["version"].text() == "2-own" and dialog.head.fields["key"].isReadOnly()
    one = part(dialog, 5)
    assert "The same id as Critical assessment in version 1" in one.goes_on.text()
    write(qtbot, one.fields["name"], "Checking <b>well</b>")
    write(qtbot, one.fields["anchor/missed"], "signs without opening.")
    part(dialog, 4)
    dialog.remove.click()
    dialog.add.click()
    fresh = dialog.one
    assert fresh.fields["id"].text() == "J12" and "A new id" in fresh.goes_on.text()
    for name, edit in fresh.fields.items():
        if name not in ("id", "evidence", "counter_signals", "why", "continues", "crosswalk"):
            write(qtbot, edit, f"words of {name.partition('/')[2] or name}")
    write(qtbot, fresh.fields["continues"], "judgment/J4")
    dialog.entries.setCurrentRow(dialog.entries.count() - 1)
    shown = visible_text(dialog.difference)
    assert "Checking <b>well</b>" in shown and "Continues J4 Discernment." in shown
    dialog.submit.click()
    at_rest(qtbot, window)
    found = held(qtbot, window)
    second, first = found["judgment", "2-own"], found["judgment", "1"]
    assert second.competency("J5").name == "Checking <b>well</b>" and second.own_id("judgment", "J4") == "J12"
    assert first.competency("J5").name == "Critical assessment" and "J12" not in first.ids
    # A finished review keeps its words, and nobody moved.
    vault_now: list[object] = []
    window.hub.ask(lambda vault: profile(vault, person_id=ids["tom"]).framework_version, vault_now.append)
    window.hub.ask(
        lambda vault: text_of(export_review(vault, review_id=ids["review"], folder=tmp_path / "out").path.read_bytes()),
        vault_now.append,
    )
    at_rest(qtbot, window)
    assert vault_now[0] == "1" and "Critical assessment" in vault_now[1] and "<b>well" not in vault_now[1]


def test_what_stops_it_is_said_where_it_is_and_nothing_is_kept(qtbot, desk):
    window, _ids = desk
    dialog = editor(qtbot, window)
    write(qtbot, part(dialog, 3).fields["anchor/enabling"], "4: keeps what worked")
    part(dialog, 1)
    dialog.submit.click()
    assert dialog.isVisible() and dialog.entries.currentRow() == 3
    assert "gives the anchor enabling a figure" in dialog.problem.text()
    write(qtbot, dialog.one.fields["anchor/enabling"], "keeps what worked")
    write(qtbot, dialog.one.fields["definition"], " ")
    part(dialog, 0)
    dialog.submit.click()
    assert "something is still empty: definition" in dialog.problem.text()
    assert dialog.entries.currentRow() == 3 and dialog.one.fields["definition"].hasFocus()
    write(qtbot, dialog.one.fields["definition"], "giving what it needs")
    part(dialog, 0)
    write(qtbot, dialog.head.fields["version"], "1")
    dialog.submit.click()
    at_rest(qtbot, window)
    assert dialog.isVisible() and "a version never changes" in dialog.problem.text()
    assert list(held(qtbot, window)) == [("judgment", "1")]
    dialog.touched = False
    dialog.reject()
    at_rest(qtbot, window)


def test_what_is_taken_out_or_moved_can_be_brought_back(qtbot, desk):
    window, _ids = desk
    dialog = editor(qtbot, window)

    def lines():
        return [dialog.entries.item(row).text() for row in range(1, dialog.entries.count() - 1)]

    before = lines()
    part(dialog, 2)
    dialog.up.click()
    assert lines()[:2] == [before[1], before[0]] and not dialog.up.isEnabled() and dialog.entries.currentRow() == 1
    dialog.down.click()
    assert lines() == before
    dialog.remove.click()
    assert lines() == [before[0], *before[2:]]
    (back,) = [one for one in dialog.banner.findChildren(type(dialog.add)) if one.text() == "Bring it back"]
    back.click()
    qtbot.waitUntil(lambda: lines() == before)
    assert dialog.one.fields["name"].text() == "Keeping work and skill human"
    part(dialog, 0)
    assert not any(one.isEnabled() for one in (dialog.up, dialog.down, dialog.remove))
    dialog.touched = False
    dialog.reject()
    at_rest(qtbot, window)


def test_a_copy_is_a_framework_of_its_own_and_continues_the_one_it_came_from(qtbot, desk):
    window, _ids = desk
    dialog = editor(qtbot, window, copies=True)
    assert dialog.head.fields["key"].text() == "own" and not dialog.head.fields["key"].isReadOnly()
    write(qtbot, dialog.head.fields["key"], "wards")
    assert part(dialog, 1).fields["continues"].text() == "judgment/J1"
    dialog.submit.click()
    at_rest(qtbot, window)
    copy = held(qtbot, window)["wards", "1"]
    assert copy.own_id("judgment", "J7") == "J7" and "not validated" in copy.status
    window.hub.undo()
    at_rest(qtbot, window)
    assert list(held(qtbot, window)) == [("judgment", "1")]


def test_what_is_left_aside_waits_and_goes_on_where_it_was(qtbot, desk):
    window, _ids = desk
    folder = window.folder
    dialog = editor(qtbot, window)
    write(qtbot, part(dialog, 6).fields["definition"], "said in time")
    dialog.reject()
    at_rest(qtbot, window)
    window.close()
    with reopened(folder) as vault:
        assert len(all_frameworks(vault)) == 1
    again = opened(qtbot, folder)
    dialog = editor(qtbot, again)
    assert dialog.entries.currentRow() == 6 and dialog.one.fields["definition"].text() == "said in time"
    assert not dialog.banner.isHidden()
    dialog.reject()
    at_rest(qtbot, again)
    again.close()


def test_everything_is_reached_by_the_keyboard(qtbot, desk):
    window, _ids = desk
    dialog = editor(qtbot, window)
    dialog.entries.setFocus()
    for _step in range(5):
        qtbot.keyClick(dialog.entries, Qt.Key.Key_Down)
    assert dialog.one.fields["id"].text() == "J5"
    wanted = {dialog.add, dialog.up, dialog.down, dialog.remove, dialog.submit, *dialog.one.fields.values()}
    for _step in range(60):
        focus = dialog.focusWidget()
        wanted.discard(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert not wanted
    dialog.touched = False
    dialog.reject()
    at_rest(qtbot, window)
