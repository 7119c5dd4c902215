"""Packets between people on the command line."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewapp.cli_base import VaultGroup, opened, print_json, print_text, say
from reviewapp.domain.errors import N_
from reviewapp.i18n import _

if TYPE_CHECKING:
    from reviewapp.actions.packets import Inspection

_KINDS = {
    "card": N_("a card, so that files can be sealed for its owner"),
    "request": N_("asks for a self-assessment"),
    "response": N_("a self-assessment"),
    "share": N_("something written about you, for you to read"),
    "ack": N_("says that a file arrived"),
    "reply": N_("an answer to what was shared"),
    "handover": N_("what was shared about a person, for their next manager"),
    "notice": N_("tells you what was handed to your next manager"),
    "contribution": N_("observations of another manager"),
}
_TRUST = {
    "mine": N_("made by you"),
    "new": N_("never seen before; compare the words by phone"),
    "unverified": N_("not yet compared; read the words to each other by phone"),
    "verified": N_("compared, and the same"),
    "retired": N_("no longer in use"),
}


@click.command("inspect", cls=VaultGroup.command_class)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def inspect(context: click.Context, file: Path, as_json: bool) -> None:
    """Say what is in a packet, from whom and for whom, without importing it.

    A sealed one needs your vault; a request that is not sealed needs none.
    """
    from reviewapp.actions.packets import inspect as look_into
    from reviewapp.actions.packets import needs_vault, packet_on_disk

    data = packet_on_disk(file)
    if needs_vault(data):
        with opened(context) as vault:
            found = look_into(data, vault=vault)
    else:
        found = look_into(data)
    if as_json:
        print_json(_as_data(found))
        return
    for label, value in _lines(found):
        print_text(f"{label}: {value}")


@click.command("export-key", cls=VaultGroup.command_class)
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_context
def export_key(context: click.Context, folder: Path) -> None:
    """Write your secret key and the known signers into FOLDER, to open packets without this program."""
    from reviewapp.actions.contacts import write_key_files

    with opened(context) as vault:
        for path in write_key_files(vault, folder=folder):
            print_text(path)
    say(_("key.txt opens everything sealed to you. Delete it when you are done."))


def _as_data(found: Inspection) -> dict[str, object]:
    data = asdict(found)
    return {**data, "from": data.pop("sender"), "trust": found.trust or None}


def _lines(found: Inspection) -> list[tuple[str, str]]:
    lines = [(_("Kind"), f"{found.kind} ({_(_KINDS[found.kind])})"), (_("From"), found.sender.name)]
    lines.append((_("To"), ", ".join(found.to) or _("not sealed: whoever has the file can read it")))
    lines.append((_("Date"), found.created[:10]))
    if found.phrase.words:
        lines.append((_("Words to compare"), " ".join(found.phrase.words)))
    lines.append((_("The same as figures"), " ".join(found.phrase.digits)))
    if found.trust:
        lines.append((_("The key of the sender"), _(_TRUST[found.trust])))
    if found.attachments:
        lines.append((_("Attachments"), ", ".join(found.attachments)))
    if found.in_reply_to:
        lines.append((_("Answers"), found.in_reply_to))
    if found.kept_at:
        lines.append((_("In your vault since"), found.kept_at[:10]))
    return lines
