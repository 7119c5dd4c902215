"""The gallery makes its pictures from the sample vault, in a process of its own, as `reviewapp gallery` does."""

from __future__ import annotations

from PySide6.QtGui import QImage

from reviewapp.actions.sample import load_sample_team, manager_name
from reviewapp.actions.vaults import begin_vault
from reviewapp.ui import gallery


def test_every_screen_has_a_picture(tmp_path) -> None:
    vault, _code = begin_vault(folder=tmp_path / "vault", name=manager_name(), passphrase=gallery.PASSPHRASE)
    load_sample_team(vault)
    vault.close()
    (tmp_path / "out").mkdir()
    taken = {path.name: QImage(str(path)) for path in gallery.run(tmp_path / "out", tmp_path, "light", 100, "en")}
    shown = {name.removesuffix("-light-100-en.png") for name in taken}
    assert shown > {"home", "person", "review", "library", "settings", "capture", "preview", "search", "unlock"}
    assert shown > {
        "ask", "made-file", "incoming", "incoming-new-key", "incoming-refused", "answer-request", "answer", "answer-for", "hand-back",
        "side-by-side", "share", "share-review", "my-side", "my-log", "own-log", "my-answer", "hand-back-answers",
        "review-offered", "preview-employee", "preview-beside", "sign-hand-over", "my-side-to-sign", "read-and-sign", "sign",
        "my-side-signed", "review-signed", "preview-signed", "confirm-arrival", "export-my-side", "observation-replies", "review-replies", "record-reply", "cards",
    }
    assert shown > {"hint", "hint-reasons", "capture-hint", "gate", "practice", "practice-answer"}, "the evidence check at work"
    assert shown > {f"export-several{part}" for part in ("", "-progress", "-stopped", "-done", "-left-out")} | {"verify", "verify-progress"}
    for name, image in taken.items():
        few = {image.pixel(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)}
        assert len(few) > 8, f"{name} is blank"
