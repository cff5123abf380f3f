"""Where somebody tells something: a screen an address."""

from __future__ import annotations

from django.urls import path

from fairwitness.intake.views.check import check, without
from fairwitness.intake.views.damaged import anew
from fairwitness.intake.views.files import files
from fairwitness.intake.views.home import home
from fairwitness.intake.views.plainly import plainly
from fairwitness.intake.views.scope import again, aside, scope, which
from fairwitness.intake.views.screens import screens
from fairwitness.intake.views.sealed import commit, draft, sheet
from fairwitness.intake.views.sent import keep, sent
from fairwitness.intake.views.story import story
from fairwitness.intake.views.you import you
from fairwitness.intake.views.yourself import recipients, yourself
from fairwitness.sealed.refusals import for_scripts

app_name = "intake"
urlpatterns = [
    path("", home, name="home"),
    path("tell/<slug:channel>/scope/", scope, name="scope"),
    path("tell/<slug:channel>/scope/harm/", again, {"answer": "harm"}, name="harm"),
    path("tell/<slug:channel>/scope/press/", again, {"answer": "press"}, name="press"),
    path("tell/<slug:channel>/aside/", aside, name="aside"),
    path("tell/<slug:channel>/which/", which, name="which"),
    path("tell/<slug:channel>/story/", story, name="story"),
    path("tell/<slug:channel>/files/", files, name="files"),
    path("tell/<slug:channel>/yourself/", yourself, name="yourself"),
    path("tell/<slug:channel>/recipients.txt", recipients, name="recipients"),
    path("tell/<slug:channel>/you/", you, name="you"),
    path("tell/<slug:channel>/check/", check, name="check"),
    path("tell/<slug:channel>/without/", without, name="without"),
    path("tell/<slug:channel>/sent/", sent, name="sent"),
    path("tell/<slug:channel>/keep/", keep, name="keep"),
    path("tell/<slug:channel>/anew/", anew, name="anew"),
    path("tell/<slug:channel>/plainly/", plainly, name="plainly"),
    path("tell/<slug:channel>/sheet/", for_scripts(sheet), name="sheet"),
    path("tell/<slug:channel>/screens/", screens, name="screens"),
    path("tell/<slug:channel>/draft/", for_scripts(draft), name="draft"),
    path("tell/<slug:channel>/commit/", for_scripts(commit), name="commit"),
]
