"""The sentences of notices: what the line itself says, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from fairwitness.office import charter
from fairwitness.office.charter import Retention
from fairwitness.sealed.locking import nobody_looks
from fairwitness.sealed.models import Notice, Referral, Tip
from fairwitness.sealed.referrals import done
from fairwitness.sealed.resting import asks_first, kept_for, last_day
from fairwitness.sealed.states import State

KNEW_DAYS = 14  # for a tipster to answer what is held against them, as whoever is reported on has
SENTENCES: Mapping[int, Any] = {
    Notice.Template.RECEIVED: _("Your tip has arrived and is stored, sealed."),
    Notice.Template.NEW_CODE: _(
        "A new code was made for this mailbox. The one before opens nothing any more."
    ),
    Notice.Template.ACKNOWLEDGED: _(
        "This line confirms that your tip has arrived. No reader has written to you so far. The day by which they tell you what was done stays the same."
    ),
    Notice.Template.OUT_OF_SCOPE: _(
        "A reader has closed your tip: this line is not there for what you tell. If we have misunderstood, open it again by {day}. The page about this line names others who can help."
    ),
    Notice.Template.INSUFFICIENT: _(
        "A reader has closed your tip: there is too little to go on. If you can add something, open it again by {day}. The page about this line names others who can help."
    ),
    Notice.Template.EXPORTED: _(
        "Two readers have taken a copy of what you told out of this line. A law or a court asks for it, or you do. Ask them here."
    ),
    Notice.Template.NAME_CONSENT: _(
        "Two readers ask whether your name may be opened for them. It stays sealed unless you say yes here."
    ),
    Notice.Template.NAME_COURT: _(
        "Two readers have asked for your name, because a court has ordered it. After seven days it may be opened. Ask them here."
    ),
    Notice.Template.NAME_PROSECUTOR: _(
        "Two readers have asked for your name, because a prosecutor demands it by law. After seven days it may be opened. Ask them here."
    ),
    Notice.Template.NAME_LAW: _(
        "Two readers have asked for your name, because a law obliges the office to name you. After seven days it may be opened. Ask them here."
    ),
    Notice.Template.NAME_OPENED: _(
        "Your name was opened for two readers, and for nobody else. Ask them here why, and what they do with it."
    ),
    Notice.Template.NAME_REFUSED: _(
        "Two readers have asked for your name. Whoever guards it has refused to open it for them."
    ),
    Notice.Template.NAME_ENDED: _(
        "What two readers had asked about your name has ended. Nothing is opened for it. They can ask again."
    ),
    Notice.Template.KNEW_ASKED: _(
        "The readers ask whether you knew, when you told it, that something was untrue. Their letter here says what, and what shows it. You need not answer, and silence is not counted against you. Nothing is signed before {day} is over. Nobody learns your name by this. The page about this line says how to complain."
    ),
    Notice.Template.KNEW_FOUND: _(
        "Two readers and somebody from outside have signed that you knew, when you told it, that something was untrue. Your tip counts as not confirmed. Whoever is reported on reads that, and no more. Nobody learns your name by this. The page about this line says how to complain."
    ),
    Notice.Template.KNEW_OVER: _("What was held against you was not signed. With that it is over."),
    Notice.Template.REOPENED: _("Your tip is open again. A reader looks at it once more."),
    Notice.Template.PROTECTED_CONDUCT: _(
        "Your tip is locked, for every reader: what people think, say and believe is their right. If it was about harm, say so by {day}. After that day it is destroyed."
    ),
    Notice.Template.OBJECTION: _(
        "You have said that it was about harm. Another reader looks at your tip, and not the one who locked it."
    ),
    Notice.Template.SPOKEN_UP: _(
        "A colleague of whoever locked your tip says that it is about harm. It is open again."
    ),
}
# Where nobody who works here could look at it: nothing says that somebody does.
NOBODY_LOOKS = _(
    "You have said that it was about harm. Nobody else at this line can open your tip now. The page about this line names others who can help."
)
# Where the law leaves so few days that nobody could be asked before: the same notice, and it begins with the question.
ASKING: Mapping[int, Any] = {
    Notice.Template.OUT_OF_SCOPE: _(
        "Is there harm in what you tell that we have missed? A reader thinks that it is nothing for this line. If there is, open it again by {day}. The page about this line names others who can help."
    ),
    Notice.Template.INSUFFICIENT: _(
        "Can you add something? A reader thinks that there is too little to go on. If you can, open it again by {day}. The page about this line names others who can help."
    ),
}
SAID_AT: Mapping[int, State] = {
    Notice.Template.OUT_OF_SCOPE: State.OUT_OF_SCOPE,
    Notice.Template.INSUFFICIENT: State.INSUFFICIENT,
    Notice.Template.PROTECTED_CONDUCT: State.PROTECTED_CONDUCT,
}
SAYS: Mapping[State, Notice.Template] = {
    state: Notice.Template(template) for template, state in SAID_AT.items()
}
# Whole sentences, each with its reason: {day} is the new day.
EXTENSIONS: Mapping[str, Any] = {
    Tip.Extension.BODY: _(
        "The readers need more time, because another body has to answer first. By {day} they tell you what was done, and why. This is done once."
    ),
    Tip.Extension.EVIDENCE: _(
        "The readers need more time, because there is much evidence to look through. By {day} they tell you what was done, and why. This is done once."
    ),
    Tip.Extension.PEOPLE: _(
        "The readers need more time, because many people have to be heard. By {day} they tell you what was done, and why. This is done once."
    ),
    Tip.Extension.ABROAD: _(
        "The readers need more time, because something has to be found out in another country. By {day} they tell you what was done, and why. This is done once."
    ),
}


# Whole notices, by the ground: {body} is its name in the charter.
PASSED_ON: Mapping[str, Any] = {
    Referral.Ground.CONFIRMED: _(
        "What you told was confirmed, and you have said yes: two readers have decided to pass it on to this body: {body}."
    ),
    Referral.Ground.DANGER: _(
        "Two readers have decided to tell a body outside of the danger, and only of that: {body}. They do so without your yes, because somebody’s life was in danger."
    ),
}
# Where the line does not know any more to whom.
PASSED_ON_SOMEWHERE = _("Two readers have decided to turn to a body outside. Ask them here which body it is.")


def sentence(notice: Notice) -> str:
    """What a notice says."""
    if notice.template == Notice.Template.REFERRED:
        return _passed_on(notice.conversation.tip)
    if notice.template == Notice.Template.EXTENDED:
        tip = notice.conversation.tip
        return str(EXTENSIONS[tip.extended]).format(day=tip.feedback_due)
    if notice.template == Notice.Template.OBJECTION and nobody_looks(notice.conversation.tip):
        return str(NOBODY_LOOKS)
    if notice.template == Notice.Template.KNEW_ASKED:
        return str(SENTENCES[notice.template]).format(
            day=(notice.day + timedelta(days=KNEW_DAYS)).isoformat()
        )
    if notice.template in SAID_AT:
        return said(notice.template, notice.day, kept_for(notice.conversation.tip))
    return str(SENTENCES[notice.template])


def said(template: int, day: date, kept: Retention) -> str:
    """What a notice of this day says that leaves time for something: until which day."""
    state = SAID_AT[template]
    sentences = ASKING if template in ASKING and asks_first(state, kept) else SENTENCES
    return str(sentences[template]).format(day=last_day(state, day, kept).isoformat())


def was_told_that_they_knew(tip: Tip) -> bool:
    """Whether the mailbox has said that two readers and somebody from outside have signed it."""
    return Notice.objects.filter(conversation__tip=tip, template=Notice.Template.KNEW_FOUND).exists()


def _passed_on(tip: Tip) -> str:
    """To whom, by the charter's name for it; by its slug where the charter has dropped it since. A mailbox opens where the row is gone, too."""
    referral = done(tip)
    if referral is None:
        return str(PASSED_ON_SOMEWHERE)
    names = {body.slug: body.name_here for body in charter.current().bodies}
    return str(PASSED_ON[referral.ground]).format(body=names.get(referral.body, referral.body))
