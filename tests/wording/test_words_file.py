"""The resource files can all be read, and an organisation can add words and rules by a file."""

from __future__ import annotations

import pytest

from reviewapp.domain.finding import LABELS, RESOLUTIONS
from reviewapp.wording import LANGUAGES, WordsFileError, load_checker
from reviewapp.wording.identifiers import (
    dni_is_right,
    iban_is_right,
    luhn_is_right,
    nhs_is_right,
    nir_is_right,
    steuer_id_is_right,
)
from reviewapp.wording.typos import is_one_slip


def write(folder, body):
    path = folder / "our.toml"
    path.write_text(body, "utf-8")
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_line_can_be_read(language):
    checker = load_checker()
    checker.grammar(language).compile_lines({*checker.families, *checker.grammar(language).names()})


def test_every_family_is_explained():
    for family in load_checker().families.values():
        assert family.label in LABELS and set(family.resolve) <= set(RESOLUTIONS)
        assert family.why.endswith(".") and family.ask.endswith("?") and family.title


def test_our_own_tool_is_known_once_it_is_added(tmp_path):
    text = "Hardly uses Heinzelmann."
    assert not load_checker().check(text, "en")
    path = write(tmp_path, 'language = "en"\n[classes]\nAIX = "heinzelmann"\n')
    assert [one.span for one in load_checker().with_words(path).check(text, "en")] == ["Hardly uses Heinzelmann"]
    assert not load_checker().check(text, "en")


def test_our_own_family_can_be_added(tmp_path):
    path = write(
        tmp_path,
        'language = "en"\n[find]\nkiosk = "[NUM kiosk taps]"\n[families.kiosk]\nlabel = "usage_metric"\ntitle = "Taps"\n'
        'why = "Taps count activity."\nask = "What came of it?"\nresolve = ["rewrite", "remove"]\n',
    )
    found = load_checker().with_words(path).check("She had 40 kiosk taps.", "en")
    assert [(one.label, one.span, one.family) for one in found] == [("usage_metric", "40 kiosk taps", "kiosk")]


@pytest.mark.parametrize(
    "body",
    [
        "not toml [",
        'colour = "red"',
        'language = "xx"',
        '[find]\nnobody = "[a b]"',
        '[find]\nprompts = "[NUM (a"',
        '[find]\nprompts = "[NUM WORD{0,99}]"',
        '[find]\nprompts = "[NUM NOSUCHCLASS]"',
        "[classes]\nAIX = 3",
        '[families.x]\nlabel = "usage_metric"',
    ],
)
def test_a_file_that_cannot_be_used_is_refused(tmp_path, body):
    with pytest.raises(WordsFileError):
        load_checker().with_words(write(tmp_path, body))
    with pytest.raises(WordsFileError):
        load_checker().with_words(tmp_path / "nowhere.toml")


def test_check_digits():
    assert iban_is_right("DE89370400440532013000") and not iban_is_right("DE89370400440532013001")
    assert luhn_is_right("4111111111111111") and not luhn_is_right("4111111111111112")
    assert nhs_is_right("9434765919") and not nhs_is_right("9434765918")
    assert steuer_id_is_right("86095742719") and not steuer_id_is_right("86095742718")
    assert nir_is_right("184127645108946") and not nir_is_right("184127645108947")
    assert dni_is_right("12345678Z") and dni_is_right("X1234567L") and not dni_is_right("12345678A")


def test_one_slip():
    assert is_one_slip("chatgtp", "chatgpt") and is_one_slip("promts", "prompts") and is_one_slip("tokkens", "tokens")
    assert not is_one_slip("tokens", "takers") and not is_one_slip("prompts", "promptly")
