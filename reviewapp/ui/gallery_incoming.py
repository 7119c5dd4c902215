"""Pictures of files that come in, and of cards, in vaults of their own: nothing of it stays in the sample vault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.actions.answering import begin_self_assessment
from reviewapp.actions.cards import make_card
from reviewapp.actions.demo_exchange import sample_exchange
from reviewapp.actions.packet_files import save_packet
from reviewapp.actions.queries import reviews_with_names, writer
from reviewapp.actions.sample_cards import acquaint
from reviewapp.actions.sharing import hand_over_review
from reviewapp.actions.vaults import begin_vault, unlock_vault
from reviewapp.domain.packet_file import SUFFIX
from reviewapp.ui.gallery_window import Pictures, Wait, copied, shown, window_of

if TYPE_CHECKING:

    from reviewapp.settings import Settings
    from reviewapp.ui.main_window import MainWindow



def incoming_pictures(settings: Settings, vault: Path, passphrase: str, wait: Wait) -> Pictures:
    """Each picture's name and the widget to take it of. The vault must be closed."""
    with copied(vault) as (place, manager):
        employee = place / "employee"
        files = _files(place, manager, employee, passphrase)
        yield from _pictures(settings, employee, passphrase, files, wait)


def _files(place: Path, manager: Path, employee: Path, passphrase: str) -> dict[str, Path]:
    """A draft from somebody known, a card under the same name with another key, and a file cut short."""
    files = {name: place / f"{name}{SUFFIX}" for name in ("draft", "card", "cut-short")}
    with unlock_vault(folder=manager, passphrase=passphrase) as ours:
        record, name = reviews_with_names(ours)[0]
        with begin_vault(folder=employee, name=name, passphrase=passphrase)[0] as theirs:
            acquaint(ours, theirs, person_id=record.person_id, name=name)
            begin_self_assessment(theirs, period_from=record.period_from, period_to=record.period_to)
        hand_over_review(ours, review_id=record.id, message=sample_exchange()["message"], into=files["draft"])
        me = writer(ours)
    with begin_vault(folder=place / "again", name=me.name if me else "", passphrase=passphrase)[0] as other:
        save_packet(other, packet_id=make_card(other).id, path=files["card"])
    files["cut-short"].write_bytes(files["draft"].read_bytes()[:-100])
    return files


def _pictures(settings: Settings, employee: Path, passphrase: str, files: dict[str, Path], wait: Wait) -> Pictures:
    from reviewapp.ui.dialogs.answer_for import AnswerForDialog
    from reviewapp.ui.dialogs.cards import CardsDialog
    from reviewapp.ui.dialogs.own_episode import OwnEpisodeDialog

    window = window_of(settings, employee, passphrase, wait)
    for name, picture in (("draft", "incoming"), ("card", "incoming-new-key"), ("cut-short", "incoming-refused")):
        yield from _incoming(window, wait, picture, files[name])
    window.go("settings")
    yield from shown(window, wait, "cards", CardsDialog(window.hub, window))
    yield from shown(window, wait, "answer-for", AnswerForDialog(window.hub, 1, window))
    yield from shown(window, wait, "own-log", OwnEpisodeDialog(window.hub, None, window))
    window.close()



def _incoming(window: MainWindow, wait: Wait, name: str, path: Path) -> Pictures:
    from reviewapp.ui.dialogs.incoming import IncomingDialog

    def shown() -> list[IncomingDialog]:
        return [one for one in window.findChildren(IncomingDialog) if one.isVisible()]

    window.hub.file_asked.emit(path)
    wait(lambda: bool(shown()) and window.worker.is_idle)
    dialog = shown()[0]
    yield name, dialog
    dialog.reject()
    wait(lambda: not shown() and window.worker.is_idle)
