"""What a reader does here, with the keys of today: each is an action of `actions/`, and says what that says."""

from __future__ import annotations

from fairwitness.decisions.actions import confirm, know
from fairwitness.decisions.actions.grade import grade as keep
from fairwitness.decisions.forms import GradeForm, JudgementForm, PaperForm
from fairwitness.office.models import Staff
from fairwitness.review.actions import first_of_two, signer_of
from fairwitness.review.forms import AgreementForm, ProposalForm
from fairwitness.review.reading import key_of
from fairwitness.sealed.actions.signed_by_two import Signer
from fairwitness.sealed.models import Tip


def grade(tip: Tip, by: Staff, sent: GradeForm) -> None:
    """Keep a grade. NotTheirs."""
    keep(tip, by, signer_of(tip.id, by, sent).holder, sent.sent)


def propose(tip: Tip, by: Staff, sent: ProposalForm) -> None:
    """Ask a colleague who has graded to sign as well. NotTheirs."""
    confirm.propose(tip, first_of_two(tip, by, sent))


def agree(tip: Tip, by: Staff, sent: AgreementForm) -> None:
    """Sign as the second: with that the tip is confirmed."""
    confirm.agree(tip, sent.asked, Signer.of(key_of(by)), sent.signature)


def propose_knowing(tip: Tip, by: Staff, sent: ProposalForm) -> None:
    """Ask a colleague who has graded to sign as well that the tipster knew."""
    know.propose(tip, first_of_two(tip, by, sent))


def agree_knowing(tip: Tip, by: Staff, sent: PaperForm) -> None:
    """Sign as the second: with that somebody from outside is asked."""
    know.agree(tip, sent.asked, Signer.of(key_of(by)), sent.signature, sent.paper, sent.papers_for)


def judge(by: Staff, sent: JudgementForm) -> None:
    """Sign it from outside, or refuse."""
    know.judge(sent.asked, by, sent.statement, sent.signature)
