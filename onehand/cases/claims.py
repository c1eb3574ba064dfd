"""No blame without evidence (C9): who says that the customer erred names what shows it, and when it proves wrong all
who heard it are told."""

from __future__ import annotations

from onehand.cases.access import LARGEST, access_case
from onehand.cases.addressing import is_ours
from onehand.cases.errors import NotFound, Refused
from onehand.cases.indexing import index_message
from onehand.cases.lock import lock
from onehand.cases.models import Attachment, Case, Claim, Message, Outgoing
from onehand.cases.reference import message_id
from onehand.cases.signals import outgoing_written
from onehand.foundation import clock, text
from onehand.foundation.text import safe_name
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, verb

LONGEST = 500
_TOLD = 200  # letters of a claim in the timeline


@verb
def made(
    message: Message,
    *,
    text: str,
    by: Agent,
    evidence: int | None = None,
    attachment: int | None = None,
    evidence_text: str = "",
) -> Claim:
    """A sent message says that the customer erred; a message or an attachment of this very case shows it.

    `evidence` and `attachment` are ids; `evidence_text` says where to look. Raises Refused: claim_without_evidence.
    """
    said = _line(text, LONGEST)
    if not said:
        raise Refused("empty")
    found = _evidence(message, evidence, attachment)
    if found is None:
        raise Refused("claim_without_evidence", claims=[said], what=said)
    shown_by, where = found
    claim = Claim.objects.create(
        case=message.case, message=message, text=said, evidence=shown_by,
        evidence_text=_line(evidence_text, 300) or where, by=by, at=clock.now(),
    )  # fmt: skip
    record("case", message.case_id, Kind.CLAIM_MADE, by=by, ref=claim.pk, values={"text": _line(claim.text, _TOLD)})
    return claim


def _line(given: str, longest: int) -> str:
    return text.one_line(given, longest)


def _evidence(message: Message, evidence: int | None, attachment: int | None) -> tuple[Message, str] | None:
    """Of this case, earlier than the statement, and no stranger's that nobody has let in."""
    where = ""
    if attachment is not None:
        file = Attachment.objects.filter(pk=min(attachment, LARGEST), message__case=message.case_id).first()
        if file is None or (evidence is not None and file.message_id != evidence):
            return None
        evidence, where = file.message_id, _line(safe_name(file.name), 300)
    if evidence is None or not 0 < evidence <= LARGEST:
        return None
    found = Message.objects.filter(pk=evidence, case=message.case_id, held=False, pk__lt=message.pk).first()
    return (found, where) if found is not None else None


def of(case: Case) -> list[Claim]:
    """In the order in which they were said, with their evidence and correction."""
    return list(case.claims.select_related("evidence", "correction", "by", "message").order_by("pk")[:500])


def access_claim(agent: Agent, pk: int) -> Claim:
    """Raises NotFound."""
    claim = Claim.objects.select_related("case", "message").filter(pk=min(pk, LARGEST)).first()
    if claim is None:
        raise NotFound
    claim.case = access_case(agent, claim.case_id)
    return claim


@verb
def disprove(claim: Claim, *, by: Agent, text: str, key: str | None = None) -> Message:
    """It was not the customer's error. The correction is a message of the agent's own to all who heard the claim, each
    in a mail of their own; what was said stays visible beside it. It answers nothing and stops no clock.

    Raises Refused: empty, claim_corrected. The same `key` again gives the message of the first time.
    """
    case = claim.case
    lock(case)
    standing = Claim.objects.select_for_update(of=("self",)).select_related("message", "correction").get(pk=claim.pk)
    if standing.disproved_at is not None:
        if key is not None and standing.correction is not None and standing.correction.key == _key(case, key):
            return standing.correction
        raise Refused("claim_corrected")
    content = text.strip()
    if not content:
        raise Refused("empty")
    correction = _correct(standing.message, content, by=by, key=_key(case, key))
    now = clock.now()
    standing.disproved_at, standing.correction = now, correction
    standing.save(update_fields=["disproved_at", "correction"])
    claim.disproved_at, claim.correction = now, correction
    record(
        "case", case.pk, Kind.CLAIM_DISPROVED, by=by, audience="customer", ref=claim.pk,
        values={"text": _line(standing.text, _TOLD)},
    )  # fmt: skip
    return correction


def _key(case: Case, key: str | None) -> str | None:
    return f"{case.pk}:{key}"[:100] if key is not None else None


def _correct(wrong: Message, content: str, *, by: Agent, key: str | None) -> Message:
    case, heard = wrong.case, heard_by(wrong)
    message = Message.objects.create(
        case=case, direction=Message.Direction.OUT, channel="email" if heard else "portal", agent=by,
        subject=wrong.subject or case.subject, text=content, at=clock.now(), in_reply_to=wrong.external_id,
        people={"to": [{"name": name, "address": address} for address, name in heard.items()]}, key=key,
    )  # fmt: skip
    record("case", case.pk, Kind.REPLIED, by=by, audience="customer", ref=message.pk)
    _send(message, wrong, list(heard), by)
    Case.objects.filter(pk=case.pk).update(touched_at=message.at)
    index_message(message, case=case, sender=by.display_name)
    return message


def heard_by(message: Message) -> dict[str, str]:
    """Addresses to which a message of ours went, with the names known: recipients, copies, parties."""
    people = message.people or {}
    named = [one for field in ("to", "cc", "parties") for one in people.get(field, ())]
    written = [(str(one.get("address", "")), str(one.get("name", ""))) for one in named]
    for mail in message.deliveries.order_by("pk"):
        written += [(address, "") for address in (mail.recipient, *mail.cc)]
    found: dict[str, tuple[str, str]] = {}
    for address, name in written:
        if "@" in address and not is_ours(address):
            found.setdefault(address.lower(), (address, name))
    return dict(found.values())


def _send(message: Message, wrong: Message, addresses: list[str], by: Agent) -> None:
    """No copies: nobody sees in their mail who else has heard it."""
    languages = dict(wrong.deliveries.values_list("recipient", "language"))
    first = wrong.deliveries.order_by("pk").first()
    for at, address in enumerate(addresses):
        outgoing = Outgoing.objects.create(
            message=message, case=message.case, kind="reply" if at == 0 else "party", recipient=address,
            subject=message.subject, text=message.text, external_id=message_id(f"m{message.pk}c{at}"),
            in_reply_to=_received(wrong, address), references=_received(wrong, address), from_name=by.display_name,
            language=languages.get(address) or (first.language if first else message.case.language),
        )  # fmt: skip
        if at == 0:
            message.external_id = outgoing.external_id
            message.save(update_fields=["external_id"])
        outgoing_written.send(Outgoing, outgoing=outgoing)


def _received(wrong: Message, address: str) -> str:
    """The id under which this person got what is corrected, so that it appears below it."""
    for mail in wrong.deliveries.order_by("pk"):
        if address.lower() in (mail.recipient.lower(), *(copy.lower() for copy in mail.cc)):
            return mail.external_id
    return ""
