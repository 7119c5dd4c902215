"""No input hangs, breaks or slows the check out of proportion; nothing is loaded that could talk to a network."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewapp.paths import resource
from reviewapp.wording import LANGUAGES, Checker, load_checker
from reviewapp.wording.pattern import lines_of, pieces_of
from reviewapp.wording.tokens import tokenise
from tests.wording.reading import exam

ROOT = Path(__file__).resolve().parents[2]
_ESCAPED, _CLASS = re.compile(r"\\.", re.DOTALL), re.compile(r"\[\]?[^\]]*\]", re.DOTALL)
_UNBOUNDED = re.compile(r"[*+]|\{\d*,\}")
EVIL = (
    "a", "1", " ", "\n", "-", ".", "prompts ", "12 ", "uses ", "AI ", "the ", "never ", "a@", "1-", "0 ", "(1", "he is ", "of the ",
    "about about 12 ", "hundred and ", "and a half ", "\ud800", "\x00", "\u202e", "🙂", "é", "most of the ", "tokens : ", "DE89 ",
    "password=", "every single ", "his his ", "not not ", "sk-", "+1 ", "eyJ", "½", "x" * 63, "never never ever ",
)  # fmt: skip


# The same in the words of the other languages: words that begin, fill and end the longest lines, and never all of a line.
EVIL_IN = {
    "en": EVIL,
    "de": (
        "Prompts ", "12 ", "nutzt ", "nutzt die ", "nutzt die KI ", "KI ", "die die ", "der KI ", "nie ", "noch nie nie ",
        "mit der KI hat sich heute ", "hat sich ", "von der ", "er ist der ", "hundert und ", "und eine halbe ",
        "etwa etwa 12 ", "die meisten der ", "Tokens : ", "jede einzelne ", "sein sein ", "nicht nicht ", "kein kein ",
        "meistens oft selten ", "nutzt jedoch oft die ", "Copilot aber ", "pro Tag und ", "ä", "ß", "ſ", "Prompt-",
        "Nutzungs", "KI-gestützte ", "drei Mal zwei Mal ", "Stunden Stunden ", "laut laut ", "der der der faulste ",
    ),
    "fr": (
        "prompts ", "12 ", "utilise ", "utilise la ", "utilise l'IA ", "l'IA ", "l'", "n'", "ne ne ", "pas pas ",
        "n'utilise pas l'IA ", "laisse faire ", "fait faire l'IA ", "de la ", "il est le plus ", "cent et ", "et demi ",
        "environ environ 12 ", "la plupart des ", "jetons : ", "chaque chaque ", "son son ", "plus jamais plus ",
        "souvent parfois ", "ChatGPT ne ", "ChatGPT ne plus guère ", "ne jamais depuis ", "par jour et ", "é", "œ", "’",
        "quatre-vingt-", "demi-", "trois fois deux fois ", "heures heures ", "il paraît que ", "aucun aucune ",
    ),
    "es": (
        "prompts ", "12 ", "usa ", "usa la ", "usa la IA ", "la IA ", "no no ", "nunca ", "casi casi nunca ", "no hay ",
        "no hay ni una que no ", "ni un ni una ", "ninguna ", "de la ", "es el más ", "cien y ", "y medio ",
        "unos unos 12 ", "la mayoría de las ", "tokens : ", "cada cada ", "su su ", "apenas apenas ", "a menudo a veces ",
        "usa siempre la ", "ChatGPT cada ", "la IA usa cada ", "por día y ", "ñ", "¿", "¡", "veinti", "tres veces dos veces ",
        "horas horas ", "dicen que dicen que ", "jamás jamás ", "usa usa usa ",
    ),
}  # fmt: skip
# The pieces of English are tried in every language: people mix them, and tools have English names everywhere.
PLACES = [
    pytest.param(language, piece, id=f"{language} {piece!a}")
    for language, own in EVIL_IN.items()
    for piece in dict.fromkeys((*EVIL, *own))
]


@pytest.mark.parametrize(("language", "piece"), PLACES)
def test_work_grows_no_faster_than_the_text(language, piece):
    """Steps of the interpreter, not seconds: twice the text may cost about twice the steps.

    Beyond some hundred tokens a sentence is no longer looked at before its lines are tried: that is one step, so one of
    two doublings may cost more. What grew with the square of the text would cost four times at both.
    """
    checker = load_checker()
    counts = []
    for size in (4_000, 8_000, 16_000):
        text = piece * (size // len(piece))
        checker.check(text, language)  # compiles the lines this text needs
        grammar = checker.grammar(language)
        before = grammar.work
        checker.check(text, language)
        counts.append(grammar.work - before + len(tokenise(text)))
    assert any(after <= 2.2 * before + 50 for before, after in pairwise(counts)), counts


def salad(language):
    """A word of each class and every word the rules name, in one endless sentence: most lines have a chance to begin."""
    words: dict[str, None] = {}
    for folder in ("common", language):
        for path in sorted(resource("wording", folder).glob("*.toml")):
            data = tomllib.loads(path.read_text("utf-8"))
            for block in data.get("classes", {}).values():
                words |= dict.fromkeys([word for line in lines_of(block) for word in line.split()][:1])
            for table in ("parts", "chunks", "clear", "find", "unless", "except", "roles"):
                for block in data.get(table, {}).values():
                    words |= dict.fromkeys(piece for line in lines_of(block) for piece in pieces_of(line))
    plain = (word.partition("+")[0].replace("*", "en").lstrip("&") for word in words)
    return [word for word in plain if word.isalpha() and not word.isupper()]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_work_grows_no_faster_than_a_sentence_in_which_most_lines_have_a_chance(language, turned):
    words = salad(language)
    text = " ".join([*(reversed(words) if turned else words), "12", "30", "%", ""])
    checker = Checker()
    grammar, counts = checker.grammar(language), []
    for times in (2, 4):
        checker.check(text * times, language)
        before = grammar.work
        checker.check(text * times, language)
        counts.append(grammar.work - before)
    lines = [line for family in grammar._families() for line in family.lines]
    assert sum(line.expression is not None for line in lines) > 0.6 * len(lines), "else it proves little"
    assert counts[1] <= 2.1 * counts[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_repeats_without_a_bound(language):
    """What one line may try at one place has an end that the text does not move, so back-tracking cannot grow with it."""
    grammar = load_checker().grammar(language)
    grammar.compile_lines(grammar.names())
    expressions = [line.expression.pattern for family in grammar._families() for line in family.lines]
    assert len(expressions) > 300
    for one in expressions:
        bare = _CLASS.sub("", _ESCAPED.sub("", one))
        assert not _UNBOUNDED.search(bare), ascii(one)


def test_an_unbounded_repeat_would_be_seen():
    for one in ("a*", "(?:b|c)+", "a{2,}", r"\w*", "[ab]+"):
        assert _UNBOUNDED.search(_CLASS.sub("", _ESCAPED.sub("", one)))
    for one in ("a?", "a{0,9}", r"\*", "[*+]", r"[\]*]"):
        assert not _UNBOUNDED.search(_CLASS.sub("x", _ESCAPED.sub("", one)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_text_of_each_evil_piece_ends(language):
    """In a process of its own with a generous limit; a backtracking expression would never end."""
    pieces = [*EVIL_IN[language][:12], "a1-", "a.b@", "((((", "aaaa"]
    mixed = "".join(EVIL_IN[language])
    code = (
        "import sys\n"
        "from reviewapp.wording import load_checker\n"
        f"checker, language = load_checker(), {language!r}\n"
        f"for piece in {[*pieces, mixed, ' '.join(salad(language))]!a}:\n"
        "    checker.check(piece * (60_000 // len(piece)), language)\n"
        "print('done')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=240, check=False)
    assert done.stdout.strip() == "done", done.stderr[-500:]


def test_a_megabyte_of_each_evil_piece_ends():
    """In a process of its own with a generous limit; a backtracking expression would never end."""
    code = (
        "from reviewapp.wording import load_checker\n"
        "checker = load_checker()\n"
        "for piece in ('he is the most about 12 and a half prompts of ', 'a1-', '1 ', 'a.b@', '((((', 'hundred and ', 'aaaa'):\n"
        "    checker.check(piece * (120_000 // len(piece)), 'en')\n"
        "checker.check('x' * 1_000_000 + '\\ud800\\x00', 'en')\n"
        "checker.check('1' * 1_000_000)\n"
        "print('done')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=240, check=False)
    assert done.stdout.strip() == "done", done.stderr[-500:]


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(), max_size=200), st.sampled_from(("en", "de", "fr", "es", None, "xx")))
def test_any_text_is_checked(text, language):
    for one in load_checker().check(text, language):
        assert text[one.start : one.end] == one.span


def test_the_same_text_has_the_same_findings():
    text = "Apparently she never opens the tool; 12 prompts in June."
    assert load_checker().check(text) == load_checker().check(text)


def test_nothing_that_talks_to_a_network_is_loaded():
    code = (
        "import sys\n"
        "from reviewapp.wording import load_checker\n"
        "load_checker().check('Mail a@b.example, DE89370400440532013000, 12 prompts', 'en')\n"
        "print([m for m in ('ssl','socket','http','http.client','urllib.request','asyncio','PySide6','click') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_threads_that_share_a_checker_find_what_one_thread_finds():
    """The window checks as one types while the worker checks a whole review; both fill the same grammar."""
    pairs = [(one.text, one.language) for one in exam()][::4]
    alone = [load_checker().check(*pair) for pair in pairs]
    fresh = Checker()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda pair: fresh.check(*pair), pairs)) == alone
