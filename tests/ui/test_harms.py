"""Safeguards against doing harm that are seen on the screen (docs/harms.md), in the real window."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDial, QLabel, QLCDNumber, QProgressBar, QSlider, QSystemTrayIcon, QWidget

import reviewapp
from reviewapp.actions.reviews import cite
from reviewapp.domain.framework import NOT_VALIDATED
from reviewapp.domain.observation import CHOICES
from reviewapp.ui import theme
from reviewapp.ui.forms.observation_form import ObservationForm
from tests.helpers.acts import draft, jot, somebody, whole
from tests.helpers.desk import (
    at_rest,
    looks_apart_from_words,
    made_vault,
    opened,
    says_a_number_of_observations,
    visible_text,
)

ROOT = Path(reviewapp.__file__).parent
PAGES = ("home", "people", "review", "my_side", "team", "library", "settings")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
# What plays: marks for diligence, for completeness, for coming back.
PLAY = re.compile(
    r"\b(streaks?|badges?|trophy|trophies|medals?|level up|levels?|\d+ points|leaderboards?|top \d|well done|congratulat\w*|"
    r"great job|good job|keep it up|days in a row|\d+ ?% (?:complete|done)|completeness|achievements?|rewards?)\b|!",
    re.IGNORECASE,
)


def fill(vault) -> None:
    tom, sian = somebody(vault), somebody(vault, "Siân Evans")
    somebody(vault, "Nia Pugh", notice=False)
    review = draft(vault, tom)
    for ago in (10, 40, 90):
        cite(vault, review_id=review, observation_id=whole(vault, tom, ago=ago))
    for ago in range(1, 10):
        jot(vault, tom, ago=ago)
    whole(vault, sian, text="Rang the ward first.", ago=20)


@pytest.fixture
def window(qtbot, themed_app, tmp_path):
    made = opened(qtbot, made_vault(tmp_path / "vault", fill))
    yield made
    made.close()


@pytest.mark.harm("gaming")
def test_no_page_holds_a_meter_a_mark_or_a_word_of_praise(qtbot, window) -> None:
    """The inventory: every page of the rail and every tab of a person, with what is on it and written on it."""
    seen = 0
    for name in PAGES:
        page = window.go(name)
        at_rest(qtbot, window)
        tabs = [one for one in page.findChildren(QWidget) if one.isVisible() and hasattr(one, "setCurrentIndex") and hasattr(one, "tabText")]
        for tab in tabs or [None]:
            for at in range(tab.count() if tab is not None else 1):
                if tab is not None:
                    tab.setCurrentIndex(at)
                    at_rest(qtbot, window)
                meters = [
                    one for one in window.findChildren(QWidget)
                    if one.isVisible() and isinstance(one, QProgressBar | QSlider | QDial | QLCDNumber)
                ]  # fmt: skip
                assert not meters, (name, meters)
                written = visible_text(window)
                assert not PLAY.search(written), (name, PLAY.search(written))
                assert not says_a_number_of_observations(written), name
                seen += 1
    assert seen >= len(PAGES) + 3 and not QApplication.instance().findChildren(QSystemTrayIcon)


@pytest.mark.harm("gaming")
def test_bars_of_progress_are_about_files_alone() -> None:
    """Where one may be made: work on files that takes a while. Nothing about a person is ever filled up."""
    places = set()
    for path in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {
                "QProgressBar", "QSlider", "QDial", "QLCDNumber", "QSystemTrayIcon"
            }:
                places.add(path.relative_to(ROOT / "ui").as_posix())
    assert places == {
        "widgets/counted_bar.py", "dialogs/restore.py", "dialogs/import_wizard.py", "pages/settings_backups.py",
    }


@pytest.mark.harm("gaming", "false-authority")
def test_no_sentence_of_the_program_plays_or_approves() -> None:
    sentences = re.findall(
        r'^msgid (.+?)\nmsgstr', (ROOT.parent / "resources" / "locale" / "reviewapp.pot").read_text("utf-8"), re.M | re.S
    )
    joined = ["".join(re.findall(r'"((?:[^"\\]|\\.)*)"', one)) for one in sentences]
    assert len(joined) > 1000
    found = [one for one in joined if PLAY.search(one)]
    assert [one for one in found if one not in KNOWN] == []
    assert not [one for one in joined if re.search("[\u2713\u2714\u2705\U0001f3c6\U0001f389]", one)]


# What says that such things are no evidence.
KNOWN = frozenset({
    "A badge, level or score of AI use is made from activity counts.", "Badges, levels, colours, scores",
    "Days in a row reward opening the tool, not using it well.", "Streaks and days in a row",
})


@pytest.mark.harm("false-authority")
def test_the_framework_on_the_screen_says_what_it_is(qtbot, window) -> None:
    window.go("library")
    at_rest(qtbot, window)
    assert NOT_VALIDATED in visible_text(window)


@pytest.mark.harm("punishing-use")
@pytest.mark.parametrize("look", [theme.Theme.LIGHT, theme.Theme.DARK])
def test_no_answer_about_ai_is_marked_by_colour_weight_or_sign(qtbot, themed_app, window, look) -> None:
    theme.apply(themed_app, look)
    window.capture(None)
    at_rest(qtbot, window)
    form = window.capture_panel.form
    for name in ("ai_part", "response"):
        looks = looks_apart_from_words(getattr(form, name), CHOICES[name])
        assert len(looks) == 2, f"{name}: one look picked and one not, no other"


@pytest.mark.harm("accommodation")
def test_the_form_says_that_why_is_not_asked(qtbot, themed_app) -> None:
    form = ObservationForm()
    qtbot.addWidget(form)
    said = [one.text() for one in form.findChildren(QLabel)]
    assert any("Why somebody works with AI is not asked" in one for one in said)


@pytest.mark.harm("surveillance-diary")
def test_home_asks_gently_and_without_a_figure(qtbot, window) -> None:
    window.go("home")
    at_rest(qtbot, window)
    text = visible_text(window)
    assert "Written about far more than others" in text and "Nobody should feel watched." in text
    lines = text.split("\n")
    assert "Tom Hesketh" in lines[lines.index("Written about far more than others"):]
    assert not says_a_number_of_observations(text)


@pytest.mark.harm("surveillance-diary")
def test_nothing_in_the_program_looks_at_what_somebody_does_on_a_computer() -> None:
    """No library that hears keys, sees windows, reads histories or processes; the clock is asked for days and for locking."""
    watching = {"psutil", "pynput", "keyboard", "mouse", "pyautogui", "mss", "Xlib", "pygetwindow", "browser_history", "utmp"}
    grabs = re.compile(r"grabWindow|grabKeyboard|QScreen\.grab|primaryScreen\(\)\.grab|clipboard\(\)\.(?:text|mimeData)")
    clocks = {}
    for path in sorted(ROOT.rglob("*.py")):
        text = path.read_text("utf-8")
        assert not grabs.search(text), path
        for node in ast.walk(ast.parse(text)):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {one.split(".")[0] for one in names} & watching, path
            if isinstance(node, ast.Call) and re.search(r"\b(monotonic|perf_counter|QElapsedTimer|clock_gettime)$", ast.unparse(node.func)):
                clocks[path.relative_to(ROOT).as_posix()] = True
    # Idle locking and waiting for pictures; no time of anybody's work is taken.
    assert set(clocks) <= {"ui/idle.py", "ui/gallery.py"}
