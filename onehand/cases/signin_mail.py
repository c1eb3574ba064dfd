"""A sign-in link by mail. Whether the address is known is told to nobody: the work is done by a job (S22)."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from onehand.accounts import signin
from onehand.accounts.models import Account
from onehand.cases.models import Outgoing
from onehand.cases.reference import message_id
from onehand.cases.signals import outgoing_written
from onehand.foundation import jobs, tokens
from onehand.people import known
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent

MINUTES = 30


@dataclass(frozen=True, slots=True)
class _Person:
    account: Account
    name: str
    language: str
    identity: Identity | None = None


def request_link(address: str, *, purpose: str, target: str = "") -> None:
    """Ask for a link, in the same time whoever it is. `purpose` is desk or portal, `target` a checked local path."""
    send_link.enqueue(known.normalised("email", address), purpose, target[:200])


@jobs.task(atomic=True, max_tries=3)
def send_link(address: str, purpose: str, target: str = "") -> None:
    """Mail the link if somebody is known by this address and has not asked too often."""
    person = _agent(address) if purpose == "desk" else _customer(address)
    if person is None or not signin.may_ask(address):
        return
    link = signin.make_link(person.account, purpose=purpose, minutes=MINUTES, target=target)
    if person.identity is not None:
        link = f"{link}?for={_proof(secret_of(link), person.identity)}"
    _write(address, person, link)


def _agent(address: str) -> _Person | None:
    agent = Agent.objects.select_related("account").filter(account__email=address, active=True).first()
    if agent is None or not agent.account.is_active:
        return None
    return _Person(agent.account, agent.display_name, agent.account.language or settings.ONEHAND.language)


def _customer(address: str) -> _Person | None:
    identity = known.find("email", address)
    if identity is None:
        return None
    customer = identity.customer.canonical
    if customer.forgotten_at is not None:
        return None
    account = customer.account or _account_for(customer, address)
    if not account.is_active:
        return None
    return _Person(account, customer.name, customer.language, identity)


def _account_for(customer: Customer, address: str) -> Account:
    """The account of this address, linked to whom the identity names: it alone says whose address it is."""
    account = Account.objects.for_email(address, name=customer.name, language=customer.language)
    Customer.objects.filter(account=account).exclude(pk=customer.pk).update(account=None)
    customer.account = account
    customer.save(update_fields=["account"])
    return account


def _write(address: str, person: _Person, link: str) -> None:
    company = settings.ONEHAND.company
    if person.language == "en":
        subject, label = f"Your sign-in link for {company}", "Sign in"
        text = f"Hello,\n\nthis link signs you in. It works once and for {MINUTES} minutes."
    else:
        subject, label = f"Ihr Anmelde-Link für {company}", "Anmelden"
        text = f"Guten Tag,\n\nmit diesem Link melden Sie sich an. Er gilt einmal und {MINUTES} Minuten lang."
    outgoing = Outgoing.objects.create(
        kind="sign_in", recipient=address, subject=subject, text=text, buttons=[{"label": label, "url": link}],
        external_id=message_id(f"s{tokens.keyed_hash(link.encode())[:20]}"), language=person.language, automatic=True,
    )  # fmt: skip
    outgoing_written.send(Outgoing, outgoing=outgoing)


def secret_of(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]


def _proof(secret: str, identity: Identity) -> str:
    """Which address this very link was mailed to."""
    return tokens.seal("sign-in address", tokens.keyed_hash(secret.encode()), str(identity.pk))


def prove_address(secret: str, proof: str, account: Account) -> None:
    """The link of that mail was opened: its address is proved, if it is one of this account's customer."""
    parts = tokens.unseal("sign-in address", proof) if len(proof) <= 400 else None
    if parts is None or len(parts) != 2 or parts[0] != tokens.keyed_hash(secret.encode()):
        return
    identity = Identity.objects.select_related("customer").filter(pk=parts[1]).first()
    if identity is None:
        return
    customer = identity.customer.canonical
    if customer.account_id == account.pk:
        known.prove(identity)
