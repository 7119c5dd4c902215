"""Self-assessments on the command line: ask, answer, take in, and look at both sides."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reviewapp.cli_base import VaultGroup, opened, print_json, print_text, say, typed_text
from reviewapp.cli_review import review
from reviewapp.domain.asking import AI_HELP, HOW
from reviewapp.i18n import _

if TYPE_CHECKING:
    from reviewapp.actions.answering import AnswerDesk, ReceivedRequest
    from reviewapp.actions.blind import SideBySide
    from reviewapp.actions.vaults import Vault

_FILE = click.Path(path_type=Path)


@click.command("request", cls=VaultGroup.command_class)
@click.argument("name")
@click.option("--out", type=_FILE, required=True, help="The file to write, for you to send.")
@click.option("--from", "first", help="First day of the period; that of the review in hand without it.")
@click.option("--to", "last", help="Last day of the period.")
@click.option("--due", help="The day you wish for the answer; after it the review goes on without one.")
@click.option("--message", default="", help="A few words of your own (- for standard input).")
@click.pass_context
def request(
    context: click.Context, name: str, out: Path, first: str | None, last: str | None, due: str | None, message: str
) -> None:
    """Ask somebody for a self-assessment: write the request into a file and print the packet's id."""
    from reviewapp.actions.asking import ask_for_self_assessment, before_asking
    from reviewapp.actions.packet_files import save_packet
    from reviewapp.actions.packets import packet_record
    from reviewapp.actions.people import find_person

    with opened(context) as vault:
        person = find_person(vault, name=name)
        period_from, period_to = _period(vault, person.id, first, last)
        made = ask_for_self_assessment(
            vault, person_id=person.id, period_from=period_from, period_to=period_to,
            due_on=_day(vault, due) if due else None, message=typed_text(message) if message else "",
        )
        path = save_packet(vault, packet_id=made.id, path=out)
        print_text(packet_record(vault, packet_id=made.id).uid)
        sealed = before_asking(vault, person_id=person.id, period_from=period_from, period_to=period_to).is_sealed
        said = _("{path} is sealed to {name}.") if sealed else _(
            "{path} is not sealed, since the card of {name} is not known yet. It holds no assessment."
        )
        say(said.format(path=path, name=person.name))


@click.command("answer", cls=VaultGroup.command_class)
@click.argument("file", type=_FILE)
@click.option("--episode", "episodes", type=int, multiple=True, help="An episode of your own by id; up to three.")
@click.option("--write-episode", "written", multiple=True, help="An episode in your own words, kept in your log.")
@click.option("--prompt", "prompts", multiple=True, metavar="J4=TEXT", help="An answer to a question.")
@click.option("--got-wrong", help="Something I got wrong.")
@click.option("--kept-human", help="What I kept human.")
@click.option("--skill", "skills", multiple=True, metavar="NAME=YYYY-MM", help="Last done unaided; “-” for rather not.")
@click.option("--needs", help="What I need.")
@click.option("--invisible", help="What nobody sees.")
@click.option("--freed-for", multiple=True, help="What freed time went into.")
@click.option("--freed", help="The same in words.")
@click.option("--ai-help", type=click.Choice([one for one in AI_HELP if one]), help="Help by AI in writing this.")
@click.option("--out", type=_FILE, help="Hand it back: write the sealed answer into this file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def answer(context: click.Context, /, file: Path, out: Path | None, *, as_json: bool, **given: Any) -> None:
    """Read a request and write the self-assessment it asks for; every part is optional.

    Run it as often as you like: what is given is kept as your draft. Nothing leaves before --out.
    """
    from reviewapp.actions.answering import answer_desk, begin_self_assessment
    from reviewapp.actions.handing_back import hand_back, preview_hand_back
    from reviewapp.actions.packet_files import request_packet_id, save_packet
    from reviewapp.actions.packets import packet_on_disk

    data = packet_on_disk(file)
    with opened(context) as vault:
        begun = begin_self_assessment(vault, request_id=request_packet_id(vault, data=data)).id
        _write(vault, begun, given)
        desk = answer_desk(vault, self_assessment_id=begun)
        if out is None:
            _show_answer(desk, as_json=as_json)
            return
        seen = preview_hand_back(vault, self_assessment_id=begun)
        made = hand_back(vault, self_assessment_id=begun, previewed=seen.sha256)
        path = save_packet(vault, packet_id=made.id, path=out)
        if as_json:
            print_json({"file": path, "to": seen.to, "parts": [vars(part) for part in seen.parts]})
            return
        for part in seen.parts:
            print_text(f"{part.heading}\n  {part.text}\n")
        say(_("{path} is sealed to {name}. This is all it holds.").format(path=path, name=seen.to))


@click.command("open", cls=VaultGroup.command_class)
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def open_file(context: click.Context, file: Path, as_json: bool) -> None:
    """Take a packet in, say what it is and what comes next."""
    from reviewapp.actions.packet_files import take_in
    from reviewapp.actions.packets import packet_on_disk

    data = packet_on_disk(file)
    with opened(context) as vault:
        found = take_in(vault, data=data)
    if as_json:
        print_json(vars(found))
        return
    what = _("{kind} from {name}, {created}")
    print_text(what.format(kind=found.kind, name=found.sender, created=found.created[:10]))
    if found.trust == "unverified":
        say(_("The words to compare by phone: {words}").format(words=found.words))
    if found.next_step:
        say(found.next_step)


@review.command("reveal")
@click.argument("review_id", metavar="REVIEW", type=int)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def review_reveal(context: click.Context, review_id: int, as_json: bool) -> None:
    """Open what came for a sealed review and print both sides beside each other."""
    from reviewapp.actions.blind import reveal, side_by_side

    with opened(context) as vault:
        reveal(vault, review_id=review_id)
        found = side_by_side(vault, review_id=review_id)
    if as_json:
        from dataclasses import asdict

        print_json(asdict(found))
        return
    for line in _side_lines(found):
        print_text(line)


@review.command("record-answer")
@click.argument("review_id", metavar="REVIEW", type=int)
@click.argument("file", type=_FILE, required=False)
@click.option("--text", help="What was written or said (- for standard input).")
@click.option("--how", type=click.Choice([one for one in HOW if one != "packet"]), default="e-mail", show_default=True)
@click.option("--on", "received_on", help="The day it came; that of the e-mail without it.")
@click.option("--sender-checked", is_flag=True, help="You made sure whose it is.")
@click.pass_context
def review_record_answer(
    context: click.Context, review_id: int, file: Path | None, text: str | None, how: str, received_on: str | None,
    sender_checked: bool,
) -> None:
    """Enter an answer that came without the app, beside a sealed review. FILE is kept as it came."""
    from reviewapp.actions.packet_files import answer_on_disk
    from reviewapp.actions.recording import propose_answers, record_answer

    data = answer_on_disk(file) if file is not None else None
    words = typed_text(text) if text else ""
    with opened(context) as vault:
        day = _day(vault, received_on) if received_on else None
        if day is None and data is not None:
            day = propose_answers(vault, files=[("", data)])[0].sent_on
        record_answer(
            vault, review_id=review_id, how=how, received_on=day or vault.today, text=words, original=data,
            original_name=file.name if file is not None else "", sender_checked=sender_checked,
        )


@review.command("not-received")
@click.argument("review_id", metavar="REVIEW", type=int)
@click.option("--declined", is_flag=True, help="They said that they would rather not.")
@click.pass_context
def review_not_received(context: click.Context, review_id: int, declined: bool) -> None:
    """Record that no self-assessment will come; the review goes on, without blame."""
    from reviewapp.actions.asking import go_on_without

    with opened(context) as vault:
        go_on_without(vault, review_id=review_id, how="declined" if declined else "not_received")


@click.command("record-answers", cls=VaultGroup.command_class)
@click.argument("files", type=_FILE, nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say whose each is, and enter nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def record_answers(context: click.Context, files: tuple[Path, ...], dry_run: bool, as_json: bool) -> int:
    """Enter several e-mails by their senders, each beside its sealed review; a doubtful one is left to you.

    Exit 1 when one was left.
    """
    from reviewapp.actions.packet_files import answer_on_disk
    from reviewapp.actions.recording import propose_answers, record_answer

    read = [(path.name, answer_on_disk(path)) for path in files]
    with opened(context) as vault:
        found = propose_answers(vault, files=read)
        for one, (name, data) in zip(found, read, strict=True):
            if one.review_id is not None and one.sent_on is not None and not dry_run:
                record_answer(
                    vault, review_id=one.review_id, how="e-mail", received_on=one.sent_on, original=data,
                    original_name=name,
                )
    if as_json:
        print_json([{**vars(one), "entered": one.review_id is not None and not dry_run} for one in found])
    else:
        for one in found:
            said = _("entered") if not dry_run else _("would be entered")
            what = f"{one.refusal} {one.next_step}" if one.refusal else said
            print_text(f"{one.file_name}: {', '.join(one.names) or one.sender or '?'}: {what}")
    return 1 if any(one.review_id is None for one in found) else 0


COMMANDS = (request, answer, open_file, record_answers)


def _period(vault: Vault, person_id: int, first: str | None, last: str | None) -> tuple[date, date]:
    """The days given; without them those of the newest review that is open."""
    from reviewapp.actions.packet_files import period_in_hand

    known = period_in_hand(vault, person_id=person_id) if first is None or last is None else None
    return (
        _day(vault, first) if first else known[0] if known else vault.today,
        _day(vault, last) if last else known[1] if known else vault.today,
    )


def _day(vault: Vault, text: str) -> date:
    from reviewapp.actions.days import typed_day_ahead

    return typed_day_ahead(text, today=vault.today)


def _write(vault: Vault, self_assessment_id: int, given: dict[str, Any]) -> None:
    """What was given on the command line becomes part of the draft; the rest stays as it is."""
    from reviewapp.actions.answering import (
        answer_desk,
        choose_episodes,
        note_own_episode,
        skills_with,
        write_self_assessment,
    )

    names = {"got_wrong": "got_wrong", "kept_human": "kept_human", "needs": "needs", "invisible": "invisible",
             "freed": "freed_capacity"}  # fmt: skip
    texts = {part: typed_text(given[name]) for name, part in names.items() if given[name] is not None}
    for written in given["prompts"]:
        competency, _equals, text = written.partition("=")
        texts[f"prompt/{competency.strip().upper()}"] = text
    if given["episodes"] or given["written"]:
        kept = [one.id for one in answer_desk(vault, self_assessment_id=self_assessment_id).episodes]
        noted = [note_own_episode(vault, text=typed_text(one), observed_on=None).id for one in given["written"]]
        chosen = [*kept, *given["episodes"], *noted]
        choose_episodes(vault, self_assessment_id=self_assessment_id, observation_ids=chosen)
    skills = None
    if given["skills"]:
        said = {one.rpartition("=")[0].strip(): one.rpartition("=")[2].strip() for one in given["skills"]}
        skills = skills_with(vault, self_assessment_id=self_assessment_id, said=said)
    write_self_assessment(
        vault, self_assessment_id=self_assessment_id, texts=texts, skills=skills,
        freed_for=given["freed_for"] or None, ai_help=given["ai_help"],
    )


def _show_answer(desk: AnswerDesk, *, as_json: bool) -> None:
    from dataclasses import asdict

    if as_json:
        print_json(asdict(desk))
        return
    asked = desk.request
    if asked is not None:
        for line in _request_lines(asked):
            print_text(line)
    written = [*desk.texts.items(), *((f"episode {one.id}", one.text) for one in desk.episodes)]
    for name, text in written:
        print_text(f"{name}: {text}")
    say(_("Your draft is kept. Nothing has left; add --out FILE to hand it back."))


def _request_lines(asked: ReceivedRequest) -> list[str]:
    lines = [
        _("{name} asks for your self-assessment, {first} to {last}.").format(
            name=asked.sender, first=asked.period_from, last=asked.period_to
        )
    ]
    if asked.due_on is not None:
        lines.append(_("Wished for by {day}; nothing happens to you if it comes later or not at all.").format(
            day=asked.due_on
        ))  # fmt: skip
    lines += [asked.message] if asked.message else []
    lines += [f"{one.competency_id}  {one.name}: {one.prompt}" for one in asked.questions]
    return [*lines, "", asked.notice, ""]


def _side_lines(found: SideBySide) -> list[str]:
    lines = [
        _("Sealed {sealed}, fingerprint {sha256}.").format(sealed=found.sealed_at, sha256=found.sha256),
        _("Their answer came on {day}, opened {opened}.").format(
            day=found.received_on, opened=found.opened_at or _("when it was entered")
        ),
    ]
    for pair in found.pairs:
        lines += ["", pair.heading]
        for side, said in ((_("You"), pair.mine), (found.person, pair.theirs)):
            lines += [f"  {side} · {line.label}: {line.text}" for line in said]
        lines += [f"  → {pair.point}"] if pair.point else []
    return lines
