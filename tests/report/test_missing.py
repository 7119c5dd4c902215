"""What no font can draw is named with the headings it stands under, and said in sentences."""

from __future__ import annotations

from reviewapp.actions.missing_words import missing_lines
from reviewapp.domain.missing import MissingCharacter
from reviewapp.report import render_review
from tests.report import samples

GLYPH = "\U00013000"
OTHER = "\U00010330"


def test_each_character_is_named_with_its_headings() -> None:
    content = samples.review(
        person_role=f"Keeper of {OTHER}", texts={"summary": f"one {GLYPH} two", "goals": f"{GLYPH}{GLYPH}"},
        judgments=(samples.judgment("J5", (samples.episode(behaviour=f"Read {OTHER}."),), strength="Reads."),),
    )
    pdf = render_review(content)
    places = {found.character: found.places for found in pdf.missing_places}
    assert places == {
        OTHER: ("Front page", "Critical assessment"), GLYPH: ("Summary", "Goals"),
    }
    assert pdf.missing == set(places)


def test_a_text_every_font_knows_is_reported_nowhere() -> None:
    assert render_review(samples.review()).missing_places == ()
    assert missing_lines(()) == []


def test_control_characters_are_named_where_they_stood() -> None:
    pdf = render_review(samples.review(texts={"goals": "before \x00 after"}))
    assert [(found.character, found.places) for found in pdf.missing_places] == [("\ufffd", ("Goals",))]


def test_the_sentences_name_code_points_and_headings_once() -> None:
    lines = missing_lines((
        MissingCharacter(GLYPH, ("Summary", "Goals")), MissingCharacter(OTHER, ("Summary", "Goals")),
    ))  # fmt: skip
    assert lines[0].startswith("No font here can draw some characters.")
    assert lines[1:] == ["Under “Summary”, “Goals”: U+13000, U+10330."]


def test_a_long_list_is_cut_and_east_asian_letters_get_advice() -> None:
    found = tuple(MissingCharacter(chr(0x4E00 + number), ("Goals",)) for number in range(30))
    lines = missing_lines(found)
    assert "and others" in lines[1] and lines[1].count("U+") == 12
    assert "extra “cjk”" in lines[-1]
