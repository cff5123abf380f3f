"""Telling another program that something changed at the desk, and nothing else."""

from __future__ import annotations

import json
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

TIMEOUT = 10  # seconds
SAID = json.dumps({"text": "Something changed."}).encode()  # in the form that chat programs show


class _StayHere(HTTPRedirectHandler):
    """Whoever answers there sends the line nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Take no redirect: it becomes an error."""
        return


def call(address: str) -> bool:
    """Post it; whether it was taken. What is answered is not read."""
    asked = Request(address, SAID, {"Content-Type": "application/json", "User-Agent": "fairwitness"})  # noqa: S310 - https, or this machine
    try:
        with build_opener(_StayHere, ProxyHandler({})).open(asked, timeout=TIMEOUT) as answer:
            return bool(answer.status < HTTPStatus.MULTIPLE_CHOICES)
    except (URLError, HTTPException, OSError, ValueError):
        return False
