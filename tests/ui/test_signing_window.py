"""Both sign in their windows: Ruth hands over what she certified, Tom reads, signs and hands back, Ruth sees it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from reviewapp import i18n
from reviewapp.actions.contacts import verify_contact
from reviewapp.actions.countersigning import sign_review, signing_stand
from reviewapp.actions.my_side import my_side, shared_pdf
from reviewapp.actions.packets import open_packet, packet_content, packet_on_disk
from reviewapp.actions.people import change_person
from reviewapp.actions.queries import writer
from reviewapp.actions.reviews import finish_review, write_section
from reviewapp.actions.sharing import hand_over_review
from reviewapp.actions.signature_state import signature_state
from reviewapp.actions.signing import REVIEW_PDF, own_key_words
from reviewapp.actions.vaults import begin_vault, unlock_vault
from reviewapp.actions.verifying import check_file, pins_of
from reviewapp.domain.review import SectionKey
from reviewapp.ui.dialogs.incoming import IncomingDialog
from reviewapp.ui.dialogs.made_file import MadeFileDialog
from reviewapp.ui.dialogs.preview import PreviewDialog
from reviewapp.ui.dialogs.readers import BesideDialog
from reviewapp.ui.dialogs.share import ShareReviewDialog
from reviewapp.ui.dialogs.sign import ReadAndSignDialog, SignDialog, SignedPagesDialog
from reviewapp.ui.pages.review import ReviewPage
from reviewapp.ui.widgets.buttons import Button
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import draft
from tests.helpers.desk import (
    at_rest,
    cut_controls,
    dialog_of,
    literal_labels,
    nameless,
    opened,
    reached_by_tab,
    reopened,
    visible_text,
)
from tests.helpers.two_sides import acquaint, carry

SAID = "I was away for most of May."


@pytest.fixture
def place(tmp_path):
    """Both folders closed, with each other's compared card and a finished review of Tom in Ruth's: (hers, his, ids)."""
    ruth, _code = begin_vault(folder=tmp_path / "ruth", name="Ruth Ansell", passphrase=PASSPHRASE, kdf=FAST_KDF)
    tom, _code = begin_vault(folder=tmp_path / "tom", name="Tom Hesketh", passphrase=PASSPHRASE, kdf=FAST_KDF)
    with ruth, tom:
        sides = acquaint(ruth, tom)
        verify_contact(ruth, contact_id=sides.toms_card)
        verify_contact(tom, contact_id=sides.ruths_card)
        review_id = draft(ruth, sides.tom_id)
        write_section(ruth, review_id=review_id, key=SectionKey("summary"), text="A careful <b>half</b> year.")
        finish_review(ruth, review_id=review_id, talked_on=ruth.today)
    return tmp_path / "ruth", tmp_path / "tom", {"review": review_id, "tom": sides.tom_id}


@pytest.fixture
def came(place, tmp_path):
    """The packet in Tom's vault with what Ruth signed."""
    ruth, tom, ids = place
    with unlock_vault(folder=ruth, passphrase=PASSPHRASE) as hers, unlock_vault(folder=tom, passphrase=PASSPHRASE) as his:
        return carry(hers, hand_over_review(hers, review_id=ids["review"], sign=True).id, his)


def press(qtbot, within, text):
    found = next(one for one in within.findChildren(Button) if one.text() == text and one.isVisible())
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def saving_to(monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments, **_more: (str(path), ""))


def take_in(qtbot, window, path):
    window.hub.file_asked.emit(path)
    dialog_of(qtbot, window, IncomingDialog).submit.click()
    at_rest(qtbot, window)


def signing(qtbot, window, came) -> SignDialog:
    """Tom goes to the review on My side, reads its pages, and presses Sign."""
    page = window.go("my_side", came)
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: page.reading.widget().signing.isVisible(), timeout=20_000)
    press(qtbot, page, "Read and sign …")
    reading = dialog_of(qtbot, window, ReadAndSignDialog)
    qtbot.waitUntil(reading.sign_these.isEnabled, timeout=20_000)
    qtbot.mouseClick(reading.sign_these, Qt.MouseButton.LeftButton)
    return dialog_of(qtbot, window, SignDialog)


def test_from_window_to_window_and_both_signatures_hold(qtbot, themed_app, place, tmp_path, monkeypatch) -> None:
    ruth, tom, ids = place
    there, back, copy, both = (tmp_path / name for name in ("there.rvpacket", "back.rvpacket", "mine.pdf", "both.pdf"))

    window = opened(qtbot, ruth)
    page = window.go("review", ids["review"])
    at_rest(qtbot, window)
    assert page.header.signatures.isHidden()
    press(qtbot, page, "Sign and hand over …")
    dialog = dialog_of(qtbot, window, ShareReviewDialog)
    assert dialog.sign.isChecked() and dialog.submit.text() == "Sign and make the file …"
    assert "key " in dialog.key.text() and not nameless(dialog) and literal_labels(dialog)
    saving_to(monkeypatch, there)
    dialog.submit.click()
    qtbot.waitUntil(lambda: dialog.made is not None, timeout=20_000)
    dialog.reject()
    qtbot.waitUntil(page.header.signatures.isVisible, timeout=20_000)
    assert "Tom Hesketh has not signed so far" in page.header.signatures.sentence.text()
    window.close()

    window = opened(qtbot, tom)
    take_in(qtbot, window, there)
    packet_id = window.desk.pages.currentWidget().packet_id
    dialog = signing(qtbot, window, packet_id)
    reading = dialog.parentWidget()
    dialog.position.chip("received").click()
    assert dialog.states.text() == "Received this record. Receipt is not agreement."
    dialog.words.setFocus()
    qtbot.keyClicks(dialog.words, SAID)
    saving_to(monkeypatch, back)
    dialog.submit.click()
    qtbot.waitUntil(lambda: dialog.made is not None, timeout=20_000)
    at_rest(qtbot, window)
    assert "Give it to Ruth Ansell" in dialog.to.text() and dialog.copy.isVisible() and not dialog.submit.isEnabled()
    saving_to(monkeypatch, copy)
    dialog.copy.click()
    qtbot.waitUntil(lambda: "Saved as" in dialog.copy_said.text(), timeout=20_000)
    assert copy.read_bytes().startswith(reading.document.data), "what was read is what was signed"
    dialog.reject()
    qtbot.waitUntil(lambda: "You signed these pages on" in visible_text(window.desk.pages.currentWidget()), timeout=20_000)
    window.close()

    window = opened(qtbot, ruth)
    take_in(qtbot, window, back)
    page = window.desk.pages.currentWidget()
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: "Signed by both" in page.header.signatures.sentence.text(), timeout=20_000)
    assert "Tom Hesketh received it, which is not agreement" in page.header.signatures.sentence.text()
    page.header.signatures.action.click()
    dialog = dialog_of(qtbot, window, PreviewDialog)
    qtbot.waitUntil(lambda: dialog.reader == "both" and not dialog.view.waits, timeout=20_000)
    assert "which is not agreement" in dialog.signed_by.sentence.text()
    saving_to(monkeypatch, both)
    dialog.save.click()
    qtbot.waitUntil(both.exists, timeout=20_000)
    at_rest(qtbot, window)
    dialog.reject()
    window.close()
    assert both.read_bytes() == copy.read_bytes() == dialog_bytes(tom, packet_id)
    with reopened(ruth) as vault:
        answer = check_file(both, pins=pins_of(vault))
    assert answer.findings == () and [one.meaning for one in answer.signers] == ["certified", "received"]


def dialog_bytes(folder, packet_id):
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        return packet_content(vault, packet_id=signing_stand(vault, packet_ids=(packet_id,)).answer_id).attachments[REVIEW_PDF]


def test_without_the_tick_the_pages_go_unsigned(qtbot, themed_app, place, tmp_path, monkeypatch) -> None:
    """Signing is an act of its own: the button says it, and taking the tick away takes it back."""
    ruth, _tom, ids = place
    window = opened(qtbot, ruth)
    page = window.go("review", ids["review"])
    at_rest(qtbot, window)
    page.header.buttons["hand_over"].click()
    dialog = dialog_of(qtbot, window, ShareReviewDialog)
    dialog.sign.click()
    assert dialog.submit.text() == "Make the file …" and not dialog.key.isVisible()
    saving_to(monkeypatch, tmp_path / "plain.rvpacket")
    dialog.submit.click()
    qtbot.waitUntil(lambda: dialog.made is not None, timeout=20_000)
    dialog.reject()
    at_rest(qtbot, window)
    assert page.header.signatures.isHidden()
    window.close()
    with reopened(ruth) as vault:
        assert signature_state(vault, review_id=ids["review"]).kind == "none"


def test_what_is_signed_and_with_which_key_is_said_before(qtbot, themed_app, place, came) -> None:
    _ruth, tom, _ids = place
    with unlock_vault(folder=tom, passphrase=PASSPHRASE) as vault:
        pages, key = shared_pdf(vault, packet_id=came), own_key_words(vault)
    window = opened(qtbot, tom)
    dialog = signing(qtbot, window, came)
    assert dialog.parentWidget().document.data == pages, "the exact bytes that came"
    text = visible_text(dialog)
    assert f"You sign as Tom Hesketh, with {key}" in text and "the pages exactly as they came from Ruth Ansell." in text
    assert "Ruth Ansell, " in dialog.what.text() and "answers for it" in dialog.what.text()
    assert dialog.position.value() is None, "nobody is led to a position"
    assert not nameless(dialog) and literal_labels(dialog) and cut_controls(dialog) == []
    seen, wanted = reached_by_tab(qtbot, dialog.position.chip("received"), dialog)
    assert wanted <= seen
    dialog.submit.click()
    assert "Choose first what your signature states" in dialog.problem.text()
    for position, page_says in (
        ("agree", "agrees with it."), ("agree_in_part", "in part."), ("disagree", "disagrees with it."),
        ("declined_to_sign", "No signature is made."),
    ):
        dialog.position.chip(position).click()
        assert page_says in dialog.states.text()
    assert dialog.submit.text() == "Make the file …", "who does not sign, signs nothing"
    qtbot.waitUntil(lambda: "I do not sign" in dialog.content.text(), timeout=20_000)
    dialog.reject()
    at_rest(qtbot, window)
    window.close()


@pytest.mark.parametrize("language", ["xx-long", "xx-rtl"])
def test_nothing_is_cut_in_a_narrow_window_and_large_type(qtbot, themed_app, place, came, language) -> None:
    _ruth, tom, _ids = place
    direction = Qt.LayoutDirection.RightToLeft if language == "xx-rtl" else Qt.LayoutDirection.LeftToRight
    themed_app.setLayoutDirection(direction)
    i18n.use_language(language)
    font = themed_app.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    themed_app.setFont(font)
    window = opened(qtbot, tom)
    page = window.go("my_side", came)
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: page.reading.widget().signing.isVisible(), timeout=20_000)
    assert cut_controls(page.reading.widget()) == []
    for kind in (ReadAndSignDialog, SignDialog):
        dialog = kind(window.hub, came, window)
        dialog.open()
        dialog_of(qtbot, window, kind)
        dialog.resize(dialog.minimumSizeHint().width(), 500)
        QApplication.processEvents()
        assert cut_controls(dialog) == [], kind
        dialog.reject()
        at_rest(qtbot, window)
    window.close()


def test_by_keyboard_alone(qtbot, themed_app, place, came, tmp_path, monkeypatch) -> None:
    _ruth, tom, _ids = place
    window = opened(qtbot, tom)
    page = window.go("my_side", came)
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: "sign" in page.reading.widget().signing.buttons, timeout=20_000)
    qtbot.keyClick(page.reading.widget().signing.buttons["sign"], Qt.Key.Key_Space)
    reading = dialog_of(qtbot, window, ReadAndSignDialog)
    qtbot.waitUntil(reading.sign_these.isEnabled, timeout=20_000)
    qtbot.keyClick(reading.sign_these, Qt.Key.Key_Space)
    dialog = dialog_of(qtbot, window, SignDialog)
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.position.chip("received"))
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    assert dialog.position.value() == "received"
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Right)
    assert dialog.position.value() == "agree"
    saving_to(monkeypatch, tmp_path / "back")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.made is not None, timeout=20_000)
    at_rest(qtbot, window)
    assert dialog.copy.hasFocus() or dialog.focusWidget() is dialog.copy
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not any(one.isVisible() for one in window.findChildren(ReadAndSignDialog)))
    window.close()
    with reopened(tom) as vault:
        assert signing_stand(vault, packet_ids=(came,)).position == "agree"


def test_a_file_that_cannot_be_written_signs_nothing_and_loses_nothing(qtbot, themed_app, place, came, tmp_path, monkeypatch) -> None:
    _ruth, tom, _ids = place
    window = opened(qtbot, tom)
    dialog = signing(qtbot, window, came)
    dialog.position.chip("disagree").click()
    dialog.words.setFocus()
    qtbot.keyClicks(dialog.words, SAID)
    (tmp_path / "file").write_text("x", "utf-8")
    saving_to(monkeypatch, tmp_path / "file" / "back.rvpacket")
    dialog.submit.click()
    qtbot.waitUntil(lambda: "is a file, not a folder" in dialog.problem.text(), timeout=20_000)
    assert dialog.words.text() == SAID and dialog.submit.isEnabled() and dialog.made is None
    saving_to(monkeypatch, tmp_path / "back.rvpacket")
    dialog.submit.click()
    qtbot.waitUntil(lambda: dialog.made is not None, timeout=20_000)
    dialog.reject()
    at_rest(qtbot, window)
    window.close()
    with reopened(tom) as vault:
        said = next(one for one in my_side(vault).written if one.what == "review").answers
        assert [one.text for one in said] == [SAID] and said[0].sent_on is not None


def test_what_was_typed_is_there_again_after_a_lock(qtbot, themed_app, place, came) -> None:
    _ruth, tom, _ids = place
    window = opened(qtbot, tom)
    dialog = signing(qtbot, window, came)
    dialog.position.chip("agree_in_part").click()
    dialog.words.setFocus()
    qtbot.keyClicks(dialog.words, SAID)
    window.lock()
    qtbot.waitUntil(lambda: not window.is_unlocked)
    secret = window.gate.unlock.secret
    qtbot.waitUntil(lambda: secret.isVisible() and window.worker.is_idle)
    secret.setText(PASSPHRASE)
    qtbot.keyClick(secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.is_unlocked and window.worker.is_idle, timeout=20_000)
    again = dialog_of(qtbot, window, SignDialog)
    qtbot.waitUntil(lambda: again.words.text() == SAID)
    assert again.position.value() == "agree_in_part"
    again.reject()
    at_rest(qtbot, window)
    window.close()


def test_what_was_signed_can_be_looked_at_and_the_file_saved_again(qtbot, themed_app, place, came, tmp_path) -> None:
    ruth, tom, ids = place
    with unlock_vault(folder=tom, passphrase=PASSPHRASE) as vault:
        sign_review(vault, packet_id=came, position="disagree", text=SAID)
    window = opened(qtbot, tom)
    page = window.go("my_side", came)
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: page.reading.widget().signing.isVisible(), timeout=20_000)
    assert "Received this record and disagrees with it." in visible_text(page.reading.widget().signing)
    press(qtbot, page, "Look at what you signed …")
    dialog = dialog_of(qtbot, window, SignedPagesDialog)
    qtbot.waitUntil(lambda: dialog.document is not None and not dialog.view.waits, timeout=20_000)
    assert dialog.document.data == dialog_bytes_open(qtbot, window, came) and dialog.document.name.endswith("_signed.pdf")
    dialog.reject()
    press(qtbot, page, "Save the sealed file again …")
    made = dialog_of(qtbot, window, MadeFileDialog)
    made.save_as(tmp_path / "again.rvpacket")
    qtbot.waitUntil(lambda: "Saved as" in made.state.text(), timeout=20_000)
    made.accept()
    window.close()
    with unlock_vault(folder=ruth, passphrase=PASSPHRASE) as vault:
        open_packet(vault, data=packet_on_disk(tmp_path / "again.rvpacket"))
        assert signature_state(vault, review_id=ids["review"]).kind == "both"


def test_what_was_signed_meanwhile_is_not_signed_again(qtbot, themed_app, place, came) -> None:
    """Signed on the command line, or in a second window, while the words of a draft waited here."""
    _ruth, tom, _ids = place
    with unlock_vault(folder=tom, passphrase=PASSPHRASE) as vault:
        sign_review(vault, packet_id=came, position="received")
    window = opened(qtbot, tom)
    dialog = SignDialog(window.hub, came, window)
    dialog.open()
    dialog_of(qtbot, window, SignDialog)
    assert not dialog.submit.isEnabled() and "You signed these pages on" in dialog.problem.text()
    assert "write another answer" in dialog.problem.text()
    dialog.position.chip("agree").click()
    assert "You signed these pages on" in dialog.problem.text() and not dialog.submit.isEnabled()
    dialog.reject()
    at_rest(qtbot, window)
    window.close()


def dialog_bytes_open(qtbot, window, packet_id):
    from reviewapp.actions.countersigning import signed_pages

    found: list = []
    window.hub.ask(lambda vault: signed_pages(vault, packet_id=packet_id).data, found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=20_000)
    return found[0]


def test_whoever_has_another_name_says_that_it_is_them(qtbot, themed_app, place, came, tmp_path, monkeypatch) -> None:
    _ruth, tom, _ids = place
    with unlock_vault(folder=tom, passphrase=PASSPHRASE) as vault:
        change_person(vault, person_id=writer(vault).id, name="Thomas Vane")
    window = opened(qtbot, tom)
    dialog = signing(qtbot, window, came)
    dialog.position.chip("received").click()
    saving_to(monkeypatch, tmp_path / "back.rvpacket")
    dialog.submit.click()
    assert "bear another name than your vault" in dialog.problem.text() and dialog.made is None
    assert dialog.is_me.text() == "I am Tom Hesketh, under another name in this vault"
    dialog.is_me.click()
    dialog.submit.click()
    qtbot.waitUntil(lambda: dialog.made is not None, timeout=20_000)
    dialog.reject()
    at_rest(qtbot, window)
    window.close()


def test_a_review_that_is_not_signed_says_so_and_a_draft_says_nothing(qtbot, themed_app, place) -> None:
    ruth, tom, ids = place
    with unlock_vault(folder=ruth, passphrase=PASSPHRASE) as hers, unlock_vault(folder=tom, passphrase=PASSPHRASE) as his:
        plain = carry(hers, hand_over_review(hers, review_id=ids["review"]).id, his)
    window = opened(qtbot, tom)
    page = window.go("my_side", plain)
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: page.reading.widget().signing.isVisible(), timeout=20_000)
    assert "Ruth Ansell did not sign these pages" in visible_text(page)
    assert "sign" not in page.reading.widget().signing.buttons
    window.close()


def test_the_preview_is_read_as_hr_and_as_the_person(qtbot, themed_app, place, tmp_path, monkeypatch) -> None:
    """A draft: what HR would get and what Tom gets are two files, and each is shown as it would be written."""
    ruth, tom, ids = place
    from datetime import timedelta

    from reviewapp.actions.reviews import begin_review, cite
    from tests.helpers.acts import whole

    with unlock_vault(folder=ruth, passphrase=PASSPHRASE) as vault:
        first = vault.today - timedelta(days=60)
        ids["draft"] = begin_review(vault, person_id=ids["tom"], period_from=first, period_to=vault.today).id
        seen = whole(vault, ids["tom"], text="Rang the ward before sending the table.", ago=20)
        cite(vault, review_id=ids["draft"], observation_id=seen)
    window = opened(qtbot, ruth)
    page = window.go("review", ids["draft"])
    at_rest(qtbot, window)
    page.header.buttons["preview"].click()
    dialog = dialog_of(qtbot, window, PreviewDialog)
    qtbot.waitUntil(lambda: dialog.readers.isVisible() and not dialog.view.waits, timeout=20_000)
    hr = dialog.document.data
    assert dialog.reader == "hr" and dialog.save.isVisible() and not dialog.hand_over.isVisible()
    assert "HR would read these pages" in dialog.readers.sentence.text() and not dialog.readers.beside.isVisible()
    dialog.readers.choice.chip("employee").click()
    qtbot.waitUntil(lambda: dialog.reader == "employee", timeout=20_000)
    at_rest(qtbot, window)
    shown = dialog.document.data
    assert shown != hr and "Tom Hesketh reads these pages." in dialog.readers.sentence.text()
    assert not dialog.save.isVisible() and dialog.hand_over.text() == "Hand over …"
    assert not nameless(dialog) and literal_labels(dialog)
    dialog.readers.beside.click()
    beside = dialog_of(qtbot, window, BesideDialog)
    assert "Rang the ward before sending the table." in beside.content.text() and "HR gets the pages alone." in visible_text(beside)
    beside.reject()
    dialog.readers.choice.chip("hr").click()
    qtbot.waitUntil(lambda: dialog.reader == "hr", timeout=20_000)
    assert dialog.document.data == hr and dialog.save.isVisible()
    dialog.readers.choice.chip("employee").click()
    qtbot.waitUntil(lambda: dialog.reader == "employee", timeout=20_000)
    saving_to(monkeypatch, tmp_path / "for-tom.rvpacket")
    dialog.hand_over.click()
    over = dialog_of(qtbot, window, ShareReviewDialog)
    window.hub.act(lambda vault: write_section(vault, review_id=ids["draft"], key=SectionKey("summary"), text="Other words."))
    at_rest(qtbot, window)
    over.submit.click()
    qtbot.waitUntil(lambda: "The pages changed since you looked at them" in over.problem.text(), timeout=20_000)
    assert over.made is None
    window.hub.undo()
    at_rest(qtbot, window)
    over.submit.click()
    qtbot.waitUntil(lambda: over.made is not None, timeout=20_000)
    over.reject()
    at_rest(qtbot, window)
    window.close()
    with unlock_vault(folder=tom, passphrase=PASSPHRASE) as vault:
        packet_id = open_packet(vault, data=packet_on_disk(tmp_path / "for-tom.rvpacket")).id
        assert shared_pdf(vault, packet_id=packet_id) == shown, "preview = file, for this reader too"


def test_a_reader_who_gets_nothing_leaves_the_pages_as_they_were(qtbot, themed_app, place) -> None:
    ruth, _tom, ids = place
    from reviewapp.actions.people import add_person, agree_role_profile
    from reviewapp.actions.reviews import begin_review
    from tests.helpers.acts import FOCUS

    with unlock_vault(folder=ruth, passphrase=PASSPHRASE) as vault:
        nia = add_person(vault, name="Nia & Bevan").id
        agree_role_profile(vault, person_id=nia, focus=FOCUS, agreed_on=vault.today)
        ids["nia"] = begin_review(vault, person_id=nia, period_from=vault.today, period_to=vault.today).id
    window = opened(qtbot, ruth)
    page = window.go("review", ids["nia"])
    at_rest(qtbot, window)
    page.header.buttons["preview"].click()
    dialog = dialog_of(qtbot, window, PreviewDialog)
    qtbot.waitUntil(lambda: dialog.readers.isVisible(), timeout=20_000)
    before = dialog.document.data
    dialog.readers.choice.chip("employee").click()
    qtbot.waitUntil(lambda: "has not been given the notice yet" in dialog.state.text(), timeout=20_000)
    assert dialog.reader == "hr" and dialog.readers.choice.value() == "hr" and dialog.document.data == before
    dialog.reject()
    window.close()
