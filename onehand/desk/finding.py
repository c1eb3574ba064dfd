"""Who is it? Customers found by what a caller or a letter gives: address, number, the code of the portal, any words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from onehand.accounts import limits
from onehand.cases.access import visible_to
from onehand.cases.customers import customer_of_address
from onehand.cases.errors import Refused
from onehand.cases.family import access_customer
from onehand.cases.hits import found_cases
from onehand.cases.models import Case, State
from onehand.cases.phone_number import e164, readable
from onehand.people.errors import PeopleRefused
from onehand.people.joining import by_call_code
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent

MOST = 10  # people offered at once
_CODE = 6  # digits of a caller's code
CODES_PER_HOUR = 30
_SALT = "desk.caller"
_VALID = 3600  # seconds: the call is over by then


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom the agent may see; `identity` is the phone number by which they were found."""

    pk: int
    name: str
    addresses: tuple[str, ...]
    open: int
    identity: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """`email` or `number` is what was typed, when it is one; `token` stands for a caller who proved who they are."""

    people: Sequence[Candidate] = ()
    email: str = ""
    number: str = ""
    token: str = ""
    exact: bool = False
    code_over: bool = False


def in_words(identity: Identity) -> str:
    """An address as people read it."""
    return readable(identity.value) if identity.kind == "phone" else identity.display or identity.value


def find(agent: Agent, wanted: str, number: str = "") -> Found:
    """`number` is the phone they call from, as far as it is known already: a code proves it."""
    words = " ".join(wanted.split())[:320]
    if "@" in words:
        return _by_address(agent, words)
    digits = words.replace(" ", "")
    if digits.isdecimal() and len(digits) == _CODE:
        return _by_code(agent, digits, number)
    dialled = _number(words)
    if dialled:
        return Found(by_number(agent, dialled), number=words, exact=True)
    return Found(_by_words(agent, words))


def _number(words: str) -> str:
    """As it is dialled; "" for what is no phone number. Without a zero or a plus it may be any number."""
    if not words.startswith(("+", "0", "(0")):
        return ""
    try:
        return e164(words)
    except Refused:
        return ""


def _by_address(agent: Agent, address: str) -> Found:
    try:
        validate_email(address)
    except ValidationError:
        return Found()
    person = customer_of_address(agent, address)
    return Found(_seen(agent, [person] if person else []), email=address, exact=True)


def by_number(agent: Agent, dialled: str) -> list[Candidate]:
    """All of a household whom the agent may see."""
    rows = Identity.objects.filter(kind="phone", value=dialled).select_related("customer__merged_into").order_by("pk")
    at = {one.customer.canonical.pk: one for one in reversed(rows[:50])}
    return _seen(agent, [one.customer.canonical for one in at.values()], {pk: one.pk for pk, one in at.items()})


def _by_code(agent: Agent, code: str, number: str) -> Found:
    try:
        if not limits.within("call-code", str(agent.pk), most=CODES_PER_HOUR):  # nobody tries all of them
            raise PeopleRefused("asked_too_often")
        person = by_call_code(code, number=_number(number), by=agent)
    except PeopleRefused:
        found = _by_words(agent, code)
        return Found(found, number=number, code_over=not found)
    return Found(number=number, token=signing.dumps([agent.pk, person.canonical.pk], salt=_SALT))


def proved(agent: Agent, token: str) -> Customer | None:
    """The caller whom this very agent heard prove who they are, within the hour."""
    try:
        heard_by, pk = signing.loads(token, salt=_SALT, max_age=_VALID)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = Customer.objects.select_related("merged_into").filter(pk=pk, forgotten_at__isnull=True).first()
    return person.canonical if person is not None and heard_by == agent.pk else None


def _by_words(agent: Agent, words: str) -> list[Candidate]:
    """Those whose cases hold these words, such as a name or an order number; a number may be the customer's own."""
    if not words:
        return []
    ids = [case.customer_id for case in found_cases(agent, words, MOST)]
    number = words.lstrip("#")
    if number.isdecimal() and len(number) < 18:
        ids.append(int(number))
    people = Customer.objects.select_related("merged_into").in_bulk(ids)
    return _seen(agent, [people[pk].canonical for pk in dict.fromkeys(ids) if pk in people])


def _seen(agent: Agent, people: Iterable[Customer], at: dict[int, int] | None = None) -> list[Candidate]:
    """Those of whom the agent sees a case; as many queries for ten as for one."""
    roots = {one.pk: one for one in people if one.forgotten_at is None}
    if not roots:
        return []
    family = dict.fromkeys(roots, 0) | dict(
        Customer.objects.filter(merged_into__in=roots).values_list("pk", "merged_into")
    )
    root_of = {pk: root or pk for pk, root in family.items()}
    cases = visible_to(agent).filter(customer__in=root_of).values_list("customer", "state")
    states: dict[int, list[str]] = {}
    for pk, state in cases.order_by("-touched_at")[:500]:
        states.setdefault(root_of[pk], []).append(state)
    addresses: dict[int, list[str]] = {}
    for one in Identity.objects.filter(customer__in=root_of).order_by("pk")[:200]:
        addresses.setdefault(root_of[one.customer_id], []).append(in_words(one))
    return [
        Candidate(
            pk, one.name or next(iter(addresses.get(pk, [])), f"#{pk}"), tuple(addresses.get(pk, [])[:3]),
            sum(state != State.CLOSED for state in states[pk]), (at or {}).get(pk),
        )
        for pk, one in roots.items()
        if pk in states
    ][:MOST]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """Who a new case is for; `token` when they are known by their code alone."""

    customer: Customer
    name: str
    identities: Sequence[Identity]
    cases: Sequence[Case]
    token: str = ""

    @property
    def numbers(self) -> list[str]:
        return [in_words(one) for one in self.identities if one.kind == "phone"]

    @property
    def addresses(self) -> list[str]:
        return [in_words(one) for one in self.identities]


def person_of(agent: Agent, pk: int, token: str = "") -> Person:
    """With the open cases that the agent may see. Raises NotFound for whoever is neither seen nor proved."""
    caller = proved(agent, token) if token else None
    if caller is not None:
        ids = [caller.pk, *Customer.objects.filter(merged_into=caller).values_list("pk", flat=True)]
    else:
        caller, ids = access_customer(agent, pk)
    identities = list(Identity.objects.filter(customer__in=ids).order_by("pk")[:20])
    cases = visible_to(agent).filter(customer__in=ids).exclude(state=State.CLOSED).select_related("customer")
    name = caller.name or (identities[0].value if identities else f"#{caller.pk}")
    return Person(caller, name, identities, list(cases.order_by("-touched_at", "-number")[:8]), token)
