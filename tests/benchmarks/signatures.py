"""Signatures: signing, checking, a folder of thousands, beside pyHanko on the same files. Prints "what: figure" lines."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

ROUNDS, FOLDER = 60, 2_000
_OTHER = """
import sys, time, statistics, io, logging
logging.disable()
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
data = open(sys.argv[1], 'rb').read()
spent = []
for _round in range(int(sys.argv[2])):
    start = time.perf_counter()
    for one in PdfFileReader(io.BytesIO(data)).embedded_signatures:
        validate_pdf_signature(one, signer_validation_context=ValidationContext(trust_roots=[one.signer_cert], allow_fetching=False))
    spent.append(time.perf_counter() - start)
print(statistics.median(spent) * 1000)
"""


def main() -> None:
    """One review of three pages with both signatures, and a folder of copies that differ in their last bytes."""
    from reviewapp.actions.verifying import Pin, check_bytes, check_files, files_in
    from tests.helpers.signed import PINS, both, certified, countersigned, unsigned

    known = {figures: Pin(name) for figures, name in PINS.items()}
    base, first, signed = unsigned(), certified(), both()
    sizes = f"{len(base) / 1000:.0f} KB unsigned, {len(first) / 1000:.0f} and {len(signed) / 1000:.0f} KB after one and two"
    one = milliseconds(lambda: certified.__wrapped__())
    two = milliseconds(lambda: countersigned(base=first))
    print(f"signing with its words on the page: {one:.1f} ms the first, {two:.1f} ms the second; {sizes}")
    ours = milliseconds(lambda: check_bytes(signed, path=Path("x"), pins=known))
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "signed.pdf"
        path.write_bytes(signed)
        said = subprocess.run([sys.executable, "-c", _OTHER, str(path), str(ROUNDS)], capture_output=True, text=True, check=True)
        other = float(said.stdout)
        print(f"checking both signatures: {ours:.1f} ms; pyHanko, which asks less of them: {other:.0f} ms ({other / ours:.0f}x)")
        folder = Path(place) / "folder"
        folder.mkdir()
        for number in range(FOLDER):
            (folder / f"{number:05}.pdf").write_bytes(signed if number % 100 else signed + str(number).encode())
        report = Path(place) / "list.csv"
        files = files_in([folder])
        began = time.process_time()
        again = seconds(lambda: list(check_files(files, pins=known, report=report)))
        work = time.process_time() - began
        resumed = seconds(lambda: list(check_files(files, pins=known, report=report)))
        print(f"a folder of {FOLDER:,} files with its list: {again:.1f} s, {work:.1f} s of them work ({FOLDER / work:.0f} a second); gone on with, all of it known: {resumed:.1f} s")


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def milliseconds(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median time of one call."""
    act()
    return statistics.median(seconds(act) for _round in range(rounds)) * 1000


if __name__ == "__main__":
    main()
