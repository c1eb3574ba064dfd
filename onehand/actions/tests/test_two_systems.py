"""Two systems of which one fails alone: nothing is done by halves, nothing is called unknown that a silent one may
know, and nobody's bank details are read aloud."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions import backends, carrying, interlocks, planning, running, viewing
from onehand.actions.contract import View
from onehand.actions.hiding import hidden
from onehand.actions.kinds import kind_of
from onehand.actions.models import Run
from onehand.actions.tests.fixtures import Connect
from onehand.actions.tests.toy import Toy
from onehand.cases.models import Case
from onehand.cases.open import open_case
from onehand.foundation import clock, jobs
from onehand.people.merging import merge
from onehand.people.models import Customer
from onehand.team.models import Agent, Mandate

pytestmark = pytest.mark.django_db

NEW = {"address": {"street": "Lindenweg 5", "postcode": "04229", "city": "Leipzig"}}
GIVE = {"amount": "10", "reason": "Warten"}
Two = tuple[Toy, Toy]


@pytest.fixture
def two(connect: Connect, known: Case) -> Two:
    return connect(Toy("one")), connect(Toy("other"))


def later(run: Run) -> Run:
    clock.advance(timedelta(minutes=1))
    jobs.run_due()
    return Run.objects.get(pk=run.pk)


def test_while_one_is_silent_nothing_is_changed_in_the_other_and_then_both(case: Case, ada: Agent, two: Two) -> None:
    one, other = two
    other.down = True
    run = later(running.start(case, "correct_address", NEW, by=ada))
    assert (run.state, run.why["code"]) == (Run.State.WAITING, "silent")
    assert one.address == "Alte Gasse 1, 10115 Berlin"
    other.down = False
    assert later(run).state == Run.State.DONE
    assert one.address == other.address == "Lindenweg 5, 04229 Leipzig"


def test_what_was_approved_while_one_was_silent_is_not_done_by_halves(
    case: Case, ada: Agent, lena: Agent, two: Two
) -> None:
    one, other = two
    Mandate.objects.create(agent=lena, action_kind="goodwill", limit=9000)
    other.down = True
    run = running.start(case, "goodwill", GIVE, by=ada, reason="Warten")
    run = later(running.approve(run, by=lena))
    other.down = False
    # Both would give by now, which is more than was agreed: it is asked for again, with the whole plan in sight.
    run = later(run)
    assert (run.state, run.cents, run.steps.count()) == (Run.State.ASKED, 2000, 2)
    assert not one.credits
    assert not other.credits
    assert later(running.approve(run, by=lena)).state == Run.State.DONE
    assert len(one.credits) == len(other.credits) == 1


def test_an_order_is_not_unknown_while_one_that_may_know_it_is_silent(case: Case, ada: Agent, two: Two) -> None:
    _, other = two
    other.orders, other.down = {"9": "open"}, True
    given = {"order": "9", "reason": "Doppelt"}
    assert planning.preview(case, "cancel", given, by=ada).possible
    run = running.start(case, "cancel", given, by=ada)
    assert run.state == Run.State.WAITING
    other.down = False
    assert later(run).state == Run.State.DONE
    assert other.orders == {"9": "cancelled"}


def test_a_plan_that_was_made_late_still_waits_for_an_earlier_run(case: Case, ada: Agent, two: Two) -> None:
    one, other = two
    earlier = running.start(case, "correct_address", NEW, by=ada)
    other.down = True
    second = running.start(case, "correct_address", NEW | {"address": NEW["address"] | {"street": "Gasse 2"}}, by=ada)
    other.down = False
    with pytest.raises(jobs.Again):
        carrying.carry_out.func(second.pk)
    assert one.address == "Alte Gasse 1, 10115 Berlin"
    assert later(earlier).state == Run.State.DONE


def test_bank_details_that_a_system_reads_out_are_masked(case: Case, two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Toy, "read", lambda self, number: View(number, "Konto DE89 3704 0044 0532 0130 00"))
    viewing.forget()
    assert {view.name for read in viewing.read_all(case.customer) for view in read.views} == {"Konto DE89 … 3000"}


@pytest.mark.parametrize(
    ("text", "masked"),
    [("DE89370400440532013000", "DE89 … 3000"), ("von de89 3704-0044 0532 0130 00.", "von DE89 … 3000."),
     ("AB12 DE89370400440532013000", "AB12 DE89 … 3000"), ("DE89370400440532013001", "DE89370400440532013001"),
     ("Auftrag DE12345", "Auftrag DE12345"),
     ("GB29NWBK60161331926819 und NL91ABNA0417164300", "GB29 … 6819 und NL91 … 4300")],
)  # fmt: skip
def test_an_iban_is_found_however_it_is_written(text: str, masked: str) -> None:
    assert hidden({"a": [text]}) == {"a": [masked]}


def test_after_a_person_has_looked_it_is_tried_afresh(case: Case, ada: Agent, two: Two) -> None:
    one, _ = two
    backends.disconnect("other")
    one.lose_requests = carrying.MOST_TRIES + 1
    run = running.start(case, "cancel", {"order": "1", "reason": "Doppelt"}, by=ada)
    for _ in range(carrying.MOST_TRIES + 1):
        run = later(run)
    assert (run.state, run.why["code"]) == (Run.State.STUCK, "unclear")
    run = later(later(running.again(run, by=ada)))
    assert run.state == Run.State.DONE
    assert sum(one.done.values()) == 1


def test_an_open_address_holds_back_parcels_of_the_same_person_in_every_case(
    case: Case, sam: Customer, ada: Agent, two: Two
) -> None:
    two[1].down = True
    running.start(case, "correct_address", NEW, by=ada)
    other = open_case(sam, None, subject="Tisch", text="Wo?", channel="portal", language="de", by=sam)
    assert interlocks.check(other, kind_of("resend"), []) == []
    merge(sam, into=case.customer, by=ada, why="Dieselbe")
    other.refresh_from_db()
    assert [one.code for one in interlocks.check(other, kind_of("resend"), [])] == ["address_open"]
