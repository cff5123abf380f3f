"""Somebody at the desk: signs in and sends what the desk's scripts send."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.test import Client
from made_up_office import FOLDER, STAFF
from pages import Page
from uploading import Uploading

from fairwitness.crypto.codes import StaffPassphrase
from fairwitness.crypto.encoding import b64
from fairwitness.office.fields import random_id
from fairwitness.sealed.models import Tip

DESK = "/en/desk/"


@cache
def secret_of(name: str) -> str:
    """What the browser derives from the eight words and shows to the line."""
    return StaffPassphrase.read(STAFF[name].passphrase).derive(FOLDER.line(), name).sign_in


class Reviewer:
    """A browser with the form's cookie; its token goes into the header, as the scripts do it."""

    def __init__(self, name: str, *, signed_in: bool = True) -> None:
        self.name = name
        self.client = Client(enforce_csrf_checks=True)
        self.token = self.page("sign-in/").forms[0].hidden["csrfmiddlewaretoken"]
        if signed_in:
            assert self.signs_in(name, secret_of(name)).status_code == 200

    def signs_in(self, name: str, secret: str) -> Any:
        """Send name and derived value."""
        answer: Any = self.client.post(
            f"{DESK}sign-in/", {"name": name, "secret": secret}, headers={"X-CSRFToken": self.token}
        )
        self.token = answer.json().get("token", self.token)
        return answer

    def gets(self, path: str) -> Any:
        """An address of the desk, as a browser asks for a page; what is sent in pieces is read to its end."""
        answer: Any = self.client.get(DESK + path, headers={"Accept": "text/html"})
        if answer.streaming:
            answer.pieces = answer.getvalue()
        return answer

    def page(self, path: str) -> Page:
        """The page there."""
        return Page(self.gets(path).content.decode())

    def posts(self, path: str, body: bytes = b"", method: str = "POST") -> Any:
        """Send bytes, with the token."""
        return self.client.generic(
            method, DESK + path, body, "application/octet-stream", headers={"X-CSRFToken": self.token}
        )

    def begins_a_file(self) -> Uploading:
        """A file, to which parts are sent."""
        return Uploading()

    def answers(self, tip: Tip, sealed: bytes, /, **other: Any) -> Any:
        """A sealed letter, and what else the request says."""
        told = {"id": random_id(), "number": 0, "sealed": b64(sealed), "uploads": [], **other}
        return self.posts(f"tips/{tip.id}/letters/", json.dumps(told, separators=(",", ":")).encode())
