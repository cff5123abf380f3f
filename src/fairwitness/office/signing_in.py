"""How the server knows a member of staff: by a value that only the browser can derive from the eight words."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from fairwitness.crypto.codes import SIGN_IN_NAME
from fairwitness.office.hashing import FastHasher, hash_of_secret
from fairwitness.office.models import Staff
from fairwitness.office.rows import row_by

SECRET = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
NOBODY = hash_of_secret("")  # somebody to compare with, where there is nobody


class DerivedSecretBackend(BaseBackend):
    """Signs in by name and derived value. An unknown name takes as long as a wrong value."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Staff | None:
        """The member of staff; None for anything else, first of all for what is no derived value."""
        del request
        name, secret = str(credentials.get("sign_in_name", "")), str(credentials.get("secret", ""))
        if not SECRET.fullmatch(secret):
            return None
        staff = _of_this_name(name)
        right = FastHasher().verify(secret, staff.password if staff else NOBODY)
        return staff if right else None

    def get_user(self, user_id: str) -> Staff | None:
        """Whose session this is; None for somebody who was taken off."""
        return row_by(Staff, id=user_id, is_active=True)


def _of_this_name(name: str) -> Staff | None:
    """A name that nobody can have is asked for as well, as a name that nobody has: PostgreSQL takes no zero byte."""
    asked = name if SIGN_IN_NAME.fullmatch(name) else ""
    return row_by(Staff, sign_in_name=asked, is_active=True)
