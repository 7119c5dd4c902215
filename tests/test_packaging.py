"""The file association for Linux desktops: its parts agree with the program, are valid, and take hold on a real desktop database."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from reviewapp.domain.packet_file import MIME_TYPE, SUFFIX

LINUX = Path(__file__).resolve().parents[1] / "packaging" / "linux"
SPEC = "{http://www.freedesktop.org/standards/shared-mime-info}"
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux desktops")


def desktop_entry(path: Path) -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(strict=True, interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(path.read_text("utf-8"))
    assert parser.sections() == ["Desktop Entry"]
    return parser["Desktop Entry"]


def test_the_desktop_entry_names_the_type_and_takes_one_file() -> None:
    entry = desktop_entry(LINUX / "reviewapp.desktop")
    assert entry["Type"] == "Application" and entry["Name"] == "ReviewApp" and entry["Exec"] == "reviewapp %f"
    assert entry["MimeType"] == f"{MIME_TYPE};" and entry["Terminal"] == "false"
    assert all(entry[key].endswith(";") for key in ("Categories", "Keywords", "MimeType"))


def test_the_type_is_known_by_the_ending_of_the_file() -> None:
    root = ET.parse(LINUX / "reviewapp-packet.xml").getroot()
    found, backup = root.findall(f"{SPEC}mime-type")
    assert found.get("type") == MIME_TYPE and backup.get("type") != MIME_TYPE
    assert [one.get("pattern") for one in found.findall(f"{SPEC}glob")] == [f"*{SUFFIX}"]
    icon = found.find(f"{SPEC}icon")
    assert icon is not None and (LINUX / f"{icon.get('name')}.svg").is_file()
    assert icon.get("name") == MIME_TYPE.replace("/", "-")


@pytest.mark.parametrize("name", ["reviewapp.svg", f"{MIME_TYPE.replace('/', '-')}.svg"])
def test_the_icons_are_drawings_without_anything_from_outside(name, qapp) -> None:
    from PySide6.QtGui import QImage

    text = (LINUX / name).read_text("utf-8")
    root = ET.fromstring(text)
    assert root.tag.endswith("svg") and root.get("viewBox") == "0 0 128 128"
    assert "href" not in text and "<script" not in text and "<image" not in text
    drawn = QImage(str(LINUX / name))
    assert not drawn.isNull() and drawn.pixelColor(64, 100).alpha() == 255 and drawn.pixelColor(0, 0).alpha() == 0


def test_the_validator_of_desktop_entries_is_content() -> None:
    if shutil.which("desktop-file-validate") is None:
        pytest.skip("desktop-file-validate is not installed")
    done = subprocess.run(["desktop-file-validate", str(LINUX / "reviewapp.desktop")], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not done.stdout, done.stdout


def associate(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    data = home / "share"
    kept = {"PATH": os.environ["PATH"], "HOME": str(home), "XDG_DATA_HOME": str(data), "XDG_DATA_DIRS": "/usr/share"}
    return subprocess.run(["sh", str(LINUX / "associate.sh"), *arguments], env=kept, capture_output=True, text=True, check=False)


def test_a_desktop_knows_the_file_afterwards_and_forgets_it_on_request(tmp_path) -> None:
    program = tmp_path / "a folder" / "reviewapp"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    done = associate(tmp_path, str(program))
    assert done.returncode == 0, done.stderr
    share = tmp_path / "share"
    assert desktop_entry(share / "applications" / "reviewapp.desktop")["Exec"] == f'"{program}" %f'
    packet = tmp_path / f"Self-assessment{SUFFIX}"
    packet.write_bytes(b"PK\x03\x04")
    if shutil.which("gio") and shutil.which("update-mime-database"):
        env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_DATA_HOME": str(share), "XDG_DATA_DIRS": "/usr/share"}
        seen = subprocess.run(
            ["gio", "info", "-a", "standard::content-type", str(packet)], env=env, capture_output=True, text=True, check=True
        )
        assert MIME_TYPE in seen.stdout
    assert associate(tmp_path, "--remove").returncode == 0
    left = [path for path in share.rglob("*") if path.is_file() and "reviewapp" in path.name]
    assert {path.name for path in left} <= {"vnd.reviewapp.packet.xml", "vnd.reviewapp.backup.xml"}


def test_a_program_that_cannot_be_run_is_refused(tmp_path) -> None:
    done = associate(tmp_path, str(tmp_path / "nothing" / "reviewapp"))
    assert done.returncode == 2 and "cannot be run" in done.stderr and not (tmp_path / "share").exists()
