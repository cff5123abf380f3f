"""Filling the made-up office: whoever runs it, tips as a browser without JavaScript sends them, answers as a reviewer's browser seals and signs them.

The demo knows everybody's words, so it can do in Python what on a real line only people can.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fairwitness.crypto.age import open_sealed
from fairwitness.crypto.codes import StaffPassphrase, TipCode
from fairwitness.crypto.grants import open_grant
from fairwitness.crypto.keys import StaffKeys
from fairwitness.crypto.letters import Answer, FileEntry, Letter, open_letter, seal_letter
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient
from fairwitness.demo.credentials import Reviewer, read_credentials
from fairwitness.demo.hearing import ask
from fairwitness.demo.moved_clock import days_ago
from fairwitness.demo.names import ask_for
from fairwitness.demo.office import ADMINISTRATOR, CHANNEL
from fairwitness.demo.tips import TIPS, MadeUpLetter, MadeUpTip, Paper
from fairwitness.intake.actions import send, write
from fairwitness.mailbox.actions import answer as write_back
from fairwitness.mailbox.cookies import Inside
from fairwitness.mailbox.entering import enter
from fairwitness.office.administrators import add_administrator, take_up_administrators
from fairwitness.office.clock import today
from fairwitness.office.fields import random_id
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.models import Staff
from fairwitness.office.reading import channel, current_office
from fairwitness.review.actions import answer
from fairwitness.review.reading import conversation_with_tipster, grants_for, key_of
from fairwitness.sealed.actions.drafts import show_code
from fairwitness.sealed.files import IncomingFile
from fairwitness.sealed.models import Conversation, Draft, Tip
from fairwitness.sealed.models import Letter as LetterRow
from fairwitness.sealed.opening import OpenMailbox
from fairwitness.sealed.sealing import Words
from fairwitness.site.worker import one_round

TIER = "browser"  # where a reviewer's letter would have been sealed


def fill_demo(folder: OfficeFolder) -> None:
    """Tell them once, each on its day, and keep what the doors need to know."""
    known = read_credentials(folder)
    if known.letters is not None:
        return
    desks = {one.sign_in_name: Desk.sign_in(one) for one in known.reviewers}
    asked = dict[str, str]()
    codes = {tip.door: _tell(tip, desks, asked).words for tip in TIPS}
    one_round()  # the worker of those days has forgotten what is over
    kept = {door: " ".join(words) for door, words in codes.items() if door}
    runs, letters = _runs_the_line(folder), LetterRow.objects.count()
    replace(known, codes=kept, asked=asked, administrator=runs, letters=letters).write(folder)


def _runs_the_line(folder: OfficeFolder) -> Reviewer:
    """What `keys administrator` and a start do."""
    name, shown = ADMINISTRATOR
    made = add_administrator(folder, name, shown_name=shown)
    take_up_administrators(folder, current_office())
    return Reviewer(name, shown, made.passphrase)


@dataclass(frozen=True)
class Desk:
    """A reviewer, and what their browser holds after the eight words."""

    staff: Staff
    keys: StaffKeys = field(repr=False)

    @classmethod
    def sign_in(cls, reviewer: Reviewer) -> Desk:
        """Open the reviewer's seed with their words."""
        staff = Staff.objects.get(sign_in_name=reviewer.sign_in_name)
        words = StaffPassphrase.read(reviewer.passphrase)
        unlock = words.derive(current_office().line, reviewer.sign_in_name).unlock
        return cls(staff, StaffKeys.from_seed(open_sealed(key_of(staff).sealed_seed, [unlock])))

    def answers(self, conversation: Conversation, text: str) -> None:
        """Open what there is, write, sign, seal, and give it to the same action as the desk's page."""
        identity = self._conversation_key(conversation)
        rows = list(conversation.letters.all())
        mine = [row for row in rows if open_letter(row.sealed, [identity]).author == self._author]
        letter = Letter(
            conversation=conversation.id,
            n=0,
            author=self._author,
            seq=len(mine),
            tier=TIER,
            day=today(),
            text=text,
            seen=hashlib.sha256(rows[-1].sealed).digest(),
        )
        sealed = seal_letter(letter, self.keys.signing, identity.recipient)
        answer(conversation.tip, self.staff, 0, sealed, [], random_id())

    @property
    def _author(self) -> bytes:
        return self.keys.signing.verifying_key

    def _conversation_key(self, conversation: Conversation) -> HybridIdentity:
        grant = grants_for(self.staff, conversation).get(number=0)
        return open_grant(grant.sealed, self.keys.identity, conversation.id, 0).identity


def _tell(tip: MadeUpTip, desks: dict[str, Desk], asked: dict[str, str]) -> TipCode:
    """One tip and all its letters, or a draft that is kept for later; returns the tipster's code. Of whoever was asked about it, theirs is in `asked`."""
    way_in = channel(CHANNEL)
    if way_in is None:
        raise LookupError(CHANNEL)
    with days_ago(tip.days_ago):
        words = Words(tip.text, _answers({"kind": tip.kind, **tip.answers}))
        key = write(way_in, words, lambda identity: _files(tip.papers, identity.recipient))
        if not tip.is_sent:
            show_code(Draft.objects.get(mailbox__locator=key.locator))
            return key.code
        send(key, no_answer=not tip.keeps_code)
    told = Tip.objects.get(conversations__mailbox__locator=key.locator)
    for letter in tip.letters:
        with days_ago(letter.days_ago):
            _write(letter, told, key.code, desks)
    if (hearing := tip.hearing) is not None:
        with days_ago(hearing.days_ago):
            asked[hearing.door] = " ".join(ask(told, desks[hearing.by], hearing).words)
    if (wanted := tip.name_asked) is not None:
        first, second = (desks[one] for one in wanted.by)
        with days_ago(wanted.days_ago):
            ask_for(told, first, second, wanted.why, key)
    return key.code


def _write(letter: MadeUpLetter, tip: Tip, code: TipCode, desks: dict[str, Desk]) -> None:
    if letter.by:
        desks[letter.by].answers(conversation_with_tipster(tip), letter.text)
        return
    opened = _opened(code)
    key = opened.newest_key()
    if key is None:
        raise LookupError("a made-up mailbox")
    to = key.identity.recipient
    words = Words(letter.text, _answers(letter.answers), _files(letter.papers, to))
    write_back(opened, words, random_id(), boxes=())


def _answers(told: Mapping[str, str]) -> list[Answer]:
    return [Answer(question, text) for question, text in told.items()]


def _opened(code: TipCode) -> OpenMailbox:
    """The mailbox, by its twelve words and without JavaScript: it is marked, as anybody's would be."""
    inside = enter(code)
    opened = inside.open() if isinstance(inside, Inside) else None
    if opened is None:
        raise LookupError("a made-up mailbox")
    return opened


def _files(papers: Sequence[Paper], to: HybridRecipient) -> list[FileEntry]:
    """Sealed as they arrive, like anybody's."""
    return [_file(paper, to) for paper in papers]


def _file(paper: Paper, to: HybridRecipient) -> FileEntry:
    incoming = IncomingFile(to)
    incoming.write(paper.content)
    facts = incoming.finish()
    return FileEntry(incoming.id, paper.name, paper.type, facts.size, facts.sha256, facts.parts)
