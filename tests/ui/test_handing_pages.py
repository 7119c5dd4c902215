"""A change of manager in real windows: handed over, taken in, confirmed, told, and what stays because it is restricted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from reviewapp.actions.cards import give_card_to, make_card
from reviewapp.actions.handed import all_handed, handed
from reviewapp.actions.handover import hand_over
from reviewapp.actions.my_side import my_side
from reviewapp.actions.observations import Details, change_observation, get_observation
from reviewapp.actions.packets import open_packet, packet_file, packet_record
from reviewapp.actions.queries import notes
from reviewapp.actions.vaults import begin_vault
from reviewapp.ui.dialogs.confirm_notice import ConfirmNoticeDialog
from reviewapp.ui.dialogs.contribute import ContributeDialog
from reviewapp.ui.dialogs.episode_agreement import EpisodeAgreementDialog
from reviewapp.ui.dialogs.handover import HandoverDialog
from reviewapp.ui.dialogs.incoming import IncomingDialog
from reviewapp.ui.dialogs.inform import InformDialog
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import jot, somebody, whole
from tests.helpers.desk import at_rest, dialog_of, literal_labels, nameless, opened, reopened, visible_text
from tests.helpers.two_sides import carry

TEXT, PRIVATE = "Rang the ward before sending.", "A private thought."


def vault_of(folder: Path, name: str):
    return begin_vault(folder=folder, name=name, passphrase=PASSPHRASE, kdf=FAST_KDF)[0]


@pytest.fixture
def people(tmp_path):
    """Closed vaults of Ruth, Tom and Nia who have each other's cards, and ids in Ruth's."""
    ids = {}
    folders = {name.split()[0].lower(): tmp_path / name for name in ("Ruth Ansell", "Tom Hesketh", "Nia Pugh")}
    with (
        vault_of(folders["ruth"], "Ruth Ansell") as ruth, vault_of(folders["tom"], "Tom Hesketh") as tom,
        vault_of(folders["nia"], "Nia Pugh") as nia,
    ):
        ids["tom"] = somebody(ruth)
        toms = packet_record(ruth, packet_id=carry(tom, make_card(tom).id, ruth)).contact_id
        give_card_to(ruth, contact_id=toms, person_id=ids["tom"])
        ids["nia"] = packet_record(ruth, packet_id=carry(nia, make_card(nia).id, ruth)).contact_id
        carry(ruth, make_card(ruth).id, nia)
        ids["known"] = whole(ruth, ids["tom"], text=TEXT, told_ago=20)
        ids["jot"] = jot(ruth, ids["tom"], text=PRIVATE)
    return folders, ids


def handed_over(folders, ids) -> tuple[bytes, bytes]:
    with reopened(folders["ruth"]) as ruth:
        made = hand_over(ruth, person_id=ids["tom"], contact_id=ids["nia"])
        return tuple(packet_file(ruth, packet_id=one) for one in made.ids)


def closed(qtbot, window) -> None:
    at_rest(qtbot, window)
    window.close()


def test_a_handover_says_what_it_does_and_makes_both_files(qtbot, themed_app, people, tmp_path, monkeypatch) -> None:
    folders, ids = people
    window = opened(qtbot, folders["ruth"])
    page = window.go("people", ids["tom"])
    at_rest(qtbot, window)
    page.person.header.right_asked.emit("handover")
    dialog = dialog_of(qtbot, window, HandoverDialog)
    assert TEXT in dialog.goes.text() and PRIVATE in dialog.ends.text() and "Nia Pugh" in dialog.receiver.currentText()
    assert "not compared yet" in dialog.trust.text() and TEXT in dialog.content.text() and TEXT in dialog.notice.text()
    assert (PRIVATE not in dialog.content.text() and dialog.told.isHidden()) or not dialog.told.isVisible()
    assert nameless(dialog) == [] and literal_labels(dialog)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "")
    dialog.submit.click()
    at_rest(qtbot, window)
    assert dialog.made == ()  # leaving the question makes nothing
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(out))
    dialog.submit.click()
    at_rest(qtbot, window)
    assert len(dialog.made) == 2 and all(path.exists() for path in dialog.made) and not dialog.submit.isEnabled()
    assert all(row.isVisible() for row in dialog.saved) and "give Nia Pugh theirs" in dialog.about.text()
    dialog.reject()
    window.go("observation", ids["jot"])
    at_rest(qtbot, window)
    assert "in the bin" in visible_text(window)
    closed(qtbot, window)


def test_the_next_manager_takes_it_in_and_records_that_they_were_told(qtbot, themed_app, people, tmp_path) -> None:
    folders, ids = people
    path = tmp_path / "handover.rvpacket"
    path.write_bytes(handed_over(folders, ids)[0])
    window = opened(qtbot, folders["nia"])
    window.incoming.take(path)
    incoming = dialog_of(qtbot, window, IncomingDialog)
    incoming.submit.click()
    qtbot.waitUntil(lambda: window.current_page == "handed")
    at_rest(qtbot, window)
    page = window.pages.currentWidget()
    assert "Handed over to you: Tom Hesketh" in visible_text(page) and "Not informed" in visible_text(page)
    assert nameless(page) == [] and literal_labels(page)
    page.leaf.rows[0].click()
    qtbot.waitUntil(lambda: window.current_page == "observation")
    at_rest(qtbot, window)
    shown = window.pages.currentWidget()
    assert "Ruth Ansell wrote this" in shown.origin.by.text() and "Not informed" in shown.origin.informed.text()
    assert shown.form.fields["behaviour"].edit.isReadOnly() and not shown.foot.isVisible()
    assert shown.acts.withdraw.isHidden()
    window.go("home")
    at_rest(qtbot, window)
    assert "Given to you by other managers" in visible_text(window.pages.currentWidget())
    shown.origin.see.click()
    qtbot.waitUntil(lambda: window.current_page == "handed")
    at_rest(qtbot, window)
    page.leaf.inform.click()
    dialog = dialog_of(qtbot, window, InformDialog)
    dialog.submit.click()
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: "knows since" in visible_text(page))
    window.hub.undo()
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: "Not informed" in visible_text(page))
    closed(qtbot, window)


def test_the_person_sees_the_notice_and_confirms_it_to_both(qtbot, themed_app, people, tmp_path, monkeypatch) -> None:
    folders, ids = people
    to_nia, to_tom = handed_over(folders, ids)
    with reopened(folders["tom"]) as tom:
        notice_id = open_packet(tom, data=to_tom).id
    with reopened(folders["nia"]) as nia:
        came = open_packet(nia, data=to_nia).id
    window = opened(qtbot, folders["tom"])
    at_rest(qtbot, window)
    assert "Handed to your next manager" in visible_text(window.pages.currentWidget())
    page = window.go("my_side", ("handed", notice_id))
    at_rest(qtbot, window)
    leaf = page.reading.widget()
    assert "Handed to Nia Pugh" in visible_text(leaf) and TEXT in visible_text(leaf)
    assert "no file of it" in visible_text(leaf) and nameless(page) == [] and literal_labels(page)
    leaf.confirm.click()
    dialog = dialog_of(qtbot, window, ConfirmNoticeDialog)
    assert dialog.to.text() == "For Ruth Ansell and Nia Pugh."
    path = tmp_path / "knows.rvpacket"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    dialog.submit.click()
    at_rest(qtbot, window)
    assert "Ruth Ansell and to Nia Pugh" in dialog.to.text()
    dialog.reject()
    at_rest(qtbot, window)
    assert "You confirmed" in visible_text(page.reading.widget())
    closed(qtbot, window)
    for who in ("nia", "ruth"):
        with reopened(folders[who]) as vault:
            open_packet(vault, data=path.read_bytes())
            if who == "nia":
                assert handed(vault, packet_id=came).informed_on is not None
    with reopened(folders["tom"]) as tom:
        assert my_side(tom).handed[0].confirmed


def test_a_contribution_is_given_and_put_under_its_person(qtbot, themed_app, people, tmp_path, monkeypatch) -> None:
    folders, ids = people
    with reopened(folders["nia"]) as nia:
        somebody(nia, "Tom Hesketh")
    window = opened(qtbot, folders["ruth"])
    page = window.go("people", ids["tom"])
    at_rest(qtbot, window)
    page.person.header.right_asked.emit("contribute")
    dialog = dialog_of(qtbot, window, ContributeDialog)
    assert dialog.rows.count() == 1 and dialog.chosen() == [] and nameless(dialog) == [] and literal_labels(dialog)
    dialog.submit.click()
    assert "Choose what goes in first" in dialog.problem.text()
    dialog.rows.item(0).setCheckState(dialog.rows.item(0).checkState().__class__.Checked)
    dialog.relation.setText("Led the rota")
    dialog.relation.textEdited.emit("Led the rota")
    at_rest(qtbot, window)
    assert TEXT in dialog.content.text() and "Led the rota" in dialog.content.text()
    path = tmp_path / "give.rvpacket"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    dialog.submit.click()
    at_rest(qtbot, window)
    dialog.reject()
    closed(qtbot, window)
    with reopened(folders["nia"]) as nia:
        came = open_packet(nia, data=path.read_bytes()).id
    window = opened(qtbot, folders["nia"])
    page = window.go("handed", came)
    at_rest(qtbot, window)
    assert "Who is meant?" in visible_text(page) and page.leaf.whose.currentText() == "Tom Hesketh"
    page.leaf.put.click()
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: bool(page.leaf.rows))
    closed(qtbot, window)
    with reopened(folders["nia"]) as nia:
        assert [one.written_by for one in notes(nia)] == ["Ruth Ansell"] and all_handed(nia)[0].person == "Tom Hesketh"


def test_a_restricted_episode_says_who_agreed(qtbot, themed_app, people) -> None:
    folders, ids = people
    with reopened(folders["ruth"]) as ruth:
        change_observation(ruth, observation_id=ids["known"], details=Details(choices={"restricted": "third_party"}))
    window = opened(qtbot, folders["ruth"])
    page = window.go("observation", ids["known"])
    at_rest(qtbot, window)
    assert "No agreement of Tom Hesketh is on record" in page.restriction.state.text()
    page.restriction.agree.click()
    dialog = dialog_of(qtbot, window, EpisodeAgreementDialog)
    assert nameless(dialog) == [] and "Tom Hesketh was asked" in dialog.who.text()
    dialog.how.set_value("paper")
    dialog.submit.click()
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: "Tom Hesketh agreed on" in page.restriction.state.text())
    assert "on paper" in page.restriction.state.text() and page.restriction.agree.isHidden()
    page.restriction.disagree.click()
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: "No agreement" in page.restriction.state.text())
    closed(qtbot, window)
    with reopened(folders["ruth"]) as ruth:
        assert not get_observation(ruth, observation_id=ids["known"]).may_leave


def test_without_anything_shared_the_dialog_says_what_to_do_first(qtbot, themed_app, people) -> None:
    folders, _ids = people
    with reopened(folders["nia"]) as nia:
        person_id = somebody(nia, "Omar Said")
    window = opened(qtbot, folders["nia"])
    page = window.go("people", person_id)
    at_rest(qtbot, window)
    page.person.header.right_asked.emit("handover")
    dialog = dialog_of(qtbot, window, HandoverDialog)
    assert "nothing to hand over" in dialog.problem.text() and not dialog.submit.isEnabled()
    dialog.reject()
    page = window.go("handed")
    at_rest(qtbot, window)
    closed(qtbot, window)
