"""What the demo's stories are told with: the same doors and verbs as in real life, at any hour of the last days."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from onehand.cases import handover, intake, reply
from onehand.cases.composed import Said
from onehand.cases.feed import last_seq
from onehand.cases.models import Case, Question
from onehand.foundation import clock, jobs
from onehand.team.models import Agent, Calendar


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Tell this part as if it were then; what is due by now runs when the story has come to the present."""
    clock.set(moment)
    try:
        yield
    finally:
        clock.reset()


@dataclass(frozen=True, slots=True)
class Days:
    """The working days around the present in which the stories are told."""

    present: datetime
    zone: ZoneInfo

    @classmethod
    def now(cls) -> Days:
        return cls(clock.now(), ZoneInfo(settings.ONEHAND.time_zone))

    def work(self, back: int) -> date:
        """Today or the last working day for 0, the one before it for 1, and so on."""
        hours = Calendar.default().business
        day = self.present.astimezone(self.zone).date()
        while True:
            if hours.spans[day.weekday()] and not hours.is_holiday(day):
                if back == 0:
                    return day
                back -= 1
            day -= timedelta(days=1)

    def at(self, back: int, hour: int, minute: int = 0) -> datetime:
        """An hour of a working day: with `back` of at least 1 it is past at any time of the day."""
        return datetime.combine(self.work(back), time(hour, minute), self.zone)

    def ahead(self, days: int, hour: int = 17) -> datetime:
        return datetime.combine(self.present.astimezone(self.zone).date() + timedelta(days=days), time(hour), self.zone)


def known_case(number: int) -> Case:
    return Case.objects.select_related("customer", "team").get(pk=number)


def mail(sender: str, name: str, subject: str, text: str, *, to: str = "", answers: str = "", html: str = "") -> Case:
    """A mail through the same door as every other; the case it came to."""
    mail = EmailMessage()
    mail["From"] = f"{name} <{sender}>"
    mail["To"] = to or settings.ONEHAND.mail_sender
    mail["Subject"] = subject
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = f"<demo-{hashlib.sha256(text.encode()).hexdigest()[:20]}@kunde.example>"
    if answers:
        mail["In-Reply-To"] = mail["References"] = answers
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    received = intake.receive(intake.Arrival(source="demo", raw=bytes(mail)))
    jobs.run_due()  # the receipt comes before the answer, as in real life
    return known_case(received.case or 0)


def give_to(case: Case, agent: Agent) -> Case:
    if case.hand != agent:
        handover.take(case, by=agent, reason="Demo")
    return known_case(case.pk)


def answer(
    case: Case, agent: Agent, text: str, *, answers: Sequence[Question] = (), promises: Sequence[Said] = ()
) -> Case:
    """A reply that answers these questions and makes these promises, delivered at once."""
    reply.reply(case, by=agent, text=text, seen=last_seq(case), answers=[one.pk for one in answers], promises=promises)
    jobs.run_due()
    return known_case(case.pk)
