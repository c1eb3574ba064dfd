"""What is disturbed just now, for everybody; and "me too": with an address, signed in, or by the link of our mail (F4).

Looking changes nothing. Whoever types an address is answered the same, whosever it is (S22), under the limits of the
contact page (S4).
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from onehand.cases.models import Case
from onehand.defects import joining, status
from onehand.defects.access import defect_of
from onehand.defects.models import Defect, Link
from onehand.defects.personal import case_of
from onehand.people.models import Customer
from onehand.portal import typed
from onehand.portal.contact import POSTS_PER_HOUR
from onehand.portal.entrance import SeeOther, customer_of, page, person_of, reading_language, speaking_to
from onehand.portal.over import over
from onehand.portal.signing_in import unreferred


@require_safe
def disturbances(request: HttpRequest) -> HttpResponse:
    """The status page. Nothing of anybody is on it."""
    opened, fixed = status.disturbances(reading_language())
    return page(request, "portal/status.html", {"opened": opened, "fixed": fixed}, customer=customer_of(request))


@require_http_methods(["GET", "HEAD", "POST"])
def disturbance(request: HttpRequest, code: str) -> HttpResponse:
    """One of them, also one that is not on the status page: the address is not to be guessed."""
    defect = defect_of(code)
    if defect is None:
        raise Http404
    customer = customer_of(request)
    if request.method != "POST":
        return _show(request, defect, customer, done=request.GET.get("done") == "1")
    if customer is not None:
        case = joining.join(
            defect, by=customer, text=request.POST.get("text", "")[: joining.LONGEST], language=reading_language()
        )
        return SeeOther(reverse("portal:my_case", args=[case.pk]))
    return _claim(request, defect)


def _claim(request: HttpRequest, defect: Defect) -> HttpResponse:
    form = {name: request.POST.get(name, "").strip() for name in ("email", "text", "website")}
    words = typed.words(form, longest=joining.LONGEST, needed=False)
    problem = typed.machine(form) or words or typed.address(form)
    if problem:
        return _show(request, defect, None, form=form, problem=problem, status_code=422)
    problem = typed.too_often(request, "contact", most=POSTS_PER_HOUR)
    if problem:
        return _show(request, defect, None, form=form, problem=problem, status_code=429)
    joining.by_address(defect, email=form["email"], text=form["text"], language=reading_language())
    return SeeOther(f"{request.path}?done=1")


@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """From a mail of ours: who they are is known, so nothing is to be typed."""
    found = case_of(secret)
    if found is None:
        return over(request, "me_too")
    defect, case = found
    if request.method == "POST":
        text = request.POST.get("text", "")[: joining.LONGEST]
        joining.join(defect, by=case.customer.canonical, case=case, text=text)
        return unreferred(SeeOther(f"{request.path}?done=1"))
    with speaking_to(case.customer):
        return unreferred(_show(request, defect, None, case=case, done=request.GET.get("done") == "1"))


def _show(
    request: HttpRequest,
    defect: Defect,
    customer: Customer | None,
    *,
    case: Case | None = None,
    done: bool = False,
    form: dict[str, str] | None = None,
    problem: str = "",
    status_code: int = 200,
) -> HttpResponse:
    joined = case is not None and Link.objects.filter(defect=defect, case=case, ended_at__isnull=True).exists()
    context = {
        "one": status.one(defect, reading_language()), "public": defect.public, "done": done, "form": form or {},
        "problem": problem, "personal": case is not None, "joined": joined and not done,
        **(person_of(case) if case is not None else {}),
    }  # fmt: skip
    return page(request, "portal/disturbance.html", context, customer=customer, status=status_code)
