from __future__ import annotations

from command import fairwitness
from journeys.lines import ServedLine

from fairwitness.cli.verify import NOT_WHOLE


def test_a_line_that_was_started_is_compared_from_outside(real_line: ServedLine) -> None:
    compared = fairwitness("verify", real_line.address)

    assert (compared.code, compared.errors) == (NOT_WHOLE, "")
    said = compared.output.decode()
    assert "Every file that runs in a browser is the release's, however it is packed." in said
    assert "Not so" not in said
