"""Two frameworks that both have a J1: what was chosen from one is never taken for the other's."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from reviewapp.actions.about import about_files
from reviewapp.actions.changes import take_back
from reviewapp.actions.erasing import erase_person
from reviewapp.actions.exporting import export_review
from reviewapp.actions.frameworks import import_framework
from reviewapp.actions.observations import change_observation, get_observation, record_observation
from reviewapp.actions.people import agree_role_profile
from reviewapp.actions.person_views import coverage
from reviewapp.actions.quality import quality_checks
from reviewapp.actions.queries import cards, evidence, timeline_page
from reviewapp.actions.review_content import document_content
from reviewapp.actions.review_views import review_desk
from reviewapp.actions.reviews import begin_review, cite, finish_review, write_section
from reviewapp.domain.errors import RuleRefused, UsageError
from reviewapp.domain.observation import CompetencyTag
from reviewapp.domain.review import SectionKey
from tests.helpers.acts import FOCUS, dump, jot, somebody, whole
from tests.helpers.own_framework import add_own_framework, framework_text
from tests.report.reading import text_of

J5 = CompetencyTag("judgment", "1", "J5")
WARD_J5 = CompetencyTag("wards", "1", "J5")


@pytest.fixture
def wards(vault) -> int:
    return add_own_framework(vault)


@pytest.fixture
def tom(vault) -> int:
    """Somebody on the shipped framework."""
    person_id = somebody(vault)
    agree_role_profile(vault, person_id=person_id, focus=FOCUS, agreed_on=vault.today - timedelta(days=250))
    return person_id


@pytest.fixture
def ada(vault, wards) -> int:
    """Somebody on the organisation's framework."""
    person_id = somebody(vault, "Ada Quill")
    agree_role_profile(
        vault, person_id=person_id, focus=FOCUS, agreed_on=vault.today - timedelta(days=250), framework_id=wards
    )
    return person_id


def tags(vault, observation_id):
    return get_observation(vault, observation_id=observation_id).competency_tags


def seen(vault, person_id):
    """Titles in the coverage strip by the name of the competency, oldest first."""
    strip = coverage(vault, person_id=person_id, first=vault.today - timedelta(days=100), last=vault.today)
    names, found = dict(strip.competencies), {}
    for cell in strip.cells:
        if cell.titles:
            found[names[cell.competency_id]] = [*found.get(names[cell.competency_id], ()), *cell.titles]
    return found


def review_of(vault, person_id, *cited):
    review_id = begin_review(
        vault, person_id=person_id, period_from=vault.today - timedelta(days=200), period_to=vault.today
    ).id
    for one in cited:
        cite(vault, review_id=review_id, observation_id=one)
    return review_id


def judged(content):
    return {one.name: [episode.behaviour for episode in one.episodes] for one in content.judgments if one.episodes}


def not_cited(vault, review_id):
    return next((one.sentence for one in quality_checks(vault, review_id=review_id) if one.id == "coverage"), "")


def test_an_id_is_the_one_of_the_framework_of_the_person(vault, tom, ada):
    assert tags(vault, whole(vault, tom)) == (J5,)
    assert tags(vault, whole(vault, ada)) == (WARD_J5,)
    assert tags(vault, whole(vault, tom, ada)) == (J5,) and tags(vault, whole(vault, ada, tom)) == (WARD_J5,)
    both = whole(vault, tom, ada, competencies=("J5", "wards/J5", "wards/J4"))
    assert tags(vault, both) == (J5, WARD_J5, CompetencyTag("wards", "1", "J4"))
    assert get_observation(vault, observation_id=both).competencies == ("J5", "J4")
    nobody = record_observation(vault, person_ids=[], text="x", observed_on=None, competencies=("J5",)).id
    assert tags(vault, nobody) == (J5,)


@pytest.mark.parametrize("wrong", ["wards/J12", "J12", "nothing/J5", "/wards/J5", "wards/", "wards"])
def test_what_no_framework_has_is_refused(vault, tom, wards, wrong):
    with pytest.raises(UsageError, match="No framework here has"):
        record_observation(vault, person_ids=[tom], text="x", observed_on=None, competencies=(wrong,))


def test_one_episode_stands_for_three_whichever_framework_they_are_from(vault, tom, ada):
    named = ("J5", "wards/J5", "wards/J4", "judgment/J5")
    assert len(tags(vault, whole(vault, tom, ada, competencies=named))) == 3
    with pytest.raises(UsageError, match="at most three"):
        whole(vault, tom, ada, competencies=(*named, "J4"))


def test_coverage_and_cards_do_not_mix(vault, tom, ada):
    whole(vault, tom, text="Tom's.")
    whole(vault, ada, text="Ada's.")
    shared = whole(vault, tom, ada, text="Of both.", ago=20, competencies=("J5", "wards/J4"))
    assert seen(vault, tom) == {"Critical assessment": ["Tom's.", "Of both."]}
    assert seen(vault, ada) == {"Ward J5": ["Ada's."], "Ward J4": ["Of both."]}
    (card,) = cards(vault, ids=[shared])
    assert [name for _id, name in card.competencies] == ["Critical assessment", "Ward J4"]
    for person_id, own in ((tom, "Critical assessment"), (ada, "Ward J5")):
        shown, _more = timeline_page(vault, person_id=person_id)
        assert [name for _id, name in shown[-1].competencies] == [own]


def test_a_review_counts_only_the_competencies_of_its_framework(vault, tom, ada, tmp_path):
    toms, adas = whole(vault, tom, text="Tom's."), whole(vault, ada, text="Ada's.")
    shared = whole(vault, tom, ada, text="Of both.", ago=20, competencies=("J5", "wards/J4"))
    named = {}
    for person_id, own in ((tom, toms), (ada, adas)):
        review_id = named[person_id] = review_of(vault, person_id, own, shared)
        write_section(vault, review_id=review_id, key=SectionKey("strength", "J5"), text="Reads it against the source.")
    content = {person_id: document_content(vault, review_id=one) for person_id, one in named.items()}
    assert judged(content[tom]) == {"Critical assessment": ["Tom's.", "Of both."]}
    assert judged(content[ada]) == {"Ward J5": ["Ada's."], "Ward J4": ["Of both."]}
    assert "Ward" not in not_cited(vault, named[tom]) and "Discernment" in not_cited(vault, named[tom])
    missing = not_cited(vault, named[ada])
    assert "Ward J1" in missing and "Ward J6" in missing and "Ward J4" not in missing and "Ward J5" not in missing
    # The filter beside the evidence works by what the cards carry.
    carried = {card.id: [one for one, _name in card.competencies] for card in evidence(vault, review_id=named[ada])[0]}
    assert carried == {adas: ["J5"], shared: ["judgment/J5", "J4"]}
    desks = {person_id: review_desk(vault, review_id=one) for person_id, one in named.items()}
    assert [block.name for block in desks[ada].blocks] == ["Ward J1", "Ward J4", "Ward J5", "Ward J6"]
    assert not desks[tom].outside and not desks[ada].outside
    for person_id, review_id in named.items():
        finish_review(vault, review_id=review_id, talked_on=vault.today)
        printed = text_of(export_review(vault, review_id=review_id, folder=tmp_path / str(person_id)).path.read_bytes())
        assert ("Ward J5" in printed) == ("Ward framework" in printed) == (person_id == ada)
        assert ("Critical assessment" in printed) == (person_id == tom)


def test_an_episode_of_another_framework_is_cited_outside_the_focus(vault, tom, ada, tmp_path):
    only_his = whole(vault, tom, ada, text="Of both.", competencies=("J5",))
    review_id = review_of(vault, ada, only_his)
    content = document_content(vault, review_id=review_id)
    assert judged(content) == {} and [one.behaviour for one in content.episodes] == ["Of both."]
    assert "Ward J5" in not_cited(vault, review_id)
    assert [one.title for one in review_desk(vault, review_id=review_id).outside] == ["Of both."]
    assert "Outside the focus" in text_of(export_review(vault, review_id=review_id, folder=tmp_path).path.read_bytes())


def test_who_moves_to_another_framework_keeps_what_was_chosen_before(vault, tom, wards):
    early = whole(vault, tom, text="Before.", ago=60)
    begun = review_of(vault, tom, early)
    agree_role_profile(vault, person_id=tom, focus=FOCUS, framework_id=wards)
    late = whole(vault, tom, text="After.", ago=0)
    assert (tags(vault, early), tags(vault, late)) == ((J5,), (WARD_J5,))
    named = {card.id: card.competencies[0][1] for card in cards(vault, ids=[early, late])}
    assert named == {early: "Critical assessment", late: "Ward J5"}
    assert seen(vault, tom) == {"Ward J5": ["After."]}
    # A review that was begun stays on its framework, and does not read the new focus as its own.
    cite(vault, review_id=begun, observation_id=late)
    assert judged(document_content(vault, review_id=begun)) == {"Critical assessment": ["Before."]}
    assert [one.title for one in review_desk(vault, review_id=begun).outside] == ["After."]
    later = review_of(vault, tom, early, late)
    assert judged(document_content(vault, review_id=later)) == {"Ward J5": ["After."]}
    # Saved again with one more, the old one stays what it was.
    change_observation(vault, observation_id=early, competencies=("judgment/J5", "J4"))
    assert tags(vault, early) == (J5, CompetencyTag("wards", "1", "J4"))


def test_a_later_version_continues_what_was_chosen_before(vault, tom):
    early = whole(vault, tom, text="Before.", ago=60, competencies=("J5", "J6"))
    second = add_own_framework(vault, key="judgment", version="2", called="Second {id}", without="J6")
    focus = ("J1", "J2", "J4", "J5")
    agree_role_profile(vault, person_id=tom, focus=focus, framework_id=second)
    late = whole(vault, tom, text="After.", ago=0)
    assert tags(vault, late) == (CompetencyTag("judgment", "2", "J5"),)
    assert seen(vault, tom) == {"Second J5": ["Before.", "After."]}
    review_id = review_of(vault, tom, early, late)
    assert judged(document_content(vault, review_id=review_id)) == {"Second J5": ["Before.", "After."]}
    assert [name for _id, name in cards(vault, ids=[early])[0].competencies] == [
        "Critical assessment", "Escalation and push-back",
    ]
    # Chosen again it stays the one of the version it was chosen from, and is not there twice.
    change_observation(vault, observation_id=early, competencies=("J5", "judgment/J5", "J6", "J1"))
    assert tags(vault, early) == (J5, CompetencyTag("judgment", "1", "J6"), CompetencyTag("judgment", "2", "J1"))


def test_a_new_id_reads_earlier_episodes_only_when_its_crosswalk_says_so(vault, tom, tmp_path):
    early = whole(vault, tom, text="Before.", ago=60, competencies=("J5", "J6"))
    begun = review_of(vault, tom, early)
    for version, continues in (("2", ""), ("3", 'continues = ["judgment/J5"]')):
        text = framework_text(key="judgment", version=version, called="Second {id}", without="J6")
        text = text.replace('id = "J5"', f'id = "J12"\n{continues}', 1).replace("Second J5", "Second J12")
        path = tmp_path / f"{version}.toml"
        path.write_text(text, "utf-8")
        added = import_framework(vault, path=path).id
        agree_role_profile(vault, person_id=tom, focus=("J1", "J2", "J4", "J12"), framework_id=added)
        expected = {"Second J12": ["Before."]} if continues else {}
        assert seen(vault, tom) == expected
        review_id = review_of(vault, tom, early)
        assert judged(document_content(vault, review_id=review_id)) == expected
        assert [one.title for one in review_desk(vault, review_id=review_id).outside] == ([] if continues else ["Before."])
        assert ("Second J12" in not_cited(vault, review_id)) == (not continues)
        carried = [one for one, _name in evidence(vault, review_id=review_id)[0][0].competencies]
        assert carried == ["J12" if continues else "judgment/J5", "judgment/J6"]
    # The words it was chosen by stay, and so does what was begun on the first version.
    assert [name for _id, name in cards(vault, ids=[early])[0].competencies] == [
        "Critical assessment", "Escalation and push-back",
    ]
    assert judged(document_content(vault, review_id=begun)) == {
        "Critical assessment": ["Before."], "Escalation and push-back": ["Before."],
    }
    assert tags(vault, early) == (J5, CompetencyTag("judgment", "1", "J6"))


def test_adding_a_framework_twice_changes_nothing(vault, tom, ada, wards):
    whole(vault, ada)
    before = dump(vault)
    assert add_own_framework(vault) == wards
    assert dump(vault) == before


def test_a_framework_something_was_chosen_from_cannot_be_undone_away(vault, tom, tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(framework_text(), "utf-8")
    added = import_framework(vault, path=path)
    made = jot(vault, tom)
    chosen = change_observation(vault, observation_id=made, competencies=("wards/J5",))
    with pytest.raises(RuleRefused, match="rests on this"):
        take_back(vault, undo=added.undo)
    assert tags(vault, made) == (WARD_J5,)
    redo = take_back(vault, undo=chosen.undo)
    assert tags(vault, made) == ()
    take_back(vault, undo=redo.undo)
    assert tags(vault, made) == (WARD_J5,)


def test_what_is_handed_over_names_the_framework_and_an_erasure_takes_it(vault, tom, ada):
    whole(vault, tom, ada, competencies=("J5", "wards/J4"))
    review_id = review_of(vault, ada)
    write_section(vault, review_id=review_id, key=SectionKey("strength", "J1"), text="Chooses well.")
    files = about_files(vault, person_id=ada)
    rows = json.loads(files.json)["tables"]["observation_competency"]
    assert [(one["framework_key"], one["framework_version"], one["competency_id"]) for one in rows] == [
        ("judgment", "1", "J5"), ("wards", "1", "J4"),
    ]
    said = text_of(files.pdf)
    assert "Critical assessment, Ward J4" in said and "Ward J1, Ward J4, Ward J5, Ward J6" in said
    assert "Ward J1, strength" in said
    for person_id in (ada, tom):
        erase_person(vault, person_id=person_id, ground="asked")
    assert vault.connection.execute("SELECT count(*) FROM observation_competency").fetchone()[0] == 0
