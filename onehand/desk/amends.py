"""Amends for a broken promise, and the plain course of it: put into the reply that is being written."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onehand.cases import amends as verbs
from onehand.cases import review
from onehand.cases.access import LARGEST, access_case
from onehand.cases.drafts import draft_of, save_draft
from onehand.cases.errors import NotFound, Refused
from onehand.cases.models import Amends, Case
from onehand.desk.acting import back_to, in_place, on_case, refusal, typed
from onehand.desk.entrance import for_agents
from onehand.team.models import Agent


@require_POST
@for_agents
def offer(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    """The sentence goes into the reply, where its writer may put it into own words."""
    amends, case = _amends(agent, pk)
    try:
        offered = verbs.offer(amends, by=agent)
    except Refused as why:
        return refusal(request, agent, case.pk, why, typed(request, f"amends-{pk}"))
    return _into_reply(request, agent, case, offered.sentence, said=_("Offered; the sentence stands in your reply"))


@require_POST
@for_agents
def course_of_events(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """How it came to a broken promise, step by step, as words for the customer."""
    case = access_case(agent, number)
    return _into_reply(request, agent, case, review.letter(case), said="")


def _into_reply(request: HttpRequest, agent: Agent, case: Case, words: str, *, said: str) -> HttpResponse:
    """A script puts it where the writer is, else it stands at the end of the draft."""
    if in_place(request):
        return JsonResponse({"said": said, "insert": words})
    draft = draft_of(case, agent)
    save_draft(case, text=f"{draft.text.rstrip()}\n\n{words}" if draft else words, by=agent)
    return back_to(case.pk)


@require_POST
@for_agents
def drop(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    amends, case = _amends(agent, pk)
    why = request.POST.get("why", "")
    return on_case(
        request, agent, case.pk, lambda _case: verbs.drop(amends, why=why, by=agent), kind=f"amends-{pk}",
        said=_("No amends are offered"),
    )  # fmt: skip


def _amends(agent: Agent, pk: int) -> tuple[Amends, Case]:
    found = Amends.objects.select_related("promise").filter(pk=pk).first() if 0 < pk <= LARGEST else None
    if found is None:
        raise NotFound
    case = access_case(agent, found.promise.case_id)
    found.promise.case = case
    return found, case
