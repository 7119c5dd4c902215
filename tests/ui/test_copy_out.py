"""Part by part in the real window: the count, the clipboard, the file, the refusal in place."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from reviewapp.actions.reviews import write_section
from reviewapp.domain.review import SectionKey
from reviewapp.ui.dialogs.copy_out import CopyOutDialog
from reviewapp.vault import reviews
from tests.helpers.acts import draft, somebody, whole
from tests.helpers.desk import at_rest, dialog_of, literal_labels, made_vault, nameless, opened

HOSTILE = "<b>Two</b> wards & one."


@pytest.fixture
def ids():
    return {}


@pytest.fixture
def window(qtbot, themed_app, tmp_path, ids):
    def fill(vault):
        ids["good"] = draft(vault, somebody(vault, "Tom Hesketh"))
        write_section(vault, review_id=ids["good"], key=SectionKey("summary"), text=HOSTILE)
        nia = somebody(vault, "Nia Pugh")
        concern = whole(vault, nia, text="Sent it unread.", ago=30, concern=True)
        ids["kept_back"] = draft(vault, nia)
        with vault.write() as transaction:
            reviews.cite(transaction, ids["kept_back"], concern)

    made = opened(qtbot, made_vault(tmp_path / "vault", fill))
    yield made
    made.close()


def dialog_for(qtbot, window, review_id):
    page = window.go("review", review_id)
    at_rest(qtbot, window)
    page.header.buttons["copy_out"].click()
    dialog = dialog_of(qtbot, window, CopyOutDialog)
    at_rest(qtbot, window)
    return dialog


def test_a_part_is_counted_copied_and_all_are_saved(qtbot, window, ids, tmp_path, monkeypatch) -> None:
    dialog = dialog_for(qtbot, window, ids["good"])
    assert dialog.rows.currentItem().text() == "Summary" and dialog.text.toPlainText() == HOSTILE
    assert dialog.count.text() == f"Characters: {len(HOSTILE)}"
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == HOSTILE
    dialog.copy_marked.click()
    assert QGuiApplication.clipboard().text() == "## Summary\n\n\\<b\\>Two\\</b\\> wards \\& one.\n"
    target = tmp_path / "out"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: (str(target), "Markdown (*.md)"))
    dialog.submit.click()
    at_rest(qtbot, window)
    assert HOSTILE.replace("<b>", "\\<b\\>")[:6] in (tmp_path / "out.md").read_text("utf-8")
    assert not nameless(dialog) and literal_labels(dialog)
    dialog.reject()


def test_what_may_not_leave_is_said_in_place(qtbot, window, ids) -> None:
    dialog = dialog_for(qtbot, window, ids["kept_back"])
    assert "not shared" in dialog.problem.text()
    assert not dialog.submit.isEnabled() and not dialog.copy.isEnabled()
    dialog.reject()


def test_a_file_that_cannot_be_written_is_said_in_place(qtbot, window, ids, tmp_path, monkeypatch) -> None:
    dialog = dialog_for(qtbot, window, ids["good"])
    (tmp_path / "file").write_text("x")
    target = tmp_path / "file" / "review.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: (str(target), ""))
    dialog.submit.click()
    at_rest(qtbot, window)
    assert "is a file" in dialog.problem.text() and dialog.isVisible()
    dialog.reject()
