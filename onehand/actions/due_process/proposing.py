"""Somebody proposes to block an account: a case of its own, and the customer hears at once why and until when."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError

from onehand.actions.due_process import days, links, words
from onehand.actions.due_process.ending import end
from onehand.actions.due_process.roles import able, provisional_of
from onehand.actions.due_process.telling import address_of, tell
from onehand.actions.hiding import hidden
from onehand.actions.models.due_process import Blocking, HearingLink
from onehand.cases.errors import Refused
from onehand.cases.family import members
from onehand.cases.lock import lock
from onehand.cases.models import Case, OpenEnd
from onehand.cases.open import begin
from onehand.cases.unsettled import name_end
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, savepoint, verb

OPEN_END = name_end("due_process", "eine Entscheidung über das Konto", "a decision about the account")
SHORTEST, LONGEST = 3, 20  # working days of a hearing; HEARING_DAYS where nobody chooses
MOST = 5000  # letters of a reason


def usual() -> int:
    days: int = settings.ONEHAND.hearing_days
    return days


def written(text: str) -> str:
    """Something that the customer will read. Raises Refused: reason_missing."""
    found = hidden(text.strip())[:MOST]
    if not found:
        raise Refused("reason_missing")
    return found


@verb
def propose(
    customer: Customer,
    *,
    reason: str,
    evidence: str,
    by: Agent,
    about: Case | None = None,
    hearing_days: int | None = None,
    key: str | None = None,
) -> Blocking:
    """`reason` and `evidence` in the customer's language and words: they read them. Nothing is blocked by this.

    Raises Refused: reason_missing, evidence_missing, hearing_days, already_proposed, no_address, nobody_decides.
    """
    person = customer.canonical
    kept = f"{by.pk}:{key}"[:100] if key else None
    earlier = Blocking.objects.filter(key=kept).first() if kept else None
    if earlier is not None:
        return earlier
    if not evidence.strip():
        raise Refused("evidence_missing")
    lasts = usual() if hearing_days is None else hearing_days
    if not SHORTEST <= lasts <= LONGEST:
        raise Refused("hearing_days", least=SHORTEST, most=LONGEST)
    said, based_on = written(reason), written(evidence)
    if Blocking.objects.filter(customer__in=members(person), ended_at__isnull=True).exists():
        raise Refused("already_proposed")
    case = _case(person, about, by)
    if not address_of(case):
        raise Refused("no_address")
    if not able(case, but={by.pk}):  # it could never be decided
        raise Refused("nobody_decides")
    blocking = Blocking(
        case=case, customer=person, about=about, reason=said, evidence=based_on, proposer=by, key=kept,
        hearing_until=days.end_of(case, lasts),
    )  # fmt: skip
    try:
        with savepoint():
            blocking.save()
    except IntegrityError:  # somebody proposed it at the same moment: the database's guard
        raise Refused("already_proposed") from None
    _open_hearing(blocking, by)
    return blocking


def _case(person: Customer, about: Case | None, by: Agent) -> Case:
    language = about.language if about is not None else person.language or "de"
    subject = "Ihr Kundenkonto: Anhörung vor einer Sperre" if language == "de" else "Your account: hearing first"
    team = about.team if about is not None else None
    return begin(person, subject=subject, language=language, channel="email", by=by, team=team, awaited=False)


def _open_hearing(blocking: Blocking, by: Agent) -> None:
    case = blocking.case
    OpenEnd.objects.create(case=case, kind=OPEN_END, reference=str(blocking.pk))
    link = links.make(blocking, HearingLink.Purpose.HEARING, until=blocking.hearing_until)
    blocking.notice = tell(blocking, "notice", words.notice(blocking), by=by, link=link)
    blocking.save(update_fields=["notice"])
    record(
        "case", case.pk, Kind.BLOCK_PROPOSED, by=by, audience="customer", ref=blocking.pk,
        values={"until": blocking.hearing_until.isoformat()},
    )  # fmt: skip
    if blocking.about_id is not None:
        record("case", blocking.about_id, Kind.BLOCK_CASE, by=by, ref=blocking.pk, values={"case": case.pk})


@verb
def withdraw(blocking: Blocking, *, reason: str, by: Agent) -> Blocking:
    """The proposal is taken back, and the customer told. Raises Refused: decided, not_yours, reason_missing."""
    lock(blocking.case)
    blocking.refresh_from_db()
    if blocking.state not in (Blocking.State.HEARING, Blocking.State.DECIDING):
        raise Refused("decided")
    if by.pk != blocking.proposer_id and not by.leads:
        raise Refused("not_yours")
    blocking.closing_reason = written(reason)
    record("case", blocking.case_id, Kind.BLOCK_WITHDRAWN, by=by, ref=blocking.pk,
           values={"reason": blocking.closing_reason[:300]})  # fmt: skip
    end(blocking, Blocking.Outcome.WITHDRAWN, by=by, provisional=provisional_of(blocking))
    return blocking
