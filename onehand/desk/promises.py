"""What becomes of a promise: made by hand, told anew with a new time, withdrawn with a reason, kept by a letter."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onehand.cases import evidence, lateness, sentences
from onehand.cases import promises as verbs
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Promise
from onehand.cases.promise_state import state_of
from onehand.desk.acting import Undo, done, in_place, on_case, refusal, row_of, typed
from onehand.desk.context import is_part, page
from onehand.desk.entrance import SeeOther, for_agents, local_path
from onehand.desk.language import reading_language
from onehand.desk.moments import moment
from onehand.foundation import clock
from onehand.team.models import Agent


@require_POST
@for_agents
def promises(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Said by phone or in person. Without a time it gets the default one."""
    made: list[Promise] = []

    def make(case: Case) -> None:
        given = request.POST.get("due", "")
        due = moment(given)
        if given.strip() and due is None:
            raise Refused("until_missing")
        made.append(
            verbs.make(
                case, text=request.POST.get("text", ""), kind=request.POST.get("kind", ""), due=due, by=agent,
                needs=request.POST.get("needs") or None,
            )
        )  # fmt: skip

    answer = on_case(request, agent, number, make, kind="promise_new")
    if not made:
        return answer
    undo = Undo(_("Promised"), reverse("desk:promise_taking_back", args=[made[0].pk]))
    return done(request, number, undo=undo)


@require_POST
@for_agents
def taking_back(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    promise, case = row_of(Promise, agent, pk)
    return on_case(
        request, agent, case.pk, lambda _case: verbs.take_back(promise, by=agent), kind="promise", said=_("Taken back")
    )


@require_POST
@for_agents
def withdrawal(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    promise, case = row_of(Promise, agent, pk)
    why = request.POST.get("why", "")
    return on_case(
        request, agent, case.pk, lambda _case: verbs.withdraw(promise, why=why, by=agent), kind=f"promise-{pk}",
        said=_("Withdrawn; the customer is told the reason"),
    )  # fmt: skip


@require_POST
@for_agents
def posting(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    """The promised letter was posted."""
    promise, case = row_of(Promise, agent, pk)

    def post(_case: Case) -> Promise:
        try:
            posted_on = date.fromisoformat(request.POST.get("posted_on", ""))
        except ValueError:
            raise Refused("until_missing") from None
        return evidence.by_letter(promise, posted_on=posted_on, by=agent)

    return on_case(request, agent, case.pk, post, kind=f"promise-{pk}", said=_("Kept"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_agents
def telling(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    """A new time, told to the customer: the prepared words are shown first, and go when they are sent."""
    promise, case = row_of(Promise, agent, pk)
    if request.method != "POST":
        return _show(request, agent, promise)
    try:
        _tell(request, promise, agent)
    except Refused as why:
        if in_place(request):
            return refusal(request, agent, case.pk, why, typed(request, f"promise-{pk}"))
        sentence = sentences.sentence(why, reading_language())
        return _show(request, agent, promise, problem=sentence)
    back = local_path(request.POST.get("back", ""))
    if back and not in_place(request):
        return SeeOther(back)
    return done(request, case.pk, said=_("The new time is on its way to the customer"))


def _tell(request: HttpRequest, promise: Promise, agent: Agent) -> None:
    due = moment(request.POST.get("due", ""))
    if due is None:
        raise Refused("until_missing")
    text = _words(request.POST, promise, due)
    if state_of(promise, clock.now()) in ("late", "at_risk"):
        lateness.tell(promise, by=agent, text=text, due=due)
    else:
        verbs.renew(promise, due=due, text=text, by=agent)


def _show(request: HttpRequest, agent: Agent, promise: Promise, *, problem: str = "") -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    due = moment(given.get("due", "")) or verbs.due_of(None, promise.case)[0]
    context = {
        "promise": promise, "case": promise.case, "late": state_of(promise, clock.now()) == "late",
        "text": _words(given, promise, due), "due": local_field(due), "problem": problem,
        "back": local_path(given.get("back", "")), "here": "promises",
    }  # fmt: skip
    template = "desk/_telling.html" if is_part(request) else "desk/telling.html"
    return page(request, agent, template, context, status=422 if problem else 200)


def _words(given: QueryDict, promise: Promise, due: datetime) -> str:
    """Own words stay; the prepared ones follow the chosen time."""
    typed_before, was = given.get("text"), moment(given.get("was", ""))
    if typed_before is not None and (was is None or typed_before.split() != _draft(promise, was).split()):
        return typed_before
    return _draft(promise, due)


def _draft(promise: Promise, due: datetime) -> str:
    return lateness.draft_for(promise, due)


def local_field(at: datetime) -> str:
    """For a datetime-local field."""
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")
