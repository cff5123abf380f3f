"""What the requests have in common that the front makes of a visitor's one: it asks first, and calls the view later."""

from __future__ import annotations

SHARED = "fairwitness.shared"  # in a request's META: a dictionary, as old as the headers
