"""Every test gets its own home, no screen, and silence: warnings and stray log lines fail."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import io
import json
import shutil
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from reviewapp import i18n
from reviewapp.actions.vaults import Vault, begin_vault
from reviewapp.keys.slots import KdfParameters

# Machines are shared: a slow example is no failure. CI tries the same examples each time.
hypothesis_settings.register_profile(
    "reviewapp", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
hypothesis_settings.load_profile("reviewapp")

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
    for name in ("REVIEWAPP_VAULT", "REVIEWAPP_PASSPHRASE", "LANG", "LC_ALL", "LC_MESSAGES", "LC_PAPER"):
        monkeypatch.delenv(name, raising=False)
    yield
    i18n.use_language("en")
    i18n.use_paper("a4")
    i18n.use_documents_in("en")


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


@pytest.fixture(scope="session")
def closed_vault(tmp_path_factory) -> Path:
    """A closed vault of Ruth Ansell with fast keys and nobody in it, to be copied."""
    folder = tmp_path_factory.mktemp("closed") / "vault"
    begin_vault(folder=folder, name="Ruth Ansell", passphrase=PASSPHRASE, kdf=FAST_KDF)[0].close()
    return folder


@pytest.fixture
def folder(tmp_path: Path, closed_vault: Path, monkeypatch) -> Path:
    """The folder of a closed vault that commands find through REVIEWAPP_VAULT and REVIEWAPP_PASSPHRASE."""
    shutil.copytree(closed_vault, tmp_path / "vault")
    (tmp_path / "vault").chmod(0o700)
    monkeypatch.setenv("REVIEWAPP_VAULT", str(tmp_path / "vault"))
    return tmp_path / "vault"


@dataclass(frozen=True)
class Outcome:
    """What a command left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def command(capsys, monkeypatch):
    """Run ``reviewapp ARGUMENTS`` through its real entry point in this process."""
    from reviewapp import cli

    monkeypatch.setenv("REVIEWAPP_PASSPHRASE", PASSPHRASE)

    def run(*arguments: object, vault: Path | None = None, stdin: str | bytes | None = None) -> Outcome:
        where = ["--vault", str(vault)] if vault is not None else []
        monkeypatch.setattr(sys, "argv", ["reviewapp", *where, *map(str, arguments)])
        data = stdin.encode("utf-8") if isinstance(stdin, str) else stdin or b""
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return Outcome(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def pharmacy() -> Path:
    """The messy real-looking material that lies beside the repository."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "cases" / "hospital-pharmacy"
    if not folder.is_dir():
        pytest.skip("the reference material is not beside this clone")
    return folder


__all__ = ["FAST_KDF", "PASSPHRASE", "Clock", "Vault"]
