"""Safeguards against doing harm that no other test proves (docs/harms.md), in a real vault and real documents."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, timedelta
from io import BytesIO

import docx
import pikepdf
import pytest

from reviewapp.actions.about import about_files
from reviewapp.actions.answering import begin_self_assessment, write_self_assessment
from reviewapp.actions.copy_out import FORMATS, copy_out, save_copy
from reviewapp.actions.evidence_check import answer_finding
from reviewapp.actions.exporting import export_review, preview_pdf
from reviewapp.actions.handing_back import hand_back
from reviewapp.actions.importing import import_file
from reviewapp.actions.my_side_export import my_side_files
from reviewapp.actions.observations import (
    About,
    Details,
    change_observation,
    complete_observation,
    get_observation,
    record_observation,
    tell,
)
from reviewapp.actions.packets import open_packet, packet_file
from reviewapp.actions.people import add_person, give_notice, remove_person
from reviewapp.actions.quality import quality_checks
from reviewapp.actions.queries import all_people, home, notes
from reviewapp.actions.review_content import document_content
from reviewapp.actions.reviews import begin_review, cite, finish_review, get_review, problems, write_section
from reviewapp.actions.rights import import_policy, policy
from reviewapp.actions.text_check import findings_of
from reviewapp.actions.vaults import begin_vault, unlock_vault
from reviewapp.domain.attention import written_about_far_more
from reviewapp.domain.errors import ReviewAppError, RuleRefused
from reviewapp.domain.observation import ANCHOR_CHOICES, ANCHORS, CHOICES, FLAGS, MULTI_CHOICES, TEXTS
from reviewapp.domain.review import SectionKey
from reviewapp.exchange.packet import read_packet
from reviewapp.i18n import DOCUMENT_LANGUAGES, speaking
from reviewapp.keys.identity import new_identity
from reviewapp.paths import resource
from reviewapp.report.framework_words import status_words
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import draft, jot, somebody, whole
from tests.helpers.exchange import agreed_person, request
from tests.report.papers import PAPERS
from tests.report.reading import text_of
from tests.report.tagged import tree

NOT_VALIDATED = "not validated"
NAMES = (
    "Hanna", "Oskar", "Mirela", "Ferhat", "Chioma", "Yuki", "Nguyễn", "Siobhán", "José", "Aaliyah", "Kwabena", "Zoë",
    "Muhammad", "Ines", "Tom",
)  # fmt: skip


@pytest.fixture
def tom(vault):
    return somebody(vault)


@pytest.fixture
def review(vault, tom):
    return draft(vault, tom)


def asked(vault, review_id):
    return {one.id for one in quality_checks(vault, review_id=review_id)}


class TestSurveillanceByDiary:
    CALENDAR = (
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nDTSTART:20260312T090000Z\nSUMMARY:Tom 1:1\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    CHAT = json.dumps({"messages": [{"user": "tom", "ts": "1741770000.0", "text": "Use the drafter?"}] * 20})
    LOG = "".join(f"Mar 12 09:{at:02}:11 gw sshd[{at}]: session opened for user tom\n" for at in range(40))
    MAIL = "From: tom@example.org\nTo: ruth@example.org\nSubject: Hi\nMessage-ID: <1@x>\n\nHello.\n"

    @pytest.mark.harm("surveillance-diary")
    @pytest.mark.parametrize(
        ("name", "content"), [("calendar.ics", CALENDAR), ("chat.json", CHAT), ("auth.log", LOG), ("mails.mbox", MAIL)]
    )
    def test_logs_chats_and_calendars_are_not_taken_in(self, vault, tom, tmp_path, name, content):
        path = tmp_path / name
        path.write_text(content, "utf-8")
        with pytest.raises(ReviewAppError):
            import_file(vault, path=path)
        assert notes(vault) == []

    @pytest.mark.harm("surveillance-diary")
    def test_home_asks_by_name_when_one_person_is_written_about_far_more_than_the_others(self, vault, tom):
        for name in ("Nia Pugh", "Ana Ruiz"):
            jot(vault, somebody(vault, name), ago=5)
        for ago in range(1, 8):
            jot(vault, tom, ago=ago)
        assert home(vault).noted_far_more == ()
        jot(vault, tom, ago=8)
        assert [one.name for one in home(vault).noted_far_more] == ["Tom Hesketh"]
        assert set(vars(home(vault).noted_far_more[0])) == {"id", "name"}

    @pytest.mark.harm("surveillance-diary")
    def test_a_busy_team_and_old_or_few_entries_ask_nothing(self):
        day = date(2026, 11, 1)
        assert written_about_far_more({1: [day] * 30, 2: [day] * 12, 3: [day] * 11}) == ()
        assert written_about_far_more({1: [day] * 30, 2: []}) == ()
        assert written_about_far_more({1: [day] * 7, 2: [], 3: []}) == ()
        assert written_about_far_more({1: [day] * 30, 2: [day] * 2, 3: [day] * 29, 4: [], 5: []}) == (1, 3)

    def test_what_lies_long_ago_and_in_the_bin_is_not_looked_at(self, vault, tom):
        others = [somebody(vault, name) for name in ("Nia Pugh", "Ana Ruiz", "Bea Ott")]
        for ago in range(100, 120):
            jot(vault, tom, ago=ago)
        for _each in range(9):
            jot(vault, others[0], ago=3)
        remove_person(vault, person_id=others[0])
        assert home(vault).noted_far_more == ()


@pytest.mark.harm("entry-ranking")
def test_people_stand_in_the_order_of_names_however_much_was_written(vault):
    for name, entries in (("Zoë Adler", 9), ("Ana Ruiz", 0), ("Mia Berg", 4)):
        person_id = somebody(vault, name)
        for ago in range(1, entries + 1):
            jot(vault, person_id, ago=ago)
    rows = all_people(vault)
    assert [row.name for row in rows] == ["Ana Ruiz", "Mia Berg", "Zoë Adler"]
    assert not [name for name, value in vars(rows[0]).items() if type(value) in (int, float) and name != "id"]


@pytest.mark.harm("coerced-self-assessment")
def test_a_draft_opens_for_nobody_else_and_what_is_handed_back_for_its_receiver_alone(tmp_path, vault, clock):
    asked_for = request(vault, agreed_person(vault))
    theirs, _code = begin_vault(folder=tmp_path / "tom", name="Tom Hesketh", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock)
    with theirs:
        begun = begin_self_assessment(theirs, request_id=open_packet(theirs, data=asked_for).id)
        write_self_assessment(theirs, self_assessment_id=begun.id, texts={"got_wrong": "Zebrafink: I sent it unread."})
        # A draft: nothing was sealed to anybody, and no file of the folder says a word of it.
        made = "SELECT count(*) FROM packet WHERE direction = 'made'"
        assert theirs.connection.execute(made).fetchone()[0] == 0
    with pytest.raises(ReviewAppError):
        unlock_vault(folder=theirs.folder, passphrase="what the manager would type")
    assert not [one for one in theirs.folder.rglob("*") if one.is_file() and b"Zebrafink" in one.read_bytes()]
    with unlock_vault(folder=theirs.folder, passphrase=PASSPHRASE, clock=clock) as theirs:
        data = packet_file(theirs, packet_id=hand_back(theirs, self_assessment_id=begun.id).id)
    assert b"Zebrafink" not in data
    with pytest.raises(ReviewAppError):
        read_packet(data, new_identity())


@pytest.mark.harm("coerced-self-assessment")
def test_an_admission_is_cited_by_nobody_before_the_person_knows_of_it(vault, tom, review):
    made = whole(vault, tom, text="Says that he sent it unread.")
    change_observation(
        vault, observation_id=made, details=Details(choices={"basis": "self_reported"}),
        about={tom: About(concern=False, closest_anchor="missed")},
    )
    with pytest.raises(RuleRefused, match="not shared"):
        cite(vault, review_id=review, observation_id=made)


@pytest.mark.harm("accommodation")
def test_ais_part_need_not_be_known_and_why_has_no_field(vault, tom):
    made = record_observation(
        vault, person_ids=[tom], text="Wrote the letter with dictation.", observed_on=vault.today, competencies=("J5",),
        details=Details(choices={"basis": "saw_it"}, multi={"outcome_test": ("too_early",)}),
        about={tom: About(concern=False)},
    ).id
    complete_observation(vault, observation_id=made)
    found = get_observation(vault, observation_id=made)
    assert (found.choice("ai_part"), found.choice("response")) == ("unknown", "unknown")
    reasons = {name for name in (*CHOICES, *MULTI_CHOICES, *TEXTS, *FLAGS) if re.search(r"why|reason|because|need", name)}
    # Why something was kept from AI is the team's business; why somebody uses it is nobody's.
    assert reasons == {"kept_human_reason", "withdrawn_reason"}
    assert not {"health", "disability", "accommodation", "access", "language"} & set(CHOICES["kept_human_reason"])


def vignette_notes() -> dict[str, tuple[str, str]]:
    """Each shipped vignette's note with the name of its person."""
    found = {}
    for path in sorted(resource("vignettes", "en").iterdir()):
        text = tomllib.loads(path.read_text("utf-8"))["note"]
        found[path.name] = text, next(name for name in re.findall(r"\b[A-Z]\w+", text) if name in (
            "Hanna", "Oskar", "Mirela", "Joris", "Ferhat", "Aurel", "Bea", "Chioma", "Lennart", "Yuki", "Lotte",
            "Imre",
        ))
    return found


@pytest.mark.harm("name-bias")
@pytest.mark.parametrize("place", list(vignette_notes()))
def test_the_words_of_a_vignette_are_asked_the_same_whoever_they_are_about(place):
    note, who = vignette_notes()[place]
    def prompts(name: str) -> list[tuple[str, str, str]]:
        text = note.replace(who, name)
        return [
            (one.label, one.span.replace(name, "…"), one.ask)
            for one in findings_of(text)
        ]

    first = prompts(NAMES[0])
    assert {tuple(prompts(name)) for name in NAMES} == {tuple(first)}


@pytest.mark.harm("name-bias")
def test_a_review_of_the_same_episodes_is_asked_the_same_whoever_it_is_about(vault):
    questions = {}
    for name in NAMES:
        person_id = add_person(vault, name=f"{name} Weber").id
        give_notice(vault, person_id=person_id, given_on=vault.today - timedelta(days=300))
        review_id = draft(vault, person_id)
        for at, (note, who) in enumerate(vignette_notes().values()):
            made = whole(vault, person_id, text=note.replace(who, name), ago=20 + 9 * at)
            cite(vault, review_id=review_id, observation_id=made)
        write_section(vault, review_id=review_id, key=SectionKey("summary"), text="Faster than before.")
        found = [
            (one.id, one.sentence.replace(name, "…"), one.question)
            for one in quality_checks(vault, review_id=review_id) if one.id != "not_looked_at"
        ]  # fmt: skip
        stopping = [(one.label, one.sentence.replace(name, "…")) for one in problems(vault, review_id=review_id)]
        questions[name] = (tuple(found), tuple(stopping))
        remove_person(vault, person_id=person_id)  # so that everybody is reviewed among the same others: none
    assert len(set(questions.values())) == 1, questions
    assert {one[0] for one in questions["Tom"][0]} >= {"balance", "coverage", "parity"}


@pytest.mark.harm("hindsight-blame")
@pytest.mark.parametrize("kind", CHOICES["kind"])
@pytest.mark.parametrize("soundness", CHOICES["soundness"])
def test_missed_on_what_was_found_later_is_always_asked_about(vault, tom, review, kind, soundness):
    made = whole(vault, tom, concern=True, told_ago=20)
    change_observation(
        vault, observation_id=made, about={tom: About(concern=True, closest_anchor="missed")},
        details=Details(
            choices={"kind": kind, "soundness": soundness, "known_when": "found_later"}, texts={"rationale": "As agreed."}
        ),
    )
    tell(vault, observation_id=made, told_on=vault.today - timedelta(days=20))
    cite(vault, review_id=review, observation_id=made)
    assert "hindsight" in asked(vault, review)
    change_observation(vault, observation_id=made, details=Details(choices={"known_when": "at_the_time"}))
    assert "hindsight" not in asked(vault, review)


@pytest.mark.harm("system-faults")
def test_a_concern_whose_conditions_nobody_asked_about_stops_the_review_and_is_not_put_aside(vault, tom, review, tmp_path):
    made = whole(vault, tom, text="Sent the leaflet unread.", concern=True, told_ago=20)
    change_observation(vault, observation_id=made, details=Details(multi={"conditions": ()}))
    cite(vault, review_id=review, observation_id=made)
    (stop,) = problems(vault, review_id=review)
    assert (stop.label, stop.observation_id) == ("conditions_open", made)
    with pytest.raises(RuleRefused, match="conditions"):
        finish_review(vault, review_id=review, talked_on=vault.today)
    question = next(one for one in quality_checks(vault, review_id=review) if one.id == "conditions_open")
    with pytest.raises(RuleRefused, match="before the person"):
        answer_finding(
            vault, record_uid=get_review(vault, review_id=review).uid, field="", label="conditions_open",
            span=question.span, answer="dismissed", reason="No time.",
        )
    change_observation(vault, observation_id=made, details=Details(multi={"conditions": ("none_known",)}))
    assert problems(vault, review_id=review) == []
    change_observation(vault, observation_id=made, details=Details(multi={"conditions": ("no_training",)}))
    finish_review(vault, review_id=review, talked_on=vault.today)
    printed = " ".join(text_of(export_review(vault, review_id=review, folder=tmp_path).path.read_bytes()).split())
    assert "For the employer: offer the training that was missing." in printed


@pytest.mark.harm("messenger")
@pytest.mark.parametrize("told", ["Dr Noor", "the duty manager and Siân Evans", "Frau Weiß"])
def test_a_name_in_who_was_told_is_asked_about_and_a_role_is_not(vault, tom, review, told):
    somebody(vault, "Siân Evans")
    made = whole(vault, tom)
    change_observation(vault, observation_id=made, details=Details(texts={"who_was_told": told}))
    cite(vault, review_id=review, observation_id=made)
    (one,) = [one for one in quality_checks(vault, review_id=review) if one.id == "told_by_name"]
    assert one.span in told and one.observation_id == made
    change_observation(vault, observation_id=made, details=Details(texts={"who_was_told": "The duty manager on the ward"}))
    assert "told_by_name" not in asked(vault, review)


class TestFalseAuthority:
    @pytest.mark.harm("false-authority")
    @pytest.mark.parametrize("name", [name for name in PAPERS if "review" in name or name == "draft"])
    def test_it_stands_in_every_review_document(self, name):
        data = PAPERS[name]().data
        with pikepdf.open(BytesIO(data)) as pdf:
            language = str(pdf.Root.Lang)
        with speaking(language if language in DOCUMENT_LANGUAGES else "en"):
            said = status_words("")
        assert re.sub(r"\s+", "", said) in re.sub(r"\s+", "", tree(data).text)
        with pikepdf.open(BytesIO(data)) as pdf:
            assert NOT_VALIDATED in str(json.loads(pdf.attachments["review.json"].get_file().read_bytes())).casefold()

    @pytest.mark.harm("false-authority", "ai-input")
    @pytest.mark.parametrize("ending", FORMATS)
    def test_it_stands_in_every_copy_of_the_text(self, vault, tom, review, tmp_path, ending):
        cite(vault, review_id=review, observation_id=whole(vault, tom))
        path = save_copy(vault, copied=copy_out(vault, review_id=review), path=tmp_path / f"copy.{ending}")
        if ending == "docx":
            text = "\n".join(one.text for one in docx.Document(str(path)).paragraphs)
        else:
            text = path.read_text("utf-8").replace("\\", "")
        assert "Not validated, not for ranking. Do not feed this to an automated evaluator." in text

    @pytest.mark.harm("false-authority")
    def test_it_stands_in_what_a_person_is_given(self, vault, tom):
        whole(vault, tom)
        files = about_files(vault, person_id=tom)
        assert NOT_VALIDATED in " ".join(text_of(files.pdf).split()).casefold()
        assert NOT_VALIDATED in json.loads(files.json)["use"].casefold()
        side = my_side_files(vault)
        assert NOT_VALIDATED in side.text.casefold()
        assert NOT_VALIDATED in json.loads(side.files["my-side.json"])["use"].casefold()


class TestReuse:
    NEW = "Planning the training of next year."

    def put_in_force(self, vault, tmp_path, purpose):
        path = tmp_path / "policy.toml"
        path.write_text(f'purpose = "{purpose}"\nconcern_days = 14\n', "utf-8")
        import_policy(vault, path=path)
        assert policy(vault).purpose == purpose

    @pytest.mark.harm("reuse")
    def test_a_changed_purpose_blocks_what_was_written_before_until_and_after_a_new_notice(
        self, vault, tom, review, tmp_path, clock
    ):
        old = whole(vault, tom, text="Rang the practice first.", ago=3)
        cite(vault, review_id=review, observation_id=old)
        self.put_in_force(vault, tmp_path, self.NEW)
        for way in (
            lambda: finish_review(vault, review_id=review, talked_on=vault.today),
            lambda: export_review(vault, review_id=review, folder=tmp_path / "out"),
            lambda: preview_pdf(vault, review_id=review),
            lambda: copy_out(vault, review_id=review),
        ):
            with pytest.raises(RuleRefused, match="another purpose"):
                way()
        assert document_content(vault, review_id=review).episodes == ()
        assert [one.name for one in home(vault).purpose_changed] == ["Tom Hesketh"]

        clock.forward(days=1)
        give_notice(vault, person_id=tom, given_on=vault.today)
        assert home(vault).purpose_changed == ()
        with pytest.raises(RuleRefused, match="another purpose"):
            finish_review(vault, review_id=review, talked_on=vault.today)
        clock.forward(days=1)
        again = begin_review(vault, person_id=tom, period_from=vault.today - timedelta(days=90), period_to=vault.today).id
        with pytest.raises(RuleRefused, match="another purpose"):
            cite(vault, review_id=again, observation_id=old)
        cite(vault, review_id=again, observation_id=whole(vault, tom, text="Rang the ward.", ago=0))
        finish_review(vault, review_id=again, talked_on=vault.today)
        printed = " ".join(text_of(export_review(vault, review_id=again, folder=tmp_path / "out").path.read_bytes()).split())
        assert self.NEW in printed and "Rang the ward." in printed and "Rang the practice" not in printed

    @pytest.mark.harm("reuse")
    def test_the_purpose_of_its_time_stays_in_a_finished_version_and_its_notice(self, vault, tom, review, tmp_path):
        cite(vault, review_id=review, observation_id=whole(vault, tom, text="Rang the practice first."))
        finish_review(vault, review_id=review, talked_on=vault.today)
        before = export_review(vault, review_id=review, folder=tmp_path).path.read_bytes()
        self.put_in_force(vault, tmp_path, self.NEW)
        after = preview_pdf(vault, review_id=review).data
        assert after == before
        text = " ".join(text_of(after).split())
        assert "Talking about the person's work, and a written review that rests on dated episodes." in text
        assert "Another purpose would need a new notice first" in text and self.NEW not in text

    @pytest.mark.harm("reuse")
    def test_the_earlier_purpose_put_back_gives_the_records_back(self, vault, tom, review, tmp_path):
        old = whole(vault, tom)
        self.put_in_force(vault, tmp_path, self.NEW)
        with pytest.raises(RuleRefused):
            cite(vault, review_id=review, observation_id=old)
        self.put_in_force(vault, tmp_path, "")
        cite(vault, review_id=review, observation_id=old)

    @pytest.mark.harm("reuse")
    def test_there_is_no_field_for_pay_dismissal_or_potential(self, vault):
        names = {
            f"{table[0]}.{column['name']}"
            for table in vault.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for column in vault.connection.execute(f"PRAGMA table_info('{table[0]}')")
        }
        wrong = re.compile(r"salary|(?:\b|_)pay|bonus|grade|dismiss|terminat|redundan|promot|potential|rating|rank|score")
        assert len(names) > 100 and not sorted(one for one in names if wrong.search(one))


@pytest.mark.harm("faults-only")
def test_a_review_of_concerns_alone_is_asked_to_recall_both_sides(vault, tom, review):
    for ago in (30, 90):
        cite(vault, review_id=review, observation_id=whole(vault, tom, concern=True, ago=ago, told_ago=20))
    assert "balance" in asked(vault, review)
    cite(vault, review_id=review, observation_id=whole(vault, tom, ago=60))
    assert "balance" not in asked(vault, review)


@pytest.mark.harm("ai-input", "score-creep")
@pytest.mark.parametrize("anchor", [one for one in ANCHOR_CHOICES if one != "none"])
def test_a_document_is_the_same_byte_for_byte_whichever_anchor_was_chosen(vault, tom, review, anchor):
    """Neither a page nor a property, a tag or the file inside tells a program what the reviewer thought it came to."""
    is_missed = anchor == "missed"
    made = whole(vault, tom, text="Compared the two lists.", concern=is_missed, told_ago=20)
    cite(vault, review_id=review, observation_id=made)
    without = preview_pdf(vault, review_id=review).data
    change_observation(
        vault, observation_id=made, about={tom: About(concern=is_missed, closest_anchor=anchor)}
    )
    tell(vault, observation_id=made, told_on=vault.today - timedelta(days=20))
    assert get_observation(vault, observation_id=made).subjects[0].closest_anchor == anchor
    assert preview_pdf(vault, review_id=review).data == without
    with pikepdf.open(BytesIO(without)) as pdf:
        assert set(pdf.docinfo.keys()) <= {
            "/Title", "/Author", "/Subject", "/Creator", "/Producer", "/CreationDate", "/ModDate"
        }
        assert b"Do not feed it to an automated evaluator." in pdf.attachments["review.json"].get_file().read_bytes()


@pytest.mark.harm("score-creep")
def test_no_file_that_leaves_for_many_holds_an_anchor(vault, tom, tmp_path):
    from reviewapp.actions.bulk_export import INDEX, export_many

    chosen = []
    for name in ("Ana Ruiz", "Nia Pugh"):
        person_id = somebody(vault, name)
        review_id = draft(vault, person_id)
        made = whole(vault, person_id)
        change_observation(vault, observation_id=made, about={person_id: About(concern=False, closest_anchor="enabling")})
        cite(vault, review_id=review_id, observation_id=made)
        chosen.append(review_id)
    export_many(vault, review_ids=chosen, folder=tmp_path / "out")
    files = [one for one in (tmp_path / "out").iterdir() if one.suffix != ".pdf"]
    assert [one.name for one in files] == [INDEX]
    assert not re.search("|".join(ANCHORS), files[0].read_text("utf-8"), re.IGNORECASE)
