"""How a printed record looks: page, type sizes in points, and colours as RGB parts between 0 and 1.

Contrast on white: ink 16.1, muted 6.9, accent 8.4; hairline and tint are decoration only. No colour
carries a meaning: there is no green for good and no red for bad anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

Colour = tuple[float, float, float]

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89  # A4
LEFT, RIGHT = 50.0, 545.28
TOP, BOTTOM = 783.89, 65.0  # upper and lower edge of the text, from the bottom of the page
RAIL_WIDTH, GUTTER = 110.0, 15.0
COLUMN = LEFT + RAIL_WIDTH + GUTTER
COLUMN_WIDTH = RIGHT - COLUMN
FULL_WIDTH = RIGHT - LEFT
HEADER_BASELINE, FOOTER_RULE, FOOTER_BASELINE = 805.0, 52.0, 40.0


def _rgb(hexadecimal: str) -> Colour:
    red, green, blue = (round(int(hexadecimal[at:at + 2], 16) / 255, 4) for at in (0, 2, 4))
    return red, green, blue


INK = _rgb("18222E")
MUTED = _rgb("4E5B69")
ACCENT = _rgb("0B5563")
OUTLINE = _rgb("7D8C99")
HAIRLINE = _rgb("C7D0D8")
TINT = _rgb("F1F5F7")
GHOST = _rgb("F0F3F5")  # the large draft mark, under the text: text on it keeps a contrast of 14


@dataclass(frozen=True)
class Style:
    """A way to set text: ``face`` names a face of `fonts`; sizes and distances in points.

    ``hyphenate``: words may be parted to fill a line; a word wider than the line is parted in any case.
    ``own_side``: a paragraph that runs against the page begins on its own side; other text follows the page.
    """

    face: str
    size: float
    leading: float
    colour: Colour = INK
    hyphenate: bool = True
    own_side: bool = False

    def tinted(self, colour: Colour) -> Style:
        """The same style in another colour."""
        return replace(self, colour=colour)


KICKER = Style("semibold", 9, 12, ACCENT, hyphenate=False)
NAME = Style("bold", 23, 27, hyphenate=False)
ROLE = Style("regular", 12, 16, MUTED, hyphenate=False)
HEADING_1 = Style("bold", 15, 18, hyphenate=False)
HEADING_2 = Style("semibold", 10.5, 13, hyphenate=False)
RAIL_SECTION = Style("bold", 10.5, 13, hyphenate=False)
NAMED = Style("semibold", 9.5, 12.5, hyphenate=False)
SUMMARY = Style("regular", 10.5, 14, own_side=True)
BODY = Style("regular", 9.5, 12.5, own_side=True)
LEAD = Style("semibold", 9.5, 12.5)
FINE = Style("regular", 9, 12)
FINE_LEAD = Style("semibold", 9, 12)
MUTED_BODY = Style("regular", 9, 12, MUTED, own_side=True)
QUOTE = Style("italic", 9.5, 12.5, own_side=True)
LABEL = Style("semibold", 8, 11, MUTED)
RAIL_NOTE = Style("regular", 8, 11, MUTED)
DETAIL = Style("regular", 8, 10.5, MUTED, own_side=True)
AGAIN = Style("regular", 9, 12)
FACT = Style("regular", 9.5, 12.5, hyphenate=False)
NOTE = Style("regular", 8, 10.5, MUTED, own_side=True)
HEADER_NAME = Style("semibold", 8, 11, INK, hyphenate=False)
HEADER = Style("regular", 8, 11, MUTED, hyphenate=False)
FOOTER = Style("regular", 7.5, 10, MUTED, hyphenate=False)
DRAFT = Style("semibold", 8, 11, ACCENT, hyphenate=False)


def first_baseline(style: Style) -> float:
    """Distance from the top of a line box to its baseline, in points: letters sit in the middle of the leading.

    Source Sans 3 rises 0.75 and falls 0.25 of its size where the letters are; one number serves every face,
    so that lines with a fallback font keep their places.
    """
    return (style.leading - style.size) / 2 + 0.78 * style.size
