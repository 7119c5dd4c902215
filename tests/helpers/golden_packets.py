"""Write the golden packets of this format anew; only while it is unreleased: ``python tests/helpers/golden_packets.py``."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """One file of each kind, from Ruth to Tom; the keys of both are in `tests.helpers.packets`."""
    sys.path.insert(0, str(ROOT))
    from reviewapp.exchange.packet import UNSEALED_KINDS
    from reviewapp.exchange.packet_bodies import BODIES
    from reviewapp.exchange.packet_manifest import FORMAT
    from tests.helpers.packets import RUTH, TOM, body, packet

    folder = ROOT / "tests" / "fixtures" / "packets" / f"format{FORMAT}"
    folder.mkdir(parents=True, exist_ok=True)
    for kind in BODIES:
        to = () if kind in UNSEALED_KINDS else (TOM, RUTH)
        (folder / f"{kind}.rvpacket").write_bytes(packet(RUTH, "Ruth Ansell", body(kind), to))


if __name__ == "__main__":
    main()
