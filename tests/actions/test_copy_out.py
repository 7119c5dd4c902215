"""A review in boxes: the same words as the document, under the same rules, in three formats."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from reviewapp.actions.copy_out import FORMATS, Part, as_docx, as_markdown, as_text, copy_out, save_copy
from reviewapp.actions.markdown import literal
from reviewapp.actions.reviews import cite, write_section
from reviewapp.domain.errors import EnvironmentFault, NotFound, RuleRefused, UsageError
from reviewapp.domain.review import SectionKey
from reviewapp.vault import reviews
from tests.helpers.acts import draft, somebody, whole

HOSTILE = "# not a heading\n1. no *list* <b>x</b> [y](z)\n- =1+1 \ud800\x00|\u202e"


@pytest.fixture
def written(vault):
    """A draft with one judgment that rests on an episode, a summary and hostile goals; its id."""
    person_id = somebody(vault, "Tom Hesketh")
    review_id = draft(vault, person_id)
    cite(vault, review_id=review_id, observation_id=whole(vault, person_id, text="Read the table\nagainst its source."))
    write_section(vault, review_id=review_id, key=SectionKey("strength", "J5"), text="Opens the source first.")
    write_section(vault, review_id=review_id, key=SectionKey("summary"), text="Two wards.\n\nA long summer.")
    write_section(vault, review_id=review_id, key=SectionKey("goals"), text=HOSTILE.replace("\ud800", ""))
    return review_id


def test_every_part_is_one_box_in_the_order_of_the_document(vault, written):
    copied = copy_out(vault, review_id=written)
    titles = [one.title for one in copied.parts]
    assert titles[0] == "Summary" and titles[-2:] == ["Goals", "What this is, and what it is not"] and "Critical assessment" in titles
    assert copied.parts[0].text == "Two wards.\n\nA long summer."
    judgment = next(one for one in copied.parts if one.title == "Critical assessment")
    assert "Strength: Opens the source first." in judgment.text and "Read the table against its source." in judgment.text
    assert "Not enough seen." in {one.text for one in copied.parts}
    assert copied.title.startswith("Draft: Review: Tom Hesketh")


def test_what_may_not_be_in_the_document_is_in_no_box(vault, written):
    person_id = somebody(vault, "Nia Pugh")
    concern = whole(vault, person_id, text="Sent it unread.", ago=30, concern=True)
    review_id = draft(vault, person_id)
    with vault.write() as transaction:
        reviews.cite(transaction, review_id, concern)  # as if what was told had been taken back since
    with pytest.raises(RuleRefused, match="not shared"):
        copy_out(vault, review_id=review_id)
    with pytest.raises(NotFound):
        copy_out(vault, review_id=99)


@pytest.mark.parametrize("ending", FORMATS)
def test_all_parts_are_saved_whole_and_it_is_recorded(vault, written, tmp_path, ending):
    copied = copy_out(vault, review_id=written)
    path = save_copy(vault, copied=copied, path=tmp_path / f"{copied.name}.{ending}")
    if ending == "docx":
        document = docx.Document(str(path))
        text = "\n".join(one.text for one in document.paragraphs)
        styles = {one.text: one.style.name for one in document.paragraphs}
        assert styles["Summary"] == "Heading 1" and styles["# not a heading"] == "Normal"
        assert document.core_properties.author == ""
    else:
        text = path.read_text("utf-8")
    assert "A long summer." in text and "Opens the source first." in text and "\u202e" not in text
    [row] = vault.connection.execute("SELECT kind, file_name FROM handed_file").fetchall()
    assert (row["kind"], row["file_name"]) == ("copied_out", path.name)


def test_an_ending_that_says_nothing_and_a_folder_that_is_none_write_nothing(vault, written, tmp_path):
    copied = copy_out(vault, review_id=written)
    with pytest.raises(UsageError, match="no ending"):
        save_copy(vault, copied=copied, path=tmp_path / "review.exe")
    (tmp_path / "file").write_text("x")
    with pytest.raises((UsageError, EnvironmentFault)):
        save_copy(vault, copied=copied, path=tmp_path / "file" / "review.txt")
    assert [one.name for one in tmp_path.iterdir() if one.suffix in (".exe", ".txt")] == []
    assert vault.connection.execute("SELECT count(*) FROM handed_file").fetchone()[0] == 0


def test_nothing_typed_becomes_mark_up():
    made = as_markdown([Part("A *title*", "# x\n1. y\n- z\n<b> [a](b) `c` ~~d~~")])
    assert made == (
        "## A \\*title\\*\n\n\\# x  \n1\\. y  \n\\- z  \n\\<b\\> \\[a\\](b) \\`c\\` \\~\\~d\\~\\~\n"
    )
    assert literal("10) ten = 2") == "10\\) ten = 2" and as_text([Part("A", "b")]) == "A\nb\n"


def test_an_empty_review_says_what_was_not_seen(vault):
    copied = copy_out(vault, review_id=draft(vault, somebody(vault, "Ana Ruiz")))
    assert copied.parts and {one.text for one in copied.parts[:-1]} == {"Not enough seen."}
    assert len(docx.Document(BytesIO(as_docx(copied.title, copied.parts))).paragraphs) == 1 + 2 * len(copied.parts)
