"""A4 and Letter: the same text in the same order on either, inside the margins of both."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from reviewapp.i18n import paper, system_paper, use_paper
from reviewapp.report import render_review
from tests.report import samples
from tests.report.papers import PAPERS
from tests.report.reading import text_of
from tests.report.tagged import tree


def edges(data: bytes) -> tuple[float, float, float, float]:
    """The outermost edges of all characters on any page: left, low, right, high."""
    found = []
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            text = page.get_textpage()
            found += [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()]
    left, low, right, high = zip(*found, strict=True)
    return min(left), min(low), max(right), max(high)


@pytest.mark.parametrize(("name", "width", "height"), [("full review", 595.28, 841.89), ("full review on Letter", 612, 792)])
def test_a_review_stays_inside_the_margins_of_its_sheet(name: str, width: float, height: float) -> None:
    data = PAPERS[name]().data
    with pikepdf.open(BytesIO(data)) as pdf:
        assert {tuple(float(one) for one in page.mediabox) for page in pdf.pages} == {(0, 0, width, height)}
        with pdf.open_outline() as outline:
            assert all(0 < float(item.destination[3]) < height for item in outline.root if item.destination)
    left, low, right, high = edges(data)
    assert left >= 49 and right <= width - 49 and low >= 25 and high <= height - 25
    assert abs(left - (width - right)) < 12
    (picture,) = tree(data).all("Figure")
    assert picture.attributes["/BBox"][2] == pytest.approx(545.28 + (width - 595.28) / 2, abs=0.02)


def test_both_say_the_same() -> None:
    use_paper("letter")
    letter = tree(render_review(samples.crowded(30)).data).text
    use_paper("a4")
    data = render_review(samples.crowded(30)).data
    assert tree(data).text == letter and "Page 1 of" in text_of(data)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [({}, "a4"), ({"LANG": "en_US.UTF-8"}, "letter"), ({"LANG": "en_GB.UTF-8"}, "a4"), ({"LANG": "C.UTF-8"}, "a4"),
     ({"LANG": "en_US.UTF-8", "LC_PAPER": "de_DE.UTF-8"}, "a4"), ({"LANG": "es_MX"}, "letter")],
)  # fmt: skip
def test_the_paper_follows_the_region(monkeypatch, said: dict[str, str], wanted: str) -> None:
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert system_paper() == wanted and paper() == "a4"
