"""Addresses joined to a customer by proof: a link spent in the mailbox, a code read aloud on the phone (B1)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from onehand.foundation import clock, tokens
from onehand.people import known
from onehand.people.errors import PeopleRefused
from onehand.people.merging import merge
from onehand.people.models import Customer, Identity, JoinRequest, Merge
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record, verb

LINK_VALID = timedelta(hours=24)
CODE_VALID = timedelta(minutes=15)
MOST_PER_HOUR = 5
CALL_CODE = "call"  # the kind of a request that a caller's code answers


@dataclass(frozen=True, slots=True)
class Asked:
    """`secret` goes into the link and is kept nowhere."""

    request: JoinRequest
    secret: str


@verb
def ask_join(customer: Customer, *, value: str, kind: str = "email") -> Asked:
    """A signed-in customer says that this address is theirs too. Whether somebody else has it is not told.

    Raises PeopleRefused: value_missing, already_yours, asked_too_often.
    """
    stored = known.normalised(kind, value)
    if not stored or (kind == "email" and ("@" not in stored or any(c.isspace() for c in stored))):
        raise PeopleRefused("value_missing")
    person = customer.canonical
    found = known.find(kind, stored)
    if found is not None and found.customer.canonical.pk == person.pk and found.assurance == Identity.Assurance.PROVED:
        raise PeopleRefused("already_yours")
    return _request(person, kind, stored, secrets.token_urlsafe(32), LINK_VALID)


def _request(person: Customer, kind: str, value: str, secret: str, valid: timedelta) -> Asked:
    now = clock.now()
    recent = JoinRequest.objects.filter(customer=person, asked_at__gt=now - timedelta(hours=1), kind=kind)
    if recent.count() >= MOST_PER_HOUR:
        raise PeopleRefused("asked_too_often")
    row = JoinRequest.objects.create(
        customer=person, kind=kind, value=value, hashed=_hashed(secret), expires_at=now + valid
    )
    return Asked(row, secret)


def _hashed(secret: str) -> str:
    return tokens.keyed_hash(b"join:" + secret.encode())


def join_of(secret: str) -> JoinRequest | None:
    """The request of a link while it holds; looking at it changes nothing (S16)."""
    return (
        JoinRequest.objects.select_related("customer", "customer__merged_into")
        .filter(hashed=_hashed(secret), spent_at__isnull=True, expires_at__gt=clock.now())
        .exclude(kind=CALL_CODE)
        .first()
    )


@verb
def confirm_join(secret: str, *, by: Customer) -> Identity:
    """Spend the link. `by` must be who asked: only whoever holds both mailboxes proves that both are one person.

    Raises PeopleRefused: proof_over, proof_foreign, forgotten, merged_elsewhere.
    """
    request = join_of(secret)
    if request is None:
        raise PeopleRefused("proof_over")
    if request.customer.canonical.pk != by.canonical.pk:
        raise PeopleRefused("proof_foreign")
    if not JoinRequest.objects.filter(pk=request.pk, spent_at__isnull=True).update(spent_at=clock.now()):
        raise PeopleRefused("proof_over")
    return _joined(by.canonical, request.kind, request.value, how=Merge.How.LINK)


def _joined(person: Customer, kind: str, value: str, *, how: str) -> Identity:
    identity = known.find(kind, value)
    if identity is None:
        identity = Identity.objects.create(customer=person, kind=kind, value=value, display=value)
    elif identity.customer.canonical.pk != person.pk:
        merge(identity.customer.canonical, into=person, by=person, how=how)
    known.prove(identity)
    record("customer", person.pk, Kind.IDENTITY_PROVED, by=person, ref=identity.pk, values={"value": value})
    return identity


@verb
def call_code(customer: Customer) -> str:
    """Six digits that the portal shows and a caller reads aloud, valid for a quarter of an hour; the last one counts.

    Raises PeopleRefused: asked_too_often.
    """
    person = customer.canonical
    JoinRequest.objects.filter(customer=person, kind=CALL_CODE, spent_at__isnull=True).update(spent_at=clock.now())
    for _ in range(10):  # two callers with the same digits at once: take others
        code = f"{secrets.randbelow(1_000_000):06d}"
        if not _standing_code(code):
            # Digits repeat over the years, so the row's hash bears its moment; the code itself is the sealed value.
            asked = _request(person, CALL_CODE, _hashed(code), f"{code}:{secrets.token_hex(8)}", CODE_VALID)
            assert asked.request.pk
            return code
    raise PeopleRefused("asked_too_often")


def _standing_code(code: str) -> JoinRequest | None:
    return (
        JoinRequest.objects.select_related("customer", "customer__merged_into")
        .filter(kind=CALL_CODE, value=_hashed(code), spent_at__isnull=True, expires_at__gt=clock.now())
        .first()
    )


@verb
def by_call_code(code: str, *, number: str, by: Acts) -> Customer:
    """The caller read this code aloud: who it is, and that the phone number is theirs (as surely as the code).

    Raises PeopleRefused: proof_over.
    """
    request = _standing_code(code.strip()) if code.strip().isdecimal() else None
    spent = request is not None and JoinRequest.objects.filter(pk=request.pk, spent_at__isnull=True).update(
        spent_at=clock.now()
    )
    if request is None or not spent:
        raise PeopleRefused("proof_over")
    person = request.customer.canonical
    if number.strip():
        stored = known.normalised("phone", number)
        identity, _ = Identity.objects.get_or_create(
            customer=person, kind="phone", value=stored, defaults={"display": number.strip()[:320]}
        )
        known.prove(identity)
        record("customer", person.pk, Kind.IDENTITY_PROVED, by=by, ref=identity.pk, values={"value": stored})
    return person
