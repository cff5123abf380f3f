from __future__ import annotations

from command import fairwitness
from journeys.lines import ServedLine


def test_a_line_that_was_started_is_compared_from_outside(real_line: ServedLine) -> None:
    compared = fairwitness("verify", "--client", real_line.address)

    assert (compared.code, compared.errors) == (0, "")
    assert "All of it is as in the release." in compared.output.decode()
