"""Commands for frameworks: add, look at first, list, save as a file, compare."""

from __future__ import annotations

from pathlib import Path

import click

from reviewapp.cli_base import VaultGroup, VaultSubgroup, opened, print_json, print_text, say
from reviewapp.i18n import _


@click.command("framework", cls=VaultGroup.command_class)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what it would add and what differs; write nothing.")
@click.pass_context
def framework(context: click.Context, file: Path, dry_run: bool) -> None:
    """Add an organisation's own framework file beside the others."""
    from reviewapp.actions.framework_words import comparison_lines, named
    from reviewapp.actions.frameworks import import_framework, read_framework_file

    with opened(context) as vault:
        if not dry_run:
            print_text(import_framework(vault, path=file).id)
            return
        read = read_framework_file(vault, path=file)
        say(_("It is here already; nothing would be added.") if read.known_id else _("Would be added."))
        print_text(f"{named(read.framework)}: {read.framework.status}")
        for one in read.framework.competencies:
            print_text(f"  {one.id}  {one.name}")
        if read.beside is not None:
            print_text("")
            for line in comparison_lines(read.beside):
                print_text(line)


@click.group("frameworks", cls=VaultSubgroup)
def frameworks() -> None:
    """What the vault has to look by: list, save, compare."""


@frameworks.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def frameworks_list(context: click.Context, as_json: bool) -> None:
    """The versions in this vault with their ids, and on stderr those that come with the program."""
    from reviewapp.actions.framework_words import named
    from reviewapp.actions.frameworks import offered_frameworks
    from reviewapp.actions.queries import all_frameworks

    with opened(context) as vault:
        found, offered = all_frameworks(vault), offered_frameworks(vault)
    if as_json:
        print_json(
            [
                {"id": one_id, "key": one.key, "version": one.version, "title": one.title, "status": one.status,
                 "competencies": [{"id": item.id, "name": item.name} for item in one.competencies]}
                for one_id, one in found
            ]
        )  # fmt: skip
        return
    for one_id, one in found:
        print_text(f"{one_id}  {one.key} {one.version}  {named(one)}: {one.status}")
    for one in offered:
        say(_("Can be added: {name}").format(name=f"{one.key} {one.version}  {named(one)}"))


@frameworks.command("add")
@click.argument("name", metavar="KEY")
@click.argument("version", default="1")
@click.pass_context
def frameworks_add(context: click.Context, name: str, version: str) -> None:
    """Add one that comes with the program and print its id."""
    from reviewapp.actions.frameworks import add_shipped_framework

    with opened(context) as vault:
        print_text(add_shipped_framework(vault, key=name, version=version).id)


@frameworks.command("save")
@click.argument("framework_id", type=int)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.pass_context
def frameworks_save(context: click.Context, framework_id: int, out: Path) -> None:
    """Write one as the TOML file it was added from."""
    from reviewapp.actions.frameworks import export_framework

    with opened(context) as vault:
        export_framework(vault, framework_id=framework_id, path=out)
        print_text(out)


@frameworks.command("worksheet")
@click.argument("framework_id", type=int)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder for the PDF.")
@click.pass_context
def frameworks_worksheet(context: click.Context, framework_id: int, out: Path) -> None:
    """Write the sentences of one to be sorted back, with the key on a page of its own, as a PDF."""
    from reviewapp.actions.leaflets import save_leaflet
    from reviewapp.actions.worksheets import worksheet_pdf

    with opened(context) as vault:
        document = worksheet_pdf(vault, framework_id=framework_id)
        save_leaflet(vault, document=document, path=out / document.name)
        print_text(out / document.name)
        if document.missing:
            say(_("No font here can draw: {letters}.").format(letters=" ".join(sorted(document.missing))))


@frameworks.command("compare")
@click.argument("before", type=int)
@click.argument("after", type=int)
@click.pass_context
def frameworks_compare(context: click.Context, before: int, after: int) -> None:
    """Set two side by side by their ids: which competency goes on as which, and every changed wording."""
    from reviewapp.actions.framework_words import comparison_lines
    from reviewapp.actions.frameworks import compare_frameworks

    with opened(context) as vault:
        for line in comparison_lines(compare_frameworks(vault, before_id=before, after_id=after)):
            print_text(line)


COMMANDS = (framework, frameworks)
