"""What each reader is shown are the bytes that reader gets: from the export, from the sealed file, from both signatures."""

from __future__ import annotations

import pytest

from reviewapp.actions.bulk_export import export_many
from reviewapp.actions.countersigning import sign_review
from reviewapp.actions.exporting import export_review
from reviewapp.actions.observations import Details, change_observation
from reviewapp.actions.packets import packet_content
from reviewapp.actions.people import add_person, agree_role_profile
from reviewapp.actions.reading_as import BOTH, EMPLOYEE, HR, read_as
from reviewapp.actions.reviews import begin_review, cite, finish_review, get_review, write_section
from reviewapp.actions.shared_words import share_text
from reviewapp.actions.sharing import hand_over_review
from reviewapp.actions.signing import REVIEW_PDF, export_signed, save_returned
from reviewapp.actions.vaults import begin_vault
from reviewapp.domain.errors import RuleRefused
from reviewapp.domain.review import SectionKey
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import FOCUS, draft, whole
from tests.helpers.two_sides import acquaint, carry

FIRST, NOW = "Read the table once.", "Read the table against the source."


@pytest.fixture
def sides(vault, tmp_path, clock):
    tom, _code = begin_vault(folder=tmp_path / "tom", name="Tom Hesketh", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock)
    yield acquaint(vault, tom)
    tom.close()


@pytest.fixture
def review_id(sides):
    """A draft that cites an episode Tom was told of, and whose words were changed since."""
    observation_id = whole(sides.ruth, sides.tom_id, text=FIRST, told_ago=10)
    change_observation(sides.ruth, observation_id=observation_id, details=Details(texts={"behaviour": NOW}))
    made = draft(sides.ruth, sides.tom_id)
    cite(sides.ruth, review_id=made, observation_id=observation_id)
    write_section(sides.ruth, review_id=made, key=SectionKey("summary"), text="A careful half year, with Olu Finch.")
    return made


def sent(sides, review_id, *, sign=False):
    """What lies in the sealed file Tom opens."""
    came = carry(sides.ruth, hand_over_review(sides.ruth, review_id=review_id, sign=sign).id, sides.tom)
    return packet_content(sides.tom, packet_id=came)


def test_hr_is_shown_what_the_export_and_the_export_of_many_write(sides, review_id, tmp_path) -> None:
    for finished in (False, True):
        if finished:
            finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
        shown = read_as(sides.ruth, review_id=review_id, reader=HR)
        folder = tmp_path / str(finished)
        assert export_review(sides.ruth, review_id=review_id, folder=folder).path.read_bytes() == shown.document.data
        many = export_many(sides.ruth, review_ids=[review_id], folder=folder / "many")
        assert many.written[0][1].path.read_bytes() == shown.document.data and shown.beside == ""


def test_the_person_is_shown_what_lies_in_the_file_they_open(sides, review_id) -> None:
    """A draft: handing it over shares it, so the pages name the day, and those of HR do not."""
    shown = read_as(sides.ruth, review_id=review_id, reader=EMPLOYEE)
    hr = read_as(sides.ruth, review_id=review_id, reader=HR)
    assert shown.document.data != hr.document.data and "HR's do not" in shown.sentence
    assert get_review(sides.ruth, review_id=review_id).state == "draft", "looking shares nothing"
    packet = sent(sides, review_id)
    assert packet.attachments[REVIEW_PDF] == shown.document.data
    assert share_text(packet.body) == shown.beside
    assert NOW in shown.beside and FIRST in shown.beside, "what it said before is in it"
    again = read_as(sides.ruth, review_id=review_id, reader=EMPLOYEE)
    assert again.document.data == read_as(sides.ruth, review_id=review_id, reader=HR).document.data
    assert "exactly the pages HR reads" in again.sentence, "once it is shared, both read the same"


def test_of_a_finished_review_both_read_the_same_bytes_and_signing_only_appends(sides, review_id, tmp_path) -> None:
    finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
    hr, person = (read_as(sides.ruth, review_id=review_id, reader=one) for one in (HR, EMPLOYEE))
    assert hr.document == person.document
    assert "Tom Hesketh reads exactly the pages HR reads." in person.sentence and "nothing else" in hr.sentence
    pages = sent(sides, review_id, sign=True).attachments[REVIEW_PDF]
    signed = export_signed(sides.ruth, review_id=review_id, folder=tmp_path).path.read_bytes()
    for data in (pages, signed):
        assert data != hr.document.data and data.startswith(hr.document.data)


def test_the_file_both_signed_is_shown_as_it_came_back(sides, review_id, tmp_path) -> None:
    finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
    with pytest.raises(RuleRefused, match="Nobody sent this review back signed"):
        read_as(sides.ruth, review_id=review_id, reader=BOTH)
    came = carry(sides.ruth, hand_over_review(sides.ruth, review_id=review_id, sign=True).id, sides.tom)
    carry(sides.tom, sign_review(sides.tom, packet_id=came, position="received").id, sides.ruth)
    shown = read_as(sides.ruth, review_id=review_id, reader=BOTH)
    save_returned(sides.ruth, review_id=review_id, path=tmp_path / "both.pdf")
    assert shown.document.data == (tmp_path / "both.pdf").read_bytes() and shown.document.name.endswith("_signed.pdf")


def test_words_are_left_out_of_hrs_copy_alone(sides, review_id, tmp_path) -> None:
    finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
    shown = read_as(sides.ruth, review_id=review_id, reader=HR, leave_out=["Olu Finch"])
    written = export_review(sides.ruth, review_id=review_id, folder=tmp_path, leave_out=["Olu Finch"])
    assert written.path.read_bytes() == shown.document.data and "without the words you left out" in shown.sentence
    assert read_as(sides.ruth, review_id=review_id, reader=EMPLOYEE).document.kind == ""


def test_whom_no_notice_was_given_is_handed_nothing_to_read(vault) -> None:
    person_id = add_person(vault, name="Nia Bevan").id
    agree_role_profile(vault, person_id=person_id, focus=FOCUS, agreed_on=vault.today)
    made = begin_review(vault, person_id=person_id, period_from=vault.today, period_to=vault.today).id
    with pytest.raises(RuleRefused, match="has not been given the notice yet"):
        read_as(vault, review_id=made, reader=EMPLOYEE)
    assert read_as(vault, review_id=made, reader=HR).person == "Nia Bevan"
