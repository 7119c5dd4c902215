"""Everything of My side as files anybody can read: JSON, Markdown, the packets as they came and went, and the pages.

Words of others go into Markdown as quotations without any mark-up of their own: a viewer must open nothing they name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reviewapp import __version__
from reviewapp.actions.about_words import read_day
from reviewapp.actions.exporting import hand_over, name_part
from reviewapp.actions.markdown import literal
from reviewapp.actions.my_side import MySide, Version, Written, my_side
from reviewapp.actions.packets import packet_content, packet_file
from reviewapp.actions.shared_words import handed_words, own_position_words
from reviewapp.actions.sharing import REVIEW_PDF
from reviewapp.domain.observation import Observation
from reviewapp.domain.word_diff import SAME
from reviewapp.i18n import _
from reviewapp.report.phrases import use_words
from reviewapp.vault import observations, packets
from reviewapp.vault.connection import Vault

FORMAT = "reviewapp-my-side@1"
_MINE = {"share": "received", "notice": "received", "request": "received", "response": "made", "reply": "made",
         "ack": "made"}  # fmt: skip


@dataclass(frozen=True)
class MySideFiles:
    """The files as they would be written, by their name inside the folder; ``text`` is the one to read."""

    person_id: int
    folder: str
    text: str
    files: Mapping[str, bytes]


def my_side_files(vault: Vault) -> MySideFiles:
    """Make every file without writing one, to be looked at first (promise 4)."""
    side = my_side(vault)
    text = "\n".join(_markdown(side)) + "\n"
    files = {"my-side.md": text.encode("utf-8"), "my-side.json": _json(vault, side)}
    for record in packets.packets(vault.connection):
        if _MINE.get(record.kind) != record.direction:
            continue
        files[f"packets/{record.kind}-{record.uid}.rvpacket"] = packet_file(vault, packet_id=record.id)
        pages = packet_content(vault, packet_id=record.id).attachments.get(REVIEW_PDF)
        if pages is not None:
            files[f"reviews/{record.uid}.pdf"] = pages
    return MySideFiles(side.me_id, f"My-side_{name_part(side.name)}_{side.today.isoformat()}", text, files)


def export_my_side(vault: Vault, *, folder: Path, files: MySideFiles | None = None) -> Path:
    """Write everything of My side into a new folder inside ``folder``, and record that it was; returns that folder.

    ``files`` are those that were looked at. Raises UsageError or EnvironmentFault when they cannot be written.
    """
    made = files or my_side_files(vault)
    place = folder / made.folder
    written = {place / name: data for name, data in made.files.items()}
    hand_over(vault, person_id=made.person_id, files=written, kind="my_side")
    return place


def _json(vault: Vault, side: MySide) -> bytes:
    from reviewapp.exchange.packet_body_json import encode_body

    ids = [row.observation_id for row in side.log]
    body = {
        "format": FORMAT, "use": use_words(), "app": __version__, "name": side.name, "made_on": side.today.isoformat(),
        "written_about_me": [asdict(one) for one in side.written],
        "my_log": [_observation(one) for one in observations.observations(vault.connection, ids) if one.may_leave],
        "handed_on": [asdict(one) for one in side.handed],
        "released": [asdict(one) for one in side.released],
        "packets": [
            {
                "id": record.uid, "kind": record.kind, "direction": record.direction, "created": record.created,
                "kept_at": record.kept_at, "sha256": record.sha256, "in_reply_to": record.in_reply_to,
                "from": asdict(content.sender), "body": json.loads(encode_body(content.body)),
            }
            for record in packets.packets(vault.connection)
            if _MINE.get(record.kind) == record.direction
            for content in (packet_content(vault, packet_id=record.id),)
        ],
    }  # fmt: skip
    return json.dumps(body, ensure_ascii=False, indent=1, default=str).encode("utf-8")


def _observation(item: Observation) -> dict[str, Any]:
    return {
        "uid": item.uid, "observed_on": item.observed_on, "written_on": item.written_on, "texts": item.texts,
        "choices": item.choices, "multi": item.multi, "dates": item.dates, "competencies": item.competencies,
    }


def _markdown(side: MySide) -> Iterator[str]:
    yield "# " + _plain(_("My side: {name}").format(name=side.name))
    yield ""
    yield _plain(_("Made on {day}. The files beside this hold the same, byte for byte as it travelled.").format(
        day=read_day(side.today)
    ))  # fmt: skip
    yield from ("", _plain(use_words()))
    yield from ("", "## " + _plain(_("Written about me")))
    for one in side.written:
        yield from _item(one)
    if not side.written:
        yield from ("", _plain(_("Nothing was shared with you yet.")))
    yield from ("", "## " + _plain(_("My log")))
    for row in side.log:
        if not row.stays:
            yield from ("", "- " + _plain(f"{read_day(row.day) or _('Date open')}: {row.title}"))
    if any(row.stays for row in side.log):
        yield from ("", _plain(_("What is marked as restricted stays in the vault and is left out here.")))
    yield from _handed(side)
    yield from ("", "## " + _plain(_("What I gave to whom")))
    for released in side.released:
        line = _("{day}, to {name}: {what}").format(
            day=read_day(released.made_on), name=released.to, what=", ".join(released.what)
        )
        yield from ("", "- " + _plain(line))


def _handed(side: MySide) -> Iterator[str]:
    if side.handed:
        yield from ("", "## " + _plain(_("Handed to another manager")))
    for notice in side.handed:
        day = read_day(notice.handed_on)
        line = _("{day}, from {name} to {other}").format(day=day, name=notice.by, other=notice.to)
        yield from ("", "### " + _plain(line))
        for one in notice.items:
            yield from ("", "- " + _plain(f"{handed_words(one.what)}: {one.title}"))


def _item(one: Written) -> Iterator[str]:
    yield from ("", "### " + _plain(one.title))
    by = _("By {name}").format(name=one.by)
    yield from ("", _plain(f"{by}. {_('A concern.')}" if one.concern else f"{by}."))
    for version in one.versions:
        yield from _version(version)
    for answer in one.answers:
        sent = _("handed back on {day}").format(day=read_day(answer.sent_on)) if answer.sent_on else _("a draft")
        said = _("My answer of {day}, {sent}").format(day=read_day(answer.written_on), sent=sent)
        position = own_position_words(answer.position)
        yield from ("", "**" + _plain(f"{said}. {position}" if position else said) + "**")
        yield from _quoted(answer.text)


def _version(version: Version) -> Iterator[str]:
    came = _("As it came on {day}").format(day=read_day(version.came_on))
    yield from ("", "#### " + _plain(f"{came} ({version.state})" if version.state else came))
    for line in version.lines:
        if not line.text:
            continue
        mark = _(" (changed)") if any(piece.kind != SAME for piece in line.pieces) else ""
        yield from ("", "**" + _plain(line.label + mark) + "**")
        yield from _quoted(line.text)
    for earlier in version.earlier:
        label = _("{field}, as it said on {day}").format(field=earlier.label, day=read_day(earlier.written_on))
        yield from ("", "**" + _plain(label) + "**")
        yield from _quoted(earlier.text)


def _quoted(text: str) -> Iterator[str]:
    if text.strip():
        yield ""
        for line in text.splitlines():
            yield f"> {_plain(line)}" if line.strip() else ">"


def _plain(text: str) -> str:
    """The text with every sign that Markdown or HTML would act on taken literally."""
    return literal(" ".join(text.split()))
