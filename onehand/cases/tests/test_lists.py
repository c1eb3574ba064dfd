from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from onehand.cases import closing, handover, lists, note, reply, waiting
from onehand.cases.models import Case, State
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent, Team

pytestmark = pytest.mark.django_db


def many(customer: Customer, count: int, *, step: timedelta = timedelta()) -> list[Case]:
    """Cases without hands, the newest first."""
    now = clock.now()
    made = Case.objects.bulk_create(
        Case(customer=customer, subject=f"Fall {n}", channel="email", touched_at=now + n * step) for n in range(count)
    )
    return sorted(made, key=lambda case: (case.touched_at, case.pk), reverse=True)


def walk(agent: Agent, size: int, between: Callable[[], None] = lambda: None) -> list[Case]:
    seen: list[Case] = []
    cursor = ""
    while True:
        page = lists.page(lists.filtered(agent), cursor, size)
        seen += page.items
        cursor = page.next
        if not cursor:
            return seen
        between()


@pytest.mark.parametrize("step", [timedelta(), timedelta(microseconds=1), timedelta(hours=1)])
@pytest.mark.parametrize("size", [1, 3, 7, 50])
def test_pages_follow_each_other_without_gap_or_repeat(ada: Agent, carla: Customer, step: timedelta, size: int) -> None:
    expected = many(carla, 20, step=step)
    assert walk(ada, size) == expected


def test_what_comes_in_meanwhile_makes_no_gap_and_no_repeat(ada: Agent, carla: Customer) -> None:
    expected = many(carla, 12, step=timedelta(seconds=1))

    def arrives() -> None:
        Case.objects.create(customer=carla, channel="email", touched_at=clock.now() + timedelta(days=1))

    assert walk(ada, 5, arrives) == expected


@pytest.mark.parametrize("cursor", ["x", "1", "-", "1-", "-1", "9" * 60, "99999999999999999999-1", "١-٢", "1-2-3"])
def test_an_unreadable_cursor_begins_at_the_start(ada: Agent, carla: Customer, cursor: str) -> None:
    expected = many(carla, 3)
    items = lists.page(lists.filtered(ada), cursor).items
    assert items == expected or items == []


def test_a_page_takes_a_fixed_number_of_questions(
    ada: Agent, carla: Customer, django_assert_num_queries: Callable[[int], object]
) -> None:
    many(carla, 60)
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        page = lists.page(lists.filtered(ada))
        assert [(case.customer.name, case.hand) for case in page.items[:2]] == [("Carla Kern", None)] * 2


def test_owner_me_none_and_a_name(case: Case, ada: Agent, nora: Agent, carla: Customer) -> None:
    [free] = many(carla, 1)
    assert list(lists.filtered(ada, owner="me")) == [case]
    assert list(lists.filtered(nora, owner="me")) == []
    assert list(lists.filtered(nora, owner="none")) == [free]
    assert list(lists.filtered(nora, owner="ADA")) == [case]
    assert list(lists.filtered(nora, owner="niemand")) == []


def test_a_colleagues_closed_cases_cannot_be_listed(case: Case, ada: Agent, nora: Agent) -> None:
    """No one's past work is a list (rule 6)."""
    closing.close_without_asking(case, by=ada, reason="x")
    assert list(lists.filtered(nora, owner="ada")) == []
    assert list(lists.filtered(nora, owner="ada", state="closed")) == []


def test_states(case: Case, ada: Agent) -> None:
    assert list(lists.filtered(ada, state="held")) == [case]
    assert list(lists.filtered(ada, state="open")) == [case]
    closing.close_without_asking(case, by=ada, reason="x")
    assert list(lists.filtered(ada, state="open")) == []
    assert list(lists.filtered(ada, state="closed")) == [case]


def test_by_customer_with_all_merged_into_them(case: Case, ada: Agent, carla: Customer, sam: Customer) -> None:
    [his] = many(sam, 1)
    Customer.objects.filter(pk=sam.pk).update(merged_into=carla)
    assert set(lists.filtered(ada, customer=carla)) == {case, his}


def test_no_list_shows_what_the_agent_may_not_see(case: Case, ada: Agent, nora: Agent, carla: Customer) -> None:
    many(carla, 1)
    Case.objects.update(team=Team.objects.create(name="Verkauf"))
    assert list(lists.filtered(nora)) == []
    assert list(lists.without_hand(nora)) == []
    assert lists.found(nora, "Schrank") == []
    assert lists.found(nora, str(case.pk)) == []
    assert list(lists.filtered(ada)) == [case]


def test_today_says_what_is_owed_first(ada: Agent, nora: Agent) -> None:
    late = mails.case_of(mails.take(mails.mail(sender="a@example.org")))
    clock.advance(timedelta(days=2))
    fresh = mails.case_of(mails.take(mails.mail(sender="b@example.org")))
    done = mails.case_of(mails.take(mails.mail(sender="c@example.org")))
    quiet = mails.case_of(mails.take(mails.mail(sender="d@example.org")))
    for case in (late, fresh, done, quiet):
        if case.hand != ada:
            handover.take(case, by=ada, reason="x")
    for case in (done, quiet):
        reply.reply(case, by=ada, text="ok", answers=mails.asked_in(case))
    waiting.wait(Case.objects.get(pk=quiet.pk), until=clock.now() + timedelta(days=1), what="Teil", by=ada)
    today = lists.today(ada)
    assert (today.late, today.waiting, today.quiet, today.back) == ([late], [fresh], 1, [done])


def test_today_lists_offers_and_questions_to_me(case: Case, ada: Agent, nora: Agent) -> None:
    offer = handover.offer(case, to=nora, reason="x", by=ada)
    note.note(case, by=ada, text="@nora?")
    today = lists.today(nora)
    assert today.offered == [offer]
    assert [one.case for one in today.consulted] == [case]
    note.note(case, by=nora, text="Antwort")
    handover.refuse(offer, by=nora)
    today = lists.today(nora)
    assert (today.offered, today.consulted) == ([], [])


def test_a_closed_case_is_nobodys_today(case: Case, ada: Agent) -> None:
    closing.close_without_asking(case, by=ada, reason="x")
    assert list(lists.my_cases(ada)) == []
    assert Case.objects.get(pk=case.pk).state == State.CLOSED
