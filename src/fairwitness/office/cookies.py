"""A secret that only the visitor's browser keeps, and cannot read."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from fairwitness.office.shared import SHARED
from fairwitness.office.wrapping import open_cookie, seal_cookie

MINUTES = 60  # from the last use; the time is inside, so a copied cookie ends as well


@dataclass(frozen=True)
class SecretCookie:
    """One cookie of one purpose, encrypted under the wrapping key of the day."""

    purpose: str
    minutes: int = MINUTES  # from its last use

    def read(self, request: HttpRequest, minutes: int | None = None) -> bytes | None:
        """What was kept; None where there is none, or it is too old, or was not made by this line.

        Its age is that of the moment when the request began: files may arrive for longer than a cookie lives.
        """
        most = minutes or self.minutes
        opened: dict[tuple[str, int], bytes | None] = request.META.get(SHARED, {})
        if (self.purpose, most) not in opened:
            text = request.COOKIES.get(self._name(request), "")
            opened[self.purpose, most] = open_cookie(text, self.purpose, most) if text else None
        return opened[self.purpose, most]

    def keep(self, request: HttpRequest, response: HttpResponse, payload: bytes) -> None:
        """Set it, until the browser closes or its time has passed."""
        response.set_cookie(
            self._name(request),
            seal_cookie(payload, self.purpose),
            httponly=True,
            samesite="Strict",
            secure=request.is_secure(),
        )

    def forget(self, request: HttpRequest, response: HttpResponse) -> None:
        """Clear it."""
        response.delete_cookie(self._name(request), samesite="Strict")

    def _name(self, request: HttpRequest) -> str:
        """An http onion address cannot set `__Host-` cookies; everywhere else nothing may overwrite ours."""
        return f"__Host-{self.purpose}" if request.is_secure() else self.purpose
