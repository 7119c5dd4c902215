"""What a team's records say of one person, in the answer to "what do you hold about me" (GDPR art. 15)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from reviewapp.actions.about_words import read_day
from reviewapp.actions.agreements import rules_of
from reviewapp.actions.team_words import label, value
from reviewapp.domain.about import Entry
from reviewapp.i18n import _
from reviewapp.vault.connection import Vault


def in_the_team(
    vault: Vault, tables: dict[str, list[dict[str, Any]]], hide: Callable[[str], str]
) -> Iterator[Entry]:
    """Pilots the person volunteered for, then the rules their episodes are held against. Nothing is counted."""
    for row in tables["cycle_volunteer"]:
        lines = ((_("Volunteered for"), hide(row["cycle"])), (_("Mode"), value(row["mode"])))
        yield Entry(read_day(row["said_on"]), _("Volunteered"), lines)
    for observation_id in dict.fromkeys(row["observation_id"] for row in tables["observation_rule"]):
        for one in rules_of(vault, observation_id=observation_id):
            lines = ((label(one.part), hide(one.words)), (_("Workflow"), hide(one.workflow)))
            yield Entry("", _("Rule of the team, for an episode above"), lines)
