"""Pictures of the Library's frameworks: read, written, compared, added. Nothing of it stays in the vault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from reviewapp.ui.main_window import MainWindow

Wait = Callable[[Callable[[], bool]], None]


def framework_pictures(window: MainWindow, wait: Wait) -> Iterator[tuple[str, QWidget]]:
    """Each picture's name and the widget to take it of."""
    from reviewapp.actions.framework_editing import begin_version
    from reviewapp.actions.frameworks import Arrival, arriving
    from reviewapp.actions.vaults import Vault
    from reviewapp.domain.framework_draft import framework_of
    from reviewapp.domain.framework_text import framework_text
    from reviewapp.ui.dialogs.framework_arrival import FrameworkArrivalDialog
    from reviewapp.ui.dialogs.framework_editor import FrameworkEditor
    from reviewapp.ui.pages.library import LibraryPage

    def rest() -> None:
        wait(lambda: window.worker.is_idle)

    page = window.go("library", "frameworks")
    rest()
    if isinstance(page, LibraryPage):
        page.entries.setCurrentRow(5)
        rest()
        yield "framework-competency", window
    editor = FrameworkEditor(window.hub, 1, False, window)
    editor.show()
    rest()
    yield "framework-editor-head", editor
    editor.entries.setCurrentRow(5)
    rest()
    yield "framework-editor", editor
    edit = editor.one.fields["anchor/missed"]
    edit.setText("") if hasattr(edit, "setText") else edit.set_text("")
    editor.one.edited.emit()
    editor.submit.click()
    rest()
    yield "framework-editor-stopped", editor
    editor.touched = False
    editor.reject()
    rest()
    found: list[Arrival] = []

    def read(vault: Vault) -> None:
        draft = begin_version(vault, framework_id=1).draft
        one = draft["competencies"][4]
        one.update(id="J12", continues="judgment/J5", name="Checking what it rests on", why="")
        del draft["competencies"][9]
        found.append(arriving(vault, source=framework_text(framework_of(draft))))

    window.hub.ask(read, lambda _none: None)
    rest()
    arrival = FrameworkArrivalDialog(window.hub, found[0], window)
    arrival.show()
    rest()
    yield "framework-arrival", arrival
    bar = arrival._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    rest()
    yield "framework-compare", arrival
    arrival.reject()
