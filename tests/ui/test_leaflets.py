"""Papers in the window: looked at, then saved as the same bytes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from reviewapp import i18n
from reviewapp.settings import load_settings
from reviewapp.ui.dialogs.leaflet import LeafletDialog, pack_dialog
from reviewapp.ui.dialogs.notice import NoticeDialog
from reviewapp.ui.widgets.buttons import Button
from reviewapp.ui.widgets.choice_box import ChoiceBox
from tests.helpers.acts import somebody, whole
from tests.helpers.desk import at_rest, dialog_of, literal_labels, made_vault, nameless, opened
from tests.report.reading import text_of


@pytest.fixture
def scene(qtbot, themed_app, tmp_path):
    ids = {}

    def fill(vault) -> None:
        ids["tom"] = somebody(vault)
        whole(vault, ids["tom"], text="Passed a summary on unread.", concern=True)

    window = opened(qtbot, made_vault(tmp_path / "vault", fill))
    yield window, ids["tom"]
    window.close()


def saved(qtbot, window, dialog, path, monkeypatch):
    """The bytes that saving writes."""
    assert dialog.save.isEnabled() and nameless(dialog) == [] and literal_labels(dialog)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(path), ""))
    dialog.save.click()
    at_rest(qtbot, window)
    assert "Saved as" in dialog.state.text()
    return path.read_bytes()


def pressed(qtbot, within, text):
    found = next(one for one in within.findChildren(Button) if one.text() == text and one.isVisible())
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_the_library_makes_the_pack_for_the_works_council(qtbot, scene, tmp_path, monkeypatch) -> None:
    window, _tom = scene
    page = window.go("library", "notices")
    at_rest(qtbot, window)
    pressed(qtbot, page, "Works-council pack …")
    dialog = dialog_of(qtbot, window, LeafletDialog)
    text = " ".join(dialog._pages.texts)
    assert "Rules the program enforces" in text and "Tom Hesketh" not in text
    assert saved(qtbot, window, dialog, tmp_path / "pack.pdf", monkeypatch) == dialog.document.data
    dialog.reject()


def test_a_talk_is_prepared_from_the_page_of_the_person(qtbot, scene, tmp_path, monkeypatch) -> None:
    window, tom = scene
    page = window.go("people", tom)
    at_rest(qtbot, window)
    menu = next(one for one in page.findChildren(Button) if one.menu() is not None).menu()
    next(action for action in menu.actions() if action.text() == "Talk about next …").trigger()
    dialog = dialog_of(qtbot, window, LeafletDialog)
    assert "Passed a summary on unread." in " ".join(dialog._pages.texts)
    assert saved(qtbot, window, dialog, tmp_path / "agenda.pdf", monkeypatch) == dialog.document.data
    dialog.reject()


def test_the_notice_is_printed_from_its_dialog(qtbot, scene, tmp_path, monkeypatch) -> None:
    window, tom = scene
    notice = NoticeDialog(window.hub, tom, window)
    notice.open()
    at_rest(qtbot, window)
    pressed(qtbot, notice, "Pages to print …")
    dialog = dialog_of(qtbot, window, LeafletDialog)
    assert "About the notes I keep" in " ".join(dialog._pages.texts)
    assert saved(qtbot, window, dialog, tmp_path / "notice.pdf", monkeypatch) == dialog.document.data
    dialog.reject()
    notice.reject()


def test_the_paper_chosen_in_settings_is_the_one_that_is_printed(qtbot, scene) -> None:
    window, _tom = scene
    page = window.go("settings")
    at_rest(qtbot, window)
    sheets = next(box for box in page.findChildren(ChoiceBox) if box.accessibleName() == "Paper of PDFs")
    sheets.setCurrentIndex(2)
    sheets.activated.emit(2)
    assert load_settings().paper == "letter"
    dialog = pack_dialog(window.hub, page)
    dialog.open()
    at_rest(qtbot, window)
    wide, high = dialog._pages.sizes[0]
    assert wide / high == pytest.approx(612 / 792, abs=0.001)
    dialog.reject()


def test_the_language_chosen_for_documents_is_that_of_the_pages_while_the_screen_keeps_its_own(
    qtbot, scene, tmp_path, monkeypatch
) -> None:
    window, _tom = scene
    page = window.go("settings")
    at_rest(qtbot, window)
    spoken = next(box for box in page.findChildren(ChoiceBox) if box.accessibleName() == "Language of documents")
    assert [spoken.itemText(at) for at in range(spoken.count())] == ["As the system", "English", "Deutsch", "Français", "Español"]
    spoken.setCurrentIndex(2)
    spoken.activated.emit(2)
    assert load_settings().documents == "de"
    dialog = pack_dialog(window.hub, page)
    dialog.open()
    at_rest(qtbot, window)
    assert "Works-council pack" in dialog.windowTitle()
    data = saved(qtbot, window, dialog, tmp_path / "pack.pdf", monkeypatch)
    assert "Was ReviewApp aufzeichnet und nach welchen Regeln" in text_of(data)
    dialog.reject()
    spoken.setCurrentIndex(0)
    spoken.activated.emit(0)
    assert load_settings().documents == "" and i18n.document_language() == "en"
