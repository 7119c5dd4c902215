"""``make bench``: measure, and write ``docs/benchmarks.md``. Ratios of one run; machines are shared and noisy."""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import wrap

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PAGE = ROOT / "docs" / "benchmarks.md"
PLAIN = (
    "The same words by plain ReportLab (Paragraph and Table, same font file, sizes, widths and hyphenation; no shaping, fallback or"
    " way back to text), each round after the other, median of 38. Goal: 1.5. `tests/benchmarks/text_layer.py`."
)
BESIDE_OTHERS = (
    "Ours begins with the record and finds the words, lays out, tags, attaches the data and archives; the others are handed the words"
    " in a template laid out alike (`compare_markup.py`), plain ReportLab without tags. A ratio below 1 is in our favour; the goal"
    " against plain ReportLab is 1.5. *Time* is the clock's, the median of rounds in which each makes a few in turn; *processor* is"
    " the work of all cores with start and imports, and moves least on a loaded machine; *memory* is the peak of a program's largest"
    " process. Of one review most is the start of Python and its libraries. LibreOffice sets Liberation Sans, for the 500 in one"
    " process that stays alive; WeasyPrint has the HarfBuzz it recommends to cut fonts with. The run is about seven"
    " minutes of one processor. `tests/benchmarks/compare.py`."
)
SIGNATURES = "Medians of 60, the folder once. What is not work is waiting for other programs on the same cores. `tests/benchmarks/signatures.py`."
RULER = ROOT.parent / "shared" / "research" / "window_time.py"
PASSPHRASE = "measured-on-a-shared-machine"  # without blanks: it stands in a command line
CASE = ROOT.parent / "shared" / "cases" / "hospital-pharmacy"


def window(rounds: int) -> list[str]:
    """Time to first mapped window and memory, with a real vault open, against the smallest Qt window and Writer."""
    if not RULER.exists() or not shutil.which("Xvfb"):
        return ["Not measured here: the window ruler or Xvfb is missing."]
    with tempfile.TemporaryDirectory() as place:
        folder, passphrase = _case_vault(Path(place))
        seconds = [_unlock_seconds(folder, passphrase) for _round in range(5)]
        ours = f"env REVIEWAPP_VAULT={folder} REVIEWAPP_PASSPHRASE={passphrase} {sys.executable} -m reviewapp"
        apps = [
            "--app", f"mini :: name:MiniQt :: {sys.executable} {ROOT / 'tests/benchmarks/mini.py'}",
            "--app", f"ours :: name:ReviewApp :: {ours}",
        ]
        if shutil.which("soffice"):
            apps += ["--app", "writer :: name:Writer :: soffice --norestore --nologo --nofirststartwizard --writer"]
        environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
        done = subprocess.run(
            [sys.executable, str(RULER), "-n", str(rounds), "--state", f"{place}/state", "--json", f"{place}/out.json", *apps],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )
        table = [line for line in done.stdout.splitlines() if "\t" in line]
        key = statistics.median(seconds) * 1000
        return [
            f"`window_time.py`, {rounds} rounds in turn, the pharmacy case open, passphrase from the environment.", "",
            *_markdown(table), "",
            f"Key derivation and opening, on their own: {key:.0f} ms median (Argon2id, 256 MiB). It runs beside the window,"
            " which is mapped before; *settled* includes it.",
        ]


def _case_vault(place: Path) -> tuple[Path, str]:
    from reviewapp.actions.importing import import_file
    from reviewapp.actions.sample import load_sample_team
    from reviewapp.actions.vaults import begin_vault

    vault, _code = begin_vault(folder=place / "vault", name="Ruth Ansell", passphrase=PASSPHRASE)
    if CASE.is_dir():
        import_file(vault, path=CASE / "people.csv", saved_on=date(2026, 11, 20))
        import_file(vault, path=CASE / "notes.csv", saved_on=date(2026, 11, 20))
    else:
        load_sample_team(vault)
    vault.close()
    return place / "vault", PASSPHRASE


def _unlock_seconds(folder: Path, passphrase: str) -> float:
    from reviewapp.actions.vaults import unlock_vault

    start = time.perf_counter()
    unlock_vault(folder=folder, passphrase=passphrase).close()
    return time.perf_counter() - start


def _markdown(lines: list[str]) -> list[str]:
    rows = [line.split("\t") for line in lines]
    if not rows:
        return ["The ruler printed no table."]
    width = max(len(row) for row in rows)
    rows = [row + [""] * (width - len(row)) for row in rows]
    head, *body = ["| " + " | ".join(row) + " |" for row in rows]
    return [head, "|" + "---|" * width, *body]


def pairs(script: str, *arguments: str) -> list[str]:
    """Run a benchmark that prints ``what: figure`` lines, as a table."""
    command = [sys.executable, str(ROOT / "tests/benchmarks" / script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    lines = [line for line in done.stdout.splitlines() if ": " in line]
    if done.returncode != 0 or not lines:
        return [f"`{script}` failed: {done.stderr.strip()[-300:]}"]
    return ["| what | figure |", "|---|---|", *("| " + " | ".join(line.split(": ", 1)) + " |" for line in lines)]


def pdf() -> list[str]:
    """One review as a PDF: the first in a process, and those after it."""
    from reviewapp.actions.exporting import preview_pdf
    from reviewapp.actions.sample import load_sample_team
    from reviewapp.actions.vaults import begin_vault

    with tempfile.TemporaryDirectory() as place:
        vault, _code = begin_vault(folder=Path(place) / "vault", name="Bench", passphrase=PASSPHRASE)
        review_id = load_sample_team(vault).id
        times = []
        for _round in range(12):
            start = time.process_time()
            data = preview_pdf(vault, review_id=review_id).data
            times.append((time.process_time() - start) * 1000)
        vault.close()
    return [
        "| what | figure |", "|---|---|", f"| first review in a process, with its libraries | {times[0]:.0f} ms of work |",
        f"| every further one | {statistics.median(times[1:]):.0f} ms of work, median |", f"| size | {len(data) / 1000:.0f} KB |",
    ]


def beside_others(quick: bool) -> list[str]:
    """Our PDFs set beside those of other programs."""
    return [*pairs("compare.py", *(["--quick"] if quick else [])), "", *wrap(BESIDE_OTHERS, 120)]


def evidence_check() -> list[str]:
    """The table, and what is to be said of it by hand."""
    notes = (ROOT / "tests/benchmarks/wording_notes.md").read_text("utf-8").rstrip().splitlines()
    return [*pairs("wording.py"), "", *notes]


def sections(quick: bool) -> dict[str, Callable[[], list[str]]]:
    """Title and measurement of each section, in order."""

    def long(script: str) -> list[str]:
        return pairs(script) if not quick else ["Left out of the quick run."]

    return {
        "Window: time to first mapped window, memory": lambda: window(3 if quick else 7),
        "100,000 observations, 500 people": lambda: pairs("scale.py"),
        "Growth, and what the encryption costs": lambda: long("growth.py"),
        "Kill -9 while recording": lambda: long("kill9.py"),
        "Backups": lambda: long("backups.py"),
        "Erasure and a new data key": lambda: long("large_acts.py"),
        "PDF": lambda: [*pdf(), "", *pairs("text_layer.py"), "", *wrap(PLAIN, 120)],
        "PDF beside other programs": lambda: beside_others(quick),
        "Packets": lambda: pairs("packets.py"),
        "Signatures": lambda: [*pairs("signatures.py"), "", *wrap(SIGNATURES, 120)],
        "Evidence check of text": evidence_check,
    }


def main() -> int:
    """Write the file; ``--quick`` takes fewer rounds, ``--only TITLE`` measures one section and leaves the others."""
    quick = "--quick" in sys.argv
    all_of_them = sections(quick)
    if "--only" in sys.argv:
        title = sys.argv[sys.argv.index("--only") + 1]
        _put_section(title, all_of_them[title]())
        return 0
    lines = [
        "# Benchmarks", "",
        f"Written by `make bench` on {date.today()}, Python {platform.python_version()}, {os.cpu_count()} shared cores."
        " Compare ratios within one run; milliseconds only give the scale of that machine.",
    ]
    for title, measured in all_of_them.items():
        lines += ["", f"## {title}", "", *measured()]
    PAGE.write_text("\n".join(lines) + "\n", "utf-8")
    print("\n".join(lines))
    print(json.dumps({"written": "docs/benchmarks.md"}))
    return 0


def _put_section(title: str, body: list[str]) -> None:
    """One section of the page measured anew, in its place."""
    page = PAGE.read_text("utf-8")
    heading = f"## {title}\n"
    start = page.index(heading)
    end = page.find("\n## ", start)
    rest = page[end:] if end >= 0 else ""
    PAGE.write_text(page[:start] + "\n".join([f"## {title}", "", *body, ""]) + rest, "utf-8")
    print("\n".join(body))


if __name__ == "__main__":
    raise SystemExit(main())
