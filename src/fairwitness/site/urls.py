"""Every address of the line."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from fairwitness.journal.views import published_destroyed, published_head, published_head_of
from fairwitness.journal.views_of_numbers import numbers, numbers_csv, numbers_json
from fairwitness.mailbox.views.receipts import check
from fairwitness.notifications.views import calendar
from fairwitness.office.views import (
    published_charter,
    published_history,
    published_line_key,
    published_sheet,
    published_version,
)
from fairwitness.site.views import choose_language, leave

urlpatterns = [
    path("", choose_language),
    path("charter.toml", published_charter, name="charter-file"),
    path("charter/history.json", published_history, name="charter-history"),
    path("charter/<int:number>.toml", published_version, name="charter-version"),
    path("sheets/<slug:channel>", published_sheet, name="sheet"),
    path("line.pub", published_line_key, name="line-key"),
    path("calendar/<id:secret>.ics", calendar, name="calendar"),
    path("journal/head", published_head, name="journal-head"),
    path("journal/heads/<slug:day>", published_head_of, name="journal-head-of"),
    path("numbers.csv", numbers_csv, name="numbers-csv"),
    path("numbers.json", numbers_json, name="numbers-json"),
    path("journal/destroyed", published_destroyed, name="journal-destroyed"),
    *i18n_patterns(
        path("leave/", leave, name="leave"),
        path("", include("fairwitness.intake.urls")),
        path("", include("fairwitness.office.urls")),
        path("", include("fairwitness.sealed.urls")),
        path("receipt/", check, name="receipt"),
        path("numbers/", numbers, name="numbers"),
        path("mailbox/", include("fairwitness.mailbox.urls")),
        path("reply/", include("fairwitness.mailbox.reply.urls")),
        path("desk/", include("fairwitness.review.urls")),
        path("desk/", include("fairwitness.decisions.urls")),
        path("desk/", include("fairwitness.retention.urls")),
        path("desk/office/", include("fairwitness.administration.urls")),
        path("desk/notifications/", include("fairwitness.notifications.urls")),
    ),
]

handler400 = "fairwitness.site.errors.bad_request"
handler403 = "fairwitness.site.errors.forbidden"
handler404 = "fairwitness.site.errors.not_found"
handler500 = "fairwitness.site.errors.broken"
