"""Who reads the own cases: signed-in accounts of a customer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language

from onehand.actions import backends
from onehand.cases.du_or_sie import catalogue
from onehand.cases.errors import NotFound
from onehand.cases.models import Case
from onehand.cases.reference import reply_address
from onehand.foundation.prepared import Prepared
from onehand.people.models import Customer

P = ParamSpec("P")
_CUSTOMER: Prepared[Customer] = Prepared(
    lambda blank: Customer.objects.select_related("merged_into").filter(account_id=blank("account"))
)


class SeeOther(HttpResponseRedirect):
    """After a POST: look there (RFC 9110, 15.4.4)."""

    status_code = 303


def customer_of(request: HttpRequest) -> Customer | None:
    """The customer of the session, after all merges."""
    if not request.user.is_authenticated:
        return None
    found = _CUSTOMER.first(account=request.user.pk)
    return found.canonical if found is not None and found.forgotten_at is None else None


def for_customers(
    view: Callable[Concatenate[HttpRequest, Customer, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """The view gets the customer. Nobody signed in goes to the door, another role finds nothing here."""

    @wraps(view)
    def inside(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        customer = customer_of(request)
        if customer is None:
            if request.user.is_authenticated:
                raise Http404
            return SeeOther(reverse("portal:sign_in"))
        try:
            with speaking_to(customer):
                return view(request, customer, *args, **kwargs)
        except NotFound:
            raise Http404 from None

    return inside


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    customer: Customer | None = None,
    status: int = 200,
) -> HttpResponse:
    shared = {
        "portal": {
            "customer": customer,
            "company": settings.ONEHAND.company,
            "mail": settings.ONEHAND.mail_sender,
            "has_orders": bool(backends.connected()),
        }
    }
    with speaking_to(customer):
        return render(request, template, {**shared, **(context or {})}, status=status)


@contextmanager
def speaking_to(customer: Customer | None) -> Iterator[None]:
    """German as this customer wants to be addressed; in English, and for whom nobody knows, nothing changes."""
    wanted = catalogue(customer, reading_language())
    if wanted in ("de", "en"):
        yield
        return
    with translation.override(wanted):
        yield


def person_of(case: Case) -> dict[str, str]:
    """Who has the hand and where they read, for whoever would rather tell a person."""
    hand = case.hand
    return {"hand": hand.display_name if hand is not None else "", "reply": reply_address(case.pk)}


def reading_language() -> str:
    return "en" if (get_language() or "de").startswith("en") else "de"
