"""Signing and checking signatures on the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewapp.actions.sentences import terminal_line
from reviewapp.cli_base import VaultGroup, opened, print_json, print_text, say, typed_text
from reviewapp.i18n import _

if TYPE_CHECKING:
    from reviewapp.actions.verifying import Checked

_FILE = click.Path(path_type=Path)


@click.command("verify", cls=VaultGroup.command_class)
@click.argument("paths", type=_FILE, nargs=-1, required=True)
@click.option("--pins", "pins_file", type=_FILE, help="Known keys: 64 figures and a name a line.")
@click.option("--known", is_flag=True, help="Compare with the cards in your vault.")
@click.option("--manager-only", is_flag=True, help="The employee did not sign; the manager's signature is enough.")
@click.option("--csv", "report", type=_FILE, help="Write a list; an earlier one is gone on with.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def verify(
    context: click.Context, paths: tuple[Path, ...], pins_file: Path | None, report: Path | None, *, known: bool,
    manager_only: bool, as_json: bool,
) -> int:
    """Check signed reviews: files, or folders of any size. Needs no vault; exit 1 when one does not hold."""
    from reviewapp.actions.verifying import Pin, check_files, files_in, pins_of, read_pins

    pins: dict[str, Pin] = read_pins(pins_file) if pins_file is not None else {}
    if known:
        with opened(context) as vault:
            pins |= pins_of(vault)
    files = files_in(paths)
    required = ("manager",) if manager_only else ("manager", "employee")
    answers = []
    with click.progressbar(length=len(files), label=_("Checking"), file=sys.stderr, hidden=len(files) == 1) as bar:
        for answer in check_files(files, pins=pins, required=required, report=report):
            answers.append(answer)
            bar.update(1)
            if not as_json and (answer.findings or len(files) == 1):
                _print(answer)
    failed = [one for one in answers if one.findings]
    if as_json:
        print_json([_as_data(one) for one in answers])
    elif len(files) > 1:
        say(_("{whole} of {all} files hold.").format(whole=len(answers) - len(failed), all=len(answers)))
    if report is not None:
        say(_("The list is in {path}.").format(path=report))
    return 1 if failed else 0


@click.command("pins", cls=VaultGroup.command_class)
@click.option("--out", type=_FILE, help="The file to write, for HR.")
@click.pass_context
def print_pins(context: click.Context, out: Path | None) -> None:
    """Print the keys that sign reviews, your own and those of your cards, as verify --pins takes them."""
    from reviewapp.actions.contacts import ensure_identity
    from reviewapp.actions.files import write_whole
    from reviewapp.actions.verifying import pin_lines, pins_of

    with opened(context) as vault:
        ensure_identity(vault)
        text = pin_lines(pins_of(vault))
    if out is None:
        print_text(text.rstrip("\n"))
        return
    write_whole(out, text.encode("utf-8"))
    print_text(out)


@click.command("countersign", cls=VaultGroup.command_class)
@click.argument("file", type=_FILE)
@click.option("--position", type=click.Choice(("received", "agree", "agree_in_part", "disagree")), default="received",
              show_default=True, help="What your signature states; received is not agreement.")
@click.option("--text", default="", help="Your words to it (- for standard input).")
@click.option("--is-me", is_flag=True, help="You are the person on the pages, under another name than your vault's.")
@click.option("--out", type=_FILE, required=True, help="The sealed answer to write, for you to send.")
@click.option("--copy", type=_FILE, help="A file for your own copy of the signed pages.")
@click.pass_context
def countersign(
    context: click.Context, file: Path, position: str, text: str, is_me: bool, out: Path, copy: Path | None
) -> None:
    """Sign a review that was handed to you: take FILE in, and hand your answer back with the signed pages."""
    from reviewapp.actions.countersigning import sign_review, signed_pages
    from reviewapp.actions.exporting import save_previewed
    from reviewapp.actions.packet_files import kept_id
    from reviewapp.actions.packets import packet_on_disk

    data = packet_on_disk(file)
    with opened(context) as vault:
        packet_id = kept_id(vault, data=data)
        words = typed_text(text) if text else ""
        sign_review(vault, packet_id=packet_id, position=position, text=words, into=out, is_me=is_me)
        print_text(out)
        if copy is not None:
            save_previewed(vault, document=signed_pages(vault, packet_id=packet_id), path=copy)
            print_text(copy)


COMMANDS = (verify, print_pins, countersign)


def _print(answer: Checked) -> None:
    """One file in words: what holds, whose keys they are, and what is wrong."""
    from reviewapp.actions.verify_words import key_words, signer_sentence

    mark = _("holds") if not answer.findings else _("DOES NOT HOLD")
    print_text(f"{mark}  {terminal_line(str(answer.path))}")
    for one in answer.signers:
        print_text(f"    {terminal_line(signer_sentence(one))}")
        print_text(f"    {key_words(one.fingerprint)}")
    for sentence, step in answer.sentences:
        print_text(f"    {sentence} {step}")


def _as_data(answer: Checked) -> dict[str, object]:
    return {
        "file": answer.path, "sha256": answer.sha256, "result": answer.result, "findings": list(answer.findings),
        "sentences": [one for one, _step in answer.sentences], "attachment_sha256": answer.attachment,
        "signers": [
            {"field": one.field, "name": one.name, "key": one.fingerprint, "states": one.meaning, "signed_at": one.at}
            for one in answer.signers
        ],
    }  # fmt: skip
