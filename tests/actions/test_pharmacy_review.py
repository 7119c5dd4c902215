"""The main job on real material: import, complete, cite, write, finish, export, for the person with the most notes."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pypdfium2
import pytest

from reviewapp.actions.exporting import export_review
from reviewapp.actions.importing import import_file
from reviewapp.actions.observations import About, Details, change_observation, complete_observation, tell
from reviewapp.actions.people import agree_role_profile, find_person, give_notice
from reviewapp.actions.queries import notes
from reviewapp.actions.reviews import begin_review, cite, finish_review, problems, write_section
from reviewapp.domain.errors import RuleRefused
from reviewapp.domain.review import SectionKey

SAVED_ON = date(2026, 11, 20)
FIRST, LAST = date(2026, 3, 1), date(2026, 11, 20)


@pytest.fixture
def tom(vault, pharmacy):
    """Tom's notes, completed as a careful reader would: those that are evidence, told where the sheet says so."""
    import_file(vault, path=pharmacy / "people.csv", saved_on=SAVED_ON)
    report = import_file(vault, path=pharmacy / "notes.csv", saved_on=SAVED_ON)
    person = find_person(vault, name="Tom Hesketh")
    give_notice(vault, person_id=person.id, given_on=date(2026, 2, 16))
    agree_role_profile(
        vault, person_id=person.id, focus=("J2", "J4", "J5", "J6", "J7", "J10"), agreed_on=date(2026, 2, 16),
        foundational_skills=("Writing a discharge by hand",), protected_work=("The first talk about a bleeding risk",),
    )
    expected = {row["row"]: row for row in json.loads((pharmacy / "expectations.json").read_text("utf-8"))["notes"]}
    ids = {row.id: expected[row.row] for row in report.rows if row.id and row.row in expected}
    for item in notes(vault, person_id=person.id):
        want = ids[item.id]
        alone = len(item.subjects) == 1
        if not want["competencies"] or item.observed_on is None or not alone:
            continue
        reliance = want["reliance"][0] if want["reliance"] else {}
        choices = {"basis": "saw_the_work", "kind": want["kind"], "ai_part": "drafted",
                   **{name: reliance[name] for name in ("soundness", "response") if name in reliance}}
        reason = {"rationale": "As the note itself says."} if want["kind"] == "decision_point" else {}
        conditions = {"conditions": ("none_known",)} if want.get("concern") else {}
        about = About(concern=bool(want.get("concern")), told_how=item.subjects[0].told_how)
        change_observation(
            vault, observation_id=item.id, competencies=want["competencies"][:3], about={person.id: about},
            details=Details(
                texts=reason, choices=choices, multi={"checked_by": ("source",), "outcome_test": ("too_early",), **conditions}
            ),
        )
        if item.subjects[0].told_how:
            tell(vault, observation_id=item.id, told_on=min(item.observed_on + timedelta(days=1), SAVED_ON))
        complete_observation(vault, observation_id=item.id)
    return person


@pytest.mark.idea("A32")
def test_the_person_with_the_most_notes_gets_a_review_that_rests_on_them(vault, tom, tmp_path) -> None:
    everybody = {subject.name for item in notes(vault) for subject in item.subjects}
    most = max(everybody, key=lambda name: sum(any(s.name == name for s in item.subjects) for item in notes(vault)))
    assert most == "Tom Hesketh"
    review_id = begin_review(vault, person_id=tom.id, period_from=FIRST, period_to=LAST).id
    cited, refused = [], []
    for item in notes(vault, person_id=tom.id, first=FIRST, last=LAST):
        try:
            cite(vault, review_id=review_id, observation_id=item.id)
            cited.append(item)
        except RuleRefused as refusal:
            refused.append((item, refusal))
    assert len(cited) > 10
    # What is no evidence stayed a jot, and no path carries it in.
    assert any("118 drafts" in item.behaviour for item, _refusal in refused)
    assert all(not item.completed or "not shared" in str(refusal) or "shared on" in str(refusal) for item, refusal in refused)
    write_section(
        vault, review_id=review_id, key=SectionKey("strength", "J5"),
        text="Opens the chart before the draft, and follows a wrong copy to where it went.",
    )
    write_section(vault, review_id=review_id, key=SectionKey("kept_human"), text="Talks to the patient himself.")
    assert problems(vault, review_id=review_id) == []
    finish_review(vault, review_id=review_id, talked_on=SAVED_ON)
    path = export_review(vault, review_id=review_id, folder=tmp_path).path
    document = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    for never in ("118 drafts", "31 assisted hours", "roughly 70%", "real AI star", "A natural with anything digital"):
        assert never not in text
    assert text.index("Risks caught") < text.index("Judgments")
    assert "Not enough seen" in text or all(
        any(competency in item.competencies for item in cited) for competency in ("J2", "J4", "J6", "J7", "J10")
    )
