"""Documents made from a vault speak the language chosen for documents, whatever the screen speaks."""

from __future__ import annotations

import gettext
import io
import re
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest

from reviewapp import i18n
from reviewapp.actions.about import about_files
from reviewapp.actions.agreements import agree, hold_against
from reviewapp.actions.asking import ask_for_self_assessment
from reviewapp.actions.bulk_export import INDEX, export_many
from reviewapp.actions.copy_out import copy_out
from reviewapp.actions.exporting import PreviewedPdf, export_review, preview_pdf, write_recovery_sheet
from reviewapp.actions.growth import agree_growth
from reviewapp.actions.leaflets import agenda_pdf, notice_pdf, pack_pdf
from reviewapp.actions.outcomes import keep_measure
from reviewapp.actions.people import add_person, give_notice, notice_text
from reviewapp.actions.replies import record_reply
from reviewapp.actions.reviews import cite, finish_review, write_section
from reviewapp.actions.rights import ask_correction, set_hold
from reviewapp.actions.signing import sign_previewed
from reviewapp.actions.team import begin_cycle, preview_team_sheet, team_sheet
from reviewapp.domain.agreement import Terms
from reviewapp.domain.errors import NotFound
from reviewapp.domain.review import SectionKey
from reviewapp.vault import reviews
from reviewapp.vault.asking import add_answer
from reviewapp.vault.episode_agreements import add_agreement
from tests.actions.test_erasing import fill
from tests.actions.test_outcomes import AFTER, MEASURE
from tests.actions.test_team import NAMES
from tests.helpers.acts import draft, jot, somebody, whole
from tests.helpers.catalogue import translation
from tests.report.reading import text_of

every_language = pytest.mark.parametrize("language", i18n.TRANSLATED_LANGUAGES)


class Listening(gettext.NullTranslations):
    """Asked for what a catalogue does not have: every sentence that would be printed in English."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return message


@pytest.fixture
def untranslated(monkeypatch):
    """The sentences documents ask for and have no translation of."""
    listening, real = Listening(), i18n._catalogue

    def catalogue(name: str, language: str) -> gettext.NullTranslations:
        found = real(name, language)
        if name == "documents":
            found.add_fallback(listening)
        return found

    monkeypatch.setattr(i18n, "_catalogue", catalogue)
    return listening.asked


def language_of(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return str(pdf.Root.Lang)


def flat(text: str) -> str:
    return " ".join(text.split())


def everything_else(vault, person_id: int, folder) -> None:
    """What a person can have in a vault beside `fill`: asked and answered, helped, held, given away, in the team."""
    period = {"period_from": vault.today - timedelta(days=9), "period_to": vault.today}
    ask_for_self_assessment(vault, person_id=person_id, **period)
    with vault.write() as transaction:
        add_answer(transaction, person_id=person_id, how="e-mail", received_on=vault.today, original=b"Hi Ruth", **period)
    agree_growth(
        vault, person_id=person_id, kind="goal", choice="learning",
        texts={"aim": "Letters that need no call.", "if_it_fails_we_learn": "Which do."},
    )  # fmt: skip
    set_hold(vault, person_id=person_id, reason="Claim", set_by="Legal")
    begin_cycle(vault, name="Summaries", volunteers=[person_id])
    team = agree(vault, terms=Terms(workflow="Summaries", way_back="Paper."), agreed_on=vault.today).id
    row = vault.connection.execute("SELECT observation_id FROM observation_person WHERE person_id = ?", (person_id,)).fetchone()
    hold_against(vault, observation_id=row["observation_id"], agreement_id=team, part="way_back", words="Paper.")
    told = whole(vault, person_id, text="Reported it.", told_ago=3)
    with vault.write() as transaction:
        add_agreement(transaction, observation_id=told, person_id=person_id, agreed_on=vault.today, how="paper")
    review = vault.connection.execute("SELECT id FROM review WHERE person_id = ?", (person_id,)).fetchone()["id"]
    record_reply(
        vault, review_id=review, how="in_presence", text="So it was.", position="agree_in_part", written_on=vault.today
    )
    export_review(vault, review_id=review, folder=folder)


@every_language
def test_every_paper_of_a_vault_is_made_in_the_language_of_documents(vault, tmp_path, untranslated, language) -> None:
    made = fill(vault)
    everything_else(vault, made["them"], tmp_path / "before")
    nobody = somebody(vault, "Ben Orrell", notice=False)
    jot(vault, made["them"], text="Rang the ward.")
    whole(vault, made["them"], text="Sent it unread.", concern=True)
    ask_correction(vault, person_id=made["them"], asked_on=vault.today, asked="The date is wrong.")
    for name in NAMES:
        if name != "Ben Orrell":
            add_person(vault, name=name)
    keep_measure(vault, measure=MEASURE)
    keep_measure(vault, measure=replace(MEASURE, name="Other source", after=replace(AFTER, source="audit tab")))
    open_draft = draft(vault, made["sian"])
    write_section(vault, review_id=open_draft, key=SectionKey("summary"), text="Asked Priya first.")
    i18n.use_documents_in(language)
    sheet = tmp_path / "recovery.pdf"
    write_recovery_sheet(path=sheet, code="AB-CD", name="Ruth Ansell", folder=tmp_path, made_on=vault.today)
    papers = {
        "about": about_files(vault, person_id=made["them"]).pdf,
        "notice": notice_pdf(vault, person_id=made["them"], given_on=vault.today).data,
        "agenda": agenda_pdf(vault, person_id=made["them"]).data,
        "agenda without a notice": agenda_pdf(vault, person_id=nobody).data,
        "pack": pack_pdf(vault, made_on=vault.today).data,
        "draft": preview_pdf(vault, review_id=open_draft).data,
        "copy": preview_pdf(vault, review_id=open_draft, leave_out=("Priya",)).data,
        "team sheet": preview_team_sheet(vault).data,
        "recovery sheet": sheet.read_bytes(),
    }
    copied = copy_out(vault, review_id=open_draft)
    export_many(vault, review_ids=[open_draft, made["mine"]], folder=tmp_path / "out")
    assert untranslated == set()
    assert {language_of(data) for data in papers.values()} == {language}
    kept = {str(one.id): flat(str(one.string)) for one in translation(language)}
    for name, words in (
        ("about", "Everything held about a person"), ("agenda", "Not told yet"), ("agenda", "To be corrected, as they asked"),
        ("agenda without a notice", "First of all"), ("pack", "What it does not do"), ("draft", "Draft"),
        ("copy", "[left out]"), ("team sheet", "Figures of work, not of people. Not for ranking, pay or selection."),
        ("recovery sheet", "Keep this away from the computer"),
    ):  # fmt: skip
        assert kept[words] in flat(text_of(papers[name])), words
    assert kept["Draft: {title}"].partition("{")[0] in flat(copied.title) and copied.parts[0].title == kept["Summary"]
    index = flat((tmp_path / "out" / INDEX).read_text("utf-8"))
    assert kept["In the order of names. This is a list of files; it compares nobody and is not for ranking."] in index
    assert i18n._("Judgments") == "Judgments" and i18n.language() == "en"


@every_language
def test_the_notice_says_the_same_in_the_same_order(vault, language) -> None:
    english = notice_text(manager="Ruth Ansell", name="Tom", given_on=vault.today)
    i18n.use_documents_in(language)
    said = notice_text(manager="Ruth Ansell", name="Tom", given_on=vault.today)
    assert len(said.split("\n\n")) == len(english.split("\n\n"))
    days = [re.findall(r"\b\d+\b", text.split("\n\n", 3)[3]) for text in (english, said)]
    assert days[0] == days[1] == ["30", "14", "90", "24", "36", "7", "14"]
    assert "{" not in said and "Ruth Ansell" in said
    tom = somebody(vault, notice=False)
    give_notice(vault, person_id=tom, given_on=vault.today)
    body = vault.connection.execute("SELECT body FROM notice WHERE person_id = ?", (tom,)).fetchone()["body"]
    assert body == said.replace("Für Tom,", "Für Tom Hesketh,").replace("Pour Tom,", "Pour Tom Hesketh,").replace("Para Tom,", "Para Tom Hesketh,")


def test_a_finished_version_keeps_the_language_it_was_made_in(vault, tmp_path) -> None:
    review = draft(vault, somebody(vault))
    write_section(vault, review_id=review, key=SectionKey("summary"), text="A careful half year.")
    i18n.use_documents_in("de")
    assert preview_pdf(vault, review_id=review).language == "de"
    finish_review(vault, review_id=review, talked_on=vault.today)
    made = preview_pdf(vault, review_id=review)
    i18n.use_documents_in("fr")
    again = preview_pdf(vault, review_id=review)
    assert again.data == made.data and again.language == "de" and language_of(again.data) == "de"
    assert export_review(vault, review_id=review, folder=tmp_path).path.read_bytes() == made.data
    signed = sign_previewed(vault, document=again)
    assert signed.data.startswith(made.data)
    with pikepdf.open(io.BytesIO(signed.data)) as pdf:
        [reason] = [str(field.V.Reason) for field in pdf.Root.AcroForm.Fields if "/V" in field]
        assert reason == "Hat diese Aufzeichnung abgeschlossen und steht für sie ein."


def test_what_is_looked_at_is_what_is_written_in_every_language(vault, tmp_path) -> None:
    review = draft(vault, somebody(vault))
    for language in i18n.DOCUMENT_LANGUAGES:
        i18n.use_documents_in(language)
        seen = preview_pdf(vault, review_id=review)
        assert export_review(vault, review_id=review, folder=tmp_path / language).path.read_bytes() == seen.data
        assert isinstance(seen, PreviewedPdf) and language_of(seen.data) == language


def test_the_index_says_in_its_language_why_something_is_not_there_and_the_screen_in_its_own(vault, tmp_path) -> None:
    for name in ("Zoë Ødegård", "Östen Berg", "Otto Lind"):
        draft(vault, somebody(vault, name))
    nia = somebody(vault, "Nia Pugh")
    concern = whole(vault, nia, text="Sent it unread.", ago=30, concern=True)
    kept_back = draft(vault, nia)
    with vault.write() as transaction:
        reviews.cite(transaction, kept_back, concern)
    i18n.use_documents_in("de")
    done = export_many(vault, review_ids=[1, 2, 3, kept_back], folder=tmp_path)
    index = (tmp_path / INDEX).read_text("utf-8")
    assert index.index("Östen Berg") < index.index("Otto Lind") < index.index("Zoë Ødegård")
    assert "Dieses Bedenken wurde Nia Pugh nicht mitgeteilt" in index and "20. November 2026" in index
    assert "was not shared with Nia Pugh" in done.left_out[0].why


def test_refusals_speak_to_whoever_sits_at_the_screen(vault) -> None:
    i18n.use_documents_in("de")
    for refused in (
        lambda: agenda_pdf(vault, person_id=99), lambda: about_files(vault, person_id=99),
        lambda: notice_pdf(vault, person_id=99, given_on=vault.today),
    ):  # fmt: skip
        with pytest.raises(NotFound, match="There is no such person"):
            refused()


def test_figures_have_the_decimal_sign_of_the_document(vault) -> None:
    for name in NAMES:
        add_person(vault, name=name)
    keep_measure(vault, measure=replace(MEASURE, shape="amount", unit="h", before=replace(MEASURE.before, held=3.5)))
    assert "3.5 h" in team_sheet(vault).measures[0].alternative
    i18n.use_documents_in("de")
    assert "3,5 h" in team_sheet(vault).measures[0].alternative


def test_a_review_cited_in_german_prints_its_episodes_in_german(vault) -> None:
    tom = somebody(vault)
    episode, review = whole(vault, tom, told_ago=5), draft(vault, tom)
    cite(vault, review_id=review, observation_id=episode)
    i18n.use_documents_in("de")
    text = flat(text_of(preview_pdf(vault, review_id=review).data))
    assert "Aus der Arbeit selbst bekannt. Die KI schrieb einen Entwurf. Das Ergebnis wurde überarbeitet." in text
    assert "Im Gespräch mitgeteilt am 15. November 2026." in text
