"""The command line. Thin: parse, call an action, print."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reviewapp import __version__
from reviewapp.actions.sentences import terminal_line
from reviewapp.cli_answers import COMMANDS as ANSWER_COMMANDS
from reviewapp.cli_backup import backup, restore
from reviewapp.cli_base import (
    LANGUAGE,
    VaultGroup,
    VaultSubgroup,
    day_if_said,
    opened,
    passphrase,
    print_json,
    print_text,
    run,
    say,
    vault_folder,
)
from reviewapp.cli_check import check
from reviewapp.cli_frameworks import COMMANDS as FRAMEWORK_COMMANDS
from reviewapp.cli_handover import COMMANDS as HANDOVER_COMMANDS
from reviewapp.cli_keys import change as change_passphrase
from reviewapp.cli_notes import COMMANDS as NOTE_COMMANDS
from reviewapp.cli_packets import export_key, inspect
from reviewapp.cli_papers import COMMANDS as PAPER_COMMANDS
from reviewapp.cli_review import export, review
from reviewapp.cli_rights import COMMANDS as RIGHTS_COMMANDS
from reviewapp.cli_sharing import COMMANDS as SHARING_COMMANDS
from reviewapp.cli_team import team
from reviewapp.cli_verify import COMMANDS as VERIFY_COMMANDS
from reviewapp.cli_words import words
from reviewapp.domain.role import SEATS
from reviewapp.i18n import _

JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(cls=VaultGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reviewapp")
@click.option("--vault", type=click.Path(path_type=Path), help="The vault's folder (or REVIEWAPP_VAULT).")
@click.pass_context
def cli(context: click.Context, vault: Path | None) -> None:
    """Record judgment in work with AI, offline; without a command the desktop opens."""
    context.obj = vault


@cli.command()
@click.option("--name", required=True, help="Your name, as printed on reviews.")
@click.pass_context
def init(context: click.Context, name: str) -> None:
    """Begin a new vault and print its recovery code once."""
    from reviewapp.actions.vaults import begin_vault
    from reviewapp.domain.passphrase import advice

    chosen = passphrase(repeat=True)
    vault, code = begin_vault(folder=vault_folder(context), name=name, passphrase=chosen)
    vault.close()
    print_text(code)
    made = _("Vault made in {folder}. Write the recovery code down now: it is not shown again.")
    say(made.format(folder=vault.folder))
    weak = advice(chosen)
    if weak is not None:
        say(f"{_(weak)} {_('Several words you will remember are stronger; it can be changed in Settings.')}")


@cli.group(cls=VaultSubgroup)
def person() -> None:
    """People I review."""


@person.command("add")
@click.argument("name")
@click.option("--role", default="", help="What the person does.")
@click.option("--team", default="")
@click.pass_context
def person_add(context: click.Context, name: str, role: str, team: str) -> None:
    """Add a person and print the id."""
    from reviewapp.actions.people import add_person

    with opened(context) as vault:
        print_text(add_person(vault, name=name, role=role, team=team).id)


@cli.command()
@JSON
@click.pass_context
def people(context: click.Context, as_json: bool) -> None:
    """List everybody, by name."""
    from reviewapp.actions.queries import all_people

    with opened(context) as vault:
        rows = all_people(vault)
        if as_json:
            print_json(
                [{"id": r.id, "name": r.name, "role": r.role, "team": r.team, "notice_on": r.notice_on} for r in rows]
            )
            return
        for row in rows:
            day = row.notice_on
            notice_given = _("notice {day}").format(day=day) if day else _("no notice yet")
            parts = (str(row.id), row.name, row.role, notice_given)
            print_text("  ".join(terminal_line(part) for part in parts if part))


@cli.command()
@click.argument("name")
@click.option("--given", help="The day it was handed over (today).")
@click.option("--print", "show", is_flag=True, help="Print the text to hand over.")
@click.option("--out", type=click.Path(path_type=Path), help="Also write it as a PDF into this folder.")
@LANGUAGE
@click.pass_context
def notice(context: click.Context, name: str, given: str | None, show: bool, out: Path | None) -> None:
    """Record that a person was given the transparency notice."""
    from reviewapp.actions.leaflets import notice_pdf, save_leaflet
    from reviewapp.actions.people import find_person, give_notice, notice_text
    from reviewapp.actions.queries import writer
    from reviewapp.actions.rights import policy

    with opened(context) as vault:
        found = find_person(vault, name=name)
        day = day_if_said(vault, given) or vault.today
        if show:
            me = writer(vault)
            print_text(notice_text(
                manager=me.name if me else "", name=found.name, given_on=day, purpose=policy(vault).purpose
            ))
        give_notice(vault, person_id=found.id, given_on=day)
        if out is not None:
            document = notice_pdf(vault, person_id=found.id, given_on=day)
            save_leaflet(vault, document=document, path=out / document.name)
            print_text(out / document.name)
        say(_("Notice for {name} recorded on {day}.").format(name=found.name, day=day))


@cli.command()
@click.argument("name")
@click.argument("competencies", nargs=-1, required=True)
@click.option("--skill", "skills", multiple=True, help="A foundational skill, kept in practice (those agreed before).")
@click.option("--no-skills", is_flag=True, help="No foundational skills any more.")
@click.option("--protected", multiple=True, help="Work kept human (what was agreed before).")
@click.option("--no-protected", is_flag=True, help="No protected work any more.")
@click.option("--seat", type=click.Choice(SEATS), help="Where they mostly sit (as agreed before, else maker).")
@click.option("--framework", "framework_id", type=int, help="The id that adding it printed (the one agreed before).")
@click.option("--on", "agreed_on", help="The day it was agreed (today).")
@click.pass_context
def focus(
    context: click.Context, name: str, competencies: tuple[str, ...], skills: tuple[str, ...],
    no_skills: bool, protected: tuple[str, ...], no_protected: bool, seat: str | None, framework_id: int | None,
    agreed_on: str | None,
) -> None:
    """Agree the four to seven competencies a role is looked at for. What is not mentioned stays as agreed before."""
    from reviewapp.actions.people import agree_role_profile, find_person

    pairs = ((skills, no_skills, "--skill", "--no-skills"), (protected, no_protected, "--protected", "--no-protected"))
    for given, none_wanted, one, other in pairs:
        if given and none_wanted:
            raise click.UsageError(_("{one} and {other} contradict each other.").format(one=one, other=other))
    with opened(context) as vault:
        found = find_person(vault, name=name)
        agree_role_profile(
            vault, person_id=found.id, focus=competencies, foundational_skills=_said(skills, no_skills),
            protected_work=_said(protected, no_protected), seat=seat, framework_id=framework_id,
            agreed_on=day_if_said(vault, agreed_on),
        )


def _said(given: tuple[str, ...], none_wanted: bool) -> tuple[str, ...] | None:
    """A list as an option gave it; empty when it is to be cleared, None when nothing was said."""
    return given if given or none_wanted else None




@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
def demo(folder: Path) -> None:
    """The main job without a screen: a sample vault, a review and its PDFs."""
    from reviewapp.actions.demo import make_demo

    for line in make_demo(folder):
        print_text(line)


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--only", nargs=4, type=(click.Path(path_type=Path), str, int, str), hidden=True)
def gallery(folder: Path, only: tuple[Path, str, int, str] | None) -> None:
    """Render every screen from the sample vault, light and dark, 100 and 200 %, long and right-to-left."""
    from reviewapp.app import render_gallery

    for path in render_gallery(folder, only):
        print_text(path)


@cli.command()
@JSON
@click.pass_context
def doctor(context: click.Context, as_json: bool) -> int:
    """Check the vault and this program; exit 1 when something is wrong."""
    from reviewapp.actions.doctor import examine

    with opened(context) as vault:
        findings = examine(vault)
    if as_json:
        print_json([{"name": f.name, "ok": f.ok, "sentence": f.sentence} for f in findings])
    else:
        for finding in findings:
            mark = _("ok") if finding.ok else _("PROBLEM")
            print_text(f"{mark:<7}  {finding.name}: {finding.sentence}")
    return 0 if all(finding.ok for finding in findings) else 1


for one in (
    backup, restore, check, review, export, words, team, change_passphrase, inspect, export_key, *NOTE_COMMANDS,
    *FRAMEWORK_COMMANDS, *RIGHTS_COMMANDS, *PAPER_COMMANDS, *ANSWER_COMMANDS, *HANDOVER_COMMANDS, *SHARING_COMMANDS,
    *VERIFY_COMMANDS,
):  # fmt: skip
    cli.add_command(one)


def main() -> None:
    """Run the command in ``sys.argv`` and exit with its code."""
    run(lambda: cli.main(args=sys.argv[1:], prog_name="reviewapp", standalone_mode=False))
