from __future__ import annotations

import pytest
from clock import Clock
from django.db import DatabaseError, connection, transaction

from fairwitness.journal import actions, reading
from fairwitness.journal.guards import GUARDS
from fairwitness.journal.models import Entry, Head, Kind, Link
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.reading import current_office

ON_BOTH = [
    "UPDATE journal_link SET kind = 'destroyed'",
    "UPDATE journal_link SET number = number + 1",
    "DELETE FROM journal_link",
    "DELETE FROM journal_link WHERE number = 1",
    "UPDATE journal_head SET number = 0",
    "DELETE FROM journal_head",
    "UPDATE journal_entry SET tip = ''",
    "DELETE FROM journal_entry",
]
ON_SQLITE = [
    "INSERT OR REPLACE INTO journal_link SELECT * FROM journal_link WHERE number = 0",
    "UPDATE OR REPLACE journal_link SET number = 0",
    "INSERT OR REPLACE INTO journal_head SELECT * FROM journal_head",
    "INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry",
    # A row has a number of its own on SQLite, and whoever writes another row under it removes the first.
    """INSERT OR REPLACE INTO journal_link (rowid, id, kind, day, tip, "by", number, hash, office_id)
    SELECT rowid, 'new', kind, day, tip, "by", 99, hash, office_id FROM journal_link WHERE number = 0""",
    """INSERT OR REPLACE INTO journal_entry (rowid, id, kind, day, tip, "by", office_id)
    SELECT rowid, 'new', kind, day, tip, "by", office_id FROM journal_entry""",
    "REPLACE INTO journal_link SELECT * FROM journal_link",
    # Under the number that every row seems to have before it is inserted: the journal could never be added to again.
    """INSERT INTO journal_entry (rowid, id, kind, day, tip, "by", office_id)
    SELECT -1, 'new', kind, day, tip, "by", office_id FROM journal_entry""",
    """INSERT OR IGNORE INTO journal_link (rowid, id, kind, day, tip, "by", number, hash, office_id)
    SELECT -1, 'new', kind, day, tip, "by", 99, hash, office_id FROM journal_link WHERE number = 0""",
    """INSERT INTO journal_head (rowid, id, day, number, published, office_id)
    SELECT -2, 'new', '2030-01-01', 99, published, office_id FROM journal_head""",
]
ON_POSTGRESQL = [
    "TRUNCATE journal_link",
    "TRUNCATE journal_head",
    "TRUNCATE journal_entry",
    "TRUNCATE office_office CASCADE",
    """INSERT INTO journal_link SELECT * FROM journal_link WHERE number = 0
    ON CONFLICT (number) DO UPDATE SET kind = 'destroyed'""",
    "INSERT INTO journal_entry SELECT * FROM journal_entry ON CONFLICT (id) DO UPDATE SET tip = ''",
    "WITH gone AS (DELETE FROM journal_link RETURNING *) SELECT count(*) FROM gone",
    "MERGE INTO journal_link USING journal_head ON true WHEN MATCHED THEN DELETE",
    "SET session_replication_role = replica; DELETE FROM journal_link",
    "CREATE TEMPORARY TABLE journal_link AS SELECT * FROM journal_entry; DELETE FROM journal_entry",
]


@pytest.fixture
def two(clock: Clock, office: OfficeFolder, guarded: None) -> None:
    """Two entries in the chain, and a third that waits for its day to be over."""
    del guarded
    for tip in ("a", "b"):
        actions.record(Kind.TIP_RECEIVED, current_office(), tip=tip)
    clock.passes(hours=24)
    actions.chain_what_is_over(office.signs_with())
    actions.record(Kind.TIP_RECEIVED, current_office(), tip="c")


def wished(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def refused(statement: str) -> None:
    before = everything()
    said = None if "CASCADE" in statement else "only added to"  # of many tables' guards the first one speaks

    with pytest.raises(DatabaseError, match=said):
        wished(statement)

    assert everything() == before
    assert GUARDS.missing(connection) == []


def everything() -> list[object]:
    return [list(table.objects.order_by("pk").values()) for table in (Entry, Link, Head)]


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    "statement", ON_BOTH + (ON_POSTGRESQL if connection.vendor == "postgresql" else ON_SQLITE)
)
def test_a_shell_with_the_rights_of_the_application_changes_nothing(statement: str) -> None:
    refused(statement)


@pytest.mark.usefixtures("two")
def test_an_entry_leaves_only_what_the_chain_has_taken_up() -> None:
    entry = Entry.objects.get(tip="c")
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        entry.delete()

    told = {"kind": entry.kind, "day": entry.day, "tip": "another", "by": entry.by}
    Link.objects.create(id=entry.id, office=entry.office, number=99, hash=bytes(32), **told)

    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        entry.delete()


@pytest.mark.usefixtures("two")
def test_the_chain_goes_on_under_its_guards(clock: Clock, office: OfficeFolder) -> None:
    clock.passes(hours=24)

    actions.chain_what_is_over(office.signs_with())

    assert reading.check(office.published_line_key()).heads == 2
    assert set(Link.objects.values_list("tip", flat=True)) == {"", "a", "b", "c"}
    assert not Entry.objects.filter(tip="c").exists()


@pytest.mark.usefixtures("two")
def test_guards_that_somebody_took_away_or_made_toothless_are_told() -> None:
    if connection.vendor == "postgresql":
        wished("ALTER TABLE journal_link DISABLE TRIGGER journal_link_kept")
        wished(
            "CREATE OR REPLACE FUNCTION journal_entry_is_chained_first() RETURNS trigger"
            " LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$"
        )
        assert GUARDS.missing(connection) == ["journal_link_kept", "journal_entry_chained"]
    else:
        wished("DROP TRIGGER journal_link_update")
        wished("DROP TRIGGER journal_head_delete")
        wished("CREATE TRIGGER journal_head_delete BEFORE DELETE ON journal_head BEGIN SELECT 1; END")
        assert GUARDS.missing(connection) == ["journal_link_update", "journal_head_delete"]


@pytest.mark.postgresql  # SQLite has no rules
@pytest.mark.usefixtures("two")
def test_a_rule_that_goes_past_the_guards_is_told_and_taken_away() -> None:
    wished('CREATE RULE "Never Mind" AS ON INSERT TO journal_entry DO INSTEAD NOTHING')

    told = GUARDS.put_back(connection)
    actions.record(Kind.TIP_RECEIVED, current_office(), tip="d")

    assert told == ["the rule Never Mind on journal_entry"]
    assert GUARDS.missing(connection) == []
    assert Entry.objects.filter(tip="d").exists()
