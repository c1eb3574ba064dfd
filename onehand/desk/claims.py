"""We said that the customer erred, and it was not so: the correction goes to all who heard it (C9)."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from onehand.cases import claims as verbs
from onehand.cases import sentences
from onehand.cases.errors import Refused
from onehand.cases.models import Claim
from onehand.desk.acting import back_to
from onehand.desk.context import page
from onehand.desk.entrance import for_agents
from onehand.desk.language import reading_language
from onehand.team.models import Agent

_DRAFTS = {
    "de": "Guten Tag,\n\nwir haben geschrieben: „{said}“ Das war falsch: Der Fehler lag nicht bei Ihnen, sondern bei "
    "uns. Das tut uns leid.\n\nFreundliche Grüße\n{name}",
    "en": "Hello,\n\nwe wrote: “{said}” That was wrong: the error was not yours but ours. We are sorry.\n\n"
    "Kind regards\n{name}",
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_agents
def disproof(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    """Who heard it, what showed it, and the words that put it right."""
    claim = verbs.access_claim(agent, pk)
    if request.method != "POST":
        return _show(request, agent, claim)
    text, key = request.POST.get("text", ""), request.POST.get("key", "")[:60]
    try:
        verbs.disprove(claim, by=agent, text=text, key=f"desk:{agent.pk}:claim:{key}" if key else None)
    except Refused as why:
        return _show(request, agent, claim, text=text, key=key, why=why)
    return back_to(claim.case_id)


def _show(
    request: HttpRequest,
    agent: Agent,
    claim: Claim,
    *,
    text: str | None = None,
    key: str = "",
    why: Refused | None = None,
) -> HttpResponse:
    draft = _DRAFTS.get(claim.case.language, _DRAFTS["de"]).format(said=claim.text, name=agent.display_name)
    context = {
        "here": "", "claim": claim, "case": claim.case, "heard": verbs.heard_by(claim.message),
        "text": draft if text is None else text, "key": key or uuid.uuid4().hex,
        "problem": sentences.sentence(why, reading_language()) if why else "",
    }  # fmt: skip
    return page(request, agent, "desk/disproof.html", context, status=_status(why))


def _status(why: Refused | None) -> int:
    if why is None:
        return 200
    return 422 if why.code == "empty" else 409
