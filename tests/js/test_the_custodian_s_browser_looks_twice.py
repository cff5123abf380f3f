"""What the browser of whoever guards names makes of what a line hands out: true, or made up by one reader, another tipster, or the line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from js.asking import javascript

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.name_requests import ASKED, CONSENT, Consent, NameAsked

LINE, TIP, OF, DAY = b"\1" * 16, b64(b"\4" * 16), b64(b"\6" * 16), date(2026, 11, 24)
AMARA, NOOR, WEI, MAILBOX = (SigningKey.generate() for _ in range(4))
NAME = b"the name, as cipher"
BY_CONSENT = NameAsked(
    LINE, TIP, OF, sha256(NAME).digest(), MAILBOX.verifying_key, "consent", "", DAY, sha256(b"why").digest()
)
BY_LAW = replace(BY_CONSENT, ground="law", told="before")
RIGHT = {"by": [b64(AMARA.verifying_key), b64(NOOR.verifying_key)], "problems": [], "isReady": True}


@dataclass(frozen=True)
class HandedOut:
    """What a line tells of one request."""

    asked: NameAsked = BY_CONSENT
    by: tuple[SigningKey, ...] = (AMARA, NOOR)
    says: str = "yes"
    mailbox: SigningKey = MAILBOX
    of: NameAsked | None = None  # what the yes is about, if it is something else
    name: bytes = NAME
    opens: date = DAY
    today: date = DAY

    def judged(self) -> Any:
        """What the browser finds, by a sheet on which Amara and Noor stand."""
        statement = self.asked.to_json()
        yes = Consent(LINE, sha256((self.of or self.asked).to_json()).digest(), self.says, DAY).to_json()
        told = {
            "statement": b64(statement),
            "signatures": [b64(one.sign(ASKED, statement)) for one in self.by],
            "name": b64(self.name),
            "consent": b64(yes),
            "consent_signature": b64(self.mailbox.sign(CONSENT, yes)),
            "opens": self.opens.isoformat(),
            "today": self.today.isoformat(),
        }
        keys = [b64(one.verifying_key) for one in (AMARA, NOOR)]
        (found,) = javascript(("nameRequest", {"told": told, "line": b64(LINE), "keys": keys}))
        return found


def test_two_readers_and_the_tipster_s_yes_are_enough() -> None:
    assert HandedOut().judged() == RIGHT


@pytest.mark.parametrize("by", [(AMARA, AMARA), (AMARA, WEI), (WEI, NOOR)])
def test_one_reader_twice_or_somebody_of_no_sheet_is_not(by: tuple[SigningKey, SigningKey]) -> None:
    assert HandedOut(by=by).judged()["problems"] == ["name-unsigned"]


def test_another_name_or_another_line_is_not_what_they_signed() -> None:
    other_line = replace(BY_CONSENT, line=b"\2" * 16)

    found = [HandedOut(name=b"somebody else's").judged(), HandedOut(asked=other_line).judged()]

    assert [one["problems"] for one in found] == [["name-other"], ["name-other"]]


def test_before_it_may_be_opened_he_is_handed_no_name_and_what_was_signed_is_checked() -> None:
    assert HandedOut(name=b"", says="no").judged() == {**RIGHT, "isReady": False}


@pytest.mark.parametrize(
    "told",
    [
        HandedOut(says="no"),
        HandedOut(mailbox=WEI),
        HandedOut(of=replace(BY_CONSENT, asked=DAY + timedelta(days=1))),
    ],
    ids=["a no", "by another mailbox", "to another request"],
)
def test_no_other_yes_opens_it(told: HandedOut) -> None:
    assert not told.judged()["isReady"]


@pytest.mark.parametrize(
    ("told", "opens", "is_ready"),
    [("before", 7, True), ("before", 6, False), ("before", 0, False), ("jeopardises", 0, True)],
)
def test_a_day_that_the_line_says_is_believed_where_seven_days_have_passed(
    told: str, opens: int, *, is_ready: bool
) -> None:
    day = DAY + timedelta(days=opens)

    found = HandedOut(replace(BY_LAW, told=told), says="no", opens=day, today=day).judged()

    assert found["isReady"] is is_ready
