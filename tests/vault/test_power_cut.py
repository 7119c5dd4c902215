"""Promise 5 against a power cut: kill -9 cannot tell a flushed commit from one that is only in the system's memory."""

from __future__ import annotations

import shutil
import sys

import pytest

from tests.helpers import power_cut

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("strace") is None, reason="strace notes what is flushed"
)
NOTES = 15


def test_nothing_said_to_be_saved_is_lost_by_a_power_cut(tmp_path):
    found = power_cut.cuts(tmp_path, "FULL", NOTES, seed=20261121)
    assert (found.tried, found.lost, found.damaged) == (2 * NOTES, 0, [])


def test_the_replay_notices_what_is_not_flushed(tmp_path):
    """The same with synchronous=NORMAL loses notes, or the test above could not fail; it damages nothing either."""
    found = power_cut.cuts(tmp_path, "NORMAL", NOTES, seed=20261121)
    assert found.lost > NOTES / 2 and found.damaged == []
