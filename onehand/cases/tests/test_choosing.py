"""In which channel a customer is met, and when they are left in peace (B6)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onehand.cases import choosing, closing, reply
from onehand.cases.calls import log
from onehand.cases.models import Case, Outgoing, Party
from onehand.channels.email import deliver
from onehand.foundation import clock, jobs
from onehand.people import card
from onehand.people.merging import merge
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def quiet(customer: Customer, since: str, until: str) -> Customer:
    return card.change(customer, by=customer, quiet_from=since, quiet_until=until)


def test_the_preferred_channel_is_taken_where_there_is_an_address_for_it(carla: Customer) -> None:
    card.change(carla, by=carla, preferred_channel="phone")
    assert choosing.channel_for(carla) == ("email", "reachable")
    Identity.objects.create(customer=carla, kind="phone", value="+4930901820")
    assert choosing.channel_for(carla) == ("phone", "preferred")
    card.change(carla, by=carla, no_phone=True)
    assert choosing.channel_for(carla) == ("email", "reachable")


def test_otherwise_the_one_they_used_last(case: Case, carla: Customer, ada: Agent) -> None:
    assert choosing.channel_for(carla) == ("portal", "last_used")
    log(case, by=ada, direction="in", number="030 901820", reached=True, text="Sie rief an.")
    assert choosing.channel_for(carla) == ("phone", "last_used")


def test_who_has_no_address_reads_it_in_the_portal(db: None) -> None:
    assert choosing.channel_for(Customer.objects.create()) == ("portal", "none")


def test_a_partys_own_channel_counts_first(case: Case, sam: Customer) -> None:
    party = Party.objects.create(case=case, customer=sam, channel="letter")
    assert choosing.channel_for(party) == ("letter", "party")
    party.channel = ""
    assert choosing.channel_for(party)[0] == "email"


@pytest.mark.parametrize(
    ("since", "until", "at", "ends"),
    [
        ("12:00", "14:00", "2026-03-02T13:00", "2026-03-02T14:00"),
        ("12:00", "14:00", "2026-03-02T14:00", None),
        ("12:00", "14:00", "2026-03-02T11:59", None),
        ("20:00", "08:00", "2026-03-02T21:00", "2026-03-03T08:00"),
        ("20:00", "08:00", "2026-03-02T07:59", "2026-03-02T08:00"),
        ("20:00", "08:00", "2026-03-02T08:00", None),
        ("20:00", "02:30", "2026-03-29T01:00", "2026-03-29T03:30"),  # the end is skipped by the clock change
    ],
)
def test_quiet_hours_on_the_wall_clock(carla: Customer, since: str, until: str, at: str, ends: str | None) -> None:
    quiet(carla, since, until)
    assert choosing.hold_until(carla, berlin(at)) == (berlin(ends) if ends else None)
    assert choosing.quiet(carla, berlin(at)) is (ends is not None)


def test_in_the_night_with_an_hour_twice_the_quiet_lasts_to_its_second_end(carla: Customer) -> None:
    quiet(carla, "20:00", "02:30")
    second = berlin("2026-10-25T02:30").replace(fold=1).astimezone(UTC)
    assert choosing.hold_until(carla, berlin("2026-10-25T02:10").replace(fold=1)) == second


def test_of_merged_customers_each_ones_quiet_counts(carla: Customer, sam: Customer, ada: Agent) -> None:
    quiet(sam, "12:00", "14:00")
    merge(sam, into=carla, by=ada, why="dieselbe Person")
    assert choosing.quiet(Customer.objects.get(pk=carla.pk), berlin("2026-03-02T13:00"))


def test_only_the_phone_disturbs(carla: Customer) -> None:
    quiet(carla, "08:00", "18:00")
    card.change(carla, by=carla, no_phone=True)
    assert choosing.allowed(carla, "email", clock.now()).ok
    assert choosing.allowed(carla, "phone", clock.now()).code == "no_phone"


def test_what_nobody_waits_for_keeps_off_the_quiet_hours_and_an_answer_does_not(
    case: Case, carla: Customer, ada: Agent
) -> None:
    quiet(carla, "08:00", "10:00")
    answer = Outgoing.objects.get(message=reply.reply(case, by=ada, text="Am Freitag kommt der Schrank."))
    closing.ask_solved(Case.objects.get(pk=case.pk), by=ada)
    question = Outgoing.objects.get(kind="question")
    jobs.run_due()
    answer.refresh_from_db()
    question.refresh_from_db()
    assert (answer.state, question.state) == ("outbox", "queued")
    assert deliver._deliver(question.pk) == timedelta(hours=1)
    clock.advance(timedelta(hours=1, seconds=1))
    jobs.run_due()
    question.refresh_from_db()
    assert question.state == "outbox"


def test_the_surest_mail_address_is_taken_and_never_our_own(carla: Customer) -> None:
    Identity.objects.create(customer=carla, kind="email", value="carla@work.example", assurance="proved")
    assert choosing.mail_address(carla) == "carla@work.example"
    Identity.objects.filter(value="carla@work.example").update(value="hilfe@moebelhaus.example")
    assert choosing.mail_address(carla) == "carla.kern@example.org"
    assert choosing.mail_address(carla, at_least="seen") == ""
