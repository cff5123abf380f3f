"""Somebody with a browser and no JavaScript. All clicking and typing of a tipster's is here, so that a page may change."""

from __future__ import annotations

from collections.abc import Mapping
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

    def begins(self, channel: str = "public") -> Form:
        """Open the form, and return it: it can be sent later, and more than once."""
        self.goes_to(f"/tell/{channel}/")
        return self.page.forms[0]

    def sends(self, form: Form, text: str, files: Files | None = None, *, kind: str = "retaliation") -> None:
        """Fill in the form and send it."""
        self._posts(form, {"kind": kind, "text": text}, files)
        if self.page.code:
            self.code = self.page.code

    def tells(self, text: str, files: Files | None = None, *, channel: str = "public") -> None:
        """From the form to the code, which is noted down."""
        self.sends(self.begins(channel), text, files)

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
        """Press the button that ends the visit."""
        self._posts(self.page.forms[-1], {})

    def downloads(self, number: int = 0) -> bytes:
        """One of the files that the page lists."""
        links = [link for link in self.page.links() if "/mailbox/files/" in link]
        return self.client.get(links[number]).getvalue()

    def takes_over_cookies(self, other: Tipster) -> None:
        """Use what another browser carries."""
        self.client.cookies = other.client.cookies

    def _posts(self, form: Form, written: Mapping[str, str], files: Files | None = None) -> None:
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
        begin = view.takes_files(request).begin  # type: ignore[attr-defined]  # set by its decorator
        if begin is None:
            return Arrived(problems=[Problem(Kind.NOWHERE_TO_GO, {"name": name}) for name in files])
        kept = []
        for name, content in files.items():
            incoming = begin()
            incoming.write(content)
            kept.append(ArrivedFile(incoming, incoming.finish(), name, "text/plain"))
        return Arrived(files=kept)

    def _sees(self, response: Any) -> None:
        self.response = response
        shown = isinstance(response, HttpResponse) and response.status_code != HTTPStatus.NO_CONTENT
        self.page = Page(response.content.decode()) if shown else Page("")
