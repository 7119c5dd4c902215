"""One of every kind of document that is printed, by name: whatever is claimed of "the PDF" is tried on each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from reviewapp.actions.council_pack import council_pack
from reviewapp.actions.frameworks import shipped_framework
from reviewapp.domain.about import About, Entry, Section
from reviewapp.domain.leaflet import Leaflet, LeafletPart, LeafletRow
from reviewapp.domain.team_sheet import Bar, SheetMeasure, TeamSheet
from reviewapp.domain.worksheet import worksheet_of
from reviewapp.i18n import use_documents_in, use_paper
from reviewapp.report import (
    RenderedPdf,
    render_about,
    render_leaflet,
    render_recovery_sheet,
    render_review,
    render_team_sheet,
    render_worksheet,
)
from reviewapp.report.recovery_sheet import RecoverySheet
from tests.report import samples
from tests.report.scripts import MIXED, SAMPLES, in_all_scripts


@contextmanager
def documents_in(language: str) -> Iterator[None]:
    use_documents_in(language)
    try:
        yield
    finally:
        use_documents_in("en")


def about(language: str = "en") -> RenderedPdf:
    entry = Entry("12 Mar 2026", "Observation", (("What happened", "Compared the rules."),), ("Kept.",))
    return render_about(
        About(
            "Anna Kowalska", "Engineer", "Jonas Weiß", date(2026, 12, 2), (("Held by", "Jonas Weiß"),),
            (Section("Observations", "Everything written.", (entry,), ""), Section("Files", "", (), "Nothing.")), language,
        )
    )


def recovery_sheet(language: str = "en") -> RenderedPdf:
    code = "-".join(("ABCD",) * 8)
    with documents_in(language):
        return render_recovery_sheet(RecoverySheet(code, "Ruth Ansell", "/home/ruth/vault", date(2026, 11, 20)))


def leaflet(language: str = "en") -> RenderedPdf:
    rows = (
        LeafletRow("No surprises", ("You knew of it before.",), (("Asked", "What did you check?"),), ("first", "second")),
        LeafletRow("", remark="A remark."), LeafletRow("", lines=5),
    )
    return render_leaflet(
        Leaflet(
            "Notice", "About my notes", "For Anna", "Jonas Weiß", date(2026, 11, 21), (("Kept", "here"), ("Empty", "")),
            (LeafletPart("", rows[:1]), LeafletPart("Heading", rows, "A lead.", opens_page=True)), "Footer.", "Record.",
            language,
        )
    )


def team_sheet(language: str = "en") -> RenderedPdf:
    bars = (Bar("Before", 0.8, "8 of 40 came back"), Bar("After", 0.3, "3 of 41 came back"))
    measures = (
        SheetMeasure("Returns", "Letters sent back.", "Weekly, counted by the front desk.", bars, "Before 8 of 40, "
                     "after 3 of 41.", ("Few cases.",), ("Before: spring.", "After: autumn."), (("Kept", "The rule."),)),
        SheetMeasure("Waiting", "Days to an answer.", "Counted differently.", (), "", ("Not set side by side.",), (), ()),
    )  # fmt: skip
    return render_team_sheet(TeamSheet(date(2026, 11, 21), language, measures))


def pack(language: str = "en") -> RenderedPdf:
    with documents_in(language):
        return render_leaflet(council_pack(None, made_on=date(2026, 11, 21)))


def worksheet(language: str = "en") -> RenderedPdf:
    return render_worksheet(worksheet_of(replace(shipped_framework(), language=language), date(2026, 11, 21)))


def on_letter() -> RenderedPdf:
    use_paper("letter")
    try:
        return render_review(samples.full())
    finally:
        use_paper("a4")


def mirrored_on_letter() -> RenderedPdf:
    use_paper("letter")
    try:
        return render_review(samples.full(language="he"))
    finally:
        use_paper("a4")


PAPERS: dict[str, Callable[[], RenderedPdf]] = {
    "review": lambda: render_review(samples.review()),
    "draft": lambda: render_review(samples.draft()),
    "empty review": lambda: render_review(samples.empty()),
    "full review": lambda: render_review(samples.full()),
    "crowded review": lambda: render_review(samples.crowded(40)),
    "grown review": lambda: render_review(samples.grown()),
    "full review on Letter": on_letter,
    "review in Greek letters, with letters no font has": lambda: render_review(
        samples.review(person_name="Νίκη Ƙ 🎉", texts={"summary": "a\ue000b 漢 x\u0302\u0331"})
    ),
    "draft review in all scripts on mirrored pages": lambda: render_review(in_all_scripts()),
    "review in English with texts in all scripts": lambda: render_review(
        samples.review(texts={"summary": "\n\n".join(sample.text for sample in (*SAMPLES, *MIXED))})
    ),
    "full review on mirrored Letter pages": mirrored_on_letter,
    "subject access": about,
    "recovery sheet": recovery_sheet,
    "leaflet": leaflet,
    "team sheet": team_sheet,
    "retranslation worksheet": worksheet,
    "works-council pack": pack,
    "full review in German": lambda: render_review(samples.full(language="de")),
    "full review in French": lambda: render_review(samples.full(language="fr")),
    "full review in Spanish": lambda: render_review(samples.full(language="es")),
}

# Every kind of paper, in a language of documents. What people wrote in them stays in English, as theirs would.
SPOKEN: dict[str, Callable[[str], RenderedPdf]] = {
    "full review": lambda language: render_review(samples.full(language=language)),
    "draft": lambda language: render_review(samples.draft(language=language)),
    "grown review": lambda language: render_review(samples.grown(language=language)),
    "subject access": about,
    "recovery sheet": recovery_sheet,
    "leaflet": leaflet,
    "team sheet": team_sheet,
    "retranslation worksheet": worksheet,
    "works-council pack": pack,
}
