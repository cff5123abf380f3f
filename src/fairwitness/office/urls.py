"""Where the office says who it is and what it promises."""

from __future__ import annotations

from django.urls import path

from fairwitness.office import views

app_name = "office"
urlpatterns = [
    path("about/", views.about, name="about"),
    path("concerned/", views.concerned, name="concerned"),
    path("charter/", views.charter_page, name="charter"),
    path("rewards/", views.rewards, name="rewards"),
    path("rewards/<int:number>/", views.rewards, name="rewards-of"),
    path("compare/", views.compare, name="compare"),
]
