"""Notes in text files."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewapp.domain.errors import UsageError
from reviewapp.domain.person import Person
from reviewapp.exchange.notes_markdown import split_date
from reviewapp.exchange.reading import read_notes, what_is

SAVED_ON = date(2026, 11, 20)
PEOPLE = [Person(1, "a", "Tom Hesketh"), Person(2, "b", "April Jones"), Person(3, "c", "Siân Davies")]


def read(text, name="notes.md"):
    return read_notes(text.encode(), name=name, people=PEOPLE, saved_on=SAVED_ON)


def brief(notes):
    return [(row.reading.day and row.reading.day.isoformat(), row.match.people_ids, row.text) for row in notes.rows]


def test_lines_that_begin_with_a_date_and_a_name():
    notes = read(
        "2026-03-03: Tom: caught it\n2026-03-04: nobody named\ncontinued\nApril: no date\nTom H: 5 March - x\n"
    )
    assert brief(notes) == [
        ("2026-03-03", (1,), "caught it"),
        ("2026-03-04", (), "nobody named continued"),
        (None, (2,), "no date"),
        ("2026-03-05", (1,), "x"),
    ]
    assert notes.rows[1].match.reason == "nobody_named"


def test_the_day_of_the_page_is_the_day_yearless_dates_are_read_against():
    notes = read("# Bits\n\nFriday, 27 February 2026    17:52\n\n## Tom\n- 5 May - a\n- 22 Jan: b\n")
    assert notes.saved_on == date(2026, 2, 27)
    assert brief(notes) == [("2025-05-05", (1,), "a"), ("2026-01-22", (1,), "b")]


def test_a_page_copied_without_its_marks():
    notes = read("Bits\n\nFriday, 27 February 2026    17:52\n\nTom:\n- 22 Jan: b\n", name="page.txt")
    assert notes.saved_on == date(2026, 2, 27)
    assert brief(notes) == [("2026-01-22", (1,), "b")]


def test_a_page_dated_after_the_file_is_not_believed():
    assert read("# Bits\n\n27 February 2027 17:52\n\n## Tom\n- 22 Jan: b\n").saved_on == SAVED_ON


def test_a_date_on_its_own_line_belongs_to_the_text_below():
    assert brief(read("## Tom\n\n3 March\n\nHe asked.\n\n- 4 March\n  He rang\n  twice.\n")) == [
        ("2026-03-03", (1,), "He asked."),
        ("2026-03-04", (1,), "He rang twice."),
    ]


def test_dated_headings_date_what_stands_below():
    notes = read("# Tom\n## 4 March 2026\n- April: saw it\n- 5 March - own date\n")
    assert brief(notes) == [("2026-03-04", (1,), "April: saw it"), ("2026-03-05", (1,), "own date")]


def test_indented_bullets_are_rows_of_their_own():
    notes = read("## Tom\n- 3 Feb 2026 - a\n    - detail\n- 4 Feb 2026 - b\n")
    assert brief(notes) == [("2026-02-03", (1,), "a"), (None, (1,), "detail"), ("2026-02-04", (1,), "b")]


def test_a_heading_nobody_knows_is_reported_with_its_rows():
    notes = read("## Bob\n- 3 Feb 2026 - a\n## Tom\n- b\n")
    assert notes.rows[0].match.unknown == ("Bob",)
    assert notes.rows[1].match.people_ids == (1,)


@pytest.mark.parametrize(
    ("before", "after", "day"),
    [
        ("14 Oct 2025", "9 Dec 2025", "2025-11-03"),
        ("9 Dec 2025", "14 Oct 2025", "2025-11-03"),
        ("1 Jan 2025", "9 Dec 2025", None),
        ("Oct 2025", "9 Dec 2025", None),
        ("14 Oct 2025", "4/12/25", None),
        ("14 Nov 2025", "9 Dec 2025", None),
    ],
)
def test_the_order_of_a_list_settles_only_between_two_settled_neighbours(before, after, day):
    rows = read(f"## Tom\n- {before} - a\n- 3/11/25 b\n    - detail\n- {after} - c\n").rows
    assert (rows[1].reading.day and rows[1].reading.day.isoformat()) == day
    assert rows[1].reading.reason == ("order_of_list" if day else "ambiguous")


def test_neighbours_under_another_heading_do_not_count():
    rows = read("## Tom\n- 14 Oct 2025 - a\n- 3/11/25 b\n## April\n- 9 Dec 2025 - c\n").rows
    assert rows[1].reading.day is None


@pytest.mark.parametrize(
    ("text", "written", "rest"),
    [
        ("14 Oct 2025 - forecast", "14 Oct 2025", "forecast"),
        ("3/11/25 ordered", "3/11/25", "ordered"),
        ("09 Dec: glucagon", "09 Dec", "glucagon"),
        ("12 Feb. Missed that", "12 Feb", "Missed that"),
        ("22 Jan first", "22 Jan", "first"),
        ("Jan - nothing", "Jan", "nothing"),
        ("w/c 6 July - trying", "w/c 6 July", "trying"),
        ("early June: said no", "early June", "said no"),
        ("3. März – geprüft", "3. März", "geprüft"),
        ("31 Sept - gave back", "31 Sept", "gave back"),
        ("9.6. - x", "9.6.", "x"),
        ("10 may be too few", "", "10 may be too few"),
        ("May 12 patients waited", "", "May 12 patients waited"),
        ("Late again - third time", "", "Late again - third time"),
        ("5.6 - potassium", "5.6", "potassium"),
        ("5.6 mmol potassium", "", "5.6 mmol potassium"),
        ("Weekly call: fine", "", "Weekly call: fine"),
        ("3 drugs were held", "", "3 drugs were held"),
    ],
)
def test_where_the_date_ends(text, written, rest):
    assert split_date(text, SAVED_ON) == (written, rest)


def test_long_lines_are_read_at_once():
    notes = read("## a" + " " * 200_000 + "b\n- " + "- " * 100_000 + "x\n" + "Tom " * 50_000 + "\n")
    assert notes.rows


def test_a_dated_line_after_the_head_is_no_page_date():
    notes = read("# Bits\n\n27 February 2026\n\n## Tom\n\n3 March 2026\n\nHe asked.\n")
    assert notes.saved_on == date(2026, 2, 27)
    assert notes.rows[0].date_as_written == "3 March 2026"
    assert notes.rows[0].reading.reason == "in_future"


def test_an_empty_text_file_is_refused():
    with pytest.raises(UsageError, match="empty"):
        read(" \n\n")


def test_text_is_recognised_without_a_helpful_name():
    assert what_is(b"## Tom\n- 3 Feb 2026 - a\n- 4 Feb 2026 - b\n", "clipboard") == "notes"
    with pytest.raises(UsageError):
        what_is(b"Dear all,\nplease find attached\nthe usual.\n", "clipboard")


LINES = ["## Tom", "- 3 Feb - a", "  b", "c", "", "4/5/26 x", "**Tom**", "- ", "5 May", "#", "---", "    - a"]


@given(st.lists(st.sampled_from(LINES)))
def test_no_visible_text_is_lost(lines):
    body = "\n".join(["## Siân", "- start", *lines])
    notes = read(body)
    kept = " ".join(f"{row.date_as_written} {row.text} {row.who_as_written}" for row in notes.rows)
    for word in ("a", "b", "c", "x"):
        wanted = sum(word in line.split() for line in lines)
        assert kept.split().count(word) == wanted
