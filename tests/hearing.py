"""Hearing the other side, as a reader's browser begins it: the same bytes as hear.js sends, and every wrong one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from builders import Told, columns_in, keys_of, told
from made_up_office import FOLDER
from reviewer import Reviewer
from tipster import Tipster
from unguarded import unguarded

from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.commits import CodeShown, GrantSent
from fairwitness.crypto.encoding import b64, dumps
from fairwitness.crypto.grants import Grant, seal_grant
from fairwitness.crypto.handed_over import HandedOver
from fairwitness.crypto.keys import MailboxKeys
from fairwitness.crypto.letters import Answer, Letter, MailboxAddress, seal_letter
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient
from fairwitness.office.clock import today
from fairwitness.office.fields import random_id
from fairwitness.office.models import Staff
from fairwitness.office.reading import current_sheet
from fairwitness.sealed.actions.among_readers import readers_of
from fairwitness.sealed.guards import GUARDS, PROMISES, REFERRALS
from fairwitness.sealed.guards_of_hearing import HEARD
from fairwitness.sealed.models import Conversation, Tip
from fairwitness.sealed.models_of_hearing import Hearing
from fairwitness.sealed.states import State

SUMMARY = {
    "summary-what": "A door was kept shut at night.",
    "summary-when": "In October.",
    "summary-where": "Hall 3.",
    "summary-rule": "The fire rules of the house.",
}


def in_fact_finding(of: Told | None = None, state: State = State.FACT_FINDING) -> Told:
    """A tip that is looked into."""
    tip = of or told()
    with unguarded(GUARDS, PROMISES, REFERRALS):
        Tip.objects.filter(pk=tip.tip.pk).update(**columns_in(state), since=today())
    tip.tip.refresh_from_db()
    return tip


@dataclass
class Asking:
    """What a reader's browser has sealed for somebody who is reported on."""

    tip: Told
    by: str = "amara"
    code: TipCode = field(default_factory=TipCode.generate, repr=False)
    conversation: str = field(default_factory=random_id)
    identity: HybridIdentity = field(default_factory=HybridIdentity.generate, repr=False)
    id: str = field(default_factory=random_id)
    readers: Sequence[HybridRecipient] | None = None

    def __post_init__(self) -> None:
        self.keys = MailboxKeys.from_seed(self.code.mailbox_seed(FOLDER.line()))

    def body(self, *, signed_by: str = "") -> bytes:
        """The request's bytes, signed."""
        sheet = current_sheet(self.tip.tip.channel)
        mailbox = MailboxAddress(str(self.keys.identity.recipient), self.keys.signing.verifying_key)
        first: dict[str, Any] = {"conversation": self.conversation, "n": 0, "seq": 0, "tier": "browser"}
        opening = seal_letter(
            Letter(
                **first,
                author=mailbox.key,
                day=today(),
                sheet=sheet.hash,
                mailbox=mailbox,
                text="",
                answers=(),
            ),
            self.keys.signing,
            self.identity.recipient,
        )
        own = keys_of(self.by).signing
        summary = seal_letter(
            Letter(
                **first,
                author=own.verifying_key,
                day=today(),
                seen=hashlib.sha256(opening).digest(),
                text="",
                answers=tuple(Answer(question, text) for question, text in SUMMARY.items()),
            ),
            own,
            self.identity.recipient,
        )
        granted = readers_of(self.tip.tip)
        wanted = [one.recipient for one in sheet.reviewers if one.recipient.holder in granted]
        readers = wanted if self.readers is None else self.readers
        grants = [self._grant(one, keys_of(self.by).signing) for one in readers]
        grants.append(self._grant(self.keys.identity.recipient, self.keys.signing, sheet.hash))
        shown = CodeShown(self.code.locator(FOLDER.line()), self.keys.auth, mailbox.recipient, mailbox.key)
        sent = dumps(
            {
                "tip": self.tip.tip.id,
                "code": shown.to_json(),
                "conversation": self.conversation,
                "grants": [one.to_json() for one in grants],
                "opening": b64(opening),
                "id": self.id,
                "sealed": b64(summary),
            }
        )
        signature = keys_of(signed_by or self.by).signing.sign("note", sent)
        return sent + b"\n" + b64(signature).encode()

    def _grant(self, to: HybridRecipient, signing: Any, sheet: bytes | None = None) -> GrantSent:
        made = Grant(self.conversation, 0, to.holder, self.identity, signing.verifying_key, sheet)
        return GrantSent(to.holder, seal_grant(made, to, signing))

    @property
    def there(self) -> Conversation:
        """As the line keeps it."""
        return Conversation.objects.get(pk=self.conversation)

    @property
    def row(self) -> Hearing:
        """Of it."""
        return Hearing.objects.get(conversation=self.conversation)


def asks(reviewer: Reviewer, asking: Asking, **how: Any) -> Any:
    """Send it."""
    return reviewer.posts(f"tips/{asking.tip.tip.id}/hearing/begin/", asking.body(**how))


def asked(of: Told | None = None, by: str = "amara", handed_by: str = "noor") -> Asking:
    """Somebody was handed a code, as another reader has signed; none has with an empty name."""
    asking = Asking(of or in_fact_finding(), by)
    answer = asks(Reviewer(by), asking)
    assert answer.status_code == 200, answer.content
    if handed_by:
        signed = hands_over(Reviewer(handed_by), asking)
        assert signed.status_code == 200, signed.content
    return asking


def hands_over(reviewer: Reviewer, asking: Asking, day: date | None = None, **other: Any) -> Any:
    """Sign that the code has reached whoever it is for."""
    tip, told_on = asking.tip.tip.id, day or today()
    said = HandedOver(FOLDER.line(), tip, asking.conversation, other.get("way", "person"), told_on)
    key = keys_of(other.pop("signed_by", reviewer.name)).signing
    signature = b64(key.sign("handed-over", said.to_json()))
    sent = {"asked": asking.conversation, "way": said.way, "day": told_on.isoformat(), "signature": signature}
    return reviewer.posts(f"tips/{tip}/hearing/handed-over/", dumps({**sent, **other}))


def staff(name: str) -> Staff:
    """By the sign-in name."""
    return Staff.objects.get(sign_in_name=name)


class Person(Tipster):
    """Somebody who is reported on, with a browser and no JavaScript."""

    def comes(self, asking: Asking) -> Person:
        """Type the code from the sheet."""
        return self.types(" ".join(asking.code.words))

    def takes_a_code(self) -> Person:
        """Of their own."""
        self.goes_to("/reply/code/")
        self.code = self.page.code
        self.goes_on()
        return self

    def presses_more(self) -> None:
        """The button for more time."""
        (form,) = [form for form in self.page.forms if form.name == "words"]
        self._posts(form, {"again": "more"})

    def lets_in(self) -> Person:
        """Give an adviser a code; that adviser, with a browser of their own, in which it is still to be typed."""
        self.goes_to("/reply/adviser/")
        code = self.page.code
        self.goes_on()
        return Person(self.language).types(code)

    def types(self, code: str) -> Person:
        """Where such codes are typed."""
        self.code = code
        self.goes_to("/reply/")
        self._posts(self.page.forms[0], {"code": code})
        return self

    def ends_it(self) -> None:
        """The adviser's time."""
        self.goes_to("/reply/adviser/end/")
        self.goes_on()


def with_own_code(asking: Asking, language: str = "en") -> Person:
    """Somebody who is reported on, with a code that nobody of the office has seen."""
    return Person(language).comes(asking).takes_a_code()


def ends(asking: Asking, outcome: str) -> None:
    """What came of it, as if readers had said so."""
    since = today() if outcome else None
    with unguarded(HEARD):
        Tip.objects.filter(pk=asking.tip.tip.pk).update(outcome=outcome, outcome_since=since)
        Hearing.objects.filter(conversation=asking.conversation).update(ended=outcome)
