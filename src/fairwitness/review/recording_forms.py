"""What the desk's script sends of a tip that a reader has written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from fairwitness.crypto.commits import CommitError
from fairwitness.crypto.encoding import EncodingError, as_list, as_text, in_order, unb64
from fairwitness.crypto.keys import verify
from fairwitness.intake.wire import tip_of
from fairwitness.office.clock import today
from fairwitness.review.forms import ID, UNREADABLE, signed
from fairwitness.sealed.actions.commit import CameAnotherWay
from fairwitness.sealed.actions.commit_sealed import SentTip
from fairwitness.sealed.models import Recorded
from fairwitness.sealed.recorded import earliest_day

KEYS = ("channel", "way", "came", "consent", "recordings", "commit")


@dataclass(frozen=True)
class RecordedForm:
    """A whole tip as a tipster's browser would have sealed it, and in front of it how it came: JSON, a line end, and the signature of whoever recorded it.

    So it cannot be left out that it was recorded, nor by whom: who is signed in has signed it, and a session alone is not enough.
    """

    channel: str
    way: Recorded.Way
    came: date
    consent: Recorded.Consent
    recordings: Sequence[str]
    tip: SentTip = field(repr=False)
    json: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    @classmethod
    def read(cls, body: bytes) -> RecordedForm | None:
        """None for anything else."""
        try:
            of, json, signature = signed(body)
            in_order(of, KEYS)
            recordings = [as_text(one) for one in as_list(of["recordings"])]
            for one in recordings:
                unb64(one, ID)
            if len(set(recordings)) < len(recordings):
                raise EncodingError("a file twice")
            return cls(
                as_text(of["channel"]),
                Recorded.Way(of["way"]),
                date.fromisoformat(as_text(of["came"])),
                Recorded.Consent(of["consent"]),
                recordings,
                tip_of(as_text(of["commit"]).encode()),
                json,
                signature,
            )
        except (*UNREADABLE, CommitError, ValueError):
            return None

    def is_signed_by(self, verifying_key: bytes, channel: str) -> bool:
        """Whether the holder of this key has sent it, for this channel."""
        return self.channel == channel and verify(verifying_key, "recorded", self.json, self.signature)

    @property
    def is_in_time(self) -> bool:
        """Whether it came on a day that is not ahead, and not too long ago."""
        return earliest_day() <= self.came <= today()

    @property
    def lacks_consent(self) -> bool:
        """Whether there is a recording that nobody has agreed to."""
        return bool(self.recordings) and self.consent is not Recorded.Consent.RECORDING

    def sent_by(self, staff: str) -> SentTip:
        """The tip, with its mark. The same bytes again are the same commit."""
        way = CameAnotherWay(staff, self.way, self.consent, self.came, tuple(self.recordings))
        key = replace(self.tip.key, request_hash=sha256(self.json).digest())
        return replace(self.tip, key=key, another_way=way)
