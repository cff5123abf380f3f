"""How it stands with a name that two keys guard, as its tipster may know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.name_requests import BY_CONSENT, JEOPARDISES, NameAsked
from fairwitness.office.reading import known_sheets
from fairwitness.sealed.models import Mailbox, Tip
from fairwitness.sealed.models_of_names import NameAnswer, NameRequest, SealedName
from fairwitness.sealed.names import name_of, openings, requests_of


class State(StrEnum):
    """What came last of all that the tipster may know."""

    QUIET = "quiet"  # nothing was ever asked, that they were told
    ASKED = "asked"
    AGREED = "agreed"
    DUTY = "duty"
    OPENED = "opened"
    DECLINED = "declined"
    REFUSED = "refused"  # by whoever guards it
    ENDED = "ended"


@dataclass(frozen=True)
class NameStands:
    """A name that is sealed apart."""

    who: str  # guards it
    state: State
    request: NameRequest | None = None
    was_opened: bool = False  # ever, whatever came after

    @property
    def asked(self) -> str:
        """Names what a yes or a no is about; empty where neither is asked."""
        waits = self.request is not None and self.state in {State.ASKED, State.AGREED}
        return b64(sha256(bytes(self.request.statement)).digest()) if waits and self.request else ""

    @property
    def ground(self) -> str:
        """Of a duty, also where it was told only with the answer."""
        is_told = self.state in {State.DUTY, State.OPENED, State.REFUSED}
        by_duty = self.request is not None and self.request.ground != BY_CONSENT
        return self.request.ground if self.request and is_told and by_duty else ""

    @property
    def opens(self) -> date | None:
        """From which day a duty may open it."""
        return self.request.opens if self.request and self.state == State.DUTY else None


def stands(mailbox: Mailbox, tip: Tip) -> NameStands | None:
    """None where no name is sealed apart."""
    name = name_of(tip)
    if name is None:
        return None
    request = _last(tip)
    state = _state(mailbox, request) if request else State.QUIET
    return NameStands(_who(name, tip), state, request, openings(tip).exists())


def _who(name: SealedName, tip: Tip) -> str:
    """As the newest sheet calls them that had these keys."""
    holders = {bytes(one) for one in name.keepers.values_list("holder", flat=True)}
    sheets = known_sheets(tip.channel)
    called = {one.recipient.holder: one.name for sheet in sheets for one in sheet.custodians}
    return " · ".join(sorted({called[one] for one in holders if one in called}))


def _last(tip: Tip) -> NameRequest | None:
    """What is open, or what ended last (of one day: what opened the name); no word of what was not to be told before."""
    told = [one for one in requests_of(tip).exclude(second="") if _is_told(one)]
    opened = set(openings(tip).values_list("request", flat=True))
    return max(
        told,
        key=lambda one: (one.answered is None, one.answered or one.asked, one.pk in opened),
        default=None,
    )


def _is_told(request: NameRequest) -> bool:
    return request.told != JEOPARDISES or NameAnswer.objects.filter(request=request).exists()


def _state(mailbox: Mailbox, request: NameRequest) -> State:
    if request.answered is None:
        return _open(mailbox, request)
    answer = NameAnswer.objects.filter(request=request).first()
    if answer is not None:
        return State.REFUSED if answer.reason else State.OPENED
    return State.DECLINED if request.says == "no" else State.ENDED


def _open(mailbox: Mailbox, request: NameRequest) -> State:
    if request.ground != BY_CONSENT:
        return State.DUTY
    asked = NameAsked.from_json(bytes(request.statement))
    if asked.mailbox != bytes(mailbox.verifying_key):
        return State.ENDED
    return State.AGREED if request.says == "yes" else State.ASKED
