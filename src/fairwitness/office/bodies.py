"""Bodies outside the office to which a tip may be passed on: those that its charter names in public, and no other."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from fairwitness.crypto.encoding import b64, dumps
from fairwitness.office.charter_checks import Section
from fairwitness.office.terms import Use
from fairwitness.office.texts import Texts, take_slug, take_texts

BODIES = 20  # at most
DIGEST = 16  # bytes of a hash: enough that nobody finds another description with the same one


@dataclass(frozen=True)
class Body:
    """One of them."""

    slug: str
    name: Texts
    does: Texts  # one sentence: what it is there for

    @property
    def name_here(self) -> str:
        """Its name in the language of the page."""
        return self.name.here

    @property
    def does_here(self) -> str:
        """What it is there for, in the language of the page."""
        return self.does.here

    @property
    def asked_as(self) -> str:
        """How a letter asks about it: its slug, and 22 characters that are others where the charter describes it otherwise."""
        told = dumps(
            {
                "slug": self.slug,
                "name": dict(sorted(self.name.of.items())),
                "does": dict(sorted(self.does.of.items())),
            }
        )
        return f"{self.slug} {b64(sha256(told).digest()[:DIGEST])}"


def take_bodies(root: Section) -> tuple[Body, ...]:
    """All of them; an office may name none, and then passes nothing on."""
    bodies = tuple(take_body(one) for one in root.sections("bodies", least=0, most=BODIES))
    root.each_its_own("body", "bodies", "slug", [body.slug for body in bodies])
    return bodies


def take_body(section: Section) -> Body:
    """A name and a sentence of what it is there for."""
    body = Body(
        slug=take_slug(section, "slug", example="labour-inspectorate"),
        name=take_texts(section, "name", Use.NAMES),
        does=take_texts(section, "does", Use.TELLS),
    )
    section.nothing_else()
    return body
