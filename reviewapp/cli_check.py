"""The evidence check on the command line: text or JSON lines in, findings out; needs no vault."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from reviewapp.cli_base import VaultGroup, json_text, print_json, print_text, say
from reviewapp.domain.errors import EnvironmentFault, NotFound
from reviewapp.i18n import _


@click.command("check", cls=VaultGroup.command_class)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default="-")
@click.option("--lang", "language", help="The language of the text (otherwise recognised).")
@click.option("--words", type=click.Path(path_type=Path), help="A file with words of your organisation.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(file: Path, language: str | None, words: Path | None, as_json: bool) -> int:
    """Check what cannot stand as evidence in FILE (or - for standard input); exit 1 when something was found.

    JSON lines ({"id", "text", "lang"}) are answered line by line, also without --json.
    """
    from reviewapp.actions.checking import check_lines, checker_with, lines_of

    checker = checker_with(words)
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


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    """The bytes of a file or of standard input. NotFound or EnvironmentFault when it cannot be read."""
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = file.open("rb")
    except FileNotFoundError as error:
        raise NotFound(_("There is no file {path}.").format(path=file), _("Check the name and try again.")) from error
    except OSError as error:
        raise EnvironmentFault(
            _("{path} cannot be read: {reason}.").format(path=file, reason=error.strerror),
            _("Check the name and try again."),
        ) from error
    with stream:
        yield stream
