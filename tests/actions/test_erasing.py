"""Erasure: no byte of the name is left, only the one person goes, a hold refuses, kill -9 loses nothing but the person."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from reviewapp.actions.erasing import (
    delete_for_good,
    erase_person,
    erase_preview,
    erasures_unfinished,
    finish_erasures,
    receipts,
)
from reviewapp.actions.exporting import export_review
from reviewapp.actions.finding_answers import answer_in_observation
from reviewapp.actions.growth import agree_growth
from reviewapp.actions.journaling import keep_draft, kept_drafts
from reviewapp.actions.observations import About, Details, change_observation, get_observation, record_observation
from reviewapp.actions.people import add_person, remove_person
from reviewapp.actions.person_records import change_details
from reviewapp.actions.queries import all_people, find, reviews_with_names
from reviewapp.actions.review_content import document_content
from reviewapp.actions.reviews import cite, finish_review, write_section
from reviewapp.actions.rights import ask_correction, set_hold, set_person_retention
from reviewapp.actions.vaults import unlock_vault
from reviewapp.domain.backup import Missed
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.review import SectionKey
from reviewapp.vault import doctor, erasure
from reviewapp.vault.backup_file import damaged
from reviewapp.vault.encrypted import connect
from tests.conftest import PASSPHRASE
from tests.helpers.acts import draft, jot, somebody, whole
from tests.helpers.raw_pages import clear_bytes, clear_log

ROOT = Path(__file__).resolve().parents[2]
# Words that stand nowhere else: whatever is found of them was left behind.
FIRST, LAST, NICK = "Zyxomark", "Qwoplinski", "Vrabxu"
NAME = f"{FIRST} {LAST}"
MARKS = [mark.encode() for name in (FIRST, LAST, NICK) for mark in {name, name.lower(), name.upper(), name.casefold()}]


def fill(vault) -> dict[str, int]:
    """A person in every table, alone and together with somebody, and named in texts about others."""
    them, sian = somebody(vault, NAME), somebody(vault, "Siân Evans")
    change_details(
        vault, person_id=them, name=NAME, role="Pharmacist", team="North", started_on=None, away_from=None,
        away_to=None, other_names=[NICK],
    )  # fmt: skip
    alone = whole(vault, them, text=f"{FIRST} compared the dose with the book.")
    change_observation(vault, observation_id=alone, details=Details(texts={"behaviour": f"{NAME} compared the dose."}))
    both = record_observation(
        vault, person_ids=[sian, them], text=f"Siân and {NICK} asked the ward. {FIRST}'s question was better. He is lazy.",
        observed_on=vault.today, details=Details(texts={"situation": f"{LAST.upper()} was on call."}),
        about={them: About(person_view=f"{FIRST} says it was rushed."), sian: About(person_view="Siân agrees.")},
    ).id
    answer_in_observation(
        vault, observation_id=both, field="behaviour",
        given=_given(vault, both, f"I asked {NICK}."),
    )  # fmt: skip
    other = whole(vault, sian, text=f"Took over from {NAME} at noon.")
    mine = draft(vault, them)
    cite(vault, review_id=mine, observation_id=alone)
    write_section(vault, review_id=mine, key=SectionKey("summary"), text=f"{FIRST} checks.")
    finish_review(vault, review_id=mine, talked_on=vault.today)
    theirs = draft(vault, sian)
    cite(vault, review_id=theirs, observation_id=other)
    write_section(vault, review_id=theirs, key=SectionKey("summary"), text=f"Works well with {FIRST}.")
    finish_review(vault, review_id=theirs, talked_on=vault.today)
    agree_growth(
        vault, person_id=them, kind="plan", choice="own",
        texts={"toward": f"{FIRST} reviews letters.", "next_step": "Ten letters", "support_owner": "Siân Evans",
               "support_promised": "An afternoon"},
    )  # fmt: skip
    ask_correction(vault, person_id=them, asked_on=vault.today, asked=f"{FIRST} asks to mend the date.")
    set_person_retention(vault, person_id=them, region="germany", left_on=vault.today)
    keep_draft(vault, editor="capture", body={"text": f"{FIRST} again", "people": [NAME]})
    keep_draft(vault, editor=f"observation/{alone}", body={"texts": {"situation": "x"}, "views": {}})
    for form, row in (("withdraw", alone), ("person", them), ("focus", them), ("correction", them), ("keeping", them)):
        keep_draft(vault, editor=f"{form}/{row}", body={"fields": {"words": "of theirs"}})
    keep_draft(vault, editor=f"observation/{both}", body={"texts": {"situation": f"with {FIRST}"}, "views": {str(them): "y"}})
    gone = jot(vault, them, text=f"{NICK}, thrown away.")
    from reviewapp.actions.observations import remove_observation

    remove_observation(vault, observation_id=gone)
    # Samples of words, as closing the vault takes them sooner or later.
    vault.connection.execute("ANALYZE")
    return {"them": them, "sian": sian, "alone": alone, "both": both, "other": other, "mine": mine, "theirs": theirs}


def _given(vault, observation_id: int, reason: str):
    """A hint at the wording, put aside with a reason."""
    from reviewapp.actions.text_check import findings_of
    from reviewapp.domain.answer import Answer

    found = findings_of(get_observation(vault, observation_id=observation_id).behaviour)[0]
    return Answer(found.label, found.span, "dismissed", reason)


def found_in(folder: Path, data_key: bytes) -> list[str]:
    """Marks that are still in any file of the vault, in clear or decrypted."""
    found = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        bodies = [path.read_bytes()]
        if path.suffix == ".db":
            bodies.append(clear_bytes(path, data_key))
        if path.name.endswith("-wal"):
            bodies.append(clear_log(path, data_key))
        found += [f"{path.name}: {mark!r}" for body in bodies for mark in MARKS if mark in body]
    return found


def words_of_the_index(connection) -> set[str]:
    """Every word the full-text index knows: they are stored cut up, so bytes alone prove nothing."""
    connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, observation_fts, row)")
    found = {row["term"] for row in connection.execute("SELECT term FROM temp.words")}
    connection.execute("DROP TABLE temp.words")
    return found


def copied(vault, tmp_path) -> tuple[Path, list[Path]]:
    """Copies of the vault as a backup makes them, and a folder around them."""
    folder = tmp_path / "copies"
    folder.mkdir()
    paths = [folder / "monday.db", folder / "tuesday.db"]
    for path in paths:
        vault.connection.execute("VACUUM INTO ?", (str(path),))
    return folder, paths


def rewriting(paths):
    """What a room of backups does: open each copy with the key of the vault and apply the change."""

    def rewrite(vault, change):
        for path in paths:
            connection = connect(path, vault._data_key)
            try:
                change(connection)
            finally:
                connection.close()
        return ()

    return rewrite


def test_no_byte_of_the_person_is_left_here_or_in_the_copies(vault, tmp_path):
    made = fill(vault)
    folder, paths = copied(vault, tmp_path)
    key = vault._data_key
    assert {mark.decode() for mark in MARKS if any(mark.decode() in one for one in found_in(vault.folder, key))}
    assert found_in(folder, key) and any(FIRST.lower().startswith(word) for word in words_of_the_index(vault.connection))

    erase_person(vault, person_id=made["them"], rewrite=rewriting(paths))

    assert found_in(vault.folder, key) == [] and found_in(folder, key) == []
    for connection in (vault.connection, *(connect(path, key) for path in paths)):
        known = words_of_the_index(connection)
        assert not [word for word in known if word in {FIRST.lower(), LAST.lower(), NICK.lower()}]
        everything = json.dumps(
            [tuple(row) for table in _tables(connection) for row in connection.execute(f"SELECT * FROM '{table}'")],
            default=repr,
        ).encode()
        assert not [mark for mark in MARKS if mark in everything]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*) FROM erasing").fetchone()[0] == 0
        if connection is not vault.connection:
            connection.close()
    assert doctor.integrity(vault) == [] and not erasures_unfinished(vault)
    vault.close()
    assert found_in(vault.folder, key) == []


def _tables(connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%'")
    return [row["name"] for row in rows]


def test_in_a_shared_episode_only_the_one_person_goes(vault):
    made = fill(vault)
    erase_person(vault, person_id=made["them"])
    both = get_observation(vault, observation_id=made["both"])
    assert [one.name for one in both.subjects] == ["Siân Evans"] and both.subjects[0].person_view == "Siân agrees."
    assert both.behaviour == "Siân and [erased] asked the ward. [erased]'s question was better. He is lazy."
    assert both.texts["situation"] == "[erased] was on call."
    other = get_observation(vault, observation_id=made["other"])
    assert other.behaviour == "Took over from [erased] at noon." and other.completed
    assert [hit.id for hit in find(vault.connection, query="ward").hits] == [made["both"]]
    assert find(vault.connection, query="erased").hits and not find(vault.connection, query=FIRST[:4]).hits
    with pytest.raises(NotFound):
        get_observation(vault, observation_id=made["alone"])
    assert [name for _record, name in reviews_with_names(vault)] == ["Siân Evans"]
    assert [row.name for row in all_people(vault)] == ["Siân Evans"]
    drafts = kept_drafts(vault)
    assert set(drafts) == {f"observation/{made['both']}"}
    assert drafts[f"observation/{made['both']}"][0] == {"texts": {"situation": "with [erased]"}, "views": {}}


def test_a_finished_review_of_somebody_else_loses_the_name_and_says_so(vault, tmp_path):
    made = fill(vault)
    before = vault.connection.execute("SELECT sha256 FROM review_version WHERE review_id = ?", (made["theirs"],)).fetchone()
    erase_person(vault, person_id=made["them"])
    row = vault.connection.execute("SELECT * FROM review_version").fetchall()
    assert len(row) == 1 and row[0]["erased"] == 1 and row[0]["sha256"] == before["sha256"]
    assert "Works well with [erased]." in row[0]["content"]
    assert export_review(vault, review_id=made["theirs"], folder=tmp_path).path.exists()
    with pytest.raises(Exception, match="never"):
        vault.connection.execute("UPDATE review_version SET content = '{}'")
    with pytest.raises(Exception, match="never"):
        vault.connection.execute("DELETE FROM revision")


@pytest.mark.parametrize("name", ["0", "2026", "Final", "en", "Drafted"])
def test_a_name_spelt_like_a_day_or_an_id_leaves_the_reviews_of_others_whole(vault, tmp_path, name):
    made = fill(vault)
    before = document_content(vault, review_id=made["theirs"])
    other = add_person(vault, name=name).id
    erase_person(vault, person_id=other)
    after = document_content(vault, review_id=made["theirs"])
    assert (after.dated, after.state, after.language) == (before.dated, before.state, before.language)
    assert [one.ai_part for one in after.episodes] == [one.ai_part for one in before.episodes]
    assert export_review(vault, review_id=made["theirs"], folder=tmp_path).path.exists()


def test_the_preview_says_what_goes_what_stays_and_what_was_sent(vault, tmp_path):
    made = fill(vault)
    add_person(vault, name=f"{FIRST} Baker")
    doubtful = whole(vault, made["sian"], text=f"Rang {FIRST} about the list.")
    export_review(vault, review_id=made["mine"], folder=tmp_path)
    seen = erase_preview(vault, person_id=made["them"])
    assert seen.name == NAME and "dose" in " ".join(seen.alone)
    assert seen.shared == (f"Siân and {NICK} asked the ward. {FIRST}'s question was better. He is lazy. (with Siân Evans)",)
    sure = {one.words for one in seen.mentions if one.sure}
    assert f"Took over from {NAME} at noon." in sure
    assert [one.words for one in seen.mentions if not one.sure] == [
        f"Works well with {FIRST}.", f"Rang {FIRST} about the list.",
    ]
    assert [one.kind for one in seen.sent] == ["review"] and not seen.holds
    assert {"profile", "notices", "reviews", "observations", "shared_observations", "corrections"} <= set(seen.parts)
    erase_person(vault, person_id=made["them"])
    assert get_observation(vault, observation_id=doubtful).behaviour == f"Rang {FIRST} about the list."
    assert get_observation(vault, observation_id=made["both"]).texts["situation"] == "[erased] was on call."
    assert FIRST not in get_observation(vault, observation_id=made["both"]).behaviour


def test_the_receipt_lists_what_was_sent_without_a_name(vault, tmp_path):
    import hashlib

    made = fill(vault)
    written = export_review(vault, review_id=made["mine"], folder=tmp_path).path
    print_of_it = hashlib.sha256(written.read_bytes()).hexdigest()
    erase_person(vault, person_id=made["them"], ground="asked")
    kept = receipts(vault)
    assert len(kept) == 1 and kept[0].erased_on == vault.today and kept[0].ground == "asked"
    assert [(one.kind, one.sha256) for one in kept[0].sent] == [("review", print_of_it)]
    assert FIRST not in kept[0].sent[0].file_name and "[erased]" in kept[0].sent[0].file_name
    assert "reviews" in kept[0].went


def test_a_legal_hold_refuses_until_it_is_lifted(vault):
    from reviewapp.actions.rights import lift_hold

    made = fill(vault)
    hold = set_hold(vault, person_id=made["them"], reason="Claim before the tribunal", set_by="Legal, M. Cole")
    with pytest.raises(RuleRefused, match=r"Legal, M\. Cole"):
        erase_person(vault, person_id=made["them"])
    with pytest.raises(RuleRefused, match="tribunal"):
        delete_for_good(vault, observation_ids=[made["both"]])
    assert get_observation(vault, observation_id=made["alone"])
    assert erase_preview(vault, person_id=made["them"]).holds
    lift_hold(vault, hold_id=hold.id)
    erase_person(vault, person_id=made["them"])


def test_the_writer_and_nobody_cannot_be_erased(vault):
    with pytest.raises(UsageError, match="yours"):
        erase_person(vault, person_id=1)
    with pytest.raises(NotFound):
        erase_person(vault, person_id=99)
    with pytest.raises(UsageError, match="ground"):
        erase_person(vault, person_id=somebody(vault), ground="a whim")


def test_somebody_in_the_bin_can_be_erased(vault):
    made = fill(vault)
    remove_person(vault, person_id=made["them"])
    erase_person(vault, person_id=made["them"])
    assert found_in(vault.folder, vault._data_key) == []


def test_what_cannot_be_reached_is_tried_again(vault, tmp_path):
    made = fill(vault)
    folder, paths = copied(vault, tmp_path)
    erase_person(vault, person_id=made["them"], rewrite=lambda _vault, _change: (Missed(paths[0], damaged(paths[0])),))
    assert erasures_unfinished(vault)
    assert finish_erasures(vault, rewrite=rewriting(paths)) == ()
    assert not erasures_unfinished(vault)
    assert found_in(folder, vault._data_key) == [] and found_in(vault.folder, vault._data_key) == []


def test_a_search_that_is_open_does_not_keep_the_name_alive(vault):
    made = fill(vault)
    reader = vault.reader()
    reader.execute("SELECT count(*) FROM person").fetchone()
    erase_person(vault, person_id=made["them"])
    assert found_in(vault.folder, vault._data_key) == []
    rows = reader.execute("SELECT name FROM person WHERE is_me = 0").fetchall()
    assert [row["name"] for row in rows] == ["Siân Evans"]
    reader.close()


def test_single_records_go_for_good(vault):
    made = fill(vault)
    gone = whole(vault, made["sian"], text="Vrabxulo was here once.")
    delete_for_good(vault, observation_ids=[gone], review_ids=[made["theirs"]])
    with pytest.raises(NotFound):
        get_observation(vault, observation_id=gone)
    assert b"Vrabxulo" not in clear_bytes(vault.folder / "vault.db", vault._data_key)
    assert get_observation(vault, observation_id=made["other"]) and doctor.integrity(vault) == []
    with pytest.raises(NotFound):
        delete_for_good(vault, observation_ids=[gone])


def _leaves(connection) -> list[tuple[int, bytes]]:
    """What the index is made of, without the number of its piece, which only says how often it was written."""
    rows = connection.execute("SELECT id, block FROM observation_fts_data WHERE id <> 10 ORDER BY id")
    return [(row["id"] & (1 << 37) - 1, bytes(row["block"])) for row in rows]


@pytest.mark.parametrize("others", [0, 1, 40])
def test_after_an_erasure_the_index_is_byte_for_byte_one_that_never_held_them(vault, tmp_path, others):
    """Deleted words may only be marked while it goes on; of marks, too, nothing is left."""
    them, sian = somebody(vault, NAME), somebody(vault, "Siân Evans")
    for number in range(others):
        jot(vault, sian, text=f"Asked the ward about order {number}. " * 3)
        jot(vault, them, text=f"{FIRST} rang the ward {number} times over. " * 3)
    mended = whole(vault, them, text=f"{FIRST} compared the dose.")
    change_observation(vault, observation_id=mended, details=Details(texts={"behaviour": f"{NICK} read it again."}))
    erase_person(vault, person_id=them)
    copy = tmp_path / "new.db"
    vault.connection.execute("VACUUM INTO ?", (str(copy),))
    fresh = connect(copy, vault.data_key)
    # Made anew row by row and then merged: how words are laid out on pages depends on the way there.
    rows = [tuple(row) for row in fresh.execute("SELECT rowid, body, facet FROM observation_fts").fetchall()]
    fresh.execute("DELETE FROM observation_fts")
    for row in rows:
        fresh.execute("INSERT INTO observation_fts (rowid, body, facet) VALUES (?, ?, ?)", row)
    fresh.execute("INSERT INTO observation_fts (observation_fts) VALUES ('optimize')")
    assert _leaves(vault.connection) == _leaves(fresh)
    fresh.close()


def test_an_erasure_that_fails_leaves_an_index_that_forgets_at_once_again(vault):
    made = fill(vault)
    vault.connection.execute("CREATE TEMP TRIGGER stop BEFORE DELETE ON person BEGIN SELECT RAISE(ABORT, 'stopped'); END")
    with pytest.raises(Exception, match="stopped"):
        erase_person(vault, person_id=made["them"])
    vault.connection.execute("DROP TRIGGER stop")
    assert not erasures_unfinished(vault) and get_observation(vault, observation_id=made["alone"])
    row = vault.connection.execute("SELECT v FROM observation_fts_config WHERE k = 'secure-delete'").fetchone()
    assert row["v"] == 1
    change_observation(vault, observation_id=made["other"], details=Details(texts={"behaviour": "Nobody is named."}))
    vault.connection.execute("CREATE VIRTUAL TABLE temp.places USING fts5vocab(main, observation_fts, instance)")
    rows = vault.connection.execute("SELECT doc FROM temp.places WHERE term = 'took'").fetchall()
    vault.connection.execute("DROP TABLE temp.places")
    assert rows == []


CHILD = """
import sys
from pathlib import Path
from reviewapp.actions.erasing import erase_person
from reviewapp.actions.vaults import unlock_vault
from reviewapp.vault.backup_file import damaged
from reviewapp.vault.encrypted import connect

def rewrite(vault, change):
    for path in sorted(Path(sys.argv[2]).glob("*.db")):
        connection = connect(path, vault._data_key)
        change(connection)
        connection.close()
        print("copy", flush=True)
    return ()

vault = unlock_vault(folder=Path(sys.argv[1]), passphrase=sys.argv[3])
print("open", flush=True)
erase_person(vault, person_id=int(sys.argv[4]), rewrite=rewrite)
print("erased", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("moment", [0, 5, 15, 30, 60, 120, "copy", "erased"])
def test_killed_at_any_moment_it_is_all_or_nothing_and_finishes_at_the_next_start(vault, tmp_path, moment):
    made = fill(vault)
    folder, paths = copied(vault, tmp_path)
    key = vault._data_key
    vault.close()
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(vault.folder), str(folder), PASSPHRASE, str(made["them"])],
        stdout=subprocess.PIPE, stdin=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    with child.stdout, child.stdin:
        assert child.stdout.readline() == b"open\n"
        if isinstance(moment, str):
            while child.stdout.readline().strip() != moment.encode():
                assert child.poll() is None
        else:
            # Not waiting for anything: the point is to hit any moment of the act.
            time.sleep(moment / 1000)
        child.send_signal(signal.SIGKILL)
        child.wait()
    with unlock_vault(folder=vault.folder, passphrase=PASSPHRASE, rewrite=rewriting(paths)) as again:
        assert not erasures_unfinished(again)
        assert doctor.integrity(again) == []
        still_there = [row for row in all_people(again) if row.name == NAME]
        if still_there:
            assert get_observation(again, observation_id=made["alone"]) and not receipts(again)
            erase_person(again, person_id=made["them"], rewrite=rewriting(paths))
        else:
            assert len(receipts(again)) == 1
    assert found_in(vault.folder, key) == [] and found_in(folder, key) == []


def test_every_text_of_the_schema_is_looked_through_for_the_name(vault):
    """A new column of text fails here until somebody decides whether it may hold a name."""
    cannot_name = {
        "person.name", "person_alias.alias",  # of the others; the person's own rows go whole
        "framework.source", "framework.key", "framework.version",  # the organisation's file, about nobody
        "word_file.name", "word_file.source",  # likewise
        "contact.name", "contact.age_recipient", "contact.ssh_key", "contact.fingerprint", "contact.state",  # gone whole
        "contact.document_key",  # likewise
        "packet.direction", "packet.kind", "packet.sha256", "packet.created", "packet.from_fingerprint",
        "packet.to_recipients", "packet.in_reply_to", "packet.revises", "packet.goes_with",  # ids, keys, fingerprints
        "vault_info.name", "vault_info.value", "policy.name", "policy.value",  # settings
        "erasure_receipt.went", "erasure_receipt.sent", "erasure_receipt.ground",  # made without names
        "pending_erasure.wanted",  # forgotten when all is done
        "review_version.sha256", "handed_file.sha256", "observation.import_key", "observation.source_key",  # fingerprints
        "notice.purpose",  # the organisation's words, as in its policy
        "notice.text_version", "revision.field", "finding_answer.field", "finding_answer.label", "finding_answer.answer",
        "current_text.field", "current_text.language", "journal.editor",  # ids of fields
        "observation.date_candidates", "role_profile.focus", "role_profile.seat", "retention.region",  # ids and days
        "handed_file.kind", "correction_request.decision", "review.state", "observation_competency.competency_id",
        "observation_person.closest_anchor", "observation_person.told_how",
        "answer.how", "answer.original_sha256", "asked.ended_how", "review_seal.sha256",  # ids and fingerprints
        "self_assessment.freed_for", "self_assessment.ai_help",  # ids of choices
        "role_profile.protected_modes", "role_profile.capacities", "growth_item.kind", "growth_item.choice",  # ids
        "observation_rule.part", "outcome_measure.scope", "outcome_measure.kind", "outcome_measure.dimension",
        "outcome_measure.status", "outcome_measure.shape", "outcome_measure.import_key", "outcome_window.side",
        "outcome_window.origin", "outcome_window.review_time", "outcome_window.downstream", "cycle.mode", "cycle.decision",
        "reply.how", "reply.position", "own_reply.what", "own_reply.position", "packet_item.what", "packet_item.sha256",
        "episode_agreement.how",
    }
    from reviewapp.domain import observation as fields

    cannot_name |= {f"observation.{name}" for name in (*fields.CHOICES, *fields.MULTI_CHOICES)}
    searched = {f"{table}.{column}" for table, column in erasure.TEXTS}
    searched |= {f"{table}.{column}" for table, column, _key in erasure.JSON_TEXTS}
    unknown, known = set(), set()
    for table in _tables(vault.connection):
        if table.startswith(("observation_fts", "sqlite_", "_sqlite")):
            continue
        for column in vault.connection.execute(f"PRAGMA table_info('{table}')"):
            name = f"{table}.{column['name']}"
            known.add(name)
            day = column["name"].endswith(("_on", "_at", "_from", "_to", "uid", "since", "until", "recheck_on"))
            when = column["name"] in {"when_told"}
            if column["type"] == "TEXT" and not day and not when and name not in searched | cannot_name:
                unknown.add(name)
    assert unknown == set() and searched | cannot_name <= known


def test_the_marks_of_this_file_are_found_before_anything_is_erased(vault):
    fill(vault)
    vault.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert FIRST.encode() in clear_bytes(vault.folder / "vault.db", vault._data_key)


def test_an_old_name_is_only_known_while_it_stands_somewhere(vault):
    """What the vault does not know is a name it cannot find: an earlier name belongs among the other names."""
    person_id = somebody(vault, "Ann Before")
    other = somebody(vault, "Siân Evans")
    change_details(
        vault, person_id=person_id, name="Ann After", role="", team="", started_on=None, away_from=None, away_to=None,
        other_names=["Ann Before"],
    )  # fmt: skip
    told = whole(vault, other, text="Ann Before showed it first.", ago=int(timedelta(days=5).days))
    erase_person(vault, person_id=person_id)
    assert get_observation(vault, observation_id=told).behaviour == "[erased] showed it first."
