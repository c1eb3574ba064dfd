"""How a mail of ours fared: told by the channel that delivers it, and by reports that come back."""

from __future__ import annotations

from onehand.cases import evidence, questions
from onehand.cases.models import Delivery, Outgoing
from onehand.foundation import clock
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, Acts, record, verb

_BY_ACTION = {"failed": Delivery.BOUNCED, "delivered": Delivery.DELIVERED, "delayed": Delivery.DEFERRED}


@verb
def delivery_changed(outgoing: Outgoing, state: Delivery, *, error: str = "", raw: str = "") -> None:
    """The channel's word. Written to the timeline so that open pages show it; it holds back no reply."""
    outgoing.state, outgoing.error, outgoing.state_at = state, error[:500], clock.now()
    outgoing.raw = raw or outgoing.raw
    outgoing.save(update_fields=["state", "error", "state_at", "raw", "attempts"])
    if outgoing.case_id is not None and state not in (Delivery.SENDING, Delivery.QUEUED):
        record(
            "case", outgoing.case_id, Kind.DELIVERY, by=SYSTEM, ref=outgoing.message_id, values={"state": state.value}
        )
        _consequences(outgoing, state)


def _consequences(outgoing: Outgoing, state: Delivery) -> None:
    """What arrived keeps promises; what came back opens them again, and the questions it answered."""
    evidence.by_delivery(outgoing)
    if state == Delivery.BOUNCED and outgoing.message is not None:
        questions.undelivered(outgoing.message)


def reported(outgoing: Outgoing, *, action: str, detail: str) -> None:
    """What a delivery report says."""
    state = _BY_ACTION.get(action)
    if state is None or outgoing.state == Delivery.BOUNCED:
        return
    if state == Delivery.DEFERRED and outgoing.state == Delivery.DELIVERED:
        return  # reports may overtake each other
    delivery_changed(outgoing, state, error=detail if state != Delivery.DELIVERED else "")


@verb
def send_again(outgoing: Outgoing, *, by: Acts) -> None:
    """A person decides that an uncertain or bounced mail goes out once more, with the same Message-ID."""
    from onehand.cases.signals import outgoing_written

    outgoing.state, outgoing.error, outgoing.state_at = Delivery.QUEUED, "", clock.now()
    outgoing.save(update_fields=["state", "error", "state_at"])
    if outgoing.case_id is not None:
        record("case", outgoing.case_id, Kind.DELIVERY, by=by, ref=outgoing.message_id, values={"state": "queued"})
    outgoing_written.send(Outgoing, outgoing=outgoing)
