"""Check signed reviews: one file or a folder of thousands, with or without a vault.

A file is whole when `report.verifying` finds nothing and every key is a known one. "Known" is a list of fingerprints:
HR's own file of pins, or the cards in a vault. Nothing is looked up anywhere else.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.actions.files import write_whole
from reviewapp.actions.verify_words import finding_words
from reviewapp.domain.errors import EnvironmentFault, NotFound, UsageError, unreadable
from reviewapp.i18n import _
from reviewapp.keys.document_key import grouped

if TYPE_CHECKING:
    from reviewapp.report.verifying import Signer
    from reviewapp.vault.connection import Vault

_RULES = "2"  # changes when the same file may be judged otherwise, so that an earlier list is not taken over
_LARGEST = 64 * 1024 * 1024
_PIN = re.compile(r"(?P<figures>(?:[0-9A-Fa-f]{2}[ :]?){32})\s+(?P<name>\S.*)\Z")
_COLUMNS = (
    "file", "sha256", "result", "findings", "in_words", "manager", "manager_key", "manager_signed_at", "employee",
    "employee_key", "employee_signed_at", "employee_states", "attachment_sha256", "judged_by",
)  # fmt: skip
# What a spreadsheet takes for the beginning of a formula, also behind white space (OWASP, CSV injection).
_FORMULA = re.compile(r"\s*[=+\-@|\t\r]")
WHOLE, FAILED = "whole", "failed"


@dataclass(frozen=True)
class Pin:
    """A key that is known: whose it is, and whether that was compared with the person."""

    name: str
    compared: bool = True


@dataclass(frozen=True)
class Checked:
    """The answer for one file: no findings means that it is whole and signed by whom it says.

    ``taken_over`` from an earlier list, in which the same bytes were judged by the same keys and rules.
    """

    path: Path
    sha256: str
    findings: tuple[str, ...]
    signers: tuple[Signer, ...] = ()
    attachment: str | None = None
    taken_over: bool = False

    @property
    def result(self) -> str:
        """"whole" or "failed"."""
        return FAILED if self.findings else WHOLE

    @property
    def sentences(self) -> tuple[tuple[str, str], ...]:
        """What is wrong and what to do, for each finding."""
        return tuple(finding_words(one) for one in self.findings)


def read_pins(path: Path) -> dict[str, Pin]:
    """A file of pins: ``fingerprint  name`` a line, in groups or not; ``#`` begins a remark.

    Raises NotFound, EnvironmentFault, or UsageError with the line that is none.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise UsageError(
            _("{path} is not a list of keys.").format(path=path), _("Make one with: reviewapp pins --out FILE.")
        ) from error
    except OSError as error:
        raise unreadable(path, error) from error
    pins = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _PIN.match(line.strip())
        if found is None:
            raise UsageError(
                _("Line {number} of {path} is no key: {line}").format(number=number, path=path, line=line.strip()[:80]),
                _("A line holds the 64 figures of a key, and the name."),
            )
        pins[re.sub(r"[ :]", "", found["figures"]).lower()] = Pin(found["name"].strip())
    return pins


def pins_of(vault: Vault) -> dict[str, Pin]:
    """The keys this vault knows: its own, and those that the cards of others name. Nothing is made for it."""
    from reviewapp.actions.contacts import all_contacts, writer_name
    from reviewapp.vault import identities

    known = {
        one.card.document: Pin(one.card.name, one.state != "unverified")
        for one in all_contacts(vault, with_retired=True) if one.card.document
    }  # fmt: skip
    own, name = identities.identity(vault.connection), writer_name(vault)
    return {**known, own.document_key(name).fingerprint: Pin(name)} if own is not None else known


def pin_lines(pins: Mapping[str, Pin]) -> str:
    """A file of pins as `read_pins` takes it, for HR; what nobody compared is said."""
    lines = [_("# Keys that sign reviews. Compare the figures with each person once, then keep this file.")]
    for figures, pin in sorted(pins.items(), key=lambda item: item[1].name.casefold()):
        if not pin.compared:
            lines.append(_("# not compared yet:"))
        lines.append(f"{grouped(figures)}  {' '.join(pin.name.split())}")
    return "\n".join([*lines, ""])


def check_bytes(
    data: bytes, *, path: Path, pins: Mapping[str, Pin], required: Sequence[str] = ("manager", "employee")
) -> Checked:
    """Judge one file by its bytes."""
    from reviewapp.report.verifying import verdict

    found = verdict(data, required=tuple(required))
    names = {_folded(pin.name) for pin in pins.values()}
    whose = []
    for one in found.signers:
        pin = pins.get(one.fingerprint)
        if pin is None:
            whose.append("impostor" if _folded(one.name) in names else "unknown_key")
        elif not pin.compared:
            whose.append("not_compared")
    findings = tuple(dict.fromkeys((*found.findings, *whose)))
    return Checked(path, found.sha256, findings, found.signers, found.attachment)


def check_file(
    path: Path, *, pins: Mapping[str, Pin], required: Sequence[str] = ("manager", "employee")
) -> Checked:
    """Judge one file. What cannot be read is a finding too: in a folder of thousands it must not stop the rest."""
    data = _read(path)
    return Checked(path, "", (data,)) if isinstance(data, str) else check_bytes(
        data, path=path, pins=pins, required=required
    )


def files_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files named, and every PDF below the folders named, in a fixed order. NotFound for a path that is none."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise NotFound(_("There is no file {path}.").format(path=path), _("Check the name and try again."))
        inside = sorted(one for one in path.rglob("*") if one.suffix.casefold() == ".pdf") if path.is_dir() else [path]
        found.update(dict.fromkeys(one for one in inside if one.is_file()))
    if not found:
        raise UsageError(_("There is no PDF in this place."), _("Choose a PDF, or a folder that holds some."))
    return tuple(found)


def check_files(
    files: Sequence[Path], *, pins: Mapping[str, Pin], required: Sequence[str] = ("manager", "employee"),
    report: Path | None = None,
) -> Iterator[Checked]:  # fmt: skip
    """Judge files one after the other; stop asking and it stops.

    With ``report`` every answer is written to that CSV as it comes. A list that is there already is gone on with: a
    file of the same SHA-256, judged by the same keys and rules, is not judged again. In the end each file is in it
    once.
    Raises UsageError for a report that is no list of ours, EnvironmentFault when it cannot be written.
    """
    judged_by = _judged_by(pins, required)
    known = _earlier(report, judged_by) if report is not None else {}
    rows: list[dict[str, str]] = []
    if report is not None and not report.exists():
        write_whole(report, _as_csv([]))
    for path in files:
        data = _read(path)
        if isinstance(data, str):
            answer = Checked(path, "", (data,))
        else:
            answer = _again(path, data, known) or check_bytes(data, path=path, pins=pins, required=required)
        rows.append(_row(answer, judged_by))
        if report is not None and not answer.taken_over:
            _append(report, rows[-1])
        yield answer
    if report is not None:
        write_whole(report, _as_csv(rows))


def _read(path: Path) -> bytes | str:
    """The bytes, or the finding that says why there are none."""
    try:
        if path.stat().st_size > _LARGEST:
            return "too_large"
        return path.read_bytes()
    except OSError:
        return "unreadable"  # the answer for this file; its sentence says so


def _again(path: Path, data: bytes, known: Mapping[str, dict[str, str]]) -> Checked | None:
    """An answer of the earlier list for the same bytes, or None."""
    import hashlib

    from reviewapp.report.verifying import Signer

    digest = hashlib.sha256(data).hexdigest()
    row = known.get(digest)
    if row is None:
        return None
    signers = tuple(
        Signer(who, row[who], row[f"{who}_key"], row["employee_states"] if who == "employee" else "certified",
               row[f"{who}_signed_at"])
        for who in ("manager", "employee") if row[f"{who}_key"]
    )  # fmt: skip
    findings = tuple(row["findings"].split())
    return Checked(path, digest, findings, signers, row["attachment_sha256"] or None, taken_over=True)


def _row(answer: Checked, judged_by: str) -> dict[str, str]:
    row = dict.fromkeys(_COLUMNS, "")
    row |= {
        "file": str(answer.path), "sha256": answer.sha256, "result": answer.result,
        "findings": " ".join(answer.findings), "in_words": " ".join(one for one, _step in answer.sentences),
        "attachment_sha256": answer.attachment or "", "judged_by": judged_by,
    }
    for one in answer.signers:
        row |= {one.field: one.name, f"{one.field}_key": one.fingerprint, f"{one.field}_signed_at": one.at}
        if one.field == "employee":
            row["employee_states"] = one.meaning
    return row


def _earlier(report: Path, judged_by: str) -> dict[str, dict[str, str]]:
    """Rows of an earlier list by SHA-256, as far as they were judged by the same keys and rules."""
    if not report.exists():
        return {}
    try:
        reader = csv.DictReader(io.StringIO(report.read_text("utf-8-sig")))
        rows = [{name: _unguarded(value or "") for name, value in row.items() if name} for row in reader]
        columns = tuple(reader.fieldnames or ())
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(
            _("{path} is not a list of checked files.").format(path=report), _("Choose another name for the list.")
        ) from error
    if columns != _COLUMNS:
        raise UsageError(
            _("{path} is not a list of checked files.").format(path=report), _("Choose another name for the list.")
        )
    return {row["sha256"]: row for row in rows if row.get("judged_by") == judged_by and row.get("sha256")}


def _append(report: Path, row: Mapping[str, str]) -> None:
    try:
        with report.open("a", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerow([_guarded(row[name]) for name in _COLUMNS])
    except OSError as error:
        raise EnvironmentFault(
            _("{path} could not be written: {reason}.").format(path=report, reason=error.strerror),
            _("Choose another folder, or free some space."),
        ) from error


def _as_csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(_COLUMNS)
    writer.writerows([_guarded(row[name]) for name in _COLUMNS] for row in rows)
    return stream.getvalue().encode("utf-8-sig", "replace")


def _guarded(value: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what could begin one."""
    return f"'{value}" if _FORMULA.match(value) or value.startswith("'") else value


def _unguarded(value: str) -> str:
    return value.removeprefix("'")


def _judged_by(pins: Mapping[str, Pin], required: Sequence[str]) -> str:
    """What an answer rests on beside the file, as a short hash."""
    import hashlib

    parts = [_RULES, *sorted(required)]
    parts += sorted(f"{figures} {pin.compared} {_folded(pin.name)}" for figures, pin in pins.items())
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def _folded(name: str) -> str:
    import unicodedata

    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
