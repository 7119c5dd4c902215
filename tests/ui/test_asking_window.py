"""Asking, answering and looking at both sides, in real windows on two real vaults."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog

from reviewapp.actions.answering import answer_desk, begin_self_assessment, write_self_assessment
from reviewapp.actions.asking import requests_of
from reviewapp.actions.blind import reveal, side_by_side
from reviewapp.actions.cards import make_card
from reviewapp.actions.handing_back import hand_back
from reviewapp.actions.journaling import kept_drafts
from reviewapp.actions.packets import open_packet, packet_file
from reviewapp.actions.reviews import finish_review, problems, seal_review, write_section
from reviewapp.actions.vaults import begin_vault
from reviewapp.domain.review import SectionKey
from reviewapp.ui import checking
from reviewapp.ui.dialogs.answer_for import AnswerForDialog
from reviewapp.ui.dialogs.ask import AskDialog
from reviewapp.ui.dialogs.begin_answer import BeginAnswerDialog
from reviewapp.ui.dialogs.hand_back import HandBackDialog
from reviewapp.ui.dialogs.made_file import MadeFileDialog
from reviewapp.ui.dialogs.own_episode import ChooseEpisodesDialog, OwnEpisodeDialog
from reviewapp.ui.dialogs.record_answer import RecordAnswerDialog
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import draft
from tests.helpers.desk import (
    LONG,
    at_rest,
    dialog_of,
    literal_labels,
    made_vault,
    nameless,
    opened,
    reopened,
    says_a_number_of_observations,
    visible_text,
)
from tests.helpers.exchange import agreed_person, answered, request

HOSTILE = '<img src="file:///etc/passwd"> <b>bold</b> & {name} \u202e'
MAIL = Path(__file__).parents[1] / "fixtures" / "answers" / "TomH self assessment FINAL v2.txt"


@pytest.fixture(autouse=True)
def no_place_is_chosen(monkeypatch):
    """Whoever hands back is asked for the place at once; here nobody answers, and the file is saved by its dialog."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: ("", ""))


@pytest.fixture
def ruth(tmp_path) -> Path:
    """Ruth's vault: Tom with a focus, and a draft of his review with words in it."""

    def fill(vault) -> None:
        person_id = agreed_person(vault)
        review_id = draft(vault, person_id)
        write_section(vault, review_id=review_id, key=SectionKey("strength", "J4"), text="Compares with the source.")

    return made_vault(tmp_path / "ruth", fill)


@pytest.fixture
def tom(tmp_path) -> Path:
    """Tom's vault, empty."""
    vault, _code = begin_vault(folder=tmp_path / "tom", name="Tom Hesketh", passphrase=PASSPHRASE, kdf=FAST_KDF)
    vault.close()
    return tmp_path / "tom"


@pytest.fixture
def asked(ruth, tom) -> Path:
    """Tom's vault with Ruth's request in it."""
    with reopened(ruth) as vault:
        data = request(vault, 2, message=f"Take your time. {HOSTILE}")
    with reopened(tom) as vault:
        open_packet(vault, data=data)
    return tom


def came(ruth, tom, **texts) -> None:
    """Tom answered, and Ruth took it in; her draft is still open."""
    with reopened(ruth) as vault:
        data = request(vault, 2)
    with reopened(tom) as vault:
        back = answered(vault, data, **texts)
    with reopened(ruth) as vault:
        open_packet(vault, data=back)


def page_of(qtbot, window, name, argument):
    page = window.go(name, argument)
    at_rest(qtbot, window)
    return page


def click(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def save_answer(qtbot, window, preview, path):
    """Agree to the preview, save the file that is made, and close what says so."""
    preview.submit.click()
    made = dialog_of(qtbot, window, MadeFileDialog)
    made.save_as(path)
    at_rest(qtbot, window)
    made.accept()
    at_rest(qtbot, window)


def test_the_manager_asks_from_the_persons_page_and_saves_the_file(qtbot, themed_app, ruth, tmp_path) -> None:
    window = opened(qtbot, ruth)
    page = page_of(qtbot, window, "people", 2)
    click(qtbot, page.person.header.ask)
    dialog = dialog_of(qtbot, window, AskDialog)
    assert dialog.heading.text() == "Ask Tom Hesketh for a self-assessment" and nameless(dialog) == []
    assert "whoever has the file can read it" in dialog.carries.text() and literal_labels(dialog)
    dialog.message.setFocus()
    qtbot.keyClicks(dialog.message, "Take your time.")
    dialog.submit.click()
    made = dialog_of(qtbot, window, MadeFileDialog)
    made.save_as(tmp_path / "for Tom")
    at_rest(qtbot, window)
    assert (tmp_path / "for Tom.rvpacket").is_file() and "for Tom.rvpacket" in made.state.text()
    assert made.saved_file.isVisible()
    made.accept()
    review = page_of(qtbot, window, "review", 1)
    assert "was asked for a self-assessment" in review.header.other_side.sentence.text()
    home = page_of(qtbot, window, "home", None)
    assert "Self-assessments" in visible_text(home) and not says_a_number_of_observations(visible_text(home))
    window.close()
    with reopened(ruth) as vault:
        assert requests_of(vault)[0].standing.state == "awaited" and kept_drafts(vault) == {}


def test_what_cannot_be_asked_is_said_in_the_form(qtbot, themed_app, tmp_path) -> None:
    from tests.helpers.acts import somebody

    window = opened(qtbot, made_vault(tmp_path / "v", lambda vault: somebody(vault, notice=False)))
    page = page_of(qtbot, window, "people", 2)
    click(qtbot, page.person.header.ask)
    dialog = dialog_of(qtbot, window, AskDialog)
    assert "has not been given the notice" in dialog.stops.sentence.text() and not dialog.submit.isEnabled()
    dialog.reject()
    window.close()


def test_the_employee_reads_writes_and_hands_back(qtbot, themed_app, asked, ruth, tmp_path) -> None:
    window = opened(qtbot, asked)
    home = window.pages.currentWidget()
    at_rest(qtbot, window)
    assert "Asked of you" in visible_text(home) and "Ruth Ansell" in visible_text(home)
    page = page_of(qtbot, window, "answer", ("request", 1))
    text = visible_text(page)
    assert "Ruth Ansell asks for your self-assessment" in text and "Not compared yet" in text and HOSTILE in text
    assert "There is no score to give yourself." in text and literal_labels(page) and nameless(page) == []
    click(qtbot, page.begin)
    at_rest(qtbot, window)
    form = page.form
    assert form is not None and page.answer_id == 1 and nameless(page) == []

    click(qtbot, form.write_episode)
    episode = dialog_of(qtbot, window, OwnEpisodeDialog)
    qtbot.keyClicks(episode.text, "The pen was the wrong colour.")
    episode.submit.click()
    at_rest(qtbot, window)
    assert "The pen was the wrong colour." in visible_text(form)

    edit = form.texts["prompt/J4"]
    edit.setFocus()
    qtbot.keyClicks(edit, "I looked at the source.")
    assert page.state.text() == "Not saved yet"
    form.skills[0].rather_not.click()
    form.ai_help.chip("wording").click()
    click(qtbot, page.hand_back)
    preview = dialog_of(qtbot, window, HandBackDialog)
    shown = visible_text(preview)
    for words in ("I looked at the source.", "The pen was the wrong colour.", "would rather not say", "With the wording"):
        assert words in shown
    assert "Sealed to Ruth Ansell" in preview.explanation.text() and literal_labels(preview)
    save_answer(qtbot, window, preview, tmp_path / "back.rvpacket")
    assert page.facts.text().endswith("Handed back on " + page.facts.text().partition("Handed back on ")[2])
    window.close()
    with reopened(ruth) as vault:
        open_packet(vault, data=(tmp_path / "back.rvpacket").read_bytes())
    with reopened(asked) as vault:
        desk = answer_desk(vault, self_assessment_id=1)
        assert desk.handed_on and desk.skills[0].rather_not_say and kept_drafts(vault) == {}


def test_a_month_that_is_none_keeps_the_words_and_says_so(qtbot, themed_app, asked) -> None:
    with reopened(asked) as vault:
        begin_self_assessment(vault, request_id=1)
    window = opened(qtbot, asked)
    page = page_of(qtbot, window, "answer", 1)
    page.form.skills[0].month.setFocus()
    qtbot.keyClicks(page.form.skills[0].month, "lately")
    page.form.texts["needs"].setFocus()
    qtbot.keyClicks(page.form.texts["needs"], "Time.")
    page.save()
    at_rest(qtbot, window)
    assert page.state.text().startswith("Not saved:") and "is not a month" in page.state.text()
    window.close()
    with reopened(asked) as vault:
        assert kept_drafts(vault)["answer/1"][0]["fields"]["texts"]["needs"] == "Time."
        assert answer_desk(vault, self_assessment_id=1).texts == {}


def test_what_is_typed_is_written_when_one_goes_elsewhere(qtbot, themed_app, asked) -> None:
    with reopened(asked) as vault:
        begin_self_assessment(vault, request_id=1)
    window = opened(qtbot, asked)
    page = page_of(qtbot, window, "answer", 1)
    page.form.texts["invisible"].setFocus()
    qtbot.keyClicks(page.form.texts["invisible"], "Undoing answers.")
    page_of(qtbot, window, "home", None)
    page_of(qtbot, window, "answer", 1)
    assert page.form.texts["invisible"].text() == "Undoing answers."
    page_of(qtbot, window, "answer", None)
    assert "Draft, with you alone" in visible_text(page.list)
    window.close()
    with reopened(asked) as vault:
        assert answer_desk(vault, self_assessment_id=1).texts == {"invisible": "Undoing answers."}


def test_episodes_are_chosen_from_the_own_log_and_left_out_again(qtbot, themed_app, asked) -> None:
    from reviewapp.actions.answering import note_own_episode

    with reopened(asked) as vault:
        begin_self_assessment(vault, request_id=1)
        for text in ("First.", "Second.", "Third.", "Fourth."):
            note_own_episode(vault, text=text, observed_on=None)
    window = opened(qtbot, asked)
    page = page_of(qtbot, window, "answer", 1)
    click(qtbot, page.form.choose_episode)
    dialog = dialog_of(qtbot, window, ChooseEpisodesDialog)
    dialog.choose_all(True)
    dialog.submit.click()
    assert "up to three" in dialog.problem.text()
    dialog.rows.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.submit.click()
    at_rest(qtbot, window)
    assert not page.form.write_episode.isEnabled() and "Fourth." not in visible_text(page.form)
    page.form.leave_out.emit(page.desk.episodes[0].id)
    at_rest(qtbot, window)
    assert len(page.desk.episodes) == 2 and page.form.write_episode.isEnabled()
    window.close()


def test_a_self_assessment_begins_unasked(qtbot, themed_app, tom) -> None:
    window = opened(qtbot, tom)
    page = page_of(qtbot, window, "answer", None)
    assert "Nobody has asked you yet" in visible_text(page)
    page.list.begin_asked.emit()
    dialog = dialog_of(qtbot, window, BeginAnswerDialog)
    dialog.submit.click()
    at_rest(qtbot, window)
    assert page.answer_id == 1 and page.form is not None and page.title.text() == "My self-assessment"
    page.form.texts["needs"].setFocus()
    qtbot.keyClicks(page.form.texts["needs"], "Time.")
    click(qtbot, page.hand_back)
    preview = dialog_of(qtbot, window, HandBackDialog)
    assert "It is for nobody yet" in preview.problem.text() and not preview.submit.isEnabled()
    preview.reject()
    at_rest(qtbot, window)
    click(qtbot, page.whom)
    nobody = dialog_of(qtbot, window, AnswerForDialog)
    assert "Nobody's card is known yet" in nobody.problem.text() and not nobody.submit.isEnabled()
    nobody.reject()
    window.close()


def test_for_whom_is_chosen_later(qtbot, themed_app, ruth, tom) -> None:
    """Begun for nobody; once a card came it can be chosen, and then handed back to that person."""
    with reopened(ruth) as hers, reopened(tom) as his:
        begin_self_assessment(his, period_from=his.today - timedelta(days=90), period_to=his.today)
        write_self_assessment(his, self_assessment_id=1, texts={"needs": "Time."})
        open_packet(his, data=packet_file(hers, packet_id=make_card(hers).id))
    window = opened(qtbot, tom)
    page = page_of(qtbot, window, "answer", 1)
    click(qtbot, page.whom)
    dialog = dialog_of(qtbot, window, AnswerForDialog)
    assert dialog.whom.currentText() == "Ruth Ansell" and not nameless(dialog) and literal_labels(dialog)
    dialog.submit.click()
    at_rest(qtbot, window)
    assert page.title.text() == "Self-assessment for Ruth Ansell"
    click(qtbot, page.hand_back)
    preview = dialog_of(qtbot, window, HandBackDialog)
    assert "Sealed to Ruth Ansell" in preview.explanation.text()
    preview.submit.click()
    at_rest(qtbot, window)
    assert not page.whom.isVisible()  # it went to her
    window.close()


def test_what_came_is_closed_until_sealed_and_then_both_are_shown(qtbot, themed_app, ruth, tom) -> None:
    secret = f"Zebrafink {HOSTILE}"
    came(ruth, tom, **{"prompt/J4": secret, "kept_human": "Families."})
    window = opened(qtbot, ruth)
    at_rest(qtbot, window)
    assert "came; seal your own draft first" in visible_text(window.pages.currentWidget())
    page = page_of(qtbot, window, "review", 1)
    side = page.header.other_side
    assert "stays closed" in side.sentence.text() and not side.buttons["reveal"].isVisible()
    both = page_of(qtbot, window, "side_by_side", 1)
    assert "Your own draft comes first" in both.banner.sentence.text() and "Zebrafink" not in visible_text(window)
    page = page_of(qtbot, window, "review", 1)
    page.header.buttons["seal"].click()
    at_rest(qtbot, window)
    side.buttons["reveal"].click()
    at_rest(qtbot, window)
    assert window.current_page == "side_by_side"
    text = visible_text(both)
    assert secret in text and "Compares with the source." in text and "Families." in text
    assert "Your draft was sealed on" in both.facts.text() and "was not compared yet" in both.facts.text()
    assert literal_labels(both) and nameless(both) == [] and not both.banner.isVisible()
    page = page_of(qtbot, window, "review", 1)
    assert side.buttons["beside"].isVisible() and not side.buttons["reveal"].isVisible()
    window.close()


def test_a_later_version_is_revealed_and_its_changes_are_marked(qtbot, themed_app, ruth, tom) -> None:
    came(ruth, tom, got_wrong="I sent it too quickly.")
    with reopened(tom) as vault:
        write_self_assessment(vault, self_assessment_id=1, texts={"got_wrong": "I sent it far too quickly."})
        second = packet_file(vault, packet_id=hand_back(vault, self_assessment_id=1).id)
    with reopened(ruth) as vault:
        from reviewapp.actions.blind import reveal

        seal_review(vault, review_id=1)
        reveal(vault, review_id=1)
        open_packet(vault, data=second)
    window = opened(qtbot, ruth)
    both = page_of(qtbot, window, "side_by_side", 1)
    assert "A later version came" in both.banner.sentence.text()
    both.banner.action.click()
    at_rest(qtbot, window)
    assert "[+far +]" in visible_text(both) and not both.banner.isVisible()
    window.close()


def test_going_on_without_and_asking_again(qtbot, themed_app, ruth) -> None:
    with reopened(ruth) as vault:
        request(vault, 2)
    window = opened(qtbot, ruth)
    page = page_of(qtbot, window, "review", 1)
    side = page.header.other_side
    side.buttons["without"].click()
    at_rest(qtbot, window)
    assert "not received" in side.sentence.text() and not side.buttons["without"].isVisible()
    window.hub.undo()
    at_rest(qtbot, window)
    assert side.buttons["without"].isVisible() and side.buttons["ask"].text() == "Ask again …"
    window.close()


def test_an_e_mail_is_entered_beside_a_sealed_review(qtbot, themed_app, ruth) -> None:
    with reopened(ruth) as vault:
        seal_review(vault, review_id=1)
    window = opened(qtbot, ruth)
    page = page_of(qtbot, window, "review", 1)
    side = page.header.other_side
    side.buttons["record"].click()
    dialog = dialog_of(qtbot, window, RecordAnswerDialog)
    assert nameless(dialog) == []
    dialog.submit.click()
    at_rest(qtbot, window)
    assert "no words in it yet" in dialog.problem.text()
    dialog.read_file(MAIL)
    qtbot.waitUntil(lambda: "methotrexate" in dialog.words.text(), timeout=LONG)
    assert not dialog.looked.isVisible() and dialog.came_on.typed() == "2026-11-16"
    dialog.submit.click()
    at_rest(qtbot, window)
    side.buttons["beside"].click()
    at_rest(qtbot, window)
    both = window.pages.currentWidget()
    assert "3.4 million tokens since January" in visible_text(both) and "was entered by you" in both.facts.text()
    window.close()


def test_the_pages_come_back_after_locking(qtbot, themed_app, asked) -> None:
    with reopened(asked) as vault:
        begin_self_assessment(vault, request_id=1)
    window = opened(qtbot, asked)
    page = page_of(qtbot, window, "answer", 1)
    page.form.texts["needs"].setFocus()
    qtbot.keyClicks(page.form.texts["needs"], "Half a sen")
    window.lock()
    qtbot.waitUntil(lambda: not window.is_unlocked and window.worker.is_idle, timeout=LONG)
    assert "Half a sen" not in visible_text(window)
    window.gate.opening_asked.emit(lambda: __import__("reviewapp.ui.pages.gate", fromlist=["open_vault"]).open_vault(asked, passphrase=PASSPHRASE))
    qtbot.waitUntil(lambda: window.is_unlocked and window.worker.is_idle, timeout=LONG)
    at_rest(qtbot, window)
    assert window.current_page == "answer" and window.pages.currentWidget().form.texts["needs"].text() == "Half a sen"
    window.close()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_figure_in_their_own_words_is_hinted_at_and_goes_as_it_was_written(qtbot, themed_app, asked, ruth, tmp_path) -> None:
    """Promise 1, the employee's side: said before handing back, never stopped, never altered, and stopping nobody's review."""
    figure = "I sent 400 prompts a day."
    window = opened(qtbot, asked)
    qtbot.waitUntil(checking.is_ready, timeout=LONG)
    page = page_of(qtbot, window, "answer", ("request", 1))
    click(qtbot, page.begin)
    at_rest(qtbot, window)
    edit = page.form.texts["prompt/J4"]
    edit.setFocus()
    qtbot.keyClicks(edit, figure)
    qtbot.waitUntil(lambda: edit.hints.isVisible(), timeout=LONG)
    (card,) = edit.hints.cards
    assert "400 prompts" in card.span.text() and card.why.text() and "as you wrote them" in visible_text(edit.hints)
    offered = [one.text() for one in card.findChildren(QAbstractButton) if one.isVisible()]
    assert offered == ["Put the hint aside"], "nothing is asked of them"
    click(qtbot, page.hand_back)
    preview = dialog_of(qtbot, window, HandBackDialog)
    assert figure in visible_text(preview) and preview.submit.isEnabled()
    save_answer(qtbot, window, preview, tmp_path / "back.rvpacket")
    window.close()
    with reopened(ruth) as vault:
        open_packet(vault, data=(tmp_path / "back.rvpacket").read_bytes())
        write_section(vault, review_id=1, key=SectionKey("strength", "J4"), text="")
        write_section(vault, review_id=1, key=SectionKey("summary"), text="Compares with the source.")
        seal_review(vault, review_id=1)
        reveal(vault, review_id=1)
        assert figure in repr(side_by_side(vault, review_id=1))
        assert problems(vault, review_id=1) == []
        finish_review(vault, review_id=1, talked_on=vault.today)
