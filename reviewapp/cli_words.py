"""Commands for the organisation's own words of the evidence check, which a vault keeps."""

from __future__ import annotations

from pathlib import Path

import click

from reviewapp.actions.sentences import terminal_line
from reviewapp.cli_base import VaultSubgroup, opened, print_json, print_text


@click.group(cls=VaultSubgroup)
def words() -> None:
    """Words of your organisation for the evidence check: add, list, remove."""


@words.command("add")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def words_add(context: click.Context, file: Path) -> None:
    """Add a file of words and print its id; one of the same name takes the place of the earlier one."""
    from reviewapp.actions.own_words import import_words

    with opened(context) as vault:
        print_text(import_words(vault, path=file).id)


@words.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def words_list(context: click.Context, as_json: bool) -> None:
    """The files of words in this vault."""
    from reviewapp.actions.own_words import own_words

    with opened(context) as vault:
        found = own_words(vault)
        if as_json:
            print_json([vars(one) for one in found])
            return
        for one in found:
            parts = (str(one.id), one.name, one.language, one.about)
            print_text("  ".join(terminal_line(part) for part in parts if part))


@words.command("remove")
@click.argument("word_file_id", metavar="ID", type=int)
@click.pass_context
def words_remove(context: click.Context, word_file_id: int) -> None:
    """Take a file of words out; the shipped words stay."""
    from reviewapp.actions.own_words import remove_words

    with opened(context) as vault:
        remove_words(vault, word_file_id=word_file_id)
