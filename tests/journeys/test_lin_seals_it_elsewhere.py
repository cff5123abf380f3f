from __future__ import annotations

from pathlib import Path

import pytest
from command import fairwitness
from journeys.lines import RunningLine
from journeys.people import a_reviewer, a_tipster
from playwright.sync_api import Browser

from fairwitness.crypto.age import seal
from fairwitness.crypto.recipients import HybridIdentity


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("options", [(), ("-a",)])
def test_lin_hands_in_what_no_server_can_open_and_amara_opens_it(
    browser: Browser, line: RunningLine, tmp_path: Path, language: str, options: tuple[str, ...]
) -> None:
    document, readers = tmp_path / "report.pdf", tmp_path / "recipients.txt"
    sealed = tmp_path / f"report {language}{len(options)}.pdf.age"
    document.write_bytes(b"%PDF what only the readers may see" * 10_000)

    with a_tipster(browser, line, language) as lin, a_reviewer(browser, line, language=language) as amara:
        lin.begins()
        lin.turns_to_a_sealed_file()
        with lin.page.expect_download() as download:
            lin.page.locator("main a[href$='/recipients.txt']").click()
        readers.write_bytes(Path(download.value.path()).read_bytes())
        fairwitness("seal", *options, "-R", readers, "-o", sealed, document)
        lin.page.go_back()
        lin.hands_in(sealed)
        lin.notes_the_code()
        lin.sends()
        amara.signs_in()
        amara.opens_the_tip_that_says(sealed.name)

        assert amara.downloads(sealed.name) == sealed.read_bytes()
        assert amara.opens_with_her_own_key(sealed.name) == (
            sealed.name.removesuffix(".age"),
            document.read_bytes(),
        )


def test_amara_is_told_that_it_was_sealed_to_others(
    browser: Browser, line: RunningLine, tmp_path: Path
) -> None:
    """As many keys as there are readers, and none of them hers: nobody can see that from outside."""
    sealed = tmp_path / "for nobody.age"
    sealed.write_bytes(seal(b"a plan", [HybridIdentity.generate().recipient for _ in range(2)]))

    with a_tipster(browser, line) as lin, a_reviewer(browser, line) as amara:
        lin.begins()
        lin.hands_in(sealed)
        lin.notes_the_code()
        lin.sends()
        amara.signs_in()
        amara.opens_the_tip_that_says(sealed.name)
        amara.tries_with_her_own_key(sealed.name)

        amara.reads("Your key does not open it")
