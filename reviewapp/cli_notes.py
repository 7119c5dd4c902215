"""Commands for observations: writing, correcting, completing and telling them, and finding them again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reviewapp.actions.sentences import terminal_line
from reviewapp.cli_base import VaultGroup, day_if_said, day_of, opened, print_json, print_text, say, typed_text
from reviewapp.domain import observation as fields
from reviewapp.i18n import _

JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


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


@click.command(cls=VaultGroup.command_class)
@click.argument("name")
@click.argument("text")
@click.option("--with", "others", multiple=True, help="Somebody else in the same episode.")
@click.option("--date", "day", help="The day it happened (today).")
@click.option("--concern", is_flag=True, help="It speaks against the person. Without --condition: none known.")
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

    if concern and not values["conditions"]:
        # The options of one command have asked; in the window and after an import it is still to be answered.
        values["conditions"] = ("none_known",)
        say(_("No condition was named, so none is known. To name one: reviewapp amend, with --condition."))
    with opened(context) as vault:
        noted = note_from_command(
            vault, person_ids=[find_person(vault, name=one).id for one in (name, *others)], text=typed_text(text),
            observed_on=day_if_said(vault, day) or vault.today, told_on=day_if_said(vault, told_on), concern=concern,
            competencies=values["competencies"], details=_details(values),
        )
        print_text(noted.id)
        for remark in noted.remarks:
            say(remark)


@click.command(cls=VaultGroup.command_class)
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
            vault, observation_id=observation, text=text, observed_on=day_if_said(vault, day), concern=concern,
            person_ids=[find_person(vault, name=one).id for one in names], competencies=values["competencies"],
            details=_details(values),
        )


@click.command(cls=VaultGroup.command_class)
@click.argument("observation", type=int)
@click.pass_context
def complete(context: click.Context, observation: int) -> None:
    """Turn a jot into evidence, or say what is missing."""
    from reviewapp.actions.observations import complete_observation

    with opened(context) as vault:
        complete_observation(vault, observation_id=observation)


@click.command(cls=VaultGroup.command_class)
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
        record_told(vault, observation_id=observation, told_on=day_of(vault, told_on), person_ids=ids)


@click.command(cls=VaultGroup.command_class)
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
            vault, person_id=find_person(vault, name=name).id if name else None, first=day_if_said(vault, first),
            last=day_if_said(vault, last),
        )
        _print_observations(found, as_json)


@click.command(cls=VaultGroup.command_class)
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@JSON
@click.pass_context
def search(context: click.Context, query: str, limit: int, as_json: bool) -> None:
    """Search all observations: best match first, or newest first when very many match."""
    from reviewapp.actions.queries import found_observations

    with opened(context) as vault:
        _print_observations(found_observations(vault, query=query, limit=limit), as_json)


@click.command("import", cls=VaultGroup.command_class)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Report only; write nothing.")
@click.option("--saved-on", help="The day the file was saved (its own date, at most today).")
@JSON
@click.pass_context
def import_(context: click.Context, file: Path, dry_run: bool, saved_on: str | None, as_json: bool) -> None:
    """Read people.csv, notes.csv, notes.md or outcomes.csv; report row by row. Repeating it adds nothing."""
    from reviewapp.actions.importing import import_file

    with opened(context) as vault:
        report = import_file(vault, path=file, dry_run=dry_run, saved_on=day_if_said(vault, saved_on))
        if as_json:
            print_json(report.as_data())
            return
        for line in report.lines():
            print_text(line)


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


COMMANDS = (note, amend, complete, tell, notes, search, import_)
