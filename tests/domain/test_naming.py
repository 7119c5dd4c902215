"""Finding a name in a text: every spelling of the person, and nobody else."""

from __future__ import annotations

import pytest

from reviewapp.domain.naming import Naming, name_parts, parts_of_others

TOM = Naming(("Tom Hesketh", "Tommy"))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Tom Hesketh checked it.", "[erased] checked it."),
        ("TOM\nHESKETH checked it.", "[erased] checked it."),
        ("Tom's table, Hesketh’s list, Heskeths Liste.", "[erased]'s table, [erased]’s list, [erased] Liste."),
        ("Hesketh, Tom: see below.", "[erased]: see below."),
        ("I asked Tommy and Tom.", "I asked [erased] and [erased]."),
        ("(Tom) [Hesketh] “Tom”", "([erased]) [[erased]] “[erased]”"),
        ("Tomorrow's atom, a custom and the Tomboy.", "Tomorrow's atom, a custom and the Tomboy."),
        ("A tom cat.", "A tom cat."),
        ("Nobody is named here.", "Nobody is named here."),
        ("", ""),
    ],
)
def test_every_spelling_of_the_name_goes_and_nothing_else(text, left):
    assert TOM.without(text) == left


def test_accents_and_their_absence_are_one_name():
    sian = Naming(("Siân Évans",))
    assert sian.without("Sian Evans; SIÂN; Sia\u0302n and Évans") == "[erased]; [erased]; [erased] and [erased]"


def test_a_word_of_the_language_is_not_taken_for_a_name():
    will = Naming(("Will Mark",))
    assert will.without("I will note it, mark it. Will said so.") == "I will note it, mark it. [erased] said so."
    assert will.without("will mark wrote in haste") == "[erased] wrote in haste"
    assert Naming(("Will",)).without("I will ask Will.") == "I will ask [erased]."


def test_a_nickname_written_small_is_found():
    assert Naming(("Bo Li", "kiki")).without("Ask kiki or Kiki, not kikiriki.") == "Ask [erased] or [erased], not kikiriki."


def test_scripts_without_spaces_and_without_capitals():
    assert Naming(("王小明",)).without("今天王小明檢查了") == "今天[erased]檢查了"
    assert Naming(("ليلى حداد",)).without("قالت ليلى حداد") == "قالت [erased]"


def test_particles_are_no_names_and_shared_parts_are_left():
    assert name_parts(["Anna van der Berg"]) == {"anna", "berg"}
    shared = parts_of_others(["Tom Hesketh"], ["Tom Baker", "Ruth Ansell"])
    assert shared == {"tom"}
    assert Naming(("Tom Hesketh",), shared).without("Tom and Tom Hesketh and Hesketh") == "Tom and [erased] and [erased]"


def test_a_name_may_hold_what_patterns_are_made_of():
    odd = Naming(("J.R. (Bob) O'Neil+",))
    assert "Neil" not in odd.without("J.R. (Bob) O'Neil+ was there, O'Neil+ too.")
