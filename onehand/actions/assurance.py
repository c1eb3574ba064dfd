"""How sure it is, in this case, that the customer wants it: what a bare mail may do, and what needs more (D10)."""

from __future__ import annotations

from datetime import datetime, timedelta

from onehand.actions.kinds import Assurance
from onehand.actions.models import Proof
from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.cases.models import Case, Ledger, Message
from onehand.foundation import clock
from onehand.people.models import Identity
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, verb

# What was proved once holds for the concern, not for ever.
VOUCHED, FOLLOWED = timedelta(hours=12), timedelta(days=7)


def assurance_of(case: Case) -> Assurance:
    proofs = Proof.objects.filter(case=case, given_at__isnull=False, until__gt=clock.now())
    best = proofs.order_by("-level").values_list("level", flat=True).first() or 0
    return max(Assurance(best), _by_message(case))


def _by_message(case: Case) -> Assurance:
    """From the last thing that they wrote: a message that waits for a decision proves nothing, nor does one of a party
    of the case, nor what anybody can type under an address, as on the contact page."""
    last = (
        Message.objects.filter(case=case, direction=Message.Direction.IN, automatic="", held=False)
        .select_related("identity__customer__merged_into")
        .order_by("-pk")
        .first()
    )
    if last is None or last.identity is None or disowned_since(case, last.at):
        return Assurance.MAIL
    if last.identity.customer.canonical.pk != case.customer.canonical.pk:
        return Assurance.MAIL
    if last.channel == "portal":
        return Assurance.LINK  # signed in
    known = last.identity.assurance in (Identity.Assurance.SEEN, Identity.Assurance.PROVED)
    return Assurance.CONFIRMED if known and last.channel == "email" and _is_from_there(last) else Assurance.MAIL


def _is_from_there(message: Message) -> bool:
    """A From can be written by anybody. What answers our mail has got it; else the servers must have vouched for it."""
    found = Ledger.objects.filter(message=message).values_list("authentication__dmarc", flat=True).first()
    result = str(found or "")
    if result.startswith("fail"):
        return False
    ours = Message.objects.filter(case=message.case_id, direction=Message.Direction.OUT, pk__lt=message.pk)
    return result.startswith("pass") or ours.exists()


def disowned_since(case: Case, at: datetime) -> bool:
    """Whether the holder of a known address has said since: that was not me."""
    return Proof.objects.filter(case=case, denied_at__gte=at).exists()


@verb
def vouch(case: Case, *, how: str, by: Agent) -> Proof:
    """An agent identified the person, on the phone or face to face, and says by what. Raises Refused: reason_missing,
    closed."""
    lock(case)
    note = " ".join(how.split())[:200]
    if not note:
        raise Refused("reason_missing")
    if case.state == "closed":
        raise Refused("closed")
    now = clock.now()
    proof = Proof.objects.create(
        case=case, level=Assurance.PROOF, how="agent", note=note, agent=by, given_at=now, until=now + VOUCHED
    )
    record("case", case.pk, Kind.IDENTIFIED, by=by, ref=proof.pk, values={"how": note})
    return proof
