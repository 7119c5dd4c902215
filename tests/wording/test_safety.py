"""No input hangs, breaks or slows the check out of proportion; nothing is loaded that could talk to a network."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewapp.wording import Checker, load_checker
from reviewapp.wording.tokens import tokenise
from tests.wording.reading import exam

ROOT = Path(__file__).resolve().parents[2]
EVIL = (
    "a", "1", " ", "\n", "-", ".", "prompts ", "12 ", "uses ", "AI ", "the ", "never ", "a@", "1-", "0 ", "(1", "he is ", "of the ",
    "about about 12 ", "hundred and ", "and a half ", "\ud800", "\x00", "\u202e", "🙂", "é", "most of the ", "tokens : ", "DE89 ",
    "password=", "every single ", "his his ", "not not ", "sk-", "+1 ", "eyJ", "½", "x" * 63, "never never ever ",
)  # fmt: skip


@pytest.mark.parametrize("piece", EVIL, ids=ascii)
def test_work_grows_no_faster_than_the_text(piece):
    """Steps of the interpreter, not seconds: twice the text may cost about twice the steps."""
    checker = load_checker()
    counts = []
    for size in (8_000, 16_000):
        text = piece * (size // len(piece))
        checker.check(text, "en")  # compiles the lines this text needs
        grammar = checker.grammar("en")
        before = grammar.work
        checker.check(text, "en")
        counts.append(grammar.work - before + len(tokenise(text)))
    assert counts[1] <= 2.2 * counts[0] + 50


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
