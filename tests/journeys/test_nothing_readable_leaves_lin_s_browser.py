from __future__ import annotations

from pathlib import Path

import pytest
from journeys.canaries import LATER, a_file, content, fields, said, secrets_of
from journeys.coming_back import coming_back, everything_sent
from journeys.lines import ServedLine
from journeys.people import a_reviewer, a_sealing_tipster
from journeys.spellings import found_in
from playwright.sync_api import Browser, expect

from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.grants import open_grant
from fairwitness.crypto.keys import MailboxKeys


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_of_all_that_the_browsers_send_nothing_can_be_read(
    browser: Browser, real_line: ServedLine, tmp_path: Path, language: str
) -> None:
    sent, opened = list[bytes](), list[dict[str, str]]()
    photo, plan = (a_file(tmp_path, what, language) for what in ("photo", "plan"))

    with (
        a_sealing_tipster(browser, real_line, language) as teller,
        a_reviewer(browser, real_line, language=language) as amara,
    ):
        everything_sent(teller.page, sent)
        teller.tells(said("text", language))
        first = teller.code
        everything_sent(amara.page, sent)
        amara.signs_in()
        amara.opens_the_tip_that_says(said("text", language))
        amara.answers(said("question", language), [plan])
        with coming_back(browser, real_line, first, language) as lin:
            everything_sent(lin.page, sent)
            lin.page.on(
                "response",
                lambda one: (
                    opened.append(one.json()) if one.url.endswith("/sealed/open/") and one.ok else None
                ),
            )
            lin.comes_back()
            assert lin.downloads(plan.name) == content(language)
            lin.answers(said("answer", language), [photo])
            lin.says("questions", **fields(LATER, language))
            lin.says("meeting", **fields(("meeting",), language))
            lin.takes_a_new_code()
            lin.answers(said("again", language))
            amara.reloads()
            amara.reads(said("again", language))
            lin.withdraws()
            expect(lin.page.locator("main dl.facts")).to_be_visible()

    secrets = secrets_of(real_line, [first, lin.code]) | keys_of(real_line, [first, lin.code], opened)
    for one in real_line.reviewers:
        secrets.pop(f"signs in {one['sign_in_name']}")  # what is shown to the line to be let in
    secrets.pop("the end of it")
    everything = b"\n\n".join(sent)
    assert len(sent) > 100
    assert any(b"/sealed/answer/" in one for one in sent)
    assert found_in(everything, secrets) == set()
    assert found_in(everything, {"lets in": shown_to_the_line(real_line, first)}) == {"lets in"}


def shown_to_the_line(line: ServedLine, code: str) -> bytes:
    """What every request of the mailbox carries."""
    line_id = unb64((line.folder / "office" / "line.id").read_text().strip())
    return MailboxKeys.from_seed(TipCode.read(code).mailbox_seed(line_id)).auth


def keys_of(line: ServedLine, codes: list[str], opened: list[dict[str, str]]) -> dict[str, bytes]:
    """What the codes derive, and the conversation keys that they open."""
    line_id = unb64((line.folder / "office" / "line.id").read_text().strip())
    found = {}
    for number, code in enumerate(codes):
        keys = MailboxKeys.from_seed(TipCode.read(code).mailbox_seed(line_id))
        found[f"mailbox key {number}"] = keys.identity.reveal().encode()
        for told in opened:
            for grant in told.get("grants", []):
                try:
                    sealed = unb64(grant["sealed"])  # type: ignore[index]  # of what came as JSON
                    key = open_grant(sealed, keys.identity, told["conversation"], 0).identity
                except Exception:  # noqa: BLE001, S112 - the other code's
                    continue
                found[f"conversation key of {b64(sealed[:6])}"] = key.reveal().encode()
    assert len(found) > len(codes)
    return found
