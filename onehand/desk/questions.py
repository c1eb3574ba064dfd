"""Questions on the desk: one that was not recognised is added by selecting it, one that is none is taken out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onehand.cases import questions as verbs
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Question
from onehand.cases.reply import answered_message
from onehand.desk.acting import Undo, on_case, row_of
from onehand.desk.entrance import for_agents
from onehand.desk.facts import message_of
from onehand.team.models import Agent


@require_POST
@for_agents
def questions(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Asked in the message that the form names, else in the customer's latest one."""

    def add(case: Case) -> Question:
        message = message_of(case, request.POST.get("message", "")) or answered_message(case)
        if message is None:
            raise Refused("not_of_this_case")
        return verbs.add(case, message=message, text=request.POST.get("text", ""), by=agent)

    return on_case(request, agent, number, add, kind="question_new", said=_("Question noted"))


@require_POST
@for_agents
def misreading(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    question, case = row_of(Question, agent, pk)
    undo = Undo(_("No question any more"), reverse("desk:question_reopening", args=[pk]))
    return on_case(request, agent, case.pk, lambda _case: verbs.misread(question, by=agent), kind="question", undo=undo)


@require_POST
@for_agents
def reopening(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    question, case = row_of(Question, agent, pk)
    return on_case(
        request, agent, case.pk, lambda _case: verbs.reopen(question, by=agent), kind="question", said=_("Open again")
    )


@require_POST
@for_agents
def no_answer(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    """The customer is told why there is none."""
    question, case = row_of(Question, agent, pk)
    why = request.POST.get("why", "")
    return on_case(
        request, agent, case.pk, lambda _case: verbs.no_answer(question, why=why, by=agent), kind=f"question-{pk}",
        said=_("The reason is on its way to the customer"),
    )  # fmt: skip
