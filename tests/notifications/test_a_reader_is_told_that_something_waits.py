from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pysequoia
import pytest
from builders import answered, in_scope_check, told
from clock import Clock
from django.test import Client
from inbox import Inbox
from new_keys import record_of_new_keys

from fairwitness.crypto.age import open_sealed
from fairwitness.crypto.armor import dearmor
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.notifications.actions import tell_what_waits, try_it
from fairwitness.notifications.mail import message
from fairwitness.notifications.models import Subscription
from fairwitness.notifications.reading import Why
from fairwitness.office.models import Staff
from fairwitness.office.new_keys import put
from fairwitness.sealed.actions.assign import take
from fairwitness.sealed.models import Exclusion, Grant

Wants = Callable[..., Subscription]
How = Subscription.How
pytestmark = pytest.mark.usefixtures("office")
CANARY = "The exit of hall 3 is chained."


def rounds(clock: Clock, *, hours: int) -> None:
    """The worker, each half an hour."""
    for _ in range(hours * 2):
        clock.passes(minutes=30)
        tell_what_waits()


def test_what_is_new_is_told_at_the_next_fixed_hour_and_only_once(
    inbox: Inbox, wants_mail: Wants, clock: Clock
) -> None:
    wants_mail()
    told(CANARY)

    rounds(clock, hours=3)
    before = len(inbox.mails)
    rounds(clock, hours=48)

    assert (before, len(inbox.mails)) == (0, 1)
    assert "Something new has come in." in inbox.texts[0]


def test_a_mail_says_nothing_of_a_tip_and_nothing_of_the_machine(
    inbox: Inbox, wants_mail: Wants, clock: Clock
) -> None:
    wants_mail()
    tip = told(CANARY).tip

    rounds(clock, hours=24)

    mail = inbox.mails[0]
    assert (mail["Subject"], mail["From"], mail["To"]) == (
        "The desk",
        "line@example.org",
        "amara@example.org",
    )
    assert mail["Message-ID"].endswith("@example.org>")
    assert not [
        word for word in (CANARY, tip.id, "public", "2026-11-24", "Amara") if word in mail.as_string()
    ]


def test_what_becomes_urgent_is_told_again(inbox: Inbox, wants_mail: Wants, clock: Clock) -> None:
    wants_mail()
    told()
    rounds(clock, hours=24)

    rounds(clock, hours=24 * 8)

    said = [line for text in inbox.texts for line in text.splitlines() if line.startswith("- ")]
    assert len(inbox.mails) == 3
    assert {"- Something is due within two days.", "- Something is late."} <= set(said)


def test_nothing_is_sent_while_nothing_waits(inbox: Inbox, wants_mail: Wants, clock: Clock) -> None:
    wants_mail(how=How.SOON)

    rounds(clock, hours=48)

    assert inbox.mails == []


def test_a_letter_is_told_soon_and_never_at_once(inbox: Inbox, wants_mail: Wants, clock: Clock) -> None:
    tip = told().tip
    in_scope_check(tip)
    wants_mail(how=How.SOON)

    tell_what_waits()
    due = Subscription.objects.get().due
    rounds(clock, hours=3)

    assert due is not None
    assert inbox.texts[0].count("- ") == 1
    assert 10 <= (due - clock.at).total_seconds() / 60 + 180 <= 120


def test_a_second_letter_is_told_again(inbox: Inbox, wants_mail: Wants, clock: Clock) -> None:
    tip = told()
    in_scope_check(tip.tip)
    wants_mail(how=How.SOON)
    rounds(clock, hours=3)
    answered(tip.conversation)
    rounds(clock, hours=3)

    answered(tip.conversation, "Since May.", from_office=False)
    rounds(clock, hours=3)

    assert ["A letter waits" in text for text in inbox.texts] == [True, True]


def test_a_key_that_nothing_can_be_sealed_to_keeps_no_other_from_being_told(
    inbox: Inbox, wants_mail: Wants, clock: Clock
) -> None:
    wants_mail("amara", key="age1thatwasonceone")
    wants_mail("noor")
    told()

    rounds(clock, hours=24)

    assert [mail["To"] for mail in inbox.mails] == ["noor@example.org"]
    assert Subscription.objects.get(staff__sign_in_name="amara").problem == "key"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_mail_leads_to_the_desk(wants_mail: Wants, language: str) -> None:
    text = str(message("line@example.org", wants_mail(language=language), [Why.NEW]).body)

    address = next(line for line in text.splitlines() if line.startswith("http"))
    assert Client().get(urlsplit(address).path, headers={"Accept": "text/html"}).status_code == 302


def test_new_keys_end_where_the_old_ones_were_told_to_write(wants_mail: Wants) -> None:
    wants_mail()

    put(Staff.objects.get(sign_in_name="amara"), record_of_new_keys("amara"))

    assert not Subscription.objects.exists()


def test_a_new_tip_waits_for_the_fixed_hour_even_then(inbox: Inbox, wants_mail: Wants, clock: Clock) -> None:
    wants_mail(how=How.SOON)
    told()

    rounds(clock, hours=3)
    before = len(inbox.mails)
    rounds(clock, hours=2)

    assert (before, len(inbox.mails)) == (0, 1)


def test_whom_a_tip_leaves_out_is_told_nothing(inbox: Inbox, wants_mail: Wants, clock: Clock) -> None:
    amara = wants_mail().staff
    tip = told()
    Grant.objects.filter(conversation=tip.conversation, holder=amara.keys.get().holder).delete()
    Exclusion.objects.create(office=amara.office, tip=tip.tip, holder=amara.keys.get().holder)

    rounds(clock, hours=48)

    assert inbox.mails == []


def test_what_a_colleague_has_in_hand_is_told_to_others_once_it_is_late(
    inbox: Inbox, wants_mail: Wants, clock: Clock
) -> None:
    wants_mail()
    take(told().tip.id, by=Staff.objects.get(sign_in_name="noor").id)

    rounds(clock, hours=24 * 7)
    before = len(inbox.mails)
    rounds(clock, hours=24 * 2)

    assert before == 0
    assert "- Something is late." in inbox.texts[0]


def test_nobody_is_told_who_has_left(inbox: Inbox, wants_mail: Wants, clock: Clock) -> None:
    amara = wants_mail().staff
    told()
    Staff.objects.filter(pk=amara.pk).update(is_active=False)

    rounds(clock, hours=48)

    assert inbox.mails == []


def test_what_the_server_refuses_is_tried_again_and_said(
    inbox: Inbox, wants_mail: Wants, clock: Clock
) -> None:
    wants_mail()
    told()
    inbox.says = "550 no such box"
    rounds(clock, hours=5)
    failed = Subscription.objects.get()

    inbox.says = "250 OK"
    rounds(clock, hours=24)

    assert (failed.problem, failed.tries > 1, failed.known) == ("refused", True, b"")
    assert len(inbox.mails) == 1
    assert Subscription.objects.get().problem == ""


def test_a_server_that_is_away_keeps_nobody_from_being_told_later(
    inbox: Inbox, wants_mail: Wants, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    wants_mail()
    told()
    monkeypatch.setenv("FAIRWITNESS_MAIL", "smtp://127.0.0.1:1?from=line@example.org")
    rounds(clock, hours=5)
    away = Subscription.objects.get().problem

    monkeypatch.setenv("FAIRWITNESS_MAIL", f"smtp://127.0.0.1:{inbox.port}?from=line@example.org")
    rounds(clock, hours=24)

    assert (away, len(inbox.mails)) == ("unreachable", 1)


def test_a_trial_comes_whatever_waits(inbox: Inbox, wants_mail: Wants, clock: Clock) -> None:
    amara = wants_mail(how=How.NEVER).staff

    try_it(amara)
    rounds(clock, hours=1)

    assert ["This mail is a trial." in text for text in inbox.texts] == [True]


def test_a_mail_is_sealed_to_an_age_key(inbox: Inbox, wants_mail: Wants, clock: Clock) -> None:
    own = HybridIdentity.generate()
    wants_mail(key=str(own.recipient))
    told()

    rounds(clock, hours=24)

    armored = inbox.texts[0].replace("\r\n", "\n").encode()
    assert "Something new has come in." in open_sealed(dearmor(armored), [own]).decode()


def test_a_mail_is_sealed_to_a_pgp_key(inbox: Inbox, wants_mail: Wants, clock: Clock) -> None:
    own = pysequoia.Tsk.generate("amara@example.org")
    wants_mail(key=str(own.extract_certificate()))
    told()

    rounds(clock, hours=24)

    opened = pysequoia.decrypt(inbox.texts[0].encode(), decryptor=own.decryptor())
    assert "Something new has come in." in (opened.bytes or b"").decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_there_are_words_for_whatever_waits(wants_mail: Wants, language: str) -> None:
    to = wants_mail(language=language)

    text = message("line@example.org", to, list(Why)).body

    lines = [line.removeprefix("- ") for line in str(text).splitlines() if line.startswith("- ")]
    assert len(set(lines)) == len(Why)
    assert [line.isascii() for line in lines] == [language == "en"] * len(Why)
