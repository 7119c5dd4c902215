"""The manual page reviewapp(1), written from the commands themselves, so that none is missing or out of date."""

from __future__ import annotations

import time
from collections.abc import Iterator

import click

from reviewapp import __version__
from reviewapp.cli import cli

_HEAD = """\
.TH REVIEWAPP 1 "{day}" "ReviewApp {version}" "User commands"
.SH NAME
reviewapp \\- performance reviews about judgment in work with AI
.SH SYNOPSIS
.B reviewapp
.RI [ FILE ]
.br
.B reviewapp
.RB [ \\-\\-vault
.IR DIR ]
.I COMMAND
.RI [ ARGUMENTS ]
.SH DESCRIPTION
Without a command the window opens, with the packet (.rvpacket) if one is given.
Each command says more about itself with
.BR \\-\\-help .
Everything stays in one encrypted file on this computer; the program opens no internet connection.
.SH COMMANDS
"""
_TAIL = """\
.SH ENVIRONMENT
.TP
.B REVIEWAPP_VAULT
The folder of the vault, when
.B \\-\\-vault
does not name one.
.TP
.B REVIEWAPP_PASSPHRASE
The passphrase; asked for when it is not set.
.SH EXIT STATUS
0 done; 1 findings, or something does not hold; 2 usage; 3 a screen or library is missing; 4 locked or wrong passphrase;
5 a damaged or foreign file.
.SH FILES
.I ~/.local/share/reviewapp
holds the vault and its backups unless another folder was chosen,
.I ~/.config/reviewapp
the settings. Removing the program leaves both alone.
"""


def manual_page(moment: int) -> str:
    """The page in the man macros; ``moment`` is the day it says, in seconds since 1970."""
    day = time.strftime("%Y-%m-%d", time.gmtime(moment))
    entries = "".join(f".TP\n.B {_escaped(words)}\n{_escaped(said)}\n" for words, said in commands())
    return _HEAD.format(day=day, version=__version__) + entries + _TAIL


def commands(group: click.Group = cli, before: str = "") -> Iterator[tuple[str, str]]:
    """Each command a user may type, with its arguments, and its first sentence."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.commands[name]
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        elif not command.hidden:
            arguments = [one.make_metavar(context) for one in command.params if isinstance(one, click.Argument)]
            yield " ".join([f"{before}{name}", *arguments]), command.get_short_help_str(400)


def _escaped(text: str) -> str:
    """As troff reads it: a hyphen to be copied, no backslash, no line that begins like a request."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain
