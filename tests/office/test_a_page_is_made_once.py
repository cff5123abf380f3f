from __future__ import annotations

from collections.abc import Iterator

import pytest
from offices import change
from pages import Page
from tipster import Tipster

from fairwitness.office.folder import OfficeFolder

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def changed(office: OfficeFolder) -> Iterator[None]:
    """While the first page is kept, the charter is edited; afterwards it stands as before."""
    for language in ("en", "zh-hans"):
        Tipster(language).goes_to("/")
    before = office.charter.read_text("utf-8")
    change(office.charter, "For our workers", "For everybody who works here")
    yield
    office.charter.write_text(before, "utf-8")


def first_page(language: str) -> Page:
    lin = Tipster(language)
    lin.goes_to("/")
    return lin.page


def test_each_language_has_its_own_page_also_the_second_time() -> None:
    seen = [first_page(language).text for language in ("en", "zh-hans", "en", "zh-hans")]

    assert seen[:2] == seen[2:]
    assert "For our workers" in seen[0]
    assert "面向职工" in seen[1]


@pytest.mark.usefixtures("changed")
def test_an_edited_charter_is_on_the_first_page_at_once() -> None:
    assert "For everybody who works here" in first_page("en").text
    assert "面向职工" in first_page("zh-hans").text


def test_the_page_that_everybody_shares_sets_no_cookie_and_holds_no_token() -> None:
    lin = Tipster()
    lin.goes_to("/")

    assert not lin.client.cookies
    assert "csrf" not in lin.response.content.decode()
