"""A tip that Amara writes down for somebody on the phone: what the desk's script sends, and every wrong one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from builders import Told, columns_in, keys_of
from closings import staff
from intake.sealing_browser import SealingBrowser
from made_up_office import FOLDER
from reviewer import Reviewer
from unguarded import unguarded

from fairwitness.crypto.encoding import b64, dumps
from fairwitness.intake.drafts import DraftKey
from fairwitness.office.clock import today
from fairwitness.sealed.guards import GUARDS, PROMISES, REFERRALS
from fairwitness.sealed.models import Conversation, Recorded, Tip
from fairwitness.sealed.states import MARKED, State


@dataclass
class Recording:
    """What Amara's browser has sealed for a caller."""

    browser: SealingBrowser = field(default_factory=SealingBrowser)
    way: str = "phone"
    came: date = field(default_factory=today)
    consent: str = "note"
    recordings: Sequence[str] = ()
    channel: str = "public"

    def body(self, by: str = "amara", **other: Any) -> bytes:
        """The request's bytes, signed."""
        commit = self.browser.commit(**other).to_json().decode()
        told = dumps(
            {
                "channel": self.channel,
                "way": self.way,
                "came": self.came.isoformat(),
                "consent": self.consent,
                "recordings": list(self.recordings),
                "commit": commit,
            }
        )
        signature = keys_of(by).signing.sign("recorded", told)
        return told + b"\n" + b64(signature).encode()

    def told(self) -> Told:
        """The tip that came of it, with the code that was handed over."""
        code = self.browser.code
        conversation = Conversation.objects.get(pk=self.browser.conversation)
        return Told(conversation.tip, conversation, code, DraftKey.of(code, code.mailbox_seed(FOLDER.line())))


def recorded(by: Reviewer, **how: Any) -> Told:
    """Written down by somebody at the desk."""
    recording = Recording(**how)
    answer = by.posts("record/public/keep/", recording.body(by.name))
    assert answer.status_code == 200, answer.content
    return recording.told()


def in_state(tip: Told, state: State, **columns: object) -> Told:
    """It stands there now, and a colleague has marked it where it has to be."""
    if state in MARKED:
        Recorded.objects.filter(tip=tip.tip).update(marked_by=staff("noor").id)
    with unguarded(GUARDS, PROMISES, REFERRALS):
        Tip.objects.filter(pk=tip.tip.pk).update(**{**columns_in(state), **columns})
    tip.tip.refresh_from_db()
    return tip
