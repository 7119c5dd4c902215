"""Documents in each of their languages: no sentence of ours left in English, nothing cut off, valid, the same anywhere."""

from __future__ import annotations

import calendar
import os
import re
import subprocess
import sys
import threading
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reviewapp import i18n
from reviewapp.actions.frameworks import shipped_framework
from reviewapp.actions.word_tables import choice_words
from reviewapp.domain.review import ReviewContent
from reviewapp.report import render_review, theme
from reviewapp.report.content import build_review
from reviewapp.report.dates import listed, month_names, read_date, read_period, short_month
from reviewapp.report.framework_words import other_language
from reviewapp.report.order import reading_order
from reviewapp.report.text import TextSetter
from tests.helpers.catalogue import translation
from tests.helpers.spoken import document_sentences
from tests.report import samples
from tests.report.papers import SPOKEN
from tests.report.reading import furthest_right, text_of
from tests.report.tagged import tree
from tests.report.test_accessible import archive_findings

every_paper = pytest.mark.parametrize(("name", "language"), [(name, one) for name in SPOKEN for one in i18n.TRANSLATED_LANGUAGES])
every_language = pytest.mark.parametrize("language", i18n.TRANSLATED_LANGUAGES)
FOOTERS = {
    "de": "Urteilsvermögen, nicht Nutzung. Nicht validiert, nicht für Ranglisten. Nicht in eine automatische Bewertung eingeben.",
    "fr": "Discernement, non usage. Non validé, pas pour classer. Ne pas soumettre à un évaluateur automatique.",
    "es": "Criterio, no uso. No validado, no sirve para clasificar. No introducir en un evaluador automático.",
}
STATUS = {
    "de": "von den Verfassern entworfen, nicht validiert", "fr": "ébauché par ses auteurs, non validé",
    "es": "borrador de sus autores, no validado",
}  # fmt: skip
OWN_LANGUAGE = {"de": "seine Texte sind auf Englisch", "fr": "ses textes sont en anglais", "es": "sus textos están en inglés"}


# What the shipped framework asks in the same words: its texts stay in their own language.
FRAMEWORK = " ".join(text for one in shipped_framework().competencies for text in (one.manager_prompt, one.self_prompt))


@cache
def paper(name: str, language: str) -> bytes:
    made = SPOKEN[name](language)
    assert made.missing == frozenset()
    return made.data


def flat(text: str) -> str:
    """On one line, with plain spaces."""
    return " ".join(text.replace("\u00ad", "").split())


@every_paper
def test_no_sentence_of_ours_stands_there_in_english(name: str, language: str) -> None:
    text = flat(tree(paper(name, language)).text)
    kept = {str(one.id): str(one.string) for one in translation(language)}
    ours = [one for one in document_sentences() if len(re.findall(r"[A-Za-z]{2,}", re.sub(r"{\w*}", "", one))) > 2]
    assert len(ours) > 500
    for english in (one for one in ours if one not in FRAMEWORK):
        parts = [part.strip() for part in re.split(r"{\w*}", flat(english)) if len(part.split()) > 2]
        assert not parts or not all(part in text for part in parts) or kept[english] == english, english


@every_paper
def test_it_is_tagged_as_its_language_and_keeps_inside_its_margins(name: str, language: str) -> None:
    with pikepdf.open(BytesIO(paper(name, language))) as pdf:
        assert str(pdf.Root.Lang) == language
    assert furthest_right(paper(name, language)) <= 595.28 - 50 + 0.5


@every_paper
def test_it_is_accessible_and_archivable(name: str, language: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper(name, language))
    done = subprocess.run([sys.executable, "-m", "pdfua", "check", str(file)], capture_output=True, text=True)
    assert done.returncode == 0 and "PASS (no findings)" in done.stdout, done.stdout
    assert archive_findings(paper(name, language)) == []


def strings(thing: Any) -> list[str]:
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, dict):
        return strings(tuple(thing.values()))
    if isinstance(thing, tuple | list):
        return [text for part in thing for text in strings(part)]
    return [text for one in fields(thing) for text in strings(getattr(thing, one.name))] if is_dataclass(thing) else []


_NOT_PRINTED = ("body", "muted", "quote", "note", "summary", "fine", "fine_lead", "manager", "employee")


@every_language
@pytest.mark.parametrize("made", [samples.full, samples.draft, samples.grown, samples.empty])
def test_what_is_the_same_in_two_languages_are_peoples_own_words(made: Any, language: str) -> None:
    """Also what never went through the catalogue would show here."""
    content: ReviewContent = made()
    own = " ".join(strings(content))
    english = build_review(content)
    with i18n.speaking(language):
        other = build_review(made(language=language))
    pairs = list(zip(strings(english.blocks), strings(other.blocks), strict=True))
    assert len(pairs) > 40
    said = [one for one, two in pairs if one == two and re.search("[A-Za-z]{3}", one)]
    alike = {one for one, two in ((str(one.id), str(one.string)) for one in translation(language)) if one == two}
    known = {piece.strip(" ,:") for one in alike for piece in re.split(r"{\w*}", one)} | set(calendar.month_name) | set(calendar.month_abbr) | set(_NOT_PRINTED)
    for text in said:
        bare = re.sub(r"(?<=[a-z]) [0-9]+\b", "", text.rstrip(".:"))
        parts = [part for part in re.split(r"; |: |\. |, ", bare) if part]
        loose = [part for part in parts if part not in known and part[1:] not in own and part[1:].rstrip(".…") not in own]
        assert not loose or re.fullmatch("[0-9a-f]{64}", text), text


@every_language
def test_the_promises_stand_in_every_language(language: str) -> None:
    for name in ("full review", "draft", "grown review"):
        text = flat(text_of(paper(name, language)))
        pages = len(pikepdf.open(BytesIO(paper(name, language))).pages)
        assert text.count(flat(FOOTERS[language])) == pages, "at the foot of every page"
        assert text.count(STATUS[language]) == 2, "beside the framework, and in the list of what is in the file"
    kept = {str(one.id): flat(str(one.string)) for one in translation(language)}
    review = flat(tree(paper("full review", language)).text)
    for promise in (
        "It is not a record of usage. No amount of AI activity is part of it, and none may be read into it.",
        "It is not validated: the framework is its authors' draft, and its words are not measurements.",
        "It is not for ranking or for comparing people, and it holds no score.",
        "No AI was used to evaluate anyone. People wrote it and answer for it.",
        "It is not made for a formula on pay or redundancy.",
        "Not enough seen in this period. This says nothing against the person.",
        "Receipt is not agreement. A missing signature is noted and holds nothing up.",
        "You may ask at any time for what is wrong to be corrected, and for erasure.",
        "concerns the person was not told of in time",
        "Amounts of AI use, scores, totals, rankings, comparisons of people, predictions, and anything a program "
        "concluded. There is no field for them.",
    ):
        assert kept[promise] in review, promise


@every_language
def test_a_framework_in_english_is_said_to_be_and_tagged_as_english(language: str) -> None:
    data = paper("full review", language)
    assert flat(text_of(data)).count(OWN_LANGUAGE[language]) == 2
    headings = {one.text: one for one in tree(data).all("H3")}
    assert headings["Critical assessment"].language == "en" and headings["Discernment"].language == "en"
    assert [one.language for one in headings.values() if one.text not in judged()] and {
        one.language for one in headings.values() if one.text not in judged()
    } == {""}
    assert OWN_LANGUAGE[language] in flat(text_of(paper("works-council pack", language)))


def judged() -> set[str]:
    return {one.name for one in samples.full().judgments}


def test_a_framework_in_the_language_of_the_document_needs_no_word() -> None:
    with i18n.speaking("de"):
        assert other_language("de") == other_language("de-AT") == other_language("") == ""
        assert other_language("pt-BR") == "seine Texte sind auf Portugiesisch (Brasilien)"
        assert other_language("no such language") == "seine Texte sind auf no such language"
    assert other_language("en") == "" and other_language("fr") == "its texts are in French"


@every_language
def test_the_outline_the_pictures_and_the_repeated_heads_speak_the_language(language: str) -> None:
    data = paper("full review", language)
    kept = {str(one.id): str(one.string) for one in translation(language)}
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        titles = [str(item.title) for item in outline.root]
        assert [flat(kept[one]) for one in ("Summary", "Risks caught", "Judgments")] == [flat(one) for one in titles[1:4]]
        assert kept["What stands on the pages, for machines"] in {
            str(one.Desc) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Filespec"
        }
        assert any(str(field.TU).startswith(kept["Manager"]) for field in pdf.Root.AcroForm.Fields)
    [picture] = tree(data).all("Figure")
    assert picture.alt == kept["The months of the period, with a mark for each episode. The words below say the same."]
    assert f"({kept['continued']})" in flat(text_of(data))


@every_language
def test_the_same_bytes_in_any_process_whatever_the_screen_speaks(language: str) -> None:
    code = (
        "import hashlib, sys; from tests.report.papers import SPOKEN; from reviewapp.i18n import use_language\n"
        "use_language(sys.argv[2])\n"
        "print([hashlib.sha256(SPOKEN[name](sys.argv[1]).data).hexdigest() for name in ('grown review', 'leaflet')])"
    )
    said = []
    for screen, seed in (("en", "1"), ("fr", "2")):
        done = subprocess.run(
            [sys.executable, "-c", code, language, screen], cwd=Path(__file__).parents[2], check=True,
            capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        said.append(done.stdout.strip())
    assert said[0] == said[1] != "[]"


def test_a_document_speaks_in_its_own_thread_only() -> None:
    inside, go_on, heard = threading.Event(), threading.Event(), []

    def build() -> None:
        with i18n.speaking("de"):
            inside.set()
            go_on.wait(10)
            heard.append(i18n._("Judgments"))

    thread = threading.Thread(target=build)
    thread.start()
    assert inside.wait(10) and i18n._("Judgments") == "Judgments" and i18n.language() == "en" and not i18n.in_document()
    go_on.set()
    thread.join(10)
    assert heard == ["Einschätzungen"]


def test_a_fault_while_a_document_is_built_leaves_the_screen_its_language() -> None:
    with pytest.raises(KeyError), i18n.speaking("fr"):
        assert i18n._("Judgments") == "Appréciations"
        raise KeyError
    assert i18n._("Judgments") == "Judgments"


def test_words_of_documents_and_of_screens_are_kept_apart() -> None:
    i18n.use_language("de")
    assert choice_words("de")["kind"]["kept_human"] == "Kept human"
    with i18n.speaking("de"):
        assert choice_words("de")["kind"]["kept_human"] == "Beim Menschen geblieben"
    assert choice_words("de")["kind"]["kept_human"] == "Kept human"


def test_a_language_without_documents_has_english_sentences_and_dates() -> None:
    text = text_of(render_review(samples.review(language="pt")).data)
    assert "Risks caught" in text and "1 Mar 2026" in text
    assert {i18n.system_document_language()} == {"en"}


@pytest.mark.parametrize(
    ("environment", "language"), [("de_AT.UTF-8", "de"), ("fr_CA", "fr"), ("it_IT.UTF-8", "en"), ("C.UTF-8", "en")]
)
def test_the_language_of_documents_is_that_of_the_system_when_it_is_one_of_them(environment, language, monkeypatch) -> None:
    monkeypatch.setenv("LANG", environment)
    assert i18n.system_document_language() == language


MONTHS = [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1), date(2026, 6, 1)]


@pytest.mark.parametrize(
    ("language", "day", "period", "months", "short", "several"),
    [
        ("en", "1 Mar 2026", "1 Mar 2026 – 2 May 2026", "December 2025; January to March and June 2026", "Mar", "a, b and c"),
        ("de", "1. März 2026", "1. März 2026 – 2. Mai 2026", "Dezember 2025; Januar bis März und Juni 2026", "Mär", "a, b und c"),
        ("fr", "1er mars 2026", "1er mars 2026 – 2 mai 2026", "décembre 2025; janvier à mars et juin 2026", "mars", "a, b et c"),
        ("es", "1 de marzo de 2026", "1 de marzo de 2026 – 2 de mayo de 2026",
         "diciembre de 2025; enero a marzo y junio de 2026", "mar", "a, b y c"),
    ],
)  # fmt: skip
def test_dates_and_lists_are_written_as_in_the_language(language, day, period, months, short, several) -> None:
    with i18n.speaking(language):
        first = date(2026, 3, 1)
        assert (read_date(first), read_period(first, date(2026, 5, 2))) == (day, period)
        assert (month_names(MONTHS), short_month(first), listed(["a", "b", "c"])) == (months, short, several)


def test_two_equal_sounds_do_not_meet_in_a_spanish_list() -> None:
    with i18n.speaking("es"):
        assert listed(["fuentes", "informes"]) == "fuentes e informes" and listed(["a", "hilos"]) == "a e hilos"
        assert listed(["agua", "hielo"]) == "agua y hielo" and listed(["y", "a"]) == "y y a"


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("en", ["Ann", "Émile", "Ödön", "Otto", "Zoe"]), ("de", ["Ärzte", "Arzu", "Müller", "Muster", "Weiß", "Weisz"]),
        ("fr", ["cote", "coté", "côte", "dune"]), ("es", ["Núñez", "Nuria", "Ñuñez", "Oscar"]),
    ],
)  # fmt: skip
def test_names_are_sorted_as_in_the_dictionaries_of_the_language(language: str, order: list[str]) -> None:
    with i18n.speaking(language):
        assert sorted(sorted(order, reverse=True), key=reading_order) == order


_OVER_THE_FULL_WIDTH = {"ReviewApp-Wiederherstellungsblatt", "Wiederherstellungsblatt", "Wiederherstellungscode"}


@every_language
def test_no_word_of_a_short_sentence_is_wider_than_the_margin_where_headings_stand(language: str) -> None:
    """A heading in the margin is not hyphenated; a wider word would be cut between two letters."""
    setter, looked_at = TextSetter(language), 0
    for one in translation(language):
        said = re.sub(r"{\w*}", "", str(one.string))
        if one.id and len(said) <= 60:
            for word in set(said.split()) - _OVER_THE_FULL_WIDTH:
                looked_at += 1
                assert setter.line(word, theme.HEADING_2).width <= theme.RAIL_WIDTH, word
    assert looked_at > 1000
