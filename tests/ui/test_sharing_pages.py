"""Sharing in the real window: Ruth hands over, Tom reads and answers on My side, Ruth sees what he says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFileDialog

from reviewapp.actions.cards import make_card
from reviewapp.actions.my_side import my_side
from reviewapp.actions.observations import get_observation
from reviewapp.actions.packets import open_packet, packet_file
from reviewapp.actions.replies import replies_to_observation, replies_to_review
from reviewapp.actions.replying import answer_item, send_ack, send_reply
from reviewapp.actions.reviews import share_review
from reviewapp.actions.sharing import hand_over_review, share_observations
from reviewapp.actions.vaults import begin_vault, unlock_vault
from reviewapp.ui.dialogs.export_my_side import ExportMySideDialog
from reviewapp.ui.dialogs.hand_back_answers import HandBackDialog
from reviewapp.ui.dialogs.incoming import IncomingDialog
from reviewapp.ui.dialogs.my_answer import AnswerDialog
from reviewapp.ui.dialogs.own_episode import OwnEpisodeDialog
from reviewapp.ui.dialogs.record_reply import RecordReplyDialog
from reviewapp.ui.dialogs.share import ShareDialog
from reviewapp.ui.pages.my_side import MySidePage
from reviewapp.ui.pages.observation import ObservationPage
from reviewapp.ui.pages.packet import PacketPage
from reviewapp.ui.pages.people import PeoplePage
from reviewapp.ui.pages.review import ReviewPage
from reviewapp.ui.widgets.buttons import Button
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import draft, jot, whole
from tests.helpers.desk import at_rest, dialog_of, literal_labels, nameless, opened, reopened, visible_text
from tests.helpers.two_sides import acquaint, carry

TEXT = "Rang the ward before <b>sending</b> the table."
SAID = "It was the second table."


@pytest.fixture
def place(tmp_path):
    """Both folders closed, with each other's card: (Ruth's, Tom's, ids)."""
    ruth, _code = begin_vault(folder=tmp_path / "ruth", name="Ruth Ansell", passphrase=PASSPHRASE, kdf=FAST_KDF)
    tom, _code = begin_vault(folder=tmp_path / "tom", name="Tom Hesketh", passphrase=PASSPHRASE, kdf=FAST_KDF)
    with ruth, tom:
        sides = acquaint(ruth, tom)
        ids = {"tom": sides.tom_id, "whole": whole(ruth, sides.tom_id, text=TEXT), "jot": jot(ruth, sides.tom_id, text="Private.")}
        ids["review"] = draft(ruth, sides.tom_id)
        made = share_observations(ruth, person_id=sides.tom_id, observation_ids=(whole(ruth, sides.tom_id, text="Kept the call."),))
        ids["came"] = carry(ruth, made.id, tom)
    return tmp_path / "ruth", tmp_path / "tom", ids


def press(qtbot, within, text):
    found = next(one for one in within.findChildren(Button) if one.text() == text and one.isVisible())
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_nothing_leaves_before_it_was_shown_and_a_place_chosen(qtbot, themed_app, place, tmp_path, monkeypatch):
    ruth, tom, ids = place
    window = opened(qtbot, ruth)
    page = window.go("people", ids["tom"])
    at_rest(qtbot, window)
    press(qtbot, page, "Hand over …")
    dialog = dialog_of(qtbot, window, ShareDialog)
    assert "Private." not in visible_text(dialog) and not nameless(dialog) and literal_labels(dialog)
    for at in range(dialog.rows.count()):
        if TEXT[:10] in dialog.rows.item(at).text():
            dialog.rows.item(at).setCheckState(Qt.CheckState.Checked)
    at_rest(qtbot, window)
    assert TEXT in dialog.content.text()
    target = tmp_path / "for Tom"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments, **_more: ("", ""))
    dialog.submit.click()
    at_rest(qtbot, window)
    assert dialog.made is None
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments, **_more: (str(target), ""))
    dialog.submit.click()
    qtbot.waitUntil(lambda: dialog.made is not None)
    at_rest(qtbot, window)
    assert dialog.made.name == "for Tom.rvpacket" and "Give it to Tom Hesketh" in dialog.to.text()
    dialog.reject()
    window.close()
    with reopened(ruth) as vault:
        assert get_observation(vault, observation_id=ids["whole"]).status == "shared"
    with unlock_vault(folder=tom, passphrase=PASSPHRASE) as vault:
        open_packet(vault, data=dialog_file(target))
        assert TEXT in {line.text for one in my_side(vault).written for line in one.newest.lines}


def dialog_file(target):
    return target.with_name(target.name + ".rvpacket").read_bytes()


def test_my_side_shows_what_came_and_an_answer_goes_back(qtbot, themed_app, place, tmp_path, monkeypatch):
    ruth, tom, ids = place
    window = opened(qtbot, tom)
    assert "Shared with you" in visible_text(window) and "From Ruth Ansell" in visible_text(window)
    page = window.go("my_side", ids["came"])
    at_rest(qtbot, window)
    text = visible_text(page)
    assert "Kept the call." in text and "by Ruth Ansell" in text and not nameless(page) and literal_labels(page)
    press(qtbot, page, "Answer …")
    dialog = dialog_of(qtbot, window, AnswerDialog)
    dialog.position.set_value("agree_in_part")
    dialog.words.setFocus()
    qtbot.keyClicks(dialog.words, SAID)
    dialog.submit.click()
    at_rest(qtbot, window)
    assert SAID in visible_text(page) and "only you see it" in visible_text(page)
    press(qtbot, page, "Hand back …")
    back = dialog_of(qtbot, window, HandBackDialog)
    assert SAID in back.content.text() and "I agree in part" in back.content.text()
    target = tmp_path / "answer.rvpacket"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments, **_more: (str(target), ""))
    back.submit.click()
    qtbot.waitUntil(lambda: back.made is not None)
    at_rest(qtbot, window)
    back.reject()
    assert "handed back on" in visible_text(page)
    window.go("home")
    at_rest(qtbot, window)
    assert "Shared with you" not in visible_text(window)
    window.close()
    with unlock_vault(folder=ruth, passphrase=PASSPHRASE) as vault:
        open_packet(vault, data=target.read_bytes())
        [observation] = [row[0] for row in vault.connection.execute("SELECT observation_id FROM reply")]
        assert replies_to_observation(vault, observation_id=observation)[0].text == SAID


def test_ruth_sees_what_he_says_on_home_and_at_the_observation(qtbot, themed_app, place):
    ruth, tom, ids = place
    with unlock_vault(folder=tom, passphrase=PASSPHRASE) as his, unlock_vault(folder=ruth, passphrase=PASSPHRASE) as hers:
        uid = my_side(his).written[0].uid
        own = answer_item(his, packet_id=ids["came"], item_uid=uid, position="disagree", text="<i>No</i>, it was Siân.")
        carry(his, send_reply(his, own_reply_ids=(own.id,)).id, hers)
        [observation] = [row[0] for row in hers.connection.execute("SELECT observation_id FROM reply")]
    window = opened(qtbot, ruth)
    assert "Replies that came" in visible_text(window)
    page = window.go("observation", observation)
    at_rest(qtbot, window)
    text = visible_text(page)
    assert "<i>No</i>, it was Siân." in text and "Tom Hesketh: Disagrees" in text and "Unverified" in text and literal_labels(page)
    window.go("home")
    at_rest(qtbot, window)
    assert "Replies that came" not in visible_text(window)
    window.close()


def test_a_reply_on_paper_is_typed_in_and_stands_at_the_review(qtbot, themed_app, place):
    ruth, _tom, ids = place
    with unlock_vault(folder=ruth, passphrase=PASSPHRASE) as vault:
        share_review(vault, review_id=ids["review"], shared_on=vault.today)
    window = opened(qtbot, ruth)
    page = window.go("review", ids["review"])
    at_rest(qtbot, window)
    page.sections.show_last()
    press(qtbot, page, "Record their reply …")
    dialog = dialog_of(qtbot, window, RecordReplyDialog)
    assert not nameless(dialog)
    dialog.how.set_value("from_document")
    dialog.words.setFocus()
    qtbot.keyClicks(dialog.words, SAID)
    dialog.submit.click()
    at_rest(qtbot, window)
    assert SAID in visible_text(page) and "from a document" in visible_text(page)
    window.close()
    with reopened(ruth) as vault:
        assert [(one.how, one.text) for one in replies_to_review(vault, review_id=ids["review"])] == [("from_document", SAID)]


def test_everything_is_exported_after_it_was_shown(qtbot, themed_app, place, tmp_path, monkeypatch):
    _ruth, tom, _ids = place
    window = opened(qtbot, tom)
    page = window.go("my_side")
    at_rest(qtbot, window)
    press(qtbot, page, "Export all …")
    dialog = dialog_of(qtbot, window, ExportMySideDialog)
    assert "Kept the call." in dialog.content.text()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments, **_more: str(tmp_path / "out"))
    dialog.submit.click()
    qtbot.waitUntil(lambda: dialog.state.isVisible())
    at_rest(qtbot, window)
    [folder] = (tmp_path / "out").iterdir()
    assert (folder / "my-side.md").read_text("utf-8") == dialog.content.text().rstrip("\n") + "\n"
    dialog.reject()
    for tab, sentence in (("log", "Your own log is empty"), ("released", "You have given nothing to anybody")):
        window.go("my_side", tab)
        at_rest(qtbot, window)
        assert sentence in visible_text(page)
    window.close()


def test_an_episode_is_written_into_the_own_log_from_my_side(qtbot, themed_app, place):
    _ruth, tom, _ids = place
    window = opened(qtbot, tom)
    page = window.go("my_side")
    at_rest(qtbot, window)
    press(qtbot, page, "Write an episode …")
    dialog = dialog_of(qtbot, window, OwnEpisodeDialog)
    assert "stays in your own log" in visible_text(dialog) and not nameless(dialog) and literal_labels(dialog)
    dialog.text.setFocus()
    qtbot.keyClicks(dialog.text, SAID)
    dialog.submit.click()
    qtbot.waitUntil(lambda: page.side is not None and bool(page.side.log))
    at_rest(qtbot, window)
    assert page.tabs.tabText(page.tabs.currentIndex()) == "My log" and SAID in visible_text(page)
    press(qtbot, page, "Self-assessments …")
    at_rest(qtbot, window)
    assert "You can begin unasked" in visible_text(window)
    window.close()


def test_words_for_the_own_log_come_back_after_locking(qtbot, themed_app, place):
    _ruth, tom, _ids = place
    window = opened(qtbot, tom)
    page = window.go("my_side")
    at_rest(qtbot, window)
    press(qtbot, page, "Write an episode …")
    dialog = dialog_of(qtbot, window, OwnEpisodeDialog)
    dialog.text.setFocus()
    qtbot.keyClicks(dialog.text, SAID)
    window.lock()
    qtbot.waitUntil(lambda: not window.is_unlocked)
    secret = window.gate.unlock.secret
    qtbot.waitUntil(lambda: secret.isVisible() and window.worker.is_idle)
    secret.setText(PASSPHRASE)
    qtbot.keyClick(secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.is_unlocked and window.worker.is_idle, timeout=20_000)
    again = dialog_of(qtbot, window, OwnEpisodeDialog)
    qtbot.waitUntil(lambda: again.text.text() == SAID)
    window.close()


@pytest.mark.parametrize("kind", ["share", "reply", "statement", "ack", "ack of a review", "card"])
def test_what_is_taken_in_leads_to_what_it_belongs_to(qtbot, themed_app, place, tmp_path, kind):
    ruth, tom, ids = place
    with unlock_vault(folder=tom, passphrase=PASSPHRASE) as his, unlock_vault(folder=ruth, passphrase=PASSPHRASE) as hers:
        whose, data, wanted = brought(kind, his, hers, ids)
    path = tmp_path / "came.rvpacket"
    path.write_bytes(data)
    window = opened(qtbot, {"ruth": ruth, "tom": tom}[whose])
    window.hub.file_asked.emit(path)
    dialog_of(qtbot, window, IncomingDialog).submit.click()
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: isinstance(window.desk.pages.currentWidget(), wanted))
    shown = window.desk.pages.currentWidget()
    at_rest(qtbot, window)
    for name in ("observation_id", "review_id", "person_id", "packet_id"):
        if name in ids["expected"]:
            assert getattr(shown, name) == ids["expected"][name]
    if kind == "statement":  # what he said is in sight, not only somewhere on the page
        block, area = shown.sections.blocks[-1], shown.sections._scroll.viewport()
        qtbot.waitUntil(lambda: area.rect().intersects(QRect(block.mapTo(area, QPoint()), block.size())))
        assert "It was Siân." in visible_text(block)
    window.close()


def brought(kind, his, hers, ids):
    """(whose window, the file, the kind of page it leads to); ids gets what that page should show."""
    if kind == "share":
        made = share_observations(hers, person_id=ids["tom"], observation_ids=(ids["whole"],))
        ids["expected"] = {}
        return "tom", packet_file(hers, packet_id=made.id), MySidePage
    if kind == "card":
        ids["expected"] = {}
        return "ruth", packet_file(his, packet_id=make_card(his).id), PacketPage
    came, item = ids["came"], my_side(his).written[0]
    if kind in ("statement", "ack of a review"):
        came = carry(hers, hand_over_review(hers, review_id=ids["review"]).id, his)
        item = next(one for one in my_side(his).written if one.what == "review")
    if kind.startswith("ack"):
        made = send_ack(his, packet_id=came)
        of_review = kind != "ack"
        ids["expected"] = {"review_id": ids["review"]} if of_review else {"person_id": ids["tom"]}
        return "ruth", packet_file(his, packet_id=made.id), ReviewPage if of_review else PeoplePage
    own = answer_item(his, packet_id=came, item_uid=item.uid, position="disagree", text="It was Siân.")
    made = send_reply(his, own_reply_ids=(own.id,))
    row = hers.connection.execute("SELECT id FROM observation WHERE uid = ?", (item.uid,)).fetchone()
    ids["expected"] = {"observation_id": row[0]} if row else {"review_id": ids["review"]}
    return "ruth", packet_file(his, packet_id=made.id), ObservationPage if row else ReviewPage
