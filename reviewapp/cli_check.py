"""The evidence check on the command line: text or JSON lines in, findings out; needs no vault, but takes one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from reviewapp.cli_base import VaultGroup, json_text, opened, print_json, print_text, say, vault_folder
from reviewapp.domain.errors import unreadable
from reviewapp.i18n import _

if TYPE_CHECKING:
    from reviewapp.actions.checking import Check


@click.command("check", cls=VaultGroup.command_class)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default="-")
@click.option("--lang", "language", help="The language of the text (otherwise recognised).")
@click.option("--words", type=click.Path(path_type=Path), help="A file with words of your organisation.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def check(context: click.Context, file: Path, language: str | None, words: Path | None, as_json: bool) -> int:
    """Check what cannot stand as evidence in FILE (or - for standard input); exit 1 when something was found.

    With --vault the words of your organisation that the vault holds count as well; without it no vault is needed.
    JSON lines ({"id", "text", "lang"}) are answered line by line, also without --json.
    """
    from reviewapp.actions.checking import check_lines, lines_of

    checker = _checker(context, words)
    found = False
    # Where the terminal takes no UTF-8, escapes keep the JSON whole.
    plain = not (sys.stdout.encoding or "").casefold().startswith("utf")
    with _opened(file) as stream:
        for checked in check_lines(lines_of(stream), name=file.name, language=language, checker=checker):
            found = found or bool(checked.findings)
            if checked.is_line:
                click.echo(json_text(checked.as_data(), ascii_only=plain))
            elif as_json:
                print_json(checked.as_data())
            else:
                for line in checked.lines():
                    print_text(line)
                if not found:
                    say(_("Nothing found."))
    return 1 if found else 0


def _checker(context: click.Context, words: Path | None) -> Check:
    """The check with the shipped words, those of a vault that was named, and those of a file."""
    from reviewapp.actions.checking import checker_with

    if context.find_root().obj is None:
        return checker_with(words)
    from reviewapp.actions.vaults import exists

    folder = vault_folder(context)
    if not exists(folder):
        say(_("There is no vault in {folder}; the shipped words are used.").format(folder=folder))
        return checker_with(words)
    from reviewapp.actions.own_words import check_of, check_with

    with opened(context) as vault:
        return check_of(vault) if words is None else check_with(vault, words=words)


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    """The bytes of a file or of standard input. NotFound or EnvironmentFault when it cannot be read."""
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = file.open("rb")
    except OSError as error:
        raise unreadable(file, error) from error
    with stream:
        yield stream
