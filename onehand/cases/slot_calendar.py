"""The agreed callback as a calendar file (RFC 5545), for the customer's own calendar."""

from __future__ import annotations

from datetime import UTC

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from onehand.cases.attachments import File
from onehand.cases.models import Slot
from onehand.cases.phone_number import readable

TYPE = "text/calendar"


def calendar_file(slot: Slot, *, instead_of: Slot | None = None) -> bytes:
    """One event with times in UTC; its UID stays for ever. `instead_of` is taken out by the same file."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.ONEHAND.company}//Onehand//{slot.case.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if instead_of is not None:
        calendar.add_component(_event(instead_of))
    calendar.add_component(_event(slot))
    return bytes(calendar.to_ical())


def as_file(slot: Slot, *, instead_of: Slot | None = None) -> File:
    name = "rueckruf.ics" if slot.case.language == "de" else "callback.ics"
    return File(name=name, type=TYPE, data=calendar_file(slot, instead_of=instead_of))


def _event(slot: Slot) -> Event:
    sender: str = settings.ONEHAND.mail_sender
    event = Event()
    # As stable as the row itself, so that the same bytes come out at each look.
    event.add("uid", f"callback-{slot.pk}@{sender.rpartition('@')[2]}")
    event.add("dtstamp", (slot.cancelled_at or slot.booked_at).astimezone(UTC).replace(microsecond=0))
    event.add("sequence", 1 if slot.cancelled_at else 0)
    event.add("dtstart", slot.since.astimezone(UTC))
    event.add("dtend", slot.until.astimezone(UTC))
    event.add("status", "CANCELLED" if slot.cancelled_at else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if slot.cancelled_at else "OPAQUE")
    summary, description = _words(slot)
    event.add("summary", summary)
    event.add("description", description)
    organiser = vCalAddress(f"mailto:{sender}")
    organiser.params["cn"] = vText(settings.ONEHAND.company)
    event["organizer"] = organiser
    return event


def _words(slot: Slot) -> tuple[str, str]:
    company, number, who = settings.ONEHAND.company, readable(slot.number), slot.agent.display_name
    if slot.case.language == "de":
        return (
            f"Rückruf von {company}",
            f"{who} ruft unter {number} an. Es geht um Anliegen Nr. {slot.case_id}.",
        )
    return f"Callback from {company}", f"{who} calls {number}. It is about case {slot.case_id}."
