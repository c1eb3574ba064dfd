"""Telling that something works again ends with a question: does it work for them? Their answer is the word that counts.

As at the end of any case: one click says yes, one says no (A5).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from onehand.cases import closing, unsettled
from onehand.cases.models import Case, Closure, Message, State
from onehand.foundation import clock
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, record

FIXED = "fixed"  # the mark of a message that tells it of a defect


def labels(language: str) -> tuple[str, str]:
    return ("Es funktioniert", "Es funktioniert nicht") if language == "de" else ("It works", "It does not work")


def ask(case: Case, *, always: bool = False) -> list[dict[str, str]]:
    """The two answers as links, inside the transaction and under the case's lock.

    Announced silence closes, unless something else is still open in the case or the customer waits for an answer: then
    nothing is asked, or with `always` the question is asked beside it and silence means nothing.
    """
    settled = unsettled.is_settled(case) and not unsettled.running_ends(case) and case.waiting_since is None
    if not settled and not always:
        return []
    closure = _asked(case) if settled else _asked_beside(case)
    url, said = closing.answer_url(closure), labels(case.language)
    return [{"label": said[0], "url": f"{url}?answer=yes"}, {"label": said[1], "url": f"{url}?answer=no"}]


def _asked(case: Case) -> Closure:
    now = clock.now()
    until = now + timedelta(days=settings.ONEHAND.silence_days)
    case.closures.filter(undone_at__isnull=True).update(undone_at=now)
    closure = Closure.objects.create(case=case, asked_at=now, asked_by=case.hand, silence_until=until)
    case.state, case.touched_at, case.wait_until, case.wait_for = State.ASKED, now, None, ""
    case.save(update_fields=["state", "touched_at", "wait_until", "wait_for"])
    record("case", case.pk, Kind.ASKED_SOLVED, by=SYSTEM, audience="customer", ref=closure.pk)
    return closure


def _asked_beside(case: Case) -> Closure:
    case.closures.filter(undone_at__isnull=True).update(undone_at=clock.now())
    closure = Closure.objects.create(case=case, asked_at=clock.now(), asked_by=case.hand)
    record("case", case.pk, Kind.ASKED_SOLVED, by=SYSTEM, audience="customer", ref=closure.pk)
    return closure


def told_since(case: Case, since: datetime) -> bool:
    """Whether they were told since then that it is fixed, and have not said no: more news of it would be the second."""
    if not case.closures.filter(undone_at__isnull=True, asked_at__gte=since).exists():
        return False
    return Message.objects.filter(case=case, automatic=FIXED, at__gte=since).exists()
