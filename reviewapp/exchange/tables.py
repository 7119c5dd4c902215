"""From the bytes of a spreadsheet export to records, whatever the encoding, delimiter and line ends.

Nothing is dropped: short and long rows come back as they are, empty records keep their place in the
count, and a quotation mark that was never closed is reported together with the lines it swallowed.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from reviewapp.domain.errors import N_, UsageError
from reviewapp.exchange.headers import known_headers
from reviewapp.exchange.plain import tidy

MAX_BYTES = 32 * 1024 * 1024
DELIMITERS = (",", ";", "\t", "|")
LONG_RECORD_LINES = 20
_SAMPLE_CHARACTERS = 64 * 1024
_SAMPLE_RECORDS = 40
# A private-use line put after the text: it comes back alone only if no quotation mark is left open.
_END = "\uf8fe"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SPREADSHEET = N_("This is a spreadsheet file, not a CSV.")
_BINARY: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", _SPREADSHEET, N_("Open it in the spreadsheet program and save it as CSV (UTF-8).")),
    (b"PK\x05\x06", _SPREADSHEET, N_("Open it in the spreadsheet program and save it as CSV (UTF-8).")),
    (b"\xd0\xcf\x11\xe0", _SPREADSHEET, N_("Open it in the spreadsheet program and save it as CSV (UTF-8).")),
    (b"%PDF", N_("This is a PDF, not a table."), N_("Export the table it was made from as CSV (UTF-8).")),
    (b"{\\rtf", N_("This is a formatted text document."), N_("Save it as plain text (UTF-8).")),
    (b"\x89PNG", N_("This is a picture, not a table."), N_("Type the notes into a table or a text file.")),
    (b"\xff\xd8\xff", N_("This is a picture, not a table."), N_("Type the notes into a table or a text file.")),
    (b"\x1f\x8b", N_("This file is compressed."), N_("Unpack it first and import the file inside.")),
)


@dataclass(frozen=True)
class Record:
    """One record. ``line`` is the physical line it starts on (from 1), ``lines`` how many it covers."""

    cells: tuple[str, ...]
    line: int
    lines: int

    @property
    def is_blank(self) -> bool:
        """True when no cell holds a visible character."""
        return not any(tidy(cell) for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """All records of a file, the header among them. ``open_quote`` says the last record never closed its quote."""

    encoding: str
    delimiter: str
    records: tuple[Record, ...]
    open_quote: bool = False


def refuse_binary(data: bytes) -> None:
    """Raise UsageError with the way on when the bytes are empty, too many, or no text at all."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UsageError(N_("This file is empty."), N_("Export it again and check that it opens in a text editor."))
    if len(data) > MAX_BYTES:
        raise UsageError(
            N_("This file is larger than 32 MB."), N_("Split it, or export only the columns that are needed.")
        )
    for start, sentence, way_on in _BINARY:
        if data.startswith(start):
            raise UsageError(sentence, way_on)
    head = data[:4096]
    odd = sum(byte < 32 and byte not in b"\t\n\r\f\x1a\x1b\x00" for byte in head)
    if odd > 8 and odd * 10 > len(head) and not data.startswith(tuple(bom for bom, _ in _BOMS)):
        raise UsageError(
            N_("This is not a text file."), N_("Export the table as CSV (UTF-8), or the notes as plain text.")
        )


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; never raises.

    Order: a byte order mark, UTF-8, UTF-16 without a mark (every other byte is zero), Windows-1252.
    A file in which some lines are UTF-8 and others are not was pasted together: ``mixed``, line by line.
    Zero bytes are dropped.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace").replace("\0", ""), name
    wide = _unmarked_utf16(data)
    if wide:
        return data.decode(wide, errors="replace").replace("\0", ""), wide
    data = data.replace(b"\0", b"")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_lines(data)


def _unmarked_utf16(data: bytes) -> str:
    head = data[:4096]
    half = max(1, len(head) // 2)
    if len(head) >= 4 and head[1::2].count(0) > 0.6 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if len(head) >= 4 and head[0::2].count(0) > 0.6 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def _decode_lines(data: bytes) -> tuple[str, str]:
    out: list[str] = []
    some_utf8 = False
    for line in data.splitlines(keepends=True):
        try:
            text = line.decode("utf-8")
            some_utf8 = some_utf8 or not text.isascii()
        except UnicodeDecodeError:
            text = line.decode("cp1252", errors="replace")
        out.append(text)
    return "".join(out), "mixed" if some_utf8 else "cp1252"


def read_table(data: bytes) -> Table:
    """Decode, find the delimiter, and split into records.

    Raises UsageError (with what to do) for an empty, oversized or binary file.
    """
    refuse_binary(data)
    text, encoding = decode(data)
    return split_table(text, encoding)


def split_table(text: str, encoding: str) -> Table:
    """The records of a decoded text; an Excel line ``sep=;`` at the top is obeyed and not counted."""
    declared, text = _declared_delimiter(text.lstrip("\ufeff"))
    delimiter = declared or find_delimiter(text)
    records = list(_records(text, delimiter))
    ended = bool(records) and records[-1].cells == (_END,)
    if ended:
        records.pop()
    elif records:
        last = records[-1]
        cells = (*last.cells[:-1], last.cells[-1].replace(_END, "").rstrip("\n"))
        records[-1] = Record(cells, last.line, last.lines - 1)
    return Table(encoding, delimiter, tuple(records), open_quote=not ended)


def _declared_delimiter(text: str) -> tuple[str, str]:
    first, found, rest = text[:16].partition("\n")
    declared = first.strip().strip('"')
    if found and declared.casefold().startswith("sep=") and declared[4:] in DELIMITERS:
        return declared[4:], rest + text[16:]
    return "", text


def _records(text: str, delimiter: str) -> Iterator[Record]:
    # The limit belongs to the whole process; the file size was bounded before.
    csv.field_size_limit(MAX_BYTES)
    ended = text if text.endswith(("\n", "\r")) or not text else text + "\n"
    reader = csv.reader(io.StringIO(ended + _END, newline=""), delimiter=delimiter)
    before = 0
    for cells in reader:
        yield Record(tuple(cells), before + 1, reader.line_num - before)
        before = reader.line_num


def find_delimiter(text: str) -> str:
    """The delimiter that splits the top of the file best.

    Column names that are known decide first; then how evenly the records split; then the most columns.
    """
    best, best_score = DELIMITERS[0], (0, 0.0, 0)
    for delimiter in DELIMITERS:
        sample: list[tuple[str, ...]] = []
        for record in _records(text[:_SAMPLE_CHARACTERS], delimiter):
            if not record.is_blank:
                sample.append(record.cells)
            if len(sample) >= _SAMPLE_RECORDS:
                break
        width = max((len(cells) for cells in sample[:5]), default=1)
        if width < 2:
            continue
        known = max(known_headers(cells) for cells in sample[:5])
        even = sum(len(cells) == width for cells in sample) / len(sample)
        score = (known, even, width)
        if score > best_score:
            best, best_score = delimiter, score
    return best
