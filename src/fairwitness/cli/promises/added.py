"""What somebody has added to the database beside tables and columns: whatever acts by itself when a row is written, or refuses it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection, models

from fairwitness.cli.promises.found import guards

OWN_OF_SQLITE = "sqlite_autoindex_"
# PostgreSQL's own triggers keep foreign keys. A view's rule is the view, which is told as a table.
TRIGGERS = {
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
    ),
}
BESIDE = {
    "the rule": (
        "SELECT relname, rulename FROM pg_rewrite JOIN pg_class ON pg_class.oid = ev_class"
        " WHERE rulename <> '_RETURN' AND relnamespace = current_schema()::regnamespace"
    ),
    "the policy": (
        "SELECT relname, polname FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid"
        " WHERE relnamespace = current_schema()::regnamespace"
    ),
    "the default or generated value": (
        "SELECT relname, attname FROM pg_attrdef JOIN pg_class ON pg_class.oid = adrelid"
        " JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum"
        " WHERE relnamespace = current_schema()::regnamespace"
        " AND pg_get_expr(adbin, adrelid) ~ '[a-z_]+\\(' AND attgenerated = ''"
        " AND pg_get_expr(adbin, adrelid) !~ '^nextval\\('"
    ),
}
OF_THE_WHOLE = "SELECT evtname FROM pg_event_trigger"


def added() -> Iterator[str]:
    """Triggers and indexes that this release has not, and on PostgreSQL rules, policies, event triggers and defaults that call something."""
    own = {(table, name) for _, one in guards() for table, name in one.named(connection)}
    there = _rows(TRIGGERS[connection.vendor])
    yield from (
        f"{table}: the trigger {name} is none of this release" for table, name in sorted({*there} - own)
    )
    if connection.vendor == "postgresql":
        for what, question in BESIDE.items():
            yield from (
                f"{table}: {what} {name} is none of this release" for table, name in sorted(_rows(question))
            )
        yield from (
            f"the event trigger {name} is none of this release" for (name,) in sorted(_rows(OF_THE_WHOLE))
        )
    yield from _indexes()


def _indexes() -> Iterator[str]:
    from django.apps import apps  # noqa: PLC0415 - after Django is set up

    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table  # noqa: SLF001 - Django's own name for it
        for name, told in _constraints(table).items():
            if told["index"] and not _is_own(model, name, told):
                yield f"{table}: the index {name} is none of this release"


def _constraints(table: str) -> Mapping[str, Mapping[str, Any]]:
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return {}  # told already
        return dict(connection.introspection.get_constraints(cursor, table))


def _is_own(model: type[models.Model], name: str, told: Mapping[str, Any]) -> bool:
    """By its name where the release gives it one; else by what Django makes an index for, whichever name it chose."""
    if name in _names(model) or name.startswith(OWN_OF_SQLITE) or told["primary_key"]:
        return True
    return (tuple(told["columns"]), bool(told["unique"])) in _shapes(model)


def _names(model: type[models.Model]) -> set[str]:
    meta = model._meta  # noqa: SLF001 - Django's own name for it
    return {str(one.name) for one in (*meta.indexes, *meta.constraints)}


def _shapes(model: type[models.Model]) -> set[tuple[tuple[str, ...], bool]]:
    meta = model._meta  # noqa: SLF001 - the same
    single = {
        ((str(one.column),), unique)
        for one in meta.concrete_fields
        for unique in (False, True)
        if one.unique or (not unique and getattr(one, "db_index", False))
    }
    together = {
        (tuple(str(getattr(meta.get_field(name), "column", "")) for name in names), True)
        for names in meta.unique_together
    }
    return single | together


def _rows(question: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return [tuple(row) for row in cursor.fetchall()]
