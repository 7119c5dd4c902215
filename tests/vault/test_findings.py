"""Answers to findings, as kept."""

from __future__ import annotations

import pytest

from reviewapp.vault import findings
from reviewapp.vault.driver import IntegrityError

ROW = {"record_uid": "r", "field": "summary", "label": "vague", "span": "Great", "answer": "dismissed", "reason": "His."}


def test_an_answer_is_replaced_never_doubled(vault):
    with vault.write() as transaction:
        first = findings.set_answer(transaction, **ROW)
        assert findings.set_answer(transaction, **{**ROW, "answer": "quoted", "reason": "Hers."}) == first
        findings.set_answer(transaction, **{**ROW, "span": "great"})
    found = findings.answers(vault.connection, ["r", "nobody"])
    assert found["r", "summary", "vague", "Great"].answer == "quoted" and len(found) == 2
    assert findings.answers(vault.connection, []) == {}


@pytest.mark.parametrize(
    "wrong",
    [{"answer": "fine"}, {"reason": ""}, {"reason": "  "}, {"label": "usage_metric", "answer": "dismissed"}],
    ids=str,
)
def test_what_the_table_itself_refuses(vault, wrong):
    with pytest.raises(IntegrityError), vault.write() as transaction:
        findings.set_answer(transaction, **{**ROW, **wrong})
    assert findings.answers(vault.connection, ["r"]) == {}


def test_whose_record_it_is(vault):
    assert findings.owner_of(vault.connection, "nobody") is None


def test_answers_of_very_many_records(vault):
    with vault.write() as transaction:
        for number in range(900):
            findings.set_answer(transaction, **{**ROW, "record_uid": f"r{number}"})
    assert len(findings.answers(vault.connection, [f"r{number}" for number in range(900)])) == 900
