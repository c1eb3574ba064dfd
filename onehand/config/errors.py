"""The error pages. They ask no database and, for 500, not even the request."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import loader


def _page(status: int) -> HttpResponse:
    response = HttpResponse(loader.render_to_string(f"look/{status}.html"), status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(400)


def denied(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(403)


def not_found(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(404)


def broken(_request: HttpRequest) -> HttpResponse:
    return _page(500)


def csrf_failed(_request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """The setting CSRF_FAILURE_VIEW points here."""
    return _page(403)
