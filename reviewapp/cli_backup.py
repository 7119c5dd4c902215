"""``reviewapp backup`` and ``reviewapp restore``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewapp.cli_base import VaultCommand, opened, passphrase, print_json, print_text, say, vault_folder

if TYPE_CHECKING:
    from reviewapp.domain.backup import Progress


@click.command(cls=VaultCommand)
@click.option("--to", type=click.Path(path_type=Path), help="Write it to this file, for example on another disk.")
@click.option("--list", "show", is_flag=True, help="List the backups there are, newest first.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def backup(context: click.Context, to: Path | None, show: bool, as_json: bool) -> None:
    """Back up the vault, checked, and print the file's path."""
    from reviewapp.actions.backups import back_up, backups_for

    if show:
        # Needs no passphrase: it is most wanted when the vault does not open.
        found = backups_for(vault_folder(context))
        if as_json:
            print_json([{"path": one.path, "made_at": one.made_at, "reason": one.reason} for one in found])
            return
        for one in found:
            print_text(f"{one.made_at:%Y-%m-%d %H:%M}  {one.reason.replace('_', ' ')}  {one.path}")
        return
    with opened(context) as vault:
        with _bar("Backing up") as report:
            made = back_up(vault, to=to, report=report)
        assert made is not None  # the bar never answers "stop"; Ctrl+C raises
        if as_json:
            print_json({"path": made.path, "made_at": made.made_at, "reason": made.reason})
        else:
            print_text(made.path)


@click.command(cls=VaultCommand)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--recovery", "use_code", is_flag=True, help="Ask for the recovery code instead of the passphrase.")
@click.pass_context
def restore(context: click.Context, file: Path, use_code: bool) -> None:
    """Put a backup in place of the vault, whatever state that is in; what was there is kept.

    It asks for the passphrase of that time, or takes the present one. REVIEWAPP_PASSPHRASE or, with
    --recovery, REVIEWAPP_RECOVERY_CODE answer for scripts.
    """
    from reviewapp.actions.backups import look_at_backup, restore_backup

    look_at_backup(file)  # before anybody has to type a passphrase
    secret = None if use_code else passphrase()
    code = _recovery_code() if use_code else None
    with _bar("Restoring") as report:
        done = restore_backup(
            folder=vault_folder(context), path=file, passphrase=secret, recovery_code=code, report=report
        )
    assert done is not None  # as above
    print_text(done.folder)
    say(f"Restored the backup of {done.backup.moment:%Y-%m-%d %H:%M}.")
    if done.present is not None:
        say(f"What was there before is in {done.present.path}.")
    for path in done.set_aside:
        say(f"Kept from before: {path}")


def _recovery_code() -> str:
    given = os.environ.get("REVIEWAPP_RECOVERY_CODE")
    return given if given is not None else str(click.prompt("Recovery code", err=True))


@contextmanager
def _bar(label: str) -> Iterator[Callable[[Progress], bool]]:
    """A progress bar on stderr, when that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _progress: True
        return
    with click.progressbar(length=100, label=label, file=sys.stderr) as bar:

        def report(progress: Progress) -> bool:
            bar.update(max(0, int(progress.share * 100) - bar.pos))
            return True

        yield report
