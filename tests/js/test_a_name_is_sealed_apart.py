"""A name that two keys guard, and what is signed before it is opened: the same in both languages, and everything else refused by both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from js.asking import javascript

from fairwitness.crypto.age import AgeError, seal
from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.keys import StaffKeys, tagged_hash
from fairwitness.crypto.name_requests import Consent, NameAnswered, NameAsked, RequestError
from fairwitness.crypto.names import Name, NotAName, is_sealed_name, open_name, peel, seal_name
from fairwitness.crypto.recipients import HybridIdentity

LINE, HASH, TIP = b"\1" * 16, b"\2" * 32, b64(b"\4" * 16)
DAY = date(2026, 11, 24)
MAILBOX = StaffKeys.from_seed(b"m" * 32).signing
NAME = Name(TIP, MAILBOX.verifying_key, "林晓", "+86 20 5550 1234")
ASKED = NameAsked(LINE, b64(b"\6" * 16), TIP, HASH, b"\3" * 32, "law", "before", DAY, HASH)
BY_CONSENT = replace(ASKED, ground="consent", told="")
CONSENT = Consent(LINE, HASH, "yes", DAY)
OPENED, REFUSED = NameAnswered(LINE, HASH, DAY, HASH), NameAnswered(LINE, HASH, DAY, reason="not-shown")
RIGHT: dict[str, tuple[str, Any]] = {
    "a name": ("name", NAME),
    "a duty": ("asked", ASKED),
    "by consent": ("asked", BY_CONSENT),
    "a yes": ("consent", CONSENT),
    "opened": ("answered", OPENED),
    "refused": ("answered", REFUSED),
}
INNER, OUTER = HybridIdentity(b"i" * 32), HybridIdentity(b"o" * 32)


def in_javascript(what: str, raw: bytes) -> Any:
    """What it reads there, written again; null where it is refused."""
    (found,) = javascript(("nameStatement", [what, b64(raw)]))
    return found


@pytest.mark.parametrize("which", RIGHT)
def test_both_write_the_same_bytes(which: str) -> None:
    what, statement = RIGHT[which]
    raw = statement.to_json()

    assert type(statement).from_json(raw) == statement
    assert in_javascript(what, raw) == b64(raw)


@pytest.mark.parametrize(
    ("which", "part", "other"),
    [
        ("a name", '"name":"林晓"', f'"name":"{"x" * 301}"'),
        ("a name", '"v":1', '"v":2'),
        ("a name", '"contact":', '"contact" :'),
        ("a duty", '"law"', '"curiosity"'),
        ("a duty", '"before"', '"never"'),
        ("a duty", '"told":"before",', ""),
        ("by consent", '"ground":"consent"', '"ground":"consent","told":"before"'),
        ("a duty", '"2026-11-24"', '"2026-02-30"'),
        ("a yes", '"yes"', '"perhaps"'),
        ("opened", '"sealed"', '"reason"'),
        ("refused", '"not-shown"', '"tired"'),
        ("refused", ',"reason":"not-shown"', ""),
    ],
)
def test_both_refuse_another_form(which: str, part: str, other: str) -> None:
    what, statement = RIGHT[which]
    wrong = statement.to_json().replace(part.encode(), other.encode())
    assert wrong != statement.to_json()

    with pytest.raises((RequestError, NotAName)):
        type(statement).from_json(wrong)
    assert in_javascript(what, wrong) is None


def test_what_one_seals_the_other_opens() -> None:
    here = seal_name(NAME, MAILBOX, INNER.recipient, [OUTER.recipient], LINE)
    told = {"name": {"conversation": TIP, "name": NAME.name, "contact": NAME.contact}, "seed": b64(b"m" * 32)}
    keys = {"to": str(INNER.recipient), "custodians": [str(OUTER.recipient)], "line": b64(LINE)}
    opens = {"custodian": OUTER.reveal(), "identity": INNER.reveal(), "conversation": TIP, "line": b64(LINE)}

    (there, opened) = javascript(("sealName", {**told, **keys}), ("openName", {"sealed": b64(here), **opens}))

    assert opened == [NAME.name, NAME.contact]
    assert is_sealed_name(unb64(there), 1)
    assert open_name(peel(unb64(there), [OUTER], LINE, TIP), INNER, TIP) == NAME


def test_every_name_has_one_size_and_tells_to_how_many_it_is_sealed() -> None:
    short, long = (
        seal_name(replace(NAME, name=name), MAILBOX, INNER.recipient, [OUTER.recipient], LINE)
        for name in ("x", "林" * 300)
    )

    assert len(short) == len(long)
    assert is_sealed_name(short, 1)
    assert not is_sealed_name(short, 2)
    assert not is_sealed_name(peel(short, [OUTER], LINE, TIP), 1)


def test_neither_key_opens_it_alone() -> None:
    sealed = seal_name(NAME, MAILBOX, INNER.recipient, [OUTER.recipient], LINE)

    with pytest.raises(AgeError):
        peel(sealed, [INNER], LINE, TIP)
    with pytest.raises(AgeError):
        open_name(peel(sealed, [OUTER], LINE, TIP), OUTER, TIP)


def test_of_another_conversation_it_is_no_name() -> None:
    sealed = seal_name(NAME, MAILBOX, INNER.recipient, [OUTER.recipient], LINE)
    other = b64(b"\5" * 16)
    opens = {"custodian": OUTER.reveal(), "identity": INNER.reveal(), "conversation": other}

    with pytest.raises(NotAName):
        open_name(peel(sealed, [OUTER], LINE, TIP), INNER, other)
    assert javascript(("openName", {"sealed": b64(sealed), "line": b64(LINE), **opens})) == ["true"]


@pytest.mark.parametrize(("line", "conversation"), [(LINE, b64(b"\5" * 16)), (b"\7" * 16, TIP)])
def test_moved_into_another_tip_the_outer_layer_comes_off_for_nobody(line: bytes, conversation: str) -> None:
    sealed = seal_name(NAME, MAILBOX, INNER.recipient, [OUTER.recipient], LINE)
    asked = {"line": b64(line), "conversation": conversation}

    with pytest.raises(NotAName):
        peel(sealed, [OUTER], line, conversation)
    assert javascript(("peel", {"sealed": b64(sealed), "custodian": OUTER.reveal(), **asked})) == ["true"]


@pytest.mark.parametrize("inside", [b"s" * 32, bytes(5755)])
def test_what_is_no_sealed_name_is_handed_on_to_nobody(inside: bytes) -> None:
    bound = tagged_hash("fairwitness/1/sealed-name", LINE, unb64(TIP))
    sealed = seal(bound + inside, [OUTER.recipient])
    asked = {"line": b64(LINE), "conversation": TIP}

    with pytest.raises(NotAName):
        peel(sealed, [OUTER], LINE, TIP)
    assert javascript(("peel", {"sealed": b64(sealed), "custodian": OUTER.reveal(), **asked})) == ["true"]
