from __future__ import annotations

from collections.abc import Iterator

import pytest
from journeys.kept import Kept
from journeys.lines import RunningLine
from journeys.sending import MIB, Sender, content_of
from playwright.sync_api import Browser, Route

SIZE = 30 * MIB + 5  # four parts


@pytest.fixture
def lin(browser: Browser, line: RunningLine) -> Iterator[Sender]:
    with browser.new_context() as context:
        yield Sender(context.new_page(), line)


def parts_in(line: RunningLine, file_id: str) -> int:
    found = Kept(line).rows("SELECT parts FROM sealed_sealedfile WHERE id = ?", file_id)
    return int(found[0][0]) if found else 0


@pytest.mark.parametrize("size", [0, 5, 8 * MIB, SIZE])
def test_a_file_that_was_sealed_in_the_browser_is_what_its_reader_gets(lin: Sender, size: int) -> None:
    lin.begins(size, seed=3)

    assert lin.opened() == content_of(size, seed=3)
    assert lin.outcome["name"] == "出口.bin"
    assert lin.outcome["type"] == "video/mp4"


def test_a_padded_file_fills_a_power_of_two_and_opens_like_any_other(lin: Sender, line: RunningLine) -> None:
    lin.begins(9 * MIB, toPowerOfTwo=True)

    opened = lin.opened()

    stored = Kept(line).office / "data" / "files"
    sizes = [path.stat().st_size for path in stored.rglob(f"{lin.outcome['id']}.*")]
    assert opened == content_of(9 * MIB)
    assert [size // MIB for size in sizes] == [8, 8]


def test_a_connection_that_breaks_costs_time_and_nothing_else(lin: Sender) -> None:
    lin.begins(SIZE)
    lin.until(lambda: lin.has_sent(4))

    lin.page.context.set_offline(True)
    lin.until(lambda: "waiting" in lin.states)
    lin.page.context.set_offline(False)

    assert lin.opened() == content_of(SIZE)
    assert all(len(set(bodies)) == 1 for bodies in lin.bodies.values())
    assert any(len(bodies) > 1 for bodies in lin.bodies.values())


def test_a_line_that_is_killed_between_two_parts_goes_on_when_it_is_back(
    browser: Browser, own_line: RunningLine
) -> None:
    with browser.new_context() as context:
        lin = Sender(context.new_page(), own_line)
        goes_as_far_as_its_second_part(lin)
        begun = lin.kept["id"]

        own_line.kill()
        lin.page.unroute("**/uploads/*/2/")
        own_line.start()
        lin.until(lambda: parts_in(own_line, begun) >= 2)
        lin.page.evaluate("upload.pause(), upload.resume()")

        assert lin.opened() == content_of(SIZE)
        assert lin.outcome["id"] == begun
        again = [len(bodies) for bodies in lin.bodies.values() if len(bodies) > 1]
        assert len(again) <= 2  # what the kill cut short, and what was on its way when it was paused
        assert all(len(set(bodies)) == 1 for bodies in lin.bodies.values())
        assert parts_in(own_line, lin.outcome["id"]) == 4


def test_a_pause_lasts_as_long_as_somebody_likes(lin: Sender, line: RunningLine) -> None:
    lin.begins(SIZE)
    lin.until(lambda: lin.has_sent(2))

    lin.page.evaluate("upload.pause()")
    lin.page.wait_for_timeout(500)
    before = parts_in(line, lin.page.evaluate("upload.id"))
    lin.page.wait_for_timeout(1500)
    after = parts_in(line, lin.page.evaluate("upload.id"))
    lin.page.evaluate("upload.resume()")

    assert lin.states[-1] != "done"
    assert before == after < 4
    assert lin.opened() == content_of(SIZE)


def goes_as_far_as_its_second_part(lin: Sender) -> None:
    """The third one never gets through, so that it is still on its way."""
    lin.page.route("**/uploads/*/2/", lambda _: None)
    lin.begins(SIZE)
    lin.until(lambda: lin.has_sent(16))


def test_a_file_that_is_cancelled_is_gone_from_the_line(lin: Sender, line: RunningLine) -> None:
    goes_as_far_as_its_second_part(lin)
    upload = lin.page.evaluate("upload.id")

    lin.page.evaluate("gone.abort(), upload.cancel()")

    lin.until(lambda: not Kept(line).rows("SELECT id FROM sealed_sealedfile WHERE id = ?", upload))
    lin.until(lambda: lin.outcome)
    assert lin.outcome == "AbortError"
    assert not list((Kept(line).office / "data" / "files").rglob(f"{upload}.*"))


def test_a_line_that_is_busy_is_told_again_that_a_file_is_cancelled(lin: Sender, line: RunningLine) -> None:
    asked = list[str]()

    def is_busy(route: Route) -> None:
        asked.append(route.request.method)
        if asked.count("DELETE") == 1:
            route.fulfill(status=503)
        else:
            route.continue_()

    goes_as_far_as_its_second_part(lin)
    upload = lin.page.evaluate("upload.id")
    lin.page.route(f"**/{upload}/", is_busy)
    lin.page.evaluate("gone.abort(), upload.cancel()")

    lin.until(lambda: not Kept(line).rows("SELECT id FROM sealed_sealedfile WHERE id = ?", upload))
    assert asked == ["DELETE", "DELETE"]


def test_a_worker_hashes_the_file_beside_the_page_and_goes_with_it(lin: Sender) -> None:
    lin.begins(SIZE)
    lin.until(lambda: lin.page.workers)
    (worker,) = lin.page.workers

    assert lin.opened() == content_of(SIZE)

    assert worker.url.endswith("/crypto/browser/digest-worker.js")
    lin.until(lambda: not lin.page.workers)


def test_a_page_hashes_by_itself_where_it_gets_no_worker(lin: Sender) -> None:
    lin.page.route("**/digest-worker.js", lambda route: route.abort())
    lin.begins(SIZE)

    assert lin.opened() == content_of(SIZE)
    assert not lin.page.workers


def begun_on_another_day(lin: Sender) -> dict[str, object]:
    """What a draft would hold of a file of which two parts have arrived."""
    lin.begins(SIZE)
    lin.until(lambda: len((lin.kept or {"parts": []})["parts"]) >= 2)
    lin.page.evaluate("upload.pause()")
    return dict(lin.kept)


def test_the_same_file_goes_on_where_it_stopped_on_another_day(lin: Sender) -> None:
    kept = begun_on_another_day(lin)

    lin.begins(SIZE, kept=kept)

    assert lin.opened() == content_of(SIZE)
    assert lin.outcome["id"] == kept["id"]
    assert "hashing" in lin.states
    assert len(lin.bodies) <= 2


def test_parts_whose_hashes_nobody_kept_are_sent_anew(lin: Sender) -> None:
    kept = begun_on_another_day(lin)

    lin.begins(SIZE, kept={**kept, "parts": kept["parts"][:1]})  # type: ignore[index]  # a list

    assert lin.opened() == content_of(SIZE)
    assert lin.outcome["id"] == kept["id"]


@pytest.mark.parametrize("other", [{"seed": 1}, {"size": SIZE - 1, "seed": 250}])
def test_another_file_begins_as_a_new_one(lin: Sender, other: dict[str, int]) -> None:
    kept = begun_on_another_day(lin)
    size, seed = other.get("size", SIZE), other["seed"]

    lin.begins(size, seed=seed, kept=kept)

    assert lin.opened() == content_of(size, seed)
    assert lin.outcome["id"] != kept["id"]


def test_a_file_that_the_line_has_lost_begins_anew_by_itself(lin: Sender, line: RunningLine) -> None:
    kept = begun_on_another_day(lin)
    lin.page.request.delete(
        f"{line.address}/en/uploads/{kept['id']}/", headers={"Upload-Secret": str(kept["secret"])}
    )

    lin.begins(SIZE, kept=kept)

    assert lin.opened() == content_of(SIZE)
    assert lin.outcome["id"] != kept["id"]


@pytest.mark.parametrize(("status", "why"), [(500, "broken"), (503, "busy")])
def test_a_fault_of_the_line_s_costs_time_and_nothing_else(lin: Sender, status: int, why: str) -> None:
    fails = {"status": status, "json": {"why": why, "error": "Not now."}}
    lin.page.route("**/uploads/*/*/", lambda route: route.fulfill(**fails), times=2)

    lin.begins(5)

    assert lin.opened() == content_of(5)


def test_what_the_line_refuses_is_said_in_its_word(lin: Sender) -> None:
    lin.page.route(
        "**/uploads/*/*/", lambda route: route.fulfill(status=507, json={"why": "no_room", "error": "Full."})
    )

    lin.begins(SIZE)
    lin.until(lambda: lin.outcome)

    assert lin.outcome == "no_room"
