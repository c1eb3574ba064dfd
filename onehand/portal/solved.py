"""The answer to "is it solved?" from a mail: both answers as equals, without signing in; looking changes nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onehand.cases import closing, standing
from onehand.cases.answer import answerable
from onehand.cases.models import Closure, State
from onehand.portal.entrance import SeeOther, page, speaking_to
from onehand.portal.over import over
from onehand.portal.signing_in import unreferred

# How the buttons and the links in mails name the answers.
ANSWERS = {"solved": "solved", "yes": "solved", "not_solved": "not_solved", "no": "not_solved"}


@require_http_methods(["GET", "HEAD", "POST"])
def solved(request: HttpRequest, secret: str) -> HttpResponse:
    closure = answerable(secret)
    if closure is None:
        return over(request, "solved")
    with speaking_to(closure.case.customer):
        return unreferred(_answer(request, closure))


def _answer(request: HttpRequest, closure: Closure) -> HttpResponse:
    hand = standing.hands([closure.case]).get(closure.case_id, "")
    if request.method != "POST":
        return _show(request, closure, hand, answered=_standing_answer(closure))
    answer = ANSWERS.get(request.POST.get("answer", ""), "")
    text = request.POST.get("text", "")
    customer = closure.case.customer.canonical
    if answer == "solved":
        closing.confirm(closure.case, by=customer)
        return SeeOther(request.path)
    if answer == "not_solved":
        closing.deny(closure.case, by=customer, text=text[:100_000])
        # The question is taken back now, so that its link cannot show this any more.
        return _show(request, closure, hand, answered="not_solved")
    return _show(request, closure, hand, text=text, problem=_("Please choose one of the two answers."), status=422)


def _standing_answer(closure: Closure) -> str:
    said = closure.how == Closure.How.CUSTOMER
    # Their word stands too while the case still waits for what is owed to them; it then closes by itself.
    return "solved" if said and closure.case.state in (State.CLOSED, State.WAITING) else ""


def _show(
    request: HttpRequest,
    closure: Closure,
    hand: str,
    *,
    answered: str = "",
    text: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "case_subject": closure.case.subject, "hand": hand, "answered": answered, "text": text, "problem": problem,
        "chosen": ANSWERS.get(request.GET.get("answer", ""), ""),
    }  # fmt: skip
    return page(request, "portal/solved_answer.html", context, status=status)
