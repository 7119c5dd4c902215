"""Settings → Cards: the own card given away, a card compared, given to its person, taken out of use."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog

from reviewapp.actions.cards import card_phrase, make_card
from reviewapp.actions.contacts import all_contacts
from reviewapp.actions.packets import inspect, open_packet, packet_file
from reviewapp.actions.vaults import begin_vault
from reviewapp.ui.dialogs.cards import CardsDialog
from reviewapp.ui.pages.settings_cards import CardsCard
from tests.conftest import FAST_KDF
from tests.helpers.acts import somebody
from tests.helpers.desk import PASSPHRASE, at_rest, dialog_of, literal_labels, made_vault, nameless, opened


@pytest.fixture
def scene(qtbot, themed_app, tmp_path, clock):
    nia, _code = begin_vault(folder=tmp_path / "nia", name="Nia Pugh", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock)
    card = packet_file(nia, packet_id=make_card(nia, role="Ward manager").id)
    phrase = card_phrase(nia, contact_id=None)
    nia.close()

    def fill(vault):
        somebody(vault, "Nia Pugh")
        somebody(vault, "Tom Hesketh")
        open_packet(vault, data=card)

    window = opened(qtbot, made_vault(tmp_path / "vault", fill))
    page = window.go("settings")
    at_rest(qtbot, window)
    page.findChild(CardsCard).look.click()
    dialog = dialog_of(qtbot, window, CardsDialog)
    at_rest(qtbot, window)
    yield window, dialog, phrase
    window.close()


def lines(dialog) -> list[str]:
    return [dialog.rows.item(at).text() for at in range(dialog.rows.count())]


def contacts(qtbot, window):
    found = []
    window.hub.ask(all_contacts, found.extend)
    at_rest(qtbot, window)
    return found


def test_a_card_is_compared_given_to_its_person_and_taken_out_of_use(qtbot, scene, monkeypatch) -> None:
    window, dialog, (words, figures) = scene
    assert lines(dialog)[0].endswith("your own card") and lines(dialog)[1] == "Nia Pugh · not compared yet"
    assert dialog.submit.isHidden() and not dialog.give.isHidden() and dialog.stop.isHidden()
    dialog.rows.setCurrentRow(1)
    at_rest(qtbot, window)
    assert " ".join(words) in dialog.words.text() and " ".join(figures) in dialog.figures.text()
    assert nameless(dialog) == [] and literal_labels(dialog)
    assert dialog.whose.currentText() == "Nia Pugh"
    dialog.belongs.click()
    at_rest(qtbot, window)
    [contact] = contacts(qtbot, window)
    assert contact.person_id is not None and dialog.whose_row.isHidden()
    dialog.submit.click()
    at_rest(qtbot, window)
    assert lines(dialog)[1] == "Nia Pugh · compared, and the same" and dialog.submit.isHidden()
    for agreed in (False, True):
        monkeypatch.setattr("reviewapp.ui.dialogs.cards.confirm", lambda *_words, agreed=agreed: agreed)
        assert contacts(qtbot, window)[0].state == "verified"
        dialog.stop.click()
        at_rest(qtbot, window)
    assert contacts(qtbot, window) == [] and lines(dialog)[1] == "Nia Pugh · no longer in use"
    window.hub.undo()
    at_rest(qtbot, window)
    assert contacts(qtbot, window)[0].state == "verified"


def test_the_own_card_is_saved_for_others(qtbot, scene, tmp_path, monkeypatch) -> None:
    window, dialog, _words = scene
    path = tmp_path / "ruth"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    dialog.give.click()
    at_rest(qtbot, window)
    found = inspect(path.with_suffix(".rvpacket").read_bytes())
    assert found.kind == "card" and found.sender.name == "Ruth Ansell" and not found.is_sealed
