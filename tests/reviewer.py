"""Somebody at the desk: signs in and sends what the desk's scripts send."""

from __future__ import annotations

import base64
import json
from typing import Any

from authenticator import Authenticator
from builders import keys_of
from django.test import Client
from made_up_office import secrets_of
from pages import Page
from uploading import Uploading

from fairwitness.crypto.encoding import b64
from fairwitness.office import clock
from fairwitness.office.app_codes import STEP, code_of
from fairwitness.office.fields import random_id
from fairwitness.sealed.models import Tip

DESK = "/en/desk/"


def secret_of(name: str) -> str:
    """What the browser derives from the eight words and shows to the line."""
    return secrets_of(name).sign_in


def code_now(app: bytes, later: int = 0) -> str:
    """What an app with this secret shows, or shows so many half minutes later."""
    return code_of(app, int(clock.now().timestamp()) // STEP + later)


class Reviewer:
    """A browser with the form's cookie; its token goes into the header, as the scripts do it."""

    def __init__(self, name: str, *, signed_in: bool = True) -> None:
        self.name = name
        self.client = Client(enforce_csrf_checks=True)
        self.token = self.page("sign-in/").forms[0].hidden["csrfmiddlewaretoken"]
        if signed_in:
            assert self.signs_in(name, secret_of(name)).status_code == 200

    def signs_in(self, name: str, secret: str, **more: str) -> Any:
        """Send name and derived value, and a code where one is asked for."""
        return self.tells("sign-in/", name=name, secret=secret, **more)

    def tells(self, path: str, **fields: str) -> Any:
        """Send what the scripts of the pages about signing in send."""
        answer: Any = self.client.post(DESK + path, fields, headers={"X-CSRFToken": self.token})
        told = answer.json() if "json" in answer.get("Content-Type", "") else {}
        self.token = told.get("token", self.token)
        return answer

    def is_asked(self) -> str:
        """What a passkey has to sign."""
        challenge: str = self.tells("sign-in/challenge/").json()["challenge"]
        return challenge

    def adds_a_passkey(self, passkey: Authenticator, **more: str) -> Any:
        """With the words of today."""
        fields = {"name": "Laptop", "secret": secret_of(self.name), **more}
        return self.tells("security/passkeys/", **passkey.made(self.is_asked()), **fields)

    def shows(self, passkey: Authenticator) -> Any:
        """Sign in with one touch."""
        return self.tells("sign-in/passkey/", **passkey.shown(self.is_asked()))

    def turns_on_an_app(self) -> tuple[bytes, list[str]]:
        """Returns the app's secret, and recovery codes."""
        secret: str = self.tells("security/app/new/", secret=secret_of(self.name)).json()["app"]
        app = base64.b32decode(secret)
        more = {"app": secret, "code": code_now(app, -1), "secret": secret_of(self.name)}
        return app, self.tells("security/app/", **more).json()["codes"]

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

    def sends(self, path: str, **fields: str) -> Any:
        """Send a form of the desk's, with its token."""
        return self.client.post(DESK + path, {"csrfmiddlewaretoken": self.token, **fields})

    def begins_a_file(self) -> Uploading:
        """A file, to which parts are sent."""
        return Uploading()

    def answers(self, tip: Tip, sealed: bytes, /, **other: Any) -> Any:
        """A sealed letter, and what else the request says."""
        told = {"id": random_id(), "number": 0, "sealed": b64(sealed), "uploads": [], **other}
        return self.posts(f"tips/{tip.id}/letters/", json.dumps(told, separators=(",", ":")).encode())

    def marks(self, tip: Tip, request: dict[str, Any], *, signed_by: str = "") -> Any:
        """Which sentence tells of harm, sealed, and the keys to it; signed."""
        told = json.dumps({"tip": tip.id, **request}, separators=(",", ":")).encode()
        signature = keys_of(signed_by or self.name).signing.sign("note", told)
        return self.posts(f"tips/{tip.id}/mark/", told + b"\n" + b64(signature).encode())
