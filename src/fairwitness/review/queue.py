"""The queue: the tips of one reader in the order of their days, a page at a time, however many there are.

A page is put together from streams, one for each channel and state, each read in the order of an index from where the page before ended. So the last page
costs what the first one does, and nothing is counted. No page asks for words of a tip, nor for whom one is about: neither is known here.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, TextChoices, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairwitness.office import charter
from fairwitness.office.clock import today
from fairwitness.office.models import Channel, Staff
from fairwitness.review import reading
from fairwitness.sealed.hearing import other_side_waits
from fairwitness.sealed.models import InHand, Tip
from fairwitness.sealed.reading import SOON, Standing, standings
from fairwitness.sealed.resting import SHUT
from fairwitness.sealed.states import AFTER_THE_END, FIRST, IN_WORK, MARKED, State

ROWS = 50  # of one page
OPEN = (FIRST, *IN_WORK)  # somebody is to do something by a day
ENDED = (State.FEEDBACK_GIVEN, *SHUT, State.CLOSED)
ID = 22  # letters of a row's id, at most
LAST = "last"  # where the last page is asked for


class View(TextChoices):
    """What a reader can look at."""

    ALL = "all", pgettext_lazy("all tips that are to be worked on", "All open")
    MINE = "mine", pgettext_lazy("the tips that I have in hand", "Mine")
    UNASSIGNED = "unassigned", pgettext_lazy("the tips that nobody has in hand", "In nobody’s hand")
    SOON = "soon", _("Due soon")
    LATE = "late", _("Overdue")
    TIPSTER = "tipster", _("Waiting for the tipster")
    US = "us", _("Waiting for us")
    ENDED = "ended", pgettext_lazy("the tips that are closed", "Closed")


class Mark(TextChoices):
    """Whether a reader has marked which sentence tells of harm. Which one, only readers know."""

    MARKED = "marked", pgettext_lazy("a sentence of the tip", "Marked")
    UNMARKED = "unmarked", pgettext_lazy("no sentence of the tip", "Not marked yet")


@dataclass(frozen=True)
class Place:
    """A tip's place in the order of days."""

    day: date
    tip: str

    def __str__(self) -> str:
        """As an address carries it."""
        return f"{self.day.isoformat()}~{self.tip}"

    @classmethod
    def read(cls, text: str) -> Place | None:
        """None for anything else."""
        day, _, tip = text.partition("~")
        try:
            return cls(date.fromisoformat(day), tip) if tip.isascii() and 0 < len(tip) <= ID else None
        except ValueError:
            return None


@dataclass(frozen=True)
class Asked:
    """Which page of which view; what an address can say. Anything else in it is as if it were not there."""

    view: View = View.ALL
    channel: str = ""
    state: str = ""
    mark: str = ""
    after: Place | None = None
    before: Place | None = None
    is_last: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Asked:
        """What stands in an address."""
        view, state, mark, before = (query.get(name, "") for name in ("view", "state", "mark", "before"))
        return cls(
            view=View(view) if view in View.values else View.ALL,
            channel=query.get("channel", ""),
            state=state if state in (*OPEN, *ENDED) else "",
            mark=mark if mark in Mark.values else "",
            after=Place.read(query.get("after", "")),
            before=Place.read(before),
            is_last=before == LAST,
        )

    @property
    def states(self) -> Sequence[State]:
        """Which states are looked at."""
        known: Sequence[State] = ENDED if self.view == View.ENDED else (*OPEN, *AFTER_THE_END)
        if self.view == View.MINE:
            known = (*OPEN, *ENDED)
        return [state for state in known if self._is_wanted(state)]

    def _is_wanted(self, state: State) -> bool:
        is_marked = self.mark == "" or (state in MARKED) == (self.mark == Mark.MARKED)
        return self.state in ("", state) and is_marked

    @property
    def is_backward(self) -> bool:
        """Whether the page ends at a place, and not begins."""
        return self.before is not None or self.is_last

    @property
    def is_first(self) -> bool:
        """Whether it is the first page."""
        return self.after is None and not self.is_backward

    @property
    def address(self) -> str:
        """What the filters say, as an address carries it."""
        told = {"view": self.view.value, "channel": self.channel, "state": self.state, "mark": self.mark}
        return urlencode({name: value for name, value in told.items() if value and value != View.ALL.value})


@dataclass(frozen=True)
class Page:
    """One page: its rows, and from where the next ones begin."""

    asked: Asked
    rows: Sequence[Standing]
    after: Place | None = None  # there is more behind this one
    before: Place | None = None  # and before that one
    channels: Mapping[str, str] = field(default_factory=dict)  # names by slug

    @property
    def can_be_chosen(self) -> bool:
        """Whether what stands on it is taken in hand, given and closed, many at a time."""
        return self.asked.view != View.ENDED

    @property
    def due_today(self) -> bool:
        """Whether anything on it is due today, or late."""
        return any(one.due is not None and one.due <= today() for one in self.rows)

    @property
    def next_day(self) -> date | None:
        """On which something is due first."""
        return min((one.due for one in self.rows if one.due), default=None)


class Behind(Func):
    """Whether a row stands behind a place, in the order of an index: two columns compared as one."""

    template = "%(expressions)s"
    output_field = BooleanField()

    def __init__(self, day: str, place: Place, *, is_backward: bool) -> None:
        super().__init__(F(day), F("id"), Value(place.day), Value(place.tip))
        self.sign = "<" if is_backward else ">"

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:  # type: ignore[override]  # the stubs want a tuple where Django takes a list as well
        """Row values, which both databases read from an index."""
        del connection
        parts, told = zip(*(compiler.compile(one) for one in self.get_source_expressions()), strict=True)
        day, tip, from_day, from_tip = parts
        statement = f"({day}, {tip}) {self.sign} ({from_day}, {from_tip})"
        return statement, [one for values in told for one in values]


def page(staff: Staff, asked: Asked) -> Page:
    """The page that was asked for."""
    channels = {one.slug: one for one in Channel.objects.filter(staff=staff).order_by("slug")}
    wanted = [one for slug, one in channels.items() if asked.channel in ("", slug)]
    found = list(islice(_places(staff, wanted, asked), ROWS + 1))
    more, found = len(found) > ROWS, found[:ROWS]
    if asked.is_backward:
        found.reverse()
    there = reading.seen_by(staff, Tip.objects.filter(pk__in=[one.tip for one in found]))
    tips = {tip.id: tip for tip in reading.with_what_waits(there).select_related("in_hand__staff")}
    rows = standings([tips[one.tip] for one in found if one.tip in tips], charter.current().deadlines)
    return Page(
        asked,
        rows,
        after=found[-1] if found and (more if not asked.is_backward else not asked.is_last) else None,
        before=found[0] if found and (more if asked.is_backward else not asked.is_first) else None,
        channels=_names(channels),
    )


def _names(channels: Collection[str]) -> Mapping[str, str]:
    """Of this reader's channels, as the charter calls them; nothing where there is no choice."""
    named = {one.slug: one.name_here for one in charter.current().channels}
    return {slug: named.get(slug, slug) for slug in channels} if len(channels) > 1 else {}


def _places(staff: Staff, channels: Sequence[Channel], asked: Asked) -> Iterator[Place]:
    """In order, from all streams together."""
    if asked.view == View.MINE:
        return iter(_mine(staff, channels, asked))
    streams = [_stream(staff, channel, state, asked) for channel in channels for state in asked.states]
    return heapq.merge(*streams, key=_order, reverse=_is_latest_first(asked))


def _order(place: Place) -> tuple[date, str]:
    return place.day, place.tip


def _is_latest_first(asked: Asked) -> bool:
    """What is closed is looked at from its end."""
    return (asked.view == View.ENDED) != asked.is_backward


def _stream(staff: Staff, channel: Channel, state: State, asked: Asked) -> Sequence[Place]:
    """The tips of one channel in one state, in the order of an index, as many as a page can have and one more."""
    is_over = asked.view == View.ENDED
    day, backward = "since" if is_over else "due", _is_latest_first(asked)
    rows = Tip.objects.filter(_in(asked), channel=channel, state=state, due__isnull=is_over)
    if place := asked.after or asked.before:
        rows = rows.filter(Behind(day, place, is_backward=backward))
    sign = "-" if backward else ""
    seen = reading.seen_by(staff, rows).order_by(f"{sign}{day}", f"{sign}id").values_list(day, "id")
    return [Place(*one) for one in seen[: ROWS + 1]]


def _mine(staff: Staff, channels: Sequence[Channel], asked: Asked) -> Sequence[Place]:
    """What one reader has in hand is little, and is put in order here: by the next step's day, or an earlier one that was promised."""
    steps = dict(InHand.objects.filter(staff=staff).values_list("tip", "step_due"))
    wanted = {one.pk for one in channels}
    rows = Tip.objects.filter(pk__in=list(steps))  # and nothing else, so that the database begins with these
    found = sorted(
        (
            Place(min(filter(None, (due, steps[tip])), default=since), tip)
            for tip, due, since, state, channel in rows.values_list("id", "due", "since", "state", "channel")
            if state in asked.states and channel in wanted
        ),
        key=_order,
        reverse=asked.is_backward,
    )
    place = asked.after or asked.before
    return found if place is None else [one for one in found if _is_behind(one, place, asked)]


def _is_behind(one: Place, place: Place, asked: Asked) -> bool:
    return _order(one) < _order(place) if asked.is_backward else _order(one) > _order(place)


def _in(asked: Asked) -> Q:
    """What a view asks for beside states."""
    match asked.view:
        case View.UNASSIGNED:
            working = InHand.objects.filter(staff__is_active=True, staff__role=Staff.Role.REVIEWER)
            return Q(state__in=OPEN) & ~Q(Exists(working.filter(tip=OuterRef("pk"))))
        case View.SOON:
            return Q(due__range=(today(), today() + timedelta(days=max(SOON))))
        case View.LATE:
            return Q(due__lt=today())
        case View.TIPSTER:
            return Q(answered=True, no_answer=False)
        case View.US:  # the tipster, or the other side
            return Q(answered=False) | Q(other_side_waits())
        case _:
            return Q()
