"""A mail that says that something waits: no name, no number, no day, no word of a tip. Sealed to the reader's own key where they gave one."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused
from typing import Self

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from fairwitness.notifications.keys import NotAKey, sealed_to
from fairwitness.notifications.models import Subscription
from fairwitness.notifications.reading import Why
from fairwitness.notifications.servers import MailServer
from fairwitness.office import charter

TIMEOUT = 20  # seconds
DOES_NOT_LET_IN = frozenset({530, 534, 535, 538, 421, 454})  # RFC 4954; 421: it is closing


class NotSent(Exception):
    """Why a mail did not go out, without a word of what the server said."""

    def __init__(self, problem: Subscription.Problem) -> None:
        super().__init__()
        self.problem = problem


class Post:
    """A connection to the mail server, for as long as the block lasts. NotSent where there is none to be had."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._backend = EmailBackend(
            host=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=not server.tls_at_once and not server.is_here,
            use_ssl=server.tls_at_once,
            timeout=TIMEOUT,
        )

    def __enter__(self) -> Self:
        try:
            self._backend.open()
        except (OSError, SMTPException):
            self._backend.close()
            raise NotSent(Subscription.Problem.UNREACHABLE) from None
        return self

    def __exit__(self, *_: object) -> None:
        self._backend.close()

    def send(self, to: Subscription, why: Collection[Why]) -> None:
        """Send one; NotSent where the server does not take it."""
        try:
            told = message(self._server.sender, to, why)
        except NotAKey:  # whose time is over, or whose kind this line cannot seal to any more
            raise NotSent(Subscription.Problem.KEY) from None
        try:
            self._backend.send_messages([told])
        except (SMTPRecipientsRefused, SMTPSenderRefused):
            raise NotSent(Subscription.Problem.REFUSED) from None
        except SMTPResponseException as error:
            problem = Subscription.Problem
            lets_in = error.smtp_code not in DOES_NOT_LET_IN
            raise NotSent(problem.REFUSED if lets_in else problem.UNREACHABLE) from None
        except (OSError, SMTPException):
            raise NotSent(Subscription.Problem.UNREACHABLE) from None


def message(sender: str, to: Subscription, why: Collection[Why]) -> EmailMessage:
    """What is sent: with a subject that never changes."""
    with override(to.language):
        context = {"why": [one.value for one in why], "address": charter.current().addresses[0], "to": to}
        text = render_to_string("notifications/mail.txt", context)
        subject = _("The desk")
    return EmailMessage(
        subject=subject,
        body=sealed_to(to.key, text) if to.key else text,
        from_email=sender,
        to=[to.address],
        headers={
            "Auto-Submitted": "auto-generated",
            # Django would put this machine's name there.
            "Message-ID": f"<{secrets.token_hex(16)}@{sender.rpartition('@')[2]}>",
        },
    )
