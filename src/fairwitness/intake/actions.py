"""Writing a tip: every answer is sealed into the draft as it comes, and *send* makes a tip of the draft."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from django.db import transaction

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.letters import Answer, FileEntry, Letter
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.crypto.sheets import KeySheet
from fairwitness.intake.drafts import DraftKey
from fairwitness.intake.forms import TWO_KEYS, guard_of
from fairwitness.office import reading as office
from fairwitness.office.charter import Limits
from fairwitness.office.clock import day_after
from fairwitness.office.models import Channel
from fairwitness.office.rows import only
from fairwitness.sealed import models
from fairwitness.sealed.actions.commit import CommitKey, LocatorTaken, SealedTip, commit_draft
from fairwitness.sealed.actions.drafts import COOKIE_HOURS, begin_draft
from fairwitness.sealed.actions.files import claim_for_draft, destroy_pending_file, let_go
from fairwitness.sealed.arriving import ArrivedFile, Problem
from fairwitness.sealed.drafting import OpenDraft, new_letter, seal_draft
from fairwitness.sealed.elsewhere import TYPE as SEALED_TYPE
from fairwitness.sealed.elsewhere import SealedElsewhere, name_of
from fairwitness.sealed.files import Held, NowhereToGo, keep_whole
from fairwitness.sealed.models import Tier
from fairwitness.sealed.sealing import Words, seal_tip

CODES_TO_TRY = (
    8  # a first row is taken once in 17 million million tips; eight times in a row is a fault of ours
)
PLACE = "screen"  # where somebody stopped: an answer that nobody gave
BEGUN = "begun"  # what goes on, in a browser that seals, with files that have not arrived whole
NOT_FOR_READERS = frozenset(
    {"exclude", "about", "guard", PLACE, BEGUN}
)  # answers that are acted on, or lead back to where one was, and are never passed on


APART = frozenset({"name", "contact"})  # what two keys guard


class NobodyLeft(Exception):
    """The tipster excluded everybody who could read the tip."""


class NobodyGuards(Exception):
    """Two keys were to guard the tipster's name, and nobody guards names any more."""


class OthersGuard(Exception):
    """Others guard names by now than the tipster was shown."""


class NothingToSend(Exception):
    """The draft has no kind, or neither a sentence nor a file."""


class DraftLost(NowhereToGo):
    """The key that this browser carries opens no draft any more."""


class ChangedMeanwhile(Exception):
    """Another tab has kept something else in the place of what this one began from."""

    def __init__(self, opened: OpenDraft) -> None:
        super().__init__()
        self.opened = opened


def begin(key: DraftKey, channel: Channel, answers: Mapping[str, str], text: str = "") -> DraftKey:
    """Keep a new draft. Returns its key: another one where the first row of the code was taken."""
    for _attempt in range(CODES_TO_TRY):
        letter = _answered(new_letter(key.keys), answers, text)
        try:
            begin_draft(channel, key.hashes, seal_draft(letter, key.keys))
        except LocatorTaken:
            key = DraftKey.new()
        else:
            return key
    raise LocatorTaken


def answer(
    key: DraftKey, answers: Mapping[str, str], text: str | None = None, began_from: str = ""
) -> OpenDraft:
    """Put answers into the draft; an empty one takes back what was answered before.

    With `began_from`, the version of these answers that somebody saw before they typed: ChangedMeanwhile where the draft has other
    ones by now, and some of them would be lost.
    """
    with transaction.atomic():
        opened = _locked(key)
        given = {question: told for question, told in answers.items() if question != PLACE}
        if began_from and not hmac.compare_digest(
            began_from.encode(), version(key, opened, given, text).encode()
        ):
            _must_lose_nothing(opened, given, text)
        return _changed(key, opened, _answered(opened.letter, answers, text))


def says_more(opened: OpenDraft, answers: Mapping[str, str], text: str | None) -> bool:
    """Whether these answers would change the draft."""
    return _answered(opened.letter, answers, text) != opened.letter


def version(key: DraftKey, opened: OpenDraft, questions: Iterable[str], text: str | None) -> str:
    """Names what the draft holds of these questions, and of the text unless that is None. Keyed: a page that carries it tells nothing."""
    held = [opened.letter.text] if text is not None else []
    held += [opened.answers.get(question, "") for question in sorted(questions)]
    return b64(key.fingerprint([one.encode() for one in held]))


def _must_lose_nothing(opened: OpenDraft, answers: Mapping[str, str], text: str | None) -> None:
    """What is kept stands within what takes its place, or there was nothing."""
    held = opened.answers
    places = [(held.get(question, ""), now) for question, now in answers.items()]
    if text is not None:
        places.append((opened.letter.text.strip(), text))
    if any(before not in now for before, now in places):
        raise ChangedMeanwhile(opened)


def add_file(key: DraftKey, limits: Limits, file: ArrivedFile) -> Problem | None:
    """Keep a file that has arrived whole, at once, in the draft. One that the draft has already is not kept twice."""

    def place() -> Held:
        opened = _locked(key)
        held = opened.letter.files

        def put(entry: FileEntry) -> None:
            _keep(opened, replace(opened.letter, files=(*held, entry)), key)
            claim_for_draft(opened.row, entry.id)

        return Held(held, put)

    return keep_whole(file, limits, place)


def add_sealed(key: DraftKey, limits: Limits, file: ArrivedFile) -> Problem | None:
    """The same for a file that was sealed on another machine: kept as it is, if its readers may be able to open it."""
    if isinstance(file.incoming, SealedElsewhere) and (wrong := file.incoming.wrong):
        return Problem(wrong, {"name": file.name})
    file.name, file.type = name_of(file.name), SEALED_TYPE
    return add_file(key, limits, file)


def drop_file(key: DraftKey, file_id: str) -> None:
    """Destroy one file of the draft; nothing where the draft lists no such file. A cut leaves it in the draft whole, or nowhere."""
    with transaction.atomic():
        opened = _locked(key)
        left = tuple(one for one in opened.letter.files if one.id != file_id)
        if left == opened.letter.files:
            return
        _keep(opened, replace(opened.letter, files=left), key)
        dropped = let_go(opened.row.files.filter(pk=file_id))
    for one in dropped:
        destroy_pending_file(one)


def send(key: DraftKey, *, no_answer: bool = False, guards: str | None = None) -> None:
    """Make a tip of the draft as it is at that moment, whole or not at all. Sending it again changes nothing.

    With `guards`, what `guarded_by` gave when its tipster was shown who guards their name: OthersGuard where others do by now.
    """
    with transaction.atomic():
        try:
            opened = _locked(key)
        except DraftLost:
            if key.is_sent():
                return
            raise
        commit = CommitKey(
            key.commit, key.fingerprint([opened.letter.conversation.encode()]), key.keys.stored_auth
        )
        _must_be_shown(opened, guards)
        sealed = _sealed(key, opened, no_answer=no_answer)
        unfinished = let_go(opened.row.files.exclude(pk__in=[one.id for one in opened.letter.files]))
        commit_draft(commit, opened.row, Tier.ARRIVAL, sealed)
    for file_id in unfinished:  # begun by a browser that seals, and never whole
        destroy_pending_file(file_id)


def guarded_by(opened: OpenDraft) -> str:
    """Names whoever would guard the draft's name today; empty where two keys are not to, or nobody does."""
    if guard_of(opened.answers) != TWO_KEYS:
        return ""
    custodians = office.current_sheet(opened.row.channel).custodians
    holders = b"".join(sorted(one.recipient.holder for one in custodians))
    return b64(sha256(holders).digest()) if holders else ""


def _must_be_shown(opened: OpenDraft, guards: str | None) -> None:
    today = guarded_by(opened)
    if guards is not None and today and guards != today:
        raise OthersGuard


def _sealed(key: DraftKey, opened: OpenDraft, *, no_answer: bool) -> SealedTip:
    if not is_complete(opened):
        raise NothingToSend
    sheet = office.current_sheet(opened.row.channel)
    excluded = excluded_by(opened)
    if excluded.issuperset(reader.recipient.holder for reader in sheet.reviewers):
        raise NobodyLeft
    letter, apart = opened.letter, _apart(opened, sheet)
    away = NOT_FOR_READERS | (APART if apart else frozenset())
    heard = [one for one in letter.answers if one.question not in away]
    words = Words(letter.text, heard, letter.files, apart)
    return seal_tip(
        letter.conversation,
        words,
        key.keys,
        opened.identity,
        sheet,
        excluded=excluded,
        no_answer=no_answer,
    )


def _apart(opened: OpenDraft, sheet: KeySheet) -> tuple[str, str] | None:
    """Name and way to reach them, where the tipster wants them guarded. NobodyGuards: they are never given to the readers instead."""
    if guard_of(opened.answers) != TWO_KEYS:
        return None
    if not sheet.custodians:
        raise NobodyGuards
    return opened.answers.get("name", ""), opened.answers.get("contact", "")


def is_complete(opened: OpenDraft) -> bool:
    """Whether there is enough for a tip: a kind, and one sentence or one file."""
    return bool(opened.answers.get("kind")) and bool(opened.letter.text.strip() or opened.letter.files)


def excluded_by(opened: OpenDraft) -> frozenset[bytes]:
    """The holders whom the tipster does not want."""
    roles = opened.answers.get("exclude", "").split()
    return office.holders_in(opened.row.channel, roles) if roles else frozenset()


def write(
    channel: Channel,
    words: Words,
    files: Callable[[HybridIdentity], Sequence[FileEntry]] | None = None,
) -> DraftKey:
    """All screens but *send* at once, for a tip that is already written. Returns the key, with the code that opens the draft."""
    answers = {one.question: one.text for one in words.answers}
    key = begin(DraftKey.new(), channel, answers, words.text)
    opened = _change(key, lambda letter: letter)
    for entry in files(opened.identity) if files else ():
        _take_in(key, entry)
    return key


def tell(
    channel: Channel,
    words: Words,
    files: Callable[[HybridIdentity], Sequence[FileEntry]] | None = None,
    *,
    no_answer: bool = False,
) -> DraftKey:
    """The whole way at once. Returns the key, with the code that opens the tip."""
    key = write(channel, words, files)
    send(key, no_answer=no_answer)
    return key


def _take_in(key: DraftKey, entry: FileEntry) -> None:
    opened = _change(key, lambda letter: replace(letter, files=(*letter.files, entry)))
    claim_for_draft(opened.row, entry.id)


def _change(key: DraftKey, how: Callable[[Letter], Letter]) -> OpenDraft:
    """Open the draft, change it and seal it again."""
    with transaction.atomic():
        opened = _locked(key)
        return _changed(key, opened, how(opened.letter))


def _changed(key: DraftKey, opened: OpenDraft, letter: Letter) -> OpenDraft:
    """Nothing is written where nothing has changed."""
    if letter != opened.letter:
        _keep(opened, letter, key)
    return replace(opened, letter=letter)


def _locked(key: DraftKey) -> OpenDraft:
    held = models.Draft.objects.select_for_update(of=("self",)).select_related("mailbox", "channel__office")
    found = only(held.filter(mailbox__locator=key.locator))
    opened = key.opened(found) if found else None
    if opened is None:
        raise DraftLost
    return opened


def _keep(opened: OpenDraft, letter: Letter, key: DraftKey) -> None:
    opened.row.sealed = seal_draft(letter, key.keys)
    if not opened.row.code_shown:
        opened.row.until = day_after(COOKIE_HOURS)  # as long as the cookie that this answer brings
    opened.row.save(update_fields=["sealed", "until"])


def _answered(letter: Letter, answers: Mapping[str, str], text: str | None) -> Letter:
    """The order of questions stays: a later answer stands where the earlier one stood."""
    merged = {one.question: one.text for one in letter.answers} | dict(answers)
    kept = tuple(Answer(question, told) for question, told in merged.items() if told)
    return replace(letter, answers=kept, text=letter.text if text is None else text)
