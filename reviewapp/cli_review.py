"""Commands of a review's life, and export."""

from __future__ import annotations

from pathlib import Path

import click

from reviewapp.cli_base import (
    LANGUAGE,
    VaultGroup,
    VaultSubgroup,
    day_of,
    opened,
    print_json,
    print_text,
    say,
    typed_text,
)
from reviewapp.i18n import _, document_language


@click.group(cls=VaultSubgroup)
def review() -> None:
    """Reviews: new, cite, write, checks, answer, seal, share, finish."""


@review.command("new")
@click.argument("name")
@click.option("--from", "first", required=True, help="First day of the period.")
@click.option("--to", "last", required=True, help="Last day of the period.")
@click.pass_context
def review_new(context: click.Context, name: str, first: str, last: str) -> None:
    """Begin a review and print its id."""
    from reviewapp.actions.people import find_person
    from reviewapp.actions.queries import profile
    from reviewapp.actions.reviews import begin_review

    with opened(context) as vault:
        found = find_person(vault, name=name)
        began = begin_review(
            vault, person_id=found.id, period_from=day_of(vault, first), period_to=day_of(vault, last)
        )
        print_text(began.id)
        if profile(vault, person_id=found.id) is None:
            hint = _('No focus is agreed with {name} yet; agree one with: reviewapp focus "{name}" J1 J4 …')
            say(hint.format(name=found.name))


@review.command("cite")
@click.argument("review_id", metavar="REVIEW", type=int)
@click.argument("observations", metavar="OBS", type=int, nargs=-1, required=True)
@click.pass_context
def review_cite(context: click.Context, review_id: int, observations: tuple[int, ...]) -> None:
    """Cite observations; the first one a rule refuses stops the command, those before it stay cited."""
    from reviewapp.actions.reviews import cite

    with opened(context) as vault:
        for observation_id in observations:
            cite(vault, review_id=review_id, observation_id=observation_id)


@review.command("write")
@click.argument("review_id", metavar="REVIEW", type=int)
@click.argument("section")
@click.argument("text")
@click.option("--competency", help="For strength, concern and next_step.")
@click.pass_context
def review_write(context: click.Context, review_id: int, section: str, text: str, competency: str | None) -> None:
    """Write a section (TEXT or - for standard input); the earlier wording is kept."""
    from reviewapp.actions.reviews import write_section
    from reviewapp.domain.review import SectionKey

    body = typed_text(text)
    with opened(context) as vault:
        write_section(vault, review_id=review_id, key=SectionKey(section, competency), text=body)


@review.command("checks")
@click.argument("review_id", metavar="REVIEW", type=int)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def review_checks(context: click.Context, review_id: int, as_json: bool) -> int:
    """Say what would stop the review from being finished today, then hints; exit 1 when something would."""
    from reviewapp.actions.review_checks import review_checks as all_checks

    with opened(context) as vault:
        found = all_checks(vault, review_id=review_id)
    if as_json:
        print_json([line.as_data() for line in found])
    else:
        for line in found:
            mark = _("STOPS") if line.stops else _("hint")
            print_text(f"{mark}  {line.sentence} {line.next_step}")
    return 1 if any(line.stops for line in found) else 0


@review.command("answer")
@click.argument("review_id", metavar="REVIEW", type=int)
@click.argument("span")
@click.option("--as", "answer", required=True, help="outcome_number, domain_term, quoted, or dismissed.")
@click.option("--reason", required=True, help="Why; printed beside the text unless dismissed.")
@click.option("--place", help="The section, when the words stand in several.")
@click.option("--observation", type=int, help="The cited observation, when the words stand in several.")
@click.pass_context
def review_answer(
    context: click.Context, review_id: int, span: str, answer: str, reason: str, place: str | None,
    observation: int | None,
) -> None:
    """Keep the words SPAN that a check stopped at as something else, or dismiss a hint, with a reason."""
    from reviewapp.actions.review_checks import answer_in_review

    with opened(context) as vault:
        answer_in_review(
            vault, review_id=review_id, span=span, answer=answer, reason=reason, place=place,
            observation_id=observation,
        )


@review.command("seal")
@click.argument("review_id", metavar="REVIEW", type=int)
@click.pass_context
def review_seal(context: click.Context, review_id: int) -> None:
    """Seal your own draft before looking at the other side's answer."""
    from reviewapp.actions.reviews import seal_review

    with opened(context) as vault:
        seal_review(vault, review_id=review_id)


@review.command("share")
@click.argument("review_id", metavar="REVIEW", type=int)
@click.option("--on", "shared_on", required=True, help="The day the draft was handed over or gone through.")
@click.pass_context
def review_share(context: click.Context, review_id: int, shared_on: str) -> None:
    """Record that the draft was shared on a day."""
    from reviewapp.actions.reviews import share_review

    with opened(context) as vault:
        share_review(vault, review_id=review_id, shared_on=day_of(vault, shared_on))


@review.command("finish")
@click.argument("review_id", metavar="REVIEW", type=int)
@click.option("--talked-on", required=True, help="The day of the conversation.")
@LANGUAGE
@click.pass_context
def review_finish(context: click.Context, review_id: int, talked_on: str) -> None:
    """Make an immutable version, after the conversation."""
    from reviewapp.actions.reviews import finish_review

    with opened(context) as vault:
        finish_review(vault, review_id=review_id, talked_on=day_of(vault, talked_on))


@review.command("signed")
@click.argument("review_id", metavar="REVIEW", type=int)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The PDF to write.")
@click.pass_context
def review_signed(context: click.Context, review_id: int, out: Path) -> None:
    """Write the PDF that came back signed by both, exactly as they signed it."""
    from reviewapp.actions.signing import save_returned

    with opened(context) as vault:
        save_returned(vault, review_id=review_id, path=out)
    print_text(out)


@click.command(cls=VaultGroup.command_class)
@click.argument("reviews", metavar="REVIEW...", type=int, nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder for the PDFs.")
@click.option("--sign", is_flag=True, help="Sign each one; only finished reviews are signed.")
@click.option("--leave-out", multiple=True, metavar="WORDS", help="Words about third parties to make the copy without.")
@LANGUAGE
@click.pass_context
def export(
    context: click.Context, reviews: tuple[int, ...], out: Path, sign: bool, leave_out: tuple[str, ...]
) -> None:
    """Write reviews as PDFs and print each path; an unfinished one says Draft on every page."""
    from reviewapp.actions.exporting import export_review
    from reviewapp.actions.missing_words import missing_lines
    from reviewapp.actions.signing import export_signed
    from reviewapp.domain.errors import UsageError

    if sign and leave_out:
        raise UsageError(
            _("A copy with words left out is not signed: the record is."), _("Give one of --sign and --leave-out.")
        )
    with opened(context) as vault:
        for review_id in reviews:
            written = (
                export_signed(vault, review_id=review_id, folder=out)
                if sign
                else export_review(vault, review_id=review_id, folder=out, leave_out=leave_out)
            )
            print_text(written.path)
            if written.language != document_language():
                say(_("A finished version stays in the language it was made in: {language}.").format(
                    language=written.language))  # fmt: skip
            for line in missing_lines(written.missing_places):
                say(line)
