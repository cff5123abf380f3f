"""The addresses of running the office."""

from __future__ import annotations

from django.urls import path

from fairwitness.administration.views import door, own, pages, people, published

app_name = "administration"
urlpatterns = [
    path("", pages.page, name="page"),
    path("sign-in/", door.sign_in, name="sign-in"),
    path("sign-out/", door.sign_out, name="sign-out"),
    path("signing-in/", own.signing_in, name="signing-in"),
    path("withdraw/", pages.withdraw, name="withdraw"),
    path("people/", people.people, name="people"),
    path("people/<id:staff_id>/out/", people.take_out, name="take-out"),
    path("invitations/", people.invitations, name="invitations"),
    path("invitations/cancel/", people.cancel, name="cancel-invitation"),
    path("channels/", pages.channels, name="channels"),
    path("channels/<slug:channel>/", pages.channel, name="channel"),
    path("channels/<slug:channel>/close/", pages.close_channel, name="close-channel"),
    path("new-channel/", pages.new_channel, name="new-channel"),
    path("texts/", pages.texts, name="texts"),
    path("deadlines/", pages.deadlines, name="deadlines"),
    path("published/", published.published, name="published"),
    path("presets/", pages.presets, name="presets"),
]
