"""The desk's addresses."""

from __future__ import annotations

from django.urls import path

from fairwitness.review import views
from fairwitness.review.views import files, signing

app_name = "review"
urlpatterns = [
    path("", views.tips, name="tips"),
    path("sign-in/", signing.sign_in, name="sign-in"),
    path("sign-out/", signing.sign_out, name="sign-out"),
    path("tips/<id:tip_id>/", views.tip, name="tip"),
    path("tips/<id:tip_id>/sealed/", views.sealed, name="sealed"),
    path("tips/<id:tip_id>/letters/", views.letters, name="letters"),
    path("files/<id:file_id>/<int:number>/", files.part, name="part"),
]
