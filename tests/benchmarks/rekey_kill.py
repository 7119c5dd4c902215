"""``python tests/benchmarks/rekey_kill.py [ROUNDS]``: kill -9 while the vault gets a new data key (60 rounds)."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.helpers import rekey_kill


def main() -> int:
    """Print one line of figures; 1 when a vault did not open, was not whole, or opened with what was to be shut out."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    seed = random.randrange(10**9)
    with tempfile.TemporaryDirectory() as folder:
        tally = rekey_kill.rounds(Path(folder) / "vault", times, seed, megabytes=20)
    moments = ", ".join(f"{count} {moment}" for moment, count in sorted(tally.moments.items()))
    print(f"kill -9 during a new data key: {times} rounds (seed {seed}): {moments}; {len(tally.faults)} faults")
    for line in tally.faults[:20]:
        print(f"  {line}")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
