"""What comes with a NUL character (pasted from a file) loses it at the door: PostgreSQL can store none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

NUL = "\x00"
API = "/api/"  # refuses it itself, naming the field


class NoNulMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info:
            raise Http404  # nothing has such an address
        return self.get_response(request)

    # A view is known only after the CSRF check has read the form, so that it is not read twice.
    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if request.path.startswith(API):
            return
        if _has_nul(request.GET):
            request.GET = _without(request.GET)  # type: ignore[assignment]
        if request.method == "POST" and _has_nul(request.POST):
            request.POST = _without(request.POST)  # type: ignore[assignment]


def _has_nul(given: QueryDict) -> bool:
    return any(NUL in value for _, values in given.lists() for value in values)


def _without(given: QueryDict) -> QueryDict:
    clean = given.copy()
    for name, values in given.lists():
        clean.setlist(name, [value.replace(NUL, "") for value in values])
    clean._mutable = False
    return clean
