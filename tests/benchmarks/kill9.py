"""``python tests/benchmarks/kill9.py [ROUNDS]``: kill a recording process many times (200) and print what was lost."""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.helpers import kill9, kill9_backup


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
    return 1 if tally.lost or tally.damaged or not _backups(seed, max(3, times // 5)) else 0


def _backups(seed: int, times: int) -> bool:
    """Kill a backup, a restore and a rewriting: at random moments, and with strace at every call one by one."""
    chance, sound = random.Random(seed), True
    with tempfile.TemporaryDirectory() as place:
        folder, template = Path(place) / "vault", Path(place) / "template"
        kill9_backup.prepare(template)
        for act in kill9_backup.ACTS:
            found = [kill9_backup.killed_at_random(template, folder, act, chance, 0.15) for _round in range(times)]
            calls = kill9_backup.calls_of(template, folder, act) if shutil.which("strace") else []
            found += [kill9_backup.killed_at_call(template, folder, act, call) for call in calls]
            wrong = [one for one in found if one.wrong]
            sound = sound and not wrong
            print(
                f"kill -9 during {act}: {times} random moments and each of {len(calls)} calls that touch the disk,"
                f" {sum(one.killed for one in found)} killed, {len(wrong)} left something wrong"
            )
            for one in wrong[:20]:
                print(f"  {one}")
    return sound


if __name__ == "__main__":
    raise SystemExit(main())
