"""What machines ask for at fixed addresses."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onehand.foundation import clock

VALID = timedelta(days=180)
_PRIVATE = ("/desk/", "/my/", "/in/", "/solved/", "/sent/", "/api/")


@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """RFC 9116."""
    public = settings.ONEHAND.public_url
    lines = [
        f"Contact: mailto:{settings.ONEHAND.mail_sender}",
        f"Expires: {(clock.now() + VALID).strftime('%Y-%m-%dT00:00:00Z')}",
        "Preferred-Languages: de, en",
        f"Canonical: {public}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots_txt(_request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _PRIVATE)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
