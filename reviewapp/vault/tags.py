"""The table of competencies an episode shows, each with the framework it was chosen from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reviewapp.domain.observation import CompetencyTag
from reviewapp.vault import frameworks
from reviewapp.vault.driver import Connection
from reviewapp.vault.transaction import Transaction


def set_tags(transaction: Transaction, observation_id: int, tags: Sequence[CompetencyTag]) -> None:
    """Make exactly these the competencies, in this order. KeyError for a framework that is not here."""
    rows = transaction.connection.execute(
        "SELECT id FROM observation_competency WHERE observation_id = ?", (observation_id,)
    ).fetchall()
    for row in rows:
        transaction.delete("observation_competency", row["id"])
    for position, tag in enumerate(tags):
        framework_id = frameworks.find(transaction.connection, tag.framework_key, tag.framework_version)
        if framework_id is None:
            raise KeyError(tag)
        transaction.insert(
            "observation_competency",
            {
                "observation_id": observation_id, "framework_id": framework_id, "competency_id": tag.competency_id,
                "position": position,
            },
        )


def tags(connection: Connection, chosen: str, values: Sequence[Any]) -> dict[int, tuple[CompetencyTag, ...]]:
    """Tags by observation in their order; ``chosen`` is the SQL inside IN () that chooses the observations."""
    versions = {
        row["id"]: (row["key"], row["version"]) for row in connection.execute("SELECT id, key, version FROM framework")
    }
    found: dict[int, tuple[CompetencyTag, ...]] = {}
    for row in connection.execute(
        "SELECT observation_id, framework_id, competency_id FROM observation_competency"
        f" WHERE observation_id IN ({chosen}) ORDER BY observation_id, position",
        values,
    ):
        tag = CompetencyTag(*versions[row["framework_id"]], row["competency_id"])
        found[row["observation_id"]] = (*found.get(row["observation_id"], ()), tag)
    return found
