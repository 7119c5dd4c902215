"""An erasure in words: what its preview says before and its receipt after, in the window and at the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from reviewapp.actions.about_words import file_words, ground_words, read_day, went_words
from reviewapp.actions.erasing import ErasePreview, HandedFile, Receipt
from reviewapp.domain.naming import ERASED
from reviewapp.i18n import _


def preview_lines(preview: ErasePreview) -> list[str]:
    """The whole preview as lines; headings end with a colon, what belongs below is indented."""
    return [
        line
        for heading, lines in preview_parts(preview)
        for line in (heading, *(f"    {one}" for one in lines))
    ]  # fmt: skip


def preview_parts(preview: ErasePreview) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Headings with their lines: a hold first, then what goes, what stays without the name, what was handed on."""
    for hold in preview.holds:
        yield _("A legal hold stops this:"), (_("{reason} (set by {who}, since {day})").format(
            reason=hold.reason, who=hold.set_by, day=read_day(hold.since)),)  # fmt: skip
    yield _("This goes, here and in every backup the program keeps:"), tuple(
        went_words(part) for part in preview.parts
    )
    if preview.alone:
        yield _("These observations go:"), preview.alone
    if preview.shared:
        yield _("These episodes stay for the others in them; “{mark}” takes the place of the name:").format(
            mark=ERASED
        ), preview.shared
    sure = tuple(f"{one.whose}: {one.words}" for one in preview.mentions if one.sure)
    if sure:
        yield _("In these texts about others “{mark}” takes the place of the name:").format(mark=ERASED), sure
    unsure = tuple(f"{one.whose}: {one.words}" for one in preview.mentions if not one.sure)
    if unsure:
        yield _("These stay as they are: the name in them could be somebody else’s. Look at them yourself:"), unsure
    if preview.set_aside:
        aside = _("A restore set these files of a damaged vault aside. They cannot be searched, so they are deleted:")
        yield aside, tuple(str(path) for path in preview.set_aside)
    if preview.elsewhere:
        copies = _("These copies of the vault were written where you chose. They stay; delete them yourself:")
        yield copies, tuple(str(path) for path in preview.elsewhere)
    yield _("Handed on before; nothing here can take it back:"), sent_lines(preview.sent)


def receipt_lines(receipt: Receipt) -> list[str]:
    """The receipt as lines; it names nobody."""
    return [
        _("Receipt {uid}, {day}: {ground}.").format(
            uid=receipt.uid, day=read_day(receipt.erased_on), ground=ground_words(receipt.ground)
        ),
        _("Went: {what}.").format(what=", ".join(went_words(part) for part in receipt.went)),
        _("Handed on before:"),
        *(f"    {line}" for line in sent_lines(receipt.sent)),
    ]


def sent_lines(sent: tuple[HandedFile, ...]) -> tuple[str, ...]:
    """Files that left before: what, when, under which name, and the fingerprint that tells which file it was."""
    lines = tuple(
        _("{what}, {day}: {name} (SHA-256 {sha256})").format(
            what=file_words(one.kind), day=read_day(one.written_at), name=one.file_name, sha256=one.sha256
        ) if one.kind != "copy" else f"{file_words(one.kind)}: {one.file_name}"
        for one in sent
    )  # fmt: skip
    return lines or (_("No file that this program knows of."),)
