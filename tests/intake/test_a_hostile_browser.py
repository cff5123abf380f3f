from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from builders import public, rows
from intake.sealing_browser import TELL, SealingBrowser

from fairwitness.crypto import header
from fairwitness.crypto.age import Sealed, seal
from fairwitness.crypto.commits import Commit, Upload
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient, X25519Identity
from fairwitness.office.clock import today
from fairwitness.office.fields import random_id
from fairwitness.office.reading import current_sheet
from fairwitness.sealed.actions.uploads import Upload as Begun
from fairwitness.sealed.actions.uploads import begin_upload

pytestmark = pytest.mark.usefixtures("office")
PLAIN = bytes(4096)
SMALL = bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")
Change = Callable[[SealingBrowser, Commit], Commit]


def everybody(lin: SealingBrowser) -> list[HybridRecipient]:
    return [*current_sheet(public()).holders, lin.keys.identity.recipient]


def to(*recipients: Any, plain: bytes = PLAIN) -> Sealed:
    return seal(plain, recipients)


def mixed(lin: SealingBrowser) -> Sealed:
    """A classic recipient beside a hybrid one: no program of ours writes that."""
    file_key = secrets.token_bytes(16)
    classic = X25519Identity.generate().recipient
    stanzas = [lin.identity.recipient.wrap(file_key), classic.wrap(file_key)]
    whole = to(lin.identity.recipient)
    behind = whole[whole.index(b"\n--- ") + 48 :]
    return Sealed(header.write(stanzas, file_key) + behind)


def first_sealed_as(sealed: Sealed, sent: Commit) -> Commit:
    return replace(sent, grants=[replace(sent.grants[0], sealed=sealed), *sent.grants[1:]])


def _claim_of(begun: Begun) -> Upload:
    return Upload(begun.id, begun.secret)


STRANGER = HybridIdentity.generate().recipient
CHANGES: dict[str, tuple[int, str, Change]] = {
    "a reader too many": (
        409,
        "sheet",
        lambda lin, sent: replace(sent, grants=lin.grants([*everybody(lin), STRANGER])),
    ),
    "a reader is missing": (409, "sheet", lambda _, sent: replace(sent, grants=sent.grants[1:])),
    "the same reader twice": (
        400,
        "malformed",
        lambda _, sent: replace(sent, grants=[sent.grants[0], *sent.grants]),
    ),
    "who is excluded is granted": (
        400,
        "malformed",
        lambda _, sent: replace(sent, excluded=[sent.grants[0].holder]),
    ),
    "excluded twice": (
        400,
        "malformed",
        lambda _, sent: replace(sent, grants=sent.grants[1:], excluded=[sent.grants[0].holder] * 2),
    ),
    "a stranger is excluded": (400, "malformed", lambda _, sent: replace(sent, excluded=[STRANGER.holder])),
    "everybody is excluded": (
        400,
        "malformed",
        lambda _, sent: replace(
            sent, grants=sent.grants[-1:], excluded=[one.holder for one in sent.grants[:-1]]
        ),
    ),
    "the mailbox is not granted": (
        400,
        "malformed",
        lambda _, sent: replace(sent, grants=sent.grants[:-1]),
    ),
    "the mailbox is granted and not to be answered": (
        400,
        "malformed",
        lambda _, sent: replace(sent, no_answer=True),
    ),
    "the mailbox is a reader's": (
        400,
        "malformed",
        lambda _, sent: replace(
            sent, code=replace(sent.code, recipient=str(current_sheet(public()).holders[0]))
        ),
    ),
    "the letter is no age file": (
        400,
        "malformed",
        lambda _, sent: replace(sent, letter=Sealed(b"The exit is chained.".ljust(6000))),
    ),
    "the letter is to classic keys": (
        400,
        "malformed",
        lambda _, sent: replace(sent, letter=to(X25519Identity.generate().recipient)),
    ),
    "the letter is to two": (
        400,
        "malformed",
        lambda lin, sent: replace(sent, letter=to(lin.identity.recipient, STRANGER)),
    ),
    "the letter is to hybrid and classic keys": (
        400,
        "malformed",
        lambda lin, sent: replace(sent, letter=mixed(lin)),
    ),
    "the letter tells its size": (
        400,
        "malformed",
        lambda lin, sent: replace(sent, letter=to(lin.identity.recipient, plain=bytes(4097))),
    ),
    "the letter is empty": (
        400,
        "malformed",
        lambda lin, sent: replace(sent, letter=to(lin.identity.recipient, plain=b"")),
    ),
    "the letter is cut off": (
        400,
        "malformed",
        lambda _, sent: replace(sent, letter=Sealed(sent.letter[:-1])),
    ),
    "a grant is to classic keys": (
        400,
        "malformed",
        lambda _, sent: first_sealed_as(to(X25519Identity.generate().recipient), sent),
    ),
    "a grant tells its size": (
        400,
        "malformed",
        lambda _, sent: first_sealed_as(to(STRANGER, plain=bytes(100)), sent),
    ),
    "the conversation is no id": (
        400,
        "malformed",
        lambda _, sent: replace(sent, conversation="../../etc"),
    ),
    "an upload of which nothing has arrived": (
        409,
        "files",
        lambda _, sent: replace(sent, uploads=[_claim_of(begin_upload())]),
    ),
    "an upload that nobody knows": (
        409,
        "files",
        lambda _, sent: replace(sent, uploads=[Upload(random_id(), bytes(32))]),
    ),
    "an upload of somebody else": (
        409,
        "files",
        lambda _, sent: replace(sent, uploads=[Upload(begin_upload().id, bytes(32))]),
    ),
    "an upload without its secret": (
        409,
        "files",
        lambda _, sent: replace(sent, uploads=[Upload(begin_upload().id)]),
    ),
}
Body = Callable[[dict[str, Any]], Any]
SPELLINGS: dict[str, Body] = {
    "a key too many": lambda of: of | {"name": "Lin"},
    "keys in another order": lambda of: dict(reversed(of.items())),
    "a key is missing": lambda of: {key: told for key, told in of.items() if key != "auth"},
    "the stored hash is no auth": lambda of: of | {"auth": b64(bytes(31))},
    "no grants": lambda of: of | {"grants": []},
    "grants that are no list": lambda of: of | {"grants": {"holder": "", "sealed": ""}},
    "a grant with a note": lambda of: of | {"grants": [of["grants"][0] | {"note": "x"}]},
    "a recipient that is none": lambda of: of | {"recipient": "age1pq1qqqq"},
    "a classic mailbox": lambda of: of | {"recipient": str(X25519Identity.generate().recipient)},
    "no answer, said otherwise": lambda of: of | {"no_answer": 2},
    "uploads that say nothing": lambda of: {**of, "uploads": []},
    "a list": lambda of: [of],
    "a verifying key of zeros": lambda of: of | {"key": b64(bytes(32))},
    "a verifying key of small order": lambda of: of | {"key": b64(SMALL)},
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_does_not_fit_is_refused_and_nothing_is_stored(name: str) -> None:
    status, why, change = CHANGES[name]
    lin = SealingBrowser()
    sent = change(lin, lin.commit())
    before = rows()

    answer = lin.sends(sent)

    assert (answer.status_code, answer.json()["why"]) == (status, why)
    assert rows() == before


@pytest.mark.parametrize("name", SPELLINGS)
def test_another_form_of_the_same_json_is_refused(name: str) -> None:
    lin = SealingBrowser()
    of = json.loads(lin.commit().to_json())
    body = json.dumps(SPELLINGS[name](of), separators=(",", ":"), ensure_ascii=False).encode()
    before = rows()

    answer = lin.posts("commit", body)

    assert (answer.status_code, answer.json()["why"]) == (400, "malformed")
    assert rows() == before


@pytest.mark.parametrize("body", [b"", b"\xff", b"{", b"[]", b'"', b"0", b"[" * 10_000])
@pytest.mark.parametrize("place", ["commit", "draft"])
def test_what_is_no_request_is_refused(place: str, body: bytes) -> None:
    answer = SealingBrowser().posts(place, body)

    assert (answer.status_code, answer.json()["why"]) == (400, "malformed")


def test_a_space_more_is_another_request_under_the_same_id() -> None:
    lin = SealingBrowser()
    sent = lin.commit()
    lin.sends(sent)

    answer = lin.sends(replace(sent, letter=lin.commit().letter))

    assert (answer.status_code, answer.json()["why"]) == (409, "conflict")


def test_nobody_commits_into_the_conversation_of_another() -> None:
    noor, lin = SealingBrowser(), SealingBrowser()
    noor.sends(noor.commit())
    before = rows()

    answer = lin.sends(lin.commit(conversation=noor.conversation))

    assert (answer.status_code, answer.json()["why"]) == (409, "conflict")
    assert rows() == before


def test_nobody_takes_over_the_draft_of_another_by_its_first_row() -> None:
    noor, lin = SealingBrowser(), SealingBrowser()
    noor.keeps(noor.draft())
    clash = replace(lin.draft(), code=replace(lin.shown, locator=noor.shown.locator))

    kept = lin.keeps(clash)
    sent = lin.sends(lin.commit(code=clash.code))

    assert [(one.status_code, one.json()["why"]) for one in (kept, sent)] == [(409, "taken")] * 2


def test_whoever_reads_the_database_overwrites_no_draft_with_the_hash_of_auth() -> None:
    lin = SealingBrowser()
    lin.keeps(lin.draft())
    stolen = replace(lin.shown, auth=lin.keys.stored_auth)

    answer = lin.keeps(replace(lin.draft(), code=stolen))

    assert (answer.status_code, answer.json()["why"]) == (409, "taken")


def test_whoever_keeps_or_sends_again_what_was_sent_is_told_that_it_was() -> None:
    lin = SealingBrowser()
    lin.sends(lin.commit())
    before = rows()

    answers = [lin.keeps(lin.draft()), lin.sends(lin.commit())]

    assert [(one.status_code, one.json()["why"]) for one in answers] == [(409, "sent")] * 2
    assert "Open your mailbox with your code." in answers[1].json()["error"]
    assert rows() == before


def test_a_sheet_whose_last_day_is_over_takes_up_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    lin = SealingBrowser()
    over = replace(current_sheet(public()), until=today().replace(year=today().year - 1))
    monkeypatch.setattr("fairwitness.sealed.actions.commit_sealed.current_sheet", lambda _: over)

    answer = lin.sends(lin.commit())

    assert (answer.status_code, answer.json()["why"]) == (409, "sheet")


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
@pytest.mark.parametrize("place", ["commit", "draft"])
def test_what_a_form_of_another_page_could_send_is_no_commit(kind: str, place: str) -> None:
    lin, before = SealingBrowser(), rows()

    answer = lin.client.post(f"{TELL}{place}/", lin.commit().to_json(), content_type=kind)

    assert (answer.status_code, answer.json()["why"]) == (400, "malformed")
    assert rows() == before
