"""What has come since the last look: nothing wrong, and worth reading. Kept beside the rest of what was seen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from fairwitness.cli.outside.charter import Version, history_of, versions_in
from fairwitness.cli.outside.line import Line, Wrong
from fairwitness.crypto.sheets import KeySheet
from fairwitness.office.changes import Change
from fairwitness.office.clock import today

NEWEST = "last-look.json"  # the day, and of each sheet its hash and who stood on it
MOST = 120  # characters of a text that are shown


def news(line: Line) -> Iterator[str]:
    """Versions of the charter that were published or withdrawn, or began to count, and key sheets that were signed, since then."""
    if line.folder is None or not (line.folder / "history.json").is_file():
        return
    look = _last_look(line.folder)
    then = {one.number: one for one in versions_in((line.folder / "history.json").read_bytes())}
    on = f" ({look['day']})" if look else ""
    for one in history_of(line):
        yield from _of_version(one, then.get(one.number), on)
    for slug, sheet in line.sheets.items():
        yield from _of_sheet(slug, sheet, look.get("sheets", {}).get(slug), known=bool(look))
    gone = look.get("sheets", {}).keys() - line.sheets.keys()
    yield from (f"/sheets/{slug} is not there any more" for slug in sorted(gone))


def keep(line: Line, folder: Path) -> None:
    """For the next time."""
    sheets = {slug: _summary(sheet) for slug, sheet in line.sheets.items()}
    told = {"day": today().isoformat(), "sheets": sheets}
    (folder / NEWEST).write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")


def _last_look(folder: Path) -> Mapping[str, Any]:
    kept = folder / NEWEST
    if not kept.is_file():
        return {}
    try:
        told = json.loads(kept.read_text("utf-8"))
        date.fromisoformat(told["day"])
        dict(told["sheets"])
    except (ValueError, KeyError, TypeError):
        raise Wrong(f"unreadable: {kept} is not what was kept there") from None
    return dict(told)


def _of_version(now: Version, then: Version | None, on: str) -> Iterator[str]:
    when = "at once" if now.at_once else f"from {now.starts}"
    if then is None:
        yield (
            f"version {now.number} of the charter, published on {now.published}, counts {when}:"
            if now.changes
            else (f"version {now.number} of the charter, published on {now.published}, counts {when}")
        )
        yield from (f"  {_changed(one)}" for one in now.changes)
    elif now.withdrawn and not then.withdrawn:
        yield f"version {now.number} of the charter, which was to count from {now.starts}, was withdrawn"
    elif now.hash and not then.hash:
        yield f"version {now.number} of the charter counts since {now.starts}; it was published before the last look{on}"


def _of_sheet(slug: str, sheet: KeySheet, then: Mapping[str, Any] | None, *, known: bool) -> Iterator[str]:
    if not known:
        return
    now = _summary(sheet)
    if then is None:
        yield f"/sheets/{slug} is new: {len(now['people'])} people, to be used until {sheet.until}"
    elif then.get("hash") != now["hash"]:
        yield f"/sheets/{slug} is another one, number {sheet.serial}, to be used until {sheet.until}"
        before, after = dict(then.get("people", {})), now["people"]
        yield from (f"  new: {after[one]} ({one})" for one in sorted(after.keys() - before.keys()))
        yield from (f"  gone: {before[one]} ({one})" for one in sorted(before.keys() - after.keys()))


def _summary(sheet: KeySheet) -> dict[str, Any]:
    """Who stands on it, by the fingerprint of their keys."""
    people = {one.fingerprint: one.name for one in sheet.people}
    if sheet.recovery:
        recovers = sha256(str(sheet.recovery.recipient).encode()).hexdigest()[:20]
        people[recovers] = " + ".join(sheet.recovery.titles)
    return {"hash": sheet.hash.hex(), "people": people}


def _changed(one: Change) -> str:
    return f"{'.'.join(one.at)}: {_shown(one.before)} → {_shown(one.after)}"


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"“{text[:MOST]}…”" if len(text) > MOST else f"“{text}”"
