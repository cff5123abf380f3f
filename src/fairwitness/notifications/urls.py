"""The addresses of being told."""

from __future__ import annotations

from django.urls import path

from fairwitness.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.page, name="page"),
    path("trial/", views.trial, name="trial"),
    path("calendar/", views.feed, name="feed"),
]
