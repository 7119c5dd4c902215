"""Make a .deb of the folder PyInstaller built: ``python packaging/linux/deb.py FOLDER OUT`` (needs dpkg-dev).

The package runs nothing as root: the desktop's databases of files and menus are kept by Debian's own triggers on those
folders. Which system libraries it needs is read from the binaries by dpkg-shlibdeps, not from a list.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

import bundle  # noqa: E402
import manual_page  # noqa: E402

from reviewapp import __version__  # noqa: E402

PROGRAM = "usr/lib/reviewapp"
ICON_SIZES = (48, 128, 256)


def main(folder: Path, out: Path) -> None:
    """Write ``reviewapp_VERSION_ARCHITECTURE.deb`` into ``out`` and print its path."""
    tree = ROOT / "build" / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(folder, tree / PROGRAM, symlinks=True)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/reviewapp").symlink_to("../lib/reviewapp/reviewapp")
    for source, place in desktop_files():
        target = tree / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    for size in ICON_SIZES:
        bundle.draw_icon(tree / f"usr/share/icons/hicolor/{size}x{size}/apps/reviewapp.png", size)
    papers(tree)
    architecture = answer("dpkg", "--print-architecture")
    control(tree, architecture)
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == tree / PROGRAM / "reviewapp" else 0o644)
    made = out / f"reviewapp_{__version__}_{architecture}.deb"
    answer("dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(made))
    sys.stdout.write(f"{made}: {made.stat().st_size / 2**20:.0f} MB, {installed_size(tree) // 1024} MB installed\n")


def desktop_files() -> list[tuple[Path, str]]:
    """What makes a desktop know the program and its files: the same that associate.sh copies for one account."""
    packet = "application-vnd.reviewapp.packet.svg"
    return [
        (HERE / "reviewapp.desktop", "usr/share/applications/reviewapp.desktop"),
        (HERE / "reviewapp-packet.xml", "usr/share/mime/packages/reviewapp-packet.xml"),
        (HERE / "reviewapp.svg", "usr/share/icons/hicolor/scalable/apps/reviewapp.svg"),
        (HERE / packet, f"usr/share/icons/hicolor/scalable/mimetypes/{packet}"),
        (HERE / "copyright", "usr/share/doc/reviewapp/copyright"),
    ]


def papers(tree: Path) -> None:
    """The manual page and the changes, packed, and the licences of everything in the folder."""
    moment = int(os.environ["SOURCE_DATE_EPOCH"])
    documents = tree / "usr/share/doc/reviewapp"
    pages = tree / "usr/share/man/man1"
    pages.mkdir(parents=True)
    pack(manual_page.manual_page(moment), pages / "reviewapp.1.gz")
    pack((ROOT / "CHANGELOG.md").read_text("utf-8"), documents / "CHANGELOG.md.gz")
    (documents / "licences").symlink_to("../../../lib/reviewapp/_internal/licences")


def pack(text: str, path: Path) -> None:
    """Write a gzip file without a name or a moment in it."""
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


def control(tree: Path, architecture: str) -> None:
    """Fill `control.in` in, and list the checksums dpkg compares with."""
    folder = tree / "DEBIAN"
    folder.mkdir()
    filled = (HERE / "control.in").read_text("utf-8").format(
        version=__version__, architecture=architecture, libraries=libraries(tree), size=installed_size(tree)
    )
    (folder / "control").write_text(filled, "utf-8")
    files = sorted(path for path in (tree / "usr").rglob("*") if path.is_file() and not path.is_symlink())
    sums = answer("md5sum", *(str(path.relative_to(tree)) for path in files), folder=tree)
    (folder / "md5sums").write_text(sums + "\n", "utf-8")


def libraries(tree: Path) -> str:
    """The packages of this Debian that hold what the binaries are linked with, as for ``Depends``."""
    work = ROOT / "build" / "shlibdeps"
    (work / "debian").mkdir(parents=True, exist_ok=True)
    (work / "debian/control").write_text("Source: reviewapp\n\nPackage: reviewapp\nArchitecture: any\n", "utf-8")
    binaries = [path for path in sorted((tree / PROGRAM).rglob("*")) if is_elf(path)]
    ours = sorted({str(path.parent) for path in binaries})
    said = answer(
        "dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0", *(f"-l{place}" for place in ours),
        *(f"-e{path}" for path in binaries), folder=work,
    )
    return said.removeprefix("shlibs:Depends=")


def is_elf(path: Path) -> bool:
    """True for programs and shared libraries."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def installed_size(tree: Path) -> int:
    """Kilobytes, as policy 5.6.20 counts them."""
    return sum(
        1 if path.is_dir() or path.is_symlink() else -(-path.stat().st_size // 1024)
        for path in (tree / "usr").rglob("*")
    )


def answer(*words: str, folder: Path | None = None) -> str:
    """What a command prints; CalledProcessError when it fails."""
    return subprocess.run(words, cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
