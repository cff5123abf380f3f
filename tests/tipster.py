"""Somebody with a browser and no JavaScript. All clicking and typing of a tipster's is here, so that a page may change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import translation
from pages import Form, Page

from fairwitness.sealed.arriving import ENVIRON, Arrived, ArrivedFile, Kind, Problem

Files = Mapping[str, bytes]


class Tipster:
    """Tells, comes back, answers. `page` is what they see, `code` what they noted down."""

    def __init__(self, language: str = "en") -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.language = language
        self.code = ""
        self.response: Any = None
        self.page = Page("")

    @property
    def status(self) -> int:
        """Of the last answer."""
        return int(self.response.status_code)

    @property
    def where(self) -> str:
        """The address of the page, without its language."""
        return str(self.response.wsgi_request.path).removeprefix(f"/{self.language}")

    def goes_to(self, path: str) -> None:
        """Open a page of the language."""
        self._sees(self.client.get(f"/{self.language}{path}", follow=True))

    def chooses(self, about: str = "harm", kind: str = "retaliation", *, channel: str = "public") -> None:
        """Answer the scope guide."""
        self.goes_to(f"/tell/{channel}/scope/")
        self._posts(self.page.forms[0], {"about": about, "kind": kind})

    def writes(self, text: str, **answers: str | list[str]) -> None:
        """Fill in the page with the box, and go on."""
        self._posts(self.page.forms[-1], {"text": text, **answers})

    def attaches(self, files: Files) -> None:
        """Choose files, and send them while the page stays."""
        self._posts(self.page.forms[-1], {"add": "1"}, files)

    def sends(self, form: Form, files: Files | None = None, **answers: str | list[str]) -> None:
        """Send this very form, perhaps not for the first time."""
        self._posts(form, answers, files)

    def goes_on(self, **answers: str | list[str]) -> None:
        """Press the page's button, having filled in what is named."""
        self._posts(self.page.forms[-1], answers)

    def tells(
        self, text: str, files: Files | None = None, *, kind: str = "retaliation", channel: str = "public"
    ) -> None:
        """From the first screen to the last, with one sentence typed; the code is noted down."""
        self.chooses(kind=kind, channel=channel)
        self.writes(text)
        if files:
            self.attaches(files)
        self.goes_on()
        self.goes_on()
        if self.page.code:
            self.code = self.page.code
            self.goes_on()

    def comes_back(self, code: str | None = None) -> None:
        """Type a code where codes are typed."""
        self.goes_to("/mailbox/")
        self._posts(self.page.forms[0], {"code": self.code if code is None else code})

    def answers(self, text: str, files: Files | None = None) -> None:
        """Write in the open mailbox."""
        self._posts(self.page.forms[0], {"text": text}, files)

    def sends_letter(self, form: Form, text: str, files: Files | None = None) -> None:
        """Send this very form, perhaps not for the first time."""
        self._posts(form, {"text": text}, files)

    def leaves(self) -> None:
        """Press the button that ends the visit; where there are boxes, it is one of their form."""
        if "out" in self.page.ways:
            self.goes("out")
        else:
            self._posts(self.page.forms[-1], {})

    def goes(self, way: str, **typed: str) -> None:
        """Press a button that stands for a link, having typed in the boxes what is named."""
        (form,) = [form for form in self.page.forms if form.name == "words"]
        assert way in self.page.ways
        self._posts(form, {"go": way, **typed})

    def changes_the_language(self, **typed: str) -> None:
        """The same by the other language's button."""
        (button,) = [told for _, told in self.page.tags if told.get("value") == "here"]
        (form,) = [form for form in self.page.forms if form.name == "words"]
        self.language = "zh-hans" if self.language == "en" else "en"
        self._posts(replace(form, action=button["formaction"]), {"go": "here", **typed})

    def downloads(self, number: int = 0) -> bytes:
        """One of the files that the page lists."""
        links = [link for link in self.page.links() if "/mailbox/files/" in link]
        return self.client.get(links[number]).getvalue()

    def takes_over_cookies(self, other: Tipster) -> None:
        """Use what another browser carries."""
        self.client.cookies = other.client.cookies

    def _posts(self, form: Form, written: Mapping[str, str | list[str]], files: Files | None = None) -> None:
        came = self._arrived(form.action, files or {})
        environ: Any = {ENVIRON: came}
        self._sees(self.client.post(form.action, {**form.hidden, **written}, follow=True, **environ))
        for file in came.files:
            if not file.claimed:
                file.incoming.discard()

    def _arrived(self, path: str, files: Files) -> Arrived:
        """What the front does with files, before the view runs: ask its plan, and seal them as it says."""
        if not files:
            return Arrived()
        with translation.override(self.language):
            view = resolve(path).func
        request = RequestFactory().post(path)
        request.COOKIES = {name: cookie.value for name, cookie in self.client.cookies.items()}
        plan = view.takes_files(request)  # type: ignore[attr-defined]  # set by its decorator
        if plan.begin is None:
            return Arrived(problems=[Problem(Kind.NOWHERE_TO_GO, {"name": name}) for name in files])
        kept, problems = [], []
        for name, content in files.items():
            incoming = plan.begin()
            incoming.write(content)
            file = ArrivedFile(incoming, incoming.finish(), name, "text/plain")
            kept.append(file)
            problems.append(plan.each(file) if plan.each else None)
        return Arrived(files=kept, problems=[problem for problem in problems if problem])

    def _sees(self, response: Any) -> None:
        self.response = response
        shown = isinstance(response, HttpResponse) and response.status_code != HTTPStatus.NO_CONTENT
        self.page = Page(response.content.decode()) if shown else Page("")
