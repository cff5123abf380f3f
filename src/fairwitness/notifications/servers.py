"""Where mail goes out and who is told that something changed, as the environment says; and the hours of the day at which that happens."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

MAIL, HOURS, HOOK = "FAIRWITNESS_MAIL", "FAIRWITNESS_MAIL_HOURS", "FAIRWITNESS_WEBHOOK"
USUAL_HOURS = (7, 13)  # of the day, UTC
PORTS = {"smtp": 587, "smtps": 465}
HERE = frozenset(
    {"127.0.0.1", "localhost", "::1"}
)  # no wire to listen on: neither TLS for mail nor for the hook
ADDRESS = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+")


class WrongSetting(Exception):
    """A variable that cannot be meant, and how it is written."""


@dataclass(frozen=True)
class MailServer:
    """One SMTP server; the way there is always encrypted, unless it is on this machine."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    sender: str
    tls_at_once: bool  # otherwise STARTTLS, and no mail where the server has none

    @property
    def is_here(self) -> bool:
        """Whether it is on this machine."""
        return self.host in HERE


@dataclass(frozen=True)
class Servers:
    """What the environment says, read once."""

    mail: MailServer | None
    hook: str = field(repr=False)  # its address may hold a secret
    hours: Sequence[int]

    def slot(self, now: datetime) -> datetime:
        """The last of the fixed hours that has begun."""
        day = now.replace(minute=0, second=0, microsecond=0)
        begun = [day.replace(hour=hour) for hour in self.hours if hour <= now.hour]
        return max(begun) if begun else day.replace(hour=max(self.hours)) - timedelta(days=1)


def servers(environ: Mapping[str, str] | None = None) -> Servers:
    """Read them; WrongSetting where one cannot be meant."""
    said = os.environ if environ is None else environ
    return Servers(_mail(said.get(MAIL, "")), _hook(said.get(HOOK, "")), _hours(said.get(HOURS, "")))


def _mail(text: str) -> MailServer | None:
    if not text:
        return None
    wrong = WrongSetting(
        f"{MAIL} is not written like smtp://user:password@mail.example.org:587?from=line@example.org"
    )
    told, port = _split(text, wrong)
    sender = parse_qs(told.query).get("from", [""])[0]
    if told.scheme not in PORTS or not told.hostname or not ADDRESS.fullmatch(sender):
        raise wrong
    return MailServer(
        host=told.hostname,
        port=port or PORTS[told.scheme],
        user=unquote(told.username or ""),
        password=unquote(told.password or ""),
        sender=sender,
        tls_at_once=told.scheme == "smtps",
    )


def _hook(text: str) -> str:
    if not text:
        return ""
    wrong = WrongSetting(f"{HOOK} is not written like https://chat.example.org/hooks/…")
    told, _ = _split(text, wrong)
    if any(one.isspace() or not one.isprintable() for one in text):
        raise wrong
    if not told.hostname or not (told.scheme == "https" or (told.scheme == "http" and told.hostname in HERE)):
        raise wrong
    return text


def _hours(text: str) -> Sequence[int]:
    if not text:
        return USUAL_HOURS
    found = [int(one) for one in text.replace(" ", "").split(",") if one.isascii() and one.isdigit()]
    if len(found) != len(text.split(",")) or not all(hour < 24 for hour in found):  # noqa: PLR2004 - of a day
        raise WrongSetting(f"{HOURS} is not written like 7,13: hours of the day, in UTC")
    return sorted(set(found))


def _split(text: str, wrong: WrongSetting) -> tuple[SplitResult, int | None]:
    try:
        told = urlsplit(text)
        port = told.port
    except ValueError:
        raise wrong from None
    return told, port
