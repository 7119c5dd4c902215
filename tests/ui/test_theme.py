from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPalette
from PySide6.QtWidgets import QMenu, QPushButton

from reviewapp.paths import resource
from reviewapp.ui import fonts, icons, theme, words
from reviewapp.ui.stylesheet import style_sheet
from reviewapp.ui.tokens import DARK, LIGHT, Tokens, contrast
from reviewapp.ui.widgets.avatar import avatar_colours
from reviewapp.ui.widgets.buttons import button

LOOKS = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("canvas", "panel", "card", "hover", "accent_soft", "tag")
UI = Path(theme.__file__).parent


def test_qt_keeps_none_alive() -> None:
    """Qt for Python 6.12.0 loses a reference to None with every void call under Python 3.11, and then aborts."""
    thing = QObject()
    thing.setObjectName("x")
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 250


def test_contrast_is_the_formula_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@LOOKS
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_can_be_read_on_every_ground(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.text, getattr(tokens, ground)) >= 7
    assert contrast(tokens.muted, getattr(tokens, ground)) >= 4.5


@LOOKS
@pytest.mark.parametrize("ground", ["canvas", "panel", "card"])
def test_controls_and_focus_can_be_told_from_the_ground(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.control_line, getattr(tokens, ground)) >= 3
    assert contrast(tokens.focus, getattr(tokens, ground)) >= 3


@LOOKS
def test_words_on_colour_can_be_read(tokens: Tokens) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent_hover) >= 4.5
    assert contrast(tokens.accent_text, tokens.accent_soft) >= 4.5
    assert contrast(tokens.accent_text, tokens.card) >= 4.5
    assert contrast(tokens.tag_text, tokens.tag) >= 4.5
    assert contrast(tokens.focus, tokens.accent_soft) >= 3


@LOOKS
def test_every_name_gives_readable_initials(tokens: Tokens) -> None:
    for sign in range(360):
        back, text = avatar_colours(chr(0x4E00 + sign), tokens)
        assert contrast(back.name(), text.name()) >= 4.5


@LOOKS
def test_applying_dresses_palette_and_style_sheet(themed_app, tokens: Tokens) -> None:
    theme.apply(themed_app, theme.Theme.DARK if tokens.dark else theme.Theme.LIGHT)
    assert theme.current() is tokens
    assert themed_app.palette().color(QPalette.ColorRole.Window).name() == tokens.canvas
    assert themed_app.styleSheet() == style_sheet(tokens, themed_app.font().pointSizeF())


def test_a_change_of_theme_is_told_once_with_the_new_tokens_in_force(themed_app) -> None:
    seen: list[bool] = []

    def note() -> None:
        seen.append(theme.current().dark)

    theme.notifier.changed.connect(note)
    theme.apply(themed_app, theme.Theme.DARK)
    theme.notifier.changed.disconnect(note)
    assert seen == [True]


def test_system_follows_the_scheme_of_the_system_and_a_choice_does_not(themed_app, monkeypatch) -> None:
    hints = themed_app.styleHints()
    dark = [False]
    scheme = Qt.ColorScheme
    monkeypatch.setattr(
        type(hints), "colorScheme", lambda _self: scheme.Dark if dark[0] else scheme.Light, raising=False
    )
    theme.apply(themed_app, theme.Theme.SYSTEM)
    assert not theme.current().dark
    dark[0] = True
    hints.colorSchemeChanged.emit(scheme.Dark)
    assert theme.current().dark
    assert theme.chosen() is theme.Theme.SYSTEM
    theme.apply(themed_app, theme.Theme.LIGHT)
    told: list[bool] = []
    theme.notifier.changed.connect(lambda: told.append(True))
    hints.colorSchemeChanged.emit(scheme.Dark)
    theme.notifier.changed.disconnect()
    assert not theme.current().dark and told == []


def test_type_grows_with_the_font_of_the_application() -> None:
    small, large = style_sheet(LIGHT, 10), style_sheet(LIGHT, 14)
    assert "15.0pt" in small and "21.0pt" in large
    assert "-1" not in style_sheet(LIGHT, -1).replace("margin-1", ""), "a font set in pixels has no point size"


def test_a_font_in_pixels_keeps_its_kind_of_size() -> None:
    pixels = QFont()
    pixels.setPixelSize(20)
    assert (fonts.scaled(pixels, 1.5).pixelSize(), fonts.scaled(pixels, 0.1).pixelSize()) == (30, 10)
    points = QFont()
    points.setPointSizeF(10)
    assert (fonts.scaled(points, 1.5).pointSizeF(), fonts.scaled(points, 0.1).pointSizeF()) == (15, 8)


def test_only_tokens_name_colours() -> None:
    colour = re.compile(r"#[0-9a-fA-F]{6}\b")
    named = [path.name for path in UI.rglob("*.py") if path.name != "tokens.py" and colour.search(path.read_text("utf-8"))]
    assert named == []


@LOOKS
def test_the_pictures_of_the_style_sheet_wear_the_tokens(tokens: Tokens) -> None:
    folder = resource("icons", "dark" if tokens.dark else "light")
    wanted = set(re.findall(r"themed:([\w-]+)\.svg", style_sheet(tokens, 10)))
    assert wanted <= {path.stem for path in folder.glob("*.svg")}
    for path in folder.glob("*.svg"):
        colour = tokens.on_accent if path.stem == "check" else tokens.muted
        assert path.read_text("utf-8") == icons.source(path.stem).replace("currentColor", colour), path


def test_every_icon_is_a_lucide_stroke_with_its_licence() -> None:
    files = list(resource("icons").glob("*.svg"))
    assert len(files) > 30
    for path in files:
        text = path.read_text("utf-8")
        assert "currentColor" in text and "lucide" in text and "<script" not in text and "href" not in text, path
    assert "ISC License" in resource("icons", "LICENSE.txt").read_text("utf-8")
    assert all(resource("icons", f"{name}.svg").is_file() for name in words.KIND_ICONS.values())


def test_an_icon_is_drawn_in_its_colour_at_the_resolution_asked_for(themed_app) -> None:
    picture = icons.pixmap("plus", "#ff0000", 16, 2.0)
    assert (picture.width(), picture.devicePixelRatio()) == (32, 2.0)
    assert _paint(picture.toImage()) == {"#ff0000"}
    assert icons.pixmap("plus", "#ff0000", 16, 2.0) is picture, "rendered once"


def test_an_icon_that_points_turns_round_with_the_page(themed_app) -> None:
    left = icons.pixmap("arrow-left", "#000000", 16, 1.0).toImage()
    hand = icons.pixmap("hand", "#000000", 16, 1.0).toImage()
    themed_app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    turned = icons.pixmap("arrow-left", "#000000", 16, 1.0).toImage()
    assert turned == left.flipped(Qt.Orientation.Horizontal) and turned != left
    assert icons.pixmap("hand", "#000000", 16, 1.0).toImage() == hand


def test_a_button_redraws_its_icon_when_the_theme_changes(themed_app, qtbot) -> None:
    made = button("Save", icon="check")
    qtbot.addWidget(made)
    made.show()
    assert _colours(made) == {LIGHT.muted}
    theme.apply(themed_app, theme.Theme.DARK)
    qtbot.waitUntil(lambda: _colours(made) == {DARK.muted})


def test_a_button_says_its_name_without_marks(themed_app, qtbot) -> None:
    bare = button("", "ghost", "trash-2", name="Delete")
    qtbot.addWidget(bare)
    assert (bare.accessibleName(), bare.toolTip(), bare.text()) == ("Delete", "Delete", "")
    with pytest.raises(ValueError, match="no such button kind"):
        button("x", "loud")


def _colours(made: QPushButton) -> set[str]:
    return _paint(made.icon().pixmap(made.iconSize()).toImage())


def _paint(image: QImage) -> set[str]:
    """The opaque colours of a picture; edges are blended, so only full strokes count."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {QColor(pixel.rgb()).name() for pixel in pixels if pixel.alpha() == 255}


def test_the_sign_of_a_menu_is_large_enough_to_be_seen(qtbot, themed_app) -> None:
    made = button("Read as German")
    made.setMenu(QMenu(made))
    qtbot.addWidget(made)
    made.show()
    picture = made.grab().toImage()
    where = [
        x
        for x in range(picture.width() - 24, picture.width() - 4)
        if any(picture.pixelColor(x, y).lightness() < 150 for y in range(6, picture.height() - 6))
    ]
    assert len(where) >= 6
