"""Each thing that can be seen from outside, broken on purpose by whoever runs the line, one at a time, and told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cli.between import Answer, Between, served
from cli.real_line import RealLine

from fairwitness.cli import main
from fairwitness.cli.outside.checks import CHECKS
from fairwitness.cli.outside.limit import LIMIT
from fairwitness.cli.outside.overseer import PLACE
from fairwitness.cli.promises.names import PROMISES
from fairwitness.cli.verify import NOT_WHOLE
from fairwitness.crypto.chain import Head, publish_head
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.keys import SigningKey
from fairwitness.office.clock import today

HISTORY, HEAD, SHEET = "/charter/history.json", "/journal/head", "/sheets/public"
GUIDE = "/zh-hans/tell/public/scope/"
OTHER = SigningKey.from_seed(bytes(32))  # somebody else's
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Said:
    """What the command said, under its headings."""

    code: int
    text: str

    def under(self, heading: str) -> list[str]:
        """The lines between this heading and the next."""
        return self.text.partition(f"\n{heading}")[2].partition("\n\n")[0].splitlines()[1:]

    @property
    def wrong(self) -> list[str]:
        """What is not so, without the names of the checks."""
        return [line.strip() for line in self.under("Not so:") if line.startswith("    ")]


Asks = Callable[..., Said]


@pytest.fixture
def asks(shown: Between, capsys: pytest.CaptureFixture[str]) -> Iterator[Asks]:
    """Ask the line, with these options, as often as one likes at one address."""
    with served(shown) as address:

        def ask(*options: str | Path) -> Said:
            code = main(["verify", address, *map(str, options)])
            return Said(code, capsys.readouterr().out)

        yield ask


@pytest.fixture
def versions(shown: Between) -> Callable[[Callable[[list[dict[str, Any]]], object]], None]:
    """Publish another history."""

    def publish(change: Callable[[list[dict[str, Any]]], object]) -> None:
        def changed(answer: Answer) -> Answer:
            told = json.loads(answer.body)
            change(told["versions"])
            return replace(answer, body=json.dumps(told).encode())

        shown.makes(HISTORY, changed)

    return publish


def test_a_line_of_this_release_fails_nothing_and_says_what_it_cannot_prove(asks: Asks) -> None:
    said = asks()

    assert (said.code, said.wrong) == (NOT_WHOLE, [])
    assert "checks could not be made: this is no whole look." in said.text
    assert len(said.under("Proven")) == len(CHECKS) - 6  # without what was named or seen earlier
    assert [line.strip() for line in said.under("The operator says")] == list(PROMISES.values())
    assert said.text.splitlines()[-1] == LIMIT


def test_with_all_that_it_can_be_told_everything_is_proven(
    asks: Asks, real_line: RealLine, tmp_path: Path
) -> None:
    receipt = tmp_path / "receipt.txt"
    receipt.write_text(real_line.receipt())
    with served(overseer(real_line, statement(real_line))) as address:
        told = ("--seen", tmp_path / "seen", "--office", real_line.folder.office_pub, "--receipt", receipt, "--overseer", address)  # fmt: skip
        asks(*told)
        said = asks(*told)

    assert (said.code, said.wrong) == (0, [])
    assert len(said.under("Proven")) == len(CHECKS)
    assert said.under("Not looked at:") == []
    assert "All that everybody can look at was looked at, and nothing is wrong." in said.text


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (GUIDE, "没有人受到伤害", "您看不惯的人"),
        ("/en/tell/public/aside/", "is their right", "is their right, but tell us who"),
        ("/en/tell/public/which/", "A neighbour who prays: <strong>no", "A neighbour who prays: <strong>yes"),
        ("/en/tell/public/scope/", '<label class="choice" data-branch="aside">', '<label class="unseen" data-branch="aside">'),
        ("/en/tell/public/scope/harm/", "</form>", '<textarea name="who"></textarea></form>'),
    ],
)  # fmt: skip
def test_a_guide_in_other_words_is_told(path: str, old: str, new: str, asks: Asks, shown: Between) -> None:
    shown.changes(path, old.encode(), new.encode())

    said = asks()

    assert said.code == 1
    assert any(one.startswith(f"words: {path} says “") for one in said.wrong)


def test_a_kind_that_is_on_no_list_is_told(asks: Asks, shown: Between) -> None:
    for language in ("en", "zh-hans"):
        shown.changes(f"/{language}/tell/public/scope/", b'value="concealment"', b'value="rumour"')

    said = asks()

    assert f"kind: {GUIDE} offers “rumour”, which is on no list" in said.wrong


def test_a_fourth_answer_that_is_taken_after_all_is_told(asks: Asks, shown: Between) -> None:
    shown.makes(
        GUIDE,
        lambda answer: replace(answer, headers={**answer.headers, "location": answer.headers["location"].replace("aside", "story")})
        if answer.status == 302
        else answer,
    )  # fmt: skip

    assert asks().wrong == [f"turned away: {GUIDE} answers the fourth answer with something else than the page that turns away"]  # fmt: skip


def test_something_that_is_kept_of_it_is_told(asks: Asks, shown: Between) -> None:
    shown.shows("/en/tell/public/check/", b"Your draft")

    assert "kept: /en/tell/public/check/ opens something after the fourth answer" in asks().wrong


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("feedback_days = 90", "feedback_days = 400"),
        ('"concealment"', '"suspicious-behaviour"'),
        ("confirmed_days = ", "confirmed_days = 99999 # "),
    ],
)
def test_a_charter_that_the_release_refuses_is_told(old: str, new: str, asks: Asks, shown: Between) -> None:
    shown.changes("/charter.toml", old.encode(), new.encode())

    said = asks()

    assert said.code == 1
    assert any(one.startswith("refused: charter.toml, line ") for one in said.wrong)


def test_a_charter_that_nobody_signed_is_told(asks: Asks, shown: Between) -> None:
    shown.changes("/charter.toml", b"feedback_days = 90", b"feedback_days = 80")

    assert "history: /charter.toml is not the newest version that counts" in asks().wrong


def test_a_sheet_over_a_charter_that_never_was_is_told(asks: Asks, versions: Callable[..., None]) -> None:
    def another_file(of: list[dict[str, Any]]) -> None:
        of[0]["hash"] = "0" * 64

    versions(another_file)

    assert f"signed: {SHEET} names a charter that this line never published" in asks().wrong


def test_a_sheet_that_somebody_else_has_signed_is_told(asks: Asks, shown: Between) -> None:
    shown.changes(SHEET, b'"serial":1', b'"serial":2')

    assert any(one.startswith(f"unsigned: {SHEET} is not signed by") for one in asks().wrong)


def test_another_office_s_key_is_told(asks: Asks, tmp_path: Path) -> None:
    office = tmp_path / "office.pub"
    office.write_text(b64(OTHER.verifying_key))

    said = asks("--office", office)

    assert f"unsigned: /line.pub is not signed by the office key {b64(OTHER.verifying_key)}" in said.wrong


def _of(number: int, **other: object) -> Callable[[list[dict[str, Any]]], object]:
    """A version told otherwise; days are counted from the day of the test."""
    return lambda versions: versions[number - 1].update(dated(other))


def dated(told: dict[str, Any]) -> dict[str, Any]:
    return {key: str(today() + one) if isinstance(one, timedelta) else one for key, one in told.items()}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_of(3, starts=5 * DAY), "version 3 counted 5 days after it was published, and not 30"),
        (_of(2, at_once=False), "version 2 counted 0 days after it was published, and not 30"),
        (_of(3, published=DAY, starts=40 * DAY), "version 3 was published on a day that cannot be"),
        (_of(2, withdrawn=0 * DAY), "version 2 counts, and must not"),
        (_of(2, changes=[]), "version 2 changed something else than was published"),
        (_of(2, hash="0" * 64), "/charter/2.toml is not the file of its hash"),
        (lambda versions: versions.pop(0), "a version is missing"),
    ],
)  # fmt: skip
def test_a_history_that_keeps_no_thirty_days_or_does_not_fit_is_told(
    change: Callable[[list[dict[str, Any]]], object], told: str, asks: Asks, versions: Callable[..., None]
) -> None:
    versions(change)

    assert any(one.startswith(f"history: {told}") for one in asks().wrong)


def test_what_had_to_wait_and_counted_at_once_is_told(
    asks: Asks, shown: Between, versions: Callable[..., None]
) -> None:
    """The file is changed with its hash, as a line would that has forged the whole of it."""
    files: list[bytes] = []

    def shorter(answer: Answer) -> Answer:
        files.append(answer.body.replace(b"feedback_days = 90", b"feedback_days = 30"))
        return replace(answer, body=files[-1])

    for path in ("/charter.toml", "/charter/2.toml"):
        shown.makes(path, shorter)

    def forged(of: list[dict[str, Any]]) -> None:
        of[1]["hash"] = sha256(files[0]).hexdigest()
        of[1]["changes"] += [{"at": ["deadlines", "feedback_days"], "before": 90, "after": 30}]

    versions(forged)

    assert asks().wrong == ["history: version 2 counted at once, and changed what has to wait 30 days"]


def test_a_history_that_was_another_one_is_told(
    asks: Asks, versions: Callable[..., None], tmp_path: Path
) -> None:
    assert asks("--seen", tmp_path).code == NOT_WHOLE
    versions(_of(3, starts=str(today() + 60 * DAY)))

    assert asks("--seen", tmp_path).wrong == ["history: version 3 was another one when it was seen earlier"]


def test_numbers_that_are_others_on_a_page_or_in_a_table_are_told(asks: Asks, shown: Between) -> None:
    shown.changes("/numbers.csv", b"received,,10,", b"received,,15,")
    shown.changes("/zh-hans/numbers/", b"<td>10</td>", b"<td>15</td>")

    assert asks().wrong == [
        "numbers: /numbers.csv says something else than /numbers.json",
        "numbers: /zh-hans/numbers/ says “15” where the release says “10”, by /numbers.json",
    ]


def test_a_number_that_was_another_one_is_told(asks: Asks, shown: Between, tmp_path: Path) -> None:
    assert asks("--seen", tmp_path).code == NOT_WHOLE
    shown.changes("/numbers.json", b'"number": 10', b'"number": 15')

    wrong = asks("--seen", tmp_path).wrong

    assert any(f"was 10 on {today()}, and is now 15" in one for one in wrong)
    assert len(list(tmp_path.rglob("*.numbers"))) == 2


def _head(line: RealLine, days: int = 1, key: SigningKey | None = None, hash_: bytes = bytes(32)) -> bytes:
    head = Head(line.folder.line(), today() - days * DAY, hash_)
    return publish_head(head, key or line.folder.signs_with())


def test_a_head_that_the_line_has_not_signed_is_told(asks: Asks, shown: Between, real_line: RealLine) -> None:
    shown.shows(HEAD, _head(real_line, key=OTHER))

    assert asks().wrong == [f"head: {HEAD}: this head is not signed by the line's key"]


@pytest.mark.parametrize(("days", "told"), [(9, "has signed no head since"), (0, "is of")])
def test_a_head_of_a_day_that_cannot_be_is_told(
    days: int, told: str, asks: Asks, shown: Between, real_line: RealLine
) -> None:
    shown.shows(HEAD, _head(real_line, days))

    (wrong,) = asks().wrong

    assert told in wrong


def test_a_line_that_opened_long_ago_and_signs_no_head_is_told(
    asks: Asks, shown: Between, versions: Callable[..., None]
) -> None:
    shown.loses(HEAD)
    versions(_of(1, published=str(today() - 9 * DAY)))

    assert asks().wrong == [f"head: there is none, and the line opened on {today() - 9 * DAY}"]


def test_a_line_without_a_charter_is_told(asks: Asks, shown: Between) -> None:
    shown.loses("/charter.toml")

    said = asks()

    assert said.code == 1
    assert "missing: /charter.toml" in said.wrong


def test_a_history_that_is_none_is_told(asks: Asks, shown: Between) -> None:
    shown.shows(HISTORY, b"[" * 100_000)

    assert f"unreadable: {HISTORY} is no history of a charter" in asks().wrong


def test_a_journal_that_goes_back_is_told(
    asks: Asks, shown: Between, real_line: RealLine, tmp_path: Path
) -> None:
    assert asks("--seen", tmp_path).code == NOT_WHOLE
    shown.shows(HEAD, _head(real_line, 2))

    (wrong,) = asks("--seen", tmp_path).wrong

    assert wrong.startswith("head: the line goes back: it published a head of ")


def test_a_journal_that_was_chained_anew_is_told_and_both_heads_are_kept(
    asks: Asks, shown: Between, real_line: RealLine, tmp_path: Path
) -> None:
    assert asks("--seen", tmp_path).code == NOT_WHOLE
    for path in (HEAD, f"/journal/heads/{today() - DAY}"):
        shown.shows(path, _head(real_line))

    (wrong,) = asks("--seen", tmp_path).wrong

    assert wrong.endswith("its journal was chained anew, or cut off")
    assert len(list(tmp_path.rglob("*.head"))) == 2


def test_a_head_from_elsewhere_that_the_line_never_publishes_is_told(
    asks: Asks, real_line: RealLine, tmp_path: Path
) -> None:
    kept = tmp_path / "head"
    kept.write_bytes(_head(real_line, 5))

    (wrong,) = asks("--head", kept).wrong

    assert "the line now publishes none" in wrong


def test_a_receipt_that_the_journal_does_not_know_is_told(
    asks: Asks, real_line: RealLine, tmp_path: Path
) -> None:
    receipt = tmp_path / "receipt.txt"
    receipt.write_text(real_line.receipt(entry=b64(bytes(16))))

    assert asks("--receipt", receipt).wrong == ["receipt: the line has signed it, and its journal does not say the same"]  # fmt: skip


def test_a_receipt_that_the_line_answers_otherwise_for_is_told(
    asks: Asks, shown: Between, real_line: RealLine, tmp_path: Path
) -> None:
    receipt = tmp_path / "receipt.txt"
    receipt.write_text(real_line.receipt())
    shown.shows("/en/receipt/", b"We do not know.")

    (wrong,) = asks("--receipt", receipt).wrong

    assert wrong.startswith("receipt: /en/receipt/ says “We do not know.” where the release says “")


def statement(line: RealLine, **other: str) -> bytes:
    """What an overseer writes of a line."""
    charter = sha256(line.folder.in_force.read_bytes()).hexdigest()
    said = {"fair-witness": "1", "charter": charter, "date": str(today()), **other}
    return "\n".join(["# What we know of this line", *(f"{name}: {told}" for name, told in said.items())]).encode()  # fmt: skip


def overseer(line: RealLine, said: bytes | None) -> Between:
    """A site that says this there."""
    site = Between(line.at)
    site.loses(PLACE) if said is None else site.shows(PLACE, said)
    return site


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"charter": "0" * 64}, "it names no charter, or another one"),
        ({"date": -400 * DAY}, "it has said so last on"),
        ({"date": DAY}, "it says so on"),
        ({"date": "last year"}, "“last year” is no day"),
        ({"office": b64(bytes(32))}, "it knows another office key"),
        ({"fair-witness": "2"}, "it names no charter, or another one"),
    ],
)
def test_an_overseer_who_says_something_else_is_told(
    other: dict[str, Any], told: str, asks: Asks, real_line: RealLine
) -> None:
    with served(overseer(real_line, statement(real_line, **dated(other)))) as address:
        (wrong,) = asks("--overseer", address).wrong

    assert wrong.startswith(f"overseer: {told}")


def test_an_overseer_who_says_nothing_is_told(asks: Asks, real_line: RealLine) -> None:
    with served(overseer(real_line, None)) as address:
        (wrong,) = asks("--overseer", address).wrong

    assert wrong == f"overseer: there is no {address}{PLACE}"


def test_an_overseer_who_cannot_be_asked_is_told(asks: Asks, real_line: RealLine) -> None:
    with served(overseer(real_line, None)) as address:
        pass  # it is gone again

    (wrong,) = asks("--overseer", address).wrong

    assert wrong.startswith("overseer: could not be asked: ")


def test_an_overseer_at_the_line_s_own_address_is_none(asks: Asks, real_line: RealLine) -> None:
    own = real_line.folder.origins()[0]

    assert asks("--overseer", own).wrong == ["overseer: this is an address of the line itself"]


def test_whatever_is_asked_is_asked_of_that_line_alone(asks: Asks, shown: Between) -> None:
    asks()

    assert all(target.startswith("/") for _, target in shown.asked)
    assert not any(told.get("Referer", "").count("://") > 1 for told in shown.told)


def test_what_has_come_since_the_last_look_is_told(asks: Asks, tmp_path: Path) -> None:
    asks("--seen", tmp_path)
    (kept,) = tmp_path.glob("*/history.json")
    versions = json.loads(kept.read_bytes())["versions"]
    kept.write_text(json.dumps({"versions": versions[:1]}))
    look = kept.with_name("last-look.json")
    sheet = json.loads(look.read_text("utf-8"))
    sheet["sheets"]["public"] = {"hash": "0", "people": {"an earlier key": "Mallory"}}
    look.write_text(json.dumps(sheet), "utf-8")

    told = "\n".join(asks("--seen", tmp_path).under("Since the last look:"))

    assert f"version 2 of the charter, published on {versions[1]['published']}, counts at once:" in told
    assert "exit: “https://" in told
    assert "→ “https://www.wikipedia.org/”" in told
    assert "/sheets/public is another one, number 1" in told
    assert "gone: Mallory (an earlier key)" in told
    assert "new: amara" in told.lower()
    assert asks("--seen", tmp_path).under("Since the last look:") == []
