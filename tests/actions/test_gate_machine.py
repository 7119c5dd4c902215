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

from reviewapp.actions.backups import back_up, restore_backup
from reviewapp.actions.bin import in_bin, restore
from reviewapp.actions.changes import take_back
from reviewapp.actions.evidence_check import answer_finding, open_findings
from reviewapp.actions.finding_answers import answer_stop, take_out, what_stops
from reviewapp.actions.growth import agree_growth, change_growth, remove_growth, write_practice_note
from reviewapp.actions.growth_views import growth_of
from reviewapp.actions.history import (
    observation_wordings,
    restore_in_observation,
    restore_in_review,
    review_wordings,
)
from reviewapp.actions.importing import import_file
from reviewapp.actions.observations import (
    About,
    Details,
    change_observation,
    complete_observation,
    withdraw_observation,
)
from reviewapp.actions.own_words import check_of, import_words, own_words, remove_words
from reviewapp.actions.people import agree_role_profile, change_person, remove_person
from reviewapp.actions.queries import notes
from reviewapp.actions.review_content import document_content
from reviewapp.actions.reviews import begin_review, cite, finish_review, problems, uncite, write_section
from reviewapp.actions.text_check import as_read, holds_figure
from reviewapp.actions.text_language import say_language
from reviewapp.actions.vaults import unlock_vault
from reviewapp.domain.errors import NotFound, ReviewAppError
from reviewapp.domain.growth import CHOICES, KINDS, TEXTS
from reviewapp.domain.review import PRINTED_TEXTS, SectionKey
from reviewapp.exchange.review_json import decode_review
from reviewapp.vault import observations, people, reviews
from reviewapp.vault.growth import NOTE_TEXTS
from reviewapp.vault.ids import new_uid
from tests.conftest import PASSPHRASE, Clock
from tests.helpers.acts import EVIDENCE, FOCUS, draft, somebody, whole

TEMPLATE: list[Path] = []
PLACE: list[Path] = []
REACHED: set[str] = set()
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
# One only for an organisation that says so: with `OWN_WORDS` in the vault it is a usage metric, without them it is none.
OWN_METRIC = "Hardly uses Heinzelmann."
OWN_WORDS = {
    "our.toml": 'language = "en"\n[classes]\nAIX = "heinzelmann"\n',
    "theirs.toml": 'language = "de"\nabout = "For the others"\n[classes]\nAIX = "heinzelmann"\n',
}
REASONS = ("It measures the repair.", "She sent 60 prompts a day.", OWN_METRIC, " ")
figures = st.sampled_from(list(METRICS))
texts = st.one_of(figures, figures, st.sampled_from(CLEAN), st.just(OWN_METRIC))
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
        self.undos, self.frozen, self.copies = [], {}, {}
        self.tom = somebody(self.vault)
        draft(self.vault, self.tom)
        for ago in (5, 30):
            whole(self.vault, self.tom, ago=ago)

    def teardown(self):
        if hasattr(self, "vault"):
            self.vault.close()
            shutil.rmtree(self.folder)

    def act(self, verb, *given, **arguments):
        """Do it, or be refused in a sentence; what it takes to undo it, if anything was done."""
        try:
            done = verb(self.vault, *given, **arguments)
        except ReviewAppError as refused:
            assert refused.sentence
            return None
        REACHED.add(verb.__name__)
        if done.undo is not None:
            self.undos.append(done.undo)
        self.clock.forward(minutes=1)
        return done.undo

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
        tom = people.person(self.vault.connection, self.tom)
        name = tom.name if tom is not None else "Tom Hesketh"
        path.write_text(f'date,person,note\n{day},"{name}",{text} {new_uid()}\n', "utf-8")
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
          reason=st.sampled_from(REASONS))
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

    @rule(data=st.data())
    def undoes_and_does_again(self, data):
        if self.undos:
            again = self.act(take_back, undo=data.draw(st.sampled_from(self.undos), label="undo"))
            if again is not None:
                self.act(take_back, undo=again)

    @rule(kind=st.sampled_from(KINDS), number=nth, text=texts, ago=st.integers(0, 300))
    def agrees_a_goal_a_plan_or_support(self, kind, number, text, ago):
        self.act(
            agree_growth, person_id=self.tom, kind=kind, choice=CHOICES[kind][number % len(CHOICES[kind])],
            texts=self.growth_texts(kind, number, text), agreed_on=self.vault.today - timedelta(days=ago),
        )

    @rule(item=nth, number=nth, text=texts)
    def rewords_one(self, item, number, text):
        found = growth_of(self.vault, person_id=self.tom)
        if found:
            one = found[item % len(found)]
            self.act(
                change_growth, item_id=one.id, choice=one.choice, texts=self.growth_texts(one.kind, number, text),
                agreed_on=one.agreed_on, days=dict(one.days),
            )

    @rule(item=nth)
    def puts_one_into_the_bin(self, item):
        found = growth_of(self.vault, person_id=self.tom)
        if found:
            self.act(remove_growth, item_id=found[item % len(found)].id)

    @rule(number=nth)
    def takes_something_out_of_the_bin(self, number):
        found = in_bin(self.vault)
        if found:
            one = found[number % len(found)]
            self.act(restore, kind=one.kind, row_id=one.id)

    @rule(number=nth, text=texts, ago=st.integers(0, 300))
    def writes_a_practice_note(self, number, text, ago):
        day = self.vault.today - timedelta(days=ago)
        texts = {**dict.fromkeys(NOTE_TEXTS, "I read every tenth one."), NOTE_TEXTS[number % len(NOTE_TEXTS)]: text}
        self.act(write_practice_note, period_from=day, period_to=day, texts=texts)

    @rule(observation=nth, text=texts, permitted=st.booleans())
    def quotes_a_receiver(self, observation, text, permitted):
        details = Details(texts={"receiver_words": text}, flags={"receiver_words_permitted": permitted})
        self.act(change_observation, observation_id=self.observation(observation), details=details)

    @rule(mine=st.booleans(), text=texts)
    def changes_a_name(self, mine, text):
        person_id = people.me(self.vault.connection).id if mine else self.tom
        self.act(change_person, person_id=person_id, name=f"{'Ruth' if mine else 'Tom'}. {text}")

    @rule(review=nth, number=nth)
    def restores_an_earlier_wording(self, review, number):
        review_id = self.review(review)
        if reviews.review(self.vault.connection, review_id) is not None:
            found = review_wordings(self.vault, review_id=review_id)
            if found:
                self.act(restore_in_review, review_id=review_id, wording_uid=found[number % len(found)].uid)

    @rule(observation=nth, number=nth)
    def restores_an_earlier_wording_of_an_episode(self, observation, number):
        observation_id = self.observation(observation)
        found = observation_wordings(self.vault, observation_id=observation_id)
        chosen = found[number % len(found)].uid
        self.act(restore_in_observation, observation_id=observation_id, wording_uid=chosen)

    @rule(name=st.sampled_from(list(OWN_WORDS)))
    def brings_words_of_the_organisation(self, name):
        path = self.folder / name
        path.write_text(OWN_WORDS[name], "utf-8")
        self.act(import_words, path=path)

    @rule(number=nth)
    def takes_them_out(self, number):
        found = own_words(self.vault)
        if found:
            self.act(remove_words, word_file_id=found[number % len(found)].id)

    @rule()
    def backs_up(self):
        path = back_up(self.vault, to=self.folder / f"{new_uid()}.backup").path
        self.copies[path] = dict(self.frozen)

    @rule(data=st.data())
    def puts_a_backup_in_its_place(self, data):
        if not self.copies:
            return
        path = data.draw(st.sampled_from(list(self.copies)), label="backup")
        place = self.folder / "vault"
        self.vault.close()
        restore_backup(folder=place, path=path, passphrase=PASSPHRASE, clock=self.clock)
        self.vault = unlock_vault(folder=place, passphrase=PASSPHRASE, clock=self.clock)
        self.undos.clear()
        self.frozen = dict(self.copies[path])
        REACHED.add("restored with a finished review" if self.frozen else "restored with drafts alone")

    @rule(review=nth)
    def finishes(self, review):
        self.finish(self.review(review))

    @rule(review=nth)
    def settles_everything_and_finishes(self, review):
        review_id = self.review(review)
        for reason in REASONS[:3]:
            self.settles_everything(review_id, reason)
        self.finish(review_id)

    @rule(review=nth, section=sections, text=texts, name=st.sampled_from((None, *OWN_WORDS)))
    def changes_something_between_the_check_and_the_finish(self, review, section, text, name):
        """Words in the review, or what counts as a usage metric, after the check said that nothing stops it."""
        review_id = self.review(review)
        self.settles_everything(review_id, OWN_METRIC)
        if name is None:
            self.act(write_section, review_id=review_id, key=SectionKey.from_field(section), text=text)
        else:
            self.brings_words_of_the_organisation(name)
        self.finish(review_id)

    def settles_everything(self, review_id, reason):
        """Keep with a reason what can be kept, and take out what stops for something else."""
        try:
            stops = what_stops(self.vault, review_id=review_id)
        except NotFound:
            return
        for stop in stops:
            if stop.finding is not None:
                self.act(answer_stop, stop, "quoted", reason)
            elif stop.observation_id:
                self.act(take_out, review_id=review_id, stop=stop)
            elif stop.place:
                self.act(write_section, review_id=review_id, key=SectionKey.from_field(stop.place), text="")

    def growth_texts(self, kind, number, text):
        names = TEXTS[kind]
        return {**dict.fromkeys(names, "Reads the source first."), names[number % len(names)]: text}

    def finish(self, review_id):
        """Finish, or be refused and freeze nothing; what is frozen was settled by the words in force at that moment."""
        before = reviews.versions(self.vault.connection, review_id)
        try:
            stopped = problems(self.vault, review_id=review_id)
        except NotFound:
            stopped = None
        try:
            finish_review(self.vault, review_id=review_id, talked_on=self.vault.today)
        except ReviewAppError:
            assert reviews.versions(self.vault.connection, review_id) == before
            REACHED.add("refused")
            return
        assert stopped == []
        content = document_content(self.vault, review_id=review_id)
        self.frozen[review_id] = content
        check = check_of(self.vault)
        REACHED.add("finished")
        for text, tags in printed(content):
            REACHED.update("finished with a reason" for _tag in tags)
            assert not any(holds_figure(tag.reason, check.check) for tag in tags), "the reason is printed"
            for one in check.check(as_read(text)):
                if one.label == "usage_metric":
                    assert any(one.span in tag.span or tag.span in one.span for tag in tags), text

    @invariant()
    def a_finished_version_prints_no_usage_metric_without_its_reason(self):
        if not hasattr(self, "vault"):
            return
        rows = self.vault.connection.execute("SELECT DISTINCT review_id FROM review_version").fetchall()
        assert {row[0] for row in rows} == set(self.frozen), "one act alone makes versions, and nothing takes one away"
        for review_id, content in self.frozen.items():
            (version,) = reviews.versions(self.vault.connection, review_id)
            assert decode_review(version.content) == content
            for text, tags in printed(content):
                for sentence, word in METRICS.items():
                    if sentence in text:
                        assert any(word in tag.span and tag.reason.strip() for tag in tags), text


def printed(content):
    """Every text of a document with the tags printed beside it."""
    facts = {"person_name": content.person_name, "person_role": content.person_role,
             "reviewer_name": content.reviewer_name, "agreed_skills": "\n".join(content.foundational_skills),
             "agreed_work": "\n".join(content.protected_work), "agreed_role": "\n".join(content.role_context.values()),
             "agreed_growth": "\n".join(text for one in content.growth for text in one.texts.values()),
             "practice_note": "\n".join(content.practice_note.values())}
    for field, text in {**content.texts, **facts}.items():
        yield text, [tag for tag in content.tags if tag.field == field]
    for one in content.judgments:
        for section in ("strength", "concern", "next_step"):
            yield getattr(one, section), [tag for tag in one.tags if tag.field == section]
    for episode in content.episodes:
        for field in (*PRINTED_TEXTS, "receiver_words", "written_by"):
            yield getattr(episode, field), [tag for tag in episode.tags if tag.field == field]


@pytest.mark.idea("A31", "A38")
def test_no_sequence_of_acts_leads_round_the_gate(closed_vault, tmp_path):
    from hypothesis.stateful import run_state_machine_as_test

    TEMPLATE[:] = [closed_vault]
    PLACE[:] = [tmp_path]
    REACHED.clear()
    run_state_machine_as_test(
        EveryPath,
        settings=settings(
            max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck),
            database=None, phases=(Phase.generate,),
        ),
    )
    assert {"finished", "refused"} <= REACHED


class Last:
    """Stands in for what draws at random: always the last."""

    def draw(self, choices, label=""):
        del label
        return choices.elements[-1]


def test_every_act_of_the_machine_can_be_done(closed_vault, tmp_path):
    """A machine whose acts were all refused would prove nothing; here each is done once, in an order that lets it."""
    TEMPLATE[:] = [closed_vault]
    PLACE[:] = [tmp_path]
    REACHED.clear()
    metric, clean = next(iter(METRICS)), CLEAN[0]
    machine = EveryPath()
    machine.begin()
    machine.backs_up()
    for text in (clean, metric):
        machine.writes(0, "summary", text)
    machine.restores_an_earlier_wording(0, 1)
    machine.undoes_something(Last())
    machine.undoes_and_does_again(Last())
    machine.cites(0, 0)
    machine.rewords_an_episode(0, "consequence", metric)
    machine.restores_an_earlier_wording_of_an_episode(0, 0)
    machine.quotes_a_receiver(0, metric, True)
    for number, kind in enumerate(KINDS):
        machine.agrees_a_goal_a_plan_or_support(kind, 1, clean, 3)
        machine.rewords_one(number, 1, clean)
    machine.agrees_a_goal_a_plan_or_support("support", 0, metric, 3)
    machine.puts_one_into_the_bin(0)
    machine.takes_something_out_of_the_bin(0)
    machine.writes_a_practice_note(0, metric, 3)
    machine.changes_the_role(metric)
    machine.changes_a_name(True, metric)
    machine.changes_a_name(False, clean)
    machine.agrees_a_profile(metric, 3)
    machine.imports_and_cites(metric)
    machine.says_a_language(0, "summary", "de")
    machine.says_the_language_of_an_episode(0, "consequence", "fr")
    machine.finishes(0)
    assert "refused" in REACHED and not machine.frozen
    machine.answers(0, 0, "quoted", "It measures the repair.")
    machine.takes_out_what_stops(0, -1)
    machine.changes_something_between_the_check_and_the_finish(0, "context", clean, "our.toml")
    assert not machine.frozen, "a reason holds what is a usage metric by the words added in between"
    machine.settles_everything_and_finishes(0)
    machine.a_finished_version_prints_no_usage_metric_without_its_reason()
    assert list(machine.frozen) == [1]
    machine.brings_words_of_the_organisation("theirs.toml")
    machine.takes_them_out(0)
    machine.backs_up()
    machine.puts_a_backup_in_its_place(Last())
    machine.a_finished_version_prints_no_usage_metric_without_its_reason()
    machine.begins_another_review()
    machine.takes_a_citation_out(1, 0)
    machine.withdraws(1)
    machine.puts_the_person_into_the_bin()
    del machine.copies[list(machine.copies)[-1]]
    machine.puts_a_backup_in_its_place(Last())
    assert not machine.frozen
    machine.a_finished_version_prints_no_usage_metric_without_its_reason()
    machine.teardown()
    assert {
        "finished", "finished with a reason", "restored with a finished review", "restored with drafts alone",
        "write_section", "change_observation", "cite", "uncite", "change_person", "agree_role_profile", "answer_finding",
        "answer_stop", "take_out", "say_language", "withdraw_observation", "remove_person", "begin_review", "take_back",
        "agree_growth", "change_growth", "remove_growth", "restore", "write_practice_note", "restore_in_review",
        "restore_in_observation", "import_words", "remove_words", "complete_observation",
    } <= REACHED  # fmt: skip


@pytest.mark.parametrize("sentence", METRICS)
@pytest.mark.parametrize("language", [None, "en", "de", "fr", "es"])
def test_each_of_these_sentences_stops_a_review_in_whatever_language_it_is_said_to_be(vault, sentence, language):
    tom = somebody(vault)
    review = draft(vault, tom)
    write_section(vault, review_id=review, key=SectionKey("summary"), text=sentence)
    uid = reviews.review(vault.connection, review).uid
    say_language(vault, record_uid=uid, field="summary", language=language)
    assert [one.place for one in problems(vault, review_id=review)] == ["summary"]
