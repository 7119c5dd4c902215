"""Files leave only here: whole or not at all, and never with a concern nobody was told of."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from reviewapp.actions.changes import take_back
from reviewapp.actions.exporting import export_review, preview_pdf, write_recovery_sheet, write_whole
from reviewapp.actions.observations import (
    About,
    Details,
    change_observation,
    complete_observation,
    get_observation,
    record_observation,
    tell,
)
from reviewapp.actions.people import add_person, give_notice
from reviewapp.actions.reviews import begin_review, cite, finish_review, problems, write_section
from reviewapp.domain.errors import EnvironmentFault, RuleRefused, UsageError
from reviewapp.domain.review import SectionKey
from reviewapp.keys.recovery import to_code
from reviewapp.vault import reviews
from tests.helpers.acts import draft, somebody


@pytest.fixture
def concern(vault):
    """A completed concern about somebody with a notice, and a review of the period."""
    person_id = add_person(vault, name="Tom Hesketh").id
    give_notice(vault, person_id=person_id, given_on=date(2026, 3, 1))
    recorded = record_observation(
        vault, person_ids=[person_id], text="Sent it unread.", observed_on=date(2026, 9, 1), competencies=["J5"],
        details=Details(choices={"basis": "saw_it"}, multi={"outcome_test": ("none",)}),
        about={person_id: About(concern=True)},
    )
    complete_observation(vault, observation_id=recorded.id)
    review = begin_review(vault, person_id=person_id, period_from=date(2026, 3, 1), period_to=date(2026, 11, 1))
    return recorded.id, review.id


@pytest.mark.harm("secret-dossier")
def test_an_unshared_concern_reaches_no_file_by_any_path(vault, concern, tmp_path) -> None:
    observation_id, review_id = concern
    with pytest.raises(RuleRefused, match="not shared"):
        cite(vault, review_id=review_id, observation_id=observation_id)
    told = tell(vault, observation_id=observation_id, told_on=date(2026, 9, 3))
    cite(vault, review_id=review_id, observation_id=observation_id)
    assert export_review(vault, review_id=review_id, folder=tmp_path).path.exists()
    # What was told is taken back behind the citation: every way out refuses.
    take_back(vault, undo=told.undo)
    for way_out in (
        lambda: export_review(vault, review_id=review_id, folder=tmp_path / "again"),
        lambda: preview_pdf(vault, review_id=review_id),
        lambda: finish_review(vault, review_id=review_id, talked_on=vault.today),
    ):
        with pytest.raises(RuleRefused, match="not shared"):
            way_out()
    assert problems(vault, review_id=review_id)
    assert not (tmp_path / "again").exists()


def test_the_preview_is_the_file(vault, concern, tmp_path) -> None:
    _observation_id, review_id = concern
    written = export_review(vault, review_id=review_id, folder=tmp_path)
    assert written.path.read_bytes() == preview_pdf(vault, review_id=review_id).data
    assert written.path.name == "Review_Tom-Hesketh_2026-03-01_2026-11-01_draft.pdf"
    assert written.is_draft and written.path.stat().st_mode & 0o077 == 0


def test_a_finished_review_never_takes_the_place_of_another_document(vault, tmp_path) -> None:
    """A second review that corrects the first, and somebody of the same name, bear the same file name."""
    tom, namesake = somebody(vault), somebody(vault, "Tom Hesketh.")
    for person_id, words in ((tom, "Asked first."), (tom, "Asked first, and read it."), (namesake, "Rang the ward.")):
        review_id = draft(vault, person_id)
        write_section(vault, review_id=review_id, key=SectionKey("summary"), text=words)
        finish_review(vault, review_id=review_id, talked_on=vault.today)
    first, second, third = (one.id for one in reviews.reviews(vault.connection))
    name = preview_pdf(vault, review_id=first).name
    (tmp_path / name).write_bytes(b"a file of her own")
    written = [export_review(vault, review_id=one, folder=tmp_path).path for one in (first, second, third, second)]
    stem = name.removesuffix(".pdf")
    assert [path.name for path in written] == [f"{stem}_2.pdf", f"{stem}_3.pdf", f"{stem}_4.pdf", f"{stem}_3.pdf"]
    assert (tmp_path / name).read_bytes() == b"a file of her own"
    for path, review_id in zip(written, (first, second, third), strict=False):
        assert path.read_bytes() == preview_pdf(vault, review_id=review_id).data


def test_a_folder_that_is_a_file_is_refused_and_nothing_is_left(vault, concern, tmp_path) -> None:
    _observation_id, review_id = concern
    (tmp_path / "out").write_text("here already")
    with pytest.raises(UsageError, match="a file, not a folder"):
        export_review(vault, review_id=review_id, folder=tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir() if path.name != "vault"] == ["out"]


def test_a_failed_write_keeps_the_earlier_file(tmp_path, monkeypatch) -> None:
    import os

    path = tmp_path / "Review.pdf"
    write_whole(path, b"first")

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentFault, match="No space left"):
        write_whole(path, b"second")
    assert path.read_bytes() == b"first" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("harsher", ["reworded", "in_its_details", "now_a_concern", "missed", "counter_signal"])
def test_telling_something_milder_does_not_cover_what_was_made_of_it(vault, harsher) -> None:
    """Promise 3, the long way round: tell a mild text, then turn it into a concern."""
    person_id = add_person(vault, name="Ines Carvalho").id
    give_notice(vault, person_id=person_id, given_on=date(2026, 3, 1))
    starts_as_concern = harsher in ("reworded", "in_its_details")
    observation_id = record_observation(
        vault, person_ids=[person_id], text="Sent it a little early.", observed_on=date(2026, 5, 1), competencies=["J5"],
        details=Details(choices={"basis": "saw_it"}, multi={"outcome_test": ("none",)}),
        about={person_id: About(concern=starts_as_concern, told_on=date(2026, 5, 2), told_how="conversation", told_confirmed=True)},
    ).id
    complete_observation(vault, observation_id=observation_id)
    change = {
        "reworded": {"details": Details(texts={"behaviour": "Sent it unread, again."})},
        "in_its_details": {"details": Details(texts={"consequence": "A child was given the wrong dose."})},
        "now_a_concern": {"about": {person_id: About(concern=True)}},
        "missed": {"about": {person_id: About(concern=False, closest_anchor="missed")}},
        "counter_signal": {"details": Details(multi={"counter_signal": ("workslop",)})},
    }[harsher]
    changed = change_observation(vault, observation_id=observation_id, **change)
    review_id = begin_review(vault, person_id=person_id, period_from=date(2026, 3, 1), period_to=date(2026, 11, 1)).id
    with pytest.raises(RuleRefused, match="not shared"):
        cite(vault, review_id=review_id, observation_id=observation_id)
    take_back(vault, undo=changed.undo)
    cite(vault, review_id=review_id, observation_id=observation_id)


def test_changing_what_is_not_a_concern_leaves_the_telling_alone(vault) -> None:
    person_id = add_person(vault, name="Ines Carvalho").id
    give_notice(vault, person_id=person_id, given_on=date(2026, 3, 1))
    about = About(concern=False, told_on=date(2026, 5, 2), told_how="conversation", told_confirmed=True)
    observation_id = record_observation(
        vault, person_ids=[person_id], text="Rang the ward.", observed_on=date(2026, 5, 1), about={person_id: about}
    ).id
    change_observation(vault, observation_id=observation_id, details=Details(texts={"behaviour": "Rang the ward at ten."}))
    assert get_observation(vault, observation_id=observation_id).subjects[0].is_told


def test_the_recovery_sheet_is_one_page_with_every_group_of_the_code(tmp_path) -> None:
    code = to_code(bytes(range(20)))
    path = tmp_path / "sheet.pdf"
    write_recovery_sheet(
        path=path, code=code, name="Zoë Καλλιόπη", folder=tmp_path / "vault", made_on=date(2026, 11, 20)
    )
    document = pypdfium2.PdfDocument(path)
    text = document[0].get_textpage().get_text_range()
    pages = len(document)
    document.close()
    assert pages == 1 and "Zoë Καλλιόπη" in text and "20 Nov 2026" in text
    assert [group for group in text.split() if group in code.split("-")] == code.split("-")
    assert path.stat().st_mode & 0o077 == 0


def test_a_copy_without_the_words_about_others_is_recorded_as_one(vault, concern, tmp_path) -> None:
    observation_id, review_id = concern
    change_observation(
        vault, observation_id=observation_id, details=Details(texts={"behaviour": "Sent it to Olu Finch unread."})
    )
    tell(vault, observation_id=observation_id, told_on=date(2026, 9, 3))
    cite(vault, review_id=review_id, observation_id=observation_id)
    whole = export_review(vault, review_id=review_id, folder=tmp_path)
    copy = export_review(vault, review_id=review_id, folder=tmp_path, leave_out=["olu finch"])
    assert copy.path.name == "Review_Tom-Hesketh_2026-03-01_2026-11-01_draft_words-left-out.pdf"
    assert whole.path.exists() and whole.path != copy.path
    for path, there in ((whole.path, True), (copy.path, False)):
        with pypdfium2.PdfDocument(path.read_bytes()) as pdf:
            text = " ".join(page.get_textpage().get_text_range() for page in pdf)
        assert ("Olu Finch" in text) is there and ("Sent it to [left out] unread." in text) is not there
    kinds = [row["kind"] for row in vault.connection.execute("SELECT kind FROM handed_file ORDER BY id")]
    assert kinds == ["draft", "words_left_out"]
    with pytest.raises(UsageError, match="nowhere"):
        export_review(vault, review_id=review_id, folder=tmp_path / "not", leave_out=["Olu Finck"])
    assert not (tmp_path / "not").exists()


@pytest.mark.harm("messenger")
def test_what_is_restricted_reaches_no_review(vault, concern) -> None:
    observation_id, review_id = concern
    tell(vault, observation_id=observation_id, told_on=date(2026, 9, 3))
    change_observation(
        vault, observation_id=observation_id, details=Details(choices={"restricted": "protected_disclosure"})
    )
    with pytest.raises(RuleRefused, match="restricted"):
        cite(vault, review_id=review_id, observation_id=observation_id)
