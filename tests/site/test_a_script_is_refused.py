"""What no view puts into words is told a script in JSON, and a person in a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http import HTTPStatus
from importlib import import_module

import pytest
from builders import Told, told
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from intake.sealing_browser import TELL
from opening_browser import OpeningBrowser
from reviewer import DESK, Reviewer

from fairwitness.site.front.environ import environ_of
from fairwitness.site.front.handler import Handler, refusal

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def tip() -> Told:
    return told()


JSON = {"Accept": "application/json"}
SCRIPTS = (
    *("intake:commit", "intake:draft", "intake:sheet"),
    *("sealed:part", "sealed:upload", "sealed:uploads"),
    *("mailbox:sealed-again", "mailbox:sealed-answer", "mailbox:sealed-code", "mailbox:sealed-letter"),
    *(
        "mailbox:sealed-agree",
        "mailbox:sealed-name",
        "mailbox:sealed-open",
        "mailbox:sealed-part",
        "mailbox:sealed-receipt",
        "mailbox:sealed-withdraw",
    ),
    *("review:agree-to-pass-on", "review:letters", "review:mark", "review:notes", "review:part"),
    *("review:propose", "review:sealed", "review:headline", "review:challenge", "review:by-passkey"),
    *(
        "review:allegations",
        "review:ticks",
        "review:note",
        "review:new-keys",
        "review:drop-keys",
        "review:own-tips",
    ),
    *("review:seal-anew", "review:their-tips"),
    *("review:redact", "retention:ask-to-export", "retention:agree-to-export", "retention:make-export"),
    *("review:hand-over", "review:add-reader", "review:next-key", "review:add-passkey", "review:new-codes"),
    *("review:remove-passkey", "review:new-app", "review:add-app", "review:remove-app"),
    *("decisions:grades", "decisions:grade", "decisions:rivals", "decisions:ask", "decisions:agree"),
    *("decisions:knowing-ask", "decisions:knowing-agree"),
    *("decisions:outsider-paper", "decisions:outsider-judge"),
    *("review:drafts", "review:put-by", "review:record-keep"),
    *("review:hearing-begin", "review:hearing-sealed", "review:hearing-letters"),
    *("review:ask-name", "review:agree-to-name", "review:name-sealed", "review:name-answer"),
    *("review:leave-out", "review:agree-to-leave-out", "review:handed-over"),
    *("reply:sealed-open", "reply:sealed-letter", "reply:sealed-part"),
    *("reply:sealed-answer", "reply:sealed-code", "reply:sealed-more"),
    *("reply:sealed-not-confirmed", "reply:sealed-adviser", "reply:sealed-adviser-end"),
)
ADDRESSES = (f"{TELL}commit/", "/en/mailbox/sealed/open/", "/en/uploads/", f"{DESK}tips/{'A' * 22}/letters/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_script_that_asks_in_another_way_is_told_so_in_its_language(address: str, tip: Told) -> None:
    client = OpeningBrowser(tip.code).client

    answers = [client.put(one, headers=JSON) for one in (address, address.replace("/en/", "/zh-hans/"))]

    expected = 403 if "desk" in address else 405
    assert [answer.status_code for answer in answers] == [expected] * 2
    told_of = [answer.json() for answer in answers]
    assert all(one.keys() == {"why", "error"} for one in told_of)
    assert told_of[0]["error"] != told_of[1]["error"]


@pytest.mark.parametrize(
    ("address", "host", "status", "why"),
    [
        ("/en/tell/nowhere/commit/", "localhost", 404, "unknown"),
        ("/en/nowhere/", "localhost", 404, "unknown"),
        ("/en/mailbox/sealed/open/", "elsewhere.example", 400, "malformed"),
        ("/en/mailbox/", "localhost", 403, "forbidden"),
    ],
)
def test_a_script_is_never_told_in_a_page_what_was_wrong(
    address: str, host: str, status: int, why: str, tip: Told
) -> None:
    client = OpeningBrowser(tip.code).client

    answer = client.post(address, headers={**JSON, "Host": host})

    assert (answer.status_code, answer.json()["why"]) == (status, why)
    assert answer.headers["Content-Length"] == str(len(answer.content))


def test_at_every_address_of_the_scripts_also_what_no_view_says_is_json(tip: Told) -> None:
    client = browser_of("amara")
    found = dict(scripts_addresses(tip))

    answers = {address: client.patch(found[address]) for address in found}

    assert sorted(found) == sorted(SCRIPTS)
    assert {answer.status_code for answer in answers.values()} == {405}
    assert all(answer.json()["why"] == "method" for answer in answers.values())


@pytest.mark.parametrize(("status", "why"), [(413, "too_large"), (500, "broken"), (503, "busy")])
@pytest.mark.parametrize("headers", [[], [(b"accept", b"application/json")]])
def test_what_the_front_refuses_is_told_a_script_in_its_language(
    status: int, why: str, headers: list[tuple[bytes, bytes]]
) -> None:
    told_of = [front_refuses(status, language, headers) for language in ("en", "zh-hans")]

    assert [one["why"] for one in told_of] == [why] * 2
    assert told_of[0]["error"].isascii()
    assert not told_of[1]["error"].isascii()


@pytest.mark.urls("failing_urls")
def test_a_fault_of_ours_is_told_a_script_in_json_and_names_nothing() -> None:
    client = Client(raise_request_exception=False)

    answer = client.get("/fails/canary/", headers=JSON)

    assert (answer.status_code, answer.json()["why"]) == (500, "broken")
    assert "canary" not in answer.content.decode()


@pytest.mark.parametrize("address", ["letters", "mark", "passing-on/propose", "passing-on/agree"])
def test_the_desk_names_what_was_wrong_in_one_word_too(address: str, tip: Told) -> None:
    client = browser_of("amara")

    answer = client.post(f"{DESK}tips/{tip.tip.id}/{address}/", b"{}", content_type="application/json")

    assert (answer.status_code, answer.json()["why"]) == (400, "malformed")


def front_refuses(status: int, language: str, headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    path = f"/{language}/tell/public/commit/".encode()
    scope = {"method": "POST", "raw_path": path, "query_string": b"", "http_version": "1.1", "scheme": "http"}
    named = {**scope, "headers": [(b"host", b"localhost"), *headers]}

    answer = Handler().respond_with(refusal(HTTPStatus(status)), environ_of(named))

    assert isinstance(answer, HttpResponse)
    assert answer.status_code == status
    told: dict[str, str] = json.loads(answer.content)
    return told


def browser_of(name: str) -> Client:
    client = Reviewer(name).client
    client.handler.enforce_csrf_checks = False
    return client


def scripts_addresses(tip: Told) -> Iterator[tuple[str, str]]:
    """Names, and addresses of this tip."""
    named = {
        "channel": "public",
        "tip_id": tip.tip.id,
        "file_id": "A" * 22,
        "number": 0,
        "passkey_id": "A" * 22,
        "staff_id": "A" * 22,
        "conversation_id": "A" * 22,
        "asked": "A" * 22,
    }
    spaces = {one: one for one in ("intake", "sealed", "mailbox", "review", "decisions", "retention")}
    for space, place in {**spaces, "reply": "mailbox.reply"}.items():
        for one in import_module(f"fairwitness.{place}.urls").urlpatterns:
            if getattr(one.callback, "is_for_scripts", False):
                asked = {key: named[key] for key in one.pattern.converters}
                yield f"{space}:{one.name}", reverse(f"{space}:{one.name}", kwargs=asked)


def test_a_person_who_asks_in_another_way_is_shown_a_page(tip: Told) -> None:
    client = OpeningBrowser(tip.code).client

    answer = client.get("/en/mailbox/sealed/open/", headers={"Accept": "text/html"})

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "There is nothing to see here" in answer.content.decode()
