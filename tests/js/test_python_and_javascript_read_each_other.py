"""What one language seals the other opens, and what one refuses the other refuses."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO

import pytest
from js.asking import ask, javascript

from fairwitness.crypto.age import open_sealed, seal
from fairwitness.crypto.armor import armor, dearmor
from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.grants import Grant, open_grant, seal_grant
from fairwitness.crypto.keys import MailboxKeys, SigningKey
from fairwitness.crypto.letters import (
    Answer,
    FileEntry,
    Letter,
    MailboxAddress,
    open_letter,
    seal_letter,
)
from fairwitness.crypto.parts import PART, FileSealer, Head, open_file
from fairwitness.crypto.recipients import HybridIdentity, X25519Identity, parse_identity, parse_recipient
from fairwitness.sealed.drafting import DraftDamaged, open_draft
from fairwitness.sealed.models import Draft, Mailbox

CHUNK = 64 * 1024
SIZES = (0, 1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK)
HYBRID = HybridIdentity.from_seed(b"\1" * 32)
HOLDER = HybridIdentity.from_seed(b"\2" * 32)
CLASSIC = X25519Identity(b"\1" * 32)
LIN, AMARA = SigningKey.from_seed(b"\3" * 32), SigningKey.from_seed(b"\4" * 32)
CONVERSATION, FILE_ID = b64(bytes(range(16))), b64(bytes(range(16, 32)))
LETTER = Letter(
    conversation=CONVERSATION,
    n=0,
    author=LIN.verifying_key,
    seq=0,
    tier="browser",
    day=date(2026, 11, 24),
    text='桥上没有铆钉。\r\n\t"\\/\x00\x7f\u2028 🕊 e\u0301',
    sheet=b"\7" * 32,
    mailbox=MailboxAddress(str(HOLDER.recipient), LIN.verifying_key),
    answers=(Answer("kind", "safety"), Answer("known", "门卫")),
    files=(FileEntry(FILE_ID, "照片 1.jpg", "image/jpeg", 2**53 - 1, b"\7" * 32, (b"\x08" * 32,)),),
    identity=HYBRID,
)
identities = pytest.mark.parametrize("identity", [HYBRID, CLASSIC], ids=["hybrid", "classic"])
armored = pytest.mark.parametrize("armored", [False, True], ids=["binary", "armored"])


class Kept(BytesIO):
    """Stays readable after it was closed."""

    def close(self) -> None: ...


@identities
@armored
def test_javascript_opens_what_python_seals(
    identity: HybridIdentity | X25519Identity, *, armored: bool
) -> None:
    contents = [random.randbytes(size) for size in SIZES]  # noqa: S311 - no secret
    sealed = [
        seal(content, [HOLDER.recipient if identity is HYBRID else CLASSIC.recipient, identity.recipient])
        for content in contents
    ]
    files = [armor(one).encode() if armored else one for one in sealed]

    opened = ask(
        [
            ("open", {"sealed": b64(file), "identities": [identity.reveal()], "armored": armored})
            for file in files
        ]
    )

    assert opened == [b64(content) for content in contents]


@identities
@armored
def test_python_opens_what_javascript_seals(
    identity: HybridIdentity | X25519Identity, *, armored: bool
) -> None:
    contents = [random.randbytes(size) for size in SIZES]  # noqa: S311 - no secret
    recipients = [str(HOLDER.recipient if identity is HYBRID else CLASSIC.recipient), str(identity.recipient)]

    sealed = ask(
        [
            ("seal", {"plaintext": b64(content), "recipients": recipients, "armored": armored})
            for content in contents
        ]
    )

    files = [dearmor(unb64(one)) if armored else unb64(one) for one in sealed]
    assert [open_sealed(file, [identity]) for file in files] == contents


def test_keys_made_in_javascript_are_keys_in_python_and_the_other_way() -> None:
    [made] = javascript(("newKeys", None))
    ours: list[HybridIdentity | X25519Identity] = [HybridIdentity.generate(), X25519Identity.generate()]

    theirs = ask([("recipient", {"identity": one.reveal()}) for one in ours])

    assert [str(parse_identity(secret).recipient) for secret, _ in made] == [
        recipient for _, recipient in made
    ]
    assert [str(parse_recipient(recipient)) for _, recipient in made] == [recipient for _, recipient in made]
    assert theirs == [str(one.recipient) for one in ours]


@pytest.mark.parametrize(
    "together",
    [
        [],
        [str(HYBRID.recipient), str(CLASSIC.recipient)],
        [str(CLASSIC.recipient), str(HYBRID.recipient)],
        ["age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e", str(CLASSIC.recipient)],
        ["age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e"],
        [str(HYBRID.recipient).upper()],
        [str(HYBRID.recipient)[:-1]],
        ["a passphrase"],
    ],
)
def test_javascript_seals_to_no_mixture_and_to_nobody_unknown(together: list[str]) -> None:
    [sealed] = javascript(("seal", {"plaintext": b64(b"what Lin saw"), "recipients": together}))

    assert sealed == {"refused": "AgeError"}


def test_letters_go_both_ways() -> None:
    from_python = seal_letter(LETTER, LIN, HYBRID.recipient)

    opened, from_javascript = javascript(
        ("openLetter", {"sealed": b64(from_python), "identity": HYBRID.reveal()}),
        (
            "sealLetter",
            {"json": LETTER.to_json().decode(), "seed": b64(LIN.seed), "recipient": str(HYBRID.recipient)},
        ),
    )

    assert opened.encode() == LETTER.to_json()
    assert open_letter(unb64(from_javascript), [HYBRID]) == LETTER
    assert len(unb64(from_javascript)) == len(from_python)


@pytest.mark.parametrize("wrong", [{"author": AMARA.verifying_key}, {"n": 1}, {"seq": 1}, {"identity": None}])
def test_a_draft_opens_in_both_only_as_its_own_mailbox_has_signed_it(wrong: dict[str, Any]) -> None:
    keys = MailboxKeys.from_seed(b"\5" * 32)
    own = replace(LETTER, author=keys.signing.verifying_key)
    letters = [own, replace(own, **wrong)]
    signed = [keys.signing, AMARA if "author" in wrong else keys.signing]
    drafts = [seal_letter(one, by, keys.identity.recipient) for one, by in zip(letters, signed, strict=True)]

    opened, refused = ask([("openDraft", {"sealed": b64(one), "seed": b64(b"\5" * 32)}) for one in drafts])
    rows = [Draft(mailbox=Mailbox(auth=keys.stored_auth), sealed=one) for one in drafts]
    in_python = open_draft(rows[0], keys)

    assert opened.encode() == own.to_json()
    assert in_python is not None
    assert in_python.letter == own
    assert refused == {"refused": "LetterError"}
    with pytest.raises(DraftDamaged):
        open_draft(rows[1], keys)


def test_nobody_signs_a_letter_in_another_s_name_in_javascript_either() -> None:
    [sealed] = javascript(
        (
            "sealLetter",
            {"json": LETTER.to_json().decode(), "seed": b64(AMARA.seed), "recipient": str(HYBRID.recipient)},
        )
    )

    assert sealed == {"refused": "LetterError"}


@pytest.mark.parametrize("signing", [None, AMARA], ids=["of the sender", "of a reviewer"])
def test_grants_go_both_ways(signing: SigningKey | None) -> None:
    n = 7 if signing else 0
    grant = Grant(
        CONVERSATION, n, HOLDER.recipient.holder, HYBRID, signing.verifying_key if signing else None
    )
    from_python = seal_grant(grant, HOLDER.recipient, signing)

    opened, from_javascript = javascript(
        (
            "openGrant",
            {"sealed": b64(from_python), "identity": HOLDER.reveal(), "conversation": CONVERSATION, "n": n},
        ),
        (
            "sealGrant",
            {
                "json": grant.to_json().decode(),
                "recipient": str(HOLDER.recipient),
                "seed": signing and b64(signing.seed),
            },
        ),
    )

    assert opened.encode() == grant.to_json()
    assert open_grant(unb64(from_javascript), HOLDER, CONVERSATION, n) == grant
    assert len(unb64(from_javascript)) == len(from_python)


@pytest.mark.parametrize("size", [0, 5000, CHUNK, PART + 1])
def test_files_go_both_ways(size: int) -> None:
    content = random.randbytes(size)  # noqa: S311 - no secret
    entry, parts = sealed_by_python(content)

    opened, sealed = javascript(
        (
            "openFile",
            {
                "entry": entry_to_json(entry),
                "parts": [b64(part) for part in parts],
                "identity": HYBRID.reveal(),
            },
        ),
        ("sealFile", {"content": b64(content), "id": FILE_ID, "recipient": str(HYBRID.recipient)}),
    )

    theirs = FileEntry(
        FILE_ID, "", "", sealed["size"], unb64(sealed["sha256"]), tuple(map(unb64, sealed["hashes"]))
    )
    stored = [unb64(part) for part in sealed["parts"]]
    assert unb64(opened) == content
    assert b"".join(open_file(theirs, [HYBRID], lambda _, number: BytesIO(stored[number]))) == content
    assert list(map(len, stored)) == list(map(len, parts))


def test_a_file_that_is_not_as_its_letter_says_is_refused() -> None:
    entry, [part] = sealed_by_python(b"what Lin sent")
    told = entry_to_json(entry)
    other_part = b64(seal(b"x" * 5000, [HYBRID.recipient]))

    answers = ask(
        [
            ("openFile", {"entry": told | wrong, "parts": parts, "identity": HYBRID.reveal()})
            for wrong, parts in (
                ({}, [other_part]),
                ({"size": 12}, [b64(part)]),
                ({"sha256": b64(bytes(32))}, [b64(part)]),
                ({"id": b64(bytes(16))}, [b64(part)]),
                ({"parts": told["parts"] * 2}, [b64(part)] * 2),
            )
        ]
    )

    assert answers == [{"refused": "PartError"}] * 5


def test_a_file_without_its_last_part_is_refused() -> None:
    entry, parts = sealed_by_python(bytes(PART + 1))
    told = entry_to_json(replace(entry, parts=entry.parts[:1], size=PART))

    [answer] = javascript(
        ("openFile", {"entry": told, "parts": [b64(parts[0])], "identity": HYBRID.reveal()})
    )

    assert answer == {"refused": "PartError"}


def test_a_part_longer_than_parts_are_is_refused() -> None:
    part = seal(Head(unb64(FILE_ID), 0, last=True, length=0).to_bytes() + bytes(PART + 1), [HYBRID.recipient])
    digest = b64(hashlib.sha256(part).digest())
    told = {"id": FILE_ID, "size": 0, "sha256": b64(hashlib.sha256().digest()), "parts": [digest]}

    [answer] = javascript(("openFile", {"entry": told, "parts": [b64(part)], "identity": HYBRID.reveal()}))

    assert answer == {"refused": "PartError"}


@pytest.mark.parametrize("first", [3, PART])  # a short part, and content behind zeros
def test_a_file_that_is_cut_otherwise_is_refused_also_where_its_letter_lists_it(first: int) -> None:
    heads = [Head(unb64(FILE_ID), number, last=number == 1, length=3).to_bytes() for number in (0, 1)]
    plain = [heads[0] + b"abc" + bytes(first - 3), heads[1] + b"def" + bytes(4093)]
    parts = [seal(one, [HYBRID.recipient]) for one in plain]
    hashes = [b64(hashlib.sha256(part).digest()) for part in parts]
    told = {"id": FILE_ID, "size": 6, "sha256": b64(hashlib.sha256(b"abcdef").digest()), "parts": hashes}

    [answer] = javascript(
        ("openFile", {"entry": told, "parts": list(map(b64, parts)), "identity": HYBRID.reveal()})
    )

    assert answer == {"refused": "PartError"}


def sealed_by_python(content: bytes) -> tuple[FileEntry, list[bytes]]:
    made: list[Kept] = []

    def create(number: int) -> BinaryIO:
        assert number == len(made)
        made.append(Kept())
        return made[-1]

    sealer = FileSealer(unb64(FILE_ID), HYBRID.recipient, create, lambda part: part.close())
    sealer.write(content)
    facts = sealer.finish()
    assert facts.sha256 == hashlib.sha256(content).digest()
    return FileEntry(FILE_ID, "", "", facts.size, facts.sha256, facts.parts), [one.getvalue() for one in made]


def entry_to_json(entry: FileEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "size": entry.size,
        "sha256": b64(entry.sha256),
        "parts": [b64(one) for one in entry.parts],
    }
