"""Every address of the line."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from fairwitness.journal.views import published_head
from fairwitness.mailbox.views.receipts import check
from fairwitness.office.views import published_charter, published_line_key, published_sheet
from fairwitness.site.views import choose_language, leave

urlpatterns = [
    path("", choose_language),
    path("charter.toml", published_charter, name="charter-file"),
    path("sheets/<slug:channel>", published_sheet, name="sheet"),
    path("line.pub", published_line_key, name="line-key"),
    path("journal/head", published_head, name="journal-head"),
    *i18n_patterns(
        path("leave/", leave, name="leave"),
        path("", include("fairwitness.intake.urls")),
        path("", include("fairwitness.office.urls")),
        path("", include("fairwitness.sealed.urls")),
        path("receipt/", check, name="receipt"),
        path("mailbox/", include("fairwitness.mailbox.urls")),
        path("desk/", include("fairwitness.review.urls")),
    ),
]

handler400 = "fairwitness.site.errors.bad_request"
handler403 = "fairwitness.site.errors.forbidden"
handler404 = "fairwitness.site.errors.not_found"
handler500 = "fairwitness.site.errors.broken"
