"""Somebody who has lost their words begins anew: their old calendar and mail address may be in somebody's hands."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from fairwitness.notifications.models import Subscription
from fairwitness.office.models import Staff
from fairwitness.office.new_keys import came


@receiver(came, sender=Staff)
def forget(staff: Staff, *, lost: bool, **_: Any) -> None:
    """With the words goes where they were told to write."""
    if lost:
        Subscription.objects.filter(staff=staff).delete()
