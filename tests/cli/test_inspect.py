"""``reviewapp inspect`` and ``export-key``, and packets opened by hand with age, unzip and ssh-keygen."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from dataclasses import replace

import pytest

from reviewapp.actions.contacts import own_card, own_identity
from reviewapp.actions.packets import open_packet
from reviewapp.actions.vaults import unlock_vault
from reviewapp.vault import identities
from tests.conftest import PASSPHRASE
from tests.exchange.hostile import make
from tests.helpers.packets import RUTH, TOM, body, packet


@pytest.fixture
def mine(folder):
    """The keys of the vault in ``folder``."""
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        return own_identity(vault)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "from a mail.rvpacket"


def test_a_request_is_shown_without_a_vault(command, tmp_path, file, monkeypatch):
    monkeypatch.delenv("REVIEWAPP_PASSPHRASE", raising=False)
    file.write_bytes(packet(RUTH, "Ruth Ansell", body("request")))
    said = command("inspect", file, vault=tmp_path / "none")
    assert said.code == 0 and said.err == "" and not (tmp_path / "none").exists()
    assert said.out.splitlines() == [
        "Kind: request (asks for a self-assessment)", "From: Ruth Ansell", "To: not sealed: whoever has the file can read it",
        "Date: 2026-11-20", "Words to compare: armor senior across siege inquiry", said.out.splitlines()[-1],
    ]
    assert said.out.splitlines()[-1].startswith("The same as figures: ")
    found = command("inspect", file, "--json", vault=tmp_path / "none").json
    card = replace(RUTH.card("Ruth Ansell"), document=RUTH.document_key("Ruth Ansell").fingerprint)
    assert found["kind"] == "request" and found["from"] == vars(card) and found["created"] == "2026-11-20T09:00:00.000Z"
    assert found["phrase"]["words"] == ["armor", "senior", "across", "siege", "inquiry"] and found["to"] == [] and found["is_sealed"] is False


def test_a_sealed_packet_is_shown_and_not_imported(command, folder, mine, file):
    file.write_bytes(packet(RUTH, "Tom Hesketh", body("share"), (mine, RUTH), attachments={"review.pdf": b"%PDF"}))
    said = command("inspect", file)
    assert said.code == 0 and "Kind: share" in said.out and "To: Ruth Ansell, age1" in said.out and "Attachments: review.pdf" in said.out
    assert "never seen before" in said.out and "A careful half year" not in said.out
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        assert vault.connection.execute("SELECT 1 FROM packet").fetchone() is None
        open_packet(vault, data=file.read_bytes())
    again = command("inspect", file)
    assert "In your vault since: " in again.out and "not yet compared" in again.out
    assert command("inspect", file, "--json").json["trust"] == "unverified"


@pytest.mark.parametrize("case", [one for cases in make.FOLDERS.values() for one in cases if one.error and one.name in {
    "empty", "a pdf", "for another", "body edited", "path upwards", "over 32 MiB", "format 2", "sealed, cut at 4 of 8", "passed on"
}], ids=lambda case: case.name)  # fmt: skip
def test_a_refusal_is_one_line_and_a_code(command, folder, file, case):
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault, vault.write() as transaction:
        identities.add_identity(transaction, TOM)
    file.write_bytes(case.make())
    said = command("inspect", file)
    assert (said.code, said.out) == (case.error.exit_code, "")
    assert said.err == " ".join(make.SENTENCES[case.error]) + "\n"


def test_files_that_cannot_be_read(command, tmp_path):
    assert command("inspect", tmp_path / "none.rvpacket").code == 2
    assert command("inspect", tmp_path).code == 3


def test_a_sealed_packet_needs_the_vault(command, folder, mine, file, monkeypatch):
    file.write_bytes(packet(RUTH, "Tom Hesketh", body("share"), (mine,)))
    monkeypatch.setenv("REVIEWAPP_PASSPHRASE", "wrong")
    said = command("inspect", file)
    assert said.code == 4 and said.out == ""


def test_keys_are_written_once_and_for_nobody_else(command, folder, tmp_path):
    said = command("export-key", tmp_path / "keys")
    assert said.code == 0 and said.out.splitlines() == [str(tmp_path / "keys" / "key.txt"), str(tmp_path / "keys" / "signers")]
    assert "Delete it" in said.err
    assert {(tmp_path / "keys" / name).stat().st_mode & 0o777 for name in ("key.txt", "signers")} == {0o600}
    again = command("export-key", tmp_path / "keys")
    assert again.code == 2 and "there already" in again.err
    (tmp_path / "file").write_text("")
    assert command("export-key", tmp_path / "file" / "below").code == 3


@pytest.mark.skipif(any(shutil.which(one) is None for one in ("age", "unzip", "ssh-keygen")), reason="needs age, unzip and ssh-keygen")
def test_a_packet_opens_by_hand_as_the_documentation_says(command, folder, mine, tmp_path, file):
    """The lines of docs/packet-format.md, with the real programs."""
    file.write_bytes(packet(RUTH, "Tom Hesketh", body("share"), (mine,), attachments={"review.pdf": b"%PDF-1.7"}))
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        open_packet(vault, data=file.read_bytes())
        assert own_card(vault).age == mine.card("").age
    assert command("export-key", tmp_path / "keys").code == 0
    work, keys = tmp_path / "work", tmp_path / "keys"
    work.mkdir()

    def run(*words, **how):
        return subprocess.run([str(word) for word in words], cwd=work, capture_output=True, check=True, **how)

    run("age", "-d", "-i", keys / "key.txt", "-o", "packet.zip", file)
    listed = run("unzip", "-Z", "packet.zip").stdout.decode()
    assert listed.count(" stor ") == 4 and "defN" not in listed
    run("unzip", "packet.zip")
    principal = RUTH.card("").fingerprint[:16]
    assert f"{principal} namespaces=" in (keys / "signers").read_text() and "Tom Hesketh" in (keys / "signers").read_text()
    manifest = (work / "manifest.json").read_bytes()
    verify = ("ssh-keygen", "-Y", "verify", "-f", keys / "signers", "-I", principal, "-n", "reviewapp-packet@1", "-s", "manifest.json.sig")
    assert b"Good" in run(*verify, input=manifest).stdout
    assert subprocess.run([str(word) for word in verify], cwd=work, input=manifest + b" ", capture_output=True, check=False).returncode != 0
    named = json.loads(manifest)["members"]
    for name in ("body.json", "attachments/review.pdf"):
        assert hashlib.sha256((work / name).read_bytes()).hexdigest() == named[name]["sha256"]
    assert json.loads((work / "body.json").read_text("utf-8"))["review"]["texts"]["summary"] == "A careful half year."
