"""What the checks look at: the database's tables and guards, the line's addresses, and the program's own source."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

import fairwitness
from fairwitness.office.guards import Guards

PACKAGE = Path(fairwitness.__file__).parent
OTHERS = (
    "office_",
    "django_",
    "auth_",
    "notifications_",
    "sqlite_",
)  # who works on the line, and Django's own


def tables() -> Mapping[str, frozenset[str]]:
    """Every table and view that the database has, with its columns."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor, include_views=True)
        return {
            name: frozenset(
                column.name for column in connection.introspection.get_table_description(cursor, name)
            )
            for name in names
        }


def of_tips(found: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Those that may hold anything of a tip: all but those of the people who work on the line."""
    return {name: columns for name, columns in found.items() if not name.startswith(OTHERS)}


def constraints(table: str) -> frozenset[str]:
    """The names of what the database holds each row of a table against."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    return frozenset(name for name, told in found.items() if told["check"])


def guards() -> list[tuple[str, Guards]]:
    """Every guard that the program has, by the place where it stands, whether or not it is put back at a start."""
    modules = (importlib.import_module(name) for name in _guard_modules())
    return [
        (f"{module.__name__}.{name}", value)
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Guards)
    ]


def in_place() -> frozenset[str]:
    """The names of those that stand in the database, word for word."""
    found = guards()
    missing = {name for _, one in found for name in one.missing(connection)}
    wanted = {name for _, one in found for name in _names(one)}
    return frozenset(wanted - missing)


def addresses() -> list[str]:
    """Every address that the line answers at, as it stands in the code."""
    return list(_within(get_resolver().url_patterns))


def imports(stage: str = "") -> Iterator[tuple[Path, str]]:
    """Whatever the source of a stage, or all of it, imports: the file, and each name."""
    for file in sources(stage):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((file, one.name) for one in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield file, node.module
                yield from ((file, f"{node.module}.{one.name}") for one in node.names)


def sources(stage: str = "") -> list[Path]:
    """Python files of a stage, or of the whole program but for these checks."""
    found = sorted((PACKAGE / stage).rglob("*.py"))
    return [file for file in found if file.parent != Path(__file__).parent]


def listed(text: str) -> frozenset[str]:
    """Words, as a list of them is written here."""
    return frozenset(text.split())


def words(name: str) -> frozenset[str]:
    """The words that a name is made of."""
    return frozenset(re.split(r"[^a-z0-9]+", name.lower()))


def named(name: str, forbidden: Collection[str]) -> list[str]:
    """Which of these words, in the singular or with an s, a name has."""
    return sorted(word for word in words(name) if word in forbidden or word.removesuffix("s") in forbidden)


@cache
def _guard_modules() -> tuple[str, ...]:
    found = pkgutil.walk_packages([str(PACKAGE)], "fairwitness.", onerror=lambda _: None)
    return tuple(one.name for one in found if one.name.rpartition(".")[2].startswith("guards"))


def _names(of: Guards) -> list[str]:
    if connection.vendor == "postgresql":
        return [one.name for one in of.triggers]
    return [name for _, name in of.sqlite]


def _within(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _within(one.url_patterns, before + str(one.pattern))
        else:
            yield before + str(one.pattern)
