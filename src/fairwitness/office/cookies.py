"""A secret that only the visitor's browser keeps, and cannot read."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from fairwitness.office.shared import SHARED
from fairwitness.office.wrapping import OpenedCookie, open_cookie, seal_cookie

MINUTES = 60  # from the last use; the time is inside, so a copied cookie ends as well

EVERY: list[SecretCookie] = []  # that this program knows: whoever leaves is forgotten by all of them


def forget_all(request: HttpRequest, response: HttpResponse) -> None:
    """Clear whatever this browser holds for us and cannot read."""
    for cookie in EVERY:
        cookie.forget(request, response)


@dataclass(frozen=True)
class SecretCookie:
    """One cookie of one purpose, encrypted under the wrapping key of the day."""

    purpose: str
    minutes: int = MINUTES  # from its last use

    def __post_init__(self) -> None:
        EVERY.append(self)

    def read(self, request: HttpRequest, minutes: int | None = None) -> bytes | None:
        """What was kept; None where there is none, or it is too old, or was not made by this line.

        Its age is that of the moment when the request began: files may arrive for longer than a cookie lives.
        """
        opened = self._opened(request)
        return opened.within(minutes or self.minutes) if opened else None

    def keep(self, request: HttpRequest, response: HttpResponse, payload: bytes) -> None:
        """Set it, until the browser closes or its time has passed."""
        opened = self._opened(request)
        response.set_cookie(
            self._name(request),
            seal_cookie(payload, self.purpose, opened.under if opened else None),
            httponly=True,
            samesite="Strict",
            secure=request.is_secure(),
        )

    def forget(self, request: HttpRequest, response: HttpResponse) -> None:
        """Clear it."""
        response.delete_cookie(self._name(request), samesite="Strict")

    def _opened(self, request: HttpRequest) -> OpenedCookie | None:
        """Opened once for all that the front and the views ask of one visitor's request."""
        shared: dict[str, OpenedCookie | None] = request.META.setdefault(SHARED, {})
        if self.purpose not in shared:
            text = request.COOKIES.get(self._name(request), "")
            shared[self.purpose] = open_cookie(text, self.purpose) if text else None
        return shared[self.purpose]

    def _name(self, request: HttpRequest) -> str:
        """An http onion address cannot set `__Host-` cookies; everywhere else nothing may overwrite ours."""
        return f"__Host-{self.purpose}" if request.is_secure() else self.purpose
