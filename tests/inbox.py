"""A mail server on this machine that keeps what it takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Inbox:
    """What a mail server has taken, and what it says to the next one."""

    port: int = 0
    says: str = "250 OK"
    raw: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name there
        """Take one, or refuse it."""
        del server, session
        if self.says.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.raw.append(envelope.content)
        return self.says

    @property
    def mails(self) -> list[EmailMessage]:
        """Each as a mail program reads it."""
        read = [message_from_bytes(one, policy=policy.default) for one in self.raw]
        return [one for one in read if isinstance(one, EmailMessage)]

    @property
    def texts(self) -> list[str]:
        """What they say."""
        return [one.get_content() for one in self.mails]
