"""The link by which a customer chooses when to be called: single use, hashed, expiring; looking changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onehand.cases import slots
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Outgoing, Slot, SlotOffer
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

TUESDAY_TEN = datetime(2026, 3, 3, 10, tzinfo=ZoneInfo("Europe/Berlin"))


def secret_of(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def offered(case: Case, by: Agent) -> SlotOffer:
    found = slots.offer_of(secret_of(slots.offer(case, by=by)))
    assert found is not None
    return found


def booked_by(offer: SlotOffer, at: datetime = TUESDAY_TEN) -> Slot:
    return slots.book(offer.case, start=at, number="030 901820", by=offer.customer, offer=offer)


def test_the_link_leads_to_this_case_and_its_secret_is_kept_nowhere(case: Case, ada: Agent) -> None:
    url = slots.offer(case, by=ada)
    assert "/callback/" in url
    offer = slots.offer_of(secret_of(url))
    assert offer is not None
    assert (offer.case, offer.customer) == (case, case.customer)
    assert secret_of(url) not in str(SlotOffer.objects.values())
    assert Entry.objects.get(kind="slot_offered").audience == "customer"


@pytest.mark.parametrize("secret", ["", "x", "ü" * 43, "A" * 43, "A" * 10_000, "\x00", "\ud800"])
def test_an_unknown_secret_is_none(case: Case, ada: Agent, secret: str) -> None:
    slots.offer(case, by=ada)
    assert slots.offer_of(secret) is None


def test_it_holds_for_fourteen_days(case: Case, ada: Agent) -> None:
    secret = secret_of(slots.offer(case, by=ada))
    clock.advance(timedelta(days=14) - timedelta(seconds=1))
    late = slots.offer_of(secret)
    assert late is not None
    clock.advance(timedelta(seconds=1))
    assert slots.offer_of(secret) is None
    with pytest.raises(Refused) as why:
        booked_by(late, TUESDAY_TEN + timedelta(days=21))
    assert why.value.code == "offer_over"


def test_looking_at_it_changes_nothing(case: Case, ada: Agent) -> None:
    secret = secret_of(slots.offer(case, by=ada))
    before = list(SlotOffer.objects.values())
    for _ in range(3):
        slots.offer_of(secret)
    assert list(SlotOffer.objects.values()) == before


def test_it_books_once_and_then_shows_what_was_booked(case: Case, ada: Agent) -> None:
    secret = secret_of(slots.offer(case, by=ada))
    offer = slots.offer_of(secret)
    assert offer is not None
    slot = booked_by(offer)
    again = slots.offer_of(secret)
    assert again is not None
    assert again.slot == slot
    assert slots.is_live(slot)
    with pytest.raises(Refused) as why:
        booked_by(again, TUESDAY_TEN + timedelta(hours=1))
    assert why.value.code == "slot_exists"
    assert "mit demselben Link" in Outgoing.objects.get(kind="callback").text
    assert Outgoing.objects.get(kind="callback").buttons == []


def test_a_callback_beyond_the_fourteen_days_can_still_be_changed_by_its_link(case: Case, ada: Agent) -> None:
    secret = secret_of(slots.offer(case, by=ada))
    offer = slots.offer_of(secret)
    assert offer is not None
    slot = booked_by(offer, TUESDAY_TEN + timedelta(days=20))
    clock.advance(timedelta(days=16))
    found = slots.offer_of(secret)
    assert found is not None
    assert found.slot == slot
    clock.advance(timedelta(days=6))
    assert slots.offer_of(secret) is None


def test_changing_keeps_the_link(case: Case, ada: Agent) -> None:
    secret = secret_of(slots.offer(case, by=ada))
    offer = slots.offer_of(secret)
    assert offer is not None
    first = booked_by(offer)
    for by_link in (offer, None):
        first = slots.rebook(
            first, start=first.since + timedelta(hours=1), number="030 901820", by=case.customer, offer=by_link
        )
        found = slots.offer_of(secret)
        assert found is not None
        assert found.slot == first


def test_what_was_cancelled_can_be_chosen_anew_by_the_same_link(case: Case, ada: Agent) -> None:
    offer = offered(case, ada)
    slot = booked_by(offer)
    slots.cancel(slot, by=case.customer)
    assert booked_by(offer, TUESDAY_TEN + timedelta(hours=1)).pk != slot.pk


def test_it_books_in_no_other_case(case: Case, ada: Agent, sam: Customer) -> None:
    offer = offered(case, ada)
    other = mails.case_of(mails.take(mails.mail(sender=mails.SAM)))
    with pytest.raises(Refused) as why:
        slots.book(other, start=TUESDAY_TEN, number="030 901820", by=sam, offer=offer)
    assert why.value.code == "offer_over"


def test_the_agent_sends_it_by_mail_with_a_button(case: Case, ada: Agent) -> None:
    message = slots.send_offer(case, by=ada)
    mail = Outgoing.objects.get(message=message)
    assert mail.recipient == mails.CARLA
    assert "Wann passt es Ihnen? Wir rufen nur an, wenn Sie eine Zeit wählen." in mail.text
    [button] = mail.buttons
    assert button["label"] == "Zeit wählen"
    assert slots.offer_of(secret_of(button["url"])) is not None


def test_without_an_address_it_cannot_be_sent(case: Case, ada: Agent) -> None:
    case.customer.identities.all().delete()
    with pytest.raises(Refused) as why:
        slots.send_offer(Case.objects.get(pk=case.pk), by=ada)
    assert why.value.code == "no_address"
    assert not SlotOffer.objects.exists()


def test_it_goes_to_the_customer_and_not_to_who_wrote_last(case: Case, ada: Agent, sam: Customer) -> None:
    from onehand.cases.write import write

    write(case, by=sam, text="Ich schreibe mit.")
    assert Outgoing.objects.get(message=slots.send_offer(case, by=ada)).recipient == mails.CARLA


def test_an_erased_customers_link_is_none(case: Case, ada: Agent) -> None:
    secret = secret_of(slots.offer(case, by=ada))
    Customer.objects.filter(pk=case.customer_id).update(forgotten_at=clock.now())
    assert slots.offer_of(secret) is None
