"""Every version of the charter, for programs: what was published, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from clock import Clock
from django.test import Client

from fairwitness.office import versions
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.models import Staff


@pytest.fixture
def line(office: OfficeFolder, clock: Clock) -> Iterator[OfficeFolder]:
    """With another site to leave to since today, and fewer days in a month; its charter is put back afterwards."""
    del clock
    before = office.charter.read_bytes()
    versions.take_up_file(office)
    values = deepcopy(versions.values_in_force(office))
    values["exit"] = "https://www.wikipedia.org/"
    values["deadlines"]["feedback_days"] = 60
    versions.publish(office, values, by=Staff.objects.first())
    yield office
    office.charter.write_bytes(before)
    for file in (office.data / "charter.toml", office.path / "charter.edited.toml"):
        file.unlink(missing_ok=True)


def told(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(client.get("/charter/history.json").content)["versions"]
    return found


@pytest.mark.usefixtures("line")
def test_each_version_says_its_days_what_it_changes_and_its_hash_once_it_counts(client: Client) -> None:
    first, second, third = told(client)

    assert [first["number"], second["number"], third["number"]] == [1, 2, 3]
    assert second["changes"] == [
        {"at": ["exit"], "before": "https://www.bing.com/", "after": "https://www.wikipedia.org/"}
    ]
    assert (second["at_once"], second["starts"]) == (True, str(today()))
    assert (third["at_once"], third["starts"]) == (False, str(today() + timedelta(days=30)))
    assert (third["hash"], third["withdrawn"]) == (None, None)
    assert sha256(client.get("/charter/2.toml").content).hexdigest() == second["hash"]
    assert client.get("/charter/2.toml").content == client.get("/charter.toml").content


@pytest.mark.usefixtures("line")
def test_who_published_it_is_not_said(client: Client) -> None:
    who = Staff.objects.first()

    assert who is not None
    assert who.id.encode() not in client.get("/charter/history.json").content
    assert set(told(client)[1]) == {
        "number",
        "published",
        "starts",
        "at_once",
        "withdrawn",
        "hash",
        "changes",
    }


@pytest.mark.usefixtures("line")
def test_one_that_waits_has_no_file_yet(client: Client) -> None:
    assert client.get("/charter/3.toml").status_code == 404
    assert client.get("/charter/4.toml").status_code == 404


def test_one_that_was_withdrawn_says_so_and_never_has_a_file(line: OfficeFolder, client: Client) -> None:
    who = Staff.objects.first()
    assert who is not None

    versions.withdraw(line, 3, by=who)

    assert told(client)[2]["withdrawn"] == str(today())
    assert client.get("/charter/3.toml").status_code == 404
