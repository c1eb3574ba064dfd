"""Was it really you? Both answers as equals, without signing in; looking changes nothing (D10, S16)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onehand.actions import confirming, confirming_words
from onehand.actions.models import Proof
from onehand.cases.errors import Refused
from onehand.portal.entrance import page, reading_language
from onehand.portal.signing_in import gone, unreferred

ANSWERS = {"yes": confirming.confirm, "no": confirming.deny}


@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, secret: str) -> HttpResponse:
    proof = confirming.proof_of(secret)
    if proof is None:
        return unreferred(gone(request, "expired"))
    if request.method != "POST":
        return unreferred(_show(request, proof))
    answer = request.POST.get("answer", "")
    if answer not in ANSWERS:
        return unreferred(_show(request, proof, problem=_("Please choose one of the two answers."), status=422))
    try:
        ANSWERS[answer](secret)
    except Refused:
        return unreferred(gone(request, "expired"))
    return unreferred(_show(request, proof, answered=answer))


def _show(
    request: HttpRequest, proof: Proof, *, answered: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    sentence = confirming_words.asked(
        proof.case, confirming.action_of(proof), reading_language(), before=proof.asked_at
    )  # fmt: skip
    context = {"sentence": sentence, "answered": answered, "problem": problem}
    return page(request, "portal/confirmation.html", context, status=status)
