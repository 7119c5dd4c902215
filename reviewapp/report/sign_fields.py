"""The two places of a review that are signed digitally: empty fields in the file before anybody signed it.

They stand in the unsigned file already, so that signing fills a field and adds none: what the manager allows the
employee to do is to fill a form, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

MANAGER, EMPLOYEE = "manager", "employee"
FIELDS = (MANAGER, EMPLOYEE)  # in the order in which they are signed
_PRINTED = 4  # annotation flag: on paper as on screen


@dataclass(frozen=True)
class SignPlace:
    """Where a signature goes: name of the field, what a screen reader says, page from 0, and a rectangle in points."""

    field: str
    label: str
    page: int
    box: tuple[float, float, float, float]


def add_fields(pdf: pikepdf.Pdf, places: Sequence[SignPlace]) -> None:
    """Put an empty signature field at each place; without places the file has no form."""
    import pikepdf

    if not places:
        return
    fields = []
    for place in places:
        page = pdf.pages[place.page].obj
        left, low, right, high = (round(value, 2) for value in place.box)
        empty = pikepdf.Stream(pdf, b"")
        empty.update(
            {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, right - left, high - low]}
        )
        field = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig,
                T=pikepdf.String(place.field), TU=pikepdf.String(place.label), F=_PRINTED, P=page,
                Rect=[left, low, right, high], AP=pikepdf.Dictionary(N=pdf.make_indirect(empty)),
            )
        )
        page.Annots = pikepdf.Array([*page.get("/Annots", []), field])
        fields.append(field)
    # An object of its own, so that signing rewrites this small dictionary and not the whole catalogue.
    pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(Fields=pikepdf.Array(fields), SigFlags=0))
