"""Addresses that every page uses that seals."""

from __future__ import annotations

from django.urls import path

from fairwitness.sealed import views
from fairwitness.sealed.refusals import for_scripts

app_name = "sealed"
urlpatterns = [
    path("uploads/", for_scripts(views.begin), name="uploads"),
    path("uploads/<id:file_id>/", for_scripts(views.upload), name="upload"),
    path("uploads/<id:file_id>/<int:number>/", for_scripts(views.part), name="part"),
]
