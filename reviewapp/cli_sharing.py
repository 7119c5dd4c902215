"""What one shares with a person, and what the person says to it, on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewapp.cli_base import LANGUAGE, VaultGroup, opened, print_json, print_text, say, typed_text
from reviewapp.cli_review import review
from reviewapp.domain.reply import POSITIONS, RECORDED_HOW
from reviewapp.i18n import _

if TYPE_CHECKING:
    from reviewapp.actions.my_side import Written
    from reviewapp.actions.vaults import Vault

_FILE = click.Path(path_type=Path)
_MESSAGE = click.option("--message", default="", help="A few words of your own (- for standard input).")


@click.command("share", cls=VaultGroup.command_class)
@click.argument("name")
@click.argument("observations", metavar="OBS", type=int, nargs=-1, required=True)
@click.option("--out", type=_FILE, required=True, help="The sealed file to write, for you to give to the person.")
@_MESSAGE
@click.pass_context
def share(context: click.Context, name: str, observations: tuple[int, ...], out: Path, message: str) -> None:
    """Hand complete observations to the person they are about, and print the packet's id. They count as told today."""
    from reviewapp.actions.packet_files import packet_path
    from reviewapp.actions.packets import packet_record
    from reviewapp.actions.people import find_person
    from reviewapp.actions.shared_words import share_text
    from reviewapp.actions.sharing import share_body, share_observations

    words = typed_text(message) if message else ""
    with opened(context) as vault:
        person = find_person(vault, name=name)
        body = share_body(vault, person_id=person.id, observation_ids=observations, message=words)
        path = packet_path(out)
        made = share_observations(
            vault, person_id=person.id, observation_ids=observations, message=words, into=path
        )
        print_text(packet_record(vault, packet_id=made.id).uid)
        say(share_text(body))
        say(_("{path} is sealed to {name}. This is all it holds.").format(path=path, name=person.name))


@review.command("hand-over")
@click.argument("review_id", metavar="REVIEW", type=int)
@click.option("--out", type=_FILE, required=True, help="The sealed file to write, for you to give to the person.")
@_MESSAGE
@click.option("--sign", is_flag=True, help="Sign the pages; only a finished review is signed.")
@LANGUAGE
@click.pass_context
def review_hand_over(context: click.Context, review_id: int, out: Path, message: str, sign: bool) -> None:
    """Hand a review to its person, with its episodes and its pages, and print the packet's id. A draft is sealed."""
    from reviewapp.actions.packet_files import packet_path
    from reviewapp.actions.packets import packet_record
    from reviewapp.actions.sharing import hand_over_review

    with opened(context) as vault:
        path = packet_path(out)
        made = hand_over_review(
            vault, review_id=review_id, message=typed_text(message) if message else "", into=path, sign=sign
        )
        print_text(packet_record(vault, packet_id=made.id).uid)
        say(_("{path} holds the review, its episodes and its pages, sealed for its person.").format(path=path))


@review.command("record-reply")
@click.argument("review_id", metavar="REVIEW", type=int)
@click.option("--how", type=click.Choice(RECORDED_HOW), required=True, help="How the words came to you.")
@click.option("--position", type=click.Choice(POSITIONS), default=None, help="Where they stand, if they said.")
@click.option("--text", default="", help="Their words (- for standard input).")
@click.option("--on", "written_on", required=True, help="The day they said it.")
@click.pass_context
def review_record_reply(
    context: click.Context, review_id: int, how: str, position: str | None, text: str, written_on: str
) -> None:
    """Type in what the person said to a review; it is printed with it, marked as typed in by you."""
    from reviewapp.actions.days import typed_day
    from reviewapp.actions.replies import record_reply

    words = typed_text(text)
    with opened(context) as vault:
        record_reply(
            vault, review_id=review_id, how=how, text=words, position=position or "",
            written_on=typed_day(written_on, today=vault.today),
        )


@click.command("reply", cls=VaultGroup.command_class)
@click.argument("file", type=_FILE)
@click.option("--item", type=int, default=1, show_default=True, help="Which thing in it, by its number in the list.")
@click.option("--position", type=click.Choice(POSITIONS), default=None, help="Where you stand.")
@click.option("--text", default=None, help="What you say to it (- for standard input).")
@click.option("--out", type=_FILE, help="Hand it back: write your sealed answers into this file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def reply(
    context: click.Context, file: Path, item: int, position: str | None, text: str | None, out: Path | None,
    as_json: bool,
) -> None:
    """Read what somebody shared with you, and answer any of it; what you say is kept as your draft.

    Nothing leaves before --out, which hands back every draft to whoever wrote.
    """
    from reviewapp.actions.packets import packet_on_disk
    from reviewapp.actions.replying import answer_item

    data, words = packet_on_disk(file), typed_text(text) if text is not None else None
    with opened(context) as vault:
        found = _shared(vault, data)
        if position is not None or words is not None:
            chosen = _at(found, item)
            before = chosen.draft
            answer_item(
                vault, packet_id=chosen.newest.packet_id, item_uid=chosen.uid,
                position=position if position is not None else before.position if before is not None else "",
                text=words if words is not None else before.text if before is not None else "",
            )
            found = _shared(vault, data)
        if out is not None:
            _hand_back(vault, found, out, as_json=as_json)
        elif as_json:
            print_json([_as_data(number, one) for number, one in enumerate(found, start=1)])
        else:
            for number, one in enumerate(found, start=1):
                for line in _lines(number, one):
                    print_text(line)
            say(_("Whatever you write is kept as your draft. Nothing has left; add --out FILE to hand it back."))


@click.command("my-side", cls=VaultGroup.command_class)
@click.option("--out", type=_FILE, help="Write everything into a new folder in there, in open formats.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def my_side_command(context: click.Context, out: Path | None, as_json: bool) -> None:
    """Print what was written about you and what you said to it, your log, and what you gave to whom."""
    from dataclasses import asdict

    from reviewapp.actions.my_side import my_side
    from reviewapp.actions.my_side_export import export_my_side, my_side_files

    with opened(context) as vault:
        if out is not None:
            print_text(export_my_side(vault, folder=out))
        elif as_json:
            print_json(asdict(my_side(vault)))
        else:
            print_text(my_side_files(vault).text)


COMMANDS = (share, reply, my_side_command)


def _shared(vault: Vault, data: bytes) -> list[Written]:
    """What stands in this packet, the review first; all of it counts as shown from now on."""
    from reviewapp.actions.my_side import my_side, show_written
    from reviewapp.actions.packet_files import share_packet_id

    packet_id = share_packet_id(vault, data=data)
    found = [
        one for one in my_side(vault).written if any(version.packet_id == packet_id for version in one.versions)
    ]
    for one in found:
        show_written(vault, uid=one.uid, contact_id=one.contact_id)
    return found


def _at(found: list[Written], item: int) -> Written:
    from reviewapp.domain.errors import UsageError

    if not 1 <= item <= len(found):
        raise UsageError(
            _("There is no {number}. in this file.").format(number=item),
            _("See the list with: reviewapp reply FILE."),
        )
    return found[item - 1]


def _hand_back(vault: Vault, found: list[Written], out: Path, *, as_json: bool) -> None:
    from reviewapp.actions.packet_files import packet_path
    from reviewapp.actions.replying import reply_body, send_reply
    from reviewapp.actions.shared_words import reply_text

    drafts = [one.draft.id for one in found if one.draft is not None]
    text = reply_text(reply_body(vault, own_reply_ids=drafts)[1], {one.uid: one.title for one in found})
    path = packet_path(out)
    send_reply(vault, own_reply_ids=drafts, into=path)
    if as_json:
        print_json({"file": path, "to": found[0].by, "text": text})
        return
    print_text(text)
    say(_("{path} is sealed to {name}. This is all it holds.").format(path=path, name=found[0].by))


def _as_data(number: int, one: Written) -> dict[str, object]:
    from dataclasses import asdict

    return {"item": number, **asdict(one)}


def _lines(number: int, one: Written) -> list[str]:
    kind = _("Review") if one.what == "review" else _("Observation")
    lines = [f"{number}  {kind}: {one.title} ({_('by {name}').format(name=one.by)})"]
    lines += [f"    {line.label}: {line.text}" for line in one.newest.lines if line.text]
    for answer in one.answers:
        state = _("a draft") if answer.sent_on is None else _("handed back")
        lines.append(f"  → {state}: {' · '.join(part for part in (answer.position, answer.text) if part)}")
    return lines
