"""Everything held about a person in one act: one PDF to read, one JSON with every row (GDPR art. 15; promise 8)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

from reviewapp.actions.about_record import sections
from reviewapp.actions.about_words import read_day, region_words
from reviewapp.actions.exporting import hand_over, name_part
from reviewapp.domain.about import About
from reviewapp.domain.errors import NotFound
from reviewapp.domain.missing import MissingCharacter
from reviewapp.domain.naming import Naming, name_parts
from reviewapp.i18n import _, document_language, speaking
from reviewapp.report.phrases import use_words
from reviewapp.vault import erasure, held, people, rights
from reviewapp.vault.connection import Vault

FORMAT = "reviewapp-about@1"
# Columns that stand for their row, or for a field: no name is ever looked for in them.
_NOT_WORDS = frozenset(
    {
        "uid", "record_uid", "parent_uid", "field", "editor", "sha256", "import_key", "source_key",
        "written_by",  # who wrote about somebody is for them to know, like the writer (GDPR art. 15(1)(g))
    }
)  # fmt: skip


Held: TypeAlias = tuple[About, dict[str, list[dict[str, Any]]]]


@dataclass(frozen=True)
class AboutFiles:
    """The two files as they would be written: names and bytes; ``missing`` are characters no font could draw."""

    person_id: int
    pdf_name: str
    pdf: bytes
    json_name: str
    json: bytes
    missing: frozenset[str]
    missing_places: tuple[MissingCharacter, ...] = ()


def about_files(vault: Vault, *, person_id: int) -> AboutFiles:
    """Make both files without writing them, to be looked at first (promise 4). NotFound for nobody.

    Also for somebody in the bin. Others are named "another person": their names are theirs (GDPR art. 15(4)).
    """
    from reviewapp.report import render_about

    about, tables = everything_held(vault, person_id=person_id)
    with speaking(about.language):
        others = _("Other people are called “{words}”.").format(words=another_person())
    rendered = render_about(about)
    stem = f"{name_part(about.name)}_{vault.today.isoformat()}"
    body = {
        "format": FORMAT, "use": use_words(),
        "about": about.name, "made_by": about.writer, "made_on": vault.today.isoformat(),
        "others": others,
        "record": [asdict(section) for section in about.sections], "tables": tables,
    }  # fmt: skip
    data = json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8")
    return AboutFiles(
        person_id, f"About_{stem}.pdf", rendered.data, f"About_{stem}.json", data, rendered.missing,
        rendered.missing_places,
    )  # fmt: skip


def save_about(vault: Vault, *, files: AboutFiles, folder: Path) -> tuple[Path, Path]:
    """Write the two files that were looked at, and record that they were; UsageError or EnvironmentFault if not."""
    pdf, data = folder / files.pdf_name, folder / files.json_name
    hand_over(vault, person_id=files.person_id, files={pdf: files.pdf, data: files.json}, kind="about")
    return pdf, data


def everything_held(vault: Vault, *, person_id: int) -> Held:
    """The record in words, and every row it comes from, both without the names of others."""
    raw = held.held(vault.connection, person_id)
    if not raw["person"]:
        raise NotFound(_("There is no such person."), _("See the list with: reviewapp people."))
    with speaking(document_language()):
        return _everything(vault, person_id, raw)


def _everything(vault: Vault, person_id: int, raw: Mapping[str, list[dict[str, Any]]]) -> Held:
    hide = Hiding(vault, person_id)
    tables = {name: [hide.row(row) for row in rows] for name, rows in raw.items()}
    row = tables["person"][0]
    writer = people.me(vault.connection)
    notices = tables["notice"]
    region, left_on = rights.retention_of(vault.connection).get(person_id, ("", None))
    facts = (
        (_("Held by"), writer.name if writer else ""),
        (_("What it is"), use_words()),
        (_("As of"), read_day(vault.today)),
        (_("Notice given"), read_day(notices[0]["given_on"]) if notices else _("not on record")),
        (_("Periods of"), region_words(region or rights.policy(vault.connection).region)),
        *(((_("Left on"), read_day(left_on)),) if left_on else ()),
    )
    about = About(
        name=row["name"], role=row["role"], writer=writer.name if writer else "", made_on=vault.today, facts=facts,
        sections=sections(vault, person_id, tables, hide.text),
        language=document_language(),
    )  # fmt: skip
    return about, tables


def another_person() -> str:
    """What stands in place of somebody else's name."""
    return _("[another person]")


class Hiding:
    """Takes the names of others out of texts: everybody's full name, and any part of it of those in one episode."""

    def __init__(self, vault: Vault, person_id: int) -> None:
        connection = vault.connection
        own = erasure.naming_of(connection, person_id).names
        everybody = people.people(connection, with_me=True)
        writer = [name for one in everybody if one.is_me for name in (one.name, *one.aliases)]
        with_them = {
            row["person_id"]
            for row in connection.execute(
                "SELECT DISTINCT other.person_id FROM observation_person AS mine JOIN observation_person AS other"
                " ON other.observation_id = mine.observation_id WHERE mine.person_id = ? AND other.person_id <> ?",
                (person_id, person_id),
            )
        }
        kept = name_parts((*own, *writer))
        rows = connection.execute("SELECT id, name FROM person WHERE id <> ? AND is_me = 0", (person_id,)).fetchall()
        others = {row["id"]: [row["name"]] for row in rows}
        for row in connection.execute("SELECT person_id, alias FROM person_alias"):
            if row["person_id"] in others:
                others[row["person_id"]].append(row["alias"])
        known = [name for names in others.values() for name in names]
        self._full = Naming(tuple(known), kept | name_parts(known) | frozenset(name.casefold() for name in known))
        near = [name for one, names in others.items() if one in with_them for name in names]
        self._near = Naming(tuple(near), kept)

    def text(self, text: str) -> str:
        """The text with others called "another person"."""
        return self._full.without(self._near.without(text, another_person()), another_person())

    def row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row with the same done in each of its texts."""
        return {
            name: value if name in _NOT_WORDS else erasure.in_strings(value, self.text) for name, value in row.items()
        }
