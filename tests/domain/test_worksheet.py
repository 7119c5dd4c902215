"""The retranslation worksheet: every anchor once, without its name, in an order that says nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reviewapp.domain.framework_file import parse_framework
from reviewapp.domain.observation import ANCHORS
from reviewapp.domain.worksheet import worksheet_of
from reviewapp.paths import resource

DAY = date(2026, 11, 21)
SHIPPED = parse_framework(resource("frameworks", "judgment-1.toml").read_text("utf-8"))


def test_every_anchor_stands_once_and_the_key_leads_back() -> None:
    sheet = worksheet_of(SHIPPED, DAY)
    assert [one.number for one in sheet.statements] == list(range(1, 45))
    assert {(one.competency_id, one.anchor) for one in sheet.statements} == {
        (one.id, anchor) for one in SHIPPED.competencies for anchor in ANCHORS
    }
    for one in sheet.statements:
        assert one.text == SHIPPED.competency(one.competency_id).anchors[one.anchor]
        assert sheet.number_of(one.competency_id, one.anchor) == one.number
    with pytest.raises(KeyError):
        sheet.number_of("J12", "missed")


def test_the_order_is_the_same_for_a_version_and_betrays_no_place() -> None:
    sheet = worksheet_of(SHIPPED, DAY)
    # Another day and other words give the same order: sheets of one version can be laid side by side.
    again = worksheet_of(replace(SHIPPED, title="Other"), date(2027, 1, 1))
    assert [one.text for one in again.statements] == [one.text for one in sheet.statements]
    other = worksheet_of(replace(SHIPPED, version="2"), DAY)
    assert [one.text for one in other.statements] != [one.text for one in sheet.statements]
    in_file = [text for one in SHIPPED.competencies for text in one.anchors.values()]
    assert [one.text for one in sheet.statements] != in_file
    for anchor in ANCHORS:
        numbers = [one.number for one in sheet.statements if one.anchor == anchor]
        assert min(numbers) <= 22 < max(numbers), "no anchor fills one end of the sheet"
