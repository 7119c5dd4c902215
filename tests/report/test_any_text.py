"""Any text at all is set: no letter lost, no line too wide, no exception, whatever the script and direction."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewapp.report import theme
from reviewapp.report.itemise import clusters
from reviewapp.report.plain import plain
from reviewapp.report.surface import Surface
from reviewapp.report.text import TextSetter

CONTROLS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u200b\u00ad\n "))
LETTERS = st.sampled_from(
    [*"abcé ßfi 12,.-–()[]«»/:@\n\t", *"אבגשָׁ", *"العقدَّلا،؟٣", *"हिन्दीक्षत्र।", *"ไทยที่", *"ខ្មែរ", "漢", "字", "。", "한",
     "🎉", "👩", "\u200d", "💻", "\u200e", "\u200f", "\u2067", "\u2068", "\u2069", "\u202e", "\u202c", "\u0301", "\ufdfd", "\U00013000"]
)  # fmt: skip
TEXTS = st.one_of(st.text(LETTERS, max_size=60), st.text(max_size=40))


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["en", "he", "hi", "zh"]), st.floats(30, 400))
def test_every_letter_is_on_a_line_that_fits(text: str, language: str, width: float) -> None:
    lines = TextSetter(language).lines(text, theme.BODY, width)
    assert "".join(line.text for line in lines).translate(CONTROLS) == plain(text).translate(CONTROLS)
    for line in lines:
        assert sorted(line.drawn) == sorted(line.pieces)
        assert line.width <= width + 0.01 or len(clusters(line.text.strip())) == 1
        assert line.shift >= 0 and line.hang >= 0


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.sampled_from(["en", "ar"]))
def test_any_text_makes_a_file_that_opens(texts: list[str], language: str) -> None:
    def drawn() -> bytes:
        setter = TextSetter(language)
        surface = Surface(title="t", author="a", subject="s", language=language, right_to_left=setter.right_to_left)
        for number, text in enumerate(texts):
            surface.text(setter.line(text, theme.BODY, 400), theme.LEFT, 700 - 20 * number)
        surface.finish_page()
        return surface.finished()

    data = drawn()
    assert data == drawn()
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1 and pikepdf.parse_content_stream(pdf.pages[0])
