"""The finished file, read back: text and order, drafts, page numbers, fonts, bytes, and hostile words."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from reviewapp.domain.reply import EmployeeReply
from reviewapp.i18n import use_language
from reviewapp.report import render_review
from tests.report import samples
from tests.report.papers import PAPERS
from tests.report.reading import body_of, fonts_of, furthest_right, pages_of, text_of

ROOT = Path(__file__).resolve().parents[2]
REPLY = EmployeeReply(
    uid="r", position="agree_in_part", text="Quoted, so in italics.", written_on=date(2026, 11, 26), how="packet",
    kept_on=date(2026, 11, 27), compared=False,
)


def in_order(text: str, *wanted: str) -> None:
    at = 0
    for words in wanted:
        found = text.find(words, at)
        assert found >= 0, f"{words!r} does not follow {text[max(0, at - 60):at]!r}"
        at = found + len(words)


def test_everything_is_printed_in_its_order() -> None:
    content = samples.review()
    text = text_of(render_review(content).data)
    in_order(
        text,
        "A record of judgment in work with AI, not of its use", "Anna Kowalska-Lindström",
        "Senior engineer, billing platform", "1 Mar 2026 – 20 Nov 2026", "Jonas Weiß",
        "20 Feb 2026", "25 Nov 2026", "1 Dec 2026", "Version 1, finished on 2 Dec 2026",
        "drafted by the authors, not validated",
        "What is recorded here is judgment in the use of AI",
        "Summary", "clean-looking result",
        "Risks caught", "dropped customers without a postal code", "row totals", "service owner", "billing addresses",
        "Judgments", "Keeping work and skill human", "Discernment", "Strength", "Next step",
        "Critical assessment", "Concern", "Under time pressure", "Escalation and push",
        "Choosing the work", "Not enough seen in this period.",
        "Work and context", "What was kept human", "Foundational skills", "Protected work",
        "How the work was made trustworthy", "Invisible work", "Context and conditions", "Decision quality",
        "Exchange across teams", "Handling the new", "Goals", "Open questions",
        "Evidence note", "What this record cannot show", "Evidence over the period", "away",
        "The employee's words", "No reply recorded so far.",
        "I shared every concern in this record before this meeting.", "declined to sign", "Receipt is not agreement.",
        "Access, correction and notices", "The notice about this record was given on 20 Feb 2026.",
    )
    for episode in content.episodes:
        assert episode.behaviour in body_of(render_review(content).data)


def test_drafts_say_so_on_every_page_and_finished_versions_on_none() -> None:
    drafted = pages_of(render_review(samples.draft()).data)
    assert len(drafted) > 2 and all("Draft" in page for page in drafted)
    assert all("Draft" not in page for page in pages_of(render_review(samples.review()).data))


def test_the_large_draft_mark_is_a_shape_and_not_text() -> None:
    pages = pages_of(render_review(samples.draft()).data)
    assert pages[1].count("Draft") == 2  # the label in the header and the state in the footer
    data = render_review(samples.draft()).data
    assert len(data) > len(render_review(samples.draft(state="final", version=1)).data)


@pytest.mark.harm("ai-input", "false-authority")
def test_header_footer_and_page_numbers() -> None:
    pdf = render_review(samples.crowded(30))
    pages = pages_of(pdf.data)
    assert len(pages) == pdf.pages > 4
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {pdf.pages}" in page
        assert "Judgment, not usage. Not validated, not for ranking." in page
        assert "Do not feed this to an automated evaluator." in page
        assert "Record rev-7f3a1c52" in page
        if number > 1:
            assert page.startswith("Anna Kowalska-Lindström 1 Mar 2026 – 20 Nov 2026")


def test_every_font_is_embedded_and_gives_its_text_back() -> None:
    data = render_review(samples.draft(person_name="Ƙaura Νίκη", replies=(REPLY,))).data
    pdf = pikepdf.open(BytesIO(data))
    fonts = fonts_of(pdf)
    whole = [font for font in fonts if font.Subtype == "/Type0"]
    assert len(whole) >= 4 and len(fonts) == 2 * len(whole)
    for font in whole:
        assert font.Encoding == "/Identity-H"
        assert b"beginbfchar" in font.ToUnicode.read_bytes()
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert len(descriptor.FontFile2.read_bytes()) > 200
        assert re.fullmatch(r"/[A-Z]{6}\+[A-Za-z0-9-]+", str(font.BaseFont))
    assert b"Helvetica" not in b"".join(page_code(data))
    assert not any("Helvetica" in str(font.BaseFont) for font in fonts)


def page_code(data: bytes) -> list[bytes]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return [page.Contents.read_bytes() for page in pdf.pages]


def test_properties_outline_and_version() -> None:
    data = render_review(samples.review(language="de")).data
    assert data.startswith(b"%PDF-1.7")
    with pikepdf.open(BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == "de"
        assert str(pdf.docinfo["/Title"]) == (
            "Beurteilung des Urteilsvermögens in der Arbeit mit KI: "
            "Anna Kowalska-Lindström, 1. März 2026 – 20. November 2026"
        )
        assert str(pdf.docinfo["/Author"]) == "Jonas Weiß"
        assert str(pdf.docinfo["/CreationDate"]) == str(pdf.docinfo["/ModDate"]) == "D:20261202000000Z"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_outline() as outline:
            titles = {item.title: [child.title for child in item.children] for item in outline.root}
    assert list(titles) == [
        "Was dies ist und was nicht", "Zusammenfassung", "Abgefangene Risiken", "Einschätzungen", "Arbeit und Umstände",
        "Belege und ihre Grenzen", "Stellungnahme und Unterschriften", "Auskunft, Berichtigung und Mitteilungen",
        "Was in dieser Datei steht",
    ]
    assert titles["Einschätzungen"][:2] == ["Keeping work and skill human", "Discernment"]
    assert titles["Belege und ihre Grenzen"][-1] == "Belege im Zeitraum"


def test_same_content_same_bytes_in_any_process() -> None:
    code = (
        "import hashlib; from tests.report.papers import PAPERS\n"
        "print([hashlib.sha256(PAPERS[name]().data).hexdigest() for name in sorted(PAPERS)])"
    )
    here = str([hashlib.sha256(PAPERS[name]().data).hexdigest() for name in sorted(PAPERS)])
    places = (("1", "Pacific/Auckland", "de_DE.UTF-8", "utf-8"), ("2", "America/Lima", "tr_TR.UTF-8", "utf-8"), ("3", "UTC", "C", "latin-1"))
    for seed, zone, language, encoding in places:
        surroundings = {
            "PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language, "LC_PAPER": language, "LANGUAGE": language,
            "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True, env={**os.environ, **surroundings}
        )
        assert done.stdout.strip() == here


def test_importing_the_room_loads_no_pdf_library() -> None:
    code = (
        "import sys, reviewapp.report, reviewapp.report.content\n"
        "print([name for name in ('reportlab', 'uharfbuzz', 'pikepdf', 'pyphen', 'babel') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


HOSTILE = '<img src="file:///etc/passwd"> <b>bold</b> &amp; & </para> %s {name} \\ (open [square'


@pytest.mark.parametrize("place", ["person_name", "person_role", "reviewer_name", "framework_title", "review_uid"])
def test_mark_up_in_a_field_is_printed_as_it_was_typed(place: str) -> None:
    pdf = render_review(samples.review(**{place: "A <b>b</b> & <i>{x}</i>"}))
    assert "A <b>b</b> & <i>{x}</i>" in text_of(pdf.data)


def test_mark_up_in_texts_is_printed_as_it_was_typed() -> None:
    content = samples.review(
        texts={"summary": HOSTILE, "goals": HOSTILE},
        judgments=(samples.judgment("J5", (samples.episode(behaviour=HOSTILE),), strength=HOSTILE),),
    )
    text = text_of(render_review(content).data)
    assert text.count('<img src="file:///etc/passwd"> <b>bold</b> &amp; & </para> %s {name}') == 4
    with pikepdf.open(BytesIO(render_review(content).data)) as pdf:
        assert not any("/XObject" in page.obj.get("/Resources", {}) for page in pdf.pages)
        notes = [note for page in pdf.pages for note in page.obj.get("/Annots", [])]
        assert {str(note.FT) for note in notes} == {"/Sig"} and not any("/A" in note or "/AA" in note for note in notes)


def test_control_characters_and_lone_surrogates_are_replaced_and_reported() -> None:
    broken = "before \x00 \x1b \ud800 after\tthe tab\x0bnew line"
    pdf = render_review(samples.review(texts={"summary": broken}, person_name="A\ud83dB\nC", review_uid="\udfff"))
    text = text_of(pdf.data)
    assert "before \ufffd \ufffd \ufffd after the tab new line" in text
    assert "A\ufffdB C" in text
    assert pdf.missing == frozenset({"\ufffd"})


def test_a_hidden_override_cannot_turn_a_printed_sentence_round() -> None:
    text = text_of(render_review(samples.review(texts={"summary": "did \u202eton\u202c check"})).data)
    assert "did ton check" in text and "\u202e" not in text


def test_greek_cyrillic_and_composed_letters_come_back_exactly() -> None:
    names = (
        "Νίκη Παππά", "Αλέξανδρος ᾠδή", "Јелена Ђорђевић", "Нұрсұлтан Әбішұлы", "Ігор Ґудзь", "Nguyễn Thị Hoà",
        "Ƙaura Ɗantata", "e\u0301 n\u0303 o\u0302\u0323", "x\u0302\u0331", "Łukasz Żółć", "fi ffl office",
    )
    pdf = render_review(samples.review(texts={"summary": "\n\n".join(names)}))
    text = text_of(pdf.data)
    for name in names:
        assert name in text, name
    assert pdf.missing == frozenset()


def test_a_character_without_a_font_is_reported_and_still_extracts() -> None:
    pdf = render_review(samples.review(texts={"goals": "party 🎉 and \U00013000 end"}, person_name="\U00010330"))
    assert pdf.missing == frozenset({"\U00013000", "\U00010330"})
    assert "party 🎉 and \U00013000 end" in text_of(pdf.data)


@pytest.mark.parametrize("length", [300, 40_000])
def test_a_word_without_end_stays_inside_the_page(length: int) -> None:
    pdf = render_review(samples.review(texts={"summary": "W" * length}, person_name="N" * 300))
    flat = text_of(pdf.data).replace(" ", "")
    assert flat.count("W") >= length
    assert furthest_right(pdf.data) <= 595.28 - 50


def test_five_pages_of_text_flow_without_loss() -> None:
    sentence = "The reconciliation was read twice, by two people who had not written it, before it went out. "
    parts = [f"Paragraph {letter}. " + sentence * 12 for letter in "ABCDEFGHIJKLMNOPQRSTUVWX"]
    pdf = render_review(samples.review(texts={"summary": "\n\n".join(parts)}))
    text = body_of(pdf.data)
    in_order(text, *(f"Paragraph {letter}." for letter in "ABCDEFGHIJKLMNOPQRSTUVWX"), "Risks caught")
    assert text.count("before it went out.") == 12 * 24


def test_sixty_episodes_repeat_the_column_titles_overleaf() -> None:
    content = samples.crowded(60)
    pages = pages_of(render_review(content).data)
    for page in pages[1:]:
        if "(continued)" in page and "Told in a conversation" in page:
            assert "What happened" in page
    text = " ".join(pages)
    assert sum("(continued)" in page for page in pages) > 4
    assert all(episode.behaviour[:60] in text for episode in content.episodes)


def test_an_episode_is_printed_in_full_exactly_once() -> None:
    content = samples.full()
    text = body_of(render_review(content).data)
    for episode in content.episodes:
        assert text.count(episode.behaviour) == 1
        for words in (episode.what_was_wrong, episode.how_noticed, episode.who_was_told, episode.what_it_prevented):
            assert words in text
    usual = body_of(render_review(samples.review()).data)
    for once in ("postal code", "Ran both exports again", "Kept human for the sake of", "had to be taken back"):
        assert usual.count(once) == 1


def test_a_review_is_short_enough_to_be_read() -> None:
    last = 1  # what is in the file, where it does not fit below the record
    assert render_review(samples.full()).pages <= 6 + last
    assert render_review(samples.crowded(17)).pages <= 6 + last
    assert render_review(samples.review()).pages <= 3 + last
    assert render_review(samples.empty()).pages <= 2 + last
    first = samples.review().judgments[2]
    assert render_review(samples.review(judgments=(first,), episodes=first.episodes)).pages <= 2 + last


def test_the_first_page_reaches_the_risks() -> None:
    first = pages_of(render_review(samples.full()).data)[0]
    in_order(first, "Reviewer", "What this is, and what it is not", "Summary", "Risks caught", "What was wrong:")


def test_a_label_or_a_reference_changes_colour_and_still_reads_as_one_line() -> None:
    text = body_of(render_review(samples.review()).data)
    assert "Next step: Agree with the audit team which summaries need a second reader." in text
    assert "before it was to run. Set out under “Risks caught”." in text


def test_an_empty_review_prints_without_a_count() -> None:
    pdf = render_review(samples.empty())
    text = text_of(pdf.data)
    assert "No episode is cited in this record." in text
    assert not re.search(r"\d+\s+(observations?|episodes?)|(observations?|episodes?)\s*:?\s*\d", text, re.IGNORECASE)


def test_no_page_holds_a_rating_or_a_figure_beside_evidence() -> None:
    text = text_of(render_review(samples.crowded(60)).data)
    assert not re.search(r"\d+\s+(observations?|episodes?)\b", text, re.IGNORECASE)
    assert not re.search(r"\b(observations?|episodes?)\s*:?\s*\d", text, re.IGNORECASE)
    assert not re.search(r"\b(rating|grade|level|points|percent|average|\d of \d+ months)\b", text, re.IGNORECASE)


@pytest.mark.harm("ai-input")
def test_anchors_are_not_printed() -> None:
    text = text_of(render_review(samples.review()).data)
    assert not re.search(r"\b(Missed|Prompted|Independent|Enabling)\b", text)


@pytest.mark.parametrize("language", ["xx-long", "de"])
def test_sentences_of_another_length_stay_inside_the_page(language: str) -> None:
    use_language(language)
    pdf = render_review(samples.draft(language="en" if language == "xx-long" else language))
    assert furthest_right(pdf.data) <= 595.28 - 50
    assert pdf.missing == frozenset()
    if language == "xx-long":
        assert all("[Dräft" in page for page in pages_of(pdf.data))
