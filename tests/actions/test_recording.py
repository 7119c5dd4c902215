"""Answers without the app: after sealing, marked, with their original; the four e-mails of a hospital pharmacy."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from reviewapp.actions.answer_parts import AnswerPart
from reviewapp.actions.blind import answer_parts, reveal, side_by_side, standing_of_review
from reviewapp.actions.changes import take_back
from reviewapp.actions.people import add_person
from reviewapp.actions.recording import original_file, propose_answers, record_answer
from reviewapp.actions.reviews import finish_review, seal_review, write_section
from reviewapp.actions.standing import answers_for
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.review import SectionKey
from reviewapp.exchange.answer_file import read_answer_file
from tests.helpers.acts import draft, dump
from tests.helpers.exchange import agreed_person, period

MAILS = Path(__file__).parents[1] / "fixtures" / "answers"
NAMES = (
    "Tom Hesketh", "Siân Davies", "Sian Davies", "Olumide Adebayo-Finch", "Jonathan Whitby-Cole", "Ines Carvalho",
)


def mails():
    return [(path.name, path.read_bytes()) for path in sorted(MAILS.glob("*.txt"))]


@pytest.fixture
def people(vault):
    return {name: agreed_person(vault, name) for name in NAMES}


def sealed(vault, person_id):
    review_id = draft(vault, person_id)
    write_section(vault, review_id=review_id, key=SectionKey("summary"), text="A careful half year.")
    seal_review(vault, review_id=review_id)
    return review_id


def test_nothing_is_entered_before_the_own_draft_is_sealed(vault, people):
    review_id = draft(vault, people["Tom Hesketh"])
    before = dump(vault)
    with pytest.raises(RuleRefused, match="after it is sealed"):
        record_answer(vault, review_id=review_id, how="aloud", received_on=vault.today, text="As discussed.")
    assert dump(vault) == before
    assert [one.refusal for one in propose_answers(vault, files=mails()[:1])] == [
        "Your own draft about Tom Hesketh is not sealed yet."
    ]


def test_the_four_e_mails_go_to_their_senders_and_the_doubtful_one_to_nobody(vault, people):
    reviews = {name: sealed(vault, person_id) for name, person_id in people.items()}
    found = {one.file_name: one for one in propose_answers(vault, files=mails())}
    whose = {name: (one.names, one.sent_on, one.review_id) for name, one in found.items()}
    assert whose == {
        "TomH self assessment FINAL v2.txt": (("Tom Hesketh",), date(2026, 11, 16), reviews["Tom Hesketh"]),
        "jonathan_wc.txt": (("Jonathan Whitby-Cole",), date(2026, 11, 12), reviews["Jonathan Whitby-Cole"]),
        "olu-adebayo-finch.txt": (("Olumide Adebayo-Finch",), date(2026, 11, 15), reviews["Olumide Adebayo-Finch"]),
        "sian.txt": (("Sian Davies", "Siân Davies"), date(2026, 11, 18), None),
    }
    assert "could be from" in found["sian.txt"].refusal
    for name, data in mails():
        one = found[name]
        if one.review_id is not None:
            record_answer(
                vault, review_id=one.review_id, how="e-mail", received_on=one.sent_on, original=data, original_name=name
            )
    with pytest.raises(RuleRefused, match="somebody else of that name"):
        record_answer(
            vault, review_id=reviews["Sian Davies"], how="e-mail", received_on=vault.today, original=dict(mails())["sian.txt"]
        )
    record_answer(
        vault, review_id=reviews["Sian Davies"], how="e-mail", received_on=date(2026, 11, 18),
        original=dict(mails())["sian.txt"], original_name="sian.txt", sender_checked=True,
    )
    assert standing_of_review(vault, review_id=reviews["Siân Davies"]).state == "not_asked"
    shown = side_by_side(vault, review_id=reviews["Tom Hesketh"])
    assert (shown.how, shown.received_on, shown.card, shown.opened_at) == ("e-mail", date(2026, 11, 16), "", None)
    assert "3.4 million tokens since January" in repr(shown.pairs)  # their own words stand, figures and all
    (pair,) = shown.pairs  # a mail has no parts: nobody is said to have kept silent about any of them
    assert [one.text for one in pair.mine] == ["A careful half year."] and pair.point == ""
    (came,) = answers_for(vault, people["Tom Hesketh"], tuple(period(vault).values()))
    assert original_file(vault, answer_id=came.id) == dict(mails())["TomH self assessment FINAL v2.txt"]


def test_the_words_are_kept_as_they_came(vault, people):
    review_id = sealed(vault, people["Sian Davies"])
    data = dict(mails())["sian.txt"]
    record_answer(vault, review_id=review_id, how="e-mail", received_on=vault.today, original=data, sender_checked=True)
    (came,) = answers_for(vault, people["Sian Davies"], tuple(period(vault).values()))
    (part,) = answer_parts(vault, answer=came)
    assert part == AnswerPart("words", "In their own words", part.text)
    assert part.text.startswith("Ruth\n\nI check bags.") and part.text.endswith("I've got a queue.\n\nSian")


def test_a_mail_of_somebody_else_is_not_entered_by_mistake(vault, people):
    review_id = sealed(vault, people["Ines Carvalho"])
    with pytest.raises(RuleRefused, match="not from Ines Carvalho"):
        record_answer(vault, review_id=review_id, how="e-mail", received_on=vault.today, original=mails()[0][1])


def test_what_cannot_be_an_answer_is_refused_and_leaves_no_trace(vault, people):
    review_id = sealed(vault, people["Tom Hesketh"])
    before = dump(vault)
    for wrong in (
        {"how": "packet", "text": "x"}, {"how": "pigeon", "text": "x"}, {"how": "aloud", "text": "  "},
        {"how": "paper", "text": "x", "received_on": vault.today + timedelta(days=1)},
        {"how": "paper", "text": "x", "received_on": vault.today - timedelta(days=400)},
        {"how": "e-mail", "original": b""}, {"how": "paper", "original": b"%PDF-1.7 scanned"}, {"how": "aloud", "text": "x" * 200_001},
    ):  # fmt: skip
        with pytest.raises(UsageError):
            record_answer(vault, **{"review_id": review_id, "received_on": vault.today, **wrong})
    with pytest.raises(NotFound):
        record_answer(vault, review_id=99, how="aloud", received_on=vault.today, text="x")
    assert dump(vault) == before


def test_a_file_is_entered_once_and_the_entry_can_be_taken_back(vault, people):
    review_id = sealed(vault, people["Tom Hesketh"])
    data = mails()[0][1]
    done = record_answer(vault, review_id=review_id, how="e-mail", received_on=vault.today, original=data)
    with pytest.raises(UsageError, match="entered before"):
        record_answer(vault, review_id=review_id, how="e-mail", received_on=vault.today, original=data)
    take_back(vault, undo=done.undo)
    assert standing_of_review(vault, review_id=review_id).state == "not_asked"
    record_answer(vault, review_id=review_id, how="paper", received_on=vault.today, text="Typed from the page.", original=b"\x89PNG scan")
    (came,) = answers_for(vault, people["Tom Hesketh"], tuple(period(vault).values()))
    assert original_file(vault, answer_id=came.id) == b"\x89PNG scan" and not came.is_closed
    reveal(vault, review_id=review_id)
    finish_review(vault, review_id=review_id, talked_on=vault.today)


def test_a_typed_answer_has_no_file(vault, people):
    review_id = sealed(vault, people["Tom Hesketh"])
    record_answer(vault, review_id=review_id, how="aloud", received_on=vault.today, text="I would say the same.")
    (came,) = answers_for(vault, people["Tom Hesketh"], tuple(period(vault).values()))
    with pytest.raises(NotFound):
        original_file(vault, answer_id=came.id)


@pytest.mark.parametrize(
    ("written", "sender", "day", "text"),
    [
        (b"Just words: no head.\nSecond line.", "", None, "Just words: no head.\nSecond line."),
        (b"From: Tom Hesketh <t@x.example>\nDate: 2026-11-16\n\nHi", "Tom Hesketh", date(2026, 11, 16), "Hi"),
        ("From: Müller, Jörg\r\nTo: x\r\nDate: 16.11.2026 08:12\r\n\r\nGrüße".encode("cp1252"), "Jörg Müller", date(2026, 11, 16), "Grüße"),
        (b"From: A B\nDate: 03/04/2026\n\nHi", "A B", None, "Hi"),
        (
            b"MIME-Version: 1.0\nFrom: =?utf-8?q?Si=C3=A2n?= Davies <s@x.example>\nDate: Mon, 16 Nov 2026 08:12:00 +0000\n"
            b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nH=C3=A9\n",
            "Siân Davies", date(2026, 11, 16), "Hé",
        ),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "", None, ""),
    ],
)  # fmt: skip
def test_a_file_says_who_sent_it_and_when(written, sender, day, text):
    found = read_answer_file(written, saved_on=date(2026, 11, 20))
    assert (found.sender, found.sent_on, found.text) == (sender, day, text)


def test_the_senders_of_the_mails_are_known_only_to_a_vault_with_these_people(vault):
    add_person(vault, name="Nobody Here")
    assert {one.refusal for one in propose_answers(vault, files=mails())} == {"Nobody here is called as its sender."}
