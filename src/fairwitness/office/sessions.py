"""Sessions of staff, in the database: an hour at the finest, and nothing that a database reader could sign in with."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.core import signing

from fairwitness.office import clock
from fairwitness.office.rows import only

SALT = "fairwitness.office.sessions"


class SessionStore(DatabaseStore):
    """Django's own store, under the hash of what the cookie holds."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Signed like Django's, but without the second at which it was written."""
        return signing.Signer(salt=SALT).sign_object(session_dict)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What was encoded; nothing where somebody changed it."""
        try:
            found: dict[str, Any] = signing.Signer(salt=SALT).unsign_object(str(session_data))
        except signing.BadSignature:
            return {}
        return found

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """The row: hashed key, and an end rounded up to the hour."""
        row = super().create_model_instance(data)
        row.session_key = stored(row.session_key)
        end = self.get_expiry_date(modification=clock.now())
        row.expire_date = end.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        return row

    def exists(self, session_key: str) -> bool:
        """Whether a cookie of this value finds a row."""
        return super().exists(stored(session_key))

    def delete(self, session_key: str | None = None) -> None:
        """Forget the session: sign-out is for the server too."""
        key = session_key or self.session_key
        if key is not None:
            super().delete(stored(key))

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        found = only(Session.objects.filter(session_key=stored(key or ""), expire_date__gt=clock.now()))
        if found is None:
            self._session_key = None
        return found


def stored(key: str) -> str:
    """Under which name the row of a cookie stands."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]
