"""Which sentences documents can print: found in the source by following, from where documents are built, what is called.

No sentence has to be listed by hand, so none can be forgotten: a function, class or table that is named in something
reached is reached. Refusals are for the screen and are not followed, but for those that the index of a folder repeats.
"""

from __future__ import annotations

import ast
import inspect
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from reviewapp.domain import errors

ROOT = Path(__file__).resolve().parents[2]
ERRORS = {name for name, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, errors.ReviewAppError)}
# Where documents are built: each room's doors, by module.
BUILT_BY = {
    "reviewapp.report.content": ("build_review",),
    "reviewapp.report.recovery_sheet": ("build_recovery_sheet",),
    "reviewapp.report.about": ("build_about",),
    "reviewapp.report.leaflet": ("build_leaflet",),
    "reviewapp.report.team_sheet": ("build_team_sheet",),
    "reviewapp.report.worksheet": ("build_worksheet",),
    "reviewapp.report.pages": ("render_document",),
    "reviewapp.report.signing": ("stamp_lines",),
    "reviewapp.actions.council_pack": ("_pack",),
    "reviewapp.actions.leaflets": ("agenda_pdf", "notice_pdf"),
    "reviewapp.actions.about": ("_everything", "about_files"),
    "reviewapp.actions.people": ("notice_text",),
    "reviewapp.actions.team": ("_sheet_measure",),
    "reviewapp.actions.outcomes": ("_view",),
    "reviewapp.actions.copy_out": ("_title", "_parts"),
    "reviewapp.actions.bulk_export": ("_index",),
    "reviewapp.actions.exporting": ("preview_pdf",),
}
# What the index of a folder says of a review that was kept back: the refusals of these.
REFUSED_BY = {
    "reviewapp.domain.review": ("refuse_citation",),
    "reviewapp.actions.review_content": ("why_not_in_review",),
    "reviewapp.actions.reviews": ("_refused",),
    "reviewapp.actions.exporting": ("_refuse_restricted_since",),
    "reviewapp.actions.files": ("write_whole",),
}
# Rooms that build no sentence of a document; what they know is an answer, not words.
_NOT_FOLLOWED = ("reviewapp.vault", "reviewapp.ui", "reviewapp.cli", "reviewapp.exchange", "reviewapp.wording")


@dataclass
class _Module:
    """The top level of a module: what each name in it is, here or elsewhere."""

    own: dict[str, ast.stmt] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)


def document_sentences() -> frozenset[str]:
    """Every English sentence documents can print, and every plural's first form."""
    found: set[str] = set(said_by_findings())
    seen: set[tuple[str, str, bool]] = set()
    waiting = [(module, name, False) for module, names in BUILT_BY.items() for name in names]
    waiting += [(module, name, True) for module, names in REFUSED_BY.items() for name in names]
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        module, name, refusals = at
        node = _module(module).own[name]
        for part in _parts(node, refusals):
            found.update(_sentences(part))
            waiting += [(*place, refusals) for place in _named(module, part)]
    return frozenset(found)


def said_by_findings() -> list[str]:
    """What findings say stands beside the rules; it is translated where it is shown."""
    families = tomllib.loads((ROOT / "resources" / "wording" / "families.toml").read_text("utf-8"))["families"]
    return [one[part] for one in families.values() for part in ("title", "why", "ask")]


def _parts(node: ast.AST, refusals: bool) -> Iterator[ast.AST]:
    """The nodes of a definition; without refusals, but where they are asked for."""
    for child in ast.iter_child_nodes(node):
        if not refusals and (isinstance(child, ast.Raise) or _is_refusal(child)):
            continue
        yield child
        yield from _parts(child, refusals)


def _is_refusal(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS


def _sentences(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_", "ngettext"):
        for argument in node.args:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def _named(module: str, node: ast.AST) -> Iterator[tuple[str, str]]:
    """What of ours a node names: in the same module, imported by name, or as an attribute of an imported module."""
    known = _module(module)
    if isinstance(node, ast.Name):
        if node.id in known.own:
            yield module, node.id
        elif node.id in known.imported:
            yield from _followed(*known.imported[node.id])
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known.imported:
        where, what = known.imported[node.value.id]
        inner = f"{where}.{what}"
        if _path(inner).is_file():
            yield from _followed(inner, node.attr)


def _followed(module: str, name: str) -> Iterator[tuple[str, str]]:
    if not module.startswith("reviewapp") or module.startswith(_NOT_FOLLOWED) or module == "reviewapp.i18n":
        return
    known = _module(module)
    if name in known.own:
        yield module, name
    elif name in known.imported:
        yield from _followed(*known.imported[name])


def _path(module: str) -> Path:
    place = ROOT.joinpath(*module.split("."))
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


@cache
def _module(name: str) -> _Module:
    tree = ast.parse(_path(name).read_text("utf-8"))
    found = _Module()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                found.imported[one.asname or one.name] = (node.module, one.name)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.own[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                found.own.update({one.id: node for one in ast.walk(target) if isinstance(one, ast.Name)})
    return found


def main() -> int:
    """Print what documents say, one sentence a line."""
    for sentence in sorted(document_sentences()):
        sys.stdout.write(sentence.replace("\n", "\\n") + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
