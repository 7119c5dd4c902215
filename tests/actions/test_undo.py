"""Undo and redo of every verb: exactly the state before, exactly the state after, or an honest refusal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from msgspec import structs

from reviewapp.actions.agreeing import agree, disagree
from reviewapp.actions.agreements import agree as agree_terms
from reviewapp.actions.agreements import (
    hold_against,
    import_agreement,
    let_go,
    remove_agreement,
    review_process,
    rules_of,
)
from reviewapp.actions.answering import (
    add_own_episode,
    begin_self_assessment,
    choose_episodes,
    note_own_episode,
    write_self_assessment,
)
from reviewapp.actions.asking import ask_for_self_assessment, go_on_without
from reviewapp.actions.bin import restore, restore_several
from reviewapp.actions.cards import give_card_to
from reviewapp.actions.changes import NOTHING, take_back
from reviewapp.actions.contacts import own_identity, stop_using_key, verify_contact
from reviewapp.actions.evidence_check import answer_finding, open_findings
from reviewapp.actions.expiry import trust_clock
from reviewapp.actions.finding_answers import answer_in_observation, answer_in_review
from reviewapp.actions.framework_editing import begin_version, publish_framework
from reviewapp.actions.frameworks import add_shipped_framework, import_framework, keep_framework
from reviewapp.actions.growth import (
    agree_growth,
    change_growth,
    keep_practice,
    record_coaching,
    remove_growth,
    write_practice_note,
)
from reviewapp.actions.handed import inform, take_over
from reviewapp.actions.history import (
    observation_wordings,
    restore_in_observation,
    restore_in_review,
    review_wordings,
)
from reviewapp.actions.observations import (
    About,
    Details,
    change_observation,
    complete_observation,
    get_observation,
    record_observation,
    remove_observation,
    tell,
    withdraw_observation,
)
from reviewapp.actions.outcomes import keep_measure, remove_measure
from reviewapp.actions.own_words import import_words, remove_words
from reviewapp.actions.packets import open_packet
from reviewapp.actions.people import add_person, agree_role_profile, change_person, give_notice, remove_person
from reviewapp.actions.person_records import change_details
from reviewapp.actions.queries import find
from reviewapp.actions.recording import record_answer
from reviewapp.actions.replies import record_reply
from reviewapp.actions.replying import answer_item, discard_answer
from reviewapp.actions.reviews import (
    begin_review,
    cite,
    finish_review,
    remove_review,
    seal_review,
    share_review,
    uncite,
    write_section,
)
from reviewapp.actions.rights import (
    ask_correction,
    decide_correction,
    import_policy,
    lift_hold,
    set_hold,
    set_keeping,
    set_person_retention,
    set_policy,
)
from reviewapp.actions.several import complete_several, remove_several, tell_several
from reviewapp.actions.team import (
    begin_cycle,
    decide,
    look_back,
    note_tool,
    remove_cycle,
    remove_tool_note,
    take_part,
)
from reviewapp.actions.telling import confirm_told
from reviewapp.actions.text_check import findings_of
from reviewapp.actions.text_language import say_language
from reviewapp.domain.agreement import ProcessReview, Terms
from reviewapp.domain.answer import Answer
from reviewapp.domain.asking import SkillRow
from reviewapp.domain.errors import RuleRefused
from reviewapp.domain.outcome import Measure, Window
from reviewapp.domain.policy import Policy
from reviewapp.domain.review import SectionKey
from reviewapp.vault import doctor, identities, replies
from reviewapp.vault.texts import revisions
from tests.helpers.acts import EVIDENCE, FOCUS, draft, dump, jot, somebody, told_without_a_day, whole
from tests.helpers.exchange import agreed_person, period
from tests.helpers.packets import TOM, body, new_identity, packet

METRIC = "He burned 3 million tokens in March."


GOAL = {"aim": "Letters one can answer.", "if_it_fails_we_learn": "Which sentences confuse."}


TERMS = Terms(workflow="Letters", purpose="Clear ones.", guard_rails="Names stay out.", way_back="Paper.")
TALLY = Window(date(2026, 2, 1), date(2026, 2, 28), 142, 171, "mixed", "yes", "yes", "", "call log")
LATER = replace(TALLY, first=date(2026, 4, 1), last=date(2026, 4, 30))
MEASURE = Measure(
    name="No question came back", what="letters not queried", unit="letters", change_on=date(2026, 3, 1), before=TALLY
)


class Scene:
    """A vault with people, jots, whole observations and a review that cites one."""

    def __init__(self, vault, clock, tmp_path):
        self.vault, self.clock = vault, clock
        self.tom, self.sian = somebody(vault), somebody(vault, "Siân Evans")
        self.new = somebody(vault, "New Person", notice=False)
        self.jot = jot(vault, self.tom, self.sian, text="An unfinished thought about the label.")
        self.ready = record_observation(
            vault, person_ids=[self.tom], text="Ready.", observed_on=vault.today, details=EVIDENCE,
            competencies=("J5", "J1"), about={self.tom: About(concern=False)},
        ).id
        self.whole = whole(vault, self.tom, text="Compared the dose with the book.", competencies=("J5", "J6", "J1"))
        self.other = whole(vault, self.tom, self.sian, text="Asked the ward before sending.")
        self.review = draft(vault, self.tom)
        cite(vault, review_id=self.review, observation_id=self.whole)
        for wording in ("Zeroth wording.", "First wording."):
            write_section(vault, review_id=self.review, key=SectionKey("summary"), text=wording)
        write_section(vault, review_id=self.review, key=SectionKey("context"), text=f"He is lazy. {METRIC}")
        self.hint, self.answered = (
            {"record_uid": one.record_uid, "field": one.field, "label": one.finding.label, "span": one.finding.span}
            for one in open_findings(vault, review_id=self.review)
        )
        answer_finding(vault, **self.answered, answer="outcome_number", reason="Cut from each request by the fix.")
        self.clean = begin_review(
            vault, person_id=self.sian, period_from=date(2026, 1, 1), period_to=date(2026, 6, 30)
        ).id
        self.asked = ask_correction(vault, person_id=self.tom, asked_on=vault.today, asked="It was at nine.").id
        self.goal = agree_growth(vault, person_id=self.tom, kind="goal", choice="learning", texts=GOAL).id
        self.hold = set_hold(vault, person_id=self.sian, reason="Claim", set_by="Legal").id
        self.thrown = jot(vault, self.tom, text="Thrown away.")
        remove_observation(vault, observation_id=self.thrown)
        set_person_retention(vault, person_id=self.sian, region="uk")
        change_observation(vault, observation_id=self.jot, details=Details(texts={"situation": "At first."}))
        change_observation(vault, observation_id=self.jot, details=Details(texts={"situation": "Then."}))
        self.undated = told_without_a_day(vault, self.tom, ago=5)
        self.vague = jot(vault, self.sian, text="He is lazy.")
        self.vague_hint = next((one.label, one.span) for one in findings_of("He is lazy."))
        self.toml = tmp_path / "own.toml"
        from reviewapp.paths import resource

        text = resource("frameworks", "judgment-1.toml").read_text("utf-8")
        self.toml.write_text(text.replace('key = "judgment"', 'key = "wards"', 1), "utf-8")
        self.words, self.more_words = tmp_path / "words.toml", tmp_path / "more.toml"
        for path, name in ((self.words, "heinzelmann"), (self.more_words, "klabauter")):
            path.write_text(f'[classes]\nAIX = "{name}"', "utf-8")
        self.word_file = import_words(vault, path=self.words).id
        with vault.write() as transaction:
            self.contact = identities.add_contact(transaction, TOM.card("Tom Hesketh"), person_id=self.tom)
            self.free_card = identities.add_contact(transaction, new_identity().card("Mara Voss"))
        self._both_sides()
        self._answers()
        self._team()
        clock.forward(minutes=5)

    def _both_sides(self):
        """Somebody asked for a self-assessment that has not come, and one of the writer's own."""
        nia = self.awaited_person = agreed_person(self.vault, "Nia Pugh")
        self.awaited = draft(self.vault, nia)
        ask_for_self_assessment(self.vault, person_id=nia, **period(self.vault))
        self.sealed = draft(self.vault, agreed_person(self.vault, "Olu Bell"))
        write_section(self.vault, review_id=self.sealed, key=SectionKey("summary"), text="A careful time.")
        seal_review(self.vault, review_id=self.sealed)
        record_answer(
            self.vault, review_id=self.sealed, how="paper", received_on=self.vault.today, text="What was read stays read."
        )
        self.own = begin_self_assessment(self.vault, **period(self.vault)).id
        write_self_assessment(self.vault, self_assessment_id=self.own, texts={"got_wrong": "At first."})
        self.episode = note_own_episode(self.vault, text="I stopped reading it.", observed_on=self.vault.today).id

    def _answers(self):
        """A review that was shared, and something another person shared with the writer, answered in part."""
        self.handed = draft(self.vault, somebody(self.vault, "Una Kell"))
        share_review(self.vault, review_id=self.handed, shared_on=self.vault.today)
        keys = new_identity()
        share = packet(keys, "Olu Bell", body("share"), (own_identity(self.vault),))
        self.came = open_packet(self.vault, data=share).id
        self.items = [one.item_uid for one in replies.items(self.vault.connection, packet_id=self.came)]
        self.draft_answer = answer_item(
            self.vault, packet_id=self.came, item_uid=self.items[1], position="agree", text="At first."
        ).id
        self._handed(keys)

    def _handed(self, keys):
        """What another manager gave: one file it is not said of whom it is about, one whose person does not know of
        it; and restricted episodes, one that may leave and one that may not."""
        own = (own_identity(self.vault),)
        said = {"texts": {"behaviour": "Asked what it left out."}}
        given, handed = body("contribution"), body("handover")
        given = structs.replace(given, observations=(structs.replace(given.observations[0], **said),))
        other = "5" * 8 + handed.observations[0].uid[8:]
        handed = structs.replace(
            handed, about_card=None, observations=(structs.replace(handed.observations[0], uid=other, **said),)
        )
        self.unplaced = open_packet(self.vault, data=packet(keys, "Olu Bell", handed, own, id="e" * 32)).id
        self.placed = open_packet(self.vault, data=packet(keys, "Olu Bell", given, own, id="f" * 32)).id
        take_over(self.vault, packet_id=self.placed, person_id=self.tom)
        self.secret, self.released = (whole(self.vault, self.tom, text=text) for text in ("Wrote to the regulator.", "Named a client."))
        for one in (self.secret, self.released):
            change_observation(self.vault, observation_id=one, details=Details(choices={"restricted": "third_party"}))
        agree(self.vault, observation_id=self.released, agreed_on=self.vault.today, how="paper")

    def _team(self):
        """How the team works on letters, a figure of them, a pilot that has run for a month, and a note about a tool."""
        self.terms = agree_terms(self.vault, terms=TERMS, agreed_on=self.vault.today).id
        hold_against(self.vault, observation_id=self.jot, agreement_id=self.terms, part="way_back", words="Paper.")
        self.rule = rules_of(self.vault, observation_id=self.jot)[0].id
        self.measure = keep_measure(self.vault, measure=MEASURE).id
        long_ago = self.vault.today - timedelta(days=60)
        for one in (self.tom, self.sian):
            agree_role_profile(self.vault, person_id=one, focus=FOCUS, agreed_on=long_ago)
        self.pilot, self.seen = (
            begin_cycle(self.vault, name=name, starts_on=long_ago, volunteers=[self.tom]).id for name in ("Letters", "Rota")
        )
        look_back(self.vault, cycle_id=self.seen, text="Fewer questions.")
        self.tool_note = note_tool(self.vault, tool="Drafting", texts={"task": "Letters", "helped": "The first line."}).id

    def agreement_file(self):
        path = self.words.with_name("agreement.md")
        path.write_text("# Working agreement: Rota\n\n## Purpose\n\nA rota that holds.\n\n## Way back\n\nPaper.\n", "utf-8")
        return path

    def policy_file(self):
        self.words.with_name("policy.toml").write_text("concern_days = 21", "utf-8")
        return self.words.with_name("policy.toml")

    def changed_words(self):
        self.words.write_text('[classes]\nAIX = "butzemann"', "utf-8")
        return self.words


@pytest.fixture
def scene(vault, clock, tmp_path):
    return Scene(vault, clock, tmp_path)


VERBS = {
    "add_person": lambda s: add_person(s.vault, name="Another", role="R", aliases=("A", "B"), away_from=date(2026, 1, 1)),
    "change_person": lambda s: change_person(s.vault, person_id=s.tom, name="Thomas", team="North", away_to=None),
    "remove_person": lambda s: remove_person(s.vault, person_id=s.tom),
    "give_notice": lambda s: give_notice(s.vault, person_id=s.new, given_on=s.vault.today),
    "a second notice": lambda s: give_notice(s.vault, person_id=s.tom, given_on=s.vault.today),
    "agree_role_profile": lambda s: agree_role_profile(
        s.vault, person_id=s.tom, focus=(*FOCUS, "J9"), foundational_skills=("By hand",)
    ),
    "import_framework": lambda s: import_framework(s.vault, path=s.toml),
    "keep_framework": lambda s: keep_framework(s.vault, source=s.toml.read_text("utf-8")),
    "add_shipped_framework": lambda s: add_shipped_framework(s.vault, key="small-teams", version="1"),
    "publish_framework": lambda s: publish_framework(
        s.vault, draft=begin_version(s.vault, framework_id=1).draft
    ),
    "import_words": lambda s: import_words(s.vault, path=s.more_words),
    "words of the same name": lambda s: import_words(s.vault, path=s.changed_words()),
    "remove_words": lambda s: remove_words(s.vault, word_file_id=s.word_file),
    "record": lambda s: record_observation(
        s.vault, person_ids=[s.tom, s.sian], text="Something new.", observed_on=s.vault.today, details=EVIDENCE,
        competencies=("J1", "J2"), about={s.tom: About(concern=True, person_view="He aimed at speed.")},
    ),
    "change texts": lambda s: change_observation(
        s.vault, observation_id=s.whole, details=Details(texts={"behaviour": "Corrected.", "situation": "On the ward."})
    ),
    "empty a text": lambda s: change_observation(
        s.vault, observation_id=s.jot, details=Details(texts={"behaviour": "Shorter.", "caught": ""})
    ),
    "change fields": lambda s: change_observation(
        s.vault, observation_id=s.whole, observed_on=s.vault.today - timedelta(days=9),
        details=Details(
            choices={"stakes": "high", "kind": "caught_risk"}, multi={"chips": ("stopped_doing",)},
            dates={"recheck_on": s.vault.today}, flags={"receiver_words_permitted": True},
        ),
    ),
    "reorder competencies": lambda s: change_observation(s.vault, observation_id=s.ready, competencies=("J1", "J5")),
    "rotate competencies": lambda s: change_observation(s.vault, observation_id=s.whole, competencies=("J6", "J1", "J5")),
    "other competencies": lambda s: change_observation(s.vault, observation_id=s.whole, competencies=("J2", "J5")),
    "other people": lambda s: change_observation(s.vault, observation_id=s.jot, person_ids=[s.sian, s.new]),
    "no people": lambda s: change_observation(s.vault, observation_id=s.jot, person_ids=[]),
    "about a person": lambda s: change_observation(
        s.vault, observation_id=s.jot, about={s.tom: About(True, "missed", "His words.", None, "paper")}
    ),
    "everything at once": lambda s: change_observation(
        s.vault, observation_id=s.jot, details=EVIDENCE, person_ids=[s.tom], competencies=("J9",),
        observed_on=s.vault.today, about={s.tom: About(concern=True)},
    ),
    "complete": lambda s: complete_observation(s.vault, observation_id=s.ready),
    "tell": lambda s: tell(s.vault, observation_id=s.other, told_on=s.vault.today, how="paper"),
    "tell one": lambda s: tell(s.vault, observation_id=s.other, told_on=s.vault.today, person_ids=[s.sian]),
    "withdraw": lambda s: withdraw_observation(s.vault, observation_id=s.whole, reason="Wrong person."),
    "remove": lambda s: remove_observation(s.vault, observation_id=s.other),
    "begin_review": lambda s: begin_review(
        s.vault, person_id=s.tom, period_from=date(2026, 1, 1), period_to=date(2026, 3, 1)
    ),
    "cite": lambda s: cite(s.vault, review_id=s.review, observation_id=s.other),
    "uncite": lambda s: uncite(s.vault, review_id=s.review, observation_id=s.whole),
    "write": lambda s: write_section(
        s.vault, review_id=s.review, key=SectionKey("strength", "J5"), text="Compares with the source."
    ),
    "write again": lambda s: write_section(s.vault, review_id=s.review, key=SectionKey("summary"), text="Second wording."),
    "clear a section": lambda s: write_section(s.vault, review_id=s.review, key=SectionKey("summary"), text=""),
    "seal": lambda s: seal_review(s.vault, review_id=s.review),
    "share": lambda s: share_review(s.vault, review_id=s.review, shared_on=s.vault.today),
    "answer_finding": lambda s: answer_finding(s.vault, **s.hint, answer="dismissed", reason="She told me herself."),
    "answer it anew": lambda s: answer_finding(s.vault, **s.answered, answer="quoted", reason="From the supplier's letter."),
    "say_language": lambda s: say_language(
        s.vault, record_uid=s.hint["record_uid"], field=s.hint["field"], language="de"
    ),
    "remove_review": lambda s: remove_review(s.vault, review_id=s.review),
    "ask_correction": lambda s: ask_correction(s.vault, person_id=s.tom, asked_on=s.vault.today, asked="The date."),
    "decide_correction": lambda s: decide_correction(
        s.vault, correction_id=s.asked, decision="declined", reason="The mail shows noon."
    ),
    "set_hold": lambda s: set_hold(s.vault, person_id=s.tom, reason="Claim", set_by="Legal", until=s.vault.today),
    "lift_hold": lambda s: lift_hold(s.vault, hold_id=s.hold),
    "set_person_retention": lambda s: set_person_retention(s.vault, person_id=s.tom, region="germany"),
    "import_policy": lambda s: import_policy(s.vault, path=s.policy_file()),
    "choose another region": lambda s: set_person_retention(s.vault, person_id=s.sian, left_on=s.vault.today),
    "set_keeping": lambda s: set_keeping(
        s.vault, person_id=s.tom, region="uk", left_on=None, reason="Claim", set_by="Legal"
    ),
    "set_policy": lambda s: set_policy(s.vault, policy=Policy(region="austria", jot_days=60)),
    "trust_clock": lambda s: trust_clock(s.vault),
    "restore": lambda s: restore(s.vault, kind="observation", row_id=s.thrown),
    "complete_several": lambda s: complete_several(s.vault, observation_ids=[s.ready]),
    "tell_several": lambda s: tell_several(s.vault, observation_ids=[s.ready, s.other], told_on=s.vault.today),
    "remove_several": lambda s: remove_several(s.vault, observation_ids=[s.ready, s.other]),
    "restore_several": lambda s: restore_several(s.vault, rows=[("observation", s.thrown)]),
    "restore_in_review": lambda s: restore_in_review(
        s.vault, review_id=s.review,
        wording_uid=next(w.uid for w in review_wordings(s.vault, review_id=s.review) if w.body == "Zeroth wording."),
    ),
    "change_details": lambda s: change_details(
        s.vault, person_id=s.tom, name="Thomas Hesketh", role="Lead", team="", started_on=None, away_from=None,
        away_to=None, other_names=["Tommy"],
    ),
    "confirm_told": lambda s: confirm_told(s.vault, days={s.undated: s.vault.today}),
    "answer_in_review": lambda s: answer_in_review(
        s.vault, review_id=s.review, field=s.hint["field"],
        given=Answer(s.hint["label"], s.hint["span"], "dismissed", "She told me herself."),
    ),
    "answer_in_observation": lambda s: answer_in_observation(
        s.vault, observation_id=s.vague, field="behaviour", given=Answer(*s.vague_hint, "dismissed", "Her words."),
    ),
    "restore_in_observation": lambda s: restore_in_observation(
        s.vault, observation_id=s.jot,
        wording_uid=next(w.uid for w in observation_wordings(s.vault, observation_id=s.jot) if w.body == "At first."),
    ),
    "go_on_without": lambda s: go_on_without(s.vault, review_id=s.awaited),
    "begin_self_assessment": lambda s: begin_self_assessment(
        s.vault, period_from=date(2026, 1, 1), period_to=date(2026, 3, 1)
    ),
    "write_self_assessment": lambda s: write_self_assessment(
        s.vault, self_assessment_id=s.own, texts={"needs": "Time.", "got_wrong": ""}, ai_help="none",
        skills=(SkillRow("Sums", "2026-01"),), freed_for=("learning",),
    ),
    "choose_episodes": lambda s: choose_episodes(s.vault, self_assessment_id=s.own, observation_ids=[s.episode]),
    "add_own_episode": lambda s: add_own_episode(
        s.vault, self_assessment_id=s.own, text="I asked twice.", observed_on=None
    ),
    "note_own_episode": lambda s: note_own_episode(s.vault, text="I sent it too quickly.", observed_on=None),
    "record_answer": lambda s: record_answer(
        s.vault, review_id=s.sealed, how="aloud", received_on=s.vault.today, text="I would say the same."
    ),
    "agree_growth": lambda s: agree_growth(s.vault, person_id=s.tom, kind="goal", choice="learning", texts=GOAL),
    "change_growth": lambda s: change_growth(
        s.vault, item_id=s.goal, choice="experiment", agreed_on=s.vault.today, days={"ended_on": s.vault.today},
        texts={**GOAL, "what_we_learned": "Dates."},
    ),
    "remove_growth": lambda s: remove_growth(s.vault, item_id=s.goal),
    "write_practice_note": lambda s: write_practice_note(
        s.vault, period_from=date(2026, 1, 1), period_to=date(2026, 3, 1),
        texts={"what_i_checked": "The rota.", "what_i_got_wrong": "A summary."},
    ),
    "keep_practice": lambda s: keep_practice(
        s.vault, period_from=date(2026, 1, 1), period_to=date(2026, 3, 1), talks={s.tom: s.vault.today},
        texts={"what_i_checked": "The rota.", "what_i_got_wrong": "A summary."},
    ),
    "record_coaching": lambda s: record_coaching(s.vault, person_id=s.tom, on=s.vault.today),
    "answer_item": lambda s: answer_item(s.vault, packet_id=s.came, item_uid=s.items[0], position="", text="So it was."),
    "answer it again": lambda s: answer_item(s.vault, packet_id=s.came, item_uid=s.items[1], position="disagree", text="No."),
    "discard_answer": lambda s: discard_answer(s.vault, own_reply_id=s.draft_answer),
    "record_reply": lambda s: record_reply(
        s.vault, review_id=s.handed, how="from_document", text="A letter.", position="agree_in_part", written_on=s.vault.today,
    ),
    "verify_contact": lambda s: verify_contact(s.vault, contact_id=s.contact),
    "give_card_to": lambda s: give_card_to(s.vault, contact_id=s.free_card, person_id=s.awaited_person),
    "stop_using_key": lambda s: stop_using_key(s.vault, contact_id=s.contact),
    "take_over": lambda s: take_over(s.vault, packet_id=s.unplaced, person_id=s.tom),
    "take over somebody new": lambda s: take_over(s.vault, packet_id=s.unplaced, name="Tom Hesketh (wards)"),
    "inform": lambda s: inform(s.vault, packet_id=s.placed, on=s.vault.today),
    "agree": lambda s: agree(s.vault, observation_id=s.secret, agreed_on=s.vault.today, how="message"),
    "disagree": lambda s: disagree(s.vault, observation_id=s.released),
    "agree terms": lambda s: agree_terms(s.vault, terms=replace(TERMS, way_back="Ring."), agreed_on=s.vault.today),
    "agree terms again": lambda s: agree_terms(
        s.vault, terms=replace(TERMS, way_back="Ring."), agreed_on=s.vault.today, agreement_id=s.terms
    ),
    "import_agreement": lambda s: import_agreement(s.vault, path=s.agreement_file(), agreed_on=s.vault.today),
    "review_process": lambda s: review_process(
        s.vault, agreement_id=s.terms, review=ProcessReview(steps="Draft, read, send."), reviewed_on=s.vault.today
    ),
    "remove_agreement": lambda s: remove_agreement(s.vault, agreement_id=s.terms),
    "hold_against": lambda s: hold_against(
        s.vault, observation_id=s.whole, agreement_id=s.terms, part="guard_rails", words="Names stay out."
    ),
    "let_go": lambda s: let_go(s.vault, cited_id=s.rule),
    "keep_measure": lambda s: keep_measure(s.vault, measure=replace(MEASURE, name="Another")),
    "keep a measure again": lambda s: keep_measure(
        s.vault, measure_id=s.measure, measure=replace(MEASURE, before=replace(TALLY, held=140), after=LATER)
    ),
    "remove_measure": lambda s: remove_measure(s.vault, measure_id=s.measure),
    "begin_cycle": lambda s: begin_cycle(s.vault, name="Handover", volunteers=[s.tom, s.sian], agreement_id=s.terms),
    "take_part": lambda s: take_part(s.vault, cycle_id=s.pilot, volunteers=[s.sian]),
    "look_back": lambda s: look_back(s.vault, cycle_id=s.pilot, text="It held."),
    "decide": lambda s: decide(s.vault, cycle_id=s.seen, decision="go", reason="Fewer questions."),
    "remove_cycle": lambda s: remove_cycle(s.vault, cycle_id=s.pilot),
    "note_tool": lambda s: note_tool(s.vault, tool="Search", texts={"task": "Leaflets", "fell_short": "Old ones."}),
    "remove_tool_note": lambda s: remove_tool_note(s.vault, note_id=s.tool_note),
}




@pytest.mark.parametrize("verb", VERBS)
def test_undo_restores_exactly_what_was_and_redo_what_came(scene, verb):
    before = dump(scene.vault)
    wordings = scene.vault.connection.execute("SELECT count(*) FROM revision").fetchone()[0]
    done = VERBS[verb](scene)
    after = dump(scene.vault)
    assert after != before and done.undo is not None and done.kinds
    scene.clock.forward(minutes=1)

    undone = take_back(scene.vault, undo=done.undo)
    assert dump(scene.vault) == before
    scene.clock.forward(minutes=1)
    redone = take_back(scene.vault, undo=undone.undo)
    assert dump(scene.vault) == after
    take_back(scene.vault, undo=redone.undo)
    assert dump(scene.vault) == before

    assert doctor.integrity(scene.vault) == []
    assert scene.vault.connection.execute("SELECT count(*) FROM revision").fetchone()[0] >= wordings


def test_every_verb_that_can_be_undone_is_tried_here():
    import ast
    from pathlib import Path

    from reviewapp import actions

    found = set()
    for path in Path(actions.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("changed", "_move"):
                place = 1 if ast.unparse(node.func) == "changed" else 2
                if isinstance(node.args[place], ast.Constant):
                    found.add(node.args[place].value)
    import inspect

    source = inspect.getsource(inspect.getmodule(test_every_verb_that_can_be_undone_is_tried_here))
    tried = source[source.index("VERBS = {") : source.index("@pytest.mark.parametrize(\"verb\", VERBS)")]
    assert len(found) >= 18
    assert [verb for verb in sorted(found) if f"{verb}(" not in tried and f"s: {verb.split('_')[0]}(" not in tried] == []


# Acts that change the vault and cannot be taken back, each with its reason.
NOT_UNDONE = {
    "reviews.finish_review": "a finished version never changes; reopening makes the next one",
    "erasing.erase_person": "erasure is the one exception to undo (promise 8); asked once, with a preview",
    "erasing.delete_for_good": "the same, for records whose time is over or that lie in the bin; asked once",
    "expiry.look_after_jots": "nobody acted: what expired is restored from the bin",
    "contacts.ensure_identity": "own keys are made once and kept",
    "packets.accept_new_key": "the earlier key stays in the record; the new one can be stopped",
    "backups.keep_backups_in": "a place on this computer: choose another one",
    "unreached.reach_again": "it goes on with an erasure or a new key, neither of which is taken back",
    "unreached.throw_away": "a file that could not be read is deleted; asked once",
    "backups.mark_moved": "a moved vault takes no change but this one; it is marked back in Settings",
    "packets.seal_packet": "a file that was handed on cannot be called back",
    "cards.make_card": "a file that was handed on cannot be called back",
    "packets.open_packet": "what was received is evidence for both sides",
    "packets.mark_opened": "it was read",
    "incoming.take_in": "it is open_packet and accept_new_key; a comparison of words is undone as verify_contact",
    "asking.ask_for_self_assessment": "a file that was handed on cannot be called back",
    "countersigning.sign_review": "a signed file that was handed on cannot be called back",
    "handing_back.hand_back": "a file that was handed on cannot be called back",
    "blind.reveal": "what was shown was shown; the order of it is kept",
    "sharing.share_observations": "a file that was handed on cannot be called back",
    "sharing.hand_over_review": "the same, for a review",
    "replying.send_reply": "the same, for my answers",
    "replying.send_ack": "the same, for a confirmation",
    "handover.hand_over": "files that were handed on cannot be called back; the jots come back from the bin",
    "contributing.contribute": "a file that was handed on cannot be called back",
    "handed.show_handed": "it was read",
    "sample_cards.carry": "it opens a packet, for the pictures",
    "my_side.show_written": "it was read",
    "replies.look_at_replies": "it was read",
    "sample.load_sample_team": "offered once, for an empty vault: delete the folder and begin anew",
    "importing.changes_of": "an import is many acts, each row its own; what it added can be moved to the bin",
}


def test_every_action_that_returns_changes_is_tried_here_or_has_a_reason():
    """An action that returns `Changes` is undone above, or stands in `NOT_UNDONE`."""
    import ast
    import inspect
    from pathlib import Path

    from reviewapp import actions

    tried = Path(inspect.getfile(inspect.currentframe())).read_text("utf-8")
    found = set()
    for path in Path(actions.__file__).parent.glob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            if public and node.returns is not None and ast.unparse(node.returns) == "Changes":
                found.add(f"{path.stem}.{node.name}")
    assert len(found) > 35 and set(NOT_UNDONE) <= found
    no_act_of_their_own = {
        "changes.changed",  # makes the answer of every act
        "changes.take_back",  # the undoing itself; it is undone in every test above
        "finding_answers.answer_stop",  # hands over to the two acts of this module
        "finding_answers.take_out",  # hands over to uncite and write_section
        "finding_answers.say_review_language",  # hands over to say_language
        "finding_answers.in_one_step",  # joins the steps of several acts
        "review_questions.dismiss_question",  # hands over to answer_finding
        "finding_answers.with_answers",  # joins the steps of a recording and its answers to one
    }
    untried = [name for name in sorted(found - set(NOT_UNDONE) - no_act_of_their_own) if f": {name.split('.')[1]}(" not in tried]
    assert untried == []


def test_a_chain_is_undone_backwards(scene):
    states, done = [dump(scene.vault)], []
    for verb in ("change texts", "change fields", "reorder competencies", "tell", "write", "write again", "cite", "seal"):
        done.append(VERBS[verb](scene))
        scene.clock.forward(minutes=1)
        states.append(dump(scene.vault))
    for act, state in zip(reversed(done), reversed(states[:-1]), strict=True):
        take_back(scene.vault, undo=act.undo)
        assert dump(scene.vault) == state


def test_the_earlier_wording_stays_whatever_is_undone(scene):
    uid = get_observation(scene.vault, observation_id=scene.whole).uid
    done = VERBS["change texts"](scene)
    take_back(scene.vault, undo=done.undo)
    kept = revisions(scene.vault.connection, uid, "behaviour")
    assert [one.body for one in kept] == ["Corrected.", "Compared the dose with the book."]


AGAIN = {
    "change texts": lambda s: change_observation(
        s.vault, observation_id=s.whole, details=Details(texts={"behaviour": "Once more."})
    ),
    "tell": lambda s: tell(s.vault, observation_id=s.other, told_on=s.vault.today - timedelta(days=1)),
    "write again": lambda s: write_section(s.vault, review_id=s.review, key=SectionKey("summary"), text="Third wording."),
    "change_person": lambda s: change_person(s.vault, person_id=s.tom, role="Lead"),
    "seal": lambda s: share_review(s.vault, review_id=s.review, shared_on=s.vault.today),
    "cite": lambda s: uncite(s.vault, review_id=s.review, observation_id=s.other),
}


@pytest.mark.parametrize("verb", AGAIN)
def test_undo_is_refused_when_it_was_changed_again_since(scene, verb):
    done = VERBS[verb](scene)
    scene.clock.forward(minutes=1)
    AGAIN[verb](scene)
    state = dump(scene.vault)
    with pytest.raises(RuleRefused, match="changed again"):
        take_back(scene.vault, undo=done.undo)
    assert dump(scene.vault) == state


def test_undo_is_refused_twice(scene):
    done = VERBS["change texts"](scene)
    take_back(scene.vault, undo=done.undo)
    with pytest.raises(RuleRefused, match="changed again"):
        take_back(scene.vault, undo=done.undo)


RESTING = {
    "add_person": lambda s, done: jot(s.vault, done.id),
    "agree_role_profile": lambda s, done: begin_review(
        s.vault, person_id=s.tom, period_from=date(2026, 1, 1), period_to=s.vault.today
    ),
    "import_framework": lambda s, done: agree_role_profile(
        s.vault, person_id=s.tom, focus=FOCUS, framework_id=done.id
    ),
    "begin_review": lambda s, done: cite(s.vault, review_id=done.id, observation_id=early(s)),
}


def early(scene):
    return record_complete(scene, date(2026, 2, 1))


def record_complete(scene, day):
    observation_id = record_observation(
        scene.vault, person_ids=[scene.tom], text="Early.", observed_on=day, details=EVIDENCE, competencies=("J5",),
        about={scene.tom: About(concern=False)},
    ).id
    complete_observation(scene.vault, observation_id=observation_id)
    return observation_id


@pytest.mark.parametrize("verb", RESTING)
def test_undo_is_refused_when_something_rests_on_it(scene, verb):
    """With a clock that stands still, so that nothing but the link itself stops it; the vault stays usable."""
    done = VERBS[verb](scene)
    RESTING[verb](scene, done)
    state = dump(scene.vault)
    with pytest.raises(RuleRefused, match=r"rests on this|changed again"):
        take_back(scene.vault, undo=done.undo)
    assert dump(scene.vault) == state
    assert jot(scene.vault, scene.tom)


def test_undo_never_leaves_a_complete_observation_half(scene):
    """Its notice, its effect and its competencies are what completion rested on."""
    vault = scene.vault
    observation_id = record_observation(
        vault, person_ids=[scene.new], text="x", observed_on=vault.today,
        details=Details(choices={"basis": "saw_it"}), about={scene.new: About(concern=False)},
    ).id
    acts = [
        give_notice(vault, person_id=scene.new, given_on=vault.today),
        change_observation(vault, observation_id=observation_id, competencies=("J5",)),
        change_observation(vault, observation_id=observation_id, details=Details(texts={"consequence": "It helped."})),
    ]
    done = complete_observation(vault, observation_id=observation_id)
    state = dump(vault)
    for act in acts:
        with pytest.raises(RuleRefused, match="complete observation rests"):
            take_back(vault, undo=act.undo)
        assert dump(vault) == state
    take_back(vault, undo=done.undo)
    for act in reversed(acts):
        take_back(vault, undo=act.undo)
    assert not get_observation(vault, observation_id=observation_id).competencies


def test_a_second_notice_can_be_undone_while_the_first_one_stands(scene):
    done = VERBS["a second notice"](scene)
    take_back(scene.vault, undo=done.undo)
    assert get_observation(scene.vault, observation_id=scene.whole).subjects[0].noticed


def test_a_finished_version_is_never_undone(scene):
    written = write_section(scene.vault, review_id=scene.review, key=SectionKey("strength", "J5"), text="Compares.")
    cited = cite(scene.vault, review_id=scene.review, observation_id=scene.other)
    finished = finish_review(scene.vault, review_id=scene.review, talked_on=scene.vault.today)
    assert finished.undo is None
    state = dump(scene.vault)
    for act in (written, cited):
        with pytest.raises(RuleRefused, match="changed again"):
            take_back(scene.vault, undo=act.undo)
    assert dump(scene.vault) == state


def test_what_changes_nothing_cannot_be_undone(scene):
    same = write_section(scene.vault, review_id=scene.review, key=SectionKey("summary"), text=" First wording. ")
    assert same is NOTHING
    assert cite(scene.vault, review_id=scene.review, observation_id=scene.whole) is NOTHING
    assert complete_observation(scene.vault, observation_id=scene.whole) is NOTHING
    assert uncite(scene.vault, review_id=scene.review, observation_id=scene.other).undo is None
    unchanged = change_observation(
        scene.vault, observation_id=scene.whole, details=Details(texts={"behaviour": "Compared the dose with the book."})
    )
    assert unchanged.undo is None


def test_search_follows_undo(scene):
    def ids(word):
        return {hit.id for hit in find(scene.vault.connection, query=word).hits}

    assert ids("dose") == {scene.whole}
    changed = VERBS["change texts"](scene)
    assert ids("dose") == set() and ids("corrected") == {scene.whole}
    undone = take_back(scene.vault, undo=changed.undo)
    assert ids("dose") == {scene.whole} and ids("corrected") == set()
    take_back(scene.vault, undo=undone.undo)
    assert ids("corrected") == {scene.whole}
    removed = remove_observation(scene.vault, observation_id=scene.other)
    assert ids("ward") == {scene.whole}
    take_back(scene.vault, undo=removed.undo)
    assert ids("ward") == {scene.whole, scene.other}
    recorded = VERBS["record"](scene)
    assert ids("something speed") == {recorded.id}
    take_back(scene.vault, undo=recorded.undo)
    assert ids("something speed") == set()


def test_undoing_a_recording_gives_its_id_to_nobody_by_mistake(scene):
    first = VERBS["record"](scene)
    undone = take_back(scene.vault, undo=first.undo)
    second = jot(scene.vault, scene.sian, text="Somebody else's.")
    with pytest.raises(RuleRefused):
        take_back(scene.vault, undo=undone.undo)
    assert get_observation(scene.vault, observation_id=second).behaviour == "Somebody else's."
