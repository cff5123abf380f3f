"""What an office promises about rewards, where its charter has [rewards]; without it, nothing about rewards is on any page.

Amounts are a few that stand fixed for every finding, conditions and factors are closed lists in our words. So no charter can pay by the tip, for
being first, for bringing somebody along, or by points and ranks: there is no key for it. What may be left to an office is docs/decisions/0045.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from fairwitness.office.bodies import Body, take_body
from fairwitness.office.charter_checks import Section
from fairwitness.office.currencies import CURRENCIES, in_words
from fairwitness.office.terms import Use
from fairwitness.office.texts import Texts, take_texts

AMOUNTS = 3  # at most: of a few that many are given, none tells for what
MOST = 100_000_000  # minor units
CLAIM_DAYS, OBJECT_DAYS = (180, 1_095), (60, 365)  # at least and at most; requirements.md C8, C9
CAUSES = 5  # at most

FINDING = "led-to-a-finding"  # of every charter: rewards follow findings
ELIGIBLE = {
    "own-knowledge": _("You told it from what you know yourself, and we did not know it before."),
    "told-freely": _("You told it of your own free will: no court and no authority had demanded it of you."),
    "specific": _("It was specific enough that somebody could look into it."),
    FINDING: _(
        "It led to a finding that two people have confirmed, and the time to appeal against it is over."
    ),
}
# Of every charter as well: product.md, guard 8.
EXCLUDED = {
    "works-on-this-line": _("Whoever works on this line, or worked on this tip."),
    "got-by-a-crime": _("Whoever got what they told by a crime of their own."),
    "took-part": _("Whoever took part in the wrong."),
    "paid-to-report": _("Whoever is paid to find or report such things."),
}
ALSO_EXCLUDED = {
    "relative-of-the-line": _(
        "Whoever lives with somebody who works on this line, or is their close relative."
    ),
    "public-already": _("Whoever told only what was public already."),
}
FACTORS = {
    "harm": _("how grave the harm was"),
    "help": _("how much what was told helped the finding"),
    "put-right": _("how much harm was stopped or put right by it"),
    "burden": _("what it cost those who told it"),
}
WORDS = {**ELIGIBLE, **EXCLUDED, **ALSO_EXCLUDED, **FACTORS}


@dataclass(frozen=True)
class Address:
    """Somebody outside the office, and where they are found."""

    name: Texts
    address: Texts


@dataclass(frozen=True)
class Rewards:
    """All of it. Money and recognition: at least one of them."""

    amounts: tuple[int, ...]  # minor units, from small to large; one of them is a whole pot or a share of it
    currency: str  # ISO 4217; empty where no money is given
    cash_limit: int  # minor units: above it a lawyer or an escrow pays out; 0 where no money is given
    recognition: bool
    eligible: tuple[str, ...]
    excluded: tuple[str, ...]
    factors: tuple[str, ...]  # what the choice among the amounts hangs on, and nothing else
    claim_days: int  # from the offer
    object_days: int  # from the offer or the refusal
    appeal: Address
    lawyer: Address | None
    causes: tuple[Body, ...]

    @property
    def amounts_in_words(self) -> list[str]:
        """Each with its currency."""
        return [in_words(one, self.currency) for one in self.amounts]

    @property
    def limit_in_words(self) -> str:
        """Empty where every amount can be had in cash."""
        return in_words(self.cash_limit, self.currency) if self.lawyer else ""

    @property
    def eligible_here(self) -> list[Any]:
        """All of them have to be so."""
        return [ELIGIBLE[one] for one in self.eligible]

    @property
    def excluded_here(self) -> list[Any]:
        """Who gets none."""
        return [WORDS[one] for one in self.excluded]

    @property
    def factors_here(self) -> list[Any]:
        """What the amount hangs on."""
        return [FACTORS[one] for one in self.factors]


def take_rewards(root: Section) -> Rewards | None:
    """None where the charter has no [rewards]."""
    section = root.maybe("rewards")
    if section is None:
        return None
    amounts = section.numbers("amounts", AMOUNTS, MOST)
    rewards = Rewards(
        amounts=amounts,
        currency=section.one_of("currency", sorted(CURRENCIES)) if amounts else "",
        cash_limit=section.number("cash_limit", 1, MOST) if amounts else 0,
        recognition=section.yes("recognition"),
        eligible=_all_of(section, "eligible", ELIGIBLE, (FINDING,)),
        excluded=_all_of(section, "excluded", {**EXCLUDED, **ALSO_EXCLUDED}, EXCLUDED),
        factors=tuple(section.words("factors", among=FACTORS)),
        claim_days=section.number("claim_days", *CLAIM_DAYS),
        object_days=section.number("object_days", *OBJECT_DAYS),
        appeal=_address(section.section("appeal")),
        lawyer=_lawyer(section, amounts),
        causes=tuple(take_body(one) for one in section.sections("causes", least=0, most=CAUSES)),
    )
    _is_something(section, rewards)
    if rewards.appeal.name.of == root.values.get("name"):
        section.refuse("The office itself cannot decide on objections. Name a body outside it.", "appeal")
    section.nothing_else()
    return rewards


def _is_something(section: Section, rewards: Rewards) -> None:
    if not rewards.amounts and not rewards.recognition:
        section.refuse("There is neither money nor recognition. List “amounts”, or write recognition = true.")
    if list(rewards.amounts) != sorted(set(rewards.amounts)):
        section.refuse("Amounts go from small to large, each once. Write them in that order.", "amounts")
    section.each_its_own("cause", "causes", "slug", [cause.slug for cause in rewards.causes])


def _all_of(section: Section, key: str, among: Any, always: Any) -> tuple[str, ...]:
    words = tuple(section.words(key, among=among))
    for one in always:
        if words and one not in words:
            section.refuse(f"“{section.name(key)}” leaves out “{one}”, which holds everywhere. Add it.", key)
    return words


def _lawyer(section: Section, amounts: tuple[int, ...]) -> Address | None:
    """Needed where an amount is above what can be had in cash; elsewhere there is nothing for one to do."""
    limit = section.values.get("cash_limit")
    if isinstance(limit, int) and any(one > limit for one in amounts):
        return _address(section.section("lawyer"))
    if section.maybe("lawyer") is not None:
        section.refuse("No amount is above “cash_limit”, so nobody needs a lawyer. Take it out.", "lawyer")
    return None


def _address(section: Section) -> Address:
    found = Address(take_texts(section, "name", Use.NAMES), take_texts(section, "address", Use.TELLS))
    section.nothing_else()
    return found
