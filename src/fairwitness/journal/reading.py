"""Questions about the journal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fairwitness.crypto import chain
from fairwitness.journal.models import Head, Link


def last_link() -> Link | None:
    """The end of the chain."""
    return Link.objects.order_by("-number").first()


def latest_head() -> bytes | None:
    """The newest head as it was published."""
    found = Head.objects.order_by("-day").first()
    return found.published if found else None


@dataclass(frozen=True)
class Checked:
    """How far a journal holds."""

    entries: int
    heads: int
    kept: int  # of the heads, those that somebody had kept elsewhere

    @property
    def sentence(self) -> str:
        """What the command says, and what it cannot say."""
        held = f"{self.entries} entries hold, against {self.heads} published heads."
        return (
            held
            if self.kept
            else f"{held} With a head that was kept elsewhere (--head) a cut end would show as well."
        )


def check(verifying_key: bytes, kept: Sequence[bytes] = ()) -> Checked:
    """Go along the whole chain, against every head that the line has published and those that somebody kept elsewhere.

    ChainError where anything was changed, taken out or put in another order.
    """
    published = [*Head.objects.order_by("day").values_list("published", flat=True), *kept]
    heads = [chain.read_head(bytes(one), verifying_key) for one in published]
    return Checked(sum(1 for _ in chain.follow(_links(), heads)), len(heads), len(kept))


def _links() -> Iterator[tuple[chain.Link, bytes]]:
    for link in Link.objects.order_by("number").iterator():
        yield chain.Link(link.number, link.day, link.kind, link.tip, link.by), link.hash
