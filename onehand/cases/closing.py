"""Solved is the customer's word: asked, confirmed by one click or by announced silence, reopened by any answer (A5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings

from onehand.cases import unsettled
from onehand.cases.addressing import answerable, customers_word, recipient_of
from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.cases.models import Case, Closure, State
from onehand.cases.notice import day_and_time, write_notice
from onehand.cases.reopening import give_back, reopen_by_answer
from onehand.cases.reply import reply
from onehand.cases.signals import solved_answered
from onehand.cases.targets import stop_clock
from onehand.cases.write import write
from onehand.foundation import clock, text, tokens
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, record, verb


@verb
def ask_solved(case: Case, *, by: Agent) -> Closure:
    """Ask the customer. Silence until the announced time closes; the mail says so.

    Raises Refused: closed, open_ends, questions_open and promises_open with what is open, no_address. Whoever waits for
    an answer goes on waiting: a question back is none (C6).
    """
    lock(case)
    if case.state == State.CLOSED:
        raise Refused("closed")
    standing = case.closures.filter(undone_at__isnull=True).first()
    if standing is not None and case.state == State.ASKED:
        return standing
    unsettled.guard_open_ends(case)
    answered = customers_word(case)
    recipient = recipient_of(case, answered)
    if not answerable(recipient, answered):
        raise Refused("no_address")
    unsettled.guard(case)
    case.closures.filter(undone_at__isnull=True).update(undone_at=clock.now())  # it was taken up again since
    now = clock.now()
    closure = Closure.objects.create(
        case=case, asked_at=now, asked_by=by, silence_until=now + timedelta(days=settings.ONEHAND.silence_days)
    )
    case.state, case.touched_at, case.wait_until, case.wait_for = State.ASKED, now, None, ""
    case.save(update_fields=["state", "touched_at", "wait_until", "wait_for"])
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
    """The customer says: solved. May be said unasked too.

    It settles their questions and what was only to be said to them. While something is still to be done for them the
    case waits for it, with their word kept (`how` is set, `closed_at` is not), and closes once it is done.
    """
    lock(case)
    closure = case.closures.filter(undone_at__isnull=True).first() or Closure.objects.create(case=case)
    if case.state == State.CLOSED or (case.state == State.WAITING and closure.how == Closure.How.CUSTOMER):
        return closure
    record("case", case.pk, Kind.CONFIRMED, by=by, audience="customer", ref=closure.pk)
    unsettled.settle(case, by=by)
    if unsettled.still_owed(case) or unsettled.running_ends(case):
        _wait_for_the_rest(case, closure)
    else:
        close(case, closure, Closure.How.CUSTOMER)
    solved_answered.send(Case, case=case, solved=True)
    return closure


def _wait_for_the_rest(case: Case, closure: Closure) -> None:
    """Until the last due time; what is not done by then brings the case back to its hand, as any waiting does."""
    owed, now = unsettled.still_owed(case), clock.now()
    closure.how, closure.silence_until = Closure.How.CUSTOMER, None
    closure.save(update_fields=["how", "silence_until"])
    dues = [promise.due for promise in owed if promise.due > now]
    case.state, case.touched_at = State.WAITING, now
    case.wait_until = max(dues, default=now + timedelta(days=settings.ONEHAND.silence_days))
    what = [promise.text for promise in owed] or unsettled.running_ends(case)
    case.wait_for = text.one_line("; ".join(what), 200)
    case.save(update_fields=["state", "touched_at", "wait_until", "wait_for", *stop_clock(case)])
    record(
        "case", case.pk, Kind.WAITING, by=SYSTEM, audience="customer",
        values={"until": case.wait_until.isoformat(), "what": case.wait_for},
    )  # fmt: skip


@verb
def deny(case: Case, *, by: Customer, text: str = "") -> Case:
    """The customer says: not solved yet; back to the same hand."""
    lock(case)
    record("case", case.pk, Kind.NOT_SOLVED, by=by, audience="customer")
    if text.strip():
        write(case, by=by, text=text)
    else:
        reopen_by_answer(case, by=by)
    solved_answered.send(Case, case=case, solved=False)
    return case


@verb
def close_without_asking(case: Case, *, by: Agent, reason: str, no_answer: Mapping[int, str] | None = None) -> Closure:
    """For what has nobody to ask (spam, automatic mail) or a reason that is written down for all to see.

    `no_answer` gives open questions the reason why there is none, which the customer is told first. Raises Refused:
    closed, reason_missing, open_ends, questions_open and promises_open with what is open.
    """
    lock(case)
    if case.state == State.CLOSED:
        raise Refused("closed")
    if not reason.strip():
        raise Refused("reason_missing")
    if no_answer:
        reply(case, by=by, text="", no_answer=no_answer)
        lock(case)
    unsettled.guard_open_ends(case)
    unsettled.guard(case)
    closure = case.closures.filter(undone_at__isnull=True).first() or Closure.objects.create(case=case, asked_by=by)
    closure.reason = reason.strip()[:300]
    close(case, closure, Closure.How.AGENT)
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


def close(case: Case, closure: Closure, how: Closure.How) -> None:
    """Inside the transaction of whoever has asked all guards."""
    now = clock.now()
    closure.closed_at, closure.how = now, how
    closure.save(update_fields=["closed_at", "how", "reason"])
    case.state, case.closed_at, case.touched_at = State.CLOSED, now, now
    case.wait_until, case.wait_for = None, ""
    case.save(update_fields=["state", "closed_at", "touched_at", "wait_until", "wait_for", *stop_clock(case)])
    case.holdings.filter(until__isnull=True).update(until=now)
    case.handovers.filter(accepted_at=None, refused_at=None, withdrawn_at=None).update(withdrawn_at=now)
