"""The command line. Thin: parse, call an action, print."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from reviewapp import __version__
from reviewapp.actions.sentences import terminal_line
from reviewapp.cli_answers import COMMANDS as ANSWER_COMMANDS
from reviewapp.cli_backup import backup, restore
from reviewapp.cli_base import (
    VaultGroup,
    VaultSubgroup,
    opened,
    passphrase,
    print_json,
    print_text,
    run,
    say,
    typed_text,
    vault_folder,
)
from reviewapp.cli_check import check
from reviewapp.cli_handover import COMMANDS as HANDOVER_COMMANDS
from reviewapp.cli_keys import change as change_passphrase
from reviewapp.cli_packets import export_key, inspect
from reviewapp.cli_papers import COMMANDS as PAPER_COMMANDS
from reviewapp.cli_review import export, review
from reviewapp.cli_rights import COMMANDS
from reviewapp.cli_sharing import COMMANDS as SHARING_COMMANDS
from reviewapp.cli_team import team
from reviewapp.cli_verify import COMMANDS as VERIFY_COMMANDS
from reviewapp.cli_words import words
from reviewapp.domain import observation as fields
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
@click.pass_context
def notice(context: click.Context, name: str, given: str | None, show: bool, out: Path | None) -> None:
    """Record that a person was given the transparency notice."""
    from reviewapp.actions.leaflets import notice_pdf, save_leaflet
    from reviewapp.actions.people import find_person, give_notice, notice_text
    from reviewapp.actions.queries import writer
    from reviewapp.actions.rights import policy

    with opened(context) as vault:
        found = find_person(vault, name=name)
        day = _day(vault, given) or vault.today
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
            agreed_on=_day(vault, agreed_on),
        )


def _said(given: tuple[str, ...], none_wanted: bool) -> tuple[str, ...] | None:
    """A list as an option gave it; empty when it is to be cleared, None when nothing was said."""
    return given if given or none_wanted else None


def _field_options(command: Any) -> Any:
    """Options named after the fields of an observation (domain.md D)."""
    for name in ("ai_part", "response", "soundness", "kind", "basis", "stakes", "kept_human_reason", "restricted"):
        option = f"--{name.replace('_', '-')}"
        command = click.option(option, name, type=click.Choice(fields.CHOICES[name]))(command)
    command = click.option("--competency", "competencies", multiple=True, help="One to three, such as J6.")(command)
    for option, name in (("--checked", "checked_by"), ("--effect", "outcome_test"), ("--condition", "conditions")):
        values = click.Choice(fields.MULTI_CHOICES[name])
        command = click.option(option, name, multiple=True, type=values)(command)
    for name in (
        "situation", "checked_how", "consequence", "what_was_wrong", "how_noticed", "who_was_told", "what_it_prevented",
        "reviewed_by", "rationale",
    ):
        command = click.option(f"--{name.replace('_', '-')}", name)(command)
    return command


def _details(values: dict[str, Any]) -> Any:
    from reviewapp.actions.observations import Details

    return Details(
        texts={name: values[name] for name in fields.TEXTS if values.get(name)},
        choices={name: values[name] for name in fields.CHOICES if values.get(name)},
        multi={name: values[name] for name in fields.MULTI_CHOICES if values.get(name)},
    )


@cli.command()
@click.argument("name")
@click.argument("text")
@click.option("--with", "others", multiple=True, help="Somebody else in the same episode.")
@click.option("--date", "day", help="The day it happened (today).")
@click.option("--concern", is_flag=True, help="It speaks against the person.")
@click.option("--told-on", help="The day you talked about it with the person.")
@_field_options
@click.pass_context
def note(
    context: click.Context, /, name: str, text: str, others: tuple[str, ...], day: str | None, concern: bool,
    told_on: str | None, **values: Any,
) -> None:
    """Record an observation and print its id. With a basis and a competency it is completed at once."""
    from reviewapp.actions.noting import note_from_command
    from reviewapp.actions.people import find_person

    with opened(context) as vault:
        noted = note_from_command(
            vault, person_ids=[find_person(vault, name=one).id for one in (name, *others)], text=typed_text(text),
            observed_on=_day(vault, day) or vault.today, told_on=_day(vault, told_on), concern=concern,
            competencies=values["competencies"], details=_details(values),
        )
        print_text(noted.id)
        for remark in noted.remarks:
            say(remark)


@cli.command()
@click.argument("observation", type=int)
@click.option("--text", help="The corrected sentence; the earlier one is kept.")
@click.option("--person", "names", multiple=True, help="Who it is about.")
@click.option("--date", "day", help="The day it happened.")
@click.option("--concern/--no-concern", default=None)
@_field_options
@click.pass_context
def amend(
    context: click.Context, /, observation: int, text: str | None, names: tuple[str, ...], day: str | None,
    concern: bool | None, **values: Any,
) -> None:
    """Answer what was left open in an observation, or correct it."""
    from reviewapp.actions.noting import amend_from_command
    from reviewapp.actions.people import find_person

    with opened(context) as vault:
        amend_from_command(
            vault, observation_id=observation, text=text, observed_on=_day(vault, day), concern=concern,
            person_ids=[find_person(vault, name=one).id for one in names], competencies=values["competencies"],
            details=_details(values),
        )


@cli.command()
@click.argument("observation", type=int)
@click.pass_context
def complete(context: click.Context, observation: int) -> None:
    """Turn a jot into evidence, or say what is missing."""
    from reviewapp.actions.observations import complete_observation

    with opened(context) as vault:
        complete_observation(vault, observation_id=observation)


@cli.command()
@click.argument("observation", type=int)
@click.option("--on", "told_on", required=True, help="The day of the conversation.")
@click.option("--person", "names", multiple=True, help="Only this person (everybody in it).")
@click.pass_context
def tell(context: click.Context, observation: int, told_on: str, names: tuple[str, ...]) -> None:
    """Record that the person was told of an observation, in a conversation, on a day."""
    from reviewapp.actions.observations import tell as record_told
    from reviewapp.actions.people import find_person

    with opened(context) as vault:
        ids = [find_person(vault, name=one).id for one in names]
        record_told(vault, observation_id=observation, told_on=_day(vault, told_on) or vault.today, person_ids=ids)


@cli.command()
@click.option("--person", "name", help="Only about this person.")
@click.option("--from", "first", help="From this day on.")
@click.option("--to", "last", help="Up to this day.")
@JSON
@click.pass_context
def notes(context: click.Context, name: str | None, first: str | None, last: str | None, as_json: bool) -> None:
    """List observations, newest first."""
    from reviewapp.actions.people import find_person
    from reviewapp.actions.queries import notes as all_notes

    with opened(context) as vault:
        found = all_notes(
            vault, person_id=find_person(vault, name=name).id if name else None, first=_day(vault, first),
            last=_day(vault, last),
        )
        _print_observations(found, as_json)


@cli.command()
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@JSON
@click.pass_context
def search(context: click.Context, query: str, limit: int, as_json: bool) -> None:
    """Search all observations: best match first, or newest first when very many match."""
    from reviewapp.actions.queries import found_observations

    with opened(context) as vault:
        _print_observations(found_observations(vault, query=query, limit=limit), as_json)


@cli.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Report only; write nothing.")
@click.option("--saved-on", help="The day the file was saved (its own date, at most today).")
@JSON
@click.pass_context
def import_(context: click.Context, file: Path, dry_run: bool, saved_on: str | None, as_json: bool) -> None:
    """Read people.csv, notes.csv, notes.md or outcomes.csv; report row by row. Repeating it adds nothing."""
    from reviewapp.actions.importing import import_file

    with opened(context) as vault:
        report = import_file(vault, path=file, dry_run=dry_run, saved_on=_day(vault, saved_on))
        if as_json:
            print_json(report.as_data())
            return
        for line in report.lines():
            print_text(line)


@cli.command("framework")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def framework_import(context: click.Context, file: Path) -> None:
    """Add an organisation's own framework file beside the others."""
    from reviewapp.actions.frameworks import import_framework

    with opened(context) as vault:
        print_text(import_framework(vault, path=file).id)


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
def demo(folder: Path) -> None:
    """The main job without a screen: a sample vault, a review and its PDFs."""
    from reviewapp.actions.demo import make_demo

    for line in make_demo(folder):
        print_text(line)


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
def gallery(folder: Path) -> None:
    """Render every screen from the sample vault, light and dark, 100 and 200 %, long and right-to-left."""
    from reviewapp.app import render_gallery

    for path in render_gallery(folder):
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


cli.add_command(backup)
cli.add_command(restore)
cli.add_command(check)
cli.add_command(review)
cli.add_command(export)
cli.add_command(words)
cli.add_command(team)
for one in COMMANDS:
    cli.add_command(one)
for one in PAPER_COMMANDS:
    cli.add_command(one)
cli.add_command(change_passphrase)
cli.add_command(inspect)
cli.add_command(export_key)
for one in (*ANSWER_COMMANDS, *HANDOVER_COMMANDS, *SHARING_COMMANDS, *VERIFY_COMMANDS):
    cli.add_command(one)


def main() -> None:
    """Run the command in ``sys.argv`` and exit with its code."""
    run(lambda: cli.main(args=sys.argv[1:], prog_name="reviewapp", standalone_mode=False))


def _print_observations(found: list[fields.Observation], as_json: bool) -> None:
    if as_json:
        print_json(
            [
                {
                    "id": item.id, "people": [subject.name for subject in item.subjects],
                    "observed_on": item.observed_on, "written_on": item.written_on, "kind": item.kind,
                    "text": item.behaviour, "status": item.status, "competencies": list(item.competencies),
                }
                for item in found
            ]
        )
        return
    for item in found:
        still_open = _("date open ({written})").format(written=item.date_as_written)
        when = item.observed_on.isoformat() if item.observed_on else still_open
        who = ", ".join(subject.name for subject in item.subjects) or item.texts.get("who_as_written", _("team"))
        text = item.behaviour.replace("\n", "\n    ")
        print_text(f"{item.id}  {terminal_line(when)}  {terminal_line(who)}  [{item.status}]\n    {text}")


def _day(vault: Any, text: str | None) -> date | None:
    from reviewapp.actions.days import typed_day

    return typed_day(text, today=vault.today) if text is not None else None
