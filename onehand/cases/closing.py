"""Solved is the customer's word: asked, confirmed by one click or by announced silence, reopened by any answer (A5)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef

from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.cases.models import Case, Closure, OpenEnd, State
from onehand.cases.notice import day_and_time, write_notice
from onehand.cases.reopening import give_back, reopen_by_answer
from onehand.cases.reply import answered_message, recipient_of
from onehand.cases.write import write
from onehand.foundation import clock, jobs, tokens
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, Acts, record, verb


@verb
def ask_solved(case: Case, *, by: Agent) -> Closure:
    """Ask the customer. Silence until the announced time closes; the mail says so."""
    lock(case)
    if case.state == State.CLOSED:
        raise Refused("closed")
    _guard_open_ends(case)
    standing = case.closures.filter(undone_at__isnull=True).first()
    if standing is not None:
        return standing
    answered = answered_message(case)
    recipient = recipient_of(case, answered)
    if not recipient and (answered is None or answered.channel == "email"):
        raise Refused("no_address")
    now = clock.now()
    closure = Closure.objects.create(
        case=case, asked_at=now, asked_by=by, silence_until=now + timedelta(days=settings.ONEHAND.silence_days)
    )
    case.state, case.touched_at, case.waiting_since, case.answer_due = State.ASKED, now, None, None
    case.wait_until, case.wait_for = None, ""
    case.save(update_fields=["state", "touched_at", "waiting_since", "answer_due", "wait_until", "wait_for"])
    record("case", case.pk, Kind.ASKED_SOLVED, by=by, audience="customer", ref=closure.pk)
    if recipient:
        _ask_by_mail(closure, recipient, answered.external_id if answered else "", by=by)
    return closure


def _ask_by_mail(closure: Closure, recipient: str, in_reply_to: str, *, by: Agent) -> None:
    case, url = closure.case, answer_url(closure)
    assert closure.silence_until is not None
    until = day_and_time(closure.silence_until, case.language)
    if case.language == "de":
        text = (
            f"Guten Tag,\n\nist Ihr Anliegen „{case.subject}“ (Nr. {case.pk}) gelöst? Das entscheiden Sie.\n\n"
            f"Wenn wir bis {until} nichts von Ihnen hören, schließen wir es. "
            f"Jede Antwort, auch später, öffnet es wieder bei {by.display_name}."
        )
        labels = ("Gelöst", "Noch nicht gelöst")
    else:
        text = (
            f"Hello,\n\nis your concern “{case.subject}” (no. {case.pk}) solved? You decide.\n\n"
            f"If we do not hear from you by {until}, we will close it. "
            f"Any answer, later too, reopens it with {by.display_name}."
        )
        labels = ("Solved", "Not solved yet")
    buttons = [{"label": labels[0], "url": f"{url}?answer=yes"}, {"label": labels[1], "url": f"{url}?answer=no"}]
    write_notice(
        case, recipient=recipient, text=text, kind="question", entry=Kind.NOTICE_SENT, by=by,
        in_reply_to=in_reply_to, buttons=buttons, key=f"solved:{closure.pk}",
    )  # fmt: skip


def answer_url(closure: Closure) -> str:
    """The page with both answers; works without sign-in, for this question only. Looking at it changes nothing."""
    return f"{settings.ONEHAND.public_url}/solved/{tokens.seal('solved', str(closure.pk))}/"


def closure_of(secret: str) -> Closure | None:
    """The closure of a link, if it still stands."""
    parts = tokens.unseal("solved", secret)
    if not parts or not parts[0].isdecimal():
        return None
    return Closure.objects.select_related("case", "case__customer").filter(pk=parts[0], undone_at__isnull=True).first()


@verb
def confirm(case: Case, *, by: Customer) -> Closure:
    """The customer says: solved. May be said unasked too."""
    lock(case)
    closure = case.closures.filter(undone_at__isnull=True).first() or Closure.objects.create(case=case)
    if case.state != State.CLOSED:
        _close(case, closure, Closure.How.CUSTOMER)
        record("case", case.pk, Kind.CONFIRMED, by=by, audience="customer", ref=closure.pk)
    return closure


@verb
def deny(case: Case, *, by: Customer, text: str = "") -> Case:
    """The customer says: not solved yet; back to the same hand."""
    lock(case)
    record("case", case.pk, Kind.NOT_SOLVED, by=by, audience="customer")
    if text.strip():
        write(case, by=by, text=text)
    else:
        reopen_by_answer(case, by=by)
    return case


@verb
def close_without_asking(case: Case, *, by: Agent, reason: str) -> Closure:
    """For what has nobody to ask (spam, automatic mail) or a reason that is written down for all to see."""
    lock(case)
    if case.state == State.CLOSED:
        raise Refused("closed")
    if not reason.strip():
        raise Refused("reason_missing")
    _guard_open_ends(case)
    closure = case.closures.filter(undone_at__isnull=True).first() or Closure.objects.create(case=case, asked_by=by)
    closure.reason = reason.strip()[:300]
    _close(case, closure, Closure.How.AGENT)
    record("case", case.pk, Kind.CLOSED, by=by, audience="customer", ref=closure.pk, values={"reason": closure.reason})
    return closure


@verb
def reopen(case: Case, *, by: Agent) -> Case:
    """Undo a closing or the question whether it is solved."""
    lock(case)
    if case.state not in (State.CLOSED, State.ASKED):
        raise Refused("not_closed")
    reopen_by_answer(case, by=by)
    give_back(case, by=by)
    return case


def _guard_open_ends(case: Case) -> None:
    ends = list(case.open_ends.filter(closed_at__isnull=True).values_list("kind", flat=True))
    if ends:
        raise Refused("open_ends", ends=", ".join(ends))


def _close(case: Case, closure: Closure, how: Closure.How) -> None:
    now = clock.now()
    closure.closed_at, closure.how = now, how
    closure.save(update_fields=["closed_at", "how", "reason"])
    case.state, case.closed_at, case.touched_at = State.CLOSED, now, now
    case.waiting_since = case.answer_due = case.wait_until = None
    case.wait_for = ""
    case.save(
        update_fields=["state", "closed_at", "touched_at", "waiting_since", "answer_due", "wait_until", "wait_for"]
    )
    case.holdings.filter(until__isnull=True).update(until=now)
    case.handovers.filter(accepted_at=None, refused_at=None, withdrawn_at=None).update(withdrawn_at=now)


@jobs.every(timedelta(minutes=5), name="close after announced silence")
@jobs.task()
def close_silent() -> None:
    close_by_silence()


def close_by_silence(*, by: Acts = SYSTEM) -> int:
    """Close what was asked and stayed unanswered until the announced time; how many."""
    due = Closure.objects.filter(
        closed_at__isnull=True, undone_at__isnull=True, silence_until__lte=clock.now(), case__state=State.ASKED
    ).select_related("case")
    running = OpenEnd.objects.filter(case=OuterRef("case"), closed_at__isnull=True)
    due = due.exclude(Exists(running))
    return sum(_silent(closure, by=by) for closure in due[:500])


@verb
def _silent(closure: Closure, *, by: Acts) -> int:
    assert closure.silence_until is not None
    lock(closure.case)
    standing = Closure.objects.filter(pk=closure.pk, closed_at__isnull=True, undone_at__isnull=True)
    if closure.case.state != State.ASKED or not standing.exists():
        return 0  # the answer came in the last moment
    _close(closure.case, closure, Closure.How.SILENCE)
    record(
        "case", closure.case_id, Kind.CLOSED_BY_SILENCE, by=by, audience="customer", ref=closure.pk,
        values={"until": closure.silence_until.isoformat()},
    )  # fmt: skip
    return 1
