"""Writing a charter as TOML: where it can, in the text that is there, so that its comments stay."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fairwitness.office.changes import Change, made
from fairwitness.office.nine_questions import with_value

HEAD = """# What this office promises in public. Everybody can read it, at /charter.
# The line has written this file: a change that the office published in the browser has taken effect.
"""


def changed(text: str, changes: Sequence[Change]) -> str:
    """The text with these changes in it."""
    wanted = made(tomllib.loads(text), changes)
    edited = _edited(text, changes)
    return edited if _says(edited, wanted) else written(wanted)


def written(values: Mapping[str, Any]) -> str:
    """All of it anew: what stands alone, then tables, then tables that there are several of."""
    alone = {key: value for key, value in values.items() if not _is_table(value) and not _is_tables(value)}
    tables = {key: value for key, value in values.items() if _is_table(value)}
    several = {key: value for key, value in values.items() if _is_tables(value)}
    parts = [HEAD + "\n".join(_lines(alone))]
    parts += [f"[{key}]\n" + "\n".join(_lines(value)) for key, value in tables.items()]
    parts += [f"[[{key}]]\n" + "\n".join(_lines(one)) for key, all_ in several.items() for one in all_]
    return "\n\n".join(parts) + "\n"


def _edited(text: str, changes: Sequence[Change]) -> str:
    """As far as each value stands on one line of its own; whoever calls looks whether that was so."""
    for change in changes:
        if change.at[0] in {"channels", "bodies"} or change.after is None:
            return text
        texts = change.after if isinstance(change.after, dict) else {"": change.after}
        for language, value in texts.items():
            try:
                text = with_value(text, tuple(part for part in (*change.at, language) if part), value)
            except (KeyError, TypeError):
                return text
    return text


def _says(text: str, wanted: Mapping[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _lines(values: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        yield f"{_key(key)} = {_value(value)}"


def _value(value: Any) -> str:
    """A value on one line; JSON writes strings, numbers and truth as TOML does, but for one character that no charter may hold."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if bare else json.dumps(key, ensure_ascii=False)


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)
