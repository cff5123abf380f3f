from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from builders import Told, keys_of
from clock import Clock
from hearing import asked, in_fact_finding
from made_up_office import FOLDER
from marking import Marking
from recording import in_state, recorded
from reviewer import Reviewer

from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.unheard import Unheard
from fairwitness.decisions.heard import why_not_yet
from fairwitness.journal.models import Entry
from fairwitness.office.clock import today
from fairwitness.sealed.models import Tip
from fairwitness.sealed.models_of_hearing import LeftOut
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


@pytest.fixture
def noor() -> Reviewer:
    return Reviewer("noor")


@dataclass(frozen=True)
class LeavingOut:
    """What a reader's browser signs and sends."""

    tip: Told
    by: str = "amara"
    until: date | None = None
    ground: str = "evidence"

    def body(self, **other: Any) -> bytes:
        """The reason, sealed to the readers, and the signature over what both sign."""
        sent = Marking(self.tip, keys_of(self.by)).request()
        why = hashlib.sha256(unb64(sent["sealed"])).digest()
        until = self.until or today() + timedelta(days=30)
        told = Unheard(FOLDER.line(), self.tip.tip.id, self.ground, today(), until, why)
        statement = replace(told, **other).to_json()
        key = keys_of(self.by).signing
        sent |= {"statement": b64(statement), "signature": b64(key.sign("left-out", statement))}
        raw = json.dumps({"tip": self.tip.tip.id, **sent}, separators=(",", ":")).encode()
        return raw + b"\n" + b64(key.sign("note", raw)).encode()


def proposes(reader: Reviewer, leaving: LeavingOut, **other: Any) -> Any:
    return reader.posts(f"tips/{leaving.tip.tip.id}/hearing/leave-out/", leaving.body(**other))


def agrees(reader: Reviewer, tip: Told, signed_by: str = "") -> Any:
    row = LeftOut.objects.get()
    signature = keys_of(signed_by or reader.name).signing.sign("left-out", bytes(row.statement))
    sent = json.dumps({"asked": row.id, "signature": b64(signature)}, separators=(",", ":"))
    return reader.posts(f"tips/{tip.tip.id}/hearing/leave-out/agree/", sent.encode())


def state_of(tip: Told) -> str:
    return Tip.objects.get(pk=tip.tip.pk).state


def test_with_two_signatures_a_reason_and_an_end_the_tip_goes_on(amara: Reviewer, noor: Reviewer) -> None:
    tip = in_fact_finding()

    assert proposes(amara, LeavingOut(tip)).status_code == 200
    assert state_of(tip) == State.FACT_FINDING
    assert why_not_yet(tip.tip) is not None
    assert agrees(noor, tip).status_code == 200

    assert state_of(tip) == State.SECOND_REVIEW
    assert why_not_yet(tip.tip) is None
    assert Entry.objects.filter(kind="left-out", tip=tip.tip.id).count() == 2


def test_alone_or_with_another_s_signature_nobody_leaves_it_out(amara: Reviewer, noor: Reviewer) -> None:
    tip = in_fact_finding()
    proposes(amara, LeavingOut(tip))

    assert agrees(amara, tip).status_code == 409
    assert agrees(noor, tip, signed_by="amara").status_code == 403

    assert state_of(tip) == State.FACT_FINDING
    assert LeftOut.objects.get().second == ""


@pytest.mark.parametrize("days", [0, -1, 91])
def test_without_an_end_that_comes_nothing_is_signed(amara: Reviewer, days: int) -> None:
    tip = in_fact_finding()
    leaving = LeavingOut(tip)

    if days <= 0:
        leaving = replace(leaving, until=today() + timedelta(days=5))
        answer = proposes(
            amara, leaving, asked=today() - timedelta(days=40), until=today() + timedelta(days=days)
        )
    else:
        answer = proposes(amara, replace(leaving, until=today() + timedelta(days=days)))

    assert answer.status_code == 409
    assert not LeftOut.objects.exists()


def test_whoever_was_given_a_code_is_waited_for_whatever_is_left_out(amara: Reviewer, noor: Reviewer) -> None:
    tip = in_fact_finding()
    proposes(amara, LeavingOut(tip))
    agrees(noor, tip)
    assert why_not_yet(tip.tip) is None

    asked(tip)

    assert "can still answer" in str(why_not_yet(tip.tip))


def test_once_its_day_is_over_the_person_reported_on_has_to_be_heard(
    clock: Clock, amara: Reviewer, noor: Reviewer
) -> None:
    tip = in_fact_finding()
    proposes(amara, LeavingOut(tip, until=today() + timedelta(days=3)))
    agrees(noor, tip)

    clock.passes(days=3)
    assert why_not_yet(tip.tip) is None
    clock.passes(days=1)

    assert "Hear the person reported on now." in str(why_not_yet(tip.tip))
    assert (
        "Now the person reported on has to be heard."
        in Reviewer("amara").page(f"tips/{tip.tip.id}/hearing/").text
    )


def test_a_colleague_says_no(amara: Reviewer, noor: Reviewer) -> None:
    tip = in_fact_finding()
    proposes(amara, LeavingOut(tip))

    answer = noor.sends(f"tips/{tip.tip.id}/hearing/leave-out/back/", asked=LeftOut.objects.get().id)

    assert answer.status_code in {302, 303}
    assert not LeftOut.objects.exists()
    assert Entry.objects.filter(kind="leaving-out-taken-back", tip=tip.tip.id).exists()


def test_whoever_recorded_the_tip_neither_hears_the_other_side_nor_leaves_it_out(
    amara: Reviewer, noor: Reviewer
) -> None:
    from hearing import Asking, asks  # noqa: PLC0415 - of this test

    tip = in_state(recorded(amara), State.FACT_FINDING)

    assert asks(amara, Asking(tip)).status_code == 403
    assert proposes(amara, LeavingOut(tip)).status_code == 403
    assert asks(noor, Asking(tip, "noor")).status_code == 200
    assert "You have recorded this tip." in amara.page(f"tips/{tip.tip.id}/hearing/").text


def test_nobody_goes_on_while_somebody_can_answer(amara: Reviewer) -> None:
    asking = asked()
    there = f"tips/{asking.tip.tip.id}/hearing/"

    assert amara.sends(f"{there}on/").status_code == 409
    assert state_of(asking.tip) == State.REPLY
    assert "On to the second review" not in amara.page(there).text


def test_when_their_time_is_over_the_tip_goes_on(clock: Clock) -> None:
    asking = asked()
    clock.passes(days=15)
    amara = Reviewer("amara")
    there = f"tips/{asking.tip.tip.id}/hearing/"

    assert "None came. Silence is not counted against them." in amara.page(there).text
    amara.sends(f"{there}on/")

    assert state_of(asking.tip) == State.SECOND_REVIEW
