"""Message catalogues, by Babel alone: collected from the sources, brought up to date, compiled.

Run by itself it collects and compiles; `--check` only says whether the catalogues are whole. The package's build
runs it as a hook, and then it only compiles.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src/fairwitness"
LOCALE = SOURCE / "locale"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


class CustomBuildHook(BuildHookInterface[Any]):
    """What the package's build calls."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before anything is packed."""
        del version, build_data
        compile_all()


def compile_all() -> None:
    """Write a .mo beside every .po; fuzzy entries are left out, so no guess is ever shown."""
    for po in catalogues():
        with po.with_suffix(".mo").open("wb") as target:
            write_mo(target, read(po))


def catalogues() -> list[Path]:
    """Every language's file."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def read(po: Path) -> Catalog:
    """One language, as it stands in its file."""
    with po.open("rb") as source:
        return read_po(source, locale=po.parent.parent.name)


def collect() -> Catalog:
    """Every message of the sources."""
    found = Catalog(project="Fair Witness", charset="utf-8")
    for file in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("templates/**/*.txt")]):
        if "vendor" in file.parts or "migrations" in file.parts:
            continue
        for line, message, comments, context in messages_of(file):
            place = [(str(file.relative_to(SOURCE)), line)]
            found.add(message, locations=place, auto_comments=comments, context=context)
    return found


def messages_of(file: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    """The messages of one file; a template is first turned into what gettext's tools understand."""
    text = file.read_text()
    if file.suffix != ".py":
        from django.conf import settings  # noqa: PLC0415 - the build, which only compiles, has no Django
        from django.utils.translation.template import templatize  # noqa: PLC0415 - the same

        if not settings.configured:
            settings.configure()
        text = templatize(text, origin=str(file))
    source = io.BytesIO(text.encode())
    yield from extract("python", source, KEYWORDS, comment_tags=["Translators:"])


def problems() -> Iterator[str]:
    """What a reader of some language would miss."""
    wanted = {key(message) for message in collect() if message.id}
    for po in catalogues():
        there = {key(message): message for message in read(po) if message.id}
        name = po.parent.parent.name
        yield from (
            f"{name}: not in the catalogue: {one!r}" for one in sorted(wanted - there.keys(), key=str)
        )
        yield from (f"{name}: no longer used: {one!r}" for one in sorted(there.keys() - wanted, key=str))
        yield from (
            f"{name}: not translated: {one!r}" for one, message in there.items() if not whole(message)
        )


def key(message: Message) -> tuple[str, str]:
    """What makes two messages the same."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context or "", text)


def whole(message: Message) -> bool:
    """Translated, in every plural form, by a person."""
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return not message.fuzzy and bool(strings) and all(strings)


def update() -> None:
    """Bring every catalogue up to date with the sources; what is new waits for a translator."""
    fresh = collect()
    for po in catalogues():
        catalogue = read(po)
        catalogue.update(fresh, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with po.open("wb") as target:
            write_po(target, catalogue, width=110, omit_header=False, sort_by_file=True, include_lineno=False)


def main() -> int:
    """Update and compile, or only check."""
    if "--check" not in sys.argv:
        update()
        compile_all()
    found = list(problems())
    print("\n".join(found) or "The catalogues are whole.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
