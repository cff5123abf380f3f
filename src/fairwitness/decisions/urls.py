"""The addresses of what two people decide."""

from __future__ import annotations

from django.urls import path

from fairwitness.decisions import outsider_views, views, views_of_knowing
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
    path("tips/<id:tip_id>/knowing/", views_of_knowing.page, name="knowing"),
    path("tips/<id:tip_id>/knowing/heard/", views_of_knowing.ask_tipster, name="knowing-heard"),
    path("tips/<id:tip_id>/knowing/ask/", for_scripts(views_of_knowing.propose), name="knowing-ask"),
    path("tips/<id:tip_id>/knowing/agree/", for_scripts(views_of_knowing.agree), name="knowing-agree"),
    path("tips/<id:tip_id>/knowing/take-back/", views_of_knowing.take_back, name="knowing-take-back"),
    path("outsider/", outsider_views.page, name="outsider"),
    path("outsider/<id:asked>/paper/", for_scripts(outsider_views.paper), name="outsider-paper"),
    path("outsider/judge/", for_scripts(outsider_views.judge), name="outsider-judge"),
]
