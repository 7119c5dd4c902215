"""``reviewapp demo``: the main job without a screen, as a newcomer runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2

from reviewapp.actions.demo import make_demo
from reviewapp.actions.queries import all_people, notes
from reviewapp.actions.vaults import unlock_vault

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
    drafts = [path for path in made if path.name.endswith("_draft.pdf")]
    finished = [path for path in made if path.name.endswith("_v1.pdf")]
    assert len(drafts) >= 6 and len(finished) == 1
    assert all("Draft" in page for page in text_of(drafts[0]))
    pages = text_of(finished[0])
    assert not any("Draft" in page for page in pages)
    assert f"Page 1 of {len(pages)}" in pages[0]


def test_making_it_again_replaces_it_but_never_somebody_elses_vault(tmp_path) -> None:
    folder = tmp_path / "demo"
    first = list(make_demo(folder))
    second = list(make_demo(folder))
    assert len(first) == len(second)
    (folder / "passphrase.txt").unlink()
    import pytest

    from reviewapp.domain.errors import UsageError

    with pytest.raises(UsageError, match="not a demo"):
        list(make_demo(folder))
    with pytest.raises(UsageError, match="not a demo"):
        list(make_demo(folder / "vault"))
    assert not (folder / "vault" / "passphrase.txt").exists()
