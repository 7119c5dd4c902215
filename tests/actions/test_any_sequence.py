"""Any sequence of acts, sensible or not: rules hold after each, and every act can be taken back."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from reviewapp.actions.backups import back_up, back_up_before_erasing, backups_for, restore_backup
from reviewapp.actions.bin import in_bin
from reviewapp.actions.changes import take_back
from reviewapp.actions.erasing import delete_for_good, erase_person, erasures_unfinished
from reviewapp.actions.expiry import look_after_jots
from reviewapp.actions.journaling import forget_draft, keep_draft, kept_drafts
from reviewapp.actions.observations import (
    About,
    Details,
    change_observation,
    complete_observation,
    record_observation,
    remove_observation,
    tell,
    withdraw_observation,
)
from reviewapp.actions.people import add_person, agree_role_profile, change_person, give_notice, remove_person
from reviewapp.actions.person_records import change_details
from reviewapp.actions.queries import all_people, find, home, notes
from reviewapp.actions.review_checks import answer_in_review
from reviewapp.actions.review_content import document_content
from reviewapp.actions.reviews import (
    begin_review,
    cite,
    finish_review,
    problems,
    remove_review,
    seal_review,
    share_review,
    uncite,
    write_section,
)
from reviewapp.actions.telling import confirm_told
from reviewapp.actions.vaults import unlock_vault
from reviewapp.domain.errors import NotFound, ReviewAppError, UsageError
from reviewapp.domain.evidence_quality import STOPPING_IDS
from reviewapp.domain.observation import STATUSES, implied_concern, missing_for_completion
from reviewapp.domain.review import CONCERN_SHARED_DAYS, SectionKey, refuse_citation
from reviewapp.vault import doctor, observations, reviews
from tests.conftest import PASSPHRASE, Clock
from tests.helpers.acts import EVIDENCE, FOCUS, dump, jot, whole
from tests.helpers.going import name_left, only_this_went, opened_copies, person_goes, records_go, rows_of

TEMPLATE: list[Path] = []
PLACE: list[Path] = []
NAMES = ("Zyxomark", "Vrabxu Qwoplin", "Siân Zyxomark", "Tom")
nth = st.integers(0, 7)  # which of the rows there are; sometimes one that is not
days = st.integers(0, 40)
usually = st.sampled_from((True, True, False))
words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12)
names = st.one_of(words, st.sampled_from(NAMES))
texts = st.one_of(words, st.sampled_from(("Zyxomark asked first.", "Rang Vrabxu, and Tom.", "ZYXOMARK's table was right.")))
answers = st.sampled_from((None, True, False))
anchors = st.sampled_from((None, None, "missed", "independent"))


class AnySequence(RuleBasedStateMachine):
    """A vault, a clock, and everything a hurried person might do."""

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp(dir=PLACE[0]))
        shutil.copytree(TEMPLATE[0], self.folder / "vault")
        self.clock = Clock(datetime(2026, 11, 20, 9, tzinfo=UTC))
        self.vault = unlock_vault(folder=self.folder / "vault", passphrase=PASSPHRASE, clock=self.clock)
        self.undos = []
        self.frozen = {}
        self.wordings = set()
        self.kept = {}
        self.talked_on = {}
        self.did = 0
        self.copies = {}
        self.rewritten = set()
        self.erased = set()
        for name in ("Tom Zyxomark", "Siân Vrabxu", "Ana"):
            person_id = add_person(self.vault, name=name).id
            agree_role_profile(self.vault, person_id=person_id, focus=FOCUS)
            if name != "Ana":
                give_notice(self.vault, person_id=person_id, given_on=self.vault.today)
                begin_review(
                    self.vault, person_id=person_id, period_from=self.day(60), period_to=self.day(-300)
                )
                whole(self.vault, person_id, concern=True, told_ago=20)
                whole(self.vault, person_id, ago=3)
        ids = {person.name: person.id for person in all_people(self.vault)}
        tom, sian = ids["Tom Zyxomark"], ids["Siân Vrabxu"]
        whole(self.vault, sian, tom, text="Siân rang, and Zyxomark read it again.", ago=5)
        jot(self.vault, sian, text="Took over from Vrabxu, and then from Tom Zyxomark.")
        jot(self.vault, tom, text="Asked Vrabxu.")

    def teardown(self):
        if hasattr(self, "vault"):
            try:
                assert doctor.integrity(self.vault) == []
            finally:
                self.vault.close()
                shutil.rmtree(self.folder)

    def act(self, verb, **arguments):
        """Do it, or be refused in a sentence and change nothing; what was done can be undone exactly."""
        before = dump(self.vault)
        try:
            done = verb(self.vault, **arguments)
        except ReviewAppError as refused:
            assert refused.sentence
            assert dump(self.vault) == before, f"{verb.__name__} was refused and changed something"
            return
        if done.undo is None:
            return
        after = dump(self.vault)
        try:
            redo = take_back(self.vault, undo=done.undo)
        except ReviewAppError:
            raise AssertionError(f"{verb.__name__} cannot be taken back at once") from None
        assert dump(self.vault) == before, f"undo of {verb.__name__} is not exact"
        take_back(self.vault, undo=redo.undo)
        assert dump(self.vault) == after, f"redo of {verb.__name__} is not exact"
        self.undos.append(done.undo)
        self.did += 1
        self.clock.forward(minutes=1)

    def row(self, table, number):
        """The id of one of the rows of a table, or of none."""
        rows = [row[0] for row in self.vault.connection.execute(f"SELECT id FROM {table} ORDER BY id")]
        rows = rows[1:] if table == "person" else rows  # not the writer
        return rows[number % len(rows)] if rows and number < 7 else 4711

    def people(self, numbers):
        return list(dict.fromkeys(self.row("person", number) for number in numbers))

    def day(self, ago):
        return self.vault.today - timedelta(days=ago)

    @rule(name=names)
    def adds_a_person(self, name):
        self.act(add_person, name=name)

    @rule(person=nth, ago=days)
    def gives_a_notice(self, person, ago):
        self.act(give_notice, person_id=self.row("person", person), given_on=self.day(ago))

    @rule(people=st.lists(nth, max_size=2), text=texts, ago=days, concern=answers, anchor=anchors, whole=usually)
    def records(self, people, text, ago, concern, anchor, whole):
        about = {person: About(concern=concern, closest_anchor=anchor) for person in self.people(people)}
        self.act(
            record_observation, person_ids=list(about), text=text, observed_on=self.day(ago), about=about,
            details=EVIDENCE if whole else None, competencies=("J5",) if whole else (),
        )

    @rule(person=nth, name=names, role=texts, other=st.lists(names, max_size=2), ago=days, back=days)
    def changes_a_person(self, person, name, role, other, ago, back):
        self.act(
            change_details, person_id=self.row("person", person), name=name, role=role, team="", started_on=None,
            away_from=self.day(ago), away_to=self.day(back), other_names=other,
        )

    @rule(person=nth, name=names)
    def renames_a_person(self, person, name):
        self.act(change_person, person_id=self.row("person", person), name=name)

    @rule(person=nth, focus=st.lists(st.sampled_from(("J1", "J2", "J4", "J5", "J6", "J9")), max_size=7), ago=days)
    def agrees_a_focus(self, person, focus, ago):
        self.act(agree_role_profile, person_id=self.row("person", person), focus=focus, agreed_on=self.day(ago))

    @rule(person=nth, ago=days, day=days)
    def brings_in_a_telling_without_a_day_and_confirms_it(self, person, ago, day):
        """As an import of "Told them? y" leaves it."""
        about = {self.row("person", person): About(told_how="conversation")}
        self.act(record_observation, person_ids=list(about), text="Rang first.", observed_on=self.day(ago), about=about)
        waiting = [item for item in self._everything() if any(one.told_how and not one.told_on for one in item.subjects)]
        if waiting:
            self.act(confirm_told, days={waiting[-1].id: self.day(day)})

    @rule(editor=st.sampled_from(("capture", "review/1")), text=texts)
    def types_and_stops(self, editor, text):
        keep_draft(self.vault, editor=editor, body={"text": text})
        self.kept[editor] = {"text": text}

    @rule(editor=st.sampled_from(("capture", "review/1")))
    def saves_what_was_typed(self, editor):
        forget_draft(self.vault, editor=editor)
        self.kept.pop(editor, None)

    @rule()
    def closes_and_opens_again(self):
        """What was taken back, kept and finished is the same in the morning; undo does not reach behind a lock."""
        before = dump(self.vault)
        self.vault.close()
        self.vault = unlock_vault(folder=self.folder / "vault", passphrase=PASSPHRASE, clock=self.clock)
        self.undos.clear()
        assert dump(self.vault) == before

    @rule(observation=nth, text=texts, ago=days, competencies=st.permutations(["J1", "J5", "J6"]))
    def changes(self, observation, text, ago, competencies):
        self.act(
            change_observation, observation_id=self.row("observation", observation), details=Details(texts={"behaviour": text}),
            observed_on=self.day(ago), competencies=competencies,
        )

    @rule(observation=nth, people=st.lists(nth, max_size=2, unique=True), concern=answers, anchor=anchors)
    def changes_people(self, observation, people, concern, anchor):
        about = {person: About(concern=concern, closest_anchor=anchor) for person in self.people(people)}
        self.act(
            change_observation, observation_id=self.row("observation", observation), person_ids=list(about), about=about
        )

    @rule(person=nth, ago=days, told=days, concern=usually, anchor=anchors)
    def notes_a_whole_episode(self, person, ago, told, concern, anchor):
        """As ``reviewapp note`` does: recorded, told and completed in one breath."""
        self.act(
            record_observation, person_ids=[self.row("person", person)], text="Compared it.", observed_on=self.day(ago),
            details=EVIDENCE, competencies=("J5",),
            about={
                self.row("person", person): About(
                    concern, anchor, "", self.day(told) if told <= ago else None, "conversation", told <= ago
                )
            },
        )
        newest = max(item.id for item in self._everything()) if self._everything() else 0
        self.act(complete_observation, observation_id=newest)

    @rule(observation=nth)
    def completes(self, observation):
        self.act(complete_observation, observation_id=self.row("observation", observation))

    @rule(observation=nth, ago=days)
    def tells(self, observation, ago):
        self.act(tell, observation_id=self.row("observation", observation), told_on=self.day(ago))

    @rule(observation=nth)
    def withdraws(self, observation):
        self.act(withdraw_observation, observation_id=self.row("observation", observation), reason="It was wrong.")

    @rule(observation=nth)
    def removes(self, observation):
        self.act(remove_observation, observation_id=self.row("observation", observation))

    @precondition(lambda self: getattr(self, "did", 0) > 8)
    @rule(person=nth)
    def removes_a_person(self, person):
        if len(all_people(self.vault)) > 2:
            self.act(remove_person, person_id=self.row("person", person))

    @rule(person=nth, ago=days)
    def begins_a_review(self, person, ago):
        self.act(begin_review, person_id=self.row("person", person), period_from=self.day(ago), period_to=self.vault.today)

    @rule(review=nth, observation=nth)
    def cites(self, review, observation):
        self.act(cite, review_id=self.row("review", review), observation_id=self.row("observation", observation))

    @rule()
    def cites_all_it_can(self):
        for record in reviews.reviews(self.vault.connection):
            for item in notes(self.vault):
                with suppress(ReviewAppError):
                    cite(self.vault, review_id=record.id, observation_id=item.id)

    @rule(review=nth, observation=nth)
    def uncites(self, review, observation):
        self.act(uncite, review_id=self.row("review", review), observation_id=self.row("observation", observation))

    @rule(review=nth, text=texts, competency=st.sampled_from((None, "J5", "J6")))
    def writes(self, review, text, competency):
        key = SectionKey("strength", competency) if competency else SectionKey("summary")
        self.act(write_section, review_id=self.row("review", review), key=key, text=text)

    @rule(review=nth, figure=usually)
    def writes_a_figure_and_answers_it(self, review, figure):
        """A usage metric stops finishing until it is answered for, rewritten or removed."""
        record = self.row("review", review)
        key = SectionKey("context")
        self.act(write_section, review_id=record, key=key, text="He made 12 prompts a day." if figure else "He asked first.")
        self.act(
            answer_in_review, review_id=record, span="12 prompts a day", answer="quoted", reason="His own words.", place="context"
        )

    @rule(review=nth)
    def seals(self, review):
        self.act(seal_review, review_id=self.row("review", review))

    @rule(review=nth, ago=st.integers(-2, 3))
    def shares_a_review(self, review, ago):
        self.act(share_review, review_id=self.row("review", review), shared_on=self.day(ago))

    @precondition(lambda self: getattr(self, "did", 0) > 8)
    @rule(review=nth)
    def removes_a_review(self, review):
        self.act(remove_review, review_id=self.row("review", review))

    @precondition(lambda self: getattr(self, "did", 0) > 3)
    @rule(review=nth, ago=st.integers(0, 3))
    def finishes(self, review, ago):
        self.finish(self.row("review", review), ago)

    def finish(self, review_id, ago):
        before = dump(self.vault)
        try:
            finish_review(self.vault, review_id=review_id, talked_on=self.day(ago))
        except ReviewAppError:
            assert dump(self.vault) == before
            return
        self.frozen[review_id] = document_content(self.vault, review_id=review_id)
        self.talked_on[review_id] = self.day(ago)

    @rule(review=st.integers(0, 2))
    def finishes_with_care(self, review):
        """As a careful person would: cites what may be cited, empties what stops it, then finishes."""
        review_id = self.row("review", review)
        with suppress(ReviewAppError):
            for item in self._everything():
                with suppress(ReviewAppError):
                    uncite(self.vault, review_id=review_id, observation_id=item.id)
            self.cites_all_it_can()
            for one in problems(self.vault, review_id=review_id):
                if one.label in STOPPING_IDS:
                    answered = Details(multi={"conditions": ("none_known",)})
                    change_observation(self.vault, observation_id=one.observation_id, details=answered)
                elif one.place:
                    write_section(self.vault, review_id=review_id, key=SectionKey.from_field(one.place), text="")
        self.finish(review_id, 0)

    @rule(forward=st.integers(1, 20))
    def time_passes(self, forward):
        self.clock.forward(days=forward)

    @precondition(lambda self: getattr(self, "undos", []))
    @rule(data=st.data())
    def undoes_something(self, data):
        undo = data.draw(st.sampled_from(self.undos), label="undo")
        before = dump(self.vault)
        try:
            redo = take_back(self.vault, undo=undo)
        except UsageError:
            assert dump(self.vault) == before
            return
        # What was undone can be done again at any later time, or is refused like any undo.
        self.undos.append(redo.undo)

    @rule()
    def backs_up(self):
        before = dump(self.vault)
        made = back_up(self.vault)
        assert made is not None and dump(self.vault) == before
        self.keep_copy(made.path)

    def keep_copy(self, path):
        self.copies[path] = self.known()

    def known(self):
        return rows_of(self.vault.connection), dict(self.kept), dict(self.frozen), dict(self.talked_on)

    def kept_copies(self):
        """The backups that rotation has left."""
        return [one.path for one in backups_for(self.folder / "vault")]

    @precondition(lambda self: getattr(self, "copies", {}))
    @rule(data=st.data())
    def restores(self, data):
        """What comes back is exactly what was backed up, but for what was erased since; undo does not reach behind."""
        path = data.draw(st.sampled_from(self.kept_copies()), label="backup")
        before = self.known()
        self.vault.close()
        restore_backup(folder=self.folder / "vault", path=path, passphrase=PASSPHRASE, clock=self.clock)
        self.vault = unlock_vault(folder=self.folder / "vault", passphrase=PASSPHRASE, clock=self.clock)
        self.undos.clear()
        for one in self.kept_copies():
            self.copies.setdefault(one, before)  # what was there is a backup as well
        there, *known = self.copies[path]
        assert rows_of(self.vault.connection) == there
        self.wordings = self.wordings_now()
        self.kept, self.frozen, self.talked_on = (dict(one) for one in known)
        if path in self.rewritten:
            self.look_again()

    def look_again(self):
        """After an erasure, which compares every row: what is finished is finished, without the name."""
        there = {record.id for record in reviews.reviews(self.vault.connection)}
        self.frozen = {one: document_content(self.vault, review_id=one) for one in self.frozen if one in there}
        self.kept = {editor: body for editor, (body, _when) in kept_drafts(self.vault).items()}

    @precondition(lambda self: getattr(self, "did", 0) > 2)
    @rule(person=st.integers(0, 6))
    def erases(self, person):
        """Whoever is erased goes, here and from every copy. Nobody else loses a word but the name."""
        person_id = self.row("person", person)
        found = self.vault.connection.execute("SELECT uid, name FROM person WHERE id = ?", (person_id,)).fetchone()
        if found is not None:
            erase = partial(erase_person, person_id=person_id)
            self.goes_for_good(erase, partial(person_goes, uid=found["uid"]), name=found["name"])
            self.erased.add(found["uid"])

    @rule(number=nth)
    def empties_one_from_the_bin(self, number):
        if not [one for one in in_bin(self.vault) if one.kind == "observation"]:
            self.act(remove_observation, observation_id=self.row("observation", number))
        binned = [one.id for one in in_bin(self.vault) if one.kind == "observation"]
        if binned:
            row_id = binned[number % len(binned)]
            uid = next(item.uid for item in self._everything() if item.id == row_id)
            delete = partial(delete_for_good, observation_ids=[row_id])
            self.goes_for_good(delete, partial(records_go, uids={uid}))

    @rule(weeks=st.integers(1, 4))
    def weeks_pass(self, weeks):
        """Only an announced jot moves to the bin, only what lay there for two weeks goes, and all else stays."""
        for _week in range(weeks):
            self.clock.forward(days=15)
            self.a_day_begins()

    def a_day_begins(self):
        rows = self.vault.connection.execute("SELECT * FROM observation").fetchall()
        jots = {row["uid"]: row for row in rows}
        over = {uid for uid, row in jots.items() if row["bin_until"] and row["bin_until"] <= str(self.vault.today)}
        if over:
            self.goes_for_good(look_after_jots, partial(records_go, uids=over), here=False)
        else:
            look_after_jots(self.vault)
        now = {row["uid"]: row for row in self.vault.connection.execute("SELECT * FROM observation").fetchall()}
        assert jots.keys() - now.keys() == over
        for uid in now:
            before, after = jots[uid], now[uid]
            if before["deleted_at"] is None and after["deleted_at"] is not None:
                assert before["completed_at"] is None
                assert self.vault.today - date.fromisoformat(before["announced_on"]) >= timedelta(days=10)
                assert self.vault.today - datetime.fromisoformat(before["created_at"]).date() >= timedelta(days=30)
                assert date.fromisoformat(after["bin_until"]) - self.vault.today == timedelta(days=14)

    def goes_for_good(self, verb, goes, *, name="", here=True):
        """Do what cannot be undone; compare every row of the copies, and of the vault, with what was there before."""
        made = back_up_before_erasing(self.vault)
        if made is not None:
            self.keep_copy(made.path)
        paths = self.kept_copies()
        with opened_copies(paths, self.vault.data_key, self.folder) as copies:
            before = [(rows_of(one), goes(one)) for one in (self.vault.connection, *copies)]
        verb(self.vault)
        assert not erasures_unfinished(self.vault)
        assert self.kept_copies() == paths
        with opened_copies(paths, self.vault.data_key, self.folder) as copies:
            for connection, (there, gone) in zip((self.vault.connection, *copies), before, strict=True):
                if here or connection is not self.vault.connection:
                    only_this_went(there, rows_of(connection), gone)
                assert not name_left(connection, name)
            for path, connection in zip(paths, copies, strict=True):
                self.copies[path] = (rows_of(connection), *self.copies[path][1:])
        assert {row for row in self.wordings if row[2] not in before[0][1].uids} <= self.wordings_now() or name
        self.rewritten = set(paths)
        self.wordings = self.wordings_now()
        self.look_again()

    def wordings_now(self):
        return {tuple(row) for row in self.vault.connection.execute("SELECT * FROM revision")}

    @invariant()
    def who_was_erased_is_known_nowhere(self):
        """Nor does an undo bring anything of theirs back."""
        if hasattr(self, "vault") and self.erased:
            held = repr(rows_of(self.vault.connection))
            assert not [uid for uid in self.erased if uid in held]

    @invariant()
    def no_wording_is_ever_lost(self):
        """Promise 5: whatever was saved once can be read again, whatever was done since; but for an erasure."""
        if not hasattr(self, "vault"):
            return
        now = self.wordings_now()
        assert self.wordings <= now
        self.wordings = now

    @invariant()
    def what_is_being_typed_is_kept_apart(self):
        if hasattr(self, "vault"):
            assert {editor: body for editor, (body, _when) in kept_drafts(self.vault).items()} == self.kept

    @invariant()
    def a_concern_nobody_was_told_of_is_in_no_review(self):
        """Promise 3, over all reviews and without the rule's own code: the rows themselves."""
        if not hasattr(self, "vault"):
            return
        for review_id, content in self.frozen.items():
            for episode in content.episodes:
                told = episode.told_on
                assert not episode.concern or (self.talked_on[review_id] - told).days >= CONCERN_SHARED_DAYS

    @invariant()
    def every_observation_is_in_order(self):
        if not hasattr(self, "vault"):
            return
        everything = observations.observations(
            self.vault.connection, [row[0] for row in self.vault.connection.execute("SELECT id FROM observation")]
        )
        for item in everything:
            assert item.status in STATUSES and item.behaviour.strip()
            assert not item.completed or item.deleted or not missing_for_completion(item)
            for subject in item.subjects:
                assert subject.told_on is None or item.observed_on is None or subject.told_on >= item.observed_on

    @invariant()
    def no_document_holds_what_may_not_stand_in_it(self):
        if not hasattr(self, "vault"):
            return
        by_uid = {item.uid: item for item in self._everything()}
        for record in reviews.reviews(self.vault.connection):
            if record.id in self.frozen:
                assert document_content(self.vault, review_id=record.id) == self.frozen[record.id]
                continue
            try:
                content = document_content(self.vault, review_id=record.id)
            except NotFound:
                continue  # its person is in the bin
            for episode in content.episodes:
                item = by_uid[episode.uid]
                refuse_citation(item, record.person_id, self.vault.today, CONCERN_SHARED_DAYS)
                assert record.period_from <= episode.observed_on <= record.period_to
                subject = next(one for one in item.subjects if one.person_id == record.person_id)
                if implied_concern(item, subject):
                    assert (self.vault.today - subject.told_on).days >= CONCERN_SHARED_DAYS
            left_out = len(record.cites) - len(content.episodes)
            stops = [one for one in problems(self.vault, review_id=record.id) if one.place == ""]
            assert len([one for one in stops if one.label not in STOPPING_IDS]) == left_out

    def _everything(self):
        rows = self.vault.connection.execute("SELECT id FROM observation")
        return observations.observations(self.vault.connection, [row[0] for row in rows])

    @invariant()
    def search_and_lists_know_exactly_what_there_is(self):
        if not hasattr(self, "vault"):
            return
        self.vault.connection.execute("INSERT INTO observation_fts (observation_fts) VALUES ('integrity-check')")
        there = {item.id for item in self._everything() if not item.deleted}
        here = {row.id for row in all_people(self.vault)}
        shown = {
            item.id
            for item in self._everything()
            if item.id in there and (not item.subjects or here & {one.person_id for one in item.subjects})
        }
        assert {item.id for item in notes(self.vault)} == shown, "and what is about people in the bin is there with them"
        rows = self.vault.connection.execute("SELECT rowid, body FROM observation_fts").fetchall()
        assert {row["rowid"] for row in rows} == there
        for item in self._everything():
            if not item.deleted:
                body = next(row["body"] for row in rows if row["rowid"] == item.id)
                assert body.startswith(item.behaviour)
                for text in item.texts.values():
                    assert text in body
        home(self.vault)
        find(self.vault.connection, query="a")


@pytest.fixture(autouse=True)
def template(closed_vault, tmp_path):
    TEMPLATE[:] = [closed_vault]
    PLACE[:] = [tmp_path]


@pytest.mark.harm("secret-dossier")
def test_any_sequence_of_acts_keeps_the_rules():
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        AnySequence,
        settings=settings(
            max_examples=24, stateful_step_count=32, deadline=None, suppress_health_check=list(HealthCheck), database=None
        ),
    )
