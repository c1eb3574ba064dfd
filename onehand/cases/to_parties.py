"""The further people of a case are told, each in the own channel and in a mail of their own (B7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onehand.cases.choosing import channel_for, mail_address
from onehand.cases.errors import Refused
from onehand.cases.joined import present
from onehand.cases.models import Case, Message, Outgoing, Party
from onehand.cases.reference import message_id
from onehand.cases.signals import outgoing_written

KIND = "party"  # of such an Outgoing: it keeps no promise and bears no words of the customer


def told(case: Case, ids: Sequence[int], *, but: Iterable[str] = ()) -> list[tuple[Party, str]]:
    """The chosen parties with the address of each, "" for who reads it in the portal; `but` get the mail already.

    Raises Refused: not_of_this_case, party_not_told, party_channel.
    """
    wanted = [pk for pk in dict.fromkeys(ids) if 0 < pk < 2**63]
    rows = Party.objects.filter(present(), case=case.pk, pk__in=wanted)
    parties = list(rows.select_related("customer", "customer__merged_into").order_by("pk"))
    if len(parties) != len(set(ids)):
        raise Refused("not_of_this_case")
    for party in parties:
        if not party.told:
            raise Refused("party_not_told", person=party.customer.canonical.shown_name)
    reached = {address.lower() for address in but}
    chosen = []
    for party in parties:
        address = recipient_of_party(party)
        if address.lower() not in reached:
            chosen.append((party, address))
            reached |= {address.lower()} if address else set()
    return chosen


def send_to(parties: Sequence[tuple[Party, str]], message: Message, *, case: Case, from_name: str) -> None:
    """Nobody sees the others: no copies, no quote of what was answered, and a Message-ID of each mail's own."""
    for party, address in parties:
        if not address:
            continue
        outgoing = Outgoing.objects.create(
            message=message, case=case, kind=KIND, recipient=address, subject=message.subject, text=message.text,
            external_id=message_id(f"m{message.pk}p{party.pk}"), references=_earlier(case, address),
            from_name=from_name, language=party.customer.canonical.language or case.language,
        )  # fmt: skip
        outgoing_written.send(Outgoing, outgoing=outgoing)


def recipient_of_party(party: Party) -> str:
    """The mail address of a further person of the case; "" when they read it in the portal.

    Raises Refused("party_channel") when they want it by letter or phone, or cannot be reached: a person tells them.
    """
    channel, reason = channel_for(party)
    person = party.customer.canonical
    if channel == "portal" and reason != "none":
        return ""
    address = mail_address(person) if channel == "email" else ""
    if not address:
        raise Refused("party_channel", person=person.shown_name, channel=channel)
    return address


def _earlier(case: Case, address: str) -> str:
    """Of this thread only what this person has received: other ids would tell of others."""
    sent = Outgoing.objects.filter(case=case, recipient=address).order_by("-pk")
    return " ".join(reversed(sent.values_list("external_id", flat=True)[:10]))


def named(parties: Sequence[tuple[Party, str]]) -> list[dict[str, object]]:
    """For the message's own record of who was told."""
    return [
        {"party": party.pk, "name": party.customer.canonical.shown_name, "address": address}
        for party, address in parties
    ]
