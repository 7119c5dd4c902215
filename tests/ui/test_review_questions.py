"""Questions about the evidence beside the text; the gate's ways to the exact place; the language of a text."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reviewapp import i18n
from reviewapp.actions.finding_answers import answers_of
from reviewapp.actions.observations import About, Details, change_observation, get_observation
from reviewapp.actions.people import agree_role_profile, change_person
from reviewapp.actions.queries import notes
from reviewapp.actions.review_questions import review_questions
from reviewapp.actions.reviews import cite, get_review, write_section
from reviewapp.actions.text_language import languages_of
from reviewapp.domain.answer import Answer
from reviewapp.domain.review import SectionKey
from reviewapp.ui import checking
from reviewapp.ui.dialogs.finish import FinishDialog
from reviewapp.ui.dialogs.focus import FocusDialog
from reviewapp.ui.dialogs.person import PersonDialog
from reviewapp.ui.dialogs.recall import RecallDialog
from reviewapp.ui.dialogs.stop_row import StopRow
from reviewapp.ui.widgets.hint_area import HintArea
from tests.helpers.acts import FOCUS, draft, somebody, whole
from tests.helpers.desk import at_rest, dialog_of, literal_labels, made_vault, nameless, opened, reopened, visible_text

USAGE = "She used Copilot 40 times in March."
GERMAN = "Sie hat im Mai 400 Prompts geschickt."
LONG = 20_000
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Place:
    """A vault with one review, and what its tests write into it before the window opens."""

    def __init__(self, folder):
        self.folder = folder

    def fill(self, vault) -> None:
        self.tom, self.sian = somebody(vault), somebody(vault, "Siân Evans")
        self.review = draft(vault, self.tom)
        self.cited = whole(vault, self.tom, ago=20)
        self.told = whole(vault, self.tom, text="Sent the leaflet unread.", ago=30, concern=True, told_ago=25)
        for one in (self.cited, self.told):
            cite(vault, review_id=self.review, observation_id=one)
        write_section(vault, review_id=self.review, key=SectionKey("summary"), text="It saved 5 hours. Read twice.")

    def forget_conditions(self, vault) -> None:
        """The concern as it was before anybody asked about its conditions."""
        change_observation(vault, observation_id=self.told, details=Details(multi={"conditions": ()}))


@pytest.fixture
def place(tmp_path):
    found = Place(tmp_path / "vault")
    made_vault(found.folder, found.fill)
    return found


@pytest.fixture
def shown(qtbot, themed_app, place):
    windows = []

    def show(prepare=None):
        if prepare is not None:
            with reopened(place.folder) as vault:
                prepare(vault)
        window = opened(qtbot, place.folder)
        qtbot.waitUntil(checking.is_ready, timeout=LONG)
        windows.append(window)
        page = window.go("review", place.review)
        at_rest(qtbot, window)
        return window, page

    yield show
    for window in windows:
        window.close()


def ids(page) -> list[str]:
    return [card.question.id for card in page.questions.cards]


def asked(qtbot, window, query):
    found: list[object] = []
    window.hub.ask(query, found.append)
    at_rest(qtbot, window)
    return found[0]


def finishing(qtbot, window, page) -> FinishDialog:
    page.header.buttons["finish"].click()
    dialog = dialog_of(qtbot, window, FinishDialog)
    qtbot.keyClicks(dialog.day.edit, "today")
    qtbot.waitUntil(lambda: dialog.is_ready, timeout=LONG)
    return dialog


def rows(dialog) -> list[StopRow]:
    return [row for row in dialog.findChildren(StopRow) if row.isVisible()]


class TestQuestions:
    def test_three_stand_beside_the_text_the_weightiest_first_and_each_has_a_name(self, qtbot, shown, place):
        window, page = shown(place.forget_conditions)
        assert not page.questions.cards[0].answers.buttons, "what comes before the person is not dismissed"
        open_ones = [one.id for one in asked(qtbot, window, lambda vault: review_questions(vault, review_id=place.review))]
        assert len(open_ones) > 3 and ids(page) == open_ones[:3] == ["conditions_open", "saved_time", "recency"]
        assert "What was the effect from end to end" in visible_text(page.questions)
        assert nameless(page.questions) == [] and literal_labels(page.questions)

    @pytest.mark.harm("gaming")
    def test_one_is_dismissed_with_a_tap_and_a_reason_and_stays_so_after_a_restart(self, qtbot, shown, place):
        window, page = shown(place.forget_conditions)
        card = page.questions.cards[1]
        card.answers.buttons["dismissed"].click()
        card.answers.reasons.chips[0].click()
        at_rest(qtbot, window)
        assert "saved_time" not in ids(page) and len(ids(page)) == 3
        assert page.questions.isAncestorOf(QApplication.focusWidget())
        window.close()
        window, page = shown()
        assert "saved_time" not in ids(page)
        kept = asked(
            qtbot, window,
            lambda vault: answers_of(vault, record_uid=get_review(vault, review_id=place.review).uid),
        )
        assert [one.label for one in kept["summary"]] == ["saved_time"] and kept["summary"][0].reason

    def test_rewriting_the_words_settles_the_question(self, qtbot, shown, place):
        window, page = shown()
        next(card for card in page.questions.cards if card.question.id == "saved_time").ways[0].click()
        field = page.sections._fields()[0].edit
        assert field.hasFocus() and field.textCursor().selectedText() == "saved 5 hours"
        field.set_text("")
        qtbot.keyClicks(field, "Read every page twice.")
        QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        at_rest(qtbot, window)
        qtbot.waitUntil(lambda: "saved_time" not in ids(page), timeout=LONG)

    def test_a_question_about_an_episode_leads_to_its_card(self, qtbot, shown, place):
        _window, page = shown(place.forget_conditions)
        page.questions.cards[0].ways[0].click()
        card = page.evidence.model.card_at(page.evidence.cards.currentIndex())
        assert card.id == place.told and page.evidence.cards.hasFocus()

    @pytest.mark.harm("gaming")
    def test_hints_and_questions_together_are_never_more_than_three(self, qtbot, shown, place):
        window, page = shown()
        field = page.sections._fields()[0].edit
        field.setFocus()
        field.set_text("")
        qtbot.keyClicks(field, "He is lazy. She sent 60 prompts a day.")
        qtbot.waitUntil(lambda: len(field.hints.cards) == 2 and field.hints.isVisible(), timeout=LONG)
        seen = sum(len(area.cards) for area in window.findChildren(HintArea) if area.isVisible())
        assert seen + len(page.questions.cards) <= 3
        window.capture(place.tom)
        at_rest(qtbot, window)
        text = window.capture_panel.form.text
        qtbot.keyClicks(text, "He is lazy. " + USAGE)
        qtbot.waitUntil(lambda: text.hints.isVisible() and len(text.hints.cards) == 2, timeout=LONG)
        seen = sum(len(area.cards) for area in window.findChildren(HintArea) if area.isVisible())
        assert seen + len(page.questions.cards) <= 3
        window.capture_panel.put_aside()
        qtbot.waitUntil(lambda: bool(page.questions.cards))

    @pytest.mark.idea("A42")
    def test_a_goal_that_is_a_quota_is_refused_beside_the_text_with_a_way_to_rewrite_it(self, qtbot, shown, place):
        def prepare(vault):
            write_section(vault, review_id=place.review, key=SectionKey("goals"), text="Use the assistant every day.")

        _window, page = shown(prepare)
        card = page.questions.cards[0]
        assert card.question.id == "goal_quota" and "what you would learn if it fails" in card.question.question
        assert not card.answers.buttons, "it cannot be dismissed"
        card.ways[0].click()
        assert QApplication.focusWidget().textCursor().selectedText() == "Use the assistant every day."

    def test_a_finished_review_is_asked_nothing(self, qtbot, shown, place):
        from reviewapp.actions.reviews import finish_review

        _window, page = shown(lambda vault: finish_review(vault, review_id=place.review, talked_on=vault.today))
        assert page.desk.is_finished and page.questions.isHidden()

    def test_folded_it_is_one_line(self, qtbot, shown, place):
        _window, page = shown()
        page.questions.toggle.click()
        assert "end to end" not in visible_text(page.questions)
        page.questions.toggle.click()
        assert "end to end" in visible_text(page.questions)


@pytest.mark.harm("faults-only")
def test_structured_recall_lists_both_sides_before_the_notes_are_read(qtbot, shown, place):
    def prepare(vault):
        from reviewapp.actions.reviews import uncite

        write_section(vault, review_id=place.review, key=SectionKey("summary"), text="")
        uncite(vault, review_id=place.review, observation_id=place.told)
        cite(vault, review_id=place.review, observation_id=whole(vault, place.tom, text="Rang the ward.", ago=100))

    window, page = shown(prepare)
    card = next(card for card in page.questions.cards if card.question.id == "balance")
    card.ways[0].click()
    dialog = dialog_of(qtbot, window, RecallDialog)
    assert dialog.notes.isHidden() and nameless(dialog) == []
    qtbot.keyClicks(dialog.spoke_against, "Sent it unread once.")
    dialog.read.click()
    at_rest(qtbot, window)
    text = visible_text(dialog)
    assert "cited: Rang the ward." in text and "Sent the leaflet unread." in text and "Sent it unread once." in text
    assert "cited: Sent the leaflet" not in text
    dialog.write.click()
    assert window.capture_panel.isVisible() and dialog.isVisible()
    dialog.close()
    assert not [one for one in asked(qtbot, window, notes) if "unread once" in one.behaviour]


class TestWaysOn:
    def test_words_of_a_section_are_gone_to_and_their_sentence_taken_out(self, qtbot, shown, place):
        def prepare(vault):
            write_section(
                vault, review_id=place.review, key=SectionKey("summary"), text=f"Read twice. {USAGE} Told the ward."
            )

        window, page = shown(prepare)
        dialog = finishing(qtbot, window, page)
        (row,) = rows(dialog)
        assert row.stop.sentence.startswith("Summary: “") and not dialog.act.isEnabled()
        row.there.click()
        at_rest(qtbot, window)
        field = page.sections._fields()[0].edit
        assert window.focusWidget() is field and field.textCursor().selectedText() == row.stop.span
        dialog = finishing(qtbot, window, page)
        rows(dialog)[0].removal.click()
        QApplication.processEvents()
        at_rest(qtbot, window)
        qtbot.waitUntil(lambda: dialog.is_ready and not rows(dialog) and dialog.act.isEnabled(), timeout=LONG)
        assert page.sections._fields()[0].text == "Read twice. Told the ward."
        dialog.reject()
        window.hub.undo()
        at_rest(qtbot, window)
        assert USAGE in page.sections._fields()[0].text

    @pytest.mark.parametrize("name", ["consequence", "evidence_ref", "receiver_words"])
    def test_words_of_an_episode_are_gone_to_wherever_they_are_folded(self, qtbot, shown, place, name):
        details = Details(texts={name: f"Told them. {USAGE}"}, flags={"receiver_words_permitted": True})
        window, page = shown(lambda vault: change_observation(vault, observation_id=place.cited, details=details))
        dialog = finishing(qtbot, window, page)
        (row,) = rows(dialog)
        row.there.click()
        at_rest(qtbot, window)
        qtbot.waitUntil(lambda: window.current_page == "observation")
        edit = window.pages.currentWidget().form.fields[name].edit
        qtbot.waitUntil(lambda: window.focusWidget() is edit)
        assert edit.isVisible() and edit.textCursor().selectedText() == row.stop.span

    def test_words_typed_and_not_saved_yet_are_there_when_finishing_is_asked_for(self, qtbot, shown, place):
        window, page = shown()
        field = page.sections._fields()[1].edit
        field.setFocus()
        qtbot.keyClicks(field, USAGE)
        dialog = finishing(qtbot, window, page)
        (stop,) = [row.stop for row in rows(dialog) if row.stop.finding is not None]
        assert stop.span and stop.span in USAGE and not dialog.act.isEnabled()

    def test_what_comes_in_between_the_look_and_the_press_is_refused_in_the_dialog(self, qtbot, shown, place):
        """The dialog has said that nothing stops it; by then an episode it cites was reworded elsewhere."""
        window, page = shown()
        dialog = finishing(qtbot, window, page)
        assert dialog.act.isEnabled() and rows(dialog) == []
        window.hub.ask(
            lambda vault: change_observation(
                vault, observation_id=place.cited, details=Details(texts={"consequence": USAGE})
            ),
            lambda _done: None,
        )
        at_rest(qtbot, window)
        QTest.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
        at_rest(qtbot, window)
        assert dialog.isVisible() and "40 times in March" in visible_text(dialog)
        dialog.reject()
        window.close()
        with reopened(place.folder) as vault:
            assert get_review(vault, review_id=place.review).state == "draft"

    def test_the_list_scrolls_no_further_than_its_words(self, qtbot, shown, place):
        i18n.use_language("xx-long")
        words = "It saved 5 hours a week. She sent 40 prompts in May."
        window, page = shown(lambda vault: write_section(vault, review_id=place.review, key=SectionKey("summary"), text=words))
        scroll = finishing(qtbot, window, page)._scroll
        room = scroll.viewport()
        QApplication.processEvents()
        assert scroll.widget().height() <= max(room.height(), scroll.widget().heightForWidth(room.width()))

    def test_an_episode_is_taken_out_of_the_review(self, qtbot, shown, place):
        window, page = shown(
            lambda vault: change_observation(
                vault, observation_id=place.cited, details=Details(texts={"consequence": USAGE})
            )
        )
        dialog = finishing(qtbot, window, page)
        rows(dialog)[0].removal.click()
        QApplication.processEvents()
        at_rest(qtbot, window)
        qtbot.waitUntil(lambda: dialog.is_ready and not rows(dialog), timeout=LONG)
        assert asked(qtbot, window, lambda vault: get_review(vault, review_id=place.review)).cites == (place.told,)
        dialog.reject()

    def test_a_citation_that_may_not_stand_leads_to_its_card(self, qtbot, shown, place):
        def prepare(vault):
            told = vault.today - timedelta(days=3)
            change_observation(
                vault, observation_id=place.told,
                about={place.tom: About(concern=True, told_on=told, told_how="conversation", told_confirmed=True)},
            )

        window, page = shown(prepare)
        page.evidence.search.setText("nothing like it")
        dialog = finishing(qtbot, window, page)
        row = next(row for row in rows(dialog) if row.stop.observation_id == place.told)
        assert row.there.text() == "Go to the card" and row.answers is None
        row.there.click()
        at_rest(qtbot, window)
        assert page.evidence.model.card_at(page.evidence.cards.currentIndex()).id == place.told
        assert window.focusWidget() is page.evidence.cards and "Sent the leaflet" in page.evidence.refusal.sentence.text()

    def test_a_fact_of_the_role_leads_to_where_it_is_kept(self, qtbot, shown, place):
        def prepare(vault):
            change_person(vault, person_id=place.tom, role=f"Clerk. {USAGE}")
            agree_role_profile(
                vault, person_id=place.tom, focus=FOCUS, foundational_skills=(USAGE,),
                agreed_on=vault.today - timedelta(days=240),
            )

        window, page = shown(prepare)
        for field, kind in (("person_role", PersonDialog), ("agreed_skills", FocusDialog)):
            dialog = finishing(qtbot, window, page)
            row = next(row for row in rows(dialog) if row.stop.field == field)
            assert row.removal.isHidden() and row.answers is not None
            row.there.click()
            form = dialog_of(qtbot, window, kind)
            if kind is PersonDialog:
                qtbot.waitUntil(lambda form=form: form._hints[1].label.isVisible(), timeout=LONG)
                assert "40 times in March" in form._hints[1].label.text()
            else:
                form.skills.setFocus()
                qtbot.waitUntil(lambda form=form: form.skills.hints.isVisible(), timeout=LONG)
                assert "Only a hint here" in visible_text(form)
            form.touched = False
            form.reject()
            at_rest(qtbot, window)


class TestCapture:
    def test_a_german_text_gets_its_language_and_another_one_can_be_said(self, qtbot, shown, place):
        window, _page = shown()
        window.capture(place.tom)
        at_rest(qtbot, window)
        text = window.capture_panel.form.text
        qtbot.keyClicks(text, GERMAN)
        qtbot.waitUntil(lambda: text.hints.isVisible() and text.hints.language is not None, timeout=LONG)
        line = text.hints.language
        assert line.button.text() == "Read as German" and [card.finding.span for card in text.hints.cards]
        line.fill(line.menu)
        assert [action.text() for action in line.menu.actions()] == [
            "Recognise it (German)", "English", "German", "French", "Spanish"
        ]
        with qtbot.waitSignal(text.checked, timeout=LONG):
            line.menu.actions()[3].trigger()
        assert line.button.text() == "Read as French, as you said"
        assert text.hints.cards, "no language is a way round a usage metric"
        assert text.context_menu().actions()[-1].menu() is not None
        window.capture_panel.save()
        at_rest(qtbot, window)
        made = next(one for one in asked(qtbot, window, notes) if one.behaviour == GERMAN)
        assert asked(qtbot, window, lambda vault: languages_of(vault, record_uid=made.uid)) == {"behaviour": "fr"}
        page = window.go("observation", made.id)
        at_rest(qtbot, window)
        edit = page.form.fields["behaviour"].edit
        assert edit.language == "fr"
        edit.setFocus()
        qtbot.waitUntil(lambda: edit.hints.isVisible() and edit.hints.language is not None, timeout=LONG)
        edit.hints.language_chosen.emit("")
        at_rest(qtbot, window)
        assert asked(qtbot, window, lambda vault: languages_of(vault, record_uid=made.uid)) == {}

    def test_text_in_the_language_of_the_screen_says_nothing_about_it(self, qtbot, shown, place):
        window, _page = shown()
        window.capture(place.tom)
        at_rest(qtbot, window)
        text = window.capture_panel.form.text
        with qtbot.waitSignal(text.checked, timeout=LONG):
            qtbot.keyClicks(text, "She checked the source and told the ward.")
        assert not text.hints.isVisible()

    def test_an_answer_the_vault_refuses_is_said_and_the_words_are_saved(self, qtbot, shown, place):
        window, _page = shown()
        window.capture(place.tom)
        at_rest(qtbot, window)
        panel = window.capture_panel
        qtbot.keyClicks(panel.form.text, USAGE)
        qtbot.waitUntil(lambda: panel.form.text.hints.isVisible(), timeout=LONG)
        card = panel.form.text.hints.cards[0]
        card.answers.buttons["quoted"].click()
        card.answers.reasons.other.click()
        card.answers.reasons.line.setText("x" * 501)
        card.answers.reasons.give.click()
        QApplication.processEvents()
        panel.save()
        at_rest(qtbot, window)
        assert "not the answer to a hint" in panel.banner.sentence.text() and panel.banner.isVisible()
        assert "too long" in panel.banner.sentence.text()
        made = next(one for one in asked(qtbot, window, notes) if one.behaviour == USAGE)
        assert asked(qtbot, window, lambda vault: answers_of(vault, record_uid=made.uid)) == {}
        panel.banner.ways[0].click()
        QApplication.processEvents()
        at_rest(qtbot, window)
        assert window.current_page == "observation" and window.pages.currentWidget().observation_id == made.id


def test_the_reason_for_withdrawing_is_hinted_at(qtbot, shown, place):
    window, _page = shown()
    page = window.go("observation", place.cited)
    at_rest(qtbot, window)
    page.acts.withdraw.click()
    qtbot.keyClicks(page.acts.reason, USAGE)
    qtbot.waitUntil(lambda: page.acts.reason.hints.isVisible(), timeout=LONG)
    assert "the person can read this" in visible_text(page.acts.reason.hints)
    page.acts.withdraw_now.click()
    at_rest(qtbot, window)
    found = asked(qtbot, window, lambda vault: get_observation(vault, observation_id=place.cited))
    assert found.withdrawn and found.texts["withdrawn_reason"] == USAGE


def test_answers_of_a_language_said_in_a_section_are_kept_with_the_review(qtbot, shown, place):
    window, page = shown()
    field = page.sections._fields()[0]
    field.edit.setFocus()
    field.edit.set_text("")
    qtbot.keyClicks(field.edit, GERMAN)
    qtbot.waitUntil(lambda: field.edit.hints.language is not None and field.edit.hints.isVisible(), timeout=LONG)
    field.edit.hints.language_chosen.emit("de")
    at_rest(qtbot, window)
    card = field.edit.hints.cards[0]
    card.answers.buttons["domain_term"].click()
    card.answers.reasons.chips[0].click()
    QApplication.processEvents()
    at_rest(qtbot, window)
    uid = asked(qtbot, window, lambda vault: get_review(vault, review_id=place.review)).uid
    assert asked(qtbot, window, lambda vault: languages_of(vault, record_uid=uid)) == {"summary": "de"}
    (given,) = asked(qtbot, window, lambda vault: answers_of(vault, record_uid=uid))["summary"]
    assert given == Answer("usage_metric", "400 Prompts", "domain_term", "A word of this trade")
