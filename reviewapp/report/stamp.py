"""What stands in the place of a signature: who signed, what it means in words, when as they state, and which key.

It is set like the pages, in embedded fonts. It is no proof and bears no tick: anybody can draw one. `verify` proves.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from reviewapp.report import theme
from reviewapp.report.strips import draw_lines
from reviewapp.report.surface import Surface
from reviewapp.report.text import TextSetter
from reviewapp.report.theme import Style

if TYPE_CHECKING:
    import pikepdf

_WHO = Style("semibold", 6.8, 8.5, theme.INK, hyphenate=False)
STAMPED = Style("regular", 6.5, 8.2, theme.MUTED, hyphenate=False)


def stamp(pdf: pikepdf.Pdf, lines: Sequence[str], width: float, height: float, language: str) -> pikepdf.Object:
    """The lines as a form of this size, in points, made part of ``pdf`` with its fonts; long ones are cut."""
    import pikepdf

    setter = TextSetter(language)
    surface = Surface(title="", author="", subject="", language=language, sheet=theme.paper("a4"))
    set_lines = [setter.line(text, STAMPED if number else _WHO, width) for number, text in enumerate(lines)]
    draw_lines(surface, set_lines, 0.0, height)
    surface.finish_page()
    form = pikepdf.Stream(pdf, b"")
    with pikepdf.open(BytesIO(surface.finished())) as drawn:
        page = drawn.pages[0]
        form.write(page.obj.Contents.read_bytes())
        fonts = drawn.make_indirect(page.obj.Resources.Font)
        resources = pikepdf.Dictionary(Font=pdf.copy_foreign(fonts))
    form.update(
        {
            "/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/Resources": resources,
            "/BBox": [0, 0, round(width, 2), round(height, 2)],
        }
    )
    return pdf.make_indirect(form)
