"""Ruth certifies a review, Tom signs on his own computer that he received it, and HR needs neither of their vaults."""

from __future__ import annotations

import pytest

from reviewapp.actions.contacts import own_identity, verify_contact
from reviewapp.actions.exporting import preview_pdf
from reviewapp.actions.my_side import my_side
from reviewapp.actions.packets import packet_content, packet_record, seal_packet
from reviewapp.actions.replies import replies_to_review
from reviewapp.actions.replying import answer_item, reply_body, send_reply
from reviewapp.actions.reviews import finish_review, get_review, write_section
from reviewapp.actions.sharing import hand_over_review
from reviewapp.actions.signing import (
    REVIEW_PDF,
    export_signed,
    own_document_key,
    returned,
    review_in,
    save_returned,
    sign_previewed,
)
from reviewapp.actions.vaults import begin_vault
from reviewapp.actions.verifying import check_bytes, check_file, pins_of
from reviewapp.domain.errors import RuleRefused
from reviewapp.domain.review import SectionKey
from reviewapp.report.verifying import verdict
from reviewapp.vault import identities
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import draft
from tests.helpers.two_sides import acquaint, carry


@pytest.fixture
def sides(vault, tmp_path, clock):
    tom, _code = begin_vault(folder=tmp_path / "tom", name="Tom Hesketh", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock)
    yield acquaint(vault, tom)
    tom.close()


@pytest.fixture
def finished(sides):
    """The id of a finished review of Tom."""
    review_id = draft(sides.ruth, sides.tom_id)
    write_section(sides.ruth, review_id=review_id, key=SectionKey("summary"), text="A careful half year.")
    carry(sides.ruth, hand_over_review(sides.ruth, review_id=review_id).id, sides.tom)
    finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
    return review_id


def handed(sides, review_id, *, sign=True):
    """Ruth hands it over and Tom opens the file: the id there."""
    return carry(sides.ruth, hand_over_review(sides.ruth, review_id=review_id, sign=sign).id, sides.tom)


def signed_back(sides, packet_id, position="received", text=""):
    """Tom signs and hands back, Ruth opens the file: the id there."""
    own = answer_item(sides.tom, packet_id=packet_id, item_uid=review_in(sides.tom, packet_id=packet_id), position=position, text=text)
    return carry(sides.tom, send_reply(sides.tom, own_reply_ids=(own.id,), sign=True).id, sides.ruth)


def test_what_was_previewed_is_what_is_signed(sides, finished) -> None:
    seen = preview_pdf(sides.ruth, review_id=finished)
    signed = sign_previewed(sides.ruth, document=seen)
    assert signed.data.startswith(seen.data) and signed.name.endswith("_v1_signed.pdf")
    assert verdict(signed.data, required=("manager",)).findings == ()


def test_a_draft_is_not_signed_by_any_way(sides, tmp_path) -> None:
    review_id = draft(sides.ruth, sides.tom_id)
    for act in (
        lambda: export_signed(sides.ruth, review_id=review_id, folder=tmp_path / "out"),
        lambda: hand_over_review(sides.ruth, review_id=review_id, sign=True),
        lambda: sign_previewed(sides.ruth, document=preview_pdf(sides.ruth, review_id=review_id)),
    ):
        with pytest.raises(RuleRefused, match="draft is not signed"):
            act()
    assert not (tmp_path / "out").exists() and get_review(sides.ruth, review_id=review_id).state == "draft"


@pytest.mark.parametrize("position", ["received", "agree", "agree_in_part", "disagree"])
def test_both_sign_each_on_their_own_computer(sides, finished, tmp_path, position) -> None:
    """received is not agree: what Tom's signature states is what his answer says, word for word."""
    came = handed(sides, finished)
    pages = packet_content(sides.tom, packet_id=came).attachments[REVIEW_PDF]
    assert returned(sides.ruth, review_id=finished) is None
    back = signed_back(sides, came, position, "I was away in May." if position == "disagree" else "")
    found = returned(sides.ruth, review_id=finished)
    assert found is not None and found.position == position and found.packet_id == back
    assert found.data.startswith(pages), "nothing Ruth signed was changed"
    assert found.signer.name == "Tom Hesketh" and found.signer.fingerprint == own_document_key(sides.tom).fingerprint
    assert [one.position for one in replies_to_review(sides.ruth, review_id=finished)] == [position]
    verify_contact(sides.ruth, contact_id=sides.toms_card)
    save_returned(sides.ruth, review_id=finished, path=tmp_path / "signed.pdf")
    answer = check_file(tmp_path / "signed.pdf", pins=pins_of(sides.ruth))
    assert answer.findings == () and [one.meaning for one in answer.signers] == ["certified", position]


def test_an_answer_without_a_signature_travels_as_before(sides, finished) -> None:
    came = handed(sides, finished)
    own = answer_item(sides.tom, packet_id=came, item_uid=review_in(sides.tom, packet_id=came), position="declined_to_sign", text="")
    made = send_reply(sides.tom, own_reply_ids=(own.id,))
    assert packet_content(sides.tom, packet_id=made.id).attachments == {}
    carry(sides.tom, made.id, sides.ruth)
    assert returned(sides.ruth, review_id=finished) is None
    with pytest.raises(RuleRefused, match="Nobody sent this review back signed"):
        save_returned(sides.ruth, review_id=finished, path=sides.ruth.folder / "x.pdf")


@pytest.mark.parametrize("position", ["", "declined_to_sign"])
def test_who_did_not_say_what_they_sign_signs_nothing(sides, finished, position) -> None:
    came = handed(sides, finished)
    own = answer_item(sides.tom, packet_id=came, item_uid=review_in(sides.tom, packet_id=came), position=position, text="Later.")
    with pytest.raises(RuleRefused, match="Say what you sign"):
        send_reply(sides.tom, own_reply_ids=(own.id,), sign=True)
    assert [item.draft.id for item in my_side(sides.tom).waiting] == [own.id]


def test_pages_that_are_not_signed_are_not_countersigned(sides, finished) -> None:
    came = handed(sides, finished, sign=False)
    own = answer_item(sides.tom, packet_id=came, item_uid=review_in(sides.tom, packet_id=came), position="received", text="")
    with pytest.raises(RuleRefused, match="not signed by who sent them"):
        send_reply(sides.tom, own_reply_ids=(own.id,), sign=True)


def test_pages_signed_by_somebody_else_are_not_countersigned(sides, finished, monkeypatch) -> None:
    """Somebody sends a review under their own card with pages that another key certified."""
    from reviewapp.actions import signing

    other = own_document_key(sides.tom)
    with monkeypatch.context() as patched:
        patched.setattr(signing, "own_document_key", lambda _vault: other)
        made = hand_over_review(sides.ruth, review_id=finished, sign=True)
    came = carry(sides.ruth, made.id, sides.tom)
    own = answer_item(sides.tom, packet_id=came, item_uid=review_in(sides.tom, packet_id=came), position="received", text="")
    with pytest.raises(RuleRefused, match="not signed by who sent them"):
        send_reply(sides.tom, own_reply_ids=(own.id,), sign=True)


def test_a_file_that_came_back_otherwise_than_sent_counts_as_not_signed(sides, finished) -> None:
    """A reply may hold any attachment: only the pages that were sent, signed by its sender, are taken for signed."""
    from tests.helpers.signed import both

    came = handed(sides, finished)
    record = packet_record(sides.tom, packet_id=came)
    own = answer_item(sides.tom, packet_id=came, item_uid=review_in(sides.tom, packet_id=came), position="received", text="")
    _answered, body = reply_body(sides.tom, own_reply_ids=(own.id,))
    made = seal_packet(sides.tom, body=body, to=(record.contact_id,), in_reply_to=record.uid, attachments={REVIEW_PDF: both()})
    carry(sides.tom, made.id, sides.ruth)
    assert replies_to_review(sides.ruth, review_id=finished) and returned(sides.ruth, review_id=finished) is None


def test_cards_name_the_key_that_signs_documents(sides) -> None:
    """From the first packet on, under the signature of the card itself."""
    ruths = identities.contact(sides.tom.connection, sides.ruths_card).card
    toms = identities.contact(sides.ruth.connection, sides.toms_card).card
    assert ruths.document == own_document_key(sides.ruth).fingerprint
    assert toms.document == own_document_key(sides.tom).fingerprint
    assert {one.name for one in pins_of(sides.ruth).values()} == {"Ruth Ansell", "Tom Hesketh"}


def test_a_card_nobody_compared_is_said_to_be_one(sides, finished) -> None:
    signed_back(sides, handed(sides, finished))
    data = returned(sides.ruth, review_id=finished).data
    found = check_bytes(data, path=sides.ruth.folder, pins=pins_of(sides.ruth))
    assert found.findings == ("not_compared",)
    verify_contact(sides.ruth, contact_id=sides.toms_card)
    assert check_bytes(data, path=sides.ruth.folder, pins=pins_of(sides.ruth)).findings == ()


def test_the_export_holds_both_signatures_while_the_pages_are_the_same(sides, finished, tmp_path) -> None:
    alone = export_signed(sides.ruth, review_id=finished, folder=tmp_path)
    assert verdict(alone.path.read_bytes()).findings == ("employee_missing",)
    signed_back(sides, handed(sides, finished))
    now = preview_pdf(sides.ruth, review_id=finished).data
    both = returned(sides.ruth, review_id=finished).data
    written = export_signed(sides.ruth, review_id=finished, folder=tmp_path)
    # Tom's answer is printed in every later PDF, so the pages are others now; those he signed stay as he signed them.
    assert not both.startswith(now) and verdict(written.path.read_bytes()).findings == ("employee_missing",)


def test_no_secret_key_is_on_the_disk_in_clear(sides, finished, tmp_path) -> None:
    signed_back(sides, handed(sides, finished))
    save_returned(sides.ruth, review_id=finished, path=tmp_path / "signed.pdf")
    export_signed(sides.ruth, review_id=finished, folder=tmp_path / "out")
    for one in (sides.ruth, sides.tom):
        number = own_document_key(one).secret.private_numbers().private_value
        secrets = (number.to_bytes(32, "big"), number.to_bytes(32, "little"), own_identity(one).signing_seed, f"{number:064x}".encode())
        for path in (file for file in tmp_path.rglob("*") if file.is_file()):
            data = path.read_bytes()
            assert not any(secret in data for secret in secrets), path
