"""Where somebody tells something."""

from __future__ import annotations

from django.urls import path

from fairwitness.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.home, name="home"),
    path("tell/<slug:channel>/", views.tell, name="tell"),
    path("tell/<slug:channel>/sent/", views.sent, name="sent"),
]
