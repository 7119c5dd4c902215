"""Design tokens: every colour, distance and radius of the screens. Nothing else names a colour.

There is one accent and no colour for praise or fault: kinds of observation are told apart by an icon
and a word, and look alike otherwise (PRODUCT.md, promise 9).
"""

from __future__ import annotations

from dataclasses import dataclass

# Distances between things, in device-independent pixels.
SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 4, 8, 12, 16, 24
RADIUS_CONTROL, RADIUS_CARD = 6, 10
ICON_SMALL, ICON = 14, 16


@dataclass(frozen=True)
class Tokens:
    """One look. All values are ``#rrggbb`` except ``shadow`` (``#aarrggbb``).

    ``line`` is decoration only; ``control_line`` is the border that makes a control recognisable.
    ``tag`` and ``tag_text`` are the neutral pills; ``avatar_*`` are HSL saturation and lightness.
    """

    dark: bool
    canvas: str
    panel: str
    card: str
    hover: str
    line: str
    control_line: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_soft: str
    accent_text: str
    on_accent: str
    focus: str
    tag: str
    tag_text: str
    hatch: str
    shadow: str
    avatar_back: tuple[int, int]
    avatar_text: tuple[int, int]


LIGHT = Tokens(
    dark=False, canvas="#f6f6f4", panel="#fbfbfa", card="#ffffff", hover="#efefec", line="#e3e3df",
    control_line="#85857e", text="#1f2023", muted="#5d5f66", accent="#2f5fd0", accent_hover="#264fb0",
    accent_soft="#e4ebfb", accent_text="#2450b4", on_accent="#ffffff", focus="#2f5fd0", tag="#ededea",
    tag_text="#45484f", hatch="#c9c9c3", shadow="#14000000", avatar_back=(60, 218), avatar_text=(110, 62),
)  # fmt: skip
DARK = Tokens(
    dark=True, canvas="#1b1c1f", panel="#212226", card="#292b2f", hover="#33353a", line="#3a3c42",
    control_line="#868992", text="#ececee", muted="#a9acb4", accent="#8fb0ff", accent_hover="#a9c2ff",
    accent_soft="#2c3a5c", accent_text="#a9c2ff", on_accent="#0f1a33", focus="#8fb0ff", tag="#383a40",
    tag_text="#cfd1d6", hatch="#4d5057", shadow="#40000000", avatar_back=(60, 72), avatar_text=(120, 214),
)  # fmt: skip


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two ``#rrggbb`` colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    value: float = channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
    return value
