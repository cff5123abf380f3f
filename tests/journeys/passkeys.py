"""A reviewer whose browser has a passkey in it: Chromium's own virtual authenticator."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from journeys.lines import RunningLine
from journeys.people import DESK, NOWHERE, Reviewer
from playwright.sync_api import Browser, expect
from programs import PATIENCE

KEEPS = """
window.workedOut = [];
for (const way of ["create", "get"]) {
  const before = navigator.credentials[way].bind(navigator.credentials);
  navigator.credentials[way] = async (options) => {
    const found = await before(options);
    const first = found.getClientExtensionResults().prf?.results?.first;
    if (first) window.workedOut.push(btoa(String.fromCharCode(...new Uint8Array(first))));
    return found;
  };
}
"""


@dataclass
class WithPasskeys(Reviewer):
    """At `localhost`, for a passkey belongs to a name and not to a number."""

    @property
    def desk(self) -> str:
        """Where the desk is."""
        return f"http://localhost:{self.line.port}/{self.language}/desk/"

    def signs_in(self) -> None:
        """With name and words."""
        self.types_name_and_words()
        expect(self.page.locator(".desk-top")).to_be_visible()

    def types_name_and_words(self) -> None:
        """Whatever comes of it."""
        self.page.goto(self.desk)
        self.page.locator("#id_name").fill(self.me["sign_in_name"])
        self.page.locator("#id_words").fill(self.me["passphrase"])
        self.presses_sign_in()

    def presses_sign_in(self) -> None:
        """The button of the form."""
        self.page.locator("form[data-sign-in] button[data-wakes]").click()

    def signs_out(self) -> None:
        """By the button at the top."""
        self.page.locator(".desk-top form[data-sign-out] button").click()
        expect(self.page.locator("#id_name")).to_be_visible()

    def touches(self) -> None:
        """Uses a passkey on the page that asks for keys."""
        self.page.locator("[data-use-passkey]:visible").click()

    def looks_at_security(self) -> None:
        """Without a reload, so that the keys stay."""
        self.page.locator(".desk-top nav a[href$='/security/']").click()
        expect(self.page.locator("#passkeys")).to_be_visible()

    def confirms(self, *, sure: bool = False) -> None:
        """Types the words once more."""
        dialog = self.page.locator("dialog[data-confirm]")
        dialog.locator("[data-words]").fill(self.me["passphrase"])
        if sure:
            dialog.locator("[data-sure] input").check()
        dialog.locator("button:not([type])").click()

    def adds_a_passkey(self, name: str = "Laptop") -> list[str]:
        """Returns the recovery codes that come with the first."""
        self.begins_to_add_a_passkey(name)
        return self._keeps_the_codes()

    def begins_to_add_a_passkey(self, name: str = "Laptop") -> None:
        """As far as the codes that come with the first."""
        self.looks_at_security()
        self.page.locator("#id_passkey").fill(name)
        self.page.locator("form[data-secured=passkey] button").click()
        self.confirms()

    def turns_on_an_app(self) -> bytes:
        """As far as the app is shown its secret, which is returned."""
        self.page.locator("form[data-secured=app] button").click()
        self.confirms()
        text = self.page.locator("[data-app-text]:not(:empty)").inner_text()
        return base64.b32decode(text.replace(" ", ""))

    def types_the_code(self, code: str) -> None:
        """What the app shows, where it is turned on."""
        self.page.locator("dialog[data-app] [data-code]").fill(code)
        self.page.locator("dialog[data-app] button:not([type])").click()

    def removes(self, which: str, *, sure: bool) -> None:
        """A passkey, or the app."""
        self.page.locator(f"form[action*='/{which}/'][action$='/remove/'] button").click()
        self.confirms(sure=sure)

    def has_keys(self) -> None:
        """Nothing asks for words any more, and the list is open."""
        expect(self.page.locator(".desk-top")).to_be_visible()
        expect(self.page.locator("[data-locked]")).to_be_hidden()

    def worked_out(self) -> list[bytes]:
        """What `prf` has given on this page."""
        found: list[str] = self.page.evaluate("window.workedOut")
        return [base64.b64decode(one) for one in found]

    def _keeps_the_codes(self) -> list[str]:
        self.page.locator("dialog[data-codes] li").first.wait_for()
        codes = self.page.locator("dialog[data-codes] li").all_inner_texts()
        self.page.locator("[data-kept]:visible").click()
        expect(self.page.locator("section[aria-labelledby=codes]")).to_be_visible()
        return codes


@contextmanager
def amara_with_passkeys(
    browser: Browser, line: RunningLine, language: str = "en", *, prf: bool = True
) -> Iterator[WithPasskeys]:
    """The authenticator knows its owner and is touched at once."""
    context = browser.new_context(
        viewport=DESK,  # type: ignore[arg-type]  # a size
        proxy={**NOWHERE, "bypass": "127.0.0.1,localhost"},  # type: ignore[arg-type]  # the same
    )
    context.set_default_timeout(PATIENCE)
    try:
        page = context.new_page()
        page.add_init_script(KEEPS)
        tools = context.new_cdp_session(page)
        tools.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasPrf": prf}
        known = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
        tools.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, **known}})
        yield WithPasskeys(page, line, language=language)
    finally:
        context.close()
