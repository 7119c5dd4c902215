"""The wheel carries the resources, and finds them where nothing else is installed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_wheel_holds_every_resource_and_finds_them_in_an_empty_venv(tmp_path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=ROOT, check=True, capture_output=True,
    )
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        shipped = {
            str(path.relative_to(ROOT / "resources")) for path in (ROOT / "resources").rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert shipped <= {name.removeprefix("reviewapp/_resources/") for name in names}
        manual = archive.read("reviewapp/_resources/manual/manual.md").decode()
        assert manual == (ROOT / "docs" / "manual.md").read_text("utf-8"), "a link in a checkout, the text itself here"
        assert not [name for name in names if name.startswith(("tests/", "packaging/", "docs/"))]
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "venv")], check=True)
        (site,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
        archive.extractall(site)
    code = (
        "from reviewapp.paths import resource\n"
        "from reviewapp.domain.framework_file import parse_framework\n"
        "framework = parse_framework(resource('frameworks', 'judgment-1.toml').read_text('utf-8'))\n"
        "from reviewapp.i18n import _, speaking\n"
        "with speaking('de'):\n"
        "    said = _('Judgments')\n"
        "print(said, len(framework.competencies), resource('fonts').is_dir(), '_resources' in str(resource('fonts')))\n"
    )
    done = subprocess.run(
        [str(tmp_path / "venv" / "bin" / "python"), "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True,
        env={"PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"},
    )
    assert done.stdout.split() == ["Einschätzungen", "11", "True", "True"]
    entry = next(iter(site.glob("reviewapp-*.dist-info"))) / "entry_points.txt"
    assert "reviewapp = reviewapp.__main__:main" in entry.read_text("utf-8")
