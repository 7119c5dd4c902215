"""Every script that is shipped, printed and read back: what is copied from the page is what was written."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from reviewapp.report import RenderedPdf, render_review, theme
from reviewapp.report.text import TextSetter
from tests.report import samples
from tests.report.reading import furthest, text_of
from tests.report.scripts import MIXED, SAMPLES, Sample, canonical, words_of

ROOT = Path(__file__).resolve().parents[2]


def printed(sample: Sample) -> RenderedPdf:
    return render_review(samples.review(texts={"summary": sample.text}, language=sample.language))


def by_poppler(pdf: RenderedPdf, folder: Path) -> str:
    """The text as pdftotext gives it, marks of one letter in the order Unicode calls canonical."""
    file = folder / "printed.pdf"
    file.write_bytes(pdf.data)
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True)
    return canonical(done.stdout.decode("utf-8"))


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.script for sample in SAMPLES])
def test_a_text_comes_back_letter_by_letter(sample: Sample) -> None:
    pdf = printed(sample)
    assert pdf.missing == frozenset()
    assert sample.text in text_of(pdf.data)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.script for sample in SAMPLES])
def test_another_reader_gives_the_same_text(sample: Sample, tmp_path: Path) -> None:
    assert canonical(sample.text) in by_poppler(printed(sample), tmp_path)


@pytest.mark.parametrize("sample", MIXED, ids=[sample.script for sample in MIXED])
def test_where_directions_meet_one_word_is_lost_at_most(sample: Sample) -> None:
    assert len(words_of(sample.text) - words_of(text_of(printed(sample).data))) <= 1


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize("sample", MIXED, ids=[sample.script for sample in MIXED])
def test_another_reader_loses_no_more(sample: Sample, tmp_path: Path) -> None:
    assert len(words_of(sample.text) - words_of(by_poppler(printed(sample), tmp_path))) <= 1


def test_letters_join_and_stand_from_right_to_left() -> None:
    line = TextSetter("ar").line("العقد 12 مع Jonas", theme.BODY)
    assert line.text == "العقد 12 مع Jonas"
    assert [piece.text.strip() for piece in line.drawn if piece.text.strip()] == ["Jonas", "مع", "12", "العقد"]
    joined = TextSetter("ar").line("بب", theme.BODY).pieces[0].shaped.glyphs
    apart = TextSetter("ar").line("ب", theme.BODY).pieces[0].shaped.glyphs
    assert apart[0].number not in {glyph.number for glyph in joined}


@pytest.mark.parametrize(
    ("language", "letters", "glyphs"), [("hi", "क्ष", 1), ("hi", "प्र", 1), ("bn", "ক্ষ", 1), ("ta", "க்ஷ", 1), ("my", "က္က", 1)]
)
def test_letters_of_a_conjunct_are_drawn_as_one(language: str, letters: str, glyphs: int) -> None:
    shaped = TextSetter(language).line(letters, theme.BODY).pieces[0].shaped
    assert len(shaped.glyphs) == glyphs and shaped.glyphs[0].text == letters


def test_a_mark_is_part_of_its_letter_and_drawn_as_a_shape() -> None:
    shaped = TextSetter("ar").line("جَ", theme.BODY).pieces[0].shaped
    assert "".join(glyph.text for glyph in shaped.glyphs) == "\u064eج"
    assert len(shaped.marks) == 2  # the dot of the letter and its vowel


def test_a_page_in_hebrew_is_mirrored() -> None:
    english = render_review(samples.review(texts={}))
    hebrew = render_review(samples.review(texts={}, language="he"))
    left, right = furthest(english.data, "Period")
    other_left, other_right = furthest(hebrew.data, "Period")
    assert left == pytest.approx(theme.LEFT, abs=1) and other_right == pytest.approx(theme.RIGHT, abs=1)
    assert other_left - theme.LEFT == pytest.approx(theme.RIGHT - right, abs=1.5)


def test_a_paragraph_of_the_other_direction_begins_on_its_own_side() -> None:
    for language, text, shifted in (
        ("en", "היא בדקה את החוזה", True), ("he", "היא בדקה את החוזה", False), ("he", "It was read twice.", True),
        ("en", "It was read twice.", False), ("he", "API v3 נבדק שוב עם הצוות", False), ("he", "12 – 3", False),
    ):
        line = TextSetter(language).lines(text, theme.BODY, 300)[0]
        assert line.shift == pytest.approx(300 - line.width if shifted else 0), text


def test_the_space_at_a_line_end_stands_outside_the_line() -> None:
    for line in TextSetter("he").lines("היא בדקה את החוזה עם הצוות לפני ההשקה", theme.BODY, 90)[:-1]:
        assert line.text.endswith(" ") and line.hang > 0
        assert line.hang + line.width == pytest.approx(sum(piece.width for piece in line.pieces))
        assert not line.drawn[0].text.strip()


def test_isolates_order_a_line_and_are_not_drawn() -> None:
    setter = TextSetter("he")
    plainly = setter.line("גרסה C++ נבדקה", theme.BODY)
    isolated = setter.line("גרסה \u2068C++\u2069 נבדקה", theme.BODY)
    assert isolated.text == plainly.text and "\u2068" not in isolated.text
    assert "".join(piece.text for piece in plainly.drawn) != "".join(piece.text for piece in isolated.drawn)


def test_no_syllable_is_parted_in_a_script_without_hyphens() -> None:
    for language, text in (("th", "เธออ่านสัญญาสองครั้งก่อนเผยแพร่และบอกทีมว่ายอดรวมไม่ตรงกัน"), ("mr", "वापरकर्त्यांसाठीच्याकार्यक्रमामध्ये")):
        for line in TextSetter(language).lines(text, theme.BODY, 60):
            assert "\u00ad" not in line.text


def test_lines_break_between_ideographs_and_not_before_a_full_stop() -> None:
    text = "合同由两个没有参与起草的人读了两遍。发布因此推迟,直到原因弄清楚为止。"
    for width in range(40, 140, 7):
        lines = [line.text for line in TextSetter("zh").lines(text, theme.BODY, width)]
        assert "".join(lines) == text
        assert not any(line[0] in "。,、" for line in lines)


def test_the_table_names_every_script() -> None:
    table = (ROOT / "docs" / "extraction.md").read_text("utf-8")
    for sample in (*SAMPLES, *MIXED):
        assert f"| {sample.script} | {sample.language} |" in table
