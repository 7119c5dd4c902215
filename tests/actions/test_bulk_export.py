"""Thirty people into one folder: every file whole, an index that compares nobody, a stop that is said."""

from __future__ import annotations

import errno
import os

import pypdfium2
import pytest

from reviewapp.actions.bulk_export import INDEX, export_many
from reviewapp.actions.reviews import finish_review, write_section
from reviewapp.domain.errors import EnvironmentFault, NotFound, UsageError
from reviewapp.domain.review import SectionKey
from reviewapp.vault import reviews
from tests.helpers.acts import draft, somebody, whole

NAMES = ("Tom Hesketh", "Ana Ruiz", "Zoë Ødegård")


@pytest.fixture
def several(vault):
    """Three reviews, the first of them finished."""
    ids = []
    for name in NAMES:
        review_id = draft(vault, somebody(vault, name))
        write_section(vault, review_id=review_id, key=SectionKey("summary"), text=f"What {name} worked for.")
        ids.append(review_id)
    finish_review(vault, review_id=ids[0], talked_on=vault.today)
    return ids


@pytest.mark.harm("entry-ranking")
def test_each_is_written_whole_under_a_predictable_name_and_the_index_is_in_the_order_of_names(vault, several, tmp_path):
    heard = []
    done = export_many(vault, review_ids=several, folder=tmp_path / "out", report=lambda one: heard.append(one) or True)
    assert done.is_whole and not done.left_out and not done.stopped_by
    assert [one.share for one in heard] == [0, 1 / 3, 2 / 3]
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names[0] == INDEX and len(names) == 4
    assert names[1].startswith("Review_Ana-Ruiz_") and names[1].endswith("_draft.pdf")
    assert names[2].startswith("Review_Tom-Hesketh_") and names[2].endswith("_v1.pdf")
    for name in names[1:]:
        assert len(pypdfium2.PdfDocument((tmp_path / "out" / name).read_bytes())) >= 1
    index = (tmp_path / "out" / INDEX).read_text("utf-8")
    assert index.index("Ana Ruiz") < index.index("Tom Hesketh") < index.index("Zoë Ødegård")
    assert all(name in index for name in names[1:]) and "compares nobody" in index
    assert "not everything" not in index


def test_what_a_rule_keeps_back_is_left_out_with_its_reason_and_the_others_are_written(vault, several, tmp_path):
    person_id = somebody(vault, "Nia Pugh")
    concern = whole(vault, person_id, text="Sent it unread.", ago=30, concern=True)
    kept_back = draft(vault, person_id)
    with vault.write() as transaction:
        reviews.cite(transaction, kept_back, concern)  # as if what was told had been taken back since
    done = export_many(vault, review_ids=[*several, kept_back], folder=tmp_path)
    assert [one.row.person for one in done.left_out] == ["Nia Pugh"] and len(done.written) == 3 and done.is_whole
    index = (tmp_path / INDEX).read_text("utf-8")
    assert "Not written:" in index and "not shared" in index.partition("Not written:")[2]


def test_cancel_leaves_whole_files_and_an_index_that_says_so(vault, several, tmp_path):
    answers = iter([True, False])
    done = export_many(vault, review_ids=several, folder=tmp_path, report=lambda _progress: next(answers))
    assert not done.is_whole and [row.person for row, _file in done.written] == ["Ana Ruiz"]
    assert "not everything" in (tmp_path / INDEX).read_text("utf-8")
    assert sorted(path.suffix for path in tmp_path.iterdir() if path.name != "vault") == [".pdf", ".txt"]


def test_a_disk_that_gives_out_ends_it_without_half_a_file(vault, several, tmp_path, monkeypatch):
    real, calls = os.replace, []

    def replace(source, target):
        calls.append(target)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(source, target)

    out = tmp_path / "out"
    monkeypatch.setattr(os, "replace", replace)
    done = export_many(vault, review_ids=several, folder=out)
    assert "No space left" in done.stopped_by and len(done.written) == 1 and not done.is_whole
    assert len(list(out.glob("*.pdf"))) == 1 and not list(out.glob(".reviewapp-*"))
    assert "No space left" in (out / INDEX).read_text("utf-8")


def test_nothing_is_written_for_a_wrong_number_or_a_wrong_folder(vault, several, tmp_path):
    with pytest.raises(NotFound, match="no review 99"):
        export_many(vault, review_ids=[*several, 99], folder=tmp_path / "out")
    assert not (tmp_path / "out").exists()
    (tmp_path / "file").write_text("x")
    with pytest.raises((UsageError, EnvironmentFault)):
        export_many(vault, review_ids=several, folder=tmp_path / "file")
    assert (tmp_path / "file").read_text() == "x"


def test_what_left_is_recorded_for_each_person(vault, several, tmp_path):
    export_many(vault, review_ids=several, folder=tmp_path)
    rows = vault.connection.execute("SELECT file_name, kind FROM handed_file ORDER BY file_name").fetchall()
    assert [row["kind"] for row in rows] == ["draft", "review", "draft"]
