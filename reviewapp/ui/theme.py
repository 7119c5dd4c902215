"""The look of the program: tokens turned into a palette and one style sheet, light, dark or as the system says."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from reviewapp.paths import resource
from reviewapp.ui.stylesheet import style_sheet
from reviewapp.ui.tokens import DARK, LIGHT, Tokens


class Theme(Enum):
    """What the user chose in Settings."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Notifier(QObject):
    """Tells those who keep coloured pictures that the look changed.

    Widgets that only paint need not listen: a new palette repaints them, with `current()` already new.
    """

    changed = Signal()


notifier = Notifier()

_FOLLOWS = "reviewapp_follows_system"

_tokens: Tokens = LIGHT
_chosen: Theme = Theme.LIGHT


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole program; call it again after a change of theme or of the application font."""
    global _chosen
    _chosen = theme
    _follow_system_once(app)
    _dress(app)


def current() -> Tokens:
    """The tokens in use."""
    return _tokens


def chosen() -> Theme:
    """What was asked for last: it stays ``SYSTEM`` while the system decides."""
    return _chosen


def palette(tokens: Tokens) -> QPalette:
    """The tokens as a Qt palette, for everything the style sheet does not name."""
    result = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.canvas, role.Base: tokens.card, role.AlternateBase: tokens.panel,
        role.Button: tokens.card, role.WindowText: tokens.text, role.Text: tokens.text,
        role.ButtonText: tokens.text, role.BrightText: tokens.text, role.ToolTipBase: tokens.card,
        role.ToolTipText: tokens.text, role.Highlight: tokens.accent, role.HighlightedText: tokens.on_accent,
        role.PlaceholderText: tokens.muted, role.Link: tokens.accent_text, role.LinkVisited: tokens.accent_text,
        role.Mid: tokens.line, role.Midlight: tokens.hover, role.Light: tokens.card, role.Dark: tokens.control_line,
        role.Accent: tokens.accent,
    }  # fmt: skip
    for name, colour in colours.items():
        result.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.muted))
    return result


def _dress(app: QApplication) -> None:
    global _tokens
    wants_dark = _chosen is Theme.DARK
    if _chosen is Theme.SYSTEM:
        # Bare X11 and offscreen report Unknown: light is then the honest default.
        wants_dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    _tokens = DARK if wants_dark else LIGHT
    # Style sheets can only name files, and cannot recolour them: each look has its own few copies.
    QDir.setSearchPaths("themed", [str(resource("icons", "dark" if wants_dark else "light"))])
    colours = palette(_tokens)
    app.setPalette(colours)
    QToolTip.setPalette(colours)
    app.setStyleSheet(style_sheet(_tokens, app.font().pointSizeF()))
    notifier.changed.emit()


def _follow_system_once(app: QApplication) -> None:
    if app.property(_FOLLOWS):
        return
    app.setProperty(_FOLLOWS, True)
    # One style everywhere: the same look, and the same pictures in the manual, on every system.
    app.setStyle("Fusion")
    app.styleHints().colorSchemeChanged.connect(_on_system_scheme_changed)


def _on_system_scheme_changed() -> None:
    app = QApplication.instance()
    if _chosen is Theme.SYSTEM and isinstance(app, QApplication):
        _dress(app)
