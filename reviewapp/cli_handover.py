"""Change of manager, observations from and for other managers, and restricted episodes on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewapp.cli_base import VaultGroup, day_of, opened, print_json, print_text, say, typed_text
from reviewapp.domain.observation import AGREED_HOW
from reviewapp.i18n import _

if TYPE_CHECKING:
    from reviewapp.actions.handed import Handed
    from reviewapp.actions.handover import HandoverOffer

_FILE = click.Path(path_type=Path)


@click.command("handover", cls=VaultGroup.command_class)
@click.argument("name")
@click.option("--to", "receiver", help="The next manager, by the name on their card.")
@click.option("--out", type=_FILE, help="The folder for both files; without it nothing is made, only shown.")
@click.option("--told-on", help="The day you told the person, where no card of theirs is known.")
@click.option("--message", default="", help="A few words of your own (- for standard input).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def handover(
    context: click.Context, name: str, receiver: str | None, out: Path | None, told_on: str | None, message: str,
    as_json: bool,
) -> None:
    """Hand a person over to their next manager: what they know of, with their answers, and a notice for them.

    Without --out it says what would go, what stays, and which jots end.
    """
    from reviewapp.actions.handover import before_handing_over, find_receiver, hand_over
    from reviewapp.actions.packet_files import free_name
    from reviewapp.actions.people import find_person

    with opened(context) as vault:
        person = find_person(vault, name=name)
        offer = before_handing_over(vault, person_id=person.id)
        paths: list[Path] = []
        if out is not None:
            to = find_receiver(vault, person_id=person.id, name=receiver or "")
            names = [to.name, *([person.name] if offer.has_card else [])]
            paths = [free_name(out, one, vault.today) for one in names]
            hand_over(
                vault, person_id=person.id, contact_id=to.contact_id, into=paths,
                told_on=day_of(vault, told_on) if told_on else None, message=typed_text(message) if message else "",
            )  # fmt: skip
    if as_json:
        stays = [vars(one) for one in offer.stays]
        print_json({"goes": offer.goes, "stays": stays, "jots": offer.jots, "files": paths})
        return
    for line in _offer_lines(offer):
        say(line)
    for path in paths:
        print_text(path)
    if paths:
        say(_("Each file is sealed to the one it is named for. What left cannot be called back."))


@click.command("contribute", cls=VaultGroup.command_class)
@click.argument("name")
@click.argument("observations", metavar="OBS…", type=int, nargs=-1, required=True)
@click.option("--to", "receiver", required=True, help="The manager who reviews them, by the name on their card.")
@click.option("--relation", default="", help="How you worked together, in one line.")
@click.option("--out", type=_FILE, required=True, help="The file to write, for you to send.")
@click.pass_context
def contribute(
    context: click.Context, name: str, observations: tuple[int, ...], receiver: str, relation: str, out: Path
) -> None:
    """Give your own complete observations about NAME to the manager who reviews them; the packet's id is printed."""
    from reviewapp.actions.contributing import contribute as give
    from reviewapp.actions.handover import find_receiver
    from reviewapp.actions.packet_files import packet_path
    from reviewapp.actions.packets import packet_record
    from reviewapp.actions.people import find_person

    out = packet_path(out)
    with opened(context) as vault:
        person = find_person(vault, name=name)
        to = find_receiver(vault, person_id=person.id, name=receiver)
        made = give(
            vault, person_id=person.id, contact_id=to.contact_id, observation_ids=observations, relation=relation,
            into=out,
        )  # fmt: skip
        print_text(packet_record(vault, packet_id=made.id).uid)
        say(_("{path} is sealed to {name}.").format(path=out, name=to.name))


@click.command("handed", cls=VaultGroup.command_class)
@click.argument("file_id", metavar="[ID]", type=int, required=False)
@click.option("--person", help="It is about somebody you have: their name.")
@click.option("--new-person", metavar="NAME", help="It is about somebody new, to be called so.")
@click.option("--informed-on", help="The day you told the person what came, and from whom.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def handed(
    context: click.Context, file_id: int | None, person: str | None, new_person: str | None, informed_on: str | None,
    as_json: bool,
) -> None:
    """List what other managers gave you; with an ID say whom it is about, or that the person was told."""
    from dataclasses import asdict

    from reviewapp.actions.handed import all_handed, inform, take_over
    from reviewapp.actions.people import find_person

    with opened(context) as vault:
        if file_id is not None and (person or new_person):
            whose = find_person(vault, name=person).id if person else None
            take_over(vault, packet_id=file_id, person_id=whose, name=new_person or "")
        if file_id is not None and informed_on:
            inform(vault, packet_id=file_id, on=day_of(vault, informed_on))
        found = all_handed(vault)
    if as_json:
        print_json([asdict(one) for one in found])
        return
    for one in found:
        print_text(_handed_line(one))
        for row in one.rows:
            print_text(f"  {row.observed_on or '?'}  {row.title}")


@click.command("agree", cls=VaultGroup.command_class)
@click.argument("observation", metavar="OBS", type=int)
@click.option("--on", "agreed_on", help="The day they agreed; today without it.")
@click.option("--how", type=click.Choice(AGREED_HOW), default="conversation", show_default=True)
@click.option("--no-longer", is_flag=True, help="They no longer agree.")
@click.pass_context
def agree(context: click.Context, observation: int, agreed_on: str | None, how: str, no_longer: bool) -> None:
    """Record that everybody in a restricted episode agreed that it may leave."""
    from reviewapp.actions.agreeing import agree as record
    from reviewapp.actions.agreeing import disagree

    with opened(context) as vault:
        if no_longer:
            disagree(vault, observation_id=observation)
            return
        day = day_of(vault, agreed_on) if agreed_on else vault.today
        record(vault, observation_id=observation, agreed_on=day, how=how)


@click.command("card", cls=VaultGroup.command_class)
@click.option("--out", type=_FILE, required=True, help="The file to write; anybody may see it.")
@click.pass_context
def card(context: click.Context, out: Path) -> None:
    """Write your card, for somebody who has to seal something for you."""
    from reviewapp.actions.cards import make_card
    from reviewapp.actions.packet_files import save_packet

    with opened(context) as vault:
        print_text(save_packet(vault, packet_id=make_card(vault).id, path=out))


@click.command("confirm", cls=VaultGroup.command_class)
@click.argument("file", type=_FILE)
@click.option("--out", type=_FILE, required=True, help="The file with the confirmation, for you to send.")
@click.pass_context
def confirm(context: click.Context, file: Path, out: Path) -> None:
    """Confirm that a file arrived; that of a handover tells both managers that you know of it."""
    from reviewapp.actions.packet_files import kept_id, packet_path
    from reviewapp.actions.packets import packet_on_disk
    from reviewapp.actions.replying import send_ack

    data, out = packet_on_disk(file), packet_path(out)
    with opened(context) as vault:
        send_ack(vault, packet_id=kept_id(vault, data=data), into=out)
    print_text(out)


COMMANDS = (handover, contribute, handed, agree, card, confirm)



def _offer_lines(offer: HandoverOffer) -> list[str]:
    from reviewapp.actions.shared_words import stays_words

    return [
        *(_("goes: {title}").format(title=one) for one in offer.goes),
        *(_("stays: {title} ({reason})").format(title=one.title, reason=stays_words(one.reason))
          for one in offer.stays),
        *(_("to the bin: {title}").format(title=one) for one in offer.jots),
    ]  # fmt: skip


def _handed_line(one: Handed) -> str:
    if one.person_id is None:
        state = _("who is meant? Say it with --person or --new-person")
    elif one.informed_on is None:
        state = _("not informed")
    else:
        state = _("informed on {day}").format(day=one.informed_on.isoformat())
    head = _("{id}  {name}, from {sender}, came {day}: {state}")
    return head.format(
        id=one.packet_id, name=one.person or one.about_name, sender=one.sender, day=one.came_on.isoformat(), state=state
    )
