"""Promise 5: whatever was shown as saved survives a kill -9. The long run is ``tests/benchmarks/kill9.py``."""

from __future__ import annotations

import sys

import pytest

from reviewapp.actions.vaults import unlock_vault
from tests.helpers import kill9


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal")
def test_what_was_said_to_be_saved_is_there_after_kill_9(tmp_path):
    tally = kill9.rounds(tmp_path / "vault", 8, seed=20261121)
    assert tally.lost == [] and tally.damaged == []
    assert tally.said > 80


def test_the_harness_notices_a_loss(tmp_path):
    """Otherwise the test above could not fail."""
    kill9.rounds(tmp_path / "vault", 1, seed=1)
    with unlock_vault(folder=tmp_path / "vault", passphrase=kill9.PASSPHRASE) as vault:
        last = vault.connection.execute("SELECT max(id) FROM observation").fetchone()[0]
        said = [f"noted {last}", f"noted {last + 1}", f"changed {last} never written"]
        assert kill9.missing(vault, said) == said[1:]
