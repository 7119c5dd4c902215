"""A backup, a restore or a rewriting that is killed leaves the old or the new, whole; never neither (promise 5).

Every call in turn is ``tests/benchmarks/kill9.py``; here a part of them, and a few at random.
"""

from __future__ import annotations

import random
import shutil
import sys

import pytest

from tests.helpers import kill9_backup
from tests.helpers.backups import flip

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal")
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace chooses the moment")


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kill9") / "vault"
    kill9_backup.prepare(folder)
    return folder


@pytest.mark.parametrize("act", kill9_backup.ACTS)
def test_killed_at_random(template, tmp_path, act):
    chance = random.Random(20261121)
    for _round in range(3):
        left = kill9_backup.killed_at_random(template, tmp_path / "vault", act, chance, 0.15)
        assert left.wrong == [], left


@needs_strace
@pytest.mark.parametrize("act", kill9_backup.ACTS)
def test_killed_at_each_kind_of_step(template, tmp_path, act):
    calls = kill9_backup.calls_of(template, tmp_path / "vault", act)
    assert len(calls) > 40
    # Names that change are the steps that decide: all renames, and some of everything else.
    chosen = [call for number, call in enumerate(calls) if call[0] in ("rename", "mkdir") or number % 12 == 0]
    found = [kill9_backup.killed_at_call(template, tmp_path / "vault", act, call) for call in chosen]
    assert [one for one in found if one.wrong] == []
    assert sum(one.killed for one in found) >= len(chosen) - 2
    if act == "restore":
        assert {one.notes for one in found} == {1, 2}, "kills fell on both sides of the step that decides"


def test_the_harness_notices_a_vault_that_is_neither(template, tmp_path):
    """Otherwise the tests above could not fail."""
    from reviewapp.domain.errors import ReviewAppError

    kill9_backup.copied(template, tmp_path / "vault")
    assert kill9_backup.look(tmp_path / "vault", True).wrong == []
    shutil.rmtree(tmp_path / "vault" / "backups")
    assert "no backup is left" in kill9_backup.look(tmp_path / "vault", True).wrong
    kill9_backup.copied(template, tmp_path / "vault")
    (tmp_path / "vault" / "restored-half").mkdir()
    (tmp_path / "vault" / "backups" / ".reviewapp-left.part").mkdir()
    assert ".reviewapp-left.part" in kill9_backup.look(tmp_path / "vault", True).wrong
    kill9_backup.copied(template, tmp_path / "vault")
    flip(tmp_path / "vault" / "vault.db", 0)
    with pytest.raises(ReviewAppError):
        kill9_backup.look(tmp_path / "vault", True)
