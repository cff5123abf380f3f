"""Django's settings, all of them read from one office's folder (`FAIRWITNESS_DIR`).

None of the guards of the product is here: they are code and constraints, so that no setting can weaken them.
"""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from fairwitness.office.folder import OfficeFolder
from fairwitness.site.client import fingerprint, own_manifest
from fairwitness.site.fingerprint import static_fingerprint

PACKAGE = Path(__file__).resolve().parent.parent
FOLDER = OfficeFolder(Path(os.environ.get("FAIRWITNESS_DIR", "office")))

SECRET_KEY = FOLDER.django_secret()
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *FOLDER.hosts()]
CSRF_TRUSTED_ORIGINS = FOLDER.origins()

INSTALLED_APPS = [
    "fairwitness.site",
    "fairwitness.office",
    "fairwitness.journal",
    "fairwitness.sealed",
    "fairwitness.intake",
    "fairwitness.mailbox",
    "fairwitness.review",
    "fairwitness.decisions",
    "fairwitness.retention",
    "fairwitness.notifications",
    "fairwitness.administration",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
]

MIDDLEWARE = [
    "fairwitness.site.headers.SafeHeaders",
    "csp.middleware.CSPMiddleware",
    "fairwitness.site.static_files.StaticFiles",
    "fairwitness.site.languages.LanguageOfTheAddress",
    "fairwitness.site.refusing.Refusals",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "fairwitness.site.damaged.DamagedDrafts",
]

ROOT_URLCONF = "fairwitness.site.urls"
WSGI_APPLICATION = None
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "fairwitness.site.context.office",
            ],
        },
    }
]

# SQLite in the office's folder, or what FAIRWITNESS_DATABASE names (postgres://…).
TIPS_A_MINUTE = int(
    os.environ.get("FAIRWITNESS_TIPS_A_MINUTE", "300")
)  # more of them wait, and none is refused
_database = os.environ.get("FAIRWITNESS_DATABASE", "")
DATABASES = {
    "default": dict(dj_database_url.parse(_database, conn_max_age=600))
    if _database
    else {
        "ENGINE": "fairwitness.site.sqlite",
        "NAME": FOLDER.database,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,  # seconds, for what happens outside a transaction, such as a checkpoint
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY",
        },
        "TEST": {"NAME": FOLDER.database.with_name("test.sqlite3")},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "office.Staff"
AUTHENTICATION_BACKENDS = ["fairwitness.office.signing_in.DerivedSecretBackend"]
# The value that is hashed has 88 random bits behind 600 000 rounds in the browser: a slow hasher adds nothing.
PASSWORD_HASHERS = ["fairwitness.office.signing_in.FastHasher"]
LOGIN_URL = "review:sign-in"

SESSION_ENGINE = "fairwitness.office.sessions"
SESSION_COOKIE_NAME = "desk"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "fairwitness.site.errors.stale_form"

# `no-referrer` makes browsers send `Origin: null`, and Django then refuses every form.
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [
            "digest-worker"
        ],  # crypto/browser/content-digest.js: it names that one worker, whatever it is asked
    }
}

USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# The address of every static file carries the fingerprint of all of them, so that browsers may keep them for
# ever and a module's relative imports stay right.
STATICFILES_DIRS = [
    ("crypto/browser", PACKAGE / "crypto" / "browser"),
    ("vendor", PACKAGE / "vendor"),
]
STATIC_URL = f"/static/{static_fingerprint(PACKAGE)}/"
CLIENT_FINGERPRINT = fingerprint(own_manifest(PACKAGE))  # of what the release says that these files are
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 365 * 24 * 60 * 60
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False

STORAGES = {
    "default": {
        "BACKEND": "fairwitness.sealed.storage.DayStorage",
        "OPTIONS": {"location": FOLDER.files},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Nothing of a tipster's is ever spooled: the front hands over bodies that are in memory already.
FILE_UPLOAD_HANDLERS: list[str] = []
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

# Only errors, only where they happened: no path, no address, no value of any variable.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"content_free": {"()": "fairwitness.site.logs.ContentFree"}},
    "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "content_free", "level": "ERROR"}},
    "root": {"handlers": ["errors"], "level": "ERROR"},
    "loggers": {
        "django": {"handlers": ["errors"], "level": "ERROR", "propagate": False},
        # Anybody can fill a disk with requests for another host.
        "django.security.DisallowedHost": {"handlers": ["errors"], "level": "CRITICAL", "propagate": False},
    },
}
LOGGING_CONFIG = "logging.config.dictConfig"
