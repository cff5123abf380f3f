"""Where a tipster comes back."""

from __future__ import annotations

from django.urls import path

from fairwitness.mailbox.views import sealed
from fairwitness.mailbox.views.ending import code, withdraw
from fairwitness.mailbox.views.enter import enter, leave
from fairwitness.mailbox.views.letters import file, letters
from fairwitness.mailbox.views.pages import pages
from fairwitness.mailbox.views.receipts import receipt
from fairwitness.mailbox.views.saying import say

app_name = "mailbox"
urlpatterns = [
    path("", enter, name="enter"),
    path("letters/", letters, name="letters"),
    path("files/<id:file_id>/", file, name="file"),
    path("say/<slug:slug>/", say, name="say"),
    path("withdraw/", withdraw, name="withdraw"),
    path("code/", code, name="code"),
    path("receipt/", receipt, name="receipt"),
    path("leave/", leave, name="leave"),
    path("sealed/pages/", pages, name="sealed-pages"),
    path("sealed/open/", sealed.opened, name="sealed-open"),
    path("sealed/letter/", sealed.letter, name="sealed-letter"),
    path("sealed/part/", sealed.part, name="sealed-part"),
    path("sealed/answer/", sealed.answer, name="sealed-answer"),
    path("sealed/receipt/", sealed.receipt, name="sealed-receipt"),
    path("sealed/code/", sealed.code, name="sealed-code"),
    path("sealed/withdraw/", sealed.withdraw, name="sealed-withdraw"),
]
