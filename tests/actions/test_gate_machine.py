"""Whatever somebody does and in whatever order, no finished version holds a usage metric without its printed reason."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from reviewapp.actions.changes import take_back
from reviewapp.actions.evidence_check import answer_finding, open_findings
from reviewapp.actions.finding_answers import take_out, what_stops
from reviewapp.actions.importing import import_file
from reviewapp.actions.observations import (
    About,
    Details,
    change_observation,
    complete_observation,
    withdraw_observation,
)
from reviewapp.actions.people import agree_role_profile, change_person, remove_person
from reviewapp.actions.queries import notes
from reviewapp.actions.review_content import document_content
from reviewapp.actions.reviews import begin_review, cite, finish_review, problems, uncite, write_section
from reviewapp.actions.text_language import say_language
from reviewapp.actions.vaults import unlock_vault
from reviewapp.domain.errors import NotFound, ReviewAppError
from reviewapp.domain.review import PRINTED_TEXTS, SectionKey
from reviewapp.exchange.review_json import decode_review
from reviewapp.vault import observations, reviews
from reviewapp.vault.ids import new_uid
from tests.conftest import PASSPHRASE, Clock
from tests.helpers.acts import EVIDENCE, FOCUS, draft, somebody, whole

TEMPLATE: list[Path] = []
PLACE: list[Path] = []
# Sentences that are usage metrics, in the four languages and hidden in two of them, with a word that gives each away.
METRICS = {
    "He burned 3 million tokens in March.": "tokens",
    "She sent 60 prompts a day.": "prompts",
    "Sie hat im Mai 400 Prompts geschickt.": "Prompts",
    "Elle a envoyé 300 prompts en mai.": "prompts",
    "Envió 300 prompts en mayo.": "prompts",
    "Die Quelle wurde geprüft und der Fehler gemeldet. She sent 60 prompts a day.": "prompts",
}
CLEAN = ("Careful with sources.", "12 of 40 claims had no source and were removed.", "Der Fehler wurde gemeldet.")
texts = st.one_of(st.sampled_from(list(METRICS)), st.sampled_from(CLEAN))
sections = st.sampled_from(("summary", "goals", "context", "open_questions", "strength/J5", "next_step/J1"))
fields = st.sampled_from(PRINTED_TEXTS)
nth = st.integers(0, 5)
languages = st.sampled_from((None, "en", "de", "fr", "es"))


class EveryPath(RuleBasedStateMachine):
    """One person under review, and everything that can bring words into a review or an answer out of it."""

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp(dir=PLACE[0]))
        shutil.copytree(TEMPLATE[0], self.folder / "vault")
        self.clock = Clock(datetime(2026, 11, 20, 9, tzinfo=UTC))
        self.vault = unlock_vault(folder=self.folder / "vault", passphrase=PASSPHRASE, clock=self.clock)
        self.undos, self.frozen = [], {}
        self.tom = somebody(self.vault)
        draft(self.vault, self.tom)
        for ago in (5, 30):
            whole(self.vault, self.tom, ago=ago)

    def teardown(self):
        if hasattr(self, "vault"):
            self.vault.close()
            shutil.rmtree(self.folder)

    def act(self, verb, *given, **arguments):
        """Do it, or be refused in a sentence."""
        try:
            done = verb(self.vault, *given, **arguments)
        except ReviewAppError as refused:
            assert refused.sentence
            return
        if done.undo is not None:
            self.undos.append(done.undo)
        self.clock.forward(minutes=1)

    def review(self, number):
        rows = [row[0] for row in self.vault.connection.execute("SELECT id FROM review ORDER BY id")]
        return rows[number % len(rows)]

    def observation(self, number):
        rows = [row[0] for row in self.vault.connection.execute("SELECT id FROM observation ORDER BY id")]
        return rows[number % len(rows)]

    @rule(review=nth, section=sections, text=texts)
    def writes(self, review, section, text):
        self.act(write_section, review_id=self.review(review), key=SectionKey.from_field(section), text=text)

    @rule(observation=nth, field=fields, text=texts)
    def rewords_an_episode(self, observation, field, text):
        self.act(
            change_observation, observation_id=self.observation(observation), details=Details(texts={field: text})
        )

    @rule(review=nth, observation=nth)
    def cites(self, review, observation):
        self.act(cite, review_id=self.review(review), observation_id=self.observation(observation))

    @rule(review=nth, observation=nth)
    def takes_a_citation_out(self, review, observation):
        self.act(uncite, review_id=self.review(review), observation_id=self.observation(observation))

    @rule(text=texts)
    def imports_and_cites(self, text):
        day = self.vault.today - timedelta(days=10)
        path = self.folder / f"{new_uid()}.csv"
        path.write_text(f"date,person,note\n{day},Tom Hesketh,{text} {new_uid()}\n", "utf-8")
        before = {item.id for item in notes(self.vault)}
        try:
            import_file(self.vault, path=path, dry_run=False, saved_on=self.vault.today)
        except ReviewAppError:
            return
        for item in notes(self.vault):
            if item.id not in before:
                self.act(
                    change_observation, observation_id=item.id, details=EVIDENCE, competencies=("J5",),
                    observed_on=day, about={self.tom: About(concern=False)},
                )
                self.act(complete_observation, observation_id=item.id)
                self.act(cite, review_id=self.review(0), observation_id=item.id)

    @rule(text=texts)
    def changes_the_role(self, text):
        self.act(change_person, person_id=self.tom, role=text)

    @rule(text=texts, ago=st.integers(0, 300))
    def agrees_a_profile(self, text, ago):
        self.act(
            agree_role_profile, person_id=self.tom, focus=FOCUS, foundational_skills=(text,), protected_work=(text,),
            agreed_on=self.vault.today - timedelta(days=ago),
        )

    @rule(review=nth, number=nth, answer=st.sampled_from(("outcome_number", "domain_term", "quoted", "dismissed")),
          reason=st.sampled_from(("It measures the repair.", "She sent 60 prompts a day.", " ")))
    def answers(self, review, number, answer, reason):
        try:
            found = open_findings(self.vault, review_id=self.review(review))
        except NotFound:
            return
        if found:
            one = found[number % len(found)]
            self.act(
                answer_finding, record_uid=one.record_uid, field=one.field, label=one.finding.label,
                span=one.finding.span, answer=answer, reason=reason,
            )

    @rule(review=nth, number=nth)
    def takes_out_what_stops(self, review, number):
        try:
            found = what_stops(self.vault, review_id=self.review(review))
        except NotFound:
            return
        if found:
            self.act(take_out, review_id=self.review(review), stop=found[number % len(found)])

    @rule(review=nth, section=sections, language=languages)
    def says_a_language(self, review, section, language):
        record = reviews.review(self.vault.connection, self.review(review))
        self.act(say_language, record_uid=record.uid, field=section, language=language)

    @rule(observation=nth, field=fields, language=languages)
    def says_the_language_of_an_episode(self, observation, field, language):
        item = observations.observation(self.vault.connection, self.observation(observation))
        self.act(say_language, record_uid=item.uid, field=field, language=language)

    @rule(observation=nth)
    def withdraws(self, observation):
        self.act(withdraw_observation, observation_id=self.observation(observation), reason="Wrong day.")

    @rule()
    def puts_the_person_into_the_bin(self):
        self.act(remove_person, person_id=self.tom)

    @rule()
    def begins_another_review(self):
        self.act(
            begin_review, person_id=self.tom, period_from=self.vault.today - timedelta(days=200),
            period_to=self.vault.today,
        )

    @rule(data=st.data())
    def undoes_something(self, data):
        if self.undos:
            self.act(take_back, undo=data.draw(st.sampled_from(self.undos), label="undo"))

    @rule(review=nth)
    def finishes(self, review):
        review_id = self.review(review)
        before = reviews.versions(self.vault.connection, review_id)
        try:
            stopped = problems(self.vault, review_id=review_id)
        except NotFound:
            stopped = None
        try:
            finish_review(self.vault, review_id=review_id, talked_on=self.vault.today)
        except ReviewAppError:
            assert reviews.versions(self.vault.connection, review_id) == before
            return
        assert stopped == []
        self.frozen[review_id] = document_content(self.vault, review_id=review_id)

    @invariant()
    def a_finished_version_prints_no_usage_metric_without_its_reason(self):
        if not hasattr(self, "vault"):
            return
        for review_id, content in self.frozen.items():
            (version,) = reviews.versions(self.vault.connection, review_id)
            assert decode_review(version.content) == content
            for text, tags in printed(content):
                for sentence, word in METRICS.items():
                    if sentence in text:
                        assert any(word in tag.span and tag.reason.strip() for tag in tags), text


def printed(content):
    """Every text of a document with the tags printed beside it."""
    facts = {"person_role": content.person_role, "agreed_skills": "\n".join(content.foundational_skills),
             "agreed_work": "\n".join(content.protected_work), "agreed_role": "\n".join(content.role_context.values()),
             "agreed_growth": "\n".join(text for one in content.growth for text in one.texts.values()),
             "practice_note": "\n".join(content.practice_note.values())}
    for field, text in {**content.texts, **facts}.items():
        yield text, [tag for tag in content.tags if tag.field == field]
    for one in content.judgments:
        for section in ("strength", "concern", "next_step"):
            yield getattr(one, section), [tag for tag in one.tags if tag.field == section]
    for episode in content.episodes:
        for field in PRINTED_TEXTS:
            yield getattr(episode, field), [tag for tag in episode.tags if tag.field == field]


@pytest.mark.idea("A31", "A38")
def test_no_sequence_of_acts_leads_round_the_gate(closed_vault, tmp_path):
    from hypothesis.stateful import run_state_machine_as_test

    TEMPLATE[:] = [closed_vault]
    PLACE[:] = [tmp_path]
    run_state_machine_as_test(
        EveryPath,
        settings=settings(
            max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck),
            database=None, phases=(Phase.generate,),
        ),
    )


@pytest.mark.parametrize("sentence", METRICS)
@pytest.mark.parametrize("language", [None, "en", "de", "fr", "es"])
def test_each_of_these_sentences_stops_a_review_in_whatever_language_it_is_said_to_be(vault, sentence, language):
    tom = somebody(vault)
    review = draft(vault, tom)
    write_section(vault, review_id=review, key=SectionKey("summary"), text=sentence)
    uid = reviews.review(vault.connection, review).uid
    say_language(vault, record_uid=uid, field="summary", language=language)
    assert [one.place for one in problems(vault, review_id=review)] == ["summary"]
