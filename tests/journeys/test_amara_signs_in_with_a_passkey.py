from __future__ import annotations

import base64

import pytest
from journeys.canaries import secrets_of
from journeys.coming_back import everything_sent
from journeys.kept import SEEDS, Kept
from journeys.lines import RunningLine, ServedLine
from journeys.looking import Look
from journeys.passkeys import amara_with_passkeys
from journeys.people import a_tipster
from journeys.spellings import found_in
from playwright.sync_api import Browser, expect

from fairwitness.crypto.age import open_sealed
from fairwitness.crypto.codes import StaffPassphrase
from fairwitness.crypto.encoding import unb64
from fairwitness.crypto.passkeys import unlocked_by


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_one_touch_signs_in_and_opens_the_letters(
    browser: Browser, own_line: RunningLine, language: str
) -> None:
    with a_tipster(browser, own_line) as lin:
        lin.tells("The alarm of hall 3 is off.")
    with amara_with_passkeys(browser, own_line, language) as amara:
        amara.signs_in()
        amara.adds_a_passkey()
        amara.signs_out()

        amara.touches()

        amara.has_keys()
        amara.opens_the_tip_that_says("The alarm of hall 3 is off.")


def test_a_passkey_without_prf_signs_in_and_the_words_open_the_letters(
    browser: Browser, own_line: RunningLine
) -> None:
    with amara_with_passkeys(browser, own_line, prf=False) as amara:
        amara.signs_in()
        amara.adds_a_passkey()
        expect(amara.page.locator("main")).to_contain_text("signs in; letters need your words")
        amara.signs_out()

        amara.touches()
        expect(amara.page.locator("[data-problem]")).to_contain_text("This passkey opens no letters")
        amara.page.locator("#id_words").fill(amara.me["passphrase"])
        amara.presses_sign_in()

        amara.has_keys()


def test_whoever_has_only_a_passkey_is_asked_for_it_after_the_words(
    browser: Browser, own_line: RunningLine
) -> None:
    with amara_with_passkeys(browser, own_line) as amara:
        amara.signs_in()
        codes = amara.adds_a_passkey()
        amara.signs_out()

        amara.types_name_and_words()
        expect(amara.page.locator("[data-second-hint]")).to_contain_text("Now use your passkey")
        amara.page.locator("#id_code").fill(codes[0])
        amara.presses_sign_in()

        amara.has_keys()


def test_the_last_passkey_goes_only_when_she_is_sure(browser: Browser, own_line: RunningLine) -> None:
    with amara_with_passkeys(browser, own_line) as amara:
        amara.signs_in()
        amara.adds_a_passkey()

        amara.removes("passkeys", sure=False)
        expect(amara.page.locator("dialog[data-confirm]")).to_be_visible()
        amara.page.locator("[data-sure] input").check()
        amara.page.locator("form[data-confirmed] button:not([type])").click()

        expect(amara.page.locator("section[aria-labelledby=codes]")).to_have_count(0)
        amara.signs_out()
        amara.signs_in()


def test_words_seed_and_what_a_passkey_works_out_are_nowhere_on_the_wire_or_the_disk(
    browser: Browser, real_line: ServedLine
) -> None:
    sent, look = list[bytes](), Look(real_line)

    with amara_with_passkeys(browser, real_line) as amara:
        everything_sent(amara.page, sent)
        amara.signs_in()
        amara.adds_a_passkey()
        amara.signs_out()
        amara.touches()
        amara.has_keys()
        outputs = amara.worked_out()

    secrets = secrets_of(real_line, []) | seed_of(real_line)
    for number, output in enumerate(outputs):
        secrets |= {f"output {number}": output, f"as text {number}": base64.b64encode(output)}
        secrets |= {f"opens {number}": unlocked_by(output).reveal().encode()}
    secrets.pop("the end of it")
    shown = secrets.pop("signs in amara")
    assert len(outputs) >= 1
    assert found_in(b"\n\n".join(sent), secrets) == set()
    assert found_in(b"\n\n".join(sent), {"shown": shown}) == {"shown"}
    assert look.found({**secrets, "signs in amara": shown}) == set()


def test_without_the_module_the_form_sends_nothing(browser: Browser, line: RunningLine) -> None:
    sent = list[bytes]()

    with a_tipster(browser, line) as nobody:
        nobody.page.goto(f"{line.address}/en/desk/sign-in/")
        nobody.page.wait_for_load_state("networkidle")  # its icon comes last
        everything_sent(nobody.page, sent)
        nobody.page.locator("#id_name").fill("amara")
        nobody.page.locator("#id_words").fill("abandon ability able about zebra zero zone zoo")
        nobody.page.locator("#id_words").press("Enter")

        expect(nobody.page.locator("form[data-sign-in] button[data-wakes]")).to_be_disabled()
        assert sent == []


def seed_of(line: ServedLine) -> dict[str, bytes]:
    """The staff seed, which the words open."""
    ((sealed,),) = Kept(line).rows(SEEDS, "amara")
    words, line_id = (
        line.reviewers[0]["passphrase"],
        unb64((line.folder / "office" / "line.id").read_text().strip()),
    )
    unlock = StaffPassphrase.read(words).derive(line_id, "amara").unlock
    return {"seed": open_sealed(sealed, [unlock])}
