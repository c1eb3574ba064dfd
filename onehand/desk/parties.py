"""Who else takes part in a case: role, own channel and rights, said in words (B7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from onehand.cases import parties as verbs
from onehand.cases import sentences
from onehand.cases.access import access_case
from onehand.cases.errors import NotFound, Refused
from onehand.cases.family import access_customer
from onehand.cases.models import Case, Party
from onehand.desk.context import page
from onehand.desk.entrance import SeeOther, for_agents
from onehand.desk.language import reading_language
from onehand.people.card import CHANNELS
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent

_RIGHTS = ("told", "sees_all", "decides")


@dataclass(frozen=True, slots=True)
class Line:
    """`form` is what stands in the fields of this party, as it is or as it was typed."""

    pk: int
    customer: int
    name: str
    address: str
    role: str
    channel: str
    since: datetime
    until: datetime | None
    told: bool
    sees_all: bool
    decides: bool
    form: Mapping[str, Any]
    open: bool


@require_http_methods(["GET", "HEAD", "POST"])
@for_agents
def parties(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The page, and adding somebody: `who` is a mail address or the number of a known customer."""
    case = access_case(agent, number)
    if request.method != "POST":
        return _show(request, agent, case)
    form = _typed(request)
    try:
        _add(case, form, agent)
    except Refused as why:
        return _show(request, agent, case, why=why, form=form)
    return _back(number)


def _add(case: Case, form: Mapping[str, Any], agent: Agent) -> Party:
    known = _known(agent, form["who"])
    wanted = {name: form[name] for name in verbs.RIGHTS}
    if known is not None:
        return verbs.add(case, by=agent, customer=known, **wanted)
    return verbs.add(case, by=agent, email=form["who"], name=form["name"], **wanted)


def _known(agent: Agent, who: str) -> Customer | None:
    number = who.lstrip("#")
    if not number.isdecimal() or len(number) > 18:
        return None
    try:
        return access_customer(agent, int(number))[0]
    except NotFound:
        return None


def _typed(request: HttpRequest) -> dict[str, Any]:
    given = request.POST
    form: dict[str, Any] = {name: given.get(name, "").strip()[:320] for name in ("who", "name", "role", "channel")}
    return form | {name: name in given for name in _RIGHTS}


@require_POST
@for_agents
def change(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    party, form = verbs.access_party(agent, pk), _typed(request)
    try:
        verbs.change(party, by=agent, **{name: form[name] for name in verbs.RIGHTS})
    except Refused as why:
        return _show(request, agent, access_case(agent, party.case_id), why=why, form=form, at=pk)
    return _back(party.case_id)


@require_POST
@for_agents
def leaving(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    party = verbs.access_party(agent, pk)
    try:
        verbs.leave(party, by=agent)
    except Refused as why:
        return _show(request, agent, access_case(agent, party.case_id), why=why)
    return _back(party.case_id)


def _back(number: int) -> HttpResponse:
    return SeeOther(reverse("desk:parties", args=[number]))


def _show(
    request: HttpRequest,
    agent: Agent,
    case: Case,
    *,
    why: Refused | None = None,
    form: Mapping[str, Any] | None = None,
    at: int | None = None,
) -> HttpResponse:
    """`form` is what was typed: for the party `at`, else for somebody new."""
    standing = verbs.of(case)
    addresses = _addresses(standing)
    context = {
        "here": "", "case": case, "roles": list(verbs.ROLES), "channels": [one for one in CHANNELS if one],
        "lines": [_line(one, addresses, form if one.pk == at else None) for one in standing],
        "form": form if form is not None and at is None else {"role": Party.Role.PARTICIPANT},
        "problem": sentences.sentence(why, reading_language()) if why else "", "most": verbs.MOST,
    }  # fmt: skip
    return page(request, agent, "desk/parties.html", context, status=_status(why))


def _status(why: Refused | None) -> int:
    if why is None:
        return 200
    return 422 if why.code in ("party_role", "party_channel_unknown", "party_address") else 409


def _addresses(standing: list[Party]) -> dict[int, str]:
    """The first address of each, in one query."""
    rows = Identity.objects.filter(customer__in={one.customer.canonical.pk for one in standing}).order_by("-pk")
    return {one.customer_id: one.value for one in rows[:500]}


def _line(party: Party, addresses: Mapping[int, str], typed: Mapping[str, Any] | None) -> Line:
    person = party.customer.canonical
    address = addresses.get(person.pk, "")
    return Line(
        pk=party.pk, customer=person.pk, name=person.name or address or f"#{person.pk}",
        address=address if person.name else "", role=party.role, channel=party.channel, since=party.since,
        until=party.until, told=party.told, sees_all=party.sees_all, decides=party.decides,
        form=typed or {name: getattr(party, name) for name in verbs.RIGHTS}, open=typed is not None,
    )  # fmt: skip
