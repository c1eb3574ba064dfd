"""To whom an answer goes, and under which subject: only to those whom the answered message itself names (S3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from onehand.cases.joined import present
from onehand.cases.models import Case, Message, Party
from onehand.cases.reference import is_support_address
from onehand.foundation import clock
from onehand.foundation.prepared import Blanks, Prepared
from onehand.team.models import Agent

# What was said so cannot be answered in the same way from here: the answer goes by mail, if they have an address.
SPOKEN = frozenset({"phone", "letter"})


def answered_message(case: Case) -> Message | None:
    """The latest own word of the customer or of a party, which an answer answers; not of one who has left."""
    return _ANSWERED.first(case=case.pk, now=clock.now())


def _answered(blank: Blanks) -> QuerySet[Message]:
    said = Message.objects.filter(case=blank("case"), direction=Message.Direction.IN, automatic="", held=False)
    left = Party.objects.filter(
        case=OuterRef("case"), customer=OuterRef("identity__customer"), until__lte=blank("now")
    )  # fmt: skip
    return said.exclude(Exists(left)).select_related("identity").order_by("-pk")[:1]


_ANSWERED: Prepared[Message] = Prepared(_answered)


def customers_word(case: Case) -> Message | None:
    """What is answered by words for the customer alone (a question to decide, a promise): theirs, or that of a party
    who may decide, even if somebody else has written since."""
    latest = answered_message(case)
    if latest is None or latest.identity is None or latest.identity.customer_id == case.customer_id:
        return latest
    root = case.customer.canonical
    sender = latest.identity.customer.canonical
    deciding = Party.objects.filter(
        present(), Q(customer=sender) | Q(customer__merged_into=sender), case=case, decides=True
    )
    if sender.pk == root.pk or deciding.exists():
        return latest
    said = Message.objects.filter(case=case, direction=Message.Direction.IN, automatic="", held=False)
    theirs = said.filter(Q(identity__customer=root) | Q(identity__customer__merged_into=root))
    return theirs.select_related("identity").order_by("-pk").first()


def recipient_of(case: Case, answered: Message | None) -> str:
    """Recipients come only from the message that is answered (S3), and never lead back to ourselves."""
    if answered is not None:
        people = answered.people or {}
        for field in ("reply_to", "from"):
            for person in people.get(field, ()):
                address = str(person.get("address", "")).lower()
                if "@" in address and not is_ours(address):
                    return str(person["address"])
        if answered.identity is not None and answered.identity.kind == "email":
            return answered.identity.value
        if answered.channel not in SPOKEN:
            return ""
    identity = case.customer.identities.filter(kind="email").order_by("pk").first()
    return identity.value if identity else ""


def answerable(recipient: str, answered: Message | None) -> bool:
    """Without an address an answer is read in the portal, by those who wrote there."""
    return bool(recipient) or (answered is not None and answered.channel not in ("email", *SPOKEN))


def is_ours(address: str) -> bool:
    """Whether mail to this address comes back to us, or to one of our agents (S2)."""
    return is_support_address(address) or bool(_OUR_AGENTS.rows(addresses=[address.lower()]))


def agents_among(addresses: Iterable[str]) -> set[str]:
    """Which of these lower-case addresses are our agents'."""
    return set(_OUR_AGENTS.rows(addresses=list(addresses)))


_OUR_AGENTS: Prepared[str] = Prepared(
    lambda blank: Agent.objects.filter(account__email__in=blank("addresses")).values_list("account__email", flat=True)
)


def allowed_cc(answered: Message | None, wanted: Sequence[str]) -> list[str]:
    """Of the wanted copies, those whom the answered message itself named."""
    if answered is None:
        return []
    people = answered.people or {}
    named = {str(p.get("address", "")).lower() for field in ("to", "cc", "from") for p in people.get(field, ())}
    return [address for address in wanted if address.lower() in named and not is_ours(address)]


def subject_of(case: Case, answered: Message | None) -> str:
    subject = (answered.subject if answered and answered.subject else case.subject) or ""
    bare = subject.strip()
    prefix = "AW: " if case.language == "de" else "Re: "
    return bare if bare[:4].lower() in ("aw: ", "re: ") or answered is None else prefix + bare
