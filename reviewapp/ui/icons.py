"""Lucide icons (ISC, see the licence beside the files), recoloured and drawn at the screen's resolution."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

from reviewapp.paths import resource
from reviewapp.ui import theme
from reviewapp.ui.tokens import ICON

# These point along the reading direction, so they turn round when it does.
DIRECTIONAL = frozenset({"arrow-left", "chevron-left", "chevron-right", "undo-2"})

_pixmaps: dict[tuple[str, str, int, float, bool], QPixmap] = {}


@cache
def source(name: str) -> str:
    """The SVG text of an icon, strokes in ``currentColor``; FileNotFoundError for an unknown name."""
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: str, size: int = ICON, dpr: float | None = None) -> QPixmap:
    """The icon in one colour, ``size`` device-independent pixels square, sharp at ``dpr``.

    Kept by (name, colour, size, dpr, reading direction): delegates ask for it on every paint.
    """
    ratio = dpr if dpr is not None else _screen_ratio()
    mirrored = name in DIRECTIONAL and QGuiApplication.isRightToLeft()
    key = (name, colour, size, ratio, mirrored)
    if key not in _pixmaps:
        _pixmaps[key] = _render(name, colour, size, ratio, mirrored)
    return _pixmaps[key]


def icon(name: str, colour: str | None = None, size: int = ICON, gap: int = 0) -> QIcon:
    """A button icon; ``gap`` adds free room on the side where the text follows.

    The free room is part of the picture because Fusion puts text 4 pixels beside an icon, which looks glued.
    """
    tokens = theme.current()
    result = QIcon()
    for mode, shade in ((QIcon.Mode.Normal, colour or tokens.muted), (QIcon.Mode.Disabled, tokens.control_line)):
        # A window may move to a screen with another resolution; the icon then picks the nearer picture.
        for ratio in sorted({1.0, 2.0, _screen_ratio()}):
            result.addPixmap(_with_gap(pixmap(name, shade, size, ratio), gap), mode)
    return result


def none() -> QIcon:
    """The icon of a button that shows none."""
    return QIcon()


def _screen_ratio() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen is not None else 1.0


def _render(name: str, colour: str, size: int, ratio: float, mirrored: bool) -> QPixmap:
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(source(name).replace("currentColor", colour).encode()))
    # Painted in whole pixels, the ratio is set afterwards: a painter that outlives its pixmap crashes.
    with QPainter(picture) as painter:
        renderer.render(painter, QRectF(0, 0, picture.width(), picture.height()))
    if mirrored:
        picture = picture.transformed(QTransform().scale(-1, 1))
    picture.setDevicePixelRatio(ratio)
    return picture


def _with_gap(picture: QPixmap, gap: int) -> QPixmap:
    if gap <= 0:
        return picture
    ratio = picture.devicePixelRatio()
    wide = QPixmap(picture.width() + round(gap * ratio), picture.height())
    wide.fill(Qt.GlobalColor.transparent)
    wide.setDevicePixelRatio(ratio)
    with QPainter(wide) as painter:
        painter.drawPixmap(gap if QGuiApplication.isRightToLeft() else 0, 0, picture)
    return wide
