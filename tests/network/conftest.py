"""A vault with the sample team, closed, for sessions that are watched from outside."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reviewapp.actions.sample import load_sample_team, manager_name
from reviewapp.actions.vaults import begin_vault
from tests.conftest import FAST_KDF, PASSPHRASE


@pytest.fixture(scope="session")
def sample_vault(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("watched") / "vault"
    vault, _code = begin_vault(folder=folder, name=manager_name(), passphrase=PASSPHRASE, kdf=FAST_KDF)
    load_sample_team(vault)
    vault.close()
    return folder


@pytest.fixture
def place(tmp_path, sample_vault) -> Path:
    shutil.copytree(sample_vault, tmp_path / "vault")
    (tmp_path / "vault").chmod(0o700)
    return tmp_path / "vault"
