"""Promise 1: no usage metric is evidence, and there is no way round it."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import timedelta

import pytest

from reviewapp.actions.changes import take_back
from reviewapp.actions.evidence_check import answer_finding, open_findings
from reviewapp.actions.exporting import export_review, preview_pdf
from reviewapp.actions.frameworks import import_framework
from reviewapp.actions.growth import agree_growth, write_practice_note
from reviewapp.actions.observations import About, Details, change_observation, withdraw_observation
from reviewapp.actions.people import agree_role_profile, change_person
from reviewapp.actions.review_content import document_content, review_content
from reviewapp.actions.reviews import cite, finish_review, problems, uncite, write_section
from reviewapp.actions.rights import import_policy, policy
from reviewapp.actions.text_check import findings_of
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.review import COMPETENCY_SECTIONS, GENERAL_SECTIONS, PRINTED_TEXTS, CitedEpisode, SectionKey
from reviewapp.exchange.review_json import decode_review
from reviewapp.paths import resource
from reviewapp.vault import reviews
from reviewapp.vault.driver import IntegrityError
from tests.helpers.acts import FOCUS, draft, somebody, whole
from tests.report.reading import text_of

METRIC = "He burned 3 million tokens in March."
CLEAN = "12 of 40 claims had no source and were removed."
SUMMARY = SectionKey("summary")


@pytest.fixture
def tom(vault):
    return somebody(vault)


@pytest.fixture
def review(vault, tom):
    return draft(vault, tom)


def stopping(vault, review):
    return [one for one in open_findings(vault, review_id=review) if one.stops]


def refused(vault, review, match="tokens"):
    """Finishing is refused and nothing was frozen; the sentence."""
    with pytest.raises(RuleRefused, match=match) as refusal:
        finish_review(vault, review_id=review, talked_on=vault.today)
    assert reviews.versions(vault.connection, review) == [] and document_content(vault, review_id=review).is_draft
    return refusal.value


def keep(vault, review, answer="outcome_number", reason="Cut from each request by the fix."):
    one = stopping(vault, review)[0]
    return answer_finding(
        vault, record_uid=one.record_uid, field=one.field, label=one.finding.label, span=one.finding.span,
        answer=answer, reason=reason,
    )


def test_typing_needs_no_vault():
    found = findings_of(METRIC)
    assert [one.label for one in found] == ["usage_metric"] and found[0].ask and found == findings_of(METRIC, "en")
    assert findings_of(CLEAN) == ()


def test_every_text_a_review_prints_of_an_episode_is_read():
    ids = {"uid", "kind", "ai_part", "response", "soundness", "basis", "kept_human_reason"}  # of choices
    plain = {one.name for one in dataclasses.fields(CitedEpisode) if one.type == "str"}
    assert plain - ids == {*PRINTED_TEXTS, "receiver_words", "written_by"}


@pytest.mark.idea("A31", "A38")
class TestNoWayRound:
    @pytest.mark.parametrize("section", [*GENERAL_SECTIONS, *(f"{one}/J5" for one in COMPETENCY_SECTIONS)])
    def test_in_every_section(self, vault, tom, review, section):
        cite(vault, review_id=review, observation_id=whole(vault, tom, concern=True, told_ago=20))
        write_section(vault, review_id=review, key=SectionKey.from_field(section), text=f"Careful. {METRIC}")
        found = problems(vault, review_id=review)
        assert [one.place for one in found] == [section] and "3 million tokens" in found[0].sentence
        assert "What did the result change, and who checked it?" in found[0].next_step
        refused(vault, review)
        write_section(vault, review_id=review, key=SectionKey.from_field(section), text=f"Careful. {CLEAN}")
        finish_review(vault, review_id=review, talked_on=vault.today)

    @pytest.mark.parametrize("field", PRINTED_TEXTS)
    def test_in_every_printed_text_of_a_cited_episode(self, vault, tom, review, field):
        observation_id = whole(vault, tom)
        change_observation(vault, observation_id=observation_id, details=Details(texts={field: METRIC}))
        cite(vault, review_id=review, observation_id=observation_id)
        found = problems(vault, review_id=review)
        assert [(one.place, one.observation_id, one.field) for one in found] == [("", observation_id, field)]
        refused(vault, review)
        uncite(vault, review_id=review, observation_id=observation_id)
        finish_review(vault, review_id=review, talked_on=vault.today)

    def test_in_what_is_printed_of_the_person_and_the_role(self, vault, tom, review):
        change_person(vault, person_id=tom, role=f"Clerk. {METRIC}")
        agree_role_profile(
            vault, person_id=tom, focus=FOCUS, foundational_skills=(METRIC,), protected_work=(METRIC,),
            context={"training": METRIC}, agreed_on=vault.today - timedelta(days=240),
        )
        agree_growth(vault, person_id=tom, kind="support", choice="training", texts={"topic": METRIC})
        write_practice_note(
            vault, period_from=vault.today, period_to=vault.today,
            texts={"what_i_checked": METRIC, "what_i_got_wrong": "A summary."},
        )
        fields = {one.field for one in stopping(vault, review)}
        assert fields == {"person_role", "agreed_skills", "agreed_work", "agreed_role", "agreed_growth", "practice_note"}
        refused(vault, review)
        for _field in fields:
            keep(vault, review)
        finish_review(vault, review_id=review, talked_on=vault.today)
        assert text_of(preview_pdf(vault, review_id=review).data).count("kept as an outcome number") == 6

    def test_by_a_day_of_the_conversation_in_the_past(self, vault, review):
        write_section(vault, review_id=review, key=SUMMARY, text=METRIC)
        with pytest.raises(RuleRefused, match="tokens"):
            finish_review(vault, review_id=review, talked_on=vault.today - timedelta(days=3))

    def test_by_editing_after_the_check(self, vault, review):
        write_section(vault, review_id=review, key=SUMMARY, text="Careful work.")
        assert problems(vault, review_id=review) == []
        write_section(vault, review_id=review, key=SUMMARY, text=METRIC)
        refused(vault, review)

    def test_by_changing_the_observation_between_check_and_finish(self, vault, tom, review):
        observation_id = whole(vault, tom)
        cite(vault, review_id=review, observation_id=observation_id)
        assert problems(vault, review_id=review) == []
        change_observation(vault, observation_id=observation_id, details=Details(texts={"consequence": METRIC}))
        refused(vault, review)

    def test_by_undoing_the_rewriting(self, vault, review):
        write_section(vault, review_id=review, key=SUMMARY, text=METRIC)
        rewritten = write_section(vault, review_id=review, key=SUMMARY, text="Careful work.")
        take_back(vault, undo=rewritten.undo)
        refused(vault, review)

    def test_by_undoing_the_answer(self, vault, review):
        write_section(vault, review_id=review, key=SUMMARY, text=METRIC)
        kept = keep(vault, review)
        assert problems(vault, review_id=review) == []
        undone = take_back(vault, undo=kept.undo)
        refused(vault, review)
        take_back(vault, undo=undone.undo)
        finish_review(vault, review_id=review, talked_on=vault.today)

    def test_by_undoing_after_the_finish(self, vault, review):
        """The frozen version keeps the words and the tag together."""
        write_section(vault, review_id=review, key=SUMMARY, text=METRIC)
        kept = keep(vault, review)
        finish_review(vault, review_id=review, talked_on=vault.today)
        before = document_content(vault, review_id=review)
        take_back(vault, undo=kept.undo)
        assert document_content(vault, review_id=review) == before and before.tags[0].tag == "outcome_number"
        assert "kept as an outcome number" in text_of(preview_pdf(vault, review_id=review).data)

    def test_by_answering_for_other_words(self, vault, review):
        """An answer holds for its words in its text, not for what is written there later."""
        write_section(vault, review_id=review, key=SUMMARY, text=METRIC)
        keep(vault, review)
        write_section(vault, review_id=review, key=SUMMARY, text="He burned 4 million tokens in March.")
        refused(vault, review)
        write_section(vault, review_id=review, key=SUMMARY, text="")
        write_section(vault, review_id=review, key=SectionKey("context"), text=METRIC)
        refused(vault, review)
        write_section(vault, review_id=review, key=SectionKey("context"), text="")
        write_section(vault, review_id=review, key=SUMMARY, text=METRIC)
        assert problems(vault, review_id=review) == []

    def test_by_an_answer_in_another_review(self, vault, tom, review):
        other = draft(vault, tom)
        write_section(vault, review_id=other, key=SUMMARY, text=METRIC)
        keep(vault, other)
        write_section(vault, review_id=review, key=SUMMARY, text=METRIC)
        refused(vault, review)

    def test_by_the_reason(self, vault, review):
        """The reason is printed, so it may not carry the figure in."""
        write_section(vault, review_id=review, key=SUMMARY, text=METRIC)
        with pytest.raises(RuleRefused, match="reason holds"):
            keep(vault, review, reason="As above: 3 million tokens in March.")
        refused(vault, review)

    def test_by_dismissing(self, vault, review):
        write_section(vault, review_id=review, key=SUMMARY, text=METRIC)
        with pytest.raises(RuleRefused, match="waved through"):
            keep(vault, review, answer="dismissed")
        one = stopping(vault, review)[0]
        with pytest.raises(IntegrityError), vault.write() as transaction:
            transaction.connection.execute(
                "INSERT INTO finding_answer (uid, record_uid, field, label, span, answer, reason, answered_at)"
                " VALUES ('x', ?, ?, 'usage_metric', ?, 'dismissed', 'r', 'now')",
                (one.record_uid, one.field, one.finding.span),
            )
        refused(vault, review)

    @pytest.mark.parametrize("hidden", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\u202e"])
    def test_by_characters_without_width(self, vault, review, hidden):
        write_section(vault, review_id=review, key=SUMMARY, text=METRIC.replace("tok", f"to{hidden}k"))
        refused(vault, review)
        keep(vault, review)
        finish_review(vault, review_id=review, talked_on=vault.today)
        assert document_content(vault, review_id=review).tags

    def test_by_an_import(self, vault, tom, review, tmp_path):
        from reviewapp.actions.importing import import_file
        from reviewapp.actions.observations import complete_observation
        from reviewapp.actions.queries import notes
        from tests.helpers.acts import EVIDENCE

        path = tmp_path / "notes.csv"
        day = vault.today - timedelta(days=10)
        path.write_text(f"date,person,note\n{day},Tom Hesketh,{METRIC}\n", "utf-8")
        import_file(vault, path=path, dry_run=False, saved_on=vault.today)
        imported = next(item for item in notes(vault, person_id=tom) if "tokens" in item.behaviour)
        change_observation(
            vault, observation_id=imported.id, details=EVIDENCE, competencies=("J5",), observed_on=day,
            about={tom: About(concern=False)},
        )
        complete_observation(vault, observation_id=imported.id)
        cite(vault, review_id=review, observation_id=imported.id)
        refused(vault, review)

    def test_what_an_organisation_brings_and_reviews_print_is_refused_where_it_comes_in(self, vault, tmp_path):
        policy_file, framework_file = tmp_path / "policy.toml", tmp_path / "own.toml"
        policy_file.write_text(f'purpose = "{METRIC}"\n', "utf-8")
        shipped = resource("frameworks", "judgment-1.toml").read_text("utf-8").replace('key = "judgment"', 'key = "own"')
        for old in ('title = "Judgment framework"', 'name = "Discernment"'):
            assert old in shipped
            framework_file.write_text(shipped.replace(old, f'{old.partition(" = ")[0]} = "{METRIC}"'), "utf-8")
            with pytest.raises(UsageError, match="amount of AI use"):
                import_framework(vault, path=framework_file)
        framework_file.write_text(shipped, "utf-8")
        assert import_framework(vault, path=framework_file).id
        with pytest.raises(UsageError, match="amount of AI use"):
            import_policy(vault, path=policy_file)
        assert policy(vault).purpose == ""

    def test_one_act_alone_makes_versions(self):
        """What is printed without "Draft" was frozen by the act that checks in the same transaction."""
        from pathlib import Path

        import reviewapp

        sources = {path: path.read_text("utf-8") for path in Path(reviewapp.__file__).parent.rglob("*.py")}
        inserting = re.compile(r'insert\(\s*"review_version"|INTO review_version')
        assert [path.name for path, text in sources.items() if inserting.search(text)] == ["reviews.py"]
        callers = [path.parent.name for path, text in sources.items() if "reviews.add_version(" in text]
        assert callers == ["actions"]

    def test_a_draft_may_leave_and_hides_nothing(self, vault, review, tmp_path):
        write_section(vault, review_id=review, key=SUMMARY, text=METRIC)
        written = export_review(vault, review_id=review, folder=tmp_path)
        text = text_of(written.path.read_bytes())
        assert written.is_draft and "Draft" in text and "3 million tokens" in text


def test_the_employees_own_words_are_hinted_at_and_never_stopped(vault, tom, review):
    observation_id = whole(vault, tom)
    change_observation(vault, observation_id=observation_id, about={tom: About(concern=False, person_view=METRIC)})
    cite(vault, review_id=review, observation_id=observation_id)
    found = open_findings(vault, review_id=review)
    assert [(one.finding.label, one.stops, one.where.own_words) for one in found] == [("usage_metric", False, True)]
    assert problems(vault, review_id=review) == []
    finish_review(vault, review_id=review, talked_on=vault.today)


def test_other_labels_are_hints(vault, review):
    write_section(vault, review_id=review, key=SUMMARY, text="He is lazy and never checks anything.")
    labels = {one.finding.label for one in open_findings(vault, review_id=review)}
    assert "usage_metric" not in labels and labels and not stopping(vault, review)
    finish_review(vault, review_id=review, talked_on=vault.today)


@pytest.mark.idea("A31")
@pytest.mark.parametrize(
    ("answer", "words"),
    [("outcome_number", "an outcome number"), ("domain_term", "a term of the trade"), ("quoted", "a quotation")],
)
def test_the_tag_is_frozen_and_printed_beside_the_text(vault, tom, review, answer, words):
    observation_id = whole(vault, tom, text=METRIC)
    cite(vault, review_id=review, observation_id=observation_id)
    for key in (SUMMARY, SectionKey("goals"), SectionKey("strength", "J5")):
        write_section(vault, review_id=review, key=key, text=METRIC)
    while stopping(vault, review):
        keep(vault, review, answer=answer)
    finish_review(vault, review_id=review, talked_on=vault.today)
    withdraw_observation(vault, observation_id=observation_id, reason="x")
    content = document_content(vault, review_id=review)
    assert [tag.tag for tag in content.episodes[0].tags] == [answer] and content.episodes[0].tags[0].field == "behaviour"
    assert {tag.field for tag in content.tags} == {"summary", "goals"}
    assert next(one for one in content.judgments if one.competency_id == "J5").tags[0].field == "strength"
    printed = text_of(preview_pdf(vault, review_id=review).data)
    assert printed.count(f"kept as {words} — Cut from each request by the fix.") == 4


def test_a_tag_whose_words_went_is_not_printed(vault, review):
    write_section(vault, review_id=review, key=SUMMARY, text=METRIC)
    keep(vault, review)
    assert review_content(vault, review_id=review).tags
    write_section(vault, review_id=review, key=SUMMARY, text=CLEAN)
    assert review_content(vault, review_id=review).tags == ()
    assert "kept as" not in text_of(preview_pdf(vault, review_id=review).data)


def test_versions_frozen_before_tags_existed_are_read(vault, review):
    finish_review(vault, review_id=review, talked_on=vault.today)
    content = document_content(vault, review_id=review)
    old = json.loads(reviews.versions(vault.connection, review)[0].content)

    def without(value):
        if isinstance(value, dict):
            return {name: without(one) for name, one in value.items() if name != "tags"}
        return [without(one) for one in value] if isinstance(value, list) else value

    assert decode_review(json.dumps(without(old))) == content


class TestAnswers:
    @pytest.fixture
    def one(self, vault, review):
        write_section(vault, review_id=review, key=SUMMARY, text=f"{METRIC} He is lazy.")
        return {
            item.finding.label: {
                "record_uid": item.record_uid, "field": item.field, "label": item.finding.label,
                "span": item.finding.span,
            }
            for item in open_findings(vault, review_id=review)
        }

    def test_what_is_refused(self, vault, one):
        metric, trait = one["usage_metric"], one["personality"]
        for wrong, given in (
            ("reason", {**metric, "answer": "quoted", "reason": " \n "}),
            ("too long", {**metric, "answer": "quoted", "reason": "x" * 501}),
            ("no answer", {**metric, "answer": "fine", "reason": "r"}),
            ("no label", {**metric, "label": "rude", "answer": "quoted", "reason": "r"}),
            ("finds no", {**metric, "span": "tokens", "answer": "quoted", "reason": "r"}),
            ("finds no", {**metric, "field": "goals", "answer": "quoted", "reason": "r"}),
            ("cannot be kept", {**trait, "answer": "outcome_number", "reason": "r"}),
        ):
            with pytest.raises(UsageError, match=wrong):
                answer_finding(vault, **given)
        with pytest.raises(NotFound):
            answer_finding(vault, **{**metric, "record_uid": "nobody"}, answer="quoted", reason="r")

    def test_a_hint_is_dismissed_with_a_reason(self, vault, review, one):
        done = answer_finding(vault, **one["personality"], answer="dismissed", reason=" He said so\nhimself. ")
        assert done.kinds == {"finding", "review"} and done.undo is not None
        answer = next(item.answer for item in open_findings(vault, review_id=review) if item.answer)
        assert (answer.answer, answer.reason) == ("dismissed", "He said so himself.")
        assert review_content(vault, review_id=review).tags == ()

    def test_the_same_answer_twice_is_one(self, vault, one):
        assert answer_finding(vault, **one["usage_metric"], answer="quoted", reason="r").kinds
        assert not answer_finding(vault, **one["usage_metric"], answer="quoted", reason="r").kinds
        answer_finding(vault, **one["usage_metric"], answer="outcome_number", reason="other")
        rows = vault.connection.execute("SELECT answer, reason FROM finding_answer").fetchall()
        assert [tuple(row) for row in rows] == [("outcome_number", "other")]

    def test_nothing_is_answered_in_a_finished_review(self, vault, review, one):
        answer_finding(vault, **one["usage_metric"], answer="quoted", reason="r")
        finish_review(vault, review_id=review, talked_on=vault.today)
        with pytest.raises(RuleRefused, match="finished"):
            answer_finding(vault, **one["usage_metric"], answer="outcome_number", reason="r")


def test_no_such_review(vault):
    with pytest.raises(NotFound):
        open_findings(vault, review_id=4711)
