"""The threads beside the window end when they are told to, whatever they are in the middle of."""

from __future__ import annotations

import sys
import threading

import pytest

from reviewapp.actions.queries import find
from reviewapp.ui.worker import Searcher
from tests.helpers.acts import jot, somebody
from tests.helpers.desk import at_rest, made_vault, opened


@pytest.fixture
def hurried():
    """Threads take turns as often as they can, so that what is a matter of luck happens within seconds."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)


def test_a_searcher_can_be_stopped_at_any_moment(qapp, vault, hurried) -> None:
    """A connection interrupted while its own thread closed it failed, and could take the program down with it."""
    jot(vault, somebody(vault), text="Compared the dose with the book.")
    for number in range(1500):
        searcher = Searcher(vault)
        if number % 2:
            searcher.ask(lambda connection: find(connection, query="dose"))
        searcher.stop()
        assert searcher._thread is None or not searcher._thread.is_alive()
        searcher.deleteLater()


def test_no_thread_outlives_its_window(qtbot, themed_app, tmp_path) -> None:
    def beside() -> list[str]:
        return sorted(one.name for one in threading.enumerate() if one.name in {"vault", "search"})

    before = beside()
    window = opened(qtbot, made_vault(tmp_path / "vault", somebody))
    assert beside() == sorted([*before, "vault"]), "the search thread begins with the first search"
    window.hub.searcher.ask(lambda connection: find(connection, query="dose"))
    assert beside() == sorted([*before, "search", "vault"])
    window.lock()
    at_rest(qtbot, window)
    assert beside() == sorted([*before, "vault"])
    window.close()
    assert beside() == before
