"""How fast the wording check is, and how right on its example sets; ``what: figure`` lines.

Run: ``python tests/benchmarks/wording.py``. Times are of the processor, not of the clock, because machines are
shared: loading in fresh processes, the first note in a process, 80 words again and again, a megabyte.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

SENTENCES = {
    "en": "Went through the forecast order with me on Friday and turned down fourteen of the sixty lines, a word in the margin "
    "for each: wrong pack size, shortage notice out, ward closing for the deep clean. The other lines went as they were, and "
    "she could say why she was happy with them. Since the launch her account shows 580,000 tokens, and apparently she always "
    "asks the assistant first. He rang the practice so that the first copy went in the bin, and told me.",
    "de": "Hat die Bestellung am Freitag mit mir durchgesehen und vierzehn der sechzig Zeilen gestrichen, mit einem Wort am Rand: "
    "falsche Packung, Engpass gemeldet, Station wegen Reinigung geschlossen. Die anderen blieben, wie sie waren, und sie konnte "
    "sagen, warum. Seit der Einführung zeigt ihr Konto 580.000 Tokens, und angeblich fragt sie immer zuerst den Assistenten. Er "
    "hat die Praxis angerufen, damit die erste Fassung in den Papierkorb kam, und mir davon erzählt, bevor die Schicht zu Ende war.",
}
_LOAD = """
import dataclasses, inspect, pathlib, re, sys, tomllib, time
start = time.process_time()
from reviewapp.wording import load_checker
checker = load_checker()
loaded = time.process_time()
checker.check(sys.argv[1], sys.argv[2])
print((loaded - start) * 1000, (time.process_time() - loaded) * 1000)
"""


def fresh(language: str, runs: int = 12) -> tuple[list[float], list[float]]:
    """Milliseconds of importing and loading the checker, and of the first note after that, in fresh processes.

    The modules of the standard library that the rest of the program loads anyway are not counted.
    """
    pairs = []
    for _ in range(runs):
        done = subprocess.run(
            [sys.executable, "-c", _LOAD, eighty(language), language], capture_output=True, text=True, check=True, cwd=ROOT
        )
        pairs.append([float(one) for one in done.stdout.split()])
    return sorted(one[0] for one in pairs), sorted(one[1] for one in pairs)


def eighty(language: str) -> str:
    return " ".join(SENTENCES[language].split()[:80])


def took(act: Callable[..., object], *given: object) -> float:
    """Milliseconds of processor time."""
    start = time.process_time()
    act(*given)
    return (time.process_time() - start) * 1000


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def speed() -> None:
    from reviewapp.wording import load_checker

    loads, firsts = fresh("en")
    print(f"loading the checker, p50 and p95: {statistics.median(loads):.0f} ms, {p95(loads):.0f} ms")
    print(f"the first English note of a process, p50: {statistics.median(firsts):.0f} ms")
    checker = load_checker()
    for language, name in (("en", "English"), ("de", "German")):
        text = eighty(language)
        checker.check(text, language)
        times = [took(checker.check, text, language) for _ in range(400)]
        print(f"80 words of {name}, p50 and p95: {statistics.median(times):.2f} ms, {p95(times):.2f} ms")
    line = eighty("en") + "\n"
    for size in (500_000, 1_000_000):
        text = line * (size // len(line))
        print(f"{size // 1000:,} KB of English: {took(checker.check, text, 'en') / 1000:.1f} s")


def rightness() -> None:
    """Precision, recall and F1 on the example sets as they are now; batches that were studied since look better."""
    from tests.wording.reading import dev, figures, folder

    for name, examples in (
        ("dev set, written by somebody else", dev()), ("kept aside", folder("kept_aside")), ("batches, studied since", folder("first_contact")),
    ):  # fmt: skip
        found = figures(examples)
        for language, label in sorted({*found.right, *found.false, *found.missed}):
            key = (language, label)
            print(
                f"{name}, {language}, {label}: P {found.precision(key):.2f}, R {found.recall(key):.2f}, F1 {found.f1(key):.2f}"
                f" ({found.right[key]} right, {found.false[key]} false, {found.missed[key]} missed)"
            )
        for language, clean in found.clean.items():
            print(f"{name}, {language}, clean notes left clean: {found.left_clean[language]} of {clean}")


def main() -> None:
    """Print the figures."""
    speed()
    rightness()


if __name__ == "__main__":
    main()
