"""``python tests/benchmarks/kill9.py [ROUNDS]``: kill a recording process many times (200) and print what was lost."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.helpers import kill9


def main() -> int:
    """Print one line of figures; 1 when anything was lost or damaged."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = random.randrange(10**9)
    with tempfile.TemporaryDirectory() as folder:
        tally = kill9.rounds(Path(folder) / "vault", times, seed)
    print(
        f"kill -9: {tally.rounds} rounds (seed {seed}), {tally.said} saved things said,"
        f" {len(tally.lost)} lost, {len(tally.damaged)} signs of damage"
    )
    for line in (*tally.lost[:20], *tally.damaged[:20]):
        print(f"  {line}")
    return 1 if tally.lost or tally.damaged else 0


if __name__ == "__main__":
    raise SystemExit(main())
