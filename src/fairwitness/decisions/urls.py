"""The addresses of what two people decide."""

from __future__ import annotations

from django.urls import path

from fairwitness.decisions import views
from fairwitness.review.views import headline
from fairwitness.sealed.refusals import for_scripts

app_name = "decisions"
urlpatterns = [
    path("tips/<id:tip_id>/decision/", views.page, name="page"),
    path("tips/<id:tip_id>/decision/step/", views.step, name="step"),
    path("tips/<id:tip_id>/decision/grades/", for_scripts(views.grades), name="grades"),
    path("tips/<id:tip_id>/decision/grade/", for_scripts(views.grade), name="grade"),
    # A letter among readers, like a note: the line does not learn what it weighs.
    path("tips/<id:tip_id>/decision/rivals/", for_scripts(headline.headline), name="rivals"),
    path("tips/<id:tip_id>/decision/ask/", for_scripts(views.propose), name="ask"),
    path("tips/<id:tip_id>/decision/agree/", for_scripts(views.agree), name="agree"),
    path("tips/<id:tip_id>/decision/take-back/", views.take_back, name="take-back"),
]
