"""The addresses of the clocks."""

from __future__ import annotations

from django.urls import path

from fairwitness.retention import views
from fairwitness.retention import views_of_exports as exports
from fairwitness.sealed.refusals import for_scripts

app_name = "retention"
urlpatterns = [
    path("tips/<id:tip_id>/kept/", views.keeping, name="keeping"),
    path("tips/<id:tip_id>/kept/agreed/", views.agreed, name="agreed"),
    path("tips/<id:tip_id>/export/", exports.page, name="export"),
    path("tips/<id:tip_id>/export/ask/", for_scripts(exports.ask), name="ask-to-export"),
    path("tips/<id:tip_id>/export/agree/", for_scripts(exports.agree), name="agree-to-export"),
    path("tips/<id:tip_id>/export/make/", for_scripts(exports.make), name="make-export"),
    path("tips/<id:tip_id>/export/take-back/", exports.take_back, name="take-back-export"),
]
