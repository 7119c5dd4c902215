"""One pair for each family: what speaks, and the look-alike that does not. And the borderline rules."""

from __future__ import annotations

import pytest

from reviewapp.wording import detect_language, load_checker
from tests.wording.reading import dev, folder

PAIRS = {
    "tokens": ("She used 80k tokens in June.", "The refresh token had expired and she said so."),
    "prompts": ("Entered 64 prompts last week.", "Prompt reply to the harbour, by hand."),
    "sessions": ("Six log-ins since Easter.", "Six training sessions on reading a source."),
    "time": ("Three hours a day in the chatbot.", "Three hours with the family about the letter."),
    "seats": ("Her Copilot licence is unused.", "Her driving licence had run out and the scanner missed it."),
    "acceptance": ("Acceptance rate 44%.", "Turned down the quote because it priced last year's steel."),
    "output": ("Delivered 40 AI-written adverts in May.", "Corrected 40 AI-written adverts in May."),
    "share": ("Half of her letters are written by the bot.", "Half of the answers the bot gave were wrong."),
    "cost": ("£90 of API spend in May.", "Saved £90 by doubting the quote."),
    "streak": ("A 20-day streak in the tutor app.", "A lucky streak with the weather."),
    "badge": ("Gold badge in the prompt challenge.", "The gold price feed was stale and he stopped it."),
    "rank": ("Third on the AI leaderboard.", "The taxi rank sensor was wrong and he counted."),
    "amount": ("Hardly uses Copilot.", "Chose not to use Copilot for the will."),
    "bare": (
        "A third of the handouts carry the assistant's hand.",
        "A third of the handouts by the assistant had the old address and were printed again.",
    ),
    "praise": ("He's good at AI.", "Good catch: the invoice had last year's rate."),
    "trait": ("He is lazy.", "Removed the lazy loading from the map."),
    "universal": ("He never checks.", "House rule: never confirm a booking over 20."),
    "second_hand": ("I've heard he copies.", "I heard him tell the caller why it was wrong."),
    "characteristic": ("Too old to change.", "An ageing pipe, and a next-generation scanner."),
    "condition": ("Her epilepsy makes screens hard.", "The health of the pipeline was checked."),
    "personal_data": ("Mail to j.obuya@harbour.example went out.", "Took the addresses out of the log."),
}


@pytest.mark.parametrize("family", PAIRS)
def test_every_family_speaks_and_keeps_quiet(family):
    checker = load_checker()
    label = checker.families[family].label
    flagged, clean = PAIRS[family]
    assert label in {one.label for one in checker.check(flagged, "en")}, flagged
    assert not checker.check(clean, "en"), clean


def test_every_family_is_in_the_pairs():
    assert set(PAIRS) == set(load_checker().families)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Not that we score it, but she's had 2,000 messages with the bot.", {"usage_metric"}),
        ("Found the wrong dose. 17 bot queries this month.", {"usage_metric"}),
        ("Ran the menu through it once before printing.", set()),
        ("Has tried the assistant once since May.", {"usage_metric"}),
        ("The target is ten chats a week.", set()),
        ("The target is ten chats a week; Imran managed three.", {"usage_metric"}),
        ("Sent back 3 of the 12 generated floor plans because the doors opened inwards.", set()),
        ("Ivo never opens the assistant.", {"usage_metric", "absolute"}),
        ("Hardly opens the assistant.", {"usage_metric"}),
        ("We leave prompt counts out of this.", set()),
        ("Superb with AI tools, 45 prompts a day.", {"vague", "usage_metric"}),
    ],
)
def test_the_borderline_rules(text, labels):
    assert {one.label for one in load_checker().check(text, "en")} == labels


def test_every_span_is_the_text_at_its_place():
    checker = load_checker()
    for example in [*dev(), *folder("train")]:
        text = f"\n\t• {example.text}\r\n\n- {example.text}"
        found = checker.check(text, example.language)
        assert [one.start for one in found] == sorted(one.start for one in found)
        for one in found:
            assert text[one.start : one.end] == one.span
            assert one.span == one.span.strip() and one.why and one.ask and one.resolve


def test_findings_of_one_label_do_not_overlap():
    for example in folder("train"):
        taken: dict[str, int] = {}
        for one in load_checker().check(example.text, example.language):
            assert one.start >= taken.get(one.label, 0)
            taken[one.label] = one.end


def test_the_language_is_found():
    examples = [*dev(), *folder("train")]
    right = sum(detect_language(one.text) == one.language for one in examples)
    assert right >= 0.98 * len(examples)
    assert detect_language("") == "en"
