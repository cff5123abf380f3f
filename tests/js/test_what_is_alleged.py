"""What readers say is alleged, and what they have ticked: the desk's modules, in Node."""

from __future__ import annotations

from typing import Any

from js.asking import javascript

CHAINED = {
    "id": "chained",
    "text": "The exit is chained.",
    "known": "direct",
    "wrong": "A photo of an open exit.",
}
PAID = {"id": "paid", "text": "The inspector was paid.", "known": "told", "wrong": "The bank's statement."}


def note(answers: list[dict[str, str]], by: str | None = "Amara", **other: Any) -> dict[str, Any]:
    """A letter among readers, opened."""
    said = {"author": by} if by else {}
    return {"day": "2026-11-24", "letter": {"answers": answers}, "warnings": [], **said, **other}


def says(of: dict[str, str], **other: Any) -> dict[str, Any]:
    (answers,) = javascript(("allegation", of))
    return note(answers, **other)


def withdraws(name: str, **other: Any) -> dict[str, Any]:
    (answers,) = javascript(("allegationWithdrawn", name))
    return note(answers, **other)


def test_claims_stand_by_how_they_are_known_the_nearest_first() -> None:
    unknown = {**CHAINED, "id": "unknown", "known": "by the stars"}
    notes = [says(PAID), note([{"question": "headline", "text": "Hall 3"}]), says(unknown), says(CHAINED)]

    (ways,) = javascript(("byTheirWays", notes))

    assert ways == [["direct", ["chained"]], ["told", ["paid"]], ["unknown", ["unknown"]]]


def test_a_claim_that_is_said_otherwise_is_the_same_claim_and_keeps_what_was_said() -> None:
    (answers,) = javascript(("allegation", {k: v for k, v in CHAINED.items() if k != "id"}))
    own = answers[0]["text"]
    otherwise = {**CHAINED, "id": own, "text": "Two exits are chained."}

    (found,) = javascript(("allegations", [note(answers), says(otherwise, by="Noor")]))

    assert len(own) == 22
    assert [one["id"] for one in found] == [own]
    assert [(one["text"], one["author"]) for one in found[0]["versions"]] == [
        ("The exit is chained.", "Amara"),
        ("Two exits are chained.", "Noor"),
    ]


def test_what_two_have_signed_stands_as_they_have_signed_it() -> None:
    otherwise = {**CHAINED, "text": "He did it on purpose."}
    notes = [says(CHAINED), says(PAID), says(otherwise, by="Noor"), withdraws("chained", by="Noor")]

    ((chained, paid),) = javascript(("pinned", [notes, [["chained", 1]]]))

    assert [one["text"] for one in chained["versions"]] == [CHAINED["text"]]
    assert [one["isWithdrawn"] for one in chained["ignored"]] == [False, True]
    assert (chained["isConfirmed"], paid["isConfirmed"], paid["ignored"]) == (True, False, [])


def test_what_is_withdrawn_stays_to_be_read_and_can_be_brought_back() -> None:
    gone = [says(CHAINED), withdraws("chained", by="Noor")]

    withdrawn, back = javascript(("allegations", gone), ("allegations", [*gone, says(CHAINED)]))

    assert withdrawn[0]["withdrawn"]
    assert withdrawn[0]["versions"][-1] == {
        "text": CHAINED["text"],
        "known": "direct",
        "wrong": CHAINED["wrong"],
        "author": "Noor",
        "day": "2026-11-24",
        "isWithdrawn": True,
    }
    assert (back[0]["withdrawn"], len(back[0]["versions"])) == (False, 3)


def test_nobody_s_word_and_a_repeated_one_allege_nothing_and_withdraw_nothing() -> None:
    notes = [
        says(CHAINED),
        withdraws("chained", by="?"),
        withdraws("chained", warnings=["repeated"]),
        says(PAID, warnings=["foreign"]),
        withdraws("paid"),
        {"day": "2026-11-24", "warnings": ["damaged"]},
    ]

    (found,) = javascript(("allegations", notes))

    assert [(one["id"], one["withdrawn"]) for one in found] == [("chained", False)]


def test_of_each_state_the_latest_ticks_count() -> None:
    first, later, other = javascript(
        ("ticked", ["triage", ["urgent", "concerned"]]),
        ("ticked", ["triage", ["urgent"]]),
        ("ticked", ["received", []]),
    )
    notes = [note(first), note(later, by="Noor"), note(other), note(first, by="?")]

    triage, received, none = javascript(
        ("ticks", [notes, "triage"]), ("ticks", [notes, "received"]), ("ticks", [notes, "reply"])
    )

    assert (triage["tasks"], triage["author"]) == (["urgent"], "Noor")
    assert (received["tasks"], none) == ([], {"tasks": []})
