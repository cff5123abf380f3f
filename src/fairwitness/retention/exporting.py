"""Taking one tip out of the line, as long as it is kept; and what goes with it of the journal."""

from __future__ import annotations

from fairwitness.crypto.encoding import b64
from fairwitness.journal.models import Kind, Link
from fairwitness.journal.reading import done_with, latest_head
from fairwitness.office import charter
from fairwitness.office.models import Staff
from fairwitness.retention.reading import is_over
from fairwitness.review.actions import first_of_two
from fairwitness.review.forms import AgreementForm, ProposalForm
from fairwitness.review.reading import key_of
from fairwitness.sealed.actions import export
from fairwitness.sealed.actions.signed_by_two import Signer
from fairwitness.sealed.models import Tip

# What readers grade and sign, as long as others may still have to grade; of a tipster, nothing of what they are said to have known; and of a name that is sealed apart, not even that it was asked for.
NOT_TOLD = (
    *(Kind.GRADED, Kind.FINDING_ASKED, Kind.FINDING_TAKEN_BACK),
    *(Kind.TIPSTER_ASKED, Kind.KNEW_ASKED, Kind.KNEW_TAKEN_BACK, Kind.KNEW_REFUSED, Kind.KNOWINGLY_FALSE),
    *(Kind.NAME_ASKED, Kind.NAME_TAKEN_BACK, Kind.NAME_TOLD),
    *(Kind.NAME_CONSENT, Kind.NAME_OPENED, Kind.NAME_REFUSED),
)


class TimeIsOver(Exception):
    """It is closed, and its clock has run out: what is left of it is to be destroyed, and leaves the line no more."""


def ask(tip: Tip, by: Staff, sent: ProposalForm) -> None:
    """Ask a colleague to sign as well that the tip leaves the line. NotTheirs, TimeIsOver, and all that `export.ask` may say."""
    _must_be_kept(tip)
    export.ask(tip, first_of_two(tip, by, sent))


def agree(tip: Tip, by: Staff, sent: AgreementForm) -> None:
    """Sign as the second. TimeIsOver, and all that `export.agree` may say."""
    _must_be_kept(tip)
    export.agree(tip, sent.asked, Signer.of(key_of(by)), sent.signature)


def make(tip: Tip, asked: str, by: Staff) -> dict[str, object]:
    """Note that it leaves the line now; returns what the line adds to it. TimeIsOver, and all that `export.make` may say."""
    _must_be_kept(tip)
    made = export.make(tip, asked, Signer.of(key_of(by)))
    return {
        "statement": b64(made.statement),
        "signatures": [b64(made.first_signature), b64(made.second_signature)],
        "journal": _journal(tip, {made.first, made.second}),
        "head": (latest_head() or b"").decode(),
    }


def time_is_over(tip: Tip) -> bool:
    """Whether its clock has run out and nothing holds it: then it only waits to be destroyed."""
    return is_over(tip, charter.current().retention)


def _must_be_kept(tip: Tip) -> None:
    if time_is_over(tip):
        raise TimeIsOver


def _journal(tip: Tip, named: set[str]) -> list[dict[str, object]]:
    """What was done with it, in the order of the chain; what is not chained yet stands last. Of readers only the two who have signed are named, by their ids.

    That somebody has graded is left out: whoever makes an export may still have to grade, and is not to know whether a colleague has.
    """
    told = (one for one in done_with(tip.id).values() if one.kind not in NOT_TOLD)
    done = sorted(told, key=_place)
    return [
        {
            "id": one.id,
            "kind": one.kind,
            "day": one.day.isoformat(),
            **({"by": one.by} if one.by in named else {}),
            **({"number": one.number, "hash": b64(one.hash)} if isinstance(one, Link) else {}),
        }
        for one in done
    ]


def _place(one: object) -> tuple[bool, int, str]:
    return (False, one.number, "") if isinstance(one, Link) else (True, 0, str(getattr(one, "id", "")))
