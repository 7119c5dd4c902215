"""``reviewapp demo``: the main job without a screen, as a newcomer runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from reviewapp.actions.blind import side_by_side
from reviewapp.actions.demo import make_demo
from reviewapp.actions.my_side import my_side
from reviewapp.actions.queries import all_people, notes
from reviewapp.actions.vaults import unlock_vault
from reviewapp.domain.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]


def text_of(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return pages


def test_the_demo_leaves_a_vault_and_pdfs_and_prints_each_path(tmp_path) -> None:
    folder = tmp_path / "demo"
    done = subprocess.run(
        [sys.executable, "-m", "reviewapp", "demo", str(folder)], capture_output=True, text=True, check=False,
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": ""}, timeout=120,
    )
    assert done.returncode == 0, done.stderr
    made = {path for path in folder.iterdir() if path.name != "passphrase.txt"}
    for path in made:
        assert str(path) in done.stdout, path
    passphrase = (folder / "passphrase.txt").read_text("utf-8").strip()
    assert passphrase in done.stdout
    with unlock_vault(folder=folder / "vault", passphrase=passphrase) as vault:
        assert len(all_people(vault)) == 8 and len(notes(vault)) > 50
    signed = folder / "Review_signed.pdf"
    assert verify(signed, pins=folder / "keys.txt") == 0
    signed.write_bytes(signed.read_bytes() + b"%")
    assert verify(signed, pins=folder / "keys.txt") == 1
    drafts = [path for path in made if path.name.endswith("_draft.pdf")]
    finished = [path for path in made if path.name.endswith("_v1.pdf")]
    assert len(drafts) >= 6 and len(finished) == 1
    assert all("Draft" in page for page in text_of(drafts[0]))
    pages = text_of(finished[0])
    assert not any("Draft" in page for page in pages)
    assert f"Page 1 of {len(pages)}" in pages[0]


def verify(path: Path, *, pins: Path) -> int:
    command = [sys.executable, "-m", "reviewapp", "verify", str(path), "--pins", str(pins)]
    return subprocess.run(command, capture_output=True, check=False, cwd=ROOT, timeout=60).returncode


def said_lines(readme: str) -> list[str]:
    """The commands of the demo's README: what is indented and begins with a program, one line each."""
    programs = ("export", "reviewapp", "age", "unzip", "cut", "ssh-keygen")
    plain = readme.replace("\\\n", " ")
    return [line.strip() for line in plain.splitlines() if line.startswith("   ") and line.split()[0] in programs]


@pytest.mark.skipif(not all(map(shutil.which, ("age", "unzip", "ssh-keygen"))), reason="needs age, unzip and OpenSSH")
def test_every_line_of_what_to_try_works_as_it_stands(tmp_path) -> None:
    folder = tmp_path / "demo"
    list(make_demo(folder))
    commands = said_lines((folder / "README.txt").read_text("utf-8"))
    assert len(commands) == 10
    signer = next(line for line in (folder / "by-hand" / "signers").read_text("utf-8").splitlines() if "Maren Tolliver" in line)
    script = "\n".join(["set -e", f'reviewapp() {{ "{sys.executable}" -m reviewapp "$@"; }}', *commands])
    script = script.replace("WORD", signer.split()[0]).replace("'…'", "'The goal for spring was agreed without me.'")
    environment = {name: value for name, value in os.environ.items() if name != "REVIEWAPP_PASSPHRASE"}
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env={**environment, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert 'Good "reviewapp-packet@1" signature' in done.stdout + done.stderr
    [later] = (folder / "later").glob("*.pdf")
    text = " ".join(" ".join(text_of(later)).split())
    assert "The goal for spring was agreed without me." in text and "on the ditto marks i would put it differently" in text.casefold()
    assert (folder / "opened" / "body.json").is_file() and list(folder.glob("opened/attachments/*.pdf"))


def test_the_finished_review_of_the_demo_holds_the_reply_and_the_order_can_be_shown(tmp_path) -> None:
    folder = tmp_path / "demo"
    list(make_demo(folder))
    [finished] = folder.glob("*_v1.pdf")
    text = " ".join(" ".join(text_of(finished)).split())
    assert "I had nobody to say it to" in text and "I take the table down first now." in text
    passphrase = (folder / "passphrase.txt").read_text("utf-8").strip()
    with unlock_vault(folder=folder / "vault", passphrase=passphrase) as vault:
        both = side_by_side(vault, review_id=1)
        assert both.sealed_first and "printer's van" in str(both.pairs)
    with unlock_vault(folder=folder / "ione" / "vault", passphrase=passphrase) as vault:
        side = my_side(vault)
        assert {one.what for one in side.written} == {"review", "observation"} and not side.waiting


def test_making_it_again_replaces_it_but_never_somebody_elses_vault(tmp_path) -> None:
    folder = tmp_path / "demo"
    first = list(make_demo(folder))
    second = list(make_demo(folder))
    assert len(first) == len(second)
    (folder / "passphrase.txt").unlink()
    with pytest.raises(UsageError, match="not a demo"):
        list(make_demo(folder))
    with pytest.raises(UsageError, match="not a demo"):
        list(make_demo(folder / "vault"))
    assert not (folder / "vault" / "passphrase.txt").exists()
