"""Many documents, and the world gives way in the middle: killed, no room, no right to write. Never half a file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest

from reviewapp.actions.bulk_export import INDEX, export_many
from reviewapp.actions.reviews import finish_review
from reviewapp.actions.vaults import begin_vault, unlock_vault
from reviewapp.domain.errors import EnvironmentFault
from reviewapp.vault import doctor
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import draft, somebody

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 8
# Says each step, and waits there to be told to go on: what comes after the last answer is cut short wherever it is then.
_CHILD = """
import sys
from pathlib import Path
from reviewapp.actions.bulk_export import export_many
from reviewapp.actions.vaults import unlock_vault

def report(progress):
    print(progress.share, flush=True)
    sys.stdin.readline()
    return True

vault = unlock_vault(folder=Path(sys.argv[1]), passphrase=sys.argv[2])
export_many(vault, review_ids=range(1, int(sys.argv[4]) + 1), folder=Path(sys.argv[3]), report=report)
print("done", flush=True)
"""


@pytest.fixture(scope="module")
def closed(tmp_path_factory) -> Path:
    """A closed vault with a finished review of each of eight people."""
    folder = tmp_path_factory.mktemp("several") / "vault"
    with begin_vault(folder=folder, name="Ruth Ansell", passphrase=PASSPHRASE, kdf=FAST_KDF)[0] as vault:
        for number in range(PEOPLE):
            finish_review(vault, review_id=draft(vault, somebody(vault, f"Person {number}")), talked_on=vault.today)
    return folder


@pytest.fixture
def folder(closed, tmp_path) -> Path:
    shutil.copytree(closed, tmp_path / "vault")
    (tmp_path / "vault").chmod(0o700)
    return tmp_path / "vault"


@pytest.fixture
def vault(folder) -> Iterator:
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as opened:
        yield opened


def whole(folder: Path) -> list[str]:
    """The documents in a folder, each opened and read to its end; nothing else may lie there but our own leavings."""
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith(".reviewapp-"))
    for name in (one for one in names if one not in (INDEX, "Index_2.txt")):
        data = (folder / name).read_bytes()
        assert data.rstrip().endswith(b"%%EOF"), name
        with pypdfium2.PdfDocument(data) as pdf:
            assert all(page.get_textpage().count_chars() for page in pdf), name
    return names


@pytest.mark.parametrize("answers", [1, 3, PEOPLE - 1])
@pytest.mark.parametrize("later", [0.0, 0.004, 0.03])
def test_killed_in_the_middle_it_leaves_whole_files_and_no_index(folder, tmp_path, answers, later) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / INDEX).write_text("Mine.\n")
    with subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(folder), PASSPHRASE, str(out), str(PEOPLE)], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as child:  # fmt: skip
        for _one in range(answers):
            child.stdout.readline()
            print(file=child.stdin, flush=True)
        if later:
            # Not a wait for a condition: the moment it dies is what is tried here.
            with pytest.raises(subprocess.TimeoutExpired):
                child.wait(timeout=later)
        child.kill()
    names = whole(out)
    assert answers - 1 <= len(names) - 1 <= answers and "Index_2.txt" not in names
    assert (out / INDEX).read_text() == "Mine.\n"
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        assert doctor.integrity(vault) == []
        for path in out.glob(".reviewapp-*"):
            os.utime(path, (0, 0))
        done = export_many(vault, review_ids=range(1, PEOPLE + 1), folder=out)
    assert done.is_whole and len(whole(out)) == PEOPLE + 2 and not list(out.glob(".reviewapp-*"))
    assert [path.path.name in (out / "Index_2.txt").read_text("utf-8") for _row, path in done.written] == [True] * PEOPLE


def test_an_index_of_an_earlier_run_does_not_speak_for_one_cut_short(vault, tmp_path) -> None:
    out = tmp_path / "out"
    export_many(vault, review_ids=[1, 2], folder=out)
    assert (out / INDEX).exists()

    def dies(progress) -> bool:
        if progress.share > 0.5:
            raise KeyboardInterrupt
        return True

    with pytest.raises(KeyboardInterrupt):
        export_many(vault, review_ids=range(1, PEOPLE + 1), folder=out, report=dies)
    assert not (out / INDEX).exists() and len(whole(out)) > 2


def test_what_may_still_be_written_by_another_process_is_left_alone(vault, tmp_path) -> None:
    (tmp_path / ".reviewapp-young.tmp").write_bytes(b"half")
    (tmp_path / ".reviewapp-old.tmp").write_bytes(b"half")
    os.utime(tmp_path / ".reviewapp-old.tmp", (0, 0))
    export_many(vault, review_ids=[1], folder=tmp_path)
    assert [path.name for path in tmp_path.glob(".reviewapp-*")] == [".reviewapp-young.tmp"]


@contextmanager
def small_disk(place: Path, options: str) -> Iterator[Path]:
    """A disk with this little room; the test is skipped where none can be mounted."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    if not sys.platform.startswith("linux") or os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_ends_it_with_whole_files(vault, tmp_path) -> None:
    with small_disk(tmp_path / "disk", "size=144k") as disk:
        done = export_many(vault, review_ids=range(1, PEOPLE + 1), folder=disk)
        assert 0 < len(done.written) < PEOPLE and not done.is_whole and "No space left" in done.stopped_by
        assert [name for name in whole(disk) if name != INDEX] == sorted(file.path.name for _row, file in done.written)
        assert not list(disk.glob(".reviewapp-*"))
        if (disk / INDEX).exists():
            assert "not everything" in (disk / INDEX).read_text("utf-8")
    handed = vault.connection.execute("SELECT file_name FROM handed_file").fetchall()
    assert sorted(row["file_name"] for row in handed) == sorted(file.path.name for _row, file in done.written)


def test_no_room_for_the_index_alone_is_said(vault, tmp_path) -> None:
    # The disk takes itself and two files: the third finds no place, however small it is.
    with small_disk(tmp_path / "disk", "size=1m,nr_inodes=3") as disk:
        done = export_many(vault, review_ids=[1, 2], folder=disk)
        assert len(done.written) == 2 and not done.is_whole
        assert "Index.txt could not be written: No space left on device" in done.stopped_by
        assert len(whole(disk)) == 2 and not list(disk.glob(".reviewapp-*"))


def test_an_index_that_another_program_holds_is_said_and_the_documents_stay(vault, tmp_path) -> None:
    """A folder where the index goes: like a file that is open elsewhere on Windows, it neither goes nor is written over."""

    def in_the_way(progress) -> bool:
        if progress.share:
            (tmp_path / INDEX).mkdir(exist_ok=True)
        return True

    done = export_many(vault, review_ids=[1, 2, 3], folder=tmp_path, report=in_the_way)
    assert len(done.written) == 2 and not done.is_whole and "Index.txt could not be taken away" in done.stopped_by
    assert vault.connection.execute("SELECT count(*) FROM handed_file").fetchone()[0] == 2
    (tmp_path / INDEX).rmdir()
    assert export_many(vault, review_ids=[1, 2, 3], folder=tmp_path).is_whole


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_kept(vault, tmp_path) -> None:
    if os.geteuid():
        (tmp_path / "disk").mkdir(mode=0o500)
        with pytest.raises(EnvironmentFault, match="could not be written"):
            export_many(vault, review_ids=[1, 2], folder=tmp_path / "disk")
    else:
        with small_disk(tmp_path / "disk", "size=1m") as disk:
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
            with pytest.raises(EnvironmentFault, match="could not be written"):
                export_many(vault, review_ids=[1, 2], folder=disk)
            assert not list(disk.iterdir())
    assert not vault.connection.execute("SELECT * FROM handed_file").fetchall()
