"""From odd bytes to records."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewapp.domain.errors import UsageError
from reviewapp.exchange.tables import MAX_BYTES, decode, read_table


def cells(data):
    return [record.cells for record in read_table(data).records]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Siân".encode(), "utf-8"),
        ("Siân".encode("utf-8-sig"), "utf-8-sig"),
        ("Siân".encode("cp1252"), "cp1252"),
        ("Siân".encode("utf-16"), "utf-16"),
        ("Siân, Tom".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_encodings(data, encoding):
    text, name = decode(data)
    assert name == encoding
    assert text.startswith("Siân")


def test_lines_pasted_from_two_programs_are_each_read_in_their_own_encoding():
    data = "Siân\n".encode() + "Lefèvre “sic”\n".encode("cp1252") + b"Tom\n"
    assert decode(data) == ("Siân\nLefèvre “sic”\nTom\n", "mixed")


def test_bytes_without_a_meaning_show_as_replacement_not_as_an_error():
    assert decode(b"a\x81b\xe9") == ("a\ufffdbé", "cp1252")


@given(st.binary(max_size=400))
def test_decode_never_raises(data):
    text, name = decode(data)
    assert isinstance(text, str)
    assert name
    assert "\0" not in text


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_a_usage_error(data):
    try:
        table = read_table(data)
    except UsageError as error:
        assert error.next_step
    else:
        assert all(record.lines >= 1 for record in table.records)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(delimiter, end):
    rows = [["Date", "Who", "What happened"], ["3.3.26", "Tom", "rang, asked; wrote"], ["", "", ""], ["x", "y", "z"]]
    text = end.join(delimiter.join(f'"{cell}"' if cell else "" for cell in row) for row in rows)
    assert cells(text.encode()) == [tuple(row) for row in rows]
    assert read_table(text.encode()).delimiter == delimiter


def test_commas_in_the_text_do_not_beat_a_semicolon_header():
    table = read_table(b"Datum;Wer;Notiz\n3.3.26;Tom;a, b, c, d, e\n4.3.26;Olu;f, g, h, i, j\n")
    assert table.delimiter == ";"
    assert len(table.records[1].cells) == 3


def test_a_declared_delimiter_is_obeyed_and_not_counted():
    table = read_table(b"sep=;\r\nDate;Who;Note\r\n1;2,3;4\r\n")
    assert [record.cells for record in table.records] == [("Date", "Who", "Note"), ("1", "2,3", "4")]


def test_lines_inside_quotes_belong_to_the_cell():
    table = read_table(b'Date,Note\r\n1,"a\r\nb\r\n\r\nc"\r\n\r\n2,d\r\n')
    assert [record.lines for record in table.records] == [1, 4, 1, 1]
    assert table.records[1].cells == ("1", "a\r\nb\r\n\r\nc")
    assert table.records[2].is_blank
    assert not table.open_quote


def test_a_quote_that_is_never_closed_is_noticed_and_its_text_kept():
    table = read_table(b'Date,Note\n1,"a\n2,b\n3,c\n')
    assert table.open_quote
    assert table.records[-1].cells == ("1", "a\n2,b\n3,c")
    assert table.records[-1].lines == 3


def test_zero_bytes_are_dropped():
    assert cells(b"Date,Who,Note\n2026-01-02,To\x00m,a\x00\n")[1] == ("2026-01-02", "Tom", "a")


def test_a_cell_of_a_megabyte_is_read():
    assert len(cells(b'Date,Note\n1,"' + b"x" * 1_000_000 + b'"\n')[1][1]) == 1_000_000


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"  \r\n\r\n", b"\xff\xfe", b"\0\0\0"])
def test_an_empty_file_is_said_to_be_empty(data):
    with pytest.raises(UsageError, match="empty"):
        read_table(data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04" + bytes(range(256)), "This is a spreadsheet file, not a CSV."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is a spreadsheet file, not a CSV."),
        (b"%PDF-1.7\n", "This is a PDF, not a table."),
        (bytes(range(32)) * 20, "This is not a text file."),
        (b"a,b\n" * (MAX_BYTES // 4 + 1), "This file is larger than 32 MB."),
    ],
    ids=["xlsx", "xls", "pdf", "noise", "huge"],
)
def test_what_is_no_table_is_refused_with_a_way_on(data, sentence):
    with pytest.raises(UsageError) as caught:
        read_table(data)
    assert caught.value.sentence == sentence
    assert caught.value.next_step
