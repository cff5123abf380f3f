"""What differs between two charters, place by place, and which of it may take effect at once.

Contacts and a narrower scope at once; everything else 30 days after everybody could read it (docs/decisions/0031).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

At = tuple[str, ...]
Values = Mapping[str, Any]
# Where somebody finds this line, or somebody else instead of it: whoever needs it needs it right today.
CONTACTS = frozenset(
    {
        *(("addresses",), ("exit",)),
        *(("about", part) for part in ("outside", "advice", "complaints", "data")),
    }
)
TEXTS = frozenset({("name",)})  # a table that is one text
RETENTION = "retention"


@dataclass(frozen=True)
class Change:
    """One place of the charter, and what stands there before and after; None is nothing."""

    at: At
    before: Any
    after: Any

    def told(self) -> dict[str, Any]:
        """As it is kept, and published."""
        return {"at": list(self.at), "before": self.before, "after": self.after}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Change:
        """What `told` has written."""
        return cls(tuple(told["at"]), told["before"], told["after"])


@dataclass(frozen=True)
class Changes:
    """Those of one publication, by when they take effect."""

    at_once: tuple[Change, ...]
    later: tuple[Change, ...]

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.at_once or self.later)

    def __iter__(self) -> Iterator[Change]:
        """All of them."""
        return iter((*self.at_once, *self.later))


def between(before: Values, after: Values) -> Changes:
    """What changes, split by the day on which it may: a change that mixes both becomes two."""
    old, new = _flat(before), _flat(after)
    at_once: list[Change] = []
    later: list[Change] = []
    for at in [*old, *(at for at in new if at not in old)]:
        if old.get(at) != new.get(at):
            now, then = _split(Change(at, old.get(at), new.get(at)), new)
            at_once += now
            later += then
    return Changes(tuple(at_once), tuple(later))


def longer_kept(changes: Iterable[Change]) -> list[Change]:
    """Those by which content would be kept longer."""
    return [one for one in changes if one.at[0] == RETENTION and _number(one.after) > _number(one.before)]


def made(values: Values, changes: Iterable[Change]) -> dict[str, Any]:
    """The charter with these changes in it."""
    flat = _flat(values)
    for change in changes:
        if change.after is None:
            flat.pop(change.at, None)
        else:
            flat[change.at] = change.after
    return _whole(flat)


def _split(change: Change, new: Mapping[At, Any]) -> tuple[Sequence[Change], Sequence[Change]]:
    if change.at in CONTACTS or _is_gone(change, new):
        return [change], []
    if change.at[0] == "channels" and change.at[-1] == "kinds" and change.before and change.after:
        return _of_kinds(change)
    return [], [change]


def _is_gone(change: Change, new: Mapping[At, Any]) -> bool:
    """A way in that is closed, a body to which nothing is passed on any more: narrower."""
    return change.at[0] in {"channels", "bodies"} and not any(at[:2] == change.at[:2] for at in new)


def _of_kinds(change: Change) -> tuple[Sequence[Change], Sequence[Change]]:
    """What a channel no longer takes at once; what it takes anew later."""
    kept = [kind for kind in change.before if kind in change.after]
    at_once = [Change(change.at, change.before, kept)] if len(kept) < len(change.before) else []
    later = [Change(change.at, kept, change.after)] if set(change.after) != set(kept) else []
    return at_once, later


def _flat(values: Values) -> dict[At, Any]:
    """Each place with what stands there: ways in and bodies by their names, so that the order of the file says nothing."""
    found: dict[At, Any] = {}
    for key, value in values.items():
        if key == "channels" and isinstance(value, list):
            for one in value:
                found |= {(key, one["slug"], part): said for part, said in one.items() if part != "slug"}
        elif key == "bodies" and isinstance(value, list):
            found |= {(key, one["slug"]): one for one in value}
        elif isinstance(value, dict) and (key,) not in TEXTS:
            found |= {(key, part): said for part, said in value.items()}
        else:
            found[(key,)] = value
    return found


def _whole(flat: Mapping[At, Any]) -> dict[str, Any]:
    """The tables again."""
    values: dict[str, Any] = {}
    channels: dict[str, dict[str, Any]] = {}
    for at, value in flat.items():
        match at:
            case ("channels", slug, part):
                channels.setdefault(slug, {"slug": slug})[part] = value
            case ("bodies", _):
                values.setdefault("bodies", []).append(value)
            case (key, part):
                values.setdefault(key, {})[part] = value
            case _:
                values[at[0]] = value
    return {**values, "channels": list(channels.values())}


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
