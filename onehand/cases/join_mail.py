"""The mail that proves a further address: its link counts only for whoever asked for it, signed in (B1)."""

from __future__ import annotations

from django.conf import settings

from onehand.accounts import signin
from onehand.cases.models import Outgoing
from onehand.cases.reference import is_support_address, message_id
from onehand.cases.signals import outgoing_written
from onehand.foundation import tokens
from onehand.people.errors import PeopleRefused
from onehand.people.joining import ask_join
from onehand.people.models import Customer
from onehand.timeline.record import verb


@verb
def ask_by_mail(customer: Customer, *, address: str) -> None:
    """Mail the link. Who may be known by the address is told to nobody.

    Raises PeopleRefused: value_missing, already_yours, asked_too_often.
    """
    if is_support_address(address.strip().lower()):
        raise PeopleRefused("value_missing")
    asked = ask_join(customer, value=address)
    if signin.may_ask(asked.request.value):  # a stranger's mailbox is not flooded from many accounts
        _write(asked.request.value, customer, asked.secret)


def _write(address: str, customer: Customer, secret: str) -> None:
    company = settings.ONEHAND.company
    link = f"{settings.ONEHAND.public_url}/my/addresses/{secret}/"
    if customer.language == "en":
        subject, label = f"Is this address yours? ({company})", "Yes, it is mine"
        text = (
            "Hello,\n\nsomebody who is signed in with us says that this address is theirs too. If that is you, open "
            "the link within a day in the browser in which you are signed in. Otherwise there is nothing to do."
        )
    else:
        subject, label = f"Gehört diese Adresse Ihnen? ({company})", "Ja, das ist meine"
        text = (
            "Guten Tag,\n\njemand, der bei uns angemeldet ist, gibt an, dass diese Adresse auch die eigene ist. Sind "
            "Sie das, öffnen Sie den Link innerhalb eines Tages in dem Browser, in dem Sie angemeldet sind. Sonst "
            "brauchen Sie nichts zu tun."
        )
    outgoing = Outgoing.objects.create(
        kind="join", recipient=address, subject=subject, text=text, buttons=[{"label": label, "url": link}],
        external_id=message_id(f"j{tokens.keyed_hash(secret.encode())[:20]}"), language=customer.language,
        automatic=True,
    )  # fmt: skip
    outgoing_written.send(Outgoing, outgoing=outgoing)
