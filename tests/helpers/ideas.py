"""``make ideas``: which of A1-A94 a test claims, and which are missing."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ALL = [f"A{number}" for number in range(1, 95)]


WHY_MISSING = {
    "A44": 'asks for "sharing on by default", which contradicts private by default (promise 3 of the product)',
    "A92": "the question on workload is there; health words are hinted at and not blocked, since they also speak of clients",
}


def claimed(folder: Path) -> dict[str, list[str]]:
    """Idea -> tests that claim it, read from the marks in the source."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.idea":
                    for argument in mark.args:
                        idea = ast.literal_eval(argument)
                        found.setdefault(idea, []).append(f"{path.relative_to(folder.parent)}::{node.name}")
    return found


def main() -> int:
    """Print claimed and missing; 1 when a mark names an idea that does not exist."""
    found = claimed(Path(__file__).resolve().parents[1])
    unknown = sorted(set(found) - set(ALL))
    for idea in ALL:
        for test in found.get(idea, []):
            sys.stdout.write(f"{idea:4} {test}\n")
    missing = [idea for idea in ALL if idea not in found]
    sys.stdout.write(f"\n{len(ALL) - len(missing)} of {len(ALL)} claimed. Missing: {', '.join(missing) or 'none'}\n")
    for idea in missing:
        sys.stdout.write(f"{idea:4} {WHY_MISSING.get(idea, 'not done yet')}\n")
    if unknown:
        sys.stdout.write(f"Unknown: {', '.join(unknown)}\n")
    return 1 if unknown else 0


if __name__ == "__main__":
    raise SystemExit(main())
