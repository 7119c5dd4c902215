"""``reviewapp passphrase``."""

from __future__ import annotations

import sys

import pytest

from tests.conftest import PASSPHRASE

NEW = "quite another sentence"


def test_the_new_passphrase_opens_and_the_old_does_not(command, folder, monkeypatch):
    monkeypatch.setenv("REVIEWAPP_NEW_PASSPHRASE", NEW)
    done = command("passphrase")
    assert done.code == 0 and done.out == "" and "Changed." in done.err
    assert command("people").code == 4
    monkeypatch.setenv("REVIEWAPP_PASSPHRASE", NEW)
    monkeypatch.setattr(sys, "argv", ["reviewapp", "people"])
    from reviewapp import cli

    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert not ended.value.code


def test_what_is_wrong_is_said_and_changes_nothing(command, folder, monkeypatch):
    before = (folder / "vault.keys").read_bytes()
    assert command("passphrase").code == 4  # nobody there to ask for the new one
    monkeypatch.setenv("REVIEWAPP_NEW_PASSPHRASE", "short")
    refused = command("passphrase")
    assert refused.code == 2 and "too short" in refused.err
    assert PASSPHRASE not in refused.err
    assert (folder / "vault.keys").read_bytes() == before
