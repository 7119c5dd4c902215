"""How the program could do harm, what stands against each, and the tests that prove it; writes ``docs/harms.md``.

    PYTHONPATH=. python tests/helpers/harms.py

A test claims a harm with ``@pytest.mark.harm("name")``, and only if it would fail once the safeguard went away.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAPER = ROOT / "docs" / "harms.md"

# Name of the mark -> (what could go wrong, what the program does against it).
HARMS: dict[str, tuple[str, str]] = {
    "secret-dossier": (
        "A secret dossier grows about somebody.",
        "A concern the person was not told of in time reaches no review by any path; jots expire; everything held goes "
        "to the person in one act.",
    ),
    "surveillance-diary": (
        "The diary becomes surveillance.",
        "Nothing reads logs, chats, calendars or screens, and nothing is timed; when one person is written about far more "
        "than the others, Home asks the writer why, by name and without a figure.",
    ),
    "entry-ranking": (
        "People are ranked by how much was written about them.",
        "No view, answer, export or sort holds a number about a person; lists go by name or by the day of the talk.",
    ),
    "score-creep": (
        "Anchors turn into a score.",
        "Anchors are words without an order: nothing compares, adds or averages them, and no review holds one; "
        "only what a person is given about themselves does.",
    ),
    "small-group": (
        "A figure about a small group is a figure about its members.",
        "A team sheet is made from eight people up and holds no name; below that nothing is made.",
    ),
    "coerced-self-assessment": (
        "A self-assessment is forced, or read before it was given.",
        "Every part is optional, no reason is asked for leaving one out, the draft stays in the employee's own vault "
        "until they hand it back, and an admission counts for nothing before the person knows that it is noted.",
    ),
    "anchoring": (
        "The manager writes down to what they have read.",
        "A self-assessment stays closed until the manager's own draft is sealed; both open together, and the order can be "
        "shown.",
    ),
    "punishing-use": (
        "Using AI, or not using it, counts against somebody.",
        "Every answer about AI's part looks alike, in the window and in the document, and a review asks whether the "
        "same words would stand without AI.",
    ),
    "accommodation": (
        "AI is an aid somebody needs, and they have to say so.",
        "“Unknown” is the default and complete; why somebody works with AI has no field and is never asked.",
    ),
    "name-bias": (
        "The same deed reads differently for another name.",
        "The checks ask the same of the same words whoever they are about; one-sided evidence leads to recall from both "
        "sides.",
    ),
    "hindsight-blame": (
        "Somebody is blamed for what nobody could know.",
        "Missed on something found out later always raises the question what could be known then.",
    ),
    "system-faults": (
        "A person pays for a fault of the system.",
        "A concern whose conditions nobody answered stops the review; a command that states a concern and names none states "
        "“none known”, and says so. Conditions are printed as causes and as the employer's task.",
    ),
    "messenger": (
        "Who raised something is exposed.",
        "A restricted episode leaves by no path without recorded agreement, and who was told is a role; a name there "
        "is asked about.",
    ),
    "false-authority": (
        "The document looks like a measurement.",
        "“Not validated” stands in every review, every copy of its text, in what a person is given and beside the framework "
        "on screen; nothing wears a tick of approval.",
    ),
    "reuse": (
        "The record is used for dismissal, pay or redundancy.",
        "The purpose is printed in every review, there is no field for such uses, and what was written under a notice with "
        "another purpose stays out of reviews.",
    ),
    "third-party": (
        "Clients and colleagues are named without need.",
        "Other people's names are pointed out, and words left out of a copy cannot be got back from the file.",
    ),
    "lost-laptop": (
        "A laptop is lost, or the folder is shared.",
        "The vault and its backups are unreadable without the passphrase, the vault locks itself, and a synced folder is "
        "warned of.",
    ),
    "manager-change": (
        "The next manager inherits what the person never saw.",
        "Only what the person knows of is handed over, with its answers; jots and drafts end.",
    ),
    "gaming": (
        "People play for marks, and tire of checks.",
        "No streak, badge, meter or praise exists; at most three questions stand at once, each put aside with a reason.",
    ),
    "faults-only": (
        "Praise goes unsaid, only faults are written down.",
        "A review of concerns alone asks for recall from both sides, risks caught are printed first, and praise is noted "
        "in three acts from anywhere.",
    ),
    "replaces-talking": (
        "The tool takes the place of the talk.",
        "A review is not finished without the day of a conversation.",
    ),
    "ai-input": (
        "The document is fed to an automated evaluator.",
        "Every page asks not to, the file inside says so to programs, and no anchor stands anywhere in it.",
    ),
}

HEAD = """# Harms and what stands against them

How a program like this could do harm, what it does against each, and which tests fail when that is gone. The tests
are named by their marks; `tests/test_harms.py` checks that every harm has one and that this page is as the marks say.
Written by `make harms`.

| harm | safeguard | tests |
|---|---|---|
"""


def claimed(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Harm -> (file from the root, test) of each test that claims it, read from the marks in the source."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.ClassDef):
                continue
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.harm":
                    for argument in mark.args:
                        place = path.relative_to(folder.parent).as_posix()
                        found.setdefault(ast.literal_eval(argument), []).append((place, node.name))
    return found


def page() -> str:
    """The page as the marks say it now."""
    found, rows = claimed(ROOT / "tests"), []
    for name, (harm, safeguard) in HARMS.items():
        tests: dict[str, list[str]] = {}
        for place, test in found.get(name, []):
            tests.setdefault(place, []).append(test.removeprefix("test_"))
        said = "; ".join(f"`{place}`: {', '.join(names)}" for place, names in tests.items())
        rows.append(f"| **{name}** {harm} | {safeguard} | {said} |")
    return HEAD + "\n".join(rows) + "\n"


def main() -> int:
    """Write the page; 1 when a harm has no test or a mark names none."""
    PAPER.write_text(page(), "utf-8")
    found = claimed(ROOT / "tests")
    missing, unknown = sorted(set(HARMS) - set(found)), sorted(set(found) - set(HARMS))
    sys.stdout.write(f"{PAPER}\n{len(HARMS) - len(missing)} of {len(HARMS)} harms have a test.\n")
    for words, names in (("Without a test", missing), ("Unknown", unknown)):
        if names:
            sys.stdout.write(f"{words}: {', '.join(names)}\n")
    return 1 if missing or unknown else 0


if __name__ == "__main__":
    raise SystemExit(main())
