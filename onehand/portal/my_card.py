"""My card: all that is remembered, with its source; corrected, erased, and allowed per purpose (B5)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onehand.accounts import limits
from onehand.cases import sentences as case_sentences
from onehand.cases.errors import Refused
from onehand.cases.exporting import export
from onehand.cases.facts import erase, replace
from onehand.cases.family import members
from onehand.cases.join_mail import ask_by_mail
from onehand.cases.models import Fact
from onehand.foundation.prepared import Prepared
from onehand.people import card, consent, proof, sentences
from onehand.people.errors import PeopleRefused
from onehand.people.forgetting import forget
from onehand.people.joining import call_code, confirm_join, join_of
from onehand.people.models import Consent, Customer, Identity
from onehand.portal.entrance import SeeOther, customer_of, for_customers, page, reading_language

_CHANGEABLE = (
    "name", "salutation", "form", "language", "preferred_channel", "quiet_from", "quiet_until", "country", "state",
)  # fmt: skip
_LARGEST = 2**63 - 1
PROOFS_PER_HOUR = 10


_FACTS: Prepared[Fact] = Prepared(
    lambda blank: (
        Fact.objects.filter(customer__pk__in=blank("family"), ended_at__isnull=True)
        .exclude(value="")
        .select_related("message")
        .order_by("-pk")[:200]
    )
)
_IDENTITIES: Prepared[Identity] = Prepared(
    lambda blank: Identity.objects.filter(customer__pk__in=blank("family")).order_by("pk")[:50]
)


@require_safe
@for_customers
def my_card(request: HttpRequest, customer: Customer) -> HttpResponse:
    return _show(request, customer)


def _show(
    request: HttpRequest, customer: Customer, *, problem: str = "", typed: bool = False, code: str = ""
) -> HttpResponse:
    ids = members(customer)
    fields: dict[str, Any] = {name: getattr(customer, name) for name in (*_CHANGEABLE, "no_phone")}
    if typed:
        fields |= {name: request.POST.get(name, "") for name in (*_CHANGEABLE, "no_phone")}
    standing = consent.standing(customer)
    context = {
        "fields": fields, "lines": card.lines_of(customer), "problem": problem, "code": code,
        "erasable": frozenset(card.LINES) - card.NOT_ERASABLE,
        "identities": _IDENTITIES.rows(family=ids),
        "facts": _FACTS.rows(family=ids),
        "consents": [{"purpose": one, "row": standing.get(one)} for one in Consent.Purpose.values],
        "by_order": proof.is_possible(), "address": request.POST.get("address", "") if problem else "",
        "asked": request.session.pop("join_asked", ""),
    }  # fmt: skip
    return page(request, "portal/my_card.html", context, customer=customer, status=409 if problem else 200)


def _refused(
    request: HttpRequest, customer: Customer, why: PeopleRefused | Refused, *, typed: bool = False
) -> HttpResponse:
    language = reading_language()
    said = (
        sentences.sentence(why, language) if isinstance(why, PeopleRefused) else case_sentences.sentence(why, language)
    )
    return _show(request, Customer.objects.get(pk=customer.pk), problem=said, typed=typed)


def _back() -> HttpResponse:
    return SeeOther(reverse("portal:my_card"))


@require_POST
@for_customers
def lines(request: HttpRequest, customer: Customer) -> HttpResponse:
    given: dict[str, Any] = {name: request.POST[name] for name in _CHANGEABLE if name in request.POST}
    given["no_phone"] = "no_phone" in request.POST
    try:
        card.change(customer, by=customer, **given)
    except PeopleRefused as why:
        return _refused(request, customer, why, typed=True)
    return _back()


@require_POST
@for_customers
def line_erasure(request: HttpRequest, customer: Customer) -> HttpResponse:
    try:
        card.erase_line(customer, request.POST.get("line", ""), by=customer)
    except PeopleRefused as why:
        return _refused(request, customer, why)
    return _back()


def _own_fact(customer: Customer, pk: int) -> Fact:
    fact = Fact.objects.select_related("case", "customer").filter(pk=min(pk, _LARGEST)).first()
    if fact is None or fact.customer_id not in members(customer) or fact.ended_at is not None:
        raise Http404
    return fact


@require_POST
@for_customers
def fact_correction(request: HttpRequest, customer: Customer, pk: int) -> HttpResponse:
    fact = _own_fact(customer, pk)
    try:
        replace(fact, value=request.POST.get("value", ""), by=customer)
    except Refused as why:
        return _refused(request, customer, why)
    return _back()


@require_POST
@for_customers
def fact_erasure(request: HttpRequest, customer: Customer, pk: int) -> HttpResponse:
    try:
        erase(_own_fact(customer, pk), by=customer)
    except Refused as why:
        return _refused(request, customer, why)
    return _back()


@require_POST
@for_customers
def consents(request: HttpRequest, customer: Customer) -> HttpResponse:
    """Given and withdrawn by one click each."""
    purpose = request.POST.get("purpose", "")
    try:
        if request.POST.get("withdraw"):
            consent.withdraw(customer, purpose, by=customer)
        else:
            consent.give(customer, purpose, by=customer, how="portal")
    except PeopleRefused as why:
        return _refused(request, customer, why)
    return _back()


@require_POST
@for_customers
def addresses(request: HttpRequest, customer: Customer) -> HttpResponse:
    """A further mail address, proved by a link in it."""
    given = request.POST.get("address", "").strip()[:320]
    try:
        ask_by_mail(customer, address=given)
    except PeopleRefused as why:
        return _refused(request, customer, why)
    request.session["join_asked"] = given
    return _back()


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, secret: str) -> HttpResponse:
    """The link of that mail. Looking at it spends nothing; it counts only in the session of whoever asked."""
    customer = customer_of(request)
    asked = join_of(secret) if len(secret) <= 100 else None
    if asked is None:
        return page(request, "portal/gone.html", {}, customer=customer, status=404)
    if customer is None or asked.customer.canonical.pk != customer.pk:
        return page(request, "portal/join_address.html", {"foreign": True}, customer=customer)
    if request.method != "POST":
        return page(request, "portal/join_address.html", {"value": asked.value}, customer=customer)
    try:
        confirm_join(secret, by=customer)
    except PeopleRefused as why:
        return _refused(request, customer, why)
    return _back()


@require_POST
@for_customers
def orders(request: HttpRequest, customer: Customer) -> HttpResponse:
    """Order number and postcode, checked by a back-end; nobody tries all postcodes."""
    try:
        if not limits.within("order-proof", str(customer.pk), most=PROOFS_PER_HOUR):
            raise PeopleRefused("asked_too_often")
        proof.by_order(
            customer, order=request.POST.get("order", ""), postcode=request.POST.get("postcode", ""), by=customer
        )
    except PeopleRefused as why:
        return _refused(request, customer, why)
    return _back()


@require_POST
@for_customers
def calling_code(request: HttpRequest, customer: Customer) -> HttpResponse:
    """Six digits to read aloud on the phone, shown once on the page itself."""
    try:
        code = call_code(customer)
    except PeopleRefused as why:
        return _refused(request, customer, why)
    return _show(request, customer, code=code)


@require_safe
@for_customers
def export_file(_request: HttpRequest, customer: Customer) -> HttpResponse:
    return HttpResponse(
        export(customer, by=customer), content_type="application/zip",
        headers={"Content-Disposition": 'attachment; filename="my-data.zip"'},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_customers
def erasure(request: HttpRequest, customer: Customer) -> HttpResponse:
    """Erase all: cannot be undone, so the page says what goes, and the word has to be typed."""
    word = _("erase")
    if request.method != "POST":
        return page(request, "portal/my_erasure.html", {"word": word}, customer=customer)
    if request.POST.get("word", "").strip().lower() != word.lower():
        problem = _("Please type the word, so that nobody erases by mistake.")
        return page(
            request, "portal/my_erasure.html", {"word": word, "problem": problem}, customer=customer, status=422
        )
    forget(customer, by=customer)
    logout(request)
    return page(request, "portal/erased.html", {})
