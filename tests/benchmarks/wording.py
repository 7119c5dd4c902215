"""How fast the wording check is: load time in fresh processes, and 80 words checked again and again.

Run: ``python tests/benchmarks/wording.py``. Prints p50 and p95 in milliseconds.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
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


def load_times(runs: int = 12) -> list[float]:
    """Milliseconds of importing the checker and reading its words, in fresh processes.

    The modules of the standard library that the rest of the program loads anyway are not counted.
    """
    code = (
        "import dataclasses, inspect, pathlib, re, tomllib, time; t = time.perf_counter(); from reviewapp.wording import load_checker; load_checker(); "
        "print((time.perf_counter() - t) * 1000)"
    )
    return [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout)
        for _ in range(runs)
    ]


def check_times(language: str, runs: int = 400) -> tuple[float, list[float]]:
    """Milliseconds of the first check, and of each later one, of a text of 80 words."""
    from reviewapp.wording import load_checker

    checker = load_checker()
    text = " ".join(SENTENCES[language].split()[:80])
    start = time.perf_counter()
    checker.check(text, language)
    first = (time.perf_counter() - start) * 1000
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        checker.check(text, language)
        times.append((time.perf_counter() - start) * 1000)
    return first, times


def main() -> None:
    """Print the figures."""
    loads = sorted(load_times())
    print(f"load            p50 {statistics.median(loads):6.2f} ms   p95 {loads[int(len(loads) * 0.95)]:6.2f} ms")
    for language in SENTENCES:
        first, times = check_times(language)
        times.sort()
        print(
            f"80 words, {language}    p50 {statistics.median(times):6.2f} ms   p95 {times[int(len(times) * 0.95)]:6.2f} ms"
            f"   first {first:6.1f} ms"
        )


if __name__ == "__main__":
    main()
