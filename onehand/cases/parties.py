"""The further people of a case (B7): each with a role, an own channel and own rights."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q

from onehand.cases import to_parties
from onehand.cases.access import LARGEST, access_case
from onehand.cases.addressing import is_ours
from onehand.cases.errors import NotFound, Refused
from onehand.cases.joined import present
from onehand.cases.lock import lock
from onehand.cases.models import Case, Party
from onehand.foundation import clock, text
from onehand.foundation.prepared import Prepared
from onehand.people import known
from onehand.people.card import CHANNELS
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record, verb

Role = Party.Role
MOST = 50  # of one case

ROLES: dict[str, tuple[str, str]] = {
    Role.PARTICIPANT: ("beteiligt", "participant"),
    Role.HOLDER: ("Vertragspartner:in", "holder"),
    Role.PAYER: ("zahlt", "payer"),
    Role.REPRESENTATIVE: ("vertritt", "representative"),
    Role.RECIPIENT: ("empfängt", "recipient"),
    Role.OF_AGE: ("volljährig geworden", "come of age"),
}
RIGHTS = ("role", "told", "sees_all", "decides", "channel")


@verb
def add(
    case: Case,
    *,
    by: Agent,
    customer: Customer | None = None,
    email: str = "",
    name: str = "",
    role: str = Role.PARTICIPANT,
    told: bool = False,
    sees_all: bool = False,
    decides: bool = False,
    channel: str = "",
) -> Party:
    """Let somebody known, or whoever has this address, take part. What was said before stays closed to them unless
    `sees_all` is chosen. Whoever left comes back as somebody new.

    Raises NotFound for an agent who may not see the case; Refused: party_role, party_channel_unknown, party_address,
    party_ours, party_is_customer, party_already, party_forgotten, parties_many.
    """
    access_case(by, case.pk)
    lock(case)
    rights = _checked(role=role, told=told, sees_all=sees_all, decides=decides, channel=channel)
    person = (customer or _by_address(case, email, name)).canonical
    if person.forgotten_at is not None:
        raise Refused("party_forgotten")
    if case.customer.canonical.pk == person.pk:
        raise Refused("party_is_customer")
    if of_person(case, person):
        raise Refused("party_already", person=person.shown_name)
    if case.parties.filter(present()).count() >= MOST:
        raise Refused("parties_many", most=MOST)
    values = {**rights, "since": clock.now(), "until": None}
    party, _ = Party.objects.update_or_create(case=case, customer=person, defaults=values)
    _note(party, Kind.PARTY_ADDED, by)
    return party


@verb
def change(party: Party, *, by: Agent, **rights: Any) -> Party:
    """Another role or channel, more or fewer rights: role, told, sees_all, decides, channel.

    Raises NotFound as `add`; Refused: party_over, party_role, party_channel_unknown.
    """
    case = access_case(by, party.case_id)
    lock(case)
    unknown = set(rights) - set(RIGHTS)
    if unknown:
        raise TypeError(f"a party has no {', '.join(sorted(unknown))}")
    _refresh(party)
    changed = {field: value for field, value in _checked(**rights).items() if getattr(party, field) != value}
    for field, value in changed.items():
        setattr(party, field, value)
    if changed:
        party.save(update_fields=list(changed))
        _note(party, Kind.PARTY_CHANGED, by)
    return party


@verb
def leave(party: Party, *, by: Acts, until: datetime | None = None) -> Party:
    """No longer part of it, now or from `until` on: they see nothing any more, not even what they wrote, and what they
    write into the case is held like a stranger's.

    Raises NotFound as `add`, and for whoever is not this party; Refused: party_over, until_past.
    """
    _may_end(party, by)
    lock(party.case)
    _refresh(party)
    now = clock.now()
    if until is not None and until < now:
        raise Refused("until_past")
    party.until = until or now
    party.save(update_fields=["until"])
    _note(party, Kind.PARTY_LEFT, by)
    return party


def _may_end(party: Party, by: Acts) -> None:
    """An agent who sees the case, or the party themselves."""
    if isinstance(by, Agent):
        access_case(by, party.case_id)
    elif not isinstance(by, Customer) or by.canonical.pk != party.customer.canonical.pk:
        raise NotFound


def _refresh(party: Party) -> None:
    party.refresh_from_db()
    if party.until is not None and party.until <= clock.now():
        raise Refused("party_over")


def _checked(**rights: Any) -> dict[str, Any]:
    if "role" in rights and rights["role"] not in Role.values:
        raise Refused("party_role")
    if "channel" in rights and rights["channel"] not in CHANNELS:
        raise Refused("party_channel_unknown")
    return rights


def _by_address(case: Case, email: str, name: str) -> Customer:
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused("party_address") from None
    if is_ours(address):
        raise Refused("party_ours")
    # Whoever is known already keeps the name they have.
    found = known.find("email", address)
    given = "" if found is not None else text.one_line(name, 200)
    person, _ = known.find_or_make("email", address, name=given, language=case.language)
    return person


def _note(party: Party, kind: Kind, by: Acts) -> None:
    """The customer reads it too: nobody is let in behind their back."""
    german, english = ROLES[party.role]
    values = {
        "person": party.customer.canonical.shown_name, "role": party.role, "role_de": german, "role_en": english,
    }  # fmt: skip
    record("case", party.case_id, kind, by=by, audience="customer", ref=party.pk, values=values)


def role_in_words(role: str, language: str) -> str:
    german, english = ROLES.get(role, (role, role))
    return german if language == "de" else english


def of(case: Case) -> list[Party]:
    """Who takes part now, in the order in which they joined."""
    found = _OF.rows(case=case.pk, now=clock.now())
    for party in found:
        party.case = case
    return found


_OF: Prepared[Party] = Prepared(
    lambda blank: (
        Party.objects.filter(present(at=blank("now")), case=blank("case"))
        .select_related("customer__merged_into")
        .order_by("since", "pk")
    )
)


def of_person(case: Case, customer: Customer) -> list[Party]:
    """Their part in this case; two rows when two parties were found to be one person."""
    root = customer.canonical
    return list(case.parties.filter(present(), Q(customer=root) | Q(customer__merged_into=root)))


def access_party(agent: Agent, pk: int) -> Party:
    """Raises NotFound."""
    found = Party.objects.select_related("case", "customer__merged_into").filter(pk=min(pk, LARGEST)).first()
    if found is None:
        raise NotFound
    access_case(agent, found.case_id)
    return found


def holder(case: Case) -> Customer:
    """Whose contract it is: the newest party in that role, otherwise the case's customer."""
    chosen = [party for party in of(case) if party.role == Role.HOLDER]
    return (chosen[-1].customer if chosen else case.customer).canonical


def to_be_told(case: Case) -> list[Party]:
    """The parties who get the answers, each in the own channel."""
    return [party for party in of(case) if party.told and not _is_customer(case, party)]


def _is_customer(case: Case, party: Party) -> bool:
    """A party that was found to be the customer gets the customer's own answer."""
    return party.customer.canonical.pk == case.customer.canonical.pk


def recipient_of_party(party: Party) -> str | None:
    """The address of a mail to them; None when they read in the portal or are told by phone or letter."""
    try:
        return to_parties.recipient_of_party(party) or None
    except Refused:
        return None
