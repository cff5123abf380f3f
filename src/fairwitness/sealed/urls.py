"""Addresses that every page uses that seals."""

from __future__ import annotations

from django.urls import path

from fairwitness.sealed import views

app_name = "sealed"
urlpatterns = [
    path("uploads/", views.begin, name="uploads"),
    path("uploads/<id:file_id>/", views.upload, name="upload"),
    path("uploads/<id:file_id>/<int:number>/", views.part, name="part"),
]
