"""What no view puts into words is told a script in JSON, and a person in a page."""

from __future__ import annotations

import pytest
from builders import Told, told
from intake.sealing_browser import TELL
from opening_browser import OpeningBrowser
from reviewer import DESK

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def tip() -> Told:
    return told()


JSON = {"Accept": "application/json"}
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


def test_a_person_who_asks_in_another_way_is_shown_a_page(tip: Told) -> None:
    client = OpeningBrowser(tip.code).client

    answer = client.get("/en/mailbox/sealed/open/", headers={"Accept": "text/html"})

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "There is nothing to see here" in answer.content.decode()
