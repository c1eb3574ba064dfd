"""What back-ends tell: each event once, placed with a hand, told before anybody must ask; nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from onehand.actions import backends
from onehand.actions.contract import Happened, Unreachable
from onehand.actions.events import intake, polling
from onehand.actions.models.events import Cursor, Event
from onehand.actions.tests.toy import CARLA, Toy
from onehand.cases import closing, promises
from onehand.cases.models import Case, Closure, Message, Outgoing, Promise, State
from onehand.cases.reference import reply_address
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people.forgetting import forget
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

Outcome = Event.Outcome


class Telling(Toy):
    """A shop that tells what happened, and has mail addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Happened] = []
        self.emails = {"K1": CARLA, "K2": "paul.meier@example.org"}

    def email(self, customer: str) -> str:
        self._up()
        return self.emails.get(customer, "")

    def prove(self, order: str, postcode: str) -> str:
        self._up()
        return "K1" if (order, postcode) == ("20041", "10115") else ""

    def happened(self, since: str) -> tuple[list[Happened], str]:
        self._up()
        return self.told[int(since or 0) :], str(len(self.told))


@pytest.fixture
def shop(ada: Agent) -> Iterator[Telling]:
    backends.connect([one := Telling()])
    yield one
    backends.disconnect("toy")


_numbers = iter(range(1, 100_000))


def event(kind: str = "shipment_delayed", reference: str = "20041", customer: str = "K1", **more: Any) -> Happened:
    at = clock.now() - timedelta(minutes=more.pop("ago", 5))
    return Happened(more.pop("id", f"e{next(_numbers)}"), kind, reference, at, customer, more)


def take(kind: str = "shipment_delayed", reference: str = "20041", customer: str = "K1", **more: Any) -> Event:
    return intake.happened("toy", event(kind, reference, customer, **more))


def sent() -> list[Outgoing]:
    return list(Outgoing.objects.filter(kind="notice").order_by("pk"))


def kinds(case: Case) -> list[str]:
    return list(
        Entry.objects.filter(subject_id=case.pk, subject_kind="case").order_by("seq").values_list("kind", flat=True)
    )


def test_a_delay_opens_a_case_with_its_hand_and_is_told_by_a_mail_that_can_be_answered(
    shop: Telling, carla: Customer, ada: Agent
) -> None:
    told = take(planned="2026-03-20")
    assert told.outcome == Outcome.TOLD
    case = told.case
    assert case is not None
    assert (case.customer, case.hand, case.state) == (carla, ada, State.HELD)
    assert "happened" in kinds(case)
    (mail,) = sent()
    assert (mail.recipient, mail.from_name, mail.automatic) == (CARLA, "Ada Brandt", True)
    assert "20041" in mail.text
    assert "20.3.2026" in mail.text
    assert "antworten Sie einfach auf diese Mail" in mail.text
    assert Message.objects.get(case=case).automatic == "event"


def test_the_answer_to_that_mail_reaches_the_case_and_its_hand(shop: Telling, carla: Customer) -> None:
    case = take().case
    assert case is not None
    mails.take(mails.mail("Bin vom 3. bis 10. verreist.\n", sender=f"Carla <{CARLA}>", to=reply_address(case.pk)))
    assert case.messages.filter(direction="in").get().text.startswith("Bin vom 3.")


def test_the_same_id_again_has_no_second_effect(shop: Telling, carla: Customer) -> None:
    first = take(id="one")
    again = take(id="one", planned="2026-04-01")
    assert again.pk == first.pk
    assert (Event.objects.count(), Case.objects.count(), len(sent())) == (1, 1, 1)


def test_the_same_news_under_another_id_is_not_told_twice(shop: Telling, carla: Customer) -> None:
    first = take(planned="2026-03-20")
    again = take(planned="2026-03-20", ago=4)
    assert (again.outcome, again.case) == (Outcome.KNOWN, first.case)
    assert len(sent()) == 1
    assert take(planned="2026-03-27", ago=3).outcome == Outcome.TOLD
    assert len(sent()) == 2
    assert Case.objects.count() == 1


def test_another_failed_delivery_on_another_day_is_told(shop: Telling, carla: Customer) -> None:
    assert take("delivery_failed", reason="nobody_there", ago=60 * 24).outcome == Outcome.TOLD
    assert take("delivery_failed", reason="nobody_there").outcome == Outcome.TOLD
    assert take("delivery_failed", reason="nobody_there", ago=4).outcome == Outcome.KNOWN
    assert "weil niemand angetroffen wurde" in sent()[0].text


def test_what_is_older_than_what_is_known_changes_nothing(shop: Telling, carla: Customer) -> None:
    take("delivered", ago=1)
    late = take("shipment_delayed", ago=60)
    assert (late.outcome, late.case) == (Outcome.STALE, None)
    assert not sent()
    assert not Case.objects.exists()


def test_an_older_event_in_a_case_is_noted_there_and_not_told(shop: Telling, carla: Customer) -> None:
    case = take("returned", ago=1).case
    assert case is not None
    stale = take("delivery_failed", ago=60)
    assert (stale.outcome, stale.case) == (Outcome.STALE, case)
    assert len(sent()) == 1
    assert kinds(case).count("happened") == 2


def test_what_happened_long_ago_is_kept_and_told_to_nobody(shop: Telling, carla: Customer) -> None:
    assert take(ago=60 * 24 * 31).outcome == Outcome.STALE
    assert not sent()


def test_a_clock_that_runs_ahead_does_not_make_the_truth_look_old(shop: Telling, carla: Customer) -> None:
    ahead = take("shipment_delayed", ago=-60 * 24 * 365)
    assert ahead.at <= clock.now()
    clock.advance(timedelta(hours=1))
    assert take("returned").outcome == Outcome.TOLD


def test_an_unknown_customer_stays_unplaced_until_they_are_known(shop: Telling, carla: Customer) -> None:
    lost = take(customer="K9")
    assert (lost.outcome, lost.case) == (Outcome.UNPLACED, None)
    polling.place_again()
    assert Event.objects.get().outcome == Outcome.UNPLACED
    Identity.objects.create(customer=carla, kind="customer_number", value="K9")
    clock.advance(timedelta(minutes=11))
    assert polling.place_again() == 1
    assert Event.objects.get().outcome == Outcome.TOLD
    assert sent()[0].recipient == CARLA


def test_a_silent_system_loses_no_event(shop: Telling, carla: Customer) -> None:
    shop.down = True
    assert take().outcome == Outcome.UNPLACED
    shop.down = False
    clock.advance(timedelta(minutes=11))
    assert polling.place_again() == 1
    assert len(sent()) == 1


def test_whom_only_the_system_knows_is_told_before_they_must_ask(shop: Telling) -> None:
    placed = take(customer="K2")
    assert placed.outcome == Outcome.TOLD
    assert sent()[0].recipient == "paul.meier@example.org"


def test_without_a_number_order_and_postcode_say_whose_it_is(shop: Telling, carla: Customer) -> None:
    assert take("delivery_failed", customer="", postcode="99999").outcome == Outcome.UNPLACED
    placed = take("delivery_failed", customer="", postcode="10115")
    assert placed.outcome == Outcome.TOLD
    assert "postcode" not in placed.values
    assert placed.case is not None
    assert placed.case.customer == carla


def test_an_unknown_order_of_a_known_customer_opens_a_case_all_the_same(shop: Telling, carla: Customer) -> None:
    assert take(reference="99999").outcome == Outcome.TOLD


def test_it_joins_the_open_case_that_names_the_order(shop: Telling, case: Case) -> None:
    mails.take(mails.answer(case, "Wo bleibt Bestellung 20041?\n", sender=f"Carla <{CARLA}>"))
    assert take().case == case
    assert take("out_of_stock", reference="2004").case != case


def test_a_closed_case_is_not_joined(shop: Telling, case: Case, ada: Agent) -> None:
    first = take().case
    assert first is not None
    closing.close_without_asking(first, by=ada, reason="Geklärt")
    assert take("returned", ago=1).case != first


def test_what_is_activated_is_told_with_the_question_whether_it_works(shop: Telling, carla: Customer) -> None:
    told = take("activated", "30412")
    assert told.outcome == Outcome.TOLD
    (mail,) = sent()
    assert "Funktioniert er bei Ihnen?" in mail.text
    assert [one["label"] for one in mail.buttons] == ["Es funktioniert", "Es funktioniert nicht"]
    case = told.case
    assert case is not None
    assert case.state == State.ASKED
    assert Closure.objects.get(case=case).silence_until is not None
    closing.deny(case, by=carla)
    case.refresh_from_db()
    assert case.state == State.HELD


def test_nobody_is_asked_by_button_while_their_own_question_is_open(shop: Telling, case: Case) -> None:
    mails.take(mails.answer(case, "Wann geht Vertrag 30412?\n", sender=f"Carla <{CARLA}>"))
    told = take("activated", "30412")
    assert (told.case, told.outcome) == (case, Outcome.TOLD)
    assert sent()[0].buttons == []
    case.refresh_from_db()
    assert case.state == State.HELD


def test_a_hang_after_the_question_takes_the_case_up_again(shop: Telling, carla: Customer) -> None:
    case = take("activated", "30412", ago=9).case
    assert case is not None
    assert take("activation_hangs", "30412", step="tested").case == case
    case.refresh_from_db()
    assert case.state == State.HELD


def test_a_promise_that_waits_for_the_event_is_kept_by_it(shop: Telling, case: Case, ada: Agent) -> None:
    promise = promises.make(case, text="Der Schrank kommt bis Freitag", kind="shipment", by=ada)
    Promise.objects.filter(pk=promise.pk).update(needs="event", made_at=clock.now() - timedelta(days=1))
    noted = take("delivered")
    assert (noted.outcome, noted.case) == (Outcome.NOTED, case)
    promise.refresh_from_db()
    assert promise.kept_at is not None
    assert promise.evidence["reference"] == f"toy:{noted.external_id}"
    assert not sent()


def test_good_news_of_nobodys_case_pass(shop: Telling, carla: Customer) -> None:
    assert take("shipment_sent").outcome == Outcome.PASSED
    assert take("invented_tomorrow").outcome == Outcome.PASSED
    assert not Case.objects.exists()


def test_who_was_forgotten_is_told_nothing_and_nothing_of_them_is_kept(shop: Telling, carla: Customer) -> None:
    before = take()
    forget(carla, by=carla)
    before.refresh_from_db()
    assert (before.outcome, before.values, before.reference, before.customer_number) == (Outcome.ERASED, {}, "", "")
    again = take(id=before.external_id)
    assert again.pk == before.pk
    assert len(sent()) <= 1


def test_without_an_address_the_hand_sees_that_it_is_untold(shop: Telling, carla: Customer) -> None:
    Identity.objects.create(customer=carla, kind="customer_number", value="K7")
    Identity.objects.filter(customer=carla, kind="email").delete()
    told = take(customer="K7")
    assert told.outcome == Outcome.UNTOLD
    assert told.case is not None
    assert "action_untold" in kinds(told.case)


def test_couriers_position_and_stop_counts_do_not_get_in(shop: Telling, carla: Customer) -> None:
    kept = take(
        "delivery_failed", reason="nobody_there", courier="Max Mustermann", driver="D-17", latitude=52.5, stops_left=14,
        cause="Fahrer Max traf niemanden, Stopp 14 von 60", position={"lat": 52.5}, shipment="CS-1", until="2026-03-09",
    )  # fmt: skip
    assert kept.values == {"reason": "nobody_there", "shipment": "CS-1", "until": "2026-03-09"}


def test_english_and_du(shop: Telling, carla: Customer) -> None:
    carla.form = "du"
    carla.save()
    take()
    assert "deine Lieferung 20041".casefold() in sent()[0].text.casefold()
    carla.language = "en"
    carla.save()
    take("delivery_failed", "20042", reason="nobody_there")
    assert "Your delivery 20042 could not be handed over, because nobody was met." in sent()[1].text


def test_polling_takes_each_event_once_and_remembers_where_it_was(shop: Telling, carla: Customer) -> None:
    shop.told = [event(id="a"), event("returned", id="b", ago=4)]
    assert polling.poll("toy") == 2
    assert Cursor.objects.get(backend="toy").position == "2"
    assert polling.poll("toy") == 0
    shop.told.append(event("activated", "30412", id="c"))
    assert polling.poll("toy") == 1
    assert len(sent()) == 3


def test_a_crash_between_asking_and_writing_loses_nothing(
    shop: Telling, carla: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.told = [event(id="a")]
    with monkeypatch.context() as patched:
        patched.setattr(Cursor, "save", _crash)
        with pytest.raises(KeyboardInterrupt):
            polling.poll("toy")
    assert not Event.objects.exists()
    assert not sent()
    assert polling.poll("toy") == 1
    assert len(sent()) == 1


def _crash(*_args: object, **_more: object) -> None:
    raise KeyboardInterrupt


def test_a_silent_system_is_no_error_and_asked_again(shop: Telling, carla: Customer) -> None:
    shop.told, shop.down = [event()], True
    assert polling.poll("toy") == 0
    with pytest.raises(Unreachable):
        shop.happened("")
    shop.down = False
    clock.advance(timedelta(minutes=1))
    assert polling.poll("toy") == 1


def test_who_read_on_meanwhile_wins(shop: Telling, carla: Customer) -> None:
    one = event(id="a")
    Cursor.objects.create(backend="toy", position="5")
    assert intake.take("toy", [(one, intake.meant("toy", one))], since="", until="1") == []
    assert Cursor.objects.get().position == "5"


def test_an_event_that_nobody_can_deal_with_holds_up_no_other(
    shop: Telling, carla: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = intake._follow

    def broken(one: Event, customer: Customer) -> None:
        if one.reference == "bad":
            raise ValueError("a mistake of ours")
        real(one, customer)

    monkeypatch.setattr(intake, "_follow", broken)
    shop.told = [event(reference="bad", id="\x00a\ud800"), event(id="b", ago=4)]
    assert polling.poll("toy") == 2
    assert sorted(Event.objects.values_list("outcome", flat=True)) == ["told", "unplaced"]


def test_hand_and_customer_read_what_happened_in_their_own_language(
    shop: Telling, carla: Customer, ada: Agent, signed_in: Callable[[Agent | Customer], Client]
) -> None:
    case = take().case
    assert case is not None
    assert "Lieferung 20041 verspätet sich" in signed_in(ada).get(f"/desk/cases/{case.pk}/").content.decode()
    assert "Ihre Lieferung 20041 kommt später" in signed_in(carla).get(f"/my/{case.pk}/").content.decode()


def test_looking_at_the_link_of_the_question_changes_nothing(shop: Telling, carla: Customer) -> None:
    case = take("activated", "30412").case
    assert case is not None
    path = "/" + str(sent()[0].buttons[0]["url"]).split("/", 3)[3]
    for method in ("get", "head", "get"):
        assert getattr(Client(), method)(path).status_code == 200
    case.refresh_from_db()
    assert case.state == State.ASKED
    answer = Client().post(path, {"answer": "solved"})
    assert answer.status_code == 303
    case.refresh_from_db()
    assert case.state == State.CLOSED
