"""Which case does an incoming mail belong to? The token in its address, then our own Message-IDs, never the subject."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from onehand.cases.models import Case, Outgoing
from onehand.foundation import tokens
from onehand.foundation.mailparse import Mail

# As many references as a long conversation has; a hostile header with thousands is not looked up.
MOST_REFERENCES = 60
_TOKEN_LIKE = re.compile(r"[a-z2-7]{30,40}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """`case` is the number proved by token or Message-ID. `forged`: it pretends to belong to us, but does not (S1)."""

    case: int | None
    forged: bool = False
    outgoing: int | None = None


def message_id(seed: str) -> str:
    """A Message-ID that only we can make: stable for a seed, not to be guessed."""
    return f"<{seed}.{tokens.message_token(seed)}@{settings.ONEHAND.mail_sender.rpartition('@')[2]}>"


def reply_address(case: int) -> str:
    """The support address with this case's token."""
    local, _, domain = settings.ONEHAND.mail_sender.rpartition("@")
    return f"{local}+{tokens.reply_token(case)}@{domain}"


def is_support_address(address: str) -> bool:
    """Whether mail to this address comes back to us, with or without a mark behind a plus sign."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" in settings.ONEHAND.mail_addresses


def names_us(mail: Mail, envelope_to: Iterable[str]) -> bool:
    """Whether the mail bears anything that could belong to one of our cases; asks nobody."""
    ours = settings.ONEHAND.mail_domains
    for address in (*envelope_to, *mail.delivered_to, *(a.address for a in (*mail.to, *mail.cc))):
        local, _, domain = address.rpartition("@")
        if "+" in local and domain.lower() in ours:
            return True
    named = (*mail.in_reply_to, *mail.references[-MOST_REFERENCES:])
    return any(name.rpartition("@")[2].rstrip(">").lower() in ours for name in named)


def find(mail: Mail, envelope_to: Iterable[str]) -> Reference:
    addresses = [*envelope_to, *mail.delivered_to, *(a.address for a in (*mail.to, *mail.cc))]
    by_token, forged = _by_token(addresses)
    outgoing, foreign = _by_message_id(mail)
    cases = by_token | {found.case_id for found in outgoing if found.case_id is not None}
    if len(cases) > 1:
        return Reference(None, forged=True)
    if not cases:
        return Reference(None, forged=forged or foreign)
    newest = max((found.pk for found in outgoing), default=None)
    return Reference(cases.pop(), outgoing=newest)


def _by_token(addresses: Iterable[str]) -> tuple[set[int], bool]:
    found, forged = set(), False
    for address in addresses:
        local, _, domain = address.rpartition("@")
        _, plus, mark = local.rpartition("+")
        if not plus or domain.lower() not in settings.ONEHAND.mail_domains:
            continue
        number = tokens.read_reply_token(mark)
        if number is not None:
            found.add(number)
        elif _TOKEN_LIKE.match(mark):
            forged = True
    existing = set(Case.objects.filter(pk__in=found).values_list("pk", flat=True)) if found else set()
    return existing, forged or existing != found


def _by_message_id(mail: Mail) -> tuple[list[Outgoing], bool]:
    """Our mails that this one refers to, and whether it names ids of our domain that we never sent."""
    named = dict.fromkeys((*mail.in_reply_to, *mail.references[-MOST_REFERENCES:]))
    ours = [name for name in named if name.rpartition("@")[2].rstrip(">").lower() in settings.ONEHAND.mail_domains]
    if not ours:
        return [], False
    found = list(Outgoing.objects.filter(external_id__in=ours).only("pk", "case_id", "external_id"))
    return found, not found
