"""People: the list, the page of one person and its tabs, in the real window on a real vault."""

from __future__ import annotations

import shutil
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QStyleOptionViewItem, QWidget

from reviewapp.actions.observations import record_observation, tell
from reviewapp.actions.people import add_person, agree_role_profile, change_person, give_notice, remove_person
from reviewapp.actions.queries import all_people, timeline_page
from reviewapp.actions.reviews import begin_review
from reviewapp.ui import words
from reviewapp.ui.dialogs.focus import FocusDialog
from reviewapp.ui.dialogs.notice import NoticeDialog
from reviewapp.ui.dialogs.search import SearchDialog
from tests.helpers.acts import FOCUS, dump, jot, somebody, whole
from tests.helpers.desk import (
    at_rest,
    dialog_of,
    literal_labels,
    made_vault,
    nameless,
    opened,
    reached_by_tab,
    reopened,
    says_a_number_of_observations,
    visible_text,
)

HOSTILE = "<img src=file:///etc/passwd>"


def team(vault) -> None:
    """Three people: one with a rich record, one without a notice, one with a name that looks like markup."""
    amara = add_person(vault, name="Amara Okafor", role="Staff engineer", team="Platform").id
    give_notice(vault, person_id=amara, given_on=vault.today - timedelta(days=300))
    agree_role_profile(vault, person_id=amara, focus=FOCUS, foundational_skills=["Reading a trace unaided"],
                       protected_work=["On-call decisions"], agreed_on=vault.today - timedelta(days=290))
    whole(vault, amara, text="Stopped the release because the summary named a service that does not exist.", ago=3)
    whole(vault, amara, text="Asked the vendor for the source of the figure.", ago=40, told_ago=38)
    whole(vault, amara, text="Sent the forecast on unchecked.", ago=60, concern=True)
    jot(vault, amara, text=f"Noticed {HOSTILE} in the generated page.", ago=1)
    begin_review(vault, person_id=amara, period_from=vault.today - timedelta(days=200), period_to=vault.today)
    bruno = somebody(vault, "Bruno Castellanos", notice=False)
    jot(vault, bruno, text="Brought the receiver in before deciding.", ago=2)
    somebody(vault, HOSTILE)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return made_vault(tmp_path_factory.mktemp("team") / "vault", team)


@pytest.fixture
def place(tmp_path, filled):
    shutil.copytree(filled, tmp_path / "vault")
    return tmp_path / "vault"


@pytest.fixture
def window(qtbot, themed_app, place):
    made = opened(qtbot, place)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def page(qtbot, window):
    made = window.go("people")
    at_rest(qtbot, window)
    return made


def names(page) -> list[str]:
    return [page.list.people.person_at(page.list.people.index(row)).name for row in range(page.list.people.rowCount())]


def cards(page) -> list[str]:
    model = page.person.timeline.cards.timeline
    found = [model.card_at(model.index(row)) for row in range(model.rowCount())]
    return [card.behaviour for card in found if card is not None]


def click_row(qtbot, view, row: int) -> None:
    where = view.visualRect(view.model().index(row, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)


def choose(page, words: str) -> int:
    """Make the card with these words the chosen one; returns its id."""
    view = page.person.timeline.cards
    for row in range(view.timeline.rowCount()):
        card = view.timeline.card_at(view.timeline.index(row))
        if card is not None and words in card.behaviour:
            view.choose(card.id)
            return card.id
    raise AssertionError(words)


def press(page, name: str) -> None:
    """Press the button of this name among what can be done with the chosen card."""
    for button in page.person.timeline.acts.findChildren(QPushButton):
        if button.accessibleName() == name and button.isVisible():
            button.click()
            return
    raise AssertionError(name)


def test_the_first_person_is_shown_with_role_state_and_cards(page) -> None:
    assert names(page) == [HOSTILE, "Amara Okafor", "Bruno Castellanos"]
    assert page.person.header.name.text() == HOSTILE
    assert page.person_id is not None


def test_a_click_opens_a_person(qtbot, window, page) -> None:
    click_row(qtbot, page.list, 1)
    at_rest(qtbot, window)
    assert page.person.header.name.text() == "Amara Okafor"
    assert page.person.header.work.text() == "Staff engineer · Platform"
    assert "Notice given on" in page.person.header.state.text()
    assert cards(page)[0].startswith("Noticed")
    assert page.person_id == page.list.people.person_at(page.list.people.index(1)).id


def test_the_keyboard_alone_opens_a_person_and_a_card(qtbot, window, page) -> None:
    asked = []
    window.hub.observation_asked.disconnect(window.desk._on_observation_asked)
    window.hub.observation_asked.connect(asked.append)
    assert page.list.hasFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    at_rest(qtbot, window)
    assert page.person.header.name.text() == "Amara Okafor"
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    view = page.person.timeline.cards
    assert view.hasFocus() and view.chosen() is not None
    first = view.chosen().id
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.chosen().id != first
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert asked == [view.chosen().id]
    window.hub.observation_asked.connect(window.desk._on_observation_asked)


def test_a_person_without_notice_says_so_and_offers_it(qtbot, window, page) -> None:
    page.open(page.list.people.person_at(page.list.people.index(2)).id)
    at_rest(qtbot, window)
    assert "No notice yet" in page.person.header.state.text()
    assert page.person.header.give_notice.isVisible()
    choose(page, "Brought the receiver")
    assert "notice" in page.person.timeline.acts.hint.text()
    press(page, "Complete")
    at_rest(qtbot, window)
    assert page.person.timeline.acts.banner.isVisible()
    banner = page.person.timeline.acts.banner
    assert "waits for the notice" in banner.sentence.text()
    banner.action.click()
    dialog = dialog_of(qtbot, window, NoticeDialog)
    dialog.submit.click()
    at_rest(qtbot, window)
    assert "Notice given on" in page.person.header.state.text() and not page.person.header.give_notice.isVisible()
    assert not page.person.timeline.cards.timeline.card_at(page.person.timeline.cards.timeline.index(1)).waits_for_notice


def test_locking_takes_open_forms_away(qtbot, window, page) -> None:
    page.person.header.focus.click()
    dialog_of(qtbot, window, FocusDialog)
    window.lock()
    qtbot.waitUntil(lambda: window.worker.is_idle and not window.is_unlocked)
    qtbot.waitUntil(lambda: not any(isinstance(one, FocusDialog) for one in QApplication.topLevelWidgets()))


def test_import_opens_the_wizard(qtbot, window, page) -> None:
    from reviewapp.ui.dialogs.import_wizard import ImportWizard

    next(one for one in page.findChildren(QPushButton) if one.text() == "Import …" and one.isVisible()).click()
    dialog_of(qtbot, window, ImportWizard).close()


def test_ctrl_f_searches_inside_the_person(qtbot, window, page) -> None:
    page.person.tabs.setCurrentIndex(4)
    page.person.tabs.setFocus()
    qtbot.keyClick(page.person.tabs, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.person.tabs.currentIndex() == 0 and page.person.timeline.search.hasFocus()


def test_an_absence_is_said_in_words(qtbot, window, page) -> None:
    person_id = page.person_id
    page.hub.act(lambda vault: change_person(
        vault, person_id=person_id, away_from=vault.today - timedelta(days=2), away_to=vault.today + timedelta(days=9),
    ))  # fmt: skip
    at_rest(qtbot, window)
    assert "Away until" in page.person.header.state.text()


def test_search_people_filters_and_enter_goes_on(qtbot, window, page) -> None:
    page.search.setFocus()
    qtbot.keyClicks(page.search, "cast")
    assert names(page) == ["Bruno Castellanos"]
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    at_rest(qtbot, window)
    assert page.person.header.name.text() == "Bruno Castellanos"
    assert page.list.hasFocus()
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert len(names(page)) == 3
    page.search.setText("nobody of this name")
    assert page.nothing.isVisible() and page.person_id is not None


def test_search_inside_a_person(qtbot, window, page) -> None:
    page.open(page.list.people.person_at(page.list.people.index(1)).id)
    at_rest(qtbot, window)
    tab = page.person.timeline
    tab.search.setFocus()
    qtbot.keyClicks(tab.search, "vendor")
    qtbot.waitUntil(lambda: tab.order.text() != "" and tab._found.rowCount() == 1)
    assert tab._stack.currentWidget() is tab._found_view
    assert tab.order.text() == "Best match first."
    assert "vendor" in tab._found.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    asked = []
    window.hub.observation_asked.disconnect(window.desk._on_observation_asked)
    window.hub.observation_asked.connect(asked.append)
    qtbot.keyClick(tab.search, Qt.Key.Key_Return)
    assert tab._found_view.hasFocus()
    qtbot.keyClick(tab._found_view, Qt.Key.Key_Return)
    assert len(asked) == 1
    window.hub.observation_asked.connect(window.desk._on_observation_asked)
    qtbot.keyClick(tab._found_view, Qt.Key.Key_Escape)
    assert tab.search.text() == "" and tab._stack.currentWidget() is tab.cards
    qtbot.keyClicks(tab.search, "receiver")
    qtbot.waitUntil(lambda: "Nothing found" in tab.order.text())  # Bruno's note, not hers


def test_binning_an_observation_is_undone_from_the_toast(qtbot, window, page) -> None:
    page.open(page.list.people.person_at(page.list.people.index(1)).id)
    at_rest(qtbot, window)
    before = cards(page)
    choose(page, "Stopped the release")
    press(page, "Move to bin")
    at_rest(qtbot, window)
    assert len(cards(page)) == len(before) - 1 and window.toast.isVisible()
    window.toast.action.click()
    at_rest(qtbot, window)
    assert cards(page) == before


def test_the_delete_key_bins_and_told_and_complete_act_on_the_chosen_card(qtbot, window, page, place) -> None:
    page.open(page.list.people.person_at(page.list.people.index(1)).id)
    at_rest(qtbot, window)
    concern = choose(page, "Sent the forecast")
    assert "concern" in page.person.timeline.acts.hint.text()
    press(page, "Told today")
    at_rest(qtbot, window)
    assert page.person.timeline.cards.chosen().id == concern
    assert page.person.timeline.cards.chosen().told_confirmed
    choose(page, "Noticed")
    press(page, "Complete")
    at_rest(qtbot, window)
    assert "Still missing" in page.person.timeline.acts.banner.sentence.text()
    view = page.person.timeline.cards
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    at_rest(qtbot, window)
    assert not any(text.startswith("Noticed") for text in cards(page))


@pytest.mark.parametrize("look", ["mouse", "keyboard"])
def test_told_today_shows_on_the_card_and_leaves_the_keyboard_on_its_row(qtbot, window, page, look) -> None:
    page.open(page.list.people.person_at(page.list.people.index(1)).id)
    at_rest(qtbot, window)
    chosen = choose(page, "Noticed")
    acts, view = page.person.timeline.acts, page.person.timeline.cards
    told = acts._buttons["told"]
    told.setFocus()
    if look == "mouse":
        qtbot.mouseClick(told, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(told, Qt.Key.Key_Space)
    at_rest(qtbot, window)
    assert view.chosen().id == chosen and view.chosen().status == "jot" and view.chosen().told_confirmed
    sentence = view.currentIndex().data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert f"Told on {words.short_date(date.today())}" in sentence and "Private jot" in sentence
    assert QApplication.focusWidget() is view, "and not on Complete, one key away from another act"
    assert not told.isVisible() and acts._buttons["complete"].isVisible()


def test_telling_one_of_two_is_offered_to_each_on_their_own_card(qtbot, window, page) -> None:
    amara = page.list.people.person_at(page.list.people.index(1)).id
    other = page.list.people.person_at(page.list.people.index(0)).id
    page.hub.act(lambda vault: record_observation(
        vault, person_ids=[amara, other], text="Checked it as a pair.", observed_on=vault.today,
    ))  # fmt: skip
    page.open(amara)
    at_rest(qtbot, window)
    choose(page, "Checked it as a pair")
    press(page, "Told today")
    at_rest(qtbot, window)
    assert page.person.timeline.cards.chosen().told_confirmed
    page.open(other)
    at_rest(qtbot, window)
    choose(page, "Checked it as a pair")
    assert page.person.timeline.cards.chosen().told_on is None, "only the first of the two knows"
    press(page, "Told today")
    at_rest(qtbot, window)
    assert page.person.timeline.cards.chosen().told_confirmed


def test_a_menu_offers_the_same_acts(qtbot, window, page) -> None:
    page.open(page.list.people.person_at(page.list.people.index(1)).id)
    at_rest(qtbot, window)
    choose(page, "Noticed")
    menu = page.person.timeline.acts.menu()
    assert [a.text() for a in menu.actions() if a.text()] == ["Open", "Told today", "Complete", "Move to bin"]
    menu.actions()[-1].trigger()
    at_rest(qtbot, window)
    assert not any(text.startswith("Noticed") for text in cards(page))
    head = page.person.header.more.menu()
    assert [a.text() for a in head.actions() if a.text() and a.isVisible()] == [
        "Edit person …", "The notice …", "Talk about next …", "Hand over to the next manager …",
        "Give observations to their manager …",
        "Everything held about them …", "Correction asked for …", "Keeping and legal hold …", "Move to bin",
        "Erase everything …",
    ]  # fmt: skip


def test_binning_a_person_shows_the_next_and_undo_brings_them_back(qtbot, window, page) -> None:
    page.open(page.list.people.person_at(page.list.people.index(1)).id)
    at_rest(qtbot, window)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    at_rest(qtbot, window)
    assert names(page) == [HOSTILE, "Bruno Castellanos"]
    assert page.person.header.name.text() == "Bruno Castellanos"
    window.toast.action.click()
    at_rest(qtbot, window)
    assert "Amara Okafor" in names(page)


def test_selection_and_scroll_survive_a_change(qtbot, window, page) -> None:
    person_id = page.list.people.person_at(page.list.people.index(1)).id
    page.open(person_id)
    at_rest(qtbot, window)
    chosen = choose(page, "Asked the vendor")
    page.hub.act(lambda vault: record_observation(
        vault, person_ids=[person_id], text="A newer episode.", observed_on=vault.today,
    ))  # fmt: skip
    at_rest(qtbot, window)
    assert cards(page)[0] == "A newer episode."
    assert page.person.timeline.cards.chosen().id == chosen
    page.hub.act(lambda vault: tell(vault, observation_id=chosen, told_on=vault.today))
    at_rest(qtbot, window)
    assert page.person.timeline.cards.chosen().id == chosen


def test_hostile_words_are_shown_as_typed(qtbot, window, page) -> None:
    assert literal_labels(page)
    assert page.person.header.name.text() == HOSTILE
    page.open(page.list.people.person_at(page.list.people.index(1)).id)
    at_rest(qtbot, window)
    assert any(HOSTILE in text for text in cards(page))
    assert literal_labels(page)
    tip = page.list.people.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip


def test_every_control_has_a_name_and_tab_reaches_it_on_every_tab(qtbot, window, page) -> None:
    page.open(page.list.people.person_at(page.list.people.index(1)).id)
    at_rest(qtbot, window)
    choose(page, "Noticed")
    for tab in range(page.person.tabs.count()):
        page.person.tabs.setCurrentIndex(tab)
        at_rest(qtbot, window)
        assert not nameless(page), page.person.tabs.tabText(tab)
        seen, wanted = reached_by_tab(qtbot, page.search, page)
        lost = [f"{type(one).__name__} {one.accessibleName()}" for one in wanted - seen]
        assert not lost, page.person.tabs.tabText(tab)


def test_the_fixed_names_are_there(page) -> None:
    spoken = {one.accessibleName() for one in page.findChildren(QWidget)}
    assert {"People", "Search people", "New observation", "Search"} <= spoken


@pytest.mark.harm("entry-ranking")
def test_nothing_visible_counts_anything(qtbot, window, page) -> None:
    for row in range(3):
        page.open(page.list.people.person_at(page.list.people.index(row)).id)
        for tab in range(page.person.tabs.count()):
            page.person.tabs.setCurrentIndex(tab)
            at_rest(qtbot, window)
            assert not says_a_number_of_observations(visible_text(page))
            assert not any(character.isdigit() for character in page.person.tabs.tabText(tab))


def test_looking_saves_nothing(qtbot, window, page, place) -> None:
    heard = []
    window.hub.changed.connect(lambda changes, _who: heard.append(changes))
    for row in range(3):
        page.open(page.list.people.person_at(page.list.people.index(row)).id)
        for tab in range(page.person.tabs.count()):
            page.person.tabs.setCurrentIndex(tab)
            at_rest(qtbot, window)
    states = []
    page.hub.ask(dump, states.append)
    at_rest(qtbot, window)
    window.close()
    with reopened(place) as vault:
        assert dump(vault) == states[0]
    assert not heard


def test_coverage_lists_the_episodes_of_a_mark(qtbot, window, page) -> None:
    page.open(page.list.people.person_at(page.list.people.index(1)).id)
    page.person.tabs.setCurrentIndex(1)
    at_rest(qtbot, window)
    tab = page.person.coverage
    assert "An empty month says nothing about the person." in visible_text(tab)
    assert tab.chooser.choice() == "Last twelve months" and not tab.cards.isVisible()
    model = tab.strip.coverage
    marked = next(
        model.index(row, column)
        for column in reversed(range(model.columnCount()))
        for row in range(model.rowCount())
        if model.cell_at(model.index(row, column)) is not None
    )
    tab.strip.setFocus()
    tab.strip.setCurrentIndex(marked)
    qtbot.keyClick(tab.strip, Qt.Key.Key_Return)
    at_rest(qtbot, window)
    assert tab.cards.isVisible() and tab.cards.timeline.rowCount() >= 2
    assert tab.heading.text().startswith("Critical assessment, ")
    click_row(qtbot, tab.cards, 1)
    assert tab.cards.chosen() is not None and tab.acts.isVisible()
    tab.chooser.box.setCurrentIndex(2)
    tab.chooser.box.activated.emit(2)
    at_rest(qtbot, window)
    assert tab.strip.coverage.columnCount() == 3


def test_coverage_by_day_opens_the_episode_of_a_mark(qtbot, window, page) -> None:
    page.open(page.list.people.person_at(page.list.people.index(1)).id)
    page.person.tabs.setCurrentIndex(1)
    at_rest(qtbot, window)
    tab = page.person.coverage
    assert tab.strip.isVisible() and not tab.line.isVisible()
    qtbot.mouseClick(tab.look.chip("day"), Qt.MouseButton.LeftButton)
    at_rest(qtbot, window)
    assert tab.line.isVisible() and not tab.strip.isVisible() and not tab.cards.isVisible()
    single = next(dot for dot in tab.line.dots() if len(dot.mark.observation_ids) == 1)
    assert single.mark.titles[0] in single.accessibleName()
    tab.chooser.box.setCurrentIndex(2)
    tab.chooser.box.activated.emit(2)
    at_rest(qtbot, window)
    assert tab.line.isVisible() and len({tab.line.place_of(at) for at in range(4)}) == 4, "three months"
    newest = tab.line.dots()[0]
    newest.setFocus()
    qtbot.keyClick(newest, Qt.Key.Key_Return)
    at_rest(qtbot, window)
    assert window.current_page == "observation"
    page.open(page.list.people.person_at(page.list.people.index(0)).id)
    assert tab.line.dots() == [] or page.person.person_id == tab.person_id, "nothing of the one before stays"


@pytest.mark.idea("A75")
def test_reliance_is_a_map_of_episodes(qtbot, window, page) -> None:
    page.open(page.list.people.person_at(page.list.people.index(1)).id)
    page.person.tabs.setCurrentIndex(2)
    at_rest(qtbot, window)
    tab = page.person.reliance
    text = visible_text(tab)
    assert "A map of episodes to talk about." in text and "Did the change add value, or redo what was right?" not in text
    assert "Hedged. Were the limits marked?" in text
    asked = []
    window.hub.observation_asked.disconnect(window.desk._on_observation_asked)
    window.hub.observation_asked.connect(asked.append)
    tab.map.titles()[0].click()
    assert len(asked) == 1
    window.hub.observation_asked.connect(window.desk._on_observation_asked)
    page.open(page.list.people.person_at(page.list.people.index(0)).id)
    at_rest(qtbot, window)
    assert tab.nothing.isVisible()


def test_the_role_profile_says_where_it_comes_from_and_keeps_versions(qtbot, window, page) -> None:
    person_id = page.list.people.person_at(page.list.people.index(1)).id
    page.open(person_id)
    page.person.tabs.setCurrentIndex(3)
    at_rest(qtbot, window)
    text = visible_text(page.person.role)
    for part in ("drafted by the authors, not validated", "Critical assessment", "by independent means",
                 "Reading a trace unaided", "On-call decisions", "Makes the work"):
        assert part in text
    assert "Earlier versions" not in text
    page.hub.act(lambda vault: agree_role_profile(vault, person_id=person_id, focus=["J2", "J3", "J8", "J9"]))
    at_rest(qtbot, window)
    text = visible_text(page.person.role)
    assert "Earlier versions" in text and "Ethics and privacy" in text and "Critical assessment" in text


def test_reviews_are_listed_in_words_and_opened(qtbot, window, page) -> None:
    asked = []
    window.hub.page_asked.disconnect(window.desk.go)
    window.hub.page_asked.connect(lambda name, argument: asked.append((name, argument)))
    page.open(page.list.people.person_at(page.list.people.index(1)).id)
    page.person.tabs.setCurrentIndex(4)
    at_rest(qtbot, window)
    assert "Draft" in visible_text(page.person.reviews)
    go = next(one for one in page.person.reviews.findChildren(QPushButton) if one.text() == "Open")
    go.click()
    assert asked[0][0] == "review" and isinstance(asked[0][1], int)
    window.hub.page_asked.connect(window.desk.go)


def test_capture_is_asked_for_the_person_shown(qtbot, window, page) -> None:
    asked = []
    window.hub.capture_asked.connect(asked.append)
    page.open(page.list.people.person_at(page.list.people.index(2)).id)
    at_rest(qtbot, window)
    page.person.header.new.click()
    assert asked == [page.person_id]


def test_nobody_yet_says_what_to_do_first(qtbot, themed_app, tmp_path) -> None:
    window = opened(qtbot, made_vault(tmp_path / "vault", lambda _vault: None))
    page = window.go("people")
    at_rest(qtbot, window)
    assert "Nobody here yet" in visible_text(page)
    assert not nameless(page)
    page.hub.act(lambda vault: add_person(vault, name="Chen Wei"))
    at_rest(qtbot, window)
    assert names(page) == ["Chen Wei"]
    assert "Nothing noted yet. Ctrl+N writes the first." in visible_text(page)
    assert page.person.header.name.text() == "Chen Wei"
    page.hub.act(lambda vault: remove_person(vault, person_id=page.person_id))
    at_rest(qtbot, window)
    assert "Nobody here yet" in visible_text(page) and page.person_id is None
    window.close()
    window.deleteLater()


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Three hundred and fifty episodes of one person, a day apart."""

    def fill(vault) -> None:
        person_id = somebody(vault, "Dalia Haddad")
        for number in range(350):
            jot(vault, person_id, text=f"Episode of day {number}.", ago=number)

    return made_vault(tmp_path_factory.mktemp("many") / "vault", fill)


class TestManyObservations:
    """Pages of a hundred, and never more than was scrolled to."""

    @pytest.fixture
    def place(self, tmp_path, many):
        shutil.copytree(many, tmp_path / "vault")
        return tmp_path / "vault"

    def test_pages_come_as_one_scrolls(self, qtbot, page) -> None:
        window = page.window()
        assert len(cards(page)) == 100
        bar = page.person.timeline.cards.verticalScrollBar()
        for expected in (200, 300, 350):
            bar.setValue(bar.maximum())
            qtbot.waitUntil(lambda wanted=expected: len(cards(page)) == wanted)
            at_rest(qtbot, window)
        assert cards(page) == [f"Episode of day {number}." for number in range(350)]
        bar.setValue(bar.maximum())
        at_rest(qtbot, window)
        assert len(cards(page)) == 350

    def test_the_place_is_kept_when_something_changes_above(self, qtbot, page) -> None:
        window, view = page.window(), page.person.timeline.cards
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
        qtbot.waitUntil(lambda: len(cards(page)) == 200)
        at_rest(qtbot, window)
        top = view.indexAt(QPoint(60, 60))
        card = view.timeline.card_at(top) or view.timeline.card_at(view.timeline.index(top.row() + 1))
        where = view.visualRect(view.timeline.index_of(card.id)).top()
        person_id = page.person_id
        page.hub.act(lambda vault: record_observation(
            vault, person_ids=[person_id], text="A newer episode.", observed_on=vault.today,
        ))  # fmt: skip
        at_rest(qtbot, window)
        assert cards(page)[0] == "A newer episode."
        assert abs(view.visualRect(view.timeline.index_of(card.id)).top() - where) <= 2
        assert len(set(cards(page))) == len(cards(page))

    def test_binning_in_the_middle_loses_nothing(self, qtbot, page) -> None:
        window = page.window()
        choose(page, "Episode of day 42.")
        press(page, "Move to bin")
        at_rest(qtbot, window)
        bar = page.person.timeline.cards.verticalScrollBar()
        for _step in range(8):
            bar.setValue(bar.maximum())
            QApplication.processEvents()
            at_rest(qtbot, window)
        assert cards(page) == [f"Episode of day {number}." for number in range(350) if number != 42]


def test_the_vault_agrees_with_what_was_shown(place) -> None:
    with reopened(place) as vault:
        amara = next(row for row in all_people(vault) if row.name == "Amara Okafor")
        page, _key = timeline_page(vault, person_id=amara.id)
        assert len(page) == 4


def test_cards_take_the_height_their_lines_need_when_the_page_gets_narrower(qtbot, window, page) -> None:
    click_row(qtbot, page.list, 1)
    at_rest(qtbot, window)
    view = page.person.timeline.cards
    delegate, option = view.itemDelegate(), QStyleOptionViewItem()

    def fits() -> bool:
        view.initViewItemOption(option)
        return all(
            view.visualRect(index).height() == delegate.sizeHint(option, index).height()
            for index in (view.timeline.index(row) for row in range(view.timeline.rowCount()))
        )

    qtbot.waitUntil(fits)
    wide = view.viewport().width()
    window.capture()
    qtbot.waitUntil(lambda: view.viewport().width() < wide)
    qtbot.waitUntil(fits)


def test_back_from_an_observation_the_keyboard_is_on_its_card(qtbot, window, page) -> None:
    click_row(qtbot, page.list, 1)
    at_rest(qtbot, window)
    page.person.focus_first()
    chosen = page.person.timeline.cards.chosen()
    QTest.keyClick(page.person.timeline.cards, Qt.Key.Key_Return)
    at_rest(qtbot, window)
    assert window.current_page == "observation"
    window.pages.currentWidget().head.back.click()
    at_rest(qtbot, window)
    assert page.person.timeline.cards.hasFocus() and page.person.timeline.cards.chosen() == chosen


def test_search_leaves_out_what_is_about_somebody_in_the_bin(qtbot, window, page) -> None:
    def lines(dialog) -> str:
        return "\n".join(dialog.found.item(row).text() for row in range(dialog.found.count()))

    dialog = SearchDialog(window.hub, window)
    qtbot.addWidget(dialog)
    dialog.show()
    for word in ("receiver", "brought"):
        dialog.field.clear()
        qtbot.keyClicks(dialog.field, word)
        qtbot.waitUntil(lambda: "before deciding" in lines(dialog))
        bruno = next(row.id for row in people_of(qtbot, window) if row.name == "Bruno Castellanos")
        window.hub.act(lambda vault, bruno=bruno: remove_person(vault, person_id=bruno))
        at_rest(qtbot, window)
        dialog.field.clear()
        qtbot.keyClicks(dialog.field, word)
        qtbot.waitUntil(lambda: "Nothing found" in dialog.hint.text())
        window.hub.undo()
        at_rest(qtbot, window)


def people_of(qtbot, window):
    found: list[object] = []
    window.hub.ask(all_people, found.append)
    at_rest(qtbot, window)
    return found[0]
