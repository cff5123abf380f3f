"""What two readers sign before a tip leaves the line: Python and the desk's module refuse the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from js.asking import javascript

from fairwitness.crypto.encoding import b64, dumps, loads
from fairwitness.crypto.exports import Export, ExportError

COURT = Export(bytes(16), b64(b"\4" * 16), "court-order", ("files", "notes"), 2, b"\2" * 32)
OWN_COPY = replace(COURT, basis="tipster", consent=b"\3" * 32)


def raw(of: Export, **other: Any) -> bytes:
    told = loads(of.to_json()) | other
    return dumps({name: value for name, value in told.items() if value is not None})


@pytest.mark.parametrize("one", [COURT, OWN_COPY, replace(OWN_COPY, basis="authority")])
def test_what_one_writes_the_other_reads(one: Export) -> None:
    sent = one.to_json()

    (found,) = javascript(("exported", b64(sent)))

    assert found == b64(sent)
    assert Export.from_json(sent) == one


@pytest.mark.parametrize(
    "wrong",
    [
        raw(COURT, basis="curiosity"),
        raw(COURT, basis=""),
        raw(COURT, along=["files", "name"]),
        raw(COURT, along=["notes", "files"]),
        raw(COURT, along=["files", "files"]),
        raw(COURT, letters=0),
        raw(COURT, consent=b64(b"\3" * 32)),
        raw(OWN_COPY, consent=None),
        raw(OWN_COPY, basis="authority", consent=None),
        raw(COURT, more="x"),
    ],
)
def test_a_basis_that_nobody_knows_is_signed_by_nobody(wrong: bytes) -> None:
    (found,) = javascript(("exported", b64(wrong)))

    assert found == {"refused": "ExportError"}
    with pytest.raises(ExportError):
        Export.from_json(wrong)


def test_only_what_the_tipster_has_signed_asks_for_a_copy() -> None:
    def letter(name: str, **other: Any) -> dict[str, Any]:
        told = {"id": name, "day": "2026-11-24", "fromOffice": False, "warnings": []}
        return {**told, "letter": {"text": name, "answers": [], "files": []}, **other}

    letters = [
        letter("hers"),
        letter("empty", letter={"text": "", "answers": [], "files": []}),
        letter("a reader's", fromOffice=True, author="amara"),
        letter("a stranger's", warnings=["foreign"]),
        letter("redacted", redacted={"by": "amara", "on": "2026-11-24", "why": "others", "tier": "browser"}),
    ]

    seen = letter("written with a code that was seen")
    (found,) = javascript(
        ("wishes", {"letters": [seen, *letters], "hashes": [[one["id"], "h"] for one in letters]})
    )

    assert [one["text"] for one in found] == ["hers"]
