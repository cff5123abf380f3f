"""Every page that somebody can see, one after the other, each in the states that it has: walked once, looked at by many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from journeys.lines import RunningLine
from playwright.sync_api import Page

TOLD = {
    "en": "The emergency exit of hall 3 is chained at night.\nI saw it on three shifts.",
    "zh-hans": "三号车间的安全出口夜里用铁链锁着。\n我在三个夜班都看到过。",
}
WHERE = {"en": "Hall 3, since the spring", "zh-hans": "三号车间，从今年 3 月开始"}
FREED = 'document.querySelector(".held")?.remove();'  # the plain form, in a browser that runs scripts
CAPTCHA_FREE = "0001 " * 12  # twelve numbers that are no code


@dataclass
class Walk:
    """One person's way through the line; each step ends on a page and names it."""

    page: Page
    line: RunningLine
    language: str
    code: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """The pages as they are without the scripts that take them over; `returning` lets those of the mailbox in."""
        self.page.route(
            "**/start.js", lambda route: route.fulfill(body=FREED, content_type="text/javascript")
        )

    def returning(self) -> Iterator[str]:
        """The mailbox in a browser that opens it by itself, after a tip that came without one."""
        self._begins()
        self._fills(text=TOLD[self.language])
        self.goes_on()
        self.goes_to("tell/public/check/")
        self.code = self.page.locator(".code").inner_text()
        self.goes_on()
        self.page.unroute("**/start.js")
        self.goes_to("mailbox/")
        self.page.locator("#code-so-far").wait_for(state="attached")
        yield "enter"
        self._presses("#pad summary" if self.language == "en" else ".pad button")
        self.page.locator("#id_code").fill(CAPTCHA_FREE)
        yield "enter-checked"
        self.goes_on()
        self.page.locator("[data-problem]").wait_for()
        yield "enter-refused"
        self.page.locator("#id_code").fill(self.code)
        self.page.locator("main input[type=checkbox]").check()
        yield "enter-hidden"
        self.goes_on()
        self.page.locator("sealed-letter").first.wait_for(timeout=30_000)
        yield "letters"
        self._presses("form:not([data-out]) .on button")
        self.page.locator("[data-problem]").wait_for()
        yield "letters-refused"
        for slug in ("questions", "meeting", "retaliation"):
            self._presses(f".also a[href$='/{slug}/']")
            yield f"say-{slug}"
            self._presses(".steps a")
        self._presses(".also a[href$='/code/']")
        self.page.locator(".code .number:not(:empty)").first.wait_for()
        yield "code"
        self._presses(".steps a")
        self._presses(".also a[href$='/receipt/']")
        self.goes_on()
        self.page.locator("[data-receipt]:visible").wait_for()
        yield "receipt"
        self._presses(".steps a")
        self._presses(".also a[href$='/withdraw/']")
        yield "withdraw"
        self.goes_on()
        self.page.locator("main dl.facts").wait_for()
        yield "dates"

    def tipster(self) -> Iterator[str]:
        """From the first page to the mailbox and out of it again."""
        for part in (self._scope, self._screens, self._unfinished, self._mailbox, self._ends):
            for name in part():
                self.page.wait_for_load_state()
                yield name

    def others(self) -> Iterator[str]:
        """What needs no tip: the office's pages, an address that there is not, and the demo's doors."""
        for name, path in (
            ("about", "about/"),
            ("charter", "charter/"),
            ("check-receipt", "receipt/"),
            ("404", "nowhere/"),
            ("doors", "demo/"),
            ("thief", "demo/thief/"),
        ):
            self.goes_to(path)
            yield name
        self.page.locator("#id_sentence").fill("x")
        self._presses("main form button")
        yield "thief-refused"
        self.page.locator("#id_sentence").fill(TOLD[self.language].partition("\n")[0])
        self._presses("main form button")
        yield "thief-found-nothing"

    def desk(self) -> Iterator[str]:
        """A reviewer's pages, from signing in to an answer."""
        self.goes_to("desk/")
        yield "sign-in"
        reviewer = self.line.doors["reviewers"][0]
        self._presses("form[data-sign-in] button")
        self.page.locator("[data-problem]:visible").wait_for()
        yield "sign-in-refused"
        self._fills(name=reviewer["sign_in_name"])
        self.page.locator("#id_words").fill(reviewer["passphrase"])
        self._presses("form[data-sign-in] button")
        self.page.locator("sealed-summary").first.wait_for(timeout=30_000)
        yield "tips"
        self.page.locator("a.tip").first.click()
        self.page.locator("sealed-letter").first.wait_for()
        yield "tip"
        self.page.reload()
        self.page.locator("[data-locked]:visible").wait_for()
        yield "tip-locked"

    def goes_to(self, path: str) -> None:
        """Open a page of the language."""
        self.page.goto(f"{self.line.address}/{self.language}/{path}")

    def goes_on(self) -> None:
        """Press the page's own button."""
        self._presses("main .on button:not(.quiet)")

    def _scope(self) -> Iterator[str]:
        self.goes_to("")
        yield "home"
        self.goes_to("tell/public/yourself/")
        yield "yourself-before"
        self.goes_to("")
        self.page.locator("main a.button").first.click()
        yield "scope"
        self.goes_on()
        yield "scope-refused"
        for about, name in (("unsure", "which"), ("opinion", "aside"), ("harm", "kind-refused")):
            self.goes_to("tell/public/scope/")
            self.page.locator("input[name=about]").nth(ABOUT[about]).check()
            self.goes_on()
            yield name
        self.goes_to("tell/public/scope/harm/")
        self.page.locator("input[name=kind]").first.check()
        self.goes_on()

    def _screens(self) -> Iterator[str]:
        yield "story"
        self._fills(where="x" * 301)
        self.goes_on()
        yield "story-refused"
        self._fills(text=TOLD[self.language], where=WHERE[self.language])
        self.page.locator("input[name=known]").first.check()
        self._forgets_the_form()
        self.goes_on()
        yield "story-expired"
        self.goes_on()
        yield "files"
        self._attaches("photo.jpg", "出口 plan.pdf")
        yield "files-arrived"
        self.goes_to("tell/public/yourself/")
        yield "yourself"
        self.goes_on()
        yield "yourself-refused"
        self.goes_to("tell/public/you/")
        yield "you"
        for box in self.page.locator("input[name=exclude]").all():
            box.check()
        self.goes_on()
        yield "you-refused"
        self.page.locator("input[name=exclude]").first.uncheck()
        self._fills(guess=WHERE[self.language])
        self.goes_on()
        yield "check"
        self.code = self.page.locator(".code").inner_text()
        self.goes_to("tell/public/keep/")
        yield "keep"
        self.goes_to("tell/public/without/")
        yield "without"
        self.goes_to("tell/public/check/")
        self.goes_on()
        yield "sent"

    def _unfinished(self) -> Iterator[str]:
        """In the same browser after sending, and with nothing told; then a tip without a code."""
        self.page.context.clear_cookies()
        self._begins()
        self.goes_to("tell/public/check/")
        yield "check-incomplete"
        self.goes_to("tell/public/files/")
        self._attaches(*(f"{number}.jpg" for number in range(41)))
        yield "files-refused"
        self.goes_to("tell/public/story/")
        self._fills(text=TOLD[self.language])
        self._sends_in_another_tab()
        self.goes_on()
        yield "story-sent-before"
        self.goes_to("tell/public/sent/")
        yield "sent-without-a-code"
        self.page.context.clear_cookies()

    def _mailbox(self) -> Iterator[str]:
        self.goes_to("mailbox/")
        yield "enter"
        self._types(CAPTCHA_FREE)
        yield "enter-refused"
        self._presses("summary" if self.language == "en" else "button[value='1']")
        self.page.locator("button[name=press]").first.click()
        yield "enter-pad"
        self._types(" ".join(self.code.split()[:8]))
        yield "glance"
        self._types(self.code)
        yield "letters"
        self.page.locator("form[enctype] .on button").click()
        yield "letters-refused"
        self._attaches("photo.jpg", "出口 plan.pdf")
        yield "letters-with-files"
        self._fills(text=TOLD[self.language])
        self._presses(".also button[value=meeting]")
        self._fills(meeting=TOLD[self.language])
        self._presses(".steps button")
        yield "letters-with-unsent-words"
        for slug in ("questions", "meeting", "retaliation"):
            self.goes_to(f"mailbox/say/{slug}/")
            yield f"say-{slug}"
        self.goes_on()
        yield "say-refused"
        self.goes_to("mailbox/receipt/")
        yield "receipt-before"
        self.goes_on()
        yield "receipt"
        receipt = self.page.locator(".receipt").inner_text()
        for name, text in (("wrong", f"{receipt}."), ("holds", receipt)):
            self.goes_to("receipt/")
            self._fills(text=text)
            self.goes_on()
            yield f"receipt-{name}"
        for path in ("code", "withdraw"):
            self.goes_to(f"mailbox/{path}/")
            yield path

    def _ends(self) -> Iterator[str]:
        self.goes_to("mailbox/letters/")
        self._fills(text=TOLD[self.language])
        self.page.context.clear_cookies()
        self.page.locator("form[enctype] .on button").click()
        yield "closed-with-words"
        self.goes_to("mailbox/letters/")
        yield "closed"
        self.goes_to("mailbox/")
        self._forgets_the_form()
        self._presses("main .on button")
        yield "stale"
        self._types(self.code)
        self.goes_to("mailbox/withdraw/")
        self.goes_on()
        yield "destroyed"

    def _begins(self) -> None:
        self.goes_to("tell/public/scope/harm/")
        self.page.locator("input[name=kind]").first.check()
        self.goes_on()

    def _sends_in_another_tab(self) -> None:
        tab = self.page.context.new_page()
        other = Walk(tab, self.line, self.language)
        other.goes_to("tell/public/story/")
        other._fills(text=TOLD[self.language])
        other.goes_on()
        other.goes_to("tell/public/check/")
        other.goes_to("tell/public/without/")
        other.goes_on()
        # The tab stays: Chromium now and then never closes one that a form's answer is still coming to.

    def _types(self, code: str) -> None:
        self.goes_to("mailbox/")
        self._fills(code=code)
        self._presses("main .on button")

    def _fills(self, **fields: str) -> None:
        for name, text in fields.items():
            self.page.locator(f"[name={name}]").fill(text)

    def _attaches(self, *names: str) -> None:
        files = [{"name": name, "mimeType": "image/jpeg", "buffer": name.encode()} for name in names]
        self.page.locator("input[name=files]").set_input_files(files)  # type: ignore[arg-type]  # as Playwright takes them
        self._presses("button[name=add]")

    def _forgets_the_form(self) -> None:
        self.page.context.clear_cookies(name="form")

    def _presses(self, button: str) -> None:
        self.page.locator(button).first.click()


ABOUT = {"harm": 0, "opinion": 3, "unsure": 4}  # places of three of the five answers
