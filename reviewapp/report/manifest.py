"""What is in a review's file and what is not, for whom it was made, and how to tell that it is the one that was made.

It stands after the record, on a page of its own where it does not fit below it. Source: domain.md F (what a review
holds and never holds), PRODUCT.md promises 1 to 3. Each category named as left out is left out by
`actions.review_content`, the one way into any document, or has no field to come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewapp.domain.review import ReviewContent
from reviewapp.i18n import _
from reviewapp.report.document import Attached, Block, Bullets, FlowBlock, Heading, Paragraph, Railed
from reviewapp.report.embedded import fingerprint
from reviewapp.report.framework_words import other_language, status_words
from reviewapp.report.phrases import purpose_words
from reviewapp.report.plain import one_line


def manifest(content: ReviewContent, blocks: Sequence[Block], attached: Attached) -> list[Block]:
    """The last section: what is in, what was left out, for whom, by which framework, and the fingerprint."""
    parts = list(_parts(content, blocks, attached))
    return [
        Heading(_("What is in this file"), opens_page=True),
        *(
            Railed(heading, said, opens_with_rule=number > 0, stays_together=True)
            for number, (heading, said) in enumerate(parts)
        ),
    ]


def _parts(
    content: ReviewContent, blocks: Sequence[Block], attached: Attached
) -> Iterator[tuple[str, tuple[FlowBlock, ...]]]:
    yield _("In it"), (Bullets(tuple(_sections(blocks))),)
    yield _("Left out"), (Bullets(_left_out()),)
    if content.left_out:
        words = _(
            "Words about third parties; {mark} stands in their place, here and in the attached file. The record itself "
            "is whole, and this copy is not the one that is signed."
        )
        yield _("Left out of this copy"), (Paragraph(words.format(mark=content.left_out)),)
    nowhere = _(
        "Amounts of AI use, scores, totals, rankings, comparisons of people, predictions, and anything a program "
        "concluded. There is no field for them."
    )
    yield _("Held nowhere"), (Paragraph(nowhere),)
    made_for = _("{name}, and the personnel office. Whoever else reads it needs a reason.")
    yield _("Made for"), (Paragraph(made_for.format(name=one_line(content.person_name))),)
    new_purpose = _("Another purpose would need a new notice first, and could not use what is written here.")
    yield _("Purpose"), (Paragraph(purpose_words(content)), Paragraph(new_purpose, "note"))
    framework = _("{title}, version {version}").format(
        title=one_line(content.framework_title), version=one_line(content.framework_version)
    )
    said = (status_words(content.framework_status), other_language(content.framework_language))
    yield _("Framework"), (Paragraph(framework), Paragraph("; ".join(filter(None, said)), "note"))
    same = _("{name} is attached to this file: what stands on the pages, and nothing else. Its SHA-256 is")
    yield (
        _("For machines"),
        (Paragraph(same.format(name=attached.name), with_next=True), Paragraph(fingerprint(attached), "fine")),
    )


def _left_out() -> tuple[str, ...]:
    return (
        _("jots, and whatever was never completed"),
        _("episodes that are not cited here"),
        _("concerns the person was not told of in time"),
        _(
            "what is marked as restricted, for the sake of somebody who reported something or of a third party, unless "
            "they agreed"
        ),
        _("the closest anchor chosen for an episode"),
        _("earlier wordings, notes to oneself, hints of the evidence check and how they were answered"),
    )


def _sections(blocks: Sequence[Block]) -> list[str]:
    """The headings of the sections before this one, as they are printed."""
    found = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            found.append(one_line(block.text))
        elif isinstance(block, Railed) and block.level == 1:
            found.append(one_line(block.heading))
    return found
