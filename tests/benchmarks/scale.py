"""100,000 observations: opening a time line, one scroll frame, search per keystroke."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reviewapp.actions import queries
from tests.benchmarks import big_vault

OBSERVATIONS = int(os.environ.get("OBSERVATIONS", "100000"))
PEOPLE = 500


def timed(work, repeat: int = 1) -> list[float]:
    """Milliseconds of each call."""
    times = []
    for _round in range(repeat):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return times


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def figures() -> list[tuple[str, str]]:
    """(what, figure) pairs."""
    found: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as place:
        vault = big_vault.make(Path(place) / "vault", PEOPLE, OBSERVATIONS)
        person_id = queries.all_people(vault)[0].id
        vault.close()
        found += _window(Path(place) / "vault", person_id)
        from reviewapp.actions.vaults import unlock_vault

        vault = unlock_vault(folder=Path(place) / "vault", passphrase=big_vault.PASSPHRASE)
        found += _queries(vault, person_id)
        vault.close()
    return found


def _queries(vault, person_id: int) -> list[tuple[str, str]]:
    page = timed(lambda: queries.timeline_page(vault, person_id=person_id), 20)
    people = timed(lambda: queries.all_people(vault), 10)
    home = timed(lambda: queries.home(vault), 5)
    reader = vault.reader()
    keystrokes = []
    for word in ("reference", "withheld", "team question", "translation", "stopped", "checked missing", "a"):
        for length in range(1, len(word) + 1):
            keystrokes += timed(lambda typed=word[:length]: queries.find(reader, query=typed, limit=50), 3)
    reader.close()
    return [
        ("first page of a time line (100 cards), query", f"{statistics.median(page):.1f} ms median"),
        (f"people list ({PEOPLE} people), query", f"{statistics.median(people):.1f} ms median"),
        ("Home, query", f"{statistics.median(home):.1f} ms median"),
        ("search per keystroke, query with people and snippets", f"p50 {percentile(keystrokes, 0.5):.1f} ms, p95 {percentile(keystrokes, 0.95):.1f} ms, max {max(keystrokes):.1f} ms"),
    ]


def _window(folder: Path, person_id: int) -> list[tuple[str, str]]:
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication, QListView

    from reviewapp.settings import Settings
    from reviewapp.ui.application import make_application
    from reviewapp.ui.main_window import MainWindow

    make_application("light")
    window = MainWindow(settings=Settings(lock_minutes=0), folder=folder, passphrase=big_vault.PASSPHRASE)
    window.resize(1280, 820)
    window.show()

    def settle(condition) -> None:
        while not condition():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)

    settle(lambda: window.is_unlocked and window.worker.is_idle)
    page = window.go("people", None)
    settle(lambda: window.worker.is_idle)

    def timeline() -> QListView | None:
        views = [view for view in page.findChildren(QListView) if view.isVisible() and view.model() is not None]
        return max(views, key=lambda view: view.width(), default=None)

    opening = []
    for other in (person_id + 1, person_id, person_id + 2, person_id, person_id + 3, person_id):
        start = time.perf_counter()
        window.go("people", other)
        settle(lambda: window.worker.is_idle)
        view = timeline()
        assert view is not None
        view.viewport().repaint()
        if other == person_id:
            opening.append((time.perf_counter() - start) * 1000)
    view = timeline()
    assert view is not None and view.model().rowCount() > 50
    frames = []
    bar = view.verticalScrollBar()
    for _step in range(120):
        start = time.perf_counter()
        bar.setValue(bar.value() + 60)
        view.viewport().repaint()
        frames.append((time.perf_counter() - start) * 1000)
        QApplication.processEvents()
    window.close()
    return [
        (f"time line of a person with half of {OBSERVATIONS:,} observations: click to painted", f"{statistics.median(opening):.0f} ms median"),
        ("one scroll frame of 60 pixels with a synchronous repaint", f"p50 {percentile(frames, 0.5):.1f} ms, p95 {percentile(frames, 0.95):.1f} ms"),
    ]


if __name__ == "__main__":
    for what, figure in figures():
        print(f"{what}: {figure}")
