"""Papers that are no review: complete, from the rules in force, and with nobody in them who does not belong there."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from reviewapp.actions.council_pack import council_pack
from reviewapp.actions.evidence_guide import WORD_LANGUAGES, word_groups
from reviewapp.actions.leaflets import agenda_pdf, notice_pdf, pack_pdf, save_leaflet, save_pack
from reviewapp.actions.own_words import import_words
from reviewapp.actions.people import notice_text
from reviewapp.actions.reviews import begin_review, cite, finish_review, share_review, write_section
from reviewapp.actions.rights import ask_correction, set_policy
from reviewapp.domain import observation as fields
from reviewapp.domain.errors import NotFound
from reviewapp.domain.policy import Policy
from reviewapp.domain.review import SectionKey
from tests.helpers.acts import dump, jot, somebody, whole
from tests.report.reading import text_of
from tests.report.tagged import tree


def said(data: bytes) -> str:
    """All words of a PDF as a screen reader gets them."""
    return tree(data).text


def test_the_pack_names_every_field_every_word_and_every_period_in_force(vault, tmp_path) -> None:
    set_policy(vault, policy=Policy(region="germany", used_months=18, basis="Works agreement 7"))
    own = tmp_path / "tools.toml"
    own.write_text('language = "en"\nabout = "Our drafting tool"\n[classes]\nAIX = "heinzelmann"\n', "utf-8")
    import_words(vault, path=own)
    text = said(pack_pdf(vault, made_on=vault.today).data)
    for field in (*fields.TEXTS, *fields.CHOICES, *fields.MULTI_CHOICES, *fields.DATES, *fields.FLAGS):
        assert re.search(rf"\b{field}\b", text), field
    flat = re.sub(r"\s+", "", text)
    for language in WORD_LANGUAGES:
        for group in word_groups(language):
            assert re.sub(r"\s+", "", group.file) in flat
            for _name, words in group.classes:
                assert re.sub(r"\s+", "", ", ".join(words)) in flat
    for words in ("Jots: 30 days.", "Episodes that were used: 18 months.", "Works agreement 7", "heinzelmann", "J11"):
        assert words in text


def test_the_pack_holds_nothing_of_anybody(vault, tmp_path) -> None:
    before = pack_pdf(vault, made_on=date(2026, 11, 20)).data
    tom = somebody(vault, "Tom Hesketh")
    whole(vault, tom, text="Rang the ward in Ullapool.")
    rows = dump(vault)
    assert pack_pdf(vault, made_on=date(2026, 11, 20)).data == before
    path = save_pack(vault, folder=tmp_path / "out", made_on=date(2026, 11, 20))
    assert path.read_bytes() == before and dump(vault) == rows
    assert "Ruth" not in said(before)


def test_without_a_vault_the_pack_is_as_shipped(vault) -> None:
    assert council_pack(None, made_on=vault.today) == council_pack(vault, made_on=vault.today)


def test_the_notice_is_printed_word_for_word(vault, tmp_path) -> None:
    tom = somebody(vault, "Tom Hesketh", notice=False)
    before = dump(vault)
    document = notice_pdf(vault, person_id=tom, given_on=date(2026, 11, 20))
    assert dump(vault) == before
    printed = re.sub(r"[\s.]", "", said(document.data))
    text = notice_text(manager="Ruth Ansell", name="Tom Hesketh", given_on=date(2026, 11, 20))
    for paragraph in text.split("\n\n")[1:]:
        assert re.sub(r"[\s.]", "", paragraph) in printed, paragraph
    assert "version 1" in text_of(document.data) and document.name == "Notice_Tom-Hesketh_2026-11-20.pdf"
    save_leaflet(vault, document=document, path=tmp_path / document.name)
    assert (tmp_path / document.name).read_bytes() == document.data
    (handed,) = vault.connection.execute("SELECT kind, file_name FROM handed_file").fetchall()
    assert (handed["kind"], handed["file_name"]) == ("notice_sheet", document.name)


def test_an_agenda_says_what_is_owed_and_leaves_room(vault, tmp_path) -> None:
    tom, other = somebody(vault, "Tom Hesketh"), somebody(vault, "Siân Evans")
    used = whole(vault, tom, text="Read the source first.", told_ago=20)
    whole(vault, tom, text="Passed a summary on unread.", concern=True)
    whole(vault, tom, text="Asked what done means.")
    whole(vault, other, text="Something about somebody else.", concern=True)
    jot(vault, tom, text="Only a thought.")
    ask_correction(vault, person_id=tom, asked="It was Tuesday.", asked_on=vault.today)
    review = begin_review(
        vault, person_id=tom, period_from=vault.today - timedelta(days=90), period_to=vault.today
    ).id
    cite(vault, review_id=review, observation_id=used)
    write_section(vault, review_id=review, key=SectionKey("next_step", "J5"), text="Name the check first.")
    write_section(vault, review_id=review, key=SectionKey("open_questions"), text="Who owns the table?")
    share_review(vault, review_id=review, shared_on=vault.today)
    finish_review(vault, review_id=review, talked_on=vault.today)
    before = dump(vault)
    document = agenda_pdf(vault, person_id=tom)
    text = said(document.data)
    order = (
        "To talk about next", "Tom Hesketh", "Not told yet", "Passed a summary on unread.", "Worth saying",
        "Asked what done means.", "From the last review", "Name the check first.", "Who owns the table?",
        "To be corrected", "It was Tuesday.", "What they bring", "What we agreed",
    )
    at = [text.index(words) for words in order]
    assert at == sorted(at)
    for absent in ("Read the source first.", "somebody else", "Only a thought.", "Siân"):
        assert absent not in text
    save_leaflet(vault, document=document, path=tmp_path / document.name)
    assert dump(vault) == before  # the writer's own paper is not handed on to anybody


def test_somebody_new_gets_the_notice_first(vault) -> None:
    text = said(agenda_pdf(vault, person_id=somebody(vault, notice=False)).data)
    assert "Hand over the notice" in text and "Not told yet" not in text


def test_nobody_has_no_papers(vault) -> None:
    for make in (agenda_pdf, lambda vault, person_id: notice_pdf(vault, person_id=person_id, given_on=vault.today)):
        with pytest.raises(NotFound):
            make(vault, person_id=99)
