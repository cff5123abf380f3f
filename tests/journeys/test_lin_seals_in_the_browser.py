from __future__ import annotations

from itertools import count

import pytest
from journeys.lines import RunningLine
from journeys.people import DESK, PHONE, a_reviewer, a_sealing_tipster
from playwright.sync_api import Browser

NUMBERS = count(1)
TOLD = {"en": "The brake of lift 4 is tied up with wire.", "zh-hans": "四号电梯的刹车是用铁丝绑住的。"}
TIER = {"en": "Sealed in their browser", "zh-hans": "在对方的浏览器里加密封存"}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_lin_seals_it_and_amara_reads_it(
    browser: Browser, line: RunningLine, language: str, size: dict[str, int]
) -> None:
    told = f"{TOLD[language]} ({next(NUMBERS)})"

    with (
        a_sealing_tipster(browser, line, language, size) as lin,
        a_reviewer(browser, line, language=language) as amara,
    ):
        lin.tells(told)
        amara.signs_in()
        amara.opens_the_tip_that_says(told)

        assert TIER[language] in amara.facts()
        assert amara.warned() == []
