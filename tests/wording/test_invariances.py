"""What must not change the answer: case, a slip of the keyboard, plural, number words, names, order, line breaks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewapp.wording import load_checker

NUMBERS = {12: "twelve", 20: "twenty", 45: "forty-five", 64: "sixty-four", 90: "ninety", 300: "three hundred"}
TOOLS = ("Copilot", "ChatGPT", "Gemini", "Claude", "the assistant", "the claims bot", "the drafter", "GitHub Copilot")
WHO = ("She", "Tom", "The night nurse", "Our new baker", "He", "Ines from the depot")
UNITS = ("prompts", "messages", "queries", "chats", "sessions", "questions")
TAIL = ("", " this month", " since Easter", " last week", " in May")
LOOK_ALIKES = (
    "Sent a prompt reply to the customer.",
    "Caught three wrong dosages in the draft.",
    "The access token had expired.",
    "Refused the quote because it priced last year's steel.",
    "Chaired the court session and compared the minutes.",
)
each = settings(max_examples=60, deadline=None)


def labels(text: str) -> set[str]:
    return {one.label for one in load_checker().check(text, "en")}


@each
@given(st.sampled_from(sorted(NUMBERS)), st.booleans(), st.sampled_from(UNITS), st.sampled_from(TOOLS), st.sampled_from(WHO),
       st.sampled_from(TAIL))  # fmt: skip
def test_a_count_is_found_whoever_whatever_and_however_written(number, word, unit, tool, who, tail):
    amount = NUMBERS[number] if word else f"{number:,}"
    text = f"{who} sent {amount} {unit} to {tool}{tail}."
    assert "usage_metric" in labels(text), text
    assert "usage_metric" in labels(text.upper()) and "usage_metric" in labels(text.lower()), text


@each
@given(st.sampled_from(("prompts", "messages", "sessions", "queries", "Copilot", "ChatGPT")), st.data())
def test_one_slip_in_a_long_word_changes_nothing(word, data):
    place = data.draw(st.integers(2, len(word) - 2))
    slip = data.draw(st.sampled_from(("drop", "double", "swap")))
    if slip == "drop":
        typed = word[:place] + word[place + 1 :]
    elif slip == "double":
        typed = word[:place] + word[place] + word[place:]
    else:
        typed = word[:place] + word[place + 1] + word[place] + word[place + 2 :] if place + 1 < len(word) else word
    text = "Tom sent 300 prompts to Copilot and 40 queries to ChatGPT, in messages and sessions."
    assert "usage_metric" in labels(text.replace(word, typed)), typed


@each
@given(st.sampled_from(TOOLS), st.sampled_from(("Hardly uses", "Rarely opens", "Never touches", "Barely uses")))
def test_any_tool_can_be_hardly_used(tool, how):
    assert "usage_metric" in labels(f"{how} {tool}.")


@each
@given(st.permutations(("found the wrong label", "45 prompts on Friday", "asked for leave")), st.sampled_from(("\n- ", "; ", ". ")))
def test_order_bullets_and_line_breaks_change_nothing(parts, between):
    text = (between.strip(" ;.") + " " if "\n" in between else "") + between.join(parts)
    assert labels(text) == {"usage_metric"}, text


@each
@given(st.sampled_from(LOOK_ALIKES), st.sampled_from(("", "  ", "\n")), st.sampled_from((str, str.lower)))
def test_look_alikes_stay_clean(text, before, change):
    assert not labels(before + change(text))


@each
@given(st.integers(2, 40))
def test_wrapped_lines_are_one_sentence(width):
    words = ["In", "the", "last", "window", "the", "apprentice", "in", "the", "tool", "room", "entered", "sixty", "four", "prompts"]
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 40 + width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    assert "usage_metric" in labels("\n".join([*lines, line]))
