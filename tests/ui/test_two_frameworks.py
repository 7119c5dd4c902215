"""Choosing competencies where the people of one episode are looked at by different frameworks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reviewapp.actions.observations import get_observation
from reviewapp.actions.people import agree_role_profile
from reviewapp.ui.dialogs.focus import FocusDialog
from tests.helpers.acts import FOCUS, jot, somebody, whole
from tests.helpers.desk import at_rest, made_vault, nameless, opened
from tests.helpers.own_framework import add_own_framework

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def desk(qtbot, themed_app, tmp_path):
    ids: dict[str, int] = {}

    def fill(vault) -> None:
        long_ago = vault.today - timedelta(days=90)
        tom, ada, moved = somebody(vault), somebody(vault, "Ada Quill"), somebody(vault, "Nia Stott")
        for person_id in (tom, moved):
            agree_role_profile(vault, person_id=person_id, focus=FOCUS, agreed_on=long_ago)
        ids.update(tom=tom, ada=ada, both=jot(vault, tom, ada), alone=jot(vault, tom), early=whole(vault, moved))
        wards = add_own_framework(vault)
        for person_id in (ada, moved):
            agree_role_profile(vault, person_id=person_id, focus=FOCUS, framework_id=wards)

    window = opened(qtbot, made_vault(tmp_path / "vault", fill))

    def show(name):
        page = window.go("observation", ids[name])
        at_rest(qtbot, window)
        return page

    def pick(group, value) -> None:
        group.chip(value).click()
        at_rest(qtbot, window)

    def kept(name):
        found: list[object] = []
        window.hub.ask(lambda vault: get_observation(vault, observation_id=ids[name]), found.append)
        at_rest(qtbot, window)
        return [tag.written() for tag in found[0].competency_tags]

    yield window, ids, show, pick, kept
    window.close()


def label(group, value) -> str:
    return group.chip(value).label


def test_with_one_framework_nothing_else_is_offered(desk) -> None:
    _window, _ids, show, _pick, _kept = desk
    field = show("alone").form.competencies
    assert not field.elsewhere.isVisible() and field.focus.isVisible() and field.others.isVisible()
    assert label(field.focus, "J5") == "Critical assessment"


def test_a_shared_episode_offers_both_frameworks_and_keeps_them_apart(desk) -> None:
    _window, ids, show, pick, kept = desk
    page = show("both")
    field = page.form.competencies
    assert field.elsewhere.isVisible() and label(field.elsewhere, "wards/J5") == "Ward J5 · Ward framework"
    pick(field.elsewhere, "wards/J4")
    pick(field.focus, "J5")
    assert kept("both") == ["wards/J4", "judgment/J5"]
    assert field.focus.values() == ("J5",) and field.elsewhere.values() == ("wards/J4",)
    # The anchors are those of the competency of each person's own framework.
    assert "Critical assessment" in page.form.anchors[ids["tom"]].heading.text()
    assert "Ward J4" in page.form.anchors[ids["ada"]].heading.text()
    pick(field.elsewhere, "wards/J4")
    assert kept("both") == ["judgment/J5"] and not nameless(page)


def test_what_was_chosen_from_the_earlier_framework_stays_and_says_so(desk) -> None:
    _window, _ids, show, pick, kept = desk
    page = show("early")
    field = page.form.competencies
    assert label(field.focus, "J5") == "Ward J5" and field.focus.values() == ()
    assert label(field.elsewhere, "judgment/J5") == "Critical assessment · Judgment framework"
    assert field.elsewhere.values() == ("judgment/J5",)
    pick(field.focus, "J4")
    assert kept("early") == ["judgment/J5", "wards/J4"]


def test_ticks_of_a_focus_do_not_pass_to_another_framework(qtbot, desk) -> None:
    window, ids, *_rest = desk
    dialog = FocusDialog(window.hub, ids["tom"], window)
    dialog.open()
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: dialog.chosen() == FOCUS)
    for row, ticked in ((1, ()), (0, ())):
        dialog.framework.setCurrentIndex(row)
        dialog.framework.activated.emit(row)
        assert dialog.chosen() == ticked
    dialog.touched = False
    dialog.reject()
    at_rest(qtbot, window)
