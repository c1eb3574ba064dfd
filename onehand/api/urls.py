"""The addresses below /api/v1/. Whatever is wrong there is told as a problem, unknown addresses and methods too."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt

from onehand.api.app import api, guard
from onehand.api.problems import MEDIA_TYPE, problem

app_name = "api"

_CODES = {400: "bad_request", 404: "not_found", 405: "method_not_allowed"}


def _as_problem(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """What Django or ninja answer by themselves (405 above all) becomes a problem; its headers stay."""

    @functools.wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        if answer.status_code < 400 or answer.headers.get("Content-Type") == MEDIA_TYPE:
            return answer
        told_so = problem(request, answer.status_code, _CODES.get(answer.status_code, "bad_request"))
        if "Allow" in answer.headers:
            told_so["Allow"] = answer.headers["Allow"]
        return told_so

    return csrf_exempt(told)


@csrf_exempt
def _unknown(request: HttpRequest) -> HttpResponse:
    return problem(request, 404, "not_found")


def _patterns() -> list[URLPattern]:
    guard()
    patterns = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
    for pattern in patterns:
        # The root has no answer of its own; ninja needs its name to know the prefix.
        pattern.callback = _unknown if pattern.name == "api-root" else _as_problem(pattern.callback)
    return [*patterns, re_path("", _unknown)]


urlpatterns = _patterns()
