"""Where the person reported on answers."""

from __future__ import annotations

from django.urls import path

from fairwitness.mailbox.reply import sealed, views
from fairwitness.mailbox.reply.pages import pages
from fairwitness.sealed.refusals import for_scripts

app_name = "reply"
urlpatterns = [
    path("", views.enter, name="enter"),
    path("letters/", views.letters, name="letters"),
    path("files/<id:file_id>/", views.file, name="file"),
    path("code/", views.code, name="code"),
    path("adviser/", views.adviser, name="adviser"),
    path("adviser/end/", views.adviser_end, name="adviser-end"),
    path("not-confirmed/", views.letter, name="letter"),
    path("leave/", views.leave, name="leave"),
    path("sealed/pages/", pages, name="sealed-pages"),
    path("sealed/open/", for_scripts(sealed.opened), name="sealed-open"),
    path("sealed/letter/", for_scripts(sealed.letter), name="sealed-letter"),
    path("sealed/part/", for_scripts(sealed.part), name="sealed-part"),
    path("sealed/answer/", for_scripts(sealed.answer), name="sealed-answer"),
    path("sealed/code/", for_scripts(sealed.code), name="sealed-code"),
    path("sealed/adviser/", for_scripts(sealed.adviser), name="sealed-adviser"),
    path("sealed/adviser/end/", for_scripts(sealed.adviser_end), name="sealed-adviser-end"),
    path("sealed/not-confirmed/", for_scripts(sealed.not_confirmed), name="sealed-not-confirmed"),
    path("sealed/more/", for_scripts(sealed.more), name="sealed-more"),
]
