"""What is inside the file of a review beside its pages: review.json, and the page that says what is in and what is not."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reviewapp.domain.review import KeptWords
from reviewapp.report import render_review
from reviewapp.report.archive import attach
from tests.report import samples
from tests.report.papers import PAPERS
from tests.report.reading import pages_of
from tests.report.tagged import tree
from tests.report.test_pdf import REPLY

# Values that stand for words on the page, and names of records: everything else must be printed as it is.
_IDS = frozenset(
    {
        "format", "use", "state", "language", "uid", "kind", "ai_part", "response", "soundness", "basis", "checked_by",
        "outcome_test", "kept_human_reason", "conditions", "told_how", "competency", "competencies", "episodes", "tag",
        "field", "position", "how", "said", "ticked", "protected_modes", "capacities", "choice",
    }
)  # fmt: skip


def inside(data: bytes) -> tuple[bytes, Any]:
    """The attached file, and its entry in the list of those that belong to the document."""
    with pikepdf.open(BytesIO(data)) as pdf:
        (entry,) = pdf.Root.AF
        assert [str(one) for one in list(pdf.Root.Names.EmbeddedFiles.Names)[::2]] == ["review.json"]
        assert pdf.attachments["review.json"].obj.objgen == entry.objgen
        file = entry.EF.F
        said = {
            "relation": str(entry.AFRelationship), "kind": str(file.Subtype), "size": int(file.Params.Size),
            "sum": bytes(file.Params.CheckSum), "day": str(file.Params.ModDate), "info": str(pdf.docinfo.ModDate),
        }
        return file.read_bytes(), said


HEADINGS = {
    "in German": "Was in dieser Datei steht", "in French": "Ce que contient ce fichier",
    "in Spanish": "Qué contiene este archivo",
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in PAPERS if "review" in name or name == "draft"])
def test_the_source_of_the_pages_is_attached_and_its_fingerprint_printed(name: str) -> None:
    data = PAPERS[name]().data
    source, said = inside(data)
    assert said == {
        "relation": "/Source", "kind": "/application/json", "size": len(source), "sum": hashlib.md5(source).digest(),
        "day": said["info"], "info": said["info"],
    }
    last = pages_of(data)[-1]
    heading = next((said for words, said in HEADINGS.items() if words in name), "What is in this file")
    assert heading in last and hashlib.sha256(source).hexdigest() in last
    assert json.loads(source)["format"] == "reviewapp-review@1"


def test_files_that_are_no_review_have_nothing_inside() -> None:
    for name in ("subject access", "recovery sheet"):
        with pikepdf.open(BytesIO(PAPERS[name]().data)) as pdf:
            assert "/AF" not in pdf.Root and not pdf.attachments


def words_of(value: Any, name: str = "") -> list[str]:
    if name in _IDS:
        return []
    if isinstance(value, dict):
        return [word for key, one in value.items() for word in words_of(one, key)]
    if isinstance(value, list):
        return [word for one in value for word in words_of(one, name)]
    return [value] if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value) else []


@pytest.mark.parametrize(
    "content",
    [
        samples.review(replies=(REPLY,), tags=(KeptWords("summary", "12 of 40", "outcome_number", "claims, not use"),)),
        samples.full(), samples.crowded(30), samples.empty(), samples.grown(),
    ],
    ids=["review", "full", "crowded", "empty", "grown"],
)
@pytest.mark.harm("ai-input")
def test_machines_read_what_people_read_and_nothing_else(content: Any) -> None:
    data = render_review(content).data
    body = json.loads(inside(data)[0])
    printed = re.sub(r"\s+", "", tree(data).text + "".join(pages_of(data)))
    said = words_of(body)
    assert len(said) > 10
    for word in said:
        for part in re.split(r"\n+", word):
            flat = re.sub(r"\s+", "", part)
            assert flat in printed or flat[:1].upper() + flat[1:] in printed, word
    assert not re.search(r"anchor|score|rating|rank\b|average|total|count(?!er_signal)", json.dumps(sorted(_names(body))))
    assert "Do not feed it to an automated evaluator." in body["use"]


def _names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {name for one in value.values() for name in _names(one)}
    return {name for one in value for name in _names(one)} if isinstance(value, list) else set()


@pytest.mark.harm("entry-ranking")
def test_no_number_stands_in_it_but_the_version() -> None:
    body = json.loads(inside(render_review(samples.full()).data)[0])

    def numbers(value: Any, name: str = "") -> list[str]:
        if isinstance(value, dict):
            return [one for key, held in value.items() for one in numbers(held, key)]
        if isinstance(value, list):
            return [one for held in value for one in numbers(held, name)]
        return [name] if isinstance(value, int | float) and not isinstance(value, bool) else []

    assert numbers(body) == ["version"]


def test_a_chip_that_words_replace_on_the_page_is_not_in_the_file() -> None:
    episode = samples.episode(
        consequence="It held.", outcome_test=("worked",), soundness="no_output", response="did_without_ai",
        ai_part="none", told_on=None, concern=True,
    )
    judged = (samples.judgment("J5", (episode,)),)
    (held,) = json.loads(inside(render_review(samples.review(episodes=(episode,), judgments=judged)).data)[0])["episodes"]
    assert held["consequence"] == "It held." and held["observed_on"] == date(2026, 3, 12).isoformat()
    assert not {"outcome_test", "soundness", "concern", "told_on"} & set(held)


def test_whether_a_self_assessment_came_is_in_the_file_and_what_it_says_is_not() -> None:
    asked = samples.review(self_assessment="answered", self_assessment_on=date(2026, 10, 2), self_assessment_how="paper")
    body = json.loads(inside(render_review(asked).data)[0])
    assert body["self_assessment"] == {"state": "answered", "on": "2026-10-02", "how": "paper"}
    assert "self_assessment" not in json.loads(inside(render_review(samples.review()).data)[0])


@pytest.mark.skipif(not shutil.which("pdfdetach"), reason="poppler is not installed")
def test_ordinary_programs_take_the_source_out(tmp_path: Path) -> None:
    file = tmp_path / "review.pdf"
    file.write_bytes(PAPERS["review"]().data)
    listed = subprocess.run(["pdfdetach", "-list", str(file)], check=True, capture_output=True, text=True).stdout
    assert "1: review.json" in listed
    subprocess.run(["pdfdetach", "-saveall", "-o", str(tmp_path), str(file)], check=True)
    assert (tmp_path / "review.json").read_bytes() == inside(file.read_bytes())[0]


def test_attaching_keeps_names_the_file_has_already() -> None:
    from reviewapp.report.document import Attached

    with pikepdf.new() as pdf:
        pdf.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=pikepdf.Array([])))
        attach(pdf, Attached("review.json", "application/json", "", b"{}"), "D:20260101000000Z")
        assert "/Dests" in pdf.Root.Names and "review.json" in pdf.attachments


def test_a_choice_that_no_sentence_on_the_page_says_is_not_in_the_file() -> None:
    quiet = samples.episode(
        said={"stakes": "low", "ambiguity": "moderate", "provenance_known": "yes", "workslop_variant": "unneeded"},
        ticked={"chips": ("not_a_chip", "paused_to_check"), "counter_signal": ("other",)},
    )
    judged = (samples.judgment("J5", (quiet,)),)
    (held,) = json.loads(inside(render_review(samples.review(episodes=(quiet,), judgments=judged)).data)[0])["episodes"]
    assert held["said"] == {"stakes": "low"}
    assert held["ticked"] == {"chips": ["paused_to_check"], "counter_signal": ["other"]}


def test_the_last_section_says_what_is_in_what_is_not_for_whom_and_by_which_framework() -> None:
    content = samples.review()
    printed = " ".join(pages_of(render_review(content).data))
    said = printed[printed.rindex("What is in this file"):]
    for words in (
        "In it", "Left out", "jots, and whatever was never completed", "episodes that are not cited here",
        "concerns the person was not told of in time", "what is marked as restricted", "the closest anchor chosen",
        "Held nowhere", "Amounts of AI use, scores, totals, rankings", "Made for", content.person_name,
        f"{content.framework_title}, version {content.framework_version}", "not validated", "For machines",
    ):
        assert words in said, words
    assert "Left out of this copy" not in said
