"""Commands for papers that are no review: the works-council pack, the notice, the agenda of a talk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from reviewapp.cli_base import LANGUAGE, VaultGroup, opened, print_text, say
from reviewapp.i18n import _

OUT = click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder for the PDF.")


@click.command("works-council", cls=VaultGroup.command_class)
@OUT
@LANGUAGE
@click.option("--shipped", is_flag=True, help="As the program is shipped; asks for no vault.")
@click.pass_context
def works_council(context: click.Context, out: Path, shipped: bool) -> None:
    """Write what is recorded, by which rules and words and for how long, as a PDF without personal data."""
    from reviewapp.actions.leaflets import save_pack

    if shipped:
        print_text(save_pack(None, folder=out, made_on=date.today()))
        return
    with opened(context) as vault:
        print_text(save_pack(vault, folder=out, made_on=vault.today))


@click.command(cls=VaultGroup.command_class)
@click.argument("name")
@OUT
@LANGUAGE
@click.pass_context
def agenda(context: click.Context, name: str, out: Path) -> None:
    """Write what to talk about next with a person as a PDF: for the talk, no part of any record."""
    from reviewapp.actions.leaflets import agenda_pdf, save_leaflet
    from reviewapp.actions.people import find_person

    with opened(context) as vault:
        document = agenda_pdf(vault, person_id=find_person(vault, name=name).id)
        save_leaflet(vault, document=document, path=out / document.name)
        print_text(out / document.name)
        if document.missing:
            say(_("No font here can draw: {letters}.").format(letters=" ".join(sorted(document.missing))))


COMMANDS = (works_council, agenda)
