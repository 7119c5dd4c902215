"""The schema as it was released, and the database's own guards."""

from __future__ import annotations

import pytest

from reviewapp.actions.observations import Details, change_observation, withdraw_observation
from reviewapp.actions.reviews import finish_review
from reviewapp.domain import observation as fields
from reviewapp.vault import migrations, schema
from reviewapp.vault.driver import DatabaseError, IntegrityError
from tests.helpers.acts import draft, jot, somebody, whole
from tests.helpers.released_schema import SNAPSHOT, released


def test_a_released_step_is_never_edited(vault):
    """When this fails, add a step m002. Until the first release: ``python tests/helpers/released_schema.py``."""
    assert released(vault.connection) == SNAPSHOT.read_text("utf-8")


def test_every_table_is_strict(vault):
    tables = vault.connection.execute("PRAGMA table_list").fetchall()
    ours = [t for t in tables if t["schema"] == "main" and not t["name"].startswith(("sqlite_", "observation_fts", "_sqlite"))]
    assert len(ours) >= 13
    assert [t["name"] for t in ours if not t["strict"]] == []
    with pytest.raises(IntegrityError):
        vault.connection.execute("UPDATE person SET is_me = 'yes'")


def test_columns_of_an_observation_are_the_fields_of_the_domain(vault):
    columns = {row["name"] for row in vault.connection.execute("PRAGMA table_info(observation)")}
    housekeeping = {
        "id", "uid", "observed_on", "date_as_written", "date_candidates", "written_on", "created_at", "completed_at",
        "withdrawn_at", "deleted_at", "import_key", "source_key",
        "source_name", "announced_on", "bin_until", "restored_on", "written_by", "packet_id", "informed_on",
    }
    assert columns - housekeeping == {*fields.CHOICES, *fields.MULTI_CHOICES, *fields.DATES, *fields.FLAGS}
    assert not columns & set(fields.TEXTS)
    assert set(fields.DEFAULTS) <= set(fields.CHOICES)
    assert all(value in fields.CHOICES[name] for name, value in fields.DEFAULTS.items())


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("recursive_triggers", 1), ("secure_delete", 1),
     ("application_id", schema.APPLICATION_ID), ("user_version", len(schema.STEPS)), ("temp_store", 0)],
)
def test_settings_of_every_connection(vault, pragma, value):
    reader = vault.reader()
    try:
        assert vault.connection.execute(f"PRAGMA {pragma}").fetchone()[0] == value
        assert reader.execute(f"PRAGMA {pragma}").fetchone()[0] == value
    finally:
        reader.close()


def test_migrating_twice_changes_nothing(vault):
    before = released(vault.connection)
    migrations.migrate(vault.connection)
    assert released(vault.connection) == before
    assert migrations.refuse_foreign_or_newer(vault.connection) is False


REWRITES = (
    "UPDATE revision SET body = 'other'",
    "UPDATE revision SET body = ''",
    "UPDATE revision SET erased = 1",
    "UPDATE revision SET erased = 1, body = 'other'",
    "UPDATE revision SET erased = 1, body = '', field = 'other'",
    "UPDATE revision SET written_at = '2020-01-01T00:00:00.000Z'",
    "UPDATE revision SET record_uid = 'x'",
    "DELETE FROM revision",
    "INSERT OR REPLACE INTO revision SELECT id, uid, record_uid, field, 'other', parent_uid, written_at, erased FROM revision",
    "REPLACE INTO revision (uid, record_uid, field, body, written_at) SELECT uid, record_uid, field, 'o', written_at FROM revision",
    "UPDATE OR REPLACE revision SET body = 'other'",
)


@pytest.mark.parametrize("statement", REWRITES)
def test_a_wording_is_never_rewritten(vault, statement):
    jot(vault, somebody(vault))
    before = vault.connection.execute("SELECT * FROM revision").fetchall()
    with pytest.raises(DatabaseError, match="never"):
        vault.connection.execute(statement)
    assert [tuple(row) for row in vault.connection.execute("SELECT * FROM revision")] == [tuple(row) for row in before]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE review_version SET content = '{\"a\":1}'",
        "UPDATE review_version SET content = '{}'",
        "UPDATE review_version SET erased = 1",
        "UPDATE review_version SET number = 2",
        "UPDATE review_version SET sha256 = 'x'",
        "UPDATE review_version SET erased = 1, content = '{}', sha256 = 'x'",
        "DELETE FROM review_version",
        "INSERT OR REPLACE INTO review_version SELECT id, uid, review_id, number, '{}', sha256, finished_at, erased FROM review_version",
        "REPLACE INTO review_version (uid, review_id, number, content, sha256, finished_at)"
        " SELECT 'new', review_id, number, '{}', sha256, finished_at FROM review_version",
    ],
)
def test_a_finished_review_is_never_rewritten(vault, statement):
    person_id = somebody(vault)
    finish_review(vault, review_id=draft(vault, person_id), talked_on=vault.today)
    before = [tuple(row) for row in vault.connection.execute("SELECT * FROM review_version")]
    assert len(before) == 1
    with pytest.raises(DatabaseError, match="never"):
        vault.connection.execute(statement)
    assert [tuple(row) for row in vault.connection.execute("SELECT * FROM review_version")] == before


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO notice (uid, person_id, given_on, text_version, body, created_at) VALUES ('u', 999, '2026-01-01', '1', 'b', 'n')",
        "INSERT INTO observation_person (observation_id, person_id, position, sort_on) VALUES (999, 1, 0, '2026-01-01')",
        "DELETE FROM person",
        "DELETE FROM observation",
    ],
)
def test_links_point_at_something(vault, statement):
    jot(vault, somebody(vault))
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        vault.connection.execute(statement)


@pytest.mark.parametrize("day", ["2026-1-1", "yesterday", "20260101", "2026-01-01T00:00", ""])
def test_days_have_one_form(vault, day):
    jot(vault, somebody(vault))
    with pytest.raises(IntegrityError, match="CHECK"):
        vault.connection.execute("UPDATE observation SET observed_on = ?", (day,))


def test_earlier_wordings_stay(vault):
    from reviewapp.vault.texts import revisions

    observation_id = whole(vault, somebody(vault), text="First wording.")
    uid = vault.connection.execute("SELECT uid FROM observation").fetchone()[0]
    for text in ("Second wording.", "Third wording.", "Third wording.", "First wording."):
        change_observation(vault, observation_id=observation_id, details=Details(texts={"behaviour": text}))
    withdraw_observation(vault, observation_id=observation_id, reason="It was somebody else.")
    kept = revisions(vault.connection, uid, "behaviour")
    assert [one.body for one in kept] == ["First wording.", "Third wording.", "Second wording.", "First wording."]
    assert kept[-1].uid != kept[0].uid
