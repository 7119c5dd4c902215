"""Many reviews into one folder: a PDF each, and an index that compares nobody (promise 4; domain.md F)."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reviewapp.actions.exporting import Exported, export_review
from reviewapp.actions.files import remove_unfinished, take_away, write_whole
from reviewapp.actions.review_views import ReviewRow, all_reviews
from reviewapp.actions.sentences import in_one_line
from reviewapp.domain.backup import Progress
from reviewapp.domain.errors import N_, EnvironmentFault, NotFound, RuleRefused
from reviewapp.i18n import DOCUMENT_LANGUAGES, _, document_language, speaking
from reviewapp.report.dates import read_date, read_period
from reviewapp.report.order import reading_order
from reviewapp.vault.connection import Vault

INDEX = "Index.txt"


@dataclass(frozen=True)
class NotWritten:
    """A review that was left out, and what kept it back."""

    row: ReviewRow
    refusal: RuleRefused

    @property
    def why(self) -> str:
        """The reason, in the language of whoever reads it."""
        return in_one_line(self.refusal)


@dataclass
class BulkExport:
    """What lies in the folder; ``is_whole`` is False when it was cancelled or the disk gave out (``fault``), also when
    only the index could not be written.
    """

    folder: Path
    written: list[tuple[ReviewRow, Exported]] = field(default_factory=list)
    left_out: list[NotWritten] = field(default_factory=list)
    is_whole: bool = False
    fault: EnvironmentFault | None = None

    @property
    def stopped_by(self) -> str:
        """Why it stopped before the end, in a sentence; "" otherwise."""
        return in_one_line(self.fault) if self.fault else ""


def export_many(
    vault: Vault, *, review_ids: Sequence[int], folder: Path,
    report: Callable[[Progress], bool] = lambda _progress: True,
) -> BulkExport:  # fmt: skip
    """Write the reviews one after the other, each whole or not at all, then an index.

    ``report`` hears of each step and answers False to cancel: what is written stays, whole, and the index says that it
    is not everything. A review a rule keeps back is left out with its reason; a disk that gives out ends it. Without an
    index the folder was never finished: one of an earlier run goes with the first document. Raises
    NotFound for no such review, UsageError for a folder that is a file and EnvironmentFault for one that cannot be
    written, before anything is written.
    """
    rows = {row.id: row for row in all_reviews(vault)}
    chosen = []
    for review_id in dict.fromkeys(review_ids):
        if review_id not in rows:
            raise NotFound(
                _("There is no review {number}.").format(number=review_id), _("See the list with: reviewapp reviews.")
            )
        chosen.append(rows[review_id])
    done = BulkExport(folder)
    with speaking(document_language()):
        chosen.sort(key=_order)
    index = _index_path(folder)
    remove_unfinished(folder)
    for progress in _steps(vault, chosen, done, index):
        if not report(progress):
            break
    if done.written or done.left_out:
        with speaking(document_language()):
            text = _index(vault, done)
        try:
            write_whole(index, text.encode("utf-8"))
        except EnvironmentFault as fault:
            done.is_whole, done.fault = False, done.fault or fault
    return done


def _steps(
    vault: Vault, rows: Sequence[ReviewRow], done: BulkExport, earlier_index: Path
) -> Generator[Progress, None, None]:
    for at, row in enumerate(rows):
        yield Progress(N_("Writing the documents"), at / len(rows))
        try:
            done.written.append((row, export_review(vault, review_id=row.id, folder=done.folder)))
            take_away(earlier_index)
        except RuleRefused as refusal:
            done.left_out.append(NotWritten(row, refusal))
        except EnvironmentFault as fault:
            if not done.written:
                raise
            done.fault = fault
            return
    done.is_whole = True


def _index_path(folder: Path) -> Path:
    """Where the index goes: nothing that is not an index of ours makes way for it."""
    path, number = folder / INDEX, 1
    while path.exists() and not _is_index(path):
        number += 1
        path = folder / f"{Path(INDEX).stem}_{number}{Path(INDEX).suffix}"
    return path


def _is_index(path: Path) -> bool:
    try:
        first = path.read_text("utf-8").splitlines()[:2]
    except (OSError, UnicodeDecodeError):
        return False  # what cannot be read is somebody else's
    return any(_compares_nobody_in(one) in first for one in DOCUMENT_LANGUAGES)


def _compares_nobody_in(language: str) -> str:
    with speaking(language):
        return _compares_nobody()


def _compares_nobody() -> str:
    return _("In the order of names. This is a list of files; it compares nobody and is not for ranking.")


def _order(row: ReviewRow) -> tuple[object, str, int]:
    """By name and period: the order of the index says nothing about anybody."""
    return reading_order(row.person), row.period_from.isoformat(), row.id


def _index(vault: Vault, done: BulkExport) -> str:
    """The index as plain text: names, periods and files; nothing in it could be sorted by how somebody did."""
    lines = [
        _("Reviews written on {day}").format(day=read_date(vault.today)),
        _compares_nobody(),
        "",
    ]
    for row, file in done.written:
        state = _("draft") if file.is_draft else _("finished")
        lines += [f"{_head(row)}, {state}", f"    {file.path.name}"]
    if done.left_out:
        lines += ["", _("Not written:")]
        lines += [f"{_head(one.row)}: {one.why}" for one in done.left_out]
    if not done.is_whole:
        lines += ["", _("This is not everything that was chosen: writing was stopped."), done.stopped_by]
    return "\n".join(lines).rstrip() + "\n"


def _head(row: ReviewRow) -> str:
    return f"{row.person}, {read_period(row.period_from, row.period_to)}"
