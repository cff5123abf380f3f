"""After a whole procedure, from what was told to what two have found, no word of anybody stands in a row, a file or a log: a canary is in each box."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import pairwise

import pytest
from builders import Told
from django.db import connection
from grading import a_letter, agrees, asks, grades, in_second_review, state_of, writes
from hearing import SUMMARY, Person, asked, with_own_code
from journeys.spellings import found_in
from made_up_office import FOLDER
from reviewer import Reviewer

from fairwitness.crypto.letters import Answer

pytestmark = pytest.mark.usefixtures("office")
CANARY, CONTROL = "kittiwake 翠鸟", "confirmed"
FILES = {f"{CANARY} plan.txt": f"{CANARY}; ".encode() * 9_000}


def said(what: str) -> str:
    return f"{what}: {CANARY}, {what}."


def decided(tip: Told, amara: Reviewer, noor: Reviewer) -> str:
    """Rival explanations, two grades with their reasons, and one finding of two; returns where the tip stands."""
    rival = a_letter("amara", tip, Answer("rival", said("rival")), text=said("weighed"))
    assert writes(amara, tip, rival).status_code == 200
    for one in (amara, noor):
        assert grades(one, tip, reasons=said("reasons")).status_code == 200
    assert asks(amara, tip).status_code == 200
    assert agrees(noor, tip).status_code == 200
    return state_of(tip)


def everything_kept() -> Iterator[tuple[str, bytes]]:
    """Every row, as a program reads it that knows nothing of us, and every file with its name."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name of ours
            for row in cursor.fetchall():
                yield table, b"\0".join(_bytes(value) for value in row)
    for path in FOLDER.files.rglob("*"):
        yield "files", str(path).encode() + (path.read_bytes() if path.is_file() else b"")


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def secrets_of(*people: Person) -> dict[str, bytes]:
    """What everybody wrote, and each pair of words of the codes."""
    told = {"canary": CANARY, "finding": "the key book agree", **SUMMARY}
    pairs = {" ".join(two) for person in people for two in pairwise(person.code.split())}
    return {name: text.encode() for name, text in [*told.items(), *((two, two) for two in pairs)]}


def test_no_word_of_a_whole_procedure_stands_in_the_database_the_files_or_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    amara, noor = Reviewer("amara"), Reviewer("noor")
    tip = in_second_review(text=said("told"), files=FILES)
    kim = with_own_code(asked(tip))
    rosa = kim.lets_in().takes_a_code()
    rosa.answers(said("advice"), FILES)
    kim.answers(said("answer"), FILES)
    kim.goes_to("/reply/letters/")
    kim.goes("code", text=said("unsent"))

    assert decided(tip, amara, noor) == "confirmed"

    secrets = secrets_of(kim, rosa)
    kept = list(everything_kept())
    assert [(place, found) for place, content in kept if (found := found_in(content, secrets))] == []
    assert found_in(caplog.text.encode(), secrets) == set()
    assert any(CONTROL.encode() in content for _, content in kept)
    assert sum(place == "files" for place, _ in kept) > len(FILES) * 3
