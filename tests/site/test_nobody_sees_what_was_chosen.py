from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from raw_http import Reply
from walker import Walker

from fairwitness.intake.scope import BRANCHES, Branch

if TYPE_CHECKING:
    from server import DemoLine

LANGUAGES = ("en", "zh-hans")
TAKEN = [answer for answer, branch in BRANCHES.items() if branch is Branch.STORY]
NOT_TAKEN = [answer for answer, branch in BRANCHES.items() if branch is not Branch.STORY]


def on_the_wire(reply: Reply) -> tuple[object, ...]:
    """All that somebody sees who sees sizes alone: of every header and of the body."""
    headers = sorted((name, len(value)) for name, value in reply.headers.items())
    cookies = sorted((name, len(value)) for name, value in reply.cookies.items())
    return reply.status, tuple(headers), tuple(cookies), len(reply.body)


def chosen(line: DemoLine, language: str, about: str, kind: str) -> tuple[object, ...]:
    """The answer to a choice, and the page that it leads to."""
    lin = Walker(line.port, language)
    answer = lin.chooses(about, kind)
    return on_the_wire(answer), on_the_wire(lin.follows())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_and_the_page_behind_it_has_one_size(demo_line: DemoLine, language: str) -> None:
    sizes = {chosen(demo_line, language, about, "retaliation") for about in BRANCHES}

    assert len(sizes) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kind_that_was_ticked_or_not_makes_no_difference(demo_line: DemoLine, language: str) -> None:
    kinds = ("", "retaliation", "breach-of-economic-law")

    sizes = {chosen(demo_line, language, about, kind) for about in NOT_TAKEN for kind in kinds}
    taken = chosen(demo_line, language, "harm", "corruption-fraud")

    assert sizes == {taken}


@pytest.mark.parametrize("about", BRANCHES)
def test_whoever_chooses_again_sees_the_same_sizes(demo_line: DemoLine, about: str) -> None:
    lin, other = Walker(demo_line.port), Walker(demo_line.port)
    lin.chooses("harm")
    other.chooses("harm")

    lin_again, other_again = lin.chooses("harm"), other.chooses(about)

    assert on_the_wire(lin_again) == on_the_wire(other_again)
    assert on_the_wire(lin.follows()) == on_the_wire(other.follows())


@pytest.mark.parametrize("about", NOT_TAKEN)
def test_whoever_is_turned_away_leaves_no_row_and_no_line_in_the_log(demo_line: DemoLine, about: str) -> None:
    rows, log = demo_line.rows(), demo_line.log.read_bytes()

    lin = Walker(demo_line.port)
    lin.chooses(about, "retaliation")
    lin.follows()

    assert demo_line.rows() == rows
    assert demo_line.log.read_bytes() == log


@pytest.mark.parametrize("about", TAKEN)
def test_what_is_taken_is_one_mailbox_and_one_draft(demo_line: DemoLine, about: str) -> None:
    rows = demo_line.rows()

    Walker(demo_line.port).chooses(about)

    more = {name: count - rows[name] for name, count in demo_line.rows().items() if count != rows[name]}
    assert more == {"sealed_mailbox": 1, "sealed_draft": 1}


def test_no_answer_is_an_address(demo_line: DemoLine) -> None:
    lin = Walker(demo_line.port)

    lin.goes_to("/tell/public/scope/?about=opinion&kind=retaliation")

    assert not [told for _, told in lin.page.tags if "checked" in told]
