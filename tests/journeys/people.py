"""What people do on a line, in a real browser: named so that a journey reads as a story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from journeys.lines import RunningLine
from journeys.nodes import all_within, attribute, texts_in
from playwright.sync_api import Browser, Page, expect
from programs import PATIENCE

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
OPENING = ("", "Opening…", "正在打开……")
SEALED_HERE = {"en": "Sealed in your browser", "zh-hans": "在您的浏览器里加密封存"}
NOWHERE = {
    "server": "http://127.0.0.1:9",
    "bypass": "127.0.0.1",
}  # whoever asks for anything but the line gets no answer


@dataclass
class Tipster:
    """Somebody with a phone and no JavaScript. Walks by clicking; types what has a name in the form."""

    page: Page
    line: RunningLine
    language: str = "en"
    code: str = field(default="", repr=False)

    def tells(self, text: str, files: list[Path] | None = None, kind: int = 0, **more: str) -> None:
        """From the first page to the last in seven pages, with one sentence typed; the code is noted down."""
        self.begins(kind)
        self.fills_in(text=text, **more)
        self.goes_on()
        self.chooses_files(files or [])
        self.goes_on()
        self.goes_on()
        self.notes_the_code()
        self.sends()

    def begins(self, kind: int = 0, about: str = "harm") -> None:
        """The first page and the scope guide."""
        self.page.goto(f"{self.line.address}/{self.language}/")
        self.page.locator("main a.button").first.click()
        self.chooses(kind, about)
        self.goes_on()

    def chooses(self, kind: int = 0, about: str = "harm") -> None:
        """Tick two sentences of the scope guide."""
        self.page.locator(f"input[name=about][value={about}]").check()
        self.page.locator("input[name=kind]").nth(kind).check()

    def fills_in(self, **fields: str) -> None:
        """Type into boxes and lines, by their names; a choice is made by its place, a tick by its value."""
        for name, told in fields.items():
            boxes = self.page.locator(f"[name={name.replace('_', '-')}]")
            kind = boxes.first.get_attribute("type")
            if kind == "radio":
                boxes.nth(int(told)).check()
            elif kind == "checkbox":
                for value in told.split():
                    self.page.locator(f"[name={name}][value={value}]").check()
            else:
                boxes.fill(told)

    def filled_in(self, *names: str) -> list[str]:
        """What stands in boxes and lines."""
        return [self.page.locator(f"[name={name}]").input_value() for name in names]

    def chooses_files(self, files: list[Path]) -> None:
        """In the form that is shown."""
        if files:
            self.page.locator("input[name=files]").set_input_files(files)

    def goes_on(self) -> None:
        """Press the page's own button."""
        self.page.locator("main .on button:not(.quiet)").click()

    def goes_back(self) -> None:
        """Click on *Back*, above the heading."""
        self.page.locator("main .steps :is(a, button)").click()

    def hands_in(self, sealed: Path) -> None:
        """From the files' screen to the page beside it, and on to the last look."""
        self.turns_to_a_sealed_file()
        self.chooses_files([sealed])
        self.goes_on()
        self.is_at("check")

    def turns_to_a_sealed_file(self) -> None:
        """Press *I have sealed a file on another machine*."""
        self.page.locator("main button[value=yourself]").click()
        self.is_at("yourself")

    def keeps_it_for_later(self) -> None:
        """Press *Keep this for later*, and note the code."""
        self.page.locator("main button[name=keep]").click()
        self.notes_the_code()

    def sends(self) -> None:
        """From the last look to *sent*."""
        self.goes_on()
        expect(self.page).to_have_url(re.compile("/sent/$"))

    def sends_without_a_code(self) -> None:
        """*I can't keep a code*, and yes."""
        self.page.locator("main a[href$='/without/']").click()
        self.sends()

    def leaves(self) -> str:
        """Click on *Leave*. Returns where the browser was sent; nobody follows it there."""
        with self.page.expect_request(lambda asked: not asked.url.startswith(self.line.address)) as away:
            self.page.locator("a.leave").click()
        self.page.wait_for_url("chrome-error://**")
        return away.value.url

    def is_at(self, screen: str) -> None:
        """On this screen, by its address."""
        expect(self.page).to_have_url(re.compile(rf"/{screen}/(\?[\w=]+)?$"))

    def notes_the_code(self) -> None:
        """Copy what the page shows."""
        expect(self.page.locator(".code")).to_be_visible()
        self.code = self.page.locator(".code").inner_text()

    def types(self, code: str) -> None:
        """Type this where codes are typed."""
        self.page.goto(f"{self.line.address}/{self.language}/mailbox/")
        self.page.locator("textarea[name=code]").fill(code)
        self.goes_on()

    def presses(self, keys: Iterable[str]) -> None:
        """One button of the pad after the other."""
        for key in keys:
            self.page.locator(f"button[name=press][value='{key}']").click()

    def comes_back(self) -> None:
        """Type the code, and be in the mailbox."""
        self.types(self.code)
        self.is_at("mailbox/letters")

    def opens(self, place: str) -> None:
        """One of the links below the letters; where the server opened them, they are buttons."""
        button = f"button[value={place.rpartition('/')[2]}]"
        self.page.locator(f"main .also :is(a[href$='/{place}/'], {button})").click()

    def says(self, place: str, **answers: str) -> None:
        """One of the pages beside the letters: fill it in and send it."""
        self.opens(f"say/{place}")
        self.fills_in(**answers)
        self.goes_on()
        self.is_at("mailbox/letters")

    def takes_a_new_code(self) -> None:
        """Note the new one, and say so."""
        self.opens("code")
        self.notes_the_code()
        self.goes_on()
        self.is_at("mailbox/letters")

    def withdraws(self) -> None:
        """Take everything back."""
        self.opens("withdraw")
        self.goes_on()

    def reads(self) -> str:
        """All of the page."""
        return self.page.locator("main").inner_text()

    def letters(self) -> list[str]:
        """The words of every letter, in order."""
        return self.page.locator("article.letter p.text").all_inner_texts()

    def answers(self, text: str, files: list[Path] | None = None) -> None:
        """Write in the mailbox."""
        self.fills_in(text=text)
        self.chooses_files(files or [])
        self.page.locator("form[enctype] .on button").click()
        expect(self.page.locator("article.letter").last).to_contain_text(text)

    def downloads(self, name: str) -> bytes:
        """A file of one of the letters."""
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=name).click()
        return Path(download.value.path()).read_bytes()


class SealingTipster(Tipster):
    """Somebody whose browser seals: the same clicks, on the same screens."""

    def chooses(self, kind: int = 0, about: str = "harm") -> None:
        """Tick two sentences, once the page says that it seals here."""
        self.is_sealed_here()
        super().chooses(kind, about)

    def is_sealed_here(self) -> None:
        """The screen says which protection is in force."""
        expect(self.page.locator(".in-force")).to_contain_text(SEALED_HERE[self.language])


@dataclass
class Reviewer:
    """Somebody at the desk, whose keys are in the page's memory."""

    page: Page
    line: RunningLine
    number: int = 0
    language: str = "en"

    def signs_in(self) -> None:
        """With name and eight words; ends on the list."""
        self.page.goto(f"{self.line.address}/{self.language}/desk/")
        self.types_name_and_words()

    def types_name_and_words(self) -> None:
        """Where the door is open already."""
        self.page.locator("#id_name").fill(self.me["sign_in_name"])
        self._types_the_words()

    def reloads(self) -> None:
        """The page forgets its keys; type the words again, and be where one was."""
        self.page.reload()
        self.page.locator("[data-locked] a").click()
        self._types_the_words()

    @property
    def me(self) -> dict[str, str]:
        """Name and words."""
        mine: dict[str, str] = self.line.doors["reviewers"][self.number]
        return mine

    def _types_the_words(self) -> None:
        self.page.locator("#id_words").fill(self.me["passphrase"])
        self.page.locator("form[data-sign-in] button[data-wakes]").click()
        expect(self.page.locator(".desk-top")).to_be_visible()

    def opens_the_tip_that_says(self, text: str) -> None:
        """From the list, once everything in it is open and in its place; on a later page where it stands there."""
        beginning = text[:50]  # what a row shows of it
        self._turns_to(beginning)
        self.place_of("sealed-summary", beginning)
        self.settled("sealed-summary")
        sealed = next(
            attribute(node, "data-sealed")
            for node in self._nodes()
            if node["nodeName"] == "SEALED-SUMMARY" and beginning in " ".join(texts_in(node))
        )
        link = self.page.locator(f"a:has(> sealed-summary[data-sealed='{sealed}'])").first
        link.press("Enter")  # a click would meet another one where those above still grow
        self.reads(text)

    def _turns_to(self, text: str) -> None:
        """Page by page, where the list has more than one."""
        following = self.page.locator("nav.pages a[rel=next]")
        while following.count() and text not in " ".join(self.settled("sealed-summary")):
            before = self.page.url
            following.click()
            expect(self.page).not_to_have_url(before)

    def place_of(self, element: str, text: str) -> int:
        """Which of the elements shows this text."""
        for _ in range(600):
            for place, shown in enumerate(self.shown(element)):
                if text in shown:
                    return place
            self.page.wait_for_timeout(100)
        raise AssertionError(f"No {element} shows it: {self.shown(element)}")

    def reads(self, text: str) -> None:
        """A letter with these words, on the page of a tip."""
        self.place_of("sealed-letter", text)

    def shown(self, element: str) -> list[str]:
        """What each of the elements shows in its closed shadow root."""
        return [" ".join(texts_in(node)) for node in self._nodes() if node["nodeName"] == element.upper()]

    def warned(self) -> list[str]:
        """Every warning on the page, those in closed shadow roots as well."""
        warnings = [node for node in self._nodes() if attribute(node, "class") == "error"]
        return [" ".join(texts_in(node)) for node in warnings]

    def facts(self) -> str:
        """What the page says of a tip in the clear."""
        return self.page.locator("dl.facts").inner_text()

    def settled(self, element: str) -> list[str]:
        """The same, once everything is open and nothing changes any more."""
        before = list[str]()
        while before != (shown := self.shown(element)) or any(one in OPENING for one in shown):
            before = shown
            self.page.wait_for_timeout(100)
        return shown

    def answers(self, text: str, files: list[Path] | None = None) -> None:
        """Write, seal, send, and see it on the page."""
        self.page.locator("#id_text").fill(text)
        if files:
            self.page.locator("#id_files").set_input_files(files)
        self.page.locator("form[data-answer] button:not([type=button])").click()
        self.reads(text)

    def chooses_the_sentence(self, text: str) -> None:
        """Click on it where the letters are listed sentence by sentence."""
        self.place_of("sealed-sentences", text)
        found = [one for one in self._nodes() if one["nodeName"] == "LABEL" and text in texts_in(one)]
        self._clicks(found[0]["nodeId"])

    def crosses_out(self, text: str) -> None:
        """Click on it where everything of a letter is listed that can be redacted."""
        self.place_of("sealed-passages", text)
        found = [
            one
            for one in self._nodes()
            if one["nodeName"] == "LABEL" and any(text in said for said in texts_in(one))
        ]
        self._clicks(found[0]["nodeId"])

    def says_who_was_harmed(self, *whom: str) -> None:
        """Tick them."""
        for slug in whom:
            self.page.locator(f"form[data-mark] input[value={slug}]").check()

    def marks(self) -> None:
        """Press the button below both."""
        self.page.locator("form[data-mark] button").click()

    def downloads(self, name: str) -> bytes:
        """A file of one of the letters."""
        return self._saves(name)[1]

    def opens_with_her_own_key(self, name: str) -> tuple[str, bytes]:
        """A file that was sealed elsewhere: under which name it is saved, and what is in it."""
        return self._saves(self._own_key(name))

    def tries_with_her_own_key(self, name: str) -> None:
        """The same, where nothing comes of it."""
        self._clicks(self._labelled(self._own_key(name)))

    def _own_key(self, name: str) -> str:
        words = {"en": "Open with my key", "zh-hans": "用我的密钥打开"}
        return f"{words[self.language]}: {name}"

    def _labelled(self, label: str) -> int:
        found = next(node for node in self._nodes() if label in attribute(node, "aria-label"))
        number: int = found["nodeId"]
        return number

    def _saves(self, label: str) -> tuple[str, bytes]:
        with self.page.expect_download() as download:
            self._clicks(self._labelled(label))
        return download.value.suggested_filename, Path(download.value.path()).read_bytes()

    def _nodes(self) -> list[Any]:
        """Every node of the page, those in closed shadow roots as well."""
        self._tools = self.page.context.new_cdp_session(self.page)
        root = self._tools.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
        return list(all_within(root))

    def _clicks(self, node: int) -> None:
        self._tools.send("DOM.scrollIntoViewIfNeeded", {"nodeId": node})
        corners = self._tools.send("DOM.getBoxModel", {"nodeId": node})["model"]["content"]
        self.page.mouse.click(sum(corners[0::2]) / 4, sum(corners[1::2]) / 4)


@contextmanager
def a_reviewer(
    browser: Browser,
    line: RunningLine,
    number: int = 0,
    language: str = "en",
    size: dict[str, int] | None = None,
) -> Iterator[Reviewer]:
    """The first or second reviewer of the demo, in a browser of their own."""
    context = browser.new_context(
        viewport=size or DESK,  # type: ignore[arg-type]  # a size
        accept_downloads=True,
        proxy=NOWHERE,  # type: ignore[arg-type]  # the same
    )
    context.set_default_timeout(PATIENCE)
    try:
        yield Reviewer(context.new_page(), line, number, language)
    finally:
        context.close()


@contextmanager
def a_tipster(browser: Browser, line: RunningLine, language: str = "en") -> Iterator[Tipster]:
    """Opens a browser of their own, with JavaScript off; what the browser keeps is gone afterwards."""
    context = browser.new_context(
        java_script_enabled=False,
        viewport=PHONE,  # type: ignore[arg-type]  # a size
        accept_downloads=True,
        proxy=NOWHERE,  # type: ignore[arg-type]  # the same
    )
    context.set_default_timeout(PATIENCE)
    try:
        yield Tipster(context.new_page(), line, language)
    finally:
        context.close()


@contextmanager
def a_sealing_tipster(
    browser: Browser, line: RunningLine, language: str = "en", size: dict[str, int] | None = None
) -> Iterator[SealingTipster]:
    """Opens a browser of their own, as it comes: with JavaScript."""
    context = browser.new_context(
        viewport=size or PHONE,  # type: ignore[arg-type]  # a size
        accept_downloads=True,
        proxy=NOWHERE,  # type: ignore[arg-type]  # the same
    )
    context.set_default_timeout(PATIENCE)
    try:
        yield SealingTipster(context.new_page(), line, language)
    finally:
        context.close()
