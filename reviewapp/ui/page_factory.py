"""Which page belongs to which name. Each is imported when it is first shown: the window is there sooner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.page import Page

if TYPE_CHECKING:
    from reviewapp.ui.main_window import MainWindow


def build_page(name: str, hub: Hub, window: MainWindow) -> Page:
    """A new page of this name, such as ``home`` or ``settings``."""
    if name == "home":
        from reviewapp.ui.pages.home import HomePage

        return HomePage(hub)
    if name == "people":
        from reviewapp.ui.pages.people import PeoplePage

        return PeoplePage(hub)
    if name == "observation":
        from reviewapp.ui.pages.observation import ObservationPage

        return ObservationPage(hub)
    if name == "review":
        from reviewapp.ui.pages.review import ReviewPage

        return ReviewPage(hub)
    if name == "my_side":
        from reviewapp.ui.pages.my_side import MySidePage

        return MySidePage(hub)
    if name == "team":
        from reviewapp.ui.pages.team import TeamPage

        return TeamPage(hub)
    if name == "library":
        from reviewapp.ui.pages.library import LibraryPage

        return LibraryPage(hub)
    if name == "handed":
        from reviewapp.ui.pages.handed import HandedPage

        return HandedPage(hub)
    if name == "packet":
        from reviewapp.ui.pages.packet import PacketPage

        return PacketPage(hub)
    if name == "answer":
        from reviewapp.ui.pages.answer import AnswerPage

        return AnswerPage(hub)
    if name == "side_by_side":
        from reviewapp.ui.pages.side_by_side import SideBySidePage

        return SideBySidePage(hub)
    from reviewapp.ui.pages.settings import SettingsPage

    return SettingsPage(hub, window.settings, window.change_settings)


