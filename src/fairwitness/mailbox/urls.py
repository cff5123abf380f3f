"""Where a tipster comes back."""

from __future__ import annotations

from django.urls import path

from fairwitness.mailbox import views

app_name = "mailbox"
urlpatterns = [
    path("", views.enter, name="enter"),
    path("letters/", views.letters, name="letters"),
    path("files/<id:file_id>/", views.file, name="file"),
    path("leave/", views.leave, name="leave"),
]
