"""Whether a form came from one of our own pages; asked before a byte of its body is taken up."""

from __future__ import annotations

from django.conf import settings

from fairwitness.site.front.environ import Environ


def is_foreign(environ: Environ) -> bool:
    """Whether the browser says that another site sent this. The same rule as Django's, which asks again later."""
    origin = environ.get("HTTP_ORIGIN")
    own = f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}"
    if origin is not None:
        return origin != own and origin not in settings.CSRF_TRUSTED_ORIGINS
    return bool(environ.get("HTTP_SEC_FETCH_SITE") == "cross-site")
