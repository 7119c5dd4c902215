"""Everything held about a person in one act: every row of every table, in words and as JSON, without others' names."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from reviewapp.actions.about import about_files, everything_held, save_about
from reviewapp.actions.exporting import export_review
from reviewapp.actions.observations import About, Details, change_observation, get_observation, record_observation
from reviewapp.actions.people import agree_role_profile, remove_person
from reviewapp.actions.queries import profile
from reviewapp.actions.rights import ask_correction, decide_correction, set_hold
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.vault import held
from reviewapp.vault.episode_agreements import add_agreement
from reviewapp.vault.identities import add_contact
from reviewapp.vault.replies import add_items, add_own, add_reply
from tests.actions.test_erasing import FIRST, NAME, fill
from tests.helpers.acts import FOCUS, somebody, whole
from tests.helpers.packets import TOM
from tests.report.reading import pages_of, text_of


def test_every_table_is_handed_over_or_has_a_reason_not_to_be(vault):
    """A new table fails here until somebody decides."""
    rows = vault.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    tables = {row["name"] for row in rows if not row["name"].startswith(("sqlite_", "observation_fts_"))}
    assert tables == set(held.HELD) | set(held.NOT_HELD) and not set(held.HELD) & set(held.NOT_HELD)
    assert all(reason.strip() for reason in held.NOT_HELD.values())


@pytest.mark.harm("secret-dossier")
def test_every_column_of_every_row_is_in_the_json(vault, tmp_path):
    made = fill(vault)
    export_review(vault, review_id=made["mine"], folder=tmp_path)
    set_hold(vault, person_id=made["them"], reason="Claim", set_by="Legal")
    told = whole(vault, made["them"], text="Reported it.")
    with vault.write() as transaction:
        add_agreement(transaction, observation_id=told, person_id=made["them"], agreed_on=vault.today, how="paper")
        contact = add_contact(transaction, TOM.card("Tom Hesketh"), person_id=made["them"])
        transaction.connection.execute(
            "INSERT INTO packet (uid, direction, kind, sha256, created, kept_at, from_fingerprint, to_recipients,"
            " contact_id, data) VALUES ('p', 'received', 'response', 'x', ?, ?, 'f', '[]', ?, x'00ff')",
            (transaction.now, transaction.now, contact),
        )
        [packet] = transaction.connection.execute("SELECT id FROM packet").fetchone()
        review = transaction.connection.execute("SELECT id FROM review WHERE person_id = ?", (made["them"],)).fetchone()[0]
        add_items(transaction, packet, [("review", "u" * 36, "x")])
        add_reply(
            transaction, person_id=made["them"], observation_id=None, review_id=review, packet_id=packet, how="packet",
            position="agree", body="So it was.", written_on=vault.today,
        )
        add_own(transaction, packet_id=packet, what="review", item_uid="u" * 36, position="agree", on=vault.today)
    from reviewapp.actions.asking import ask_for_self_assessment
    from reviewapp.vault.asking import add_answer, add_seal

    asked = {"period_from": vault.today - timedelta(days=9), "period_to": vault.today}
    ask_for_self_assessment(vault, person_id=made["them"], **asked)
    with vault.write() as transaction:
        add_answer(
            transaction, person_id=made["them"], how="e-mail", received_on=vault.today, original=b"Hi Ruth", **asked
        )
        row = transaction.connection.execute("SELECT id FROM review WHERE id NOT IN (SELECT review_id FROM review_seal)")
        for review in row.fetchall():
            add_seal(transaction, review["id"], "{}", "x")
    from reviewapp.actions.agreements import agree, hold_against
    from reviewapp.actions.team import begin_cycle
    from reviewapp.domain.agreement import Terms

    if profile(vault, person_id=made["them"]) is None:
        agree_role_profile(vault, person_id=made["them"], focus=FOCUS)
    begin_cycle(vault, name="Summaries", volunteers=[made["them"]])
    team = agree(vault, terms=Terms(workflow="Summaries", way_back="Paper."), agreed_on=vault.today).id
    theirs = vault.connection.execute(
        "SELECT observation_id FROM observation_person WHERE person_id = ?", (made["them"],)
    ).fetchone()["observation_id"]
    hold_against(vault, observation_id=theirs, agreement_id=team, part="way_back", words="Paper.")
    tables = json.loads(about_files(vault, person_id=made["them"]).json)["tables"]
    for table in held.HELD:
        columns = {row["name"] for row in vault.connection.execute(f"PRAGMA table_info('{table}')")}
        assert tables[table], f"nothing of {table} is handed over"
        assert all(columns <= set(row) for row in tables[table]), table


def everything_typed_about(vault, person_id):
    """Every wording ever saved in a record of the person."""
    rows = vault.connection.execute(
        "SELECT body FROM revision WHERE body <> '' AND (field NOT LIKE 'person_view/%' OR field = ?) AND record_uid IN"
        " (SELECT uid FROM observation WHERE id IN (SELECT observation_id FROM observation_person WHERE person_id = ?)"
        "  UNION SELECT uid FROM review WHERE person_id = ?)",
        (f"person_view/{person_id}", person_id, person_id),
    )
    return [row["body"] for row in rows]


def test_the_pdf_holds_every_wording_and_who_received_what(vault, tmp_path):
    made = fill(vault)
    written = export_review(vault, review_id=made["mine"], folder=tmp_path).path
    record_observation(vault, person_ids=[made["them"]], text="A private thought nobody saw.", observed_on=vault.today)
    files = about_files(vault, person_id=made["them"])
    said = text_of(files.pdf)
    for body in everything_typed_about(vault, made["them"]):
        assert body.replace("Siân Evans", "[another person]").replace("Siân", "[another person]") in said, body
    for words in (
        "A private thought nobody saw.", "thrown away", "in the bin", "Earlier wording of", written.name,
        "Notice, version 1", "About the notes I keep", "asks to mend the date", "He is lazy", "the hint was put aside",
        "Took over from", "again", "Due to be deleted on", "it expires on", "Germany",
    ):  # fmt: skip
        assert words in said, words
    assert f"Page 1 of {len(pages_of(files.pdf))}" in said


def test_names_of_others_are_theirs(vault):
    made = fill(vault)
    files = about_files(vault, person_id=made["them"])
    for text in (text_of(files.pdf), files.json.decode()):
        assert "Siân" not in text and "Evans" not in text and "[another person]" in text
        assert "Ruth Ansell" in text and "[another person] and Vrabxu asked the ward" in text
        assert "agrees" not in text
    theirs = about_files(vault, person_id=made["sian"])
    for text in (text_of(theirs.pdf), theirs.json.decode()):
        assert FIRST not in text and "Vrabxu" not in text and "Siân and [another person] asked the ward" in text


def test_both_files_are_written_as_previewed_and_are_on_record(vault, tmp_path):
    made = fill(vault)
    files = about_files(vault, person_id=made["them"])
    paths = save_about(vault, files=files, folder=tmp_path / "out")
    assert [path.read_bytes() for path in paths] == [files.pdf, files.json]
    assert [path.name for path in paths] == [
        f"About_Zyxomark-Qwoplinski_{vault.today}.pdf", f"About_Zyxomark-Qwoplinski_{vault.today}.json",
    ]
    _about, tables = everything_held(vault, person_id=made["them"])
    assert [(row["kind"], row["file_name"]) for row in tables["handed_file"]] == [("about", path.name) for path in paths]


def test_nothing_is_on_record_that_was_not_written(vault, tmp_path):
    made = fill(vault)
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(UsageError):
        save_about(vault, files=about_files(vault, person_id=made["them"]), folder=tmp_path / "taken")
    assert everything_held(vault, person_id=made["them"])[1]["handed_file"] == []


def test_somebody_in_the_bin_is_held_all_the_same_and_nobody_is_nobody(vault):
    made = fill(vault)
    remove_person(vault, person_id=made["them"])
    assert "In the bin since" in text_of(about_files(vault, person_id=made["them"]).pdf)
    with pytest.raises(NotFound):
        about_files(vault, person_id=999)


def test_somebody_nothing_was_written_about_gets_an_honest_short_answer(vault):
    new = somebody(vault, "New Person", notice=False)
    said = text_of(about_files(vault, person_id=new).pdf)
    assert "No notice is on record." in said and "None." in said


def test_a_correction_is_asked_decided_and_printed_and_the_corrected_text_is_a_new_wording(vault):
    tom, sian = somebody(vault), somebody(vault, "Siân Evans")
    one = whole(vault, tom, text="He sent it at noon.", told_ago=20)
    asked = ask_correction(vault, person_id=tom, observation_id=one, asked_on=vault.today, asked="It was at nine.")
    assert "Not decided yet" in text_of(about_files(vault, person_id=tom).pdf)
    change_observation(vault, observation_id=one, details=Details(texts={"behaviour": "He sent it at nine."}))
    decide_correction(vault, correction_id=asked.id, decision="corrected", reason="The mail shows nine.")
    said = text_of(about_files(vault, person_id=tom).pdf)
    for words in ("It was at nine.", "The mail shows nine.", "He sent it at nine.", "He sent it at noon.", "Corrected"):
        assert words in said
    with pytest.raises(NotFound):
        ask_correction(vault, person_id=sian, observation_id=one, asked_on=vault.today, asked="Mine too.")
    for wrong in ({"decision": "ignored", "reason": "x"}, {"decision": "declined", "reason": " "}):
        with pytest.raises(UsageError):
            decide_correction(vault, correction_id=asked.id, **wrong)
    with pytest.raises(UsageError):
        ask_correction(vault, person_id=tom, asked_on=vault.today, asked="  ")


def test_the_others_in_an_episode_keep_what_they_say_of_it(vault):
    tom, sian = somebody(vault), somebody(vault, "Siân Evans")
    both = record_observation(
        vault, person_ids=[tom, sian], text="They checked.", observed_on=vault.today,
        about={tom: About(person_view="My view of it."), sian: About(person_view="Her own view.", concern=True)},
    ).id
    _about, tables = everything_held(vault, person_id=tom)
    assert "Her own view" not in json.dumps(tables) and "My view of it." in json.dumps(tables)
    assert [row["person_id"] for row in tables["observation_person"]] == [tom]
    assert get_observation(vault, observation_id=both)


__all__ = ["NAME", "RuleRefused"]
