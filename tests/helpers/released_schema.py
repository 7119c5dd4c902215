"""The schema as one text to compare with; run as a program it writes the snapshot anew (only before a release)."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

SNAPSHOT = Path(__file__).resolve().parents[1] / "fixtures" / "schema_m001.sql"


def released(connection) -> str:
    """All of ``sqlite_master`` that is ours, one statement a line, without layout."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'observation_fts_%'"
        " AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name"
    )
    return "".join(re.sub(r"\s+", " ", row["sql"]).strip() + ";\n" for row in rows)


def main() -> None:
    """Write the snapshot of a vault made now."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from reviewapp.actions.vaults import begin_vault
    from reviewapp.keys.slots import KdfParameters

    with tempfile.TemporaryDirectory() as folder:
        fast = KdfParameters(memory_kib=8 * 1024, passes=1, lanes=1)
        with begin_vault(folder=Path(folder) / "vault", name="R", passphrase="only for the schema", kdf=fast)[0] as vault:
            SNAPSHOT.write_text(released(vault.connection), "utf-8")


if __name__ == "__main__":
    main()
