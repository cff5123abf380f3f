"""Copying a whole database out of a running line, and putting it back: SQLite's by reading it, PostgreSQL's by its own programs."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Model

from fairwitness.journal.models import Gone, PublishedList
from fairwitness.office.models import SignedIn, WrappingKey
from fairwitness.office.problems import OfficeError
from fairwitness.sealed.models import SealedFile, Unsent
from fairwitness.site.copies import POSTGRESQL, SQLITE, copy, keep

# The keys of cookies, who is signed in, what is typed and not sent, and the list that has to come from elsewhere.
LEFT_OUT = (WrappingKey, SignedIn, Session, Unsent, Gone, PublishedList)
# What the address of a database may say of the way to it, and by which names PostgreSQL's programs are told.
AS_LIBPQ = {
    "PGSSLMODE": "sslmode",
    "PGSSLROOTCERT": "sslrootcert",
    "PGSSLCERT": "sslcert",
    "PGSSLKEY": "sslkey",
    "PGSSLCRL": "sslcrl",
    "PGCHANNELBINDING": "channel_binding",
    "PGGSSENCMODE": "gssencmode",
    "PGPASSFILE": "passfile",
    "PGOPTIONS": "options",
    "PGCONNECT_TIMEOUT": "connect_timeout",
    "PGTARGETSESSIONATTRS": "target_session_attrs",
}
HALF_RESTORED = "half_restored"  # a table that is there while a database is restored


def kind_of_database() -> str:
    """The name under which the database of this line stands in a backup."""
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE


def copy_database(target: Path) -> None:
    """As it is at one moment, while the line goes on writing; without what no backup holds, which never touches the copy's disk."""
    if connection.vendor == "postgresql":
        left_out = [f"--exclude-table-data={_table(model)}" for model in LEFT_OUT]
        _run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", *left_out, f"--file={target}"])
    else:
        _read_sqlite(Path(connection.settings_dict["NAME"]), target)
    keep(target)


def must_be_empty() -> None:
    """OfficeError where the database that is named has tables already."""
    if connection.vendor != "postgresql":
        return
    tables = connection.introspection.table_names()
    if tables:
        cut = " An earlier restoring was cut short." if HALF_RESTORED in tables else ""
        raise OfficeError(
            f"The database that FAIRWITNESS_DATABASE names is not empty.{cut} Drop it and create it again, or name another one."
        )


def put_database(source: Path, target: Path) -> None:
    """Into the place from which the line reads it; on PostgreSQL with a mark, which `is_restored` takes away."""
    if connection.vendor != "postgresql":
        target.parent.mkdir(mode=0o700, exist_ok=True)
        copy(source, target)
        return
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {HALF_RESTORED} ()")
    connection.close()
    name = connection.settings_dict["NAME"]
    _run(
        "pg_restore",
        [
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            "--single-transaction",
            f"--dbname={name}",
            str(source),
        ],
    )


def is_restored() -> None:
    """Nothing is left to be done: the line may be served."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {HALF_RESTORED}")


def is_half_restored() -> bool:
    """Whether somebody has begun to restore a backup into this database, and not finished."""
    return HALF_RESTORED in connection.introspection.table_names()


def _read_sqlite(source: Path, target: Path) -> None:
    """Table by table in one reading transaction, which keeps no writer waiting. OfficeError where there is no room, or no database."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(target))}", uri=True, isolation_level=None)) as new:
            new.execute("PRAGMA journal_mode=OFF")
            new.execute("PRAGMA synchronous=OFF")  # made durable once, when it is whole
            new.execute("PRAGMA temp_store=MEMORY")
            new.execute("ATTACH ? AS line", (f"file:{quote(str(source))}?mode=ro",))
            new.execute("BEGIN")
            made = "SELECT type, name, sql FROM line.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            found = new.execute(made).fetchall()
            for _, name, sql in (one for one in found if one[0] == "table"):
                new.execute(sql)
                # Without the columns that the database works out by itself; it does so in the copy.
                given = new.execute("SELECT name FROM pragma_table_info(?, 'main')", (name,)).fetchall()
                columns = ", ".join(f'"{column}"' for (column,) in given)
                new.execute(
                    f'INSERT INTO main."{name}" ({columns}) SELECT {columns} FROM line."{name}" WHERE {_kept_of(name)}'  # noqa: S608 - names of our own tables
                )
            for _, _, sql in (one for one in found if one[0] != "table"):
                new.execute(sql)
            new.execute("COMMIT")
    except sqlite3.Error as error:
        raise OfficeError(f"The database could not be copied: {error}.") from None


def _kept_of(table: str) -> str:
    if table in map(_table, LEFT_OUT):
        return "FALSE"
    return "pending_since IS NULL" if table == _table(SealedFile) else "TRUE"


def _run(program: str, words: Iterable[str]) -> None:
    """One of PostgreSQL's programs; where to it is told by its environment, which no other user reads."""
    settings = connection.settings_dict
    told = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    place = {name: str(settings[key]) for name, key in told.items() if settings.get(key)}
    options = settings.get("OPTIONS") or {}
    place |= {name: str(options[key]) for name, key in AS_LIBPQ.items() if options.get(key)}
    try:
        done = subprocess.run(
            [program, "--no-password", *words],
            env={**os.environ, **place},
            check=False,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError:
        raise OfficeError(
            f"{program} is not on this machine. Install PostgreSQL's client programs, of the server's version or later."
        ) from None
    if done.returncode:
        said = next(iter(done.stderr.strip().splitlines()), f"it ended with {done.returncode}")
        raise OfficeError(f"The database could not be copied. {said}")


def _table(model: type[Model]) -> str:
    return model._meta.db_table  # noqa: SLF001 - a table's name has no other door
