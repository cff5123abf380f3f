"""The repository's files over HTTP, for modules that run in a page without a line behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from serving import serving

ROOT = Path(__file__).resolve().parent.parent


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that it has there
        """Say nothing."""


@contextmanager
def served_repository() -> Iterator[str]:
    """Their address on this machine, until the end of the block."""
    with serving(partial(_Quiet, directory=str(ROOT))) as address:
        yield address
