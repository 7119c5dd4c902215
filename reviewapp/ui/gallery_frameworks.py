"""Pictures of the Library's frameworks: read, written, compared, added. Nothing of it stays in the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewapp.ui.gallery_window import Pictures, Wait, rest

if TYPE_CHECKING:
    from reviewapp.ui.main_window import MainWindow


def framework_pictures(window: MainWindow, wait: Wait) -> Pictures:
    """Each picture's name and the widget to take it of."""
    from reviewapp.actions.framework_editing import begin_version
    from reviewapp.actions.frameworks import Arrival, arriving
    from reviewapp.actions.vaults import Vault
    from reviewapp.domain.framework_draft import framework_of
    from reviewapp.domain.framework_text import framework_text
    from reviewapp.ui.dialogs.framework_arrival import FrameworkArrivalDialog
    from reviewapp.ui.dialogs.framework_editor import FrameworkEditor
    from reviewapp.ui.pages.library import LibraryPage

    page = window.go("library", "frameworks")
    rest(window, wait)
    if isinstance(page, LibraryPage):
        page.entries.setCurrentRow(5)
        rest(window, wait)
        yield "framework-competency", window
    editor = FrameworkEditor(window.hub, 1, False, window)
    editor.show()
    rest(window, wait)
    yield "framework-editor-head", editor
    editor.entries.setCurrentRow(5)
    rest(window, wait)
    yield "framework-editor", editor
    edit = editor.one.fields["anchor/missed"]
    edit.setText("") if hasattr(edit, "setText") else edit.set_text("")
    editor.one.edited.emit()
    editor.submit.click()
    rest(window, wait)
    yield "framework-editor-stopped", editor
    editor.touched = False
    editor.reject()
    rest(window, wait)
    found: list[Arrival] = []

    def read(vault: Vault) -> None:
        draft = begin_version(vault, framework_id=1).draft
        one = draft["competencies"][4]
        one.update(id="J12", continues="judgment/J5", name="Checking what it rests on", why="")
        del draft["competencies"][9]
        found.append(arriving(vault, source=framework_text(framework_of(draft))))

    window.hub.ask(read, lambda _none: None)
    rest(window, wait)
    arrival = FrameworkArrivalDialog(window.hub, found[0], window)
    arrival.show()
    rest(window, wait)
    yield "framework-arrival", arrival
    bar = arrival._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    rest(window, wait)
    yield "framework-compare", arrival
    arrival.reject()
