"""Chinese characters come from a font that is installed, and are reported where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from reviewapp.report.installed import font_folders

ROOT = Path(__file__).resolve().parents[2]
FONT = ROOT / "tests" / "fixtures" / "fonts" / "DroidSansFallbackFull.ttf"
TEXT = "合同由两个没有参与起草的人读了两遍。"
PRINTS = f"""
import hashlib
from reviewapp.report import render_review
from reviewapp.report.installed import installed_faces
from tests.report import samples
from tests.report.reading import text_of
pdf = render_review(samples.review(texts={{"summary": {TEXT!r}}}, language="zh"))
print([str(face.file) for face in installed_faces().values()][:1], {TEXT!r} in text_of(pdf.data), sorted(pdf.missing))
print(hashlib.sha256(pdf.data).hexdigest())
"""


def run_with(home: Path, seed: str = "0") -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PRINTS], cwd=ROOT, check=True, capture_output=True, text=True,
        env={**os.environ, "XDG_DATA_HOME": str(home), "HOME": str(home), "LOCALAPPDATA": str(home), "PYTHONHASHSEED": seed},
    )  # fmt: skip
    return done.stdout.splitlines()


def test_an_installed_font_draws_what_ours_do_not(tmp_path: Path) -> None:
    for folder in ("fonts", "Library/Fonts", "Microsoft/Windows/Fonts"):
        (tmp_path / folder).mkdir(parents=True)
        shutil.copy(FONT, tmp_path / folder / FONT.name)
    first, digest = run_with(tmp_path)
    assert str(tmp_path) in first and first.endswith("True []")
    assert run_with(tmp_path, "7") == [first, digest]


def test_a_broken_font_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "NotoSansSC-Regular.ttf").write_bytes(b"no font at all")
    (tmp_path / "fonts" / "msyh.ttf").write_bytes(b"")
    shutil.copy(FONT, tmp_path / "fonts" / FONT.name)
    assert run_with(tmp_path)[0].endswith("True []")


def test_the_own_folder_stands_before_those_of_the_system() -> None:
    folders = font_folders()
    assert folders and all(folder.is_absolute() for folder in folders)
