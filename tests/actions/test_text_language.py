"""The language of a text: recognised, or said by its writer and kept with it."""

from __future__ import annotations

import pytest

from reviewapp.actions.changes import take_back
from reviewapp.actions.evidence_check import open_findings
from reviewapp.actions.finding_answers import say_review_language, with_answers
from reviewapp.actions.observations import Details, change_observation, get_observation, record_observation
from reviewapp.actions.reviews import finish_review, write_section
from reviewapp.actions.text_check import findings_of, recognised_language
from reviewapp.actions.text_language import languages_of, say_language
from reviewapp.domain.answer import Answer
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.review import SectionKey
from tests.helpers.acts import draft, dump, jot, somebody

USAGE = "She sent 60 prompts a day."
GERMAN = "Sie hat im Mai 400 Prompts geschickt."


def labels(text, language=None):
    return [(one.label, one.span) for one in findings_of(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("She checked the source and told the ward.", "en"),
        ("Sie hat die Quelle geprüft und die Station angerufen.", "de"),
        ("Elle a vérifié la source et appelé le service.", "fr"),
        ("Revisó la fuente y llamó a la planta.", "es"),
    ],
)
def test_each_text_has_its_own_language(text, language):
    assert recognised_language(text) == language and labels(text) == []


def test_a_sentence_in_another_language_is_read_in_its_own():
    mixed = f"Sie hat die Quelle geprüft und den Fehler gemeldet. {USAGE}"
    assert recognised_language(mixed) == "de"
    ((label, span),) = labels(mixed)
    assert label == "usage_metric" and mixed[findings_of(mixed)[0].start :].startswith(span)


@pytest.mark.parametrize("said", ["en", "de", "fr", "es"])
def test_no_language_said_hides_a_usage_metric(said):
    for text in (USAGE, GERMAN):
        assert [label for label, _span in labels(text, said)] == ["usage_metric"]


def test_the_other_labels_follow_the_language_said():
    text = "He is lazy."
    assert [label for label, _span in labels(text)] == ["personality"] and labels(text, "de") == []


def test_a_look_alike_stays_clean_in_every_language():
    for text in ("The access token had expired.", "The session at court was moved.", "Claude rang from the depot."):
        assert labels(text) == []


class TestSaying:
    @pytest.fixture
    def uid(self, vault):
        self.id = jot(vault, somebody(vault), text="Quality before speed.")
        return get_observation(vault, observation_id=self.id).uid

    def test_it_stays_with_the_text_through_rewording_and_restart(self, vault, uid):
        say_language(vault, record_uid=uid, field="behaviour", language="fr")
        change_observation(vault, observation_id=self.id, details=Details(texts={"behaviour": "Qualité avant vitesse."}))
        assert languages_of(vault, record_uid=uid) == {"behaviour": "fr"}
        say_language(vault, record_uid=uid, field="behaviour", language=None)
        assert languages_of(vault, record_uid=uid) == {}

    def test_it_is_undone(self, vault, uid):
        before = dump(vault)
        done = say_language(vault, record_uid=uid, field="behaviour", language="fr")
        take_back(vault, undo=done.undo)
        assert dump(vault) == before

    def test_what_is_refused(self, vault, uid):
        with pytest.raises(UsageError, match="language"):
            say_language(vault, record_uid=uid, field="behaviour", language="xx")
        with pytest.raises(NotFound):
            say_language(vault, record_uid="nobody", field="behaviour", language="fr")
        assert not say_language(vault, record_uid=uid, field="situation", language="fr").kinds

    def test_a_finished_review_keeps_its_languages(self, vault):
        review = draft(vault, somebody(vault, "Siân Evans"))
        write_section(vault, review_id=review, key=SectionKey("summary"), text="Careful.")
        say_review_language(vault, review_id=review, field="summary", language="fr")
        finish_review(vault, review_id=review, talked_on=vault.today)
        with pytest.raises(RuleRefused, match="finished"):
            say_review_language(vault, review_id=review, field="summary", language=None)

    def test_the_hints_of_a_review_are_those_of_the_language_said(self, vault):
        review = draft(vault, somebody(vault, "Siân Evans"))
        write_section(vault, review_id=review, key=SectionKey("summary"), text="He is lazy.")
        assert open_findings(vault, review_id=review)
        say_review_language(vault, review_id=review, field="summary", language="de")
        assert open_findings(vault, review_id=review) == []


def test_answers_and_language_given_before_recording_are_one_step_with_it(vault):
    tom, before = somebody(vault), None
    before = dump(vault)
    refused: list = []
    recorded = record_observation(vault, person_ids=[tom], text=USAGE, observed_on=vault.today)
    span = findings_of(USAGE)[0].span
    done = with_answers(
        vault, recorded, field="behaviour", language="en", refused=refused,
        given=(Answer("usage_metric", span, "quoted", "Her words."), Answer("usage_metric", span, "quoted", "x" * 501)),
    )
    assert [type(error) for error in refused] == [UsageError] and "too long" in refused[0].sentence
    uid = get_observation(vault, observation_id=done.id).uid
    assert languages_of(vault, record_uid=uid) == {"behaviour": "en"}
    take_back(vault, undo=done.undo)
    assert dump(vault) == before
