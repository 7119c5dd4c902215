"""A framework of the organisation that uses the ids of the shipped one for competencies of its own."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from reviewapp.actions.frameworks import import_framework
from reviewapp.paths import resource
from reviewapp.vault.connection import Vault


def framework_text(key: str = "wards", version: str = "1", called: str = "Ward {id}", without: str = "") -> str:
    """The shipped file under another key, version and title, each competency called otherwise, perhaps one left out."""
    head, *parts = re.split(r"(?m)^(?=\[\[competency\]\]$)", resource("frameworks", "judgment-1.toml").read_text("utf-8"))
    head = re.sub(r'(?m)^key = ".*"$', f'key = "{key}"', head)
    head = re.sub(r'(?m)^version = ".*"$', f'version = "{version}"', head)
    if key != "judgment":
        head = re.sub(r'(?m)^title = ".*"$', 'title = "Ward framework"', head)
    kept = []
    for part in parts:
        found = re.search(r'(?m)^id = "(.*)"$', part)
        assert found is not None
        if found[1] != without:
            kept.append(re.sub(r'(?m)^name = ".*"$', f'name = "{called.format(id=found[1])}"', part))
    return head + "".join(kept)


def add_own_framework(vault: Vault, **how: str) -> int:
    """Import it and return its id in the vault."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.toml"
        path.write_text(framework_text(**how), "utf-8")
        return import_framework(vault, path=path).id
