"""Commands for what a team agrees and measures; nothing here takes or prints a figure of a person."""

from __future__ import annotations

from pathlib import Path

import click

from reviewapp.actions.sentences import terminal_line
from reviewapp.cli_base import LANGUAGE, VaultSubgroup, opened, print_json, print_text, say
from reviewapp.i18n import _


@click.group("team", cls=VaultSubgroup)
def team() -> None:
    """Working agreements, outcome measures and the team sheet."""


@team.command("agreement")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--on", "agreed_on", help="The day this wording was agreed.")
@click.option("--dry-run", is_flag=True, help="Say where each line goes; write nothing.")
@click.pass_context
def team_agreement(context: click.Context, file: Path, agreed_on: str | None, dry_run: bool) -> None:
    """Read a working agreement from a text with headings and print its id; every line has its place."""
    from reviewapp.actions.agreements import import_agreement, read_agreement_file
    from reviewapp.actions.days import typed_day
    from reviewapp.actions.team_words import label

    with opened(context) as vault:
        read = read_agreement_file(vault, path=file)
        for one in read.placed:
            if dry_run or one.remark:
                remark = f"  ({_(one.remark)})" if one.remark else ""
                line = _("line {n}: {part}").format(n=one.line, part=label(one.part))
                say(f"{line}: {terminal_line(one.text)[:70]}{remark}")
        if dry_run:
            return
        day = typed_day(agreed_on, today=vault.today) if agreed_on else None
        made = import_agreement(vault, path=file, agreed_on=day)
        if made.ids:
            print_text(made.id)
        else:
            say(_("Imported before; nothing was changed."))


@team.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def team_list(context: click.Context, as_json: bool) -> None:
    """The working agreements in force."""
    from reviewapp.actions.agreements import all_agreements
    from reviewapp.domain.agreement import terms_as_data

    with opened(context) as vault:
        found = all_agreements(vault)
    if as_json:
        print_json(
            [
                {"id": one.id, "agreed_on": one.versions[0].agreed_on, "terms": terms_as_data(one.terms)}
                for one in found
            ]
        )
        return
    for one in found:
        print_text(f"{one.id}  {one.versions[0].agreed_on}  {terminal_line(one.terms.workflow)}")


@team.command("outcomes")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def team_outcomes(context: click.Context, as_json: bool) -> None:
    """The outcome measures, each with its figures in words or with why they are not comparable."""
    from reviewapp.actions.outcomes import measures

    with opened(context) as vault:
        found = measures(vault)
    if as_json:
        print_json(
            [
                {"id": one.id, "name": one.measure.name, "what": one.measure.what, "scope": one.measure.scope,
                 "sides": one.sides, "not_comparable": one.apart, "few_cases": one.few}
                for one in found
            ]
        )  # fmt: skip
        return
    for one in found:
        print_text(f"{one.id}  {terminal_line(one.measure.name)}")
        for line in (*one.sides, one.apart, one.few):
            if line:
                print_text(f"    {terminal_line(line)}")


@team.command("sheet")
@click.option("--out", "folder", type=click.Path(path_type=Path), default=Path(), help="The folder to write to.")
@LANGUAGE
@click.pass_context
def team_sheet(context: click.Context, folder: Path) -> None:
    """Write the team sheet as a PDF and print its path; from eight people up, without names."""
    from reviewapp.actions.team import write_team_sheet

    with opened(context) as vault:
        print_text(write_team_sheet(vault, folder=folder))
