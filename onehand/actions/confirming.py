"""A link to an address that we knew before: was it really you who asked for this? Looking changes nothing (D10, S16).

The address is never one that came up in the case itself: whoever writes under somebody's name and names "my new mail
address" would otherwise confirm their own wish.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from onehand.actions import confirming_words as words
from onehand.actions.assurance import FOLLOWED
from onehand.actions.kinds import Assurance, kind_of
from onehand.actions.kinds import Kind as Action
from onehand.actions.models import Proof
from onehand.cases.addressing import is_ours
from onehand.cases.errors import Refused
from onehand.cases.family import members
from onehand.cases.lock import lock
from onehand.cases.models import Case, Fact, Message
from onehand.cases.notice import neutral_subject, write_notice
from onehand.foundation import clock, tokens
from onehand.people import known
from onehand.people.models import Identity, Merge
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, verb

HOW = "link"
VALID = timedelta(days=7)  # of the link
LONGEST_SECRET = 100
_KNOWN = (Identity.Assurance.SEEN, Identity.Assurance.PROVED)
_SUREST = (Identity.Assurance.PROVED, Identity.Assurance.SEEN, Identity.Assurance.CLAIMED)


def known_address(case: Case) -> str:
    """Where the link may go: a mail address that was sure or known before this case began, the surest first; ""."""
    return next((one.value for one in _known_identities(case)), "")


def knew(case: Case, address: str) -> bool:
    """Whether this address was sure or known before this case began. One that stands only on the word of a mail, in
    whatever case, is not: it may be a stranger's who wants a parcel."""
    identity = next((one for one in _known_identities(case) if one.value == address), None)
    return identity is not None and is_vouched_for(identity)


def is_vouched_for(identity: Identity) -> bool:
    """Not only by the word of a mail: its holder has answered us, or it came otherwise than by being named in one."""
    family = members(identity.customer.canonical)
    named = Fact.objects.filter(customer__in=family, kind="email", value__iexact=identity.value)
    return identity.assurance in _KNOWN or not named.exists()


def _known_identities(case: Case) -> list[Identity]:
    began = _began(case)
    theirs = Identity.objects.filter(customer__in=members(case.customer), kind="email")
    # Who was joined to this customer since it began, by an agent who believed the mail, is not known by that.
    joined = Merge.objects.filter(split_at__isnull=True, merged_at__gte=began).exclude(how=Merge.How.LINK)
    sure = theirs.filter(Q(assurance__in=_KNOWN) | Q(created_at__lt=began))
    found = sorted(
        sure.exclude(customer__in=joined.values("customer")).order_by("pk")[:50],
        key=lambda one: (one.created_at >= began, _SUREST.index(Identity.Assurance(one.assurance))),
    )
    return [one for one in found if not is_ours(one.value)]


def _began(case: Case) -> datetime:
    first = case.messages.filter(direction=Message.Direction.IN).order_by("pk").values_list("at", flat=True).first()
    return min(first, case.opened_at) if first is not None else case.opened_at


@verb
def ask_to_confirm(case: Case, *, by: Agent, action: str = "") -> Proof:
    """Mail the customer a link with two answers; `action` is the code of what was asked for. An earlier link that
    was not answered ends. Raises Refused: closed, no_known_address."""
    lock(case)
    if case.state == "closed":
        raise Refused("closed")
    recipient, secret, now = known_address(case), secrets.token_urlsafe(32), clock.now()
    if not recipient:
        raise Refused("no_known_address")
    _open(case).update(until=now)
    proof = Proof.objects.create(
        case=case, level=Assurance.LINK, how=HOW, note=action[:200], agent=by, recipient=recipient,
        hashed=_hashed(secret), asked_at=now, until=now + VALID,
    )  # fmt: skip
    text = words.mail(case, action_of(proof), at=now, until=proof.until)
    write_notice(
        case, recipient=recipient, text=text, kind="confirming",
        entry=Kind.NOTICE_SENT, by=by, subject=neutral_subject(case),
        buttons=[{"label": words.label(case), "url": f"{settings.ONEHAND.public_url}/confirm/{secret}/"}],
    )  # fmt: skip
    record("case", case.pk, Kind.CONFIRMATION_ASKED, by=by, ref=proof.pk)
    return proof


def _hashed(secret: str) -> str:
    return tokens.keyed_hash(b"confirm:" + secret.encode("utf-8", "replace"))


def _open(case: Case) -> QuerySet[Proof]:
    return Proof.objects.filter(
        case=case, how=HOW, hashed__isnull=False, given_at__isnull=True, denied_at__isnull=True, until__gt=clock.now()
    )


def proof_of(secret: str) -> Proof | None:
    """The question of a link while it can be answered; looking at it changes nothing."""
    if not secret or len(secret) > LONGEST_SECRET:
        return None
    return (
        Proof.objects.select_related("case__customer__merged_into")
        .filter(
            hashed=_hashed(secret), given_at__isnull=True, denied_at__isnull=True, until__gt=clock.now(),
            case__customer__forgotten_at__isnull=True,
        )
        .first()
    )  # fmt: skip


def action_of(proof: Proof) -> Action | None:
    """What was asked for, where the agent said so."""
    try:
        return kind_of(proof.note)
    except KeyError:
        return None


def latest(case: Case) -> Proof | None:
    """The last link of this case, whatever became of it."""
    return Proof.objects.filter(case=case, how=HOW).order_by("-pk").first()


@verb
def confirm(secret: str) -> Proof:
    """ "Yes, that was me": it counts for a week in this case, and whoever opened it holds the address.

    Raises Refused: link_over."""
    proof = _spend(secret)
    now, case = clock.now(), proof.case
    proof.given_at, proof.until = now, now + FOLLOWED
    proof.save(update_fields=["given_at", "until"])
    person = case.customer.canonical
    identity = known.find("email", proof.recipient)
    if identity is None or identity.customer.canonical.pk != person.pk:
        raise Refused("link_over")  # split off since: it is somebody else's
    if identity.assurance != Identity.Assurance.PROVED:
        known.prove(identity)
        record(
            "customer", person.pk, Kind.IDENTITY_PROVED, by=person, ref=identity.pk, values={"value": identity.value}
        )
    record("case", case.pk, Kind.WISH_CONFIRMED, by=person, ref=proof.pk)
    return proof


@verb
def deny(secret: str) -> Proof:
    """ "No, that was not me": nothing is proven, and whoever works on it is told. Raises Refused: link_over."""
    proof = _spend(secret)
    proof.denied_at = clock.now()
    proof.save(update_fields=["denied_at"])
    standing = Proof.objects.filter(case=proof.case_id, level__lte=Assurance.LINK, given_at__isnull=False)
    standing.filter(until__gt=proof.denied_at).update(until=proof.denied_at)
    record("case", proof.case_id, Kind.WISH_DENIED, by=proof.case.customer.canonical, ref=proof.pk)
    return proof


def _spend(secret: str) -> Proof:
    """Of two who answer at once one does: the row keeps its hash no longer."""
    proof = proof_of(secret)
    if proof is None or not Proof.objects.filter(pk=proof.pk, hashed=proof.hashed).update(hashed=None):
        raise Refused("link_over")
    proof.hashed = None
    lock(proof.case)
    return proof
