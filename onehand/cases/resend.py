"""A mail whose fate is uncertain, or that came back, goes out again only when a person says so (R4)."""

from __future__ import annotations

from onehand.cases.delivery import send_again
from onehand.cases.errors import Refused
from onehand.cases.models import Delivery, Outgoing
from onehand.team.models import Agent
from onehand.timeline.record import verb

DECIDABLE = frozenset({Delivery.UNCERTAIN.value, Delivery.BOUNCED.value})


@verb
def resend(outgoing: Outgoing, *, by: Agent) -> None:
    """Raises Refused when it is on its way or has arrived."""
    row = Outgoing.objects.select_for_update(of=("self",)).select_related("case", "message").get(pk=outgoing.pk)
    if row.state not in DECIDABLE:
        raise Refused("not_sendable")
    send_again(row, by=by)
