"""Commands for the rights of the people written about, and for what expires, is due or lies in the bin."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from reviewapp.actions.sentences import terminal_line
from reviewapp.cli_base import LANGUAGE, VaultGroup, VaultSubgroup, day_if_said, opened, print_json, print_text, say
from reviewapp.domain.errors import UsageError
from reviewapp.domain.retention import GROUNDS, REGION_IDS
from reviewapp.i18n import _

JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.command(cls=VaultGroup.command_class)
@click.argument("name")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder for the PDF and the JSON file.")
@LANGUAGE
@click.pass_context
def about(context: click.Context, name: str, out: Path) -> None:
    """Write everything held about a person as one PDF and one JSON file, and print both paths."""
    from reviewapp.actions.about import about_files, save_about
    from reviewapp.actions.bin import find_person_id
    from reviewapp.actions.missing_words import missing_lines

    with opened(context) as vault:
        files = about_files(vault, person_id=find_person_id(vault, name=name))
        for path in save_about(vault, files=files, folder=out):
            print_text(path)
        for line in missing_lines(files.missing_places):
            say(line)


@click.command(cls=VaultGroup.command_class)
@click.argument("name")
@click.option("--ground", type=click.Choice(GROUNDS), default="asked", show_default=True, help="Why.")
@click.option("--yes", is_flag=True, help="Do not ask; for scripts that have shown the preview.")
@JSON
@click.pass_context
def erase(context: click.Context, name: str, ground: str, yes: bool, as_json: bool) -> None:
    """Erase everything about a person here and in every backup kept; shows first what goes. Cannot be undone."""
    from reviewapp.actions.bin import find_person_id
    from reviewapp.actions.erase_words import preview_lines, receipt_lines
    from reviewapp.actions.erasing import erase_person, erase_preview, erasures_unfinished, receipts
    from reviewapp.actions.unreached import unreached, unreached_words

    with opened(context) as vault:
        person_id = find_person_id(vault, name=name)
        preview = erase_preview(vault, person_id=person_id)
        for line in preview_lines(preview):
            say(line)
        if not yes and not preview.holds and not _confirmed(preview.name):
            raise UsageError(_("Nothing was erased."), _("Repeat it and type the name, or add --yes."))
        erase_person(vault, person_id=person_id, ground=ground)
        receipt = receipts(vault)[0]
        if as_json:
            print_json(_receipt(receipt))
        else:
            for line in receipt_lines(receipt):
                print_text(line)
        for one in unreached(vault):
            say(unreached_words(one))
        if erasures_unfinished(vault):
            say(_("This is tried again each time the vault is opened. To end it: reviewapp unreached."))


@click.command(cls=VaultGroup.command_class)
@JSON
@click.pass_context
def receipts(context: click.Context, as_json: bool) -> None:
    """The receipts of erasures: when, why, and what had been handed on before. They name nobody."""
    from reviewapp.actions.erase_words import receipt_lines
    from reviewapp.actions.erasing import receipts as all_receipts

    with opened(context) as vault:
        found = all_receipts(vault)
        if as_json:
            print_json([_receipt(one) for one in found])
            return
        for one in found:
            for line in receipt_lines(one):
                print_text(line)


@click.command(cls=VaultGroup.command_class)
@click.argument("name")
@click.argument("text")
@click.option("--on", "asked_on", help="The day it was asked (today).")
@click.option("--observation", type=int, help="The observation it is about.")
@click.pass_context
def correction(context: click.Context, name: str, text: str, asked_on: str | None, observation: int | None) -> None:
    """Record that a person asked for a correction, and print its id. Decide it with: reviewapp decide ID."""
    from reviewapp.actions.people import find_person
    from reviewapp.actions.rights import ask_correction

    with opened(context) as vault:
        made = ask_correction(
            vault, person_id=find_person(vault, name=name).id, asked_on=day_if_said(vault, asked_on) or vault.today,
            asked=text, observation_id=observation,
        )  # fmt: skip
        print_text(made.id)


@click.command(cls=VaultGroup.command_class)
@click.argument("request", type=int)
@click.argument("decision", type=click.Choice(("corrected", "added", "declined")))
@click.option("--reason", required=True, help="Why; the person can read it.")
@click.option("--on", "decided_on", help="The day (today).")
@click.pass_context
def decide(context: click.Context, request: int, decision: str, reason: str, decided_on: str | None) -> None:
    """Record what became of a request for correction; the corrected text itself is a new wording (amend)."""
    from reviewapp.actions.rights import decide_correction

    with opened(context) as vault:
        decide_correction(
            vault, correction_id=request, decision=decision, reason=reason, decided_on=day_if_said(vault, decided_on)
        )


@click.group(cls=VaultSubgroup)
def hold() -> None:
    """Legal holds: set, lift."""


@hold.command("set")
@click.argument("name")
@click.option("--reason", required=True)
@click.option("--by", "set_by", required=True, help="Who set it.")
@click.option("--until", help="The last day; open without.")
@click.pass_context
def hold_set(context: click.Context, name: str, reason: str, set_by: str, until: str | None) -> None:
    """Stop every deletion about a person, and print the id of the hold."""
    from reviewapp.actions.people import find_person
    from reviewapp.actions.rights import set_hold

    with opened(context) as vault:
        person_id = find_person(vault, name=name).id
        last = day_if_said(vault, until)
        print_text(set_hold(vault, person_id=person_id, reason=reason, set_by=set_by, until=last).id)


@hold.command("lift")
@click.argument("hold_id", metavar="HOLD", type=int)
@click.pass_context
def hold_lift(context: click.Context, hold_id: int) -> None:
    """End a hold today; the record of it stays."""
    from reviewapp.actions.rights import lift_hold

    with opened(context) as vault:
        lift_hold(vault, hold_id=hold_id)


@click.command(cls=VaultGroup.command_class)
@click.argument("name")
@click.option("--region", type=click.Choice(REGION_IDS), help="Whose periods hold; the vault's without.")
@click.option("--left-on", help="The day they left.")
@click.pass_context
def retention(context: click.Context, name: str, region: str | None, left_on: str | None) -> None:
    """Choose the region whose periods hold for a person, and record the day they left."""
    from reviewapp.actions.people import find_person
    from reviewapp.actions.rights import person_retention, set_person_retention

    with opened(context) as vault:
        person_id = find_person(vault, name=name).id
        before, left_before = person_retention(vault, person_id=person_id)
        set_person_retention(
            vault, person_id=person_id, region=region or before, left_on=day_if_said(vault, left_on) or left_before
        )


@click.command(cls=VaultGroup.command_class)
@JSON
@click.pass_context
def due(context: click.Context, as_json: bool) -> None:
    """What expires or is due to be deleted, by day. It announces jots as Home does; expired ones move to the bin."""
    from reviewapp.actions.expiry import look_after_jots
    from reviewapp.actions.keeping import due_soon
    from reviewapp.actions.queries import jots_about_to_expire

    with opened(context) as vault:
        look_after_jots(vault)
        lines: list[dict[str, Any]] = [
            {"what": "jot", "id": one.observation_id, "people": one.people, "title": one.title, "on": one.day}
            for one in jots_about_to_expire(vault)
        ]
        lines += [
            {"what": one.kind, "id": one.id, "people": one.people, "title": one.title, "on": one.due_on,
             "legal_hold": one.held}
            for one in due_soon(vault)
        ]  # fmt: skip
    if as_json:
        print_json(lines)
        return
    for line in lines:
        names = ", ".join(line["people"])
        state = "expires" if line["what"] == "jot" else "due to be deleted"
        held = "  (legal hold)" if line.get("legal_hold") else ""
        parts = (f"{line['what']} {line['id']}", f"{state} {line['on']}", names, f"{line['title']}{held}")
        print_text("  ".join(terminal_line(part) for part in parts))


@click.command("unreached", cls=VaultGroup.command_class)
@click.option("--throw-away", type=click.Path(path_type=Path), help="Delete this copy for good, or forget this folder.")
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
@JSON
@click.pass_context
def unreached_(context: click.Context, throw_away: Path | None, yes: bool, as_json: bool) -> None:
    """Copies that an erasure or a new key did not reach, and why. Opening the vault tries them again."""
    from reviewapp.actions.unreached import throw_away as thrown_away
    from reviewapp.actions.unreached import unreached, unreached_words

    with opened(context) as vault:
        if throw_away is not None:
            if not yes and not _agreed(f"Throw away {throw_away}? This cannot be undone."):
                raise UsageError(_("Nothing was thrown away."), _("Repeat it and answer y, or add --yes."))
            thrown_away(vault, path=throw_away)
        found = unreached(vault)
    if as_json:
        print_json([
            {"path": o.path, "problem": o.problem, "erasure": o.erasure, "new_key": o.new_key} for o in found
        ])  # fmt: skip
        return
    for one in found:
        print_text(terminal_line(unreached_words(one)))


@click.command("bin", cls=VaultGroup.command_class)
@click.option("--restore", "back", nargs=2, metavar="KIND ID", help="Take one out again, for example: observation 4.")
@JSON
@click.pass_context
def bin_(context: click.Context, back: tuple[str, str] | None, as_json: bool) -> None:
    """What lies in the bin, newest first; expired jots go for good on the day printed."""
    from reviewapp.actions.bin import in_bin, restore

    with opened(context) as vault:
        if back:
            restore(vault, kind=back[0], row_id=int(back[1]) if back[1].isdecimal() else 0)
            return
        found = in_bin(vault)
    if as_json:
        print_json(
            [{"kind": o.kind, "id": o.id, "people": o.people, "title": o.title, "until": o.until,
              "comes_back": o.comes_back} for o in found]
        )
        return
    for one in found:
        until = f"  goes on {one.until}" if one.until else ""
        until += "" if one.comes_back else "  came back once already"
        parts = (f"{one.kind} {one.id}", ", ".join(one.people), f"{one.title}{until}")
        print_text("  ".join(terminal_line(part) for part in parts))


@click.group(cls=VaultSubgroup)
def policy() -> None:
    """What the organisation set: periods, and how early a concern is shared. Show it, or take it from its file."""


@policy.command("show")
@JSON
@click.pass_context
def policy_show(context: click.Context, as_json: bool) -> None:
    """Print the policy in force, in the form of a policy file."""
    from reviewapp.actions.rights import policy as policy_of

    with opened(context) as vault:
        found = vars(policy_of(vault))
    if as_json:
        print_json(found)
        return
    for name, value in found.items():
        # A text in TOML is written as in JSON.
        print_text(f"{name} = {json.dumps(value, ensure_ascii=False)}")


@policy.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def policy_import(context: click.Context, file: Path) -> None:
    """Put in force what the organisation's TOML file says; what it leaves out is as shipped."""
    from reviewapp.actions.rights import import_policy

    with opened(context) as vault:
        import_policy(vault, path=file)


COMMANDS = (about, erase, receipts, correction, decide, hold, retention, due, bin_, unreached_, policy)


def _receipt(one: Any) -> dict[str, Any]:
    return {
        "receipt": one.uid, "erased_on": one.erased_on, "ground": one.ground, "went": list(one.went),
        "sent_elsewhere": [vars(sent) for sent in one.sent],
    }  # fmt: skip


def _confirmed(name: str) -> bool:
    """The name typed again at a terminal; nobody to ask is no."""
    import sys

    return sys.stdin.isatty() and input(f"Type the name to erase it for good ({name}): ").strip() == name


def _agreed(question: str) -> bool:
    """A yes at a terminal; nobody to ask is no."""
    import sys

    return sys.stdin.isatty() and click.confirm(question, err=True)
