"""Files that reach the window: by double-click, dropped on it, chosen, or handed over by a second start.

One at a time: it is looked at, the person sees what it is and from whom, and takes it in or leaves it. While the vault
is locked, or there is none yet, it waits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent, QWindow
from PySide6.QtWidgets import QFileDialog

from reviewapp.domain.errors import ReviewAppError
from reviewapp.domain.packet_file import SUFFIX
from reviewapp.i18n import _
from reviewapp.ui.places import RepliesOf
from reviewapp.ui.tokens import SPACE_M

if TYPE_CHECKING:
    from reviewapp.actions.incoming import Arrival, Invitation
    from reviewapp.actions.packet_places import Place
    from reviewapp.actions.vaults import Vault
    from reviewapp.ui.dialogs.incoming import IncomingDialog
    from reviewapp.ui.main_window import MainWindow
    from reviewapp.ui.second_start import FileListener

# Where one goes with a packet that was taken in: page and argument, by its kind and the id of its row. The others show
# what is known of them on a plain card.
PAGES: dict[str, Callable[[int], tuple[str, Any]]] = {
    "request": lambda packet_id: ("answer", ("request", packet_id)),
    "share": lambda packet_id: ("my_side", packet_id),
    "notice": lambda packet_id: ("my_side", ("handed", packet_id)),
    "handover": lambda packet_id: ("handed", packet_id),
    "contribution": lambda packet_id: ("handed", packet_id),
}
# An answer, a reply and a confirmation lead to what they belong to; `place_of` says which record that is.
PLACED = frozenset({"response", "reply", "ack"})
PAGE_OF = {"review": "review", "observation": "observation", "person": "people"}
DRAGS = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})


class Incoming(QObject):
    """The files waiting for a window, and the dialog for the one being looked at."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._main_window = window
        self._waiting: list[Path] = []
        self._is_busy = False
        self._listener: FileListener | None = None

    @property
    def waiting(self) -> tuple[Path, ...]:
        """Files nobody has looked at yet."""
        return tuple(self._waiting)

    def take(self, path: Path) -> None:
        """Look at a file now, or when the vault is open."""
        whole = path.absolute()
        if whole not in self._waiting:
            self._waiting.append(whole)
        if self._main_window.is_unlocked:
            self.go_on()
        else:
            self._say_waiting(whole)

    def choose(self) -> None:
        """Ask which file; only while the vault is open."""
        if not self._main_window.is_unlocked:
            return
        pattern = _("Files of ReviewApp (*{suffix})").format(suffix=SUFFIX)
        chosen, _pattern = QFileDialog.getOpenFileName(
            self._main_window, _("Open a file somebody gave you"), "", f"{pattern};;{_('All files (*)')}"
        )
        if chosen:
            self.take(Path(chosen))

    def check(self, paths: Sequence[Path]) -> None:
        """Check the signatures of these files, or of those the person chooses; only while the vault is open."""
        if self._main_window.is_unlocked:
            from reviewapp.ui.dialogs.verify import VerifyDialog

            VerifyDialog(self._main_window.hub, tuple(paths), self._main_window).open()

    def begin(self, folder: Path) -> None:
        """The vault in this folder is open: look at what waits, and hear of files double-clicked from now on."""
        from reviewapp.ui.second_start import FileListener

        if self._listener is None:
            self._listener = FileListener(self._on_handed_over, self)
        self._listener.listen(folder)
        self.go_on()

    def stop(self) -> None:
        """The window is going away."""
        if self._listener is not None:
            self._listener.stop()

    def go_on(self) -> None:
        """Look at the next file, unless one is being looked at."""
        if self._is_busy or not self._waiting or not self._main_window.is_unlocked:
            return
        path = self._waiting.pop(0)
        self._is_busy = True

        def look(vault: Vault) -> Arrival:
            from reviewapp.actions.incoming import look_at

            return look_at(vault, path=path)

        def failed(error: BaseException) -> None:
            if isinstance(error, ReviewAppError):
                self._show(path, error)
            else:
                self._done()
                self._main_window.hub.failed.emit(error)

        self._main_window.hub.ask(look, lambda arrival: self._show(path, arrival), failed)

    def take_drops_on(self, window: QWindow) -> None:
        """Take packets and PDFs dropped anywhere on a window of the screen, whatever field is under the pointer."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in DRAGS or not isinstance(event, QDropEvent):
            return False
        paths, signed = _files_in(event.mimeData(), SUFFIX), _files_in(event.mimeData(), ".pdf")
        if not paths and not signed:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            for path in paths:
                self.take(path)
            if signed:
                self.check(signed)
        return True

    def _on_handed_over(self, path: Path) -> None:
        self._main_window.come_forward()
        self.take(path)

    def _show(self, path: Path, answer: Arrival | ReviewAppError) -> None:
        from reviewapp.ui.dialogs.incoming import IncomingDialog

        if self._main_window.is_locking or not self._main_window.is_unlocked:
            self._put_back(path)  # locked while it was read
            return
        dialog = IncomingDialog(self._main_window.hub, path, answer, self._main_window)
        dialog.finished.connect(lambda _result: self._on_closed(dialog, path))
        dialog.open()

    def _on_closed(self, dialog: IncomingDialog, path: Path) -> None:
        if dialog.was_put_away:
            self._put_back(path)
            return
        if dialog.packet_id is None or not dialog.kind:
            self._done()
        elif dialog.kind in PLACED:
            self._go_to_its_place(dialog.packet_id, dialog.kind)
        else:
            page = PAGES.get(dialog.kind, _plain_card)
            self._main_window.go(*page(dialog.packet_id))
            self._done()

    def _go_to_its_place(self, packet_id: int, kind: str) -> None:
        def place(vault: Vault) -> Place | None:
            from reviewapp.actions.packet_places import place_of

            return place_of(vault, packet_id=packet_id)

        def go(found: Place | None) -> None:
            if self._main_window.is_unlocked and not self._main_window.is_locking:
                self._main_window.go(*(_page_of(found, kind) if found is not None else _plain_card(packet_id)))
            self._done()

        def failed(error: BaseException) -> None:
            self._main_window.hub.failed.emit(error)
            self._done()

        self._main_window.hub.ask(place, go, failed)

    def _put_back(self, path: Path) -> None:
        self._is_busy = False
        self._waiting.insert(0, path)

    def _done(self) -> None:
        self._is_busy = False
        self.go_on()

    def _say_waiting(self, path: Path) -> None:
        """At the gate: what happens with the file. Somebody without a vault is told who asks, and asked for little."""
        gate = self._main_window.gate
        from reviewapp.actions.vaults import exists

        if exists(gate.folder):
            gate.unlock.problem.say(_("{name} is opened after unlocking.").format(name=path.name))
            return

        def look() -> Invitation | None:
            from reviewapp.actions.incoming import invitation

            return invitation(path=path)

        def failed(error: BaseException) -> None:
            if isinstance(error, ReviewAppError):
                gate.say(error)
            else:
                self._main_window.hub.failed.emit(error)

        self._main_window.worker.run(look, self._invite, failed)

    def _invite(self, found: Invitation | None) -> None:
        """The first run of somebody who was sent a file: who asks, then a name and a passphrase, and nothing else."""
        form = self._main_window.gate.first_run
        if found is None or not form.isVisible():
            return
        from reviewapp.ui.widgets.invitation_card import InvitationCard

        form.sample.hide()
        form.sample.setChecked(False)
        form.column.insertWidget(0, InvitationCard(found, form))
        form.column.insertSpacing(1, SPACE_M)
        if not form.name.text():
            form.name.setText(found.asked_name)
        form.passphrase.setFocus()


def _plain_card(packet_id: int) -> tuple[str, Any]:
    return "packet", packet_id


def _page_of(place: Place, kind: str) -> tuple[str, Any]:
    what, number = place
    return PAGE_OF[what], RepliesOf(number) if (what, kind) == ("review", "reply") else number


def _files_in(data: QMimeData, suffix: str) -> list[Path]:
    """The local files of a drag that end so; all others keep to what a field does with them."""
    urls = data.urls() if data.hasUrls() else []
    return [
        Path(url.toLocalFile()) for url in urls
        if url.isLocalFile() and url.toLocalFile().casefold().endswith(suffix)
    ]  # fmt: skip
