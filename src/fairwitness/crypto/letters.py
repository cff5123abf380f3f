"""Letters: what one person writes to another in a conversation, signed and sealed.

Someone without the conversation key learns the bucket of the size. Someone with it learns everything inside, and that the author's
key signed exactly these bytes; whose key that is, the sheet or the first letter says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fairwitness.crypto import framing
from fairwitness.crypto.age import Sealed, open_sealed, seal
from fairwitness.crypto.encoding import EncodingError, b64, dumps, loads, unb64
from fairwitness.crypto.keys import SigningKey, verify
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient, Identity

VERSION = 1
ID, HASH, KEY = 16, 32, 32  # bytes
TIERS = ("browser", "arrival", "offline")


class LetterError(ValueError):
    """What was opened is no letter, or not from the key that it names."""


@dataclass(frozen=True)
class Answer:
    """An answer to one of the charter's questions, or to `kind` or `known`."""

    question: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class FileEntry:
    """An attachment as its letter lists it: only here stand its name, type and true size."""

    id: str  # 16 bytes, base64url
    name: str = field(repr=False)
    type: str = field(repr=False)
    size: int  # bytes of the plaintext
    sha256: bytes = field(repr=False)  # of the plaintext
    parts: tuple[bytes, ...] = field(repr=False)  # SHA-256 of each part's age file


@dataclass(frozen=True)
class MailboxAddress:
    """Where a tipster's mailbox can be granted keys, and what verifies its letters."""

    recipient: str
    key: bytes


@dataclass(frozen=True)
class Letter:
    """One letter, opened. `seen` is None before the first letter of a conversation."""

    conversation: str
    n: int  # the conversation key's number
    author: bytes  # verifying key
    seq: int  # from 0, for each author and conversation
    tier: str
    day: date
    text: str = field(repr=False)
    seen: bytes | None = None  # SHA-256 of the last letter the author saw, as stored
    sheet: bytes | None = None  # hash of the key sheet, in the first letter only
    mailbox: MailboxAddress | None = None  # in the first letter only
    answers: tuple[Answer, ...] = field(default=(), repr=False)
    files: tuple[FileEntry, ...] = field(default=(), repr=False)
    identity: HybridIdentity | None = field(default=None, repr=False)  # in a draft only: conversation key 0

    def to_json(self) -> bytes:
        """The bytes that are signed. What is absent or empty is left out, `text` alone stays."""
        optional: dict[str, Any] = {
            "seen": self.seen and b64(self.seen),
            "tier": self.tier,
            "day": self.day.isoformat(),
            "sheet": self.sheet and b64(self.sheet),
            "mailbox": self.mailbox and {"recipient": self.mailbox.recipient, "key": b64(self.mailbox.key)},
            "text": self.text,
            "answers": [{"question": one.question, "text": one.text} for one in self.answers],
            "files": [_file_to_json(one) for one in self.files],
            "identity": self.identity and self.identity.reveal(),
        }
        head = {
            "v": VERSION,
            "conversation": self.conversation,
            "n": self.n,
            "author": b64(self.author),
            "seq": self.seq,
        }
        return dumps(head | {key: value for key, value in optional.items() if value or key == "text"})

    @classmethod
    def from_json(cls, raw: bytes) -> Letter:
        """Undo `to_json`; LetterError for anything that `to_json` would not have written."""
        try:
            letter = _letter(loads(raw))
            same = letter.to_json() == raw
        except (EncodingError, KeyError, TypeError, AttributeError, ValueError):
            raise LetterError("what was opened is no letter") from None
        if not same:
            raise LetterError("a letter in another form than the protocol's")
        return letter


def seal_letter(letter: Letter, signing: SigningKey, recipient: HybridRecipient) -> Sealed:
    """Sign and seal; LetterError unless `signing` is the letter's author's."""
    if letter.author != signing.verifying_key:
        raise LetterError("a letter is signed by its author")
    json = letter.to_json()
    return seal(framing.pack(json, signing.sign("letter", json)), [recipient])


def open_letter(sealed: bytes, identities: Sequence[Identity]) -> Letter:
    """Open and verify: the author named inside signed these bytes. AgeError or LetterError where not."""
    try:
        frame = framing.unpack(open_sealed(sealed, identities))
    except framing.FrameError as error:
        raise LetterError(str(error)) from None
    letter = Letter.from_json(frame.json)
    if not verify(letter.author, "letter", frame.json, frame.signature):
        raise LetterError("not signed by the author that it names")
    return letter


def _letter(of: Mapping[str, Any]) -> Letter:
    unb64(of["conversation"], ID)
    if of["tier"] not in TIERS:
        raise LetterError("a tier that nobody knows")
    return Letter(
        conversation=of["conversation"],
        n=int(of["n"]),
        author=unb64(of["author"], KEY),
        seq=int(of["seq"]),
        tier=of["tier"],
        day=date.fromisoformat(of["day"]),
        text=_text(of["text"]),
        seen=unb64(of["seen"], HASH) if "seen" in of else None,
        sheet=unb64(of["sheet"], HASH) if "sheet" in of else None,
        mailbox=_mailbox(of["mailbox"]) if "mailbox" in of else None,
        answers=tuple(Answer(_text(one["question"]), _text(one["text"])) for one in of.get("answers", ())),
        files=tuple(_file_from_json(one) for one in of.get("files", ())),
        identity=HybridIdentity.parse(of["identity"]) if "identity" in of else None,
    )


def _mailbox(of: Mapping[str, Any]) -> MailboxAddress:
    return MailboxAddress(str(HybridRecipient.parse(of["recipient"])), unb64(of["key"], KEY))


def _file_to_json(entry: FileEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "name": entry.name,
        "type": entry.type,
        "size": entry.size,
        "sha256": b64(entry.sha256),
        "parts": [b64(part) for part in entry.parts],
    }


def _file_from_json(of: Mapping[str, Any]) -> FileEntry:
    unb64(of["id"], ID)
    if not of["parts"]:
        raise LetterError("a file without a part")
    return FileEntry(
        id=of["id"],
        name=_text(of["name"]),
        type=_text(of["type"]),
        size=int(of["size"]),
        sha256=unb64(of["sha256"], HASH),
        parts=tuple(unb64(part, HASH) for part in of["parts"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise LetterError("something else where text belongs")
    return value
