"""Where a tipster comes back."""

from __future__ import annotations

from django.urls import path

from fairwitness.mailbox.views import sealed
from fairwitness.mailbox.views.ending import code, withdraw
from fairwitness.mailbox.views.enter import enter, leave
from fairwitness.mailbox.views.letters import file, letters
from fairwitness.mailbox.views.name import name
from fairwitness.mailbox.views.pages import pages
from fairwitness.mailbox.views.passing_on import pass_on
from fairwitness.mailbox.views.receipts import receipt
from fairwitness.mailbox.views.saying import say
from fairwitness.mailbox.views.written_down import written_down
from fairwitness.sealed.refusals import for_scripts

app_name = "mailbox"
urlpatterns = [
    path("", enter, name="enter"),
    path("letters/", letters, name="letters"),
    path("files/<id:file_id>/", file, name="file"),
    path("say/<slug:slug>/", say, name="say"),
    path("pass-on/", pass_on, name="pass-on"),
    path("name/", name, name="name"),
    path("written-down/", written_down, name="written-down"),
    path("withdraw/", withdraw, name="withdraw"),
    path("code/", code, name="code"),
    path("receipt/", receipt, name="receipt"),
    path("leave/", leave, name="leave"),
    path("sealed/pages/", pages, name="sealed-pages"),
    path("sealed/open/", for_scripts(sealed.opened), name="sealed-open"),
    path("sealed/letter/", for_scripts(sealed.letter), name="sealed-letter"),
    path("sealed/part/", for_scripts(sealed.part), name="sealed-part"),
    path("sealed/answer/", for_scripts(sealed.answer), name="sealed-answer"),
    path("sealed/agree/", for_scripts(sealed.agree), name="sealed-agree"),
    path("sealed/name/", for_scripts(sealed.name), name="sealed-name"),
    path("sealed/receipt/", for_scripts(sealed.receipt), name="sealed-receipt"),
    path("sealed/code/", for_scripts(sealed.code), name="sealed-code"),
    path("sealed/again/", for_scripts(sealed.again), name="sealed-again"),
    path("sealed/withdraw/", for_scripts(sealed.withdraw), name="sealed-withdraw"),
]
