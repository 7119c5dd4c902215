"""The same reviews as PDFs by us, plain ReportLab, WeasyPrint and LibreOffice, 1 and 500 of them: ``what: figure`` lines.

Ours begins with the record and finds the words; the others are handed the words (`compare_markup`). One review is a process
from its start to its end. Many are one process each, all of them alive at once and asked in turn for a few at a time, so that
each meets the same noise; a ratio is the median over these rounds. Memory is the peak of the largest process of a program.

WeasyPrint is looked for in this Python and in the one that ``WEASYPRINT_PYTHON`` names, LibreOffice on the path; what is not
there is skipped and said; LibreOffice needs its bridge to Python (python3-uno), so that all files go through one process. ``--quick`` makes 40 instead of 500.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORKER = ROOT / "tests" / "benchmarks" / "compare_worker.py"
NAMES = {"ours": "ours", "plain": "plain ReportLab", "weasyprint": "WeasyPrint", "libreoffice": "LibreOffice"}
MANY, AT_ONCE, ROUNDS_OF_ONE = 500, 20, 7
# As much as version 7.4 can say of itself at once: tagged, PDF/UA-1 and PDF/A-3b.
_FILTER = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)


@dataclass
class Taken:
    """What one program took: seconds of each round, of its processor over all, and the peak of its memory in MB."""

    seconds: list[float] = field(default_factory=list)
    processor: float = 0.0
    memory: list[float] = field(default_factory=list)

    def ended(self, process: subprocess.Popen[str]) -> None:
        """Wait for a process and add what the system says it used, its own children among it."""
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.processor += used.ru_utime + used.ru_stime
        self.memory.append(used.ru_maxrss / 1024)


def programs() -> dict[str, str]:
    """The programs that are here, with their versions."""
    found = {"ours": "", "plain": "", "weasyprint": _version(_weasyprint(), "-c", "import weasyprint; print(weasyprint.__version__)")}
    bridged = _version(_with_bridge(), "-c", "import uno; print('1.0')") != "-"
    found["libreoffice"] = _version("soffice", "--version") if bridged and shutil.which("soffice") else "-"
    return found


def _weasyprint() -> str:
    return os.environ.get("WEASYPRINT_PYTHON", sys.executable)


def _with_bridge() -> str:
    """The Python of the system, where a distribution puts the bridge to LibreOffice."""
    return "/usr/bin/python3"


def _version(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "-"
    number = re.search(r"\d+(\.\d+)+", done.stdout)
    return number[0] if done.returncode == 0 and number else "-"


def command(program: str, folder: Path, numbers: list[int]) -> list[str]:
    """How a program is called, for these reviews or, without numbers, to wait for some."""
    if program == "libreoffice" and numbers:
        office = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
        files = [str(folder / f"{number}.odt") for number in numbers]
        return [*office, "--convert-to", _FILTER, "--outdir", str(folder / program), *files]
    python = {"weasyprint": _weasyprint(), "libreoffice": _with_bridge()}.get(program, sys.executable)
    return [python, str(WORKER), program, str(folder), *map(str, numbers)]


def run(program: str, folder: Path, numbers: list[int], taken: Taken) -> None:
    """One process for these reviews, from start to end."""
    start = time.perf_counter()
    taken.ended(_started(command(program, folder, numbers)))
    taken.seconds.append(time.perf_counter() - start)
    _check(program, folder, numbers)


def _started(asked: list[str]) -> subprocess.Popen[str]:
    nothing = subprocess.DEVNULL
    return subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=nothing, text=True, cwd=ROOT)


def _check(program: str, folder: Path, numbers: list[int]) -> None:
    for number in numbers:
        if not (folder / program / f"{number}.pdf").read_bytes().startswith(b"%PDF-"):
            raise ValueError(f"{program} made no PDF of review {number}")


def one(names: list[str], folder: Path) -> dict[str, Taken]:
    """One review each, in turn, a process each time."""
    taken = {name: Taken() for name in names}
    for at in range(-1, ROUNDS_OF_ONE):
        for name in names[at % len(names):] + names[:at % len(names)]:
            run(name, folder, [max(at, 0)], Taken() if at < 0 else taken[name])  # the first fills the disk's memory
    return taken


def many(names: list[str], folder: Path, count: int) -> dict[str, Taken]:
    """So many reviews each, a few at a time in turn, a process each."""
    taken = {name: Taken() for name in names}
    with _alive(names, folder, taken) as processes:
        for at in range(0, count, AT_ONCE):
            numbers = list(range(at, min(at + AT_ONCE, count)))
            turn = at // AT_ONCE % len(names)
            for name in names[turn:] + names[:turn]:
                asked, answers = processes[name].stdin, processes[name].stdout
                print(*numbers, file=asked, flush=True)
                taken[name].seconds.append(float(answers.readline()))
                _check(name, folder, numbers)
    return taken


@contextmanager
def _alive(names: list[str], folder: Path, taken: dict[str, Taken]) -> Iterator[dict[str, subprocess.Popen[str]]]:
    """The programs waiting for work; when it is done what they used is added."""
    processes = {name: _started(command(name, folder, [])) for name in names}
    try:
        yield processes
    finally:
        for name, process in processes.items():
            process.stdin.close()
            taken[name].ended(process)


def ratios(what: str, names: list[str], folder: Path, taken: dict[str, Taken], count: int) -> Iterator[str]:
    """A line for each program we are set beside."""
    sizes = {
        name: statistics.mean((folder / name / f"{number}.pdf").stat().st_size for number in range(count)) for name in names
    }
    ours = taken["ours"]
    each = count if len(ours.memory) == 1 else len(ours.memory)
    for name in names[1:]:
        other = taken[name]
        time_of = statistics.median(one / two for one, two in zip(ours.seconds, other.seconds, strict=True))
        memory, theirs = statistics.median(ours.memory), statistics.median(other.memory)
        yield (
            f"{what}, ours over {NAMES[name]}: time {time_of:.2f}, processor {ours.processor / other.processor:.2f} "
            f"({ours.processor / each * 1000:.0f} ms and {other.processor / each * 1000:.0f} ms a review), "
            f"size {sizes['ours'] / sizes[name]:.2f} ({sizes['ours'] / 1000:.0f} KB and {sizes[name] / 1000:.0f} KB), "
            f"memory {memory / theirs:.2f} ({memory:.0f} MB and {theirs:.0f} MB)"
        )


def main() -> None:
    """Make the reviews, then the PDFs."""
    count = 40 if "--quick" in sys.argv else MANY
    versions = programs()
    names = [name for name, version in versions.items() if version != "-"]
    for name, version in versions.items():
        if version == "-":
            print(f"{NAMES[name]}: not installed, skipped")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in names:
            (folder / name).mkdir()
        # In a process of its own: the memory of this one would count as that of those it starts.
        subprocess.run([sys.executable, str(WORKER), "words", place, str(count)], check=True, cwd=ROOT)
        first = one(names, folder)
        for line in ratios("1 review, a process from start to end", names, folder, first, ROUNDS_OF_ONE):
            print(line, flush=True)
        all_of_them = many(names, folder, count)
        for line in ratios(f"{count} reviews, one process", names, folder, all_of_them, count):
            print(line, flush=True)
        subprocess.run([sys.executable, str(WORKER), "compare", place, *names], check=True, cwd=ROOT)
    with_versions = [f"{NAMES[name]} {version}" for name, version in versions.items() if version not in ("", "-")]
    print(f"set beside: {', '.join(['ReportLab', *with_versions])}")


if __name__ == "__main__":
    main()
