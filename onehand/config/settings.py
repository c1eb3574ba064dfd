"""Django's settings, all derived from the checked `ONEHAND_*` settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

from onehand.config import assets
from onehand.config.environment import Settings, read

PACKAGE = Path(__file__).resolve().parent.parent
ONEHAND: Settings = read(os.environ, Path.cwd())

SECRET_KEY = ONEHAND.secret_key
DEBUG = ONEHAND.debug
_public = urlsplit(ONEHAND.public_url)
ALLOWED_HOSTS = list(
    dict.fromkeys(
        [_public.hostname or "", ONEHAND.listen_host, "127.0.0.1", "localhost", "[::1]", *ONEHAND.allowed_hosts]
    )
)
CSRF_TRUSTED_ORIGINS = [ONEHAND.public_url]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "onehand.foundation.jobs",
    "onehand.foundation.live",
    "onehand.foundation.search",
    "onehand.look",
    "onehand.accounts",
    "onehand.timeline",
    "onehand.team",
    "onehand.people",
    "onehand.cases",
    "onehand.actions",
    "onehand.defects",
    "onehand.channels.email",
    "onehand.desk",
    "onehand.portal",
    "onehand.api",
    "onehand.config.apps.WiringConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "onehand.accounts.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "onehand.accounts.nul.NoNulMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "onehand.accounts.privacy.PrivatePagesMiddleware",
]

ROOT_URLCONF = "onehand.config.urls"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"]),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "onehand.look.context.company",
            ],
        },
    }
]


def _database(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {
            "ENGINE": "onehand.foundation.sqlite",
            "NAME": url.removeprefix("sqlite:///"),
            "CONN_MAX_AGE": None,
            # Deferred transactions end in "database is locked" as soon as two writers meet.
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": dict(parse_qsl(parts.query)).get("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(ONEHAND.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["onehand.accounts.backend.AccountBackend"]
LOGIN_URL = "/in/"

SESSION_ENGINE = "onehand.accounts.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _public.scheme == "https"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "onehand.config.errors.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = ONEHAND.language
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = ONEHAND.time_zone

_built = assets.version()
STATIC_URL = f"/static/{_built}/"
STATIC_ROOT = str(assets.BUILT)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
# Built files bear the digest of their content in their address, so browsers may keep them for ever.
WHITENOISE_USE_FINDERS = _built == "dev"
WHITENOISE_MAX_AGE = 0 if _built == "dev" else 365 * 24 * 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

TASKS = {"default": {"BACKEND": "onehand.foundation.jobs.backend.LeasedBackend"}}

FILE_UPLOAD_HANDLERS = [
    "onehand.foundation.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024

# Nothing personal in logs: requests are not logged with their addresses, messages carry ids only.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"onehand": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
