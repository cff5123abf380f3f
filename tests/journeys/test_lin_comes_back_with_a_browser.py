from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from journeys.coming_back import ComingBack, coming_back
from journeys.lines import RunningLine
from journeys.people import a_reviewer, a_tipster
from playwright.sync_api import Browser, expect

from fairwitness.office.clock import today

NUMBERS = count(1)
LANGUAGES = ("en", "zh-hans")
TOLD = {"en": "The scale of gate 6 weighs too little.", "zh-hans": "六号门的地磅少称。"}
ASKED = {"en": "Since when?", "zh-hans": "从什么时候开始的？"}
ADDED = {"en": "Since the spring.", "zh-hans": "从春天开始。"}
PUNISHED = {"en": "They are being punished for speaking up", "zh-hans": "对方因为反映问题受到报复"}
WRONG = {"en": "One of the twelve is not right", "zh-hans": "十二项中有一项不对"}
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\5\0\1\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82"
)


def a_story(language: str) -> str:
    """One that no other test has told this line."""
    return f"{TOLD[language]} ({next(NUMBERS)})"


def told(browser: Browser, line: RunningLine, text: str, language: str = "en") -> str:
    """A tip that came without JavaScript; returns its code."""
    with a_tipster(browser, line, language) as lin:
        lin.tells(text)
        return lin.code


def other(number: str) -> str:
    """The same with another last bit: of the checksum."""
    return f"{(int(number) - 1 ^ 1) + 1:04}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("desk", [False, True], ids=["phone", "desk"])
def test_lin_reads_answers_says_and_moves_and_the_desk_reads_all_of_it(
    browser: Browser, line: RunningLine, tmp_path: Path, language: str, *, desk: bool
) -> None:
    text, photo, plan = a_story(language), tmp_path / "门 photo.png", tmp_path / "plan.txt"
    photo.write_bytes(PNG)
    plan.write_text("the plan of gate 6")
    code = told(browser, line, text, language)

    with (
        coming_back(browser, line, code, language, desk=desk) as lin,
        a_reviewer(browser, line, language=language) as amara,
    ):
        amara.signs_in()
        amara.opens_the_tip_that_says(text)
        amara.answers(ASKED[language], [plan])
        lin.comes_back()
        received = lin.downloads(plan.name)
        lin.answers(ADDED[language], [photo])
        lin.says("retaliation", retaliation="夜班 again")
        lin.takes_a_new_code()
        lin.answers("From the new code.")
        amara.reloads()
        amara.reads("From the new code.")

        assert received == plan.read_bytes()
        assert amara.downloads(photo.name) == PNG
        assert lin.letters() == [text, ASKED[language], ADDED[language], "From the new code."]
        assert not lin.warned()
        assert not amara.warned()
        assert any(PUNISHED[language] in one and "夜班 again" in one for one in amara.shown("sealed-letter"))
        lin.comes_back()
        assert lin.letters()[-1] == "From the new code."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mailbox_that_a_browser_opened_was_never_opened_on_the_server(
    browser: Browser, line: RunningLine, language: str
) -> None:
    text = a_story(language)
    code = told(browser, line, text, language)
    never = {"en": "Was never opened on the server.", "zh-hans": "从未由服务器打开。"}

    with (
        coming_back(browser, line, code, language) as lin,
        a_reviewer(browser, line, language=language) as amara,
    ):
        lin.comes_back()
        amara.signs_in()
        amara.opens_the_tip_that_says(text)

        assert never[language] in amara.facts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_while_typing_the_page_tells_how_many_are_right_and_whether_they_fit(
    browser: Browser, line: RunningLine, language: str
) -> None:
    numbers = [one for one in told(browser, line, a_story(language), language).split() if one.isdigit()]
    fits = {"en": "All twelve, and they fit together.", "zh-hans": "十二项齐了，彼此相符。"}

    with coming_back(browser, line, "", language) as lin:
        lin.goes_to_the_mailbox()
        for typed, told_so_far in (
            (numbers[:5], "5"),
            ([*numbers[:11], other(numbers[11])], WRONG[language]),
            (numbers, fits[language]),
        ):
            lin.page.locator("#id_code").fill(" ".join(typed))
            expect(lin.page.locator("#code-so-far")).to_contain_text(told_so_far)
        lin.page.locator("input[type=checkbox]").check()

        assert lin.page.locator("input[type=password]").input_value() == " ".join(numbers)


def test_the_pad_types_without_asking_the_line(browser: Browser, line: RunningLine) -> None:
    numbers = "".join(filter(str.isdigit, told(browser, line, a_story("zh-hans"), "zh-hans")))

    with coming_back(browser, line, "", "zh-hans") as lin:
        lin.goes_to_the_mailbox()
        asked = list[str]()
        lin.page.on("request", lambda one: asked.append(one.url))
        for digit in numbers:
            lin.page.locator(f".pad button[value='{digit}']").click()
        during = list(asked)
        lin.goes_on()
        lin.is_inside()

        assert not during


def test_row_one_alone_still_shows_a_date(browser: Browser, line: RunningLine) -> None:
    row_one = " ".join(told(browser, line, a_story("en")).split()[:8])

    with coming_back(browser, line, "") as lin:
        lin.types(row_one)
        expect(lin.page.locator("h1")).to_have_text("Nothing new waits for you")


def test_a_code_that_opens_nothing_is_told_as_without_scripts(browser: Browser, line: RunningLine) -> None:
    numbers = ("0001 " * 11) + "0004"

    with coming_back(browser, line, "") as lin:
        lin.types(numbers)

        assert "This code opens nothing here." in lin.sent()
        assert lin.page.locator("#id_code").input_value() == numbers


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_taken_back_leaves_dates(browser: Browser, line: RunningLine, language: str) -> None:
    text = a_story(language)
    code = told(browser, line, text, language)

    with coming_back(browser, line, code, language) as lin:
        lin.comes_back()
        lin.withdraws()
        expect(lin.page.locator("main dl.facts")).to_be_visible()
        left = lin.reads()
        lin.types(code)
        expect(lin.page.locator("main dl.facts")).to_be_visible()

        assert lin.reads() == left
        assert left.count(str(today())) == 2
        assert text not in lin.page.content()


def test_signing_out_forgets_and_typed_words_survive_a_line_that_is_away(
    browser: Browser, line: RunningLine
) -> None:
    code = told(browser, line, a_story("en"))

    with coming_back(browser, line, code) as lin:
        lin.comes_back()
        lin.page.route("**/sealed/answer/", lambda route: route.abort())
        lin.fills_in(text="Since the spring.")
        lin.page.locator("form:not([data-out]) .on button").first.click()
        problem = lin.sent()
        kept = lin.filled_in("text")
        lin.page.unroute("**/sealed/answer/")
        lin.page.locator("form:not([data-out]) .on button").first.click()
        expect(lin.page.locator("[data-part=sent]")).to_be_visible()
        letters = lin.letters()
        lin.page.locator("form[data-out] button").click()
        lin.page.wait_for_url(f"{line.address}/en/")
        lin.page.go_back()

        assert "it stays the same letter" in problem
        assert kept == ["Since the spring."]
        assert letters[1:] == ["Since the spring."]
        assert "Since the spring." not in lin.page.content()
        expect(lin.page.locator("sealed-letter")).to_have_count(0)


def test_a_new_code_whose_answer_was_lost_is_said_to_stay_the_same_code(
    browser: Browser, line: RunningLine
) -> None:
    code = told(browser, line, a_story("en"))

    with coming_back(browser, line, code) as lin:
        lin.comes_back()
        lin.page.route("**/sealed/code/", lambda route: route.abort(), times=1)
        lin.opens("code")
        expect(lin.page.locator(".code .number").first).not_to_be_empty()
        lin.goes_on()

        assert "it stays the same code" in lin.sent()
        assert "letter" not in lin.sent()
        lin.goes_on()
        expect(lin.page.locator("[data-part=code]")).to_be_visible()


def test_a_script_that_does_not_load_when_it_is_needed_sends_nothing_either(
    browser: Browser, line: RunningLine
) -> None:
    code = told(browser, line, a_story("en"))

    with coming_back(browser, line, code) as lin:
        posted = list[str]()
        lin.page.on("request", lambda one: posted.append(one.url) if one.method == "POST" else None)
        lin.page.route("**/opening.js", lambda route: route.abort())
        lin.types(code)
        problem = lin.sent()

    assert "nothing was sent" in problem
    assert "send your code to this server" in problem
    assert posted == []


def test_a_script_that_does_not_load_sends_nothing_and_asks(browser: Browser, line: RunningLine) -> None:
    code = told(browser, line, a_story("en"))

    with coming_back(browser, line, code) as lin:
        posted = list[str]()
        lin.page.on("request", lambda one: posted.append(one.url) if one.method == "POST" else None)
        lin.page.route("**/entering.js", lambda route: route.abort())
        lin.page.goto(f"{line.address}/en/mailbox/")
        expect(lin.page.locator("[data-plain]")).to_be_visible()
        hidden = lin.page.locator("main form").is_hidden()
        before = list(posted)
        lin.page.locator("[data-plain]").click()
        lin.page.locator("#id_code").fill(code)
        lin.goes_on()
        expect(lin.page.locator("article.letter")).to_be_visible()

        assert hidden
        assert not before


def minutes_until(lin: ComingBack, seen: str) -> int:
    """How long somebody does nothing before this is seen."""
    for minutes in range(130):
        if lin.page.locator(seen).is_visible():
            return minutes
        lin.page.clock.run_for(60 * 1000)
    raise AssertionError(seen)


def test_an_hour_without_a_sign_of_life_closes_it_and_keeps_what_was_typed(
    browser: Browser, line: RunningLine
) -> None:
    code = told(browser, line, a_story("en"))

    with coming_back(browser, line, code) as lin:
        lin.page.clock.install()
        lin.types(code)
        for _ in range(20):
            lin.page.clock.run_for(200)
        lin.is_inside()
        lin.fills_in(text="Half a sentence")

        assert 54 <= minutes_until(lin, "[data-soon]") <= 56
        assert 4 <= minutes_until(lin, "h1:text-is('Your mailbox is closed')") <= 6

        expect(lin.page.locator("h1")).to_have_text("Your mailbox is closed")
        assert lin.page.locator("textarea").input_value() == "Half a sentence"
        expect(lin.page.locator("sealed-letter")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_of_a_draft_leads_back_into_telling_it(
    browser: Browser, line: RunningLine, tmp_path: Path, language: str
) -> None:
    text, photo = a_story(language), tmp_path / "门 photo.png"
    photo.write_bytes(PNG)
    with a_tipster(browser, line, language) as begun:
        begun.begins(kind=2)
        begun.fills_in(text=text, where="gate 6", known="saw")
        begun.goes_on()
        begun.chooses_files([photo])
        begun.goes_on()
        begun.fills_in(name="小林", exclude="coordinator")
        begun.keeps_it_for_later()

    with (
        coming_back(browser, line, begun.code, language) as lin,
        a_reviewer(browser, line, number=1, language=language) as noor,
    ):
        lin.types(lin.code)
        expect(lin.page.locator(".look")).to_be_visible()
        looked_at, code = lin.reads(), lin.page.locator(".code").inner_text()
        lin.goes_on()
        lin.is_at("sent")
        lin.comes_back()
        noor.signs_in()
        noor.opens_the_tip_that_says(text)

        assert code.split() == begun.code.split()
        assert not [one for one in (text, "gate 6", photo.name, "小林") if one not in looked_at]
        assert lin.letters() == [text]
        assert noor.downloads(photo.name) == PNG
        assert not noor.warned()
