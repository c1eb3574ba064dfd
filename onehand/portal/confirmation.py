"""Was it really you? Both answers as equals, without signing in; looking changes nothing (D10, S16)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onehand.actions import confirming, confirming_words
from onehand.actions.models import Proof
from onehand.cases.errors import Refused
from onehand.cases.notice import day_and_time
from onehand.portal.entrance import page, person_of, reading_language, speaking_to
from onehand.portal.over import over
from onehand.portal.signing_in import unreferred

ANSWERS = {"yes": confirming.confirm, "no": confirming.deny}


@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, secret: str) -> HttpResponse:
    proof = confirming.proof_of(secret)
    if proof is None:
        return over(request, "confirmation")
    with speaking_to(proof.case.customer):
        return unreferred(_answer(request, proof, secret))


def _answer(request: HttpRequest, proof: Proof, secret: str) -> HttpResponse:
    if request.method != "POST":
        return _show(request, proof)
    answer = request.POST.get("answer", "")
    if answer not in ANSWERS:
        return _show(request, proof, problem=_("Please choose one of the two answers."), status=422)
    try:
        ANSWERS[answer](secret)
    except Refused:
        return over(request, "confirmation")
    return _show(request, proof, answered=answer)


def _show(
    request: HttpRequest, proof: Proof, *, answered: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    language = reading_language()
    sentence = confirming_words.asked(
        proof.case, confirming.action_of(proof), language, before=proof.asked_at
    )  # fmt: skip
    context = {
        "sentence": sentence, "answered": answered, "problem": problem,
        "until": day_and_time(proof.until, language) if proof.until else "", **person_of(proof.case),
    }  # fmt: skip
    return page(request, "portal/confirmation.html", context, status=status)
