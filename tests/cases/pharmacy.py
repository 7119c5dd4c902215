"""The hospital pharmacy lived through, from the files Ruth Ansell has to three finished reviews and the team sheet.

Each step does with the program what a careful manager would do; `expectations.json` of the case stands in for her own
reading of a note (which competency, what the person did with the output). The steps are called in their order, by the
test and by what takes the pictures; each leaves the vault as she would leave it that evening.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from reviewapp.actions.agreements import import_agreement
from reviewapp.actions.blind import reveal
from reviewapp.actions.evidence_check import answer_finding
from reviewapp.actions.exporting import export_review
from reviewapp.actions.growth import agree_growth, keep_practice
from reviewapp.actions.importing import Answer, ImportReport, carry_out, import_file, plan_import
from reviewapp.actions.observations import (
    About,
    Details,
    change_observation,
    complete_observation,
    get_observation,
    remove_observation,
    tell,
)
from reviewapp.actions.people import agree_role_profile, find_person, give_notice
from reviewapp.actions.quality import quality_checks
from reviewapp.actions.queries import all_people, notes
from reviewapp.actions.recording import propose_answers, record_answer
from reviewapp.actions.replies import record_reply
from reviewapp.actions.reviews import (
    begin_review,
    cite,
    finish_review,
    get_review,
    problems,
    seal_review,
    write_section,
)
from reviewapp.actions.team import write_team_sheet
from reviewapp.domain.errors import RuleRefused
from reviewapp.domain.observation import Observation
from reviewapp.domain.review import SectionKey
from reviewapp.vault.connection import Vault

ZONE = timezone(timedelta(0))
FRIDAY = datetime(2026, 11, 20, 16, 0, tzinfo=ZONE)  # the files are saved and brought in
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)  # the team meeting: the notice; then a talk with each
THURSDAY = datetime(2026, 12, 10, 18, 0, tzinfo=ZONE)  # the drafts; sealed, then the mails
FRIDAY_AFTER = datetime(2026, 12, 18, 15, 0, tzinfo=ZONE)  # the conversations are over
SAVED_ON = FRIDAY.date()
FIRST, LAST = date(2026, 3, 1), date(2026, 11, 20)
TOM, SIAN, INES = "Tom Hesketh", "Siân Davies", "Ines Carvalho"


@dataclass
class Case:
    """Where the steps have got to."""

    vault: Vault
    source: Path
    set_clock: Callable[[datetime], None]
    expected: dict[int, dict] = field(default_factory=dict)  # by observation id
    reviews: dict[str, int] = field(default_factory=dict)
    kept_out: dict[str, list[str]] = field(default_factory=dict)
    documents: dict[str, Path] = field(default_factory=dict)

    def id_of(self, name: str) -> int:
        return find_person(self.vault, name=name).id


def bring_in(case: Case) -> dict[str, ImportReport]:
    """Friday: every file through the one door; what is open is asked, not guessed."""
    case.set_clock(FRIDAY)
    vault, source = case.vault, case.source
    reports = {name: import_file(vault, path=source / name, saved_on=SAVED_ON) for name in ("people.csv",)}
    plan = plan_import(vault, path=source / "notes.csv", saved_on=SAVED_ON)
    ids = {one.name: one.id for one in plan.roster}
    # She rang the four people and looked into the enquiry log; the thirty-first of September was the thirtieth.
    answers = {
        21: Answer(observed_on=date(2026, 6, 5)), 25: Answer(person_ids=(ids["Sian Davies"],)), 58: Answer(observed_on=date(2026, 9, 30)),
        62: Answer(observed_on=date(2026, 11, 3)), 63: Answer(observed_on=date(2026, 9, 7)),
        64: Answer(observed_on=date(2026, 10, 11)), 65: Answer(person_ids=(ids["Sian Davies"],)),
        41: Answer(observed_on=date(2026, 7, 8)),
    }  # fmt: skip
    answers = {row: answer for row, answer in answers.items() if row in {one.row for one in plan.open_rows()}}
    reports["notes.csv"] = carry_out(vault, plan=replace(plan, answers=answers))
    for name in ("onenote-export.md", "outcomes.csv"):
        reports[name] = import_file(vault, path=source / name, saved_on=SAVED_ON)
    # Four days stand in it; the last one is that of this wording.
    import_agreement(vault, path=source / "working-agreement.md", agreed_on=date(2026, 11, 18))
    expected = {one["row"]: one for one in json.loads((source / "expectations.json").read_text("utf-8"))["notes"]}
    for row in reports["notes.csv"].rows:
        if row.id and row.row in expected:
            case.expected.setdefault(row.id, expected[row.row])  # a double leads to the one that is here already
    return reports


def give_notices(case: Case) -> None:
    """Monday: before a word is used, all nine hear what is written and why."""
    case.set_clock(MONDAY)
    first, *others = [row.id for row in all_people(case.vault)]
    give_notice(case.vault, person_id=first, given_on=MONDAY.date(), also=others)


# From the notes of before: words that she herself no longer knows what they meant, a mood, a figure.
OLD_SCRAPS = ("would be lost", "Digital's chart", "prickly", "quicker than me", "41 drafts")


def throw_away(case: Case) -> list[str]:
    """"I am also fairly sure some of my notes should not be kept at all": log-in figures, praise without a deed, gossip,
    somebody's health, a double. They go to the bin, and from there for good."""
    gone = []
    for item in notes(case.vault):
        want = case.expected.get(item.id)
        labels = {one["label"] for one in want["wording"]} if want else set()
        is_evidence = bool(want and want["competencies"])
        is_old_scrap = want is None and any(item.behaviour.strip(' "').startswith(one) for one in OLD_SCRAPS)
        if is_old_scrap or (want and ((labels and not is_evidence) or labels & {"hearsay", "absolute"})):
            remove_observation(case.vault, observation_id=item.id)
            gone.append(item.behaviour)
    return gone


def complete_what_is_evidence(case: Case) -> None:
    """Each note that shows judgment, with what a careful reader would answer; the others stay jots and will expire."""
    vault = case.vault
    for item in notes(vault):
        want = case.expected.get(item.id)
        if not want or not want["competencies"] or item.observed_on is None or not item.subjects:
            continue
        _answer(vault, item, want)
        concern, told = bool(want.get("concern")), item.subjects[0].told_how
        if told:
            tell(vault, observation_id=item.id, told_on=_day_after(item, want))
        elif concern:
            # Nobody had told them: said in this week's talk, and left to be answered until the review.
            tell(vault, observation_id=item.id, told_on=date(2026, 11, 23))
        complete_observation(vault, observation_id=item.id)


def _day_after(item: Observation, want: dict) -> date:
    """The day she spoke about it: the next one, or the one of the note where that came later."""
    assert item.observed_on is not None
    try:
        written = date.fromisoformat(want["date_as_written"])
    except ValueError:
        written = item.observed_on
    return min(max(item.observed_on + timedelta(days=1), written), SAVED_ON)


# What Ruth adds to single notes, by words that stand in them: the reason of a decision, what followed, what made it hard.
ADDED: tuple[tuple[str, dict[str, str], tuple[str, ...]], ...] = (
    ("fortnight of two readers", {"rationale": "In March the draft had a weekly drug as daily; one reader might have missed it."}, ()),
    ("sign off the drafter for paediatrics", {"rationale": "Doses by weight were not shown, and nobody from paediatrics had tried it."}, ()),
    ("Dexamethasone", {"consequence": "The patient took it a fortnight longer than meant."}, ("tool_limit",)),
    ("clopidogrel", {"consequence": "Put right at the second check."}, ("none_known",)),
    ("List had her as low risk", {"consequence": "Seen on the third day; the level was fine."}, ("tool_limit", "no_guideline")),
    ("raw chat answer", {"consequence": "The registrar asked what he was meant to do with it."}, ("deadline",)),
    ("beta blocker", {"consequence": "The ward met the same fault on the Friday."}, ("deadline",)),
)  # fmt: skip


def _answer(vault: Vault, item: Observation, want: dict) -> None:
    reliance = {one["person"]: one for one in want["reliance"]}
    first = next(iter(reliance.values()), {})
    by_hand = first.get("soundness") == "no_output" or first.get("response") == "did_without_ai"
    choices = {
        "basis": want.get("basis", "saw_the_work").partition(",")[0], "kind": want["kind"],
        "ai_part": "none" if by_hand else "drafted" if first else "not_recorded",
        **{name: first[name] for name in ("soundness", "response") if name in first},
    }
    if want.get("known_when"):
        choices["known_when"] = want["known_when"]
    if item.behaviour.startswith("Told me"):
        choices["basis"] = "self_reported"
    texts, conditions = next(
        ((texts, conditions) for words, texts, conditions in ADDED if words in item.behaviour), ({}, ("none_known",))
    )
    if want["kind"] == "decision_point":
        texts = {"rationale": "As the note says."} | texts  # filled in; the README of the case says so
    multi: dict[str, tuple[str, ...]] = {"outcome_test": ("worked",)}
    if choices["ai_part"] == "drafted":
        unchecked = first.get("response") == "accepted" or "from memory" in item.behaviour
        multi["checked_by"] = ("none",) if unchecked else ("source",)
    if want.get("concern"):
        multi |= {"conditions": conditions, "outcome_test": ("too_early",)}
    about = {
        one.person_id: About(concern=bool(want.get("concern")), told_how=one.told_how) for one in item.subjects
    }
    change_observation(
        vault, observation_id=item.id, competencies=want["competencies"][:3], about=about,
        details=Details(texts=texts, choices=choices, multi=multi),
    )


def agree_roles_and_goals(case: Case) -> None:
    """The talks of that week: what the role is looked at for, what stays in whose hands, what the employer gives."""
    vault, day = case.vault, date(2026, 11, 24)
    case.set_clock(MONDAY + timedelta(days=3))
    agree_role_profile(
        vault, person_id=case.id_of(TOM), focus=("J1", "J2", "J4", "J5", "J6", "J7"), seat="maker", agreed_on=day,
        foundational_skills=("Writing a discharge by hand", "Reading a theatre plan"),
        protected_work=("The first talk about a bleeding risk", "The reason why a drug was stopped"),
        protected_modes=("human_only", "human_only"),
        capacities={"leadership": "important", "empathy": "central"},
        context={"access": "The drafter on 4B, 4C, 6A and 6B.", "training": "Half a day in January.",
                 "time": "None set aside for teaching."},
    )  # fmt: skip
    agree_role_profile(
        vault, person_id=case.id_of(SIAN), focus=("J2", "J5", "J6", "J7", "J9"), agreed_on=day,
        foundational_skills=("A drug history without the photo-reader",),
        protected_work=("Asking the patient or the family",), protected_modes=("human_only",),
        capacities={"empathy": "central"}, context={"time": "Two rounds a day on AMU, no cover when one is away."},
    )
    agree_role_profile(
        vault, person_id=case.id_of(INES), focus=("J2", "J5", "J6", "J7"), agreed_on=day,
        foundational_skills=("A discharge from chart and notes alone",),
        context={"access": "The drafter; nobody senior on site after six.", "training": "None so far."},
    )
    agree_growth(
        vault, person_id=case.id_of(TOM), kind="goal", choice="learning", agreed_on=day,
        texts={"aim": "Show the source line on each draft, with three mistakes of our own, to the new FY1s in February.",
               "if_it_fails_we_learn": "Which lines nobody looks at although they are shown."},
    )  # fmt: skip
    agree_growth(
        vault, person_id=case.id_of(TOM), kind="support", choice="guidance", agreed_on=day,
        texts={"topic": "Somebody senior from medicine beside him when a summary is refused."},
    )
    agree_growth(
        vault, person_id=case.id_of(SIAN), kind="goal", choice="experiment", agreed_on=day,
        texts={"aim": "Ten more patients with the bag of medicines first and the drafter second, and say what was found.",
               "if_it_fails_we_learn": "For whom the order makes no difference."},
    )  # fmt: skip
    keep_practice(
        vault, period_from=FIRST, period_to=LAST, talks={case.id_of(INES): date(2026, 11, 24)},
        texts={"what_i_checked": "I read every tenth summary against the chart, without the draft.",
               "what_i_got_wrong": "I went by the list for the lithium patient as well, and I kept figures that say nothing about anybody.",
               "what_i_changed": "I look where I seldom am: two evenings a quarter."},
    )  # fmt: skip


SECTIONS: dict[str, dict[tuple[str, str | None], str]] = {
    TOM: {
        ("summary", None): "Tom opens the chart before the draft, and when a draft was wrong he follows the copy to where "
        "it went. Twice this year he trusted the draft, or the list, where the source lay open; both times he said so "
        "first. In May he distrusted a line that was right, and we talked about what a doubt needs.",
        ("strength", "J5"): "He finds what the draft lost between chart and summary (apixaban, the insulin mix, the fentanyl "
        "patch) because he reads the source first. With the insulin he went back through the week for the second patient.",
        ("concern", "J5"): "On the dexamethasone summary he signed without opening the theatre plan.",
        ("next_step", "J5"): "Anything begun in theatre: the plan is opened before the draft. We look at it together in March.",
        ("strength", "J6"): "Faults go to the ward, to Digital and into the incident system the same day, also his own.",
        ("strength", "J1"): "He said no to paediatrics with three conditions that can be met, and won a fortnight of two "
        "readers on 6A with one real draft on the table.",
        ("strength", "J2"): "New anticoagulants he explains himself.",
        ("concern", "J4"): "Clopidogrel: he replaced a right line from memory.",
        ("next_step", "J4"): "A doubt gets a source, in both directions.",
        ("strength", "J7"): "Three lines and a reference reach a surgeon.",
        ("kept_human", None): "The first talk about a bleeding risk, the reason why a warfarin dose was missed, and two "
        "discharges a week written with the drafter shut.",
        ("invisible_work", None): "The printer sheet of what the drafter gets wrong, and the lunch hours with the FY1s.",
        ("context", None): "Five of his tickets to Digital are open. The drafter loses course lengths on transfer from "
        "theatre, and the list does not know lithium; both are ours to have mended, and I take both to Digital by January.",
        ("open_questions", None): "Who stands beside him when he says no to a consultant.",
    },
    SIAN: {
        ("summary", None): "Siân looks at the thing itself: the sheet, the pill box, the bag. What she finds she tells the "
        "people who can mend it, in words they can use.",
        ("strength", "J5"): "The photo-reader gave eleven medicines; she read the sheet beside it and found thirteen, and now "
        "asks homes for both sides of the page.",
        ("strength", "J6"): "Clozapine that no list could know: she rang the clinic, had the question with the registrar by "
        "ten, and told those who run the list about the hole in it.",
        ("concern", "J6"): "In September she put a beta blocker right and did not log it; the ward met the same fault days later.",
        ("next_step", "J6"): "A line on the printer sheet also for what is already mended. Short is fine.",
        ("strength", "J7"): "Five lines in plain English about insulin strengths, and no ward had to ask.",
        ("strength", "J9"): "Bag first, drafter second: she tried it, and says herself that ten patients are too few.",
        ("strength", "J2"): "She asked for a history before either of them had seen the machine’s.",
        ("kept_human", None): "The talk with the daughter who knew what her mother had stopped taking.",
        ("context", None): "Two were away on the day in September and nobody covered. Cover for AMU is mine to arrange.",
    },
    INES: {
        ("summary", None): "I saw too little of Ines this year to judge much, and that is my doing: one evening in June is "
        "what I know of, from somebody who stood beside her. What it shows is sure hands without the drafter.",
        ("strength", "J7"): "Nine discharges from chart and notes on a Saturday when the drafter was out of order. All of them "
        "left before the last transport; twice she rang the consultant first.",
        ("cannot_show", None): "Almost everything. It shows one evening, told by a colleague. Her evenings are not thin; my "
        "looking was.",
        ("context", None): "Nobody senior is on site after six. She had no training on the drafter.",
        ("open_questions", None): "What the evenings see of out-of-hours prescribing that the days never hear of.",
        ("goals", None): "I come to two evenings before March, and we write down what we saw together.",
    },
}


def write_reviews(case: Case) -> None:
    """An evening in December: cite, write, seal one's own draft, and only then the mails."""
    case.set_clock(THURSDAY)
    vault = case.vault
    for name, sections in SECTIONS.items():
        review_id = begin_review(vault, person_id=case.id_of(name), period_from=FIRST, period_to=LAST).id
        case.reviews[name] = review_id
        case.kept_out[name] = []
        for item in reversed(notes(vault, person_id=case.id_of(name), first=FIRST, last=LAST)):
            try:
                cite(vault, review_id=review_id, observation_id=item.id)
            except RuleRefused as refusal:
                case.kept_out[name].append(f"{item.behaviour[:60]}: {refusal.sentence}")
        for (section, competency), text in sections.items():
            write_section(vault, review_id=review_id, key=SectionKey(section, competency), text=text)
        seal_review(vault, review_id=review_id)


def enter_the_mails(case: Case) -> dict[str, str]:
    """The four mails, by their senders; the one that two people could have sent goes to neither by itself."""
    vault = case.vault
    files = [(path.name, path.read_bytes()) for path in sorted((case.source / "self-assessments").glob("*.txt"))]
    refused = {}
    for one in propose_answers(vault, files=files):
        if one.review_id is None:
            refused[one.file_name] = one.refusal
            continue
        record_answer(
            vault, review_id=one.review_id, how="e-mail", received_on=one.sent_on or SAVED_ON,
            original=dict(files)[one.file_name], original_name=one.file_name,
        )  # fmt: skip
    return refused


def settle(case: Case, name: str) -> None:
    """The questions that are left, each put aside with what she would say to it; nothing may still stop it."""
    vault, review_id = case.vault, case.reviews[name]
    record = get_review(vault, review_id=review_id)
    for one in quality_checks(vault, review_id=review_id):
        answer_finding(
            vault, record_uid=record.uid, field=one.place, label=one.id, span=one.span, answer="dismissed",
            reason=ASIDE[one.id],
        )
    assert [one.sentence for one in problems(vault, review_id=review_id)] == []


# What Ruth says to the questions about her evidence.
ASIDE = {
    "parity": "Read aloud with the tool taken out; the words would stand.",
    "recency": "I know of one evening. The review says so, and what I do about it.",
    "coverage": "Not seen, and said so.",
}


# What belongs to patients, and names of people who are no part of it: the role says enough.
NOT_OURS = (
    (" (NHS 999 012 3454)", ""), ("Mr Delacourt's Parkinson's tablets", "A patient’s timed tablets"),
    ("Martin (site manager)", "the site manager"), ("Bev Crowther (6A ward manager)", "The ward manager of 6A"),
)


def take_identifiers_out(case: Case) -> None:
    """What belongs to patients goes out of the words before anybody reads them."""
    for item in notes(case.vault):
        for found, instead in NOT_OURS:
            if found in item.behaviour:
                change_observation(
                    case.vault, observation_id=item.id,
                    details=Details(texts={"behaviour": item.behaviour.replace(found, instead)}),
                )
                _tell_again(case.vault, item)


def _tell_again(vault: Vault, item: Observation) -> None:
    """Milder words are told like others; only what was known stays known."""
    told = [one for one in item.subjects if one.told_on is not None]
    now = get_observation(vault, observation_id=item.id)
    if told and not all(one.is_told for one in now.subjects):
        tell(vault, observation_id=item.id, told_on=told[0].told_on)


def talk_and_finish(case: Case, out: Path) -> None:
    """A week later: the talks, one reply said aloud, the finished versions, their pages, and the sheet of the team."""
    case.set_clock(FRIDAY_AFTER)
    vault = case.vault
    for name, review_id in case.reviews.items():
        settle(case, name)
        finish_review(vault, review_id=review_id, talked_on=FRIDAY_AFTER.date())
    record_reply(
        vault, review_id=case.reviews[INES], how="in_presence", written_on=FRIDAY_AFTER.date(), position="agree_in_part",
        text="I would rather you came on a Tuesday. Saturdays are easy, everybody knows they are alone.",
    )
    for name, review_id in case.reviews.items():
        case.documents[name] = export_review(vault, review_id=review_id, folder=out).path
    case.documents["team"] = write_team_sheet(vault, folder=out)


def reveal_tom(case: Case) -> None:
    """Both sides beside each other; entering a mail after the seal has revealed it already."""
    record = get_review(case.vault, review_id=case.reviews[TOM])
    if record.state == "sealed":
        reveal(case.vault, review_id=record.id)
