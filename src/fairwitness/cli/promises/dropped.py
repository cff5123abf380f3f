"""Guard 6 from the other side: the journal, which is only added to, held against the rows of tips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta


def nothing_dropped() -> Iterator[str]:
    """Tips that the journal knows and the tables do not, that nobody can read, or that were destroyed, moved or locked without a word of it."""
    from fairwitness.journal.reading import tips_with  # noqa: PLC0415 - after Django is set up
    from fairwitness.sealed.models import Tip  # noqa: PLC0415 - the same

    came = tips_with("tip-received")
    rows = dict(Tip.objects.values_list("id", "state"))
    yield from (f"the tip {tip} came, and is not there" for tip in sorted(came - rows.keys()))
    ended = {tip for tip, state in rows.items() if state == "destroyed"}
    for tip in sorted(ended - tips_with("destroyed")):
        yield f"the tip {tip} was destroyed, and the journal does not say so"
    yield from _emptied()
    yield from _moved_by_hand()
    yield from _locked_by_another()
    yield from _locked_to_everybody()
    yield from _destroyed_too_early()


def _moved_by_hand() -> Iterator[str]:
    """Tips of which the journal says something else: where they stand, or since when."""
    from fairwitness.office.clock import today  # noqa: PLC0415 - after Django is set up
    from fairwitness.sealed.models import Tip  # noqa: PLC0415 - after Django is set up

    there = list(Tip.objects.order_by("id").values_list("id", "state", "since"))
    moved, entries = _moved()
    for tip, state, since in there:
        day, states = moved.get(tip, (None, frozenset()))
        still = Tip.objects.filter(pk=tip, state=state, since=since)
        # Row and entry are written one after the other: perhaps midnight was between them.
        is_so = day is None or any((tip, state, since + timedelta(days=one)) in entries for one in (0, 1))
        was_ahead = day is not None and day > today()  # the line's clock, which was put right since
        if not is_so and not was_ahead and still.exists():
            yield f"the tip {tip} is {state} since {since}, and the journal says {' or '.join(sorted(states))} on {day}"


def _moved() -> tuple[Mapping[str, tuple[date, frozenset[str]]], frozenset[tuple[str, str, date]]]:
    """Of each tip the last day on which the journal has it moved, and where to, for within a day its order tells nothing; and every such entry, as a clock that stood ahead makes an earlier one the last."""
    from fairwitness.journal.reading import done_of  # noqa: PLC0415 - after Django is set up
    from fairwitness.sealed.states import State  # noqa: PLC0415 - the same

    begins = {"tip-received": str(State.RECEIVED)}
    states = {*begins, *(str(one) for one in State)} - {str(State.RECEIVED)}
    found: dict[str, tuple[date, frozenset[str]]] = {}
    entries: set[tuple[str, str, date]] = set()
    for tip, kind, day, _ in done_of(states):
        state = begins.get(kind, kind)
        entries.add((tip, state, day))
        last, where = found.get(tip, (day, frozenset()))
        before = where if last == day else frozenset[str]()
        if day >= last:
            found[tip] = (day, before | {state})
    return found, frozenset(entries)


def _destroyed_too_early() -> Iterator[str]:
    """Tips that were destroyed as protected conduct, and whose tipster had no four days to say that it was about harm."""
    from fairwitness.journal.reading import done_of  # noqa: PLC0415 - after Django is set up
    from fairwitness.sealed.models import Tip  # noqa: PLC0415 - the same
    from fairwitness.sealed.states import OBJECTION_DAYS  # noqa: PLC0415 - the same

    ended = Tip.objects.filter(state="destroyed", outcome="protected-conduct").order_by("id")
    there = list(ended.values_list("id", "since"))
    done: dict[str, dict[str, set[tuple[date, str]]]] = {tip: {} for tip, _ in there}  # by tip and kind
    for tip, kind, day, by in done_of({"destroyed", "protected-conduct", "scope-check"}):
        if tip in done:
            done[tip].setdefault(kind, set()).add((day, by))
    for tip, since in there:
        ends, locks, checks = (
            done[tip].get(kind, set()) for kind in ("destroyed", "protected-conduct", "scope-check")
        )
        end = max((day for day, _ in ends), default=since)
        in_time = any(day + timedelta(days=OBJECTION_DAYS) <= end for day, _ in locks)
        # At once only where the tipster was heard, and another reader has said the same.
        again = any(by == "" for _, by in checks)
        at_once = again and any(by not in ("", locked_by) for _, by in ends for _, locked_by in locks)
        if not in_time and not at_once:
            yield f"the tip {tip} was destroyed as protected conduct, and was not locked for {OBJECTION_DAYS} days before"


def _locked_by_another() -> Iterator[str]:
    """Whoever locked a tip first is kept away from it: nobody else in their place, and nobody let in again."""
    from fairwitness.journal.reading import done_of  # noqa: PLC0415 - after Django is set up
    from fairwitness.sealed.models import Tip  # noqa: PLC0415 - the same

    standing = dict(Tip.objects.exclude(state="destroyed").order_by("id").values_list("id", "locked_by"))
    locked: dict[str, tuple[date, frozenset[str]]] = {}
    for tip, _, day, by in done_of({"protected-conduct"}):
        first, who = locked.get(tip, (day, frozenset()))
        if day <= first:
            locked[tip] = (day, (who if first == day else frozenset[str]()) | {by})
    for tip, by in standing.items():
        who = locked.get(tip, (None, frozenset({""})))[1]
        if by not in who and Tip.objects.filter(pk=tip, locked_by=by).exists():
            yield f"the tip {tip} names another as who locked it than the journal"


def _locked_to_everybody() -> Iterator[str]:
    """Whoever read a tip alone could lock it once: such tips may be there."""
    from fairwitness.sealed.locking import nobody_looks  # noqa: PLC0415 - after Django is set up
    from fairwitness.sealed.models import Tip  # noqa: PLC0415 - the same

    for tip in Tip.objects.filter(locked_by__gt="").order_by("id"):
        if nobody_looks(tip):
            yield f"the tip {tip.id}: it was locked, is said to be about harm, and nobody else can look at it"


def _emptied() -> Iterator[str]:
    """Of those that stand: a first letter, a key of somebody whom a sheet of the channel names, and one of the tipster who kept a code."""
    from fairwitness.sealed.models import Tip  # noqa: PLC0415 - after Django is set up

    standing = Tip.objects.exclude(state="destroyed").order_by("id")
    there = list(standing.values_list("id", "no_answer"))
    begun, read, reached = _begun(), _read(), _reached()
    lacking = {
        "its first letter is not there": [tip for tip, _ in there if tip not in begun],
        "no reader has a key to it": [tip for tip, _ in there if tip not in read],
        "its tipster has no key to it": [tip for tip, untold in there if not untold and tip not in reached],
    }
    for said, found in lacking.items():
        still = standing.filter(pk__in=found).values_list("id", flat=True)  # some may have ended meanwhile
        yield from (f"the tip {tip}: {said}" for tip in still)


def _begun() -> frozenset[str]:
    from fairwitness.sealed.models import Letter  # noqa: PLC0415 - after Django is set up

    first = Letter.objects.filter(conversation__party="tipster", position=0)
    return frozenset(first.values_list("conversation__tip", flat=True))


def _read() -> frozenset[str]:
    """Tips to which somebody has a key whom some sheet of the channel has named."""
    from fairwitness.office.models import Channel  # noqa: PLC0415 - after Django is set up
    from fairwitness.office.reading import known_sheets  # noqa: PLC0415 - the same

    named = {
        one.pk: {reader.recipient.holder for sheet in known_sheets(one) for reader in sheet.reviewers}
        for one in Channel.objects.select_related("office")
    }
    return frozenset(tip for tip, channel, holder in _held() if holder in named[channel])


def _reached() -> frozenset[str]:
    """Tips whose own mailbox has a key to them."""
    from fairwitness.crypto.recipients import HybridRecipient  # noqa: PLC0415 - after Django is set up
    from fairwitness.sealed.models import Mailbox  # noqa: PLC0415 - the same

    of_tips = Mailbox.objects.filter(conversation__party="tipster")
    own = {
        tip: HybridRecipient.parse(recipient).holder
        for tip, recipient in of_tips.values_list("conversation__tip", "recipient").iterator()
    }
    return frozenset(tip for tip, _, holder in _held() if holder == own.get(tip))


def _held() -> Iterator[tuple[str, str, bytes]]:
    """Each key to what a tipster wrote: of which tip, of which channel, whose."""
    from fairwitness.sealed.models import Grant  # noqa: PLC0415 - after Django is set up

    grants = Grant.objects.filter(conversation__party="tipster")
    told = grants.values_list("conversation__tip", "conversation__tip__channel", "holder")
    return ((tip, channel, bytes(holder)) for tip, channel, holder in told.iterator())
