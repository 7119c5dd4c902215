"""The command line of ARCHITECTURE.md section 4, command by command, as scripts rely on it."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from reviewapp.actions.people import find_person
from reviewapp.actions.vaults import unlock_vault
from reviewapp.cli import cli
from reviewapp.report.dates import read_date
from reviewapp.vault import people
from tests.conftest import PASSPHRASE

TODAY = date.today()
EVIDENCE = ("--basis", "saw_the_work", "--competency", "J5", "--checked", "source", "--effect", "worked", "--ai-part", "drafted")


def ago(days):
    return (TODAY - timedelta(days=days)).isoformat()


@pytest.fixture
def tom(command, folder):
    """A person with a notice and a focus; the id."""
    added = command("person", "add", "Tom Hesketh", "--role", "Pharmacist", "--team", "North")
    assert command("notice", "Tom Hesketh", "--given", ago(300)).code == 0
    assert command("focus", "Tom Hesketh", "J1", "J4", "J5", "J6", "--on", ago(250)).code == 0
    return int(added.out)


def noted(command, text, *more, name="Tom Hesketh"):
    outcome = command("note", name, text, *more)
    assert outcome.code == 0, outcome
    assert outcome.out.strip().isdigit() and outcome.out.count("\n") == 1
    return int(outcome.out)


def listed(command, *more):
    outcome = command("notes", "--json", *more)
    assert outcome.code == 0 and outcome.err == "", outcome
    return outcome.json


def test_init_prints_the_code_alone_and_the_code_works(command, tmp_path):
    """The one test with keys as strong as a user's: 256 MiB."""
    outcome = command("init", "--name", "Ruth Ansell", vault=tmp_path / "new")
    assert outcome.code == 0 and outcome.err.count("\n") == 1 and str(tmp_path / "new") in outcome.err
    with unlock_vault(folder=tmp_path / "new", recovery_code=outcome.out.strip()) as vault:
        assert vault.connection.execute("SELECT name FROM person WHERE is_me").fetchone()[0] == "Ruth Ansell"
    body = json.loads((tmp_path / "new" / "vault.keys").read_text())
    assert body["slots"][0]["kdf"] | {"salt": ""} == {"name": "argon2id", "salt": "", "m": 262144, "t": 3, "p": 4}


@pytest.mark.parametrize("arguments", [("init",), ("init", "--name", ""), ("init", "--name", " \t")], ids=str)
def test_init_needs_a_name(command, tmp_path, arguments):
    outcome = command(*arguments, vault=tmp_path / "new")
    assert outcome.code == 2 and outcome.out == "" and not (tmp_path / "new").exists()


def test_init_needs_a_passphrase(command, tmp_path, monkeypatch):
    monkeypatch.setenv("REVIEWAPP_PASSPHRASE", "")
    outcome = command("init", "--name", "R", vault=tmp_path / "new")
    assert outcome.code == 2 and "passphrase" in outcome.err and not (tmp_path / "new" / "vault.db").exists()


@pytest.mark.idea("A76")
def test_a_decision_point_noted_without_its_reason_waits_as_a_jot(command, tom):
    noted = command("note", "Tom Hesketh", "Held the letter back.", "--kind", "decision_point", *EVIDENCE)
    assert noted.code == 0 and "the reason of the decision" in noted.err
    refused = command("complete", noted.out.strip())
    assert refused.code == 2 and "the reason of the decision" in refused.err
    reason = ("--rationale", "It named somebody who was never asked.", "--reviewed-by", "The ward sister")
    assert command("amend", noted.out.strip(), *reason, "--no-concern").code == 0
    assert command("complete", noted.out.strip()).code == 0
    noted = command("note", "Tom Hesketh", "Sent it on.", "--kind", "decision_point", *EVIDENCE, *reason)
    assert [one["status"] for one in command("notes", "--json").json] == ["complete", "complete"], noted.err


def test_a_text_that_is_not_notes_is_refused_by_import(command, folder, tmp_path):
    path = tmp_path / "working-agreement.md"
    path.write_text("# How we work\n\n## Guard-rails\n- The reader opens the source first.\n", "utf-8")
    outcome = command("import", path)
    assert outcome.code == 2 and outcome.out == "" and "working-agreement.md holds no notes" in outcome.err
    assert command("notes", "--json").json == []


def test_a_new_focus_keeps_what_it_does_not_mention(command, folder):
    def agreed(on=None):
        with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
            person_id = find_person(vault, name="Tom Hesketh").id
            _id, found = people.role_profile(vault.connection, person_id, on)
        return found.focus, found.seat, found.foundational_skills, found.protected_work

    assert command("person", "add", "Tom Hesketh").code == 0
    first, second = ("J1", "J4", "J5", "J6"), ("J1", "J2", "J3", "J4")
    given = ("--skill", "Reading a chart", "--skill", "Sums", "--protected", "Bad news", "--seat", "lead")
    assert command("focus", "Tom Hesketh", *first, *given, "--on", ago(9)).code == 0
    assert command("focus", "Tom Hesketh", *second, "--on", ago(5)).code == 0
    assert agreed() == (second, "lead", ("Reading a chart", "Sums"), ("Bad news",))
    assert command("focus", "Tom Hesketh", *first, "--skill", "Sums", "--on", ago(4)).code == 0
    assert agreed() == (first, "lead", ("Sums",), ("Bad news",))
    assert command("focus", "Tom Hesketh", *first, "--no-protected", "--seat", "maker", "--on", ago(3)).code == 0
    assert agreed() == (first, "maker", ("Sums",), ())
    assert command("focus", "Tom Hesketh", *first, "--no-skills", "--on", ago(2)).code == 0
    assert agreed() == (first, "maker", (), ())
    # Agreed for a day before all of them: nothing is carried backwards, and the newest stays in force.
    assert command("focus", "Tom Hesketh", *first, "--skill", "Latin", "--on", ago(1)).code == 0
    assert command("focus", "Tom Hesketh", *second, "--on", ago(30)).code == 0
    assert agreed(TODAY - timedelta(days=30)) == (second, "maker", (), ())
    assert agreed() == (first, "maker", ("Latin",), ())
    refused = command("focus", "Tom Hesketh", *first, "--skill", "Sums", "--no-skills")
    assert refused.code == 2 and "--no-skills" in refused.err


def test_init_refuses_a_short_passphrase_and_advises_about_a_weak_one(command, tmp_path, monkeypatch):
    monkeypatch.setenv("REVIEWAPP_PASSPHRASE", "short")
    outcome = command("init", "--name", "R", vault=tmp_path / "new")
    assert outcome.code == 2 and "at least 8 characters" in outcome.err and not (tmp_path / "new" / "vault.db").exists()
    monkeypatch.setenv("REVIEWAPP_PASSPHRASE", "nine kites")
    outcome = command("init", "--name", "R", vault=tmp_path / "new")
    assert outcome.code == 0 and "short" in outcome.err and "Settings" in outcome.err
    assert len(outcome.out.split()) == 1, "the recovery code alone, for scripts"
    monkeypatch.setenv("REVIEWAPP_PASSPHRASE", PASSPHRASE)
    outcome = command("init", "--name", "R", vault=tmp_path / "other")
    assert outcome.code == 0 and "guess" not in outcome.err


def test_the_vault_is_named_before_or_after_the_command_or_by_the_environment(command, folder, tmp_path, monkeypatch):
    assert command("person", "add", "In Environment").code == 0
    monkeypatch.setenv("REVIEWAPP_VAULT", str(tmp_path / "elsewhere"))
    assert command("people").code == 2
    for outcome in (
        command("people", vault=folder),
        command("people", "--vault", folder),
        command("people", "--json", "--vault", folder),
        command("people", "--vault", folder, vault=tmp_path / "overruled"),
    ):
        assert outcome.code == 0 and "In Environment" in outcome.out
    assert command("person", "add", "At End", "--vault", folder).code == 0
    assert command("person", "--vault", folder, "add", "In The Middle").code == 0
    assert command("review", "--vault", folder, "checks", 9).code == 2
    assert command("review", "new", "At End", "--from", ago(9), "--to", ago(0), "--vault", folder).out == "1\n"
    monkeypatch.setenv("REVIEWAPP_VAULT", "")
    assert command("people").code == 2  # the default place of this computer, where there is none


def test_every_command_takes_the_vault(command):
    def commands(group, path=()):
        for name, one in group.commands.items():
            if hasattr(one, "commands"):
                yield from commands(one, (*path, name))
            else:
                yield (*path, name), one

    found = dict(commands(cli))
    assert len(found) >= 20
    for path, one in found.items():
        assert any("--vault" in parameter.opts for parameter in one.params), path
        outcome = command(*path, "--help")
        assert outcome.code == 0 and outcome.err == "" and outcome.out.startswith("Usage: reviewapp"), outcome


def test_people_are_added_listed_and_told_apart(command, folder, tom):
    assert tom == 2
    assert command("person", "add", "Siân Evans").out == "3\n"
    assert command("people", "--json").json == [
        {"id": 3, "name": "Siân Evans", "role": "", "team": "", "notice_on": None},
        {"id": 2, "name": "Tom Hesketh", "role": "Pharmacist", "team": "North", "notice_on": ago(300)},
    ]
    shown = command("people").out
    assert "Siân Evans" in shown and "no notice yet" in shown and f"notice {ago(300)}" in shown
    twice = command("person", "add", "Siân  Evans")
    assert twice.code == 2 and twice.out == "" and "already" in twice.err
    command("person", "add", "Sian Price")
    unclear = command("note", "sian", "x")
    assert (unclear.code == 2 and "Siân Evans or Sian Price" in unclear.err) or "Sian Price or Siân Evans" in unclear.err
    nobody = command("note", "Nobody", "x")
    assert nobody.code == 2 and 'person add "Nobody"' in nobody.err


def test_notice_prints_the_text_on_request(command, folder):
    command("person", "add", "Siân Evans")
    outcome = command("notice", "Siân", "--print")
    assert outcome.code == 0 and f"For Siân Evans, from Ruth Ansell, handed over on {read_date(TODAY)}" in outcome.out
    assert "recorded" in outcome.err
    quiet = command("notice", "Siân")
    assert quiet.out == "" and "recorded" in quiet.err
    assert command("notice", "Siân", "--given", (TODAY + timedelta(days=1)).isoformat()).code == 2


@pytest.mark.parametrize("arguments", [("J1", "J2", "J3"), ("J1", "J2", "J3", "J99"), ()], ids=str)
def test_a_focus_of_four_to_seven(command, tom, arguments):
    assert command("focus", "Tom Hesketh", *arguments).code == 2


def test_a_note_without_a_notice_is_a_jot_and_says_so(command, folder):
    command("person", "add", "New Person")
    outcome = command("note", "New Person", "Checked it.", *EVIDENCE)
    assert outcome.code == 0 and outcome.out == "1\n"
    assert "jot" in outcome.err and "notice" in outcome.err and "New Person" in outcome.err
    assert listed(command)[0]["status"] == "jot"
    assert command("complete", 1).code == 2
    told = command("tell", 1, "--on", ago(0))
    assert told.code == 2 and "notice" in told.err
    command("notice", "New Person")
    assert command("complete", 1).code == 0
    assert listed(command)[0]["status"] == "complete"


def test_a_bare_note_is_a_jot_without_remarks(command, tom):
    outcome = command("note", "Tom Hesketh", "Checked it.")
    assert (outcome.code, outcome.out, outcome.err) == (0, "1\n", "")
    assert listed(command) == [
        {"id": 1, "people": ["Tom Hesketh"], "observed_on": TODAY.isoformat(), "written_on": TODAY.isoformat(),
         "kind": "observation", "text": "Checked it.", "status": "jot", "competencies": []}
    ]


def test_a_note_with_a_basis_and_a_competency_is_complete(command, tom):
    first = noted(command, "Checked it.", *EVIDENCE)
    outcome = command("note", "Tom Hesketh", "Another.", "--basis", "saw_it", "--competency", "J6", "--competency", "J1")
    assert outcome.out == "2\n" and "too early to say" in outcome.err
    assert "not speaking against the person" in outcome.err and "reviewapp amend 2 --concern" in outcome.err
    assert "speaking against" not in command("note", "Tom", "Sent unread.", *EVIDENCE, "--concern").err
    assert {one["id"]: one["status"] for one in listed(command)} == {1: "complete", 2: "complete", 3: "complete"}
    assert {one["id"]: one["competencies"] for one in listed(command)}[2] == ["J6", "J1"] and first == 1
    told = noted(command, "Told.", *EVIDENCE, "--told-on", ago(0))
    assert {one["id"]: one["status"] for one in listed(command)}[told] == "shared"


def test_the_shape_of_json_is_exactly_the_contract(command, tom):
    command("person", "add", "Siân Evans")
    noted(command, "Eins\nzwei \"drei\" ☕ \u202e", "--with", "Siân", "--date", ago(3), "--kind", "caught_risk")
    for outcome in (command("notes", "--json"), command("search", "zwei", "--json")):
        assert outcome.json == [
            {"id": 1, "people": ["Tom Hesketh", "Siân Evans"], "observed_on": ago(3), "written_on": TODAY.isoformat(),
             "kind": "caught_risk", "text": "Eins\nzwei \"drei\" ☕ \u202e", "status": "jot", "competencies": []}
        ]
        assert list(outcome.json[0]) == [
            "id", "people", "observed_on", "written_on", "kind", "text", "status", "competencies"
        ]
        assert "☕" in outcome.out
    with_open_date(command)
    assert listed(command)[0]["observed_on"] is None


def with_open_date(command):
    """What an import leaves when it cannot tell the day."""
    import os
    from pathlib import Path

    from reviewapp.actions.observations import record_observation

    with unlock_vault(folder=Path(os.environ["REVIEWAPP_VAULT"]), passphrase=PASSPHRASE) as vault:
        record_observation(vault, person_ids=[2], text="Open.", observed_on=None, date_as_written="03/11/2026")


def test_notes_are_newest_first_by_person_and_period(command, tom):
    command("person", "add", "Siân Evans")
    for days in (40, 5, 20):
        noted(command, f"{days} days", "--date", ago(days))
    noted(command, "hers", "--date", ago(10), name="Siân Evans")
    assert [one["text"] for one in listed(command)] == ["5 days", "hers", "20 days", "40 days"]
    assert [one["text"] for one in listed(command, "--person", "Tom")] == ["5 days", "20 days", "40 days"]
    assert [one["text"] for one in listed(command, "--from", ago(20), "--to", ago(10))] == ["hers", "20 days"]
    assert listed(command, "--from", ago(4)) == []
    assert command("notes", "--from", ago(4)).out == ""
    shown = command("notes").out
    assert shown.index("5 days") < shown.index("40 days") and "[jot]" in shown
    assert command("notes", "--person", "Nobody").code == 2


def test_search_finds_limits_and_takes_anything(command, tom):
    for text in ("Sent an e-mail.", "C++ and a:b", "Asked Siân."):
        noted(command, text)
    assert [one["text"] for one in command("search", "sian", "--json").json] == ["Asked Siân."]
    assert len(command("search", "a", "--limit", 1, "--json").json) == 1
    for query in ('"', "*", "AND", "NEAR(", "e-mail", "C++", "a:b", "\udcff", "x" * 10_000, "", "-x", "%"):
        outcome = command("search", "--json", "--", query)
        assert outcome.code == 0 and outcome.err == "" and isinstance(outcome.json, list), query
    for limit in ("0", "-1", "x", "1001"):
        assert command("search", "a", "--limit", limit).code == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [("today", TODAY.isoformat()), ("yesterday", ago(1)), (ago(9), ago(9)), ("5 Mar 2026", "2026-03-05")],
)
def test_days_as_people_type_them(command, tom, typed, said):
    noted(command, "x", "--date", typed)
    assert listed(command)[0]["observed_on"] == said


@pytest.mark.parametrize("typed", ["03/11/2026", "", " ", "soon", "2026-13-40", "31/02/2026", "9999-12-31", "\udcff", "-1"])
def test_days_that_are_none_or_two_are_asked_about(command, tom, typed):
    """Also an empty one, as from an unset variable of a script: it is never quietly today."""
    before = listed(command)
    for arguments in (("note", "Tom Hesketh", "x", "--date", typed), ("note", "Tom Hesketh", "x", "--told-on", typed),
                      ("notice", "Tom Hesketh", "--given", typed)):
        outcome = command(*arguments)
        assert outcome.code == 2 and outcome.out == "" and outcome.err.count("\n") == 1, outcome
    assert listed(command) == before
    noted(command, "x", "--date", ago(5))
    assert command("tell", 1, "--on", typed).code == 2
    assert listed(command)[0]["status"] == "jot"


def test_an_ambiguous_day_names_both_readings(command, tom):
    outcome = command("note", "Tom Hesketh", "x", "--date", "03/11/2025")
    assert outcome.code == 2 and "2025-03-11" in outcome.err and "2025-11-03" in outcome.err


def test_text_from_standard_input(command, tom):
    outcome = command("note", "Tom Hesketh", "-", stdin="Erste Zeile.\n\nZweite ☕.\n")
    assert outcome.out == "1\n"
    assert listed(command)[0]["text"] == "Erste Zeile.\n\nZweite ☕."
    assert command("note", "Tom Hesketh", "-", stdin="").code == 2
    assert command("note", "Tom Hesketh", "-", stdin="\ufeffWith a mark.").out == "2\n"
    assert listed(command)[0]["text"] == "With a mark."
    wrong = command("note", "Tom Hesketh", "-", stdin="Müller".encode("cp1252"))
    assert wrong.code == 2 and "UTF-8" in wrong.err and "fault in" not in wrong.err
    assert len(listed(command)) == 2


def test_what_is_refused_says_why_and_saves_nothing(command, tom):
    for arguments in (
        ("note", "Tom Hesketh", ""), ("note", "Tom Hesketh", "x" * 200_001), ("note", "Tom Hesketh", "x", "--competency", "J99"),
        ("note", "Tom Hesketh", "x", "--kind", "rating"), ("note", "Tom Hesketh", "x", "--date", ago(-1)),
        ("note", "Tom Hesketh", "x", "--date", ago(1), "--told-on", ago(2)), ("note", "Tom Hesketh"), ("note",), ("nothing",),
        ("note", "Tom Hesketh", "x", "--score", "5"), ("amend", 4711, "--text", "x"), ("complete", 4711), ("complete", "x"),
        ("tell", 4711, "--on", ago(0)), ("review",), ("person",), ("notes", "extra"),
    ):
        outcome = command(*arguments)
        assert outcome.code == 2 and outcome.out == "" and outcome.err.strip(), outcome
        assert "Traceback" not in outcome.err and "fault in" not in outcome.err
    assert listed(command) == []


def test_amending_keeps_and_completes(command, tom):
    noted(command, "First.")
    assert command("complete", 1).code == 2
    assert command("amend", 1, "--text", "Second.", *EVIDENCE, "--no-concern", "--date", ago(2)).code == 0
    assert command("complete", 1).code == 0
    assert (listed(command)[0]["text"], listed(command)[0]["status"]) == ("Second.", "complete")
    assert command("tell", 1, "--on", ago(0)).code == 0
    assert listed(command)[0]["status"] == "shared"


class TestReview:
    """new, cite, write, checks, seal, share, finish, export."""

    @pytest.fixture
    def review(self, command, tom):
        outcome = command("review", "new", "Tom Hesketh", "--from", ago(100), "--to", ago(0))
        assert (outcome.code, outcome.out, outcome.err) == (0, "1\n", "")
        return 1

    def test_the_whole_life(self, command, review, tmp_path):
        good = noted(command, "Compared the dose with the book.", *EVIDENCE, "--date", ago(30))
        bad = noted(command, "Sent it unread.", *EVIDENCE, "--date", ago(30), "--concern", "--told-on", ago(20))
        assert command("review", "cite", review, good, bad).code == 0
        assert "conditions of" not in command("review", "checks", review).out
        for arguments in (
            ("review", "write", review, "strength", "Compares with the source.", "--competency", "J5"),
            ("review", "seal", review),
            ("review", "share", review, "--on", "yesterday"),
        ):
            outcome = command(*arguments)
            assert (outcome.code, outcome.out, outcome.err) == (0, "", ""), outcome
        assert command("review", "write", review, "summary", "-", stdin="Two\nlines\n").code == 0
        assert {one["status"] for one in listed(command)} == {"in_review"}
        fine = command("review", "checks", review)
        assert fine.code == 0 and "STOPS" not in fine.out and fine.err == ""
        asked = command("review", "checks", review, "--json").json
        assert not any(one["stops"] for one in asked) and {one["label"] for one in asked} >= {"coverage", "parity"}
        draft = command("export", review, "--out", tmp_path / "pdf")
        assert draft.code == 0 and draft.out.rstrip().endswith("_draft.pdf")
        assert command("review", "finish", review, "--talked-on", "today").code == 0
        final = command("export", review, "--out", tmp_path / "pdf")
        assert final.out.rstrip().endswith("_v1.pdf")
        from pathlib import Path

        assert all(Path(one.out.rstrip()).read_bytes().startswith(b"%PDF-") for one in (draft, final))
        for arguments in (
            ("review", "write", review, "summary", "other"), ("review", "cite", review, good), ("review", "seal", review),
            ("review", "share", review, "--on", "today"), ("review", "finish", review, "--talked-on", "today"),
        ):
            refused = command(*arguments)
            assert refused.code == 2 and "finished" in refused.err and refused.out == ""

    def test_an_export_names_what_no_font_draws_and_where(self, command, review, tmp_path):
        assert command("review", "write", review, "goals", "Draw \U00013000.").code == 0
        done = command("export", review, "--out", tmp_path)
        assert done.code == 0 and done.out.rstrip().endswith("_draft.pdf")
        assert "No font here can draw some characters." in done.err and "Under “Goals”: U+13000." in done.err

    def test_a_secret_concern_does_not_get_in(self, command, review):
        secret = noted(command, "Sent it unread.", *EVIDENCE, "--concern")
        refused = command("review", "cite", review, secret)
        assert refused.code == 2 and "not shared" in refused.err and "14 days" in refused.err

    def test_those_before_a_refused_one_stay_cited(self, command, review):
        good = noted(command, "Good.", *EVIDENCE)
        jot = noted(command, "Jot.")
        later = noted(command, "Later.", *EVIDENCE)
        assert command("review", "cite", review, good, jot, later).code == 2
        assert {one["id"]: one["status"] for one in listed(command)} == {good: "in_review", jot: "jot", later: "complete"}

    def test_checks_say_what_stops_it(self, command, review):
        command("review", "write", review, "concern", "Careless.", "--competency", "J5")
        outcome = command("review", "checks", review)
        assert outcome.code == 1 and "rests on no episode" in outcome.out and outcome.err == ""
        found = command("review", "checks", review, "--json")
        assert found.code == 1 and found.json[0]["place"] == "concern/J5" and found.json[0]["stops"]
        assert list(found.json[0])[:4] == ["place", "sentence", "next_step", "stops"]
        assert command("review", "finish", review, "--talked-on", "today").code == 2

    @pytest.mark.idea("A31", "A38")
    def test_a_usage_metric_is_settled_before_finishing(self, command, review, tmp_path):
        metric = "He burned 3 million tokens in March."
        note = noted(command, metric, *EVIDENCE, "--date", ago(30))
        assert command("review", "cite", review, note).code == 0
        assert command("review", "write", review, "summary", "-", stdin=f"He is lazy. {metric}").code == 0
        outcome = command("review", "checks", review)
        assert outcome.code == 1 and outcome.out.count("STOPS") == 2 and "hint" in outcome.out and outcome.err == ""
        found = [one for one in command("review", "checks", review, "--json").json if one["stops"]]
        assert [(one["place"], one["observation_id"], one["label"]) for one in found] == [
            ("summary", 0, "usage_metric"), ("", note, "usage_metric")
        ]
        span = found[0]["span"]
        assert command("review", "finish", review, "--talked-on", "today").code == 2
        tag = ("review", "answer", review, span, "--as", "outcome_number", "--reason")
        for arguments in (
            (*tag, "r"), (*tag, "", "--place", "summary"), (*tag, f"As above: {metric}", "--place", "summary"),
            ("review", "answer", review, "nothing of the kind", "--as", "quoted", "--reason", "r"),
            ("review", "answer", review, span, "--as", "dismissed", "--reason", "r", "--place", "summary"),
            ("review", "answer", review, span, "--as", "fine", "--reason", "r", "--place", "summary"),
            ("review", "answer", 9, span, "--as", "quoted", "--reason", "r"),
            ("review", "answer", review, span, "--as", "quoted"),
        ):
            refused = command(*arguments)
            assert refused.code == 2 and refused.out == "" and refused.err, arguments
        assert command(*tag, "Cut from each request.", "--place", "summary").code == 0
        assert command("review", "finish", review, "--talked-on", "today").code == 2
        assert command(*tag, "Cut from each request.", "--observation", note).code == 0
        assert command("review", "answer", review, "He is lazy", "--as", "dismissed", "--reason", "His words.").code == 0
        outcome = command("review", "checks", review)
        assert outcome.code == 0 and "outcome_number: Cut from each request." in outcome.out
        assert command("review", "finish", review, "--talked-on", "today").code == 0

    def test_wrong_words(self, command, review, tmp_path):
        for arguments in (
            ("review", "new", "Nobody", "--from", ago(1), "--to", ago(0)), ("review", "new", "Tom", "--from", ago(0), "--to", ago(1)),
            ("review", "new", "Tom", "--from", ago(0)), ("review", "new", "Tom", "--from", "", "--to", ago(0)),
            ("review", "new", "Tom", "--from", ago(9), "--to", "9999-12-31"), ("review", "cite", review), ("review", "cite", 9, 1),
            ("review", "cite", review, 9), ("review", "write", review, "rating", "5"), ("review", "write", review, "strength", "x"),
            ("review", "write", review, "strength", "x", "--competency", "J99"), ("review", "write", 9, "summary", "x"),
            ("review", "finish", review, "--talked-on", ago(-1)), ("review", "share", review, "--on", ""), ("review", "seal", 9),
            ("review", "checks", 9), ("export", 9, "--out", tmp_path / "pdf"), ("export", review), ("export", "--out", tmp_path),
        ):
            outcome = command(*arguments)
            assert outcome.code == 2 and outcome.out == "" and "Traceback" not in outcome.err and "fault in" not in outcome.err, outcome

    def test_where_no_file_can_be_written(self, command, review, tmp_path):
        (tmp_path / "file").write_text("kept")
        assert command("export", review, "--out", tmp_path / "file").code == 2
        assert command("export", review, "--out", tmp_path / "file" / "below").code in (2, 3)
        assert (tmp_path / "file").read_text() == "kept"

    def test_without_a_focus_it_says_so_and_goes_on(self, command, folder):
        command("person", "add", "Siân Evans")
        outcome = command("review", "new", "Siân", "--from", ago(9), "--to", ago(0))
        assert outcome.out == "1\n" and "No focus" in outcome.err and outcome.code == 0


def test_doctor_finds_nothing_wrong(command, tom):
    outcome = command("doctor")
    assert outcome.code == 0 and outcome.err == "" and "PROBLEM" not in outcome.out
    found = command("doctor", "--json").json
    assert {one["name"] for one in found} >= {"integrity", "schema", "files", "network", "versions"}
    assert all(list(one) == ["name", "ok", "sentence"] and one["ok"] is True for one in found)


def test_doctor_notices_files_others_can_read(command, folder):
    (folder / "vault.keys").chmod(0o644)
    outcome = command("doctor")
    assert outcome.code == 1 and "PROBLEM  files" in outcome.out and "vault.keys" in outcome.out


def test_framework_file(command, folder, tom, tmp_path):
    from reviewapp.actions.queries import profile
    from reviewapp.paths import resource

    text = resource("frameworks", "judgment-1.toml").read_text("utf-8").replace('version = "1"', 'version = "2"', 1)
    (tmp_path / "two.toml").write_text(text, "utf-8")
    assert command("framework", tmp_path / "two.toml").out == "2\n"
    assert command("framework", tmp_path / "two.toml").out == "2\n"
    # Beside each other: what was agreed before stays in force until another one is named.
    focus = ("focus", "Tom", "J1", "J2", "J3", "J4", "--on", "yesterday")
    assert command("focus", "Tom", "J1", "J2", "J3", "J4", "--framework", 9).code == 2
    assert command(*focus).code == 0
    for named, version in (((), "1"), (("--framework", 2, "--seat", "lead"), "2"), ((), "2")):
        assert command(*focus, *named).code == 0
        with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
            assert profile(vault, person_id=tom).framework_version == version
    (tmp_path / "two.toml").write_text("nonsense")
    assert command("framework", tmp_path / "two.toml").code == 2
    assert command("framework", tmp_path / "none.toml").code == 2


def test_version_and_help_need_no_vault(command, tmp_path, monkeypatch):
    monkeypatch.setenv("REVIEWAPP_VAULT", str(tmp_path / "none"))
    from reviewapp import __version__

    assert command("--version").out == f"reviewapp, version {__version__}\n"
    for arguments in (("--help",), ("-h",), ("review", "--help"), ("note", "-h")):
        outcome = command(*arguments)
        assert outcome.code == 0 and "Usage" in outcome.out
    assert list(tmp_path.iterdir()) == []


def test_control_characters_of_a_note_do_not_reach_the_terminal(command, tom):
    """Text can come from somebody's file; an escape sequence in it must not drive the reader's terminal."""
    noted(command, "a\x1b]0;title\x07b\x9bc\tend")
    shown = command("notes").out
    assert not {"\x1b", "\x07", "\x9b"} & set(shown) and "\tend" in shown
    assert listed(command)[0]["text"] == "a\x1b]0;title\x07b\x9bc\tend"
