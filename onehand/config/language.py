"""The choice of the page's language, for everybody, signed in or not."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from onehand.accounts.language import COOKIE, KNOWN

YEAR = 365 * 24 * 3600
# A page that answered a POST has an address that cannot be looked at; its case can.
_OF_A_CASE = re.compile(r"(/desk/cases/\d+/|/my/\d+/)[a-z]")


def _to_be_looked_at(path: str) -> str:
    case = _OF_A_CASE.match(path)
    return case.group(1) if case else path


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Fields `language` (de or en) and `next` (a path of ours; anything else leads to the first page)."""
    wanted = _to_be_looked_at(request.POST.get("next", ""))
    local = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    response = HttpResponseRedirect(wanted if local and wanted.isprintable() else "/")
    response.status_code = 303
    language = request.POST.get("language", "")
    if language in KNOWN:
        response.set_cookie(COOKIE, language, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return response
