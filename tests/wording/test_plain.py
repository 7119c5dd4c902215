"""What the eye does not see, or sees as layout, changes no finding; places lead back to the text as written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewapp.wording import load_checker
from reviewapp.wording.plain import plain

INVISIBLE = ("\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\ufe0f", "\u200b\u00ad")
SENTENCES = (
    "In May she entered 64 prompts for the till.",
    "Hardly uses Copilot on the ward.",
    "Half of his letters are written by the bot.",
    "Reach the guest at sofia.marin@example.com today.",
    "She is too old to change.",
)
each = settings(max_examples=120, deadline=None)


def labels(text: str) -> list[str]:
    return [one.label for one in load_checker().check(text, "en")]


@each
@given(st.sampled_from(SENTENCES), st.sampled_from(INVISIBLE), st.data())
def test_invisible_characters_anywhere_change_nothing(sentence, hidden, data):
    text = sentence
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(1, len(text) - 1))
        text = text[:place] + hidden + text[place:]
    assert labels(text) == labels(sentence), ascii(text)
    for one in load_checker().check(text, "en"):
        assert text[one.start : one.end] == one.span


@each
@given(st.text(st.sampled_from("ab1 *#><&-\n\u00ad\u200bÄé"), max_size=60))
def test_every_place_leads_back_to_its_own_character(text):
    read = plain(text)
    assert len(read.text) <= len(text)
    for place, letter in enumerate(read.text):
        assert text[read.start(place)] == letter
        assert read.end(place + 1) == read.start(place) + 1


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("She sent **40** prompts in May.", "40** prompts in May"),
        ("She sent *40 prompts* in May.", "40 prompts* in May"),
        ("She sent 40\u00a0prompts.", "40\u00a0prompts"),
        ("She sent 40\u202fprompts.", "40\u202fprompts"),
        ("She sent ４０ prompts.", "４０ prompts"),
        ("She sent 40 ｐｒｏｍｐｔｓ.", "40 ｐｒｏｍｐｔｓ"),
        ("She sent 40 рrоmрts.", "40 рrоmрts"),
        ("She sent 40 prom-\npts.", "40 prom-\npts"),
        ("She sent 40 pro\u00admpts.", "40 pro\u00admpts"),
        ("> 40 prompts\n> in May", "40 prompts\n> in May"),
        ("# Prompts: 40", "Prompts: 40"),
        ("She sent <b>40</b> prompts.", "40</b> prompts"),
        ("* till balanced\n* 40 prompts\n", "40 prompts"),
        ("1. till balanced\n2. sent 40 prompts\n", "40 prompts"),
    ],
)
def test_layout_and_look_alike_letters_hide_no_usage(text, span):
    found = [one for one in load_checker().check(text, "en") if one.label == "usage_metric"]
    assert [one.span for one in found] == [span]


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n\r\n", "\n \n", "\n\n\n\n"])
@pytest.mark.parametrize(
    "parts",
    [("She sent 40", "prompts"), ("Hardly uses", "Copilot"), ("Three hours a day in the", "Chatbot"), ("Prompts:", "40")],
)
def test_a_break_inside_a_phrase_hides_no_usage(parts, between):
    text = between.join(parts)
    found = load_checker().check(text, "en")
    assert "usage_metric" in {one.label for one in found}, ascii(text)
    assert all(text[one.start : one.end] == one.span for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Found the wrong label on 12\n\nPrompt reply to the guest.",
        "Wrote to the supplier by hand.\n\nCopilot was off that day.",
        "- asked for the source\n- used the assistant for the parts list\n\nEvery week she checks the scale.",
        "Used the bot for the menu\n\nDaily round with the chef.",
        "5 * 3 boxes, not 15 pallets: the planner had read the star as a dot.",
    ],
)
def test_breaks_and_stars_make_no_usage(text):
    assert "usage_metric" not in labels(text)
