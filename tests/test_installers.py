"""What an installer is made from agrees with the program. Building and trying one takes minutes: `make installers`, `make try-installers`."""

from __future__ import annotations

import ast
import gzip
import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from reviewapp import __version__, offline
from reviewapp.domain.packet_file import MIME_TYPE, SUFFIX
from reviewapp.paths import this_program
from reviewapp.vault import backup_file
from tests.helpers.installers import PACKAGING, left_out, packaging_module

ROOT = Path(__file__).resolve().parents[1]
LINUX = PACKAGING / "linux"
QT = "PySide6/Qt"


@pytest.fixture(scope="module")
def bundle():
    return packaging_module("bundle.py")


def pins() -> dict[str, Requirement]:
    lines = (line.partition("#")[0].strip() for line in (PACKAGING / "requirements.txt").read_text("utf-8").splitlines())
    return {canonical(one.name): one for one in map(Requirement, filter(None, lines))}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted() -> list[Requirement]:
    """What the program and its keyring extra ask for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [Requirement(one) for one in (*project["dependencies"], *project["optional-dependencies"]["keyring"])]


class TestWhatItIsMadeOf:
    def test_every_part_is_pinned_to_a_version_the_program_takes(self) -> None:
        pinned = pins()
        for asked in wanted():
            (version,) = [one.version for one in pinned[canonical(asked.name)].specifier]
            assert asked.specifier.contains(version), asked

    def test_parts_of_parts_are_pinned_too(self) -> None:
        pinned, seen, left = pins(), set(), [canonical(one.name) for one in wanted()]
        while left:
            name = left.pop()
            if name in seen:
                continue
            seen.add(name)
            asked = map(Requirement, importlib.metadata.requires(name) or ())
            # sqlite-utils names pip, for a command of its own that installs plugins.
            left += [canonical(one.name) for one in asked if (one.marker is None or one.marker.evaluate({"extra": ""})) and one.name != "pip"]
        assert seen - set(pinned) == set()
        assert all(str(one.specifier).startswith("==") for one in pinned.values())

    def test_the_builder_is_no_part_of_the_program(self) -> None:
        assert "pyinstaller" in pins() and "pyinstaller" not in (ROOT / "pyproject.toml").read_text("utf-8").lower()
        assert f"PyInstaller {next(iter(pins()['pyinstaller'].specifier)).version}" in (ROOT / "docs" / "decisions.md").read_text("utf-8")


class TestWhatGoesIn:
    def test_every_resource_in_the_place_where_the_program_looks(self, bundle) -> None:
        placed = {f"{folder}/{Path(source).name}": source for source, folder in bundle.resources()}
        shipped = {path.relative_to(ROOT / "resources").as_posix() for path in (ROOT / "resources").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
        assert {f"reviewapp/_resources/{name}" for name in shipped} == set(placed)
        assert all(bundle.carried(place, source, system=system) for place, source in placed.items() for system in bundle.QT_PLUGINS)

    @pytest.mark.parametrize("place", [
        f"{QT}/lib/libQt6Core.so.6", f"{QT}/lib/libQt6DBus.so.6", f"{QT}/lib/libicudata.so.73", f"{QT}/lib/libQt6XcbQpa.so.6",
        f"{QT}/plugins/platforms/libqxcb.so", f"{QT}/plugins/platforms/libqwayland.so", f"{QT}/plugins/platforms/libqoffscreen.so",
        f"{QT}/plugins/iconengines/libqsvgicon.so", "PySide6/QtWidgets.abi3.so", "PySide6/libpyside6.abi3.so.6.11",
        "sqlcipher3/_sqlite3.cpython-311-x86_64-linux-gnu.so", "pikepdf.libs/libqpdf-781b0270.so.30", "pypdfium2_raw/libpdfium.so",
        "keyring-25.7.0.dist-info/entry_points.txt", "babel/locale-data/de.dat", "babel/locale-data/root.dat", "pyphen/dictionaries/hyph_de_DE.dic", "docx/templates/default.docx",
    ])  # fmt: skip
    def test_what_the_program_needs(self, bundle, place) -> None:
        assert bundle.carried(place, f"{sys.prefix}/{place}", system="linux", prefix=sys.prefix)

    @pytest.mark.parametrize("place", [
        f"{QT}/lib/libQt6Network.so.6", f"{QT}/lib/libQt6Qml.so.6", f"{QT}/lib/libQt6WebEngineCore.so.6", "PySide6/QtNetwork.abi3.so",
        f"{QT}/plugins/platformthemes/libqgtk3.so", f"{QT}/plugins/platforms/libqvnc.so", f"{QT}/plugins/tls/libqopensslbackend.so",
        f"{QT}/plugins/networkinformation/libqglib.so", f"{QT}/plugins/imageformats/libqpdf.so", f"{QT}/translations/qtbase_de.qm",
        "PySide6/Qt/lib/QtNetwork.framework/Versions/A/Resources/Info.plist", "PySide6/opengl32sw.dll",
        "reportlab/fonts/DarkGardenMK.pfb", "babel/locale-data/de_AT.dat", "keyring-25.7.0.dist-info/RECORD",
    ])  # fmt: skip
    def test_what_stays_out(self, bundle, place) -> None:
        assert not bundle.carried(place, f"{sys.prefix}/{place}", system="linux", prefix=sys.prefix)

    def test_the_system_keeps_its_own_libraries(self, bundle) -> None:
        def carried(place: str, source: str) -> bool:
            return bundle.carried(place, source, system="linux", prefix="/build/venv")

        assert not carried("libxcb.so.1", "/lib/x86_64-linux-gnu/libxcb.so.1")
        assert not carried("libcrypto.so.3", "/lib/x86_64-linux-gnu/libcrypto.so.3")
        assert carried("libpython3.11.so.1.0", "/lib/x86_64-linux-gnu/libpython3.11.so.1.0")
        assert carried("python3.11/lib-dynload/_json.so", "/usr/lib/python3.11/lib-dynload/_json.so")

    def test_nothing_that_opens_connections(self, bundle) -> None:
        assert all(left_out(name, bundle.NETWORK) for name in offline._MODULES)
        for name in offline._NATIVE:
            for place in (f"{name}.so.3", f"{QT}/lib/{name}.so.6"):
                assert not bundle.carried(place, f"/usr/lib/{name}.so", system="linux", prefix="/build/venv")

    def test_the_program_imports_nothing_that_is_left_out(self, bundle) -> None:
        for path in (ROOT / "reviewapp").rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or "", *(f"{node.module}.{one.name}" for one in node.names)] if isinstance(node, ast.ImportFrom) else []
                assert not [name for name in names if left_out(name, (*bundle.NETWORK, *bundle.UNUSED))], path

    def test_every_part_brings_its_terms(self, bundle, tmp_path) -> None:
        texts = bundle.licences(["PySide6", "shiboken6", "sqlcipher3", "pikepdf", "click", "nothing_of_this_name"], tmp_path / "OVERVIEW.txt")
        placed = {place for _source, place in texts}
        assert {"licences/Qt.txt", "licences/LGPL-3.0.txt", "licences/GPL-3.0.txt", "licences/LICENSE", "licences/SQLCipher.txt"} <= placed
        assert any(re.fullmatch(r"licences/pikepdf-[\d.]+/third-party-licenses/qpdf.txt", place) for place in placed)
        assert all(Path(source).is_file() for source, _place in texts)
        overview = (tmp_path / "OVERVIEW.txt").read_text("utf-8")
        assert re.search(r"PySide6_Essentials 6\.11\.\d+: Qt.txt, LGPL-3.0.txt", overview)

    def test_a_part_without_terms_stops_the_build(self, bundle, tmp_path, monkeypatch) -> None:
        home = tmp_path / "nameless-1.0.dist-info"
        home.mkdir()
        (home / "METADATA").write_text("Metadata-Version: 2.1\nName: nameless\nVersion: 1.0\n")
        (home / "top_level.txt").write_text("nameless\n")
        (home / "RECORD").write_text("nameless/__init__.py,,\n")
        monkeypatch.syspath_prepend(tmp_path)
        with pytest.raises(FileNotFoundError, match="nameless brings no licence text"):
            bundle.licences(["nameless"], tmp_path / "OVERVIEW.txt")

    def test_the_specification_is_python(self) -> None:
        compile((PACKAGING / "reviewapp.spec").read_text("utf-8"), "reviewapp.spec", "exec")


class TestTheDebianPackage:
    def test_it_puts_what_is_there_where_desktops_look(self, bundle) -> None:
        deb = packaging_module("linux/deb.py")
        placed = {place: source for source, place in deb.desktop_files()}
        assert all(source.is_file() for source in placed.values())
        assert {"usr/share/applications/reviewapp.desktop", "usr/share/mime/packages/reviewapp-packet.xml", "usr/share/doc/reviewapp/copyright"} <= set(placed)
        assert f"usr/share/icons/hicolor/scalable/mimetypes/{MIME_TYPE.replace('/', '-')}.svg" in placed

    def test_its_description_is_whole(self) -> None:
        text = (LINUX / "control.in").read_text("utf-8").format(version=__version__, architecture="amd64", libraries="libc6 (>= 2.36)", size=1)
        fields = dict(re.findall(r"^([A-Z][\w-]+): (.*)$", text, re.MULTILINE))
        assert fields["Version"] == __version__ and fields["Depends"] == "libc6 (>= 2.36)" and "python" not in text
        assert {"Package", "Architecture", "Maintainer", "Installed-Size", "Recommends", "Description"} <= set(fields)
        assert all(line.startswith(" ") for line in text.split("Description:")[1].splitlines()[1:])

    def test_nothing_of_it_runs_as_root(self) -> None:
        assert not [path for path in LINUX.iterdir() if path.stem in {"preinst", "postinst", "prerm", "postrm", "triggers"}]

    def test_the_manual_page_names_every_command(self, bundle) -> None:
        from reviewapp.cli import cli

        manual = packaging_module("manual_page.py")
        page = manual.manual_page(0)
        named = {words.split(" ")[0] for words, _said in manual.commands()}
        assert named == {name for name, command in cli.commands.items() if not command.hidden}
        assert f'"1970-01-01" "ReviewApp {__version__}"' in page and ".B review finish REVIEW" in page
        if shutil.which("groff"):
            done = subprocess.run(["groff", "-man", "-Kutf8", "-Tutf8", "-ww", "-z"], input=page, capture_output=True, text=True, check=False)
            assert done.returncode == 0 and done.stderr == ""

    def test_packing_gives_the_same_bytes_each_time(self, bundle, tmp_path) -> None:
        deb = packaging_module("linux/deb.py")
        for name in ("a", "b"):
            deb.pack("words\n", tmp_path / name)
        assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
        assert gzip.decompress((tmp_path / "a").read_bytes()) == b"words\n"

    def test_the_icon_is_drawn_in_every_size(self, bundle, tmp_path, qapp) -> None:
        from PySide6.QtGui import QImage

        deb = packaging_module("linux/deb.py")
        for size in deb.ICON_SIZES:
            bundle.draw_icon(tmp_path / "icons" / f"{size}.png", size)
            drawn = QImage(str(tmp_path / "icons" / f"{size}.png"))
            assert drawn.width() == size and drawn.pixelColor(size // 2, size // 2).alpha() == 255


class TestOtherSystems:
    @pytest.mark.parametrize("name", ["windows/reviewapp.iss", "macos/make-dmg.sh"])
    def test_they_say_that_nobody_tried_them(self, name) -> None:
        assert "UNTESTED" in (PACKAGING / name).read_text("utf-8").partition("\n\n")[0]

    def test_windows_knows_the_file(self) -> None:
        text = (PACKAGING / "windows" / "reviewapp.iss").read_text("utf-8")
        assert f'"Software\\Classes\\{SUFFIX}"' in text and MIME_TYPE in text

    def test_a_mac_knows_the_file(self, bundle) -> None:
        (declared,) = bundle.mac_file_types()["UTExportedTypeDeclarations"]
        tags = declared["UTTypeTagSpecification"]
        assert tags == {"public.filename-extension": [SUFFIX.removeprefix(".")], "public.mime-type": [MIME_TYPE]}


def test_a_backup_is_named_and_not_opened_by_a_double_click() -> None:
    types = (LINUX / "reviewapp-packet.xml").read_text("utf-8")
    assert f'<glob pattern="*{backup_file.SUFFIX}"' in types and "application/vnd.reviewapp.backup" in types
    assert "backup" not in (LINUX / "reviewapp.desktop").read_text("utf-8")


def test_the_program_starts_itself_anew_in_an_installed_folder_too(monkeypatch) -> None:
    assert this_program() == [sys.executable, "-m", "reviewapp"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert this_program() == [sys.executable]
