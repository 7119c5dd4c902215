"""The text layer and the flow: breaking, hyphens, fallback, and what may not be torn apart."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reviewapp.domain.review import ReviewContent
from reviewapp.report import theme
from reviewapp.report.blocks import StripMaker
from reviewapp.report.content import build_review
from reviewapp.report.flow import Placed, paginate
from reviewapp.report.fonts import face
from reviewapp.report.hyphenation import language_of
from reviewapp.report.itemise import clusters
from reviewapp.report.plain import first_words, one_line, paragraphs, plain, sentences, shorter
from reviewapp.report.strips import Cell, RailStrip, RowStrip, RuleStrip, Strip, TextStrip
from reviewapp.report.text import TextSetter
from tests.report import samples

GERMAN = (
    "Die Datenschutzfolgenabschätzung und die Qualitätssicherungsmaßnahmenbeschreibung der "
    "Rechtsschutzversicherungsgesellschaft wurden rechtzeitig fertiggestellt."
)
SOFT_HYPHEN = "\u00ad"


def set_lines(text: str, width: float, language: str = "en", style: theme.Style = theme.BODY) -> list[str]:
    lines = TextSetter(language).lines(text, style, width)
    assert all(line.width <= width + 0.01 for line in lines)
    return [line.text for line in lines]


def test_no_letter_is_lost_or_doubled_in_breaking() -> None:
    for width in (40, 90, 150, 347):
        lines = set_lines(GERMAN, width, "de")
        assert "".join(lines).replace(SOFT_HYPHEN, "") == GERMAN


def test_long_words_are_parted_by_the_language_of_the_text() -> None:
    german = set_lines("Qualitätssicherungsmaßnahmenbeschreibung", 120, "de")
    assert len(german) == 2 and german[0].endswith(SOFT_HYPHEN)
    assert german[0].rstrip(SOFT_HYPHEN).endswith(("maß", "nah", "men", "rungs", "siche"))
    # A language without patterns parts it all the same, but shows no hyphen it cannot stand for.
    assert SOFT_HYPHEN not in "".join(set_lines("Qualitätssicherungsmaßnahmenbeschreibung", 120, "xx"))


@pytest.mark.parametrize(
    ("text", "said", "language"),
    [
        ("Die Prüfung wurde mit dem Team vor der Freigabe gemacht.", "en", "de"),
        ("The release waited for the second reading.", "de", "en"),
        ("Elle a relu les textes avec une collègue dans la semaine.", "en", "fr"),
        ("Revisó los textos con una compañera para el cierre.", "en", "es"),
        ("Relecture demandée.", "en", "en"), ("", "fr", "fr"), ("De tekst is van de week en het was niet af.", "nl", "nl"),
        ("The word und is German.", "en-GB", "en-GB"),
    ],
)
def test_a_paragraph_is_parted_in_its_own_language(text: str, said: str, language: str) -> None:
    assert language_of(text, said) == language


def test_german_words_in_an_english_document_are_parted_as_german() -> None:
    for width in range(70, 200, 5):
        parted = set_lines(f"Das wurde mit dem Team geprüft und nicht vergessen: {GERMAN}", width)
        if any(SOFT_HYPHEN in line for line in parted):
            assert parted == set_lines(f"Das wurde mit dem Team geprüft und nicht vergessen: {GERMAN}", width, "de")


def test_addresses_and_dates_get_no_hyphen() -> None:
    address = "https://intranet.example.org/documents/administration/responsibilities?with=parameters"
    lines = set_lines(f"See {address} for more", 110)
    assert SOFT_HYPHEN not in "".join(lines)
    assert address in "".join(lines)
    assert "2026-11-20" in set_lines("dated as of the day 2026-11-20 it was", 70)[1] + " ".join(
        set_lines("dated as of the day 2026-11-20 it was", 70)
    )


def test_a_compound_may_end_a_line_after_its_hyphen() -> None:
    assert set_lines("Escalation and push-back", theme.RAIL_WIDTH, style=theme.HEADING_2)[0].endswith("push-")


def test_line_feeds_stay_and_blank_lines_part_paragraphs() -> None:
    assert set_lines("one\r\ntwo\u2028three", 300) == ["one", "two", "three"]
    assert paragraphs("one\n\n  \n two\nstill two\n\n") == ["one", "two\nstill two"]
    assert one_line("  a\n b\t c ") == "a b c"


def test_plain_text_keeps_letters_and_replaces_what_is_none() -> None:
    assert plain("e\u0301") == "e\u0301"
    assert plain("a\u00adb\ufeffc") == "abc"
    assert plain("\x7f\ufffe\U0001ffff") == "\ufffd\ufffd\ufffd"


def test_a_line_that_is_too_long_ends_in_an_ellipsis() -> None:
    setter = TextSetter("en")
    line = setter.line("A very long name " * 10, theme.HEADER_NAME, 120)
    assert line.width <= 120 and line.text.endswith("…") and line.text.startswith("A very long name")
    assert setter.line("short", theme.HEADER_NAME, 120).text == "short"


@pytest.mark.parametrize(
    ("text", "whole"),
    [("e\u0301x", ["e\u0301", "x"]), ("👩‍💻!", ["👩‍💻", "!"]), ("🇩🇪🇫🇷", ["🇩🇪", "🇫🇷"]), ("👍🏽", ["👍🏽"])],
)
def test_clusters_are_what_a_reader_takes_for_one_character(text: str, whole: list[str]) -> None:
    assert clusters(text) == whole


def test_piled_up_marks_are_cut_before_they_overflow() -> None:
    assert max(len(cluster) for cluster in clusters("a" + "\u0301" * 1000)) <= 32


def test_each_letter_comes_from_the_first_font_that_has_it() -> None:
    pieces = TextSetter("en").line("Anna Ƙaura", theme.BODY).pieces
    assert [(piece.face, piece.text) for piece in pieces] == [
        ("regular", "Anna "), ("more-regular", "Ƙ"), ("regular", "aura"),
    ]


def test_shaping_kerns_and_weights_differ() -> None:
    regular, bold = face("regular"), face("bold")
    apart = sum(regular.glyph_width(glyph.number) for glyph in regular.shape("AVATAR To", "en").glyphs)
    assert regular.shape("AVATAR To", "en").advance < apart
    assert bold.shape("weight", "en").advance > regular.shape("weight", "en").advance


def laid_out(content: ReviewContent) -> list[list[Placed]]:
    document = build_review(content)
    return paginate(StripMaker(document, TextSetter(document.language)).strips())


@pytest.mark.parametrize(
    "content", [samples.review(), samples.full(), samples.empty(), samples.crowded(60), samples.crowded(23)],
    ids=["usual", "full", "empty", "sixty", "fewer"],
)
def test_no_heading_stands_alone_and_nothing_leaves_the_page(content: ReviewContent) -> None:
    for page in laid_out(content):
        assert not page[-1].strip.keep
        for placed in page:
            assert placed.top <= theme.TOP + 0.01
            assert placed.top - placed.strip.height >= theme.BOTTOM - 0.01
            assert placed.top - placed.strip.rail_height >= theme.BOTTOM - 0.01
        for above, below in pairwise(page):
            assert above.top - above.strip.height >= below.top - 0.01


@pytest.mark.parametrize("lead", range(0, 40, 3))
def test_no_page_ends_with_a_heading_wherever_the_pages_fall(lead: int) -> None:
    content = samples.full(texts={**samples.full().texts, "summary": "\n\n".join(["One more line."] * (lead + 1))})
    for page in laid_out(content):
        last = page[-1].strip
        assert not last.keep and not isinstance(last, RuleStrip) and last.bookmark is None
        assert not (isinstance(last, RowStrip) and last.titles)
        rails = [placed for placed in page if isinstance(placed.strip, RailStrip)]
        beside = [p for p in page if not isinstance(p.strip, RailStrip) and p.top <= rails[-1].top + 2] if rails else []
        assert not rails or beside


@pytest.mark.parametrize("lead", range(0, 40, 3))
def test_a_torn_row_keeps_its_date_and_two_lines_on_either_side(lead: int) -> None:
    content = samples.full(texts={"summary": "\n\n".join(["One more line."] * (lead + 1))})
    rows = [
        placed.strip for page in laid_out(content) for placed in page
        if isinstance(placed.strip, RowStrip) and not (placed.strip.bare or placed.strip.titles)
    ]
    for row, after in pairwise(rows):
        assert row.cells[-1].lines
        if not row.ends:
            assert row.cells[0].lines and not after.cells[0].lines
            assert min(len(row.cells[-1].lines), len(after.cells[-1].lines)) >= 2


def test_a_row_is_not_torn_within_a_couple_of_lines() -> None:
    setter = TextSetter("en")
    first = setter.lines("word " * 60, theme.BODY, 200)
    second = [line._replace(above=2.0) if not at else line for at, line in enumerate(first)]
    cell = Cell(0, (*first, *second))
    count = len(first)
    assert count > 4
    assert cell.breaks == [*range(2, count - 1), count, *range(count + 2, 2 * count - 1)]
    assert Cell(0, tuple(first[:3])).breaks == []


@pytest.mark.parametrize(
    "day", ["1 Mar 2026", "12. März 2026", "3 September 2026", "September 3, 2026", "1 de marzo de 2026"]
)
def test_a_date_stays_on_one_line(day: str) -> None:
    for width in range(90, 260, 7):
        lines = set_lines(f"It was agreed with all of them on {day} that this holds.", width)
        assert any(day in line for line in lines), lines


def test_the_dash_of_a_period_stays_with_its_first_day() -> None:
    for width in range(90, 260, 7):
        lines = set_lines("They were away: 3 Aug 2026 – 30 Aug 2026.", width)
        assert not any(line.startswith("–") for line in lines)


def test_words_that_open_a_paragraph_keep_their_own_face() -> None:
    lines = TextSetter("en").run_in("Next step:", theme.LEAD, "word " * 30, theme.BODY, 200)
    assert lines[0].text.startswith("Next step: word")
    assert lines[0].pieces[0].face == "semibold" and lines[0].pieces[-1].face == "regular"
    assert all(line.width <= 200.01 for line in lines)


def test_a_row_taller_than_a_page_goes_on_overleaf_under_its_titles() -> None:
    tall = samples.episode(behaviour="Read the whole contract again, line by line. " * 120)
    content = samples.review(judgments=(samples.judgment("J5", (tall,)),), episodes=(tall,))
    pages = laid_out(content)
    torn = [
        number for number, page in enumerate(pages) for placed in page
        if isinstance(placed.strip, RowStrip) and not placed.strip.ends
    ]
    assert torn
    follower = pages[torn[0] + 1]
    assert any(isinstance(placed.strip, RowStrip) and placed.strip.titles for placed in follower[:3])


def test_a_paragraph_leaves_two_lines_on_either_side_of_a_break() -> None:
    setter = TextSetter("en")
    strip = TextStrip(lines=tuple(setter.lines("word " * 120, theme.BODY, 200)))
    leading = theme.BODY.leading
    assert strip.split(leading * 1.5) is None
    halves = strip.split(strip.height - 1)
    assert halves is not None
    first, second = halves
    assert isinstance(first, TextStrip) and isinstance(second, TextStrip)
    assert len(second.lines) == 2 and len(first.lines) + len(second.lines) == len(strip.lines)


def test_a_chain_taller_than_a_page_still_ends() -> None:
    setter = TextSetter("en")
    lines = tuple(setter.lines("word " * 400, theme.BODY, 347))
    endless: list[Strip] = [TextStrip(lines=lines, keep=True) for _again in range(6)]
    pages = paginate(endless)
    drawn = sum(len(placed.strip.lines) for page in pages for placed in page if isinstance(placed.strip, TextStrip))
    assert drawn == 6 * len(lines) and len(pages) > 2


def test_text_beside_the_rail_does_not_run_into_the_next_heading() -> None:
    for page in laid_out(samples.review()):
        rail_end = theme.TOP
        for placed in page:
            if placed.strip.clears_rail:
                assert placed.top <= rail_end + 0.01
            if placed.strip.rail_height:
                rail_end = placed.top - placed.strip.rail_height


def test_short_texts_join_to_sentences_and_beginnings_end_open() -> None:
    assert sentences("Seen", "", "Effect: none\nat all", "Why?") == "Seen. Effect: none at all. Why?"
    assert first_words("Short and whole.") == "Short and whole."
    assert first_words("x" * 500) == "x" * 76 + "…"
    assert first_words("") == ""
    assert shorter("One two three…") == "One two…"


def test_a_date_wider_than_its_line_is_parted_between_its_words() -> None:
    style = theme.HEADING_2
    lines = [line.text.strip() for line in TextSetter("es").lines("30 de noviembre de 2026", style, theme.RAIL_WIDTH)]
    assert lines == ["30 de noviembre de", "2026"]
