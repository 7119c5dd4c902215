"""Every test gets its own home, no screen, and silence: warnings and stray log lines fail."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from reviewapp import i18n
from reviewapp.actions.vaults import Vault, begin_vault
from reviewapp.keys.slots import KdfParameters

FAST_KDF = KdfParameters(memory_kib=8 * 1024, passes=1, lanes=1)
PASSPHRASE = "a sentence for tests"


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, *, days: int = 0, minutes: int = 0) -> None:
        self.moment += timedelta(days=days, minutes=minutes)


@pytest.fixture(autouse=True)
def isolated(tmp_path_factory, monkeypatch):
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("REVIEWAPP_VAULT", "REVIEWAPP_PASSPHRASE", "LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    yield
    i18n.use_language("en")


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 11, 20, 10, 0, tzinfo=timezone(timedelta(hours=1))))


@pytest.fixture
def vault(tmp_path: Path, clock: Clock):
    made, _code = begin_vault(
        folder=tmp_path / "vault", name="Ruth Ansell", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock
    )
    yield made
    made.close()


@pytest.fixture
def pharmacy() -> Path:
    """The messy real-looking material that lies beside the repository."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "cases" / "hospital-pharmacy"
    if not folder.is_dir():
        pytest.skip("the reference material is not beside this clone")
    return folder


__all__ = ["FAST_KDF", "PASSPHRASE", "Clock", "Vault"]
