"""Five everyday tasks: what is sent to the window for each, the target, and what others need; writes docs/interactions.md.

    PYTHONPATH=. python tests/helpers/interactions.py

`tests/ui/test_interactions.py` sends exactly these acts to the real window and looks up what came of them. The figures
of others are those of our comparison of peers (research of 2026): counted from their code, not by timing people.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

PAPER = Path(__file__).resolve().parents[2] / "docs" / "interactions.md"
PEERS = ("Frappe HR", "Horilla", "OrangeHRM", "Word/Excel", "Notes app")


@dataclass(frozen=True)
class Task:
    """``sent`` in order, ``target`` as it was set, ``peers`` in the order of `PEERS`, ``note`` where there is more to say."""

    title: str
    begins: str
    sent: tuple[str, ...]
    target: str
    peers: tuple[str, str, str, str, str]
    note: str = ""
    formula: str = ""

    @property
    def acts(self) -> int:
        """Clicks, keys that are no letters, field entries; Tab belongs to the entry it leads to."""
        return len([one for one in self.sent if one != "Tab"])


def _parts(*tabs: int) -> tuple[str, ...]:
    """One part of a self-assessment after another, each reached by some Tab keys."""
    return tuple(act for count in tabs for act in (*("Tab",) * count, "write one part"))


TASKS: dict[str, Task] = {
    "record": Task(
        "Record one observation", "anywhere", ("Ctrl+N", "type “tom:” and the sentence", "Ctrl+Enter"), "≤ 4",
        ("7 + n", "16", "8", "4–5", "3"),
        "A colon after the name leads on to the sentence; Enter or Tab do as well.",
    ),
    "self-assessment": Task(
        "Write a self-assessment of n parts and hand it back", "Home (here n = 3)",
        ("click the request on Home", *_parts(2, 1, 1), "Hand back …", "Hand back, under all that leaves",
         "Enter: the place offered"),
        "2 + n", ("6 + n", "4 + n", "5 + 2n", "5 + n", "3 + n"),
        "Two more than the target: nothing leaves before all of it was shown, and the person chooses where the file goes.",
        "4 + n",
    ),
    "compile": Task(
        "Compile a review with 12 quotes and finish it", "the draft",
        (*("Enter: cite, and on to the next",) * 12, "Finish …", "We talked today: finish"), "≤ 14",
        ("~ 42", "not possible", "~ 50", "~ 50", "~ 36"),
        "The day of the talk is said, never proposed in a field; another day is one field entry more.",
    ),
    "export-one": Task(
        "Export one PDF, the first of an evening", "the review",
        ("Export PDF", "Save PDF, under the pages", "Enter: the place offered"), "1",
        ("2", "print only", "none", "4", "3"),
        "Two more than the target: the exact pages are shown first, and the place is asked for once.",
    ),
    "export-next": Task(
        "Export the next one", "the review", ("Export PDF", "Save PDF, under the pages"), "1",
        ("2", "print only", "none", "4", "3"), "The button names the folder of the one before.",
    ),
    "export-thirty": Task(
        "Export 30 PDFs", "the list of reviews",
        ("Export several …", "Choose a folder …, the finished ones are ticked", "Enter: the folder offered"), "3",
        ("4", "none", "none", "120", "90"),
    ),
    "find": Task(
        "Find what was written about Tom in March", "anywhere", ("Ctrl+K", "type “tom mar”"), "1–2",
        ("7–10", "not possible", "3 + scrolling", "2–6", "2–3"),
        "Found as one types; Enter opens the first.",
    ),
}  # fmt: skip

HEAD = """# How many acts everyday tasks take

Counted by a script that sends real keys and clicks to the real window and looks in the vault, or the file, for what
came of them (`tests/ui/test_interactions.py`), in small vaults and in that of the
[pharmacy](case/README.md). An act is a click, a key that is no letter, or one field entry; typing
itself is not counted, and Tab belongs to the field entry it leads to. The vault is open.

The figures of other programs are those of our comparison of peers, counted from their code and by judgment; nobody has
timed people yet. Written by `make interactions`.

"""


def page() -> str:
    """The page from the table above."""
    columns = ("task", "ours", "target", *PEERS)
    rows = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    rows += [f"| {one.title} | **{one.formula or one.acts}** | {one.target} | {' | '.join(one.peers)} |" for one in TASKS.values()]
    told = []
    for one in TASKS.values():
        told += ["", f"**{one.title}**, from {one.begins}: {_in_words(one.sent)}."]
        if one.note:
            told.append(one.note)
    return HEAD + "\n".join([*rows, "", "## Act by act", *told]) + "\n"


def _in_words(sent: tuple[str, ...]) -> str:
    said: list[tuple[str, int]] = []
    for act in (one for one in sent if one != "Tab"):
        if said and said[-1][0] == act:
            said[-1] = (act, said[-1][1] + 1)
        else:
            said.append((act, 1))
    return " → ".join(act if times == 1 else f"{act} (× {times})" for act, times in said)


def main() -> None:
    """Write the page."""
    PAPER.write_text(page(), "utf-8")
    sys.stdout.write(f"{PAPER}\n")


if __name__ == "__main__":
    main()
