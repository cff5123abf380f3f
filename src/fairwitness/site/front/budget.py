"""How much of other people's bodies one process holds in memory at the same time."""

from __future__ import annotations

from http import HTTPStatus
from types import TracebackType
from typing import Self

from fairwitness.site.front.refused import Refused

MOST_BYTES = 256 * 1024 * 1024


class Budget:
    """Bytes and bodies of all requests of this process."""

    def __init__(self, most_bodies: int, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self.most_bodies = most_bodies
        self.held = 0
        self.bodies = 0

    @property
    def is_tight(self) -> bool:
        """Whether more than half of it is in use."""
        return self.held > self.most_bytes // 2


class Share:
    """What one body holds of the budget; all of it is given back at the end of the `with` block."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.held = 0

    def __enter__(self) -> Self:
        """One more body, or 503 where there are enough."""
        if self.budget.bodies >= self.budget.most_bodies:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE)
        self.budget.bodies += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.give_back(self.held)
        self.budget.bodies -= 1

    def hold(self, count: int) -> None:
        """Hold this many bytes more, or 503 where memory is short."""
        if self.budget.held + count > self.budget.most_bytes:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE)
        self.budget.held += count
        self.held += count

    def give_back(self, count: int) -> None:
        """These bytes have gone on."""
        self.budget.held -= count
        self.held -= count
