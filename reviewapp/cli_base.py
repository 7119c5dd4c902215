"""What every command shares: the vault option, the passphrase, JSON output, and the door for errors."""

from __future__ import annotations

import getpass
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from reviewapp import paths
from reviewapp.actions.language import use_chosen_language
from reviewapp.actions.sentences import DRIVING, in_one_line, terminal_text
from reviewapp.domain.errors import ReviewAppError, UsageError, VaultLocked, VaultUnusable
from reviewapp.i18n import DOCUMENT_LANGUAGES, _, use_documents_in

if TYPE_CHECKING:
    from reviewapp.actions.vaults import Vault


class VaultCommand(click.Command):
    """A command that takes ``--vault DIR`` itself, as well as after ``reviewapp``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(_vault_option())

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that has seen enough (``| head``) ends it quietly. click alone would exit 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _drop_output()
            sys.exit(0)


class VaultGroup(click.Group):
    """A group whose commands are `VaultCommand`s."""

    command_class = VaultCommand
    group_class = type


class VaultSubgroup(VaultGroup):
    """A group below ``reviewapp``, such as ``review``; it takes ``--vault DIR`` as well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(_vault_option())


def vault_folder(context: click.Context) -> Path:
    """The folder named by ``--vault``, REVIEWAPP_VAULT, or the default of this computer."""
    named = context.find_root().obj
    return Path(named or os.environ.get("REVIEWAPP_VAULT") or paths.data_dir())


def passphrase(*, repeat: bool = False) -> str:
    """From REVIEWAPP_PASSPHRASE, else asked without showing it; VaultLocked when nobody can be asked."""
    given = os.environ.get("REVIEWAPP_PASSPHRASE")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise VaultLocked(
            _("The vault needs its passphrase."), _("Set REVIEWAPP_PASSPHRASE, or run this in a terminal.")
        )
    typed = getpass.getpass(f"{_('Passphrase')}: ")
    if repeat and getpass.getpass(f"{_('The same passphrase once more')}: ") != typed:
        raise VaultLocked(_("The two passphrases differ."), _("Nothing was created; try again."))
    return typed


@contextmanager
def opened(context: click.Context, typed: str | None = None) -> Iterator[Vault]:
    """The unlocked vault, closed at the end; backed up before that when there is half an hour of changes.

    ``typed`` is a passphrase that was asked for already.
    """
    from reviewapp.actions.vaults import unlock_vault

    folder = vault_folder(context)
    secret = passphrase() if typed is None else typed
    try:
        with unlock_vault(folder=folder, passphrase=secret) as vault:
            if not vault.log_was_whole:
                from reviewapp.actions.backups import lost_words

                say(lost_words())
            yield vault
            _back_up_if_due(vault)
    except VaultUnusable as error:
        from reviewapp.actions.backups import with_offer

        raise with_offer(error, folder) from error


def _back_up_if_due(vault: Vault) -> None:
    """The command has done its work; a backup that fails is a remark beside it."""
    from reviewapp.actions.backups import back_up_changes

    try:
        back_up_changes(vault)
    except ReviewAppError as error:
        say(in_one_line(error))


def typed_text(text: str) -> str:
    """The text of an argument, or all of standard input for ``-``; UsageError when that is not UTF-8."""
    if text != "-":
        return text
    try:
        return sys.stdin.read().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise UsageError(
            _("Standard input is not UTF-8 text."), _("Convert it first, for example with iconv.")
        ) from error


def _speak(_context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        use_documents_in(value)


# On every command that makes a document; a finished version keeps the language it was made in.
LANGUAGE = click.option(
    "--language", type=click.Choice(DOCUMENT_LANGUAGES), expose_value=False, callback=_speak,
    help="The language of what is written (that of the settings).",
)


def print_text(text: object) -> None:
    """The answer of a command on stdout; the one way there beside JSON."""
    click.echo(terminal_text(str(text)))


def json_text(value: Any, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """JSON that says exactly what is kept, also what a terminal would obey; that is written as an escape."""

    def plain(item: Any) -> Any:
        if isinstance(item, (date, datetime)):
            return item.isoformat()
        if isinstance(item, (set, frozenset)):
            return sorted(item)
        if isinstance(item, Path):
            return str(item)
        raise TypeError(type(item).__name__)

    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent, default=plain)
    return DRIVING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def print_json(value: Any) -> None:
    """One JSON document on stdout; days as YYYY-MM-DD."""
    click.echo(json_text(value, indent=1))


def say(text: str) -> None:
    """A remark for the person at the terminal, on stderr, so that scripts read clean output."""
    click.echo(terminal_text(text), err=True)


def run(command: Callable[[], Any]) -> None:
    """Run and exit: 0 done, else the error's code with one sentence on stderr, never a traceback."""
    use_chosen_language()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where a shell has it ignored
        signal.signal(signal.SIGINT, _stop)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(command() or 0)
    except ReviewAppError as error:
        say(in_one_line(error))
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        say(_("Stopped; what was saved before stays saved."))
        sys.exit(130)
    except OSError as error:
        _drop_output()
        what = error.filename or _("The output")
        say(_("{what} cannot be written or read: {reason}.").format(what=what, reason=error.strerror))
        sys.exit(3)
    except Exception as error:
        from reviewapp.actions.bug_report import write_bug_report

        path = write_bug_report(error)
        fault = _("This is a fault in ReviewApp, not in what you did. Read {path} and send it to whoever supports you.")
        say(fault.format(path=path))
        sys.exit(1)


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Ctrl+C: stop where we are, and do not print what it does to a file that is being opened or closed."""
    sys.unraisablehook = _quiet_when_stopped
    raise KeyboardInterrupt


def _quiet_when_stopped(fault: sys.UnraisableHookArgs) -> None:
    """A file left open, or not quite closed, by Ctrl+C is no fault to print a traceback of."""
    if not isinstance(fault.exc_value, (KeyboardInterrupt, ResourceWarning)):
        sys.__unraisablehook__(fault)


def _drop_output() -> None:
    """Nobody takes the output any more: without this, Python tries once more at exit and complains."""
    with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _vault_option() -> click.Option:
    return click.Option(
        ["--vault"], type=click.Path(path_type=Path), expose_value=False, callback=_remember_vault,
        help="The vault's folder (or REVIEWAPP_VAULT).",
    )


def _remember_vault(context: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.find_root().obj = value


def day_of(vault: Vault, text: str) -> date:
    """A day as it was typed, today at the latest. UsageError when it is none."""
    from reviewapp.actions.days import typed_day

    return typed_day(text, today=vault.today)


def day_if_said(vault: Vault, text: str | None) -> date | None:
    """The same, None where nothing was said."""
    return day_of(vault, text) if text is not None else None
