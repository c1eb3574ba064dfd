"""Who gets in: signed-in accounts with an active agent. Everything else on this floor begins behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from onehand.cases.errors import NotFound
from onehand.foundation.prepared import Prepared
from onehand.team.models import Agent

P = ParamSpec("P")
_CASE_PATH = re.compile(r"/desk/cases/\d{1,18}/")


_AGENT: Prepared[Agent] = Prepared(lambda blank: Agent.objects.filter(account_id=blank("account"), active=True))


class SeeOther(HttpResponseRedirect):
    """After a POST: look there (RFC 9110, 15.4.4)."""

    status_code = 303


def agent_of(request: HttpRequest) -> Agent | None:
    """The active agent of the session."""
    if not request.user.is_authenticated:
        return None
    agent = _AGENT.first(account=request.user.pk)
    if agent is not None:
        agent.account = request.user
    return agent


def for_agents(
    view: Callable[Concatenate[HttpRequest, Agent, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """The view gets the agent. Nobody signed in goes to the door, another role finds nothing here."""

    @wraps(view)
    def inside(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        agent = agent_of(request)
        if agent is None:
            if request.user.is_authenticated:
                raise Http404
            return _to_the_door(request)
        try:
            return view(request, agent, *args, **kwargs)
        except NotFound:
            raise Http404 from None

    return inside


def _to_the_door(request: HttpRequest) -> HttpResponse:
    door = f"{reverse('desk:sign_in')}?{urlencode({'next': _way_back(request)})}"
    if request.headers.get("HX-Request"):
        # A script would put the sign-in page into the middle of the old one.
        return HttpResponse(status=401, headers={"HX-Redirect": door})
    return SeeOther(door) if request.method == "POST" else HttpResponseRedirect(door)


def _way_back(request: HttpRequest) -> str:
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    case = _CASE_PATH.match(request.path)
    return case.group() if case else reverse("desk:today")


def local_path(wanted: str) -> str:
    """A path of the desk to go on with after signing in, or "" for anything else (S23)."""
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.isprintable()
    inside = wanted.startswith("/desk/") and ".." not in wanted.partition("?")[0].split("/")
    return wanted if safe and inside and len(wanted) <= 200 else ""
