"""How a mail of ours fared: told by the channel that delivers it, and by reports that come back."""

from __future__ import annotations

from collections.abc import Collection

from onehand.cases import evidence, going_on, questions
from onehand.cases.models import Delivery, Outgoing
from onehand.foundation import clock
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, Acts, record, verb

_BY_ACTION = {"failed": Delivery.BOUNCED, "delivered": Delivery.DELIVERED, "delayed": Delivery.DEFERRED}


@verb
def delivery_changed(
    outgoing: Outgoing, state: Delivery, *, error: str = "", raw: str = "", copy: bool = False
) -> None:
    """The channel's word. Written to the timeline so that open pages show it; it holds back no reply. With `copy` only
    somebody in copy was not reached."""
    outgoing.state, outgoing.error, outgoing.state_at = state, error[:500], clock.now()
    outgoing.raw = raw or outgoing.raw
    outgoing.save(update_fields=["state", "error", "state_at", "raw", "attempts"])
    if outgoing.case_id is not None and state not in (Delivery.SENDING, Delivery.QUEUED):
        record(
            "case", outgoing.case_id, Kind.DELIVERY, by=SYSTEM, ref=outgoing.message_id, values={"state": state.value}
        )
        _consequences(outgoing, state, copy=copy)


def _consequences(outgoing: Outgoing, state: Delivery, *, copy: bool) -> None:
    """What arrived keeps promises; what came back opens them again, and the questions it answered, unless it is on its
    way to another address of theirs."""
    evidence.by_delivery(outgoing)
    if state != Delivery.BOUNCED or outgoing.message is None:
        return
    if copy or not going_on.go_on(outgoing):
        questions.undelivered(outgoing.message)


def reported(outgoing: Outgoing, *, action: str, detail: str, recipients: Collection[str] = ()) -> None:
    """What a delivery report says, and of which recipients."""
    state = _BY_ACTION.get(action)
    if state is None or outgoing.state == Delivery.BOUNCED:
        return
    if state == Delivery.DEFERRED and outgoing.state == Delivery.DELIVERED:
        return  # reports may overtake each other
    named = {one.lower() for one in recipients}
    copy = bool(named & {one.lower() for one in outgoing.cc}) and outgoing.recipient.lower() not in named
    delivery_changed(outgoing, state, error=detail if state != Delivery.DELIVERED else "", copy=copy)


@verb
def send_again(outgoing: Outgoing, *, by: Acts) -> None:
    """A person decides that an uncertain or bounced mail goes out once more, with the same Message-ID."""
    from onehand.cases.signals import outgoing_written

    outgoing.state, outgoing.error, outgoing.state_at = Delivery.QUEUED, "", clock.now()
    outgoing.save(update_fields=["state", "error", "state_at"])
    if outgoing.case_id is not None:
        record("case", outgoing.case_id, Kind.DELIVERY, by=by, ref=outgoing.message_id, values={"state": "queued"})
    outgoing_written.send(Outgoing, outgoing=outgoing)
