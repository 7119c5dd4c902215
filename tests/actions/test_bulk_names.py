"""Files of many people in one folder: names that any file system takes, and no two that one of them would take for one."""

from __future__ import annotations

import re
import unicodedata

import pypdfium2
import pytest

from reviewapp.actions.bulk_export import INDEX, export_many
from reviewapp.actions.exporting import export_review
from reviewapp.actions.reviews import finish_review, write_section
from reviewapp.actions.signing import export_signed
from reviewapp.domain.review import SectionKey
from tests.helpers.acts import draft, somebody

HARD = (
    "../../etc/passwd", "C:\\Temp\\x", "a/b", "CON", "nul", "COM1.txt", "-rf", "...", "name.", "a:b|c?<d>*\"e\"", "%00", "~root",
    "עדי כהן", "محمد علي", "\u200fעדי\u200e", "🙂", "🎉🎉", "山田 太郎", "ß" * 100, "x" * 120, "क्षितिज", "O'Brien", "Anna  Maria",
)  # fmt: skip
# What one of the usual file systems holds for the same name: NTFS and APFS by letters, APFS by the way to write an accent.
NAMESAKES = ("Zoë Ruiz", "zoë ruiz", "ZOE\u0308 RUIZ", "Zoë-Ruiz", "Zoë  Ruiz.")


def folded(name: str) -> str:
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())


def reviews_of(vault, names, *, finished):
    made = []
    for name in names:
        review_id = draft(vault, somebody(vault, name))
        write_section(vault, review_id=review_id, key=SectionKey("summary"), text=f"The summary of {len(made)}.")
        if finished:
            finish_review(vault, review_id=review_id, talked_on=vault.today)
        made.append(review_id)
    return made


def summaries(folder) -> list[str]:
    """Which summaries stand in the PDFs of a folder."""
    found = []
    for path in folder.glob("*.pdf"):
        with pypdfium2.PdfDocument(path.read_bytes()) as pdf:
            found += re.findall(r"The summary of (\d+)", pdf[0].get_textpage().get_text_range())
    return sorted(found, key=int)


def test_hard_names_become_plain_file_names_in_the_folder(vault, tmp_path) -> None:
    folder = tmp_path / "out"
    done = export_many(vault, review_ids=reviews_of(vault, HARD, finished=False), folder=folder)
    assert done.is_whole and len(done.written) == len(HARD) and not done.left_out
    written = [path.name for path in folder.iterdir()]
    assert len(written) == len(HARD) + 1 and not [path for path in tmp_path.rglob("*.pdf") if path.parent != folder]
    for name in (one for one in written if one != INDEX):
        assert re.fullmatch(r"Review_[\w-]+_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d_draft(_\d+)?\.pdf", name), name
        assert name.isprintable() and len(name.encode()) < 200 and name == unicodedata.normalize("NFC", name)
    assert summaries(folder) == [str(number) for number in range(len(HARD))]
    index = (folder / INDEX).read_text("utf-8")
    assert all(name in index for name in written if name != INDEX)
    assert sorted(path.path.name for _row, path in done.written) == sorted(name for name in written if name != INDEX)


@pytest.mark.parametrize("finished", [False, True])
def test_no_two_names_are_one_to_a_file_system_that_tells_less_apart(vault, tmp_path, finished) -> None:
    ids = reviews_of(vault, NAMESAKES, finished=finished)
    for _again in (1, 2):  # the second time each goes over its own
        done = export_many(vault, review_ids=ids, folder=tmp_path / "out")
        names = [path.name for path in (tmp_path / "out").glob("*.pdf")]
        assert len({folded(name) for name in names}) == len(names) == len(NAMESAKES) == len(done.written)
        assert summaries(tmp_path / "out") == ["0", "1", "2", "3", "4"]
    index = (tmp_path / "out" / INDEX).read_text("utf-8").splitlines()
    assert len({folded(line) for line in index if line.startswith("    ")}) == len(NAMESAKES)


def test_a_draft_gives_way_to_its_own_next_file_alone(vault, tmp_path) -> None:
    first, second = reviews_of(vault, NAMESAKES[:2], finished=False)
    own = export_review(vault, review_id=first, folder=tmp_path).path
    other = export_review(vault, review_id=second, folder=tmp_path).path
    assert other != own and summaries(tmp_path) == ["0", "1"]
    write_section(vault, review_id=second, key=SectionKey("summary"), text="The summary of 7.")
    assert export_review(vault, review_id=second, folder=tmp_path).path == other and summaries(tmp_path) == ["0", "7"]
    own.write_bytes(b"%PDF-1.7 somebody's own file of that name")
    assert export_review(vault, review_id=first, folder=tmp_path).path not in (own, other)
    assert own.read_bytes() == b"%PDF-1.7 somebody's own file of that name"


def test_a_signed_review_takes_no_others_place(vault, tmp_path) -> None:
    paths = {
        export_signed(vault, review_id=one, folder=tmp_path).path
        for one in reviews_of(vault, NAMESAKES[:2], finished=True)
    }  # fmt: skip
    assert len(paths) == 2 and summaries(tmp_path) == ["0", "1"]
