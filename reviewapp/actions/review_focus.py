"""What a review looks at: the focus agreed on its own framework version, never on a later one (domain.md A53)."""

from __future__ import annotations

from reviewapp.domain.framework import Framework
from reviewapp.vault import people
from reviewapp.vault.connection import Vault
from reviewapp.vault.reviews import ReviewRecord


def focus_of(vault: Vault, record: ReviewRecord, framework: Framework) -> tuple[str, ...]:
    """The focus in force at the end of the period; empty when none was agreed on the version of the review.

    Somebody who moves to another version while a review is being written does not move the review along.
    """
    found = people.role_profile(
        vault.connection, record.person_id, record.period_to, framework_id=record.framework_id
    )
    return found[1].focus_in(framework) if found else ()
