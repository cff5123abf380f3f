from __future__ import annotations

import pytest
from inbox import Inbox
from reviewer import Reviewer

from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.notifications.models import Subscription
from fairwitness.notifications.servers import WrongSetting, servers

pytestmark = pytest.mark.usefixtures("clock")
PAGE = "notifications/"
SECRET = "AGE-SECRET-KEY-PQ-1CANARY"


def test_what_is_chosen_is_kept(inbox: Inbox) -> None:
    del inbox
    amara, key = Reviewer("amara"), str(HybridIdentity.generate().recipient)

    answer = amara.sends(PAGE, how="soon", address="amara@example.org", key=f" {key}\n")

    assert answer.status_code == 302
    kept = Subscription.objects.get()
    assert (kept.how, kept.address, kept.key) == ("soon", "amara@example.org", key)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"how": "fixed", "address": ""}, "Write where the mail goes."),
        ({"how": "fixed", "address": "amara"}, "This is no mail address."),
        ({"how": "fixed", "address": "a@example.org\nBcc: b@example.org"}, "This is no mail address."),
        ({"how": "hourly", "address": "a@example.org"}, "Choose how often."),
        (
            {"how": "fixed", "address": "a@example.org", "key": "age1typo"},
            "Nothing can be sealed to this key.",
        ),
    ],
)
def test_what_will_not_do_is_said_and_comes_back(said: dict[str, str], problem: str) -> None:
    amara = Reviewer("amara")

    answer = amara.sends(PAGE, **said)

    page = answer.content.decode()
    assert (answer.status_code, problem in page) == (422, True)
    assert said.get("key", "") in page
    assert not Subscription.objects.exists()


def test_a_secret_key_is_neither_kept_nor_shown_again() -> None:
    amara = Reviewer("amara")

    answer = amara.sends(PAGE, how="fixed", address="a@example.org", key=SECRET)

    assert "That was a secret key." in answer.content.decode()
    assert "CANARY" not in answer.content.decode()
    assert not Subscription.objects.exists()


def test_a_line_without_a_mail_server_says_so() -> None:
    page = Reviewer("amara").page(PAGE)

    assert "This line sends no mail yet" in page.text
    assert "Send me a trial mail" not in page.text


@pytest.mark.parametrize(
    "said",
    [
        {"FAIRWITNESS_MAIL": "mail.example.org"},
        {"FAIRWITNESS_MAIL": "smtp://mail.example.org"},
        {"FAIRWITNESS_MAIL": "smtp://mail.example.org:port?from=a@example.org"},
        {"FAIRWITNESS_MAIL_HOURS": "7,25"},
        {"FAIRWITNESS_MAIL_HOURS": "seven"},
        {"FAIRWITNESS_WEBHOOK": "http://example.org/hook"},
        {"FAIRWITNESS_WEBHOOK": "file:///etc/passwd"},
    ],
)
def test_a_variable_that_cannot_be_meant_is_refused(said: dict[str, str]) -> None:
    with pytest.raises(WrongSetting, match=next(iter(said))):
        servers(said)
