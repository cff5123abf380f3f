"""Every field of every JSON that comes from outside, as something else than the protocol has it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from builders import Told, conversation_key, rows, sealed_answer, told
from intake.sealing_browser import SealingBrowser
from opening_browser import OpeningBrowser
from reviewer import Reviewer
from uploading import Uploading

from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.commits import Upload
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.grants import Grant, seal_grant
from fairwitness.office.fields import random_id

pytestmark = pytest.mark.usefixtures("office")
Place = tuple[str | int, ...]
Sends = Callable[[bytes], Any]
SMALL = bytes.fromhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")
WRONG: tuple[object, ...] = (
    None, True, False, 0, 1, -1, 1.5, 10**30, "", "0", "é", "\0", "\ud800", "x" * 100_000, [], [1], [[]], {}, {"a": 1},
    b64(bytes(32)), b64(SMALL),
)  # fmt: skip


def places(value: object, here: Place = ()) -> Iterator[Place]:
    """Every field, and every field inside it."""
    inside: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    for name, inner in inside:
        yield (*here, name)
        yield from places(inner, (*here, name))


def put(of: dict[str, Any], place: Place, value: object) -> dict[str, Any]:
    """The same, and one field another."""
    whole = deepcopy(of)
    inside: Any = whole
    for name in place[:-1]:
        inside = inside[name]
    inside[place[-1]] = value
    return whole


def spelled(of: object) -> bytes:
    """As JavaScript writes it, which has a spelling for a lone surrogate."""
    text = json.dumps(of, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\ud800", "\\ud800").encode()


def commit_of(_: Told) -> tuple[dict[str, Any], Sends]:
    lin, file = SealingBrowser(), Uploading()
    file.puts(0)
    sent = lin.commit(uploads=[Upload(file.id, file.secret)])
    return json.loads(sent.to_json()), lambda body: lin.posts("commit", body)


def draft_of(_: Told) -> tuple[dict[str, Any], Sends]:
    lin = SealingBrowser()
    return json.loads(lin.draft().to_json()), lambda body: lin.posts("draft", body)


def letter_of_the_desk(tip: Told) -> tuple[dict[str, Any], Sends]:
    amara, file = Reviewer("amara"), Uploading()
    file.puts(0)
    sealed = b64(sealed_answer(tip.conversation))
    of = {"id": random_id(), "number": 0, "sealed": sealed, "uploads": [file.claim]}
    return of, lambda body: amara.posts(f"tips/{tip.tip.id}/letters/", body)


def of_the_mailbox(path: str) -> Callable[[Told], tuple[dict[str, Any], Sends]]:
    def made(tip: Told) -> tuple[dict[str, Any], Sends]:
        lin = OpeningBrowser(tip.code)
        return lin.who | rest_of(path, lin, tip), lambda body: lin.posts(path, body)

    return made


def rest_of(path: str, lin: OpeningBrowser, tip: Told) -> dict[str, Any]:
    if path == "letter":
        return {"id": random_id()}
    if path == "part":
        return {"file": tip.conversation.files.get().id, "number": 0}
    if path == "answer":
        file = Uploading()
        file.puts(0)
        return {"id": random_id(), "number": 0, "sealed": b64(lin.seals(tip)), "uploads": [file.claim]}
    if path == "code":
        other = OpeningBrowser(TipCode.generate())
        recipient, by = other.keys.identity.recipient, lin.keys.signing
        key = conversation_key("noor", tip.conversation)
        grant = Grant(tip.conversation.id, 0, recipient.holder, key, by.verifying_key)
        made = {"recipient": str(recipient), "key": b64(other.keys.signing.verifying_key)}
        return {
            "next": {**other.who, **made},
            "number": 0,
            "sealed": b64(lin.seals(tip)),
            "grants": [{"n": 0, "sealed": b64(seal_grant(grant, recipient, by))}],
        }
    return {}


REQUESTS: dict[str, Callable[[Told], tuple[dict[str, Any], Sends]]] = {
    "commit": commit_of,
    "draft": draft_of,
    "letter of the desk": letter_of_the_desk,
} | {
    f"mailbox: {path}": of_the_mailbox(path)
    for path in ("open", "letter", "part", "answer", "code", "withdraw")
}


@pytest.fixture
def tip() -> Told:
    return told(files={"exit.txt": b"chained"})


@pytest.mark.parametrize("name", REQUESTS)
def test_no_field_is_taken_as_something_else(name: str, tip: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fairwitness.mailbox.views.sealed.UNKNOWN.turn", lambda: 0.0)
    of, send = REQUESTS[name](tip)
    others = [(place, value, put(of, place, value)) for place in places(of) for value in WRONG]
    before = rows()

    taken = [
        (place, value)
        for place, value, other in others
        if spelled(other) != spelled(of)
        and not is_free(place, value)
        and not 400 <= send(spelled(other)).status_code < 500
    ]

    assert taken == []
    assert rows() == before
    right = send(spelled(of))
    right.close()
    assert right.status_code == 200


def is_free(place: Place, value: object) -> bool:
    """A list of no files is one; and the hash of a row, or what lets in, may be any 32 bytes."""
    any_bytes = place[-1] in {"locator", "auth"} and isinstance(value, str) and len(value) == 43
    return any_bytes or (place, value) == (("uploads",), [])


@pytest.mark.parametrize("name", REQUESTS)
def test_no_field_is_left_out_and_none_is_added(name: str, tip: Told) -> None:
    of, send = REQUESTS[name](tip)
    inner = [place for place in places(of) if isinstance(place[-1], str) and place[-1] != "uploads"]
    without = [left_out(of, place) for place in inner if place[:1] != ("uploads",)]
    before = rows()

    answers = [send(spelled(other)) for other in [*without, of | {"note": "x"}, dict(reversed(of.items()))]]

    assert {answer.status_code for answer in answers} == {400}
    assert rows() == before


def left_out(of: dict[str, Any], place: Place) -> dict[str, Any]:
    whole = deepcopy(of)
    inside: Any = whole
    for name in place[:-1]:
        inside = inside[name]
    del inside[place[-1]]
    return whole
