"""What the desk's scripts send."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from fairwitness.crypto.age import AgeError, Sealed
from fairwitness.crypto.commits import GrantSent
from fairwitness.crypto.encoding import EncodingError, as_list, in_order, loads, unb64
from fairwitness.crypto.keys import SIGNATURE, verify
from fairwitness.crypto.outside import is_letter, plaintext_size
from fairwitness.office.inviting import MadeKeys
from fairwitness.sealed.actions.among_readers import Note
from fairwitness.sealed.actions.answer_drafts import Box
from fairwitness.sealed.actions.commit import SealedGrant
from fairwitness.sealed.states import State

ID = 16  # bytes
MOST_CHOSEN = 500  # tips of one request
SECRET = 32
NOTE = ("tip", "conversation", "grants", "id", "number", "sealed")
UNREADABLE = (EncodingError, AttributeError, KeyError, TypeError, UnicodeDecodeError)
MOST_KEYS = 32_767  # what the column of a key's number holds


@dataclass(frozen=True)
class AnswerForm:
    """A sealed letter and the files that it lists."""

    id: str
    number: int
    sealed: Sealed = field(repr=False)
    uploads: tuple[tuple[str, bytes], ...] = field(repr=False)  # id and secret of each
    feedback: str = ""  # the state that the reader saw, where the letter says what was done and why
    box: Box = Box.LETTER  # in which it was typed: what is kept of it there goes
    instead: str = ""  # of its author's letter that waits for a day, which goes with it

    @classmethod
    def read(cls, body: bytes) -> AnswerForm | None:
        """None for anything else."""
        try:
            return cls._checked(loads(body))
        except EncodingError:
            return None

    @classmethod
    def _checked(cls, of: dict[str, Any]) -> AnswerForm:
        more = [name for name in ("feedback", "box", "instead") if name in of]
        in_order(of, ("id", "number", "sealed", "uploads", *more))
        unb64(of["id"], ID)
        uploads = tuple(_upload(one) for one in as_list(of["uploads"]))
        feedback = of.get("feedback", "")
        if feedback and feedback not in State.values:
            raise EncodingError("no state")
        box, instead = box_of(of.get("box", Box.LETTER.value)), of.get("instead", "")
        if instead:
            unb64(instead, ID)
        return cls(of["id"], *letter_in(of), uploads, feedback, box, instead)


@dataclass(frozen=True)
class NoteForm:
    """A sealed letter among readers, and who is granted its key where it is the first: JSON, a line end, and the signature of who sends it.

    What is inside the letter the server cannot look at. So it looks at who has signed the whole: a session alone is not enough.
    """

    tip: str
    note: Note
    json: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    @classmethod
    def read(cls, body: bytes) -> NoteForm | None:
        """None for anything else."""
        try:
            of, json, signature = signed(body)
            in_order(of, NOTE)
            return cls(of["tip"], note_in(of), json, signature)
        except UNREADABLE:
            return None

    def is_signed_by(self, verifying_key: bytes, tip: str) -> bool:
        """Whether the holder of this key has sent it, about this tip."""
        return self.tip == tip and verify(verifying_key, "note", self.json, self.signature)


@dataclass(frozen=True)
class ProposalForm:
    """That a tip is to be passed on: a letter among readers that gives the reason, what both readers sign, and the first signature over that."""

    reason: NoteForm
    statement: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    @property
    def asked(self) -> str:
        """Under which id it is asked for: the reason's."""
        return self.reason.note.id

    @classmethod
    def read(cls, body: bytes) -> ProposalForm | None:
        """None for anything else."""
        try:
            of, json, by = signed(body)
            in_order(of, (*NOTE, "statement", "signature"))
            reason = NoteForm(of["tip"], note_in(of), json, by)
            return cls(reason, unb64(of["statement"]), unb64(of["signature"], SIGNATURE))
        except UNREADABLE:
            return None


@dataclass(frozen=True)
class AgreementForm:
    """The second signature over what a colleague has signed."""

    asked: str
    signature: bytes = field(repr=False)

    @classmethod
    def read(cls, body: bytes) -> AgreementForm | None:
        """None for anything else."""
        try:
            of = loads(body)
            in_order(of, ("asked", "signature"))
            unb64(of["asked"], ID)
            return cls(of["asked"], unb64(of["signature"], SIGNATURE))
        except EncodingError:
            return None


@dataclass(frozen=True)
class NameAnswerForm:
    """What whoever guards names has signed, and what they sealed to the two who asked; nothing where they refuse."""

    statement: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    sealed: bytes = field(repr=False)

    @classmethod
    def read(cls, body: bytes) -> NameAnswerForm | None:
        """None for anything else."""
        try:
            of = loads(body)
            in_order(of, ("statement", "signature", "sealed"))
            return cls(unb64(of["statement"]), unb64(of["signature"], SIGNATURE), unb64(of["sealed"]))
        except UNREADABLE:
            return None


def signed(body: bytes) -> tuple[dict[str, Any], bytes, bytes]:
    """JSON, its bytes, and the signature that stands behind it."""
    json, _, signature = body.partition(b"\n")
    return loads(json), json, unb64(signature.decode("ascii"), SIGNATURE)


def note_in(of: dict[str, Any]) -> Note:
    """The sealed letter of a request, with the grants of its key where it is the first."""
    for name in ("tip", "conversation", "id"):
        unb64(of[name], ID)
    granted = [GrantSent.of(one) for one in as_list(of["grants"])]
    grants = tuple(SealedGrant(one.holder, one.sealed) for one in granted)
    return Note(of["conversation"], grants, of["id"], *letter_in(of))


def box_of(value: object) -> Box:
    """Which of our boxes it is; EncodingError for none of them."""
    if value not in Box.values:
        raise EncodingError("no box")
    return Box(str(value))


def letter_in(of: dict[str, Any]) -> tuple[int, Sealed]:
    """The number of its key, and the sealed letter."""
    number, sealed = of["number"], unb64(of["sealed"])
    if not isinstance(number, int) or number > MOST_KEYS or not is_letter(sealed):
        raise EncodingError("no sealed letter")
    return number, Sealed(sealed)


def _upload(of: Any) -> tuple[str, bytes]:
    in_order(of, ("id", "secret"))
    unb64(of["id"], ID)
    return of["id"], unb64(of["secret"], SECRET)


@dataclass(frozen=True)
class Chosen:
    """One tip that was ticked, as it stood on the page."""

    tip: str
    seen: State
    hand: str = ""  # who had it in hand; nobody

    def __str__(self) -> str:
        """What the box carries."""
        return f"{self.tip} {self.seen.value} {self.hand}".rstrip()


def chosen(posted: QueryDict) -> list[Chosen]:
    """Every tip that was ticked, once each; what no page of ours carries is left out."""
    found = {}
    for value in posted.getlist("tip")[:MOST_CHOSEN]:
        tip, _, rest = value.partition(" ")
        seen, _, hand = rest.partition(" ")
        if seen in State.values and _is_id(tip) and (hand == "" or _is_id(hand)):
            found[tip] = Chosen(tip, State(seen), hand)
    return list(found.values())


def _is_id(text: str) -> bool:
    """Whether a row could have this id."""
    try:
        unb64(text, ID)
    except EncodingError:
        return False
    return True


@dataclass(frozen=True)
class NewKeysForm:
    """Keys that a reader goes on with, and the seed of today's, sealed to them."""

    made: MadeKeys = field(repr=False)
    former_seed: bytes = field(repr=False)

    @classmethod
    def read(cls, sent: QueryDict) -> NewKeysForm | None:
        """None for what no browser of ours sends."""
        of = {name: str(value) for name, value in sent.items()}
        try:
            return cls(made_keys(of), _sealed_seed(of["former_seed"]))
        except (KeyError, EncodingError, AgeError):
            return None


@dataclass(frozen=True)
class JoinForm:
    """An invitation, and the keys that a browser has made for it."""

    name: str
    secret: str = field(repr=False)
    made: MadeKeys = field(repr=False)

    @classmethod
    def read(cls, sent: QueryDict) -> JoinForm | None:
        """None for what no browser of ours sends."""
        of = {name: str(value) for name, value in sent.items()}
        try:
            return cls(of["name"], of["secret"], made_keys(of))
        except (KeyError, EncodingError, AgeError):
            return None


def made_keys(of: dict[str, str]) -> MadeKeys:
    """What a browser has made for somebody. KeyError, EncodingError, AgeError."""
    unb64(of["password"], SECRET)
    key, sealed_seed = unb64(of["key"], SECRET), _sealed_seed(of["sealed_seed"])
    return MadeKeys.of(of["recipient"], key, of["password"], sealed_seed)


def _sealed_seed(text: str) -> bytes:
    sealed = unb64(text)
    if plaintext_size(sealed) != SECRET:
        raise EncodingError("no sealed seed")
    return sealed
