"""Every address of the demo: those of the line, and the page of doors with what belongs to it."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from fairwitness.demo import views
from fairwitness.demo.tips import KEPT
from fairwitness.site import urls as line
from fairwitness.site.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

pages = [
    path("", views.doors, name="doors"),
    path("clock/", views.move_clock, name="clock"),
    path("come-back/", views.come_back, name="come-back"),
    path("come-back/kept/", views.come_back, {"door": KEPT}, name="go-on"),
    path("sign-in/<str:name>/", views.sign_in, name="sign-in"),
    path("run-the-office/", views.run_the_office, name="run-the-office"),
    path("thief/", views.thief, name="thief"),
]

urlpatterns = [*line.urlpatterns, *i18n_patterns(path("demo/", include((pages, "demo"))))]
