"""The worksheet on paper: sentences without their names, the key on a page of its own, a table a reader can follow."""

from __future__ import annotations

from datetime import date

import pikepdf
import pytest

from reviewapp.actions.frameworks import shipped_framework
from reviewapp.domain.framework import NOT_VALIDATED
from reviewapp.domain.worksheet import worksheet_of
from reviewapp.report import RenderedPdf, render_worksheet
from tests.report.reading import pages_of


@pytest.fixture(scope="module")
def paper() -> RenderedPdf:
    return render_worksheet(worksheet_of(shipped_framework(), date(2026, 11, 21)))


@pytest.fixture(scope="module")
def pages(paper: RenderedPdf) -> list[str]:
    return [" ".join(text.split()) for text in pages_of(paper.data)]


def test_the_sentences_stand_without_their_names_and_the_key_apart(pages: list[str]) -> None:
    framework = shipped_framework()
    first, *sorting, key = pages
    assert NOT_VALIDATED in first and "the sentence is at fault, not they" in first
    sheet = " ".join(sorting)
    for one in framework.competencies:
        assert one.name in first and one.name in key and one.name not in sheet
        for text in one.anchors.values():
            assert text[1:40].split(" ", 1)[1] in sheet and text[1:40].split(" ", 1)[1] not in key
    for name in ("Missed", "Prompted", "Independent", "Enabling"):
        assert name in key and name not in sheet
    assert "Answer key" in key and "Answer key" not in first + sheet
    assert all("It tests the wording, not people." in page for page in pages)


def test_the_tables_have_real_headers(paper: RenderedPdf) -> None:
    import io

    with pikepdf.open(io.BytesIO(paper.data)) as pdf:
        found: list[list[str]] = []

        def walk(element: pikepdf.Object) -> None:
            kind = str(element.get("/S", ""))
            if kind == "/TR":
                found.append([str(one.get("/S")) for one in element.K])
            kids = element.get("/K")
            if isinstance(kids, pikepdf.Array):
                for kid in kids:
                    if isinstance(kid, pikepdf.Dictionary):
                        walk(kid)
            elif isinstance(kids, pikepdf.Dictionary):
                walk(kids)

        walk(pdf.Root.StructTreeRoot)
    assert found.count(["/TH"] * 4) == 1 and found.count(["/TH", "/TD", "/TD", "/TD"]) == 44
    assert found.count(["/TH"] * 5) == 1 and found.count(["/TH", *["/TD"] * 4]) == 11
