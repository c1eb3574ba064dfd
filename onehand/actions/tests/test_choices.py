"""Choices by a link in a mail: only what can be done, executed and read back like an agent's action, told when done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from onehand.actions import running
from onehand.actions.assurance import assurance_of
from onehand.actions.choices import choosing, looking
from onehand.actions.contract import Happened
from onehand.actions.events import intake
from onehand.actions.kinds import Assurance
from onehand.actions.models import Run
from onehand.actions.models.choices import Choice
from onehand.actions.tests.delivering import Delivering
from onehand.cases import closing, facts, waiting
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Outgoing, State
from onehand.foundation import clock, jobs
from onehand.people.forgetting import forget
from onehand.people.known import find_or_make
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

AWAY = {"absence": ["2026-03-18", "2026-03-25"]}


def happen(kind: str = "shipment_delayed", *, id: str = "e1", backend: str = "toy", **values: Any) -> Case:
    clock.advance(timedelta(hours=1))  # customers were there before
    one = Happened(id, kind, "20041", clock.now() - timedelta(minutes=5), "K1", values)
    case = intake.happened(backend, one).case
    assert case is not None
    return case


@pytest.fixture
def case(delayed: Case) -> Case:
    """A delay, told by a mail with choices to an address that was known before."""
    return delayed


def mail(case: Case, kind: str = "notice") -> Outgoing:
    return Outgoing.objects.filter(case=case, kind=kind).latest("pk")


def secret(case: Case) -> str:
    return urlsplit(str(mail(case).buttons[0]["url"])).path.split("/")[2]


def link(case: Case) -> Choice:
    found = choosing.choice_of(secret(case))
    assert found is not None
    return found


def choose(found: Choice, code: str = "hold_delivery", raw: dict[str, Any] | None = None) -> Run:
    given = AWAY if raw is None else raw
    digest = looking.look(found, code, given).digest
    return choosing.choose(found, code, given, digest=digest)


def kinds(case: Case) -> list[str]:
    rows = Entry.objects.filter(subject_id=case.pk, subject_kind="case").order_by("seq")
    return list(rows.values_list("kind", flat=True))


def test_the_mail_offers_what_the_system_can_do_and_can_still_be_answered(case: Case) -> None:
    sent = mail(case)
    assert [one["label"] for one in sent.buttons] == [
        "Anderer Termin", "Ich bin verreist", "Andere Anschrift", "Stornieren",
    ]  # fmt: skip
    assert "pick_up" not in link(case).kinds  # no connected system can plan it
    assert sent.text.startswith("Guten Tag Carla Kern,")
    assert "antworten" in sent.text
    assert all(one["url"].endswith(f"?what={code}") for one, code in zip(sent.buttons, link(case).kinds, strict=True))


def test_an_english_mail_says_the_same(delivering: Delivering, carla: Customer) -> None:
    carla.language = "en"
    carla.save(update_fields=["language"])
    sent = mail(happen())
    assert [one["label"] for one in sent.buttons] == ["Another date", "I am away", "Another address", "Cancel"]
    assert "We show first what will happen" in sent.text


@pytest.mark.parametrize("kind", ["shipment_delayed", "delivery_failed", "returned", "out_of_stock"])
def test_every_bad_news_of_a_delivery_has_choices(delivering: Delivering, carla: Customer, kind: str) -> None:
    assert mail(happen(kind)).buttons


@pytest.mark.parametrize("kind", ["activated", "activation_hangs", "line_down"])
def test_other_news_has_none(delivering: Delivering, carla: Customer, kind: str) -> None:
    happen(kind)
    assert not Choice.objects.exists()


def test_a_carriers_event_offers_them_for_the_shops_order(delivering: Delivering, carla: Customer) -> None:
    case = happen(id="s1", tracking="003404")
    told = intake.happened("dhl", Happened("d1", "delivery_failed", "003404", clock.now(), "", {"tracking": "003404"}))
    assert told.case == case
    assert {one.order for one in Choice.objects.all()} == {"toy:20041"}


def test_a_newer_mail_ends_the_link_of_the_earlier_one(case: Case) -> None:
    earlier = secret(case)
    clock.advance(timedelta(hours=1))
    happen(id="e2", planned="2026-03-27")
    assert choosing.choice_of(earlier) is None
    assert link(case).order == "toy:20041"


def test_what_is_chosen_is_done_read_back_and_told_only_then(
    case: Case, delivering: Delivering, carla: Customer
) -> None:
    run = choose(link(case))
    assert (run.customer, run.agent, run.state) == (carla, None, Run.State.RUNNING)
    assert run.arguments["order"] == "toy:20041"
    assert not Outgoing.objects.filter(kind="choice").exists()
    jobs.run_due()
    run.refresh_from_db()
    assert (run.state, delivering.day) == (Run.State.DONE, date(2026, 3, 26))
    assert run.told_at is not None
    told = mail(case, "choice").text
    assert told.startswith("Guten Tag Carla Kern,")
    assert "die Lieferung bis nach Ihrer Abwesenheit angehalten" in told
    assert "am 2026-03-26" in told
    assert "choice_made" in kinds(case)
    assert kinds(case).index("choice_made") < kinds(case).index("action_done")


def test_it_can_be_chosen_once(case: Case, delivering: Delivering) -> None:
    found = link(case)
    first = choose(found)
    again = choosing.choose(found, "cancel", {}, digest="x")
    assert again == first  # the second finds what the first has begun
    assert Run.objects.count() == 1
    spent = choosing.choice_of(secret(case))
    assert spent is not None
    assert (spent.chosen, spent.run) == ("hold_delivery", first)


def test_a_plan_that_changed_is_shown_again_and_spends_nothing(case: Case, delivering: Delivering) -> None:
    found = link(case)
    digest = looking.look(found, "hold_delivery", AWAY).digest
    delivering.day = date(2026, 3, 21)
    with pytest.raises(Refused, match="plan_changed"):
        choosing.choose(found, "hold_delivery", AWAY, digest=digest)
    assert link(case).spent_at is None
    assert choose(link(case)).kind == "hold_delivery"


def test_the_order_is_never_its_readers_to_name(case: Case, delivering: Delivering) -> None:
    delivering.orders["999"] = "open"
    run = choose(link(case), "cancel", {"order": "999", "lines": ["1"], "reason": "x"})
    assert run.arguments["order"] == "toy:20041"
    assert "lines" not in run.arguments
    jobs.run_due()
    assert delivering.orders == {"20041": "cancelled", "999": "open"}


def test_what_is_not_offered_cannot_be_chosen(case: Case) -> None:
    for code in ("goodwill", "refund", "pick_up", "nothing", ""):
        with pytest.raises(Refused, match="unknown_action"):
            choosing.choose(link(case), code, {"amount": "5"}, digest="x")


def test_the_impossible_is_shown_with_its_reason(case: Case, delivering: Delivering) -> None:
    delivering.shipped.add("20041")
    found = {one.kind.code: one.why.de if one.why else "" for one in looking.options(link(case))}
    assert found["cancel"] == "Sie ist schon unterwegs."
    assert found["change_delivery_date"] == "Sie ist schon unterwegs."
    assert found["correct_address"] == ""


def test_a_refusal_of_what_would_be_typed_leaves_the_choice_open(case: Case, delivering: Delivering) -> None:
    delivering.day = date(2027, 3, 20)  # not in the absence with which it is tried
    assert next(one for one in looking.options(link(case)) if one.kind.code == "hold_delivery").why is None


def test_an_address_can_be_changed_by_a_link_to_a_known_address(case: Case, delivering: Delivering) -> None:
    new = {"address": {"street": "Lindenweg 5", "postcode": "04109", "city": "Leipzig"}}
    assert link(case).level == Assurance.LINK
    choose(link(case), "correct_address", new)
    jobs.run_due()
    assert "Lindenweg 5" in delivering.address
    assert assurance_of(case) < Assurance.LINK  # it was good for this alone


def test_an_address_that_only_a_mail_named_proves_nothing(delivering: Delivering, ada: Agent) -> None:
    """Whoever has "my new address" written down and waits for the next delay would else have the parcel."""
    find_or_make("customer_number", "K1", name="Carla Kern")
    earlier = happen()
    facts.add(earlier, kind="email", value="boese@example.net", by=ada)
    closing.close_without_asking(earlier, by=ada, reason="erledigt")
    clock.advance(timedelta(days=3))
    case = happen(id="e2")
    assert case != earlier
    assert mail(case).recipient == "boese@example.net"
    assert [one["url"].rpartition("=")[2] for one in mail(case).buttons] == ["change_delivery_date", "hold_delivery"]
    found = link(case)
    assert found.level == Assurance.MAIL
    new = {"address": {"street": "Lindenweg 5", "postcode": "04109", "city": "Leipzig"}}
    for code, raw in (("correct_address", new), ("cancel", {})):
        with pytest.raises(Refused, match="needs_proof"):
            choosing.choose(found, code, raw, digest=looking.look(found, code, raw).digest)
        option = next(one for one in looking.options(found) if one.kind.code == code)
        assert option.why is not None


def test_a_silent_system_is_waited_for(case: Case, delivering: Delivering) -> None:
    found = link(case)
    delivering.down = True
    run = choose(found)
    assert run.state == Run.State.WAITING
    jobs.run_due()
    assert not Outgoing.objects.filter(kind="choice").exists()
    delivering.down = False
    clock.advance(timedelta(minutes=1))
    jobs.run_due()
    run.refresh_from_db()
    assert run.state == Run.State.DONE
    assert mail(case, "choice")


def test_what_does_not_go_is_handed_to_a_person_and_said_so(case: Case, delivering: Delivering) -> None:
    delivering.ignores = True
    run = choose(link(case))
    jobs.run_due()
    run.refresh_from_db()
    assert run.state == Run.State.STUCK
    told = mail(case, "choice").text
    assert "noch nicht erledigt" in told
    assert "Ada Brandt kümmert sich" in told
    delivering.ignores = False
    running.again(run, by=case.hand)  # type: ignore[arg-type]
    jobs.run_due()
    assert "angehalten" in mail(case, "choice").text
    assert Outgoing.objects.filter(kind="choice").count() == 2


@pytest.mark.parametrize("state", [State.WAITING, State.CLOSED])
def test_a_choice_is_an_answer_and_brings_the_case_back(case: Case, ada: Agent, state: State) -> None:
    found = link(case)
    if state == State.CLOSED:
        closing.close_without_asking(case, by=ada, reason="erledigt")
    else:
        waiting.wait(case, until=clock.now() + timedelta(days=3), what="Antwort", by=ada)
    choose(choosing.choice_of(secret(case)) or found)
    case.refresh_from_db()
    assert (case.state, case.hand) == (State.HELD, ada)


def test_it_ends_with_its_time_its_address_and_its_customer(case: Case, carla: Customer, sam: Customer) -> None:
    assert choosing.choice_of(secret(case))
    Identity.objects.filter(value="carla.kern@example.org").update(customer=sam)
    assert choosing.choice_of(secret(case)) is None
    Identity.objects.filter(value="carla.kern@example.org").update(customer=carla)
    clock.advance(timedelta(days=14, minutes=1))
    assert choosing.choice_of(secret(case)) is None


def test_erasing_the_customer_ends_it(case: Case, carla: Customer, ada: Agent) -> None:
    kept = secret(case)
    forget(carla, by=ada)
    assert choosing.choice_of(kept) is None
    assert set(Choice.objects.values_list("recipient", "order", "hashed")) == {("", "", None)}
