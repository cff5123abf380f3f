"""What the web server loads: Django is set up once, before the first request."""

from __future__ import annotations

import gc
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairwitness.site.settings")
django.setup()

from fairwitness.site.front.application import Front  # noqa: E402 - Django must be set up first
from fairwitness.site.front.budget import Budget  # noqa: E402 - the same
from fairwitness.site.front.handler import Handler  # noqa: E402 - the same
from fairwitness.site.front.limits import bodies, end_with_parent  # noqa: E402 - the same

OBJECTS = 10_000  # made and not yet let go, after which Python looks for circles among them; it has 700

end_with_parent()
# Seconds, ten times as often as Python has it: whoever holds the line's one write lock waits for no other thread's turn.
sys.setswitchinterval(0.0005)
# What is loaded by now stays: looking through all of it for circles, again and again, was a tenth of a journey.
gc.collect()
gc.freeze()
gc.set_threshold(OBJECTS)
application = Front(Handler(), Budget(bodies()))
