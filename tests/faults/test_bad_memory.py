"""Bad input to the memory of a case: impossible days, hours that a clock change skips or doubles, what is due outside
all hours, a split after further messages, facts and mails without measure; and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

import pytest

from onehand.api.tests.client import ApiClient
from onehand.cases import due, facts, known_facts, promises, slots, timers
from onehand.cases.checking import check
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Fact, Message, Promise, Slot
from onehand.cases.promise_state import OPEN
from onehand.cases.reply import reply
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people.errors import PeopleRefused
from onehand.people.forgetting import forget
from onehand.people.known import find_or_make
from onehand.people.merging import merge, split
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline import chain
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")
IMPOSSIBLE = ("31. Februar", "2026-02-31", "2026-02-31T10:00", "30.02.", "2026-13-01", "gestern", "25:61", "0000-00-00")
LONG = "Ein Wort. " * 10_000  # 100 kB


def whole() -> None:
    assert chain.broken_at() is None
    for promise in Promise.objects.filter(OPEN).select_related("case"):
        assert promise.due
        assert promise.remind_at
        assert promise.risk_at
        assert promise.case.hand
    assert timers.sweep() == 0


@pytest.mark.parametrize("day", ["31. Februar", "30.02.2026", "31.04.", "29. Februar 2027", "32. März", "0. Mai"])
def test_an_impossible_day_in_a_mail_is_no_day(ada: Agent, day: str) -> None:
    text = f"Ich brauche es bis zum {day}. Ich bin vom {day} bis 5. Mai im Urlaub.\n"
    case = mails.case_of(mails.take(mails.mail(text)))
    assert case.messages.get().text.startswith("Ich brauche es")
    for fact in Fact.objects.filter(kind__in=["deadline", "absence"]):
        assert day not in fact.value or fact.due is None
        assert (fact.due is None) or fact.due.year < 2028


@pytest.mark.parametrize("day", ["am 31. Februar", "bis 30.02.", "am 29.02.2027", "um 25:61 Uhr", "am 99.99."])
def test_an_impossible_day_in_a_draft_is_no_due_time(case: Case, ada: Agent, day: str) -> None:
    found = check(case, f"Ich rufe Sie {day} zurück.", by=ada)
    for guess in found.promises:
        assert guess.due > clock.now()
        assert guess.by_default or "Februar" not in guess.due_text


@pytest.mark.parametrize("given", IMPOSSIBLE)
def test_an_impossible_day_in_a_form_is_said_and_the_rest_is_kept(
    case: Case, ada: Agent, carla: Customer, signed_in: SignedIn, given: str
) -> None:
    desk, portal = signed_in(ada), signed_in(carla)
    letter = promises.make(case, text="Brief", kind="letter", by=ada)
    forms: list[tuple[str, dict[str, str]]] = [
        (f"/desk/cases/{case.pk}/promises/", {"text": "Zitronenfalter", "due": given}),
        (f"/desk/cases/{case.pk}/facts/", {"kind": "deadline", "value": "Zitronenfalter", "due": given}),
        (f"/desk/promises/{letter.pk}/telling/", {"text": "Zitronenfalter", "due": given}),
        (f"/desk/promises/{letter.pk}/posting/", {"posted_on": given}),
        (f"/desk/cases/{case.pk}/slots/", {"start": given, "number": "030 901820"}),
    ]
    for path, form in forms:
        answer = desk.post(path, form)
        assert answer.status_code in (409, 422), (path, answer.status_code)
        assert ("Zitronenfalter" in answer.content.decode()) == ("text" in form or "value" in form), path
    for path, form in ((f"/my/{case.pk}/wish/", {"until": given}), (f"/my/{case.pk}/callback/", {"start": given})):
        assert portal.post(path, form).status_code in (409, 422), path
    assert not Slot.objects.exists()
    assert Promise.objects.count() == 1
    assert not Fact.objects.exists()


@pytest.mark.parametrize("given", IMPOSSIBLE)
def test_an_impossible_day_in_the_api_is_a_problem(
    case: Case, ada: Agent, as_agent: Callable[[Agent], ApiClient], given: str
) -> None:
    api, letter = as_agent(ada), promises.make(case, text="Brief", kind="letter", by=ada)
    for path, body in (
        (f"/cases/{case.pk}/promises", {"text": "x", "due": given}),
        (f"/cases/{case.pk}/facts", {"kind": "deadline", "value": "x", "due": given}),
        (f"/cases/{case.pk}/facts", {"kind": "absence", "value": "x", "from": given}),
        (f"/promises/{letter.pk}/renewal", {"due": given, "text": "x"}),
        (f"/promises/{letter.pk}/posting", {"posted_on": given}),
        (f"/cases/{case.pk}/callbacks", {"since": given, "number": "030 901820"}),
    ):
        assert api.send("POST", path, body).status == 422, path


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "9999-12-31", "1970-01-01T00:00:00Z"]
)
def test_a_time_at_the_end_of_times_is_answered(
    case: Case, ada: Agent, as_agent: Callable[[Agent], ApiClient], at: str
) -> None:
    api = as_agent(ada)
    for path, body in (
        (f"/cases/{case.pk}/promises", {"text": "x", "due": at}),
        (f"/cases/{case.pk}/facts", {"kind": "deadline", "value": "x", "due": at}),
        (f"/cases/{case.pk}/callbacks", {"since": at, "number": "030 901820"}),
    ):
        assert api.send("POST", path, body).status < 500, path
    assert not Slot.objects.exists()


def test_an_hour_that_a_clock_change_skips_or_doubles_is_one_moment(case: Case, ada: Agent) -> None:
    skipped, doubled = datetime(2026, 3, 29, 2, 30), datetime(2026, 10, 25, 2, 30)
    first = promises.make(case, text="Im Frühling", due=skipped, by=ada)
    second = promises.make(case, text="Im Herbst", due=doubled, by=ada)
    assert first.due == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # an hour later on the clock
    assert second.due == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # the first of both
    whole()


def test_a_callback_in_such_an_hour_is_not_to_be_had(case: Case, ada: Agent, signed_in: SignedIn) -> None:
    for at in (datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN), datetime(2026, 3, 29, 2, 30)):
        with pytest.raises(Refused) as why:
            slots.book(case, start=at, number="030 901820", by=case.customer)
        assert why.value.code == "slot_gone"
    clock.set(datetime(2026, 3, 27, 9, tzinfo=BERLIN))
    starts = {span.start.astimezone(BERLIN).replace(tzinfo=None) for span in slots.free(case)}
    assert datetime(2026, 3, 30, 10) in starts
    assert not [one for one in starts if one.weekday() > 4]
    assert len({span.start for span in slots.free(case)}) == len(slots.free(case))


@pytest.mark.parametrize(
    "at",
    [datetime(2026, 3, 8, 3, 17), datetime(2026, 12, 25, 12), datetime(2026, 3, 2, 23, 59), datetime(2027, 1, 1, 0)],
)
def test_a_promise_due_outside_all_hours_keeps_its_time_and_has_its_timers(
    case: Case, ada: Agent, at: datetime
) -> None:
    promise = promises.make(case, text="Außer der Reihe", due=at, by=ada)
    assert promise.due == at.replace(tzinfo=BERLIN)
    assert due.outside(promise.due, due.hours_for(case))
    assert promise.remind_at
    assert promise.risk_at
    assert clock.now() <= promise.remind_at <= promise.risk_at <= promise.due
    assert promise.tell_at
    assert promise.tell_at > promise.due
    whole()


def test_where_a_calendar_never_opens_a_promise_still_has_a_due_time_and_timers(case: Case, ada: Agent) -> None:
    from onehand.team.models import Calendar

    calendar = Calendar.default()
    Calendar.objects.filter(pk=calendar.pk).update(hours={})
    fresh = Case.objects.select_related("customer", "team").get(pk=case.pk)
    try:
        made = promises.make(fresh, text="Nie offen", by=ada)
    except Refused as why:
        assert why.code in ("due_far", "due_missing")  # noqa: PT017
        return
    assert made.due > clock.now()
    whole()


def test_what_is_said_after_a_merge_goes_where_it_belongs_when_it_is_split(
    case: Case, ada: Agent, sam: Customer
) -> None:
    carla = case.customer
    row = merge(sam, into=carla, by=ada, why="gleich")
    clock.advance(timedelta(minutes=1))
    of_sam = mails.case_of(mails.take(mails.mail("Mein Tisch?\n", sender=f"Sam <{mails.SAM}>")))
    reply(of_sam, by=ada, text="Ihr Tisch kommt.")
    mails.take(mails.answer(case, "Noch etwas von Carla.\n"))
    both = mails.take(mails.answer(case, "Und ich auch, Sam.\n", sender=f"Sam <{mails.SAM}>"))
    assert not both.held
    promises.make(of_sam, text="Tisch", by=ada)
    texts = set(Message.objects.values_list("text", flat=True))
    split(row, by=ada)
    assert set(Message.objects.values_list("text", flat=True)) == texts
    assert Case.objects.get(pk=of_sam.pk).customer_id == sam.pk
    assert Case.objects.get(pk=case.pk).customer_id == carla.pk
    assert case.parties.get().customer_id == sam.pk
    with pytest.raises(PeopleRefused, match="not_merged"):
        split(row, by=ada)
    again = merge(Customer.objects.get(pk=sam.pk), into=Customer.objects.get(pk=carla.pk), by=ada, why="doch")
    split(again, by=ada)
    whole()


def test_nobody_is_merged_with_who_was_forgotten_or_is_elsewhere(
    case: Case, ada: Agent, sam: Customer, signed_in: SignedIn, as_agent: Callable[[Agent], ApiClient]
) -> None:
    third, _ = find_or_make("email", "third@example.org", name="Dritte")
    mails.take(mails.mail("x\n", sender="Dritte <third@example.org>"))
    forget(sam, by=ada)
    for one, other in ((sam, case.customer), (case.customer, sam)):
        with pytest.raises(PeopleRefused, match="forgotten"):
            merge(one, into=other, by=ada, why="gleich")
    assert (
        signed_in(ada)
        .post(f"/desk/customers/{case.customer_id}/merges/", {"into": str(sam.pk), "why": "x"})
        .status_code
        == 404
    )
    merge(case.customer, into=third, by=ada, why="gleich")
    fourth, _ = find_or_make("email", "fourth@example.org")
    with pytest.raises(PeopleRefused, match="merged_elsewhere"):
        merge(Customer.objects.get(pk=case.customer_id), into=fourth, by=ada, why="gleich")
    answer = as_agent(ada).send("POST", f"/customers/{third.pk}/merges", {"customer": third.pk, "reason": "x"})
    assert 400 <= answer.status < 500


def test_a_fact_of_a_hundred_kilobytes_is_refused_and_stays_in_the_form(
    case: Case, ada: Agent, carla: Customer, signed_in: SignedIn, as_agent: Callable[[Agent], ApiClient]
) -> None:
    with pytest.raises(Refused) as why:
        facts.add(case, kind="device", value=LONG, by=ada)
    assert why.value.code == "fact_too_long"
    answer = signed_in(ada).post(f"/desk/cases/{case.pk}/facts/", {"kind": "device", "value": LONG[:20_000]})
    assert answer.status_code == 422
    assert answer.content.decode().count("Ein Wort.") >= 1_000
    fact = facts.add(case, kind="device", value="kurz", by=ada)
    assert signed_in(carla).post(f"/my/facts/{fact.pk}/correction/", {"value": LONG}).status_code == 409
    assert as_agent(ada).send("POST", f"/cases/{case.pk}/facts", {"kind": "device", "value": LONG}).status == 422
    assert [one.value for one in known_facts.known(case)] == ["kurz"]


def test_what_was_typed_comes_back_with_every_refusal(
    case: Case, ada: Agent, carla: Customer, signed_in: SignedIn
) -> None:
    mails.take(mails.answer(case, "Wann kommt der Schrank?\n", sender="Carla Kern <carla.kern@example.org>"))
    desk, portal = signed_in(ada), signed_in(carla)
    words = "Ein langer Text & <mit> „Zeichen“, den niemand zweimal schreibt."
    fact = facts.add(case, kind="device", value="kurz", by=ada)
    kept: list[tuple[SignedIn | object, str, dict[str, str]]] = [
        (desk, f"/desk/cases/{case.pk}/reply/", {"text": words}),  # a question stays open
        (desk, f"/desk/cases/{case.pk}/reply/", {"text": f"{words} Ich rufe Sie morgen um 15 Uhr zurück."}),
        (desk, f"/desk/cases/{case.pk}/solved-question/", {"text": words}),
        (desk, f"/desk/customers/{carla.pk}/card/", {"salutation": "Gräfin", "quiet_from": "20:00"}),
        (desk, "/desk/templates/new/", {"name": "Gräfin", "language": "de", "text": words + " {{gibtesnicht}}"}),
        (desk, f"/desk/cases/{case.pk}/calls/", {"direction": "out", "number": "keine", "text": words}),
        (desk, f"/desk/cases/{case.pk}/parties/", {"who": "kein@", "name": "Gräfin", "role": "payer"}),
        (portal, "/my/card/lines/", {"language": "de", "salutation": "Gräfin", "quiet_from": "20:00"}),
        (portal, f"/my/{case.pk}/callback/", {"start": "gestern", "number": "030 / Gräfin"}),
        (portal, "/my/addresses/", {"address": "Gräfin ohne Adresse"}),
    ]
    for browser, path, form in kept:
        answer = browser.post(path, form)  # type: ignore[union-attr]
        assert answer.status_code in (409, 422), (path, answer.status_code)
        page = answer.content.decode()
        for name in ("text", "salutation", "number", "name", "address"):
            if name in form:
                assert escape(form[name]).replace("&#x27;", "&#39;") in page, (path, name)
    assert facts.erase(fact, by=carla).value == ""
    assert not Message.objects.filter(direction="out", automatic="").exists()
