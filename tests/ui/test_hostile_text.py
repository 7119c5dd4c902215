"""Whatever people wrote is shown as typed: no markup is obeyed, no file it names is opened, no sign of ours is read into it."""

from __future__ import annotations

import ast
import json
import re
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from reviewapp.actions.exporting import file_name, name_part, preview_pdf
from reviewapp.actions.review_content import document_content
from reviewapp.actions.vaults import begin_vault, unlock_vault
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.hostile import LONG_WORD, fill_hostile, hostile_name, hostile_text, make_canary
from tests.helpers.watching import SESSION, environment, needs, traced

UI = Path(__file__).resolve().parents[2] / "reviewapp" / "ui"
STRACE = ("strace", "-f", "-o", "/dev/null")
OPENS = "open,openat,openat2,stat,lstat,newfstatat,statx,readlink,access,faccessat2"


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """A folder with a closed hostile vault and the picture its texts name."""
    folder = tmp_path_factory.mktemp("h")
    canary = make_canary(folder)
    vault, _code = begin_vault(folder=folder / "vault", name=hostile_name(canary, "me"), passphrase=PASSPHRASE, kdf=FAST_KDF)
    fill_hostile(vault, canary)
    vault.close()
    return folder


def session(place: Path, out: Path) -> list[str]:
    text = hostile_text(place / "canary.png", "typed")
    return [sys.executable, str(SESSION), str(place / "vault"), str(out), "<img src", text.replace("\0", "")]


def test_a_whole_session_over_a_hostile_vault_obeys_none_of_it(place, tmp_path) -> None:
    """Every page, dialog, tooltip, box and toast painted by the real program, watched from outside."""
    needs(*STRACE)
    env = environment(tmp_path / "home", SESSION_PASSPHRASE=PASSPHRASE)
    done, lines = traced(session(place, tmp_path / "out"), env, tmp_path / "log", OPENS)
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout.strip().splitlines()[-1])
    # The hostile words were really there to be seen.
    assert seen["labels"] > 100 and seen["cells"] > 50 and seen["tooltips"] > 50
    assert {"home", "person 0", "observation", "review", "imported", "box", "kept draft", "preview"} <= set(seen["screens"])
    assert seen["rich"] == [] and seen["eaten"] == [] and seen["titles"] == []
    touched = [line for line in lines if str(place / "canary.png") in line]
    assert any("vault.db" in line or str(place / "vault") in line for line in lines) and touched == []


@pytest.mark.parametrize(
    "widget",
    [
        "from PySide6.QtWidgets import QLabel; w = QLabel(text); w.resize(400, 300); w.grab()",
        "from PySide6.QtWidgets import QTextEdit; w = QTextEdit(); w.setText(text); w.resize(400, 300); w.grab()",
        "from PySide6.QtWidgets import QMessageBox; w = QMessageBox(); w.setText(text); w.show(); w.grab()",
    ],
    ids=["label", "text", "box"],
)
def test_the_watcher_would_see_a_label_that_obeys(place, tmp_path, widget) -> None:
    """The positive control: Qt's own default opens the file."""
    needs(*STRACE)
    code = f"from PySide6.QtWidgets import QApplication; app = QApplication([]); text = {hostile_text(place / 'canary.png')!r}; {widget}"
    done, lines = traced([sys.executable, "-c", code], environment(tmp_path / "home"), tmp_path / "log", OPENS)
    assert done.returncode == 0, done.stderr
    assert [line for line in lines if str(place / "canary.png") in line]


def test_the_document_prints_the_words_and_embeds_nothing_of_theirs(place, tmp_path) -> None:
    with unlock_vault(folder=place / "vault", passphrase=PASSPHRASE) as vault:
        made = preview_pdf(vault, review_id=1)
    with pypdfium2.PdfDocument(made.data) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    squeezed = re.sub(r"\s", "", text)
    assert re.sub(r"\s", "", "&amp;<b>x</b> & [*] ../x") in squeezed and "=1+1" in squeezed and "{name}" in squeezed
    # A word without end is broken over lines, never cut.
    assert squeezed.count("W") >= len(LONG_WORD)
    path = tmp_path / "made.pdf"
    path.write_bytes(made.data)
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            assert not page.get_images() and "/Annots" not in page
        assert list(pdf.attachments) == ["review.json"]  # ours, and nothing the words asked for


def test_the_document_is_made_without_opening_what_its_words_name(place, tmp_path) -> None:
    needs(*STRACE)
    env = environment(tmp_path / "home", REVIEWAPP_PASSPHRASE=PASSPHRASE, REVIEWAPP_VAULT=str(place / "vault"))
    done, lines = traced([sys.executable, "-m", "reviewapp", "export", "1", "--out", str(tmp_path / "out")], env, tmp_path / "log", OPENS)
    assert done.returncode == 0, done.stderr
    written = list((tmp_path / "out").iterdir())
    assert [path.suffix for path in written] == [".pdf"]
    assert lines and not [line for line in lines if str(place / "canary.png") in line]


def test_file_names_made_from_names_stay_in_their_folder(place) -> None:
    with unlock_vault(folder=place / "vault", passphrase=PASSPHRASE) as vault:
        name = file_name(document_content(vault, review_id=1))
    assert re.fullmatch(r"Review_[\w-]+_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d_(draft|v\d+)\.pdf", name)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd", "-rf", ".hidden", "CON", "nul.txt", "a/b\\c:d*e?f\"g<h>i|j", "x" * 300, "長" * 200, "👩🏽‍🔬" * 60, "\u202egnp.exe",
        "name. ", " ", "", "a\x00b\n", "\ud800", "é" * 120, "_" * 50, "=cmd|' /C calc'!A0",
    ],
    ids=ascii,
)
def test_any_name_becomes_a_part_of_a_file_name(name, tmp_path) -> None:
    part = name_part(name)
    assert re.fullmatch(r"\w[\w-]*", part) and len(part.encode()) <= 120 and not part.endswith(("-", "_"))
    path = tmp_path / f"Review_{part}_2026-01-01_2026-12-31_draft.pdf"
    path.write_bytes(b"x")
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


FORBIDDEN = {
    "setHtml", "setMarkdown", "insertHtml", "appendHtml", "setStatusTip", "setWhatsThis", "showMessage", "setDefaultStyleSheet",
    "setDetailedText", "fromHtml",
}
RICH_CLASSES = {"QTextEdit", "QTextBrowser", "QTextDocument", "QStaticText", "QWhatsThis", "QErrorMessage", "QSystemTrayIcon", "QDesktopServices"}
# Who may touch them, and why: plain by a line beside it, tested above.
ALLOWED = {("labels.py", "QLabel"), ("messages.py", "QMessageBox"), ("desktop_open.py", "QDesktopServices"), ("review_blocks.py", "QLabel")}
# The manual's reading view is a QTextEdit by inheritance: it only ever takes words (`insertText`); tests/ui/test_help.py.


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: str(path.relative_to(UI)))
def test_nothing_in_the_window_can_take_words_for_markup(path) -> None:
    """Text reaches the screen through widgets that show it as it is; what Qt guesses about is not used."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
        where = f"{path.name}:{node.lineno} {name}"
        assert name not in FORBIDDEN, where
        if name in RICH_CLASSES | {"QMessageBox"}:
            assert (path.name, name) in ALLOWED, where
        if name == "QLabel":
            # A bare one carries a picture; one with words is a `plain_label`.
            assert not node.args or (path.name, name) in ALLOWED, where
        if name == "setToolTip" and node.args and not _is_safe_tip(node.args[0]):
            assert path.name in {"labels.py", "rail.py"}, f"{where}: wrap it in tooltip_text"
        if name == "setWindowTitle" and isinstance(node.args[0], ast.Name):
            pytest.fail(f"{where}: wrap it in window_title")


def _is_safe_tip(node: ast.expr) -> bool:
    """A sentence of ours as it stands, a text made literal, or either of them."""
    if isinstance(node, ast.IfExp):
        return _is_safe_tip(node.body) and _is_safe_tip(node.orelse)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in {"_", "tooltip_text"}
    return isinstance(node, ast.Constant)
