"""People and roles, and invitations."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from fairwitness.administration import actions, reading
from fairwitness.administration.actions import IsOut, ReadsAlone, RunsAlone, TooFew
from fairwitness.administration.inviting_form import InvitationForm
from fairwitness.administration.views.door import OfficeRequest, administrators_only, onward, posted_from
from fairwitness.office import charter
from fairwitness.office.clock import today
from fairwitness.office.inviting import invitations as open_invitations
from fairwitness.office.models import Staff
from fairwitness.office.problems import OfficeError
from fairwitness.office.staff_files import GUARDS

INVITATIONS = "administration:invitations"


@administrators_only
def people(request: OfficeRequest) -> HttpResponse:
    """Who works here, and in which role."""
    context = {"people": reading.people(), "folder": settings.FOLDER.path.name}
    return render(request, "administration/office_people.html", context)


@administrators_only
def take_out(request: OfficeRequest, staff_id: str) -> HttpResponse:
    """Ask first, and say what happens to their tips; then take them out."""
    staff = Staff.objects.filter(pk=staff_id, is_active=True).first()
    if staff is None:
        raise Http404
    context = {"staff": staff, "folder": settings.FOLDER.path.name}
    if request.method != "POST":
        return render(request, "administration/take_out.html", context)
    try:
        actions.take_out(settings.FOLDER, staff_id, by=request.user)
    except IsOut:
        raise Http404 from None
    except (TooFew, ReadsAlone, RunsAlone) as why:
        context["problem"] = _why_not(why)
        return render(request, "administration/take_out.html", context, status=409)
    return onward("administration:people")


def _why_not(why: Exception) -> str:
    if isinstance(why, TooFew):
        sentence = _("Fewer than two would read here: %(channels)s. Invite somebody else first.")
        return sentence % {"channels": ", ".join(why.channels)}
    if isinstance(why, RunsAlone):
        return _("Nobody else runs the line. Make the words of another administrator first.")
    return _(
        "There is a tip that nobody else reads. A reader has to add a colleague to it first, at the desk."
    )


@administrators_only
def invitations(request: OfficeRequest) -> HttpResponse:
    """Whoever is invited, and inviting somebody: the address is shown once."""
    posted = request.method == "POST"
    form = InvitationForm(settings.FOLDER, charter.current(), request.POST if posted else None)
    if not posted:
        return _invitations(request, form)
    if not form.is_valid():
        return _invitations(request, form, status=422)
    said = form.cleaned_data
    channel, role = said["seat"].split(" ")
    given = {name: said[name] for name in ("shown_name", "days", "again")}
    given |= {"role": role, "guards": role == GUARDS}
    try:
        secret = actions.invite(settings.FOLDER, said["name"], channel, by=request.user, **given)
    except OfficeError:  # somebody was quicker: the same name, or a role that is gone
        form.add_error(None, _("Somebody has changed this meanwhile. Nobody was invited: look again."))
        return _invitations(request, form, status=409)
    with override("en"):
        join = request.build_absolute_uri(reverse("review:join"))
    fresh = InvitationForm(settings.FOLDER, charter.current())
    return _invitations(
        request, fresh, made={"name": said["name"], "address": f"{join}#{said['name']}/{secret}"}
    )


@posted_from(INVITATIONS)
def cancel(request: OfficeRequest) -> HttpResponse:
    """It counts no more."""
    actions.cancel(settings.FOLDER, request.POST.get("name", ""), by=request.user)
    return onward(INVITATIONS)


def _invitations(
    request: OfficeRequest, form: InvitationForm, *, made: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    there = [{"of": one, "counts": one.until >= today()} for one in open_invitations(settings.FOLDER)]
    context = {"form": form, "invitations": there, "made": made, "folder": settings.FOLDER.path.name}
    return render(request, "administration/invitations.html", context, status=status)
