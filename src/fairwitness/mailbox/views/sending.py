"""Sending one letter out of a form of the open mailbox."""

from __future__ import annotations

from fairwitness.mailbox import actions
from fairwitness.mailbox.forms import OneLetter
from fairwitness.sealed.opening import OpenMailbox
from fairwitness.sealed.sealing import Words


def is_sent(mailbox: OpenMailbox, form: OneLetter, words: Words, *, takes_files: bool = False) -> bool:
    """Seal and send it; where that cannot be, the form says why and keeps what was typed."""
    try:
        actions.answer(mailbox, words, form.cleaned_data["letter"], form.boxes, takes_files=takes_files)
    except actions.NoKey:
        form.refuse(str(form.no_key))
    except actions.FilesOutgrown:
        form.refuse(str(form.files_outgrown))
    except actions.SentBefore:
        form.refuse(str(form.sent_before))
    else:
        return True
    return False
