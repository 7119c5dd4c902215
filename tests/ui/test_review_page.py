"""The review page in the real window on a real vault: cite, write, lose the power, finish."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPlainTextEdit, QWidget

from reviewapp.actions.journaling import keep_draft, kept_drafts
from reviewapp.actions.observations import tell
from reviewapp.actions.people import add_person
from reviewapp.actions.review_views import all_reviews, draft_name, review_desk
from reviewapp.actions.reviews import cite, finish_review, get_review, write_section
from reviewapp.actions.vaults import begin_vault, unlock_vault
from reviewapp.domain.review import SectionKey
from reviewapp.settings import Settings
from reviewapp.ui import theme
from reviewapp.ui.dialogs.begin_review import BeginReviewDialog
from reviewapp.ui.dialogs.finish import ActDialog, FinishDialog
from reviewapp.ui.main_window import MainWindow
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import draft, dump, jot, somebody, whole

HOSTILE = '<img src="file:///etc/passwd"> <b>bold</b> & {name} \u202e'
CTRL = Qt.KeyboardModifier.ControlModifier


class Place:
    """A closed vault with one person, some observations and one draft."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        vault, _code = begin_vault(folder=folder, name="Ruth Ansell", passphrase=PASSPHRASE, kdf=FAST_KDF)
        self.person_id = somebody(vault)
        self.good = whole(vault, self.person_id, text="Checked the table against the source.", ago=20)
        self.unshared = whole(vault, self.person_id, text="Sent the draft on unread.", ago=30, concern=True)
        self.told = whole(
            vault, self.person_id, text="Kept a doubt to himself.", ago=60, concern=True, told_ago=50, competencies=("J4",)
        )
        self.jot = jot(vault, self.person_id, text="Said something about the index.", ago=10)
        self.review_id = draft(vault, self.person_id)
        vault.close()

    @contextmanager
    def vault(self):
        opened = unlock_vault(folder=self.folder, passphrase=PASSPHRASE)
        try:
            yield opened
        finally:
            opened.close()


@pytest.fixture
def place(tmp_path) -> Place:
    return Place(tmp_path / "vault")


@pytest.fixture
def opened(qtbot, themed_app, place):
    """Opens windows on the vault, and closes those a test left open."""
    windows = []

    def open_window() -> MainWindow:
        made = MainWindow(settings=Settings(lock_minutes=0), folder=place.folder, passphrase=PASSPHRASE)
        windows.append(made)
        made.show()
        qtbot.waitUntil(lambda: made.is_unlocked and made.worker.is_idle, timeout=20_000)
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    yield open_window
    for window in windows:
        window.close()
        # Gone before the look is put back, which would dress every widget of it once more.
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(opened) -> MainWindow:
    return opened()


def settled(qtbot, window) -> None:
    qtbot.waitUntil(lambda: window.worker.is_idle, timeout=20_000)


def review_of(qtbot, window, place):
    page = window.go("review", place.review_id)
    settled(qtbot, window)
    return page


def select(page, observation_id: int) -> None:
    page.evidence.cards.setCurrentIndex(page.evidence.model.index_of(observation_id))


def press_enter(qtbot, window, page) -> None:
    QTest.keyClick(page.evidence.cards, Qt.Key.Key_Return)
    settled(qtbot, window)


def edit_called(page, name: str) -> QPlainTextEdit:
    return next(edit for edit in page.findChildren(QPlainTextEdit) if edit.accessibleName() == name)


def dialog_of(page, kind):
    return next(one for one in page.findChildren(kind) if one.isVisible())


def shown_text(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


@pytest.mark.idea("A1")
def test_the_first_thing_a_review_asks_is_what_the_work_was_for(qtbot, window, place) -> None:
    page = review_of(qtbot, window, place)
    assert "What the work was for" in shown_text(page)


def test_enter_cites_the_selected_card_and_undo_takes_it_back(qtbot, window, place) -> None:
    page = review_of(qtbot, window, place)
    select(page, place.good)
    press_enter(qtbot, window, page)
    assert page.evidence.model.is_cited(place.good)
    index = page.evidence.model.index_of(place.good)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Cited. ")
    following = page.evidence.model.card_at(page.evidence.cards.currentIndex())
    assert following.id == place.unshared, "the keyboard goes on to the next card"
    assert window.toast.isVisible() and window.toast.sentence.text() == "Cited"
    window.hub.undo()
    settled(qtbot, window)
    assert not page.evidence.model.is_cited(place.good)
    select(page, place.good)
    press_enter(qtbot, window, page)
    select(page, place.good)
    press_enter(qtbot, window, page)
    assert not page.evidence.model.is_cited(place.good), "Enter on a cited card takes it out"
    assert page.evidence.model.card_at(page.evidence.cards.currentIndex()).id == place.good
    window.close()
    with place.vault() as vault:
        assert get_review(vault, review_id=place.review_id).cites == ()


def test_the_evidence_by_day_tells_cited_apart_and_leads_to_the_card(qtbot, window, place) -> None:
    page = review_of(qtbot, window, place)
    select(page, place.good)
    press_enter(qtbot, window, page)
    qtbot.mouseClick(page.evidence.by_day, Qt.MouseButton.LeftButton)
    line = page.evidence.line
    assert line.isVisible() and not page.evidence.cards.isVisible() and not page.evidence.cite.isVisible()
    filled = {one for dot in line.dots() if dot.filled for one in dot.mark.observation_ids}
    hollow = {one for dot in line.dots() if not dot.filled for one in dot.mark.observation_ids}
    assert filled == {place.good} and hollow == {place.unshared, place.told, place.jot}
    told = next(dot for dot in line.dots() if dot.mark.observation_ids == (place.told,))
    qtbot.mouseClick(told, Qt.MouseButton.LeftButton)
    assert page.evidence.cards.isVisible() and not page.evidence.by_day.isChecked()
    assert page.evidence.model.card_at(page.evidence.cards.currentIndex()).id == place.told
    assert page.evidence.cite.isVisible() and page.evidence.search.isVisible()
    window.hub.undo()
    settled(qtbot, window)
    qtbot.mouseClick(page.evidence.by_day, Qt.MouseButton.LeftButton)
    assert line.dots() and not any(dot.filled for dot in line.dots()), "taken out again, it is hollow"


@pytest.mark.parametrize(
    ("which", "sentence"),
    [("unshared", "was not shared with Tom Hesketh"), ("jot", "A jot is private")],
)
def test_a_refusal_is_a_sentence_beside_the_cards_and_nothing_is_cited(qtbot, window, place, which, sentence) -> None:
    page = review_of(qtbot, window, place)
    refused = getattr(place, which)
    select(page, refused)
    press_enter(qtbot, window, page)
    assert page.evidence.refusal.isVisible()
    assert sentence in page.evidence.refusal.sentence.text() and page.evidence.refusal.next_step.text()
    assert QApplication.activeModalWidget() is None, "never a box"
    assert not page.evidence.model.is_cited(refused)
    asked: list[int] = []
    page.evidence.observation_asked.connect(asked.append)
    page.evidence.observation_asked.disconnect(window.hub.observation_asked)
    page.evidence.refusal.link.click()
    assert asked == [refused]
    select(page, place.good)
    assert not page.evidence.refusal.isVisible(), "it goes when one moves on"


def test_cited_episodes_stand_in_their_block_and_can_be_taken_out_there(qtbot, window, place) -> None:
    page = review_of(qtbot, window, place)
    blocks = {block.title: block for block in page.sections.blocks}
    block = blocks["Critical assessment"]
    assert block.nothing_seen.text() == "Not enough seen" and not block.nothing_seen.isHidden()
    select(page, place.good)
    press_enter(qtbot, window, page)
    assert "Checked the table" in shown_text(block) and block.nothing_seen.isHidden()
    block.episodes.buttons()[0].click()
    settled(qtbot, window)
    assert not page.evidence.model.is_cited(place.good) and not block.nothing_seen.isHidden()
    edit = edit_called(page, "Strength — Critical assessment")
    qtbot.keyClicks(edit, "x")
    assert block.nothing_seen.isHidden(), "something is written"


def test_search_and_competencies_filter_the_cards(qtbot, window, place) -> None:
    page = review_of(qtbot, window, place)
    model = page.evidence.model
    ids = (place.good, place.unshared, place.told, place.jot)

    def shown() -> set[int]:
        return {one for one in ids if model.index_of(one).isValid()}

    assert shown() == set(ids)
    qtbot.keyClicks(page.evidence.search, "TABLE source")
    qtbot.waitUntil(lambda: shown() == {place.good})
    page.evidence.search.clear()
    assert shown() == set(ids)
    page.evidence.filter.click()
    page.evidence.competencies.chip("J4").click()
    assert shown() == {place.told}
    page.evidence.filter.click()
    assert shown() == set(ids), "a hidden filter hides nothing"
    qtbot.keyClicks(page.evidence.search, "no such word")
    qtbot.waitUntil(page.evidence.empty.isVisible)
    assert not page.evidence.cite.isEnabled()


def test_what_is_typed_is_saved_when_the_field_is_left_and_is_there_after_reopening(qtbot, opened, place) -> None:
    window = opened()
    page = review_of(qtbot, window, place)
    summary = edit_called(page, "Summary")
    page.sections.set_cursor("summary")
    qtbot.keyClicks(summary, "He reads before he trusts.")
    assert page.sections.state.text() == "Not saved yet"
    summary.clearFocus()
    page.sections.writer.save("summary")
    qtbot.waitUntil(lambda: page.sections.state.text() == "Saved")
    goals = edit_called(page, "Goals")
    qtbot.keyClicks(goals, "Write the check down.")
    window.close()
    again = review_of(qtbot, opened(), place)
    assert edit_called(again, "Summary").toPlainText() == "He reads before he trusts."
    assert edit_called(again, "Goals").toPlainText() == "Write the check down.", "closing saves what was being typed"
    assert not any(block.fields[0].offered for block in again.sections.blocks if block.fields)


@pytest.mark.parametrize("way", ["other page", "Ctrl+Enter", "rest", "lock"])
def test_every_way_out_of_a_field_saves(qtbot, window, place, way) -> None:
    page = review_of(qtbot, window, place)
    page.sections.set_cursor("summary")
    qtbot.keyClicks(edit_called(page, "Summary"), "Typed.")
    if way == "other page":
        window.go("home")
    elif way == "Ctrl+Enter":
        qtbot.keyClick(edit_called(page, "Summary"), Qt.Key.Key_Return, CTRL)
    elif way == "rest":
        page.sections.writer._rest.setInterval(1)
        page.sections.writer._rest.start()
        qtbot.waitUntil(lambda: page.sections.state.text() == "Saved")
    else:
        window.lock()
    settled(qtbot, window)
    window.close()
    with place.vault() as vault:
        assert review_desk(vault, review_id=place.review_id).texts == {"summary": "Typed."}
        assert kept_drafts(vault) == {}


def test_typing_reaches_the_journal_and_words_of_a_crash_are_offered_back(qtbot, opened, place) -> None:
    window = opened()
    page = review_of(qtbot, window, place)
    editor = draft_name(place.review_id, "strength/J5")
    qtbot.keyClicks(edit_called(page, "Strength — Critical assessment"), "He compared")
    kept: list[dict] = []

    def look() -> bool:
        window.hub.ask(kept_drafts, kept.append)
        settled(qtbot, window)
        return editor in kept[-1]

    qtbot.waitUntil(look, timeout=5000)
    assert kept[-1][editor][0]["text"] == "He compared"
    # The files as they lie there now are what a kill would leave behind.
    left = place.folder.with_name("after the kill")
    shutil.copytree(place.folder, left)
    window.close()
    place.folder = left
    window = opened()
    page = review_of(qtbot, window, place)
    field = next(one for one in page.sections._fields() if one.key.field_name == "strength/J5")
    assert field.offer.isVisible() and "He compared" in field.offer.sentence.text()
    assert field.text == "", "nothing is put back unasked"
    field.offer.action.click()
    settled(qtbot, window)
    assert field.text == "He compared" and not field.offer.isVisible()
    window.close()
    with place.vault() as vault:
        assert review_desk(vault, review_id=place.review_id).text(SectionKey("strength", "J5")) == "He compared"
        assert kept_drafts(vault) == {}


def test_typing_beside_an_offer_loses_neither(qtbot, opened, place) -> None:
    with place.vault() as vault:
        keep_draft(vault, editor=draft_name(place.review_id, "summary"), body={"text": "Old words."})
    window = opened()
    page = review_of(qtbot, window, place)
    qtbot.keyClicks(edit_called(page, "Summary"), "New words.")
    page.sections.writer.save_all()
    settled(qtbot, window)
    window.close()
    with place.vault() as vault:
        desk = review_desk(vault, review_id=place.review_id)
        assert desk.texts == {"summary": "New words."} and desk.kept == {"summary": "Old words."}
        keep_draft(
            vault, editor=draft_name(place.review_id, "summary"), body={"text": "Newer.", "earlier": "Old words."}
        )
        assert review_desk(vault, review_id=place.review_id).kept == {"summary": "Old words.\n\nNewer."}
        keep_draft(vault, editor=draft_name(place.review_id, "concern/J8"), body={"text": "Outside the focus."})
        blocks = review_desk(vault, review_id=place.review_id).blocks
        assert [block.id for block in blocks] == ["J1", "J4", "J5", "J6", "J8"], "a place to offer them"


def test_nothing_is_saved_by_looking(qtbot, opened, place) -> None:
    with place.vault() as vault:
        write_section(vault, review_id=place.review_id, key=SectionKey("summary"), text="One.\n\n  Two.  ")
        before = dump(vault)
    window = opened()
    page = review_of(qtbot, window, place)
    for _step in range(12):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_PageDown, CTRL)
        settled(qtbot, window)
    window.go("home")
    window.go("review", None)
    settled(qtbot, window)
    window.close()
    with place.vault() as vault:
        assert dump(vault) == before


def test_a_change_elsewhere_does_not_touch_words_being_typed(qtbot, window, place) -> None:
    page = review_of(qtbot, window, place)
    summary = edit_called(page, "Summary")
    qtbot.keyClicks(summary, "Half a sent")
    window.hub.act(lambda vault: cite(vault, review_id=place.review_id, observation_id=place.good))
    settled(qtbot, window)
    assert summary.toPlainText() == "Half a sent" and summary is edit_called(page, "Summary")
    assert page.evidence.model.is_cited(place.good)


def test_an_undo_of_a_saved_text_is_shown(qtbot, window, place) -> None:
    page = review_of(qtbot, window, place)
    qtbot.keyClicks(edit_called(page, "Summary"), "First.")
    page.sections.writer.save_all()
    settled(qtbot, window)
    window.hub.undo()
    settled(qtbot, window)
    assert edit_called(page, "Summary").toPlainText() == ""
    assert not page.sections.writer.is_busy, "what was undone is not written again"


def test_the_keyboard_goes_from_pane_to_pane_and_from_section_to_section(qtbot, window, place) -> None:
    page = review_of(qtbot, window, place)
    page.evidence.set_cursor()
    assert page.evidence.cards.hasFocus()
    qtbot.keyClick(page.evidence.cards, Qt.Key.Key_F6)
    assert edit_called(page, "Summary").hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, CTRL)
    assert QApplication.focusWidget().accessibleName() == "Strength — Choosing the work"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, CTRL)
    assert edit_called(page, "Summary").hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert page.evidence.cards.hasFocus()
    page.sections.jump.setCurrentIndex(page.sections.jump.findText("Goals"))
    page.sections.jump.activated.emit(page.sections.jump.currentIndex())
    assert edit_called(page, "Goals").hasFocus()


def test_finish_from_the_keyboard_alone(qtbot, window, place) -> None:
    """Seal, record the day it was shared, see what stops it, mend it, finish."""
    page = review_of(qtbot, window, place)
    edit = edit_called(page, "Concern — Critical assessment")
    edit.setFocus()
    qtbot.keyClicks(edit, "He sends drafts on.")
    qtbot.keyClick(page.header.buttons["seal"], Qt.Key.Key_Space)
    settled(qtbot, window)
    assert page.header.state.text() == "Sealed"
    qtbot.keyClick(page.header.buttons["share"], Qt.Key.Key_Space)
    share = dialog_of(page, ActDialog)
    qtbot.keyClicks(share.day.edit, "yesterday")
    qtbot.keyClick(share.day.edit, Qt.Key.Key_Return)
    settled(qtbot, window)
    assert page.header.state.text().startswith("Shared on ")

    qtbot.keyClick(page.header.buttons["finish"], Qt.Key.Key_Space)
    finish = dialog_of(page, FinishDialog)
    qtbot.waitUntil(lambda: finish.is_ready)
    assert "Critical assessment: this judgment rests on no episode." in shown_text(finish)
    qtbot.keyClicks(finish.day.edit, "today")
    qtbot.waitUntil(lambda: finish.is_ready)
    assert not finish.act.isEnabled() and not finish.talked_today.isEnabled()
    link = next(one for one in finish.findChildren(type(finish.act)) if one.accessibleName().startswith("Go there"))
    qtbot.keyClick(link, Qt.Key.Key_Space)
    settled(qtbot, window)
    assert page.sections._last is not None and page.sections._last.key.field_name == "concern/J5"

    select(page, place.good)
    press_enter(qtbot, window, page)
    qtbot.keyClick(page.header.buttons["finish"], Qt.Key.Key_Space)
    finish = dialog_of(page, FinishDialog)
    qtbot.keyClicks(finish.day.edit, "today")
    qtbot.waitUntil(lambda: finish.is_ready)
    assert "Nothing stops it." in shown_text(finish) and finish.act.isEnabled()
    qtbot.keyClick(finish.day.edit, Qt.Key.Key_Return)
    settled(qtbot, window)
    assert page.desk.is_finished and page.header.state.text() == "Finished"
    assert "First version, after the conversation on" in page.header.facts.text()


def test_finishing_a_review_nobody_wrote_in_says_so_first(qtbot, window, place) -> None:
    page = review_of(qtbot, window, place)
    qtbot.keyClick(page.header.buttons["finish"], Qt.Key.Key_Space)
    finish = dialog_of(page, FinishDialog)
    qtbot.waitUntil(lambda: finish.is_ready)
    assert "Nothing is written and no episode is cited." in shown_text(finish)


def test_a_finished_review_is_read_only_and_offers_the_next(qtbot, opened, place) -> None:
    with place.vault() as vault:
        cite(vault, review_id=place.review_id, observation_id=place.good)
        write_section(vault, review_id=place.review_id, key=SectionKey("strength", "J5"), text="He compares.")
        finish_review(vault, review_id=place.review_id, talked_on=vault.today)
    window = opened()
    page = review_of(qtbot, window, place)
    assert all(field.edit.isReadOnly() for field in page.sections._fields())
    edit = edit_called(page, "Strength — Critical assessment")
    qtbot.keyClicks(edit, "more")
    assert edit.toPlainText() == "He compares."
    for name in ("seal", "share", "finish"):
        assert not page.header.buttons[name].isVisible()
    select(page, place.told)
    press_enter(qtbot, window, page)
    assert "finished version is never rewritten" in page.evidence.refusal.sentence.text()
    assert not [button for block in page.sections.blocks for button in block.findChildren(QWidget)
                if button.accessibleName().startswith("Take out of the review")]
    qtbot.keyClick(page.header.buttons["again"], Qt.Key.Key_Space)
    settled(qtbot, window)
    begin = dialog_of(page, BeginReviewDialog)
    assert begin.person.currentText() == "Tom Hesketh"
    begin.act.click()
    settled(qtbot, window)
    assert page.review_id != place.review_id and page.header.state.text() == "Draft"
    assert page.person_id == place.person_id


def test_the_list_names_people_and_states_and_opens_with_enter(qtbot, window, place) -> None:
    page = window.go("review", None)
    settled(qtbot, window)
    index = page.list.rows.currentIndex()
    sentence = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert sentence.startswith("Tom Hesketh, ") and sentence.endswith(", Draft")
    QTest.keyClick(page.list.rows, Qt.Key.Key_Return)
    settled(qtbot, window)
    assert page.review_id == place.review_id and page.header.name.text() == "Tom Hesketh"
    page.header.back.click()
    settled(qtbot, window)
    assert page.list.isVisible() and page.person_id is None


def test_reviews_are_listed_by_period_then_name(place) -> None:
    with place.vault() as vault:
        ada = somebody(vault, "Ada Quist")
        draft(vault, ada)
        older = somebody(vault, "Ben Older")
        draft(vault, older, first=vault.today.replace(year=vault.today.year - 1, day=1),
              last=vault.today.replace(year=vault.today.year - 1, day=20))
        assert [row.person for row in all_reviews(vault)] == ["Ada Quist", "Tom Hesketh", "Ben Older"]


def test_an_empty_list_says_what_to_do_first(qtbot, themed_app, tmp_path) -> None:
    vault, _code = begin_vault(folder=tmp_path / "v", name="Ruth", passphrase=PASSPHRASE, kdf=FAST_KDF)
    vault.close()
    window = MainWindow(settings=Settings(lock_minutes=0), folder=tmp_path / "v", passphrase=PASSPHRASE)
    window.show()
    qtbot.waitUntil(lambda: window.is_unlocked and window.worker.is_idle, timeout=20_000)
    page = window.go("review", None)
    settled(qtbot, window)
    assert "Add the people you review first" in page.list.empty.sentence.text()
    assert page.list.empty.action.text() == "Go to People"
    window.hub.act(lambda vault: add_person(vault, name="Tom Hesketh"))
    settled(qtbot, window)
    assert page.list.empty.action.text() == "Begin review"
    page.list.empty.action.click()
    settled(qtbot, window)
    begin = dialog_of(page, BeginReviewDialog)
    begin.first.set_date(None)
    begin.act.click()
    assert "first and a last day" in begin.problem.text()
    begin.reject()
    window.close()


def test_people_s_words_are_shown_as_typed(qtbot, opened, place) -> None:
    with place.vault() as vault:
        odd = whole(vault, place.person_id, text=HOSTILE, ago=5)
        cite(vault, review_id=place.review_id, observation_id=odd)
        write_section(vault, review_id=place.review_id, key=SectionKey("summary"), text=HOSTILE)
        keep_draft(vault, editor=draft_name(place.review_id, "goals"), body={"text": HOSTILE + " kept"})
    window = opened()
    page = review_of(qtbot, window, place)
    assert edit_called(page, "Summary").toPlainText() == HOSTILE
    holding = [label for label in page.findChildren(QLabel) if "<img" in label.text()]
    assert len(holding) >= 2, "the cited row and the offer"
    for label in holding:
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert not label.toolTip().startswith("<img")


def test_every_control_that_takes_the_keyboard_has_a_name(qtbot, opened, place) -> None:
    with place.vault() as vault:
        cite(vault, review_id=place.review_id, observation_id=place.good)
        keep_draft(vault, editor=draft_name(place.review_id, "goals"), body={"text": "kept"})
        tell(vault, observation_id=place.unshared, told_on=vault.today)
    window = opened()
    page = review_of(qtbot, window, place)
    select(page, place.unshared)
    press_enter(qtbot, window, page)
    page.evidence.filter.click()
    page._on_act_asked("finish")
    settled(qtbot, window)
    shown = [page, *[dialog for dialog in page.findChildren(QDialog) if dialog.isVisible()]]
    nameless = [
        widget
        for part in shown
        for widget in part.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
    ]
    assert not nameless
    names = {widget.accessibleName() for widget in page.findChildren(QWidget)}
    assert {"Export PDF", "Preview", "Search", "Go to section", "Strength — Critical assessment"} <= names


def test_tab_goes_through_a_block_in_the_order_of_reading(qtbot, opened, place) -> None:
    with place.vault() as vault:
        cite(vault, review_id=place.review_id, observation_id=place.good)
    window = opened()
    page = review_of(qtbot, window, place)
    select(page, place.told)
    press_enter(qtbot, window, page)
    page.sections.set_cursor("next_step/J1")
    seen = []
    for _step in range(6):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget().accessibleName())
    assert seen[0].startswith("Take out of the review: Kept a doubt")
    assert seen[1:4] == ["Strength — Discernment", "Concern — Discernment", "Next step — Discernment"]
    assert seen[4].startswith("Take out of the review: Checked the table")


def test_a_review_thrown_away_by_undo_leads_back_to_the_list(qtbot, window, place) -> None:
    page = window.go("review", None)
    settled(qtbot, window)
    page._begin_review(None)
    settled(qtbot, window)
    dialog_of(page, BeginReviewDialog).act.click()
    settled(qtbot, window)
    assert page.review_id not in {None, place.review_id}
    window.hub.undo()
    settled(qtbot, window)
    assert page.review_id is None and page.list.isVisible()


def test_the_page_paints_in_dark_and_from_right_to_left(qtbot, rtl_app, opened, place) -> None:
    with place.vault() as vault:
        cite(vault, review_id=place.review_id, observation_id=place.good)
    window = opened()
    page = review_of(qtbot, window, place)
    page.questions.toggle.click()
    qtbot.waitUntil(lambda: page.questions.height() < 60)
    page.evidence.cards.scrollTo(page.evidence.model.index_of(place.good))
    card = page.evidence.cards.visualRect(page.evidence.model.index_of(place.good))
    right = page.evidence.cards.viewport().grab(card).toImage()
    accent = QColor(theme.current().accent)
    at_the_rail = [right.pixelColor(x, y) for x in range(card.width() - 34, card.width()) for y in range(0, 40, 2)]
    assert accent in at_the_rail, "the mark stands on the rail, which lies on the right"
    theme.apply(rtl_app, theme.Theme.DARK)
    dark = page.evidence.cards.viewport().grab(card).toImage()
    assert dark != right
