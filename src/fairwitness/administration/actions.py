"""Who works here: inviting somebody, taking an invitation back, and taking somebody out of the office."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.db import transaction

from fairwitness.administration.reading import alone_reads_any, runs_alone, too_few_without
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office import inviting
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.leaving import remove_files
from fairwitness.office.models import Office, Seat, SignedIn, Staff
from fairwitness.office.names import refuse_former


class TooFew(Exception):
    """A way in would have fewer than two readers."""

    def __init__(self, channels: list[str]) -> None:
        super().__init__(", ".join(channels))
        self.channels = channels


class ReadsAlone(Exception):
    """A tip would be lost to everybody."""


class RunsAlone(Exception):
    """Nobody would run the line."""


class IsOut(Exception):
    """They are not of this office any more."""


def take_out(folder: OfficeFolder, staff_id: str, *, by: Staff) -> None:
    """They sign in no more, sit nowhere, and the next sheet does not name them. TooFew, ReadsAlone, RunsAlone, IsOut.

    The files go once the database has it: what is not committed has changed nothing, and what a cut leaves goes at the next start.
    """
    remove_files(folder, _taken_out(staff_id, by=by).sign_in_name)


@transaction.atomic
def _taken_out(staff_id: str, *, by: Staff) -> Staff:
    office = Office.objects.select_for_update(no_key=True).get()
    staff = Staff.objects.select_for_update(no_key=True).filter(pk=staff_id, is_active=True).first()
    if staff is None:
        raise IsOut
    if channels := too_few_without(staff):
        raise TooFew(channels)
    if alone_reads_any(staff):
        raise ReadsAlone
    if runs_alone(staff):
        raise RunsAlone
    Seat.objects.filter(staff=staff).delete()
    Session.objects.filter(
        pk__in=list(SignedIn.objects.filter(staff=staff).values_list("session_id"))
    ).delete()
    staff.is_active = False
    staff.save(update_fields=["is_active"])
    journal.record(Kind.TAKEN_OUT, office, by=by.id)
    return staff


def invite(
    folder: OfficeFolder,
    name: str,
    channel: str,
    *,
    shown_name: str,
    role: str,
    days: int,
    again: bool,
    guards: bool,
    by: Staff,
) -> str:
    """As `keys invite` does it, and an entry of the journal; the secret is told once. OfficeError."""
    refuse_former(folder, name)
    secret = inviting.invite(
        folder,
        name,
        channel,
        shown_name=shown_name,
        role=role,
        days=days,
        again=again,
        guards=guards,
        by=by.sign_in_name,
    )
    with transaction.atomic():
        journal.record(Kind.INVITED, by.office, by=by.id)
    return secret


def cancel(folder: OfficeFolder, name: str, *, by: Staff) -> None:
    """It counts no more; nothing where there was none."""
    if inviting.cancel(folder, name):
        with transaction.atomic():
            journal.record(Kind.INVITATION_CANCELLED, by.office, by=by.id)
