"""A callback at a time that the customer chose from real capacity; it becomes a promise (C5, B6)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from onehand.cases import closing, promises, slots
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Message, Outgoing, Promise, Slot
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people import card
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")
NUMBER = "030 901820"


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def starts(case: Case | Agent, **asked: object) -> list[str]:
    return [f"{one.start.astimezone(BERLIN):%m-%d %H:%M}" for one in slots.free(case, **asked)]  # type: ignore[arg-type]


def booked(case: Case, at: str = "2026-03-03T10:00") -> Slot:
    return slots.book(case, start=berlin(at), number=NUMBER, by=case.customer)


def refused(act: object, *args: object, **more: object) -> str:
    with pytest.raises(Refused) as why:
        act(*args, **more)  # type: ignore[operator]
    return why.value.code


def test_a_booked_slot_is_a_promise_that_a_call_keeps(case: Case, ada: Agent) -> None:
    slot = booked(case)
    promise = Promise.objects.get()
    assert slot.promise == promise
    assert (promise.kind, promise.needs, promise.due) == ("callback", "call", berlin("2026-03-03T10:30"))
    assert promise.text == "Rückruf am Dienstag, 3. März, 10:00 Uhr"
    assert (slot.agent, slot.number, slot.booked_by) == (ada, "+4930901820", "customer")
    entry = Entry.objects.get(kind="slot_booked")
    assert (entry.audience, entry.actor_kind) == ("customer", "customer")


def test_the_number_becomes_a_claimed_identity_of_the_customer(case: Case, carla: Customer) -> None:
    booked(case)
    identity = Identity.objects.get(kind="phone")
    assert (identity.customer, identity.value, identity.assurance) == (carla, "+4930901820", "claimed")


@pytest.mark.parametrize("number", ["", "abc", "12", "+49", "030 901820 901820 901820", "9" * 200])
def test_what_is_no_number_books_nothing(case: Case, number: str) -> None:
    code = refused(slots.book, case, start=berlin("2026-03-03T10:00"), number=number, by=case.customer)
    assert code == "number_unusable"
    assert not Slot.objects.exists()


def test_a_number_without_country_code_is_read_as_the_customers_countrys(case: Case, carla: Customer) -> None:
    card.change(carla, by=carla, country="AT")
    slot = slots.book(case, start=berlin("2026-03-03T10:00"), number="01 711000", by=carla)
    assert slot.number == "+431711000"


@pytest.mark.parametrize(
    "at",
    [
        "2026-03-02T09:00",  # too soon
        "2026-03-01T10:00",  # past
        "2026-03-03T10:10",  # off the grid
        "2026-03-03T17:00",  # after hours
        "2026-03-07T10:00",  # Saturday
        "2026-07-01T10:00",  # too far
    ],
)
def test_what_is_not_free_cannot_be_booked(case: Case, at: str) -> None:
    assert refused(booked, case, at) == "slot_gone"


def test_a_time_without_a_zone_is_none(case: Case) -> None:
    assert refused(slots.book, case, start=datetime(2026, 3, 3, 10), number=NUMBER, by=case.customer) == "slot_gone"


def test_a_slot_that_somebody_else_has_is_gone(case: Case, sam: Customer, nora: Agent) -> None:
    booked(case)
    other = mails.case_of(mails.take(mails.mail(sender=mails.SAM)))
    other.holdings.update(agent=case.hand)
    assert refused(booked, other) == "slot_gone"
    assert other.slots.count() == 0
    assert Promise.objects.count() == 1


def test_the_same_form_twice_is_one_callback_and_another_time_needs_a_change(case: Case) -> None:
    assert booked(case) == booked(case)
    assert Outgoing.objects.filter(kind="callback").count() == 1
    assert refused(booked, case, "2026-03-03T11:00") == "slot_exists"


def test_the_confirmation_bears_a_calendar_file_and_a_link(case: Case) -> None:
    slot = booked(case)
    mail = Outgoing.objects.get(kind="callback")
    assert mail.recipient == "carla.kern@example.org"
    assert "Ada Brandt ruft Sie am Dienstag, 3. März, 10:00 Uhr unter +49 30 901820 an." in mail.text
    assert mail.message is not None
    attachment = mail.message.attachments.get()
    assert (attachment.name, attachment.type) == ("rueckruf.ics", "text/calendar")
    [button] = mail.buttons
    found = slots.offer_of(button["url"].rstrip("/").rpartition("/")[2])
    assert found is not None
    assert found.slot == slot


def test_du_and_english_where_they_asked_for_it(case: Case, carla: Customer) -> None:
    card.change(carla, by=carla, form="du")
    booked(Case.objects.get(pk=case.pk))
    assert "ruft dich am" in Outgoing.objects.get(kind="callback").text
    english = mails.case_of(mails.take(mails.mail("Hello, where is my wardrobe? I have waited long.\n")))
    slots.book(english, start=berlin("2026-03-03T11:00"), number=NUMBER, by=english.customer)
    assert "will call you on Tuesday, 3 March, 11:00" in Outgoing.objects.filter(kind="callback").latest("pk").text


def test_the_calendar_file_is_stable_and_in_utc(case: Case) -> None:
    slot = booked(case, "2026-03-30T10:00")
    data = slots.calendar_file(slot)
    clock.advance(timedelta(hours=1))
    assert slots.calendar_file(Slot.objects.get(pk=slot.pk)) == data
    calendar = icalendar.Calendar.from_ical(data)
    [event] = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "PUBLISH"
    assert event["UID"] == f"callback-{slot.pk}@moebelhaus.example"
    assert b"DTSTART:20260330T080000Z" in data  # summer time
    assert event.decoded("DTEND") == slot.until
    assert b"Ada Brandt" in data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_an_agent_books_for_the_customer_too(case: Case, nora: Agent) -> None:
    slot = slots.book(case, start=berlin("2026-03-03T10:00"), number=NUMBER, by=nora)
    assert slot.booked_by == "agent"
    assert slot.promise is not None
    assert slot.promise.by == nora


def test_who_asked_not_to_be_called_agrees_by_choosing_a_time_themselves(
    case: Case, carla: Customer, ada: Agent
) -> None:
    card.change(carla, by=carla, no_phone=True)
    fresh = Case.objects.get(pk=case.pk)
    assert refused(slots.book, fresh, start=berlin("2026-03-03T10:00"), number=NUMBER, by=ada) == "no_phone"
    assert booked(fresh).booked_by == "customer"


def test_an_agent_books_nothing_in_quiet_hours(case: Case, carla: Customer, ada: Agent) -> None:
    card.change(carla, by=carla, quiet_from="09:00", quiet_until="11:00")
    with pytest.raises(Refused) as why:
        slots.book(case, start=berlin("2026-03-03T10:00"), number=NUMBER, by=ada)
    assert (why.value.code, why.value.values["until"]) == ("quiet_hours", "11:00")


def test_the_customer_cancels_without_a_word_from_us_and_the_time_is_free_again(case: Case, carla: Customer) -> None:
    slot = booked(case)
    before = Outgoing.objects.count()
    slots.cancel(slot, by=carla)
    assert Outgoing.objects.count() == before
    promise = Promise.objects.get()
    assert (promise.withdrawn_at, promise.why) == (clock.now(), "Wunsch der Kundschaft")
    assert slots.cancel(Slot.objects.get(pk=slot.pk), by=carla).cancelled_at == clock.now()
    assert "03-03 10:00" in starts(case, days=2)
    assert booked(case).pk != slot.pk


def test_an_agent_cancels_with_a_reason_that_is_told_and_a_link_to_choose_anew(case: Case, ada: Agent) -> None:
    slot = booked(case)
    assert refused(slots.cancel, slot, by=ada) == "reason_missing"
    slots.cancel(slot, by=ada, why="Ich bin krank")
    mail = Outgoing.objects.filter(kind="callback").latest("pk")
    assert "Der Grund: Ich bin krank." in mail.text
    assert slots.offer_of(mail.buttons[0]["url"].rstrip("/").rpartition("/")[2]) is not None
    promise = Promise.objects.get()
    assert (promise.why, promise.told) == ("Ich bin krank", mail.message)
    assert Entry.objects.filter(kind="slot_cancelled", audience="customer").count() == 1


def test_a_stranger_cancels_nothing_and_nobody_what_is_over(case: Case, sam: Customer, ada: Agent) -> None:
    slot = booked(case)
    assert refused(slots.cancel, slot, by=sam) == "not_yours"
    clock.advance(timedelta(days=2))
    assert refused(slots.cancel, slot, by=slot.customer) == "slot_over"


def test_changing_moves_the_promise_and_the_calendar_entry_in_one_mail(case: Case, carla: Customer) -> None:
    first = booked(case)
    second = slots.rebook(first, start=berlin("2026-03-04T14:00"), number=NUMBER, by=carla)
    assert [one.pk for one in slots.booked_of(case)] == [second.pk]
    assert [one.pk for one in promises.open_of(case)] == [second.promise_id]
    mail = Outgoing.objects.filter(kind="callback").latest("pk")
    assert "Der Rückruf am Dienstag, 3. März, 10:00 Uhr entfällt dafür." in mail.text
    data = slots.calendar_file(second, instead_of=Slot.objects.get(pk=first.pk))
    events = {
        str(one["UID"]).partition("@")[0]: one["STATUS"] for one in icalendar.Calendar.from_ical(data).walk("VEVENT")
    }
    assert events == {f"callback-{first.pk}": "CANCELLED", f"callback-{second.pk}": "CONFIRMED"}


def test_when_the_new_time_is_gone_the_old_one_stands(case: Case, carla: Customer) -> None:
    first = booked(case)
    assert refused(slots.rebook, first, start=berlin("2026-03-07T10:00"), number=NUMBER, by=carla) == "slot_gone"
    assert [one.pk for one in slots.booked_of(case)] == [first.pk]
    assert len(promises.open_of(case)) == 1


def test_a_promise_that_is_taken_back_frees_its_time(case: Case, ada: Agent, carla: Customer) -> None:
    slot = booked(case)
    assert slot.promise is not None
    promises.withdraw(slot.promise, why="Krank", by=ada)
    assert slots.booked_of(case) == []
    assert "03-03 10:00" in starts(case, days=2)
    assert booked(case).promise != slot.promise


def test_booking_in_a_closed_case_opens_it_again_to_the_same_hand(case: Case, ada: Agent) -> None:
    closing.close_without_asking(case, by=ada, reason="erledigt")
    slot = booked(Case.objects.get(pk=case.pk))
    after = Case.objects.get(pk=case.pk)
    assert (after.state, after.hand, slot.agent) == ("held", ada, ada)


def test_the_calls_of_a_day_are_listed_for_whoever_has_the_hand(case: Case, ada: Agent, nora: Agent) -> None:
    slot = booked(case)
    assert list(slots.due_for(ada, berlin("2026-03-03T23:00"))) == [slot]
    assert list(slots.due_for(ada, berlin("2026-03-03T09:00"))) == []
    case.holdings.update(agent=nora)
    assert list(slots.due_for(nora, berlin("2026-03-03T23:00"))) == [slot]
    assert list(slots.due_for(ada, berlin("2026-03-03T23:00"))) == []


def test_the_message_is_no_answer_and_stops_no_clock(case: Case) -> None:
    booked(case)
    after = Case.objects.get(pk=case.pk)
    assert (after.waiting_since, after.answer_due) == (case.waiting_since, case.answer_due)
    assert Message.objects.get(automatic="callback").direction == "out"
