"""Copy-out: a review part by part, for HR systems that have boxes instead of a file (peers.md, row 50).

The same content as the document, and the same rules: what may not be in a draft's PDF is in no box either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from reviewapp.actions.exporting import exportable_content, file_name, hand_over
from reviewapp.actions.markdown import literal
from reviewapp.actions.reviews import get_review
from reviewapp.actions.section_names import general_name, judgment_name
from reviewapp.domain.errors import UsageError
from reviewapp.domain.reply import EmployeeReply
from reviewapp.domain.review import COMPETENCY_SECTIONS, GENERAL_SECTIONS, CompetencyJudgment, KeptWords, ReviewContent
from reviewapp.i18n import _, speaking
from reviewapp.report.dates import read_date
from reviewapp.report.labels import labelled
from reviewapp.report.phrases import kept_sentence, use_words
from reviewapp.report.plain import one_line, plain
from reviewapp.report.replies import position_words, reply_notes, reply_sentence
from reviewapp.vault.connection import Vault

FORMATS = ("docx", "md", "txt")


@dataclass(frozen=True)
class Part:
    """One box: its heading and its text, in lines and paragraphs as written."""

    title: str
    text: str


@dataclass(frozen=True)
class CopyOut:
    """The parts of one review in the order of the document; ``name`` is a file name without its ending."""

    title: str
    name: str
    person_id: int
    parts: tuple[Part, ...]


def copy_out(vault: Vault, *, review_id: int) -> CopyOut:
    """Every part of a review that has words. Raises NotFound, and RuleRefused as an export does."""
    content = exportable_content(vault, review_id)
    person_id = get_review(vault, review_id=review_id).person_id
    with speaking(content.language):
        title, parts = _title(content), tuple(_parts(content))
    return CopyOut(title, file_name(content).removesuffix(".pdf"), person_id, parts)


def as_text(parts: Sequence[Part]) -> str:
    """Plain text: heading, text, empty line."""
    return "\n\n".join(f"{one.title}\n{one.text}" for one in parts) + "\n"


def as_markdown(parts: Sequence[Part]) -> str:
    """CommonMark in which people's words stay what they are: nothing they typed becomes mark-up."""
    return "\n\n".join(f"## {literal(one.title)}\n\n{literal(one.text)}" for one in parts) + "\n"


def as_docx(title: str, parts: Sequence[Part]) -> bytes:
    """An Office Open XML document with real headings."""
    import docx

    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.add_heading(title, 0)
    for one in parts:
        document.add_heading(one.title, 1)
        for paragraph in one.text.split("\n"):
            document.add_paragraph(paragraph)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def save_copy(vault: Vault, *, copied: CopyOut, path: Path) -> Path:
    """Write all parts as the ending of the path says, whole or not at all, and record that it left.

    Raises UsageError for another ending than those of `FORMATS`, EnvironmentFault when it cannot be written.
    """
    ending = path.suffix.removeprefix(".").casefold()
    if ending not in FORMATS:
        raise UsageError(
            _("{name} has no ending that says what to write.").format(name=path.name),
            _("Use one of {choices}.").format(choices=", ".join(f".{one}" for one in FORMATS)),
        )
    if ending == "docx":
        data = as_docx(copied.title, copied.parts)
    else:
        text = as_markdown(copied.parts) if ending == "md" else as_text(copied.parts)
        head = f"# {literal(copied.title)}" if ending == "md" else copied.title
        data = f"{head}\n\n{text}".encode()
    hand_over(vault, person_id=copied.person_id, files={path: data}, kind="copied_out")
    return path


def _title(content: ReviewContent) -> str:
    title = _("Review: {name}, {first} – {last}").format(
        name=one_line(content.person_name), first=read_date(content.period_from), last=read_date(content.period_to)
    )
    return _("Draft: {title}").format(title=title) if content.is_draft else title


def _parts(content: ReviewContent) -> list[Part]:
    general = {
        section: _with_tags(content.texts[section], content.tags, section)
        for section in GENERAL_SECTIONS
        if content.texts.get(section, "").strip()
    }
    summary = [Part(general_name("summary"), general.pop("summary"))] if "summary" in general else []
    replies = [
        Part(_("Reply of {name}").format(name=one_line(content.person_name)), _of_reply(one, content))
        for one in content.replies
    ]
    return [
        *summary,
        *(Part(one_line(judgment.name), _of_judgment(judgment)) for judgment in content.judgments),
        *(Part(general_name(section), text) for section, text in general.items()),
        *replies,
        # A box of its own: what is copied has no footer that would say it.
        Part(_("What this is, and what it is not"), use_words()),
    ]


def _of_judgment(judgment: CompetencyJudgment) -> str:
    """The three texts with their labels, and the days and words of the episodes they rest on."""
    if judgment.not_enough_seen:
        return _("Not enough seen.")
    blocks = [
        f"{labelled(judgment_name(section))} {_with_tags(getattr(judgment, section), judgment.tags, section)}"
        for section in COMPETENCY_SECTIONS
        if getattr(judgment, section).strip()
    ]
    episodes = [
        "\n".join([f"{labelled(read_date(one.observed_on))} {one_line(one.behaviour)}", *map(kept_sentence, one.tags)])
        for one in judgment.episodes
    ]
    return "\n".join([*blocks, _("Rests on:"), *episodes])


def _of_reply(reply: EmployeeReply, content: ReviewContent) -> str:
    """Their words as they stand in the document, with how they came."""
    name = one_line(content.person_name)
    how = [reply_sentence(reply, one_line(content.reviewer_name)), *reply_notes(reply, name)]
    position = [position_words(reply.position)] if reply.position else []
    return "\n".join([*position, *filter(None, [plain(reply.text).strip()]), *how])


def _with_tags(text: str, tags: Sequence[KeptWords], field: str) -> str:
    """What was kept with a reason is said beside the text here, too (domain.md E)."""
    return "\n".join([plain(text).strip(), *(kept_sentence(tag) for tag in tags if tag.field == field)])
