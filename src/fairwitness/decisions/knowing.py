"""Questions about whether a tipster knew that something was untrue: whether they were heard, what they answered, and who may judge it from outside."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import F

from fairwitness.crypto.findings import Claim
from fairwitness.crypto.knowingly_false import KnowinglyFalse as Statement
from fairwitness.crypto.knowingly_false import NotSoSaid
from fairwitness.crypto.sheets import Reader
from fairwitness.decisions.heard import hash_of_letters
from fairwitness.decisions.models import KnowinglyFalse, TipsterAsked
from fairwitness.decisions.reading import has_graded
from fairwitness.office.clock import today
from fairwitness.office.models import FormerKey, Staff, StaffKey
from fairwitness.office.reading import current_sheet
from fairwitness.office.rows import only
from fairwitness.sealed.actions.opened import last_look
from fairwitness.sealed.models import Conversation, Letter, Tip
from fairwitness.sealed.models_of_names import NameKeeper
from fairwitness.sealed.notices import KNEW_DAYS
from fairwitness.sealed.recorded import own_from
from fairwitness.sealed.states import State

DAYS = KNEW_DAYS


def can_be_heard(tip: Tip) -> bool:
    """Whether a letter reaches its tipster, and nobody else answers in their place: they kept a code, and nobody of the office knows it."""
    return not tip.no_answer and own_from(tip) is not None


def asked_of(tip: Tip) -> TipsterAsked | None:
    """That the tipster was told what is held against them, in this round."""
    return only(TipsterAsked.objects.filter(tip=tip, round=tip.since))


def until(asked: TipsterAsked) -> date:
    """The last day of the tipster's time."""
    return asked.day + timedelta(days=DAYS)


def letter_of(asked: TipsterAsked) -> Letter | None:
    """The one that told them; None where it is no longer what was written."""
    theirs = Letter.objects.filter(
        conversation__tip=asked.tip_id, conversation__party=Conversation.Party.TIPSTER, from_office=True
    )
    return only(theirs.filter(pk=asked.letter, redacted=None))


def letters_that_tell(tip: Tip) -> Sequence[Letter]:
    """Which of the readers' letters can be the hearing: their last one, where it is of today and of this round, and nobody of the office knew its tipster's code by then. One at most."""
    last, behind = _last_letter(tip), own_from(tip)
    if last is None or behind is None or last.redacted is not None or last.position < behind:
        return []
    return [last] if last.day == today() >= tip.since else []


def is_ahead(tip: Tip) -> bool:
    """Whether the line's clock stood ahead when the tip came here, or when readers wrote last: nothing begins before that day."""
    last = _last_letter(tip)
    return max(tip.since, last.day if last else tip.since) > today()


def _last_letter(tip: Tip) -> Letter | None:
    theirs = Letter.objects.filter(
        conversation__tip=tip, conversation__party=Conversation.Party.TIPSTER, from_office=True
    )
    return theirs.order_by("-position").first()


def is_heard(asked: TipsterAsked) -> bool:
    """Whether the time is over, and the letter was read. One that nobody has read has heard nobody."""
    return today() > until(asked) and was_read(asked)


def was_read(asked: TipsterAsked) -> bool:
    """Whether the mailbox has shown the letter, as far as readers are told: by the line's last look, once a week. So nobody learns when."""
    letter = letter_of(asked)
    return letter is not None and last_look(letter.conversation).says(letter) is True


def answers_to(asked: TipsterAsked) -> Sequence[Letter]:
    """Every letter of the tipster's since then, however late: it is weighed before anybody signs."""
    letter = letter_of(asked)
    if letter is None:
        return []
    later = Letter.objects.filter(
        conversation=letter.conversation_id, from_office=False, position__gt=letter.position
    )
    return list(later.order_by("position"))


def hash_of_letter(asked: TipsterAsked) -> bytes | None:
    """By what a statement names the letter."""
    letter = letter_of(asked)
    return None if letter is None else hashlib.sha256(bytes(letter.sealed)).digest()


def hash_of_answers_to(asked: TipsterAsked) -> bytes:
    """By what it names all of the answers."""
    return hash_of_letters(answers_to(asked))


def signed_of(tip: Tip) -> KnowinglyFalse | None:
    """What was signed of it, by one, by two or by all three."""
    return only(KnowinglyFalse.objects.filter(tip=tip))


def claims_of(row: KnowinglyFalse) -> Sequence[Claim]:
    """Which it names; none where somebody has written it past the program, and then everybody may see that and take it back."""
    try:
        return Statement.from_json(bytes(row.statement)).claims
    except NotSoSaid:
        return ()


def may_see(row: KnowinglyFalse, staff: str) -> bool:
    """What waits says how others have graded: so it is for whoever has graded all that it names. What came to nothing, or was judged, is for every reader of the tip."""
    if row.outsider or not is_of_this_round(row, row.tip):
        return True
    return has_graded(staff, row.tip, claims_of(row))


def waiting(tip: Tip) -> KnowinglyFalse | None:
    """What waits for a second signature, or for somebody from outside."""
    row = signed_of(tip)
    return row if row is not None and not row.outsider and is_of_this_round(row, tip) else None


def is_of_this_round(row: KnowinglyFalse, tip: Tip) -> bool:
    """Whether the tip is still in the second review in which it was signed: else it comes to nothing."""
    return tip.state == State.SECOND_REVIEW and row.round == tip.since


def outsiders(tip: Tip, *readers: str) -> Sequence[Reader]:
    """Who may judge it from outside: whoever guards names by the key sheet of today, and not this tip's; whom none of these readers has let in, and who has let in none of them."""
    sheet = current_sheet(tip.channel)
    staff = {bytes(key.holder): key for key in _custodians()}
    found = [one for one in sheet.custodians if one.recipient.holder in staff]
    return [one for one in found if is_outside(tip, staff[one.recipient.holder].staff_id, *readers)]


def is_outside(tip: Tip, staff: str, *readers: str) -> bool:
    """Whether this tip's name is not sealed to somebody, and none of these readers has anything to do with their being here."""
    if _keeps_name(tip, staff):
        return False
    name, let_in = name_and_inviter(staff)
    others = [name_and_inviter(one) for one in readers]
    return all(let_in != other and let_in_other != name for other, let_in_other in others)


def may_judge(custodian: Staff) -> Sequence[KnowinglyFalse]:
    """What two have signed and somebody from outside has not, of which the paper was sealed to this one."""
    rows = KnowinglyFalse.objects.filter(
        outsider="", tip__state=State.SECOND_REVIEW, round=F("tip__since")
    ).exclude(second="")
    found = rows.select_related("tip__channel__office", "asked").order_by("day", "id")
    return [
        one
        for one in found
        if is_for(one, custodian) and is_outside(one.tip, custodian.id, one.first, one.second)
    ]


def is_for(row: KnowinglyFalse, custodian: Staff) -> bool:
    """Whether the paper was sealed to them, by their key of today."""
    holders = bytes(row.papers_for)
    theirs = StaffKey.objects.filter(staff=custodian).values_list("holder", flat=True)
    return any(bytes(one) in {holders[at : at + 32] for at in range(0, len(holders), 32)} for one in theirs)


def name_and_inviter(staff: str) -> tuple[str, str]:
    """In one case of letters: the terminal takes any."""
    key = StaffKey.objects.select_related("staff").filter(staff=staff).first()
    return (key.staff.sign_in_name.lower(), (key.invited_by or "").lower()) if key else ("", "")


def _custodians() -> Sequence[StaffKey]:
    return list(StaffKey.objects.filter(staff__role=Staff.Role.CUSTODIAN, staff__is_active=True))


def _keeps_name(tip: Tip, staff: str) -> bool:
    keys = [
        holder
        for kind in (StaffKey.objects, FormerKey.objects)
        for holder in kind.filter(staff=staff).values_list("holder", flat=True)
    ]
    return NameKeeper.objects.filter(kept__tip=tip, holder__in=keys).exists()
