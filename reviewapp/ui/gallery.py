"""Pictures of every screen from the sample vault, for the manual and for looking at what was made.

Each scale needs its own process, since Qt takes it once at start; ``picture_files`` runs this module anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.actions.sample import load_sample_team, manager_name
from reviewapp.actions.vaults import begin_vault
from reviewapp.domain.errors import EnvironmentFault
from reviewapp.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from reviewapp.settings import Settings
    from reviewapp.ui.main_window import MainWindow

LOOKS = ("light", "dark")
SCALES = (100, 200)
# English; the pseudo-language with German lengths; the one written from right to left.
LANGUAGES = {"en": "en", "de": "xx-long", "ar": "xx-rtl"}
WIDTH, HEIGHT = 1280, 820
PASSPHRASE = "pictures-of-a-sample-team"
_PATIENCE_SECONDS = 60


def picture_files(folder: Path) -> Iterator[Path]:
    """Write the pictures and yield their paths. Raises EnvironmentFault when one of the runs fails."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        vault, _code = begin_vault(folder=Path(place) / "vault", name=manager_name(), passphrase=PASSPHRASE)
        load_sample_team(vault)
        vault.close()
        for scale in SCALES:
            for name in LANGUAGES:
                for look in LOOKS:
                    yield from run(folder, Path(place), look, scale, name)


def run(folder: Path, place: Path, look: str, scale: int, name: str) -> Iterator[Path]:
    """The pictures of one look, scale (percent) and language, of the vault in ``place``; yields each path."""
    environment = {
        **os.environ, "QT_SCALE_FACTOR": str(scale / 100), "XDG_CONFIG_HOME": str(place / "config"),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }
    arguments = [str(folder), str(place / "vault"), look, str(scale), name]
    done = subprocess.run(
        [sys.executable, "-m", "reviewapp.ui.gallery", *arguments], env=environment, capture_output=True, text=True,
        check=False,
    )
    if done.returncode != 0:
        raise EnvironmentFault(
            _("The pictures {look} {scale} % {name} could not be made.").format(look=look, scale=scale, name=name),
            done.stderr.strip()[-400:] or _("No reason given."),
        )
    yield from (Path(line) for line in done.stdout.splitlines())


def _take(folder: Path, vault: Path, look: str, scale: int, name: str) -> list[Path]:
    """Open the window in this process and take one picture of each screen."""
    from PySide6.QtCore import Qt

    from reviewapp import i18n
    from reviewapp.settings import Settings
    from reviewapp.ui.application import make_application
    from reviewapp.ui.gallery_checks import check_pictures
    from reviewapp.ui.main_window import MainWindow

    app = make_application(look)
    i18n.use_language(LANGUAGES[name])
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if i18n.is_rtl() else Qt.LayoutDirection.LeftToRight)
    taken: list[Path] = []

    def save(shown: QWidget, screen: str) -> None:
        path = folder / f"{screen}-{look}-{scale}-{name}.png"
        if not shown.grab().save(str(path)):
            raise EnvironmentFault(_("{path} cannot be written.").format(path=path), _("Choose a folder of your own."))
        taken.append(path)

    settings = Settings(vault=str(vault), appearance=look, lock_minutes=0)
    first = MainWindow(settings=settings, folder=vault.parent / "nothing-here")
    first.resize(WIDTH, HEIGHT)
    first.show()
    app.processEvents()
    save(first, "first-run")
    first.close()
    window = MainWindow(settings=settings, folder=vault, passphrase=PASSPHRASE)
    window.resize(WIDTH, HEIGHT)
    window.show()
    _wait(lambda: window.is_unlocked and window.worker.is_idle)
    for screen, act in _screens(window).items():
        act()
        _wait(lambda: window.worker.is_idle)
        save(window, screen)
    window.capture_panel.hide()
    for screen, dialog in _dialogs(window, vault.parent):
        dialog.show()
        _wait(lambda: window.worker.is_idle)
        save(dialog, screen)
        dialog.reject()
    for screen, widget in check_pictures(window, _wait):
        save(widget, screen)
    window.lock()
    _wait(lambda: window.worker.is_idle)
    save(window, "unlock")
    window.close()
    for screen, widget in _of_copies(settings, vault):
        save(widget, screen)
    return taken


def _of_copies(settings: Settings, vault: Path) -> Iterator[tuple[str, QWidget]]:
    """Pictures of two people and more, in copies of the vault, which is closed."""
    from reviewapp.ui.gallery_exchange import exchange_pictures
    from reviewapp.ui.gallery_handing import handing_pictures
    from reviewapp.ui.gallery_incoming import incoming_pictures
    from reviewapp.ui.gallery_sharing import sharing_pictures
    from reviewapp.ui.gallery_signing import signing_pictures

    for pictures in (exchange_pictures, sharing_pictures, handing_pictures, incoming_pictures, signing_pictures):
        yield from pictures(settings, vault, PASSPHRASE, _wait)


def _screens(window: MainWindow) -> dict[str, Callable[[], object]]:
    from reviewapp.actions.queries import evidence, reviews_with_names
    from reviewapp.actions.vaults import Vault
    from reviewapp.ui.gallery_team import team_screens

    found: dict[str, int] = {}

    def remember(vault: Vault) -> None:
        record = reviews_with_names(vault)[0][0]
        found["review"] = record.id
        found["person"] = record.person_id
        found["observation"] = next(card.id for card in evidence(vault, review_id=record.id)[0] if card.status != "jot")

    window.hub.ask(remember, lambda _none: None)
    _wait(lambda: window.worker.is_idle)
    return {
        "home": lambda: window.go("home"),
        "person": lambda: window.go("people", found["person"]),
        "coverage": partial(_person_tab, window, found["person"], 1),
        "reliance": partial(_person_tab, window, found["person"], 2),
        "role-profile": partial(_person_tab, window, found["person"], 3),
        "goals-and-support": partial(_person_tab, window, found["person"], 5),
        "observation": lambda: window.go("observation", found["observation"]),
        "review": lambda: window.go("review", found["review"]),
        "reviews": lambda: window.go("review", None),
        **team_screens(window),
        "library": lambda: window.go("library", "frameworks"),
        "practice": partial(_practice, window, answered=False),
        "practice-answer": partial(_practice, window, answered=True),
        "word-lists": partial(_word_list, window, 1),
        "own-words": partial(_word_list, window, 10),
        "notices": lambda: window.go("library", "notices"),
        "settings": lambda: window.go("settings"),
        "capture": partial(_capture, window, found["person"]),
    }


def _person_tab(window: MainWindow, person_id: int, tab: int) -> None:
    from PySide6.QtWidgets import QTabBar

    bar = window.go("people", person_id).findChild(QTabBar)
    if isinstance(bar, QTabBar):
        bar.setCurrentIndex(tab)


def _practice(window: MainWindow, *, answered: bool) -> None:
    from reviewapp.ui.pages.library import LibraryPage
    from reviewapp.ui.pages.library_practice import VignetteLeaf

    page = window.go("library", "practice")
    leaf = page.reading.widget() if isinstance(page, LibraryPage) else None
    if answered and isinstance(page, LibraryPage) and isinstance(leaf, VignetteLeaf):
        leaf.toggle.click()
        _wait(lambda: window.worker.is_idle)
        page.reading.ensureWidgetVisible(leaf.toggle, 0, page.reading.height())


def _word_list(window: MainWindow, row: int) -> None:
    from reviewapp.ui.pages.library import LibraryPage

    page = window.go("library", "words")
    if isinstance(page, LibraryPage):
        page.entries.setCurrentRow(row)


def _dialogs(window: MainWindow, place: Path) -> Iterator[tuple[str, QDialog]]:
    """Dialogs worth a picture, each with something in it."""
    from reviewapp.ui.dialogs.growth import GrowthDialog
    from reviewapp.ui.dialogs.help import HelpDialog
    from reviewapp.ui.dialogs.import_wizard import ImportWizard
    from reviewapp.ui.dialogs.practice_note import PracticeNoteDialog
    from reviewapp.ui.dialogs.preview import PreviewDialog
    from reviewapp.ui.dialogs.restore import RestoreDialog
    from reviewapp.ui.dialogs.search import SearchDialog

    yield "preview", PreviewDialog(window.hub, 1, window)
    yield "goal", GrowthDialog(window.hub, 2, "goal", window)
    yield "practice-note", PracticeNoteDialog(window.hub, window)
    notes = place / "notes.csv"
    notes.write_text(
        "Date,Who,What happened,Told them?\n03/04/2026,Ione,Read the second page against the original.,y\n"
        "2026-05-06,Nobody Known,Asked what the tool had left out.,\n",
        "utf-8",
    )
    yield "import", ImportWizard(window.hub, window, notes)
    search = SearchDialog(window.hub, window)
    search.field.setText("page")
    search.field.textEdited.emit("page")
    search.show()
    _wait(lambda: bool(search.hint.text()))
    yield "search", search
    yield "help", HelpDialog("review", window)
    yield "restore", RestoreDialog(window.worker, window.folder, window)


def _capture(window: MainWindow, person_id: int) -> None:
    window.go("people", person_id)
    window.capture(person_id)


def _wait(condition: Callable[[], bool]) -> None:
    """Let the window work until a condition holds and nothing is left to paint."""
    from time import monotonic

    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    until = monotonic() + _PATIENCE_SECONDS
    settled = 0
    while settled < 5:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        settled = settled + 1 if condition() else 0
        if monotonic() > until:
            raise EnvironmentFault(_("The window did not settle."), _("Try again on a machine with less to do."))


if __name__ == "__main__":
    _folder, _vault, _look, _scale, _name = sys.argv[1:6]
    for _path in _take(Path(_folder), Path(_vault), _look, int(_scale), _name):
        sys.stdout.write(f"{_path}\n")
