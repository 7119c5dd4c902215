"""F1 opens the shipped manual at the place one is at: on each page, in the capture panel and in dialogs."""

from __future__ import annotations

import importlib
import inspect
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from reviewapp.actions.manual import Block, Run, section_with, sections
from reviewapp.ui import help_places, page_factory
from reviewapp.ui.dialogs.help import HelpDialog, shortcuts
from reviewapp.ui.dialogs.keys import ChangePassphraseDialog
from reviewapp.ui.dialogs.person import PersonDialog
from reviewapp.ui.main_window import MainWindow
from reviewapp.ui.widgets.manual_view import ManualView
from tests.helpers.acts import somebody
from tests.helpers.desk import at_rest, made_vault, nameless, opened, reached_by_tab

PLACES = {**help_places.PAGES, **help_places.DIALOGS}


@pytest.mark.parametrize("place", sorted(set(PLACES.values())))
def test_every_place_help_opens_is_a_heading_of_the_manual(place) -> None:
    assert place in section_with(place).headings


@pytest.mark.parametrize("name", sorted(help_places.DIALOGS))
def test_every_dialog_that_is_named_is_there(name) -> None:
    module, _, kind = name.partition(".")
    assert issubclass(getattr(importlib.import_module(f"reviewapp.ui.dialogs.{module}"), kind), QDialog)


def test_every_page_of_the_window_has_its_place() -> None:
    built = inspect.getsource(page_factory)
    named = {name for name in help_places.PAGES if f'"{name}"' in built}
    assert set(help_places.PAGES) - named <= {"", "capture", "settings"}, "a page that is gone"
    compared = {line.split('"')[1] for line in built.splitlines() if "name ==" in line and '"' in line}
    assert compared and compared <= set(help_places.PAGES), "a page without a place"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return made_vault(tmp_path_factory.mktemp("help") / "vault", somebody)


@pytest.fixture
def window(qtbot, themed_app, tmp_path, filled):
    shutil.copytree(filled, tmp_path / "vault")
    made = opened(qtbot, tmp_path / "vault")
    yield made
    made.close()
    made.deleteLater()


def helped(qtbot, where) -> HelpDialog:
    """Press F1 where the keyboard is; the help that opens."""
    QTest.keyClick(where.focusWidget() or where, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), HelpDialog))
    return QApplication.activeWindow()


def closed(qtbot, dialog: HelpDialog, then) -> None:
    """Escape; without a window manager the window below has to be brought forward by hand."""
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isinstance(QApplication.activeWindow(), HelpDialog))
    then.activateWindow()
    qtbot.waitUntil(then.isActiveWindow)


def test_each_page_opens_its_own_part(qtbot, window: MainWindow) -> None:
    for name in ("home", "people", "review", "team", "my_side", "library", "settings"):
        window.go(name)
        at_rest(qtbot, window)
        dialog = helped(qtbot, window)
        assert dialog.shown == section_with(help_places.PAGES[name]), name
        assert dialog.contents.currentItem().text() == dialog.shown.title
        assert dialog.view.hasFocus() and dialog.view.toPlainText().startswith(dialog.shown.title)
        closed(qtbot, dialog, window)


def test_the_capture_panel_and_the_gate_have_their_places(qtbot, window: MainWindow) -> None:
    window.go("library")
    window.capture()
    at_rest(qtbot, window)
    dialog = helped(qtbot, window)
    assert dialog.shown.title == "Writing something down"
    closed(qtbot, dialog, window)
    window.lock()
    at_rest(qtbot, window)
    dialog = helped(qtbot, window)
    assert dialog.shown.title == "The first two minutes" and "Type your passphrase" in dialog.view.toPlainText()
    closed(qtbot, dialog, window)


def test_a_dialog_opens_its_own_part_above_itself(qtbot, window: MainWindow) -> None:
    window.go("settings")
    at_rest(qtbot, window)
    for dialog, place in (
        (PersonDialog(window.hub, None, window), "A person's page"),
        (ChangePassphraseDialog(window.hub, window), "Passphrase, recovery sheet, keyring"),
        (QDialog(window), "Settings"),
    ):
        if type(dialog) is QDialog:
            # A box of somebody else: the page below it decides.
            dialog.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        dialog.open()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)  # noqa: B023
        (dialog.focusWidget() or dialog).setFocus()
        at_rest(qtbot, window)
        found = helped(qtbot, dialog)
        assert found.shown.title == place and found.parentWidget() is dialog
        QTest.keyClick(found.view, Qt.Key.Key_F1)
        assert found.findChildren(HelpDialog) == [], "help has no help"
        closed(qtbot, found, dialog)
        dialog.reject()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)


def test_the_vault_locks_with_help_open_above_a_form(qtbot, window: MainWindow) -> None:
    window.go("people")
    at_rest(qtbot, window)
    form = PersonDialog(window.hub, None, window)
    form.open()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
    helped(qtbot, form)
    assert window.lock()
    at_rest(qtbot, window)
    assert not window.is_unlocked
    qtbot.waitUntil(lambda: not [one for one in window.findChildren(QDialog) if one.isVisible()])
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.gate.setFocus()
    closed(qtbot, helped(qtbot, window), window)


@pytest.fixture
def help_dialog(qtbot, themed_app):
    made = []

    def show(place: str, page: str | None = None) -> HelpDialog:
        dialog = HelpDialog(place, page=page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        made.append(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return show


def test_a_heading_inside_a_part_is_brought_into_sight(qtbot, help_dialog) -> None:
    dialog = help_dialog("The PDF")
    assert dialog.shown.title == "A review"
    qtbot.waitUntil(lambda: dialog.view.verticalScrollBar().value() > 0)
    line = dialog.view.textCursor().block()
    assert line.text() == "The PDF"
    assert dialog.view.viewport().rect().contains(dialog.view.cursorRect().center())


def test_the_page_says_a_few_sentences_of_its_own_first(help_dialog) -> None:
    dialog = help_dialog("Home", "home")
    text = dialog.view.toPlainText()
    assert text.index("Home shows what waits for you") < text.index("Home lists what waits for you")
    dialog.contents.setCurrentRow(dialog.contents.currentRow() + 1)
    assert dialog.shown.title == "Writing something down" and "Home shows" not in dialog.view.toPlainText()


def test_the_keys_are_kept_as_a_part_of_their_own(help_dialog) -> None:
    dialog = help_dialog("Home")
    dialog.contents.setCurrentRow(0)
    text = dialog.view.toPlainText()
    assert all(key in text and what in text for key, what in shortcuts())
    titles = [dialog.contents.item(row).text() for row in range(dialog.contents.count())]
    assert titles == ["Keyboard", *(section.title for section in sections())]


def test_search_leaves_the_parts_that_hold_the_words_and_marks_them(qtbot, help_dialog) -> None:
    dialog = help_dialog("Home")
    qtbot.keyClicks(dialog.search, "recovery KEYRING")
    left = [dialog.contents.item(row).text() for row in range(dialog.contents.count()) if not dialog.contents.isRowHidden(row)]
    assert "Passphrase, recovery sheet, keyring" in left and "Home" not in left
    assert dialog.shown.title in left
    marked = {selection.cursor.selectedText().lower() for selection in dialog.view.extraSelections()}
    assert marked == {"recovery", "keyring"}
    dialog.search.setText("zebra crossing")
    assert dialog.nothing.isVisible() and all(dialog.contents.isRowHidden(row) for row in range(dialog.contents.count()))
    dialog.search.clear()
    assert not dialog.nothing.isVisible() and dialog.view.extraSelections() == []
    assert not any(dialog.contents.isRowHidden(row) for row in range(dialog.contents.count()))


def test_words_are_put_in_as_words_and_nothing_is_loaded(qtbot, themed_app, tmp_path) -> None:
    asked: list[object] = []

    class Watched(ManualView):
        def loadResource(self, kind, name):
            asked.append(name)
            return super().loadResource(kind, name)

    view = Watched()
    qtbot.addWidget(view)
    hostile = f'<img src="file://{tmp_path}/x.png"> <b>bold</b> [a](http://example.org) ![p](x.png)'
    view.show_blocks((Block("title", (Run("Title"),)), Block("text", (Run(hostile),)), Block("code", (Run("a\nb", "code"),))), Qt.LayoutDirection.LeftToRight)
    view.show()
    view.grab()
    assert view.toPlainText().splitlines() == ["Title", hostile, "a", "b"]
    assert asked == [] and formats(view.document()) == set()


def formats(document: QTextDocument) -> set[str]:
    """Pictures and links a document holds."""
    found, block = set(), document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            form = fragments.fragment().charFormat()
            found |= {form.anchorHref()} if form.isAnchor() else set()
            found |= {"picture"} if form.isImageFormat() else set()
            fragments += 1
        block = block.next()
    return found


def test_no_part_of_the_manual_holds_a_picture_or_a_link(help_dialog) -> None:
    dialog = help_dialog("Home")
    for row in range(dialog.contents.count()):
        dialog.contents.setCurrentRow(row)
        assert formats(dialog.view.document()) == set()


def test_everything_has_a_name_and_is_reached_by_tab(qtbot, help_dialog) -> None:
    dialog = help_dialog("Locking")
    assert nameless(dialog) == [] and dialog.view.accessibleName() == "Locking"
    seen, wanted = reached_by_tab(qtbot, dialog.search, dialog)
    assert wanted <= seen


def test_english_runs_from_the_left_also_where_the_window_does_not(rtl_app, help_dialog) -> None:
    from reviewapp import i18n

    i18n.use_language("xx-rtl")
    dialog = help_dialog("Locking", "settings")
    assert dialog.view.document().firstBlock().textDirection() == Qt.LayoutDirection.LeftToRight
    assert dialog.view.document().firstBlock().next().textDirection() == Qt.LayoutDirection.RightToLeft, "the page's own words"
    assert any("Éñglïšh" in label.text() for label in dialog.findChildren(QLabel)), "it says that the manual is in English"
    dialog.contents.setCurrentRow(0)
    assert dialog.view.document().firstBlock().textDirection() == Qt.LayoutDirection.RightToLeft
