"""Parts that begin a page: alone where they are long, below what came before where they fit whole."""

from __future__ import annotations

from reviewapp.report.flow import paginate
from reviewapp.report.strips import SpaceStrip

ROOM = 718.89  # of an A4 page


def heights(*strips: SpaceStrip) -> list[list[float]]:
    return [[placed.strip.height for placed in page] for page in paginate(strips)]


def test_a_part_that_fits_whole_stays_below_what_came_before() -> None:
    assert heights(SpaceStrip(space=100), SpaceStrip(space=50, opens_page=True), SpaceStrip(space=60)) == [[100, 50, 60]]


def test_a_part_that_does_not_fit_whole_begins_a_page() -> None:
    strips = SpaceStrip(space=400), SpaceStrip(space=50, opens_page=True), SpaceStrip(space=300)
    assert heights(*strips) == [[400], [50, 300]]


def test_only_the_part_itself_is_looked_at() -> None:
    part, after = SpaceStrip(space=50, opens_page=True), SpaceStrip(space=700, opens_page=True)
    assert heights(SpaceStrip(space=400), part, after) == [[400, 50], [700]]


def test_a_part_longer_than_a_page_goes_on_overleaf() -> None:
    strips = [SpaceStrip(space=200, opens_page=number == 0) for number in range(5)]
    assert heights(SpaceStrip(space=10), *strips) == [[10], [200, 200, 200], [200, 200]]
    assert sum(strip.height for strip in strips[:4]) > ROOM
