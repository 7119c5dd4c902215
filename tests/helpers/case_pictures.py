"""Pictures of the pharmacy case as it is lived through: the windows at each evening, and the pages that came of it.

    QT_QPA_PLATFORM=offscreen PYTHONPATH=. python tests/helpers/case_pictures.py CASE docs/case

CASE is the folder with the files of the case. The window's vault has the clock of the story, not of this computer.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from reviewapp.actions import vaults
from reviewapp.actions.queries import notes
from reviewapp.actions.vaults import begin_vault, unlock_vault
from reviewapp.settings import Settings
from reviewapp.ui.application import make_application
from reviewapp.ui.dialogs.import_wizard import ImportWizard
from reviewapp.ui.main_window import MainWindow
from tests.cases import pharmacy as steps
from tests.conftest import FAST_KDF, PASSPHRASE, Clock

WIDTH, HEIGHT = 1240, 800
PAGE_SCALE = 1.1
PATIENCE_SECONDS = 60
TABS = {"coverage": 1, "reliance": 2, "role": 3, "growth": 5}


class Story:
    """The vault is open in the steps or in the window, never in both."""

    def __init__(self, source: Path, out: Path, place: Path) -> None:
        self.out, self.place, self.source = out, place, source
        self.clock = Clock(steps.FRIDAY)
        vaults.unlock_vault.__kwdefaults__["clock"] = self.clock  # the window unlocks by itself
        vault, _code = begin_vault(
            folder=place / "vault", name="Ruth Ansell", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=self.clock
        )
        self.case = steps.Case(vault, source, lambda moment: setattr(self.clock, "moment", moment))
        self.number = 0

    def look(self, *looks: Callable[[MainWindow], None]) -> None:
        """Close the steps' vault, open the window on it, take pictures, and hand the vault back."""
        self.case.vault.close()
        window = MainWindow(settings=Settings(lock_minutes=0), folder=self.place / "vault", passphrase=PASSPHRASE)
        window.resize(WIDTH, HEIGHT)
        window.show()
        wait(lambda: window.is_unlocked and window.worker.is_idle)
        for one in looks:
            one(window)
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.case.vault = unlock_vault(folder=self.place / "vault", passphrase=PASSPHRASE, clock=self.clock)

    def take(self, shown: QWidget, name: str) -> None:
        self.number += 1
        path = self.out / f"{self.number:02}-{name}.png"
        shown.grab().save(str(path))
        # Few colours, and none made of dots: a third of the size, and as clear.
        Image.open(path).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)

    def page(self, path: Path, number: int, name: str) -> None:
        self.number += 1
        document = pypdfium2.PdfDocument(path)
        picture = document[number].render(scale=PAGE_SCALE).to_pil().quantize(64)
        picture.save(self.out / f"{self.number:02}-{name}.png", optimize=True)
        document.close()

    def at(self, page: str, name: str, argument: object = None, then: Callable[[QWidget], None] | None = None):
        def look(window: MainWindow) -> None:
            shown = window.go(page, argument)
            wait(lambda: window.worker.is_idle)
            if then is not None:
                then(shown)
                wait(lambda: window.worker.is_idle)
            settle()
            self.take(window, name)

        return look


def settle() -> None:
    for _turn in range(5):
        QApplication.processEvents()


def wait(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        QApplication.processEvents()
        if time.monotonic() > until:
            raise TimeoutError("the window did not come to rest")
    settle()
    while not condition():
        QApplication.processEvents()


def tab(number: int) -> Callable[[QWidget], None]:
    return lambda page: page.person.tabs.setCurrentIndex(number)


def live(story: Story) -> None:
    case, vault_id = story.case, lambda name: case.id_of(name)

    def wizard(window: MainWindow) -> None:
        dialog = ImportWizard(window.hub, window, story.source / "notes.csv")
        dialog.show()
        wait(lambda: window.worker.is_idle)
        story.take(dialog, "import")
        dialog.reject()

    case.set_clock(steps.FRIDAY)
    from reviewapp.actions.importing import import_file

    import_file(case.vault, path=case.source / "people.csv", saved_on=steps.SAVED_ON)
    story.look(wizard)
    steps.bring_in(case)
    story.look(story.at("home", "home-on-friday"))
    steps.give_notices(case)
    steps.throw_away(case)
    steps.take_identifiers_out(case)
    steps.complete_what_is_evidence(case)
    steps.agree_roles_and_goals(case)
    tom, sian = vault_id(steps.TOM), vault_id(steps.SIAN)
    concern = next(item.id for item in notes(case.vault, person_id=tom) if "Dexamethasone" in item.behaviour)
    story.look(
        story.at("home", "home-after-the-talks"), story.at("people", "tom", tom),
        story.at("people", "tom-coverage", tom, tab(TABS["coverage"])),
        story.at("people", "tom-reliance", tom, tab(TABS["reliance"])),
        story.at("people", "tom-role", tom, tab(TABS["role"])),
        story.at("people", "tom-goals", tom, tab(TABS["growth"])),
        story.at("observation", "a-concern", concern),
        story.at("team", "agreement"), story.at("team", "outcomes", None, lambda page: page.tabs.setCurrentIndex(1)),
        story.at("people", "sian", sian, tab(0)),
    )
    steps.write_reviews(case)
    steps.enter_the_mails(case)
    story.look(
        story.at("review", "review-of-tom", case.reviews[steps.TOM]),
        story.at("side_by_side", "side-by-side", case.reviews[steps.TOM]),
        story.at("review", "review-of-ines", case.reviews[steps.INES]),
    )
    steps.talk_and_finish(case, story.place / "out")
    story.look(story.at("review", "finished"), story.at("home", "home-at-the-end"))
    for name, pages in ((steps.TOM, (0, 1, 2)), (steps.SIAN, (1,)), (steps.INES, (0, 1)), ("team", (0,))):
        for number in pages:
            story.page(case.documents[name], number, f"{name.split()[0].lower().replace('â', 'a')}-page-{number + 1}")
    case.vault.close()


def main() -> None:
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    make_application("light")
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.png"):
        old.unlink()
    place = Path(tempfile.mkdtemp())
    try:
        live(Story(source, out, place))
    finally:
        shutil.rmtree(place, ignore_errors=True)
    size = sum(one.stat().st_size for one in out.glob("*.png"))
    sys.stdout.write(f"{len(list(out.glob('*.png')))} pictures, {size / 1e6:.1f} MB in {out}\n")


if __name__ == "__main__":
    main()
