"""Choosing how to be told, and the round that tells: every minute, by the worker."""

from __future__ import annotations

import hmac
import logging
import secrets
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from fairwitness.crypto.encoding import b64
from fairwitness.notifications.mail import NotSent, Post
from fairwitness.notifications.models import Hook, Subscription, Waiting
from fairwitness.notifications.reading import TOKEN, Wait, Why, subscription_of, waits_for
from fairwitness.notifications.servers import MailServer, Servers, servers
from fairwitness.notifications.webhook import call
from fairwitness.office import clock
from fairwitness.office.models import Office, Staff
from fairwitness.sealed.models import Letter, Notice, Tip
from fairwitness.sealed.models_of_hearing import Hearing

DELAY = (
    10,
    120,
)  # minutes after something came, at random: the hour of a mail must not tell the hour of a letter
AGAIN_AFTER = (
    10,
    30,
    120,
    360,
)  # minutes after each time that it did not go out; then at the next fixed hour
SALT = 32  # bytes
# What a round writes, and nothing else: its reader may choose otherwise while a mail server lets it wait.
KEPT_BY_ROUNDS = ("slot", "due", "tries", "problem", "problem_day", "is_trial")
log = logging.getLogger("fairwitness.notifications")
SECRET = 16


@dataclass(frozen=True)
class Choice:
    """How somebody wants to be told."""

    how: Subscription.How
    address: str
    key: str
    language: str


def choose(staff: Staff, choice: Choice) -> Subscription:
    """Keep it. What waits already is told at the next fixed hour, and what failed for another address is forgotten."""
    found = _mine(staff, choice.language)
    found.how, found.address, found.key = choice.how, choice.address, choice.key
    found.language = choice.language
    _rest(found)
    found.problem, found.problem_day = "", None
    return _keep(found, "how", "address", "key", "language", *KEPT_BY_ROUNDS)


def try_it(staff: Staff) -> None:
    """Let a mail go out at the next round, whatever waits; nothing where no address is kept."""
    Subscription.objects.filter(staff=staff).exclude(address="").update(
        due=clock.now(), is_trial=True, tries=0
    )


def open_feed(staff: Staff, language: str) -> str:
    """A new address for a calendar, to be shown once; the old one finds nothing from now on."""
    found, secret = _mine(staff, language), secrets.token_bytes(SECRET)
    found.feed = feed_hash(b64(secret))
    _keep(found, "feed")
    return b64(secret)


def close_feed(staff: Staff) -> None:
    """No address finds the calendar any more."""
    Subscription.objects.filter(staff=staff).update(feed=None)


def _keep(found: Subscription, *fields: str) -> Subscription:
    """These columns and no others: the worker may be about to write its own."""
    if found._state.adding:  # noqa: SLF001 - public, for all its name
        found.save()
    else:
        found.save(update_fields=fields)
    return found


def feed_hash(secret: str) -> bytes:
    """By which the line knows the address again without keeping it."""
    return sha256(secret.encode()).digest()


def tell_what_waits() -> None:
    """One round: whoever has something new is told, in their own time, and so is the webhook."""
    told = servers()
    if told.hook:
        _tell_hook(told)
    if told.mail is not None:
        _tell_readers(told, told.mail)


def _tell_readers(told: Servers, server: MailServer) -> None:
    here = Staff.Role.REVIEWER
    subscribed = Subscription.objects.select_related("staff").exclude(address="")
    with ExitStack() as block:
        post = _Lazily(server, block)
        for one in subscribed.filter(staff__is_active=True, staff__role=here):
            try:
                _tell(one, told, post)
            except Exception:  # what goes wrong with one keeps no other from being told
                log.exception("a reader was not told")


class _Lazily:
    """One connection a round, made when the first mail goes out; where there is none to be had, for nobody of this round."""

    def __init__(self, server: MailServer, block: ExitStack) -> None:
        self._server, self._block = server, block
        self._post: Post | None = None
        self._failed: NotSent | None = None

    def send(self, to: Subscription, why: Collection[Why]) -> None:
        if self._failed is not None:
            raise self._failed
        if self._post is None:
            try:
                self._post = self._block.enter_context(Post(self._server))
            except NotSent as failed:
                self._failed = failed
                raise
        self._post.send(to, why)


def _tell(one: Subscription, told: Servers, post: _Lazily) -> None:
    slot = told.slot(clock.now())
    if not _is_time(one, slot):
        return
    waits = waits_for(one.staff)
    fresh = [wait for wait in waits if wait.token(one.salt) not in _known(one)]
    if _plan(one, slot, fresh):
        one.save(update_fields=KEPT_BY_ROUNDS)
    if one.due is None or one.due > clock.now():
        return
    try:
        if fresh or one.is_trial:
            post.send(one, [] if one.is_trial and not waits else sorted({wait.why for wait in waits}))
    except NotSent as failed:
        _again(one, failed.problem)
    else:
        one.known = b"".join(wait.token(one.salt) for wait in waits)
        one.problem, one.problem_day = "", None
        _rest(one)
    one.save(update_fields=[*KEPT_BY_ROUNDS, "known"])


def _is_time(one: Subscription, slot: datetime) -> bool:
    """Whether anything could go out now: only then is it asked what waits."""
    if one.due is not None:
        return one.due <= clock.now()
    return slot > one.slot or (one.how == Subscription.How.SOON and not _gave_up(one))


def _plan(one: Subscription, slot: datetime, fresh: Sequence[Wait]) -> bool:
    """Say when the next mail goes out; whether anything was changed."""
    if slot > one.slot:
        one.slot = slot
        if fresh and one.how != Subscription.How.NEVER:
            one.due = clock.now()
        return True
    if one.due is None and one.how == Subscription.How.SOON and any(wait.cannot_wait for wait in fresh):
        least, most = DELAY
        one.due = clock.now() + timedelta(minutes=least + secrets.randbelow(most - least + 1))
        return True
    return False


def _gave_up(one: Waiting) -> bool:
    return one.tries > len(AGAIN_AFTER)


def _again(one: Waiting, problem: Waiting.Problem) -> None:
    """Later, each time after a longer while; in the end only at the next fixed hour."""
    one.problem, one.problem_day = problem, clock.today()
    wait = AGAIN_AFTER[one.tries] if one.tries < len(AGAIN_AFTER) else None
    one.tries += 1
    one.due = None if wait is None else clock.now() + timedelta(minutes=wait)
    if wait is None and isinstance(one, Subscription):
        one.is_trial = False


def _rest(one: Waiting) -> None:
    one.due, one.tries = None, 0
    if isinstance(one, Subscription):
        one.is_trial = False


def _known(one: Subscription) -> frozenset[bytes]:
    return frozenset(one.known[start : start + TOKEN] for start in range(0, len(one.known), TOKEN))


def _mine(staff: Staff, language: str) -> Subscription:
    return subscription_of(staff) or Subscription(
        office=staff.office,
        staff=staff,
        language=language,
        slot=servers().slot(clock.now()),
        salt=secrets.token_bytes(SALT),
    )


def _tell_hook(told: Servers) -> None:
    """At the fixed hours alone, and only whether something came since the last."""
    office = Office.objects.get()
    slot = told.slot(clock.now())
    hook = Hook.objects.filter(office=office).first()
    if hook is None:
        Hook.objects.create(office=office, slot=slot, seen=_counted(office))
        return
    if slot > hook.slot:
        hook.slot, seen = slot, _counted(office)
        if hook.problem or not hmac.compare_digest(seen, hook.seen):
            hook.due, hook.tries = clock.now(), 0
        hook.seen = seen
        hook.save()
    if hook.due is None or hook.due > clock.now():
        return
    if call(told.hook):
        hook.problem, hook.problem_day = "", None
        _rest(hook)
    else:
        _again(hook, Waiting.Problem.UNREACHABLE)
    hook.save()


def _counted(office: Office) -> bytes:
    """Of how much there is, without keeping how much. Of tips that leave nobody out: else whoever is left out saw by it that there is one."""
    told = Tip.objects.filter(exclusions=None)
    said = [kind.objects.filter(conversation__tip__in=told) for kind in (Letter, Notice)]
    more = Hearing.objects.filter(conversation__tip__in=told, more__isnull=False)
    counts = [rows.count() for rows in (told, *said, more)]
    return hmac.digest(office.line, repr(counts).encode(), "sha256")
