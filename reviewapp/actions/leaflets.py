"""Papers that are no review: the notice to hand over, the agenda of a talk, the pack for a works council."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from reviewapp.actions.council_pack import FILE_NAME, council_pack
from reviewapp.actions.exporting import PreviewedPdf, name_part
from reviewapp.actions.files import write_whole
from reviewapp.actions.people import NOTICE_VERSION, get_person, notice_text
from reviewapp.actions.queries import notes, writer
from reviewapp.actions.rights import corrections, policy
from reviewapp.actions.section_names import general_name
from reviewapp.domain.leaflet import Leaflet, LeafletPart, LeafletRow
from reviewapp.domain.observation import Observation, Subject, implied_concern
from reviewapp.domain.person import Person
from reviewapp.i18n import _, document_language, speaking
from reviewapp.report.dates import read_date
from reviewapp.report.plain import paragraphs
from reviewapp.vault import reviews
from reviewapp.vault.connection import Vault

_LINES = 5  # to write on, for what the other side brings
_OPEN_SECTIONS = ("goals", "open_questions")


def pack_pdf(vault: Vault | None, *, made_on: date) -> PreviewedPdf:
    """The works-council pack as a PDF; without a vault as shipped. It is about nobody."""
    return _made(council_pack(vault, made_on=made_on), FILE_NAME, 0, "")


def save_pack(vault: Vault | None, *, folder: Path, made_on: date) -> Path:
    """Write the pack into a folder. UsageError when that is a file, EnvironmentFault when it cannot be written."""
    document = pack_pdf(vault, made_on=made_on)
    write_whole(folder / document.name, document.data)
    return folder / document.name


def notice_pdf(vault: Vault, *, person_id: int, given_on: date) -> PreviewedPdf:
    """The transparency notice for one person, to print and hand over (GDPR art. 13). NotFound for nobody.

    Making it records nothing: the day it was handed over is recorded by `people.give_notice`.
    """
    found, me = get_person(vault, person_id=person_id), writer(vault)
    manager = me.name if me else ""
    _version, title, *texts = paragraphs(
        notice_text(manager=manager, name=found.name, given_on=given_on, purpose=policy(vault).purpose)
    )
    with speaking(document_language()):
        leaflet = Leaflet(
            kind=_("Notice"), title=title, subtitle=texts[0], writer=manager, made_on=given_on, facts=(),
            parts=(LeafletPart("", tuple(_notice_rows(texts[1:]))),),
            footer=_("Notice, version {version}. Handing it over asks for no consent.").format(version=NOTICE_VERSION),
            language=document_language(),
        )  # fmt: skip
    return _made(leaflet, f"Notice_{name_part(found.name)}_{given_on.isoformat()}.pdf", person_id, "notice_sheet")


def agenda_pdf(vault: Vault, *, person_id: int) -> PreviewedPdf:
    """What to talk about next with a person, from what the vault holds already. NotFound for nobody.

    It is the writer's own paper: it holds concerns the person does not know of yet, so that they are told.
    """
    found, me = get_person(vault, person_id=person_id), writer(vault)
    with speaking(document_language()):
        leaflet = Leaflet(
            kind=_("To talk about next"), title=found.name, subtitle=found.role, writer=me.name if me else "",
            made_on=vault.today, facts=(), parts=tuple(_agenda(vault, found)),
            footer=_("For the talk. No part of any record; what is said here counts once it is written down."),
            language=document_language(),
        )  # fmt: skip
    return _made(leaflet, f"Agenda_{name_part(found.name)}_{vault.today.isoformat()}.pdf", person_id, "agenda")


def save_leaflet(vault: Vault, *, document: PreviewedPdf, path: Path) -> None:
    """Write the pages that were looked at; a notice is recorded as a file that was handed on."""
    from reviewapp.actions.exporting import hand_over

    if document.kind == "notice_sheet":
        hand_over(vault, person_id=document.person_id, files={path: document.data}, kind=document.kind)
    else:
        write_whole(path, document.data)


def _made(leaflet: Leaflet, name: str, person_id: int, kind: str) -> PreviewedPdf:
    from reviewapp.report import render_leaflet

    rendered = render_leaflet(leaflet)
    return PreviewedPdf(rendered.data, name, False, rendered.missing, person_id, kind)


def _notice_rows(texts: list[str]) -> Iterator[LeafletRow]:
    """A paragraph that opens with a short sentence of its own has it in the margin."""
    for text in texts:
        opening, dot, rest = text.partition(". ")
        yield LeafletRow(opening, (rest,)) if dot and len(opening) < 30 else LeafletRow("", (text,))


def _agenda(vault: Vault, found: Person) -> Iterator[LeafletPart]:
    items = notes(vault, person_id=found.id)
    untold = [
        (item, subject) for item in reversed(items) for subject in item.subjects if _is_untold(item, subject, found)
    ]
    concerns = [item for item, subject in untold if implied_concern(item, subject)]
    others = [item for item, subject in untold if item.completed and not implied_concern(item, subject)]
    groups = ((_("Not told yet"), concerns), (_("Worth saying"), others))
    for heading, group in groups:
        if group:
            yield LeafletPart(heading, tuple(_row(item) for item in group))
    yield from _last_review(vault, found)
    asked = [one for one in corrections(vault, person_id=found.id) if one.decision == "open"]
    if asked:
        rows = tuple(LeafletRow(read_date(one.asked_on), (one.asked,)) for one in asked)
        yield LeafletPart(_("To be corrected, as they asked"), rows)
    if found.notice_on is None:
        rows = (LeafletRow("", (_("Hand over the notice and talk about it, before anything is written."),)),)
        yield LeafletPart(_("First of all"), rows)
    yield LeafletPart(_("What they bring"), (LeafletRow("", lines=_LINES),))
    yield LeafletPart(_("What we agreed"), (LeafletRow("", lines=_LINES),))


def _is_untold(item: Observation, subject: Subject, found: Person) -> bool:
    return subject.person_id == found.id and not (subject.is_told or item.withdrawn or item.deleted)


def _row(item: Observation) -> LeafletRow:
    return LeafletRow(read_date(item.observed_on) if item.observed_on else _("no day"), (item.texts["behaviour"],))


def _last_review(vault: Vault, found: Person) -> Iterator[LeafletPart]:
    """Next steps, goals and open questions of the newest finished review."""
    from reviewapp.actions.review_content import document_content

    finished = [
        one for one in reviews.reviews(vault.connection) if one.person_id == found.id and one.state == "final"
    ]
    if not finished:
        return
    content = document_content(vault, review_id=max(finished, key=lambda one: (one.period_to, one.id)).id)
    rows = [LeafletRow(one.name, (one.next_step,)) for one in content.judgments if one.next_step.strip()]
    rows += [
        LeafletRow(general_name(one), tuple(paragraphs(content.texts[one])))
        for one in _OPEN_SECTIONS if content.texts.get(one, "").strip()
    ]  # fmt: skip
    if rows:
        yield LeafletPart(_("From the last review"), tuple(rows))
