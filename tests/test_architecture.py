"""The house as law: who may import whom, how large a piece may be, and which words a schema may not hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "reviewapp"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))

# room -> rooms of ours it may import. Rooms not named here may import everything (app.py alone).
ARROWS: dict[str, set[str]] = {
    "domain": set(),
    "paths": set(),
    "settings": {"paths"},
    "i18n": {"paths"},
    "offline": set(),
    "wording": {"domain", "paths"},
    "keys": {"domain.errors"},
    "vault": {"domain", "keys", "version"},
    "exchange": {"domain", "keys"},
    "report": {"domain", "keys", "i18n", "paths"},
    "actions": {"domain", "wording", "keys", "vault", "exchange", "report", "paths", "settings", "i18n", "offline", "version"},
    "ui": {"actions", "domain", "i18n", "settings", "paths", "version"},
    "cli": {"actions", "i18n", "app", "paths", "domain", "cli", "version"},
    "__main__": {"cli", "app", "no_dumps", "offline"},
    "no_dumps": set(),
    "version": set(),
    "app": {"ui", "actions", "settings", "paths", "i18n", "domain", "offline", "version"},
}

# third-party package -> rooms that may import it.
LIBRARIES: dict[str, set[str]] = {
    "PySide6": {"ui", "app"},
    "shiboken6": {"ui", "app"},
    "sqlcipher3": {"vault"},
    "sqlite_utils": {"vault"},
    "sqlite3": {"vault"},
    "cryptography": {"keys"},
    "keyring": {"keys"},
    "msgspec": {"exchange"},
    "pyrage": {"keys"},
    "nacl": {"keys"},
    "reportlab": {"report"},
    "uharfbuzz": {"report"},
    "pikepdf": {"report"},
    "pyphen": {"report"},
    "pypdfium2": {"ui"},
    "pyhanko": set(), "pyhanko_certvalidator": set(), "aiohttp": set(),
    "click": {"cli"},
    "platformdirs": {"paths"},
    "babel": {"report", "ui", "i18n"},
}

NEVER = {
    "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "requests", "xmlrpc", "socketserver", "webbrowser",
    "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.QtCharts", "PySide6.QtQml",
    "PySide6.QtPdf", "PySide6.QtSql", "PySide6.QtPrintSupport",
}


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if first.startswith("cli"):
        return "cli"
    return "version" if first == "__init__" else first


def imports_of(path: Path) -> set[tuple[str, int, bool]]:
    """(module, line, under TYPE_CHECKING) of every import; ``from a import b`` counts as a and a.b."""
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        id(child)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for child in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {(alias.name, node.lineno, id(node) in typing_only) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} relative import"
            found.add((node.module or "", node.lineno, id(node) in typing_only))
            found |= {(f"{node.module}.{alias.name}", node.lineno, id(node) in typing_only) for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_arrow_points_down(path: Path) -> None:
    room = room_of(path)
    for module, line, typing_only in imports_of(path):
        if module in NEVER or module.split(".")[0] in NEVER:
            pytest.fail(f"{path}:{line} imports {module}: this program opens no internet connection")
        if module.split(".")[0] in LIBRARIES and not typing_only:
            assert room in LIBRARIES[module.split(".")[0]], f"{path}:{line} {room} may not import {module}"
        if module == "reviewapp" or not module.startswith("reviewapp."):
            continue
        target = module.removeprefix("reviewapp.")
        top = "cli" if target.startswith("cli") else target.split(".")[0]
        top = "version" if top == "__version__" else top
        allowed = ARROWS[room] | {room}
        assert top in allowed or any(target.startswith(one) for one in allowed), f"{path}:{line} {room} -> {target}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_pieces_stay_small_and_annotated(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 500, f"{path} is over 500 lines"
    if path.name == "main_window.py":
        assert len(text.splitlines()) < 400
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        assert (node.end_lineno or 0) - node.lineno + 1 < 60, f"{path}:{node.lineno} {node.name} is too long"
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        bare = [one.arg for one in arguments if one.annotation is None and one.arg not in {"self", "cls"}]
        assert not bare and node.returns is not None, f"{path}:{node.lineno} {node.name} is not annotated: {bare}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_formatted_string_is_translated(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
            assert not any(isinstance(argument, ast.JoinedStr) for argument in node.args), f"{path}:{node.lineno}"


def test_no_exception_is_swallowed_whole() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, f"{path}:{node.lineno} bare except"


# Words whose presence in a name would mean that somebody counts activity with AI, or people.
USAGE = re.compile(
    r"token|prompt_count|prompts|session|login|log_in|seat_count|licen[cs]e_use|usage|active_days|minutes|hours|"
    r"spend|credits|streak|badge|rank|score|rating|points|percentile|leaderboard|total|count(?!er)|average",
    re.IGNORECASE,
)


@pytest.mark.harm("surveillance-diary", "entry-ranking")
def test_no_field_or_column_is_a_usage_metric(vault) -> None:
    """Promise 1 and 2: there is nowhere to put one. Names of columns, fields and the shapes of answers."""
    from reviewapp.actions import shapes
    from reviewapp.domain import observation, review

    tables = vault.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    names = {
        f"{table['name']}.{column['name']}"
        for table in tables
        if not table["name"].startswith(("observation_fts_", "sqlite_", "_sqlite_"))
        for column in vault.connection.execute(f"PRAGMA table_info('{table['name']}')")
    }
    assert "observation.behaviour" not in names and "observation.kind" in names
    names |= {*observation.CHOICES, *observation.MULTI_CHOICES, *observation.TEXTS, *observation.FLAGS}
    names |= set(review.GENERAL_SECTIONS) | set(review.COMPETENCY_SECTIONS)
    for module in (shapes, observation, review):
        names |= {
            f"{node.name}.{statement.target.id}"
            for node in ast.parse(Path(module.__file__).read_text("utf-8")).body
            if isinstance(node, ast.ClassDef)
            for statement in node.body
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
        }
    # FTS5's own ranking column is not stored; a review version's number counts documents.
    assert not sorted(name for name in names if USAGE.search(name) and name != "observation_fts.rank")


@pytest.mark.harm("entry-ranking")
def test_no_answer_holds_a_number_about_a_person() -> None:
    """Promise 2: nothing an action returns has a numeric field but ids, and rows of an imported file."""
    about_a_file = {"RowReport.row", "Plan.answers"}
    for path in sorted((PACKAGE / "actions").glob("*.py")):
        module = path.stem
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns is not None:
                bare = ast.unparse(node.returns) in {"int", "float", "Decimal"}
                assert not bare or node.name == "id" or node.name.endswith("_id"), f"{module}.{node.name} returns a number"
            if not isinstance(node, ast.ClassDef):
                continue
            for statement in node.body:
                if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                    numeric = re.search(r"\b(int|float|Decimal)\b", ast.unparse(statement.annotation))
                    name = statement.target.id
                    is_id = name in {"id", "ids"} or name.endswith(("_id", "_ids"))
                    known = f"{node.name}.{name}" in about_a_file
                    assert not numeric or is_id or known, f"{module}.{node.name}.{name}"


@pytest.mark.harm("score-creep")
def test_no_module_touches_an_anchor_as_a_number() -> None:
    """Anchors are words without order outside the form: nobody may take their index, sum or mean."""
    counting = {"sum", "len", "min", "max", "mean", "fmean", "median", "Counter", "sorted", "enumerate", "index", "count"}
    ordering = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
    # The corner a pop-up hangs at, the end of a selection, the word a rule of wording is tied to.
    other_anchors = {"calendar_popup.py", "locking.py", "meeting.py"}
    for path in MODULES:
        if path.name in other_anchors:
            continue
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)):
            parts: list[ast.expr] = []
            if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.BitOr):
                parts = [node.left, node.right]
            elif isinstance(node, ast.Compare) and any(isinstance(one, ordering) for one in node.ops):
                parts = [node.left, *node.comparators]
            elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in counting:
                parts = [*node.args, node.func]
            assert not any("anchor" in ast.unparse(one).lower() for one in parts), f"{path}:{node.lineno}"
        assert not re.search(r"(?:avg|sum|max|min|count|order by|group by)\W[^;\"]*anchor", text, re.IGNORECASE), path


def test_the_command_line_loads_no_network_and_no_heavy_library() -> None:
    """In a fresh process: what ``reviewapp --version`` has loaded."""
    code = (
        "import sys, reviewapp.cli\n"
        "print([m for m in ('socket','ssl','http.client','urllib.request','asyncio','reportlab','pikepdf','sqlite_utils',"
        "'cryptography','pyrage','nacl','msgspec','PySide6','babel') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_packaging_shadows_no_library() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_root_holds_what_it_should_and_nothing_else() -> None:
    wanted = {
        "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", ".gitignore", ".ci",
        "reviewapp", "resources", "tests", "packaging", "docs",
    }
    listed = {path.name for path in ROOT.iterdir() if not path.name.endswith(".egg-info")}
    made_here = {".git", ".venv", "demo", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".coverage",
                 "dist", "__pycache__"}
    assert listed - made_here <= wanted
