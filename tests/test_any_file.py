"""Any file at any door: what is put in is read, or refused in one sentence with a way on; never an accident, never a hang."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewapp.actions.checking import check_lines, checker_with, lines_of
from reviewapp.actions.days import typed_day
from reviewapp.actions.importing import import_file
from reviewapp.actions.queries import all_people, find, found_observations, notes
from reviewapp.domain.errors import ReviewAppError
from reviewapp.domain.framework_file import parse_framework
from reviewapp.domain.person import Person
from reviewapp.exchange.agreement_file import read_agreement
from reviewapp.exchange.dates import read_date
from reviewapp.exchange.outcomes_file import read_outcomes
from reviewapp.exchange.reading import read_notes, read_people, what_is
from reviewapp.exchange.review_json import decode_review, encode_review
from reviewapp.keys import slots
from reviewapp.keys.recovery import from_code
from reviewapp.paths import resource
from reviewapp.settings import load_settings
from reviewapp.ui.pages.capture_draft import CaptureDraft
from reviewapp.vault import doctor
from tests.conftest import FAST_KDF
from tests.report.samples import full

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 20)
PEOPLE = (Person(1, "u1", "Tom Hesketh"), Person(2, "u2", "Siân Evans"))

PEOPLE_CSV = (
    'Name;Role;Start date;Manager;Team;Remarks\r\n"Hesketh, Tom";Pharmacist;03/11/2024;Ruth Ansell;Ward;"away 3 Mar - 4 May 2026"\r\n'
    "Siân Evans;Lead;2023-01-09;;;aka Shan\r\n"
).encode("cp1252")
NOTES_CSV = (
    b'Date,Who,What happened,Told them?\n2026-03-03,Tom,"Rang the ward,\nfirst.",y\n03/04/2026,S. Evans,Read it,\nlast Tuesday,both,"a ""quote""",n\n'
)
NOTES_MD = (
    "# Team notes 12 Oct 2026\n\n## Tom Hesketh\n- 3/4 asked what was left out\n  - told him\n* yesterday: Siân stopped the run\n12.10. Tom – fine\n"
).encode()
OUTCOMES_CSV = (
    b"Measure,What we count,Change date,Before from,Before to,Before value,Before out of,After from,After to,After value,"
    b"After out of,Made by,Where from,Remarks\nHeld,pages,2026-05-11,2026-04-20,2026-05-03,142,171,2026-09-07,2026-09-20,"
    b'163,182,"human before, mixed after","before: a; after: b","Before = all. After = some."\n'
)
AGREEMENT_MD = (
    b"# Summaries\n\nAgreed 3 March 2026. Owner: Ruth. Next look: May.\n\n## Must be reviewed by a person\n| Point | Who | Why |\n"
    b"| --- | --- | --- |\n| Doses | lead | harm |\n\n## What the next people can take\n- Ward: eight\n\n## Way back\nPaper.\n"
)
WORDS = (
    b'language = "en"\n[classes]\nAIX = "pillbot"\n[find]\nkiosk = "[NUM kiosk taps]"\n[families.kiosk]\nlabel = "usage_metric"\ntitle = "Taps"\n'
    b'why = "Taps count activity."\nask = "What came of it?"\nresolve = ["rewrite", "remove"]\n'
)
LINES = b'{"id": 1, "text": "Used it 12 times", "lang": "en"}\n{"id": "b", "text": "Il a lu.", "lang": "fr-CA"}\n'


def _key_file() -> bytes:
    return slots.create("a passphrase", FAST_KDF)[0].to_bytes()


PLACE: list[Path] = []


def _file(data: bytes, name: str) -> Path:
    """The bytes as a file in a folder with nothing else in it."""
    for old in PLACE[0].iterdir():
        old.unlink()
    path = PLACE[0] / name
    path.write_bytes(data)
    return path


def _as_text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _check_words(data: bytes) -> None:
    checker_with(_file(data, "words.toml")).check("PillBot did 12 pill runs for her.", "en")


def _settings(data: bytes) -> None:
    """Never even refused: a broken file is moved aside and kept."""
    path = _file(data, "settings.json")
    load_settings(path.parent)
    kept = [one.read_bytes() for one in path.parent.iterdir()]
    assert kept == [data]


def _unlock(data: bytes) -> None:
    slots.unlock_with_recovery(slots.KeyFile.from_bytes(data), "AAAA-" * 8 + "AAAA")


def _draft(data: bytes) -> None:
    body = json.loads(data)
    if isinstance(body, dict):
        CaptureDraft.from_body(body)


# door -> (what reads, a valid file to spoil)
DOORS: dict[str, tuple[Callable[[bytes], object], bytes]] = {
    "people": (lambda data: read_people(data, saved_on=TODAY), PEOPLE_CSV),
    "notes": (lambda data: read_notes(data, name="n.csv", people=PEOPLE, saved_on=TODAY), NOTES_CSV),
    "notes.md": (lambda data: read_notes(data, name="n.md", people=PEOPLE, saved_on=TODAY), NOTES_MD),
    "outcomes": (lambda data: read_outcomes(data, saved_on=TODAY), OUTCOMES_CSV),
    "agreement": (lambda data: read_agreement(data, saved_on=TODAY), AGREEMENT_MD),
    "what": (lambda data: what_is(data, "x"), NOTES_CSV),
    "framework": (lambda data: parse_framework(_as_text(data)), resource("frameworks", "judgment-1.toml").read_bytes()),
    "words": (_check_words, WORDS),
    "lines": (lambda data: list(check_lines(lines_of(BytesIO(data)), name="x.jsonl")), LINES),
    "text": (lambda data: list(check_lines(lines_of(BytesIO(data)))), b"He used it 12 times, mail a@b.example."),
    "keys": (_unlock, _key_file()),
    "code": (lambda data: from_code(_as_text(data)), b"ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567-ABCD"),
    "review": (lambda data: decode_review(_as_text(data)), encode_review(full()).encode()),
    "settings": (_settings, b'{"vault": "/home/x", "appearance": "dark", "language": "", "lock_minutes": 10}'),
    "day": (lambda data: typed_day(_as_text(data), today=TODAY), b"Tue 3 Nov 2026"),
    "date": (lambda data: read_date(_as_text(data), saved_on=TODAY, people=PEOPLE), b"03/11/26 14:00"),
}
PIECES = st.sampled_from(
    [b"", b'"', b"'", b",", b";", b"\n", b"\r\n", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", "\u202e".encode(), "٣".encode(), b"{", b"[[", b"}",
     b"-1", b"1e999", b"NaN", b"null", b"true", b"9" * 400, b"0000-00-00", b"31/02/2026", b"99999-12-31", b"\\ud800", b"=1+1", b"# ", b"- ", b"sep=;\n",
     b"{0,3}", b"(", b"*", b"{x}", b"\t", "½".encode(), "＃".encode()]
)  # fmt: skip


@st.composite
def spoilt(draw, data: bytes) -> bytes:
    """The file with one to five pieces cut, doubled, replaced or put in."""
    for _edit in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 40)))
        data = data[:at] + draw(st.one_of(PIECES, st.binary(max_size=6), st.just(data[at:end] * 2))) + data[end:]
    return data


@pytest.mark.parametrize("door", DOORS)
@settings(max_examples=60)
@given(data=st.data())
def test_a_spoilt_file_is_read_or_refused_in_a_sentence(door, data) -> None:
    read, valid = DOORS[door]
    given_file = data.draw(st.one_of(spoilt(valid), st.binary(max_size=200)), label="file")
    try:
        read(given_file)
    except ReviewAppError as refused:
        assert refused.sentence and refused.next_step
        assert "\n" not in refused.sentence and len(refused.sentence) < 600 and "Traceback" not in str(refused)


@pytest.mark.parametrize("door", DOORS)
def test_the_valid_files_are_really_read(door) -> None:
    """Otherwise the test above would spoil what is refused anyway."""
    read, valid = DOORS[door]
    if door in {"keys", "code"}:  # a code that belongs to nothing is refused at the end of the way, and says so
        with pytest.raises(ReviewAppError, match="slip in it"):
            read(valid)
        return
    read(valid)


EVIL = (
    "a", "1", " ", "\n", ",", ";", '"', '",', "- ", "# ", "1/2 ", "3. ", "Tom ", "Tom, ", "12 Oct 2026 ", "[", "[[", "{", '{"a":', '["', "a.b.", "=", "\\",
    "(Tom) ", "2026-", "mar ", "and ", "& ", "/", "'", "\t|", "é", "٣", "\u0301", "\ufdfa", "to ", "1-", "yesterday ",
)  # fmt: skip


def test_no_door_hangs_on_a_file_of_one_piece_over_and_over(tmp_path) -> None:
    """Half a megabyte of each piece at each door, in a process with a generous limit; a blow-up would never end."""
    code = (
        "import sys; sys.path.insert(0, '.')\n"
        "from pathlib import Path\n"
        "from tests.test_any_file import DOORS, EVIL, PLACE\n"
        "PLACE.append(Path(sys.argv[1]))\n"
        "from reviewapp.domain.errors import ReviewAppError\n"
        "for door, (read, valid) in DOORS.items():\n"
        "    size = 20_000 if door in ('text', 'lines', 'words') else 200_000\n"
        "    for piece in EVIL:\n"
        "        head = valid.splitlines(keepends=True)[0] if door in ('people', 'notes', 'notes.md', 'outcomes', 'agreement') else b''\n"
        "        try:\n"
        "            read(head + (piece * (size // len(piece))).encode())\n"
        "        except ReviewAppError:\n"
        "            continue\n"
        "print('done')\n"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, cwd=ROOT, timeout=400, check=False)
    assert done.stdout.strip() == "done", done.stderr[-1500:]


@settings(max_examples=40)
@given(file=st.one_of(spoilt(NOTES_CSV), spoilt(PEOPLE_CSV), spoilt(NOTES_MD)), name=st.sampled_from(["n.csv", "n.md", "p.csv"]))
def test_an_import_takes_a_file_whole_or_says_why_and_the_vault_stays_sound(vault_once, file, name) -> None:
    path = _file(file, name)
    try:
        planned = import_file(vault_once, path=path, dry_run=True, saved_on=TODAY)
        before = len(notes(vault_once)) + len(all_people(vault_once))
        done = import_file(vault_once, path=path, saved_on=TODAY)
    except ReviewAppError as refused:
        assert refused.sentence and refused.next_step
        return
    assert [row.row for row in done.rows] == [row.row for row in planned.rows]
    assert all(line for line in done.lines())
    again = import_file(vault_once, path=path, saved_on=TODAY)
    after = len(notes(vault_once)) + len(all_people(vault_once))
    assert before <= after and not {row.outcome for row in again.rows} & {"added", "added_open"}, "the same file again added something"
    assert doctor.integrity(vault_once) == []


@pytest.mark.parametrize("name", ["Ann \x1b[2J Odd", "Ann\u2063 Odd", "A" * 300, "\u2063", "e\u0301ve Odd"], ids=ascii)
def test_a_name_nobody_can_have_is_left_out_with_its_reason_and_the_rest_comes_in(vault_once, name) -> None:
    """Found by the test above: such a row stopped the whole file, or a second import of it."""
    path = _file(f"Name,Role\n{name},Lead\nBea Plain,Clerk\n".encode(), "people.csv")
    first = import_file(vault_once, path=path, saved_on=TODAY)
    again = import_file(vault_once, path=path, saved_on=TODAY)
    assert [row.row for row in first.rows] == [row.row for row in again.rows] and len(first.rows) == 2
    assert not {row.outcome for row in again.rows} & {"added", "filled_in"}
    assert "Bea Plain" in {row.name for row in all_people(vault_once)}
    left_out = [row for row in first.rows if row.outcome == "left_out"]
    assert all(row.remarks for row in left_out) and bool(left_out) == (name == "\u2063")


@settings(max_examples=150)
@given(query=st.one_of(st.text(max_size=40), st.lists(st.sampled_from(
    ['"', "*", "(", ")", "NEAR", "AND", "OR", "NOT", "^", ":", "-", "+", "a", "body:", "{", "}", "\0", "\ud800", "'", " ", "é", "🙂"]), max_size=12).map("".join)))
def test_any_words_can_be_searched_for(vault_once, query) -> None:
    found_observations(vault_once, query=query, limit=5)
    find(vault_once.connection, query=query)


@pytest.fixture(scope="module", autouse=True)
def place(tmp_path_factory):
    PLACE[:] = [tmp_path_factory.mktemp("any-file")]


@pytest.fixture(scope="module")
def vault_once(tmp_path_factory):
    from reviewapp.actions.vaults import begin_vault
    from tests.conftest import PASSPHRASE
    from tests.helpers.acts import jot, somebody

    vault, _code = begin_vault(folder=tmp_path_factory.mktemp("any") / "vault", name="Ruth Ansell", passphrase=PASSPHRASE, kdf=FAST_KDF)
    jot(vault, somebody(vault), text="Read the ledger against the source.")
    yield vault
    vault.close()
