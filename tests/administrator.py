"""Ada runs the line: she signs in with her eight words, without JavaScript, and sends what her pages' forms send."""

from __future__ import annotations

from typing import Any

from django.test import Client
from made_up_office import FOLDER
from pages import Page

from fairwitness.office import app_codes, clock
from fairwitness.office.actions import take_up
from fairwitness.office.administrators import add_administrator
from fairwitness.office.founding import NewStaff

OFFICE = "/en/desk/office/"
SEE_OTHER = 303


def ada_runs_the_line() -> NewStaff:
    """Her words, and her row."""
    made = add_administrator(FOLDER, "ada", shown_name="Ada")
    take_up(FOLDER)
    return made


def code_now(secret: bytes, later: int = 0) -> str:
    """What an app shows, or shows so many half minutes later."""
    return app_codes.code_of(secret, int(clock.now().timestamp()) // 30 + later)


class Administrator:
    """A browser with the form's cookie."""

    def __init__(self, made: NewStaff, *, signed_in: bool = True) -> None:
        self.made = made
        self.client = Client(enforce_csrf_checks=True)
        self.answer: Any = self.client.get(f"{OFFICE}sign-in/")
        if signed_in:
            self.signs_in()

    def signs_in(self) -> None:
        """With her words."""
        self.gets("sign-in/")
        self.sends("sign-in/", name=self.made.sign_in_name, words=self.made.passphrase)
        assert self.answer.status_code == 303

    def gets(self, path: str = "") -> Any:
        """A page."""
        self.answer = self.client.get(OFFICE + path)
        return self.answer

    def sends(self, path: str, **fields: Any) -> Any:
        """A form, with the token of the cookie."""
        token = self.client.cookies["form" if "form" in self.client.cookies else "csrftoken"].value
        self.answer = self.client.post(OFFICE + path, {"csrfmiddlewaretoken": token, **fields})
        return self.answer

    def fills(self, path: str, **changed: Any) -> Any:
        """The page's own form with these values in it, and on to what would change."""
        form = self.gets(path).context["form"]
        typed = {field.html_name: field.value() for field in form}
        sent = {name: value for name, value in {**typed, **changed}.items() if value not in (None, False)}
        self.sends(path, **sent, do="show")
        return self.goes_on()

    def goes_on(self) -> Any:
        """Where a form leads that was taken up; a page that says what is wrong stays."""
        if self.answer.status_code == SEE_OTHER:
            self.answer = self.client.get(self.answer["Location"])
        return self.answer

    def publishes(self, path: str) -> Any:
        """The click on the page that shows what would change."""
        shown = self.answer.context
        typed = {field.html_name: field.value() for field in shown["form"]}
        sent = {name: value for name, value in typed.items() if value not in (None, False)}
        return self.sends(path, **sent, seen=shown["seen"], do="publish")

    @property
    def says(self) -> str:
        """All that the page says."""
        return Page(self.answer.content.decode()).text
