"""What a tipster does in the mailbox."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.encoding import unb64
from fairwitness.crypto.keys import MailboxKeys
from fairwitness.crypto.letters import FileEntry, MailboxAddress
from fairwitness.crypto.name_requests import CONSENT, Consent
from fairwitness.intake.drafts import DraftKey, seed_of
from fairwitness.mailbox.names import stands
from fairwitness.office.charter import Limits
from fairwitness.office.clock import today
from fairwitness.sealed.actions.agree import agree as agree_to
from fairwitness.sealed.actions.agree import destroy_recordings
from fairwitness.sealed.actions.ask_for_name import consent
from fairwitness.sealed.actions.code import change_code
from fairwitness.sealed.actions.destroy import StillRemembered, destroy
from fairwitness.sealed.actions.drafts import MailboxHashes
from fairwitness.sealed.actions.files import (
    destroy_pending_file,
    hold_tray,
    in_tray,
    let_go,
    put_in_tray,
)
from fairwitness.sealed.actions.letters import TipDestroyed, add_letter, hold
from fairwitness.sealed.actions.move import StalePage
from fairwitness.sealed.actions.reopen import TooLate, reopen, say_it_was_about_harm
from fairwitness.sealed.actions.signed_by_two import NothingAsked
from fairwitness.sealed.actions.unsent import forget_unsent, keep_unsent, unsent_in
from fairwitness.sealed.advising import as_adviser
from fairwitness.sealed.arriving import ArrivedFile, Problem
from fairwitness.sealed.files import Held, NowhereToGo, keep_whole
from fairwitness.sealed.models import Conversation, Tip
from fairwitness.sealed.opening import ConversationKey, OpenMailbox, WaitingFile
from fairwitness.sealed.reading import Step, mailbox_at
from fairwitness.sealed.sealing import Words, seal_answer, seal_entry, seal_own_grant, seal_unsent, tray_of


class NoKey(Exception):
    """No conversation key counts, so nothing can be sealed here."""


class FilesOutgrown(Exception):
    """The files that wait are sealed to two keys, and one letter cannot list them all."""


class SentBefore(Exception):
    """Another letter came with the same form."""


class MailboxMoved(Exception):
    """Another code was put in this one's place."""


def answer(
    opened: OpenMailbox, words: Words, letter_id: str, boxes: Collection[str], *, takes_files: bool = False
) -> None:
    """Seal and append a letter: one letter, however often it is sent, and behind those that came meanwhile.

    What was kept of its `boxes` is sent now. With `takes_files` the files go with it that wait for one,
    and it is sealed to their key: whoever reads on holds the older keys too. FilesOutgrown where they have two.
    """
    try:
        with transaction.atomic():
            now = as_it_stands(opened)
            newest = newest_key(now)
            hold_tray(now.tray)
            waiting = now.waiting() if takes_files else ()
            key, files = _key_of(waiting) or newest, [file.entry for file in waiting]
            sealed = sealed_next(now, key, replace(words, files=files))
            add_letter(
                now.conversation,
                key.number,
                sealed,
                from_office=False,
                files=[file.id for file in files],
                letter_id=letter_id,
                adviser=as_adviser(now.mailbox),
            )
            _send_unsent(now, boxes)
    except IntegrityError:
        _must_be_there(OpenMailbox(opened.mailbox, opened.keys), letter_id, words, takes_files=takes_files)


def agree(opened: OpenMailbox, words: Words, letter_id: str) -> None:
    """Say that what was written down is what one has told, once, however often it is sent: with that recordings are destroyed for good.

    NothingRecorded; CodeWasSeen while somebody of the office knows the code.
    """
    files: list[str] = []
    try:
        with transaction.atomic():
            now = as_it_stands(opened)
            key = newest_key(now)
            files = agree_to(now.conversation, key.number, sealed_next(now, key, words), letter_id)
    except IntegrityError:
        _must_be_there(OpenMailbox(opened.mailbox, opened.keys), letter_id, words, takes_files=False)
    destroy_recordings(files)


def _must_be_there(opened: OpenMailbox, letter_id: str, words: Words, *, takes_files: bool) -> None:
    """SentBefore unless the letter of this id says the same; files of it that came once more with the same form are not kept twice."""
    letters = [one.letter for one in opened.letters() if one.row.id == letter_id and one.letter]
    same = [one for one in letters if (one.text, one.answers) == (words.text, tuple(words.answers))]
    came = [file.entry for file in opened.waiting()] if takes_files else []
    there = {(file.name, file.sha256) for letter in same for file in letter.files}
    if not same or not there.issuperset((file.name, file.sha256) for file in came):
        raise SentBefore
    for file in came:
        drop_file(opened, file.id)


def keep_words(opened: OpenMailbox, typed: Mapping[str, str]) -> None:
    """Keep what stands in a page's boxes, sealed, until it is sent, for a day; an empty box takes away what was kept of it."""
    if not any(typed.values()) and unsent_in(opened.tray) is None:
        return
    with transaction.atomic():
        now = as_it_stands(opened)
        _put_unsent(now.mailbox.office_id, now.keys, {**now.unsent(), **typed})


def _send_unsent(now: OpenMailbox, boxes: Collection[str]) -> None:
    """What is left keeps its hour: that of a letter is in no row."""
    if row := unsent_in(now.tray):
        left = {box: text for box, text in now.unsent().items() if box not in boxes}
        _put_unsent(row.office_id, now.keys, left, row.pending_since)


def _put_unsent(
    office: str, keys: MailboxKeys, boxes: Mapping[str, str], since: datetime | None = None
) -> None:
    written = {box: text for box, text in boxes.items() if text.strip()}
    if written:
        keep_unsent(office, tray_of(keys), lambda row: seal_unsent(row, written, keys), since)
    else:
        forget_unsent(tray_of(keys))


def add_file(opened: OpenMailbox, key: ConversationKey, limits: Limits, file: ArrivedFile) -> Problem | None:
    """Keep a file that has arrived whole, sealed to `key`, for the next letter. One that waits already is not kept twice."""

    def place() -> Held:
        now = _there(opened)
        held = [file.entry for file in now.waiting()]
        return Held(held, lambda entry: _put_in_tray(now.keys, key, entry, now.next_place()))

    return keep_whole(file, limits, place)


def _there(opened: OpenMailbox) -> OpenMailbox:
    try:
        return as_it_stands(opened)
    except (TipDestroyed, MailboxMoved) as gone:
        raise NowhereToGo from gone


def _put_in_tray(keys: MailboxKeys, key: ConversationKey, entry: FileEntry, place: int) -> None:
    sealed = seal_entry(entry, key.number, keys, key.identity.recipient, place)
    put_in_tray(entry.id, tray_of(keys), sealed)


def drop_file(opened: OpenMailbox, file_id: str) -> None:
    """Destroy one file that waits; nothing where none of this id does. A cut leaves it in the tray whole, or nowhere."""
    with transaction.atomic():
        hold(opened.conversation)
        dropped = let_go(in_tray(opened.tray).filter(pk=file_id))
    for one in dropped:
        destroy_pending_file(one)


def withdraw(tip: Tip, tray: bytes) -> None:
    """Destroy everything that was told, at once, and what waits in the mailbox to be sent. The code opens a page with dates from then on."""
    with suppress(StillRemembered):  # then the worker's next round empties the log
        destroy(tip, Tip.Outcome.WITHDRAWN, tray)


def open_again(tip: Tip, step: str) -> bool:
    """What the button does that stands beside the day: open again what is closed, or say that a locked tip was about harm.

    False where the tip stands elsewhere by now, or the day is over: then nothing is changed, and the page says what holds. TipDestroyed.
    """
    ways = {Step.REOPEN: reopen, Step.OBJECT: say_it_was_about_harm}
    try:
        ways[Step(step)](tip.pk)
    except (KeyError, ValueError, StalePage, TooLate):
        return False
    return True


def answer_about_name(opened: OpenMailbox, asked: str, says: str) -> None:
    """Sign a yes or a no to what two readers ask, `asked` being its hash as the page had it. NothingAsked where that is not asked any more."""
    with transaction.atomic():
        now = as_it_stands(opened)
        found = stands(now.mailbox, now.conversation.tip)
        if found is None or not asked or found.asked != asked:
            raise NothingAsked
        line = bytes(now.conversation.office.line)
        said = Consent(line, unb64(asked), says, today()).to_json()
        consent(now.mailbox, said, now.keys.signing.sign(CONSENT, said))


def use_new_code(opened: OpenMailbox, code: TipCode) -> bytes:
    """Move the mailbox to another code, with what waits in it; the one before opens nothing any more. Returns the new seed.

    The old mailbox says so in a signed letter that names the new one, and signs the new grants: that is how readers know
    that the letters which come after are from the same person. LocatorTaken where another code has its first row.
    """
    key = DraftKey.of(code, seed_of(code))
    made = key.hashes
    address = MailboxAddress(made.recipient, made.verifying_key)
    try:
        with transaction.atomic():
            now = as_it_stands(opened)
            newest = newest_key(now)
            letter = sealed_next(now, newest, Words(""), address)
            waiting = now.waiting()
            change_code(now.mailbox, made, grants_to(now, key.keys), newest.number, letter)
            for place, file in enumerate(waiting):
                _put_in_tray(key.keys, file.key, file.entry, place)
            _move_unsent(now, key.keys)
    except MailboxMoved:
        if not _is_moved(made, Conversation.Party(opened.conversation.party)):
            raise
    return key.seed


def _move_unsent(now: OpenMailbox, to: MailboxKeys) -> None:
    """The code before finds it no more, and opens nothing of it."""
    if row := unsent_in(now.tray):
        _put_unsent(row.office_id, to, now.unsent(), row.pending_since)
        forget_unsent(now.tray)


def grants_to(opened: OpenMailbox, to: MailboxKeys) -> list[tuple[int, bytes, Sealed]]:
    """Every key that counts, for the next mailbox, or for one beside it."""
    holder = to.identity.recipient.holder
    return [
        (number, holder, seal_own_grant(opened.conversation.id, number, one, to))
        for number, one in opened.identities.items()
    ]


def _is_moved(to: MailboxHashes, party: Conversation.Party) -> bool:
    """Whether the same form came a moment ago and has done it."""
    found = mailbox_at(to.locator, party)
    return found is not None and hmac.compare_digest(found.auth, to.auth)


def as_it_stands(opened: OpenMailbox) -> OpenMailbox:
    """The same mailbox, read once nobody else can write in it; TipDestroyed or MailboxMoved where another tab was faster."""
    hold(opened.conversation)
    found = mailbox_at(opened.mailbox.locator, Conversation.Party(opened.conversation.party))
    if found is None or not hmac.compare_digest(found.auth, opened.mailbox.auth):
        raise MailboxMoved
    return OpenMailbox(found, opened.keys)


def newest_key(opened: OpenMailbox) -> ConversationKey:
    """What the next letter is sealed to. NoKey where nothing counts."""
    key = opened.newest_key()
    if key is None:
        raise NoKey
    return key


def _key_of(waiting: Sequence[WaitingFile]) -> ConversationKey | None:
    keys = {file.key.number: file.key for file in waiting}
    if len(keys) > 1:
        raise FilesOutgrown
    return next(iter(keys.values()), None)


def sealed_next(
    opened: OpenMailbox, key: ConversationKey, words: Words, mailbox: MailboxAddress | None = None
) -> Sealed:
    """The next letter of whoever has this mailbox open."""
    letters = opened.letters()
    signed = [one.redacted or one.letter for one in letters]
    mine = [one.seq for one in signed if one and one.author == opened.own]
    return seal_answer(
        opened.conversation.id,
        key.number,
        words,
        opened.keys,
        key.identity.recipient,
        seq=max(mine, default=-1) + 1,
        seen=opened.last_hash(),
        mailbox=mailbox,
    )
