"""Notes in tables, from tidy to hostile."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewapp.domain.errors import UsageError
from reviewapp.domain.person import Person
from reviewapp.exchange.reading import read_notes, what_is
from tests.helpers.hanging import never_hangs

SAVED_ON = date(2026, 11, 20)
TOM = Person(1, "a", "Tom Hesketh")
SIAN = Person(2, "b", "Siân Davies", away_from=date(2026, 9, 1), away_to=date(2026, 9, 30))


def read(text, encoding="utf-8", name="notes.csv"):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return read_notes(data, name=name, people=[TOM, SIAN], saved_on=SAVED_ON)


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("Datum;Wer;Was ist passiert;Nachfassen;Besprochen", "3. März;Tom;Größe geprüft;;ja"),
        ("Fecha;Quién;Qué pasó;Seguimiento;Compartido", "3 de marzo;Tom;revisó el tamaño;;sí"),
        ("Date;Qui;Ce qui s’est passé;Suivi;Partagé", "3 mars;Tom;a vérifié la taille;;oui"),
        ("Besprochen?;Notiz;Datum;Person", "x;geprüft;3.3.;Tom"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_four_languages(header, line, encoding):
    notes = read(f"{header}\r\n{line}\r\n", encoding)
    row = notes.rows[0]
    assert (row.reading.day, row.match.people_ids, row.told) == (date(2026, 3, 3), (1,), "yes")
    assert notes.delimiter == ";"
    assert what_is(f"{header}\n{line}\n".encode(encoding), "x.csv") == "notes"


@pytest.mark.parametrize(
    ("written", "told"),
    [("y", "yes"), ("Yes ", "yes"), ("JA", "yes"), ("✓", "yes"), ("Sí", "yes"), ("n", "no"), ("Nein", "no"),
     ("", None)],
)
def test_told(written, told):
    row = read(f"Date,Who,Note,Told them?\n2026-03-03,Tom,a,{written}\n").rows[0]
    assert row.told == told
    assert row.cautions == ()


def test_told_that_is_neither_stays_open_and_is_said():
    row = read("Date,Who,Note,Told\n2026-03-03,Tom,a,next week\n").rows[0]
    assert row.told is None
    assert [item.id for item in row.cautions] == ["told_unread"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Yesterday, 4C: left", 14), ("gestern hat er geprüft", 14), ("Ayer revisó", 14),
        ("Hier, il a vérifié la liste", 14), ("Hier hat Tom die Liste geprüft", 15), ("Hier: alles gut", 15),
        ("Yesterday's rota was wrong", 15), ("He said yesterday that", 15),
        ("Told me today: on the 3rd she stopped it", 3), ("Er hat mir heute erzählt: am 3. war es", 15),
        ("Told me today: on the ward all is well", 15),
        ("Told me today: on the 15th it stopped", 15), ("Told me today, on the 28th she rang", -2),
    ],
)
def test_the_text_may_move_the_day(text, day):
    row = read(f'Date,Who,Note\n2026-07-15,Tom,"{text}"\n').rows[0]
    assert row.reading.day == date(2026, 6, 30) + timedelta(days=day)
    assert row.written_day == date(2026, 7, 15)


def test_a_number_the_month_before_does_not_have_leaves_the_day_written():
    row = read('Date,Who,Note\n2026-03-05,Tom,"Told me today: on the 31st it stopped"\n').rows[0]
    assert (row.reading.day, row.reading.reason) == (date(2026, 3, 5), "iso")


def test_yesterday_before_an_unreadable_date_changes_nothing():
    row = read('Date,Who,Note\nsoon,Tom,"Yesterday he rang"\n').rows[0]
    assert (row.reading.day, row.reading.reason, row.cautions) == (None, "unreadable", ())


def test_yesterday_does_not_settle_an_open_date():
    row = read('Date,Who,Note\n05/06/2026,Tom,"Yesterday he rang"\n').rows[0]
    assert row.reading.day is None
    assert row.reading.candidates == (date(2026, 6, 4), date(2026, 5, 5))


def test_a_day_on_which_the_person_was_away_is_pointed_out_and_kept():
    row = read("Date,Who,Note\n2026-09-10,Siân,x\n").rows[0]
    assert row.reading.day == date(2026, 9, 10)
    assert [item.sentence for item in row.cautions] == [
        "Siân Davies was away or had not started on 2026-09-10, going by the people list."
    ]


def test_an_unknown_person_in_the_row_keeps_both_readings():
    alone = read("Date,Who,Note\n04/09/2026,Siân,x\n").rows[0]
    assert (alone.reading.day, alone.reading.reason) == (date(2026, 4, 9), "while_away")
    together = read("Date,Who,Note\n04/09/2026,Siân & Bob,x\n").rows[0]
    assert together.reading.day is None


def test_other_rows_never_settle_a_date():
    body = "".join(f"{day}/04/2026,Tom,note {day}\n" for day in range(13, 30))
    row = read(f"Date,Who,Note\n{body}05/06/2026,Tom,open\n").rows[-1]
    assert row.reading.day is None


def test_ragged_rows():
    notes = read("Date,Who,Note,Told\n2026-03-03,Tom\n2026-03-04,Tom,a, b, y\n2026-03-05,Tom,c,y,,\n")
    short, long, padded = notes.rows
    assert short.blank
    assert [item.id for item in short.cautions] == ["no_text"]
    assert (long.text, long.told, long.surplus) == ("a", None, ("y",))
    assert [item.id for item in long.cautions] == ["more_cells"]
    assert (padded.told, padded.surplus) == ("yes", ())


def test_unknown_columns_come_along():
    notes = read("Date,Who,Note,Ward,Mood\n2026-03-03,Tom,a,4B,\n")
    assert notes.unknown_columns == ("Ward", "Mood")
    assert notes.rows[0].extra == (("Ward", "4B"),)


def test_keys_ignore_case_spaces_and_how_the_person_is_written():
    notes = read(
        "Date,Who,Note\n2026-10-06,Tom Hesketh,Rang  the ward\n6 Oct,TH, rang the\u00a0WARD \n"
        "6 Oct,Siân,Rang the ward\n7 Oct,Tom,Rang the ward\n6 Oct,Bob,Rang the ward\n6 Oct,Kath,Rang the ward\n"
    )
    keys = [row.import_key for row in notes.rows]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 5
    assert all(len(key) == 64 for key in keys)


def test_only_a_header():
    notes = read("Date,Who,What happened\n")
    assert notes.rows == ()
    assert [item.id for item in notes.cautions] == ["no_rows"]


@pytest.mark.parametrize("text", ["2026-03-03,Tom,rang the ward,y\n", "Foo,Bar,Baz\n1,2,3\n", "Date,Who\n1,2\n"])
def test_without_a_header_the_columns_needed_are_named(text):
    with pytest.raises(UsageError) as caught:
        read(text)
    assert "Date, Who and What happened" in caught.value.next_step
    with pytest.raises(UsageError):
        what_is(text.encode(), "notes.csv")


def test_a_spreadsheet_file_is_refused():
    with pytest.raises(UsageError, match="save it as CSV"):
        read(b"PK\x03\x04" + bytes(500), name="notes.xlsx")


def test_a_missing_quote_that_swallows_rows_is_noticed():
    body = "".join(f"2026-03-{day:02d},Tom,note {day}\n" for day in range(1, 31))
    notes = read(f'Date,Who,Note\n2026-02-27,Tom,"open\n{body}2026-04-01,Tom,closed"\n2026-04-02,Tom,last\n')
    assert [item.id for item in notes.rows[0].cautions] == ["swallowed_lines"]
    assert "32 lines" in notes.rows[0].cautions[0].sentence
    assert notes.rows[0].text.endswith("closed")
    assert notes.rows[1].text == "last"


def test_a_missing_quote_over_few_rows_is_noticed_too():
    notes = read('Date,Who,Note\n2026-02-27,Tom,"open\n2026-03-01,Tom,next\n2026-03-02,Tom,closed"\n')
    assert [item.id for item in notes.rows[0].cautions] == ["holds_rows"]


def test_a_quote_open_to_the_end_is_noticed():
    notes = read('Date,Who,Note\n2026-02-27,Tom,"open\nmore\n')
    assert [item.id for item in notes.rows[0].cautions] == ["open_quote"]
    assert [item.id for item in notes.cautions] == ["open_quote"]
    assert notes.rows[0].text == "open\nmore"


def test_lines_that_are_text_are_not_taken_for_rows():
    text = "Three parts:\n- one, two, three\n1 weights, with working\nthen, later, more"
    assert read(f'Date,Who,Note\n2026-02-27,Tom,"{text}"\n').rows[0].cautions == ()


def test_mixed_encodings_and_unreadable_bytes():
    data = "Date,Who,Note\n2026-03-03,Siân,a\n".encode() + "2026-03-04,Siân,b\n".encode("cp1252")
    notes = read(data)
    assert notes.encoding == "mixed"
    assert [row.match.people_ids for row in notes.rows] == [(2,), (2,)]
    odd = read(b"Date,Who,Note\n2026-03-03,Tom,a\x81\n")
    assert [item.id for item in odd.cautions] == ["odd_bytes"]


def test_a_very_long_cell_is_kept_whole():
    row = read('Date,Who,Note\n2026-03-03,Tom,"' + "word " * 200_000 + '"\n').rows[0]
    assert len(row.text) == 999_999


def test_ten_thousand_rows_hang_nothing():
    body = "".join(
        f"{day % 28 + 1:02d}/{day % 12 + 1:02d}/2025,Tom & Siân,note number {day},y\n" for day in range(10_000)
    )
    with never_hangs():
        notes = read(f"Date,Who,Note,Told\n{body}")
    assert len(notes.rows) == 10_000


# Without control characters: a file that is mostly those is refused as no text.
PRINTED = st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\r\t\0\",;")


@given(st.text(PRINTED, max_size=300), st.sampled_from(["notes.csv", "notes.md"]))
def test_anything_under_a_header_is_read_or_refused(body, name):
    notes = read(("Date,Who,Note\n" + body).encode(), name=name)
    assert all(row.text or row.blank for row in notes.rows)
    assert not {row.row for row in notes.rows} & set(notes.blank_rows)
