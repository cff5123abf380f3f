"""The few kinds of column that this product has and Django has not."""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

# Django's fields take type arguments in its stubs only.
if TYPE_CHECKING:
    Characters = models.CharField[str, str]
    Binary = models.BinaryField[bytes, bytes]
    BinaryOrNone = models.BinaryField[bytes | None, bytes | None]
else:
    Characters, Binary, BinaryOrNone = models.CharField, models.BinaryField, models.BinaryField

AGE_HEADER = b"age-encryption.org/v1\n"


def random_id() -> str:
    """16 random bytes as 22 base64url characters: a counter would be a clock."""
    return base64.urlsafe_b64encode(secrets.token_bytes(16)).rstrip(b"=").decode()


class RandomId(Characters):
    """A primary key that tells nothing of when, or of how many came before."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.update(primary_key=True, max_length=22, default=random_id, editable=False)
        super().__init__(**kwargs)


class Bytes(Binary):
    """Bytes on either database: PostgreSQL would answer with a memoryview."""

    def from_db_value(self, value: Any, *_: Any) -> bytes | None:
        """Whatever the driver gave, as bytes."""
        return None if value is None else bytes(value)


class BytesOrNone(BinaryOrNone):
    """The same, where there may be none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.update(null=True)
        super().__init__(**kwargs)

    def from_db_value(self, value: Any, *_: Any) -> bytes | None:
        """Whatever the driver gave, as bytes."""
        return None if value is None else bytes(value)


class SealedField(Bytes):
    """Holds age files only: anything else is refused before it reaches the database."""

    def get_prep_value(self, value: Any) -> Any:
        """Refuse what does not begin as an age file; whether it opens, only a holder of a key can tell."""
        if value is not None and bytes(value[: len(AGE_HEADER)]) != AGE_HEADER:
            raise ValidationError("Only sealed bytes may be kept here.")
        return super().get_prep_value(value)
