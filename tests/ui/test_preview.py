"""The preview shows and saves the exact bytes of an export; the vault can close behind it at any time."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QWidget

from reviewapp import i18n
from reviewapp.actions.exporting import export_review, preview_pdf
from reviewapp.actions.reviews import cite, finish_review, write_section
from reviewapp.actions.vaults import begin_vault, unlock_vault
from reviewapp.domain.review import SectionKey
from reviewapp.settings import Settings
from reviewapp.ui.dialogs.pdf_pages import page_image, page_with, read_pages, spots_of
from reviewapp.ui.dialogs.preview import PreviewDialog
from reviewapp.ui.main_window import MainWindow
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import draft, somebody, whole
from tests.helpers.desk import cut_controls

CTRL = Qt.KeyboardModifier.ControlModifier
LONG = "\n\n".join(["He read the draft against the source, line by line, and noted what he changed and why."] * 40)


@pytest.fixture
def folder(tmp_path) -> Path:
    vault, _code = begin_vault(folder=tmp_path / "vault", name="Ruth Ansell", passphrase=PASSPHRASE, kdf=FAST_KDF)
    person_id = somebody(vault)
    observation_id = whole(vault, person_id, ago=20)
    review_id = draft(vault, person_id)
    assert review_id == 1
    cite(vault, review_id=1, observation_id=observation_id)
    write_section(vault, review_id=1, key=SectionKey("summary"), text="He compares before he trusts.\n\n" + LONG)
    write_section(vault, review_id=1, key=SectionKey("goals"), text="A quince orchard, perhaps.")
    vault.close()
    return tmp_path / "vault"


@pytest.fixture
def window(qtbot, themed_app, folder):
    made = MainWindow(settings=Settings(lock_minutes=0), folder=folder, passphrase=PASSPHRASE)
    made.show()
    qtbot.waitUntil(lambda: made.is_unlocked and made.worker.is_idle, timeout=20_000)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def opened(qtbot, window, act: str = "preview") -> PreviewDialog:
    page = window.go("review", 1)
    qtbot.waitUntil(lambda: window.worker.is_idle, timeout=20_000)
    page.header.buttons[act].click()
    dialog = next(one for one in page.findChildren(PreviewDialog))
    qtbot.waitUntil(lambda: dialog.document is not None and not dialog.view.waits, timeout=20_000)
    return dialog


def answer(qtbot, window, query):
    found: list = []
    window.hub.ask(query, found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=20_000)
    return found[0]


def test_the_pages_are_those_of_the_bytes_an_export_writes(qtbot, window, tmp_path) -> None:
    dialog = opened(qtbot, window)
    exported = answer(qtbot, window, lambda vault: export_review(vault, review_id=1, folder=tmp_path / "out"))
    assert dialog.document.data == exported.path.read_bytes()
    assert dialog.document.name == exported.path.name
    assert answer(qtbot, window, lambda vault: preview_pdf(vault, review_id=1).data) == dialog.document.data
    scale, shown = dialog.view._images[0]
    again = page_image(exported.path.read_bytes(), 0, scale)
    assert shown == again and shown.size() == again.size()


def test_save_writes_the_shown_bytes_even_when_the_review_changed_since(qtbot, window, tmp_path, monkeypatch) -> None:
    dialog = opened(qtbot, window, "export")
    assert dialog.save.hasFocus() or dialog.focusWidget() is dialog.save
    shown = dialog.document.data
    window.hub.act(lambda vault: write_section(vault, review_id=1, key=SectionKey("goals"), text="Something else."))
    path = tmp_path / "kept" / "review.pdf"
    proposed: list[str] = []

    def choose(_parent, _title, start, _filter):
        proposed.append(start)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog.save.click()
    qtbot.waitUntil(lambda: "Saved as" in dialog.state.text(), timeout=10_000)
    assert path.read_bytes() == shown
    assert Path(proposed[0]).name == dialog.document.name and "_draft" in proposed[0]
    assert [item.name for item in path.parent.iterdir()] == ["review.pdf"]


def test_the_next_document_goes_beside_the_first_and_never_over_a_file(qtbot, window, tmp_path, monkeypatch) -> None:
    dialog = opened(qtbot, window, "export")
    assert dialog.save.text() == "Save PDF …" and not dialog.elsewhere.isVisible()
    asked: list[str] = []

    def choose(_parent, _title, start, _filter):
        asked.append(start)
        return str(tmp_path / "kept" / dialog.document.name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog.save.click()
    qtbot.waitUntil(lambda: "Saved as" in dialog.state.text(), timeout=10_000)
    (tmp_path / "kept" / dialog.document.name).unlink()
    dialog.reject()
    dialog = opened(qtbot, window, "export")
    assert dialog.save.text() == "Save PDF in kept" and dialog.elsewhere.isVisible()
    dialog.save.click()
    qtbot.waitUntil(lambda: "Saved as" in dialog.state.text(), timeout=10_000)
    assert len(asked) == 1 and (tmp_path / "kept" / dialog.document.name).read_bytes() == dialog.document.data
    dialog.save.click()
    qtbot.waitUntil(lambda: len(asked) == 2, timeout=10_000)  # it is there already: where to is asked
    qtbot.waitUntil(lambda: window.worker.is_idle, timeout=10_000)
    window.hub.forget()  # as a lock does
    assert window.hub.saved_in is None


def test_a_folder_that_cannot_be_written_is_told_in_the_dialog(qtbot, window, tmp_path, monkeypatch) -> None:
    dialog = opened(qtbot, window)
    blocked = tmp_path / "file"
    blocked.write_text("x", "utf-8")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: (str(blocked / "review.pdf"), ""))
    dialog.save.click()
    qtbot.waitUntil(lambda: "is a file, not a folder" in dialog.state.text(), timeout=10_000)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: ("", ""))
    dialog.save.click()
    assert blocked.read_text("utf-8") == "x"


def test_zoom_pages_and_their_words_by_keyboard(qtbot, window) -> None:
    dialog = opened(qtbot, window)
    view = dialog.view
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    view.setFocus()
    fitted = view.zoom
    qtbot.keyClick(view, Qt.Key.Key_Plus, CTRL)
    assert view.zoom > fitted
    qtbot.keyClick(view, Qt.Key.Key_0, CTRL)
    assert view.zoom == 1.0
    qtbot.keyClick(view, Qt.Key.Key_9, CTRL)
    assert view.zoom == fitted
    for _many in range(30):
        qtbot.keyClick(view, Qt.Key.Key_Minus, CTRL)
    assert view.zoom == 0.25
    view.set_zoom(0)
    assert dialog.where.text() == f"Page 1 of {len(view._tops)}" and view.accessibleName() == dialog.where.text()
    assert "Tom Hesketh" in view.accessibleDescription()
    first = view.accessibleDescription()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current == len(view._tops) - 1 and view.accessibleDescription() != first
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current == 0
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.verticalScrollBar().value() > 0


def test_only_pages_in_view_are_drawn(qtbot, window) -> None:
    dialog = opened(qtbot, window)
    view = dialog.view
    assert len(view._tops) >= 3 and set(view._images) == set(view._in_view())
    view.go(len(view._tops) - 1)
    qtbot.waitUntil(lambda: not view.waits, timeout=10_000)
    assert len(view._tops) - 1 in view._images


def test_words_are_found_on_their_page_and_round_again(qtbot, window) -> None:
    dialog = opened(qtbot, window)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_F, CTRL)
    assert dialog.words.hasFocus()
    wanted = page_with(dialog._pages.texts, "quince orchard", -1)
    assert wanted
    qtbot.keyClicks(dialog.words, "QUINCE   orchard")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    assert dialog.state.text() == f"Found on page {wanted + 1}" and dialog.view.current == wanted
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    assert dialog.state.text() == f"Found on page {wanted + 1}", "the only place is found again"
    dialog.words.clear()
    qtbot.keyClicks(dialog.words, "no such words")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    assert dialog.state.text() == "These words are on no page."
    assert dialog.isVisible(), "Enter in the field closes nothing"


def test_a_found_word_is_marked_where_it_stands(qtbot, window) -> None:
    dialog = opened(qtbot, window)
    data, texts = dialog.document.data, dialog._pages.texts
    number = page_with(texts, "quince", -1)
    spots = spots_of(data, number, "quince")
    assert len(spots) == 1 and 0 < spots[0].left < 1 and 0 < spots[0].top < 1 and spots[0].height < 0.05
    assert spots_of(data, number, "absent words") == ()


def test_characters_without_a_font_are_named(qtbot, window) -> None:
    window.hub.act(lambda vault: write_section(vault, review_id=1, key=SectionKey("goals"), text="Odd \U00013000 sign."))
    dialog = opened(qtbot, window)
    assert dialog.document.missing == {"\U00013000"}
    assert dialog.missing.isVisible() and "Under “Goals”: U+13000." in dialog.missing.sentence.text()


def test_draft_and_finished_are_told_apart(qtbot, window) -> None:
    dialog = opened(qtbot, window)
    assert "every page says so" in dialog.state.text() and all("Draft" in text for text in dialog._pages.texts)
    dialog.close()
    window.hub.act(lambda vault: finish_review(vault, review_id=1, talked_on=vault.today))
    qtbot.waitUntil(lambda: window.worker.is_idle, timeout=20_000)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    dialog = opened(qtbot, window)
    assert not dialog.document.is_draft and not any("Draft" in text for text in dialog._pages.texts)


def test_locking_takes_the_pages_away_and_late_answers_hurt_nobody(qtbot, window, folder) -> None:
    dialog = opened(qtbot, window)
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.view.set_zoom(2.0)
    dialog.view.repaint()
    window.lock()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone
    qtbot.waitUntil(lambda: window.worker.is_idle, timeout=20_000)
    unlock_vault(folder=folder, passphrase=PASSPHRASE).close()


def test_every_control_has_a_name(qtbot, window) -> None:
    dialog = opened(qtbot, window)
    nameless = [
        widget for widget in dialog.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
    ]
    assert not nameless


def test_pages_are_read_and_drawn_without_a_window(folder) -> None:
    vault = unlock_vault(folder=folder, passphrase=PASSPHRASE)
    made = preview_pdf(vault, review_id=1)
    vault.close()
    pages = read_pages(made.data)
    image = page_image(made.data, 0, 0.5)
    width, height = pages.sizes[0]
    assert abs(image.width() - width / 2) <= 1 and abs(image.height() - height / 2) <= 1
    assert image.format() == QImage.Format.Format_RGB32 and image.pixelColor(2, 2).lightness() == 255
    assert page_with((), "x", 0) is None and page_with(("a",), "  ", 0) is None
    assert page_with(("one\ntwo", "three"), "ONE two", 0) == 0


def test_a_copy_is_made_without_words_and_whole_again(qtbot, window, tmp_path, monkeypatch) -> None:
    dialog = opened(qtbot, window)
    whole = dialog.document.data

    def left_out(words: str) -> str:
        dialog.words_out.click()
        asked = next(one for one in dialog.findChildren(QInputDialog) if one.isVisible())
        asked.setTextValue(words)
        asked.accept()
        qtbot.waitUntil(lambda: window.worker.is_idle and dialog.state.text() != "Making the pages …", timeout=20_000)
        return " ".join(dialog._pages.texts)

    text = left_out("quince orchard\n")
    assert "A [left out], perhaps." in text and "quince" not in text and "A copy" in dialog.state.text()
    path = tmp_path / "copy.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(path), ""))
    dialog.save.click()
    qtbot.waitUntil(path.exists, timeout=20_000)
    assert path.read_bytes() == dialog.document.data and dialog.document.name.endswith("_words-left-out.pdf")
    left_out("orchid")
    assert "nowhere in this review" in dialog.state.text()
    assert "A quince orchard, perhaps." in left_out("") and dialog.document.data == whole
    dialog.reject()
@pytest.mark.parametrize("language", ["xx-long", "xx-rtl"])
def test_the_find_field_keeps_room_for_words_in_a_narrow_dialog_and_large_type(qtbot, themed_app, window, language) -> None:
    themed_app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if language == "xx-rtl" else Qt.LayoutDirection.LeftToRight)
    i18n.use_language(language)
    font = themed_app.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    themed_app.setFont(font)
    dialog = opened(qtbot, window)
    dialog.resize(dialog.minimumSizeHint().width(), 700)
    qtbot.waitUntil(lambda: not dialog.view.waits, timeout=20_000)
    QApplication.processEvents()
    assert dialog.words.width() >= dialog.fontMetrics().averageCharWidth() * 20
    assert cut_controls(dialog) == []
