"""A review as each reader gets it: the same bytes that leave, and in a sentence what one sees and the other not.

Nothing is made here: pages come from `exporting` (HR), `sharing` (the person) and `signing` (what both signed), the one
place each that writes them. Source: domain.md F, "for HR" and "for the employee, in addition"; PRODUCT.md, screen 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewapp.actions.exporting import PreviewedPdf, preview_pdf
from reviewapp.actions.reviews import get_review
from reviewapp.actions.shared_words import share_text
from reviewapp.actions.sharing import handed_pages, review_body
from reviewapp.actions.signing import both_signed, signed_name
from reviewapp.i18n import _
from reviewapp.vault import people
from reviewapp.vault.connection import Vault

HR, EMPLOYEE, BOTH = "hr", "employee", "both"


@dataclass(frozen=True)
class Reading:
    """What one reader gets: the exact pages, who reads them and what the other does not see (``sentence``), and as
    plain text what travels with the pages in the same file (``beside``, "" where nothing does).
    """

    reader: str
    person: str
    document: PreviewedPdf
    sentence: str
    beside: str = ""


def read_as(vault: Vault, *, review_id: int, reader: str, leave_out: Sequence[str] = ()) -> Reading:
    """A review as HR, its person, or whoever is given the file both signed reads it.

    ``leave_out`` are words HR's copy is made without. Raises what `preview_pdf`, `handed_pages` and `review_body`
    raise; RuleRefused for the file both signed while there is none.
    """
    person = people.person(vault.connection, get_review(vault, review_id=review_id).person_id)
    name = person.name if person is not None else ""
    if reader == EMPLOYEE:
        return _as_employee(vault, review_id, name)
    if reader == BOTH:
        return _as_signed(vault, review_id, name)
    document = preview_pdf(vault, review_id=review_id, leave_out=leave_out)
    if document.kind:
        said = _("HR reads this copy, without the words you left out. {name} gets them all.")
    elif document.is_draft:
        said = _("HR would read these pages and nothing else; a draft usually stays between you and {name}, who also "
                 "gets each cited episode whole and what it said before.")  # fmt: skip
    else:
        said = _("HR reads these pages and the same as data inside the file, and nothing else. {name} gets the same "
                 "pages and, with them, each cited episode whole and what it said before.")  # fmt: skip
    return Reading(HR, name, document, said.format(name=name))


def _as_employee(vault: Vault, review_id: int, name: str) -> Reading:
    document = handed_pages(vault, review_id=review_id)
    beside = share_text(review_body(vault, review_id=review_id))
    if document.data == preview_pdf(vault, review_id=review_id).data:
        said = _("{name} reads exactly the pages HR reads. The sealed file also holds what HR does not get: each cited "
                 "episode whole, and what it said before.")  # fmt: skip
    else:
        said = _("{name} reads these pages. Handing the draft over shares it, so they name today as the day it was "
                 "shared; HR's do not. The sealed file also holds what HR does not get: each cited episode whole, and "
                 "what it said before.")  # fmt: skip
    return Reading(EMPLOYEE, name, document, said.format(name=name), beside)


def _as_signed(vault: Vault, review_id: int, name: str) -> Reading:
    back = both_signed(vault, review_id=review_id)
    now = preview_pdf(vault, review_id=review_id)
    document = PreviewedPdf(back.data, signed_name(now), False, frozenset(), now.person_id)
    said = _("The file you and {name} signed, exactly as it came back. What {name} says to it is printed in later "
             "pages, not in these.")  # fmt: skip
    return Reading(BOTH, name, document, said.format(name=name))
