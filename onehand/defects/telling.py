"""Telling all who are affected: one job each, each once in their own channel, by the hand of their case.

The verb writes a row for each (`plan`). The job ends the row and writes the mail in one transaction; a row that has an
end is told to nobody again, whatever was killed and whoever runs twice.
"""

from __future__ import annotations

from django.db.models import QuerySet

from onehand.cases import works
from onehand.cases.addressing import answered_message
from onehand.cases.choosing import channel_for, mail_address
from onehand.cases.lock import lock
from onehand.cases.models import Case, Closure, Message, State
from onehand.cases.notice import send
from onehand.cases.reopening import reopen_by_answer
from onehand.defects import hanging, mails, warned_case
from onehand.defects.models import Defect, Link, Telling
from onehand.foundation import clock, crashpoints, jobs
from onehand.timeline.kinds import Kind
from onehand.timeline.models import Entry
from onehand.timeline.record import SYSTEM, record, verb

Outcome = Telling.Outcome
NOTICE = "notice"  # nobody waits for it at this moment: it keeps the quiet hours
_BY_PERSON = frozenset({"phone", "letter"})
_AT_ONCE = 500


def plan(defect: Defect, kind: Telling.Kind, links: QuerySet[Link]) -> None:
    """Inside the verb's transaction, which has counted `defect.turn` on."""
    numbers = links.order_by("case_id").values_list("case_id", flat=True)
    Telling.objects.bulk_create(
        [Telling(defect=defect, kind=kind, turn=defect.turn, case_id=number) for number in numbers], batch_size=_AT_ONCE
    )
    spread.enqueue(defect.pk)


@jobs.task(atomic=True)
def spread(defect: int) -> None:
    """One job for each who is still to be told: a mail that cannot be written holds up nobody else's."""
    for pk in Telling.objects.filter(defect=defect, ended_at__isnull=True).order_by("pk").values_list("pk", flat=True):
        jobs.once(tell_one, f"defect: {pk}").enqueue(pk)


@jobs.task(atomic=True)
def tell_one(pk: int) -> None:
    tell(pk)


@verb
def tell(pk: int) -> Telling | None:
    """Tell it, unless that was done; None then."""
    rows = Telling.objects.select_for_update(of=("self",), no_key=True).select_related("defect__owner")
    telling = rows.filter(pk=pk, ended_at__isnull=True).first()
    if telling is None:
        return None
    if telling.kind == Telling.Kind.WARNING:
        telling.case = warned_case.of(telling)
    telling.outcome = _tell(telling)
    crashpoints.reached("defects.told")
    telling.ended_at = clock.now()
    telling.save(update_fields=["outcome", "ended_at", "message", "case"])
    return telling


def _tell(telling: Telling) -> Outcome:
    if telling.case_id is None:
        return Outcome.NEEDLESS
    case = Case.objects.select_related("customer__merged_into").get(pk=telling.case_id)
    lock(case)
    link = Link.objects.filter(defect=telling.defect_id, case=case, ended_at__isnull=True).first()
    if link is None or case.customer.canonical.forgotten_at is not None or _is_overtaken(telling, link):
        return Outcome.NEEDLESS
    fixed = telling.kind == Telling.Kind.FIXED
    if fixed:
        link.told_at = clock.now()
        link.save(update_fields=["told_at"])
        if _knows_already(telling.defect, case):
            return Outcome.ALREADY
    recipient = mail_address(case.customer)
    if not recipient or channel_for(case.customer) in [(channel, "preferred") for channel in _BY_PERSON]:
        return _by_hand(telling, case)
    _write(telling, case, recipient, asks=fixed)
    return Outcome.WRITTEN


def _is_overtaken(telling: Telling, link: Link) -> bool:
    if link.works or (telling.kind == Telling.Kind.EXPECTED and not telling.defect.is_open):
        return True
    return Telling.objects.filter(
        defect=telling.defect_id, case=telling.case_id, kind=telling.kind, turn__gt=telling.turn
    ).exists()


def _knows_already(defect: Defect, case: Case) -> bool:
    """The system's own news (activated, repaired) told and asked them, and they have not said no since."""
    denied = Entry.objects.filter(subject_kind="case", subject_id=case.pk, kind=Kind.NOT_SOLVED.code)
    last = denied.order_by("-seq").values_list("at", flat=True).first()
    return hanging.told_good(case.pk, max(defect.opened_at, last) if last is not None else defect.opened_at)


def _by_hand(telling: Telling, case: Case) -> Outcome:
    """No mail address, or they wish to be told by phone or letter: their hand does it, and sees that it is owed."""
    if case.state in (State.WAITING, State.ASKED, State.CLOSED):
        reopen_by_answer(case, by=SYSTEM)
    german, english = mails.in_a_line(telling.defect, telling.kind)
    record(
        "case", case.pk, Kind.DEFECT_UNTOLD, by=SYSTEM, ref=telling.defect_id,
        values={"what": german, "what_de": german, "what_en": english},
    )  # fmt: skip
    return Outcome.BY_HAND


def _write(telling: Telling, case: Case, recipient: str, *, asks: bool) -> None:
    asks = asks and not _said_solved(case)
    if asks and case.state == State.CLOSED:
        reopen_by_answer(case, by=SYSTEM)  # it was closed while it did not work
    hand = case.hand
    name = hand.display_name if hand is not None else ""
    text = mails.text(telling.kind, telling.defect, case, hand=name, about=telling.about, asks=asks)
    answered = answered_message(case)
    theirs = answered is not None and answered.identity is not None and answered.identity.value == recipient
    message = Message.objects.create(
        case=case, direction=Message.Direction.OUT, channel="email", text=text, subject=case.subject,
        automatic=works.FIXED if telling.kind == Telling.Kind.FIXED else "defect", at=clock.now(),
        key=f"defect:{telling.pk}", people={"to": [{"name": "", "address": recipient}]},
    )  # fmt: skip
    send(
        message, case=case, kind=NOTICE, recipient=recipient, from_name=name, automatic=True,
        in_reply_to=answered.external_id if answered is not None and theirs else "",
        buttons=works.ask(case, always=True) if asks else mails.buttons(telling, case),
    )  # fmt: skip
    record(
        "case", case.pk, Kind.NOTICE_SENT, by=SYSTEM, audience="customer", ref=message.pk,
        values={"recipient": recipient},
    )  # fmt: skip
    telling.message = message


def _said_solved(case: Case) -> bool:
    """They said it is solved, for what reason ever: they are told, and not asked again."""
    standing = case.closures.filter(undone_at__isnull=True, how=Closure.How.CUSTOMER)
    return case.state == State.CLOSED and standing.exists()
