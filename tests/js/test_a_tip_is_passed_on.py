"""Whether the tipster has said yes, and whether a colleague's signature holds: the desk's module, in Node."""

from __future__ import annotations

from typing import Any

import pytest
from js.asking import javascript

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.referrals import CONFIRMED, DANGER, Ground, Statement
from fairwitness.sealed.passing_on import QUESTION, answer, read

LINE, CHARTER, WHY, YES = bytes(16), b"\1" * 32, b"\2" * 32, b"\3" * 32
TIP = b64(b"\4" * 16)
BODY = "labour-inspectorate"
ASKED, BEFORE, POLICE = f"{BODY} {'h' * 22}", f"{BODY} {'o' * 22}", f"police {'h' * 22}"
AMARA, NOOR = (SigningKey.from_seed(bytes([number]) * 32) for number in (5, 6))


def letter(name: str, *texts: str, **other: Any) -> dict[str, Any]:
    """One of the tipster's, opened, that answers these."""
    answers = [{"question": QUESTION, "text": text} for text in texts]
    told = {"letter": {"text": "", "answers": answers, "files": []}, "warnings": [], **other}
    return {"id": name, "day": "2026-11-24", "fromOffice": False, **told}


def says(*letters: dict[str, Any], body: str = BODY) -> Any:
    hashes = [[one["id"], f"hash of {one['id']}"] for one in letters]
    asked = {"letters": letters, "hashes": hashes, "bodies": [ASKED, POLICE]}
    (found,) = javascript(("consents", asked))
    return dict(found).get(body)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ([f"{ASKED} yes"], "yes"),
        ([f"{ASKED} no"], "no"),
        ([f"{ASKED} yes", f"{ASKED} no"], "no"),
        ([f"{ASKED} no", f"{ASKED} yes"], "yes"),
        ([f"{ASKED} yes", f"{POLICE} no"], "yes"),
        ([f"{ASKED} yes", f"{BEFORE} no"], "no"),  # a no is one, however the charter described the body then
        ([f"{ASKED} no", f"{BEFORE} yes"], "no"),
    ],
)
def test_the_latest_answer_for_that_body_counts(texts: list[str], said: str) -> None:
    letters = [letter(str(number), text) for number, text in enumerate(texts)]

    assert says(*letters)["says"] == said


def test_a_yes_that_somebody_else_could_have_written_is_none_and_a_no_is_one() -> None:
    def seen(text: str) -> Any:
        letters = [letter("asks", ASKED, author="amara", fromOffice=True), letter("seen", text)]
        (found,) = javascript(("consents", {"letters": letters, "hashes": [], "bodies": [ASKED]}))
        return dict(found)[BODY]["says"]

    assert seen(f"{ASKED} yes") == "waits"
    assert seen(f"{ASKED} no") == "no"


@pytest.mark.parametrize(
    "text",
    [
        ASKED,
        f"{BODY} yes",
        f"{BEFORE} yes",
        f"{ASKED} Yes",
        f"{ASKED}  yes",
        f"{ASKED} yes\n",
        f" {ASKED} yes",
        f"{ASKED} maybe",
        "yes",
        "",
    ],
)
def test_what_is_no_answer_about_that_body_is_none(text: str) -> None:
    assert says(letter("one", text)) is None
    assert (read(text) or ("", False))[0] != ASKED


@pytest.mark.parametrize(
    "other",
    [
        {"fromOffice": True, "author": "Amara"},
        {"author": "Noor"},
        {"warnings": ["foreign"]},
        {"letter": None},
    ],
    ids=str,
)
def test_what_the_mailbox_has_not_signed_is_no_yes(other: dict[str, Any]) -> None:
    without = {name: value for name, value in other.items() if value is not None}
    one = {**letter("one", f"{ASKED} yes"), **without}
    if "letter" in other:
        del one["letter"]

    assert says(one) is None


@pytest.mark.parametrize("warning", ["repeated", "missing", "foreign", "damaged"])
def test_a_yes_is_in_doubt_where_the_line_could_have_kept_back_a_no(warning: str) -> None:
    yes, later = letter("one", f"{ASKED} yes"), letter("two", warnings=[warning])
    unopened = {name: value for name, value in letter("two").items() if name != "letter"}

    assert says(yes, later)["says"] == "doubt"
    assert says(yes, unopened)["says"] == "doubt"
    assert says(later, yes)["says"] == "yes"


def test_a_letter_that_says_yes_again_after_a_no_is_in_doubt_where_it_is_an_old_one() -> None:
    old = letter("three", f"{ASKED} yes", warnings=["repeated"])

    assert says(letter("one", f"{ASKED} yes"), letter("two", f"{ASKED} no"), old)["says"] == "doubt"


def asks(name: str = "asks", text: str = ASKED, **other: Any) -> dict[str, Any]:
    """A reader's letter that asks."""
    return letter(name, text, **{"fromOffice": True, "author": "Amara", **other})


SAID_YES, SAID_NO = letter("yes", f"{ASKED} yes"), letter("no", f"{ASKED} no")


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        ([asks()], "waits"),
        ([asks(), asks()], "waits"),
        ([asks(), SAID_YES], "yes"),
        ([asks(), SAID_YES, asks()], "asked"),
        ([asks(), SAID_NO, asks()], "asked"),
        ([asks(), SAID_YES, asks(), asks()], "asked"),
        ([asks(), SAID_YES, asks(text=POLICE)], "yes"),
        ([asks(), SAID_YES, asks(text=BEFORE)], "yes"),
        ([asks(), SAID_YES, asks(text=BODY)], "yes"),
        ([asks(), SAID_YES, asks(), SAID_YES], "yes"),
        ([asks(), SAID_YES, asks(author="?", warnings=["foreign"])], "doubt"),
        ([asks(), SAID_YES, asks(warnings=["repeated"])], "doubt"),
    ],
)
def test_a_later_question_puts_an_earlier_answer_out_of_force(
    letters: list[dict[str, Any]], said: str
) -> None:
    assert says(*letters)["says"] == said


def test_a_question_or_a_yes_about_a_body_that_the_charter_described_otherwise_then_counts_for_nothing() -> (
    None
):
    assert says(asks(text=BEFORE), letter("one", f"{BEFORE} yes")) is None


def test_every_yes_since_the_last_no_or_question_may_be_named_and_its_words_are_shown() -> None:
    worded = letter("two", f"{ASKED} yes")
    worded["letter"]["text"] = "Not my name."

    found = says(
        letter("gone", f"{ASKED} yes"), SAID_NO, asks(), SAID_YES, worded, letter("three", f"{ASKED} yes")
    )

    assert found["letters"] == ["hash of yes", "hash of two", "hash of three"]
    assert found["words"] == ["Not my name."]


def test_both_languages_write_and_read_the_same_answers() -> None:
    pairs = [(ASKED, True), (f"{'e' * 40} {'-' * 22}", False)]

    found = javascript(*(("passingOn", list(pair)) for pair in pairs))

    assert found == [[answer(slug, yes), [slug, yes]] for slug, yes in pairs]
    assert [read(answer(slug, yes)) for slug, yes in pairs] == pairs


def statement(**other: Any) -> bytes:
    told = {"ground": DANGER, "body": BODY, "charter": CHARTER, "why": WHY, **other}
    return Statement(LINE, told.pop("tip", TIP), **told).to_json()


def written_down_by(key: SigningKey) -> dict[str, Any]:
    """The first letter of a tip that somebody told a reader."""
    told = letter("first")
    told["letter"]["answers"] = [{"question": "recorded", "text": f"phone {b64(key.verifying_key)}"}]
    return told


def judged(json_bytes: bytes = b"", **other: Any) -> Any:
    """What Noor's browser finds: Amara has signed, and her reason is there."""
    raw = json_bytes or statement()
    signatures = [b64(key.sign("referral", raw)) for key in other.pop("signers", [AMARA])]
    note = {"id": "why", "warnings": [], "letter": {"text": "It burns.", "author": b64(AMARA.verifying_key)}}
    asked = {
        "signed": {"json": b64(raw), "signatures": signatures, "tip": TIP, "charter": b64(CHARTER)},
        "reviewers": [["Amara", b64(AMARA.verifying_key)], ["Noor", b64(NOOR.verifying_key)]],
        "line": b64(LINE),
        "letters": [],
        "hashes": [],
        "notes": [note],
        "noteHashes": [["why", b64(WHY)]],
        "bodies": [ASKED, POLICE],
        **other,
    }
    return javascript(("judged", asked))[0]


@pytest.mark.parametrize("letters", [[], [written_down_by(NOOR)], [letter("first"), written_down_by(AMARA)]])
def test_what_a_colleague_has_signed_is_shown_with_her_reason(letters: list[dict[str, Any]]) -> None:
    found = judged(letters=letters)

    assert (found["by"], found["reason"], found["problems"]) == (["Amara"], "It burns.", [])


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        ({"json_bytes": b"{}"}, "refer-form"),
        ({"json_bytes": statement(tip=b64(bytes(16)))}, "refer-other"),
        ({"json_bytes": statement(charter=bytes(32))}, "refer-other"),
        ({"line": b64(b"\7" * 16)}, "refer-other"),
        ({"signers": [SigningKey.from_seed(b"\7" * 32)]}, "refer-unsigned"),
        ({"noteHashes": [["why", b64(bytes(32))]]}, "refer-no-reason"),
        ({"signers": [NOOR]}, "refer-no-reason"),
        ({"notes": []}, "refer-no-reason"),
        ({"json_bytes": statement(ground=CONFIRMED, consent=YES)}, "consent-none"),
        ({"letters": [written_down_by(AMARA)]}, "refer-by-recorder"),
        ({"letters": [written_down_by(NOOR)], "signers": [AMARA, NOOR]}, "refer-by-recorder"),
    ],
    ids=str,
)
def test_what_does_not_hold_is_not_signed_a_second_time(other: dict[str, Any], problem: str) -> None:
    assert problem in judged(**other)["problems"]


@pytest.mark.parametrize(
    ("texts", "named", "problems"),
    [
        ([f"{ASKED} yes"], 0, []),
        ([f"{POLICE} yes"], 0, ["consent-none"]),
        ([f"{BEFORE} yes"], 0, ["consent-none"]),
        ([f"{ASKED} yes", f"{ASKED} no"], 0, ["consent-no"]),
        ([f"{ASKED} yes", f"{ASKED} no", f"{ASKED} yes"], 0, ["consent-none"]),
        ([f"{ASKED} yes", f"{ASKED} yes"], 0, []),
        ([f"{ASKED} yes", f"{ASKED} yes"], 1, []),
    ],
)
def test_the_tipster_s_yes_is_looked_for_before_anything_is_signed(
    texts: list[str], named: int, problems: list[str]
) -> None:
    letters = [letter(str(number), text) for number, text in enumerate(texts)]
    hashes = [[str(number), b64(bytes([number]) * 32)] for number, _ in enumerate(texts)]
    signed = statement(ground=CONFIRMED, consent=bytes([named]) * 32)

    assert judged(signed, letters=letters, hashes=hashes)["problems"] == problems


def test_one_who_signs_twice_is_not_two() -> None:
    assert "refer-unsigned" in judged(signers=[AMARA, AMARA])["problems"]
    assert judged(signers=[AMARA, NOOR])["problems"] == []


@pytest.mark.parametrize("ground", [CONFIRMED, DANGER])
@pytest.mark.parametrize("signers", [[AMARA], [AMARA, NOOR]])
@pytest.mark.parametrize(
    ("texts", "no"),
    [
        ([f"{ASKED} yes"], None),
        ([f"{ASKED} yes", f"{ASKED} no"], "2026-11-24"),
        ([f"{ASKED} yes", f"{BEFORE} no"], "2026-11-24"),
        ([f"{ASKED} no", f"{ASKED} yes"], None),
        ([f"{ASKED} no", f"{POLICE} yes"], "2026-11-24"),
    ],
)
def test_a_no_to_that_body_is_shown_on_every_ground_before_and_after_both_have_signed(
    ground: Ground, signers: list[SigningKey], texts: list[str], no: str | None
) -> None:
    letters = [letter(str(number), text) for number, text in enumerate(texts)]
    signed = statement(ground=ground, consent=YES if ground == CONFIRMED else None)

    assert judged(signed, letters=letters, signers=signers).get("no") == no


def test_an_old_yes_that_the_line_puts_behind_a_no_hides_no_no() -> None:
    old = letter("old", f"{ASKED} yes", warnings=["repeated"])

    assert judged(letters=[letter("no", f"{ASKED} no"), old])["no"] == "2026-11-24"
