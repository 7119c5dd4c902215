"""Tom signs in his own vault what Ruth certified in hers; Ruth sees where it stands. Two vaults, real files, a real check."""

from __future__ import annotations

import hashlib

import pytest

from reviewapp.actions.contacts import verify_contact
from reviewapp.actions.countersigning import (
    DECLINED,
    sign_review,
    signed_pages,
    signing_offer,
    signing_stand,
    signing_text,
)
from reviewapp.actions.exporting import save_previewed
from reviewapp.actions.my_side import my_side, shared_pdf
from reviewapp.actions.packets import open_packet, packet_content, packet_on_disk, packet_record, seal_packet
from reviewapp.actions.people import change_person
from reviewapp.actions.queries import writer
from reviewapp.actions.replies import replies_to_review
from reviewapp.actions.replying import answer_item, draft_of, reply_body
from reviewapp.actions.reviews import finish_review, write_section
from reviewapp.actions.sharing import hand_over_review, handed_pages
from reviewapp.actions.signature_state import signature_sentence, signature_state
from reviewapp.actions.signing import REVIEW_PDF, own_document_key, returned, review_in, save_returned
from reviewapp.actions.vaults import begin_vault
from reviewapp.actions.verifying import check_file, pins_of
from reviewapp.domain.errors import EnvironmentFault, NotFound, RuleRefused, UsageError
from reviewapp.domain.review import SectionKey
from reviewapp.keys.document_key import grouped
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import draft
from tests.helpers.signed import counted_verdicts
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
    finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
    return review_id


def handed(sides, review_id, *, sign=True):
    """Ruth hands it over and Tom opens the file: the id there."""
    return carry(sides.ruth, hand_over_review(sides.ruth, review_id=review_id, sign=sign).id, sides.tom)


def sentence_for(sides, review_id):
    return signature_sentence(signature_state(sides.ruth, review_id=review_id))


@pytest.mark.parametrize(
    ("position", "said"),
    [
        ("received", "Signed by both. Tom Hesketh received it, which is not agreement; it came back on"),
        ("agree", "Signed by both. Tom Hesketh agrees; it came back on"),
        ("agree_in_part", "Signed by both. Tom Hesketh agrees in part; it came back on"),
        ("disagree", "Signed by both. Tom Hesketh disagrees; it came back on"),
    ],
)
def test_from_one_vault_to_the_other_and_back_both_signatures_hold(sides, finished, tmp_path, position, said) -> None:
    assert signature_state(sides.ruth, review_id=finished).kind == "none" and sentence_for(sides, finished) == ""
    came = handed(sides, finished)
    assert sentence_for(sides, finished).startswith("You signed it and handed it over on 20 Nov 2026.")
    stand = signing_stand(sides.tom, packet_ids=(came,))
    assert (stand.state, stand.by, stand.packet_id) == ("open", "Ruth Ansell", came)
    assert stand.writer.startswith("Ruth Ansell, ") and stand.writer.endswith("Finished this record and answers for it.")

    sign_review(sides.tom, packet_id=came, position=position, text="I was away in May.", into=tmp_path / "back.rvpacket")
    open_packet(sides.ruth, data=packet_on_disk(tmp_path / "back.rvpacket"))

    assert sentence_for(sides, finished).startswith(said)
    assert sentence_for(sides, finished).endswith("The words of their card were not compared yet.")
    assert [(one.position, one.text) for one in replies_to_review(sides.ruth, review_id=finished)] == [(position, "I was away in May.")]
    now = signing_stand(sides.tom, packet_ids=(came,))
    assert (now.state, now.position, now.signed_on) == ("signed", position, sides.tom.today)
    # Both have the same file, byte for byte, and a check that knows both keys finds nothing wrong with it.
    verify_contact(sides.ruth, contact_id=sides.toms_card)
    verify_contact(sides.tom, contact_id=sides.ruths_card)
    assert not sentence_for(sides, finished).endswith("compared yet.")
    save_returned(sides.ruth, review_id=finished, path=tmp_path / "hers.pdf")
    mine = signed_pages(sides.tom, packet_id=came)
    save_previewed(sides.tom, document=mine, path=tmp_path / "his.pdf")
    assert (tmp_path / "hers.pdf").read_bytes() == (tmp_path / "his.pdf").read_bytes() == mine.data
    assert mine.data.startswith(shared_pdf(sides.tom, packet_id=came)), "not a byte of what he read was changed"
    for whose, path in ((sides.ruth, tmp_path / "hers.pdf"), (sides.tom, tmp_path / "his.pdf")):
        answer = check_file(path, pins=pins_of(whose))
        assert answer.findings == () and [one.meaning for one in answer.signers] == ["certified", position]


def test_what_is_offered_is_what_is_signed_and_the_key_that_signs(sides, finished) -> None:
    came = handed(sides, finished)
    offer = signing_offer(sides.tom, packet_id=came)
    assert (offer.own_name, offer.about, offer.position, offer.text) == ("Tom Hesketh", "", "", "")
    assert offer.key == f"key {grouped(own_document_key(sides.tom).fingerprint)[:19]} …" and len(offer.phrase.words) == 5
    assert not offer.compared
    verify_contact(sides.tom, contact_id=sides.ruths_card)
    assert signing_offer(sides.tom, packet_id=came).compared
    text = signing_text(sides.tom, packet_id=came, position="disagree", text=" I was away in May. ")
    sent = sign_review(sides.tom, packet_id=came, position="disagree", text=" I was away in May. ")
    body = packet_content(sides.tom, packet_id=sent.id).body
    assert (body.position, body.statement, body.addendum) == ("disagree", "I was away in May.", True)
    assert "I disagree: I was away in May." in text and "with your signature behind them" in text
    back = sent.id, carry(sides.tom, sent.id, sides.ruth)
    assert returned(sides.ruth, review_id=finished).packet_id == back[1]


def test_a_draft_begun_before_is_offered_and_goes_along(sides, finished) -> None:
    came = handed(sides, finished)
    uid = review_in(sides.tom, packet_id=came)
    answer_item(sides.tom, packet_id=came, item_uid=uid, position="agree", text="Mostly.")
    offer = signing_offer(sides.tom, packet_id=came)
    assert (offer.position, offer.text) == ("agree", "Mostly.")
    sign_review(sides.tom, packet_id=came, position="received", text="Mostly.")
    assert my_side(sides.tom).released[0].what == ("Answer to the review", "The pages of the review with your signature")
    assert my_side(sides.tom).waiting == () and draft_of(sides.tom, packet_id=came, item_uid=uid) is None


def test_who_declines_says_so_and_signs_nothing(sides, finished) -> None:
    came = handed(sides, finished)
    assert "signature" not in signing_text(sides.tom, packet_id=came, position=DECLINED, text="")
    sent = sign_review(sides.tom, packet_id=came, position=DECLINED)
    assert packet_content(sides.tom, packet_id=sent.id).attachments == {}
    assert my_side(sides.tom).released[0].what == ("Answer to the review",)
    carry(sides.tom, sent.id, sides.ruth)
    assert sentence_for(sides, finished).startswith("Signed by you. Tom Hesketh does not sign, said on 20 Nov 2026")
    assert returned(sides.ruth, review_id=finished) is None
    assert signing_stand(sides.tom, packet_ids=(came,)).state == "open", "he may still change his mind"


def test_what_was_signed_once_is_not_signed_again(sides, finished) -> None:
    came = handed(sides, finished)
    sign_review(sides.tom, packet_id=came, position="received")
    with pytest.raises(RuleRefused, match="You signed these pages on 20 Nov 2026"):
        sign_review(sides.tom, packet_id=came, position="agree", text="On second thoughts.")
    kept = draft_of(sides.tom, packet_id=came, item_uid=review_in(sides.tom, packet_id=came))
    assert kept is not None and kept.text == "On second thoughts.", "the words are not lost: they can go as an answer"
    assert signing_stand(sides.tom, packet_ids=(came,)).position == "received"


def test_nothing_is_lost_when_the_file_cannot_be_made(sides, finished, tmp_path) -> None:
    came = handed(sides, finished)
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises((UsageError, EnvironmentFault)):
        sign_review(sides.tom, packet_id=came, position="disagree", text="No.", into=tmp_path / "file" / "back.rvpacket")
    assert [one.draft.text for one in my_side(sides.tom).waiting] == ["No."]
    assert signing_stand(sides.tom, packet_ids=(came,)).state == "open"
    sign_review(sides.tom, packet_id=came, position="disagree", text="No.", into=tmp_path / "back.rvpacket")
    assert signing_stand(sides.tom, packet_ids=(came,)).state == "signed"


def test_the_signatures_on_pages_are_verified_once_to_say_where_they_stand(sides, finished, monkeypatch) -> None:
    judged = counted_verdicts(monkeypatch)
    came = handed(sides, finished)
    judged.clear()
    assert signing_stand(sides.tom, packet_ids=(came,)).state == "open" and len(judged) == 1


def test_a_draft_and_pages_without_a_signature_are_read_and_not_signed(sides) -> None:
    review_id = draft(sides.ruth, sides.tom_id)
    write_section(sides.ruth, review_id=review_id, key=SectionKey("summary"), text="A careful half year.")
    early = handed(sides, review_id, sign=False)
    stand = signing_stand(sides.tom, packet_ids=(early,))
    assert stand.state == "unsigned" and not stand.is_finished
    finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
    plain = handed(sides, review_id, sign=False)
    stand = signing_stand(sides.tom, packet_ids=(plain, early))
    assert stand.state == "unsigned" and stand.is_finished
    with pytest.raises(RuleRefused, match="not signed by who sent them"):
        sign_review(sides.tom, packet_id=plain, position="received")
    assert signature_state(sides.ruth, review_id=review_id).kind == "none"


def test_a_plain_copy_that_comes_later_does_not_hide_the_signed_one(sides, finished) -> None:
    signed = handed(sides, finished)
    plain = handed(sides, finished, sign=False)
    stand = signing_stand(sides.tom, packet_ids=(plain, signed))
    assert (stand.state, stand.packet_id) == ("open", signed)


def test_an_older_version_is_not_signed_once_a_newer_one_came(sides, finished) -> None:
    """The pages on the screen are of yesterday: the writer corrected the review, and the newer file was opened since."""
    came = handed(sides, finished)
    body = packet_content(sides.tom, packet_id=came).body
    from reviewapp.vault import reviews

    record = reviews.review(sides.ruth.connection, finished)
    with sides.ruth.write() as transaction:
        reviews.update_review(transaction, finished, {"state": "superseded"})
    assert record is not None and body.review.uid == record.uid
    newer = handed(sides, finished, sign=False)
    assert newer != came
    stand = signing_stand(sides.tom, packet_ids=(came,))
    assert stand.state == "refused" and "was changed since: a newer version came on 20 Nov 2026" in stand.sentence
    with pytest.raises(RuleRefused, match="changed since"):
        sign_review(sides.tom, packet_id=came, position="received")


def test_pages_about_somebody_else_are_signed_only_by_who_says_to_be_them(sides, finished, clock) -> None:
    came = handed(sides, finished)
    change_person(sides.tom, person_id=writer(sides.tom).id, name="Thomas Hesketh-Vane")
    offer = signing_offer(sides.tom, packet_id=came)
    assert (offer.about, offer.own_name) == ("Tom Hesketh", "Thomas Hesketh-Vane")
    with pytest.raises(RuleRefused, match="These pages are about Tom Hesketh, and this vault is that of Thomas Hesketh-Vane"):
        sign_review(sides.tom, packet_id=came, position="received")
    assert my_side(sides.tom).waiting == ()
    carry(sides.tom, sign_review(sides.tom, packet_id=came, position="received", is_me=True).id, sides.ruth)
    assert signature_state(sides.ruth, review_id=finished).kind == "both"


def test_a_new_name_later_does_not_undo_what_was_signed(sides, finished) -> None:
    """A name is part of the certificate: both sides are judged by the card they had when each file was made."""
    came = handed(sides, finished)
    carry(sides.tom, sign_review(sides.tom, packet_id=came, position="agree").id, sides.ruth)
    change_person(sides.ruth, person_id=writer(sides.ruth).id, name="Ruth Ansell-Moor")
    change_person(sides.tom, person_id=writer(sides.tom).id, name="Tom Vane")
    from reviewapp.actions.cards import make_card

    carry(sides.tom, make_card(sides.tom).id, sides.ruth)
    assert returned(sides.ruth, review_id=finished) is not None


def test_a_file_that_does_not_count_is_named_with_the_reason(sides, finished) -> None:
    """Signed, but by a key that is not the sender's; and pages of something else."""
    from tests.helpers.signed import both

    came = handed(sides, finished)
    record = packet_record(sides.tom, packet_id=came)
    own = answer_item(sides.tom, packet_id=came, item_uid=review_in(sides.tom, packet_id=came), position="received", text="")
    _answered, body = reply_body(sides.tom, own_reply_ids=(own.id,))
    made = seal_packet(sides.tom, body=body, to=(record.contact_id,), in_reply_to=record.uid, attachments={REVIEW_PDF: both()})
    carry(sides.tom, made.id, sides.ruth)
    assert "does not count: these are not the pages you handed over." in sentence_for(sides, finished)

    from datetime import UTC, datetime

    from reviewapp.report.sign_fields import EMPLOYEE
    from reviewapp.report.signing import Signing, signed

    stranger = own_document_key(sides.ruth)
    pages = shared_pdf(sides.tom, packet_id=came)
    forged = signed(pages, stranger, Signing(EMPLOYEE, "agree", datetime(2026, 11, 20, tzinfo=UTC)))
    made = seal_packet(sides.tom, body=body, to=(record.contact_id,), in_reply_to=record.uid, attachments={REVIEW_PDF: forged})
    carry(sides.tom, made.id, sides.ruth)
    assert "one person signed for both" in sentence_for(sides, finished)
    assert returned(sides.ruth, review_id=finished) is None


@pytest.mark.parametrize("sign", [True, False])
def test_another_key_under_the_same_name_is_not_theirs(sides, finished, sign) -> None:
    """Whole, in the right order, under the right names, and made with keys that neither card names."""
    from datetime import UTC, datetime

    from reviewapp.keys.document_key import document_key
    from reviewapp.report.sign_fields import EMPLOYEE, MANAGER
    from reviewapp.report.signing import CERTIFIED, Signing, signed
    from reviewapp.report.verifying import verdict

    came, at = handed(sides, finished, sign=sign), datetime(2026, 11, 20, tzinfo=UTC)
    pages = shared_pdf(sides.tom, packet_id=came)
    if not sign:  # what Ruth did not sign is signed for her by somebody else, and by Tom himself
        pages = signed(pages, document_key(b"r" * 32, "Ruth Ansell"), Signing(MANAGER, CERTIFIED, at))
    second = document_key(b"t" * 32, "Tom Hesketh") if sign else own_document_key(sides.tom)
    forged = signed(pages, second, Signing(EMPLOYEE, "agree", at))
    assert verdict(forged).findings == ()
    record = packet_record(sides.tom, packet_id=came)
    own = answer_item(sides.tom, packet_id=came, item_uid=review_in(sides.tom, packet_id=came), position="agree", text="")
    _answered, body = reply_body(sides.tom, own_reply_ids=(own.id,))
    made = seal_packet(sides.tom, body=body, to=(record.contact_id,), in_reply_to=record.uid, attachments={REVIEW_PDF: forged})
    carry(sides.tom, made.id, sides.ruth)
    assert returned(sides.ruth, review_id=finished) is None
    assert "it bears a key that neither of your two cards names" in sentence_for(sides, finished)


def test_pages_that_changed_since_they_were_looked_at_do_not_leave(sides, finished, tmp_path) -> None:
    seen = hashlib.sha256(handed_pages(sides.ruth, review_id=finished).data).hexdigest()
    came = handed(sides, finished)
    carry(sides.tom, sign_review(sides.tom, packet_id=came, position="disagree", text="Not in May.").id, sides.ruth)
    path = tmp_path / "for-tom.rvpacket"
    with pytest.raises(RuleRefused, match="changed since you looked at them"):
        hand_over_review(sides.ruth, review_id=finished, into=path, sign=True, looked_at=seen)
    assert not path.exists()
    now = hashlib.sha256(handed_pages(sides.ruth, review_id=finished).data).hexdigest()
    hand_over_review(sides.ruth, review_id=finished, into=path, sign=True, looked_at=now)
    assert path.exists()


def test_nothing_to_show_before_it_was_signed(sides, finished) -> None:
    came = handed(sides, finished)
    with pytest.raises(NotFound, match="did not sign"):
        signed_pages(sides.tom, packet_id=came)
    with pytest.raises(NotFound, match="No pages came"):
        signing_stand(sides.tom, packet_ids=())
