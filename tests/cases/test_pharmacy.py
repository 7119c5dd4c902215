"""The pharmacy case from import to final pages, as Ruth Ansell would live through it (without pictures)."""

from __future__ import annotations

from datetime import date

import pytest

from reviewapp.actions.bin import in_bin
from reviewapp.actions.blind import side_by_side, standing_of_review
from reviewapp.actions.importing import ADDED, ADDED_OPEN
from reviewapp.actions.queries import all_people, home, notes
from reviewapp.actions.review_content import document_content
from reviewapp.actions.reviews import get_review, problems
from tests.cases import pharmacy as steps
from tests.report.reading import pages_of, text_of

STAFF = ("Hesketh", "Davies", "Olumide", "Lefèvre", "Mensah", "Blackledge", "Whitby", "Carvalho", "Ansell")


@pytest.fixture
def case(vault, clock, pharmacy):
    def set_clock(moment) -> None:
        clock.moment = moment

    return steps.Case(vault, pharmacy, set_clock)


@pytest.mark.idea("A32", "A34", "A57")
def test_from_her_scraps_to_three_reviews_and_the_team_sheet(case, tmp_path) -> None:
    vault = case.vault
    reports = steps.bring_in(case)
    assert {row.outcome for row in reports["notes.csv"].rows if row.row in (21, 62, 63, 64, 65)} == {ADDED}
    assert not [row.row for row in reports["notes.csv"].rows if row.outcome == ADDED_OPEN and not row.remarks]
    assert len(all_people(vault)) == 9 and len(home(vault).without_notice) == 9

    steps.give_notices(case)
    assert home(vault).without_notice == ()
    gone = steps.throw_away(case)
    for never in ("118 drafts", "31 assisted hours", "roughly 70%", "Great year, real AI star", "Between them 240 drafts"):
        assert any(never in one for one in gone), never
    steps.take_identifiers_out(case)
    steps.complete_what_is_evidence(case)
    kept = {item.behaviour for item in notes(vault)}
    assert not any("NHS" in one or "Delacourt" in one for one in kept) and len(in_bin(vault)) == len(gone)

    steps.agree_roles_and_goals(case)
    steps.write_reviews(case)
    assert not any(case.kept_out.values()), "what a careful manager chose to cite may all be cited"
    refused = steps.enter_the_mails(case)
    assert list(refused) == ["jonathan_wc.txt", "olu-adebayo-finch.txt", "sian.txt"]
    assert "could be from" in refused["sian.txt"], "which of the two wrote it is asked, not guessed"
    assert standing_of_review(vault, review_id=case.reviews[steps.SIAN]).state == "not_asked"
    shown = side_by_side(vault, review_id=case.reviews[steps.TOM])
    assert shown.how == "e-mail" and shown.sealed_first

    steps.talk_and_finish(case, tmp_path / "out")
    for name, review_id in case.reviews.items():
        assert problems(vault, review_id=review_id) == []
        record = get_review(vault, review_id=review_id)
        assert (record.state, record.talked_on) == ("final", date(2026, 12, 18))
        assert record.cites and document_content(vault, review_id=review_id).version == 1
        text = text_of(case.documents[name].read_bytes())
        assert "anything here may still change" not in text and "Not validated" in text
        for other in STAFF:
            assert other not in text.replace("Ruth Ansell", "") or other in name, (name, other)
        for never in ("118 drafts", "3.4 million", "999 012", "Delacourt", "AI star", "Martin", "Bev Crowther"):
            assert never not in text

    ines = text_of(case.documents[steps.INES].read_bytes())
    assert "Not enough seen" in ines and "I would rather you came on a Tuesday." in ines
    tom = text_of(case.documents[steps.TOM].read_bytes())
    assert tom.index("Risks caught") < tom.index("Judgments")
    assert "Humalog" in tom and "The work was done without AI. Checked" not in tom
    assert "These are causes in how work is set up" in tom and "got wrong" in tom.casefold()
    assert 4 <= len(pages_of(case.documents[steps.TOM].read_bytes())) <= 14
    sheet = text_of(case.documents["team"].read_bytes())
    assert "Not comparable" in sheet and not [one for one in STAFF if one in sheet]
