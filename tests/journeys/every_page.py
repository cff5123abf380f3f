"""Every page that somebody can see, one after the other, each in the states that it has: walked once, looked at by many."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count

from journeys.asking import asks_to_pass_it_on
from journeys.lines import RunningLine, run_fairwitness
from journeys.office_pages import pages_of_the_office
from journeys.people import a_reviewer
from playwright.sync_api import Page

TOLD = {
    "en": "The emergency exit of hall 3 is chained at night.\nI saw it on three shifts.",
    "zh-hans": "三号车间的安全出口夜里用铁链锁着。\n我在三个夜班都看到过。",
}
WHERE = {"en": "Hall 3, since the spring", "zh-hans": "三号车间，从今年 3 月开始"}
FREED = 'document.querySelector(".held")?.remove();'  # the plain form, in a browser that runs scripts
OPEN = "input:is([value*=' received'], [value*=' acknowledged'], [value*=' scope-check'])"  # can be closed as out of scope
NUMBERS = count(1)
DAMAGE = """UPDATE sealed_draft SET sealed = CAST(substr(sealed, 1, length(sealed) - 4) || x'00000000' AS BLOB)
    WHERE rowid = (SELECT max(rowid) FROM sealed_draft WHERE NOT code_shown)"""
CAPTCHA_FREE = "0001 " * 12  # twelve numbers that are no code


@dataclass
class Walk:
    """One person's way through the line; each step ends on a page and names it."""

    page: Page
    line: RunningLine
    language: str
    code: str = field(default="", repr=False)
    number: int = field(default_factory=partial(next, NUMBERS))
    locked: str = ""  # the address of a tip that nobody is handed

    def __post_init__(self) -> None:
        """The pages as they are without the scripts that take them over; `returning` lets those of the mailbox in."""
        self.page.route(
            "**/start.js", lambda route: route.fulfill(body=FREED, content_type="text/javascript")
        )

    @property
    def story(self) -> str:
        """What is told, and by nobody else on this line."""
        return f"({self.number}) {TOLD[self.language]}"

    def returning(self) -> Iterator[str]:
        """The mailbox in a browser that opens it by itself, after a tip that came without one."""
        self._begins()
        self._fills(text=self.story)
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
        yield from self._asked_here()
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

    def _asked_here(self) -> Iterator[str]:
        self._is_asked()
        self.goes_to("mailbox/")
        self.page.locator("#id_code").fill(self.code)
        self.goes_on()
        self.page.locator("main section a[href$='/pass-on/']:visible").wait_for(timeout=30_000)
        yield "letters-asked"
        self._presses("main section a[href$='/pass-on/']:visible")
        yield "pass-on"
        self._presses("button[value^='labour-inspectorate '][value$=yes]")
        self.page.locator("[data-part=sent]:visible").wait_for()
        yield "letters-answered"

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
            ("compare", "compare/"),
            ("concerned-person", "concerned/"),
            ("check-receipt", "receipt/"),
            ("numbers", "numbers/"),
            ("reply", "reply/"),
            ("reply-closed", "reply/letters/"),
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
        yield from self._joining()
        self.goes_to("desk/")
        yield "sign-in"
        reviewer = self.line.doors["reviewers"][0]
        self._presses("form[data-sign-in] button[data-wakes]")
        self.page.locator("[data-problem]:visible").wait_for()
        yield "sign-in-refused"
        self._fills(name=reviewer["sign_in_name"])
        self.page.locator("#id_words").fill(reviewer["passphrase"])
        self._presses("form[data-sign-in] button[data-wakes]")
        self.page.locator("sealed-summary").first.wait_for(timeout=30_000)
        yield "tips"
        yield from self._signing_in(reviewer["passphrase"])
        yield from self._one_tip()
        self._presses(".desk-top nav a:first-child")
        self.page.locator("#chosen").wait_for()
        yield from self._records()
        yield from self._closing()
        for name, path in (("returned", "desk/returned/"), ("later", "desk/later/"), ("locked", self.locked)):
            self.goes_to(path)
            yield name
        yield from self._told()
        self.goes_to("desk/")
        self.page.locator("a.tip").first.click()
        self.page.reload()
        self.page.locator("[data-locked]:visible").wait_for()
        yield "tip-locked"
        yield from self._looks_at_the_text()

    def _records(self) -> Iterator[str]:
        """Somebody calls, and it is written down."""
        with self._without_a_way_in():
            self._presses("main a[href$='/record/']")
            self.page.wait_for_url("**/record/")
            self.page.locator("main p.note:not([hidden])").wait_for()
            yield "record-begin"
        self._presses(".desk-top nav a:first-child")
        self.page.locator("#chosen").wait_for()
        self._presses("main a[href*='/record/']")
        guide = self.page.locator("[data-guide]")
        guide.wait_for()
        yield "record"
        self._presses("[data-guide] .on button")
        self.page.locator("[data-guide] [data-problem]:visible").wait_for()
        yield "record-refused"
        guide.locator("input[name=about]").nth(ABOUT["unsure"]).check()
        self._presses("[data-guide] .on button")
        self.page.locator("[data-part=which]:visible").wait_for()
        yield "record-which"
        guide.locator("input[name=about]").nth(ABOUT["opinion"]).check()
        self._presses("[data-guide] .on button")
        self.page.locator("[data-step=aside]:visible").wait_for()
        yield "record-aside"
        self._presses("[data-preset=harm]")
        guide.locator("input[name=kind]:visible").first.check()
        self._presses("[data-guide] .on button")
        form = self.page.locator("form[data-record-form]")
        form.locator("input[name=consent][value=recording]").check()
        form.locator("[data-with-consent]:visible").wait_for()
        yield "record-form"
        form.locator(".on button:not([type])").click()
        form.locator("[data-problem]:visible").wait_for()
        yield "record-form-refused"
        form.locator("input[name=way]").first.check()
        form.locator("#id_text").fill(self.story)
        form.locator(".on button:not([type])").click()
        self.page.locator(".code .number:not(:empty)").first.wait_for()
        self.code = self.page.locator("[data-printed] .code").inner_text()
        yield "record-paper"
        self._presses("[data-handed-over]")
        self.page.locator("#chosen").wait_for()
        yield "tips-recorded"

    def _looks_at_the_text(self) -> Iterator[str]:
        """Whoever called comes with the code that was handed over, and then with one of their own: without scripts first."""
        self._types(self.code)
        yield "letters-recorded"
        self.goes_to("mailbox/written-down/")
        yield "written-down-seen"
        self.goes_to("mailbox/code/")
        self.code = self.page.locator(".code").inner_text()
        self.goes_on()
        self.goes_to("mailbox/written-down/")
        yield "written-down"
        self._presses("button[name=correct]")
        self.page.locator("#corrected-error").wait_for()
        yield "written-down-refused"
        self._fills(corrected=f"{self.story}\n{WHERE[self.language]}")
        self._presses("button[name=correct]")
        yield "letters-corrected"
        self.page.unroute("**/start.js")
        self.goes_to("mailbox/")
        self.page.locator("#code-so-far").wait_for(state="attached")
        self.page.locator("#id_code").fill(self.code)
        self.goes_on()
        self.page.locator("[data-part=written-down]:visible").wait_for(timeout=30_000)
        yield "letters-recorded-here"
        self._presses("[data-part=written-down] a[href$='/written-down/']")
        self.page.locator("[data-part=own]:visible").wait_for()
        yield "written-down-here"
        self._presses("button[name=correct]:visible")
        self.page.locator("[data-problem]").first.wait_for()
        yield "written-down-here-refused"
        self._presses("button[name=agree]:visible")
        self.page.locator("[data-part=is-agreed]:visible").first.wait_for()
        yield "letters-agreed"

    def office(self) -> Iterator[str]:
        """The pages of whoever runs the line."""
        yield from pages_of_the_office(self)

    def _joining(self) -> Iterator[str]:
        """How somebody new makes their keys."""
        self.goes_to("desk/join/#ines/an-invitation")
        yield "join"
        self._presses("[data-make]")
        self.page.locator("[data-words] li").first.wait_for()
        yield "join-words"
        self._presses("[data-written]")
        self._presses("[data-step=again] button:not([type])")
        self.page.locator("[data-problem]:visible").wait_for()
        yield "join-refused"
        self.page.goto("about:blank")  # another address after the # alone would load nothing
        self.page.goto(f"{self.line.address}/{self.language}/desk/join/#{self._invitation()}")
        self._presses("[data-make]")
        words = " ".join(self.page.locator("[data-words] li").all_inner_texts())
        self._presses("[data-written]")
        self.page.locator("#id_again").fill(" ".join(re.findall(r"[a-z]+", words)))
        self._presses("[data-step=again] button:not([type])")
        self.page.locator("[data-fingerprint]:not(:empty)").wait_for()
        yield "join-done"

    def _invitation(self) -> str:
        """Of somebody whom nobody else has invited: what stands behind the # of the address."""
        folder = str(self.line.folder / "office")
        name = f"nadia-{self.number}-{self.language[:2]}"
        told = run_fairwitness(
            "keys", "invite", name, "--channel", "public", "--role", "board", "--dir", folder
        )
        return told.partition("/desk/join/#")[2].split()[0]

    @contextmanager
    def _without_a_way_in(self) -> Iterator[None]:
        """As for a reader whose ways in are closed."""
        self._asks_the_database("UPDATE office_channel SET open = 0")
        try:
            yield
        finally:
            self._asks_the_database("UPDATE office_channel SET open = 1")

    def _one_tip(self) -> Iterator[str]:
        """A tip's page, and what it asks."""
        self.page.locator("a.tip").first.click()
        self.page.locator("sealed-letter").first.wait_for()
        yield "tip"
        self.page.locator(".alleged summary").press(
            "Enter"
        )  # a click would miss it while letters above still grow
        self._presses("form[data-allegation] button:not([type])")
        self.page.locator("form[data-allegation] [data-problem]:visible").wait_for()
        yield "tip-alleging"
        self._presses("form[data-answer] [data-show-preview]")
        self.page.locator("form[data-answer] [data-problem]").wait_for()
        yield "tip-refused"
        yield from self._people()
        self._presses("main a[href$='/export/']")
        self.page.locator(".onward").first.wait_for(state="detached")
        yield "export"
        self._presses("main > p > a[href$='/']:not([href*='export']):visible")
        self._presses("main a[href$='/decision/']")
        self.page.locator("main > details summary").press("Enter")
        self.page.locator("[data-editor] button").first.press("Enter")
        self.page.locator("[data-editor] fieldset").wait_for()
        yield "decision"
        self._presses("main a[href$='/knowing/']")
        self.page.locator("h2").nth(2).wait_for()
        yield "knowing"
        self._presses("main > p > a[href$='/decision/']")
        self.page.locator("main > details summary").wait_for()
        self._presses("main > p > a[href*='/tips/']:not([href$='/knowing/']):visible")
        self._presses("main .onward a[href*='/letters/']")
        self.page.locator("form[data-redact]").wait_for()
        yield "redact"

    def _told(self) -> Iterator[str]:
        """What is mailed that something waits."""
        self.goes_to("desk/notifications/")
        yield "notifications"
        self._presses("main button[value=open]")
        self.page.locator("main code").wait_for()
        yield "notifications-calendar"
        self.page.locator("#id_how_fixed").check()
        self._presses("main form[action$='/notifications/'] button")
        self.page.locator("main div.problem").wait_for()
        yield "notifications-refused"

    def _people(self) -> Iterator[str]:
        """What is asked before somebody leaves a tip."""
        for name, link in (("take-off", "*='/off/'"), ("concerned", "$='/concerned/'")):
            self._presses(".people summary")
            if name == "take-off":
                yield "tip-people"
            self._presses(f".people a[href{link}]")
            self.page.locator("button.grave").wait_for()
            yield name
            self._presses("main .on a.quiet")
            self.page.locator(".people").wait_for()

    def _signing_in(self, words: str) -> Iterator[str]:
        """How one signs in, the desk while it is locked, and back to the list."""
        self._presses(".desk-top nav a[href$='/security/']")
        self.page.locator("#passkeys").wait_for()
        yield "security"
        self._presses("form[data-secured=app] button")
        self.page.locator("dialog[data-confirm][open]").wait_for()
        yield "security-words"
        self.page.locator("#confirm_words").fill(words)
        self._presses("form[data-confirmed] button:not([type])")
        self.page.locator("dialog[data-app] svg").wait_for()
        yield "security-app"
        self._presses("dialog[data-app] [data-close]")
        self._presses("[data-lock]")
        self.page.locator("dialog[data-cover][open]").wait_for()
        yield "desk-locked"
        self.page.locator("#cover_words").fill(words)
        self._presses("dialog[data-cover] button[data-wakes]")
        self.page.locator("dialog[data-cover]").wait_for(state="hidden")
        self._presses(".desk-top nav a:first-child")
        self.page.locator("sealed-summary").first.wait_for(timeout=30_000)

    def _closing(self) -> Iterator[str]:
        """One tip is taken in hand and asked about, and in the end it is locked."""
        self._presses("#chosen button[value=insufficient]")
        self.page.locator("main div.problem").wait_for()
        yield "tips-nothing-ticked"
        last = self.page.locator(f"li.ticked:has({OPEN})").last
        self.locked = f"desk/tips/{last.locator('input').get_attribute('value').split()[0]}/"  # type: ignore[union-attr]  # each box has one
        last.locator("input").check()
        self._presses("#chosen button[value=take]")
        self.page.locator("main [role=status].note").last.wait_for()
        yield "done"
        self.page.locator("main ul.tips a").first.click()
        self.page.locator(".people").wait_for()  # the list has such a button too
        self._presses("main button[value=out-of-scope]")
        self.page.locator("button[name=sure]").wait_for()
        yield "close"
        self._presses("button[name=back]")
        self.page.locator("#chosen").wait_for()  # what was taken in hand may stand on a later page now
        self.goes_to(f"{self.locked}passing-on/")
        yield "passing-on"
        self.goes_to(f"{self.locked}hearing/")
        yield "hearing"
        self.goes_to(f"{self.locked}name/")
        yield "name"
        self.goes_to(f"{self.locked}export/")
        yield "export"
        self.page.locator("main > p:not([data-locked]) > a").first.click()
        self._presses("main a[href$='/protected/']")
        self.page.locator("button.grave").wait_for()
        yield "protected"
        self._presses("button.grave")
        self.page.locator("main .problem[role=alert]:visible").wait_for()
        yield "protected-without-keys"
        self.page.locator("[data-locked] a").click()
        self.page.locator("#id_words").fill(self.line.doors["reviewers"][0]["passphrase"])
        self._presses("form[data-sign-in] button[data-wakes]")
        self._presses("button.grave")
        self.page.locator("#chosen").wait_for()
        yield "tips-locked"

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
        self._fills(text=self.story, where=WHERE[self.language])
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
        self.goes_to("tell/public/story/")
        self._fills(text=TOLD[self.language])
        self._damages_the_draft()
        self.goes_on()
        yield "damaged"
        self.goes_on()
        self._begins()
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
        self._is_asked()
        self.goes_to("mailbox/letters/")
        yield "letters-asked"
        self._presses("main section button")
        yield "pass-on"
        self._fills(**{"pass-on": "x" * 5001})
        self._presses("button[name=said]")
        yield "pass-on-refused"
        self._fills(**{"pass-on": TOLD[self.language]})
        self._presses("button[name=said]")
        yield "letters-answered"
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

    def _is_asked(self) -> None:
        """By a reader of this tip: may it be passed on?"""
        browser = self.page.context.browser
        assert browser is not None
        with a_reviewer(browser, self.line) as amara:
            amara.signs_in()
            amara.opens_the_tip_that_says(self.story.partition("\n")[0])
            asks_to_pass_it_on(amara, "labour-inspectorate", TOLD[self.language])

    def _begins(self) -> None:
        self.goes_to("tell/public/scope/harm/")
        self.page.locator("input[name=kind]").first.check()
        self.goes_on()

    def _damages_the_draft(self) -> None:
        """The one whose code was not shown, on a disk that fails."""
        self._asks_the_database(DAMAGE)

    def _asks_the_database(self, statement: str) -> None:
        with (
            closing(sqlite3.connect(self.line.folder / "office" / "data" / "line.sqlite3")) as database,
            database,
        ):
            database.execute(statement)

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
